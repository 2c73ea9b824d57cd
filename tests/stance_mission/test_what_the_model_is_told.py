"""From records to what the model is told: with denominators, and missing where nothing was tried or counted."""

from __future__ import annotations

import numpy as np
import pytest
from stance_desk import BANK, FORD, STATE, TODAY, StanceDesk, on

from withstand.analysis.stance.evidence import gathered
from withstand.dialogue.records import COMMITMENT, Commitment
from withstand.evidence.dispatched import DISPATCHED, Dispatched
from withstand.evidence.presence import PRESENCE, Presence
from withstand.evidence.records import ALERT, Alert
from withstand.inducement.following import Operation
from withstand.inducement.records import OPERATION
from withstand.ledger.fields import Assertion, Place, Span
from withstand.mission.stance.assessment import StancePicture
from withstand.mission.stance.indicators import MOST_MONTHS, months_until


@pytest.fixture
def desk() -> StanceDesk:
    return StanceDesk()


def cell(
    read: StancePicture, name: str, month: str, authority: str = STATE.key, area: str = FORD
) -> tuple[float, float]:
    """Value and denominator of a row in a month."""
    told = read.fitted.told
    measured, at = told.indicators.measured[name], told.indicators.months.index(month)
    row = told.at[authority, area]
    of = np.nan if measured.of is None else measured.of[row, at]
    return float(measured.values[row, at]), float(of)


def test_violence_is_counted_per_visit_that_saw_something(desk: StanceDesk) -> None:
    for day in ("2032-08-03", "2032-08-09"):
        desk.visit(day)
    desk.visit("2032-08-10", access="denied")
    desk.visit("2032-09-10")
    desk.harm("2032-08-20")
    desk.harm("2032-08-21", verification="refuted")
    desk.harm("2032-10-20")
    read = desk.read()
    assert cell(read, "violence", "2032-08") == (1.0, 2.0)
    assert cell(read, "violence", "2032-09") == (0.0, 1.0)
    assert cell(read, "violence", "2032-10")[0] == 1.0
    assert np.isnan(cell(read, "violence", "2032-10")[1])
    assert np.isnan(cell(read, "violence", "2032-11")).all()
    assert np.isnan(cell(read, "violence", "2032-09", area=BANK)).all()


def test_obstruction_is_counted_per_attempt_and_missing_where_nobody_tried(desk: StanceDesk) -> None:
    desk.visit("2032-08-03")
    stopped = desk.visit("2032-08-10", access="denied")
    desk.denial("2032-08-10", links={"kept_from": stopped})
    desk.denial("2032-09-10")
    desk.visit("2032-10-10")
    read = desk.read()
    assert cell(read, "obstruction", "2032-08") == (1.0, 2.0)
    assert np.isnan(cell(read, "obstruction", "2032-09")).all()
    assert cell(read, "obstruction", "2032-10") == (0.0, 1.0)


def test_none_of_a_units_own_is_not_known_to_be_none_while_an_act_may_be_its(desk: StanceDesk) -> None:
    unit = desk.unit("Battalion", FORD)
    desk.visit("2032-08-03")
    desk.harm("2032-08-10")
    desk.visit("2032-09-03")
    read = desk.read()
    assert np.isnan(cell(read, "violence", "2032-08", unit)[0])
    assert cell(read, "violence", "2032-09", unit) == (0.0, 1.0)
    assert cell(read, "violence", "2032-08") == (1.0, 1.0)


def test_presence_of_one_body_is_the_most_counted_and_bodies_are_added(desk: StanceDesk) -> None:
    one, two = desk.unit("Battalion", FORD), desk.unit("Police", FORD)

    def present(posts: int, when: Span, **links: str) -> None:
        fields = Presence(presence_of="host_state", where=Place(area=FORD), when=when, posts=posts)
        desk.save(PRESENCE, fields, **links)

    whole = Span(start="2032-08", end="2032-09")
    present(2, whole, present=one)
    present(3, on("2032-08-15"), present=one)
    present(4, whole, present=two)
    present(5, on("2032-08-20"))
    present(9, on("2032-10-20"))
    desk.save(PRESENCE, Presence(presence_of="own_side", where=Place(area=FORD), when=on("2032-11-02"), posts=4))
    desk.visit("2032-11-02")
    read = desk.read()
    assert [cell(read, "presence", month)[0] for month in ("2032-08", "2032-09", "2032-10")] == [7.0, 6.0, 9.0]
    assert cell(read, "presence", "2032-08", one)[0] == 3.0
    assert np.isnan(cell(read, "presence", "2032-11")[0])


