"""What the check of an intercession compares its words with: all that is known of the alert, on the full picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from withstand.actors.chains import Chains
from withstand.dialogue.exposure import Chosen, Material, stands
from withstand.dialogue.exposure_words import forms
from withstand.dialogue.gazetteer import Gazetteer
from withstand.dialogue.wordings import squeezed, words
from withstand.evidence.records import ALERT, Alert, Source
from withstand.ledger.errors import NotFound
from withstand.ledger.fields import Place, first_day, last_day
from withstand.ledger.forms import texts_of
from withstand.ledger.scan import scan
from withstand.picture.audience import EVERY, HOLDER, Audience
from withstand.picture.guard import Guard
from withstand.picture.picture import Picture

SOURCE_ROLE = "source"
_COMMON_FROM = 3
_SHORTEST = 3
_UNTOLD = ("kept_words", "text_kept")


def chosen_of(where: Place | None, month: str, actors: Iterable[str], gazetteer: Gazetteer) -> Chosen:
    """What an author chose, with every name that gives away no more. Without an area, none below the country."""
    names = [] if where is None else [*gazetteer.names(where.area)]
    above = [] if where is None else [one for code in gazetteer.above(where.area) for one in gazetteer.names(code)]
    return Chosen((*names, *above), month, tuple(actors))


def material_of(guard: Guard, alert: str, where: Place | None, month: str, gazetteer: Gazetteer) -> Material:
    """All that an alert holds or has held, and how many alerts and sources there are where and when it was.

    Raises:
        NotFound: it is not here.
    """
    picture = guard.picture
    said = [one.seen.fields for one in picture.history(alert) if one.seen is not None]
    versions = [one for one in said if isinstance(one, Alert)]
    sources = [
        one.seen.fields
        for source in guard.once_linked(alert, SOURCE_ROLE)
        for one in picture.history(source)
        if one.seen is not None and isinstance(one.seen.fields, Source)
    ]
    texts = [text for one in versions for path, text, _ in texts_of(one, ALERT.forms) if not path.startswith(_UNTOLD)]
    texts = [text for text in texts if text not in {one.where.area for one in versions}]
    hits = [hit for text in texts for hit in scan(text)]
    common, alerts, told_by = _others(picture, alert, where, month, gazetteer)
    own = [name for version in versions for name in _places(version.where, gazetteer)]
    known = _known_places(picture, gazetteer)
    told = [words(text) for text in texts]
    named = [name for name in known if any(stands(name, said) for said in told)]
    described = [claim.described for one in versions for claim in one.perpetrators if claim.described]
    return Material(
        texts=tuple(dict.fromkeys(texts)),
        sources=tuple(dict.fromkeys(one.token for one in sources if one.token)),
        places=tuple(dict.fromkeys((*own, *(one.area for one in sources if one.area), *named))),
        other_places=tuple(sorted(known)),
        people=tuple(dict.fromkeys(what for found, what in hits if found != "coordinates")),
        described=tuple(dict.fromkeys(described)),
        common=common,
        alerts=alerts,
        from_sources=told_by,
        agreed=_agreed(guard, alert),
    )


def superiors_of(chains: Chains, suspects: Iterable[str], day: date) -> frozenset[str]:
    """Everybody above or behind one of several actors on a day, who is none of them and under none of them."""
    asked = tuple(suspects)
    above = {one.actor for actor in asked for one in (*chains.superiors(actor, day), *chains.patrons(actor, day))}
    below = {one.actor for actor in asked for one in chains.subordinates(actor, day)}
    return frozenset(above - below - set(asked))


def _places(where: Place, gazetteer: Gazetteer) -> Iterator[str]:
    for code in (where.area, *gazetteer.above(where.area)):
        yield from gazetteer.names(code)
    if where.name:
        yield where.name


def _known_places(picture: Picture, gazetteer: Gazetteer) -> frozenset[str]:
    """Every name of an area or a site in the gazetteer and the records."""
    found = {name for code in gazetteer.areas for name in gazetteer.names(code)}
    for kind in picture.ledger.registry:
        if kind.where and kind.where in {form.name for form in kind.forms}:
            frame = picture.frame(kind)
            for part in ("area", "name"):
                found.update(frame[f"{kind.where}_{part}"].drop_nulls().unique())
    return frozenset(name for name in found if len(squeezed(name)) >= _SHORTEST)


def _others(
    picture: Picture, alert: str, where: Place | None, month: str, gazetteer: Gazetteer
) -> tuple[frozenset[str], int, int]:  # fmt: skip
    """Words of several other alerts; how many alerts there are in the area and time that are named, from how many."""
    heard: Counter[str] = Counter()
    near = []
    for record, fields, _ in picture.whole(ALERT):
        if not isinstance(fields, Alert):
            continue
        if record != alert:
            heard.update({form for word in words(fields.narrative) for form in forms(word)})
        if _in_area(fields, where, gazetteer) and _in_month(fields, month):
            near.append(record)
    told_by = {one.target for one in picture.ties(near) if one.role == SOURCE_ROLE} if near else set()
    return frozenset(word for word, times in heard.items() if times >= _COMMON_FROM), len(near), len(told_by)


def _in_area(fields: Alert, where: Place | None, gazetteer: Gazetteer) -> bool:
    return where is None or gazetteer.within(fields.where.area, where.area)


def _in_month(fields: Alert, month: str) -> bool:
    return not month or (fields.when.earliest <= last_day(month) and first_day(month) <= fields.when.latest)


def _agreed(guard: Guard, alert: str) -> bool:
    try:
        Picture(guard.ledger, Audience("asking", HOLDER.clearance, (EVERY,), "authorities", "protection")).get(alert)
    except NotFound:
        return False
    return True
