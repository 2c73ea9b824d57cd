"""The record that an alert was sent: to whom, when, by what verdict, under whose decision."""

from __future__ import annotations

from typing import Annotated

from withstand.ledger.fields import Line, PartialDay, Record, coded
from withstand.ledger.kinds import Kind, Role

DISPATCHED_NAME = "evidence.Dispatched"


class Dispatched(Record, frozen=True, kw_only=True):
    """One sending of one alert to one recipient. The verdict is the program's, on the day of sending."""

    sent_on: PartialDay
    route_verdict: Annotated[str, coded("route_verdicts")]
    sent_by: Annotated[str, coded("components")]
    sent_how: Annotated[str, coded("sending_ways")] = "voice"
    note: Line = ""


DISPATCHED = Kind(
    DISPATCHED_NAME,
    Dispatched,
    roles=(
        Role("sends", ("evidence.Alert",), many=False, consent=True, required=True),
        Role("sent_to", ("actors.Unit", "actors.Office", "actors.Group"), many=False, required=True),
        Role("decision", ("leadership.Decision",), many=False),
    ),
    title="route_verdict",
    by_workflow="withstand alerts send",
)
