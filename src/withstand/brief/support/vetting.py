"""One page about one unit: the record in two ledgers side by side, its line, decisions, what is not known."""

from __future__ import annotations

from collections.abc import Iterator

from withstand import __version__
from withstand.actors.records import Group, Office, Positioning, Unit
from withstand.brief.papers.paper import Block, Facts, Grid, Heading, Items, Paper, Para
from withstand.brief.support.vetting_words import (
    counted_words,
    decision_words,
    followed_words,
    gap_words,
    listing_words,
    now_words,
    post_words,
    reference_words,
    tie_words,
)
from withstand.brief.support.words import label, labels, lower, on, place, short, span
from withstand.inducement.ladder import LadderStanding
from withstand.inducement.two_ledgers import Entry, LedgerSide, TwoLedgers
from withstand.inducement.vetting import Vetting
from withstand.ledger.ids import instant_text
from withstand.mission.wording import count
from withstand.mission.wording import month as month_words
from withstand.picture.picture import Picture
from withstand.picture.seen import Seen

MOST_ACTS, MOST_LISTED = 4, 12
_RECORDS = (
    ("own", "The unit itself"),
    ("below", "Units below it, while they stood under it"),
    ("above", "Those above it, while they stood over it"),
)


def vetting_paper(found: Vetting, picture: Picture) -> Paper:
    """The page."""
    known = instant_text(picture.known_at) if picture.known_at is not None else instant_text(picture.ledger.clock())
    return Paper(
        title=f"{found.unit.title}: what is recorded, {on(found.day)}",
        subtitle=f"Made for {picture.audience.name}: it holds what that reader may see. As of {on(found.day)}, as "
        f"known at {known}; {count(len(found.seen), 'record')} read.",
        marking=label("classifications", found.classification),
        blocks=tuple(_blocks(found)),
        footer=f"Withstand {__version__}. Records are laid side by side and not weighed. Unknown is not safe, and "
        "nothing here is a probability.",
    )


def _blocks(found: Vetting) -> Iterator[Block]:
    yield Facts(tuple(_identity(found)))
    yield Heading("What is not known")
    yield _gaps(found)
    yield Heading("The record, in two ledgers")
    yield from _three_records(found)
    yield from _trend(found)
    yield from _latest(found)
    yield from _line(found)
    yield from _claims(found)
    yield from _requests(found)
    yield from _positive(found)


def record_blocks(found: Vetting) -> Iterator[Block]:
    """The record of one unit alone, for a paper about a decision."""
    yield Heading(found.unit.title, 3)
    yield from _three_records(found)
    yield from _latest(found)
    yield Heading("What was not known of it", 3)
    yield _gaps(found)


def _gaps(found: Vetting) -> Block:
    if not found.gaps:
        return Para("No gap was found by the rules.")
    return Items(tuple(gap_words(one) for one in found.gaps))


def _three_records(found: Vetting) -> Iterator[Block]:
    for name, title in _RECORDS:
        both: TwoLedgers = getattr(found, name)
        if name == "own" or any(side.incidents or side.refuted for side in both.sides):
            yield Heading(title, 3)
            yield _side_by_side(both)
        else:
            yield Para(f"{title}: nothing is recorded that counts with its record.")


def _identity(found: Vetting) -> Iterator[tuple[str, str]]:
    fields = found.unit.fields
    book, _, kind = found.type.partition(" ")
    yield "Type", label(book, kind) if kind else "unknown"
    if isinstance(fields, Unit | Office | Group):
        yield "Acts for", label("perpetrators", fields.side)
        yield "Also called", ", ".join(fields.aliases) or "–"
        yield "Country", fields.country or "not said"
    yield "Said to be at", "; ".join(_position(one) for one in found.positions) or "not recorded"
    yield "Record", found.unit.record


def _position(seen: Seen) -> str:
    if not isinstance(seen.fields, Positioning):
        return seen.title
    return (
        f"{place(seen.fields.where)} ({lower(label('positioning_types', seen.fields.type))}, {span(seen.fields.valid)})"
    )


def _side_by_side(both: TwoLedgers) -> Grid:
    def row(name: str, grave: str, predation: str) -> tuple[str, str, str]:
        return name, grave, predation

    return Grid(
        ("", label_of(both.grave), label_of(both.predation)),
        (
            row("Incidents recorded", *(_incidents(side) for side in both.sides)),
            row("How far checked", *(_checked(side) for side in both.sides)),
            row("Refuted, not counted", *(str(side.refuted) for side in both.sides)),
            row("What", *(_acts(side) for side in both.sides)),
            row("Counted within", *(counted_words(side) for side in both.sides)),
            row("Latest", *(_last(side) for side in both.sides)),
        ),
        (22, 39, 39),
    )


def label_of(side: LedgerSide) -> str:
    """The ledger's name."""
    return {"grave": "Grave violations", "predation": "Predation and abuse"}[side.ledger]


def _incidents(side: LedgerSide) -> str:
    if not side.incidents:
        return "none recorded"
    possible = f", {side.possible} of them possibly in the line then" if side.possible else ""
    return f"{side.incidents}{possible}"


def _checked(side: LedgerSide) -> str:
    said = [f"{number} {lower(label('verification', key))}" for key, number in (side.verification or {}).items()]
    return ", ".join(said) or "–"


def _acts(side: LedgerSide) -> str:
    said = [f"{label('violations', act)} {number}" for act, number in side.acts[:MOST_ACTS]]
    more = f"; {len(side.acts) - MOST_ACTS} other kinds" if len(side.acts) > MOST_ACTS else ""
    return "; ".join(said) + more or "–"


def _last(side: LedgerSide) -> str:
    return span(side.entries[0].when) if side.entries else "–"


