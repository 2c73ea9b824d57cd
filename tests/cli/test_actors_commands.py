"""`withstand actors`: the tree as of a day, events attributed, persons that stay off."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from desktop import Desktop


def unit(desktop: Desktop, name: str, *more: str) -> str:
    made = desktop.does("record", "add", "unit", "--set", f"name={name}", "--set", "side=host_state", *more)
    return str(made[0]["record"])


def tied(desktop: Desktop, lower: str, upper: str, valid: str) -> None:
    desktop.does(
        "record", "add", "relation", "--set", "type=command", "--set", f"valid={valid}", "--link", f"lower={lower}",
        "--link", f"upper={upper}",
    )  # fmt: skip


@pytest.fixture
def army(desktop: Desktop) -> dict[str, str]:
    """A staff, two brigades, a battalion that changed from one to the other, a base."""
    units = {name: unit(desktop, name) for name in ("Staff", "North Brigade", "South Brigade", "First Battalion")}
    tied(desktop, units["North Brigade"], units["Staff"], "=2031-01-01..")
    tied(desktop, units["South Brigade"], units["Staff"], "=2031-01-01..")
    tied(desktop, units["First Battalion"], units["North Brigade"], "=2031-01-01..2032-05-10")
    tied(desktop, units["First Battalion"], units["South Brigade"], "=2032-05-11..")
    desktop.does(
        "record", "add", "positioning", "--set", "type=base", "--set", "where=VM0101/Amber Ford", "--set",
        "valid=2032-03..", "--link", f"actor={units['First Battalion']}",
    )  # fmt: skip
    return units


def names(branches: list[dict[str, Any]]) -> list[Any]:
    return [[one["name"], names(one["branches"])] if one["branches"] else one["name"] for one in branches]


def test_the_tree_is_that_of_the_day(desktop: Desktop, army: dict[str, str]) -> None:
    early = desktop.does("actors", "tree", "--as-of", "2032-05-01")
    assert names(early["tree"]) == [["Staff", [["North Brigade", ["First Battalion"]], "South Brigade"]]]
    late = desktop.does("actors", "tree", "--as-of", "2032-06-01", "--of", "South Brigade")
    assert names(late["tree"]) == [["South Brigade", ["First Battalion"]]]
    assert late["tree"][0]["branches"][0]["holds"] is True


def test_up_is_the_same_tree_turned_over(desktop: Desktop, army: dict[str, str]) -> None:
    up = desktop.does("actors", "tree", "--as-of", "2032-06-01", "--of", army["First Battalion"][-8:], "--up")
    assert names(up["tree"]) == [["First Battalion", [["South Brigade", ["Staff"]]]]]


def test_a_place_that_may_be_is_said_to(desktop: Desktop, army: dict[str, str]) -> None:
    found = desktop.does("actors", "tree", "--as-of", "2032-03-15", "--of", "First Battalion")
    (place,) = found["tree"][0]["positions"]
    assert (place["type"], place["area"], place["name"], place["holds"]) == ("base", "VM0101", "Amber Ford", False)


def test_a_unit_is_asked_for_by_the_name_it_bore_then(desktop: Desktop, army: dict[str, str]) -> None:
    desktop.does(
        "record", "add", "nameclaim", "--set", "name=Old Column", "--set", "type=former_name", "--set",
        "valid==2031-01-01..2031-12-31", "--link", f"actor={army['First Battalion']}",
    )  # fmt: skip
    then = desktop.does("actors", "tree", "--as-of", "2031-06-01", "--of", "Old Column")
    assert then["tree"][0]["record"] == army["First Battalion"]
    assert {"name": "Old Column", "type": "former_name", "holds": True} in then["tree"][0]["names_then"]
    assert "There is no" in desktop.refused("actors", "tree", "--as-of", "2032-06-01", "--of", "Old Column")


def test_what_is_not_there_and_what_may_not_be_seen_answer_alike(desktop: Desktop) -> None:
    hidden = unit(desktop, "Hidden", "--classification", "strictly_confidential")
    toml = desktop.folder / "hq" / "withstand.toml"
    toml.write_text(toml.read_text() + '\n[profile.low]\nclearance = "unclassified"\ncomponents = ["*"]\n')
    one = desktop.refused("actors", "tree", "--of", hidden, "--as", "low")
    other = desktop.refused("actors", "tree", "--of", hidden[:-4] + "0000", "--as", "low")
    assert one.replace(hidden, "X") == other.replace(hidden[:-4] + "0000", "X")
    assert desktop.does("actors", "tree", "--as", "low")["tree"] == []


def test_up_without_a_unit_is_refused(desktop: Desktop) -> None:
    assert "--of UNIT" in desktop.refused("actors", "tree", "--up")


def test_events_are_attributed_by_rules_that_are_printed(desktop: Desktop, velmara: Path) -> None:
    unit(desktop, "Government of Velmara")
    found = desktop.does("actors", "attribute", "--events", velmara)
    grades = {grade: one["number"] for grade, one in found["by_grade"].items()}
    assert sum(grades.values()) == sum(found["by_rule"].values()) == found["actors_of_events"]
    assert grades["resolved"] > 0
    assert (
        grades["unresolved"]
        == sum(one["times"] for one in found["unresolved_names"]) + found["by_rule"]["no_actor_is_named"]
    )
    assert set(found["rules"]) == set(found["by_rule"])
    assert all(one["named"] == "Government of Velmara" for one in found["attributed"])


def test_a_column_is_printed_as_the_file_names_it(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("withstand.cli.terminal.piped", lambda: False)
    monkeypatch.setattr("withstand.cli.actors_in.piped", lambda: False)
    (desktop.folder / "units.csv").write_text("unit:id:admin,unit:name,unit:notes:admin\na1,Amber Brigade,x\n")
    code, out, _ = desktop.call("actors", "import", "units.csv", "--workspace", "hq")
    assert code == 0
    assert "unit:id:admin" in out
    assert "unit:notes:admin" in out


def test_persons_are_off_and_every_way_in_says_so(desktop: Desktop) -> None:
    assert desktop.does("actors", "persons") == {"persons": False, "changed": False}
    said = desktop.refused("record", "add", "person", "--set", "name=Somebody")
    assert "off in this operation" in said
    sheet = desktop.folder / "people.csv"
    sheet.write_text("name\nSomebody\n")
    assert "off in this operation" in desktop.refused("record", "add", "person", "--sheet", sheet)
    assert "two people" in desktop.refused("actors", "persons", "--on")


def test_a_post_holder_is_a_post_a_unit_and_days_and_a_name_is_pointed_at(
    desktop: Desktop, army: dict[str, str]
) -> None:
    given = ("record", "add", "posting", "--set", "type=commander", "--set", "valid=2032-04-03..")
    link = ("--link", f"post_in={army['First Battalion']}")
    assert desktop.does(*given, "--set", "post_holder=second commander", *link)[0]["record"]
    said = desktop.refused(*given, "--set", "post_holder=Colonel Xanthe Velloso", *link)
    assert "may be" in said
