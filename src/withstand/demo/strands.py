"""Who fights or harms whom in Velmara, where, and how readily; and the windows the story keeps free."""

from dataclasses import dataclass
from datetime import date

from withstand.demo.actors import (
    ASH_COLUMN,
    CIVILIANS,
    GOVERNMENT,
    LAMP_GUARD,
    OSTREL,
    RIVER_FRONT,
    SELF_DEFENCE,
    Actor,
)

FIRST_DAY = date(2019, 1, 1)
LAST_DAY = date(2032, 12, 31)

STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
"""UCDP's types of violence."""


@dataclass(frozen=True)
class Strand:
    """One kind of violence between two actors: a UCDP dyad.

    `base` is its rate per day in a district of presence 1 in a quiet spell, in billionths. `most` bounds the
    deaths of one event. `since` and `until` are the first and last year it exists.
    """

    kind: int
    side_a: Actor
    side_b: Actor
    dyad: int
    conflict: int
    conflict_name: str
    base: int
    most: int
    since: int = 0
    until: int = 9999

    @property
    def name(self) -> str:
        """As UCDP names a dyad."""
        return f"{self.side_a.name} - {self.side_b.name}"

    @property
    def old_dyad(self) -> int:
        """The number before UCDP renumbered: for one-sided violence the perpetrator's."""
        return self.side_a.number if self.kind == ONE_SIDED else self.dyad

    @property
    def old_conflict(self) -> int:
        """The number before UCDP renumbered: only a state-based conflict had one apart from its dyad."""
        return self.conflict if self.kind == STATE_BASED else self.old_dyad

    @property
    def driver(self) -> Actor:
        """Whose presence and spells the strand follows: the armed group, else the perpetrator."""
        return self.side_b if self.kind == STATE_BASED else self.side_a


def _war(side_a: Actor, side_b: Actor, dyad: int, conflict: int, country: str, base: int, *years: int) -> Strand:
    return Strand(STATE_BASED, side_a, side_b, dyad, conflict, f"{country}: Government", base, 90, *years)


def _clash(side_a: Actor, side_b: Actor, dyad: int, conflict: int, base: int) -> Strand:
    name = f"{side_a.name} - {side_b.name}"
    return Strand(NON_STATE, side_a, side_b, dyad, conflict, name, base, 80)


def _harm(side_a: Actor, dyad: int, conflict: int, base: int, most: int, *years: int) -> Strand:
    name = f"{side_a.name} - {CIVILIANS.name}"
    return Strand(ONE_SIDED, side_a, CIVILIANS, dyad, conflict, name, base, most, *years)


HOST_STATE = _harm(GOVERNMENT, 9821, 9721, 25_000, 140)
STRANDS = (
    _war(GOVERNMENT, RIVER_FRONT, 9801, 9701, "Velmara", 42_000),
    _war(GOVERNMENT, ASH_COLUMN, 9802, 9701, "Velmara", 42_000),
    _war(OSTREL, ASH_COLUMN, 9803, 9702, "Ostrel", 9_000, 2023, 2027),
    _clash(RIVER_FRONT, ASH_COLUMN, 9811, 9711, 27_000),
    _clash(RIVER_FRONT, SELF_DEFENCE, 9812, 9712, 27_000),
    _clash(ASH_COLUMN, SELF_DEFENCE, 9813, 9713, 27_000),
    HOST_STATE,
    _harm(RIVER_FRONT, 9822, 9722, 25_000, 120),
    _harm(ASH_COLUMN, 9823, 9723, 25_000, 120),
    _harm(SELF_DEFENCE, 9824, 9724, 10_000, 60),
    _harm(LAMP_GUARD, 9825, 9725, 26_000, 80, 2028, 9999),
    _harm(OSTREL, 9826, 9726, 6_000, 30, 2023, 2027),
)

PRESENCE = {
    GOVERNMENT: (11, 3, 8, 1, 4, 11, 2, 7, 3, 1, 1, 2, 0, 0),
    OSTREL: (0, 0, 4, 0, 6, 0, 2, 0, 0, 5, 0, 0, 0, 0),
    RIVER_FRONT: (4, 0, 1, 3, 0, 9, 4, 9, 7, 2, 1, 1, 1, 2),
    ASH_COLUMN: (6, 7, 10, 2, 9, 1, 2, 0, 0, 1, 0, 0, 0, 0),
    SELF_DEFENCE: (5, 2, 3, 3, 3, 6, 4, 5, 3, 2, 0, 2, 1, 1),
    LAMP_GUARD: (4, 1, 8, 1, 6, 0, 2, 0, 0, 1, 1, 0, 0, 0),
}
"""How present each actor is in each district, in the order of DISTRICTS."""


@dataclass(frozen=True)
class FreeWindow:
    """Days on which chance writes no event in a district: of one strand, or of any if `strand` is None."""

    district: str
    first: date
    last: date
    strand: Strand | None
    reason: str


QUIET = FreeWindow("Pellisar", date(2032, 9, 1), LAST_DAY, None, "access denied from September: nobody could look")
"""Quiet that is no improvement: nobody could look. In the months before, no event there has two sources."""

FREE_WINDOWS = (
    QUIET,
    FreeWindow("Amber Ford", date(2032, 5, 1), date(2032, 7, 31), HOST_STATE, "20 May is the 4th Brigade's event"),
    FreeWindow("Lonnhaven", date(2032, 8, 1), LAST_DAY, HOST_STATE, "9 September is the only such event there"),
    FreeWindow(
        "Halvrane",
        date(2032, 7, 1),
        date(2032, 7, 31),
        HOST_STATE,
        "an attack by the army, refuted: no event",
    ),
    FreeWindow("Kessin", date(2032, 6, 1), LAST_DAY, HOST_STATE, "the 2nd Brigade removes its checkpoints"),
)
