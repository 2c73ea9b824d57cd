"""Papers of due diligence in French, Spanish and Arabic: everything but recorded texts is in the language."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from meeting_worlds import Saved
from support_worlds import DAY, TEXTS, lines, support
from test_english_papers import papers

from withstand.brief.papers.as_docx import paper_docx
from withstand.brief.papers.as_pdf import typst_source
from withstand.brief.papers.handing import paper_manifest, written
from withstand.brief.papers.page import paper_page
from withstand.brief.papers.paper import Paper
from withstand.brief.papers.tongue import LANGUAGES, Tongue
from withstand.brief.support import tongue as support_tongue
from withstand.brief.support.statistics import share
from withstand.brief.support.vetting_words import gap_words
from withstand.errors import InputError
from withstand.inducement.gaps import Gap
from withstand.vocabulary.sentences import sentences
from withstand.vocabulary.terms import vocabulary

OTHERS = LANGUAGES[1:]
BOOKS = ("paper_words", "case_papers", "vetting_papers", "support_statistics")
ENGLISH = re.compile(
    r"\b(the|of|and|is|are|was|not|by|to|this|that|which|who|what|with|from|for|been|has|have|seen|said|none|known|"
    r"unknown|under|over|until|since|between|may be|day|days|recorded|made|now|then)\b", re.IGNORECASE,
)  # fmt: skip
"""Words that an English sentence has, and none in another language."""


@pytest.fixture(scope="module")
def saved() -> Saved:
    return support().saved()


@cache
def _made(language: str) -> dict[str, list[str]]:
    saved = support().saved()
    return {name: lines(paper, saved) for name, paper in papers(saved, language=language).items()}


def cells(language: str) -> Iterator[tuple[str, str]]:
    """Every text of every paper in English beside the same in a language, without marks of direction."""
    for name, english in _made("en").items():
        other = _made(language)[name]
        assert len(other) == len(english), name
        for said, told in zip(english, other, strict=True):
            bare = re.sub("[\u2066-\u2069]", "", told)
            parts = (said.split(" | "), bare.split(" | "))
            assert len(parts[0]) == len(parts[1]), (said, bare)
            yield from zip(*parts, strict=True)


@pytest.mark.parametrize("language", OTHERS)
def test_no_english_sentence_stands_in_the_paper_of_another_language(language: str) -> None:
    for said, told in cells(language):
        assert not ENGLISH.search(_without_records(told)), (said, told)


@pytest.mark.parametrize("language", OTHERS)
def test_whatever_stays_the_same_is_a_text_of_records_or_the_same_word(language: str) -> None:
    same = {told for said, told in cells(language) if said == told and re.search("[A-Za-z]", _without_records(told))}
    assert {one.removeprefix("## ").removeprefix("### ") for one in same} <= _shared_words(language)


def _without_records(text: str) -> str:
    """A text without what was recorded, ids, areas, numbers and the name of the program."""
    for word in (*TEXTS, "Zelnaru", "holder", "Withstand", "UTC"):
        text = text.replace(word, "")
    return re.sub(r"<\w[\w-]*>|\bVM\d+|\bB2\b|\d", "", text)


def _shared_words(language: str) -> set[str]:
    """What a language says as English does: labels and sentences."""
    said = {spoken["en"] for book in BOOKS for spoken in sentences(book).values() if spoken["en"] == spoken[language]}
    for book in ("components", "violations", "risk_levels", "kinds", "request_stages"):
        terms = vocabulary(book).terms.values()
        said |= {term.label() for term in terms if term.label() == term.label(language)}
    return said


@pytest.mark.parametrize("language", OTHERS)
def test_how_a_paper_was_made_is_told_in_its_language_and_whole(saved: Saved, language: str) -> None:
    picture = replace(saved.picture(), as_of=DAY)
    paper = papers(saved, language=language)["request like"]
    seen = tuple(picture.several([saved.ids["like"], saved.ids["i0"]]).values())
    about = paper_manifest(picture, paper.title, seen)
    page = written(paper, ".html", {}, about).decode()
    for (name, value), (english, _) in zip(about.facts(language).rows, about.facts().rows, strict=True):
        assert f">{name}<" in page
        assert f">{value}<" in page
        assert name != english
    assert sentences("paper_words")["how_made"][language] in page
    for word in ("How this paper was made", "Highest classification", "confidential<", "Incident<", "protection)"):
        assert word not in page


def test_the_manifest_of_an_english_paper_stays_as_it_is(saved: Saved) -> None:
    about = paper_manifest(saved.picture(), "Title", ())
    assert "<h2>How this paper was made</h2>" in written(_english(saved), ".html", {}, about).decode()
    assert about.facts().rows[0] == ("Records read", "none")


def _english(saved: Saved) -> Paper:
    return papers(saved)["request empty"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_letter_is_lost_on_the_way_to_a_page(saved: Saved, language: str) -> None:
    for name, paper in papers(saved, language=language).items():
        assert "\N{REPLACEMENT CHARACTER}" not in paper_page(paper), name


def test_an_arabic_paper_runs_from_right_to_left_in_every_form(saved: Saved) -> None:
    for paper in papers(saved, language="ar").values():
        assert '<html lang="ar" dir="rtl">' in paper_page(paper)
        assert 'lang: "ar"' in typst_source(paper)
        assert "<bdi>" not in paper_page(paper), "a line that begins with a name would run the other way"
    with zipfile.ZipFile(io.BytesIO(paper_docx(paper))) as archive:
        assert "<w:bidi/>" in archive.read("word/document.xml").decode()


def test_days_and_numbers_are_those_of_the_language() -> None:
    days = [Tongue(one).day("2032-05-03") for one in LANGUAGES]
    assert days == ["3 May 2032", "3 mai 2032", "3 de mayo de 2032", "3 مايو، 2032"]
    assert [Tongue(one).day("2032-05") for one in LANGUAGES] == ["2032-05", "mai 2032", "mayo de 2032", "مايو 2032"]
    assert [Tongue(one).day("2032") for one in LANGUAGES] == ["2032"] * 4
    assert [Tongue(one).number(1204) for one in LANGUAGES] == ["1,204", "1\xa0204", "1\xa0204", "1.204"]
    assert [Tongue(one).decimal(2.5) for one in LANGUAGES] == ["2.5", "2,5", "2,5", "2,5"]


@pytest.mark.parametrize(("part", "whole", "said"), [(3, 9, "3 of 9"), (0, 0, "0 of 0"), (5, 10, "5 of 10 (50 %)")])
def test_no_percentage_of_fewer_than_ten(part: int, whole: int, said: str) -> None:
    assert share(part, whole, support_tongue.Tongue("en", support_tongue.STATISTICS)) == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_gap_can_be_said_of_none_one_and_many(language: str) -> None:
    words = support_tongue.Tongue(language, support_tongue.VETTING)
    for gap in ("never_seen", "long_unseen", "kept_out", "access_unknown", "no_position", "unattributed", "no_line",
                "line_uncertain", "line_cut", "conflicts", "newer"):  # fmt: skip
        for number in (0, 1, 2, 1204):
            assert "{" not in gap_words(Gap(gap, number, DAY, "Kelvu"), words)


def test_a_recorded_text_keeps_its_own_direction_line_by_line() -> None:
    assert Tongue("ar").text("Kelvu\nDrumzi") == "\u2068Kelvu\u2069\n\u2068Drumzi\u2069"
    assert Tongue("fr").text("Kelvu") == "Kelvu"
    assert Tongue("fr").text("مكتب") == "\u2068مكتب\u2069"
    assert Tongue("en").text("مكتب") == "مكتب"


def test_there_is_no_other_language() -> None:
    from withstand.brief.papers.tongue import known_language

    with pytest.raises(InputError, match="There is no language 'de': en, fr, es, ar"):
        known_language("de")
