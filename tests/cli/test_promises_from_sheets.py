"""A mission's own lists of promises and meetings come in by template: history, several asks, later states."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import fastexcel
import xlsxwriter
from desktop import Desktop

COMMITMENT = {
    "promise": "The post at the mill bridge goes", "promise_side": "They promised", "when_start": "2031-05-02",
    "made_in": "Meeting or letter", "issue": "checkpoints", "topic": "post at the mill bridge",
    "test": "Two visits find no post", "owner": "civil_affairs", "due": "2031-09", "commitment_status": "late",
    "status_on": "2032-01-15", "stood_before_1_commitment_status": "open", "stood_before_1_status_on": "2031-05-02",
    "stood_before_2_commitment_status": "On track", "stood_before_2_status_on": "2031-07",
}  # fmt: skip
ENGAGEMENT = {
    "subject": "Fees and detention", "when_start": "2032-03-01", "level": "district", "channel": "letter",
    "lead": "civil_affairs", "components_1": "human_rights", "tone": "request",
    "asks_1_issue": "checkpoints", "asks_1_topic": "post at the mill bridge", "asks_1_wants": "Stop or remove",
    "asks_1_ask": "Remove the post", "asks_1_answer_by": "2032-03-20", "asks_1_response": "agreed",
    "asks_2_issue": "detention", "asks_2_topic": "access to the barracks", "asks_2_wants": "allow",
    "asks_2_ask": "Let us in", "asks_2_test": "A visit without notice",
    "asks_3_issue": "children", "asks_3_topic": "list of children", "asks_3_wants": "inform", "asks_3_ask": "A list",
    "asks_4_issue": "other", "asks_4_topic": "a liaison post", "asks_4_wants": "begin", "asks_4_ask": "Name somebody",
    "observed_1_after": "days_7", "observed_1_change": "none",
    "follow_up": "Call back", "follow_up_owner": "civil_affairs", "follow_up_due": "2032-03-15",
}  # fmt: skip


def filled(path: Path, *rows: dict[str, str]) -> Path:
    """A sheet with these rows below the keys of their columns."""
    columns = list(dict.fromkeys(key for row in rows for key in row))
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as sink:
            csv.writer(sink).writerows([columns, *([row.get(key, "") for key in columns] for row in rows)])
        return path
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Sheet")
    sheet.write_row(0, 0, columns)
    for line, row in enumerate(rows, start=1):
        sheet.write_row(line, 0, [row.get(key, "") for key in columns])
    book.close()
    return path


def template_keys(desk: Desktop, kind: str) -> list[str]:
    """The keys of the columns that a template has."""
    assert desk.call("template", kind, "--out", f"{kind}.xlsx")[0] == 0
    return list(fastexcel.read_excel(desk.folder / f"{kind}.xlsx").load_sheet(0, header_row=None).to_polars().rows()[1])


def test_templates_have_the_columns_that_a_list_needs(desktop: Desktop) -> None:
    assert set(COMMITMENT) <= set(template_keys(desktop, "commitment"))
    beyond = {key for key in ENGAGEMENT if not key.startswith("asks_4_")}
    assert beyond <= set(template_keys(desktop, "engagement"))


def test_a_list_of_promises_comes_in_with_its_history_and_later_states_follow(desktop: Desktop) -> None:
    for name in ("list.xlsx", "list.csv"):
        words = COMMITMENT | {"promise": name}
        desktop.does(
            "record", "add", "commitment", "--sheet", filled(desktop.folder / name, words, words | {"topic": "x"})
        )
    told = desktop.does("promises", "--as-of", "2032-02-01")["promises"]
    assert len(told) == 4
    steps = [[(step["status"], step["since"]) for step in one["history"]] for one in told]
    assert steps == [[("open", "2031-05-02"), ("on_track", "2031-07"), ("late", "2032-01-15")]] * 4
    then = desktop.does("promises", "--as-of", "2031-08-01")
    assert {one["status"] for one in then["promises"]} == {"on_track"}
    record = told[0]["record"]
    later = COMMITMENT | {"record": record, "commitment_status": "broken", "status_on": "2032-03-01"}
    desktop.does("record", "add", "commitment", "--sheet", filled(desktop.folder / "later.csv", later))
    now = {one["record"]: one for one in desktop.does("promises", "--as-of", "2032-04-01")["promises"]}
    assert [(step["status"], step["since"]) for step in now[record]["history"]][-1] == ("broken", "2032-03-01")
    assert len(now[record]["history"]) == 4
    assert len(desktop.does("record", "history", record)) == 2


def test_two_rows_about_one_record_in_one_sheet_are_refused_and_nothing_is_lost(desktop: Desktop) -> None:
    desktop.does("record", "add", "commitment", "--sheet", filled(desktop.folder / "one.csv", COMMITMENT))
    record = desktop.does("promises", "--as-of", "2032-02-01")["promises"][0]["record"]
    rows = [COMMITMENT | {"record": record, "commitment_status": state} for state in ("partly_met", "broken")]
    rows = [row | {"verified_by": "force", "verified_on": "2032-02-02"} for row in rows]
    desktop.refused("record", "add", "commitment", "--sheet", filled(desktop.folder / "two.csv", *rows))
    assert len(desktop.does("record", "history", record)) == 1


def test_a_meeting_with_several_asks_comes_in(desktop: Desktop) -> None:
    office = desktop.does("record", "add", "office", "--set", "name=Ministry", "--set", "type=ministry")[0]["record"]
    row = ENGAGEMENT | {"link_met_1": office}
    for name in ("meetings.xlsx", "meetings.csv"):
        desktop.does("record", "add", "engagement", "--sheet", filled(desktop.folder / name, row | {"subject": name}))
    told: list[dict[str, Any]] = desktop.does("demarches", "list", "--as-of", "2032-03-02")
    assert [len(one["asks"]) for one in told] == [4, 4]
    assert [ask["wants"] for ask in told[0]["asks"]] == ["stop", "allow", "inform", "begin"]
    assert told[0]["to"] == ["Ministry"]
    refused = filled(desktop.folder / "none.csv", ENGAGEMENT)
    assert "met" in desktop.refused("record", "add", "engagement", "--sheet", refused)


def test_days_that_do_not_exist_are_set_aside_by_row(desktop: Desktop) -> None:
    wrong = COMMITMENT | {"due": "2031-02-31"}
    sheet = filled(desktop.folder / "wrong.csv", COMMITMENT, wrong)
    desktop.does("record", "add", "commitment", "--sheet", sheet)
    aside = (desktop.folder / "wrong.set-aside.csv").read_text(encoding="utf-8-sig")
    assert "3,due,2031-02-31" in aside
