"""Versions side by side: where they differ, and the fields that come of choosing between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from withstand.brief.records.words import word
from withstand.ledger.fields import Fields
from withstand.ledger.kinds import Kind
from withstand.web.entering.answers import is_number
from withstand.web.entering.wording import worded

_KEPT = "text_kept"


@dataclass(frozen=True)
class Difference:
    """A field that versions hold differently: each in words, and the one that is proposed (None: nobody can tell)."""

    name: str
    label: str
    said: tuple[str, ...]
    proposed: int | None = None


def differences(
    kind: Kind, versions: Sequence[Mapping[str, Any]], language: str, base: Mapping[str, Any] | None = None
) -> tuple[Difference, ...]:
    """The fields in which versions differ. Where only one of them changed what stood in `base`, it is proposed."""
    records = [msgspec.convert(version, kind.model) for version in versions]
    before = None if base is None else msgspec.convert(base, kind.model)
    found = []
    for form in kind.forms:
        held = [getattr(record, form.name) for record in records]
        if form.name == _KEPT or all(one == held[0] for one in held):
            continue
        changed = [n for n, one in enumerate(held) if before is not None and one != getattr(before, form.name)]
        said = tuple(worded(form, version.get(form.name, form.default), language) for version in versions)
        proposed = changed[0] if len(changed) == 1 else None
        found.append(Difference(form.name, word("fields", form.name, language), said, proposed))
    return tuple(found)


def merged(kind: Kind, versions: Sequence[Mapping[str, Any]], picks: Mapping[str, int]) -> Fields:
    """The first version, with each field that differs taken from the version that was picked.

    Decisions about texts go with the texts they are about.
    """
    fields: Fields = dict(versions[0])
    for form in kind.forms:
        if form.name in picks and form.name != _KEPT:
            held = versions[picks[form.name]].get(form.name)
            if held is None:
                fields.pop(form.name, None)
            else:
                fields[form.name] = held
    kept = [
        one
        for number, version in enumerate(versions)
        for one in version.get(_KEPT, ())
        if picks.get(_root(one["field"]), 0) == number
    ]
    fields.pop(_KEPT, None)
    return fields | ({_KEPT: kept} if kept else {})


def _root(field: str) -> str:
    return field.partition(".")[0].partition("[")[0]


def picked(posted: Mapping[str, str], differing: Sequence[Difference], versions: int) -> dict[str, int]:
    """What was chosen for each field; those left open are missing."""
    found = {}
    for one in differing:
        value = posted.get(f"choose-{one.name}", "")
        if is_number(value) and int(value) < versions:
            found[one.name] = int(value)
    return found
