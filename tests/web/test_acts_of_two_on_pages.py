"""Two people: one asks and signs, another signs too or refuses; each with the key that only they can open."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from web_site import SECRET, Site, words

from withstand.evidence.records import INCIDENT
from withstand.installation.people import new_person
from withstand.installation.root_key import read_sheet
from withstand.ledger.errors import NotFound
from withstand.ledger.fields import Consent
from withstand.ledger.journal import Draft, append
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
