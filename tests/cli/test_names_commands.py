"""`withstand actors match` and `screen`: what is documented runs, nothing is kept, mistakes end in a sentence."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

from desktop import Run

DOCUMENT = Path(__file__).parents[2] / "docs" / "names.md"
UN = """<CONSOLIDATED_LIST dateGenerated="2031-05-03T00:00:09Z"><INDIVIDUALS><INDIVIDUAL><DATAID>1</DATAID>
<FIRST_NAME>YUSUF</FIRST_NAME><SECOND_NAME>TOLOBI</SECOND_NAME><REFERENCE_NUMBER>VMi.001</REFERENCE_NUMBER>
</INDIVIDUAL></INDIVIDUALS><ENTITIES><ENTITY><DATAID>2</DATAID><FIRST_NAME>SARMEH LIBERATION FRONT</FIRST_NAME>
<REFERENCE_NUMBER>VMe.001</REFERENCE_NUMBER></ENTITY></ENTITIES></CONSOLIDATED_LIST>"""
EU = """<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2031-05-02" globalFileId="9"><sanctionEntity
euReferenceNumber="EU.900.1"><subjectType code="enterprise"/><nameAlias wholeName="Sarmeh Liberation Front"/>
</sanctionEntity></export>"""
FTM = json.dumps({"id": "vm-1", "schema": "Organization", "properties": {"name": ["3rd Infantry Battalion"]}}) + "\n"


def _files(folder: Path) -> None:
    (folder / "un.xml").write_text(UN, encoding="utf-8")
    (folder / "eu.xml").write_text(EU, encoding="utf-8")
    (folder / "entities.ftm.json").write_text(FTM, encoding="utf-8")
    (folder / "names.csv").write_text("unit,name\n1,3e bataillon d'infanterie\n2,Torvel Guard\n", encoding="utf-8")
    (folder / "judged.csv").write_text("first,second,verdict,reason\nA,B,same,a letter\n", encoding="utf-8")


def test_every_documented_command_runs(run: Run, tmp_path: Path) -> None:
    _files(tmp_path)
    blocks = re.findall(r"```\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    commands = [line for block in blocks for line in block.splitlines() if line.startswith("withstand ")]
    assert len(commands) == 3
    for command in commands:
        code, out, err = run(*shlex.split(command)[1:])
        assert code == 0, err
        assert json.loads(out)


def test_a_screening_tells_entry_version_and_reason_and_keeps_nothing(run: Run, tmp_path: Path) -> None:
    _files(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    code, out, _ = run("actors", "screen", "names.csv", "--list", "entities.ftm.json", "--list", "un.xml")
    assert code == 0
    said = json.loads(out)
    (found,) = said["found"]
    assert found["verdict"] == "same"
    assert found["entry"]["id"] == "vm-1"
    assert found["why"]
    assert {one["file"] for one in said["lists"]} == {"entities.ftm.json", "un.xml"}
    assert "stored" in said["kept"]
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_persons_are_off_unless_said(run: Run, tmp_path: Path) -> None:
    _files(tmp_path)
    assert json.loads(run("actors", "match", "Col. Youssouf Tolobi", "--list", "un.xml")[1])["found"] == []
    on = json.loads(run("actors", "match", "Col. Youssouf Tolobi", "--list", "un.xml", "--persons")[1])
    assert [one["entry"]["id"] for one in on["found"]] == ["VMi.001"]
    assert "does not say" in on["about"]


def test_a_judgement_from_a_file_stands(run: Run, tmp_path: Path) -> None:
    (tmp_path / "judged.csv").write_text(
        "first,second,verdict,reason\nA Guard,B Guard,same,renamed\n", encoding="utf-8"
    )
    said = json.loads(run("actors", "match", "B Guard", "A Guard", "--judged", "judged.csv")[1])
    assert (said["verdict"], said["judged"]) == ("same", True)


def test_mistakes_end_in_one_sentence(run: Run, tmp_path: Path) -> None:
    _files(tmp_path)
    (tmp_path / "bad.xml").write_text('<!DOCTYPE a [<!ENTITY b "c">]>' + UN, encoding="utf-8")
    (tmp_path / "bad.csv").write_text("first,second,verdict,reason\nA,B,perhaps,x\n", encoding="utf-8")
    for words in (
        ("match", "A"),
        ("match", "A", "B", "--list", "un.xml"),
        ("match", "A", "--list", "bad.xml"),
        ("match", "A", "--list", "none.xml"),
        ("match", "A", "B", "--judged", "bad.csv"),
        ("screen", "names.csv"),
        ("screen", "none.csv", "--list", "un.xml"),
    ):
        code, out, err = run("actors", *words)
        assert (code, out) == (2, ""), words
        assert len(err.strip().splitlines()) == 1, err
