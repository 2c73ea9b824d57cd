"""What is counted of authorities, read once from a picture: attempts, presence, promises, alerts, joint operations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from withstand.analysis.obstruction.frames import SEEING
from withstand.dialogue.alerts import alerts_of
from withstand.dialogue.answers import NOT_YET, STATE, UNKNOWN, answered_by
from withstand.dialogue.commitments import SIDES, promises
from withstand.evidence.presence import PRESENCE, Presence
from withstand.inducement.following import Operation
from withstand.inducement.records import OPERATION
from withstand.ledger.fields import Span, first_day, last_day
from withstand.mission.obstructed import access
from withstand.mission.period import add_months
from withstand.mission.stance.authorities import Registry
from withstand.mission.stance.observed import about_authorities
from withstand.mission.stance.placing import Places
from withstand.mission.stance_records import POSTURE_RATING, PostureRating
from withstand.picture.actors import led_to
from withstand.picture.picture import Picture

if TYPE_CHECKING:
    import polars as pl

DONE, NOT_DONE = ("under_way", "ended"), ("stopped", "cancelled")
_WHOLE_MONTH = len("2032-05")


@dataclass(frozen=True)
class Counted:
    """One promise, alert or operation of an authority in an area and a month, and whether it went well."""

    area: str
    month: str
    day: date
    actors: tuple[str, ...]
    good: bool


@dataclass(frozen=True)
class Present:
    """Posts and patrols of one body, or of a side, in an area, for each of some months."""

    area: str
    months: tuple[str, ...]
    day: date
    actors: tuple[str, ...]
    side: str
    number: float


@dataclass(frozen=True)
class Rated:
    """One rating: axis 0 willingness, 1 ability; value 1 to 5."""

    area: str
    month: str
    day: date
    actors: tuple[str, ...]
    rater: str
    axis: int
    value: int


@dataclass(frozen=True)
class Sources:
    """All of a picture. tried, seen, visited: attempts to go somewhere, visits that saw something, attempts that are
    recorded as visits, by area and month. `left_out` is by what: things whose area or month is not known.
    """

    tried: Mapping[tuple[str, str], int]
    seen: Mapping[tuple[str, str], int]
    visited: Mapping[tuple[str, str], int]
    presence: tuple[Present, ...]
    shares: Mapping[str, tuple[Counted, ...]]
    ratings: tuple[Rated, ...]
    left_out: Mapping[str, int]

    @property
    def days(self) -> list[date]:
        """The first days of all months of which something is known."""
        months = {month for counts in (self.tried, self.seen) for _, month in counts}
        months |= {month for one in self.presence for month in one.months}
        months |= {one.month for found in self.shares.values() for one in found}
        months |= {one.month for one in self.ratings}
        return [first_day(month) for month in months]


def sources(picture: Picture, places: Places, registry: Registry, day: date, answer_within: int) -> Sources:
    """Everything counted of a picture by a day. `answer_within` days an alert waits before it was not answered."""
    attempts = access(picture, places.areas if places.areas.areas else None, places.finer).frame
    lost: Counter[str] = Counter()
    shares = {
        "commitments": tuple(_promises(picture, places, registry, day, lost)),
        "responses": tuple(_alerts(picture, places, day, answer_within, lost)),
        "joint": tuple(_operations(picture, places, day, lost)),
    }
    presence = tuple(_presence(picture, places, day, lost))
    ratings = tuple(_ratings(picture, places, day))
    tried, seen, visited = _attempts(attempts, day, lost)
    return Sources(tried, seen, visited, presence, shares, ratings, dict(lost))


def _attempts(frame: pl.DataFrame, day: date, lost: Counter[str]) -> tuple[Counter[tuple[str, str]], ...]:
    tried, seen, visited = Counter[tuple[str, str]](), Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for area, first, result, recorded in frame.select("area", "first", "access", "visited").iter_rows():
        if area is None or first is None:
            lost["attempts"] += 1
        elif first <= day:
            key = (area, f"{first:%Y-%m}")
            tried[key] += 1
            seen[key] += result in SEEING
            visited[key] += recorded
    return tried, +seen, +visited


def _promises(
    picture: Picture, places: Places, registry: Registry, day: date, lost: Counter[str]
) -> Iterator[Counted]:  # fmt: skip
    """Promises of theirs that were kept or not: what is not settled is neither."""
    held = [
        one for one in promises(picture, day) if one.fields.promise_side in SIDES["theirs"] and one.kept is not None
    ]
    areas = places.of({one.record: one.fields.where for one in held if one.fields.where is not None})
    based: dict[str, set[str]] = {}
    for actor, area, _, _ in registry.positions:
        based.setdefault(actor, set()).add(area)
    for one in held:
        by = one.linked("promised_by")
        where = {areas[one.record]} if one.record in areas else set().union(*(based.get(actor, ()) for actor in by))
        month = next((said[:_WHOLE_MONTH] for said in (one.since, one.fields.due) if said and len(said) >= 7), "")
        if len(where) != 1 or (one.fields.where is not None and one.record not in areas) or not by or not month:
            lost["commitments"] += 1
            continue
        yield Counted(where.pop(), month, min(day, first_day(month)), by, bool(one.kept))


def _alerts(picture: Picture, places: Places, day: date, within: int, lost: Counter[str]) -> Iterator[Counted]:
    """Alerts that were shared with an authority and answered in time by the state's forces or authorities, or not."""
    held = alerts_of(picture)
    areas = places.of({one.record: one.fields.where for one in held})
    for one in held:
        shared = [sent for sent in one.sendings if sent.recipient and last_day(sent.fields.sent_on) <= day]
        if not shared:
            continue
        sent = last_day(shared[0].fields.sent_on)
        who = answered_by(one.fields, day)
        answered = one.fields.answered_on
        late = answered is not None and (first_day(answered) - sent).days > within
        waiting = who == NOT_YET and (day - sent).days <= within
        if waiting or who == UNKNOWN:
            continue
        if one.record not in areas:
            lost["alerts"] += 1
            continue
        actors = tuple(dict.fromkeys(each.recipient for each in shared))
        yield Counted(areas[one.record], f"{sent:%Y-%m}", sent, actors, who == STATE and not late)


