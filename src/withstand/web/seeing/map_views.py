"""The map: as a page, and as the part of it that tells of one area."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from withstand.mission import sightings
from withstand.mission.seeing_where import STATES
from withstand.web.access import needs
from withstand.web.accounts.roles import READ
from withstand.web.pictures import picture_for
from withstand.web.seeing import saying
from withstand.web.seeing.area_lines import AreaLine
from withstand.web.seeing.asking import CLASSES, Asking, Looking, class_label
from withstand.web.seeing.listing import listed
from withstand.web.seeing.map_drawing import (
    BREAKS,
    Drawing,
    Point,
    colour_swatch,
    drawn_map,
    swatch,
    symbol_swatch,
)
from withstand.web.seeing.map_scene import Scene, scene_of
from withstand.web.seeing.positions import POSITION
from withstand.web.seeing.window import Window
from withstand.web.signed_in import Request


@needs(READ)
@require_GET
def area_map(request: Request) -> HttpResponse:
    """The map of what the reader may see, and the same numbers as a table."""
    form = Asking(request.GET, "step")
    form.choose_positions()
    looking = Looking.of(form)
    scene = scene_of(picture_for(request, looking.known), looking)
    chosen = request.GET.get("area", "")
    if chosen and chosen not in scene.names:
        raise Http404
    words: dict[str, Any] = {"chosen": _chosen(scene, chosen) if chosen else None, "query": looking.query()}
    if request.htmx:
        return render(request, "seeing/area.html", words)
    rows = [{**_row(line), "there": len(scene.positions.by_area.get(line.area, ()))} for line in scene.lines]
    words |= {"form": form, "scene": scene, "rows": rows, "total": _row(scene.total), "until": scene.until}
    return render(request, "seeing/map.html", {**words, **_drawn(request, scene, chosen)})


def _row(line: AreaLine) -> dict[str, Any]:
    return {
        "line": line,
        "deaths": saying.deaths(line.low, line.best, line.high) if line.event_count else "",
        "events": saying.by_class(line.events),
        "kinds": saying.by_kind(line.kinds),
        "records": saying.by_class(line.records),
        "state": saying.state(line.sight) if line.on_map else "",
        "seen": saying.seen(line.sight) if line.on_map else "",
    }


def _drawn(request: Request, scene: Scene, chosen: str) -> dict[str, Any]:
    """The drawing, its key, and where its buttons lead; nothing where no area has an outline."""
    ground = scene.evidence.ground
    if ground is None:
        return {}
    asked = request.GET
    window = Window.of(
        (ground.width, ground.height), asked.get("z", ""), asked.get("x", ""), asked.get("y", "")
    )  # fmt: skip
    if chosen and "z" not in asked and chosen in ground.hearts and not request.htmx:
        window = window.moved(1.0, *ground.hearts[chosen])
    drawing = Drawing(
        ground, window, [line for line in scene.lines if line.on_map], scene.marks, saying.sentence,
        lambda area: f"?{scene.looking.query(area=area, **window.values)}", _("Map of the areas"), chosen,
        _points(scene), coloured=scene.looking.kind in ("", POSITION, sightings.EVENT_KIND),
    )  # fmt: skip
    steps = {
        name: f"?{scene.looking.query(area=chosen, **there.values)}" for name, there in window.steps().items()
    }  # fmt: skip
    return {
        "drawing": mark_safe(drawn_map(drawing)),  # noqa: S308 (every text in it is escaped)
        "steps": steps,
        "sketch": ground.sketch,
        "key": _key(scene),
        "points_left": scene.points_left,
    }


def _points(scene: Scene) -> tuple[Point, ...]:
    return tuple(Point(*row) for row in scene.points.select("longitude", "latitude", "perpetrator").iter_rows())


def _key(scene: Scene) -> dict[str, Any]:
    present = {one for line in scene.lines for one in scene.marks(line)}
    limits = [*BREAKS[1:], 0]
    spans = [f"{least}" if end == least + 1 else f"{least}–{end - 1}" if end else f"≥ {least}"
             for least, end in zip(BREAKS, limits, strict=True)]  # fmt: skip
    safe = mark_safe
    return {
        "states": [(safe(swatch(one)), _(saying.STATES[one])) for one in STATES[:-1]],
        "colours": [(safe(colour_swatch(i)), words) for i, words in enumerate(["0", *spans])],
        "symbols": [(safe(symbol_swatch(one)), class_label(one)) for one in CLASSES if one in present],
    }


def _chosen(scene: Scene, area: str) -> dict[str, Any]:
    """One area: its line, and what it rests on."""
    line = next(line for line in scene.lines if line.area == area)
    there = {"there": scene.positions.by_area.get(area, ()), "until": scene.until}
    return {**_row(line), **listed(scene.behind(area), scene.names), **there}
