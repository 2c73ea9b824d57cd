"""A picture holds only what its audience may see, as known at its moment, by whatever way it is asked."""

from __future__ import annotations

import os
import random

import pytest
from offices import incident, operation, save
from worlds import World, audiences, world

from withstand.evidence.records import INCIDENT, SOURCE, VISIT, Source, Visit
from withstand.leadership.records import DECISION, Decision
from withstand.ledger.errors import NotFound
from withstand.ledger.fields import Consent, Place, Record, Span
from withstand.ledger.journal import LinkTo
from withstand.ledger.kinds import Kind
from withstand.picture.audience import Audience
from withstand.picture.explanation import explain
from withstand.picture.picture import Picture

SEEDS = range(200) if os.environ.get("WITHSTAND_PROOFS") else range(8)


def seen_words(picture: Picture) -> dict[str, str]:
    """Record to words, by paging."""
    found = {}
    for kind in (INCIDENT, SOURCE):
        for seen in picture.each(kind):
            found[seen.record] = seen.raw.get("narrative", "").removeprefix("Said: ") or seen.raw["token"]
    return found


def followed(picture: Picture, kind: Kind) -> list[str]:
    """Records of a kind by pages of three."""
    part = picture.stretch(kind, limit=3)
    found = [one.record for one in part.records]
    while part.after:
        part = picture.stretch(kind, start=part.after, limit=3)
        found += [one.record for one in part.records]
    return found


def expected(here: World, audience: Audience, instant: int | None) -> dict[str, str]:
    """Record to words, from the plain account."""
    visible = {record: here.words(record, instant) for record in here.told if here.visible(record, audience)}
    return {record: words for record, words in visible.items() if words is not None}


@pytest.mark.parametrize("seed", SEEDS)
def test_every_way_of_asking_shows_exactly_what_the_audience_may_see(seed: int) -> None:
    here = world(seed)
    dice = random.Random(seed)
    for audience in dice.sample(audiences(), 9):
        for instant in (None, *dice.sample(here.instants, 2)):
            picture = Picture(here.ledger, audience, known_at=instant)
            wanted = expected(here, audience, instant)
            assert seen_words(picture) == wanted
            for kind, word in ((INCIDENT, "incident"), (SOURCE, "source")):
                mine = {record for record in wanted if here.told[record].kind == word}
                assert picture.count(kind) == len(mine)
                assert set(picture.frame(kind)["record"]) == mine
                assert {seen.record for seen in picture.page(kind, limit=1_000)} == mine
                assert followed(picture, kind) == [seen.record for seen in picture.each(kind)]
                here_too = mine if kind is INCIDENT else set()
                assert set(picture.placed("VM0101", (kind.name,), "2032-05-20")) == here_too
                assert not picture.placed("VM0101", (kind.name,), "2032-05-21")
            again = Picture(here.ledger, audience, known_at=picture.moment)
            assert again.frontier == picture.frontier or not picture.frontier
            assert picture.histories(here.told) == {record: picture.history(record) for record in wanted}
            for record, one in here.told.items():
                if record in wanted:
                    assert picture.get(record).record == record
                else:
                    with pytest.raises(NotFound):
                        picture.get(record)
                    with pytest.raises(NotFound):
                        picture.history(record)
                for _, words, _ in one.versions:
                    hits = {seen.record for seen in picture.search(words)}
                    assert hits == ({record} if wanted.get(record) == words else set())


@pytest.mark.parametrize("seed", SEEDS)
def test_links_are_seen_only_with_both_their_ends(seed: int) -> None:
    here = world(seed)
    for audience in audiences():
        picture = Picture(here.ledger, audience)
        for record, one in here.told.items():
            if one.source and here.visible(record, audience):
                both = here.visible(one.source, audience)
                assert [link.other for link in picture.links(record, "source")] == ([one.source] if both else [])


@pytest.mark.parametrize("seed", SEEDS)
def test_an_explanation_agrees_with_the_picture(seed: int) -> None:
    here = world(seed)
    for audience in audiences():
        for record in here.told:
            found = explain(here.ledger, record, audience)
            assert found.visible == here.visible(record, audience)
            assert found.visible == all(holds for _, holds in found.conditions)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_comes_later_is_not_in_a_picture_that_was_open(seed: int) -> None:
    here = world(seed, steps=15)
    audience = audiences()[-3]
    picture = Picture(here.ledger, audience)
    before = seen_words(picture)
    from offices import incident, save

    save(here.ledger, incident(narrative="Said: later"), INCIDENT, "unclassified")
    assert seen_words(picture) == before
    assert len(seen_words(Picture(here.ledger, audience))) == len(before) + 1


@pytest.mark.parametrize("kind", [VISIT, DECISION], ids=lambda kind: kind.word)
def test_what_rests_on_a_source_goes_no_further_than_it_agreed(kind: Kind) -> None:
    ledger = operation("HQ")["HQ"].ledger
    partner = Audience("partner", "strictly_confidential", ("*",), recipient="humanitarian")
    told: Record = (
        Visit(purpose="patrol", where=Place(area="VM0101"), when=Span(start="2032-05-20"))
        if kind is VISIT
        else Decision(type="other", question="q", decided="d", decided_by="x", on="2032", review_by="2033", reasons="r")
    )
    role = "about" if kind is VISIT else "rests_on"
    free = save(ledger, told, kind)
    closed, agreed = (
        save(ledger, told, kind, "confidential", LinkTo(role, save(ledger, incident(consent=consent)).record))
        for consent in ((), (Consent(recipient="humanitarian", purposes=("protection",)),))
    )
    picture = Picture(ledger, partner)
    assert [picture.holds(one.record) for one in (free, agreed, closed)] == [True, True, False]


def test_a_visit_names_its_sources() -> None:
    ledger = operation("HQ")["HQ"].ledger
    source = save(ledger, Source(token="S-1", type="witness"), SOURCE)
    visit = Visit(purpose="patrol", where=Place(area="VM0101"), when=Span(start="2032-05-20"))
    saved = save(ledger, visit, VISIT, "confidential", LinkTo("source", source.record))
    assert not Picture(ledger, Audience("p", "strictly_confidential", ("*",), recipient="public")).holds(saved.record)
