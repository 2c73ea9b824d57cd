"""The fictional mission's material on with, despite and against: what is planted, and the gaps that stay gaps."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from statistics import median
from typing import TypeVar

import msgspec
import pytest

from withstand.demo.mission_data import Told, shipped_mission
from withstand.demo.mission_presence import MONTHS
from withstand.evidence.presence import Presence
from withstand.evidence.records import Alert, Incident, Visit
from withstand.inducement.following import Operation, Transfer
from withstand.ledger.fields import Record, first_day, last_day
from withstand.mission.stance_records import ConsentReading, ObservedConduct, PostureRating, Stance, StanceThresholds
from withstand.vocabulary.terms import vocabulary

END = date(2032, 12, 31)
NON_STATE = ("armed_group", "militia", "criminal")
Read = TypeVar("Read", bound=Record)


def told(key: str) -> Told:
    return shipped_mission()[key]


def last(key: str, as_: type[Read]) -> Read:
    return msgspec.convert(told(key).version(len(told(key).edits)), as_)


def each(as_: type[Read]) -> Iterator[tuple[Told, Read]]:
    package = {Presence: "evidence", Alert: "evidence", Incident: "evidence", Visit: "evidence"}.get(as_, "mission")
    for one in shipped_mission().records:
        if one.kind == f"{package}.{as_.__name__}":
            yield one, last(one.key, as_)


def leads(one: Told, role: str) -> tuple[str, ...]:
    links = (*one.links, *(link for edit in one.edits for link in edit.links))
    return tuple(link.to for link in links if link.role == role)


def test_presence_of_both_sides_month_by_month_with_gaps_that_are_no_zeros() -> None:
    months = defaultdict[tuple[str, str], set[str]](set)
    for one, fields in each(Presence):
        months[str(fields.where.area), fields.presence_of].add(fields.when.start[:7])
        assert fields.when.precise, one.key
        assert fields.posts is not None
    every = {f"{month:%Y-%m}" for month in MONTHS}
    for area in ("VM0101", "VM0201", "VM0204", "VM0302"):
        for side in ("own_side", "host_state"):
            assert len(every) // 2 < len(months[area, side]) < len(every)
    assert {f"2032-{month:02}" for month in range(9, 13)} <= every - months["VM0204", "host_state"]
    assert "2032-05" not in months["VM0101", "host_state"]
    assert any(fields.patrols is None for _, fields in each(Presence))
    assert any(fields.posts == 0 for _, fields in each(Presence))


def responded(one: Told, fields: Incident | Alert) -> int | None:
    """Days until somebody of ours was there, or raised it, or answered the warning; none where nobody did."""
    first = first_day(fields.received) if isinstance(fields, Alert) else fields.when.earliest
    days = _answered(fields)
    for other in shipped_mission().records:
        about = {*leads(other, "about"), *leads(other, "raises")}
        about |= {*leads(other, "rests_on")} if other.kind == "mission.Action" else set()
        if one.key in about and other.fields.get("access", "full") in ("full", "partial"):
            days.append(first_day(other.fields["when"]["start"]))
    return min(((day - first).days for day in days), default=None)


def _answered(fields: Incident | Alert) -> list[date]:
    ours = isinstance(fields, Alert) and fields.answered_by == "own_side" and fields.answered_on
    return [first_day(ours)] if ours else []


def test_enough_cases_to_ask_who_was_answered_and_those_of_the_state_were_answered_seldomer_and_later() -> None:
    cases: list[tuple[Told, Incident | Alert]] = [*each(Incident), *each(Alert)]
    assert 80 <= len(cases) <= 150
    waited = defaultdict[str, list[int | None]](list)
    for one, fields in cases:
        sides = {part.perpetrator or "unknown" for part in fields.perpetrators}
        side = "host_state" if sides == {"host_state"} else "others" if sides <= {*NON_STATE} else "unclear"
        waited[side].append(responded(one, fields))
    assert min(len(waited["host_state"]), len(waited["others"])) >= 30
    share = {side: sum(one is not None for one in days) / len(days) for side, days in waited.items()}
    pace = {side: median(one for one in days if one is not None) for side, days in waited.items()}
    assert share["host_state"] < share["others"]
    assert pace["host_state"] > 3 * pace["others"]
    refused = [one for one, fields in each(Visit) if fields.access in ("denied", "not_attempted")]
    assert [one.key for one in refused if any(link.startswith("reported-") for link in leads(one, "about"))]


def test_conduct_in_five_words_and_unknown_by_components_that_do_not_agree() -> None:
    readings = list(each(ObservedConduct))
    assert {fields.conduct for _, fields in readings} == set(vocabulary("conduct").terms)
    assert len({fields.author for _, fields in readings}) >= 5
    assert len({(fields.where.area, *leads(one, "authority"), fields.threat_source) for one, fields in readings}) >= 15
    for one, other in (
        ("seen-ford-own-spring", "seen-ford-own-spring-force"),
        ("seen-halvrane-november", "seen-halvrane-november-force"),
        ("seen-pellisar-autumn", "seen-pellisar-autumn-analysis"),
    ):
        first, second = last(one, ObservedConduct), last(other, ObservedConduct)
        assert leads(told(one), "authority") == leads(told(other), "authority")
        assert (first.where.area, first.threat_source) == (second.where.area, second.threat_source)
        assert first.conduct != second.conduct
        assert first.author != second.author


def test_consent_is_a_grid_for_three_authorities_and_components_read_it_apart() -> None:
    cells = defaultdict[tuple[str, str, str, str], dict[str, str]](dict)
    for one, fields in each(ConsentReading):
        (authority,) = leads(one, "authority")
        if fields.when.earliest >= date(2032, 8, 1):
            place = str(fields.where.area if fields.where else "")
            cell = cells[authority, fields.consent_level, fields.consent_activity, place]
            cell.setdefault(fields.author, fields.quality)
    for authority in ("army-2", "army-4", "police"):
        own = [key for key in cells if key[0] == authority]
        assert {key[1] for key in own} == set(vocabulary("consent_levels").terms)
        assert {key[2] for key in own} == set(vocabulary("consent_activities").terms)
    assert sum(len(set(read.values())) > 1 for read in cells.values()) >= 5
    every = [fields for _, fields in each(ConsentReading)]
    assert {fields.quality for fields in every} == set(vocabulary("consent_quality").terms)
    assert {fields.trend for fields in every} == set(vocabulary("trends").terms)
    assert any(fields.consent_triggers for fields in every)


def test_four_desks_rate_four_areas_and_leave_months_out() -> None:
    months = defaultdict[tuple[str, str], set[str]](set)
    for _, fields in each(PostureRating):
        months[fields.rater, str(fields.where.area)].add(fields.when.start[:7])
    assert len({rater for rater, _ in months}) == 4
    assert len({area for _, area in months}) == 4
    assert all(len(rated) < len(MONTHS) for rated in months.values())
    assert max(months["protection desk", "VM0204"]) < "2032-09"
    assert any(fields.ability is None for _, fields in each(PostureRating))


def test_leadership_changed_the_window_and_said_why() -> None:
    first, second = (fields for _, fields in each(StanceThresholds))
    assert first.on < second.on
    assert first.window_months < second.window_months
    assert second.reasons


def test_stances_of_every_kind_over_matters_and_places() -> None:
    stances = {one.key: (one, fields) for one, fields in each(Stance)}
    choices = Counter(fields.choice for _, fields in stances.values())
    assert set(choices) == set(vocabulary("stances").terms)
    assert choices["despite"] >= 3
    one, against = stances["stance-east-bank-against"]
    assert {"eleven-dead", "stopped-at-the-bridge"} <= {*leads(one, "rests_on")}
    assert len(against.dissent) == 2
    assert last_day(against.review_by) < END
    assert [fields.taken_back for _, fields in stances.values() if fields.taken_back] == ["2032-09-13"]
    replaced = {before for one, _ in stances.values() for before in leads(one, "replaces")}
    assert replaced == {"stance-road-with", "stance-halvrane-despite", "stance-market-despite"}
    assert all(fields.as_known for _, fields in stances.values())


def test_the_evidence_moved_away_from_a_choice_that_nobody_looked_at_again() -> None:
    cells = last("stance-cells-with", Stance)
    assert (cells.choice, cells.as_known[0].points_to) == ("with", "with")
    assert last("prison-closed", Visit).when.start > cells.when.start
    assert last_day(cells.review_by) > END


def test_two_components_chose_opposite_words_for_one_matter_place_and_authority() -> None:
    one, other = last("stance-pellisar-against", Stance), last("stance-pellisar-with", Stance)
    assert (one.matter, one.where, one.issue) == (other.matter, other.where, other.issue)
    assert leads(told("stance-pellisar-against"), "authority") == leads(told("stance-pellisar-with"), "authority")
    assert {one.choice, other.choice} == {"with", "against"}
    assert one.author != other.author


@pytest.mark.parametrize("key", ["stance-halvrane-with", "support-posts-gendarmerie-decision"])
def test_an_assessment_older_than_its_half_life_was_used_in_a_decision(key: str) -> None:
    half_life = timedelta(days=list(each(StanceThresholds))[-1][1].half_life_days)
    if key.startswith("stance"):
        stance = last(key, Stance)
        made, used = first_day(stance.as_known[0].assessed_on), stance.when.earliest
    else:
        (risk,) = leads(told(key), "assessed_in")
        made, used = first_day(told(risk).fields["on"]), first_day(told(key).fields["on"])
    assert used - made > half_life


def test_joint_work_support_without_conditions_and_a_transfer_where_nothing_is_established() -> None:
    operation, transfer = last("operation-bramoke", Operation), last("site-guard-tarrowick", Transfer)
    assert operation.type == "joint"
    assert operation.stop_criteria
    assert leads(told("operation-bramoke"), "with") == ("army-42",)
    assert transfer.people_asked == "yes"
    assert transfer.assessed_on is not None
    assert told("support-posts-gendarmerie-decision").fields["decided"] == "approve"
    assert not leads(told("support-posts-gendarmerie-decision"), "under_condition")
