"""Records are entered in words: short forms of dates, places, actors and counts."""

from __future__ import annotations

import pytest

from withstand.cli.fields_in import fields_from
from withstand.errors import InputError
from withstand.evidence.records import INCIDENT


def test_what_where_when_and_who_in_one_line() -> None:
    fields = fields_from(
        INCIDENT,
        [
            "what=looting",
            "where=VM0101/Amber Ford",
            "when=2032-05-18..2032-05-20",
            "perpetrators=host_state:b2:moderate",
        ],
    )
    record = INCIDENT.read(fields)
    assert record == INCIDENT.read(
        {
            "what": "looting",
            "where": {"area": "VM0101", "name": "Amber Ford", "precision": "near"},
            "when": {"start": "2032-05-18", "end": "2032-05-20"},
            "perpetrators": [{"perpetrator": "host_state", "grade": "B2", "confidence": "moderate"}],
        }
    )


@pytest.mark.parametrize(
    ("word", "name", "value"),
    [
        ("when==2032-05..2032-07", "when", {"start": "2032-05", "end": "2032-07", "precise": True}),
        ("valid=2032-05..", "valid", {"start": "2032-05", "ongoing": True, "precise": True}),
        ("where=4.36,18.555", "where", {"latitude": 4_360_000, "longitude": 18_555_000, "precision": "near"}),
        ("counts=victim:8-11-15", "counts", [{"unit": "victim", "least": 8, "best": 11, "most": 15}]),
        ("counts=11", "counts", [{"unit": "victim", "best": 11}]),
        ("displaced=1 200", "displaced", 1200),
        ("also=extortion, beating", "also", ["extortion", "beating"]),
        ("grade=c3", "grade", "C3"),
        ("where.name=The bridge", "where", {"name": "The bridge"}),
        ("where.latitude=-4.5", "where", {"latitude": -4_500_000}),
        ("consent=-humanitarian", "consent", [{"recipient": "humanitarian", "purposes": [], "given": False}]),
    ],
)
def test_short_forms(word: str, name: str, value: object) -> None:
    assert fields_from(INCIDENT, [word])[name] == value


def test_an_empty_value_clears_a_field() -> None:
    assert fields_from(INCIDENT, ["narrative="], {"what": "looting", "narrative": "x"}) == {"what": "looting"}


@pytest.mark.parametrize(
    "word", ["looting", "colour=red", "displaced=many", "displaced=1.5", "counts=some", "where.colour=red", "what.x=1"]
)
def test_a_word_that_cannot_be_read_is_told(word: str) -> None:
    with pytest.raises(InputError) as problem:
        fields_from(INCIDENT, [word])
    assert str(problem.value).endswith(".")
