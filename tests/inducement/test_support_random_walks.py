"""No path, however it is walked, leads to delivery without a live decision, or past a body or an expiry."""

from __future__ import annotations

import os
import random
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from support_cases import BODIES, Desk

from withstand.inducement.decisions import APPROVALS
from withstand.inducement.steps import is_live, steps
from withstand.inducement.workflow import Standing
from withstand.ledger.fields import first_day
from withstand.vocabulary.terms import vocabulary

WALKS = 3_000 if os.environ.get("WITHSTAND_PROOFS") else 100
LENGTH = 40
ROLES = tuple(vocabulary("support_roles").terms)


def walk(seed: int) -> Desk:
    """A case moved at random: mostly steps of the table, often in the wrong state, role or order."""
    dice = random.Random(seed)
    desk = Desk.with_request(stage=dice.choice(["planning", "emergency"]), framework=dice.random() < 0.9)
    for _ in range(LENGTH):
        likely = [one for one in steps().values() if desk.stands().state in one.starts and one.by != ("program",)]
        step = dice.choice(likely if likely and dice.random() < 0.8 else list(steps().values()))
        role = dice.choice(step.by if dice.random() < 0.8 else ROLES)
        author = dice.choice(["office", "token-1", "token-2"])
        match dice.randrange(12):
            case 0 | 1:
                desk.answer(dice.choice(BODIES), dice.choice(["concern", "no_answer"]))
            case 2:
                desk.assess(dice.choice(["low", "medium", "unacceptable", "unknown"]))
            case 3:
                desk.wait(dice.choice([1, 7, 30, 120]))
            case 4:
                desk.visit(corrected=dice.random() < 0.5)
            case 5:
                desk.deliver()
            case _ if step.decision:
                linked = [desk.condition()] if dice.random() < 0.7 else []
                desk.decide(step.action, role, author, days=dice.choice([5, 14, 90, 400]), conditions=linked)
            case _:
                more = {"due": "2032-06-01", "ended": "completed"} if dice.random() < 0.7 else {}
                desk.move(step.action, role, author, **more)
    return desk


def held(standing: Standing, day: date) -> bool:
    return standing.held_on(day) is not None


@settings(max_examples=WALKS, deadline=None)
@given(st.integers(0, 2**40))
def test_what_no_walk_does(seed: int) -> None:
    desk = walk(seed)
    for ahead in (0, 20, 500):
        standing = desk.stands(desk.day + timedelta(days=ahead))
        entered = {one.record: one.entered for one in (*desk.case.moves, *desk.case.decisions)}
        for step in standing.counted:
            if step.action == "begin_delivery":
                assert any(
                    approval.start is not None
                    and approval.start <= step.on <= date.fromisoformat(approval.decision.fields.expires or "")
                    for approval in standing.approvals
                )
            if step.action in APPROVALS and step.action != "approve_provisionally":
                known = desk.case.known_before(entered[step.record])
                assert not known.unanswered(step.on)
                assert known.assessments
            if step.record:
                assert step.role in steps()[step.action].by
        if is_live(standing.state) and standing.state != "monitoring" and standing.resume != "monitoring":
            assert held(standing, standing.day), standing
        for approval in standing.approvals:
            assert approval.start is None or approval.last <= approval.start + timedelta(days=366)
            if approval.last < standing.day and approval is standing.approvals[-1]:
                assert not approval.holds_on(standing.day)
        for delivery in desk.case.deliveries:
            day = first_day(delivery.fields.when.start)
            if held(standing, day):
                assert any(one.action in APPROVALS and one.on <= day for one in standing.counted)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**40))
def test_an_earlier_day_is_never_changed_by_a_later_step(seed: int) -> None:
    desk = walk(seed)
    middle = desk.case.request.fields.when.earliest + (desk.day - desk.case.request.fields.when.earliest) / 2
    before = Desk(desk.case.__class__(**{**desk.case.__dict__,
        "moves": tuple(one for one in desk.case.moves if date.fromisoformat(one.fields.on) <= middle),
        "decisions": tuple(one for one in desk.case.decisions if date.fromisoformat(one.fields.on) <= middle),
    }), middle)  # fmt: skip
    assert before.stands().counted == desk.stands(middle).counted
