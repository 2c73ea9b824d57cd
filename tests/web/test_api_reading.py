"""What programs read: the same as pages show, with the same rights, at the same moment, a page at a time."""

from __future__ import annotations

import io
import json
from typing import Any

import polars as pl
import pytest
from api_site import FULL, V1, Program, looting, of, program
from web_site import SECRET, Site


@pytest.fixture
def ana(site: Site) -> Program:
    """A program of an analyst who may see all."""
    return of(site, "ana", "analyst", **FULL)


def ids(page: Any) -> list[str]:
    return [one["record"] for one in page["records"]]


def test_a_record_is_read_with_all_about_it(site: Site, ana: Program) -> None:
    record = site.record("confidential", "force")
    read = ana.read(f"/records/{record}/")
    assert read["fields"]["narrative"] == SECRET
    assert (read["classification"], read["compartments"]) == ("confidential", ["force"])
    assert ana.read(f"/records/{record}/links/") == {"links": [], "linked_from": [], "next": None, "count": 0}
    history = ana.read(f"/records/{record}/history/")
    assert history["heads"] == [read["version"]] == [one["version"] for one in history["versions"]]
    assert all(one["holds"] for one in ana.read(f"/records/{record}/explanation/")["conditions"])
    assert record in ids(ana.read("/search/?q=xanthippe+well&limit=500"))


def test_versions_are_compared(site: Site, ana: Program) -> None:
    record = site.record("unclassified", text="It rained.")
    first = ana.read(f"/records/{record}/")["version"]
    sent = {"fields": looting(narrative="It snowed.")["fields"], "supersedes": [first]}
    second = json.loads(ana.post(f"/records/{record}/versions/", sent).content)["added"][0]["version"]
    changes = ana.read(f"/records/{record}/diff/?before={first}&after={second}")["changes"]
    assert changes == [{"field": "narrative", "before": "It rained.", "after": "It snowed."}]
    assert ana.get(f"/records/{record}/diff/?before={first}&after=no").status_code == 404


def test_pages_follow_each_other_and_stay_at_their_moment(site: Site, ana: Program) -> None:
    from withstand.ledger.fields import Place, Span

    here = Place(area="PAGING", precision="admin2")
    days = ("2031-03-01", "2031-03-02", "2031-03-02", "2031-03-04", "2031-03-05")
    made = [site.record("unclassified", text="A page.", where=here, when=Span(start=day)) for day in days]
    start = "/kinds/incident/records/?area=PAGING&limit=2"
    first = ana.read(start)
    site.record("unclassified", text="A page.", where=here, when=Span(start="2031-03-03"))
    sent = {
        "fields": looting(where={"area": "ELSEWHERE"})["fields"],
        "supersedes": [ana.read(f"/records/{made[0]}/")["version"]],
    }
    assert ana.post(f"/records/{made[0]}/versions/", sent).status_code == 201
    pages = [first]
    while pages[-1]["next"]:
        pages.append(ana.read(f"{start}&cursor={pages[-1]['next']}"))
    assert [len(page["records"]) for page in pages] == [2, 2, 1]
    assert sorted(one for page in pages for one in ids(page)) == sorted(made)
    assert ids(first) == [made[4], made[3]]
    assert ana.read("/kinds/incident/count/?area=PAGING") == {"kind": "evidence.Incident", "count": 5}


def test_a_cursor_serves_its_own_question_and_profile_only(site: Site, ana: Program) -> None:
    for _ in range(3):
        site.record("unclassified")
    cursor = ana.read("/kinds/incident/records/?limit=1")["next"]
    ben = of(site, "ben", "analyst", clearance="confidential", components=["*"])
    for who, address in ((ben, f"/kinds/incident/records/?limit=1&cursor={cursor}"),
                         (ana, f"/kinds/incident/records/?area=X&cursor={cursor}"),
                         (ana, f"/kinds/alert/records/?cursor={cursor}"),
                         (ana, f"/kinds/incident/records/?cursor={cursor[:-4]}AAAA"),
                         (ana, "/kinds/incident/records/?cursor=x")):  # fmt: skip
        answer = who.get(address)
        assert (answer.status_code, json.loads(answer.content)["field"]) == (400, "cursor"), address


def test_an_earlier_moment_is_asked_for(site: Site, ana: Program) -> None:
    record = site.record("unclassified")
    assert ana.get(f"/records/{record}/?known_at=2001-01-01").status_code == 404
    assert ana.get(f"/records/{record}/?known_at=2199-01-01T12:00:00Z").status_code == 200
    assert ana.get(f"/records/{record}/?as_of=2032-05-19").status_code == 404
    assert ana.get(f"/records/{record}/?known_at=yesterday").status_code == 400


@pytest.mark.parametrize("form", ["csv", "arrow", "json"])
def test_frames_hold_every_record_of_a_kind(site: Site, ana: Program, form: str) -> None:
    record = site.record("unclassified")
    answer = ana.get(f"/kinds/incident/frame/?form={form}")
    read = {"csv": pl.read_csv, "arrow": pl.read_ipc, "json": pl.read_json}[form]
    whole: pl.DataFrame = read(io.BytesIO(answer.content))
    assert record in whole["record"]
    assert whole.height == ana.read("/kinds/incident/count/")["count"]
    assert ana.get(f"/kinds/incident/frame/?form={form}&part=perpetrators").status_code == 200
    assert ana.get(f"/kinds/incident/frame/?form={form}&part=nothing").status_code == 400


