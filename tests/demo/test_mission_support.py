"""What the fictional mission promises about support: requests in different states, and what they teach."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import polars as pl
import pytest
from mission_offices import Built, built

from withstand.analysis.response.audit import audited
from withstand.demo.files import DISTRICTS_MAP
from withstand.demo.mission_data import HEADQUARTERS, shipped_mission
from withstand.evidence.boundaries import area_set
from withstand.inducement.case import SupportCase
from withstand.inducement.cases import support_cases
from withstand.inducement.steps import days
from withstand.inducement.workflow import standing
from withstand.ledger.fields import first_day
from withstand.ledger.scan import scan_record
from withstand.mission.accepting import told
from withstand.mission.coherence import run
from withstand.mission.records import ACCEPTANCE
from withstand.mission.responded import responded
from withstand.mission.stance_records import ResponseAudit
from withstand.picture.audience import HOLDER, Audience
from withstand.picture.guard import Guard
from withstand.picture.picture import Picture

END = date(2032, 12, 31)


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built(tmp_path_factory.mktemp("support"))


def case(done: Built, key: str, audience: Audience = HOLDER) -> SupportCase:
    cases = {one.request.record: one for one in support_cases(Picture(done.ledgers[HEADQUARTERS], audience))}
    return cases[done.records[key]]


@cache
def expected() -> dict[str, str]:
    return {
        "support-fuel-4": "closed",
        "support-fuel-4-again": "refused",
        "support-course-2": "monitoring",
        "support-road-2": "delivering",
        "support-lift-42": "expired",
        "support-rations-gendarmerie": "screening",
        "support-vehicles-police": "deferred",
        "support-law-course": "exempt",
        "support-posts-gendarmerie": "delivering",
    }


def test_requests_stand_in_different_states_and_every_step_counts(done: Built) -> None:
    for key, state in expected().items():
        stands = standing(case(done, key), END)
        assert stands.state == state, (key, stands)
        assert not stands.void, (key, [(one.action, [need.said() for need in one.missing]) for one in stands.void])


def test_fuel_goes_on_after_its_end_and_the_late_form_is_of_a_timely_delivery(done: Built) -> None:
    fuel = case(done, "support-fuel-4")
    stands = standing(fuel, END)
    held = {one.fields.when.start: stands.held_on(first_day(one.fields.when.start)) for one in fuel.deliveries}
    assert [day for day, approval in held.items() if approval is None] == ["2032-05-16"]
    late = next(one for one in fuel.deliveries if one.fields.when.start == "2032-03-10")
    assert late.entered > max(one.entered for one in fuel.deliveries if one.fields.when.start == "2032-02-15")


def test_a_correction_that_was_verified_brought_the_course_back(done: Built) -> None:
    course = standing(case(done, "support-course-2"), END)
    assert [one.action for one in course.counted][-4:] == ["trigger", "engage", "reinstate", "finish_delivery"]


def test_the_end_of_the_road_fuel_is_near(done: Built) -> None:
    road = standing(case(done, "support-road-2"), END)
    assert road.warned
    assert road.approval is not None
    assert (road.approval.last - END).days <= days().warn


def test_waiting_answers_are_seen_by_their_own_body_only(done: Built) -> None:
    rights = Audience("rights", "strictly_confidential", ("human_rights",))
    force = Audience("force", "strictly_confidential", ("force",))
    assert [one.fields.body for one in case(done, "support-rations-gendarmerie", rights).screenings] == ["human_rights"]
    assert case(done, "support-rations-gendarmerie", force).screenings == ()
    assert len(case(done, "support-road-2", force).screenings) == 3


def found(done: Built, day: date) -> set[tuple[str, str]]:
    """The rules that speak on a day, each with the key of what it is about."""
    keys = {record: key for key, record in done.records.items()}
    findings = run(Guard(done.ledgers[HEADQUARTERS]), day).findings
    return {(one.rule, keys.get(one.subject, one.subject)) for one in findings}


def test_on_20_april_the_excluded_commander_is_found_where_the_fuel_goes(done: Built) -> None:
    assert ("excluded_moved_in", "support-fuel-4") in found(done, date(2032, 4, 20))
    assert not any(
        rule in ("delivery_without_approval", "open_grave_case") for rule, _ in found(done, date(2032, 4, 20))
    )


def test_on_17_may_the_delivery_of_the_day_before_has_no_approval(done: Built) -> None:
    assert ("delivery_without_approval", "support-fuel-4") in found(done, date(2032, 5, 17))


def test_at_the_end_of_the_year_what_was_planted_is_found_and_what_looks_like_it_is_not(done: Built) -> None:
    speaks = found(done, END)
    assert {
        ("approval_ends_soon", "support-road-2"),
        ("condition_overdue", "support-road-2"),
        ("provisional_not_followed", "support-lift-42"),
        ("screening_overdue", "support-rations-gendarmerie"),
        ("transfer_without_assessment", "base-across-the-river"),
        ("transfer_people_not_asked", "base-across-the-river"),
        ("reliability_not_established", "support-posts-gendarmerie"),
        ("operation_without_decision", "operation-bramoke"),
    } <= speaks
    assert {rule for rule, about in speaks if about == "site-guard-tarrowick"} == {"transfer_not_established"}
    assert ("excluded_moved_in", "support-road-2") not in speaks
    assert not [rule for rule, about in speaks if about == "support-lift-42" and rule.startswith("excluded")]


def test_what_was_planted_among_the_stances_is_found_and_a_choice_that_the_records_bear_out_is_not(done: Built) -> None:
    speaks = found(done, END)
    assert {
        ("operation_not_established", "operation-bramoke"),
        ("transfer_not_established", "base-across-the-river"),
        ("stance_and_records_apart", "stance-cells-with"),
        ("stance_and_records_apart", "stance-market-with"),
        ("stance_review_overdue", "stance-east-bank-against"),
        ("stances_contradict", "stance-pellisar-with"),
        ("assessment_too_old", "stance-halvrane-with"),
        ("assessment_too_old", "support-posts-gendarmerie"),
        ("response_gap", "audit-2032"),
    } <= speaks
    quiet = ("stance-poplars-with", "stance-vote-with", "stance-road-with", "operation-market-road")
    assert not [(rule, about) for rule, about in speaks if about in quiet]
    assert not [about for rule, about in speaks if rule == "against_without_record"]


@pytest.mark.parametrize("key", ["audit-2031", "audit-2032"])
def test_the_audits_that_were_kept_say_what_the_records_give(key: str, done: Built) -> None:
    picture, districts = Picture(done.ledgers[HEADQUARTERS], HOLDER), area_set(Path(str(DISTRICTS_MAP)), "admin2")
    kept = picture.get(done.records[key]).fields
    assert isinstance(kept, ResponseAudit)
    day = date.fromisoformat(kept.on)
    cases = responded(picture, districts, day).filter(pl.col("day") <= day)
    assert audited(cases, kept.answer_within_days, 0).versions["perpetrator"].beyond_chance == kept.beyond_chance


def test_one_finding_is_accepted_for_a_time_with_dissent_and_it_still_holds_when_the_exercise_begins(
    done: Built,
) -> None:
    guard = Guard(done.ledgers[HEADQUARTERS])
    (planned,) = shipped_mission().acceptances
    for day, holds in ((date(2033, 1, 3), True), (date(2033, 3, 1), False)):
        held = [one for one in told(guard, run(guard, day), HOLDER) if one.accepted is not None]
        assert [(one.subject, one.finding.rule) for one in held if one.finding] == (
            [(done.records[planned.about], planned.rule)] if holds else []
        )
        assert [one.by for line in held if line.accepted for one in line.accepted.fields.dissent] == (
            ["human_rights"] if holds else []
        )
    seen = guard.picture.get(done.records[planned.key])
    assert not scan_record(ACCEPTANCE, seen.fields)
