"""The review on pages and as a file tells stance, our responses and effects, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from seeing_site import FULL, laid_out, make_review
from web_site import Site

from withstand.actors.records import OFFICE, Office
from withstand.ledger.fields import Span
from withstand.ledger.journal import Draft, LinkTo, append
from withstand.mission.stance_records import STANCE, Stance


@pytest.fixture
def choice(site: Site) -> Iterator[str]:
    """A site with a data set and a choice, past its review, that the legal office alone may see."""
    with laid_out(site.holding.workspace):
        with site.holding.opened() as opened:
            office = Draft(OFFICE, Office(name="Heron <Court>", type="ministry", side="host_state"), "confidential")
            court = append(opened.ledger, [office])[0].record
            fields = Stance(
                matter="The heron road <now>", issue="protection_of_place", choice="with",
                when=Span(start="2032-11-01", ongoing=True), author="leadership", by_role="head_of_mission",
                decided_by="Head of mission", reasons="Agreed", review_by="2032-11-30",
            )  # fmt: skip
            draft = Draft(STANCE, fields, "confidential", ("legal",), links=(LinkTo("authority", court),), checked=True)
            record = append(opened.ledger, [draft])[0].record
        yield record


def test_page_file_and_programs_are_told(site: Site, choice: str) -> None:
    ana: Any = site.signed_in("ana", "analyst", **FULL)
    make_review(ana)
    page = ana.get("/review/").content.decode()
    assert "Conduct and stance, by area and authority" in page
    assert "The heron road &lt;now&gt;” was to be looked at again by" in page
    assert "Effects of our presence" in page
    for address in ("/stance/", "/stance/response/", "/stance/effects/"):
        assert f'href="{address}"' in page
    brief = ana.get("/review/file/").content.decode()
    assert "The heron road &lt;now&gt;” was to be looked at again by 30 November 2032" in brief
    assert "Our responses, by who is suspected" in brief
    told = ana.get("/api/v1/review/").json()["review"]["own"]["parts"]["stance"]["overdue"]
    assert choice in [one[0] for one in told]
    ana.post("/language/", {"language": "ar", "next": "/"})
    assert "السلوك والموقف حسب المنطقة والسلطة" in ana.get("/review/").content.decode()


def test_who_may_not_see_the_choice_is_not_told_of_it(site: Site, choice: str) -> None:
    ben: Any = site.signed_in("ben", "analyst", clearance="strictly_confidential", components=["human_rights"])
    make_review(ben)
    for address in ("/review/", "/review/file/", "/api/v1/review/"):
        page = ben.get(address).content.decode()
        assert "heron" not in page.lower()
        assert choice not in page
