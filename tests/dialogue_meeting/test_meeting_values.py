"""What the page before a meeting holds: each question answered from records made by hand."""

from __future__ import annotations

import pytest
from meeting_worlds import AGREED, DAY, MEETING, World, actors, on, reader, velmara

from withstand.actors.records import GROUP, OFFICE
from withstand.dialogue.meeting.meeting import Meeting, prepare
from withstand.dialogue.records import COMMITMENT, ENGAGEMENT
from withstand.evidence.records import ALERT, INCIDENT
from withstand.ledger.errors import NotFound
from withstand.ledger.journal import withdraw_link
from withstand.picture.actors import actor_named


@pytest.fixture(scope="module")
def held() -> tuple[Meeting, dict[str, str]]:
    saved = velmara().saved()
    keys = {record: key for key, record in saved.ids.items()}
    return prepare(saved.picture(), saved.ids["office"], DAY), keys


def test_whom_they_answer_to_is_said_by_office_as_of_the_day(held: tuple[Meeting, dict[str, str]]) -> None:
    found, keys = held
    assert [(keys[one.actor], one.sure) for one in found.chain] == [("ministry", True)]
    assert [one.fields.title for one in found.posts] == ["Governor"]
    assert found.this is not None
    assert keys[found.this.record] == "today"


def test_what_they_can_deliver_is_counted_by_issue_with_what_is_not_known_beside(
    held: tuple[Meeting, dict[str, str]],
) -> None:
    found, _ = held
    rows = {row.issue: row for row in found.delivery}
    fees = rows["checkpoints"]
    assert (fees.own.asked, fees.own.agreed, fees.own.promised, fees.own.not_known) == (1, 0, 1, 1)
    assert (fees.line.asked, fees.line.agreed) == (1, 1)
    assert (rows["detention"].own.promised, rows["detention"].line.kept) == (0, 1)


def test_open_matters_stand_overdue_first_and_ours_too(held: tuple[Meeting, dict[str, str]]) -> None:
    found, keys = held
    matters = found.matters
    assert [(keys[one.promise.record], one.late) for one in matters.ours] == [("p3", 1)]
    assert [(keys[one.engagement.record], one.late) for one in matters.follow_ups] == [("m2", 5)]
    assert [(keys[one.promise.record], one.late) for one in matters.theirs] == [("p1", 12)]
    (ask,) = matters.asks
    assert ([keys[one.record] for one in ask.asked_in], ask.overdue, ask.due) == (["m2", "m1"], True, on(10))
    assert [(keys[one.protest.record], one.days) for one in matters.protests] == [("note", 20), ("o1", 7)]


def test_history_others_and_goals(held: tuple[Meeting, dict[str, str]]) -> None:
    found, keys = held
    assert [keys[one.record] for one in found.past.last] == ["note", "m2", "m1"]
    assert found.past.last_met is not None
    assert keys[found.past.last_met.record] == "m2"
    assert [keys[one.engagement.record] for one in found.others.said] == ["rival"]
    assert [keys[one.engagement.record] for one in found.others.will_say] == ["coming"]
    assert [keys[one.record] for one in found.goals] == ["goal"]


def test_new_facts_are_those_that_may_be_said_there(held: tuple[Meeting, dict[str, str]]) -> None:
    found, keys = held
    facts = found.facts
    assert facts.since.isoformat() == on(30)
    assert {(one.what, keys[one.known.record]) for one in facts.evidence} == {
        ("incident", "i1"), ("refuted", "i3"), ("obstruction", "o1"),
    }  # fmt: skip
    assert [keys[one.record] for one in facts.not_cleared] == ["i2"]
    assert [keys[one.record] for one in facts.our_breaches] == ["p4"]
    assert [(one.what, keys[one.decision.record]) for one in facts.support] == [("decided", "dec"), ("ends", "dec")]
    assert [keys[one.record] for one in facts.raised] == ["m1"]


def test_what_not_to_say(held: tuple[Meeting, dict[str, str]]) -> None:
    found, keys = held
    (against,) = found.not_to_say.against
    assert (keys[against.ours_in.record], keys[against.theirs_in.record]) == ("m2", "rival")
    assert [keys[one.record] for one in found.not_to_say.listed] == ["list"]
    assert [keys[one.record] for one in found.not_to_say.reprisals] == ["rep"]
    assert found.red_lines is not None
    assert keys[found.red_lines.record] == "m1"


