"""The operation's own incidents stand beside the data set: counted apart, compared, never joined by the program."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from withstand.analysis.obstruction.attempts import attempts
from withstand.analysis.obstruction.frames import ACTS, VISITS
from withstand.evidence.area_set import AREA
from withstand.mission.own_records import DISPUTED, OwnFrames, own_records
from withstand.mission.own_values import OwnRecords
from withstand.mission.own_words import own_sentences

AS_OF = date(2032, 12, 31)


def incident(record: str, day: date = date(2032, 5, 20), **more: object) -> dict[str, object]:
    """A row of the frame of incidents."""
    return {
        "record": record, "classification": "confidential", "what": "summary_execution", "verification": "allegation",
        "when_first": day, "when_last": day, "where_area": "VM0101", "where_name": None, "where_latitude": None,
        "where_longitude": None, **more,
    }  # fmt: skip


def frames(
    *incidents: dict[str, object],
    said: list[tuple[str, str]] = [],  # noqa: B006
    counts: list[dict[str, object]] = [],  # noqa: B006
    listed: list[str] = [],  # noqa: B006
    visits: list[tuple[str, str]] = [],  # noqa: B006
) -> OwnFrames:
    """Frames as a picture gives them."""
    optional = {"where_latitude": pl.Int64, "where_longitude": pl.Int64, "where_name": pl.String}
    tallies = {"record": pl.String, "unit": pl.String, "least": pl.Int64, "best": pl.Int64, "most": pl.Int64}
    days = {"when_first": date(2032, 6, 1), "when_last": date(2032, 6, 1), "classification": "unclassified"}
    visited = [{"where_area": area, "access": access, **days} for area, access in visits]
    columns = {"where_area": pl.String, "access": pl.String, "when_first": pl.Date, "when_last": pl.Date}
    return OwnFrames(
        "holder",
        pl.DataFrame(list(incidents), schema_overrides=optional),
        pl.DataFrame(said, schema={"record": pl.String, "perpetrator": pl.String}, orient="row"),
        pl.DataFrame(counts, schema=tallies),
        pl.DataFrame({"record": listed}, schema={"record": pl.String}),
        pl.DataFrame(schema={"when_last": pl.Date, "classification": pl.String}),
        pl.DataFrame(visited, schema={**columns, "classification": pl.String}),
        attempts(visits_of(visits), pl.DataFrame(schema=ACTS)).frame,
        0,
    )


def visits_of(visits: list[tuple[str, str]]) -> pl.DataFrame:
    """Visits as frames hold them."""
    day = date(2032, 6, 1)
    rows = [(str(i), area, day, day, access, "unclassified") for i, (area, access) in enumerate(visits)]
    return pl.DataFrame(rows, schema=VISITS, orient="row")


def events(**more: object) -> pl.DataFrame:
    """One event of a data set, placed."""
    row = {
        "source": "ucdp_ged", "event_id": "7", "date_start": date(2032, 5, 21), "date_end": date(2032, 5, 21),
        AREA: "VM0101", "admin1": "Dorre", "admin2": "Amber Ford", "latitude": -23.7, "longitude": -17.2,
        "perpetrator_class": "host_state", "civilians_best": 11, **more,
    }  # fmt: skip
    return pl.DataFrame([row])


def made(own: OwnFrames, civilians: pl.DataFrame | None = None) -> OwnRecords:
    """The own records beside some events."""
    return own_records(own, events() if civilians is None else civilians, AS_OF, {"VM0101": "Amber Ford"})


def test_assertions_that_agree_give_a_class_and_others_are_said_to_differ() -> None:
    said = [("a", "host_state"), ("a", "host_state"), ("b", "host_state"), ("b", "militia")]
    found = made(frames(incident("a"), incident("b"), incident("c"), said=said))
    assert [(one.perpetrator, one.incidents) for one in found.same_period] == [
        ("host_state", 1), ("unknown", 1), (DISPUTED, 1),
    ]  # fmt: skip


def test_what_was_refuted_is_kept_and_in_no_count() -> None:
    found = made(frames(incident("a", verification="refuted")))
    assert (found.refuted, found.same_period, found.same_events) == (1, (), ())
    assert any("refuted" in sentence for sentence in own_sentences(found))


def test_an_uncounted_incident_is_not_zero() -> None:
    counts = [{"record": "a", "unit": "victim", "least": 3, "best": None, "most": 9}]
    found = made(frames(incident("a"), incident("b"), counts=counts)).same_period[0]
    assert (found.incidents, found.least, found.best, found.most, found.uncounted) == (2, 3, 3, 9, 1)


def test_counts_of_another_unit_are_not_people() -> None:
    counts = [{"record": "a", "unit": "violation", "least": 3, "best": 3, "most": 3}]
    assert made(frames(incident("a"), counts=counts)).same_period[0].uncounted == 1


@pytest.mark.parametrize(
    ("change", "event", "proposed"),
    [
        ({}, {}, True),
        ({"when_first": date(2032, 5, 24), "when_last": date(2032, 5, 24)}, {}, True),
        ({"when_first": date(2032, 5, 25), "when_last": date(2032, 5, 25)}, {}, False),
        ({"where_area": "amber ford"}, {}, True),
        ({"where_area": "VM0102"}, {}, False),
        ({"where_latitude": -23_800_000, "where_longitude": -17_100_000}, {}, True),
        ({"where_latitude": -25_800_000, "where_longitude": -17_100_000}, {}, False),
        ({}, {"perpetrator_class": "armed_group"}, False),
        ({}, {"perpetrator_class": "unknown"}, True),
        ({"what": "looting"}, {}, False),
        ({"what": "looting"}, {"source": "acled"}, True),
    ],
)
def test_the_same_event_is_proposed_where_day_place_and_side_allow_it(
    change: dict[str, object], event: dict[str, object], proposed: bool
) -> None:
    found = made(frames(incident("a", **change), said=[("a", "host_state")]), events(**event))
    assert bool(found.same_events) == proposed


def test_what_is_linked_is_not_proposed_again() -> None:
    found = made(frames(incident("a"), listed=["a"]))
    assert found.same_events == ()
    assert found.same_period[0].linked == 1


def test_denied_access_is_said_not_to_be_quiet() -> None:
    found = made(frames(incident("a"), visits=[("VM0101", "denied"), ("VM0101", "full"), ("VM0102", "full")]))
    assert [(one.area, one.denied, one.attempted) for one in found.no_access] == [("Amber Ford", 1, 2)]
    assert any("does not mean that little happened" in sentence for sentence in own_sentences(found))


def test_nothing_recorded_is_not_none() -> None:
    empty = frames(incident("a"))
    found = made(OwnFrames(**{**vars(empty), "incidents": empty.incidents.clear()}))
    assert "not the same as none" in own_sentences(found)[0]
