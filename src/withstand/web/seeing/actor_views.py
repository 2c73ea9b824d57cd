"""The actors as of a day: who stood under whom, where they were, who stood behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from withstand.actors.chains import Chains, Tie
from withstand.actors.records import GROUP, OFFICE, POSITIONING, RELATION, UNIT, Group, Office, Positioning, Unit
from withstand.actors.tree import ActorTree, Branch, actor_tree, size
from withstand.brief.records.words import word
from withstand.ledger.fields import Place, Span
from withstand.mission.sightings import highest
from withstand.picture.actors import UNREADABLE, chains
from withstand.picture.picture import Picture
from withstand.vocabulary.terms import vocabulary
from withstand.web.access import needs
from withstand.web.accounts.roles import READ
from withstand.web.holding import held
from withstand.web.pictures import end_of_day, picture_for
from withstand.web.seeing.addresses import record_address
from withstand.web.seeing.asking import Moment, class_label
from withstand.web.seeing.held_evidence import evidence_for
from withstand.web.signed_in import Request

_KINDS = ((UNIT, "unit_types"), (OFFICE, "office_types"), (GROUP, "group_types"))
_SHOWN = (UNIT, OFFICE, GROUP, RELATION, POSITIONING)
OPEN_DEPTH = 2
"""How deep the tree stands open; all of it where it is small."""

_SMALL = 60


@dataclass(frozen=True)
class Position:
    """Where an actor is or may be."""

    address: str
    where: str
    type: str
    holds: bool
    record: str
    fields: Positioning


@dataclass(frozen=True)
class ShownActor:
    """An actor as the page has it."""

    record: str
    name: str
    address: str
    type: str
    side: str
    positions: tuple[Position, ...]
    fields: Unit | Office | Group


@needs(READ)
@require_GET
def actors(request: Request) -> HttpResponse:
    """The actors as of a day, as known on another."""
    form = Moment(request.GET)
    form.is_valid()
    known_at: date | None = form.cleaned_data.get("known_at")
    day: date = form.cleaned_data.get("as_of") or known_at or today()
    picture = picture_for(request, end_of_day(known_at.isoformat()) if known_at else None)
    standing = standing_on(picture, day)
    shown, found, tree = standing.shown, standing.chains, standing.tree
    every = request.GET.get("open") == "all" or size(tree.tops) <= _SMALL
    words = {
        "form": form,
        "day": day,
        "sides": _sides(tree.tops, shown, tree.superiors, 99 if every else OPEN_DEPTH),
        "patronage": [_tied(tie, holds, shown) for tie, holds in tree.patronage],
        "beside": [_tied(tie, holds, shown) for tie, holds in tree.beside],
        "loose": found.loose,
        "every": every,
        "number": len(shown),
        "cut": tree.cut,
        "classification": standing.classification,
        "query": request.GET.urlencode(),
    }
    return render(request, "seeing/actors.html", words)


@dataclass(frozen=True)
class Standings:
    """Every actor that may be seen on a day, the claims about who stands where, and the tree that they make."""

    shown: Mapping[str, ShownActor]
    chains: Chains
    tree: ActorTree
    classification: str


def standing_on(picture: Picture, day: date) -> Standings:
    """The actors of a day, as the picture's audience may see them."""
    shown = _shown(picture, day)
    order = sorted(shown, key=lambda one: (_rank(shown[one].side), shown[one].name, one))
    found = chains(picture)
    degrees = (one for kind in _SHOWN for one in picture.frame(kind)["classification"])
    return Standings(shown, found, actor_tree(order, found, day), highest(degrees))


def today() -> date:
    """The day of the mission."""
    now: datetime = timezone.now()
    return held().settings.present_day(now)


def _rank(side: str) -> tuple[bool, int]:
    """In the vocabulary's order, those whose side is not known last."""
    order = list(vocabulary("perpetrators").terms)
    return side == UNREADABLE, order.index(side) if side in order else len(order)


