"""Routes to whoever can deliver: against a slow, obvious search; channels and levels; what is not known is not no."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from withstand.actors.chains import HIERARCHY, Chains, Tie
from withstand.dialogue.contacts import SILENT_AFTER, Channel, Contact, channels, levels
from withstand.dialogue.delivered import Counts, Delivered, of_ask, of_promise
from withstand.dialogue.influence import MOST_STEPS, Network, Step
from withstand.ledger.fields import Span

DAY = date(2032, 6, 1)
OFFICES = "abcdef"
ALWAYS = Span(start="2031-01-01", ongoing=True, precise=True)
PERHAPS = Span(start="2031-01-01", ongoing=True)
OVER = Span(start="2031-01-01", end="2031-12-31", precise=True)

spans = st.sampled_from([ALWAYS, PERHAPS, OVER, None])
ties = st.lists(
    st.builds(
        lambda number, type_, pair, valid: Tie(f"r{number}", type_, pair[0], pair[1], valid),
        st.integers(0, 99), st.sampled_from([*sorted(HIERARCHY), "proxy"]),
        st.tuples(st.sampled_from(OFFICES), st.sampled_from(OFFICES)).filter(lambda pair: pair[0] != pair[1]), spans,
    ),
    max_size=9,
)  # fmt: skip
met = st.dictionaries(st.sampled_from(OFFICES), st.integers(0, 200), max_size=5)


def network(ties: list[Tie], met: dict[str, int], delivered: dict[tuple[str, str], Delivered] | None = None) -> Network:
    channels = {office: Channel(office, DAY - timedelta(days=ago), 1) for office, ago in met.items()}
    return Network(Chains(tuple(ties)), channels, delivered or {}, DAY)


def every_way(ties: list[Tie], start: str, end: str, been: tuple[str, ...] = ()) -> Iterator[tuple[Step, ...]]:
    """All ways without a return: the obvious search."""
    if start == end:
        yield ()
    if len(been) >= MOST_STEPS:
        return
    for tie in ties:
        held = tie.on(DAY)
        if tie.type not in HIERARCHY or held is False or start not in (tie.lower, tie.upper):
            continue
        there = tie.other(start)
        if there not in (*been, start):
            step = Step(there, "orders" if tie.lower == there else "reports", tie.relation, held is True)
            for rest in every_way(ties, there, end, (*been, start)):
                yield (step, *rest)


def cost(steps: tuple[Step, ...]) -> tuple[int, int, int]:
    return len(steps), sum(not one.holds for one in steps), sum(one.way == "reports" for one in steps)


@settings(deadline=None, max_examples=300)
@given(ties, met, st.sampled_from(OFFICES))
def test_routes_are_the_best_of_all_ways(ties: list[Tie], met: dict[str, int], end: str) -> None:
    found = {route.channel.office: route for route in network(ties, met).routes(end)}
    for office in met:
        ways = sorted(cost(way) for way in every_way(ties, office, end))
        if not ways:
            assert office not in found
            continue
        route = found[office]
        assert cost(route.steps) == ways[0]
        assert route.ends == end
        assert route.steps in set(every_way(ties, office, end))
    order = [(one.silent, *cost(one.steps)) for one in network(ties, met).routes(end)]
    assert order == sorted(order)


@settings(deadline=None, max_examples=200)
@given(ties, met, st.sampled_from(OFFICES))
def test_whoever_may_order_it_is_named_with_or_without_a_way(ties: list[Tie], met: dict[str, int], target: str) -> None:
    found = network(ties, met).deliverers(target, "checkpoints")
    above = {one.actor for one in Chains(tuple(ties)).superiors(target, DAY)}
    assert {one.office for one in found} == above | {target}
    routed = [bool(one.routes) for one in found]
    assert routed == sorted(routed, reverse=True)


def test_an_office_that_kept_promises_is_named_though_it_may_order_nothing() -> None:
    ties = [Tie("r1", "proxy", "a", "b", ALWAYS), Tie("r2", "command", "a", "c", ALWAYS)]
    kept = {
        ("b", "checkpoints"): Delivered(Counts(promised=1, kept=1)),
        ("b", "detention"): Delivered(Counts(promised=1, kept=1)),
    }
    found = {one.office: one for one in network(ties, {"b": 5}, kept).deliverers("a", "checkpoints")}
    assert found["b"].authority == "none"
    assert not found["b"].holds
    assert found["c"].authority == "orders"
    assert "b" not in {one.office for one in network(ties, {"b": 5}, kept).deliverers("a", "children")}


def test_what_nobody_answered_and_what_is_not_settled_is_neither_yes_nor_no() -> None:
    assert of_ask(["unknown"]) == Counts(asked=1, not_known=1)
    assert of_ask(["refused"]) == Counts(asked=1)
    assert of_promise("open") == of_promise("late") == Counts(promised=1, not_known=1)
    assert of_promise("broken") == Counts(promised=1, not_kept=1)
    assert of_promise("partly_met") == Counts(promised=1, in_part=1)
    assert of_promise("superseded") == of_promise("moot") == Counts()
    assert of_promise("met") + of_ask(["agreed"]) == Counts(asked=1, agreed=1, promised=1, kept=1)


def test_a_repeated_ask_counts_once_with_its_last_known_answer() -> None:
    assert of_ask(["none", "agreed", "refused"]) == Counts(asked=1, agreed=1)
    assert of_ask(["unknown", "none"]) == Counts(asked=1, not_known=1)


def contact(number: int, office: str, ago: int, level: str = "local", *components: str) -> Contact:
    return Contact(f"e{number}", office, DAY - timedelta(days=ago), components, level, "meeting")


def test_channels_say_who_never_spoke_with_whom_and_since_when_they_are_silent() -> None:
    held = (contact(1, "a", 70, "local", "police"), contact(2, "a", 90, "local", "force"), contact(3, "b", -3))
    never, ahead, old = channels(held, ("a", "b", "c"), DAY)[::1]
    assert [(one.office, one.last) for one in (never, ahead)] == [("b", None), ("c", None)]
    assert old.component() == "police"
    assert old.silent(DAY)
    assert not old.silent(DAY, timedelta(days=70))
    assert never.silent(DAY)


def test_levels_count_an_engagement_once_and_name_those_without_contact() -> None:
    held = (contact(1, "a", 3), contact(1, "b", 3), contact(2, "a", 200, "national"))
    found = {one.level: (one.times, one.last) for one in levels(held, DAY)}
    assert found["local"] == (1, DAY - timedelta(days=3))
    assert found["national"] == (0, DAY - timedelta(days=200))
    assert found["head_of_state"] == (0, None)
    assert timedelta(days=60) == SILENT_AFTER
