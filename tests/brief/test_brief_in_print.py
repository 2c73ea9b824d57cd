"""The brief on A4, as a browser prints it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from withstand.brief.charts.drawing import BOLD, WIDTH, Caption, heading, width_of
from withstand.evidence.boundaries import area_set
from withstand.evidence.reading import read_events
from withstand.mission.ground import Evidence, Question

HEADINGS = (
    "In short", "Over time, and how well", "Areas", "The state’s part", "The state's part", "What cannot be known",
    "How the forecasts were tested", "How this was made",
)  # fmt: skip
MAP = "Probability of any recorded death of a civilian"


def test_no_title_of_a_chart_is_wider_than_the_chart_in_any_font() -> None:
    titles = ("one-sided violence", "violence against civilians", "attacks by anybody on anybody else at all")
    for words in titles:
        drawn, _ = heading(Caption(f"Recorded deaths of civilians in {words}, by year"))
        for line in re.findall(r"font-weight=\"600\">([^<]+)<", drawn):
            assert BOLD * width_of(line, 15) <= WIDTH


@pytest.mark.skipif(
    not (shutil.which("chromium") and shutil.which("pdftotext")), reason="no chromium and pdftotext on this machine"
)
def test_no_page_holds_a_map_and_nothing_else(velmara: Path, velmara_districts: Path, tmp_path: Path) -> None:
    from test_brief import made_of

    with read_events(velmara) as file:
        evidence = Evidence(file.events.collect(), {"version": "", "invented": "invented"})
    _, html = made_of(evidence, Question(areas=area_set(velmara_districts, "admin2")))
    source, target = tmp_path / "a.html", tmp_path / "a.pdf"
    opening, first_map = '<ul class="short">', re.search(r'(?<=<div class="pair">\n)<div>.*?</div>', html, re.DOTALL)
    assert first_map is not None
    extra = "<li>A sentence that makes the opening longer than it is in most reviews, so that the maps move on.</li>"
    three = html.replace(first_map[0], 2 * first_map[0], 1)
    for whole, longer in ((html, 0), (html, 6), (three, 0), (three, 6), (three, 12)):
        source.write_text(whole.replace(opening, opening + extra * longer), encoding="utf-8")
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}",
             f"--print-to-pdf={target}", str(source)],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        pages = subprocess.run(["pdftotext", str(target), "-"], check=True, capture_output=True, text=True).stdout
        for page in pages.split("\f"):
            full = page.count(MAP) > 2
            assert MAP not in page or full or any(title in page for title in HEADINGS), (longer, page)
