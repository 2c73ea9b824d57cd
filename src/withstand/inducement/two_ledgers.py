"""What is recorded of an actor in two ledgers, always side by side: grave violations, and predation and abuse.

A partner can be without grave violations and live off the people all the same. Counts are of recorded incidents; what a
record counts within is summed by its own counting unit, and where it counts nothing, that is said.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from withstand.evidence.records import Incident
from withstand.ledger.fields import Span, Tally
from withstand.vocabulary.terms import vocabulary

LEDGERS = ("grave", "predation")
REFUTED = "refuted"
EVERYBODY = "civilians_general"
TREND_MONTHS = 12


@dataclass(frozen=True)
class Entry:
    """One incident of a record: who is said to have done it (`via`), and whether it counts in any case.

    `certain` is false where the actor may only have stood in the line on that day.
    """

    record: str
    incident: Incident
    via: str
    certain: bool = True

    @property
    def when(self) -> Span:
        """When it was."""
        return self.incident.when

    def acts(self, ledger: str) -> tuple[str, ...]:
        """Its acts that belong to a ledger."""
        terms = vocabulary("violations").terms
        named = dict.fromkeys((self.incident.what, *self.incident.also))
        return tuple(one for one in named if terms[one].facts["ledger"] == ledger)

    @property
    def grave(self) -> bool:
        """Whether it is a grave case that nobody refuted."""
        return bool(self.acts("grave")) and self.incident.verification != REFUTED


@dataclass(frozen=True)
class Counted:
    """A sum in one counting unit, over `told` incidents that give a number; `untold` give none."""

    unit: str
    told: int
    untold: int
    least: int
    most: int


@dataclass(frozen=True)
class LedgerSide:
    """One ledger: its entries that stand, the latest first, by verification, by act; refuted ones apart.

    `trend` counts incidents by month (2032-05), the last twelve; `unplaced` lie on no one month of them.
    """

    ledger: str
    entries: tuple[Entry, ...] = ()
    verification: Mapping[str, int] | None = None
    acts: tuple[tuple[str, int], ...] = ()
    counts: tuple[Counted, ...] = ()
    possible: int = 0
    refuted: int = 0
    trend: tuple[tuple[str, int], ...] = ()
    unplaced: int = 0

    @property
    def incidents(self) -> int:
        """How many recorded incidents stand."""
        return len(self.entries)


@dataclass(frozen=True)
class TwoLedgers:
    """Both ledgers of one record."""

    grave: LedgerSide
    predation: LedgerSide

    @property
    def sides(self) -> tuple[LedgerSide, LedgerSide]:
        """Both, in the order in which they are shown."""
        return self.grave, self.predation


def two_ledgers(entries: Iterable[Entry], day: date, same: Iterable[tuple[str, str]] = ()) -> TwoLedgers:
    """The ledgers as of a day. `same` are pairs of records that people found to be one incident: they count once."""
    once = _once(entries, same)
    grave, predation = (_side(name, [one for one in once if one.acts(name)], day) for name in LEDGERS)
    return TwoLedgers(grave, predation)


def _once(entries: Iterable[Entry], same: Iterable[tuple[str, str]]) -> list[Entry]:
    """One entry an incident: of several records the best verified; an actor reached for certain before another."""
    ranks = {key: int(term.facts["rank"]) for key, term in vocabulary("verification").terms.items()}
    group: dict[str, str] = {}
    for left, right in same:
        group[_root(group, right)] = _root(group, left)
    chosen: dict[str, Entry] = {}
    order = sorted(
        entries, key=lambda one: (-ranks[one.incident.verification], not one.certain, one.record, one.via)
    )  # fmt: skip
    for one in order:
        chosen.setdefault(_root(group, one.record), one)
    return sorted(chosen.values(), key=lambda one: (one.when.earliest, one.record), reverse=True)


def _root(group: dict[str, str], record: str) -> str:
    while group.setdefault(record, record) != record:
        record = group[record]
    return record


def _side(name: str, entries: list[Entry], day: date) -> LedgerSide:
    standing = [one for one in entries if one.incident.verification != REFUTED]
    held = Counter(one.incident.verification for one in standing)
    acts = Counter(act for one in standing for act in one.acts(name))
    months = _months(day)
    placed, unplaced = Counter[str](), 0
    for one in standing:
        first, last = one.when.earliest.isoformat()[:7], min(one.when.latest, day).isoformat()[:7]
        if first == last:
            placed[first] += 1
        elif last >= months[0]:
            unplaced += 1
    return LedgerSide(
        name,
        tuple(standing),
        {key: held[key] for key in vocabulary("verification").terms if key in held},
        tuple(acts.most_common()),
        _sums(standing),
        sum(not one.certain for one in standing),
        len(entries) - len(standing),
        tuple((month, placed[month]) for month in months),
        unplaced,
    )


def _months(day: date) -> tuple[str, ...]:
    last = 12 * day.year + day.month - 1
    return tuple(f"{month // 12}-{month % 12 + 1:02}" for month in range(last - TREND_MONTHS + 1, last + 1))


def _sums(entries: list[Entry]) -> tuple[Counted, ...]:
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for one in entries:
        for unit in dict.fromkeys(tally.unit for tally in one.incident.counts):
            found[unit].append(_range([tally for tally in one.incident.counts if tally.unit == unit]))
    return tuple(
        Counted(unit, len(told), len(entries) - len(told), sum(low for low, _ in told), sum(high for _, high in told))
        for unit, told in sorted(found.items())
    )


def _range(tallies: list[Tally]) -> tuple[int, int]:
    """Least and most of one incident in one unit: of everybody where that is told, else of the groups together."""
    everybody = [one for one in tallies if one.group == EVERYBODY] or tallies
    low = sum(next(n for n in (one.least, one.best, one.most) if n is not None) for one in everybody)
    high = sum(next(n for n in (one.most, one.best, one.least) if n is not None) for one in everybody)
    return low, high
