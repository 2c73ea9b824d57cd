"""Incidents that may be one, side by side: a person says whether they are."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from types import MappingProxyType

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from withstand.brief.records.words import word
from withstand.evidence.records import INCIDENT
from withstand.ledger.journal import LinkTo
from withstand.mission.likely_same import LikelySame, likely_same
from withstand.picture.picture import Picture
from withstand.web.access import needs
from withstand.web.accounts.roles import WRITE
from withstand.web.entering.target import language
from withstand.web.entering.wording import called, worded
from withstand.web.pictures import picture_for
from withstand.web.signed_in import Request
from withstand.web.writing import link

SHOWN = 5
SAME, OTHER = "same_as", "not_same_as"
WHY: Mapping[str, str] = MappingProxyType(
    {
        "same_area": gettext_noop("the same area"),
        "near_point": gettext_noop("points near each other"),
        "same_day": gettext_noop("the same day"),
        "days_overlap": gettext_noop("days that overlap"),
        "days_near": gettext_noop("a few days apart"),
        "same_act": gettext_noop("the same act"),
        "same_class": gettext_noop("the same class of actor"),
        "same_number": gettext_noop("the same number of victims"),
    }
)


@needs(WRITE)
@require_http_methods(["GET", "POST"])
def duplicates(request: Request) -> HttpResponse:
    """Pairs to look at, a few at a time; `?record=` those of one record."""
    picture = picture_for(request)
    if request.method == "POST":
        return _decide(request, picture)
    about = request.GET.get("record", "")
    pairs = [pair for pair in proposed(picture) if about in ("", pair.first, pair.second)]
    words = {
        "pairs": [_side_by_side(picture, pair) for pair in pairs[:SHOWN]],
        "more": max(0, len(pairs) - SHOWN),
    }
    return render(request, "entering/duplicates.html", words)


def proposed(picture: Picture) -> tuple[LikelySame, ...]:
    """Pairs among the incidents that the account sees, without those that a person has decided about."""
    links = picture.link_frame(INCIDENT)
    rows = links.select("role", "source", "target").iter_rows()
    decided = [frozenset((source, target)) for role, source, target in rows if role in (SAME, OTHER)]
    return likely_same(
        picture.frame(INCIDENT), picture.frame(INCIDENT, "perpetrators"), picture.frame(INCIDENT, "counts"), decided
    )


def _side_by_side(picture: Picture, pair: LikelySame) -> dict[str, object]:
    first, second = picture.get(pair.first), picture.get(pair.second)
    rows = []
    for form in INCIDENT.forms:
        held = (first.raw.get(form.name), second.raw.get(form.name))
        if form.name != "text_kept" and any(one not in (None, "", [], ()) for one in held):
            said = [worded(form, one, language()) for one in held]
            label = word("fields", form.name, language())
            rows.append({"label": label, "first": said[0], "second": said[1], "same": held[0] == held[1]})
    return {
        "first": first,
        "second": second,
        "called": (called(first, language()), called(second, language())),
        "why": [_(WHY[key]) for key in pair.why],
        "rows": rows,
    }


def _decide(request: Request, picture: Picture) -> HttpResponse:
    role = {"same": SAME, "other": OTHER}.get(request.POST.get("act", ""))
    records = [_id(request.POST.get(name, "")) for name in ("first", "second")]
    if role is None or records[0] == records[1]:
        raise BadRequest
    seen = [picture.get(one) for one in records]
    if any(one.kind is not INCIDENT for one in seen):
        raise BadRequest
    older, newer = sorted(records)
    known = {one.other for at in (older, newer) for one in picture.links(at, role)}
    if not known & {older, newer}:
        link(request, INCIDENT, newer, [LinkTo(role, older)])
    messages.success(request, _("Linked as the same incident.") if role == SAME else _("Kept: not the same incident."))
    return redirect("duplicates")


def _id(text: str) -> str:
    try:
        return str(uuid.UUID(text))
    except ValueError:
        raise BadRequest from None
