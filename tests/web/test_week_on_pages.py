"""The week on pages: what changed, the matrix, agenda and action sheet, within the rights of whoever looks."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from web_site import Site, words
from week_site import FULL, action, days_ago, threat, unmistakable

import withstand.mission.week


def test_the_week_shows_threats_with_their_actions_and_says_unknown_never_low(site: Site) -> None:
    what, task = unmistakable("fees at the bridge "), unmistakable("patrol on market days ")
    record = threat(site, what, state_posture="obstructing")
    action(site, task, record, due=days_ago(site, 9), owner="force")
    page = site.signed_in("ana", "reader", **FULL).get(f"/week/?on={days_ago(site, 0)}")
    said = words(page)
    assert what in said
    assert f'href="/records/threat/{record}/"' in page.content.decode()
    assert "Rating not known" in said
    assert "r-unknown" in page.content.decode()
    assert "Protection work limited" in said
    assert task in said
    assert "9 days ago" in said


@pytest.mark.parametrize("address", ["/week/", "/week/agenda/", "/week/action-sheet/"])
def test_what_may_not_be_seen_is_on_none_of_its_pages(site: Site, address: str) -> None:
    open_to = site.signed_in("ana", "reader", clearance="strictly_confidential", components=["force"])
    before = words(open_to.get(address))
    what, task = unmistakable("hidden fees "), unmistakable("hidden patrol ")
    record = threat(site, what, "human_rights", rating="very_high")
    action(site, task, record, "human_rights", due=days_ago(site, 40), owner="force")
    assert words(open_to.get(address)) == before
    if address != "/week/action-sheet/":
        assert what in words(site.signed_in("ben", "reader", **FULL).get("/week/"))
    assert task in words(site.signed_in("cy", "reader", **FULL).get("/week/action-sheet/"))


def test_every_sentence_of_the_week_is_among_those_that_are_translated() -> None:
    from withstand.mission.week.action_sheet import NOBODY
    from withstand.mission.week.agenda import SECTIONS
    from withstand.web.week.tongue import SENTENCES

    said = {NOBODY, *(words for _, heading, none in SECTIONS for words in (heading, none))}
    for path in Path(withstand.mission.week.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == "said":
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    said.add(first.value)
    assert said == set(SENTENCES)
