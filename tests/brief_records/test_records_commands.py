"""The two commands: what they print for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from offices import Office, incident, operation, save

from withstand.brief.records.scanning import TextNotCleared
from withstand.cli import records_out
from withstand.errors import InputError
from withstand.evidence.records import INCIDENT
from withstand.picture.audience import HOLDER
from withstand.picture.picture import Picture


@pytest.fixture
def office() -> Office:
    office = operation("HQ")["HQ"]
    save(office.ledger, incident(narrative="Ask Colonel Moussa Keita"), INCIDENT)
    return office


def test_a_program_gets_one_document_about_an_export(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture, out = Picture(office.ledger, HOLDER), tmp_path / "incidents.hxl.csv"
    with pytest.raises(TextNotCleared):
        records_out.run_export(picture, "incident", out=out)
    asked = json.loads(capsys.readouterr().out)
    assert asked["file"] is None
    assert [one["words"] for one in asked["findings"]] == ["Colonel Moussa Keita"]
    records_out.run_export(picture, "incident", out=out, keep_code=asked["code"], keep_text="a public figure")
    told = json.loads(capsys.readouterr().out)
    assert (told["file"], told["form"], told["manifest"]["rows"]) == (str(out), "hxl", 1)
    assert len(told["kept"]) == 1


def test_a_person_gets_a_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records_out, "piped", lambda: False)
    ledger = operation("HQ")["HQ"].ledger
    records_out.run_export(Picture(ledger, HOLDER), "incident", out=tmp_path / "a.xlsx", language="ar")
    told = capsys.readouterr()
    assert "classification" in told.out
    assert "No Incident records match" in told.err
    records_out.run_template("Incident", "es", tmp_path / "t.xlsx")
    assert "Incidente" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"out": Path("a.pdf")}, "exported as"),
        ({"form": "parquet"}, "parquet"),
        ({"level": "admin3"}, "admin3"),
        ({"language": "de"}, "'de'"),
        ({"word": "thing"}, "no such kind"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(options: dict[str, object], why: str) -> None:
    picture = Picture(operation("HQ")["HQ"].ledger, HOLDER)
    with pytest.raises(InputError, match=why):
        records_out.run_export(picture, **{"word": "incident", **options})  # type: ignore[arg-type]