def _operations(picture: Picture, places: Places, day: date, lost: Counter[str]) -> Iterator[Counted]:
    """Joint or supported operations that were begun, or were stopped or called off; a plan alone is neither."""
    (partners,) = led_to(picture, OPERATION, "with")
    held = [
        (record, fields)
        for record, fields, heads in picture.whole(OPERATION)
        if isinstance(fields, Operation) and heads == 1 and fields.when.earliest <= day
    ]
    areas = places.of({record: fields.where for record, fields in held if fields.where is not None})
    for record, fields in held:
        if fields.stage not in (*DONE, *NOT_DONE):
            continue
        if record not in areas or len(fields.when.start) < _WHOLE_MONTH:
            lost["operations"] += 1
            continue
        month = fields.when.start[:_WHOLE_MONTH]
        yield Counted(areas[record], month, fields.when.earliest, partners.get(record, ()), fields.stage in DONE)


def _presence(picture: Picture, places: Places, day: date, lost: Counter[str]) -> Iterator[Present]:
    (present,) = led_to(picture, PRESENCE, "present")
    held = [
        (record, fields)
        for record, fields, heads in picture.whole(PRESENCE)
        if isinstance(fields, Presence) and heads == 1 and fields.when.earliest <= day
    ]
    areas = places.of({record: fields.where for record, fields in held})
    for record, fields in held:
        if fields.posts is None and fields.patrols is None:
            continue
        months = _months(fields.when, day)
        if record not in areas or not months:
            lost["presence"] += 1
            continue
        patrols = 0.0 if fields.patrols is None else round(fields.patrols / len(months))
        yield Present(
            areas[record], months, fields.when.earliest, present.get(record, ()), fields.presence_of,
            (fields.posts or 0) + patrols,
        )  # fmt: skip


def _months(when: Span, day: date) -> tuple[str, ...]:
    """The months of which a claim speaks by a day; none where only its year is known."""
    if len(when.start) < _WHOLE_MONTH:
        return ()
    last, month, found = min(when.latest, day), when.earliest.replace(day=1), []
    while month <= last:
        found.append(f"{month:%Y-%m}")
        month = add_months(month, 1)
    return tuple(found)


def _ratings(picture: Picture, places: Places, day: date) -> Iterator[Rated]:
    for _, fields, actors, area, last in about_authorities(picture, POSTURE_RATING, PostureRating, places):
        when = min(last, day)
        if fields.when.earliest <= day and area:
            for axis, value in enumerate((fields.willingness, fields.ability)):
                if value is not None:
                    yield Rated(area, f"{when:%Y-%m}", when, actors, fields.rater, axis, value)