def test_what_is_held_is_not_sent_again(site: Site, ana: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    record = site.record("unclassified", text="It rained.")
    address = f"/records/{record}/"
    first = ana.get(address)
    tag = first.headers["ETag"]
    asked = ana.get(address, **{"If-None-Match": f'W/"else", W/{tag}'})
    assert (asked.status_code, asked.content, asked.headers["ETag"]) == (304, b"", tag)
    with monkeypatch.context() as patched:
        patched.setattr("withstand.picture.picture.Picture.get", None)
        assert ana.get(address, **{"If-None-Match": tag}).status_code == 304
    sent = {"fields": looting(narrative="It snowed.")["fields"], "supersedes": [json.loads(first.content)["version"]]}
    ana.post(f"{address}versions/", sent)
    assert ana.get(address, **{"If-None-Match": tag}).status_code == 200


def test_a_tag_is_no_way_around_rights_that_changed(site: Site, ana: Program) -> None:
    record = site.record("confidential")
    tag = ana.get(f"/records/{record}/?known_at=2199-01-01").headers["ETag"]
    type(ana.account).objects.filter(pk=ana.account.pk).update(clearance="unclassified")
    assert ana.get(f"/records/{record}/?known_at=2199-01-01", **{"If-None-Match": tag}).status_code == 404


def test_kinds_and_vocabularies_are_declared(site: Site, ana: Program) -> None:
    from withstand.kinds import REGISTRY

    kinds = ana.read("/kinds/")["kinds"]
    assert [one["name"] for one in kinds] == [kind.name for kind in REGISTRY]
    incident = ana.read("/kinds/incident/")
    what = next(field for field in incident["fields"] if field["name"] == "what")
    terms = ana.read(f"/vocabularies/{what['vocabulary']}/")["terms"]
    assert set(terms[0]["labels"]) == {"en", "fr", "es", "ar"}
    assert what["vocabulary"] in ana.read("/vocabularies/")["vocabularies"]
    assert ana.get("/kinds/nothing/").status_code == ana.get("/vocabularies/nothing/").status_code == 404


def test_a_session_reads_and_sends_nothing(site: Site) -> None:
    browser = site.signed_in("ana", "analyst", **FULL)
    assert browser.get(f"{V1}/counts/").status_code == 200
    answer = browser.post(f"{V1}/records/", {}, content_type="application/json")
    assert answer.status_code == 401
    site.clock.pass_by(minutes=20)
    assert browser.get(f"{V1}/counts/").status_code == 401


@pytest.mark.parametrize(
    ("address", "status", "kind"),
    [
        ("/kinds/incident/records/?limit=0", 400, "parameters"),
        ("/kinds/incident/records/?limit=2&limit=3", 400, "parameters"),
        ("/kinds/incident/records/?colour=red", 400, "parameters"),
        ("/nowhere/", 404, ""),
        ("/records/00000000-0000-0000-0000-000000000007/", 404, ""),
    ],
)
def test_problems_are_told_as_problem_json(ana: Program, address: str, status: int, kind: str) -> None:
    answer = ana.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
    told = json.loads(answer.content)
    assert told["status"] == status
    assert told["type"] == (f"/api/#{kind}" if kind else "about:blank")
    assert told["detail"].endswith((".", "`"))


def test_a_method_that_an_address_has_not_is_named(ana: Program) -> None:
    answer = ana.browser.delete(f"{V1}/records/", headers=ana.headers)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST, OPTIONS")


def test_the_document_and_the_page_about_it(site: Site, ana: Program) -> None:
    found = ana.read("/openapi.json")
    assert found["openapi"] == "3.1.0"
    assert "Incident" in found["components"]["schemas"]
    page = site.sign_in(ana.account).get("/api/").content.decode()
    assert all(path in page for path in found["paths"])
    assert all(f'id="{word}"' in page for word in ("lost-race", "findings"))


def test_a_token_sees_what_its_account_sees(site: Site, ana: Program) -> None:
    record = site.record("strictly_confidential")
    low = program(site, site.account("ben", "analyst", clearance="confidential"), "read")
    assert ana.get(f"/records/{record}/").status_code == 200
    assert low.get(f"/records/{record}/").status_code == 404
    assert low.get("/token/").status_code == 200


def test_answers_carry_the_headers_of_all_others(site: Site, ana: Program) -> None:
    for address in ("/counts/", "/nowhere/", "/records/", "/openapi.json"):
        headers = ana.get(address).headers
        assert headers["Content-Security-Policy"].startswith("default-src 'none'"), address
        assert (headers["Cache-Control"], headers["X-Content-Type-Options"]) == ("no-store", "nosniff"), address


def test_a_failure_tells_nothing(ana: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("secret-of-the-failure")

    monkeypatch.setattr("withstand.picture.picture.Picture.conflicts", fail)
    answer = ana.get("/conflicts/")
    assert (answer.status_code, answer.headers["Content-Type"]) == (500, "application/problem+json")
    assert b"secret-of-the-failure" not in answer.content
