"""What people settle, as programs read it: versions that stand beside each other, records that may be one."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from withstand.picture.picture import Picture
from withstand.web.api import answers
from withstand.web.api.asking import Paged
from withstand.web.api.paging import Paging
from withstand.web.entering import proposing
from withstand.web.entering.choosing import differences
from withstand.web.entering.settle_views import standing
from withstand.web.records.saying import language


class AboutRecord(Paged, frozen=True, kw_only=True):
    """Which pairs."""

    record: Annotated[str, Meta(max_length=36, description="Only pairs with this record.")] = ""


class Differing(msgspec.Struct, frozen=True, kw_only=True):
    """A field that versions hold differently: its value in each, in their order; null: it has none."""

    field: str
    values: tuple[Any, ...]


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """The versions of a record that nothing supersedes; over one is a conflict.

    Two people settle it on its page. `readable`: every one of them can be read here; else none is
    given, and it is settled where they can be.
    """

    record: str
    heads: tuple[str, ...]
    readable: bool
    versions: tuple[answers.RecordAnswer, ...]
    differing: tuple[Differing, ...]


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two records of a kind that may be one, the older first. `why`: keys of what they have in common."""

    first: answers.RecordAnswer
    second: answers.RecordAnswer
    why: tuple[str, ...]


class Pairs(msgspec.Struct, frozen=True, kw_only=True):
    """Pairs of records that may be one; a link `same_as` or `not_same_as` decides about a pair."""

    pairs: tuple[Pair, ...]
    next: str | None
    count: int


def beside(picture: Picture, record: str) -> Standing:
    """The versions of a record that stand beside each other, and the fields in which they differ."""
    seen, heads = picture.get(record), picture.heads(record)
    versions = standing(picture, seen)
    if versions is None or seen.kind is None:
        return Standing(record=seen.record, heads=heads, readable=False, versions=(), differing=())
    raws = [one.raw for one in versions]
    differing = tuple(
        Differing(field=one.name, values=tuple(raw.get(one.name) for raw in raws))
        for one in differences(seen.kind, raws, language())
    )
    shown = tuple(map(answers.record_answer, versions))
    return Standing(record=seen.record, heads=heads, readable=True, versions=shown, differing=differing)


def duplicates(paging: Paging, query: AboutRecord) -> Pairs:
    """Records that may be one, as the page of duplicates proposes them, without those that a person decided about."""
    found = [pair for pair in proposing.every_pair(paging.picture) if query.record in ("", pair.first, pair.second)]
    shown, after = paging.cut(found, lambda pair: f"{pair.first} {pair.second}")
    records = paging.picture.several({record for pair in shown for record in (pair.first, pair.second)})
    pairs = tuple(
        Pair(
            first=answers.record_answer(records[pair.first]), second=answers.record_answer(records[pair.second]),
            why=pair.why,
        )
        for pair in shown
    )  # fmt: skip
    return Pairs(pairs=pairs, next=after, count=len(found))
