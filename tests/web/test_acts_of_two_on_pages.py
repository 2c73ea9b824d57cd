"""Two people: one asks and signs, another signs too or refuses; each with the key that only they can open."""

from __future__ import annotations

from typing import Any

import pytest
from web_site import SECRET, Site, words

from withstand.installation.people import new_person
from withstand.installation.root_key import read_sheet
from withstand.ledger.errors import NotFound
from withstand.picture.audience import HOLDER
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
    from withstand.evidence.records import INCIDENT
    from withstand.ledger.journal import Draft, append

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