def test_promises_alerts_operations_are_so_many_of_so_many(desk: StanceDesk) -> None:
    unit = desk.unit("Battalion", FORD)
    desk.at("2032-06-01")

    def promise(status: str, area: str | None = FORD, day: str = "2032-08-10") -> None:
        verified = {"verified_by": "civil_affairs", "verified_on": day} if status in ("met", "partly_met") else {}
        fields = Commitment(
            promise="Patrols on the market road", promise_side="theirs", when=on("2032-06-01"), made_in="meeting",
            issue="protection_of_place", test="Seen on five market days", owner="civil_affairs", due="2032-08-31",
            commitment_status=status, status_on=day, where=Place(area=area) if area else None, **verified,
        )  # fmt: skip
        desk.save(COMMITMENT, fields, promised_by=unit)

    promise("met")
    promise("broken")
    promise("open")
    promise("met", None, "2032-09-10")

    def alert(sent: str, answered: str | None, by: str | None) -> None:
        fields = Alert(
            what="unlawful_killing", where=Place(area=FORD), when=on(sent), received=sent, answered_on=answered,
            perpetrators=(Assertion(perpetrator="armed_group"),), answered_by=by, status="answered" if by else "sent",
        )  # fmt: skip
        record = desk.save(ALERT, fields)
        sending = Dispatched(sent_on=sent, route_verdict="may_travel", sent_by="civil_affairs")
        desk.save(DISPATCHED, sending, sends=record, sent_to=unit)

    alert("2032-08-02", "2032-08-04", "host_state")
    alert("2032-08-03", "2032-08-30", "host_state")
    alert("2032-08-04", None, None)
    alert("2032-11-25", None, None)
    for stage in ("ended", "cancelled", "planned"):
        fields = Operation(
            name="Night patrol", type="joint", when=on("2032-08-12"), where=Place(area=FORD), stage=stage
        )
        desk.save(OPERATION, fields, **{"with": unit})
    read = desk.read()
    for key in (unit, STATE.key):
        assert cell(read, "commitments", "2032-08", key) == (1.0, 2.0)
        assert cell(read, "commitments", "2032-09", key) == (1.0, 1.0)
        assert cell(read, "responses", "2032-08", key) == (1.0, 3.0)
        assert np.isnan(cell(read, "responses", "2032-11", key)).all()
        assert cell(read, "joint", "2032-08", key) == (1.0, 2.0)


def test_ratings_tell_raters_apart_and_what_nobody_rated_is_missing(desk: StanceDesk) -> None:
    unit = desk.unit("Battalion", FORD)
    desk.rates(unit, "north desk", "2032-08-10", willingness=4)
    desk.rates(unit, "capital desk", "2032-09-10", willingness=2, ability=5)
    ratings = desk.read().fitted.told.indicators.ratings
    assert ratings is not None
    told = desk.read().fitted.told
    mine = ratings.row == told.at[unit, FORD]
    assert ratings.raters == ("capital desk", "north desk")
    columns = (part[mine].tolist() for part in (ratings.axis, ratings.rater, ratings.value))
    assert sorted(zip(*columns, strict=True)) == [(0, 0, 2), (0, 1, 4), (1, 0, 5)]


def test_an_office_without_forces_is_not_said_to_have_stopped_nobody(desk: StanceDesk) -> None:
    from withstand.actors.records import OFFICE, Office

    office = desk.save(OFFICE, Office(name="Court", type="court", side="host_state", area=FORD))
    desk.visit("2032-08-03")
    read = desk.read()
    assert (office, FORD) in read.fitted.told.at
    assert np.isnan(cell(read, "violence", "2032-08", office)).all()


def test_months_and_what_is_left_out(desk: StanceDesk) -> None:
    desk.visit("2032-08-03", area="nowhere")
    desk.visit("2032-08-03")
    read = desk.read()
    assert read.months == ("2032-08", "2032-09", "2032-10", "2032-11", "2032-12")
    assert read.sources.left_out == {"attempts": 1}
    assert len(months_until(on("2020-01-01").earliest, TODAY)) == MOST_MONTHS
    assert int(gathered(read.fitted.told.indicators).informative().sum()) == 2
    assert read.fitted.posterior is None
    assert read.fitted.why_not == "nothing"
