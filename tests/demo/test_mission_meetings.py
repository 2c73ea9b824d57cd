"""The page before a meeting with every office of the fictional mission: one side of A4 in the pocket."""

from __future__ import annotations

from datetime import date

import pytest
import typst
from mission_offices import Built, built

from withstand.actors.records import GROUP, OFFICE, UNIT
from withstand.brief.dialogue.meeting_paper import MeetingPage
from withstand.brief.papers.as_pdf import typst_source
from withstand.brief.papers.tongue import LANGUAGES
from withstand.demo.mission_data import HEADQUARTERS
from withstand.dialogue.meeting.meeting import Meeting, prepare
from withstand.picture.audience import HOLDER
from withstand.picture.picture import Picture

DAY = date(2033, 1, 13)
FULLEST = 3


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Picture:
    done: Built = built(tmp_path_factory.mktemp("meetings"))
    return Picture(done.ledgers[HEADQUARTERS], HOLDER)


@pytest.fixture(scope="module")
def fullest(picture: Picture) -> list[Meeting]:
    """Meetings with the offices of which most is recorded."""
    actors = [one.record for kind in (OFFICE, UNIT, GROUP) for one in picture.each(kind)]
    found = [prepare(picture, one, DAY) for one in actors]
    return sorted(found, key=lambda one: len(one.about.records), reverse=True)[:FULLEST]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_fullest_pages_fit_one_side(picture: Picture, fullest: list[Meeting], language: str) -> None:
    for one in fullest:
        page = MeetingPage(one, picture, language, "pocket")
        made = typst.compile(typst_source(page.paper()).encode(), format="svg")
        assert not isinstance(made, list) or len(made) == 1, one.about.office.title
