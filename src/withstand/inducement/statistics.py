"""Statistics over requests: time in each state, agreement of bodies with decisions, conditions met, residual levels,
decisions that events overturned. Counts with how many there are; nothing predicts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median, quantiles

from withstand.inducement.case import SupportCase
from withstand.inducement.outcomes import Outcome
from withstand.ledger.fields import last_day
from withstand.vocabulary.terms import vocabulary

FEWEST_FOR_QUARTILES = 4
OVERTURNED = ("suspend", "withdraw")


@dataclass(frozen=True)
class TimeInState:
    """Days that requests stayed in a state: of `ended` stays the median and, of at least four, quartiles.

    `going_on` stays have not ended: they are counted and not measured.
    """

    state: str
    ended: int
    going_on: int
    median: float | None
    quartiles: tuple[float, float] | None


@dataclass(frozen=True)
class Agreement:
    """How a body's answers stood to the decision: answers by (answer, decision), and how many agreed.

    A concern agrees with refusal, deferral or conditions; no concern found agrees with approval without conditions.
    A recorded non-answer agrees with nothing and is not compared.
    """

    body: str
    pairs: tuple[tuple[str, str, int], ...]
    agreed: int
    compared: int


@dataclass(frozen=True)
class ConditionsOf:
    """Conditions of one kind: how many, by where they stand, and how many are open after their day."""

    type: str
    conditions: int
    by_status: tuple[tuple[str, int], ...]
    met: int
    overdue: int


@dataclass(frozen=True)
class Statistics:
    """All of it, as of a day. `approvals`: requests whose last decision gives support; `by_residual` of those."""

    day: date
    requests: int
    by_state: tuple[tuple[str, int], ...]
    times: tuple[TimeInState, ...]
    agreement: tuple[Agreement, ...]
    conditions: tuple[ConditionsOf, ...]
    approvals: int
    by_residual: tuple[tuple[str, int], ...]
    overturned: tuple[tuple[str, int], ...]
    reinstated: int


def statistics(of: Iterable[Outcome], day: date) -> Statistics:
    """The statistics of all these requests up to a day."""
    outcomes = [one for one in of if one.case.request.fields.when.earliest <= day]
    approved = [one for one in outcomes if one.approved]
    levels = Counter(_residual(one) for one in approved)
    return Statistics(
        day,
        len(outcomes),
        _ordered("support_states", Counter(one.standing.state for one in outcomes)),
        _times(outcomes),
        _agreement(outcomes),
        _conditions((one.case for one in outcomes), day),
        len(approved),
        _ordered("risk_levels", levels),
        tuple((word, sum(word in one.followed for one in approved)) for word in OVERTURNED),
        sum("reinstate" in one.followed for one in approved),
    )


def _ordered(name: str, counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple((key, counts[key]) for key in vocabulary(name).terms if counts[key])


def _residual(one: Outcome) -> str:
    """The residual level that was assessed last before the decision; a level that was accepted knowingly else."""
    if one.decision is None:
        return "unknown"
    on = last_day(one.decision.fields.on)
    known = one.case.known_before(one.decision.entered or 2**63)
    made = known.assessment(on, date.min)
    return made.fields.residual if made else one.decision.fields.residual_accepted


def _times(outcomes: Iterable[Outcome]) -> tuple[TimeInState, ...]:
    ended: dict[str, list[int]] = defaultdict(list)
    going: Counter[str] = Counter()
    for one in outcomes:
        begun = one.case.request.fields.when.earliest
        for step in one.standing.counted:
            ended[step.before].append((step.on - begun).days)
            begun = step.on
        going[one.standing.state] += 1
    return tuple(
        TimeInState(state, len(ended[state]), going[state], median(ended[state]) if ended[state] else None,
                    _quartiles(ended[state]))
        for state in vocabulary("support_states").terms
        if ended[state] or going[state]
    )  # fmt: skip


def _quartiles(stays: Sequence[int]) -> tuple[float, float] | None:
    if len(stays) < FEWEST_FOR_QUARTILES:
        return None
    first, _, third = quantiles(stays, n=4, method="inclusive")
    return first, third


def _agreement(outcomes: Iterable[Outcome]) -> tuple[Agreement, ...]:
    terms = vocabulary("screening_answers").terms
    pairs: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for one in outcomes:
        if one.decision is None or one.decided == "approve_provisionally":
            continue
        known = one.case.known_before(one.decision.entered or 2**63)
        latest = {held.fields.body: held.fields.answer for held in known.screenings}
        for body, answer in latest.items():
            pairs[body][answer, one.decided] += 1
    found = []
    for body in (key for key in vocabulary("components").terms if key in pairs):
        answered = {pair: number for pair, number in pairs[body].items() if terms[pair[0]].facts["answer"]}
        agreed = sum(
            number for (answer, decided), number in answered.items()
            if bool(terms[answer].facts["concern"]) is (decided != "approve")
        )  # fmt: skip
        listed = tuple((answer, decided, number) for (answer, decided), number in sorted(pairs[body].items()))
        found.append(Agreement(body, listed, agreed, sum(answered.values())))
    return tuple(found)


def _conditions(cases: Iterable[SupportCase], day: date) -> tuple[ConditionsOf, ...]:
    terms = vocabulary("condition_status").terms
    held: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for case in cases:
        for one in case.conditions:
            open_ = bool(terms[one.fields.status].facts["open"])
            held[one.fields.type].append((one.fields.status, open_ and last_day(one.fields.due) < day))
    return tuple(
        ConditionsOf(
            kind, len(held[kind]), _ordered("condition_status", Counter(status for status, _ in held[kind])),
            sum(bool(terms[status].facts["met"]) for status, _ in held[kind]), sum(late for _, late in held[kind]),
        )
        for kind in vocabulary("condition_types").terms
        if kind in held
    )  # fmt: skip
