"""Actors in and out: research sheets, our own sheet, entities; persons counted and never kept; nothing half entered."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from withstand.actors.records import POSITIONING, POSTING, RELATION, UNIT
from withstand.brief.actors.ftm_in import Choices, read_entities
from withstand.brief.actors.ftm_schemata import SCHEMATA, faults
from withstand.brief.actors.own_sheet import read_own_sheet, template
from withstand.brief.actors.research_sheets import read_research_sheet
from withstand.cli import main
from withstand.errors import InputError

RESEARCH = [
    {
        "unit:id:admin": "a1", "unit:name": "Amber Brigade", "unit:name:confidence": "High", "unit:other_names":
        "1 Bde;First Brigade", "unit:country": "vm", "unit:classification": "Army;Military",
        "unit:first_cited_date": "2030-01-05", "unit:first_cited_date_start": "Y", "unit:last_cited_date": "2032",
        "unit:last_cited_date_open": "Y",
    },
    {
        "unit:id:admin": "b2", "unit:name": "Ford Battalion", "unit:relation_type": "child",
        "unit:related_unit_id:admin": "a1", "unit:related_unit": "Amber Brigade", "unit:related_unit_class": "Command",
        "unit:related_unit:confidence": "Low", "unit:related_unit_first_cited_date": "2031-03",
        "unit:related_unit_last_cited_date": "2032-02-11", "unit:related_unit_open": "Y", "unit:location_type": "site",
        "unit:base_name": "Camp Heron", "unit:location": "Amber Ford (osm, point) 93dcc4a8", "unit:location_open": "N",
        "unit:location_first_cited_date": "2031-03-01", "unit:location_last_cited_date": "2031-12-01",
        "unit:notes:admin": "a note that is not taken",
    },
    {
        "unit:id:admin": "b2", "unit:name": "Ford Battalion", "unit:relation_type": "member",
        "unit:related_unit": "Operation Heron", "unit:related_unit_first_cited_date": "2031",
    },
    {
        "unit:id:admin": "c3", "unit:name": "Council", "unit:related_unit_id:admin": "a1", "unit:related_unit_class":
        "Informal",
    },
    {"unit:id:admin": "d4", "unit:name": "To go", "unit:status:admin": "X"},
    {"unit:id:admin": "e5", "unit:name": ""},
    {"unit:id:admin": "f6", "unit:name": "Late", "unit:related_unit_id:admin": "a1",
     "unit:related_unit_first_cited_date": "early 2031"},
]  # fmt: skip


def sheet(path: Path, rows: list[dict[str, str]]) -> Path:
    names = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_a_research_sheet_says_units_relations_and_places_with_the_days_of_their_citations(tmp_path: Path) -> None:
    read = read_research_sheet(sheet(tmp_path / "units.csv", RESEARCH), "host_state")
    units = {one.fields.name: one.fields for one in read.records if one.kind is UNIT}
    assert set(units) == {"Amber Brigade", "Ford Battalion", "Council", "Late"}
    assert units["Amber Brigade"].aliases == ("1 Bde", "First Brigade")
    assert (units["Amber Brigade"].side, units["Amber Brigade"].country) == ("host_state", "VM")
    assert units["Amber Brigade"].grade == "F2"
    relations = [one.fields for one in read.records if one.kind is RELATION]
    spans = [(one.valid.start, one.valid.end, one.valid.precise, one.valid.ongoing) for one in relations]
    assert spans == [("2031-03", "2032-02-11", True, False), ("2032-02-11", None, False, True)]
    assert {one.grade for one in relations} == {"F4"}
    (place,) = [one.fields for one in read.records if one.kind is POSITIONING]
    assert (place.type, place.where.name, place.valid.end) == ("base", "Camp Heron, Amber Ford", "2031-12-01")


def test_what_a_research_sheet_sets_aside_is_told_by_row(tmp_path: Path) -> None:
    read = read_research_sheet(sheet(tmp_path / "units.csv", RESEARCH))
    aside = {one.row: one for one in read.set_aside}
    assert sorted(aside) == [4, 5, 6, 7, 8]
    assert "not in the file" in aside[4].reason
    assert "informal" in aside[5].reason
    assert "deleted" in aside[6].reason
    assert aside[8].value == "early 2031"
    told = dict(read.columns)
    assert told["unit:notes:admin"] == "not taken"
    assert "F2" in told["unit:name:confidence"]


def test_days_in_three_columns_as_earlier_sheets_have_them(tmp_path: Path) -> None:
    rows = [
        {
            "unit:id:admin": "a", "unit:name": "Amber Post", "unit:site_nearest_settlement_name": "Ford",
            "unit:site_first_cited_date_year": "2031", "unit:site_first_cited_date_month": "3",
            "unit:site_first_cited_date_day": "", "unit:site_last_cited_date_year": "2032",
        }
    ]  # fmt: skip
    read = read_research_sheet(sheet(tmp_path / "units.csv", rows))
    (place,) = [one.fields for one in read.records if one.kind is POSITIONING]
    assert (place.valid.start, place.valid.end) == ("2031-03", "2032")


def test_persons_of_a_research_sheet_are_counted_and_nothing_of_them_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        units, people = book.add_worksheet("units"), book.add_worksheet("persons")
        units.write_row(0, 0, ["unit:id:admin", "unit:name"])
        units.write_row(1, 0, ["a1", "Amber Brigade"])
        people.write_row(0, 0, ["person:id:admin", "person:name", "person:posting_unit_id:admin"])
        people.write_row(1, 0, ["p1", "Xanthippe Oldfield", "a1"])
        people.write_row(2, 0, ["p1", "Xanthippe Oldfield", "a1"])
        people.write_row(3, 0, ["p2", "Quillon Vasterby", "a1"])
    read = read_research_sheet(path)
    assert (read.persons, len(read.records)) == (2, 1)
    assert "Xanthippe" not in repr(read)
    assert "Quillon" not in repr(read)


def test_downloads_of_parentage_name_a_superior_by_its_id(tmp_path: Path) -> None:
    rows = [
        {"unit:id:admin": "b2", "unit:name": "Ford Battalion", "unit:related_unit": "a1",
         "unit:related_unit:name": "Amber Brigade", "unit:related_unit_class": "Command",
         "unit:related_unit_first_cited_date": "2013-01-"},
        {"unit:id:admin": "b2", "unit:name": "Ford Battalion", "unit:area_ops_name": "Amber District"},
    ]  # fmt: skip
    read = read_research_sheet(sheet(tmp_path / "parentage.csv", rows))
    assert read.counts == {"Unit": 2, "Relation": 1, "Positioning": 1}
    assert read.set_aside == ()
    relation = next(one.fields for one in read.records if one.kind is RELATION)
    assert relation.valid.start == "2013-01"
    assert {one.fields.type for one in read.records if one.kind is POSITIONING} == {"area_of_operations"}


def test_persons_come_with_their_posts_only_once_they_are_switched_on(tmp_path: Path) -> None:
    rows = [
        {"unit:id:admin": "a1", "unit:name": "Amber Brigade", "person:id:admin": "p1",
         "person:name": "Somebody Invented",
         "person:posting_role": "Second in Command", "person:posting_rank": "Colonel",
         "person:posting_first_cited_date": "2031-02", "person:posting_last_cited_date": "2032-01-05"},
    ]  # fmt: skip
    path = sheet(tmp_path / "people.csv", rows)
    off = read_research_sheet(path)
    assert (off.counts, off.persons) == ({"Unit": 1}, 1)
    on = read_research_sheet(path, persons=True)
    assert (on.counts, on.persons) == ({"Unit": 1, "Person": 1, "Posting": 1}, 0)
    (post,) = [one for one in on.records if one.kind is POSTING]
    assert (post.fields.type, post.fields.rank_held) == ("deputy", "Colonel")
    assert dict(post.links) == {"post_in": "unit a1", "held_by": "person p1"}
    given = entities(tmp_path / "in.jsonl", *ENTITIES)
    read = read_entities(given, Choices(persons=True))
    assert (read.counts["Person"], read.counts["Posting"], read.persons) == (1, 2, 0)


def test_our_own_sheet_reads_from_its_template(tmp_path: Path) -> None:
    path = tmp_path / "actors.csv"
    text = template().decode("utf-8-sig")
    header = text.splitlines()[0].split(",")
    rows = [
        {"kind": "unit", "name": "Staff", "side": "host_state"},
        {"kind": "group", "name": "Night Column", "type": "militia", "superior": "Staff", "relation": "proxy",
         "proxy_link": "supply", "relation_from": "2031-02-01", "relation_to": "ongoing", "area": "VM0101"},
        {"kind": "unit", "name": "Lost", "superior": "Nobody"},
        {"kind": "club", "name": "Chess"},
        {"kind": "unit", "name": "Wrong", "type": "regimentt"},
    ]  # fmt: skip
    with path.open("w", newline="", encoding="utf-8") as file:
        file.write(text)
        csv.DictWriter(file, header).writerows(rows)
    read = read_own_sheet(path)
    assert read.counts == {"Unit": 2, "Group": 1, "Relation": 1, "Positioning": 1}
    (tied,) = [one.fields for one in read.records if one.kind is RELATION]
    assert (tied.type, tied.proxy_link, tied.valid.ongoing, tied.valid.precise) == ("proxy", "supply", True, True)
    assert sorted(one.row for one in read.set_aside) == [5, 6, 7]


def entity(identifier: str, schema: str, **properties: list[str]) -> dict[str, Any]:
    return {"id": identifier, "schema": schema, "properties": properties}


def entities(path: Path, *given: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(one) + "\n" for one in given), encoding="utf-8")
    return path


ENTITIES = (
    entity("a", "Organization", name=["Amber Brigade"], alias=["1 Bde"], previousName=["Old Brigade"], country=["cf"]),
    entity("b", "PublicBody", name=["Ministry of Ford"]),
    entity("c", "Company", name=["Heron Haulage"], parent=["b"]),
    entity("m1", "Membership", member=["a"], organization=["b"], role=["command"], startDate=["2031"],
           endDate=["2032-05"]),
    entity("m2", "Membership", member=["c"], organization=["b"], role=["shareholder"]),
    entity("u1", "UnknownLink", subject=["a"], object=["c"], role=["proxy:supply"]),
    entity("s1", "Succession", predecessor=["c"], successor=["a"]),
    entity("l1", "Sanction", entity=["a"], authority=["A list"], recordId=["L7"], startDate=["2031-02-03"]),
    entity("p", "Person", name=["Xanthippe Oldfield"]),
    entity("e1", "Employment", employee=["p"], employer=["a"]),
    entity("m3", "Membership", member=["p"], organization=["a"]),
    entity("v", "Vessel", name=["Heron"]),
    entity("m4", "Membership", member=["a"], organization=["gone"], role=["command"]),
)  # fmt: skip


def test_entities_become_actors_relations_names_and_listings(tmp_path: Path) -> None:
    read = read_entities(entities(tmp_path / "actors.jsonl", *ENTITIES), Choices(side="host_state"))
    assert read.counts == {"Unit": 2, "NameClaim": 1, "Office": 1, "Relation": 3, "Listing": 1}
    relations = {one.key: one.fields for one in read.records if one.kind is RELATION}
    assert {key: one.type for key, one in relations.items()} == {"m1": "command", "u1": "proxy", "s1": "successor"}
    assert relations["u1"].proxy_link == "supply"
    assert read.persons == 1
    assert "Xanthippe" not in repr(read)
    reasons = {one.row: one.reason for one in read.set_aside}
    assert sorted(reasons) == [3, 5, 12, 13]


def test_what_a_membership_is_can_be_said(tmp_path: Path) -> None:
    path = entities(tmp_path / "actors.jsonl", *ENTITIES)
    read = read_entities(path, Choices(relation="administrative"))
    assert {one.key for one in read.records if one.kind is RELATION} == {"m1", "m2", "u1", "s1", "c parent"}
    for wrong in ({"kind": "person"}, {"side": "villain"}, {"relation": "shareholder"}):
        with pytest.raises(InputError):
            Choices(**wrong)


def test_a_table_of_schemata_that_needs_what_it_knows() -> None:
    for schema in SCHEMATA.values():
        assert set(schema.needed) | set(schema.ends) <= set(schema.properties)
    wrong = [
        entity("-", "Organization"),
        entity("x", "Membership", member=["y"], organization=["-"], startDate=["May"]),
    ]
    assert len(list(faults(wrong))) == 4


Run = Callable[..., Any]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Commands in a folder with a workspace; what they print as JSON, or the sentence of a refusal."""
    monkeypatch.chdir(tmp_path)
    for name in ("XDG_RUNTIME_DIR", "WITHSTAND_PASSPHRASE", "WITHSTAND_ROOT_PASSPHRASE"):
        monkeypatch.delenv(name, raising=False)

    def call(*words: object) -> Any:
        monkeypatch.setattr(sys, "argv", ["withstand", *map(str, words)])
        try:
            main.run()
            code: object = 0
        except SystemExit as stop:
            code = stop.code or 0
        out, err = capsys.readouterr()
        return json.loads(out) if code == 0 else err.strip().splitlines()[-1]

    call("init", "hq", "--office", "Headquarters", "--not-encrypted")
    return call


