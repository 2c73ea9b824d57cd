"""The fictional mission's dialogue: what was asked and promised, and what became of it, read through pictures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TypeVar

import polars as pl
import pytest
from mission_offices import Built, built

from withstand.demo.events import SEED, generate
from withstand.demo.mission_data import AMBER_FORD, HEADQUARTERS, KESSIN_TOWN, Told, shipped_mission
from withstand.demo.velmara import DISTRICTS
from withstand.dialogue.gazetteer import NO_AREAS
from withstand.dialogue.interceding import check_words
from withstand.dialogue.intercession import Intercession
from withstand.dialogue.parts import Ask
from withstand.dialogue.records import (
    COMMITMENT,
    ENGAGEMENT,
    SHARED_GOAL,
    WRITTEN,
    Commitment,
    Engagement,
    SharedGoal,
)
from withstand.evidence.records import ALERT, OBSTRUCTION, VISIT, Alert, Obstruction, Reprisal, Visit
from withstand.ledger.errors import NotFound
from withstand.ledger.fields import Record, first_day
from withstand.picture.audience import HOLDER, Audience
from withstand.picture.guard import Guard
from withstand.picture.picture import Picture
from withstand.picture.routing import route
from withstand.vocabulary.terms import vocabulary

PRACTICE_DAY = date(2033, 1, 3)
Read = TypeVar("Read", bound=Record)


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built(tmp_path_factory.mktemp("dialogue"))


@pytest.fixture(scope="module")
def picture(done: Built) -> Picture:
    return Picture(done.ledgers[HEADQUARTERS], HOLDER)


def read(done: Built, key: str, as_: type[Read], office: str = HEADQUARTERS) -> Read:
    fields = Picture(done.ledgers[office], HOLDER).get(done.records[key]).fields
    assert isinstance(fields, as_)
    return fields


def stages(done: Built, key: str) -> list[str]:
    """Where a promise stood, version by version."""
    versions = Picture(done.ledgers[HEADQUARTERS], HOLDER).history(done.records[key])
    return [
        one.seen.fields.commitment_status
        for one in sorted(versions, key=lambda version: version.recorded_at)
        if one.seen is not None and isinstance(one.seen.fields, Commitment)
    ]


def to(done: Built, key: str, role: str) -> set[str]:
    keys = {record: name for name, record in done.records.items()}
    return {keys[link.other] for link in Picture(done.ledgers[HEADQUARTERS], HOLDER).links(done.records[key], role)}


def asks_of(done: Built, key: str) -> tuple[Ask, ...]:
    return read(done, key, Engagement).asks


def engagements(picture: Picture) -> Iterator[Engagement]:
    for seen in picture.each(ENGAGEMENT):
        assert isinstance(seen.fields, Engagement)
        yield seen.fields


def test_two_years_of_talks_at_every_level_and_through_every_channel(picture: Picture) -> None:
    every = list(engagements(picture))
    assert len(every) >= 60
    assert {one.level for one in every} == set(vocabulary("engagement_levels").terms) - {"district"}
    assert {one.channel for one in every} == set(vocabulary("engagement_channels").terms)
    assert {one.tone for one in every} == set(vocabulary("engagement_tones").terms)
    assert {one.made_by for one in every} == {"ours", "ally"}
    assert {one.when.start[:4] for one in every} == {"2031", "2032", "2033"}
    observed = [part for one in every for part in one.observed]
    assert {part.after for part in observed} == {"days_7", "days_30", "days_90"}
    assert {part.change for part in observed} == set(vocabulary("observed_changes").terms)
    assert all(part.rival for part in observed if part.change == "improved")


def test_promises_both_ways_end_in_every_way(picture: Picture) -> None:
    every = [one.fields for one in picture.each(COMMITMENT) if isinstance(one.fields, Commitment)]
    assert 25 <= len(every) <= 35
    assert {one.promise_side for one in every} == {"theirs", "ours", "both"}
    assert {one.commitment_status for one in every} == set(vocabulary("commitment_status").terms)
    assert all(one.test for one in every)


def test_shared_goals_live_paused_reached_and_given_up(done: Built, picture: Picture) -> None:
    goals = [one.fields for one in picture.each(SHARED_GOAL) if isinstance(one.fields, SharedGoal)]
    assert len(goals) == 6
    assert {one.goal_status for one in goals} == {"under_way", "paused", "reached", "given_up", "proposed"}
    road = read(done, "goal-market-road", SharedGoal)
    assert (road.goal_status, road.issue) == ("under_way", "freedom_of_movement")
    assert {"army-2", "chiefs-kessin", "women-kessin"} <= to(done, "goal-market-road", "shared_with")


def test_story_a_praise_in_public_while_the_private_report_runs(done: Built) -> None:
    report, praise = read(done, "private-report-sent", Engagement), read(done, "weekly-page-praise", Engagement)
    assert (report.channel, report.lead, report.leverage) == ("letter", "human_rights", ("private_report",))
    assert (praise.channel, praise.lead, praise.tone) == ("public_statement", "force", "appreciate")
    deadline = report.asks[0].answer_by
    assert deadline == "2032-05-30"
    assert report.when.start < praise.when.start == "2032-05-22" < deadline
    assert praise.asks[0].same_topic == report.asks[0].same_topic
    assert report.reply_on == "2032-06-11"


def test_story_a_promises_about_fuel_were_kept_and_then_broken(done: Built) -> None:
    assert stages(done, "promise-log-book") == ["open", "met", "broken"]
    assert stages(done, "promise-command") == ["open", "met", "broken"]
    assert to(done, "promise-log-book", "condition") == {"support-fuel-4-log-book"}


def test_story_a_a_timely_delivery_that_was_entered_late_was_kept(done: Built) -> None:
    promise = read(done, "promise-fuel-march", Commitment)
    assert promise.verified_on is not None
    assert promise.due is not None
    assert promise.verified_on < promise.due
    history = Picture(done.ledgers[HEADQUARTERS], HOLDER).history(done.records["promise-fuel-march"])
    assert len(history) == 2
    assert stages(done, "promise-fuel-march") == ["open", "met"]


def test_story_b_two_promises_of_2_august_and_neither_was_kept(done: Built) -> None:
    talk = read(done, "governor-august", Engagement)
    assert talk.when.start == "2032-08-02"
    assert talk.asks[0].response == "agreed"
    theirs, ours = read(done, "promise-cells", Commitment), read(done, "promise-roof", Commitment)
    assert theirs.due == ours.due == "2032-09-01"
    assert (theirs.promise_side, ours.promise_side) == ("theirs", "ours")
    assert stages(done, "promise-cells") == ["open", "late", "broken"]
    assert stages(done, "promise-roof") == ["open", "on_track", "broken"]
    assert to(done, "promise-cells", "promised_by") == to(done, "governor-august", "met") == {"governor-lonn"}
    assert "governor-lonn" in to(done, "promise-roof", "promised_to")


def test_story_b_three_notes_without_reply_while_the_goal_is_paused(done: Built) -> None:
    for key in ("prison-note-1", "prison-note-2", "prison-note-3"):
        note = read(done, key, Engagement)
        assert note.channel in WRITTEN
        assert note.protest_reference
        assert note.reply_expected is not None
        assert not note.reply
        assert first_day(note.reply_expected) < PRACTICE_DAY
        assert "governor-lonn" in to(done, key, "met")
    assert read(done, "goal-court", SharedGoal).goal_status == "paused"


def test_story_b_a_position_of_one_component_against_another_at_the_gate(done: Built) -> None:
    (keep,), (stop,) = asks_of(done, "cordon-kept"), asks_of(done, "cordon-lifted")
    assert keep.same_topic == stop.same_topic
    assert stop.wants in vocabulary("ask_wants").terms[keep.wants].facts["against"]


def test_the_joint_demarche_was_agreed_beforehand(done: Built) -> None:
    for key in ("demarche-first-embassy", "demarche-second-embassy"):
        ally = read(done, key, Engagement)
        assert (ally.made_by, ally.when.start) == ("ally", "2032-08-31")
        assert to(done, key, "joint_with") == {"demarche-of-three"}


def test_civil_affairs_asks_for_the_checkpoint_that_police_want_gone(done: Built) -> None:
    (wanted,), (unwanted,) = asks_of(done, "poplars-wanted"), asks_of(done, "poplars-unwanted")
    assert wanted.same_topic == unwanted.same_topic
    assert unwanted.wants in vocabulary("ask_wants").terms[wanted.wants].facts["against"]
    leads = {read(done, key, Engagement).lead for key in ("poplars-wanted", "poplars-unwanted")}
    assert leads == {"civil_affairs", "police"}
    assert to(done, "poplars-wanted", "met") == to(done, "poplars-unwanted", "met")


def test_dialogue_and_pressure_on_one_issue_want_different_things(done: Built) -> None:
    (begin,), (wait,) = asks_of(done, "inspectorate-wanted"), asks_of(done, "inspectorate-unwanted")
    assert begin.same_topic == wait.same_topic
    assert (begin.wants, wait.wants) == ("begin", "hold_off")


def test_an_ask_was_made_in_public_before_the_day_of_the_letter_and_once_after_it(done: Built) -> None:
    letter = read(done, "names-in-private", Engagement)
    early, late = read(done, "names-in-public", Engagement), read(done, "names-after-deadline", Engagement)
    deadline = letter.asks[0].answer_by
    assert deadline is not None
    assert early.when.start < deadline < late.when.start
    assert letter.asks[0].same_topic == early.asks[0].same_topic == late.asks[0].same_topic


def test_two_components_told_one_office_the_same_and_asked_nothing(done: Built) -> None:
    rights, affairs = (
        read(done, "returns-told-by-rights", Engagement),
        read(done, "returns-told-by-affairs", Engagement),
    )
    assert rights.said == affairs.said
    assert not rights.asks
    assert not affairs.asks
    assert to(done, "returns-told-by-rights", "met") == to(done, "returns-told-by-affairs", "met")


def test_two_components_ask_one_governor_the_same_within_days_and_do_not_know(done: Built) -> None:
    (force,), (affairs,) = asks_of(done, "trucks-by-force"), asks_of(done, "trucks-by-civil-affairs")
    assert (force.same_topic, force.wants) == (affairs.same_topic, affairs.wants)
    assert not to(done, "trucks-by-civil-affairs", "joint_with")


def test_a_promise_of_ours_was_forgotten_at_rotation(done: Built) -> None:
    promise = read(done, "promise-pump", Commitment)
    assert (promise.promise_side, promise.due, promise.commitment_status) == ("ours", "2032-07-31", "open")
    assert to(done, "promise-pump", "rests_on") == {"pump-promise"}


def test_the_alert_that_nearly_went_to_the_patron_went_nowhere(done: Built) -> None:
    call = read(done, "patron-not-told", Engagement)
    assert call.held == "cancelled_by_us"
    assert to(done, "patron-not-told", "met") == {"embassy-ostrel"}
    guard = Guard(done.ledgers[HEADQUARTERS])
    alert, patron = done.records["lamp-guard-alert"], done.records["embassy-ostrel"]
    assert route(guard, alert, patron, PRACTICE_DAY).finding.verdict == "never"


def test_one_alert_was_read_out_to_the_line_of_its_unit_and_another_might_be_shared(done: Built) -> None:
    guard = Guard(done.ledgers[HEADQUARTERS])
    wrong = {to(done, "cattlebar-told", role).pop() for role in ("raises", "met")}
    assert wrong == {"alert-cattlebar", "command-4"}
    bad = route(guard, done.records["alert-cattlebar"], done.records["command-4"], date(2032, 11, 9))
    assert bad.finding.verdict == "never"
    fair = route(guard, done.records["alert-halvrane-december"], done.records["gendarmerie-dorre"], date(2032, 12, 13))
    assert fair.finding.verdict != "never"


def test_contact_went_on_where_a_reprisal_paused_it_and_elsewhere_after_it_was_lifted(done: Built) -> None:
    paused, lifted = read(done, "women-followed", Reprisal), read(done, "chiefs-warned", Reprisal)
    assert paused.contact_paused
    assert not lifted.contact_paused
    assert to(done, "women-met-again", "met") == to(done, "women-followed", "hit") == {"women-kessin"}
    assert to(done, "chiefs-met-again", "met") == to(done, "chiefs-warned", "hit") == {"chiefs-kessin"}
    assert read(done, "women-met-again", Engagement).when.start > paused.when.start


def test_a_group_on_a_list_was_met_without_legal_advice_and_once_with_it(done: Built) -> None:
    assert to(done, "ash-column-call", "met") == to(done, "ash-column-advised", "met") == {"ash-column"}
    assert read(done, "ash-column-call", Engagement).legal_advice_on is None
    advised = read(done, "ash-column-advised", Engagement)
    assert advised.legal_advice_on is not None
    assert advised.legal_advice_on < advised.when.start


def test_a_refuted_attack_was_asked_about_and_answered(done: Built) -> None:
    asked = read(done, "halvrane-asked", Engagement)
    assert asked.reply_on is not None
    assert asked.reply_expected is not None
    assert asked.reply_on <= asked.reply_expected
    assert to(done, "halvrane-settled", "raises") == {"army-at-halvrane"}


def test_pressure_beside_a_live_goal(done: Built) -> None:
    letters = [read(done, f"pellisar-letter-{number}", Engagement) for number in (1, 2, 3, 4)]
    assert all(letter.tone in ("protest", "warn") and letter.reply for letter in letters)
    assert read(done, "goal-market-road", SharedGoal).goal_status == "under_way"
    assert "command-2" in to(done, "goal-market-road", "shared_with")


def test_january_2033_is_planned_with_the_three_that_matter(done: Built, picture: Picture) -> None:
    ahead = [one for one in engagements(picture) if one.held == "planned"]
    assert len(ahead) == 7
    assert all("2033-01-03" < one.when.start < "2033-02" for one in ahead)
    met = {office for key in done.records if key.startswith("ahead-") for office in to(done, key, "met")}
    assert {"governor-lonn", "ministry-defence", "army-2"} <= met


def test_visits_are_there_as_denominators_of_every_month(picture: Picture) -> None:
    tried: dict[str, int] = defaultdict(int)
    turned: dict[str, int] = defaultdict(int)
    for seen in picture.each(VISIT):
        assert isinstance(seen.fields, Visit)
        if seen.fields.purpose == "patrol" and seen.fields.access != "not_attempted":
            tried[seen.fields.when.start[:7]] += 1
            turned[seen.fields.when.start[:7]] += seen.fields.access == "denied"
    assert len(tried) == 23
    assert min(tried.values()) >= 6
    assert 0 < sum(turned.values()) < sum(tried.values()) / 8


def test_denials_are_few_where_people_died_and_delays_many_where_nobody_did(picture: Picture) -> None:
    what = Counter[str]()
    quiet = {"VM0201", "VM0301", "VM0302", "VM0303"}
    for seen in picture.each(OBSTRUCTION):
        assert isinstance(seen.fields, Obstruction)
        what[seen.fields.what] += 1
        if seen.fields.what == "movement_delay":
            assert seen.fields.where.area in quiet
    assert what["movement_delay"] > what["movement_denial"] >= 10
    assert len(what) >= 12


def test_after_each_denial_of_the_story_people_died_in_that_district_within_five_days(done: Built) -> None:
    areas = {own.pcode: own.name for own in DISTRICTS}
    deaths = generate(SEED).filter((pl.col("type_of_violence") == 3) & (pl.col("best") > 0))
    denied = [key for key in done.records if key.startswith("denied-") and not key.endswith("-patrol")]
    assert len(denied) == 10
    for key in ("stopped-at-the-bridge", *denied):
        obstruction = read(done, key, Obstruction)
        first = obstruction.when.earliest
        days = [(first + timedelta(days=after)).isoformat() for after in range(1, 6)]
        after = deaths.filter(
            (pl.col("adm_2") == areas[obstruction.where.area]) & pl.col("date_start").str.head(10).is_in(days)
        )
        assert after.height, key


def test_ten_notes_wait_for_a_reply_as_the_commission_was_told(done: Built, picture: Picture) -> None:
    waiting = [
        one
        for one in engagements(picture)
        if one.protest_reference and not one.reply and (one.reply_expected or "") < "2032-12-13"
    ]
    assert len(waiting) == 10
    assert read(done, "commission-december-2032", Engagement).said.startswith("Ten notes")


def test_alerts_were_answered_by_whom_and_how_fast(picture: Picture) -> None:
    alerts = [one.fields for one in picture.each(ALERT) if isinstance(one.fields, Alert)]
    answered = [one for one in alerts if one.answered_on is not None]
    assert {one.answered_by for one in answered} == {"host_state", "own_side"}
    state = [one for one in answered if any(part.perpetrator == "host_state" for part in one.perpetrators)]
    assert state
    assert all(one.answered_by == "own_side" for one in state)
    assert len({part.perpetrator for one in alerts for part in one.perpetrators}) >= 5


def test_rights_differ_over_dialogue_as_over_the_rest(done: Built) -> None:
    force = Audience("force", "confidential", ("force",))
    rights = Audience("rights", "strictly_confidential", ("human_rights",))
    ledger = done.ledgers[HEADQUARTERS]
    with pytest.raises(NotFound):
        Picture(ledger, force).get(done.records["private-report-sent"])
    assert Picture(ledger, rights).get(done.records["private-report-sent"])
    public = Picture(ledger, Audience("public", "unclassified", ()))
    assert public.count(ENGAGEMENT) == sum(one.classification == "unclassified" for one in _talks())
    assert 0 < public.count(ENGAGEMENT) < Picture(ledger, HOLDER).count(ENGAGEMENT)


def _talks() -> list[Told]:
    return [one for one in shipped_mission().records if one.kind == "dialogue.Engagement"]


def test_every_office_speaks_for_itself() -> None:
    counted = Counter(one.office for one in _talks())
    assert set(counted) == {HEADQUARTERS, AMBER_FORD, KESSIN_TOWN}
    assert min(counted.values()) >= 20


def test_words_for_a_superior_give_nothing_of_the_alert_away(done: Built) -> None:
    spoken = read(done, "word-with-the-staff", Intercession)
    assert (spoken.intercession_status, spoken.superior_did) == ("ended", "promised")
    guard = Guard(done.ledgers[HEADQUARTERS])
    alert, superior = done.records["alert-cattlebar"], done.records["general-staff"]
    assert check_words(guard, alert, spoken, NO_AREAS, superior).found == ()
    assert to(done, "halvrane-sent", "sends") == {"alert-halvrane-december"}
