"""The mapping of a matrix as a form: what each column holds, its scale, the order of days, the matrix's own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from django.utils.translation import gettext as _

from withstand.brief.matrix.layout import COLUMNS, SCALES, Column, Layout, layout_of, layout_toml
from withstand.errors import InputError
from withstand.evidence.dates import Order
from withstand.vocabulary.terms import vocabulary
from withstand.web.records import saying

RATED = ("likelihood", "vulnerability", "impact", "rating")


@dataclass(frozen=True)
class ColumnRow:
    """A column in the form: what it holds as chosen, its first cell."""

    number: int
    heading: str
    to: str
    scale: int
    rated: bool
    sample: str
    filled: int


def targets() -> list[tuple[str, str]]:
    """What a column may hold, in words."""
    return [("", _("Not read")), *((key, saying.label(COLUMNS, key)) for key in vocabulary(COLUMNS).terms)]


def orders() -> list[tuple[str, str]]:
    """Which number of 3/4/2032 is the day."""
    return [
        ("", _("As the sheet itself shows")),
        (Order.DAY_FIRST.value, _("The day first")),
        (Order.MONTH_FIRST.value, _("The month first")),
    ]


def chosen(posted: Mapping[str, str], base: Layout) -> Layout:
    """The layout that somebody chose, over the one that was read.

    Raises:
        InputError: it cannot be, with what to correct.
    """
    columns = tuple(_column(posted, number, column) for number, column in enumerate(base.columns))
    if not any(one.heading.strip() for one in columns):
        raise InputError(_("The file has no headings."))
    layout = replace(base, columns=columns, order=posted.get("order", ""), words=_words(posted.get("words", "")))
    return layout_of(layout_toml(layout), _("The mapping"))


def _column(posted: Mapping[str, str], number: int, column: Column) -> Column:
    to, scale = posted.get(f"to-{number}", column.to), posted.get(f"scale-{number}", str(column.scale))
    return replace(column, to=to if column.heading.strip() else "", scale=int(scale) if scale.isdecimal() else 0)


def _words(text: str) -> Mapping[str, Mapping[str, str]]:
    """Own words, a line each: threat_ratings: rouge = high.

    Raises:
        InputError: a line says something else.
    """
    found: dict[str, dict[str, str]] = {}
    for line in text.splitlines():
        if not line.strip():
            continue
        name, colon, rest = line.partition(":")
        word, equals, key = rest.rpartition("=")
        if not (colon and equals and word.strip() and key.strip()):
            said = _("“%(line)s” is no line of own words: write threat_ratings: rouge = high.")
            raise InputError(said % {"line": line})
        found.setdefault(name.strip(), {})[word.strip()] = key.strip()
    return MappingProxyType({name: MappingProxyType(words) for name, words in found.items()})


def scales() -> list[tuple[int, str]]:
    """The highest number of a rating."""
    return [(scale, _("1 to %(most)s") % {"most": scale} if scale else _("not said")) for scale in SCALES]