def count(run: Run, kind: str) -> int:
    return len(run("list", kind, "--workspace", "hq"))


def test_an_import_is_shown_first_then_entered_whole_and_not_twice(run: Run, tmp_path: Path) -> None:
    path = sheet(tmp_path / "units.csv", RESEARCH)
    seen = run("actors", "import", path, "--workspace", "hq", "--side", "host_state")
    assert (seen["entered"], seen["would_enter"]["Unit"]) == (None, 4)
    assert count(run, "unit") == 0
    done = run("actors", "import", path, "--workspace", "hq", "--side", "host_state", "--enter")
    assert done["entered"] == 4 + 2 + 1
    assert Path(done["written_beside"]).exists()
    again = run("actors", "import", path, "--workspace", "hq", "--side", "host_state", "--enter")
    assert (again["entered"], again["there_already"]) == (0, 7)
    tree = run("actors", "tree", "--workspace", "hq", "--as-of", "2031-06-01", "--of", "Ford Battalion", "--up")
    assert tree["tree"][0]["branches"][0]["name"] == "Amber Brigade"


def test_claims_rest_on_the_source_and_carry_the_grade_that_were_named(run: Run, tmp_path: Path) -> None:
    source = run("record", "add", "source", "--workspace", "hq", "--set", "token=S-1", "--set", "type=ngo")[0]["record"]
    path = sheet(tmp_path / "units.csv", RESEARCH)
    run("actors", "import", path, "--workspace", "hq", "--enter", "--source", source, "--grade", "B2")
    claims = run("list", "relation", "--workspace", "hq")
    assert claims
    for one in claims:
        shown = run("record", "show", one["record"], "--workspace", "hq")
        assert {link["role"]: link["to"] for link in shown["links"]}["source"] == source
        assert shown["fields"]["grade"] == "B2"
    assert "There is no record" in run("actors", "import", path, "--workspace", "hq", "--enter", "--source", "f" * 36)


