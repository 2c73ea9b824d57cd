"""What is open between us: asks and promises both ways, ours too, and protests without a reply."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from withstand.dialogue.meeting.about_office import AboutOffice, Known, SupportAsked
from withstand.dialogue.meeting.delivery import promises
from withstand.dialogue.parts import Ask
from withstand.dialogue.records import Commitment, Engagement
from withstand.evidence.records import Obstruction
from withstand.ledger.fields import last_day
from withstand.vocabulary.terms import vocabulary


@dataclass(frozen=True)
class OpenAsk:
    """Something asked of the office that is not settled: in which engagements, the latest first.

    `due` is the day by which they were to answer; `overdue`: it has passed without an answer.
    """

    ask: Ask
    asked_in: tuple[Known[Engagement], ...]
    due: str | None
    overdue: bool

    @property
    def times(self) -> int:
        """How often it was asked."""
        return len(self.asked_in)


@dataclass(frozen=True)
class OpenPromise:
    """A promise that is neither kept nor given up; `late` days since it was due, 0 where it is not, or has no day."""

    promise: Known[Commitment]
    late: int


@dataclass(frozen=True)
class FollowUp:
    """What we said that we would do after an engagement, and have not recorded as done."""

    engagement: Known[Engagement]
    late: int


@dataclass(frozen=True)
class Unanswered:
    """A protest to which no reply is recorded, and for how many days."""

    protest: Known[Engagement] | Known[Obstruction]
    days: int


@dataclass(frozen=True)
class OpenMatters:
    """All of it, each list in the order of the page: overdue first, the oldest day first."""

    ours: tuple[OpenPromise, ...]
    follow_ups: tuple[FollowUp, ...]
    theirs: tuple[OpenPromise, ...]
    asks: tuple[OpenAsk, ...]
    asked_of_us: tuple[SupportAsked, ...]
    protests: tuple[Unanswered, ...]


def open_matters(about: AboutOffice) -> OpenMatters:
    """What is open on the day."""
    return OpenMatters(
        ours=_promises(about, "ours"),
        follow_ups=tuple(sorted(_follow_ups(about), key=lambda one: (-one.late, one.engagement.record))),
        theirs=_promises(about, "theirs"),
        asks=tuple(sorted(_asks(about), key=_pressing)),
        asked_of_us=tuple(
            one for one in about.support if not one.decisions and one.side == "own" and _came_by(one, about.day)
        ),
        protests=tuple(sorted(_protests(about), key=lambda one: (-one.days, one.protest.record))),
    )


def late(due: str | None, day: date) -> int:
    """How many days ago something was due; 0 where it was not yet, or no day was named."""
    return max(0, (day - last_day(due)).days) if due else 0


def _promises(about: AboutOffice, side: str) -> tuple[OpenPromise, ...]:
    terms = vocabulary("commitment_status").terms
    found = (
        OpenPromise(one, late(one.fields.due, about.day))
        for one in promises(about.commitments, side, about.day)
        if terms[one.fields.commitment_status].facts["open"] and (side == "ours" or one.fields.promise_side != "both")
    )
    return tuple(
        sorted(
            found,
            key=lambda one: (
                one.promise.side != "own", -one.late, one.promise.fields.due or "9", one.promise.record,
            ),
        )
    )  # fmt: skip


def _follow_ups(about: AboutOffice) -> Iterator[FollowUp]:
    for one in about.held:
        if one.fields.follow_up and one.fields.follow_up_due and one.fields.followed_up_on is None:
            yield FollowUp(one, late(one.fields.follow_up_due, about.day))


def _asks(about: AboutOffice) -> Iterator[OpenAsk]:
    """By what they are about; the last known answer counts, and one that was agreed is open until it is a promise."""
    by_topic: dict[tuple[str, str], list[tuple[Ask, Known[Engagement]]]] = {}
    for one in about.held:
        for ask in one.fields.asks:
            by_topic.setdefault(ask.same_topic, []).append((ask, one))
    promised = {(target, one.fields.issue) for one in about.commitments for target in one.linked("made_at")}
    for many in by_topic.values():
        ask, _ = many[0]
        asked_in = tuple(dict.fromkeys(engagement for _, engagement in many))
        if ask.response == "agreed" and any((one.record, ask.issue) in promised for one in asked_in):
            continue
        due = next((one.answer_by for one, _ in many if one.answer_by), None)
        yield OpenAsk(ask, asked_in, due, ask.response in ("none", "unknown") and late(due, about.day) > 0)


def _pressing(one: OpenAsk) -> tuple[bool, str, str]:
    return not one.overdue, one.asked_in[-1].fields.when.start, one.asked_in[0].record


def _protests(about: AboutOffice) -> Iterator[Unanswered]:
    tones = vocabulary("engagement_tones").terms
    for one in about.held:
        if tones[one.fields.tone].facts["pressure"] and not one.fields.reply and one.fields.reply_on is None:
            yield Unanswered(one, (about.day - one.fields.when.earliest).days)
    for act in about.obstructions:
        past = act.fields.when.earliest <= about.day
        if past and act.side != "above" and act.fields.protest in ("open", "repeated") and not act.fields.reply:
            yield Unanswered(act, (about.day - act.fields.when.earliest).days)


def _came_by(one: SupportAsked, day: date) -> bool:
    return (one.request.first or "") <= day.isoformat()
