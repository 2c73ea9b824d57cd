"""The review on pages opens with shared goals, in the reader's language, and only those that the reader may see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from seeing_site import FULL, laid_out, make_review
from web_site import Site, words

from withstand.actors.records import OFFICE, Office
from withstand.dialogue.records import SHARED_GOAL, SharedGoal
from withstand.ledger.fields import Span
from withstand.ledger.journal import Draft, LinkTo, append


@pytest.fixture
def goal(site: Site) -> Iterator[str]:
    """A site with a data set and a shared goal that the legal office alone may see."""
    with laid_out(site.holding.workspace):
        with site.holding.opened() as opened:
            office = Draft(OFFICE, Office(name="Owl <Ministry>", type="ministry", side="host_state"), "confidential")
            ministry = append(opened.ledger, [office])[0].record
            fields = SharedGoal(
                goal="The owl road is <safe>", when=Span(start="2032-11-01"), issue="protection_of_place",
                their_interest="Taxes", owner="force", goal_status="agreed", review_by="2032-12",
                next_step="Patrols on market days",
            )  # fmt: skip
            links = (LinkTo("shared_with", ministry),)
            draft = Draft(SHARED_GOAL, fields, "confidential", ("legal",), links=links)
            record = append(opened.ledger, [draft])[0].record
        yield record


def test_the_review_opens_with_what_both_want(site: Site, goal: str) -> None:
    ana: Any = site.signed_in("ana", "analyst", **FULL)
    make_review(ana)
    page = ana.get("/review/").content.decode()
    assert page.index("Where we can advance together") < page.index("In short")
    assert f'href="/records/sharedgoal/{goal}/"' in page
    assert "The owl road is &lt;safe&gt;" in page
    assert "With Owl <Ministry>: The owl road is <safe> (Protection of people in a place)." in words(
        ana.get("/review/")
    )
    assert "To be looked at again by December 2032." in page
    brief = ana.get("/review/file/").content.decode()
    assert brief.index("Where we can advance together") < brief.index("In short")
    assert "The owl road is &lt;safe&gt;" in brief
    assert ana.get(f"/records/sharedgoal/{goal}/").status_code == 200
    told = ana.get("/api/v1/review/").json()["review"]["own"]["together"]
    assert [one["record"] for one in told if one["goal"].startswith("The owl")] == [goal]


@pytest.mark.parametrize(
    ("language", "heading", "step"),
    [
        ("fr", "Où nous pouvons avancer ensemble", "Prochaine étape"),
        ("es", "Dónde podemos avanzar juntos", "Próximo paso"),
        ("ar", "أين يمكننا أن نتقدم معاً", "الخطوة التالية"),
    ],
)
def test_it_is_told_in_the_reader_s_language(site: Site, goal: str, language: str, heading: str, step: str) -> None:
    ana: Any = site.signed_in("ana", "analyst", **FULL)
    make_review(ana)
    ana.post("/language/", {"language": language, "next": "/"})
    page = ana.get("/review/", headers={"accept-language": language}).content.decode()
    assert heading in page
    assert step in page
    assert "looked at again" not in page


def test_who_may_not_see_a_goal_is_not_told_of_it(site: Site, goal: str) -> None:
    ben: Any = site.signed_in("ben", "analyst", clearance="strictly_confidential", components=["human_rights"])
    make_review(ben)
    for address in ("/review/", "/review/file/", "/api/v1/review/"):
        page = ben.get(address).content.decode()
        assert "owl" not in page.lower()
        assert goal not in page