def test_one_text_that_may_name_somebody_enters_nothing(run: Run, tmp_path: Path) -> None:
    rows = [
        {"kind": "group", "name": "Night Column", "superior": ""},
        {"kind": "group", "name": "Column of Colonel Xanthippe Oldfield", "superior": ""},
    ]
    said = run("actors", "import", sheet(tmp_path / "a.csv", rows), "--workspace", "hq", "--enter")
    assert "Nothing of this file was entered" in said
    assert count(run, "group") == 0


def test_what_goes_out_comes_back_and_obeys_the_audience(run: Run, tmp_path: Path) -> None:
    run("actors", "import", entities(tmp_path / "in.jsonl", *ENTITIES), "--workspace", "hq", "--enter")
    made = run("actors", "export", "--workspace", "hq", "--out", "out.jsonl")
    held = [json.loads(line) for line in Path("out.jsonl").read_text().splitlines()]
    assert list(faults(held)) == []
    assert made["entities"] == {
        "Membership": 1, "Organization": 2, "PublicBody": 1, "Sanction": 1, "Succession": 1, "UnknownLink": 1
    }  # fmt: skip
    assert made["receipt"]
    about = json.loads(Path(made["manifest"]).read_text())
    assert {one["audience"] for one in about["of"]} == {"holder"}
    back = run("actors", "import", "out.jsonl", "--workspace", "hq")
    assert back["set_aside"] == []
    assert back["there_already"] == 2 + 1 + 3 + 1 + 1
    assert "exists already" in run("actors", "export", "--workspace", "hq", "--out", "out.jsonl")


