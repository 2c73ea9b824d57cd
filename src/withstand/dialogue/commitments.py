"""Promises both ways, from any source: where each stands as of a day, what is due, what was kept, by whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from withstand.dialogue.due import OVERDUE, UNDATED, due_order, due_word, is_due_by
from withstand.dialogue.records import COMMITMENT, Commitment
from withstand.dialogue.standing import UNKNOWN, History, history_of
from withstand.picture.filters import Filter, Pending
from withstand.picture.picture import Picture
from withstand.picture.seen import Seen, Version
from withstand.vocabulary.terms import vocabulary

SIDES = {"ours": ("ours", "both"), "theirs": ("theirs", "both")}
"""Whose promises: what both promised is a promise of either."""

ANOTHER_SIDE = ("promised_by", "promised_to")


@dataclass(frozen=True)
class Condition:
    """The condition of support that a promise is, as it stands in the records of support."""

    record: str
    title: str
    status: str
    due: str


@dataclass(frozen=True)
class Promise:
    """One promise as of a day. `status` is a word of `commitment_status`, or unknown; `since` a partial date.

    `due` says how its day stands (vocabulary `due`); empty where the promise is settled. `disputed`: versions of it
    stand beside each other, so nothing of it counts until a person settles them. `links` are (role, record) pairs.
    """

    seen: Seen
    fields: Commitment
    links: tuple[tuple[str, str], ...]
    history: History
    status: str
    since: str | None
    due: str
    disputed: bool
    conditions: tuple[Condition, ...] = field(default=())

    @property
    def record(self) -> str:
        """Its id."""
        return self.seen.record

    @property
    def is_open(self) -> bool:
        """Whether it still has to be kept, as far as is known."""
        return _fact(self.status, "open") is True

    @property
    def kept(self) -> bool | None:
        """Whether it was kept; None where that is not settled."""
        return None if self.disputed else _fact(self.status, "kept")

    def linked(self, *roles: str) -> tuple[str, ...]:
        """Records that it links to in one of these roles."""
        return tuple(target for role, target in self.links if role in roles)

    @property
    def differs(self) -> tuple[Condition, ...]:
        """Conditions of support that are recorded as met while this promise is not, or the other way round."""
        met = {key: bool(term.facts["met"]) for key, term in vocabulary("condition_status").terms.items()}
        kept = self.kept is True
        return tuple(one for one in self.conditions if one.status in met and met[one.status] is not kept)


def _fact(status: str, name: str) -> bool | None:
    terms = vocabulary("commitment_status").terms
    found = terms[status].facts.get(name) if status in terms else None
    return found if isinstance(found, bool) else None


def promise_of(
    seen: Seen, fields: Commitment, links: Iterable[tuple[str, str]], versions: Sequence[Version], day: date
) -> Promise:
    """One promise as of a day, from its record and that record's versions, the oldest first."""
    history = history_of(versions)
    status, step = history.status_on(day), history.on(day)
    closed = _fact(status, "open") is False
    return Promise(
        seen,
        fields,
        tuple(sorted(links)),
        history,
        status,
        step.since if step else None,
        "" if closed else due_word(fields.due, day),
        disputed=seen.heads > 1,
    )


@dataclass(frozen=True)
class Wanted:
    """Which promises: to or of an actor, of a side (ours, theirs), due or perhaps due by a day, of owners."""

    of: str = ""
    side: str = ""
    due_by: date | None = None
    owners: tuple[str, ...] = ()

    def may_hold(self, fields: Commitment) -> bool:
        """Whether it may be one of these, by what it says itself."""
        return (
            (not self.side or fields.promise_side in SIDES[self.side])
            and (self.due_by is None or is_due_by(fields.due, self.due_by))
            and (not self.owners or fields.owner in self.owners)
        )

    def holds(self, one: Promise) -> bool:
        """Whether it is one of these."""
        return (
            self.may_hold(one.fields)
            and (not self.of or self.of in one.linked(*ANOTHER_SIDE))
            and (self.due_by is None or bool(one.due))
        )


ALL = Wanted()


def promises(picture: Picture, day: date, wanted: Wanted = ALL) -> tuple[Promise, ...]:
    """The promises of a picture that were made by a day: what is due first comes first, what is settled last."""
    if wanted.of:
        about = {one.source for one in picture.ties((wanted.of,), outward=False) if one.role in ANOTHER_SIDE}
        found: Iterable[Seen] = picture.several(about).values()
    else:
        found = picture.each(COMMITMENT, _asked(wanted))
    return promises_among(picture, found, day, wanted)


