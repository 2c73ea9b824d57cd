"""One page about one unit: the record in two ledgers side by side, its line, decisions, what is not known."""

from __future__ import annotations

from collections.abc import Iterator

from withstand import __version__
from withstand.actors.records import Group, Office, Positioning, Unit
from withstand.brief.papers.paper import Block, Facts, Grid, Heading, Items, Paper, Para
from withstand.brief.support.tongue import VETTING, Tongue
from withstand.brief.support.vetting_record import MOST_LISTED, gap_block, latest, three_records, trend
from withstand.brief.support.vetting_words import (
    decision_words,
    followed_words,
    ladder_words,
    listing_words,
    now_words,
    post_words,
    reference_words,
    tie_words,
)
from withstand.inducement.vetting import Vetting
from withstand.ledger.ids import instant_text
from withstand.picture.picture import Picture
from withstand.picture.seen import Seen


def vetting_paper(found: Vetting, picture: Picture, language: str = "en") -> Paper:
    """The page."""
    tongue = Tongue(language, VETTING)
    known = instant_text(picture.known_at) if picture.known_at is not None else instant_text(picture.ledger.clock())
    return Paper(
        title=tongue.said("title", unit=tongue.text(found.unit.title), day=tongue.on(found.day)),
        subtitle=tongue.counted(
            "subtitle", len(found.seen), audience=tongue.text(picture.audience.name), day=tongue.on(found.day),
            known=tongue.text(known), number=tongue.number(len(found.seen)),
        ),
        marking=tongue.label("classifications", found.classification),
        blocks=tuple(_blocks(found, tongue)),
        footer=tongue.said("footer", version=__version__),
        language=language,
    )  # fmt: skip


def _blocks(found: Vetting, tongue: Tongue) -> Iterator[Block]:
    yield Facts(tuple(_identity(found, tongue)))
    yield Heading(tongue.said("not_known"))
    yield gap_block(found, tongue)
    yield Heading(tongue.said("two_ledgers"))
    yield from three_records(found, tongue)
    yield from trend(found, tongue)
    yield from latest(found, tongue)
    yield from _line(found, tongue)
    yield from _claims(found, tongue)
    yield from _requests(found, tongue)
    yield from _conditions(found, tongue)
    yield from _like(found, tongue)
    yield from _positive(found, tongue)


def _identity(found: Vetting, tongue: Tongue) -> Iterator[tuple[str, str]]:
    say, fields = tongue.said, found.unit.fields
    book, _, kind = found.type.partition(" ")
    yield say("type"), tongue.label(book, kind) if kind else tongue.common("unknown")
    if isinstance(fields, Unit | Office | Group):
        yield say("acts_for"), tongue.label("perpetrators", fields.side)
        yield say("also_called"), tongue.listed(map(tongue.text, fields.aliases)) or "–"
        yield say("country"), tongue.text(fields.country) or tongue.common("not_said")
    positions = tongue.common("between").join(_position(one, tongue) for one in found.positions)
    yield say("said_at"), positions or say("not_recorded")
    yield say("record"), tongue.text(found.unit.record)


def _position(seen: Seen, tongue: Tongue) -> str:
    if not isinstance(seen.fields, Positioning):
        return tongue.title(seen)
    parts = (tongue.within("positioning_types", seen.fields.type), tongue.span(seen.fields.valid))
    return f"{tongue.place(seen.fields.where)} ({tongue.listed(parts)})"


def _line(found: Vetting, tongue: Tongue) -> Iterator[Block]:
    say = tongue.said
    yield Heading(say("line"))
    if not found.line:
        yield Para(say("no_line_recorded"))
        return
    rows = [
        (
            tongue.text(found.names[one.actor]) if one.actor in found.names else tongue.short(one.actor),
            say(one.side), now_words(one, tongue), tie_words(one, tongue),
        )
        for one in found.line
    ]  # fmt: skip
    yield Grid.of((say("actor"), say("stands"), say("when"), say("by_claim")), rows, (36, 10, 12, 42))


def _claims(found: Vetting, tongue: Tongue) -> Iterator[Block]:
    say = tongue.said
    yield Heading(say("claims"))
    listings = tuple(say("listing", claim=listing_words(one, tongue)) for one in found.listings)
    yield Items(listings) if listings else Para(say("no_listing"))
    posts = tuple(say("post", claim=post_words(one, tongue)) for one in found.postings)
    yield Items(posts) if posts else Para(say("no_post"))


def _requests(found: Vetting, tongue: Tongue) -> Iterator[Block]:
    say = tongue.said
    yield Heading(say("requests"))
    if not found.requests:
        yield Para(say("no_request"))
        return
    rows = [
        (
            tongue.text(one.case.request.fields.title),
            tongue.label("support_types", one.case.request.fields.support),
            decision_words(one, tongue), followed_words(one, tongue), tongue.short(one.case.request.record),
        )
        for one in found.requests
    ]  # fmt: skip
    header = tuple(say(key) for key in ("request", "support", "decided", "followed", "record"))
    yield Grid.of(header, rows, (22, 19, 22, 22, 15))


def _conditions(found: Vetting, tongue: Tongue) -> Iterator[Block]:
    say = tongue.said
    yield Heading(say("open_conditions"), 3)
    if not found.conditions:
        yield Para(say("none"))
        return
    rows = []
    for one in found.conditions:
        fields, due = one.condition.fields, tongue.on(one.condition.fields.due)
        rows.append(
            (
                tongue.text(fields.condition), tongue.text(fields.host_owner),
                say("overdue", day=due) if one.overdue else due,
                tongue.label("condition_status", fields.status), tongue.short(one.condition.record),
            )
        )  # fmt: skip
    header = tuple(say(key) for key in ("condition", "owner", "by", "stands_at", "record"))
    yield Grid.of(header, rows, (33, 22, 18, 12, 15))


def _like(found: Vetting, tongue: Tongue) -> Iterator[Block]:
    yield Heading(tongue.said("like_these"), 3)
    if found.like:
        yield Items(tuple(reference_words(one, tongue) for one in found.like))
    else:
        yield Para(tongue.said("asked_nothing"))


def _positive(found: Vetting, tongue: Tongue) -> Iterator[Block]:
    say = tongue.said
    yield Heading(say("conduct"))
    if found.conduct:
        rows = [
            (
                tongue.span(one.fields.when), tongue.label("good_conduct", one.fields.what),
                tongue.label("verification", one.fields.verification), tongue.text(one.fields.details[:120]),
                tongue.short(one.record),
            )
            for one in found.conduct[:MOST_LISTED]
        ]  # fmt: skip
        header = tuple(say(key) for key in ("when", "what", "checked", "details", "record"))
        yield Grid.of(header, rows, (16, 23, 15, 31, 15))
    else:
        yield Para(say("no_conduct"))
    for one in found.ladders:
        yield Heading(say("on_ladder", title=tongue.text(one.ladder.fields.title)), 3)
        yield Items(tuple(ladder_words(one, tongue)))
