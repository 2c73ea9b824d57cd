"""Statistics of due diligence: counts with how many there are, over what an account may see."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from withstand.inducement.answering import outcomes
from withstand.inducement.cases import support_cases
from withstand.inducement.outcomes import SMALLEST_SHARE
from withstand.inducement.statistics import FEWEST_FOR_QUARTILES, statistics
from withstand.ledger import rights
from withstand.picture.guard import Guard
from withstand.web.access import needs
from withstand.web.accounts.roles import EXPORT, READ
from withstand.web.days import day_of
from withstand.web.pictures import picture_for
from withstand.web.signed_in import Request


def share(part: int, whole: int) -> str:
    """So many of so many; a percentage only where there are enough."""
    said = _("%(part)s of %(whole)s") % {"part": part, "whole": whole}
    if whole < SMALLEST_SHARE:
        return said
    return f"{said} ({number_format(round(100 * part / whole), use_l10n=True)} %)"


@needs(READ)
@require_GET
def statistics_page(request: Request) -> HttpResponse:
    """Time in each state, agreement, conditions met, residual levels, decisions that events overturned."""
    picture = picture_for(request)
    day = day_of(request)
    known = tuple(outcomes(Guard(picture.ledger), picture, support_cases(picture), day))
    read = picture.several({one for each in known for one in each.case.records})
    found = statistics(known, day)
    words = {
        "day": day,
        "on": f"on={day.isoformat()}" if "on" in request.GET else "",
        "found": found,
        "agreement": [(one, share(one.agreed, one.compared)) for one in found.agreement],
        "conditions": [(one, share(one.met, one.conditions)) for one in found.conditions],
        "residual": [(key, share(number, found.approvals)) for key, number in found.by_residual],
        "overturned": [(key, share(number, found.approvals)) for key, number in found.overturned],
        "reinstated": share(found.reinstated, found.approvals),
        "smallest": SMALLEST_SHARE,
        "quartiles_from": FEWEST_FOR_QUARTILES,
        "classification": max((one.classification for one in read.values()), key=rights.level, default=""),
        "may_export": request.user.may(EXPORT),
    }
    return render(request, "support/statistics.html", words)
