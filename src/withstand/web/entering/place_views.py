"""Areas to choose: as a list that grows while one types, and on a map."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from withstand.web.access import needs
from withstand.web.accounts.roles import WRITE
from withstand.web.entering import drafts
from withstand.web.entering.area_map import outlines
from withstand.web.entering.areas import areas_of
from withstand.web.entering.target import language
from withstand.web.entering.waiting import address_of
from withstand.web.pictures import picture_for
from withstand.web.signed_in import Request


@needs(WRITE)
@require_GET
def area_options(request: Request) -> HttpResponse:
    """Options of a list of areas: for the input that is being typed in."""
    typed = next((str(value) for name, value in request.GET.items() if name == "area" or name.endswith("-area")), "")
    found = areas_of(request.lent.opened.workspace, picture_for(request), language()).like(typed[:100])
    return render(request, "entering/area_options.html", {"areas": found})


@needs(WRITE)
@require_GET
def pick_area(request: Request) -> HttpResponse:
    """A map and a list; each area leads back to the form."""
    draft = drafts.take(request.user, drafts.token_of(request.GET.get("draft", "")))
    name, typed = request.GET.get("for", ""), request.GET.get("q", "")[:100]
    areas = areas_of(request.lent.opened.workspace, picture_for(request), language())
    back = address_of(draft)

    def address(code: str) -> str:
        return f"{back}&{urlencode({'pick': name, 'area': code})}#id-{name}"

    size, drawn = outlines(areas.drawn)
    words = {
        "draft": draft,
        "for": name,
        "q": typed,
        "back": back,
        "found": [(str(area), area.code, address(area.code)) for area in areas.like(typed)],
        "outlines": [(one, address(one.code)) for one in drawn],
        "box": size,
    }
    return render(request, "entering/pick_area.html", words)
