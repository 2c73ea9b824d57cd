"""Who of ours speaks with which office: channels that are alive, silent, or were never there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

from withstand.dialogue.records import ENGAGEMENT, Engagement
from withstand.picture.actors import led_to
from withstand.picture.picture import Picture
from withstand.vocabulary.terms import vocabulary

SILENT_AFTER = timedelta(days=60)
"""A channel of which nothing is recorded for longer is silent: a default, which users may change."""


@dataclass(frozen=True)
class Contact:
    """An engagement of ours that was held, with one office; `day` is the last on which it may have been."""

    engagement: str
    office: str
    day: date
    components: tuple[str, ...]
    level: str
    channel: str


@dataclass(frozen=True)
class Channel:
    """What is recorded of speaking with one office up to a day; `last` is None where nobody ever did."""

    office: str
    last: date | None
    times: int = 0
    components: Mapping[str, date] = field(default_factory=lambda: MappingProxyType({}))

    def silent(self, day: date, after: timedelta = SILENT_AFTER) -> bool:
        """Whether nothing is recorded of it for longer than `after`."""
        return self.last is None or day - self.last > after

    def component(self) -> str:
        """Whoever of ours spoke with it last; of several the first by name; empty where that is not said."""
        return min((one for one, last in self.components.items() if last == self.last), default="")


@dataclass(frozen=True)
class Level:
    """Contacts at one level within a time: at which none is recorded, nobody of ours is known to speak."""

    level: str
    times: int
    last: date | None


def contacts(picture: Picture) -> tuple[Contact, ...]:
    """Everything held by the operation, one for each office met; what only the public heard is no contact."""
    (met,) = led_to(picture, ENGAGEMENT, "met")
    public = vocabulary("engagement_channels").keys_where("public")
    found: list[Contact] = []
    for record, fields, _ in picture.whole(ENGAGEMENT):
        if not isinstance(fields, Engagement) or fields.held != "held" or fields.made_by != "ours":
            continue
        if fields.channel in public:
            continue
        ours = tuple(dict.fromkeys((*((fields.lead,) if fields.lead else ()), *fields.components)))
        day = fields.when.earliest if fields.when.ongoing else fields.when.latest
        found.extend(Contact(record, office, day, ours, fields.level, fields.channel) for office in met.get(record, ()))
    return tuple(sorted(found, key=lambda one: (one.day, one.engagement, one.office)))


def channels(held: Iterable[Contact], offices: Iterable[str], day: date) -> tuple[Channel, ...]:
    """The channel to each office, those never spoken with first, then the longest silent; later contacts count not."""
    of: dict[str, list[Contact]] = defaultdict(list)
    for one in held:
        if one.day <= day:
            of[one.office].append(one)
    found = []
    for office in dict.fromkeys(offices):
        those = of.get(office, [])
        by: dict[str, date] = {}
        for one in those:
            for component in one.components:
                by[component] = max(by.get(component, one.day), one.day)
        last = max((one.day for one in those), default=None)
        found.append(Channel(office, last, len(those), MappingProxyType(by)))
    return tuple(sorted(found, key=lambda one: (one.last or date.min, one.office)))


def levels(held: Iterable[Contact], day: date, within: timedelta = SILENT_AFTER) -> tuple[Level, ...]:
    """Every level, the lowest first: how often it was spoken with within a time, and when last."""
    terms = vocabulary("engagement_levels").terms
    engagements = {one.engagement: one for one in held if one.day <= day}.values()
    found = []
    for level in sorted(terms, key=lambda key: int(terms[key].facts["order"])):
        days = [one.day for one in engagements if one.level == level]
        recent = sum(day - one <= within for one in days)
        found.append(Level(level, recent, max(days, default=None)))
    return tuple(found)
