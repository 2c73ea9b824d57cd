"""Chains of actors: who stands above, below and behind whom on a day, and how sure that is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from withstand.actors.chains import Chains, Tie
from withstand.ledger.fields import Span

DAY = date(2032, 5, 20)
ALWAYS = Span(start="2031-01-01", ongoing=True, precise=True)


def tie(lower: str, upper: str, type_: str = "command", valid: Span | None = ALWAYS, relation: str = "") -> Tie:
    return Tie(relation or f"{lower}<{upper}", type_, lower, upper, valid)


def said(standings: object) -> list[tuple[str, bool]]:
    return [(one.actor, one.holds) for one in standings]  # type: ignore[attr-defined]


ARMY = Chains(
    (
        tie("company", "battalion"),
        tie("battalion", "brigade", "operational"),
        tie("brigade", "ministry", "administrative"),
        tie("guard", "battalion", "proxy"),
        tie("guard", "patron", "support"),
        tie("liaison", "patron", "administrative"),
        tie("patron", "capital", "administrative"),
        tie("front", "old front", "successor"),
    )
)


def test_superiors_come_nearest_first_over_every_kind_of_authority() -> None:
    assert said(ARMY.superiors("company", DAY)) == [("battalion", True), ("brigade", True), ("ministry", True)]


def test_subordinates_are_the_superiors_seen_from_above() -> None:
    assert said(ARMY.subordinates("ministry", DAY)) == [("brigade", True), ("battalion", True), ("company", True)]


def test_patrons_are_those_behind_an_actor_and_whoever_stands_above_them() -> None:
    assert said(ARMY.patrons("guard", DAY)) == [
        ("battalion", True),
        ("patron", True),
        ("brigade", True),
        ("capital", True),
        ("ministry", True),
    ]
    assert said(ARMY.patrons("company", DAY)) == []


def test_a_patron_of_a_superior_is_a_patron() -> None:
    chains = Chains((tie("squad", "guard"), tie("guard", "patron", "proxy")))
    assert said(chains.patrons("squad", DAY)) == [("patron", True)]
    assert said(chains.superiors("squad", DAY)) == [("guard", True)]


def test_a_liaison_office_is_bound_to_the_group_that_its_government_pays() -> None:
    bound = ARMY.bound("guard", DAY, DAY)
    assert set(bound) == {"patron", "liaison", "capital", "battalion", "company", "brigade", "ministry"}
    assert [one.relation for one in bound["liaison"]] == ["guard<patron", "liaison<patron"]


def test_a_successor_is_bound_to_the_group_it_was() -> None:
    assert set(ARMY.bound("old front", DAY, DAY)) == {"front"}


def test_one_claim_that_only_may_hold_makes_the_whole_chain_behind_it_uncertain() -> None:
    imprecise = Span(start="2032-01", end="2032-12")
    chains = Chains((tie("a", "b"), tie("b", "c", valid=imprecise), tie("c", "d")))
    assert said(chains.superiors("a", DAY)) == [("b", True), ("c", False), ("d", False)]


def test_a_longer_chain_that_holds_is_preferred_to_a_shorter_one_that_may() -> None:
    chains = Chains((tie("a", "top", valid=None), tie("a", "b"), tie("b", "top")))
    (b, top) = chains.superiors("a", DAY)
    assert (b.actor, top.actor, top.holds, len(top.way)) == ("b", "top", True, 2)


@pytest.mark.parametrize(
    ("valid", "on"),
    [
        (None, None),
        (Span(start="2032-05-20"), True),
        (Span(start="2032-05-21"), False),
        (Span(start="2032-01-01", end="2032-05-19"), False),
        (Span(start="2032-01-01", end="2032-05-19", precise=True), False),
        (Span(start="2032-01-01", end="2032-12-31", precise=True), True),
        (Span(start="2032-01-01", end="2032-12-31"), None),
        (Span(start="2032-05", end="2032-06", precise=True), None),
        (Span(start="2032-01-01", ongoing=True, precise=True), True),
        (Span(start="2032-01-01", ongoing=True), None),
        (Span(start="2032-06", ongoing=True), False),
    ],
)
def test_a_relation_holds_may_hold_or_does_not_on_a_day(valid: Span | None, on: bool | None) -> None:
    assert tie("a", "b", valid=valid).on(DAY) is on
    assert bool(Chains((tie("a", "b", valid=valid),)).superiors("a", DAY)) is (on is not False)


def test_a_relation_of_which_nobody_said_that_it_ended_may_still_hold() -> None:
    assert tie("a", "b", valid=Span(start="2031-03-02")).on(DAY) is None
    assert tie("a", "b", valid=Span(start="2031-03-02", precise=True)).on(DAY) is None


def test_a_relation_counts_over_a_stretch_if_it_may_hold_on_one_of_its_days() -> None:
    first, last = date(2032, 5, 10), date(2032, 5, 20)
    assert tie("a", "b", valid=Span(start="2032-05-20")).touches(first, last)
    assert tie("a", "b", valid=Span(start="2031-01-01", end="2032-05-10")).touches(first, last)
    assert not tie("a", "b", valid=Span(start="2031-01-01", end="2032-05-09")).touches(first, last)
    assert not tie("a", "b", valid=Span(start="2032-05-21")).touches(first, last)


def test_cycles_survive() -> None:
    ring = Chains((tie("a", "b"), tie("b", "c", "proxy"), tie("c", "a"), tie("a", "a")))
    assert said(ring.superiors("a", DAY)) == [("b", True)]
    assert said(ring.subordinates("a", DAY)) == [("c", True)]
    assert {actor for actor, _ in said(ring.patrons("a", DAY))} == {"b", "c"}
    assert set(ring.bound("a", DAY, DAY)) == {"b", "c"}


NAMES = st.sampled_from("abcdefg")
SPANS = st.sampled_from([None, ALWAYS, Span(start="2032-01", end="2032-12"), Span(start="2031", end="2031")])
TYPES = st.sampled_from(["command", "administrative", "operational", "proxy", "support", "alliance", "successor"])
TIES = st.lists(st.builds(tie, NAMES, NAMES, TYPES, SPANS), max_size=12).map(
    lambda ties: tuple(Tie(f"r{place:02}", one.type, one.lower, one.upper, one.valid) for place, one in enumerate(ties))
)


@settings(deadline=None)
@given(TIES, NAMES, NAMES)
def test_who_is_above_me_has_me_below(ties: tuple[Tie, ...], one: str, other: str) -> None:
    chains = Chains(ties)
    above = dict(said(chains.superiors(one, DAY)))
    below = dict(said(chains.subordinates(other, DAY)))
    assert above.get(other) == below.get(one)


@settings(deadline=None)
@given(TIES, NAMES)
def test_everybody_in_a_chain_is_bound_and_being_bound_is_mutual(ties: tuple[Tie, ...], actor: str) -> None:
    chains = Chains(ties)
    bound = set(chains.bound(actor, DAY, DAY))
    for standings in (chains.superiors, chains.subordinates, chains.patrons):
        assert {one.actor for one in standings(actor, DAY)} <= bound
    assert all(actor in chains.bound(other, DAY, DAY) for other in bound)


@settings(deadline=None)
@given(TIES, st.builds(tie, NAMES, NAMES, TYPES, SPANS), NAMES)
def test_another_relation_never_takes_anybody_out_of_a_chain(ties: tuple[Tie, ...], more: Tie, actor: str) -> None:
    before, after = Chains(ties), Chains((*ties, more))
    assert set(before.bound(actor, DAY, DAY)) <= set(after.bound(actor, DAY, DAY))
    for name in ("superiors", "subordinates", "patrons"):
        fewer = dict(said(getattr(before, name)(actor, DAY)))
        now = dict(said(getattr(after, name)(actor, DAY)))
        assert all(other in now and now[other] >= holds for other, holds in fewer.items())


@settings(deadline=None)
@given(TIES, NAMES)
def test_the_way_to_everybody_leads_there(ties: tuple[Tie, ...], actor: str) -> None:
    for there, way in Chains(ties).bound(actor, DAY, DAY).items():
        here = actor
        for step in way:
            assert here in (step.lower, step.upper)
            here = step.other(here)
        assert here == there
