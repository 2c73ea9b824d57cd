"""Persons as records: off, until two people with personal keys switch it on, wherever the act is merged."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import Desk, file_with, make_desk

PEOPLE = {"Ana Silva": "ana's own four words", "Ben Okoye": "ben's own four words"}
TWO = ("--by", "Ana Silva", "--and", "Ben Okoye", "--by-passphrase-file", "own0", "--and-passphrase-file", "own1")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    """Headquarters with two people, and a field office."""
    made = make_desk(tmp_path, monkeypatch, capsys)
    mark = made.headquarters()
    for number, (name, own) in enumerate(PEOPLE.items()):
        file_with(tmp_path, f"own{number}", own)
        made.does(
            "ledger", "person", name, "--workspace", "hq", "--root-key", "hq-root-key.txt",
            "--person-passphrase-file", f"own{number}",
        )  # fmt: skip
    made.office("amber", mark)
    return made


def add(desk: Desk, workspace: str = "hq") -> tuple[int, str, str]:
    return desk.run("record", "add", "person", "--workspace", workspace, "--set", "name=Invented Example")


def test_two_people_switch_it_on_and_off_and_the_act_travels(desk: Desk) -> None:
    assert add(desk)[0] == 2
    on = desk.does("actors", "persons", "--workspace", "hq", "--on", "--reason", "agreed", *TWO)
    assert on == {"persons": True, "changed": True}
    assert add(desk)[0] == 0
    assert add(desk, "amber")[0] == 2
    desk.send("hq", "amber")
    assert add(desk, "amber")[0] == 0
    off = desk.does("actors", "persons", "--workspace", "hq", "--off", "--reason", "no longer", *TWO)
    assert off == {"persons": False, "changed": True}
    assert add(desk)[0] == 2
    assert desk.does("ledger", "verify", "--workspace", "hq")
    desk.does("ledger", "rebuild", "--workspace", "hq")
    assert desk.does("actors", "persons", "--workspace", "hq") == {"persons": False, "changed": False}
    assert len(desk.does("list", "person", "--workspace", "hq")) == 1


def test_the_act_is_in_the_file_of_acts_that_a_restore_obeys(desk: Desk) -> None:
    from withstand.installation.known_acts import known_acts

    desk.does("actors", "persons", "--workspace", "hq", "--on", "--reason", "agreed", *TWO)
    opened = desk.opened("hq")
    try:
        assert [(act.what, act.switch, act.entries) for act in known_acts(opened.ledger)] == [
            ("switch_on", "persons", ())
        ]
    finally:
        opened.ledger.close()


def test_one_person_twice_switches_nothing_on(desk: Desk) -> None:
    said = desk.refused(
        "actors", "persons", "--workspace", "hq", "--on", "--reason", "agreed", "--by", "Ana Silva", "--and",
        "ana silva", "--by-passphrase-file", "own0", "--and-passphrase-file", "own0",
    )  # fmt: skip
    assert "two different people" in said
    assert add(desk)[0] == 2


def test_an_act_appended_once_more_switches_nothing_on_again(desk: Desk) -> None:
    from withstand.installation.known_acts import known_acts
    from withstand.ledger.journal import Draft, append
    from withstand.ledger.switches import switched_on
    from withstand.ledger.system import ACT

    desk.does("actors", "persons", "--workspace", "hq", "--on", "--reason", "agreed", *TWO)
    desk.does("actors", "persons", "--workspace", "hq", "--off", "--reason", "no longer", *TWO)
    opened = desk.opened("hq")
    try:
        first = next(act for act in known_acts(opened.ledger) if act.what == "switch_on")
        append(opened.ledger, [Draft(ACT, first, "unclassified")])
        assert not switched_on(opened.ledger, "persons")
    finally:
        opened.ledger.close()


def test_a_person_never_leaves_the_operation(desk: Desk) -> None:
    desk.does("actors", "persons", "--workspace", "hq", "--on", "--reason", "agreed", *TWO)
    assert add(desk)[0] == 0
    toml = desk.folder / "hq" / "withstand.toml"
    toml.write_text(toml.read_text() + '\n[profile.partner]\nrecipient = "humanitarian"\n')
    said = desk.refused("export", "person", "--workspace", "hq", "--as", "partner", "--out", "people.csv")
    assert "ever given to anybody outside" in said