def _shown(picture: Picture, day: date) -> dict[str, ShownActor]:
    """Every actor that may be seen and was one on that day, or may have been."""
    language = get_language() or "en"
    positions = _positions(picture, day, language)
    found = {}
    for kind, types in _KINDS:
        for record, fields, _heads in picture.whole(kind):
            if isinstance(fields, Unit | Office | Group) and _on(fields.valid, day) is not False:
                address = record_address(kind.word.lower(), record)
                type_ = word(types, fields.type, language)
                found[record] = ShownActor(
                    record, fields.name, address, type_, fields.side, tuple(positions.get(record, ())), fields
                )  # fmt: skip
    return found


def _positions(picture: Picture, day: date, language: str) -> Mapping[str, list[Position]]:
    names = _area_names(picture, language)
    places: dict[str, Position] = {}
    for record, fields, heads in picture.whole(POSITIONING):
        if isinstance(fields, Positioning) and (holds := _on(fields.valid if heads == 1 else None, day)) is not False:
            type_ = word("positioning_types", fields.type, language)
            address = record_address("positioning", record)
            places[record] = Position(address, _where(fields.where, names), type_, holds is True, record, fields)
    found: dict[str, list[Position]] = defaultdict(list)
    for role, source, target in picture.link_frame(POSITIONING).select("role", "source", "target").iter_rows():
        if role == "actor" and source in places:
            found[target].append(places[source])
    return found


def _on(valid: Span | None, day: date) -> bool | None:
    """As with relations: what nobody said has ended may go on."""
    return Tie("", "", "", "", valid).on(day)


def _area_names(picture: Picture, language: str) -> dict[str, str]:
    evidence = evidence_for(picture)
    wider = evidence.wider.areas if evidence.wider else ()
    return {**{area.area_id: area.name(language) for area in wider}, **evidence.names(language)}


def _where(place: Place, names: Mapping[str, str]) -> str:
    return ", ".join(dict.fromkeys(one for one in (place.name, names.get(place.area, place.area)) if one))


def _sides(
    tops: tuple[Branch, ...], shown: Mapping[str, ShownActor], superiors: Mapping[str, tuple[str, ...]], depth: int
) -> list[dict[str, Any]]:
    """The tops by class of actor, each as rows of the page."""
    grouped: dict[str, list[Any]] = defaultdict(list)
    anchored: set[str] = set()
    for top in tops:
        if top.actor in shown:
            rows = _branch(top, shown, superiors, depth, "")
            _anchor(rows, anchored)
            grouped[shown[top.actor].side].append(rows)
    return [
        {"side": _("Side not recorded") if side == UNREADABLE else class_label(side), "branches": rows}
        for side, rows in grouped.items()
    ]


def _anchor(branch: dict[str, Any], anchored: set[str]) -> None:
    """Links to an actor lead to where it stands first: an actor under several others stands under each."""
    record = branch["actor"].record
    branch["anchor"] = record not in anchored
    anchored.add(record)
    for one in branch["branches"]:
        _anchor(one, anchored)


def _branch(
    branch: Branch,
    shown: Mapping[str, ShownActor],
    superiors: Mapping[str, tuple[str, ...]],
    depth: int,
    parent: str,
) -> dict[str, Any]:
    also = [shown[one].name for one in superiors.get(branch.actor, ()) if one != parent and one in shown]
    return {
        "actor": shown[branch.actor],
        "ties": [_type(tie) for tie in branch.ties],
        "may": not branch.holds,
        "again": branch.again,
        "also": also if parent else [],
        "open": depth > 0,
        "branches": [
            _branch(one, shown, superiors, depth - 1, branch.actor) for one in branch.branches if one.actor in shown
        ],
    }


def _type(tie: Tie) -> dict[str, str]:
    label = word("relation_types", tie.type, get_language() or "en")
    return {"label": label, "address": record_address(RELATION.word.lower(), tie.relation)}


def _tied(tie: Tie, holds: bool, shown: Mapping[str, ShownActor]) -> dict[str, Any]:
    return {"lower": shown.get(tie.lower), "upper": shown.get(tie.upper), "type": _type(tie), "may": not holds}
