"""What the API answers with: records, their versions and links, as the audience sees them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from withstand.kinds import REGISTRY
from withstand.ledger.ids import instant_text
from withstand.picture.seen import Change, Linked, Seen, Version
from withstand.web.records import explaining

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def moment_text(microseconds: int) -> str:
    """An instant as RFC 3339 writes it, in UTC."""
    try:
        return (_EPOCH + timedelta(microseconds=microseconds)).isoformat().replace("+00:00", "Z")
    except OverflowError:
        return instant_text(0)


class RecordAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A record. `heads` over 1 is a conflict; `read_only`: of a newer program, shown as it stands."""

    record: str
    version: str
    kind: str
    title: str
    classification: str
    compartments: tuple[str, ...]
    recorded_at: str
    office: str
    author: str
    heads: int
    read_only: bool
    fields: dict[str, Any]


def record_answer(seen: Seen) -> RecordAnswer:
    """A record as the audience sees it."""
    return RecordAnswer(
        record=seen.record, version=seen.version, kind=seen.tag, title=seen.title, classification=seen.classification,
        compartments=seen.compartments, recorded_at=moment_text(seen.recorded_at), office=seen.header.office,
        author=seen.header.author, heads=seen.heads, read_only=seen.read_only, fields=seen.raw,
    )  # fmt: skip


class Records(msgspec.Struct, frozen=True, kw_only=True):
    """Some records. `next` is the cursor of the next page, null on the last; `count` how many there are in all."""

    records: tuple[RecordAnswer, ...]
    next: str | None
    count: int


class VersionAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A step of a record's history. `state`: present, withheld, redacted or erased."""

    version: str
    kind: str
    recorded_at: str
    supersedes: tuple[str, ...]
    state: str
    record: RecordAnswer | None


class RecordHistory(msgspec.Struct, frozen=True, kw_only=True):
    """The versions of a record, the oldest first; `heads` are those that nothing supersedes."""

    versions: tuple[VersionAnswer, ...]
    heads: tuple[str, ...]
    next: str | None
    count: int


class RemainsAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What is left of a record whose text is gone. `state`: redacted or erased."""

    record: str
    kind: str
    classification: str
    compartments: tuple[str, ...]
    state: str
    versions: tuple[VersionAnswer, ...]


def version_answer(version: Version) -> VersionAnswer:
    """A step of a history."""
    return VersionAnswer(
        version=version.entry, kind=version.tag, recorded_at=moment_text(version.recorded_at),
        supersedes=version.supersedes, state=version.state,
        record=record_answer(version.seen) if version.seen else None,
    )  # fmt: skip


class ChangeAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One field that differs."""

    field: str
    before: Any
    after: Any


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """What differs between two versions; both are empty where there is one only."""

    before: str
    after: str
    changes: tuple[ChangeAnswer, ...]


def difference(before: str, after: str, found: tuple[Change, ...]) -> Difference:
    """What differs."""
    changes = tuple(ChangeAnswer(field=one.field, before=one.before, after=one.after) for one in found)
    return Difference(before=before, after=after, changes=changes)


class LinkAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A link, seen from one of its ends."""

    link: str
    role: str
    record: str
    about: str


class Links(msgspec.Struct, frozen=True, kw_only=True):
    """The links of a record: to others, and of others to it."""

    links: tuple[LinkAnswer, ...]
    linked_from: tuple[LinkAnswer, ...]
    next: str | None
    count: int


def link_answer(link: Linked) -> LinkAnswer:
    """A link."""
    return LinkAnswer(link=link.link, role=link.role, record=link.other, about=link.about)


class KindLink(msgspec.Struct, frozen=True, kw_only=True):
    """A link between two records."""

    link: str
    role: str
    source: str
    target: str
    about: str


class KindLinks(msgspec.Struct, frozen=True, kw_only=True):
    """Links of records of a kind."""

    links: tuple[KindLink, ...]
    next: str | None
    count: int


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """How many records of a kind."""

    kind: str
    count: int


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How many records of each kind."""

    counts: tuple[Count, ...]
    conflicts: int


def counted(numbers: Mapping[str, int]) -> tuple[Count, ...]:
    """How many of each kind that has any, in the order of the kinds."""
    return tuple(Count(kind=kind.name, count=numbers[kind.name]) for kind in REGISTRY if kind.name in numbers)


class Condition(msgspec.Struct, frozen=True, kw_only=True):
    """Something that must hold for a record to be seen: a sentence in the caller's language."""

    condition: str
    holds: bool


class Explained(msgspec.Struct, frozen=True, kw_only=True):
    """Why a profile sees a record, or does not; `profile` empty: whoever asks. `profiles`: those to ask about."""

    record: str
    profile: str
    visible: bool
    conditions: tuple[Condition, ...]
    profiles: tuple[str, ...]


def explained(record: str, found: explaining.Explained) -> Explained:
    """Why."""
    conditions = tuple(Condition(condition=said, holds=holds) for said, holds in found.conditions)
    return Explained(
        record=record, profile=found.profile, visible=found.visible, conditions=conditions, profiles=found.profiles
    )  # fmt: skip
