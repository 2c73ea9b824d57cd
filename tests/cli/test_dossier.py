"""The dossier of a decision: what was known then, what followed apart from it, in four forms."""

from __future__ import annotations

import hashlib
import io
import json
import sys
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest
from desktop import Desktop
from support_desk import SupportDesk, day

from withstand.cli.opening import opened
from withstand.ledger.receipts import has_receipt


@pytest.fixture
def decided(desktop: Desktop) -> SupportDesk:
    """A request that was decided, and much that came after."""
    support = SupportDesk.at(desktop)
    support.until_delivery()
    SupportDesk.add(
        desktop,
        "incident",
        "what=looting",
        "where=VM0101",
        f"when={day(-1)}",
        links=(f"suspected={support.battalion}",),
    )
    support.about("deliver", support.request, "what=Second", "items=fuel:5000:litres")
    support.about("visit", support.request, "what=Depot", "by=human_rights", "access=denied", "verdict=not_seen")
    return support


def written(support: SupportDesk, ending: str) -> Path:
    """The dossier in one form."""
    out = support.desk.folder / f"dossier.{ending}"
    support.desk.does("support", "dossier", support.request, "--out", out)
    return out


def test_it_holds_what_was_known_then_and_tells_the_rest_apart(decided: SupportDesk) -> None:
    told = json.loads(written(decided, "json").read_text(encoding="utf-8"))
    then, later = told["content"]["then"], told["content"]["known_later"]
    (unit,) = then["recipients"]
    assert unit["own"]["predation"]["acts"] == [["extortion", 1]]
    assert [one["fields"]["what"] for one in then["evidence"]] == ["extortion"]
    assert then["steps"][-1]["action"] == "approve_conditions"
    assert [one["action"] for one in later["steps"]] == ["countersign", "begin_delivery"]
    assert later["accounts"][0]["lines"][0]["given"][0]["quantity"] == 5000
    assert len(then["screenings"]) == 2
    assert "looting" not in json.dumps(then)
    assert told["manifest"]["audience"] == "holder"
    assert told["manifest"]["frontier"]
    assert told["manifest"]["program"].startswith("withstand ")


def test_the_page_prints_marked_and_alone(decided: SupportDesk) -> None:
    page = written(decided, "html").read_text(encoding="utf-8")
    assert "size: A4" in page
    assert "Confidential" in page
    assert "We would wait, for the order" in page
    assert "not added up" in page
    assert page.index("Known later") > page.index("7. Conditions")
    for word in ("<script", "http://", "https://"):
        assert word not in page


def test_the_word_file_opens_and_is_marked_on_every_page(decided: SupportDesk) -> None:
    content = written(decided, "docx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, text in parts.items():
        assert ET.fromstring(text).tag, name
    body = parts["word/document.xml"].decode()
    assert "9. Known later" in body
    assert "headerReference" in body
    assert "Confidential" in parts["word/header.xml"].decode()
    assert "tblHeader" in body


def test_the_pdf_is_set_on_a4(decided: SupportDesk) -> None:
    pytest.importorskip("typst")
    assert written(decided, "pdf").read_bytes().startswith(b"%PDF")


def test_without_its_library_a_pdf_is_refused(decided: SupportDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    said = decided.desk.refused("support", "dossier", decided.request, "--out", decided.desk.folder / "x.pdf")
    assert "typst" in said
    assert not (decided.desk.folder / "x.pdf").exists()


def test_the_receipt_names_the_file_by_its_digest(decided: SupportDesk) -> None:
    out = decided.desk.folder / "a name.html"
    assert decided.desk.does("support", "dossier", decided.request, "--out", out)["receipt"]
    with opened(decided.desk.folder / "hq") as found:
        assert has_receipt(found.ledger, "export", hashlib.sha256(out.read_bytes()).hexdigest())


def test_nothing_is_written_of_a_request_without_a_decision(desktop: Desktop) -> None:
    support = SupportDesk.at(desktop)
    said = desktop.refused("support", "dossier", support.request, "--out", desktop.folder / "x.html")
    assert "no decision yet" in said


def test_an_audience_outside_gets_no_dossier(decided: SupportDesk) -> None:
    settings = decided.desk.folder / "hq" / "withstand.toml"
    profile = '\n[profile.other]\nclearance = "confidential"\ncomponents = ["*"]\nrecipient = "humanitarian"\n'
    settings.write_text(settings.read_text(encoding="utf-8") + profile, encoding="utf-8")
    out = decided.desk.folder / "x.html"
    said = decided.desk.refused("support", "dossier", decided.request, "--out", out, "--as", "other")
    assert "outside the operation" in said
    assert not out.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("vet", "14th Battalion"), "ce qui est consigné"),
        (("support", "show", "REQUEST"), "Demande d’appui : Fuel for the 14th Battalion"),
        (("support", "dossier", "REQUEST"), "9. Su plus tard : la suite"),
        (("support", "statistics"), "Durée dans chaque état"),
    ],
)
def test_every_paper_of_support_comes_in_a_language(decided: SupportDesk, words: tuple[str, ...], said: str) -> None:
    asked, out = [decided.request if one == "REQUEST" else one for one in words], decided.desk.folder / "paper.html"
    decided.desk.does(*asked, "--language", "fr", "--out", out)
    page = out.read_text(encoding="utf-8")
    assert '<html lang="fr" dir="ltr">' in page
    assert said in page
    assert "Comment ce document a été fait" in page
    refused = decided.desk.refused(*asked, "--language", "de", "--out", decided.desk.folder / "other.html")
    assert "There is no language 'de': en, fr, es, ar." in refused
