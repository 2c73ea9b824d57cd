"""The brief: one page that stands alone, and the same as JSON and tables."""

from __future__ import annotations

import csv
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import polars as pl
import pytest

from withstand.brief.document import to_json
from withstand.brief.maps import outlines
from withstand.brief.page import page
from withstand.brief.sections import drawing_of
from withstand.brief.tables import write_tables
from withstand.evidence.area_set import AREA
from withstand.evidence.areas import cells_by_area
from withstand.evidence.boundaries import area_set
from withstand.evidence.reading import read_events
from withstand.mission.asked import Evidence, Question
from withstand.mission.ground import ground
from withstand.mission.review import review
from withstand.mission.review_values import Review
from withstand.mission.track_record import TrackRecords

HOSTILE = '=HYPERLINK("x") <script>alert(1)</script> \x07 قرية'


def made_of(evidence: Evidence, question: Question) -> tuple[Review, str]:
    result = review(evidence, question, TrackRecords())
    cells = cells_by_area(ground(evidence, question).placed.drop_nulls(AREA))
    return result, page(result, drawing_of(result, outlines(question.areas, cells)))


@pytest.fixture(scope="module")
def evidence(velmara: Path) -> Evidence:
    with read_events(velmara) as file:
        return Evidence(file.events.collect(), {"version": "", "sha256": file.sha256, "events": file.account.events})


@pytest.fixture(scope="module")
def brief(evidence: Evidence, velmara_districts: Path) -> tuple[Review, str]:
    return made_of(evidence, Question(areas=area_set(velmara_districts, "admin2")))


class Elements(HTMLParser):
    """Collects elements and attributes, and checks that elements close in order."""

    VOID = frozenset({"meta", "br", "link", "img", "hr", "input"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def elements(html: str) -> Elements:
    parsed = Elements()
    parsed.feed(html)
    assert not parsed.open
    return parsed


def test_the_page_fetches_nothing_and_runs_nothing(brief: tuple[Review, str]) -> None:
    parsed = elements(brief[1])
    tags = {tag for tag, _ in parsed.seen}
    assert not tags & {"script", "iframe", "img", "link", "object", "embed", "form", "a"}
    for _, attributes in parsed.seen:
        assert not {"src", "href", "xlink:href", "onload", "onclick", "style"} & attributes.keys()
    assert not re.findall(r"(?<!\")https?://(?!www\.w3\.org/2000/svg)", brief[1])
    assert "@import" not in brief[1]


def test_the_page_is_small(brief: tuple[Review, str]) -> None:
    assert len(brief[1].encode()) < 600_000


def test_every_area_sentence_and_manifest_entry_is_on_the_page(brief: tuple[Review, str]) -> None:
    made, html = brief
    assert all(row.name in html for row in made.areas)
    for sentence in (*made.in_short, *made.not_known):
        assert sentence.replace("'", "&#39;").replace("&#39;", "'") in html.replace("&#39;", "'")
    assert str(made.manifest["sha256"]) in html


def test_words_that_promise_too_much_do_not_occur(brief: tuple[Review, str]) -> None:
    text = re.sub(r"<[^>]+>", " ", brief[1]).lower()
    for sentence in re.findall(r"[^.]*\bsafe\b[^.]*", text):
        assert "does not mean" in sentence
    assert "expected deaths" not in text
    assert "will be killed" not in text
    assert " 0 % of all" not in text


def test_hostile_names_stay_text(evidence: Evidence) -> None:
    events = evidence.events.with_columns(
        pl.when(pl.col("admin1") == "Kessin").then(pl.lit(HOSTILE)).otherwise("admin1").alias("admin1"),
        pl.lit('Vel<b>mara & "co"').alias("country"),
    )
    made, html = made_of(Evidence(events, evidence.manifest), Question())
    parsed = elements(html)
    assert "script" not in {tag for tag, _ in parsed.seen}
    assert "\x07" not in html
    assert HOSTILE in {row.name for row in made.areas}


def test_formulas_are_neutral_in_the_tables(evidence: Evidence, tmp_path: Path) -> None:
    events = evidence.events.with_columns(
        pl.when(pl.col("admin1") == "Kessin").then(pl.lit(HOSTILE)).otherwise("admin1").alias("admin1")
    )
    made, _ = made_of(Evidence(events, evidence.manifest), Question())
    for path in write_tables(tmp_path, made):
        with path.open(encoding="utf-8-sig", newline="") as source:
            for row in csv.reader(source):
                for cell in row:
                    assert not cell.startswith(("=", "+", "@")), path
                    assert not cell.startswith("-") or float(cell) < 0


def test_json_holds_the_whole_review(brief: tuple[Review, str]) -> None:
    content = json.loads(to_json(brief[0]))
    assert content["as_of"] == "2032-12-31"
    assert len(content["areas"]) == 14
    assert {"perpetrator", "window", "verdict", "areas"} <= content["outlooks"][0].keys()
    assert content["in_short"] == list(brief[0].in_short)


def test_areas_table_adds_up_to_the_review(brief: tuple[Review, str], tmp_path: Path) -> None:
    made, _ = brief
    write_tables(tmp_path, made)
    areas = pl.read_csv(tmp_path / "areas.csv")
    located = sum(tally.best for row in made.areas for tally in row.recent.values())
    assert areas["deaths_best"].sum() == located
    outlook = pl.read_csv(tmp_path / "outlook.csv")
    assert outlook.height == 14 * len(made.outlooks)


def test_the_real_brief_is_small_and_complete(car_file: Path) -> None:
    with read_events(car_file) as file:
        evidence = Evidence(file.events.collect(), {"version": file.version, "sha256": file.sha256, "events": 1848})
    made, html = made_of(evidence, Question())
    elements(html)
    assert len(html.encode()) < 600_000
    assert len(made.areas) == 17
    assert "Nana-Mambéré province" in html
