"""The group's week in words that an official of the state described may read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from withstand.ledger.fields import Place
from withstand.mission.records import Action, Threat
from withstand.mission.week.sight import Blind, looks_low
from withstand.mission.week.tongue import ENGLISH, Tongue
from withstand.mission.week.week import RATED, WEEK, ActionLine, Judged, ThreatLine

_CODED = {**RATED, "state_posture": "postures", "access": "access", "status": "threat_status"}


def label(name: str, key: str, tongue: Tongue = ENGLISH) -> str:
    """A term in a sentence, its scale number left out."""
    return tongue.label(name, key)


def field_name(name: str, tongue: Tongue = ENGLISH) -> str:
    """A field in a sentence."""
    return tongue.term("fields", name)


def place_name(place: Place | None, names: Mapping[str, str], tongue: Tongue = ENGLISH) -> str:
    """A place by its name and its area's; a point alone is said to be one."""
    if place is None:
        return ""
    area = names.get(place.area, place.area)
    parts = [part for part in (place.name, area) if part]
    return ", ".join(dict.fromkeys(parts)) or tongue.said("a point on the map")


def rating_words(line: ThreatLine, tongue: Tongue = ENGLISH) -> str:
    """The rating as it may be read: one that rests on no access says so beside it."""
    said = label("threat_ratings", line.fields.rating, tongue)
    unseen = line.blind and line.fields.rating != "unknown"
    return tongue.said("%(rating)s, not seen", rating=said) if unseen else said


def judged_words(judged: Judged, tongue: Tongue = ENGLISH) -> str:
    """One change of judgement."""
    name = _CODED[judged.field]
    before, after = label(name, judged.before, tongue), label(name, judged.after, tongue)
    field = field_name(judged.field, tongue)
    return tongue.said("%(field)s: %(before)s → %(after)s", field=field, before=before, after=after)


def standing_words(line: ThreatLine, on: date, tongue: Tongue = ENGLISH) -> Iterator[str]:
    """How long a threat has stood as it does, and how old its assessment is."""
    if line.change == "unchanged" and line.weeks:
        yield tongue.said("unchanged for %(weeks)s", weeks=tongue.counted(line.weeks, "week"))
    weeks = (on - line.assessed).days // WEEK.days
    if line.never_reassessed:
        yield tongue.said("never reassessed since %(day)s", day=tongue.day(line.assessed.isoformat()))
    elif line.stale:
        yield tongue.said("last assessed %(weeks)s ago", weeks=tongue.counted(weeks, "week"))
    if line.fields.review_by and line.fields.review_by < on.isoformat()[: len(line.fields.review_by)]:
        yield tongue.said("was to be looked at again by %(day)s", day=tongue.day(line.fields.review_by))


def blind_words(threat: Threat, seen: Blind, tongue: Tongue = ENGLISH) -> str:
    """What a rating rests on, where nobody could see."""
    if seen.kept_out:
        why = tongue.said(
            "access was denied or not attempted in %(kept_out)s of %(visits)s of the last 60 days",
            kept_out=seen.kept_out,
            visits=tongue.counted(seen.tried, "visit"),
        )
    elif seen.said in ("denied", "not_attempted"):
        why = tongue.said("%(access)s when it was rated", access=label("access", seen.said, tongue).lower())
    else:
        why = tongue.said("no visit to the area is recorded for the last 60 days")
    last = ""
    if seen.last_there:
        there = tongue.day(seen.last_there.isoformat())
        last = tongue.said("; somebody of ours was last there on %(day)s", day=there)
    low = ""
    if looks_low(threat):
        low = " " + tongue.said("The rating is low as written; it rests on no access and is not to be read as low.")
    return f"{why[0].upper()}{why[1:]}{last}.{low}"


def owner_words(action: Action, tongue: Tongue = ENGLISH) -> str:
    """Who does it: component, office, and those who help."""
    owner = label("components", action.owner, tongue) if action.owner else ""
    office = f"{owner}, {action.owner_office}" if owner and action.owner_office else owner or action.owner_office
    named = office or tongue.said("nobody named")
    helpers = ", ".join(label("components", one, tongue) for one in action.components)
    return tongue.said("%(who)s with %(helpers)s", who=named, helpers=helpers) if helpers else named


def action_place(line: ActionLine, names: Mapping[str, str], tongue: Tongue = ENGLISH) -> str:
    """Where an action is to be done; else the places of the threats it answers."""
    places = (place_name(threat.where, names, tongue) for _, threat in line.answers)
    return place_name(line.fields.where, names, tongue) or "; ".join(dict.fromkeys(places))


def due_words(line: ActionLine, tongue: Tongue = ENGLISH) -> str:
    """By when, and how late it is."""
    if line.fields.due is None:
        return tongue.said("continuous") if line.fields.status == "standing" else tongue.said("no day named")
    due = tongue.day(line.fields.due)
    return tongue.said("%(day)s, %(days)s ago", day=due, days=tongue.counted(line.late, "day")) if line.late else due
