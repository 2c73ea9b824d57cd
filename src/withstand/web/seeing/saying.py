"""The numbers of the map and the timeline in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext_noop, ngettext
from django.utils.translation import gettext as _

from withstand.brief.records.words import kind_label
from withstand.mission.seeing_where import DENIED, NOTHING, POOR, SEEN, AreaSight
from withstand.mission.sightings import EVENT_KIND, kind_key
from withstand.web.seeing.area_lines import AreaLine
from withstand.web.seeing.asking import KINDS, class_label

STATES: Mapping[str, str] = {
    DENIED: gettext_noop("Access denied or obstructed"),
    NOTHING: gettext_noop("Nothing recorded: quiet, or not seen"),
    POOR: gettext_noop("Poorly seen: under 1.5 reports an event, or half of the places not precise"),
    SEEN: gettext_noop("Better seen"),
}

_LTR, _END = "\N{LEFT-TO-RIGHT ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
"""A span of numbers reads the same on a page that runs from right to left."""


def deaths(low: int | None, best: int | None, high: int | None) -> str:
    """A best count with its bounds; unknown is said."""
    if best is None or low is None or high is None:
        return _("not known")
    if low == best == high:
        return number_format(best)
    return f"{_LTR}{number_format(best)} ({number_format(low)}–{number_format(high)}){_END}"


def by_class(numbers: Mapping[str, int]) -> str:
    """Numbers by class of perpetrator, the highest first."""
    ordered = sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{class_label(one)} {number_format(number)}" for one, number in ordered)


def by_kind(numbers: Mapping[str, int]) -> str:
    """Numbers by kind of record."""
    labels = kind_labels()
    return ", ".join(f"{labels.get(kind, kind)} {number_format(numbers[kind])}" for kind in labels if kind in numbers)


def kind_labels() -> dict[str, str]:
    """Kinds of sightings in words."""
    language = get_language() or "en"
    return {EVENT_KIND: _("Event of the data set"), **{kind_key(kind): kind_label(kind, language) for kind in KINDS}}


def state(sight: AreaSight) -> str:
    """How far an area could be seen."""
    return _(STATES[sight.state])


def seen(sight: AreaSight) -> str:
    """What that rests on."""
    said = []
    if sight.attempted:
        said.append(
            _("%(denied)s of %(attempted)s visits without access")
            % {"denied": number_format(sight.denied), "attempted": number_format(sight.attempted)}
        )
    if sight.obstructed:
        said.append(
            ngettext("%(number)s obstruction", "%(number)s obstructions", sight.obstructed)
            % {"number": number_format(sight.obstructed)}
        )
    if sight.blind:
        said.append(
            ngettext("%(number)s day blind after a denial", "%(number)s days blind after a denial", sight.blind)
            % {"number": number_format(sight.blind)}
        )
    if sight.sight.sources is not None:
        said.append(_("%(number)s reports an event") % {"number": number_format(sight.sight.sources, 1)})
    if sight.sight.imprecise is not None:
        share = number_format(round(100 * sight.sight.imprecise))
        said.append(_("%(share)s %% of places not precise") % {"share": share})
    return ", ".join(said)


def sentence(line: AreaLine) -> str:
    """An area of the map in one line."""
    said = [
        _("events %(number)s") % {"number": number_format(line.event_count)},
        _("recorded deaths %(number)s") % {"number": deaths(line.low, line.best, line.high)},
        _("records %(number)s") % {"number": number_format(line.record_count)},
        state(line.sight),
    ]
    return f"{line.name}: " + "; ".join(said)
