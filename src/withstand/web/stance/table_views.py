"""Stance by area and authority: a map in patterns, a table, what waits for another look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from withstand.brief.stance.own_stance import state_of
from withstand.brief.stance.patterns import SEVERAL, STATES, swatch
from withstand.mission.own_parts import UNKNOWN
from withstand.mission.stance.assessment import Assessment
from withstand.mission.stance.authorities import HOST_STATE, class_authority
from withstand.mission.stance.saying import apart_said, notes, word
from withstand.mission.stance.thresholds import Thresholds
from withstand.web.access import needs
from withstand.web.accounts.roles import READ
from withstand.web.days import day_of
from withstand.web.pictures import picture_for
from withstand.web.records import saying
from withstand.web.signed_in import Request
from withstand.web.stance.asking import CHOICE, TableForm, Wanted
from withstand.web.stance.assessed import Assessed, Desk
from withstand.web.stance.drawing import Spot, drawn_map
from withstand.web.stance.job import TABLE
from withstand.web.stance.lines import Line, address, state_said, told
from withstand.web.stance.waiting import REFRESH_SECONDS, begin, failed, under_way

SHOWN, MOST_AUTHORITIES, MOST_APART = 40, 80, 8


@needs(READ)
@require_http_methods(["GET", "POST"])
def table(request: Request) -> HttpResponse:
    """The table; or how far the job is that reckons it; or the button that starts it."""
    day = day_of(request)
    desk = Desk.at(picture_for(request), day)
    found = desk.found()
    if request.method == "POST":
        if found is None:
            begin(request, TABLE, desk.key, {"on": day.isoformat()})
        return redirect(request.get_full_path())
    words: dict[str, Any] = {"day": day, "classification": desk.classification, "query": request.GET.urlencode()}
    if found is None:
        return waits(request, words, desk.key, _("Stance by area and authority"))
    return render(request, "stance/table.html", words | _shown(request, desk, found))


def waits(request: Request, words: dict[str, Any], key: str, title: str) -> HttpResponse:
    """The page while something is not reckoned yet."""
    job = under_way(request, key)
    about = {"job": job, "failed": None if job else failed(request, key), "title": title}
    response = render(request, "stance/waits.html", words | about)
    if job is not None:
        response.headers["Refresh"] = REFRESH_SECONDS
    return response


def _shown(request: Request, desk: Desk, found: Assessed) -> dict[str, Any]:
    form = TableForm(request.GET, authorities(found))
    wanted, names = Wanted.of(form), desk.names
    rows = wanted.rows(found.table, names)
    pages = max(1, -(-len(rows) // SHOWN))
    asked = request.GET.get("page", "")
    page = min(pages, max(1, int(asked))) if asked.isdecimal() and len(asked) < 5 else 1
    held, language = found.read.thresholds, saying.language()
    return {
        "form": form,
        "lines": [Line.of(desk, one, found.apart) for one in rows[(page - 1) * SHOWN : page * SHOWN]],
        "number": len(rows),
        "before": f"?{wanted.query(desk.day, page=str(page - 1))}" if page > 1 else "",
        "after": f"?{wanted.query(desk.day, page=str(page + 1))}" if page < pages else "",
        "regions": " · ".join(word(one, language) for one in ("willing_able", "willing_unable", "able_unwilling",
                                                             "neither")),
        "months": held.window_months,
        "apart": [
            (one.chosen, desk.area(one.area), address(one.authority, one.area, desk.day),
             saying.days_in(apart_said(one, held, language)))
            for one in found.apart[:MOST_APART]
        ],
        "more_apart": max(0, len(found.apart) - MOST_APART),
        "overdue": told(found.read.choices.overdue[:MOST_APART], (), held),
        "notes": [saying.days_in(one) for one in notes(found.read, _audience(request), language)],
        **_map(desk, found, wanted),
    }  # fmt: skip


def _audience(request: Request) -> str:
    return ", ".join(saying.label("account_roles", one) for one in request.user.roles)


def authorities(found: Assessed) -> list[tuple[str, str]]:
    """The authorities of the table, each once: classes, then actors by name."""
    every = {one.authority.key: one.authority for one in found.table}
    named = [(key, one.label(saying.language())) for key, one in every.items()]
    return sorted(named, key=lambda one: (":" not in one[0], one[1].casefold()))[:MOST_AUTHORITIES]


def _map(desk: Desk, found: Assessed, wanted: Wanted) -> dict[str, Any]:
    """The drawing and its key; nothing where no area has an outline."""
    ground = desk.evidence.ground
    if ground is None:
        return {}
    who = wanted.authority or class_authority(HOST_STATE).key
    held = found.read.thresholds
    rows = {one.area: one for one in found.table if one.authority.key == who}
    spots = [_spot(desk, found, wanted, who, area, rows.get(area)) for area in desk.names]
    states = (*STATES, SEVERAL) if any(one.state == SEVERAL for one in spots) else STATES
    label = dict(authorities(found)).get(who, "")
    title = _("Map: %(what)s, %(authority)s") % {
        "what": _("what was chosen") if wanted.drawn == CHOICE else _("what the evidence points to"),
        "authority": label or class_authority(HOST_STATE).label(saying.language()),
    }
    return {
        "drawing": mark_safe(drawn_map(ground, spots, title)),  # noqa: S308 (every text in it is escaped)
        "map_title": title,
        "key": [(mark_safe(swatch(one)), _key(one, wanted, held)) for one in states],  # noqa: S308
        "sketch": ground.sketch,
    }


def _key(state: str, wanted: Wanted, held: Thresholds) -> str:
    if state == SEVERAL:
        return str(_("several, by matter"))
    if wanted.drawn == CHOICE and state == UNKNOWN:
        return str(_("nothing chosen"))
    return state_said(state, held)


def _spot(desk: Desk, found: Assessed, wanted: Wanted, who: str, area: str, one: Assessment | None) -> Spot:
    apart = any(each.area == area for each in found.apart if who in (each.authority, class_authority(HOST_STATE).key))
    state = UNKNOWN if one is None else _chosen(one) if wanted.drawn == CHOICE else state_of(one)
    sentence = f"{desk.area(area)}: {_key(state, wanted, found.read.thresholds)}"
    return Spot(area, desk.area(area), state, sentence, address(who, area, desk.day), apart)


def _chosen(one: Assessment) -> str:
    words: Sequence[str] = list(dict.fromkeys(each.fields.choice for each in one.standing))
    return UNKNOWN if not words else words[0] if len(words) == 1 else SEVERAL
