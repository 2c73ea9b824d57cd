"""Choosing a stance on a page: who may, what it must rest on, and what is kept beside it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from seeing_site import laid_out
from stance_site import Post
from web_site import Site, words

from withstand.mission.stance_records import STANCE, Stance
from withstand.picture.audience import HOLDER
from withstand.picture.picture import Picture
from withstand.picture.seen import Seen
from withstand.web.holding import Holding

FULL: dict[str, Any] = {"clearance": "strictly_confidential", "components": ["*"]}


@pytest.fixture
def land(served: Holding) -> Iterator[None]:
    """The invented country's districts and events."""
    with laid_out(served.workspace):
        yield


def saved(post: Post) -> list[Seen]:
    """The stances towards an authority."""
    with post.site.holding.opened() as opened:
        picture = Picture(opened.ledger, HOLDER)
        return [
            one for one in picture.each(STANCE)
            if any(link.other == post.unit for link in picture.links(one.record, "authority"))
        ]  # fmt: skip


def answers(post: Post, **more: Any) -> dict[str, Any]:
    """What somebody types."""
    return {
        "form-token": str(uuid.uuid4()), "who": post.unit, "matter": "Patrols to the market",
        "issue": "freedom_of_movement", "choice": "despite", "role": "head_of_mission",
        "decided_by": "Deputy head of mission", "component": "leadership", "reasons": "The road is open again.",
        "review_by": post.day(60), **more,
    }  # fmt: skip


def test_a_choice_keeps_what_the_evidence_said_and_who_thinks_otherwise(site: Site, land: None) -> None:
    post = Post(site, "VM0101")
    harm = post.harm()
    cho = site.signed_in("cho", "head_of_office", **FULL)
    page = words(cho.get(post.form))
    assert "What the evidence says" in page
    assert "On our own as well" in page
    given = answers(post, rests_on=[harm], dissent_by="human_rights", dissent="One case waits for an answer.")
    assert cho.post(post.form, given).status_code == 302
    (made,) = saved(post)
    fields = made.fields
    assert isinstance(fields, Stance)
    assert (fields.choice, fields.by_role, fields.where.area if fields.where else "") == (
        "despite", "head_of_mission", "VM0101",
    )  # fmt: skip
    (known,) = fields.as_known
    assert (known.points_to, known.harm_records, known.obstruction_records) == ("despite", 1, 0)
    assert known.assessed_on == post.day(0)
    assert fields.dissent[0].by == "human_rights"
    assert "The choice is saved" in words(cho.get(post.page))
    assert cho.post(post.form, given).status_code == 302
    assert len(saved(post)) == 1


def test_measures_without_a_record_are_refused_in_one_sentence(site: Site, land: None) -> None:
    post = Post(site, "VM0102")
    denial = post.denial()
    seen = post.seen("harming")
    cho = site.signed_in("cho", "head_of_office", **FULL)
    for rests_on in ([], [seen]):
        refused = cho.post(post.form, answers(post, choice="against", rests_on=rests_on))
        assert refused.status_code == 422
        assert "This choice needs a record of harm or obstruction that it rests on, and a probability is none" in words(
            refused
        )
        assert "Patrols to the market" in refused.content.decode()
    assert not saved(post)
    assert cho.post(post.form, answers(post, choice="against", rests_on=[denial])).status_code == 302
    assert len(saved(post)) == 1


def test_what_was_refuted_or_is_anothers_is_no_such_record(site: Site, land: None) -> None:
    post, other = Post(site, "VM0103"), Post(site, "VM0103")
    refuted, anothers = post.harm(verification="refuted"), other.harm()
    cho = site.signed_in("cho", "head_of_office", **FULL)
    assert refuted not in cho.get(post.form).content.decode()
    for record in (refuted, anothers):
        assert cho.post(post.form, answers(post, choice="against", rests_on=[record])).status_code == 422
    assert not saved(post)


def test_only_those_who_answer_for_it_choose(site: Site, land: None) -> None:
    post = Post(site, "VM0104")
    ana = site.signed_in("ana", "analyst", **FULL)
    assert "do not let you choose this" in words(ana.get(post.form))
    assert "/stance/choose/" not in ana.get(post.page).content.decode()
    assert ana.post(post.form, answers(post)).status_code == 403
    rea = site.signed_in("rea", "reader", **FULL)
    assert rea.get(post.form).status_code == 403
    field = site.signed_in("fay", "head_of_office", clearance="strictly_confidential", components=["head_of_office"])
    page = field.get(post.form).content.decode()
    assert 'value="head_of_mission"' not in page
    assert field.post(post.form, answers(post)).status_code == 422
    given = answers(post, role="head_of_office", component="head_of_office")
    assert field.post(post.form, given).status_code == 302
    assert len(saved(post)) == 1


def test_it_is_as_restricted_as_what_it_rests_on_and_counts(site: Site, land: None) -> None:
    post = Post(site, "VM0105")
    post.harm(level="confidential")
    cho = site.signed_in("cho", "head_of_office", **FULL)
    assert cho.post(post.form, answers(post)).status_code == 302
    (made,) = saved(post)
    assert made.classification == "confidential"


def test_a_review_lies_ahead_and_a_dissent_is_somebodys(site: Site, land: None) -> None:
    post = Post(site, "VM0201")
    cho = site.signed_in("cho", "head_of_office", **FULL)
    late = cho.post(post.form, answers(post, review_by=post.day(-1)))
    assert late.status_code == 422
    assert "A day that is still to come." in words(late)
    half = cho.post(post.form, answers(post, dissent="One case waits."))
    assert "Say who thinks otherwise, and what." in words(half)
    assert "Look at what is marked." in words(cho.post(post.form, answers(post, reasons="")))
    assert not saved(post)


def test_a_new_choice_replaces_the_one_that_stood(site: Site, land: None) -> None:
    post = Post(site, "VM0202")
    old = post.chose("with")
    cho = site.signed_in("cho", "head_of_office", **FULL)
    assert old in cho.get(post.form).content.decode()
    assert cho.post(post.form, answers(post, replaces=[old])).status_code == 302
    page = words(cho.get(post.page))
    assert "(replaced)" in page
    everywhere = answers(post, matter="Flights", everywhere="on")
    assert cho.post(post.form, everywhere).status_code == 302
    holds = next(one.fields for one in saved(post) if isinstance(one.fields, Stance) and one.fields.matter == "Flights")
    assert isinstance(holds, Stance)
    assert (holds.where, holds.as_known) == (None, ())


def test_of_a_class_as_a_whole_one_of_its_authorities_is_chosen(site: Site, land: None) -> None:
    post = Post(site, "VM0203")
    cho = site.signed_in("cho", "head_of_office", **FULL)
    form = "/stance/choose/class:host_state/VM0203/"
    assert post.name in cho.get(form).content.decode()
    assert cho.post(form, answers(post)).status_code == 302
    assert len(saved(post)) == 1
    assert cho.post(form, answers(post, who="class:host_state")).status_code == 422


def test_names_in_the_reasons_wait_for_a_decision(site: Site, land: None) -> None:
    post = Post(site, "VM0204")
    cho = site.signed_in("cho", "head_of_office", **FULL)
    waits = cho.post(post.form, answers(post, reasons="Call +243 81 234 5678 before going."))
    assert waits.status_code == 422
    assert "What the texts may give away" in words(waits)
    assert not saved(post)
