"""The stances that the mission chose: which stand, which wait for review, and whether the evidence points elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from withstand.ledger.contents import folded
from withstand.ledger.fields import first_day, last_day
from withstand.mission.stance.placing import Places
from withstand.mission.stance_records import STANCE, Stance
from withstand.picture.actors import led_to
from withstand.picture.picture import Picture

STANDING, TAKEN_BACK, REPLACED, ENDED, AHEAD, DISPUTED = (
    "standing", "taken_back", "replaced", "ended", "ahead", "disputed",
)  # fmt: skip
DAYS_A_WEEK = 7


@dataclass(frozen=True)
class Chosen:
    """A choice as of a day. `area` is empty where it holds wherever the operation works, None where its place lies in
    no area of the level. `state`: standing, taken_back, replaced, ended, ahead, or disputed (two versions
    stand). `late`: past its review.
    """

    record: str
    fields: Stance
    authorities: tuple[str, ...]
    rests_on: tuple[str, ...]
    replaces: tuple[str, ...]
    area: str | None
    state: str
    late: bool

    @property
    def overdue(self) -> bool:
        """Whether it holds and the day of its review is past."""
        return self.stands and self.late

    @property
    def stands(self) -> bool:
        """Whether it holds; one in dispute holds until a person settles it."""
        return self.state in (STANDING, DISPUTED)

    @property
    def matter(self) -> tuple[str, str]:
        """What is compared between choices of one matter."""
        return folded(self.fields.matter), self.fields.issue

    def concerns(self, actors: Collection[str], area: str) -> bool:
        """Whether it is about one of these actors in an area."""
        return self.area in ("", area) and any(one in actors for one in self.authorities)


@dataclass(frozen=True)
class Choices:
    """All choices of a picture, the latest first."""

    chosen: tuple[Chosen, ...] = ()

    def about(self, actors: Collection[str], area: str) -> tuple[Chosen, ...]:
        """Every choice about one of these actors in an area, over or not, the latest first."""
        return tuple(one for one in self.chosen if one.concerns(actors, area))

    def standing(self, actors: Collection[str], area: str) -> tuple[Chosen, ...]:
        """Those that stand: one for each matter and authority, that for the very area before one for everywhere."""
        found: dict[tuple[tuple[str, ...], tuple[str, str]], Chosen] = {}
        for one in sorted(self.about(actors, area), key=lambda one: one.area == ""):
            if one.stands:
                found.setdefault((one.authorities, one.matter), one)
        return tuple(found.values())

    @property
    def overdue(self) -> tuple[Chosen, ...]:
        """Standing choices past the day of their review, the longest first."""
        late = [one for one in self.chosen if one.overdue]
        return tuple(sorted(late, key=lambda one: (last_day(one.fields.review_by), one.record)))


def choices(picture: Picture, places: Places, day: date) -> Choices:
    """The choices of a picture as of a day."""
    of, rests, before = led_to(picture, STANCE, "authority", "rests_on", "replaces")
    seen = [(one, one.fields) for one in picture.each(STANCE) if isinstance(one.fields, Stance)]
    areas = places.of({one.record: fields.where for one, fields in seen if fields.where is not None})
    replaced = _replaced(((fields, before.get(one.record, ())) for one, fields in seen), day)
    found = [
        Chosen(
            one.record, fields, of.get(one.record, ()), rests.get(one.record, ()), before.get(one.record, ()),
            "" if fields.where is None else areas.get(one.record),
            _state(fields, day, replaced=one.record in replaced, disputed=one.heads > 1),
            last_day(fields.review_by) < day,
        )
        for one, fields in seen
    ]  # fmt: skip
    ordered = sorted(found, key=lambda one: (one.fields.when.earliest, one.record), reverse=True)
    return Choices(tuple(ordered))


def _replaced(made: Iterable[tuple[Stance, tuple[str, ...]]], day: date) -> frozenset[str]:
    """The choices in whose place another had been put by a day, one that was not taken back since."""
    return frozenset(
        older
        for fields, replaces in made
        if fields.when.earliest <= day and not _taken_back(fields, day)
        for older in replaces
    )


def _taken_back(fields: Stance, day: date) -> bool:
    return fields.taken_back is not None and first_day(fields.taken_back) <= day


def _state(fields: Stance, day: date, *, replaced: bool, disputed: bool) -> str:
    if disputed:
        return DISPUTED
    if fields.when.earliest > day:
        return AHEAD
    if _taken_back(fields, day):
        return TAKEN_BACK
    if replaced:
        return REPLACED
    if fields.when.end is not None and fields.when.latest < day:
        return ENDED
    return STANDING


def stood(chosen: Sequence[Chosen], day: date) -> tuple[Chosen, ...]:
    """Those of these choices that held on an earlier day, by what is known today, the latest first."""
    replaced = _replaced(((one.fields, one.replaces) for one in chosen), day)
    return tuple(
        one
        for one in chosen
        if one.fields.when.earliest <= day
        and _state(one.fields, day, replaced=one.record in replaced, disputed=one.state == DISPUTED)
        in (STANDING, DISPUTED)
    )


@dataclass(frozen=True)
class Apart:
    """A standing choice and evidence that points elsewhere: since which month, and for how many whole weeks by a day.

    `since` is the first day of the first month of those, without a break, in which the two were apart.
    """

    chosen: Chosen
    authority: str
    area: str
    points_to: str
    since: date
    weeks: int


def apart(
    chosen: Chosen, authority: str, area: str, timeline: Sequence[tuple[str, str]], day: date
) -> Apart | None:  # fmt: skip
    """Whether a choice and the evidence are apart on a day. `timeline` are (month, stance), the oldest first.

    A choice is apart for no longer than it was made.
    """
    if not timeline or timeline[-1][1] == chosen.fields.choice:
        return None
    first = timeline[-1][0]
    for month, stance in reversed(timeline):
        if stance == chosen.fields.choice:
            break
        first = month
    since = max(first_day(first), chosen.fields.when.earliest)
    return Apart(chosen, authority, area, timeline[-1][1], since, max(0, (day - since).days) // DAYS_A_WEEK)