def test_outside_only_what_sources_agreed_to_under_other_ids(run: Run, tmp_path: Path) -> None:
    run("actors", "import", entities(tmp_path / "in.jsonl", *ENTITIES), "--workspace", "hq", "--enter",
        "--classification", "unclassified")  # fmt: skip
    toml = tmp_path / "hq" / "withstand.toml"
    toml.write_text(toml.read_text() + '\n[profile.partner]\nrecipient = "humanitarian"\n')
    made = run("actors", "export", "--workspace", "hq", "--as", "partner", "--out", "partner.jsonl")
    held = [json.loads(line) for line in Path("partner.jsonl").read_text().splitlines()]
    assert list(faults(held)) == []
    assert "Membership" not in made["entities"]
    inside = {one["record"] for one in run("list", "unit", "--workspace", "hq")}
    assert not inside & {one["id"] for one in held}


def test_without_an_actor_nothing_is_written(run: Run) -> None:
    assert "nothing to write" in run("actors", "export", "--workspace", "hq", "--out", "out.jsonl")
    assert not Path("out.jsonl").exists()


def test_the_template_is_written_once(run: Run) -> None:
    assert run("actors", "template", "--out", "a.csv")["columns"][0] == "key"
    assert "exists already" in run("actors", "template", "--out", "a.csv")
