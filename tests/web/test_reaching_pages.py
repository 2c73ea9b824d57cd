"""Channels, influence and rehearsals on pages: what they say, and to whom."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

from support_site import enter
from web_site import Site, words

from withstand.actors.records import OFFICE, RELATION, UNIT, Office, Relation, Unit
from withstand.dialogue.parts import Ask
from withstand.dialogue.records import COMMITMENT, ENGAGEMENT, Commitment, Engagement
from withstand.dialogue.rehearsals.reading import rehearsals
from withstand.ledger.fields import Record, Span
from withstand.ledger.journal import Draft, LinkTo
from withstand.ledger.kinds import Kind

DAY = date(2032, 6, 1)
FULL = {"clearance": "strictly_confidential", "components": ["*"]}
_numbers = itertools.count(1)


def entered(site: Site, kind: Kind, fields: Record, *links: LinkTo, level: str = "unclassified") -> str:
    return enter(site, Draft(kind, fields, level, links=links))


class World:
    """A battalion under a governor's office, who is met by the police; the ministry above is met by nobody."""

    def __init__(self, site: Site, level: str = "unclassified") -> None:
        number = next(_numbers)
        self.unit_name, self.office_name = f"Reachable Battalion {number}", f"Reached Governor {number}"
        self.top_name = f"Unreached Ministry {number}"
        self.unit = entered(site, UNIT, Unit(name=self.unit_name, side="host_state"))
        self.office = entered(site, OFFICE, Office(name=self.office_name, side="host_state"))
        self.top = entered(site, OFFICE, Office(name=self.top_name, side="host_state"))
        always = Span(start="2031-01-01", ongoing=True, precise=True)
        for lower, upper in ((self.unit, self.office), (self.office, self.top)):
            links = LinkTo("lower", lower), LinkTo("upper", upper)
            entered(site, RELATION, Relation(type="command", valid=always), *links)
        ask = Ask(issue="checkpoints", topic="the mill", wants="stop", ask="Take it down", response="agreed")
        met = Engagement(
            subject="The mill", when=Span(start=str(DAY - timedelta(days=9))), level="province", channel="meeting",
            lead="police", asks=(ask,),
        )  # fmt: skip
        self.met = entered(site, ENGAGEMENT, met, LinkTo("met", self.office), level=level)
        kept = Commitment(
            promise="The mill is free", promise_side="theirs", when=Span(start="2032-05-01"), made_in="meeting",
            issue="checkpoints", test="Drive past", owner="police", commitment_status="met", verified_by="police",
            verified_on="2032-05-20",
        )  # fmt: skip
        self.kept = entered(site, COMMITMENT, kept, LinkTo("promised_by", self.office), level=level)


def test_who_can_deliver_is_told_with_counts_and_routes(site: Site) -> None:
    world = World(site)
    ana = site.signed_in("ana", "reader", **FULL)
    page = words(ana.get(f"/influence/?unit={world.unit}&issue=checkpoints&on={DAY}"))
    assert f"{world.office_name} stands above" in page
    assert "Asked 1, agreed 1; promised 1, kept 1, in part 0, not kept 0; not known 0." in page
    assert f"Police with {world.office_name}, last 23 May 2032 → which may order {world.unit_name}" in page
    assert f"which reports to {world.top_name}" in page
    later = words(ana.get(f"/influence/?unit={world.unit}&issue=checkpoints&on={DAY + timedelta(days=90)}"))
    assert f"Police with {world.office_name}, silent since 23 May 2032" in later


def test_what_one_may_not_see_leaves_no_trace_in_influence_and_channels(site: Site) -> None:
    hidden, none = World(site, "strictly_confidential"), World(site)
    ben = site.signed_in("ben", "reader", clearance="unclassified", components=["police"])
    page = words(ben.get(f"/influence/?unit={hidden.unit}&issue=checkpoints&on={DAY}"))
    assert "Nothing is recorded of it on this issue." in page
    assert "Asked" not in page
    assert page.count("No route: nobody of ours is recorded to reach it.") == 3
    assert "Unclassified" in page
    spoken = words(ben.get(f"/channels/?words=reached+governor&on={DAY}"))
    assert f"{hidden.office_name} · never recorded" in spoken
    assert none.office_name not in spoken


def test_an_actor_is_found_by_words_and_chosen_where_there_are_several(site: Site) -> None:
    one, other = World(site), World(site)
    ana = site.signed_in("ana", "reader", **FULL)
    page = words(ana.get("/influence/?unit=reachable+battalion&issue=checkpoints"))
    assert one.unit_name in page
    assert "Which one?" in page
    exact = words(ana.get(f"/influence/?unit={other.unit_name}&issue=checkpoints&on={DAY}"))
    assert f"{other.office_name} stands above" in exact
    assert "None goes by these words" in words(ana.get("/influence/?unit=zq+nobody&issue=checkpoints"))
    assert "Choose what is asked about." in words(ana.get(f"/influence/?unit={one.unit}"))


def test_silent_channels_and_levels_without_contact_are_listed(site: Site) -> None:
    world = World(site)
    ana = site.signed_in("ana", "reader", **FULL)
    lately = words(ana.get(f"/channels/?words={world.office_name}&on={DAY}"))
    assert "None, as far as you may see." in lately
    every = words(ana.get(f"/channels/?words={world.office_name}&on={DAY}&every=on"))
    assert f"{world.office_name} · last: 23 May 2032 · Police (23 May 2032)" in every
    silent = words(ana.get(f"/channels/?words={world.office_name}&on={DAY}&days=5"))
    assert world.office_name in silent
    assert "Head of state or government none recorded" in silent


def test_a_card_shows_its_role_alone_in_every_language(site: Site) -> None:
    ana = site.signed_in("ana", "reader", **FULL)
    listed = words(ana.get("/rehearsals/"))
    for packs in rehearsals().values():
        assert packs["en"].title in listed
    for language, pack in rehearsals()["checkpoint"].items():
        ana.post("/language/", {"language": language, "next": "/"})
        page = words(ana.get("/rehearsals/checkpoint/sergeant/"))
        card = pack.card("sergeant")
        assert card is not None
        assert card.knows[0] in page
        other = pack.card("patrol_leader")
        assert other is not None
        assert other.knows[0] not in page
        assert other.knows[0] in words(ana.get("/rehearsals/checkpoint/"))


def test_no_such_rehearsal_or_role_is_not_found(site: Site) -> None:
    ana = site.signed_in("ana", "reader", **FULL)
    for address in ("/rehearsals/none/", "/rehearsals/none/sergeant/", "/rehearsals/checkpoint/none/"):
        assert ana.get(address).status_code == 404
