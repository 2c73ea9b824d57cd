"""`withstand matrix` as people and programs use it: shown first, entered at once or not at all, out with a receipt."""

from __future__ import annotations

import json
import re
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from desktop import Run

HEADER = (
    "No",
    "Location",
    "Threat",
    "Actor",
    "Rating",
    "Access",
    "Actions",
    "Responsible",
    "Deadline",
    "Status",
    "Cabinet",
)
FEES = ("N1", "VM0101", "Fees at the barrier", "Army", "High", "Full")
CROSSING = ("N2", "VM0204", "Attack on the crossing", "NSAG", "Low", "Denied")
ROWS = (
    (*FEES, "Patrol\nAsk for the order", "Force\nCAS", "2032-10-20", "Ongoing", "drawer 3"),
    (*CROSSING, "", "", "", "", ""),
    ("N3", "", "", "", "", "", "", "", "", "", "a remark"),
)
PROFILES = """
[profile.open]
clearance = "unclassified"
components = ["*"]

[profile.partner]
clearance = "confidential"
components = ["*"]
recipient = "humanitarian"
"""


@pytest.fixture
def told(run: Run) -> Callable[..., Any]:
    """Run a command that must do; its JSON."""

    def call(*words: object) -> Any:
        code, out, err = run(*words)
        assert code == 0, err
        return json.loads(out)

    return call


@pytest.fixture
def office(run: Run) -> str:
    """A workspace."""
    assert run("init", "hq", "--office", "Headquarters", "--not-encrypted")[0] == 0
    config = Path("hq/withstand.toml")
    config.write_text(config.read_text(encoding="utf-8") + PROFILES, encoding="utf-8")
    return "hq"


def refused(outcome: tuple[int, str, str]) -> str:
    """The one sentence of a refusal."""
    code, _, err = outcome
    assert code == 2, err
    assert "Traceback" not in err
    return err.strip().splitlines()[-1]


def sheet(name: str, *rows: tuple[Any, ...], header: tuple[str, ...] = HEADER) -> Path:
    """A matrix."""
    book = xlsxwriter.Workbook(name)
    made = book.add_worksheet("Matrix")
    for number, line in enumerate((header, *rows)):
        made.write_row(number, 0, line)
    book.close()
    return Path(name)


def entered(told: Callable[..., Any], office: str, *rows: tuple[Any, ...]) -> Any:
    """A matrix that was entered."""
    return told(
        "matrix", "read", sheet("m.xlsx", *(rows or ROWS)), "--workspace", office, "--on", "2032-10-04", "--enter"
    )


