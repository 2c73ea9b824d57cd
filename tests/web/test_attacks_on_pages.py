"""What somebody tries who is signed in and wants to see, keep or break more than is theirs."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from api_site import of
from test_forms_round_trip import sent_by
from test_jobs_on_pages import run
from web_site import SECRET, Site, words

from withstand.picture.audience import HOLDER
from withstand.picture.picture import Picture

FULL: dict[str, Any] = {"clearance": "strictly_confidential", "components": ["*"]}


@pytest.mark.parametrize("address", ["/map/", "/timeline/"])
@pytest.mark.parametrize("name", ["since", "until"])
def test_days_at_the_ends_of_the_calendar_break_nothing(site: Site, address: str, name: str) -> None:
    ana = site.signed_in("ana", "analyst", **FULL)
    for day in ("0001-01-01", "9999-12-31"):
        assert ana.get(address, {name: day}).status_code == 200


def exported(browser: Any) -> str:
    """An export that is done; its address."""
    answer = browser.post("/exports/", {"kind": "incident", "form": "csv"})
    assert answer.status_code == 302, words(answer)
    address = str(answer.headers["Location"])
    run(address)
    return address


def test_a_file_made_with_rights_that_were_taken_away_is_gone(site: Site) -> None:
    site.record("strictly_confidential", text="Two trucks were emptied.")
    account = site.account("ana", "analyst", **FULL)
    ana, boss = site.sign_in(account), site.signed_in("boss", "administrator")
    address = exported(ana)
    assert b"Two trucks" in ana.get(f"{address}file/").content
    given = {
        "name": "ana", "display_name": "Ana", "roles": ["analyst"], "clearance": "unclassified", "recipient": "un",
        "purpose": "protection", "language": "en",
    }  # fmt: skip
    assert boss.post(f"/accounts/{account.pk}/", given).status_code == 302
    assert ana.get(f"{address}file/").status_code == 404
    assert ana.get(address).status_code == 404


def test_a_redaction_reaches_the_copies_that_the_server_keeps(site: Site) -> None:
    """Unfinished forms and files made before held the text for days."""
    from withstand.web.acts.copies import forget_a_text
    from withstand.web.entering.models import FormDraft
    from withstand.web.work.models import Job

    record, other = site.record("confidential"), site.record("confidential", text="Two trucks were emptied.")
    ana = site.signed_in("ana", "analyst", **FULL)
    for one in (record, other):
        token = str(uuid.uuid4())
        given = {"form-about": f"evidence.Incident {one}", "narrative": SECRET, "form-token": token}
        assert ana.post(f"/enter/draft/{token}/", given).status_code == 200
    exported(ana)
    forget_a_text(record)
    assert [one.record for one in FormDraft.objects.all()] == [other]
    assert not Job.objects.exists()


def standing(site: Site, record: str) -> tuple[str, tuple[str, ...]]:
    """Classification and compartments of a record."""
    with site.holding.opened() as opened:
        seen = Picture(opened.ledger, HOLDER).get(record)
    return seen.classification, tuple(seen.compartments)


@pytest.mark.parametrize(
    "changed",
    [
        {"classification": "unclassified"},
        {"classification": "no such word"},
        {"compartments": []},
        {"compartments": ["force", "civil_affairs"]},
        {"compartments": ["no such component"]},
        {"author": "somebody else"},
    ],
)
def test_no_program_opens_a_record_to_more_people(site: Site, changed: dict[str, Any]) -> None:
    record = site.record("confidential", "force")
    ana = of(site, "ana", "analyst", **FULL)
    seen = ana.read(f"/records/{record}/")
    body = {"fields": seen["fields"], "supersedes": [seen["version"]], **changed}
    answer = ana.post(f"/records/{record}/versions/", body)
    assert 400 <= answer.status_code < 500, answer.content
    assert standing(site, record) == ("confidential", ("force",))


@pytest.mark.parametrize(
    "changed",
    [
        {"rights-classification": "unclassified"},
        {"rights-compartments": []},
        {"rights-compartments": ["force", "civil_affairs"]},
        {"rights-classification": ""},
    ],
)
def test_no_form_opens_a_record_to_more_people(site: Site, changed: dict[str, Any]) -> None:
    record = site.record("confidential", "force", text="Two trucks were emptied.")
    ana = site.signed_in("ana", "analyst", **FULL)
    address = f"/enter/incident/{record}/"
    sent = sent_by(ana.get(address))
    assert ana.post(address, {**sent, "narrative": "Three.", **changed, "act": "save"}).status_code == 422
    assert standing(site, record) == ("confidential", ("force",))


def test_forms_files_and_views_of_others_do_not_exist(site: Site) -> None:
    from withstand.web.entering.models import FormDraft

    record = site.record("confidential", text="Two trucks were emptied.")
    ana, eve = (site.signed_in(name, "analyst", **FULL) for name in ("ana", "eve"))
    token = str(uuid.uuid4())
    draft = {"form-about": f"evidence.Incident {record}", "narrative": SECRET, "form-token": token}
    ana.post(f"/enter/draft/{token}/", draft)
    assert eve.post(f"/enter/draft/{token}/", {**draft, "narrative": "mine"}).status_code == 422
    eve.post(f"/enter/draft/{token}/forget/")
    assert FormDraft.objects.get(pk=token).answers["narrative"] == [SECRET]
    address = exported(ana)
    for form in (f"{address}cancel/", f"{address}decide/"):
        assert eve.post(form).status_code == 404, form
    pages = [
        f"/enter/draft/{token}/resume/", f"/enter/incident/{record}/?draft={token}", address, f"{address}file/",
        f"/enter/saved/{token}/", f"/enter/place/?draft={token}",
    ]  # fmt: skip
    for page in pages:
        assert eve.get(page).status_code == 404, page


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000,
        b'{"records":' * 50_000,
        b'{"records": [{"kind": "incident", "fields": ' + b'{"a":' * 3000 + b"1" + b"}" * 3000 + b"}]}",
        b'{"records": [{"kind": "incident", "fields": {"what": "\\ud800"}}]}',
        b'{"records": [{"kind": "incident", "fields": {"what": 1e999}}]}',
        b'{"records": [{"kind": "incident", "fields": {"what": "looting", "when": {"start": -1e309}}}]}',
        b'{"records": [{"kind": "incident", "fields": {"where": {"latitude": ' + b"9" * 5000 + b"}}}]}",
        b'\xff\xfe{"records": []}',
        b"",
    ],
)
def test_no_body_breaks_the_door_of_programs(site: Site, body: bytes) -> None:
    ana = of(site, "ana", "analyst", **FULL)
    headers = {**ana.headers, "Idempotency-Key": "once"}
    answer = ana.browser.post("/api/v1/records/", body, content_type="application/json", headers=headers)
    assert 400 <= answer.status_code < 500, answer.content


@pytest.mark.parametrize("size", [10, 1500])
def test_no_number_of_fields_or_rows_breaks_a_form(site: Site, size: int) -> None:
    ana = site.signed_in("ana", "analyst", **FULL)
    sent = {f"perpetrators-{number}-perpetrator": "host_state" for number in range(size)}
    sent |= {f"links-{10**number}-role": "x" for number in range(1, 30)} | {"perpetrators-\u0663-perpetrator": "x"}
    acts = [
        "save",
        "add perpetrators",
        "remove perpetrators-99999999999999999999",
        "find \u00b2",
        "find 9" * 50,
        "place x",
    ]
    for act in acts:
        answer = ana.post("/enter/incident/", {**sent, "act": act})
        assert answer.status_code in (200, 302, 400, 413, 422), (act, answer.status_code)


@pytest.mark.parametrize("number", ["\u00b2", "\u0663", "9" * 5000, "-1"])
def test_no_number_of_a_version_breaks_a_choice(number: str) -> None:
    from withstand.web.entering.choosing import Difference, picked

    one = Difference.__new__(Difference)
    object.__setattr__(one, "name", "narrative")
    assert picked({"choose-narrative": number}, (one,), 2) == {}
