"""A conflict is settled by two: one account chooses, another confirms or refuses."""

from __future__ import annotations

import re
from typing import Any

import pytest
from web_site import Site, words

from withstand.evidence.records import INCIDENT, Incident
from withstand.ledger.fields import Assertion, Place, Span
from withstand.ledger.journal import Draft, append
from withstand.picture.audience import HOLDER
from withstand.picture.picture import Picture

FULL: dict[str, Any] = {"clearance": "strictly_confidential", "components": ["*"]}


def conflicting(site: Site, *texts: str, **more: Any) -> str:
    """A record of which versions stand side by side."""
    record = site.record("confidential", text="Two trucks.")
    with site.holding.opened() as opened:
        seen = Picture(opened.ledger, HOLDER).get(record)
        for text in texts:
            fields: dict[str, Any] = {
                "what": "looting", "where": Place(area="VM0101", precision="admin2"), "when": Span(start="2032-05-20"),
                "perpetrators": (Assertion(perpetrator="host_state", grade="B2", confidence="moderate"),),
                "property_lost": text,
            }  # fmt: skip
            draft = Draft(INCIDENT, Incident(**{**fields, **more}), "confidential", (), record, (seen.version,))
            append(opened.ledger, [draft], beside=True)
    return record


def heads(site: Site, record: str) -> tuple[str, ...]:
    with site.holding.opened() as opened:
        return tuple(Picture(opened.ledger, HOLDER).heads(record))


def raw(site: Site, record: str) -> dict[str, Any]:
    with site.holding.opened() as opened:
        return dict(Picture(opened.ledger, HOLDER).get(record).raw)


def another(site: Site, record: str, **more: Any) -> None:
    """One more version, over the first of those that stand."""
    fields: dict[str, Any] = {"what": "looting", "where": Place(area="VM0102"), "when": Span(start="2032"), **more}
    draft = Draft(INCIDENT, Incident(**fields), "confidential", (), record, heads(site, record)[:1])
    with site.holding.opened() as opened:
        append(opened.ledger, [draft], beside=True)


