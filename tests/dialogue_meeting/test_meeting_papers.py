"""The page in four languages and every form: one side of A4 in the pocket, all translated, every line cited."""

from __future__ import annotations

import io
import os
import re
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest
import typst
from meeting_worlds import DAY, MEETING, Saved, World, actors, by_chance, on, velmara

from withstand.brief.dialogue.meeting_paper import MeetingPage
from withstand.brief.dialogue.sections import FORMS, Form
from withstand.brief.dialogue.tongue import Tongue
from withstand.brief.papers.as_docx import paper_docx
from withstand.brief.papers.as_pdf import paper_pdf, typst_source
from withstand.brief.papers.handing import hand_out_paper, paper_manifest, written
from withstand.brief.papers.page import paper_page
from withstand.brief.papers.paper import Paper
from withstand.brief.papers.tongue import LANGUAGES
from withstand.dialogue.meeting.meeting import prepare
from withstand.dialogue.records import COMMITMENT, ENGAGEMENT
from withstand.vocabulary.sentences import sentences

SEEDS = range(20) if os.environ.get("WITHSTAND_PROOFS") else range(2)


def page(saved: Saved, language: str = "en", form: Form = "pocket") -> MeetingPage:
    picture = saved.picture()
    return MeetingPage(prepare(picture, saved.ids["office"], DAY, alerts=form != "pocket"), picture, language, form)


def sides(paper: Paper) -> int:
    made = typst.compile(typst_source(paper).encode(), format="svg")
    return len(made) if isinstance(made, list) else 1


@pytest.fixture(scope="module")
def made_by_hand() -> Saved:
    return velmara().saved()


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pocket_page_is_one_side_of_a4_however_much_is_recorded(seed: int, language: str) -> None:
    assert sides(page(by_chance(seed, 250).saved(), language).paper()) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_long_texts_without_spaces_or_in_capitals_do_not_break_the_page(language: str) -> None:
    world = World()
    actors(world)
    for number in range(30):
        text = ("W" * 290, "نص طويل جداً " * 20, "MINISTERIO DEL INTERIOR " * 12)[number % 3].strip()
        world.tell(f"p{number}", COMMITMENT, f"promised_{('by', 'to')[number % 2]}=office", promise=text,
                   promise_side=("theirs", "ours")[number % 2], when={"start": on(40)}, made_in="meeting",
                   issue="other", test="Ask.", owner="force", due=on(3))  # fmt: skip
        world.tell(f"m{number}", ENGAGEMENT, "met=office", subject=text, when={"start": on(number + 1)}, **MEETING,
                   they_raised=text * 9, our_red_lines=text * 9,
                   asks=[{"issue": "other", "topic": text[number:], "wants": "stop", "ask": text}])  # fmt: skip
    assert sides(page(world.saved(), language).paper()) == 1


def test_lists_that_are_cut_say_how_many_are_left_out() -> None:
    found = page(by_chance(3, 250).saved())
    cut = [one for one in found.sections if one.left_out]
    assert cut
    html = paper_page(found.paper())
    assert all(f"and {one.left_out} more, not on this page" in html for one in cut)
    whole = page(by_chance(3, 250).saved(), form="sanitised")
    assert not any(one.left_out for one in whole.sections)


@pytest.mark.parametrize("form", FORMS)
def test_every_line_rests_on_records_one_click_away(made_by_hand: Saved, form: Form) -> None:
    found = page(made_by_hand, form=form)
    html = paper_page(found.paper())
    leads, stands = set(re.findall(r'href="#(r\d+)"', html)), set(re.findall(r'id="(r\d+)"', html))
    assert leads == stands
    uncited = [line.text for one in found.sections for line in one.lines if not line.records]
    assert all(text in _WITHOUT_RECORDS for text in uncited), uncited
    for record in found.paper().numbers:
        assert record in html


_WITHOUT_RECORDS = {spoken["en"] for key, spoken in sentences("meeting").items() if key.startswith(("rule_", "u_"))}


@pytest.mark.parametrize("language", LANGUAGES[1:])
@pytest.mark.parametrize("form", FORMS)
def test_no_sentence_stays_untranslated(made_by_hand: Saved, language: str, form: Form) -> None:
    html = paper_page(page(made_by_hand, language, form).paper())
    for key, spoken in sentences("meeting").items():
        for piece in re.split(r"\{\w+\}", spoken["en"]):
            words = piece.strip(" .:;,()“”")
            if len(words.split()) > 1 and words not in spoken[language]:
                assert words not in html, (key, words)
    for key in ("Checkpoints and payments", "Civil affairs", "No answer", "Extortion", "Under way", "Confidential"):
        assert key not in html


def test_the_arabic_page_runs_from_right_to_left_in_every_form(made_by_hand: Saved) -> None:
    paper = page(made_by_hand, "ar").paper()
    assert '<html lang="ar" dir="rtl">' in paper_page(paper)
    assert 'lang: "ar"' in typst_source(paper)
    with zipfile.ZipFile(io.BytesIO(paper_docx(paper))) as archive:
        body = archive.read("word/document.xml").decode()
    assert "<w:bidi/>" in body
    assert "<w:bidiVisual/>" in body
    assert "<w:rtl/>" in body


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_word_file_is_well_formed_and_its_ways_lead_somewhere(made_by_hand: Saved, language: str) -> None:
    with zipfile.ZipFile(io.BytesIO(paper_docx(page(made_by_hand, language).paper()))) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    for text in parts.values():
        ET.fromstring(text)
    body = parts["word/document.xml"]
    assert set(re.findall(r'w:anchor="(r\d+)"', body)) == set(re.findall(r'w:name="(r\d+)"', body))


def test_files_of_one_picture_are_the_same_and_named_nowhere_when_they_were_made(made_by_hand: Saved) -> None:
    found = page(made_by_hand)
    about = paper_manifest(found.picture, "x", found.seen, timeless=True)
    for form in (".html", ".docx", ".pdf", ".json"):
        assert written(found.paper(), form, found.plain(), about) == written(
            page(made_by_hand).paper(), form, found.plain(), about
        )
    assert paper_pdf(found.paper()).startswith(b"%PDF")


def test_a_file_is_handed_out_with_a_receipt(tmp_path: Path) -> None:
    saved = velmara().saved()
    found = page(saved)
    out = hand_out_paper(found.picture, tmp_path / "page.json", "meeting", found.paper(), found.plain(), found.seen)
    assert out.receipt
    assert out.path.read_bytes()


def test_days_are_said_in_each_language() -> None:
    assert [Tongue(one).day("2032-05-03") for one in LANGUAGES] == [
        "3 May 2032",
        "3 mai 2032",
        "3 may. 2032",
        "3 مايو 2032",
    ]
    assert Tongue("fr").day("2032-05") == "mai 2032"
    assert Tongue("en").day("2032") == "2032"
