"""Steps of a request on pages: forms that start empty and lose nothing, steps taken once, refusals in words."""

from __future__ import annotations

import re
from typing import Any

import pytest
from support_site import (
    ENTITY,
    LEADER,
    SECRETARIAT,
    Asked,
    days_from,
    form_of,
    save,
    typed,
    unmistakable,
)
from web_site import Site, words

from withstand.inducement.records import MOVE

APPROVED: dict[str, str] = {
    "decided_by": "Deputy head", "reasons": "On balance", "items__1__item": "fuel", "items__1__quantity": "4000",
    "items__1__unit": "litres",
}  # fmt: skip


def secretariat(site: Site) -> Any:
    return site.signed_in("ana", "due_diligence", **SECRETARIAT)


def leader(site: Site) -> Any:
    return site.signed_in("cid", "head_of_office", **LEADER)


def step(asked: Asked, action: str) -> str:
    return f"{asked.page}step/{action}/"


def approval(site: Site, asked: Asked) -> dict[str, str]:
    return {**APPROVED, "on": asked.today, "expires": days_from(site, 60)}


def test_a_request_goes_from_draft_to_countersigned_by_forms(site: Site) -> None:
    asked = Asked.of(site, bodies=("human_rights",))
    ana, cid = secretariat(site), leader(site)
    ben = site.signed_in("ben", "component_officer", **ENTITY)

    def take(who: Any, action: str, **answers: str) -> None:
        answer = save(who, step(asked, action), **answers)
        assert answer.status_code == 302, words(answer)
        assert asked.stands().counted[-1].action == action

    take(ana, "scope_in")
    take(ben, "submit")
    take(ana, "begin_screening")
    answer = save(ana, f"{asked.page}answer/", body="human_rights", answer="concern", reasons="Fees")
    assert answer.status_code == 302, words(answer)
    take(ana, "consolidate")
    assessed = save(
        ana, f"{asked.page}risk/", inherent="medium", residual="medium", confidence="b", reasons="Fees, no deaths",
        withholding="The road closes", criteria__1__rating="2", criteria__1__confidence="b",
    )  # fmt: skip
    assert assessed.status_code == 302, words(assessed)
    take(ana, "send_to_review")
    take(cid, "approve", **approval(site, asked), dissent__1__by="legal", dissent__1__opinion="Too early")
    take(ana, "countersign")
    assert asked.stands().approval is not None
    page = words(ben.get(asked.page))
    for said in ("Countersigned", "Too early", "Fees, no deaths", "4,000 litres", "33 criteria are unknown"):
        assert said in page


@pytest.mark.parametrize("action", ["approve", "approve_conditions", "defer", "refuse"])
def test_the_form_of_a_decision_is_empty(site: Site, action: str) -> None:
    asked = Asked.of(site).until_review()
    asked.assess(residual="high", mitigation="verified by visits", inherent="unacceptable")
    asked.condition()
    held = form_of(leader(site).get(step(asked, action)))
    own = {"csrfmiddlewaretoken", "form-token", "form-about", "form-which", "drawn-from"}
    said = {name: values for name, values in held.items() if name not in own and any(values)}
    assert said in ({}, {"residual_accepted": ["unknown"]})


def test_what_a_step_lacks_is_said_and_what_was_typed_is_still_there(site: Site) -> None:
    asked, ana = Asked.of(site).until_screening(), secretariat(site)
    typed_reason = unmistakable("reason")
    answer = save(ana, step(asked, "consolidate"), reasons=typed_reason)
    assert answer.status_code == 422
    page = words(answer)
    assert "Human rights, Joint mission analysis" in page
    assert form_of(answer)["reasons"] == [typed_reason]
    assert asked.stands().state == "screening"
    assert "Go on with it" in words(ana.get(asked.page))


def test_a_refusal_speaks_the_readers_language(site: Site) -> None:
    asked = Asked.of(site).until_screening()
    ana = site.signed_in("ana", "due_diligence", language="fr", **SECRETARIAT)
    page = words(save(ana, step(asked, "consolidate")))
    assert "Droits de l’homme" in page
    assert "Answer" not in page