def hidden_in(browser: Any, record: str) -> dict[str, str]:
    page = browser.get(f"/settle/{record}/").content.decode()
    return dict(re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', page))


def propose(browser: Any, record: str, **more: str) -> Any:
    given = {**hidden_in(browser, record), "act": "take 1", "reason": "counted again", **more}
    return browser.post(f"/settle/{record}/", given)


def decide(browser: Any, record: str, act: str, **more: str) -> Any:
    return browser.post(f"/settle/{record}/", {**hidden_in(browser, record), "act": act, **more})


@pytest.fixture
def ana(site: Site) -> Any:
    return site.signed_in("ana", "analyst", **FULL)


@pytest.fixture
def ben(site: Site) -> Any:
    return site.signed_in("ben", "protection_adviser", **FULL)


def test_one_chooses_field_by_field_and_another_confirms(site: Site, ana: Any, ben: Any) -> None:
    from withstand.web.accounts.models import AuditEntry
    from withstand.web.entering.models import Settlement

    record = conflicting(site, "salt", "fuel")
    address = f"/settle/{record}/"
    assert ana.get(f"/enter/incident/{record}/").headers["Location"] == address
    sent = hidden_in(ana, record)
    chosen = {**sent, "choose-property_lost": "1", "act": "chosen"}
    for wrong in (
        chosen,
        {**sent, "reason": "counted", "act": "chosen"},
        {**chosen, "heads": "x", "reason": "counted"},
    ):
        assert ana.post(address, wrong).status_code == 422
    for _twice in range(2):
        assert ana.post(address, {**chosen, "reason": "counted again"}).status_code == 302
    assert Settlement.objects.filter(record=record).count() == 1
    assert len(heads(site, record)) == 2
    assert "Your proposal waits for a second person" in words(ana.get(address))
    seen = words(ben.get(address))
    assert "Ana" in seen
    assert "counted again" in seen
    assert "Chosen: fuel" in seen
    given = {**hidden_in(ben, record), "act": "confirm"}
    saved = ben.post(address, given)
    assert saved.status_code == 302, words(saved)
    assert ben.post(address, given).headers["Location"] == saved.headers["Location"]
    assert (raw(site, record)["property_lost"], raw(site, record)["correction"]) == ("fuel", "Settled: counted again")
    assert len(heads(site, record)) == 1
    logged = AuditEntry.objects.get(act="conflict_settled")
    assert (logged.by.name, logged.about.name, logged.detail["reason"]) == ("ben", "ana", "counted again")
    assert not Settlement.objects.filter(record=record).exists()
    assert "nothing to settle" in words(ana.get(address))


def test_a_referral_case_stays_without_text(site: Site, ana: Any, ben: Any) -> None:
    record = conflicting(site, "", "", what="rape", referral="made")
    another(site, record, what="rape", referral="offered")
    assert propose(ana, record, act="take 0").status_code == 302
    assert decide(ben, record, "confirm").status_code == 302
    assert "correction" not in raw(site, record)


def test_nobody_confirms_what_they_proposed_nor_without_the_role(site: Site, ana: Any, ben: Any) -> None:
    from withstand.web.entering.models import Settlement

    record = conflicting(site, "salt", "fuel")
    assert propose(ben, record).status_code == 302
    assert decide(ben, record, "confirm").status_code == 403
    assert decide(ben, record, "refuse", refusal="no").status_code == 403
    assert "Your roles do not let you confirm it." in words(ana.get(f"/settle/{record}/"))
    number = str(Settlement.objects.get(record=record).pk)
    for act in ("confirm", "refuse", "back"):
        sent = {"proposal": number, "act": act, "refusal": "no"}
        assert ana.post(f"/settle/{record}/", sent).status_code == 403
    assert len(heads(site, record)) == 2
    other = {"heads": ",".join(heads(site, record)), "act": "take 0", "reason": "mine"}
    assert ana.post(f"/settle/{record}/", other).status_code == 422
    assert Settlement.objects.get(record=record).by.name == "ben"


def test_it_is_taken_back_or_refused_with_a_reason(site: Site, ana: Any, ben: Any) -> None:
    record = conflicting(site, "salt", "fuel")
    propose(ana, record)
    assert decide(ana, record, "back").status_code == 302
    assert "Propose what is chosen" in words(ana.get(f"/settle/{record}/"))
    propose(ana, record)
    stale = {**hidden_in(ben, record), "act": "confirm"}
    assert decide(ben, record, "refuse").status_code == 422
    assert decide(ben, record, "refuse", refusal="ask the clinic first").status_code == 302
    assert "Ben refused what Ana proposed: ask the clinic first" in words(ana.get(f"/settle/{record}/"))
    assert ben.post(f"/settle/{record}/", stale).status_code == 422
    assert len(heads(site, record)) == 2
    assert propose(ana, record).status_code == 302
    assert decide(ben, record, "confirm").status_code == 302


def test_a_version_that_comes_meanwhile_voids_it(site: Site, ana: Any, ben: Any) -> None:
    record = conflicting(site, "salt", "fuel")
    propose(ana, record)
    given = {**hidden_in(ben, record), "act": "confirm"}
    another(site, record)
    assert "no longer holds" in words(ben.post(f"/settle/{record}/", given))
    assert "Another version came after Ana proposed" in words(ana.get(f"/settle/{record}/"))
    assert len(heads(site, record)) == 2


@pytest.mark.parametrize("lost", ["role", "account", "clearance", "recipient", "time"])
def test_it_lapses_with_its_authors_role_account_or_rights_or_after_days(
    site: Site, ana: Any, ben: Any, lost: str
) -> None:
    from withstand.web.accounts.models import Account
    from withstand.web.entering.models import Settlement

    record = conflicting(site, "salt", "fuel")
    propose(ana, record)
    given = {**hidden_in(ben, record), "act": "confirm"}
    match lost:
        case "role":
            Account.objects.filter(name="ana").update(roles=["reader"])
        case "account":
            Account.objects.filter(name="ana").update(is_active=False)
        case "clearance":
            Account.objects.filter(name="ana").update(clearance="unclassified")
        case "recipient":
            Account.objects.filter(name="ana").update(recipient="humanitarian")
        case _:
            Settlement.objects.filter(record=record).update(expires_at=site.clock.now)
    assert ben.post(f"/settle/{record}/", given).status_code == 422
    assert "What Ana proposed has lapsed." in words(ben.get(f"/settle/{record}/"))
    assert len(heads(site, record)) == 2


def test_who_lost_the_role_confirms_nothing(site: Site, ana: Any, ben: Any) -> None:
    from withstand.web.accounts.models import Account

    record = conflicting(site, "salt", "fuel")
    propose(ana, record)
    given = {**hidden_in(ben, record), "act": "confirm"}
    Account.objects.filter(name="ben").update(roles=["analyst"])
    assert ben.post(f"/settle/{record}/", given).status_code == 403
    Account.objects.filter(name="ben").update(roles=["protection_adviser"], is_active=False)
    ben.post(f"/settle/{record}/", given)
    assert len(heads(site, record)) == 2


def test_what_texts_give_away_is_decided_by_who_proposes_and_looked_at_again(site: Site, ana: Any, ben: Any) -> None:
    from withstand.web.entering.models import Settlement

    record = conflicting(site, "salt", "call +236 72 11 22 33")
    answer = propose(ana, record)
    assert answer.status_code == 422
    code = re.search(r'name="keep-code" value="([^"]*)"', answer.content.decode())
    assert code is not None
    kept = {"keep-code": code[1], "keep-reason": "a public line"}
    assert propose(ana, record, **kept).status_code == 302
    proposal = Settlement.objects.get(record=record)
    assert "72 11" not in str([proposal.kept, proposal.picks, proposal.reason])
    assert "a public line" in words(ben.get(f"/settle/{record}/"))
    Settlement.objects.filter(pk=proposal.pk).update(kept=[])
    assert decide(ben, record, "confirm").status_code == 422
    Settlement.objects.filter(pk=proposal.pk).update(kept=proposal.kept)
    assert decide(ben, record, "confirm").status_code == 302
    assert raw(site, record)["text_kept"][0]["reason"] == "a public line"


def test_who_may_not_see_the_record_learns_nothing_of_a_proposal(site: Site, ana: Any) -> None:
    from withstand.web.entering.models import Settlement

    record = conflicting(site, "salt", "fuel")
    propose(ana, record)
    cleo = site.signed_in("cleo", "protection_adviser", clearance="unclassified", components=["*"])
    given = {"proposal": str(Settlement.objects.get(record=record).pk), "act": "confirm"}
    nowhere = "00000000-0000-4000-8000-000000000000"
    mine, none = cleo.post(f"/settle/{record}/", given), cleo.post(f"/settle/{nowhere}/", given)
    assert (mine.status_code, words(mine).replace(record, "")) == (404, words(none).replace(nowhere, ""))
    for address in ("/", "/enter/"):
        assert record not in cleo.get(address, follow=True).content.decode()


def test_lists_of_conflicts_say_that_a_proposal_waits_and_a_redaction_deletes_it(
    site: Site, ana: Any, ben: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from withstand.web.acts.copies import forget_a_text
    from withstand.web.entering.models import Settlement

    record = conflicting(site, "salt", "fuel")
    propose(ana, record)
    assert "a proposal waits: confirm or refuse it" in words(ben.get("/enter/"))
    assert "a proposal waits for a second person" in words(ana.get("/enter/"))
    monkeypatch.setattr("withstand.web.home.MOST", 1_000_000)
    assert "a proposal waits" in words(ben.get("/", follow=True))
    forget_a_text(record)
    assert not Settlement.objects.filter(record=record).exists()
