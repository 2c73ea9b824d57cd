"""What an authority's forces are seen to do about each source of threat: five words, or unknown, with their age."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TypeVar

from withstand.ledger.fields import Place, Record, Span
from withstand.ledger.kinds import Kind
from withstand.mission.stance.authorities import Family
from withstand.mission.stance.placing import Places
from withstand.mission.stance_records import OBSERVED_CONDUCT, ObservedConduct
from withstand.picture.actors import led_to
from withstand.picture.picture import Picture

UNKNOWN, PROTECTING = "unknown", "protecting"
_SECOND = 1_000_000

Fields = TypeVar("Fields", bound=Record)


def last_known(when: Span, recorded_at: int) -> date:
    """The last day of which a claim speaks: what goes on was last known on the day on which it was entered."""
    entered = datetime.fromtimestamp(recorded_at / _SECOND, UTC).date()
    return max(when.earliest, entered) if when.ongoing else when.latest


def half_weight(age: int, half_life: int) -> float:
    """What a reading is still worth: half after each half-life."""
    return float(0.5 ** (max(0, age) / half_life))


@dataclass(frozen=True)
class Reading:
    """One component's word. `day` is the last that it speaks of."""

    record: str
    actors: tuple[str, ...]
    area: str
    threat_source: str
    conduct: str
    component: str
    confidence: str
    first: date
    day: date

    def age(self, day: date) -> int:
        """Days since, on a day."""
        return max(0, (day - self.day).days)


@dataclass(frozen=True)
class Observed:
    """What is seen about one source of threat: the newest word, its age in days, what it is still worth (0 to 1).

    `words` are the newest of each component: (component, word, age in days), within the half-life.
    """

    threat_source: str
    conduct: str
    age: int
    weight: float
    fresh: bool
    words: tuple[tuple[str, str, int], ...]
    records: tuple[str, ...]

    @property
    def disagree(self) -> bool:
        """Whether components that say something within the half-life do not say the same."""
        return len({word for _, word, _ in self.words if word != UNKNOWN}) > 1


@dataclass(frozen=True)
class Conduct:
    """What is seen of an authority in an area, for each source of threat; nothing seen is `unknown`."""

    observed: tuple[Observed, ...] = ()

    @property
    def fresh(self) -> tuple[Observed, ...]:
        """Those within the half-life of which something is known."""
        return tuple(one for one in self.observed if one.fresh and one.conduct != UNKNOWN)

    @property
    def disagree(self) -> bool:
        """Whether components disagree about any source."""
        return any(one.disagree for one in self.observed)

    @property
    def word(self) -> str:
        """The gravest word that is fresh, the order of the vocabulary; `unknown` where none is."""
        from withstand.vocabulary.terms import vocabulary

        order = list(vocabulary("conduct").terms)
        found = [word for one in self.fresh for _, word, _ in one.words if word != UNKNOWN]
        return max(found, key=order.index, default=UNKNOWN)

    @property
    def components(self) -> frozenset[str]:
        """Components that have said a word that is fresh and known."""
        return frozenset(who for one in self.fresh for who, word, _ in one.words if word != UNKNOWN)

    @property
    def records(self) -> tuple[str, ...]:
        """All records that this rests on."""
        return tuple(dict.fromkeys(record for one in self.observed for record in one.records))


def readings(picture: Picture, places: Places) -> tuple[Reading, ...]:
    """Every reading that lies in an area; versions in conflict are left out until somebody settles them."""
    found = [
        Reading(
            record, actors, area, fields.threat_source, fields.conduct, fields.author, fields.confidence,
            fields.when.earliest, day,
        )
        for record, fields, actors, area, day in about_authorities(picture, OBSERVED_CONDUCT, ObservedConduct, places)
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.day, one.record), reverse=True))


def about_authorities(
    picture: Picture, kind: Kind, model: type[Fields], places: Places
) -> Iterable[tuple[str, Fields, tuple[str, ...], str, date]]:
    """Records about authorities: id, fields, authorities, area (empty: none named), the last day they speak of.

    Records whose place is named but lies in no area of these are left out.
    """
    (of,) = led_to(picture, kind, "authority")
    held = [(seen, seen.fields) for seen in picture.each(kind) if isinstance(seen.fields, model) and seen.heads == 1]
    wheres: Mapping[str, Place] = {
        seen.record: where for seen, fields in held if (where := getattr(fields, "where", None)) is not None
    }
    areas = places.of(wheres)
    for seen, fields in held:
        if seen.record in wheres and seen.record not in areas:
            continue
        when: Span = fields.when  # type: ignore[attr-defined]
        yield (
            seen.record, fields, of.get(seen.record, ()), areas.get(seen.record, ""),
            last_known(when, seen.recorded_at),
        )  # fmt: skip


def conduct(read: Iterable[Reading], family: Family, area: str, day: date, half_life: int) -> Conduct:
    """What is seen of an authority, or of those under it, in an area by a day. `half_life` in days."""
    by_source: dict[str, list[Reading]] = {}
    for one in read:
        if one.area == area and one.first <= day and any(family.holds(actor, one.day) for actor in one.actors):
            by_source.setdefault(one.threat_source, []).append(one)
    return Conduct(tuple(_observed(source, found, day, half_life) for source, found in sorted(by_source.items())))


def _observed(source: str, found: list[Reading], day: date, half_life: int) -> Observed:
    ordered = sorted(found, key=lambda one: (one.day, one.record), reverse=True)
    newest = ordered[0]
    words: dict[str, tuple[str, str, int]] = {}
    for one in ordered:
        if one.age(day) <= half_life:
            words.setdefault(one.component, (one.component, one.conduct, one.age(day)))
    age = newest.age(day)
    return Observed(
        source, newest.conduct, age, half_weight(age, half_life), age <= half_life, tuple(words.values()),
        tuple(one.record for one in ordered),
    )  # fmt: skip