def test_an_ask_with_a_private_deadline_is_not_said_elsewhere_until_it_has_passed() -> None:
    world = World()
    actors(world)
    ask = {"issue": "detention", "topic": "cells", "wants": "allow", "ask": "Open them", "answer_by": on(-5)}
    world.tell("m", ENGAGEMENT, "met=office", subject="Cells", when={"start": on(3)}, **MEETING, asks=[ask])
    saved = world.saved()
    found = prepare(saved.picture(), saved.ids["office"], DAY)
    assert [one.ask.topic for one in found.not_to_say.private] == ["cells"]
    assert not found.matters.asks[0].overdue


def test_what_is_said_of_a_superior_of_another_time_is_not_told_of_its_line() -> None:
    world = World()
    actors(world)
    world.tell("p", COMMITMENT, "promised_by=ministry", promise="Old", promise_side="theirs",
               when={"start": "2029-05-01"}, made_in="meeting", issue="other", test="Ask.", owner="force")  # fmt: skip
    saved = world.saved()
    assert not prepare(saved.picture(), saved.ids["office"], DAY).matters.theirs


def test_an_empty_ledger_says_what_it_does_not_know() -> None:
    world = World()
    world.tell("office", OFFICE, name="Prefect", type="governor", side="host_state")
    saved = world.saved()
    found = prepare(saved.picture(), saved.ids["office"], DAY)
    assert {one.what for one in found.not_known} == {
        "never_met", "not_planned", "no_line", "no_post", "nothing_asked", "no_red_lines", "no_goal",
    }  # fmt: skip


def test_an_office_is_found_by_name_and_one_that_may_not_be_seen_is_not_there() -> None:
    world = World()
    world.tell("office", OFFICE, name="Prefect", type="governor", rank="strictly_confidential")
    saved = world.saved()
    assert actor_named(saved.picture(), "prefect") == saved.ids["office"]
    low = saved.picture(reader("confidential"))
    assert actor_named(low, "prefect") == ""
    with pytest.raises(NotFound):
        prepare(low, saved.ids["office"], DAY)


def test_what_rests_on_an_alert_is_not_on_the_page_whoever_reads_it() -> None:
    world = World()
    actors(world)
    warned = {"what": "abduction", "where": {"name": "X"}, "when": {"start": on(2)}, "consent": AGREED}
    world.tell(
        "alert", ALERT, "suspected=police", received=on(3), **{**warned, "consent": []}, rank="strictly_confidential"
    )
    world.tell("first", INCIDENT, "suspected=office follows=alert", **warned, rank="unclassified")
    world.tell("second", INCIDENT, "suspected=office rests_on=first", **warned, rank="unclassified")
    world.tell("free", INCIDENT, "suspected=office", **warned, rank="unclassified")
    world.tell("m", ENGAGEMENT, "met=office raises=second", subject="It", when={"start": on(1)}, **MEETING)
    saved = world.saved()
    keys = {record: key for key, record in saved.ids.items()}
    for audience in (reader(), reader("unclassified")):
        for alerts in (False, True):
            found = prepare(saved.picture(audience), saved.ids["office"], DAY, alerts=alerts)
            assert {keys[one.record] for one in found.about.incidents} == {"free"}
            assert not found.past.last


def test_an_engagement_about_an_alert_that_may_travel_to_the_office_stands_on_pages_for_the_desk() -> None:
    world = World()
    actors(world)
    world.tell("group", GROUP, name="Riders", type="other", side="armed_group")
    world.tell("alert", ALERT, "suspected=group", what="abduction", where={"name": "X"}, when={"start": on(2)},
               received=on(2), perpetrators=[{"perpetrator": "armed_group"}], consent=AGREED)  # fmt: skip
    world.tell("m", ENGAGEMENT, "met=office raises=alert", subject="Riders", when={"start": on(1)}, **MEETING)
    saved = world.saved()
    shown = [
        bool(prepare(saved.picture(), saved.ids["office"], DAY, alerts=alerts).past.last) for alerts in (False, True)
    ]
    assert shown == [False, True]


def test_a_link_to_an_alert_that_was_taken_back_frees_nothing() -> None:
    world = World()
    actors(world)
    world.tell("alert", ALERT, "suspected=police", what="abduction", where={"name": "X"}, when={"start": on(2)},
               received=on(3))  # fmt: skip
    world.tell("m", ENGAGEMENT, "met=office raises=alert", subject="It", when={"start": on(1)}, **MEETING)
    saved = world.saved()
    (link,) = saved.picture().links(saved.ids["m"], "raises")
    withdraw_link(saved.ledger, link.link)
    assert not saved.picture().links(saved.ids["m"], "raises")
    assert not prepare(saved.picture(), saved.ids["office"], DAY).past.last
