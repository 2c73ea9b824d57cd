"""The timeline: violence by perpetrator, how well it could be seen, and our own records, as charts and as a table."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from withstand.brief.charts import Caption, Count, Observability, PerpetratorSeries, violence_over_time
from withstand.mission import sightings
from withstand.web.access import needs
from withstand.web.accounts.roles import READ
from withstand.web.pictures import picture_for
from withstand.web.seeing import saying
from withstand.web.seeing.asking import Asking, Looking, class_label
from withstand.web.seeing.chart_labels import labels
from withstand.web.seeing.course import Course, course_of
from withstand.web.seeing.listing import listed
from withstand.web.seeing.periods import PeriodLine
from withstand.web.seeing.record_rows import RecordRow, record_rows
from withstand.web.signed_in import Request


@needs(READ)
@require_GET
def timeline(request: Request) -> HttpResponse:
    """What was recorded when, by whom, as far as the reader may see."""
    form = Asking(request.GET)
    looking = Looking.of(form)
    found = course_of(picture_for(request, looking.known), looking)
    lines, classes, kinds = found.lines, found.classes, found.kinds
    words = {
        "form": form,
        "scene": found,
        "query": looking.query(),
        "charts": _charts(looking, lines, classes, kinds),
        "classes": [class_label(one) for one in classes],
        "kinds": [saying.kind_labels()[kind] for kind in kinds],
        "rows": [_row(line, classes, kinds) for line in lines],
        "undated": found.undated,
        "at": request.GET.get("at", ""),
        "listed": _listed(request.GET.get("at", ""), found),
    }
    return render(request, "seeing/timeline.html", words)


def _charts(
    looking: Looking, lines: tuple[PeriodLine, ...], classes: tuple[str, ...], kinds: tuple[str, ...]
) -> list[str]:
    names = [line.period.label for line in lines]
    drawn = []
    if looking.kind in ("", sightings.EVENT_KIND):
        series = [
            PerpetratorSeries(one, class_label(one), tuple(line.deaths[one] for line in lines)) for one in classes
        ]
        seen = Observability(
            tuple(line.sight.sources for line in lines), tuple(line.sight.imprecise for line in lines)
        )  # fmt: skip
        caption = Caption(_("Events of the data set: recorded deaths of civilians"), _("By recorded perpetrator"))
        drawn.append(violence_over_time(caption, names, series, seen, labels()))
    rows = [RecordRow(saying.kind_labels()[kind], tuple(line.of_kind(kind) for line in lines)) for kind in kinds]
    drawn.append(record_rows(Caption(_("Records of the operation"), _("By their first day")), names, rows, labels()))
    return [mark_safe(svg) for svg in drawn]  # noqa: S308 (charts escape every text they hold)


def _row(line: PeriodLine, classes: tuple[str, ...], kinds: tuple[str, ...]) -> dict[str, Any]:
    return {
        "label": line.period.label,
        "events": "–" if line.events is None else number_format(line.events),
        "deaths": [_deaths(line.deaths[one]) for one in classes],
        "records": [line.of_kind(kind) for kind in kinds],
        "sources": "–" if line.sight.sources is None else number_format(line.sight.sources, 1),
        "imprecise": "–" if line.sight.imprecise is None else f"{number_format(round(100 * line.sight.imprecise))} %",
    }


def _deaths(count: Count | None) -> str:
    return "–" if count is None else saying.deaths(int(count.low), int(count.best), int(count.high))


def _listed(at: str, found: Course) -> dict[str, Any] | None:
    """What a period's numbers rest on."""
    behind = found.behind(at)
    return None if behind is None else listed(behind, found.evidence.names(get_language() or "en"))
