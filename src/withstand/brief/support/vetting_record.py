"""What is recorded of one unit in two ledgers side by side: the unit itself, those below and above it, by month."""

from __future__ import annotations

from collections.abc import Iterator

from withstand.brief.papers.paper import Block, Grid, Heading, Items, Para
from withstand.brief.support.tongue import Tongue
from withstand.brief.support.vetting_words import counted_words, gap_words
from withstand.inducement.two_ledgers import Entry, LedgerSide, TwoLedgers
from withstand.inducement.vetting import Vetting

MOST_ACTS, MOST_LISTED = 4, 12
_RECORDS = (("own", "own"), ("below", "below_it"), ("above", "above_it"))


def record_blocks(found: Vetting, tongue: Tongue) -> Iterator[Block]:
    """The record of one unit alone, for a paper about a decision."""
    yield Heading(tongue.text(found.unit.title), 3)
    yield from three_records(found, tongue)
    yield from latest(found, tongue)
    yield Heading(tongue.said("not_known_then"), 3)
    yield gap_block(found, tongue)


def gap_block(found: Vetting, tongue: Tongue) -> Block:
    """What is not known."""
    if not found.gaps:
        return Para(tongue.said("no_gap"))
    return Items(tuple(gap_words(one, tongue) for one in found.gaps))


def three_records(found: Vetting, tongue: Tongue) -> Iterator[Block]:
    """Of the unit itself, of those below it, of those above it."""
    for name, key in _RECORDS:
        both: TwoLedgers = getattr(found, name)
        if name == "own" or any(side.incidents or side.refuted for side in both.sides):
            yield Heading(tongue.said(key), 3)
            yield _side_by_side(both, tongue)
        else:
            yield Para(tongue.said("nothing_counts", whose=tongue.said(key)))


def _side_by_side(both: TwoLedgers, tongue: Tongue) -> Grid:
    rows = (
        ("incidents", _incidents), ("how_checked", _checked), ("refuted", _refuted), ("what", _acts),
        ("counted_within", counted_words), ("latest", _last),
    )  # fmt: skip
    return Grid.of(
        ("", *(tongue.said(side.ledger) for side in both.sides)),
        [(tongue.said(key), *(told(side, tongue) for side in both.sides)) for key, told in rows],
        (22, 39, 39),
    )


def _incidents(side: LedgerSide, tongue: Tongue) -> str:
    if not side.incidents:
        return tongue.said("none_recorded")
    if side.possible:
        return tongue.said("possible", number=side.incidents, possible=side.possible)
    return str(side.incidents)


def _checked(side: LedgerSide, tongue: Tongue) -> str:
    counts = (side.verification or {}).items()
    said = [
        tongue.said("checked_so", verification=tongue.within("verification", key), number=number)
        for key, number in counts
    ]
    return tongue.listed(said) or "–"


def _refuted(side: LedgerSide, _tongue: Tongue) -> str:
    return str(side.refuted)


def _acts(side: LedgerSide, tongue: Tongue) -> str:
    acts = tongue.common("between").join(
        tongue.said("act", act=tongue.label("violations", act), number=number) for act, number in side.acts[:MOST_ACTS]
    )
    if len(side.acts) > MOST_ACTS:
        return tongue.said("more_kinds", acts=acts, number=len(side.acts) - MOST_ACTS)
    return acts or "–"


def _last(side: LedgerSide, tongue: Tongue) -> str:
    return tongue.span(side.entries[0].when) if side.entries else "–"


def trend(found: Vetting, tongue: Tongue) -> Iterator[Block]:
    """Incidents by month."""
    months = [month for month, _ in found.own.predation.trend]
    yield Heading(tongue.said("by_month"), 3)
    yield Grid.of(
        ("", *(_month(month, tongue) for month in months)),
        [(tongue.said(side.ledger), *(str(number) for _, number in side.trend)) for side in found.own.sides],
        (22, *([6] * len(months))),
        numbers=1,
    )
    unplaced, zero = sum(side.unplaced for side in found.own.sides), tongue.said("zero")
    yield Para(
        tongue.counted("unplaced", unplaced, zero=zero, number=tongue.number(unplaced)) if unplaced else zero
    )  # fmt: skip


def _month(month: str, tongue: Tongue) -> str:
    """A month at the head of a narrow column: in Arabic, which shortens no month, by its number above the year."""
    if tongue.language == "ar":
        return f"{int(month[5:7])}\n{month[:4]}"
    return f"{tongue.common(f'short_{month[5:7]}')} {month[2:4]}"


def latest(found: Vetting, tongue: Tongue) -> Iterator[Block]:
    """The latest entries of the three records."""
    say = tongue.said
    entries = [
        (one, side) for both in (found.own, found.below, found.above) for side in both.sides for one in side.entries
    ]
    if not entries:
        return
    entries.sort(key=lambda pair: (pair[0].when.earliest, pair[0].record), reverse=True)
    yield Heading(say("latest_of", shown=min(len(entries), MOST_LISTED), all=len(entries)), 3)
    header = tuple(say(key) for key in ("when", "ledger", "what", "where", "said_by", "checked", "record"))
    rows = [_entry(found, one, side, tongue) for one, side in entries[:MOST_LISTED]]
    yield Grid.of(header, rows, (13, 11, 20, 12, 18, 11, 15))


def _entry(found: Vetting, one: Entry, side: LedgerSide, tongue: Tongue) -> tuple[str, ...]:
    by = tongue.text(found.names[one.via]) if one.via in found.names else tongue.short(one.via)
    return (
        tongue.span(one.when), tongue.said(side.ledger), tongue.labels("violations", one.acts(side.ledger)),
        tongue.place(one.incident.where), by if one.certain else tongue.said("possibly", name=by),
        tongue.label("verification", one.incident.verification), tongue.short(one.record),
    )  # fmt: skip