def test_a_matrix_is_shown_without_a_workspace_and_nothing_is_written(told: Callable[..., Any], tmp_path: Path) -> None:
    found = told("matrix", "read", sheet("m.xlsx", *ROWS), "--dry-run")
    assert [(row["state"], row["fields"]["threat"], len(row["actions"])) for row in found["threats"]] == [
        ("new", "Fees at the barrier", 2),
        ("new", "Attack on the crossing", 0),
    ]
    assert found["unmapped"] == {"Cabinet": 2}
    assert {(one["row"], one["column"]) for one in found["set_aside"]} == {(2, "Cabinet"), (4, "Cabinet"), (4, "")}
    assert not found["entered"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["m.xlsx"]


def test_a_mapping_is_proposed_once_and_then_obeyed(told: Callable[..., Any]) -> None:
    path = sheet("m.xlsx", *ROWS)
    assert told("matrix", "read", path, "--mapping", "m.toml")["mapping"] == "m.toml"
    kept = Path("m.toml").read_text(encoding="utf-8")
    Path("m.toml").write_text(kept.replace('heading = "Cabinet"\nto = ""', 'heading = "Cabinet"\nto = "description"'))
    found = told("matrix", "read", path, "--mapping", "m.toml")
    assert found["mapping"] is None
    assert found["threats"][0]["fields"]["description"] == "drawer 3"


def test_entering_saves_all_in_one_go_and_a_second_time_nothing(told: Callable[..., Any], office: str) -> None:
    first = entered(told, office)
    assert first["saved"] == 4
    assert Path(first["written_beside"]).read_text("utf-8-sig").count("\n") == 4
    actions = told("list", "action", "--workspace", office)
    assert {one["fields"]["task"] for one in actions} == {"Patrol", "Ask for the order"}
    again = entered(told, office)
    assert again["saved"] == 0
    assert {row["state"] for row in again["threats"]} == {"unchanged"}


def test_only_what_changed_gets_a_version_and_new_actions_answer_their_threat(
    told: Callable[..., Any], office: str
) -> None:
    entered(told, office)
    first = (*ROWS[0][:4], "Very high", "Full", "Patrol\nAsk for the order\nEscort", "Force\nCAS\nUNPOL", *ROWS[0][8:])
    again = entered(told, office, first, ROWS[1])
    assert again["saved"] == 2
    row = again["threats"][0]
    assert [change["field"] for change in row["changes"]] == ["rating"]
    assert [one["state"] for one in row["actions"]] == ["unchanged", "unchanged", "new"]
    shown = told("record", "show", row["record"], "--workspace", office)
    assert [one["role"] for one in shown["linked_from"]] == ["answers"] * 3
    assert len(told("record", "history", row["record"], "--workspace", office)) == 2


def test_a_text_that_may_name_somebody_stops_everything(run: Run, told: Callable[..., Any], office: str) -> None:
    path = sheet("m.xlsx", ROWS[0], ("N2", "VM0102", "Colonel Moussa Keita threatens the market", *ROWS[1][3:]))
    said = refused(run("matrix", "read", path, "--workspace", office, "--enter"))
    assert said.startswith("withstand: Row 3:")
    assert "Nothing of this file was entered." in said
    assert told("list", "threat", "--workspace", office) == []
    words = ("matrix", "read", path, "--workspace", office, "--enter", "--keep-text", "a public figure")
    assert told(*words)["saved"] == 4


def test_reviewed_says_on_which_day(told: Callable[..., Any], office: str) -> None:
    entered(told, office)
    words = ("matrix", "read", "m.xlsx", "--workspace", office, "--on", "2032-10-11", "--enter", "--reviewed")
    assert told(*words)["saved"] == 4
    assert {one["fields"]["reviewed_on"] for one in told("list", "threat", "--workspace", office)} == {"2032-10-11"}


def test_out_in_their_layout_and_back_unchanged(run: Run, told: Callable[..., Any], office: str) -> None:
    entered(told, office)
    written = told("matrix", "write", "out.xlsx", "--workspace", office, "--like", "m.xlsx")
    assert (written["threats"], written["actions"]) == (2, 2)
    assert [one["kind"] for one in written["manifests"]] == ["mission.Threat@1", "mission.Action@1"]
    found = told("matrix", "read", "out.xlsx", "--workspace", office)
    assert [one["heading"] for one in found["columns"]] == list(HEADER)
    assert {row["state"] for row in found["threats"]} == {"unchanged"}
    assert {one["state"] for row in found["threats"] for one in row["actions"]} == {"unchanged"}
    assert "exists already" in refused(run("matrix", "write", "out.xlsx", "--workspace", office))
    assert run("ledger", "verify", "--workspace", office)[0] == 0


def test_the_workbook_is_set_up_to_print_and_frozen(told: Callable[..., Any], office: str) -> None:
    entered(told, office)
    told("matrix", "write", "out.xlsx", "--workspace", office)
    with zipfile.ZipFile("out.xlsx") as held:
        page = held.read("xl/worksheets/sheet1.xml").decode()
        assert 'paperSize="9"' in page
        assert 'orientation="landscape"' in page
        assert 'state="frozen"' in page
        assert "not to be read as low" in held.read("xl/comments1.xml").decode()


def workbook_text(name: str) -> str:
    """Every text of a workbook."""
    with zipfile.ZipFile(name) as held:
        return " ".join(held.read(part).decode() for part in held.namelist() if part.endswith(".xml"))


def test_each_audience_gets_what_it_may_see(told: Callable[..., Any], office: str) -> None:
    entered(told, office)
    assert told("matrix", "write", "open.xlsx", "--workspace", office, "--as", "open")["threats"] == 0
    assert "barrier" not in workbook_text("open.xlsx")
    consented = told("list", "threat", "--workspace", office)[0]["record"]
    told("record", "edit", consented, "--workspace", office, "--set", "consent=humanitarian:protection")
    outside = told("matrix", "write", "partner.xlsx", "--workspace", office, "--as", "partner")
    assert outside["threats"] == 1
    text = workbook_text("partner.xlsx")
    assert "Fees at the barrier" not in text
    assert "Attack on the crossing" not in text
    assert "Patrol" not in text


def test_agenda_and_action_sheet_are_pages_of_their_own(run: Run, told: Callable[..., Any], office: str) -> None:
    entered(told, office)
    for name in ("agenda", "action-sheet"):
        told("matrix", name, "--workspace", office, "--on", "2032-10-25", "--out", f"{name}.html")
        page = Path(f"{name}.html").read_text(encoding="utf-8")
        assert "<script" not in page
        assert not re.search(r"(src|href)=|https?://(?!www\.w3\.org)", page)
        assert "size: A4" in page
        assert "Confidential" in page
        assert "exists already" in refused(run("matrix", name, "--workspace", office, "--out", f"{name}.html"))
    agenda, tasks = (Path(f"{name}.html").read_text(encoding="utf-8") for name in ("agenda", "action-sheet"))
    assert "Low, not seen" in agenda
    assert "5 days ago" in agenda
    assert tasks.index("Force") < tasks.index("Civil affairs")
    told("matrix", "agenda", "--workspace", office, "--as", "open", "--out", "open.html")
    assert "barrier" not in Path("open.html").read_text(encoding="utf-8")
    assert "is outside the operation" in refused(run("matrix", "agenda", "--workspace", office, "--as", "partner"))


def test_what_people_wrote_is_escaped(told: Callable[..., Any], office: str) -> None:
    entered(told, office, ("N1", "VM0101", "<b>Fees</b> & <script>x</script>", *ROWS[0][3:]))
    told("matrix", "agenda", "--workspace", office, "--on", "2032-10-25", "--out", "a.html")
    page = Path("a.html").read_text(encoding="utf-8")
    assert "<b>Fees" not in page
    assert "&lt;script&gt;" in page


def test_carrying_forward_shows_first(told: Callable[..., Any], office: str) -> None:
    entered(told, office)
    shown = told("matrix", "carry", "--workspace", office, "--on", "2032-10-11")
    assert (shown["carried"], shown["saved"]) == ({"threats": 2, "actions": 2}, None)
    assert told("matrix", "carry", "--workspace", office, "--on", "2032-10-11", "--enter")["saved"] == 4
    again = told("matrix", "carry", "--workspace", office, "--on", "2032-10-11", "--enter")
    assert (again["carried"], again["saved"]) == ({"threats": 0, "actions": 0}, 0)
    assert all("reviewed on 2032-10-11 already" in one["reason"] for one in again["left"])


def test_a_person_sees_tables(run: Run, told: Callable[..., Any], office: str, monkeypatch: pytest.MonkeyPatch) -> None:
    entered(told, office)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    _, out, _ = run("matrix", "read", "m.xlsx", "--workspace", office)
    assert "Nothing was entered" in out
    assert "Not read: Cabinet, 2 cells" in out
    assert "unchanged 2 and 2" in out


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("read", "none.xlsx"), "none.xlsx is not there"),
        (("read", "m.xlsx", "--enter"), "--workspace FOLDER"),
        (("read", "m.xlsx", "--workspace", "none"), "none"),
        (("read", "m.xlsx", "--sheet", "Other"), "no sheet 'Other'"),
        (("read", "m.xlsx", "--areas", "none.csv"), "none.csv"),
        (("read", "m.xlsx", "--mapping", "none/m.toml"), "cannot be written"),
        (("write", "out.pdf", "--workspace", "hq"), "written as .xlsx"),
        (("write", "out.xlsx", "--workspace", "hq", "--like", "none.xlsx"), "none.xlsx"),
        (("write", "out.xlsx", "--workspace", "hq", "--mapping", "none.toml"), "make it first"),
        (("write", "out.xlsx", "--workspace", "hq", "--language", "de"), "'de'"),
        (("write", "out.xlsx", "--workspace", "hq", "--level", "admin3"), "admin3"),
        (("write", "none/out.xlsx", "--workspace", "hq"), "cannot be written"),
        (("agenda", "--workspace", "hq", "--as", "nobody"), "nobody"),
        (("agenda", "--workspace", "hq", "--on", "2032-10-04", "--since", "2032-10-04"), "is not before the meeting"),
        (("action-sheet", "--workspace", "hq", "--out", "none/a.html"), "cannot be written"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(words: tuple[str, ...], why: str, run: Run, office: str) -> None:
    sheet("m.xlsx", *ROWS)
    assert why in refused(run("matrix", *words))