def _asked(wanted: Wanted) -> Filter:
    """What the ledger can leave out before it is read: what is due after the year, what others own."""
    if wanted.due_by is None:
        return Filter()
    of = ("owner",) if wanted.owners else ()
    last = date(wanted.due_by.year, 12, 31).isoformat()
    return Filter(pending=Pending(last, "due", "commitment_status", (), of, wanted.owners))


def promises_among(picture: Picture, found: Iterable[Seen], day: date, wanted: Wanted = ALL) -> tuple[Promise, ...]:
    """The same among records that were read already, in four questions whatever their number."""
    seen = {
        one.record: one
        for one in found
        if isinstance(one.fields, Commitment) and one.fields.when.earliest <= day and wanted.may_hold(one.fields)
    }  # fmt: skip
    links: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for tie in picture.ties(seen):
        links[tie.source].append((tie.role, tie.target))
    several = {record for record, one in seen.items() if one.heads > 1 or one.version != record}
    histories = picture.histories(several) if several else {}
    made = (
        promise_of(one, one.fields, links[record], histories.get(record) or (_only(one),), day)
        for record, one in seen.items()
        if isinstance(one.fields, Commitment)
    )
    kept = [one for one in made if wanted.holds(one)]
    conditions = _conditions(picture, kept)
    told = (_with(one, conditions) for one in kept)
    return tuple(sorted(told, key=_order))


def _only(seen: Seen) -> Version:
    """The one version of a record of which there is no other: its first, whose id is the record's."""
    header = seen.header
    return Version(
        header.id, seen.tag, header.recorded_at, header.installation, header.sequence, (), "present", seen, header
    )  # fmt: skip


def _order(one: Promise) -> tuple[bool, date, date, str]:
    return (not one.due, *due_order(one.fields.due), one.record)


def _conditions(picture: Picture, found: Iterable[Promise]) -> Mapping[str, Condition]:
    wanted = {record for one in found for record in one.linked("condition")}
    return {
        record: Condition(record, one.title, str(one.raw.get("status", "open")), str(one.raw.get("due", "")))
        for record, one in (picture.several(wanted) if wanted else {}).items()
    }


def _with(one: Promise, conditions: Mapping[str, Condition]) -> Promise:
    held = tuple(conditions[record] for record in one.linked("condition") if record in conditions)
    return replace(one, conditions=held) if held else one


@dataclass(frozen=True)
class Tally:
    """Promises of one side on one issue, each counted once.

    `kept` and `broken` are settled; `overdue`, `waiting` and `undated` (no day was named) are open; `unknown`: nothing
    says how it stood; `disputed`: two versions stand beside each other; `dropped`: replaced, or no longer applies. Of
    the open ones, `in_part` were kept in part.
    """

    side: str
    issue: str
    kept: int = 0
    broken: int = 0
    overdue: int = 0
    waiting: int = 0
    undated: int = 0
    unknown: int = 0
    disputed: int = 0
    dropped: int = 0
    in_part: int = 0

    @property
    def settled(self) -> int:
        """How many were kept or not."""
        return self.kept + self.broken

    @property
    def made(self) -> int:
        """How many there are."""
        return (
            self.settled + self.overdue + self.waiting + self.undated + self.unknown + self.disputed + self.dropped
        )  # fmt: skip


def tallies(found: Iterable[Promise]) -> tuple[Tally, ...]:
    """How many were kept, by side and issue, in the order of the vocabularies; never added up over sides."""
    counted: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for one in found:
        row = counted[one.fields.promise_side, one.fields.issue]
        row[counted_as(one)] += 1
        if one.is_open and not one.disputed and one.status == "partly_met":
            row["in_part"] += 1
    sides, issues = list(vocabulary("promise_sides").terms), list(vocabulary("dialogue_issues").terms)
    order = sorted(counted, key=lambda key: (sides.index(key[0]), issues.index(key[1])))
    return tuple(Tally(side, issue, **counted[side, issue]) for side, issue in order)


def counted_as(one: Promise) -> str:
    """Under which one word of a tally a promise is counted."""
    if one.disputed:
        return "disputed"
    if one.status == UNKNOWN:
        return "unknown"
    if one.kept is not None:
        return "kept" if one.kept else "broken"
    if not one.is_open:
        return "dropped"
    return {OVERDUE: "overdue", UNDATED: "undated"}.get(one.due, "waiting")
