"""Obstruction from a sheet to the tables: imported by template, counted, weighed, written, within rights."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from desktop import Desktop

from withstand.demo.files import DISTRICTS_MAP, EVENTS

SOFA_LOG = (
    {"what": "movement_denial", "where_area": "VM0101", "when_start": "2022-05-04", "agent": "army", "hours_lost": "5",
     "destination_area": "VM0102", "expected_there": "families threatened the day before",
     "effect_on_task": "The patrol did not reach the market.", "reason_given": "The road was said to be closed.",
     "protest": "answered", "protest_reference": "NV/22/118", "protested_on": "2022-05-06", "reply_on": "2022-05-20",
     "hostility": "physical"},
    {"what": "movement_denial", "where_area": "VM0101", "when_start": "2022-05-19", "agent": "national_security",
     "hostility": "physical", "protest": "open", "protested_on": "2022-05-23"},
    {"what": "customs_import_block", "where_area": "VM0201", "when_start": "2022-06", "agent": "central_authority"},
    {"what": "undue_taxation", "also_1": "asset_seizure", "where_area": "VM0103", "when_start": "2022-06-11",
     "agent": "local_authority"},
    {"what": "movement_denial", "where_area": "VM0103", "when_start": "2022-06-11", "agent": "armed_group"},
)  # fmt: skip


@pytest.fixture
def desk(desktop: Desktop) -> Desktop:
    """A workspace with areas, and a log of obstruction entered from a sheet."""
    desktop.does("data", "areas", DISTRICTS_MAP)
    sheet = desktop.folder / "log.csv"
    columns = list(dict.fromkeys(name for row in SOFA_LOG for name in row))
    with sheet.open("w", encoding="utf-8", newline="") as sink:
        writer = csv.DictWriter(sink, columns)
        writer.writeheader()
        writer.writerows(SOFA_LOG)
    saved = desktop.does("record", "add", "obstruction", "--sheet", sheet)
    assert len(saved["saved"]) == len(SOFA_LOG)
    return desktop


def rows(desk: Desktop, command: str, *words: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = desk.does("obstruction", command, "--on", "2022-12-31", *words)["rows"]
    return found


def visit(desk: Desktop, area: str, on: str, access: str, *more: str) -> str:
    words = ("purpose=patrol", f"where={area}", f"when={on}", f"access={access}")
    saved = desk.does("record", "add", "visit", *(part for word in words for part in ("--set", word)), *more)
    return str(saved[0]["record"])


def test_the_log_becomes_the_table_that_is_reported(desk: Desktop) -> None:
    made = desk.does("obstruction", "table", "--on", "2022-12-31")
    assert made["total"]["acts"] == sum(row["acts"] for row in made["rows"]) == 5
    assert made["total"]["by_government"] == 4
    assert (made["total"]["protested"], made["total"]["answered"], made["total"]["reply_days"]) == (2, 1, 14.0)
    assert {"month": "2022-05-01", "type": "movement_denial", "agent": "army"}.items() <= made["rows"][0].items()
    by_type = rows(desk, "table", "--by", "type", "--unit", "mention")
    assert {row["type"]: row["acts"] for row in by_type}["asset_seizure"] == 1
    touched = {row["activity"]: row["acts"] for row in rows(desk, "table", "--by", "activity")}
    assert touched == {"movement": 3, "presence": 2}
    later = rows(desk, "table", "--by", "agent", "--since", "2022-06-11")
    assert {row["agent"] for row in later} == {"local_authority", "armed_group"}


def test_the_template_asks_for_what_an_obstruction_log_holds(desk: Desktop) -> None:
    code, out, err = desk.call("template", "obstruction", "--out", desk.folder / "t.xlsx")
    assert code == 0, err
    assert json.loads(out)["kind"] == "evidence.Obstruction@3"
    keys = pl.read_excel(desk.folder / "t.xlsx", sheet_id=1, has_header=False).row(1)
    wanted = ("agent", "effect_on_task", "protest_reference", "protested_on", "reply_on", "link_ordered_by_1")
    assert set(wanted) <= set(keys)


def test_the_log_in_the_documents_can_be_entered_as_it_stands(desktop: Desktop) -> None:
    page = (Path(__file__).parents[2] / "docs" / "dialogue.md").read_text(encoding="utf-8")
    (log,) = [block.strip() for block in page.split("```") if block.strip().startswith("what,where_area")]
    sheet = desktop.folder / "log.csv"
    sheet.write_text(log + "\n", encoding="utf-8")
    assert len(desktop.does("record", "add", "obstruction", "--sheet", sheet)["saved"]) == 2
    total = desktop.does("obstruction", "table", "--on", "2032-12-31")["total"]
    assert (total["acts"], total["protested"], total["answered"], total["reply_days"]) == (2, 2, 1, 14.0)


def test_a_rate_needs_attempts(desk: Desktop) -> None:
    first = {row["area"]: row for row in rows(desk, "rate")}
    assert {row["why"] for row in first.values()} == {"no_attempts"}
    assert {row["rate"] for row in first.values()} == {None}
    for day in range(1, 8):
        visit(desk, "VM0102", f"2022-05-{day + 9}", "full")
    (row,) = [row for row in rows(desk, "rate") if row["area"] == "VM0102"]
    assert (row["attempts"], row["denied"], row["rate"]) == (8, 1, 0.125)
    patrols = desk.folder / "patrols.csv"
    patrols.write_text("month,attempted\n2022-05,700\n2022-06,650\n", encoding="utf-8")
    by_month = rows(desk, "rate", "--by", "month", "--attempts", patrols)
    assert [(row["attempts"], row["denied"]) for row in by_month] == [(700, 2), (650, 1)]
    patrols.write_text("month,attempted\n2022-05,many\n", encoding="utf-8")
    assert "line 2" in desk.refused("obstruction", "rate", "--attempts", patrols)


def test_blindness_begins_where_we_were_going_and_ends_when_somebody_was_there(desk: Desktop) -> None:
    found = {row["area"]: row for row in rows(desk, "blind", "--since", "2022-05-01")}
    assert found["VM0102"]["going_on_since"] == "2022-05-04"
    assert found["VM0101"]["going_on_since"] == "2022-05-19"
    assert (found["VM0201"]["blind"], found["VM0201"]["share"]) == (0, None)
    visit(desk, "VM0102", "2022-05-08", "unknown")
    visit(desk, "VM0102", "2022-05-14", "partial")
    found = {row["area"]: row for row in rows(desk, "blind", "--since", "2022-05-01")}
    assert (found["VM0102"]["blind"], found["VM0102"]["going_on_since"]) == (10, None)


def test_weight_and_what_followed_say_what_they_rest_on(desk: Desktop) -> None:
    desk.does("data", "add", EVENTS)
    made = desk.does("obstruction", "weighted", "--class", "host_state", "--on", "2032-12-31")
    assert {row["area"] for row in made["rows"]} == {"VM0101", "VM0102", "VM0103"}
    assert any("host" in note or "State forces" in note for note in made["notes"])
    assert all(row["weight"] is None or row["low"] <= row["high"] for row in made["rows"])
    again = desk.does("obstruction", "weighted", "--class", "host_state", "--on", "2032-12-31")
    assert again == made
    tested = desk.does("obstruction", "before-violence", "--class", "host_state", "--on", "2032-12-31")
    assert [row["why"] for row in tested["rows"]] == ["few_denials", "few_denials"]
    dark = desk.does("obstruction", "blind", "--weighted", "--class", "host_state", "--on", "2022-12-31")
    assert {row["area"] for row in dark["rows"]} == {"VM0101", "VM0102", "VM0103"}


def test_two_periods_are_compared_by_kind(desk: Desktop) -> None:
    made = desk.does(
        "obstruction", "change", "--before", "2022-05-01..2022-05-31", "--after", "2022-06-01..2022-06-30",
        "--by", "activity",
    )  # fmt: skip
    by = {row["activity"]: (row["number_before"], row["number_after"]) for row in made["rows"]}
    assert by == {"movement": (2, 1), "presence": (0, 2)}
    assert made["total"]["number_after"] == 3


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_file_says_what_it_is_and_leaves_a_receipt(desk: Desktop, ending: str) -> None:
    path = desk.folder / f"table{ending}"
    told = desk.does("obstruction", "table", "--on", "2022-12-31", "--out", path, "--language", "ar")
    assert told["receipt"]
    assert told["manifest"]["records"] == {"evidence.Obstruction": 5}
    if ending == ".csv":
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        assert lines[0].startswith('"# manifest') or lines[0].startswith("# manifest")
        assert "المجموع" in path.read_text(encoding="utf-8-sig")
    else:
        assert pl.read_excel(path, sheet_id=1).height == 6
    assert "exists already" in desk.refused("obstruction", "table", "--out", path)
    assert "one of these endings" in desk.refused("obstruction", "table", "--out", desk.folder / "table.odt")


def test_what_may_not_be_seen_is_not_counted(desk: Desktop) -> None:
    saved = desk.does(
        "record", "add", "obstruction", "--set", "what=movement_denial", "--set", "where=VM0101", "--set",
        "when=2022-05-21", "--classification", "strictly_confidential", "--compartment", "human_rights",
    )  # fmt: skip
    assert saved
    profile = ("[profile.reader]", 'clearance = "confidential"', 'components = ["force"]')
    settings = desk.folder / "hq" / "withstand.toml"
    settings.write_text("\n".join((settings.read_text(encoding="utf-8"), *profile, "")), encoding="utf-8")
    assert desk.does("obstruction", "table", "--on", "2022-12-31")["total"]["acts"] == 6
    assert desk.does("obstruction", "table", "--on", "2022-12-31", "--as", "reader")["total"]["acts"] == 5


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("table", "--by", "colour"), "must be some"),
        (("table", "--unit", "victim"), "act or mention"),
        (("weighted", "--by", "month"), "area, agent"),
        (("blind", "--level", "admin3"), "admin1 or admin2"),
        (("table", "--language", "de"), "must be one of"),
        (("before-violence", "--window", "7"), "1 or 3"),
        (("change", "--before", "May", "--after", "2022-06-01..2022-06-30"), "the earlier first"),
        (("change", "--before", "2022-05-01..2022-06-05", "--after", "2022-06-01..2022-06-30"), "do not overlap"),
        (("table", "--since", "2022-06-01", "--on", "2022-05-01"), "before it begins"),
        (("rate", "--attempts", "nowhere.csv"), "cannot be read"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(desktop: Desktop, words: tuple[str, ...], said: str) -> None:
    assert said in desktop.refused("obstruction", *words)


def test_shown_to_a_person_it_is_a_table_with_its_notes(
    desk: Desktop, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from withstand.cli import obstruction_out

    told: list[str] = []
    tables: list[Callable[..., None]] = []
    monkeypatch.setattr(obstruction_out, "piped", lambda: False)
    monkeypatch.setattr(obstruction_out, "say", lambda *lines: told.extend(lines))
    monkeypatch.setattr(obstruction_out, "print_table", lambda *table, **_: tables.append(table))
    code, _, err = desk.call("obstruction", "rate", "--workspace", "hq", "--on", "2022-12-31", "--language", "fr")
    assert code == 0, err
    assert any("sans patrouille" in line for line in told)
    assert tmp_path
    assert tables
