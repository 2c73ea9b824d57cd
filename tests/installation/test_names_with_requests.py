"""Names that came with a request: looked for on the lists on file, explained, judged, gone; numbers and lists stay."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import msgspec
import pytest
import xlsxwriter

from withstand.brief.actors.names_in import MOST_NAMES, names_in_content
from withstand.errors import InputError, UnreadableFile
from withstand.installation.keyring import new_keyring
from withstand.installation.lists_on_file import keep_list, lists_on_file
from withstand.installation.names_with_requests import case_of, fields_of, outcome_of, take_names, waiting
from withstand.installation.screening import ScreeningStore
from withstand.workspace import Workspace

UN = """<CONSOLIDATED_LIST dateGenerated="2031-05-03T00:00:09Z"><INDIVIDUALS><INDIVIDUAL><DATAID>1</DATAID>
<FIRST_NAME>YUSUF</FIRST_NAME><SECOND_NAME>TOLOBI</SECOND_NAME><REFERENCE_NUMBER>VMi.001</REFERENCE_NUMBER>
</INDIVIDUAL></INDIVIDUALS><ENTITIES><ENTITY><DATAID>2</DATAID><FIRST_NAME>SARMEH LIBERATION FRONT</FIRST_NAME>
<REFERENCE_NUMBER>VMe.001</REFERENCE_NUMBER></ENTITY></ENTITIES></CONSOLIDATED_LIST>"""
NAMES = ("Col. Youssouf Tolobi", "Zebulon Thrace", "Quillon Vasterby")
KEYS = new_keyring("Headquarters", encrypted=False)
DAY = date(2032, 5, 1)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "hq").mkdir()
    (tmp_path / "un.xml").write_text(UN, encoding="utf-8")
    made = Workspace(tmp_path / "hq")
    keep_list(made, tmp_path / "un.xml")
    return made


def test_a_hit_is_explained_and_what_survives_are_numbers_lists_and_who_judged(workspace: Workspace) -> None:
    store, case = ScreeningStore(workspace, KEYS, DAY), case_of("request", "human_rights")
    judged = take_names(store, workspace, case, NAMES, "person", "token", 30)
    assert [one.result for one in judged] == ["not_judged", "no_match", "no_match"]
    (hit,) = judged[0].hits
    assert (hit.entry, hit.written) == ("VMi.001", "YUSUF TOLOBI")
    assert hit.score > 60
    assert hit.why
    assert "2031-05-03" in hit.list
    store.judge(case, NAMES[0], "possible", "another")
    assert waiting(store, case)[0].hits == (hit,)
    outcome = store.conclude(case, "another")
    assert waiting(store, case) == ()
    assert outcome_of(store, case) == outcome
    fields = fields_of(outcome)
    assert (fields["names_checked"], fields["names_to_judge"], fields["names_matched"]) == (3, 1, 0)
    assert fields["reviewed_by"] == "another"
    (said,) = fields["lists"]
    assert "2031-05-03" in said
    assert not set(said) & set(";,")
    kept = msgspec.json.encode(outcome).decode()
    assert not any(part in kept for name in NAMES for part in name.split())
    assert "TOLOBI" not in kept


def test_nobody_is_on_a_list_that_is_not_on_file(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    empty = Workspace(tmp_path / "none")
    store = ScreeningStore(empty, KEYS, DAY)
    with pytest.raises(InputError, match="No list of names is on file"):
        take_names(store, empty, "case", NAMES, "person", "token", 30)
    assert store.cases() == ()


def test_a_list_of_the_same_file_name_replaces_the_one_before(workspace: Workspace, tmp_path: Path) -> None:
    newer = tmp_path / "newer" / "un.xml"
    newer.parent.mkdir()
    newer.write_text(UN.replace("2031-05-03", "2032-01-09").replace("TOLOBI", "ARDEN"), encoding="utf-8")
    keep_list(workspace, newer)
    (held,) = lists_on_file(workspace)
    assert "2032-01-09" in str(held.version)
    newer.write_text("<html>", encoding="utf-8")
    with pytest.raises(InputError):
        keep_list(workspace, newer)
    assert lists_on_file(workspace) == (held,)


def workbook(*rows: tuple[str, ...]) -> bytes:
    sink = io.BytesIO()
    made = xlsxwriter.Workbook(sink, {"in_memory": True})
    sheet = made.add_worksheet("Course")
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            sheet.write_string(number, place, cell)
    made.close()
    return sink.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"name\nAmber Stone\nBirch Wells\n", b"Amber Stone\nBirch  Wells\n",
        b"no;Nom;grade\n1;Amber Stone;Lt\n2;Birch Wells;Cpl\n3;Amber Stone;Lt\n",
        workbook(("Our course",), ("", "Name", "Rank"), ("1", "Amber Stone", "Lt"), ("2", "Birch Wells", "")),
    ],
)  # fmt: skip
def test_names_are_read_from_the_column_that_is_headed_so_or_the_only_one(content: bytes) -> None:
    assert names_in_content(Path("names"), content) == ("Amber Stone", "Birch Wells")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"), (b"a,b\n1,2\n", "no column of names"), (b"%PDF-1.4", "PDF"),
        (b"PK\x03\x04 nothing", "workbook"),
        (("name\n" + "\n".join(f"Name {n}" for n in range(MOST_NAMES + 1))).encode(), "more than"),
        (b"name\n" + b"x" * 2_000_001, "2 MB"),
    ],
)  # fmt: skip
def test_what_holds_no_names_is_refused_in_a_sentence(content: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        names_in_content(Path("names"), content)
