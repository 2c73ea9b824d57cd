"""Days, numbers with their nouns, classes and lists inside sentences, as the reader's language has them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import cast

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, gettext, ngettext

from withstand.mission.own_values import DISPUTED
from withstand.mission.worded import Worded
from withstand.vocabulary.terms import vocabulary

Telling = Callable[[str], str]


def part_in_words(part: Worded, tell: Telling) -> str:
    """A part of a sentence; `tell` tells the sentences that are in it."""
    return _FORMS[part.form](part.given, tell)


def _class(given: tuple[object, ...], _tell: Telling) -> str:
    key = str(given[0])
    if key == DISPUTED:
        return gettext("several perpetrators asserted")
    label = vocabulary("perpetrators").terms[key].label(get_language() or "en")
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def _day(given: tuple[object, ...], _tell: Telling) -> str:
    return date_format(date.fromisoformat(str(given[0])), "DATE_FORMAT")


def _partial_day(given: tuple[object, ...], tell: Telling) -> str:
    text = str(given[0])
    if len(text) == len("2022"):
        return text
    return _months((text, text), tell) if len(text) == len("2022-12") else _day(given, tell)


def _term(given: tuple[object, ...], _tell: Telling) -> str:
    return vocabulary(str(given[0])).label(str(given[1]), get_language() or "en")


def _months(given: tuple[object, ...], _tell: Telling) -> str:
    first, last = (date_format(date.fromisoformat(f"{one}-01"), "YEAR_MONTH_FORMAT") for one in given)
    return first if first == last else gettext("{first} to {last}").format(first=first, last=last)


def _count(given: tuple[object, ...], _tell: Telling) -> str:
    number, noun = cast(int, given[0]), str(given[1])
    said = {
        "event": ngettext("{number} event", "{number} events", number),
        "recorded death": ngettext("{number} recorded death", "{number} recorded deaths", number),
        "incident": ngettext("{number} incident", "{number} incidents", number),
        "record": ngettext("{number} record", "{number} records", number),
        "month": ngettext("{number} month", "{number} months", number),
        "shared goal": ngettext("{number} shared goal", "{number} shared goals", number),
        "time": ngettext("{number} time", "{number} times", number),
    }[noun]
    return said.format(number=number_format(number, use_l10n=True, force_grouping=True))


def _percent(given: tuple[object, ...], _tell: Telling) -> str:
    probability = cast(float, given[0])
    if probability < 0.01:
        return gettext("under 1 %")
    return gettext("over 99 %") if probability > 0.99 else f"{100 * probability:.0f} %"


def _list(given: tuple[object, ...], tell: Telling) -> str:
    parts, most = cast(tuple[str, ...], given[0]), cast(int, given[1])
    names, rest = [tell(one) for one in parts[:most]], max(0, len(parts) - most)
    if not rest and len(names) < 2:
        return "".join(names)
    comma = gettext(", ")
    if rest:
        return gettext("{names} and {number} more").format(names=comma.join(names), number=rest)
    return gettext("{names} and {last}").format(names=comma.join(names[:-1]), last=names[-1])


def _clauses(given: tuple[object, ...], tell: Telling) -> str:
    return gettext("; ").join(tell(one) for one in cast(tuple[str, ...], given[0]))


_FORMS: Mapping[str, Callable[[tuple[object, ...], Telling], str]] = {
    "class": _class,
    "day": _day,
    "partial_day": _partial_day,
    "term": _term,
    "months": _months,
    "count": _count,
    "percent": _percent,
    "list": _list,
    "clauses": _clauses,
}
