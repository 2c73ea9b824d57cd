"""What an officer at the end of a long day does, and what the command line says: twice, wrongly, or to no effect."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pyrage
import pytest
from desktop import Desktop

SHEET = [["what", "where_area", "when_start"], ["looting", "VM0101", "2032-05-20"], ["looting", "VM0102", "2032-05-21"]]


def _sheet(folder: Path, rows: list[list[str]]) -> Path:
    path = folder / "incidents.csv"
    with path.open("w", encoding="utf-8", newline="") as sink:
        csv.writer(sink).writerows(rows)
    return path


def test_a_sheet_that_is_entered_twice_is_told_row_by_row(desktop: Desktop, tmp_path: Path) -> None:
    first = desktop.does("record", "add", "incident", "--sheet", _sheet(tmp_path, SHEET))
    assert len(first["saved"]) == 2
    more = _sheet(tmp_path, [*SHEET, ["looting", "VM0103", "2032-05-22"]])
    again = desktop.does("record", "add", "incident", "--sheet", more)
    assert [one["row"] for one in again["saved"]] == [4]
    assert [(one["row"], one["record"]) for one in again["there_already"]] == [
        (one["row"], one["record"]) for one in first["saved"]
    ]
    said = desktop.warned("record", "add", "incident", "--sheet", more)
    assert "3 rows say what is recorded here already" in said
    assert "--again" in said
    assert len(desktop.does("record", "add", "incident", "--sheet", more, "--again")["saved"]) == 3


def test_a_redacted_record_is_told_with_the_act_that_redacted_it(desktop: Desktop) -> None:
    record = desktop.incident()
    act = desktop.does("ledger", "redact", record[-12:], "--reason", "asked by the source", *desktop.two())["act"]
    for words in (
        ("show", record),
        ("history", record),
        ("show", record[-12:]),
        ("edit", record, "--set", "displaced=1"),
    ):
        said = desktop.refused("record", *words)
        assert "was redacted by two people at Headquarters" in said
        assert act in said
        assert "asked by the source" in said


def test_a_redacted_record_with_two_versions_is_no_open_conflict(desktop: Desktop) -> None:
    record = desktop.incident()
    first = desktop.does("record", "show", record)["version"]
    desktop.does("record", "edit", record, "--set", "displaced=1")
    desktop.does("record", "edit", record, "--set", "displaced=2", "--over", first, "--beside")
    assert [one["record"] for one in desktop.does("ledger", "conflicts")["conflicts"]] == [record]
    desktop.does("ledger", "redact", record, "--reason", "asked", *desktop.two())
    assert desktop.does("ledger", "conflicts")["conflicts"] == []
    assert "No versions stand side by side" in desktop.warned("ledger", "conflicts")


def test_a_revocation_names_an_entry_that_is_held(desktop: Desktop) -> None:
    own = desktop.does("ledger", "offices")["installations"][0]
    words = ("ledger", "revoke", "Headquarters", "--root-key", "hq-root-key.txt", "--after")
    said = desktop.refused(*words, own["held"] + 1)
    assert f"Name a number up to {own['held']}" in said
    desktop.incident()
    desktop.does(*words, own["held"])
    assert desktop.does("ledger", "offices")["installations"][0]["revoked_after"] == own["held"]


def test_what_is_revoked_is_told_as_revoked(desktop: Desktop) -> None:
    two = desktop.two()
    record = desktop.incident()
    root = ("--root-key", "hq-root-key.txt")
    desktop.does("ledger", "revoke-person", "Ben Okoye", *root)
    assert "The personal key of Ben Okoye was revoked" in desktop.refused(
        "ledger", "redact", record, "--reason", "x", *two
    )
    assert "was revoked from" in desktop.refused("ledger", "revoke-person", "Ben Okoye", *root)


def test_a_lowering_lowers_or_is_refused(desktop: Desktop) -> None:
    two = desktop.two()
    record = desktop.incident()
    for word in ("confidential", "strictly_confidential"):
        said = desktop.refused("ledger", "lower", record, "--to", word, "--reason", "x", *two)
        assert f"is confidential: --to {word} does not lower it" in said
    assert "no classification; there are" in desktop.refused(
        "ledger", "lower", record, "--to", "secret", "--reason", "x", *two
    )
    desktop.does("ledger", "lower", record[-12:], "--to", "unclassified", "--reason", "x", *two)
    assert desktop.does("record", "show", record)["classification"] == "unclassified"


def test_an_unknown_kind_in_the_settings_is_refused(desktop: Desktop, tmp_path: Path) -> None:
    settings = tmp_path / "hq" / "withstand.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("# Incident = 3650", "Incidents = 3650"), encoding="utf-8")
    said = desktop.refused("list", "incident")
    assert "office.retention.Incidents: there is no such kind; there are: Acceptance, Action, Alert" in said
    settings.write_text(text.replace("# Incident = 3650", "Incident = 3650"), encoding="utf-8")
    desktop.does("list", "incident")


def test_the_same_link_is_made_once(desktop: Desktop) -> None:
    unit = desktop.does("record", "add", "unit", "--set", "name=4th Brigade")[0]["record"]
    record = desktop.incident()
    desktop.does("record", "link", record, f"suspected={unit}")
    assert "This link exists already" in desktop.refused("record", "link", record, f"suspected={unit}")
    assert "exists already" in desktop.refused("record", "edit", record, "--link", f"suspected={unit}")
    desktop.does("record", "link", record, f"suspected={unit}#a1")


def test_places_are_spoken_of_in_degrees(desktop: Desktop) -> None:
    record = desktop.incident()
    desktop.does("record", "edit", record, "--set", "where.latitude=4", "--set", "where.longitude=18.5")
    assert desktop.does("record", "show", record)["fields"]["where"]["latitude"] == 4_000_000
    for words in (("where.latitude=91000001",), ("where.latitude=400.5",)):
        assert "from -90 to 90" in desktop.refused("record", "edit", record, "--set", *words)
    broken = {"what": "looting", "where": {"latitude": 91_000_000, "longitude": 0}, "when": {"start": "2032"}}
    Path("in.json").write_text(json.dumps(broken), encoding="utf-8")
    assert "runs from -90 to 90 degrees" in desktop.refused("record", "add", "incident", "--json", "in.json")


def test_what_list_and_show_print_can_be_entered(desktop: Desktop, tmp_path: Path) -> None:
    unit = desktop.does("record", "add", "unit", "--set", "name=4th Brigade")[0]["record"]
    record = desktop.incident("displaced=7")
    desktop.does(
        "record", "edit", record, "--classification", "strictly_confidential", "--link", f"suspected={unit}#a1"
    )
    for words, links in ((("list", "incident"), 0), (("record", "show", record), 1)):
        file = tmp_path / "printed.json"
        file.write_text(json.dumps(desktop.does(*words)), encoding="utf-8")
        made = desktop.does("record", "add", "incident", "--json", file)[0]["record"]
        again, before = desktop.does("record", "show", made), desktop.does("record", "show", record)
        assert (again["fields"], again["classification"]) == (before["fields"], "strictly_confidential")
        assert len(again["links"]) == links
        assert "this is Incident, and Alert was asked for" in desktop.refused("record", "add", "alert", "--json", file)


@pytest.mark.parametrize(
    "words", [("list", "incident"), ("search", "nothing"), ("export", "incident", "--out", "none.csv")], ids=" ".join
)
def test_an_empty_answer_says_so_where_a_person_reads_it(desktop: Desktop, words: tuple[str, ...]) -> None:
    assert "records match" in desktop.warned(*words)


def test_a_bundle_that_would_overwrite_another_names_a_free_name(desktop: Desktop) -> None:
    Path("a.bundle").write_bytes(b"x")
    Path("a-2.bundle").write_bytes(b"x")
    said = desktop.refused("ledger", "export", "--for", "Amber Ford", "--out", "a.bundle")
    assert "Free is: --out a-3.bundle" in said


def test_a_file_that_is_no_backup_is_told_before_a_passphrase_is_asked(desktop: Desktop, tmp_path: Path) -> None:
    identity = pyrage.x25519.Identity.generate()
    wrong = {
        "empty": (b"", "it is empty"),
        "text": (b"hello", "it is no age file"),
        "ledger": ((tmp_path / "hq" / "ledger.sqlite").read_bytes(), "it is no age file"),
        "bundle": (pyrage.encrypt(b"x", [identity.to_public()]), "it was made for an office"),
        "welcome": (pyrage.encrypt(b"x", [identity.to_public()], armored=True), "it was made for an office"),
    }
    for name, (content, said) in wrong.items():
        (tmp_path / name).write_bytes(content)
        assert said in desktop.refused("restore", name, "back", workspace=False)
    assert "Is a directory" in desktop.refused("restore", "hq", "back", workspace=False)
    assert not (tmp_path / "back").exists()
