"""Which columns a kind's list has, and a stretch of records as rows of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from withstand.ledger.fields import Assertion
from withstand.ledger.forms import Form
from withstand.ledger.kinds import Kind
from withstand.picture.picture import Picture
from withstand.picture.seen import Seen
from withstand.web.records import saying, titles
from withstand.web.records.ends import names_at_ends
from withstand.web.records.highlights import excerpt

_MOST = 4
_SHORT = ("code", "day", "yes_no", "number")
_FIRST = ("status", "due", "review_by", "decided", "rating", "verification", "owner", "access", "type", "side")
"""What people look for first, where a kind has it."""


@dataclass(frozen=True)
class Row:
    """A record in a list: its page, what it is called, its cells with the headings of their columns."""

    address: str
    title: str
    cells: tuple[tuple[str, str], ...]
    kind: str
    classification: str
    in_conflict: bool
    excerpt: str = ""


@dataclass(frozen=True)
class Table:
    """A list: the heading of its titles, those of its other columns, its rows."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def table(picture: Picture, kind: Kind, records: Sequence[Seen], words: Sequence[str] = ()) -> Table:
    """Records of one kind as rows: what it is, when, where, who, and the shortest of its other fields."""
    others = other_columns(kind)
    needed = [role.name for role in kind.roles if role.required]
    ends = names_at_ends(picture, records)
    headings = [saying.label("roles", name) for name in needed]
    headings += [saying.field_label(kind.when)] if _has(kind, kind.when) else []
    headings += [saying.field_label(kind.where)] if kind.where else []
    headings += [saying.field_label(form.name) for form in others]
    rows = []
    for seen in records:
        cells = [ends.get((seen.record, name), "") for name in needed]
        cells += [titles.when(seen)] if _has(kind, kind.when) else []
        cells += [titles.where(seen)] if kind.where else []
        cells += [_cell(seen, form) for form in others]
        rows.append(row(seen, tuple(zip(headings, cells, strict=True)), words))
    return Table(saying.field_label(kind.title), tuple(headings), tuple(rows))


def short_row(seen: Seen, words: Sequence[str] = ()) -> Row:
    """A record in a list of several kinds: when and where."""
    return row(seen, (("", titles.when(seen)), ("", titles.where(seen))), words)


def row(seen: Seen, cells: tuple[tuple[str, str], ...], words: Sequence[str] = ()) -> Row:
    """One record in a list."""
    return Row(
        titles.address(seen), titles.title(seen), cells, titles.kind_words(seen.kind), seen.classification,
        seen.heads > 1, excerpt(seen, words),
    )  # fmt: skip


def other_columns(kind: Kind) -> tuple[Form, ...]:
    """Who is said to have done it, then what people look for first, then other short fields as far as there is room."""
    own = [form for form in kind.forms if form.name not in (kind.title, *_common(kind)) and not form.many]
    who = [form for form in kind.forms if form.model is Assertion]
    ranks = {name: rank for rank, name in enumerate(_FIRST)}
    last = len(ranks)
    own.sort(key=lambda form: ranks.get(form.name, last if form.form in _SHORT else last + 1))
    short = [form for form in own if form.form in (*_SHORT, "line")]
    return (*who, *short[: _MOST - len(who) - bool(kind.where)])


def _common(kind: Kind) -> set[str]:
    """Fields that every record has."""
    return {"grade", "valid", "reply", "reply_on", "correction", "retain_until", kind.when, kind.where}


def _has(kind: Kind, name: str) -> bool:
    return titles.form_of(kind, name) is not None


def _cell(seen: Seen, form: Form) -> str:
    held = getattr(seen.fields, form.name, None)
    if form.model is Assertion:
        said = dict.fromkeys(saying.label("perpetrators", one.perpetrator) for one in held or ())
        return "; ".join(said)
    return ", ".join(saying.several(form, held))
