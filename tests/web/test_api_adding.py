"""What programs add: all or none, over what they saw, once, and with decisions about what may point to people."""

from __future__ import annotations

import json
from typing import Any

import pytest
from api_site import FULL, V1, Program, looting, of, program
from web_site import Site

NOWHERE = "00000000-0000-7000-8000-000000000007"
NUMBER = "Call +236 70 12 34 56 about it."


@pytest.fixture
def ana(site: Site) -> Program:
    """A program of an analyst who may see all."""
    return of(site, "ana", "analyst", **FULL)


def told(answer: Any, status: int, kind: str = "") -> Any:
    """What a problem tells."""
    found = json.loads(answer.content)
    assert answer.status_code == status, found
    assert found["type"] == (f"/api/#{kind}" if kind else "about:blank"), found
    return found


def added(answer: Any) -> list[dict[str, str]]:
    assert answer.status_code == 201, answer.content
    made: list[dict[str, str]] = json.loads(answer.content)["added"]
    return made


def count(ana: Program) -> int:
    return int(ana.read("/kinds/incident/count/")["count"])


def test_records_are_added_with_links_and_the_offices_presets(ana: Program) -> None:
    source = added(ana.post("/records/", {"records": [{"kind": "source", "fields": {"token": "S-1", "type": "ngo"}}]}))[
        0
    ]
    new = {**looting(), "links": [{"role": "source", "to": source["record"]}]}
    made = added(ana.post("/records/", {"records": [new, {**looting(), "classification": "unclassified"}]}))
    first, second = (ana.read(f"/records/{one['record']}/") for one in made)
    assert (first["classification"], second["classification"]) == ("confidential", "unclassified")
    assert first["author"] == "office"
    links = ana.read(f"/records/{first['record']}/links/")["links"]
    assert [(one["role"], one["record"]) for one in links] == [("source", source["record"])]
    assert len(ana.read("/kinds/incident/links/")["links"]) >= 1


def test_a_batch_is_added_whole_or_not_at_all(ana: Program) -> None:
    before = count(ana)
    wrong = looting(what="merriment")
    problem = told(ana.post("/records/", {"records": [looting(), wrong]}), 422, "record")
    assert problem["problems"][0]["field"] == "what"
    assert count(ana) == before


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        ({"records": []}, 422, "body"),
        ({"records": [{"kind": "incident"}]}, 422, "body"),
        ({"records": [looting()], "more": 1}, 422, "body"),
        ({"records": [{"kind": "hearsay", "fields": {}}]}, 422, "record"),
        ({"records": [{"kind": "person", "fields": {"name": "Somebody"}}]}, 400, ""),
        ({"records": [{**looting(), "classification": "cosmic"}]}, 422, "record"),
        ({"records": [{**looting(), "compartments": ["nobody"]}]}, 422, "record"),
        ({"records": [looting(where={"area": "X", "latitude": 1.5})]}, 422, "record"),
        ({"records": [{**looting(), "links": [{"role": "suspect", "to": NOWHERE}]}]}, 422, "record"),
        ("{", 400, "body"),
        ("x=1", 415, "body"),
    ],
)
def test_what_cannot_be_saved_is_told(ana: Program, body: Any, status: int, kind: str) -> None:
    if isinstance(body, str):
        said = "application/json" if body == "{" else "application/x-www-form-urlencoded"
        answer = ana.browser.post(f"{V1}/records/", body, content_type=said, headers=ana.headers)
    else:
        answer = ana.post("/records/", body)
    told(answer, status, kind)


def test_a_version_names_what_it_replaces_and_a_lost_race_says_what_stands(ana: Program) -> None:
    record = added(ana.post("/records/", {"records": [looting()]}))[0]
    address = f"/records/{record['record']}/versions/"
    assert told(ana.post(address, {"fields": looting()["fields"]}), 422, "body")
    sent = {"fields": looting(narrative="It snowed.")["fields"], "supersedes": [record["version"]]}
    second = added(ana.post(address, sent))[0]
    problem = told(ana.post(address, sent), 409, "lost-race")
    assert problem["heads"] == [second["version"]]
    told(ana.post(address, {**sent, "supersedes": [second["version"]], "classification": "unclassified"}), 409)
    told(ana.post(f"/records/{NOWHERE}/versions/", sent), 404)


def test_links_are_added(ana: Program) -> None:
    source, record = added(ana.post("/records/", {"records": [
        {"kind": "source", "fields": {"token": "S-2", "type": "ngo"}}, looting()]}))  # fmt: skip
    address = f"/records/{record['record']}/links/"
    added(ana.post(address, {"links": [{"role": "source", "to": source["record"]}]}))
    assert [one["record"] for one in ana.read(address)["links"]] == [source["record"]]
    assert [one["record"] for one in ana.read(f"/records/{source['record']}/links/")["linked_from"]] == [
        record["record"]
    ]
    told(ana.post(address, {"links": [{"role": "friend", "to": source["record"]}]}), 422, "record")


