"""Everything about an authority in an area: records, conduct, shares, what they point to, what was chosen, and apart.

It informs a choice and never makes one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from withstand.mission.stance.authorities import HOST_STATE, Authority, Registry, class_authority
from withstand.mission.stance.choices import Apart, Choices, Chosen, apart, choices
from withstand.mission.stance.consent import Consent, ConsentRead, consent, consent_read
from withstand.mission.stance.counted import Sources, sources
from withstand.mission.stance.fitted import Change, Fitted, FittedRow, Score, extended, fitted
from withstand.mission.stance.flags import Flag, flags
from withstand.mission.stance.indicators import Row, first_month, month_days, months_until, told
from withstand.mission.stance.observed import Conduct, Reading, conduct, readings
from withstand.mission.stance.permille import as_permille
from withstand.mission.stance.placing import Places
from withstand.mission.stance.pointing import Pointing, Shares, pointing
from withstand.mission.stance.recorded import HARM, OBSTRUCTED, Acts, Recorded, read_acts
from withstand.mission.stance.thresholds import DESPITE, Thresholds, alternates, thresholds
from withstand.mission.stance_records import AsKnown

if TYPE_CHECKING:
    from withstand.analysis.stance.drivers import Driver
    from withstand.evidence.area_set import AreaSet
    from withstand.picture.picture import Picture


@dataclass(frozen=True)
class Sensitive:
    """What the evidence would point to under other thresholds."""

    kappa: float
    sure_percent: int
    points_to: str | None


@dataclass(frozen=True)
class Assessment:
    """An authority in an area on a day.

    shares    None where nothing was fitted, with the reason in `why_no_shares`.
    pointing  without partners and proxies; `pointing_with_partners`: with them.
    timeline  (month, stance pointed to, None where undetermined), the oldest first, by what is known today.
    """

    authority: Authority
    area: str
    day: date
    thresholds: Thresholds
    recorded: Recorded
    conduct: Conduct
    shares: Shares | None
    why_no_shares: str
    pointing: Pointing
    pointing_with_partners: Pointing
    standing: tuple[Chosen, ...]
    past: tuple[Chosen, ...]
    apart: tuple[Apart, ...]
    timeline: tuple[tuple[str, str | None], ...]

    @property
    def overdue(self) -> tuple[Chosen, ...]:
        """Standing choices past the day of their review."""
        return tuple(one for one in self.standing if one.overdue)

    @property
    def partners_matter(self) -> bool:
        """Whether the two versions point to different things."""
        return self.pointing.points_to != self.pointing_with_partners.points_to

    @property
    def mostly_prior(self) -> bool:
        """Whether the shares rest on too few observations to say anything."""
        return self.shares is not None and not self.shares.speaks(self.thresholds)

    @property
    def as_known(self) -> AsKnown:
        """What a choice keeps of it."""
        shares = self.shares
        parts = {} if shares is None else as_permille(shares.by_region)
        return AsKnown(
            assessed_on=self.day.isoformat(),
            points_to=self.pointing.points_to,
            conduct=self.conduct.word,
            observations=None if shares is None else shares.observations,
            harm_records=len(self.recorded.of(HARM)),
            obstruction_records=len(self.recorded.of(OBSTRUCTED)),
            **parts,
        )


@dataclass(frozen=True)
class Deeper:
    """What is worked out for one authority in one area only."""

    drivers: tuple[Driver, ...]
    unexposed: int
    score: tuple[Score, Score] | None
    change: Change | None
    sensitivity: tuple[Sensitive, ...]
    flags: tuple[Flag, ...]
    consent: Consent


@dataclass(frozen=True, eq=False)
class StancePicture:
    """All that bears on stance in a picture, read once, by a day. Nothing is fitted before it is asked for."""

    day: date
    places: Places
    registry: Registry
    thresholds: Thresholds
    acts: Acts
    readings: tuple[Reading, ...]
    consents: tuple[ConsentRead, ...]
    choices: Choices
    sources: Sources

    @classmethod
    def read(
        cls, picture: Picture, areas: AreaSet, day: date, finer: AreaSet | None = None, held: Thresholds | None = None
    ) -> StancePicture:
        """From a picture, in a number of questions that does not grow with it.

        `finer` areas lie in those, and records that name them count there. `held`: other thresholds to try.
        """
        places = Places(areas, finer)
        registry = Registry.read(picture, places)
        found = held or thresholds(picture, day)
        return cls(
            day, places, registry, found, read_acts(picture, places), readings(picture, places),
            consent_read(picture, places), choices(picture, places, day),
            sources(picture, places, registry, day, found.answer_within_days),
        )  # fmt: skip

    @cached_property
    def areas(self) -> tuple[str, ...]:
        """The areas of the level; where a workspace has no boundaries, those that records name."""
        if self.places.ids:
            return self.places.ids
        named = {one.area for one in self.acts.acts} | {one.area for one in self.readings}
        named |= {area for _, area, _, _ in self.registry.positions}
        named |= {one.area or "" for one in self.choices.chosen} | {one.area for one in self.sources.ratings}
        named |= {area for area, _ in self.sources.tried}
        return tuple(sorted(named - {""}))

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Areas x authorities: state forces as a whole everywhere; where they are positioned, the top authorities; and
        those about whom a choice for the area stands.
        """
        whole = class_authority(HOST_STATE)
        found = []
        for area in self.areas:
            there = (whole, *self.registry.tops(area, self.day), *self._chosen_about(area))
            found += [Row(authority, area) for authority in dict.fromkeys(there)]
        return tuple(found)

    def _chosen_about(self, area: str) -> tuple[Authority, ...]:
        keys = {key for one in self.choices.chosen if one.stands and one.area == area for key in one.authorities}
        named = (self.registry.authority(key) for key in keys if key in self.registry.actors)
        return tuple(sorted(named, key=lambda one: (one.name, one.key)))

    @cached_property
    def months(self) -> tuple[str, ...]:
        """The months that are looked at."""
        return months_until(first_month(self.acts, self.sources, self.day), self.day)

    @cached_property
    def fitted(self) -> Fitted:
        """The model fitted to the rows; without any, to nothing."""
        if not self.rows:
            return Fitted(None, None, "nothing")
        found = told(self.rows, self.months, self.acts, self.sources, self.registry, self.day)
        return fitted(found, self.thresholds.fewest_observations)

    def fitted_row(self, authority: Authority, area: str) -> FittedRow | None:
        """The shares of an authority in an area; one that is not among the rows is read at what the others gave."""
        if self.fitted.has(authority.key, area):
            return self.fitted.row(authority.key, area)
        row = (Row(authority, area),)
        alone = told(row, self.months, self.acts, self.sources, self.registry, self.day)
        return extended(self.fitted, alone)

    def table(self) -> tuple[Assessment, ...]:
        """All areas and authorities."""
        return tuple(self.assess(row.authority, row.area) for row in self.rows)

    def assess(self, authority: Authority, area: str) -> Assessment:
        """One authority in one area."""
        return self._assess(authority, area, self.fitted_row(authority, area))

    def _assess(self, authority: Authority, area: str, row: FittedRow | None) -> Assessment:
        held, family = self.thresholds, self.registry.family(authority)
        recorded = self.acts.of(family, area, *held.window(self.day))
        seen = conduct(self.readings, family, area, self.day, held.half_life_days)
        shares = row.shares(held.kappa, held.window_months)[-1] if row else None
        found = pointing(recorded, seen, shares, held)
        timeline = tuple(self._timeline(authority, area, row))
        actors = family.own if authority.is_class else (authority.key,)
        standing = self.choices.standing(actors, area)
        taken = [(month, stance or DESPITE) for month, stance in timeline]
        mine = (one for one in standing if authority.key in one.authorities)
        parted = (apart(one, authority.key, area, taken, self.day) for one in mine)
        return Assessment(
            authority, area, self.day, held, recorded, seen, shares,
            "" if shares is not None else self.fitted.why_not or "nothing", found,
            pointing(recorded.with_partners, seen, shares, held), standing,
            tuple(one for one in self.choices.about(actors, area) if one not in standing),
            tuple(one for one in parted if one is not None), timeline,
        )  # fmt: skip

    def _timeline(self, authority: Authority, area: str, row: FittedRow | None) -> Iterator[tuple[str, str | None]]:
        """What the evidence of each month's window pointed to, by what is known today."""
        held, family = self.thresholds, self.registry.family(authority)
        shares = row.shares(held.kappa, held.window_months) if row else (None,) * len(self.months)
        for month, share in zip(self.months, shares, strict=True):
            _, last = month_days(month, self.day)
            recorded = self.acts.of(family, area, *held.window(last), day=self.day)
            seen = conduct(self.readings, family, area, last, held.half_life_days)
            yield month, pointing(recorded, seen, share, held).points_to

    def apart(self) -> tuple[Apart, ...]:
        """Every standing choice that the evidence points away from, the longest apart first.

        One that holds everywhere is compared wherever its authority is positioned.
        """
        found: dict[tuple[str, str, str], Apart] = {}
        for chosen in self.choices.chosen:
            for key in chosen.authorities if chosen.stands else ():
                if key in self.registry.actors and chosen.area is not None:
                    for area in (chosen.area,) if chosen.area else self.registry.areas_of(key, self.day):
                        for one in self.assess(self.registry.authority(key), area).apart:
                            found[one.chosen.record, key, area] = one
        return tuple(sorted(found.values(), key=lambda one: (-one.weeks, one.chosen.record, one.area)))

    def deeper(self, one: Assessment) -> Deeper:
        """Drivers, the score, what would change our mind, other thresholds, flags, and consent."""
        held, family = one.thresholds, self.registry.family(one.authority)
        row = self.fitted_row(one.authority, one.area)
        first, last = held.window(self.day)
        inside = (act for act in self.acts.acts if act.area == one.area and act.within(first, last))
        return Deeper(
            row.drivers(held.window_months) if row else (),
            row.unexposed(held.window_months) if row else 0,
            row.score() if row else None,
            row.change(held.kappa, held.window_months) if row else None,
            tuple(_sensitive(one, row, alternates(held))),
            flags(inside, family, self.day),
            consent(self.consents, family, self.day, held.half_life_days),
        )

    def consent(self, authority: Authority) -> Consent:
        """The vector of consent of an authority."""
        return consent(self.consents, self.registry.family(authority), self.day, self.thresholds.half_life_days)


def _sensitive(one: Assessment, row: FittedRow | None, others: Iterable[Thresholds]) -> Iterator[Sensitive]:
    for held in others:
        shares = row.shares(held.kappa, held.window_months)[-1] if row else None
        found = pointing(one.recorded, one.conduct, shares, held)
        yield Sensitive(held.kappa, held.sure_percent, found.points_to)
