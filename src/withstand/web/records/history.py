"""The history of a record in words, and two of its versions side by side."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from withstand.ledger.errors import NotFound
from withstand.ledger.ledger import OFFICE_AUTHOR
from withstand.picture.seen import Seen, Version
from withstand.web.records import saying
from withstand.web.records.parts import Field, field_of

STATES = {
    "present": gettext_noop("can be read"),
    "withheld": gettext_noop("withheld: its text has not come to this office"),
    "redacted": gettext_noop("redacted by two people"),
    "erased": gettext_noop("erased when its time had come"),
}
_TOKEN_SHOWN = 6
_WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Step:
    """One version: its number in the record's history, when, who, whether it can be read and is one that stands."""

    number: int
    entry: str
    recorded: str
    recorded_at: int
    who: str
    state: str
    readable: bool
    stands: bool
    previous: str

    @property
    def words(self) -> str:
        """What a choice of versions calls it."""
        return f"{self.number} · {self.recorded} · {self.who}"


@dataclass(frozen=True)
class Steps:
    """All versions that are known, the oldest first."""

    all: tuple[Step, ...]
    versions: tuple[Version, ...]

    def version(self, entry: str) -> Seen:
        """A version that can be read.

        Raises:
            NotFound: it is none of these, or its text is not here.
        """
        found = next((one.seen for one in self.versions if one.entry == entry), None)
        if found is None:
            raise NotFound("There is no such version of this record, or its text is not here.")
        return found


@dataclass(frozen=True)
class Line:
    """A field that two versions do not say alike."""

    label: str
    before: str
    after: str
    written: bool


@dataclass(frozen=True)
class Sides:
    """Two versions: who wrote each and when, and their fields."""

    before: str
    after: str
    lines: tuple[Line, ...]
    alike: tuple[str, ...]


def steps_of(history: Sequence[Version], heads: Sequence[str]) -> Steps:
    """The versions in words; each is compared with the one it replaced that can be read."""
    readable = {one.entry for one in history if one.seen}
    steps = tuple(
        Step(
            number, one.entry, saying.moment(one.recorded_at), one.recorded_at, who(one), STATES[one.state],
            one.seen is not None, one.entry in heads, next((old for old in one.supersedes if old in readable), ""),
        )
        for number, one in enumerate(history, start=1)
    )  # fmt: skip
    return Steps(steps, tuple(history))


def latest_two(history: Sequence[Version], before: str = "", after: str = "") -> tuple[str, str]:
    """The two versions that are asked for; without that the last two that can be read, or none.

    Raises:
        NotFound: one of them is none of these, or its text is not here.
    """
    readable = [one.entry for one in history if one.seen]
    latest = readable[-2:] if len(readable) > 1 else ["", ""]
    before, after = before or latest[0], after or latest[1]
    if {before, after} - {"", *readable}:
        raise NotFound("There is no such version of this record, or its text is not here.")
    return before, after


def who(version: Version) -> str:
    """Who wrote: the office, or somebody of it under a token, which stands for one person in one week."""
    office, author = version.header.office, version.header.author
    if author == OFFICE_AUTHOR:
        return _("the office %(office)s") % {"office": office}
    return _("a person of %(office)s (token %(token)s)") % {"office": office, "token": author[:_TOKEN_SHOWN]}


def side_by_side(before: Seen, after: Seen) -> Sides:
    """Two versions, first the fields that differ; of the others only the names."""
    rows = _fields(before, after)
    lines = [_line(old, new) for old, new in rows if old.values != new.values]
    alike = tuple(old.label for old, new in rows if old.values and old.values == new.values)
    return Sides(_heading(before), _heading(after), tuple(lines), alike)


def _heading(seen: Seen) -> str:
    author = seen.header.author
    office = seen.header.office
    name = office if author == OFFICE_AUTHOR else f"{office} ({author[:_TOKEN_SHOWN]})"
    return f"{name} · {saying.moment(seen.recorded_at)}"


def _fields(before: Seen, after: Seen) -> list[tuple[Field, Field]]:
    old, new, kind = before.fields, after.fields, after.kind
    if old is None or new is None or kind is None:
        names = sorted(before.raw.keys() | after.raw.keys())
        return [(_raw(before, name), _raw(after, name)) for name in names]
    return [(field_of(form, getattr(old, form.name)), field_of(form, getattr(new, form.name))) for form in kind.forms]


def _raw(seen: Seen, name: str) -> Field:
    values = (json.dumps(seen.raw[name], ensure_ascii=False),) if name in seen.raw else ()
    return Field(name, values, text=True)


def _line(old: Field, new: Field) -> Line:
    """Of texts, what was taken out is marked on one side, what was put in on the other, word by word."""
    was, now = "\n".join(old.values), "\n".join(new.values)
    if not (old.text and was and now):
        return Line(old.label, was, now, old.written)
    before, after = _WORDS.findall(was), _WORDS.findall(now)
    left: list[tuple[str]] = []
    right: list[tuple[str]] = []
    for what, i, j, k, m in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        taken, put = "".join(before[i:j]), "".join(after[k:m])
        left += [(format_html("<del>{}</del>", taken) if what != "equal" else taken,)] if taken else []
        right += [(format_html("<ins>{}</ins>", put) if what != "equal" else put,)] if put else []
    return Line(old.label, format_html_join("", "{}", left), format_html_join("", "{}", right), written=True)
