"""Values of records in the reader's words: labels of terms, partial dates, spans, places, claims, counts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from withstand.brief.records.words import word
from withstand.ledger.fields import Assertion, Consent, Place, Span, Tally, TextKept, Value, first_day
from withstand.ledger.forms import Form, forms_of
from withstand.mission import wording
from withstand.vocabulary.terms import vocabulary

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WHOLE_DAY, _MONTH = len("2032-05-20"), len("2032-05")
_SEPARATOR = ", "
_DAY_FIRST = ("fr", "es")
_ISOLATE, _END = "\u2068", "\u2069"


def language() -> str:
    """The language of the page."""
    return get_language() or "en"


_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks that turn what follows, and would turn the rest of our line too."""


def isolated(text: str) -> str:
    """A text whose direction is its own, inside a line that runs from right to left."""
    bare = _TURNS.sub("", text)
    return f"{_ISOLATE}{bare}{_END}" if bare and get_language_bidi() else bare


def label(name: str, key: str) -> str:
    """The label of a term, or its key where the vocabulary has none."""
    return word(name, key, language())


def field_label(name: str) -> str:
    """The label of a field."""
    return label("fields", name)


def moment(microseconds: int) -> str:
    """An instant in the mission's time."""
    return moment_words(_EPOCH + timedelta(microseconds=microseconds))


def moment_words(at: datetime) -> str:
    """The same of an aware moment; where day and month could be taken for each other, the month stands in letters."""
    return date_format(localtime(at), "SHORT_DATETIME_FORMAT" if language() in _DAY_FIRST else "j M Y H:i")


def day(text: str) -> str:
    """A partial date: 20 May 2032, May 2032 or 2032."""
    try:
        first = first_day(text)
    except ValueError:
        return text
    if len(text) == _WHOLE_DAY:
        return date_format(first, "j F Y" if language() == "en" else "DATE_FORMAT")
    return date_format(first, "YEAR_MONTH_FORMAT") if len(text) == _MONTH else str(first.year)


def days_in(sentence: str) -> str:
    """A sentence whose days are written as in records, with its days in words."""
    return wording.days_in(sentence, day)


def span(value: Span) -> str:
    """When a claim holds: on the day, on every day, on some day between, since."""
    start, end = day(value.start), day(value.end or value.start)
    if value.ongoing:
        return (_("every day since %(start)s") if value.precise else _("since %(start)s")) % {"start": start}
    if value.end in (None, value.start):
        return start if len(value.start) == _WHOLE_DAY else _("some time in %(time)s") % {"time": start}
    said = _("every day from %(start)s to %(end)s") if value.precise else _("some day from %(start)s to %(end)s")
    return said % {"start": start, "end": end}


def place(value: Place) -> str:
    """A place with how exact it is."""
    parts = [isolated(part) for part in (value.name, value.area) if part]
    if value.latitude is not None and value.longitude is not None:
        parts.append(isolated(f"{degrees(value.latitude)}, {degrees(value.longitude)}"))
    exact = label("place_precision", value.precision)
    return f"{_SEPARATOR.join(parts)} ({exact})"


def place_in_short(value: Place) -> str:
    """A place by its name and area."""
    short = " · ".join(isolated(part) for part in (value.name, value.area) if part)
    return short or f"{degrees(value.latitude or 0)}, {degrees(value.longitude or 0)}"


def degrees(millionths: int) -> str:
    """Millionths of a degree in decimal degrees, with a point in every language."""
    return f"{millionths / 1e6:.4f}"


def grade(value: str) -> str:
    """A grade with its two meanings."""
    reliability = label("source_reliability", value[:1].lower())
    credibility = label("source_credibility", f"c{value[1:]}")
    return "; ".join((isolated(value), isolated(reliability), isolated(credibility)))


def yes_no(value: bool) -> str:
    """Yes or no."""
    return label("yes_no", "yes" if value else "no")


def one(form: Form, value: Any) -> str:
    """One value of a field."""
    if form.vocabulary:
        return label(form.vocabulary, str(value))
    if isinstance(value, Value):
        return _PARTS.get(type(value), _by_parts)(value)
    match form.form:
        case "grade":
            return grade(value)
        case "day":
            return day(value)
        case "yes_no":
            return yes_no(value)
        case "number":
            return number_format(value, use_l10n=True, force_grouping=True)
    return str(value)


def several(form: Form, value: Any) -> list[str]:
    """The values of a field, or its only one; none where nothing was said."""
    if value is None or value == "" or value == ():
        return []
    return [one(form, held) for held in value] if form.many else [one(form, value)]


def _assertion(value: Assertion) -> str:
    said = [label("perpetrators", value.perpetrator)]
    said += [_("described as “%(words)s”") % {"words": isolated(value.described)}] if value.described else []
    said += [_("in uniform")] if value.uniformed else []
    said += [isolated(value.grade)] if value.grade else [_("source not graded")]
    return _SEPARATOR.join([*said, label("confidence", value.confidence)])


def _tally(value: Tally) -> str:
    numbers = [(_("at least %(number)s"), value.least), (_("best estimate %(number)s"), value.best)]
    numbers.append((_("at most %(number)s"), value.most))
    if value.least == value.best == value.most:
        numbers = [("%(number)s", value.best)]
    said = [
        words % {"number": number_format(number, force_grouping=True)}
        for words, number in numbers
        if number is not None
    ]
    unit, group = label("counting_units", value.unit), label("protection_groups", value.group)
    return f"{unit} ({group}): {_SEPARATOR.join(said)}"


def _consent(value: Consent) -> str:
    who = label("consent_recipients", value.recipient)
    purposes = _SEPARATOR.join(label("consent_purposes", key) for key in value.purposes)
    verb = _("allowed") if value.given else _("withdrawn")
    said = [f"{verb}: {who} ({purposes})" if purposes else f"{verb}: {who}"]
    return _SEPARATOR.join([*said, day(value.on)] if value.on else said)


def _kept(value: TextKept) -> str:
    found = f"{field_label(value.field)}: {label('text_findings', value.found)} × {value.times}"
    return f"{found} ({value.reason})" if value.reason else found


def _by_parts(value: Value) -> str:
    said = [(form, getattr(value, form.name)) for form in forms_of(type(value))]
    return "; ".join(
        f"{field_label(form.name)}: {_SEPARATOR.join(words)}" for form, held in said if (words := several(form, held))
    )


_PARTS: Mapping[type[Value], Callable[[Any], str]] = MappingProxyType(
    {Span: span, Place: place, Assertion: _assertion, Tally: _tally, Consent: _consent, TextKept: _kept}
)


def components(names: Iterable[str]) -> str:
    """Labels of components; `sealed` stands for none that is known."""
    known = vocabulary("components").terms
    return _SEPARATOR.join(known[name].label(language()) for name in names if name in known)