def test_a_decision_of_approval_needs_its_end_and_says_so_beside_the_field(site: Site) -> None:
    asked, cid = Asked.of(site).until_review(), leader(site)
    answer = save(cid, step(asked, "approve"), **{**approval(site, asked), "expires": ""})
    assert answer.status_code == 422
    assert "An approval expires: say on which day." in words(answer)
    assert form_of(answer)["decided_by"] == ["Deputy head"]
    too_long = save(cid, step(asked, "approve"), **{**approval(site, asked), "expires": days_from(site, 900)})
    assert too_long.status_code == 422
    assert asked.stands().state == "review"


def test_sent_twice_a_step_is_taken_once(site: Site) -> None:
    asked, ana = Asked.of(site), secretariat(site)
    opened = ana.get(step(asked, "scope_in"))
    sent = {**form_of(opened), "act": "save"}
    assert ana.post(step(asked, "scope_in"), sent).status_code == 302
    again = ana.post(step(asked, "scope_in"), sent, follow=True)
    assert "it was not saved twice" in words(again)
    assert len(asked.stands().counted) == 1
    assert not asked.stands().void


def test_two_people_who_take_a_step_at_once_do_not_take_it_twice(site: Site) -> None:
    asked, ana = Asked.of(site), secretariat(site)
    eve = site.signed_in(
        "eve", "protection_adviser", clearance="strictly_confidential", components=["protection_adviser"]
    )
    late = {**form_of(eve.get(step(asked, "scope_in"))), "reasons": "I was here too", "act": "save"}
    assert save(ana, step(asked, "scope_in")).status_code == 302
    answer = eve.post(step(asked, "scope_in"), late)
    assert answer.status_code == 409
    assert "has changed since you opened the form" in words(answer)
    assert form_of(answer)["reasons"] == ["I was here too"]
    assert len(asked.stands().counted) == 1
    assert not asked.stands().void


def test_a_decision_on_what_has_changed_meanwhile_is_looked_at_again(site: Site) -> None:
    asked, cid = Asked.of(site).until_review(), leader(site)
    opened = {**form_of(cid.get(step(asked, "approve"))), **typed(approval(site, asked)), "act": "save"}
    asked.assess(residual="unacceptable", inherent="unacceptable")
    answer = cid.post(step(asked, "approve"), opened)
    assert answer.status_code == 409
    refused = cid.post(step(asked, "approve"), {**form_of(answer), "act": "save"})
    assert refused.status_code == 422
    assert "Unacceptable" in words(refused)
    assert asked.stands().state == "review"


def test_whoever_decided_does_not_countersign_under_the_offices_name_either(site: Site) -> None:
    asked, cid = Asked.of(site).until_review(), leader(site)
    assert save(cid, step(asked, "approve"), **approval(site, asked)).status_code == 302
    answer = save(cid, step(asked, "countersign"))
    assert answer.status_code == 422
    assert asked.stands().state == "approved"
    other = site.signed_in("dan", "head_of_office", **LEADER)
    assert save(other, step(asked, "countersign")).status_code == 302
    assert asked.stands().state == "countersigned"


def test_conditions_are_ticked_by_whoever_decides(site: Site) -> None:
    asked, cid = Asked.of(site).until_review(), leader(site)
    condition = asked.condition()
    without = save(cid, step(asked, "approve_conditions"), **approval(site, asked))
    assert without.status_code == 422
    answer = save(cid, step(asked, "approve_conditions"), **approval(site, asked), tick__under_condition=[condition])
    assert answer.status_code == 302, words(answer)
    assert asked.stands().state == "approved"


