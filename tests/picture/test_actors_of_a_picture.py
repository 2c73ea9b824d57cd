"""Actors, chains and links of a picture, read at once: the same as one by one, under the same rights and time."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

import pytest
from offices import operation
from velmara_actors import DAY, HOLDER, READER, START, Velmara, changed

from withstand.actors.records import KINDS, RELATION, UNIT, Unit
from withstand.evidence.records import ALERT
from withstand.ledger.fields import Assertion, Consent, Span
from withstand.ledger.journal import withdraw_link
from withstand.ledger.store.database import Database
from withstand.picture.actors import actors, chains
from withstand.picture.audience import Audience
from withstand.picture.guard import Guard
from withstand.picture.picture import Picture

AUDIENCES = (
    HOLDER,
    READER,
    Audience("rights", "strictly_confidential", ("human_rights",)),
    Audience("public", "unclassified", ()),
    Audience("ministry", "confidential", ("force",), "authorities", "protection"),
)


def crowd(seed: int) -> tuple[Velmara, list[int]]:
    """Random actors, relations and alerts under random rights, some links withdrawn later; and instants between."""
    dice, world, instants = random.Random(seed), Velmara(operation("velm", seed=seed)), []
    rights = lambda: {  # noqa: E731
        "classification": dice.choice(["unclassified", "confidential", "strictly_confidential"]),
        "compartments": dice.choice([(), (), ("human_rights",), ("force", "human_rights"), ("civil_affairs",)]),
    }
    people = [world.unit(f"Unit {number}", **rights()) for number in range(6)]
    for _ in range(14):
        low, high = dice.sample(people, 2)
        world.relate(
            low, dice.choice(["command", "support"]), high, dice.choice([None, Span(start="2033")]), **rights()
        )
        consent = (Consent(recipient=dice.choice(["un", "authorities"]), given=dice.random() < 0.5),)
        consent = tuple(replace_purposes(one) for one in consent)
        world.alert(Assertion(), suspected=((dice.choice(people), "a1"),), consent=consent, **rights())
        instants.append(world.ledger.clock())
    links = [link.link for one in world.guard.picture.each(RELATION) for link in world.guard.picture.links(one.record)]
    for link in dice.sample(links, 3):
        withdraw_link(world.ledger, link)
        instants.append(world.ledger.clock())
    return world, instants


def replace_purposes(consent: Consent) -> Consent:
    """A consent with a purpose."""
    return changed(consent, purposes=("protection",))  # type: ignore[return-value]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("audience", AUDIENCES, ids=lambda one: one.name)
def test_all_links_at_once_are_the_links_asked_one_by_one(seed: int, audience: Audience) -> None:
    world, instants = crowd(seed)
    for known_at in (None, *instants[::4]):
        for as_of in (None, DAY):
            picture = Picture(world.ledger, audience, as_of, known_at)
            for kind in (RELATION, ALERT):
                singly = {
                    (link.link, link.role, seen.record, link.other, link.about)
                    for seen in picture.each(kind)
                    for link in picture.links(seen.record)
                }
                assert set(picture.link_frame(kind).iter_rows()) == singly


@pytest.mark.parametrize("seed", range(3))
def test_chains_hold_only_relations_and_ends_that_the_audience_may_see(seed: int) -> None:
    world, instants = crowd(seed)
    for audience in AUDIENCES:
        for known_at in (None, instants[5]):
            picture = Picture(world.ledger, audience, known_at=known_at)
            visible = {seen.record for kind in KINDS for seen in picture.each(kind)}
            found = chains(picture)
            assert all({tie.relation, tie.lower, tie.upper} <= visible for tie in found.ties)


def test_a_relation_is_read_with_its_exact_days() -> None:
    world = Velmara()
    low, high = world.unit("4th Brigade"), world.office("Ministry of Defence")
    months = Span(start="2031-05", end="2032-01", precise=True)
    relation = world.relate(low, "command", high, months)
    (tie,) = chains(world.guard.picture).ties
    assert (tie.relation, tie.type, tie.lower, tie.upper, tie.valid) == (relation, "command", low, high, months)
    assert tie.on(DAY) is None


def test_a_relation_of_which_two_versions_stand_beside_each_other_may_hold_on_any_day() -> None:
    world = Velmara(operation("velm", "ford"))
    ford = world.made["ford"]
    low, high = world.unit("4th Brigade"), world.office("Ministry of Defence")
    relation = world.relate(low, "command", high)
    ford.take(world.made["velm"].send(ford))
    for office, year in (("velm", "2031"), ("ford", "2030")):
        ledger = world.made[office].ledger
        seen = Guard(ledger).picture.get(relation)
        from offices import save

        save(ledger, changed(seen.fields, valid=Span(start=year, end=year)), RELATION, record=relation,
             supersedes=(seen.version,))  # fmt: skip
    world.made["velm"].take(ford.send(world.made["velm"]))
    (tie,) = chains(world.guard.picture).ties
    assert tie.on(DAY) is None


def test_a_relation_without_one_of_its_ends_is_loose_not_lost() -> None:
    world = Velmara()
    relation = world.relate(world.unit("4th Brigade"), "command", world.office("Ministry of Defence"))
    (upper,) = world.guard.picture.links(relation, "upper")
    withdraw_link(world.ledger, upper.link)
    found = chains(world.guard.picture)
    assert (found.ties, found.loose) == ((), 1)


def test_actors_go_by_their_names_and_aliases_accents_aside() -> None:
    world = Velmara()
    unit = world.save(UNIT, Unit(name="Première Brigade", aliases=("1st Brigade", "اللواء الأول"), side="host_state"))
    found = actors(world.guard.picture)
    assert found.known[unit].names == {"premiere brigade", "1st brigade", "اللواء الاول"}
    assert (found.side(unit), found.side("nobody")) == ("host_state", "unknown")


@pytest.mark.parametrize("known_at", [None, START + 10_000_000_000])
def test_actors_and_chains_take_a_fixed_number_of_questions(
    known_at: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    rows = Database.rows
    monkeypatch.setattr(Database, "rows", lambda self, text, values=(): asked.append(text) or rows(self, text, values))
    counts = []
    for size in (3, 30):
        world = Velmara()
        units = [world.unit(f"Unit {number}") for number in range(size)]
        for low, high in pairwise(units):
            world.relate(low, "command", high)
        picture = Picture(world.ledger, HOLDER, known_at=known_at)
        asked.clear()
        assert len(actors(picture).known) == size
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 14


def test_a_level_named_differently_from_the_holder_sees_no_chain() -> None:
    world = Velmara()
    world.relate(world.unit("A"), "command", world.unit("B"))
    assert chains(Picture(world.ledger, replace(READER, clearance="unclassified"))).ties == ()
