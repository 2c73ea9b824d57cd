"""For whoever looks: no trace of what they may not see, and nothing of an alert in the room of those it is about."""

from __future__ import annotations

import json
import os

import pytest
from meeting_worlds import DAY, Saved, World, by_chance, reader, readers, velmara

from withstand.brief.dialogue.meeting_paper import MeetingPage
from withstand.brief.dialogue.sections import FORMS, Form
from withstand.brief.papers.as_docx import paper_docx
from withstand.brief.papers.page import paper_page
from withstand.dialogue.meeting.clearing import from_alerts
from withstand.dialogue.meeting.meeting import prepare
from withstand.picture.audience import Audience

SEEDS = range(60) if os.environ.get("WITHSTAND_PROOFS") else range(3)
KNOWN = "one moment"


def told(saved: Saved, audience: Audience, form: Form) -> tuple[str, str]:
    """The page for programs and as HTML, ids by the keys of the world."""
    picture = saved.picture(audience)
    found = prepare(picture, saved.ids["office"], DAY, alerts=form != "pocket")
    page = MeetingPage(found, picture, "en", form)
    return saved.by_key(json.dumps(page.plain())), saved.by_key(paper_page(page.paper(KNOWN)))


def kept_out(world: World, saved: Saved, audience: Audience, form: Form) -> set[str]:
    """Keys of records that are kept off the page because they rest on an alert."""
    picture = saved.picture(audience)
    routed = form != "pocket"
    asked = [saved.ids[one.key] for one in world.told if one.kind.word != "Alert"]
    found = from_alerts(picture, asked, saved.ids["office"], DAY, routed=routed)
    return {key for key, record in saved.ids.items() if record in found}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("form", FORMS)
def test_without_the_records_that_a_reader_may_not_see_the_page_is_the_same(seed: int, form: Form) -> None:
    world = by_chance(seed)
    whole = world.saved()
    for audience in readers():
        picture = whole.picture(audience)
        seen = {key for key, record in whole.ids.items() if picture.holds(record)}
        alerts = {one.key for one in world.told if one.kind.word == "Alert"}
        part = world.saved(seen - alerts - kept_out(world, whole, audience, form))
        assert told(part, audience, form) == told(whole, audience, form)


@pytest.mark.parametrize("seed", SEEDS)
def test_without_any_alert_and_what_rests_on_one_the_pocket_page_is_the_same(seed: int) -> None:
    world = by_chance(seed)
    whole = world.saved()
    alerts = {one.key for one in world.told if one.kind.word == "Alert"}
    resting = set(alerts)
    for one in world.told:
        leads = {key for role, key in one.links if role not in ("met", "suspected", "promised_by", "promised_to")}
        if leads & resting:
            resting.add(one.key)
    for audience in (reader(), reader("confidential", "force"), reader("unclassified")):
        part = world.saved(set(whole.ids) - resting)
        assert told(part, audience, "pocket") == told(whole, audience, "pocket")


def test_no_page_says_a_word_of_an_alert_or_of_what_came_of_it() -> None:
    saved = velmara().saved()
    for form in FORMS:
        for text in told(saved, reader(), form):
            assert "SECRETWARNING" not in text
            assert "FROMALERT" not in text
            assert "VM0199" not in text
            assert "<alert>" not in text


def test_what_sources_have_not_cleared_and_assessments_stand_on_the_full_page_only() -> None:
    saved = velmara().saved()
    pages = {form: told(saved, reader(), form)[0] for form in FORMS}
    for form in ("pocket", "sanitised"):
        assert "ASSESSED" not in pages[form]
        assert "VM0102" not in pages[form]
        assert "VM0177" not in pages[form]
    assert "ASSESSED" in pages["full"]
    assert "VM0102" in pages["full"]
    assert "VM0177" in pages["full"]


def test_a_pocket_page_does_not_say_that_we_disagree_among_ourselves() -> None:
    saved = velmara().saved()
    lines = {form: json.loads(told(saved, reader(), form)[0])["sections"] for form in FORMS}
    said = {
        form: [line["text"] for one in found if one["key"] in ("not_to_say", "others") for line in one["lines"]]
        for form, found in lines.items()
    }
    assert not any("Keep as it is" in text for text in said["pocket"])
    assert any("Keep as it is" in text for text in said["sanitised"])


def test_a_reader_without_clearance_learns_neither_names_nor_numbers_of_what_is_hidden() -> None:
    saved = velmara().saved()
    low = reader("unclassified")
    for text in told(saved, low, "full"):
        for hidden in ("VM0101", "Council list", "torture", "Torture", "VM0177"):
            assert hidden not in text


@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_picture_gives_the_same_bytes(seed: int) -> None:
    saved = by_chance(seed).saved()
    for audience in (reader(), reader("confidential", "force")):
        found = []
        for _ in range(2):
            picture = saved.picture(audience)
            page = MeetingPage(prepare(picture, saved.ids["office"], DAY), picture, "fr", "pocket")
            found.append((json.dumps(page.plain()), paper_page(page.paper()), paper_docx(page.paper())))
        assert found[0] == found[1]
