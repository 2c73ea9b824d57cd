"""Engagements of a picture with what they link to, read in two questions whatever their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from withstand.dialogue.records import ENGAGEMENT, Engagement
from withstand.picture.picture import Picture
from withstand.picture.seen import Seen
from withstand.vocabulary.terms import vocabulary


@dataclass(frozen=True)
class Talk:
    """One engagement and its links, as (role, record) pairs; `back` are those that lead to it from other engagements.

    Links to what the audience may not see are not among them.
    """

    seen: Seen
    fields: Engagement
    links: tuple[tuple[str, str], ...] = ()
    back: tuple[tuple[str, str], ...] = ()

    @property
    def record(self) -> str:
        """Its id."""
        return self.seen.record

    def linked(self, *roles: str) -> tuple[str, ...]:
        """Records that it links to in one of these roles."""
        return tuple(target for role, target in self.links if role in roles)

    def linked_from(self, *roles: str) -> tuple[str, ...]:
        """Engagements that link to it in one of these roles."""
        return tuple(source for role, source in self.back if role in roles)

    @property
    def maker(self) -> str:
        """Whose it is: a component of ours, or an ally by its name."""
        return self.fields.ally if self.fields.made_by == "ally" else self.fields.lead or ""

    @property
    def components(self) -> tuple[str, ...]:
        """The components of ours that took part."""
        return tuple(dict.fromkeys(one for one in (self.fields.lead, *self.fields.components) if one))

    @property
    def merged(self) -> bool:
        """Whether it was merged into another, or is the same as one."""
        return bool(self.linked("merged_into", "same_as"))

    @property
    def written(self) -> bool:
        """Whether it is a letter or a note."""
        return bool(vocabulary("engagement_channels").terms[self.fields.channel].facts["written"])

    @property
    def presses(self) -> bool:
        """Whether its tone is a step of pressure: a protest, a warning."""
        return bool(vocabulary("engagement_tones").terms[self.fields.tone].facts["pressure"])


def close_pairs(members: Iterable[Talk], days: timedelta) -> Iterator[tuple[Talk, Talk]]:
    """Pairs that may lie so close to each other, without looking at every pair there is."""
    ordered = sorted(members, key=lambda one: (one.fields.when.earliest, one.record))
    going: list[Talk] = []
    for other in ordered:
        going = [one for one in going if other.fields.when.earliest <= _after(one.fields.when.latest, days)]
        yield from ((one, other) for one in going)
        going.append(other)


def _after(day: date, days: timedelta) -> date:
    return date.max if day > date.max - days else day + days


def later_day(one: Talk, other: Talk) -> date:
    """The day on which the later of the two began."""
    return max(one.fields.when.earliest, other.fields.when.earliest)


def talks(picture: Picture) -> tuple[Talk, ...]:
    """All engagements, the latest first."""
    return talks_among(picture, picture.each(ENGAGEMENT))


def talks_among(picture: Picture, found: Iterable[Seen]) -> tuple[Talk, ...]:
    """Those among records that were read already, in their order."""
    seen = {one.record: one for one in found if isinstance(one.fields, Engagement)}
    links: dict[str, list[tuple[str, str]]] = defaultdict(list)
    back: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for tie in picture.ties(seen):
        links[tie.source].append((tie.role, tie.target))
    for tie in picture.ties(seen, outward=False):
        if tie.role in _BETWEEN:
            back[tie.target].append((tie.role, tie.source))
    return tuple(
        Talk(one, one.fields, tuple(sorted(links[record])), tuple(sorted(back[record])))
        for record, one in seen.items()
        if isinstance(one.fields, Engagement)
    )


_BETWEEN = frozenset(role.name for role in ENGAGEMENT.roles if ENGAGEMENT.name in role.targets)
