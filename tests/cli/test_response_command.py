"""`withstand response`: a card, two tables and files, in four languages; bad input is one sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from desktop import Desktop

from withstand.demo.files import DISTRICTS_MAP


@pytest.fixture
def desk(desktop: Desktop) -> Desktop:
    desktop.does("data", "areas", DISTRICTS_MAP)
    for number in range(3):
        case = desktop.incident(f"perpetrators={'host_state' if number else 'armed_group'}:B2")
        if number != 1:
            words = ("purpose=patrol", "where=VM0101", "when=2032-05-25", "access=full")
            desktop.does(
                "record", "add", "visit", *(part for one in words for part in ("--set", one)), "--link", f"about={case}"
            )
    return desktop


def test_the_card_says_what_is_recorded_and_that_it_is_too_little(desk: Desktop) -> None:
    found = desk.does("response", "--on", "2032-08-01")
    rows = {row["perpetrator"]: row for row in found["response"]["rows"] if row["version"] == "own"}
    assert (rows["host_state"]["responded"], rows["host_state"]["none"]) == (1, 1)
    assert rows["host_state"]["why"] == "few"
    assert rows["host_state"]["gap"] is None
    assert found["beyond_chance"] == {"perpetrator": [], "with_partners": []}
    assert "50" in found["card"][1]
    assert "Too few to say" in found["card"][1]
    assert {row["not_known"] for row in found["state"]["rows"]} == {1, 2}
    never = desk.does("response", "--on", "2032-08-01", "--within", "3")["response"]["rows"]
    assert {row["responded"] for row in never} == {0}
    assert desk.does("response", "--on", "2032-05-22")["response"]["rows"][0]["not_due"] == 1
    assert desk.does("response", "--on", "2032-08-01", "--since", "2032-06-01")["response"]["rows"] == []


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_every_sentence_stands_in_every_language(desk: Desktop, language: str) -> None:
    english = desk.does("response", "--on", "2032-08-01")
    other = desk.does("response", "--on", "2032-08-01", "--language", language)
    assert english["response"]["rows"] == other["response"]["rows"]
    assert not set(english["card"]) & set(other["card"])
    assert not set(english["response"]["notes"]) & set(other["response"]["notes"])


def test_a_file_has_its_manifest_and_a_receipt(desk: Desktop, tmp_path: Path) -> None:
    for table in ("response", "state"):
        out = tmp_path / f"{table}.csv"
        made = desk.does("response", "--on", "2032-08-01", "--out", out, "--table", table)
        assert made["receipt"]
        first = out.read_text("utf-8-sig").splitlines()[0]
        told = json.loads(first.partition("manifest: ")[2].rstrip('"').replace('""', '"'))
        assert told["records"]["evidence.Incident"] == 3
    assert desk.does("response", "--on", "2032-08-01", "--out", tmp_path / "audit.xlsx")["receipt"]


def test_bad_input_is_one_sentence(desk: Desktop) -> None:
    assert "--table" in desk.refused("response", "--table", "both")
    assert "language" in desk.refused("response", "--language", "de")
    assert "--level" in desk.refused("response", "--level", "admin9")
    assert "ends" in desk.refused("response", "--since", "2032-06-01", "--until", "2032-05-01")


def test_what_it_came_to_is_kept_as_a_record_and_never_wider_than_what_was_read(desk: Desktop) -> None:
    kept = desk.does("response", "--on", "2032-08-01", "--keep", "human_rights")["record"]
    [record] = desk.does("list", "responseaudit")
    assert record["record"] == kept
    assert record["fields"] == {
        "on": "2032-08-01", "author": "human_rights", "compared_with": "non_state", "could_tell": "no",
    }  # fmt: skip
    assert record["classification"] == "confidential"
    assert "nobody" in desk.refused("response", "--keep", "nobody")
    for narrowed in (("--within", "0"), ("--visits",), ("--since", "2032-01-01"), ("--until", "2032-07-01")):
        assert "whole operation" in desk.refused("response", "--keep", "human_rights", *narrowed)