def test_a_key_makes_a_request_safe_to_repeat(ana: Program) -> None:
    before, body = count(ana), {"records": [looting()]}
    first, again = (ana.post("/records/", body, **{"Idempotency-Key": "one"}) for _ in range(2))
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert count(ana) == before + 1
    told(ana.post("/records/", {"records": [looting(), looting()]}, **{"Idempotency-Key": "one"}), 422, "repeated")


def test_a_key_whose_request_saved_nothing_is_free_again(site: Site, ana: Program) -> None:
    told(ana.post("/records/", {"records": [looting(what="merriment")]}, **{"Idempotency-Key": "two"}), 422, "record")
    added(ana.post("/records/", {"records": [looting()]}, **{"Idempotency-Key": "two"}))
    other = of(site, "ben", "analyst", **FULL)
    assert (
        "Idempotent-Replayed"
        not in other.post("/records/", {"records": [looting()]}, **{"Idempotency-Key": "two"}).headers
    )


def test_a_request_whose_end_is_not_known_is_not_done_again(site: Site, ana: Program) -> None:
    from withstand.web.api.models import KeptAnswer

    added(ana.post("/records/", {"records": [looting()]}, **{"Idempotency-Key": "three"}))
    KeptAnswer.objects.update(status=0)
    told(ana.post("/records/", {"records": [looting()]}, **{"Idempotency-Key": "three"}), 409, "repeated")
    site.clock.pass_by(hours=25)
    program_later = program(site, ana.account)
    added(program_later.post("/records/", {"records": [looting()]}, **{"Idempotency-Key": "three"}))


def test_what_may_point_to_people_is_decided_about_and_the_decision_kept(ana: Program) -> None:
    before, new = count(ana), looting(narrative=NUMBER)
    problem = told(ana.post("/records/", {"records": [looting(), new]}), 422, "findings")
    found = problem["findings"][0]
    assert (found["record"], found["field"], found["words"]) == (1, "narrative", "+236 70 12 34 56")
    assert count(ana) == before
    decision = {"field": found["field"], "found": found["found"], "reason": "a published number"}
    made = added(ana.post("/records/", {"records": [{**new, "keep_text": [decision]}]}))[0]
    kept = ana.read(f"/records/{made['record']}/")["fields"]["text_kept"]
    assert [(one["field"], one["found"], one["reason"]) for one in kept] == [
        ("narrative", found["found"], "a published number")
    ]
    again = looting(narrative=f"{NUMBER} Or +236 70 65 43 21.")["fields"]
    sent = {"fields": again, "supersedes": [made["version"]]}
    told(ana.post(f"/records/{made['record']}/versions/", sent), 422, "findings")


def test_a_person_signs_with_a_token_of_their_own_where_the_account_says_so(site: Site) -> None:
    own = of(site, "cleo", "analyst", signs_as_office=False, **FULL)
    made = added(own.post("/records/", {"records": [looting()]}))[0]
    assert own.read(f"/records/{made['record']}/")["author"] not in ("office", "cleo", "Cleo")


def test_nothing_is_changed_or_removed_by_any_method(site: Site, ana: Program) -> None:
    record = site.record("unclassified")
    for method in ("put", "patch", "delete"):
        for address in (
            f"/records/{record}/",
            f"/records/{record}/versions/",
            "/records/",
            f"/records/{record}/links/",
        ):
            assert getattr(ana.browser, method)(V1 + address, headers=ana.headers).status_code == 405


def test_an_export_is_started_followed_and_fetched(site: Site, ana: Program) -> None:
    from withstand.web.work.running import perform

    site.record("confidential", text="Two trucks were emptied.")
    started = ana.post("/exports/", {"kind": "incident", "form": "csv"})
    export = json.loads(started.content)
    assert (started.status_code, started.headers["Location"]) == (202, f"{V1}/exports/{export['export']}/")
    told(ana.get(f"/exports/{export['export']}/file/"), 404)
    perform(export["export"])
    state = ana.read(f"/exports/{export['export']}/")
    if state["state"] == "asks":
        decided = ana.post(f"/exports/{export['export']}/decision/", {"keep_text": "practice names"})
        export = json.loads(decided.content)
        perform(export["export"])
    file = ana.get(f"/exports/{export['export']}/file/")
    assert b"Two trucks were emptied." in file.content
    assert export["export"] in [one["export"] for one in ana.read("/exports/")["exports"]]
    assert [one["act"] for one in ana.read("/token/deeds/")["deeds"]][:1] == ["export_made"]
    other = of(site, "ben", "analyst", **FULL)
    told(other.get(f"/exports/{export['export']}/file/"), 404)