def test_an_unfinished_form_comes_back_and_is_nobody_elses(site: Site) -> None:
    asked, cid = Asked.of(site).until_review(), leader(site)
    held = {**form_of(cid.get(step(asked, "refuse"))), "reasons": "not yet", "act": "keep"}
    kept = cid.post(step(asked, "refuse"), held)
    assert form_of(cid.get(kept.headers["Location"]))["reasons"] == ["not yet"]
    resumed = cid.get(f"/support/resume/?draft={held['form-token'][0]}")
    assert resumed.headers["Location"] == kept.headers["Location"]
    other = site.signed_in("dan", "head_of_office", **LEADER)
    assert other.get(kept.headers["Location"]).status_code == 404
    assert cid.get(kept.headers["Location"].replace("refuse", "defer")).status_code == 400


def test_the_scan_of_texts_asks_before_a_step_is_saved(site: Site) -> None:
    asked, ana = Asked.of(site), secretariat(site)
    answer = save(ana, step(asked, "scope_in"), reasons="Call Joseph Kamanda, +243 812 345 678")
    assert answer.status_code == 422
    assert "The texts may name people" in words(answer)
    assert not asked.stands().counted


def test_a_role_is_chosen_where_there_are_several(site: Site) -> None:
    asked = Asked.of(site).until_delivery()
    ana = secretariat(site)
    opened = ana.get(step(asked, "trigger"))
    assert 'name="by_role"' in opened.content.decode()
    assert save(ana, step(asked, "trigger"), reasons="fees").status_code == 422
    assert save(ana, step(asked, "trigger"), reasons="fees", by_role="decision_maker").status_code == 422
    assert save(ana, step(asked, "trigger"), reasons="fees", by_role="monitor").status_code == 302
    assert asked.stands().counted[-1].role == "monitor"


def test_steps_are_entered_by_no_other_form_and_not_by_the_api(site: Site) -> None:
    asked, ana = Asked.of(site), secretariat(site)
    for kind in ("move", "supportdecision"):
        answer = ana.get(f"/enter/{kind}/")
        assert "it is taken on the page of its request" in words(answer)
        assert ana.post(f"/enter/{kind}/", {"act": "save"}).status_code == 422
        assert f'/enter/{kind}/"' not in ana.get("/enter/").content.decode()
    taken = asked.take("scope_in", "due_diligence")
    assert "it is taken on the page of its request" in words(ana.get(f"/enter/move/{taken}/"))
    assert ana.post(f"/enter/move/{taken}/", {"act": "save"}).status_code == 422
    assert len(asked.stands().counted) == 1


def test_other_records_are_entered_with_the_request_linked(site: Site) -> None:
    asked = Asked.of(site).until_delivery()
    page = secretariat(site).get(asked.page).content.decode()
    address = re.search(r'href="(/enter/condition/\?[^"]*)"', page)
    assert address
    ana = site.signed_in("eva", "due_diligence", **SECRETARIAT)
    held = form_of(ana.get(address[1].replace("&amp;", "&")))
    assert held["links-1-chosen"] == [asked.record]


def test_links_of_a_step_are_added_and_withdrawn_by_nobody(site: Site) -> None:
    from withstand.ledger.errors import ByWorkflow
    from withstand.ledger.journal import LinkTo, append_links, withdraw_link
    from withstand.picture.audience import HOLDER
    from withstand.picture.picture import Picture

    asked, ana = Asked.of(site), secretariat(site)
    taken, condition = asked.take("scope_in", "due_diligence"), asked.condition()
    with site.holding.opened() as opened:
        link = Picture(opened.ledger, HOLDER).links(taken)[0].link
        with pytest.raises(ByWorkflow):
            append_links(opened.ledger, MOVE, taken, [LinkTo("rests_on", condition)])
        with pytest.raises(ByWorkflow):
            withdraw_link(opened.ledger, link)
    sent = {"act": "save", "links-1-role": "rests_on", "links-1-chosen": condition}
    assert ana.post(f"/link/{taken}/", sent).status_code == 422
    assert ana.post(f"/link/{taken}/{link}/withdraw/", {"reason": "a slip"}).status_code == 422
    assert "it is taken on the page of its request" in words(ana.get(f"/link/{taken}/"))
    assert asked.stands().state == "in_scope"
