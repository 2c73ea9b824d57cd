"""Where a request stands on a day: a pure function of its records, so that no order of arrival matters.

Each step counts only where the table allows it from where the case then is, for the role that takes it, and where all
that it needs was there; one that does not count changes nothing and is told with its reasons. Approvals end by
themselves.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from types import MappingProxyType

from withstand.inducement.approvals import Approval, holding, why_none
from withstand.inducement.case import Held, SupportCase
from withstand.inducement.decisions import APPROVALS, Move, SupportDecision
from withstand.inducement.needs import Before, Missing, Taken, missing
from withstand.inducement.steps import BACK, FIRST, WORKING, Step, days, open_from, steps
from withstand.vocabulary.words import terms, text

EXPIRE = "expire"


@dataclass(frozen=True)
class Counted:
    """A step that counts: what was done, on which day, by which record (none: by itself), from where to where."""

    action: str
    on: date
    before: str
    after: str
    record: str = ""
    role: str = "program"


@dataclass(frozen=True)
class Void:
    """A step that does not count, and why."""

    action: str
    on: date
    record: str
    missing: tuple[Missing, ...]


@dataclass(frozen=True)
class Standing:
    """Where a case stands on a day, how it came there, and under which approvals support may be given."""

    day: date
    state: str
    since: date
    counted: tuple[Counted, ...] = ()
    void: tuple[Void, ...] = ()
    approvals: tuple[Approval, ...] = ()
    resume: str = FIRST
    due: date | None = None

    @property
    def approval(self) -> Approval | None:
        """The approval under which support may be given on the day."""
        return holding(self.approvals, self.day)

    @property
    def warned(self) -> bool:
        """Whether the approval that holds ends soon."""
        held = self.approval
        return held is not None and held.last - self.day <= timedelta(days=days().warn)

    def held_on(self, day: date) -> Approval | None:
        """The approval under which support could be given on an earlier day."""
        return holding(self.approvals, day)

    def why_none(self, day: date) -> tuple[str, date | None]:
        """Why no approval held on a day."""
        return why_none(self.approvals, day)


@dataclass
class _Walk:
    case: SupportCase
    state: str
    since: date
    resume: str = FIRST
    due: date | None = None
    consolidated: date = date.min
    triggered: date = date.min
    approvals: list[Approval] = field(default_factory=list)
    counted: list[Counted] = field(default_factory=list)
    void: list[Void] = field(default_factory=list)

    def advance(self, day: date) -> None:
        """Let the approval that the case lives on end where it ends before a day."""
        step = steps()[EXPIRE]
        if self.state not in step.starts or not self.approvals or self.resume == "monitoring":
            return
        last = max(one.last for one in self.approvals)
        if last < day:
            self.go(step, last + timedelta(days=1))

    def go(self, step: Step, on: date, record: str = "", role: str = "program") -> None:
        """Take a step that is allowed."""
        after = self.resume if step.to == BACK else step.to
        if self.state in WORKING and after not in WORKING:
            self.resume = self.state
        elif after in WORKING:
            self.resume = after
        self.counted.append(Counted(step.action, on, self.state, after, record, role))
        self.state, self.since = after, on

    def take(self, taken: Taken) -> None:
        """Take a step, or keep it as void."""
        on = date.fromisoformat(taken.fields.on)
        self.advance(on)
        step, lacking = self.checked(taken, on)
        if lacking or step is None:
            self.void.append(Void(action_of(taken), on, taken.record, lacking))
            return
        self.go(step, on, taken.record, taken.fields.by_role)
        self._approve(step, taken, on)
        self.due = None
        if isinstance(taken.fields, Move) and taken.fields.due:
            self.due = date.fromisoformat(taken.fields.due)

    def checked(self, taken: Taken, on: date) -> tuple[Step | None, tuple[Missing, ...]]:
        """The step, and what it lacks."""
        step = steps().get(action_of(taken))
        if step is None or step.decision != isinstance(taken.fields, SupportDecision) or self.state not in step.starts:
            return step, (_state(self.state),)
        if taken.fields.by_role not in step.by:
            return step, (Missing("role", MappingProxyType({"roles": terms("support_roles", *step.by)})),)
        known, approvals = self.case.known_before(taken.entered), tuple(self.approvals)
        before = Before(known, step, taken, on, self.resume, approvals, self.consolidated, self.triggered)
        return step, missing(before)

    def _approve(self, step: Step, taken: Taken, on: date) -> None:
        """What a step does to the approvals."""
        match step.action:
            case "consolidate":
                self.consolidated = on
            case "trigger":
                self.triggered = on
            case "countersign":
                former = [one.ended_on(on, "replaced") for one in self.approvals[:-1]]
                self.approvals = [*former, _begun(self.approvals[-1], on)]
            case "suspend":
                self.triggered = max(self.triggered, on)
                self.approvals = [one.paused(on) for one in self.approvals]
            case "reinstate":
                self.approvals = [one.resumed(on) for one in self.approvals]
            case "withdraw" | "refuse" | "close" | "take_back":
                self.approvals = [one.ended_on(on, "withdrawn") for one in self.approvals]
        if step.action in APPROVALS and isinstance(taken.fields, SupportDecision) and taken.fields.expires:
            last = date.fromisoformat(taken.fields.expires)
            provisional = step.to == "provisional"
            decided = Approval(_decision(taken), last, on if provisional else None, provisional)
            self.approvals.append(decided)


def standing(case: SupportCase, day: date) -> Standing:
    """Where a case stands at the end of a day."""
    walk = _walk(case, day)
    walk.advance(day)
    return Standing(
        day, walk.state, walk.since, tuple(walk.counted), tuple(walk.void), tuple(walk.approvals), walk.resume, walk.due
    )  # fmt: skip


def lacking(case: SupportCase, taken: Taken, today: date) -> tuple[Missing, ...]:
    """What a step that somebody is about to take lacks; nothing: it counts."""
    on = date.fromisoformat(taken.fields.on)
    if on > today:
        return (Missing("future", MappingProxyType({"today": text(today)})),)
    walk = _walk(case, today)
    last = max((one.on for one in walk.counted), default=date.min)
    if on < last:
        return (Missing("order", MappingProxyType({"last": text(last)})),)
    walk.advance(on)
    return walk.checked(_now(taken), on)[1]


def action_of(taken: Taken) -> str:
    """What a step does, whether it is a decision or not."""
    fields = taken.fields
    return fields.decided if isinstance(fields, SupportDecision) else fields.action


def _walk(case: SupportCase, day: date) -> _Walk:
    begun = case.request.fields.when.earliest
    walk = _Walk(case, FIRST, begun)
    everything: list[Taken] = [*case.moves, *case.decisions]
    for taken in sorted(everything, key=lambda one: (one.fields.on, one.entered, one.record)):
        if date.fromisoformat(taken.fields.on) <= day:
            walk.take(taken)
    return walk


def _state(state: str) -> Missing:
    ways = tuple(action for action in open_from(state) if action != EXPIRE)
    possible = terms("support_actions", *ways) if ways else text("–")
    return Missing("state", MappingProxyType({"state": terms("support_states", state), "steps": possible}))


def _begun(approval: Approval, on: date) -> Approval:
    return Approval(approval.decision, approval.last, on, approval.provisional)


def _now(taken: Taken) -> Taken:
    """The step as one that is entered after everything that is there."""
    return replace(taken, entered=sys.maxsize)


def _decision(taken: Taken) -> Held[SupportDecision]:
    if not isinstance(taken.fields, SupportDecision):
        raise TypeError("only a decision approves")
    return Held(taken.record, taken.fields, taken.entered, taken.author, taken.links)
