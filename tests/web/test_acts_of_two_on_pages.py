"""Two people: one asks and signs, another signs too or refuses; each with the key that only they can open."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from web_site import SECRET, Site, words

from withstand.actors.records import PERSONS
from withstand.evidence.records import INCIDENT
from withstand.installation.people import new_person
from withstand.installation.root_key import read_sheet
from withstand.ledger.errors import NotFound
from withstand.ledger.fields import Consent
from withstand.ledger.journal import Draft, append
from withstand.ledger.switches import switched_on
from withstand.picture.audience import HOLDER, Audience
from withstand.picture.picture import Picture

KEYS = {"Ana": "the key of ana silva", "Ben": "the key of ben okoye"}
FULL: dict[str, Any] = {"clearance": "strictly_confidential", "components": ["*"]}


@pytest.fixture(scope="module", autouse=True)
def _keys(served: Any) -> None:
    """Personal keys of two people, made with the root key."""
    sheet = served.workspace.folder.parent / "hq-root-key.txt"
    root = read_sheet(sheet.read_text(encoding="utf-8"), "another four words", sheet.name)
    with served.opened() as opened:
        for name, passphrase in KEYS.items():
            new_person(opened, root, name, passphrase)


def asked(site: Site, browser: Any, record: str, **changed: str) -> str:
    """Ask for a redaction; the address of the request."""
    given = {"act": "redact", "record": record, "reason": "asked by the source", "personal_passphrase": KEYS["Ana"]}
    answer = browser.post("/acts/new/", {**given, **changed})
    assert answer.status_code == 302, words(answer)
    return str(answer.headers["Location"])


def text_of(site: Site, record: str) -> str:
    with site.holding.opened() as opened:
        return str(Picture(opened.ledger, HOLDER).get(record).raw["narrative"])


def test_a_redaction_takes_two_people_with_their_own_keys(site: Site) -> None:
    record = site.record("confidential")
    ana, ben = (site.signed_in(name, "protection_adviser", **FULL) for name in ("ana", "ben"))
    act = asked(site, ana, record)
    assert text_of(site, record) == SECRET
    assert "waits for a second person" in words(ben.get("/acts/"))
    ana.post(act, {"personal_passphrase": KEYS["Ana"]})
    assert text_of(site, record) == SECRET
    assert ben.post(act, {"personal_passphrase": KEYS["Ana"]}).status_code == 422
    assert text_of(site, record) == SECRET
    assert ben.post(act, {"personal_passphrase": KEYS["Ben"]}).status_code == 302
    with pytest.raises(NotFound):
        text_of(site, record)
    assert "confirmed and done" in words(ben.get(act))


def test_what_somebody_asked_for_who_may_no_longer_is_not_done(site: Site) -> None:
    """Their signature stays good: only their rights here are gone."""
    from withstand.web.accounts.models import Account

    record = site.record("confidential")
    ana, ben = (site.signed_in(name, "protection_adviser", **FULL) for name in ("ana", "ben"))
    act = asked(site, ana, record)
    for changed in ({"is_active": False}, {"is_active": True, "roles": ["reader"]}):
        Account.objects.filter(name="ana").update(**changed)
        ben.post(act, {"personal_passphrase": KEYS["Ben"]})
        assert text_of(site, record) == SECRET
        assert "expired" in words(ben.get(act))


def test_lowering_needs_a_lower_degree_and_a_second_person(site: Site) -> None:
    record = site.record("confidential")
    ana, ben = (site.signed_in(name, "protection_adviser", **FULL) for name in ("ana", "ben"))
    given = {"act": "lower", "record": record, "reason": "published", "personal_passphrase": KEYS["Ana"]}
    for degree in ("", "confidential", "strictly_confidential"):
        assert ana.post("/acts/new/", {**given, "classification": degree}).status_code == 422
    act = asked(site, ana, record, act="lower", classification="unclassified")
    assert ben.post(act, {"personal_passphrase": KEYS["Ben"]}).status_code == 302
    with site.holding.opened() as opened:
        assert Picture(opened.ledger, HOLDER).get(record).classification == "unclassified"


def test_refused_withdrawn_or_expired_nothing_happens(site: Site) -> None:
    record = site.record("confidential")
    ana, ben = (site.account(name, "protection_adviser", **FULL) for name in ("ana", "ben"))
    for ends, state in (("ben", "refused"), ("ana", "withdrawn"), ("", "expired")):
        browsers = {"ana": site.sign_in(ana), "ben": site.sign_in(ben)}
        act = asked(site, browsers["ana"], record)
        if ends:
            browsers[ends].post(f"{act}refuse/")
        else:
            site.clock.pass_by(days=8)
            browsers = {"ana": site.sign_in(ana), "ben": site.sign_in(ben)}
        browsers["ben"].post(act, {"personal_passphrase": KEYS["Ben"]})
        assert state in words(browsers["ben"].get(act))
    assert text_of(site, record) == SECRET


def test_a_record_that_was_changed_meanwhile_is_not_redacted(site: Site) -> None:
    record = site.record("confidential")
    ana, ben = (site.signed_in(name, "protection_adviser", **FULL) for name in ("ana", "ben"))
    act = asked(site, ana, record)
    with site.holding.opened() as opened:
        seen = Picture(opened.ledger, HOLDER).get(record)
        assert seen.fields is not None
        append(opened.ledger, [Draft(INCIDENT, seen.fields, "confidential", (), record, (seen.version,))])
    answer = ben.post(act, {"personal_passphrase": KEYS["Ben"]})
    assert (answer.status_code, "was changed since" in words(answer)) == (422, True)
    assert text_of(site, record) == SECRET


def test_who_does_not_see_the_record_learns_nothing_of_the_request(site: Site) -> None:
    record = site.record("strictly_confidential", "human_rights")
    ana = site.signed_in("ana", "protection_adviser", **FULL)
    act = asked(site, ana, record)
    outsider = site.signed_in("cleo", "protection_adviser", clearance="confidential", components=["force"])
    assert "asked by the source" not in words(outsider.get("/acts/"))
    assert outsider.get(act).status_code == 404
    assert outsider.post(act, {"personal_passphrase": "x"}).status_code == 404
    given = {"act": "redact", "record": record, "reason": "r", "personal_passphrase": "x"}
    invented = {**given, "record": "01990000-0000-7000-8000-000000000000"}
    refused = [words(outsider.post("/acts/new/", one)) for one in (given, invented)]
    assert refused[0] == refused[1]


def test_a_wrong_personal_passphrase_counts_as_a_failed_try(site: Site) -> None:
    record = site.record("confidential")
    ana = site.signed_in("ana", "protection_adviser", **FULL)
    given = {"act": "redact", "record": record, "reason": "r", "personal_passphrase": "not the key"}
    for _ in range(5):
        assert "does not open your personal key" in words(ana.post("/acts/new/", given))
    assert "Too many failed tries" in words(ana.post("/acts/new/", given))


def test_opening_to_more_components_takes_two_people(site: Site) -> None:
    record = site.record("confidential", "human_rights")
    ana, ben = (site.signed_in(name, "protection_adviser", **FULL) for name in ("ana", "ben"))
    cleo = site.signed_in("cleo", "protection_adviser", clearance="confidential", components=["civil_affairs"])
    page = f"/records/incident/{record}/"
    given = {"act": "widen", "record": record, "reason": "their case too", "personal_passphrase": KEYS["Ana"]}
    assert ana.post("/acts/new/", given).status_code == 422
    unused = ana.post("/acts/new/", {**given, "act": "redact", "components": ["civil_affairs"]})
    assert "does not take this" in words(unused)
    open_already = ana.post("/acts/new/", {**given, "components": ["human_rights"]})
    assert (open_already.status_code, "open to these already" in words(open_already)) == (422, True)
    act = asked(site, ana, record, act="widen", components="civil_affairs")
    assert "Civil affairs" in words(ben.get(act))
    assert cleo.get(page).status_code == 404
    assert ben.post(act, {"personal_passphrase": KEYS["Ben"]}).status_code == 302
    assert cleo.get(page).status_code == 200


def test_opening_to_all_names_all(site: Site) -> None:
    record = site.record("confidential", "human_rights")
    ana, ben = (site.signed_in(name, "protection_adviser", **FULL) for name in ("ana", "ben"))
    act = asked(site, ana, record, act="widen", components="*")
    assert "All components" in words(ben.get(act))
    ben.post(act, {"personal_passphrase": KEYS["Ben"]})
    with site.holding.opened() as opened:
        assert Picture(opened.ledger, HOLDER).get(record).compartments == ()


def test_what_was_taken_back_by_mistake_is_set_aside_by_two_people(site: Site) -> None:
    partner = Audience("partner", "confidential", ("*",), "humanitarian")
    agreed = Consent(recipient="humanitarian", purposes=("protection",), given=True, on="2032-05-21")
    record = site.record("unclassified", consent=(agreed,))

    def seen_by_partner() -> bool:
        with site.holding.opened() as opened:
            return Picture(opened.ledger, partner).holds(record)

    assert seen_by_partner()
    with site.holding.opened() as opened:
        seen = Picture(opened.ledger, HOLDER).get(record)
        taken = Consent(recipient="humanitarian", purposes=("protection",), given=False, on="2032-06-01")
        changed = msgspec.structs.replace(seen.fields, consent=(agreed, taken))
        append(opened.ledger, [Draft(INCIDENT, changed, "unclassified", (), record, (seen.version,))])
    assert not seen_by_partner()
    ana, ben = (site.signed_in(name, "protection_adviser", **FULL) for name in ("ana", "ben"))
    act = asked(site, ana, record, act="regive", reason="the wrong record")
    assert not seen_by_partner()
    assert ben.post(act, {"personal_passphrase": KEYS["Ben"]}).status_code == 302
    assert seen_by_partner()


def test_a_request_leads_to_its_record(site: Site) -> None:
    record = site.record("confidential")
    ana = site.signed_in("ana", "protection_adviser", **FULL)
    act = asked(site, ana, record)
    assert f'href="/records/incident/{record}/"' in ana.get(act).content.decode()
    assert f"/acts/new/?record={record}" in ana.get(f"/records/incident/{record}/").content.decode()


def persons_on(site: Site) -> bool:
    with site.holding.opened() as opened:
        return switched_on(opened.ledger, PERSONS)


def turned(site: Site, first: Any, second: Any, keys: tuple[str, str], reason: str) -> None:
    """What one asks for on the page of persons, confirmed by another."""
    answer = first.post("/acts/persons/", {"reason": reason, "personal_passphrase": keys[0]})
    assert answer.status_code == 302, words(answer)
    act, before = answer.headers["Location"], persons_on(site)
    assert first.post(act, {"personal_passphrase": keys[0]}).status_code == 200
    assert persons_on(site) is before
    confirmed = second.post(act, {"personal_passphrase": keys[1]})
    assert confirmed.status_code == 302, words(confirmed)
    assert persons_on(site) is not before


def test_persons_are_switched_on_and_off_by_two_people_and_the_page_says_who_and_why(site: Site) -> None:
    ana, ben = (site.signed_in(name, "protection_adviser", **FULL) for name in ("ana", "ben"))
    keys = (KEYS["Ana"], KEYS["Ben"])
    assert "Persons are off" in words(ana.get("/acts/persons/"))
    assert ana.get("/enter/person/").status_code == 400
    lone = ana.post("/acts/persons/", {"reason": "vetting of officers", "personal_passphrase": keys[0]})
    again = ana.post("/acts/persons/", {"reason": "asked twice", "personal_passphrase": keys[0]})
    assert words(ben.get("/acts/persons/")).count("Ana , ") == 2
    assert ben.post(lone.headers["Location"], {"personal_passphrase": keys[1]}).status_code == 302
    try:
        seen = words(ben.get("/acts/persons/"))
        assert "Persons may be records here" in seen
        assert "Switched on Ana , Ben vetting of officers" in seen
        assert ana.get("/enter/person/").status_code == 200
        stale = ben.post(again.headers["Location"], {"personal_passphrase": keys[1]})
        assert (stale.status_code, "nothing is left to switch" in words(stale)) == (422, True)
    finally:
        turned(site, ben, ana, keys[::-1], "no longer needed")
    assert "Switched off Ben , Ana no longer needed" in words(ana.get("/acts/persons/"))
    assert ana.get("/enter/person/").status_code == 400


def test_who_takes_part_in_no_act_of_two_does_not_switch_persons(site: Site) -> None:
    analyst = site.signed_in("cleo", "analyst", **FULL)
    given = {"reason": "why not", "personal_passphrase": KEYS["Ana"]}
    assert (analyst.get("/acts/persons/").status_code, analyst.post("/acts/persons/", given).status_code) == (403, 403)
    ana = site.signed_in("ana", "protection_adviser", **FULL)
    for wrong in ({**given, "reason": ""}, {**given, "personal_passphrase": "not it"}):
        assert ana.post("/acts/persons/", wrong).status_code == 422
    assert not persons_on(site)
