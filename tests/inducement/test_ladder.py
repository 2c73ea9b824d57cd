"""The graduated ladder: only verified conduct and months that somebody saw count; monitoring never below the floor."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from withstand.inducement.case import Held
from withstand.inducement.following import GoodConduct, Ladder
from withstand.inducement.ladder import LadderStanding, on_ladder
from withstand.inducement.parts import Rung
from withstand.ledger.fields import Span
from withstand.vocabulary.terms import vocabulary

BEGUN, DAY = date(2032, 1, 1), date(2033, 1, 15)
FORMS = list(vocabulary("monitoring_forms").terms)
LADDER = Held(
    "ladder",
    Ladder(
        title="14th Battalion", on="2032-01-01", floor="spot_checks",
        rungs=(
            Rung(gives="fuel_rations", must_show=("order_issued",), monitoring="each_delivery"),
            Rung(
                gives="transport", must_show=("investigation_opened",), months_without_grave=3,
                monitoring="monthly_visits",
            ),
            Rung(gives="training", months_without_grave=6, monitoring="own_report_verified"),
        ),
    ),
)  # fmt: skip


def conduct(what: str, on: str, verification: str = "verified") -> Held[GoodConduct]:
    """Something done well."""
    return Held(f"{what}{on}", GoodConduct(what=what, when=Span(start=on), verification=verification))


EVERY_MONTH = [BEGUN + timedelta(days=30 * n + 10) for n in range(13)]


def stands(*shown: Held[GoodConduct], grave: tuple[str, ...] = (), looked: list[date] | None = None) -> LadderStanding:
    """Where the battalion stands."""
    spans = [Span(start=one) for one in grave]
    return on_ladder(LADDER, shown, spans, EVERY_MONTH if looked is None else looked, DAY)


def test_what_is_only_alleged_to_be_good_does_not_count() -> None:
    found = stands(conduct("order_issued", "2032-02-01", "allegation"))
    assert found.reached == 0
    assert found.must_show == ("order_issued",)
    assert found.monitoring == "each_delivery"


def test_rungs_are_reached_one_after_the_other() -> None:
    assert stands(conduct("investigation_opened", "2032-02-01")).reached == 0
    both = conduct("order_issued", "2032-02-01"), conduct("investigation_opened", "2032-03-01")
    assert stands(both[0]).reached == 1
    assert stands(*both).reached == 3
    assert stands(*both).next is None


def test_months_that_nobody_saw_are_not_good_months() -> None:
    both = conduct("order_issued", "2032-02-01"), conduct("investigation_opened", "2032-03-01")
    found = stands(*both, looked=EVERY_MONTH[:2])
    assert (found.reached, found.months, found.seen, found.months_lacking) == (1, 12, 2, 1)


def test_a_grave_case_begins_it_anew() -> None:
    both = conduct("order_issued", "2032-02-01"), conduct("investigation_opened", "2032-03-01")
    found = stands(*both, grave=("2032-10-05",))
    assert found.reached == 0
    assert found.since == date(2032, 10, 6)
    answered = stands(*both, conduct("order_issued", "2032-10-20"), grave=("2032-10-05",))
    assert answered.reached == 1
    assert answered.must_show == ("investigation_opened",)


def test_monitoring_is_never_looser_than_the_floor() -> None:
    both = conduct("order_issued", "2032-02-01"), conduct("investigation_opened", "2032-03-01")
    assert stands(*both).monitoring == "spot_checks"


days = st.dates(BEGUN, DAY)
shown = st.lists(
    st.builds(
        lambda what, on, how: conduct(what, on.isoformat(), how),
        st.sampled_from(["order_issued", "investigation_opened", "access_given"]), days,
        st.sampled_from(["allegation", "verified", "refuted"]),
    ),
    max_size=6,
)  # fmt: skip
ladders = st.builds(
    lambda floor, forms, months: Held("l", Ladder(title="x", on="2032-01-01", floor=floor, rungs=tuple(
        Rung(gives="training", must_show=("order_issued",) * bool(n), months_without_grave=months[n], monitoring=form)
        for n, form in enumerate(forms)
    ))),
    st.sampled_from(FORMS), st.lists(st.sampled_from(FORMS), min_size=1, max_size=4),
    st.lists(st.integers(0, 5), min_size=4, max_size=4),
)  # fmt: skip


@given(ladders, shown, st.lists(days, max_size=3), st.lists(days, max_size=12), days)
def test_laws_of_the_ladder(
    ladder: Held[Ladder], good: list[Held[GoodConduct]], grave: list[date], looked: list[date], one_more: date
) -> None:
    cases = [Span(start=one.isoformat()) for one in grave]
    found = on_ladder(ladder, good, cases, looked, DAY)
    assert FORMS.index(found.monitoring) <= FORMS.index(ladder.fields.floor)
    assert 0 <= found.seen <= found.months
    more = on_ladder(ladder, [*good, conduct("order_issued", one_more.isoformat())], cases, looked, DAY)
    assert more.reached >= found.reached
    worse = on_ladder(ladder, good, [*cases, Span(start=one_more.isoformat())], looked, DAY)
    assert worse.reached <= found.reached
    seen = on_ladder(ladder, good, cases, [*looked, one_more], DAY)
    assert seen.reached >= found.reached
