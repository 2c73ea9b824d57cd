"""Records that may be one, side by side: a person says whether they are."""

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

from withstand.brief.records.words import kind_label, word
from withstand.kinds import REGISTRY
from withstand.ledger.journal import LinkTo
from withstand.ledger.kinds import Kind
from withstand.mission.likely_same import LikelySame
from withstand.picture.picture import Picture
from withstand.web.access import needs
from withstand.web.accounts.roles import WRITE
from withstand.web.entering import proposing
from withstand.web.entering.target import language
from withstand.web.entering.wording import called, worded
from withstand.web.pictures import picture_for
from withstand.web.records import titles
from withstand.web.signed_in import Request
from withstand.web.writing import link

SHOWN = 5
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
        "same_name": gettext_noop("the same name"),
        "other_name": gettext_noop("another name that both go by"),
        "same_country": gettext_noop("the same country"),
        "same_type": gettext_noop("the same type"),
        "same_text": gettext_noop("the same words"),
        "same_harm": gettext_noop("the same harm"),
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
    seen = picture.several([about]) if about else {}
    kinds = [seen[about].kind] if about in seen else [kind for kind in REGISTRY if kind.name in proposing.PROPOSE]
    found = [(kind, pair) for kind in kinds if kind for pair in proposing.proposed(picture, kind)]
    pairs = [(kind, pair) for kind, pair in found if about in ("", pair.first, pair.second)]
    words = {
        "pairs": [_side_by_side(picture, kind, pair) for kind, pair in pairs[:SHOWN]],
        "more": max(0, len(pairs) - SHOWN),
        "about": {"address": titles.address(seen[about]), "called": called(seen[about], language())}
        if about in seen
        else None,
    }
    return render(request, "entering/duplicates.html", words)


def _side_by_side(picture: Picture, kind: Kind, pair: LikelySame) -> dict[str, object]:
    first, second = picture.get(pair.first), picture.get(pair.second)
    rows = []
    for form in kind.forms:
        held = (first.raw.get(form.name), second.raw.get(form.name))
        if form.name != "text_kept" and any(one not in (None, "", [], ()) for one in held):
            said = [worded(form, one, language()) for one in held]
            label = word("fields", form.name, language())
            rows.append({"label": label, "first": said[0], "second": said[1], "same": held[0] == held[1]})
    return {
        "first": first,
        "second": second,
        "kind": kind_label(kind, language()),
        "called": (called(first, language()), called(second, language())),
        "address": (titles.address(first), titles.address(second)),
        "why": [_(WHY[key]) for key in pair.why],
        "rows": rows,
    }


def _decide(request: Request, picture: Picture) -> HttpResponse:
    role = {"same": proposing.SAME, "other": proposing.OTHER}.get(request.POST.get("act", ""))
    records = [_id(request.POST.get(name, "")) for name in ("first", "second")]
    if role is None or records[0] == records[1]:
        raise BadRequest
    seen = [picture.get(one) for one in records]
    kind = seen[0].kind
    if kind is None or kind.name not in proposing.PROPOSE or seen[1].kind is not kind:
        raise BadRequest
    older, newer = sorted(records)
    known = {one.other for at in (older, newer) for one in picture.links(at, role)}
    if not known & {older, newer}:
        link(request, kind, newer, [LinkTo(role, older)])
    messages.success(request, _("Linked as the same.") if role == proposing.SAME else _("Kept: not the same."))
    return redirect("duplicates")


def _id(text: str) -> str:
    try:
        return str(uuid.UUID(text))
    except ValueError:
        raise BadRequest from None
