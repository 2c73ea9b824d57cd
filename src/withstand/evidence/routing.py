"""Where an alert may travel: never to those it is about or may be about, nor to anybody bound to them.

The rules are the same for every class of actor, our own side included, and precautionary. Of several claims the
strictest counts, however unsure, whoever made it. A claim that was refuted, taken back or superseded counts as before:
those it was about may have had it refuted, and an alert that turned out wrong still gives away who warned us. A further
claim or relation never takes anybody out of `never`, and never makes the route of an alert that names somebody easier.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import InitVar, dataclass
from datetime import timedelta
from typing import Literal, NoReturn

from withstand.errors import WithstandError
from withstand.ledger.fields import Assertion
from withstand.vocabulary.terms import vocabulary

Verdict = Literal["never", "held", "may_travel"]
Reason = Literal[
    "suspected", "bound", "class", "same_class", "class_bound", "uniform", "unknown", "nobody", "recipient_unknown",
    "namesake", "not_all_here", "armed_party", "once_bound", "free",
]  # fmt: skip

VERDICTS: dict[Reason, Verdict] = {
    "suspected": "never",
    "bound": "never",
    "class": "never",
    "same_class": "held",
    "class_bound": "held",
    "uniform": "held",
    "unknown": "held",
    "nobody": "held",
    "recipient_unknown": "held",
    "namesake": "held",
    "not_all_here": "held",
    "armed_party": "held",
    "once_bound": "held",
    "free": "may_travel",
}
_STRICTEST: tuple[Verdict, ...] = ("never", "held", "may_travel")
UNKNOWN = "unknown"
ARMED_PARTIES = frozenset({"armed_group", "militia", "criminal", "state_partner"})
PARTNER, ANY_STATE, DE_FACTO = "state_partner", "any_state", "de_facto_authority"

HOLD = timedelta(hours=2)
"""How long a held alert may wait for a person before it is overdue. It is never sent because time has passed."""

MICROSECONDS = 1_000_000


class NotSent(WithstandError):
    """An alert was not sent: the sentence says why, or whom to ask."""


@dataclass(frozen=True)
class Named:
    """An actor that the alert is linked to as suspected, `about` one of its assertions or the whole alert.

    `bound` are all above, below, beside and behind it, as far as is known or may be; `once_bound` also those of whom
    somebody has said so in a version that no longer counts.
    """

    actor: str
    side: str = UNKNOWN
    about: str = ""
    bound: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    once_bound: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Suspicion:
    """Whom an alert is about: assertions, of all its versions, and actors, those it was once linked to as well.

    `not_all_here`: part of what was said, or of who stands where, has not come to this installation.
    """

    alert: str
    received_at: int
    assertions: tuple[Assertion, ...] = ()
    named: tuple[Named, ...] = ()
    not_all_here: bool = False


@dataclass(frozen=True)
class Recipient:
    """Who would receive it: its class, all that it is bound to or once was, and the classes of those bound."""

    actor: str
    side: str = UNKNOWN
    bound: frozenset[str] = frozenset()
    bound_sides: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    once_bound: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Routing:
    """The verdict on one alert and one recipient, and why: (reason, the actor it is about, if any).

    `due_at` is when a held alert becomes overdue, in microseconds; None where it is not held.
    """

    alert: str
    recipient: str
    verdict: Verdict
    reasons: tuple[tuple[Reason, str], ...]
    due_at: int | None = None

    def overdue(self, now: int) -> bool:
        """Whether it has waited for a person too long."""
        return self.due_at is not None and now > self.due_at


@dataclass(frozen=True)
class Approval:
    """A recorded decision of a person to send an alert that was held: its id, who decided, on what, until when.

    `covers` are the records it rests on; `in_force` whether its day of review has not passed.
    """

    decision: str
    decided_by: str
    covers: frozenset[str]
    in_force: bool


_SEAL = object()


@dataclass(frozen=True)
class Dispatch:
    """Leave for an alert to go to a recipient. Only `dispatch` makes one."""

    alert: str
    recipient: str
    decision: str
    at: int
    seal: InitVar[object]

    def __post_init__(self, seal: object) -> None:
        """Refuse to stand for a judgement that was never made."""
        if seal is not _SEAL:
            raise NotSent("An alert is sent by judging its route: nothing else gives leave.")

    def __init_subclass__(cls) -> NoReturn:
        """No other leave than this one."""
        raise TypeError("A Dispatch has no variants.")

    def __reduce__(self) -> NoReturn:
        """Leave is given once, here; it is neither copied nor stored to be used later."""
        raise TypeError("A Dispatch is neither copied nor pickled.")


def judge(suspicion: Suspicion, recipient: Recipient, hold: timedelta = HOLD) -> Routing:
    """The verdict on a route: the strictest of all that speaks against it."""
    reasons = tuple(sorted(set(_reasons(suspicion, recipient)))) or (("free", ""),)
    verdict = min((VERDICTS[reason] for reason, _ in reasons), key=_STRICTEST.index)
    due_at = suspicion.received_at + int(hold.total_seconds()) * MICROSECONDS if verdict == "held" else None
    deciding = tuple(one for one in reasons if VERDICTS[one[0]] == verdict)
    return Routing(suspicion.alert, recipient.actor, verdict, deciding, due_at)


def dispatch(suspicion: Suspicion, recipient: Recipient, at: int, approval: Approval | None = None) -> Dispatch:
    """Leave to send an alert at an instant: where it may travel, or where it is held and a person has decided.

    Raises:
        NotSent: it may never go there, or it is held and no decision in force covers this alert and this recipient.
    """
    routing = judge(suspicion, recipient)
    if routing.verdict == "never":
        raise NotSent("This alert never goes to this recipient.")
    if routing.verdict == "may_travel":
        return Dispatch(suspicion.alert, recipient.actor, "", at, _SEAL)
    if approval is None:
        raise NotSent("This alert is held for a person: record a decision that rests on it and on the recipient.")
    if not approval.decided_by.strip():
        raise NotSent("The decision does not say who took it.")
    if not {suspicion.alert, recipient.actor} <= approval.covers:
        raise NotSent("The decision does not rest on both this alert and this recipient.")
    if not approval.in_force:
        raise NotSent("The decision is past its day of review, or not yet taken.")
    return Dispatch(suspicion.alert, recipient.actor, approval.decision, at, _SEAL)


def _reasons(suspicion: Suspicion, recipient: Recipient) -> Iterable[tuple[Reason, str]]:
    """All that speaks against a route."""
    if suspicion.not_all_here:
        yield "not_all_here", ""
    if is_unknown(recipient.side):
        yield "recipient_unknown", recipient.actor
    if recipient.side in ARMED_PARTIES:
        yield "armed_party", ""
    if not suspicion.assertions and not suspicion.named:
        yield "nobody", ""
    for named in suspicion.named:
        yield from _against_named(named, recipient)
    for assertion in suspicion.assertions:
        if not any(_identifies(named, assertion, suspicion) for named in suspicion.named):
            yield from _against_class(assertion, recipient)


def _against_named(named: Named, recipient: Recipient) -> Iterable[tuple[Reason, str]]:
    ours, theirs = {recipient.actor} | recipient.bound, {named.actor} | named.bound
    if named.actor == recipient.actor:
        yield "suspected", named.actor
    elif ours & theirs:
        yield "bound", named.actor
    elif (ours | recipient.once_bound) & (theirs | named.once_bound):
        yield "once_bound", named.actor
    if named.names & recipient.names:
        yield "namesake", named.actor
    if is_unknown(named.side):
        yield "unknown", named.actor
    elif same_class(named.side, recipient.side) or near_class(named.side, recipient.side):
        yield "same_class", named.actor


def _against_class(assertion: Assertion, recipient: Recipient) -> Iterable[tuple[Reason, str]]:
    side = assertion.perpetrator
    if assertion.uniformed:
        yield "uniform", ""
    if is_unknown(side):
        yield "unknown", ""
    elif same_class(side, recipient.side):
        yield "class", ""
    elif near_class(side, recipient.side):
        yield "same_class", ""
    elif any(is_unknown(one) or same_class(side, one) for one in recipient.bound_sides):
        yield "class_bound", ""


def _identifies(named: Named, assertion: Assertion, suspicion: Suspicion) -> bool:
    """Whether a linked actor is the unit that an assertion speaks of: said to be, and of the class asserted."""
    about = named.about == assertion.key or (not named.about and len(suspicion.assertions) == 1)
    fits = is_unknown(assertion.perpetrator) or same_class(named.side, assertion.perpetrator)
    return about and not is_unknown(named.side) and fits


def is_unknown(side: str) -> bool:
    """Whether a class says nothing: unknown, or a word that this program's vocabulary lacks."""
    return side == UNKNOWN or side not in vocabulary("perpetrators").terms


def same_class(one: str, other: str) -> bool:
    """Whether two classes overlap or stand for each other: a partner of the state stands for any state."""
    if is_unknown(one) or is_unknown(other):
        return False
    return _model(one) == _model(other) or (
        _of_a_state(one) and _of_a_state(other) and bool({one, other} & {PARTNER, ANY_STATE})
    )


def near_class(one: str, other: str) -> bool:
    """Whether actors of the two classes may well work together: two states; a de facto authority and armed actors."""
    models = {_model(one), _model(other)}
    return (_of_a_state(one) and _of_a_state(other)) or models == {DE_FACTO, "non_state"}


def _model(side: str) -> str:
    term = vocabulary("perpetrators").terms.get(side)
    return UNKNOWN if term is None else str(term.facts["model"])


def _of_a_state(side: str) -> bool:
    term = vocabulary("perpetrators").terms.get(side)
    return side in (PARTNER, ANY_STATE) or (term is not None and bool(term.facts.get("state", False)))
