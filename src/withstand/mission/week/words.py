"""The group's week in words that an official of the state described may read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from withstand.ledger.fields import Place
from withstand.mission.records import Action, Threat
from withstand.mission.week.sight import Blind, looks_low
from withstand.mission.week.week import RATED, WEEK, ActionLine, Judged, ThreatLine
from withstand.mission.wording import count, day, month
from withstand.vocabulary.terms import vocabulary

_CODED = {**RATED, "state_posture": "postures", "access": "access", "status": "threat_status"}
_MONTH, _DAY = len("2032-05"), len("2032-05-20")


def label(name: str, key: str) -> str:
    """A term in a sentence, its scale number left out."""
    said = vocabulary(name).label(key)
    return said[2:] if said[:1].isdigit() and said[1:2] == " " else said


def field_name(name: str) -> str:
    """A field in a sentence."""
    return vocabulary("fields").label(name)


def partial_day(text: str) -> str:
    """A day, a month or a year as people write it."""
    if len(text) == _DAY:
        return day(text)
    return month(text) if len(text) == _MONTH else text


def place_name(place: Place | None, names: Mapping[str, str]) -> str:
    """A place by its name and its area's; a point alone is said to be one."""
    if place is None:
        return ""
    area = names.get(place.area, place.area)
    parts = [part for part in (place.name, area) if part]
    return ", ".join(dict.fromkeys(parts)) or "a point on the map"


def rating_words(line: ThreatLine) -> str:
    """The rating as it may be read: one that rests on no access says so beside it."""
    said = label("threat_ratings", line.fields.rating)
    return f"{said}, not seen" if line.blind and line.fields.rating != "unknown" else said


def judged_words(judged: Judged) -> str:
    """One change of judgement."""
    name = _CODED[judged.field]
    return f"{field_name(judged.field)}: {label(name, judged.before)} → {label(name, judged.after)}"


def standing_words(line: ThreatLine, on: date) -> Iterator[str]:
    """How long a threat has stood as it does, and how old its assessment is."""
    if line.change == "unchanged" and line.weeks:
        yield f"unchanged for {count(line.weeks, 'week')}"
    weeks = (on - line.assessed).days // WEEK.days
    if line.never_reassessed:
        yield f"never reassessed since {day(line.assessed.isoformat())}"
    elif line.stale:
        yield f"last assessed {count(weeks, 'week')} ago"
    if line.fields.review_by and line.fields.review_by < on.isoformat()[: len(line.fields.review_by)]:
        yield f"was to be looked at again by {partial_day(line.fields.review_by)}"


def blind_words(threat: Threat, seen: Blind) -> str:
    """What a rating rests on, where nobody could see."""
    if seen.kept_out:
        why = (
            f"access was denied or not attempted in {seen.kept_out} of {count(seen.tried, 'visit')} of the last 60 days"
        )
    elif seen.said in ("denied", "not_attempted"):
        why = f"{label('access', seen.said).lower()} when it was rated"
    else:
        why = "no visit to the area is recorded for the last 60 days"
    last = f"; somebody of ours was last there on {day(seen.last_there.isoformat())}" if seen.last_there else ""
    low = (
        " The rating is low as written; it rests on no access and is not to be read as low."
        if looks_low(threat)
        else ""
    )
    return f"{why[0].upper()}{why[1:]}{last}.{low}"


def owner_words(action: Action) -> str:
    """Who does it: component, office, and those who help."""
    owner = label("components", action.owner) if action.owner else ""
    office = f"{owner}, {action.owner_office}" if owner and action.owner_office else owner or action.owner_office
    helpers = ", ".join(label("components", one) for one in action.components)
    return (office or "nobody named") + (f" with {helpers}" if helpers else "")


def action_place(line: ActionLine, names: Mapping[str, str]) -> str:
    """Where an action is to be done; else the places of the threats it answers."""
    places = (place_name(threat.where, names) for _, threat in line.answers)
    return place_name(line.fields.where, names) or "; ".join(dict.fromkeys(places))


def due_words(line: ActionLine) -> str:
    """By when, and how late it is."""
    if line.fields.due is None:
        return "continuous" if line.fields.status == "standing" else "no day named"
    late = f", {count(line.late, 'day')} ago" if line.late else ""
    return f"{partial_day(line.fields.due)}{late}"