def _trend(found: Vetting) -> Iterator[Block]:
    months = [month for month, _ in found.own.predation.trend]
    yield Heading("Recorded incidents by month, the unit itself", 3)
    yield Grid.of(
        ("", *(_month(month) for month in months)),
        [(label_of(side), *(str(number) for _, number in side.trend)) for side in found.own.sides],
        (22, *([6] * len(months))),
        numbers=1,
    )
    unplaced = sum(side.unplaced for side in found.own.sides)
    more = f" {count(unplaced, 'incident')} cannot be placed on one month." if unplaced else ""
    yield Para(f"0 says that nothing was recorded, not that nothing happened.{more}")


def _month(month: str) -> str:
    return f"{month_words(month)[:3]} {month[2:4]}"


def _latest(found: Vetting) -> Iterator[Block]:
    entries = [
        (one, side) for both in (found.own, found.below, found.above) for side in both.sides for one in side.entries
    ]
    if not entries:
        return
    entries.sort(key=lambda pair: (pair[0].when.earliest, pair[0].record), reverse=True)
    yield Heading(f"The latest {min(len(entries), MOST_LISTED)} of these {len(entries)}", 3)
    yield Grid.of(
        ("When", "Ledger", "What", "Where", "Said to be by", "Checked", "Record"),
        [_entry(found, one, side) for one, side in entries[:MOST_LISTED]],
        (13, 11, 20, 12, 18, 11, 15),
    )


def _entry(found: Vetting, one: Entry, side: LedgerSide) -> tuple[str, ...]:
    return (
        span(one.when), label_of(side), labels("violations", one.acts(side.ledger)), place(one.incident.where),
        found.names.get(one.via, short(one.via)) + ("" if one.certain else " (possibly in the line)"),
        label("verification", one.incident.verification), short(one.record),
    )  # fmt: skip


def _line(found: Vetting) -> Iterator[Block]:
    yield Heading("Command line, then and now")
    if not found.line:
        yield Para("No superior and no subordinate is recorded.")
        return
    yield Grid.of(
        ("Actor", "Stands", "When", "By which claim"),
        [
            (found.names.get(one.actor, short(one.actor)), one.side, now_words(one), tie_words(one))
            for one in found.line
        ],
        (36, 10, 12, 42),
    )


def _claims(found: Vetting) -> Iterator[Block]:
    yield Heading("Listings and posts")
    listings, posts = map(listing_words, found.listings), map(post_words, found.postings)
    for title, several, none in (
        ("Listings", tuple(listings), "No listing is recorded here. That is no statement that it is on no list."),
        ("Posts", tuple(posts), "No posting of a post-holder is recorded here."),
    ):
        if several:
            yield Items(tuple(f"{title}: {one}" for one in several))
        else:
            yield Para(none)


def _requests(found: Vetting) -> Iterator[Block]:
    yield Heading("Earlier requests, decisions and what followed")
    if found.requests:
        yield Grid.of(
            ("Request", "Support", "Decided", "What followed", "Record"),
            [
                (
                    one.case.request.fields.title, label("support_types", one.case.request.fields.support),
                    decision_words(one), followed_words(one), short(one.case.request.record),
                )
                for one in found.requests
            ],
            (22, 19, 22, 22, 15),
        )  # fmt: skip
    else:
        yield Para("No request for support to it is recorded.")
    yield Heading("Open conditions", 3)
    if found.conditions:
        yield Grid.of(
            ("Condition", "Owner on the host’s side", "By", "Stands", "Record"),
            [
                (
                    one.condition.fields.condition, one.condition.fields.host_owner,
                    on(one.condition.fields.due) + (", overdue" if one.overdue else ""),
                    label("condition_status", one.condition.fields.status), short(one.condition.record),
                )
                for one in found.conditions
            ],
            (33, 22, 18, 12, 15),
        )  # fmt: skip
    else:
        yield Para("None.")
    yield Heading("Requests like these", 3)
    if found.like:
        yield Items(tuple(reference_words(one) for one in found.like))
    else:
        yield Para("It has asked for nothing yet: name a type of support to count like requests.")


def _positive(found: Vetting) -> Iterator[Block]:
    yield Heading("Good conduct")
    if found.conduct:
        yield Grid.of(
            ("When", "What", "Checked", "Details", "Record"),
            [
                (
                    span(one.fields.when), label("good_conduct", one.fields.what),
                    label("verification", one.fields.verification), one.fields.details[:120], short(one.record),
                )
                for one in found.conduct[:MOST_LISTED]
            ],
            (16, 23, 15, 31, 15),
        )  # fmt: skip
    else:
        yield Para("None is recorded.")
    for one in found.ladders:
        yield Heading(f"On the ladder “{one.ladder.fields.title}”", 3)
        yield Items(tuple(ladder_words(one)))


def ladder_words(one: LadderStanding) -> Iterator[str]:
    """Where a recipient stands, what it must still show, and how it is monitored."""
    rungs = one.ladder.fields.rungs
    yield f"{one.reached} of {count(len(rungs), 'rung')} reached."
    yield (
        f"{count(one.months, 'whole month')} without a recorded grave case since {on(one.since)}; in {one.seen} of "
        "them somebody could look, and only these count."
    )
    if one.next is not None:
        lacks = [lower(label("good_conduct", key)) for key in one.must_show]
        if one.months_lacking:
            lacks.append(f"{count(one.months_lacking, 'more month')} seen without a grave case")
        gives = lower(label("support_types", one.next.gives))
        yield f"Next: {gives}. Still to be shown: {', '.join(lacks) or 'nothing'}."
    yield (
        f"Form of monitoring: {lower(label('monitoring_forms', one.monitoring))}; never looser than "
        f"{lower(label('monitoring_forms', one.ladder.fields.floor))}."
    )
