"""The tree of actors on a day: several superiors at once, claims that may hold, rings, and what is no order."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from withstand.actors.chains import Chains, Tie
from withstand.actors.tree import Branch, actor_tree, size
from withstand.ledger.fields import Span

DAY = date(2032, 5, 20)
CERTAIN = Span(start="2032-01-01", ongoing=True, precise=True)


def under(lower: str, upper: str, type_: str = "command", valid: Span | None = CERTAIN) -> Tie:
    return Tie(f"{lower}-{upper}-{type_}", type_, lower, upper, valid)


def names(branches: tuple[Branch, ...]) -> list[object]:
    """A tree as nested lists."""
    return [[one.actor, names(one.branches)] if one.branches else one.actor for one in branches]


def test_who_has_two_superiors_stands_under_both() -> None:
    chains = Chains((under("battalion", "brigade"), under("battalion", "governor", "operational")))
    tree = actor_tree(["brigade", "governor", "battalion"], chains, DAY)
    assert names(tree.tops) == [["brigade", ["battalion"]], ["governor", ["battalion"]]]
    assert tree.superiors == {"battalion": ("brigade", "governor")}


def test_a_claim_that_may_hold_is_said_to() -> None:
    open_end = Span(start="2032-01-01")
    chains = Chains((under("a", "top"), under("b", "top", valid=open_end), under("c", "top", valid=None)))
    branches = actor_tree(["top", "a", "b", "c"], chains, DAY).tops[0].branches
    assert {one.actor: one.holds for one in branches} == {"a": True, "b": False, "c": False}


def test_parents_are_those_of_the_day() -> None:
    before = Span(start="2032-01-01", end="2032-03-31", precise=True)
    after = Span(start="2032-04-01", ongoing=True, precise=True)
    chains = Chains((under("unit", "old", valid=before), under("unit", "new", valid=after)))
    assert names(actor_tree(["old", "new", "unit"], chains, date(2032, 2, 1)).tops) == [["old", ["unit"]], "new"]
    assert names(actor_tree(["old", "new", "unit"], chains, DAY).tops) == ["old", ["new", ["unit"]]]


def test_patrons_stand_apart_from_the_lines_of_command() -> None:
    chains = Chains((under("guard", "patron", "proxy"), under("guard", "friend", "alliance")))
    tree = actor_tree(["patron", "friend", "guard"], chains, DAY)
    assert names(tree.tops) == ["patron", "friend", "guard"]
    assert [(tie.upper, holds) for tie, holds in tree.patronage] == [("patron", True)]
    assert [(tie.upper, holds) for tie, holds in tree.beside] == [("friend", True)]


def test_a_ring_ends() -> None:
    chains = Chains((under("a", "b"), under("b", "c"), under("c", "a")))
    tree = actor_tree(["a", "b", "c"], chains, DAY)
    assert names(tree.tops) == [["a", [["c", [["b", ["a"]]]]]]]
    assert tree.tops[0].branches[0].branches[0].branches[0].again


def test_an_actor_that_is_not_shown_puts_nobody_anywhere() -> None:
    tree = actor_tree(["unit"], Chains((under("unit", "hidden"),)), DAY)
    assert names(tree.tops) == ["unit"]
    assert tree.superiors == {}


def test_many_ways_up_make_no_endless_tree() -> None:
    layers = [[f"{layer}-{n}" for n in range(4)] for layer in range(9)]
    ties = [under(low, up) for high, below in pairwise(layers) for up in high for low in below]
    tree = actor_tree([one for layer in layers for one in layer], Chains(tuple(ties)), DAY, most=500)
    assert size(tree.tops) <= 4 * 500
    assert tree.cut


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=15))
def test_every_actor_is_somewhere(pairs: list[tuple[int, int]]) -> None:
    actors = [str(n) for n in range(7)]
    chains = Chains(tuple(under(str(low), str(up)) for low, up in dict.fromkeys(pairs) if low != up))
    tree = actor_tree(actors, chains, DAY)

    def walk(branches: tuple[Branch, ...]) -> set[str]:
        return {one.actor for one in branches}.union(*(walk(one.branches) for one in branches))

    assert walk(tree.tops) == set(actors)
