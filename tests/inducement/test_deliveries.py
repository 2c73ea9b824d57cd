"""Deliveries item by item against the decision: what was approved, given, beyond it, outside its time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from support_cases import BEGUN, Desk, text

from withstand.inducement.case import Held
from withstand.inducement.deliveries import Account, accounts
from withstand.inducement.following import Delivery
from withstand.inducement.parts import Item
from withstand.ledger.fields import Span


def giving(desk: Desk, *given_: tuple[str, str, int]) -> tuple[Account, ...]:
    """The accounts after these deliveries: day, item, quantity."""
    held = tuple(
        Held(
            f"d{n}",
            Delivery(what="x", when=Span(start=day), items=(Item(item=item, quantity=quantity, unit="litres"),)),
            n,
        )
        for n, (day, item, quantity) in enumerate(given_)
    )
    case = replace(desk.case, deliveries=held)
    return accounts(case, replace(desk, case=case).stands(date(2033, 1, 1)))


def test_what_is_within_the_decision_is_neither_beyond_nor_outside() -> None:
    desk = Desk.with_request().until_delivery()
    (account,) = giving(desk, (text(desk.day), "fuel", 1500), (text(desk.day + timedelta(days=3)), "Fuel ", 2500))
    (line,) = account.lines
    assert (line.approved, line.delivered, line.beyond, line.outside) == (4000, 4000, 0, ())
    assert not account.beyond
    assert not account.outside


def test_more_than_was_approved_is_beyond_and_so_is_an_item_that_was_not() -> None:
    desk = Desk.with_request().until_delivery()
    (account,) = giving(desk, (text(desk.day), "fuel", 4500), (text(desk.day), "oil", 20))
    beyond = {line.item: line.beyond for line in account.lines}
    assert beyond == {"fuel": 500, "oil": 20}
    assert account.beyond


def test_units_are_never_added_to_each_other() -> None:
    desk = Desk.with_request().until_delivery()
    held = Held(
        "d", Delivery(what="x", when=Span(start=text(desk.day)), items=(Item(item="fuel", quantity=3, unit="drums"),))
    )
    case = replace(desk.case, deliveries=(held,))
    (account,) = accounts(case, replace(desk, case=case).stands(desk.day))
    assert [(line.unit, line.approved, line.delivered) for line in account.lines] == [
        ("litres", 4000, 0),
        ("drums", None, 3),
    ]


def test_a_delivery_after_the_end_is_outside_and_says_since_when() -> None:
    desk = Desk.with_request().until_delivery()
    approved, account = giving(desk, ("2032-12-01", "fuel", 1))
    assert [line.delivered for line in approved.lines] == [0]
    assert account.decision == ""
    (given_,) = account.lines[0].outside
    assert given_.within is False
    assert given_.why == "expired"


def test_a_delivery_that_names_its_decision_stays_with_it_though_it_was_too_late() -> None:
    desk = Desk.with_request().until_delivery()
    decision = desk.case.decisions[0].record
    late = Held(
        "d", Delivery(what="x", when=Span(start="2032-12-01"), items=(Item(item="fuel", quantity=1, unit="litres"),)),
        links=(("decision", decision),),
    )  # fmt: skip
    case = replace(desk.case, deliveries=(late,))
    (account,) = accounts(case, replace(desk, case=case).stands(date(2033, 1, 1)))
    assert account.decision == decision
    assert account.outside
    assert not account.lines[0].beyond


def test_a_day_that_is_not_known_exactly_is_perhaps_outside() -> None:
    desk = Desk.with_request().until_delivery()
    when = Span(start=text(desk.day - timedelta(days=2)), end=text(desk.day + timedelta(days=2)))
    held = Held("d", Delivery(what="x", when=when, items=(Item(item="fuel", quantity=1, unit="litres"),)))
    case = replace(desk.case, deliveries=(held,))
    (account,) = accounts(case, replace(desk, case=case).stands(date(2032, 3, 1)))
    assert [one.within for one in account.lines[0].given] == [None]


def test_while_suspended_nothing_may_be_given() -> None:
    desk = Desk.with_request().until_delivery().wait()
    desk.move("suspend", "decision_maker")
    (account, *_) = giving(desk, (text(desk.day + timedelta(days=2)), "fuel", 10))[-1:]
    assert account.lines[0].outside[0].why == "suspended"


@given(
    st.lists(st.tuples(st.integers(0, 400), st.sampled_from(["fuel", "oil"]), st.integers(1, 5000)), max_size=8),
    st.randoms(),
)
def test_nothing_given_is_lost_and_the_order_of_arrival_does_not_matter(days: list[tuple[int, str, int]], dice) -> None:  # type: ignore[no-untyped-def]
    desk = Desk.with_request().until_delivery()
    told = [(text(BEGUN + timedelta(days=day)), item, quantity) for day, item, quantity in days]
    counted = [one for one in told if date.fromisoformat(one[0]) <= date(2033, 1, 1)]
    found = giving(desk, *told)
    assert sum(line.delivered for account in found for line in account.lines) == sum(one[2] for one in counted)
    for account in found:
        for line in account.lines:
            assert line.beyond is not None
            assert line.beyond >= line.delivered - (line.approved or 0)
    mixed = told[:]
    dice.shuffle(mixed)
    sums = {(a.decision, line.item): (line.delivered, line.beyond) for a in found for line in a.lines}
    again = {(a.decision, line.item): (line.delivered, line.beyond) for a in giving(desk, *mixed) for line in a.lines}
    assert {key[0]: value for key, value in sums.items()}.keys() == {
        key[0]: value for key, value in again.items()
    }.keys()
    assert sorted(sums.values()) == sorted(again.values())
