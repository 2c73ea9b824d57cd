"""What is wrong is told in the caller's language: that of the request, else that of the account."""

from __future__ import annotations

import json
from typing import Any

import pytest
from api_site import FULL, Program, looting, of
from web_site import Site

WRONG = (
    "/kinds/incident/records/?limit=0",
    "/kinds/incident/records/?limit=many",
    "/kinds/incident/records/?limit=2&limit=3",
    "/kinds/incident/records/?colour=red",
    "/kinds/incident/records/?is_what=flying",
    "/kinds/incident/records/?is_status=open",
    "/kinds/incident/records/?since=soon",
    "/kinds/incident/records/?since=2032-02-01&until=2032-01-01",
    "/kinds/incident/records/?cursor=x",
    "/kinds/incident/frame/?part=nothing",
    "/records/00000000-0000-0000-0000-000000000007/",
    "/records/?known_at=yesterday",
    "/counts/?known_at=yesterday",
    "/search/",
    "/search/?q=x&kind=bird",
    "/map/?since=0001-01-01",
    "/review/",
    "/review/?level=admin7",
    "/nowhere/",
)


@pytest.fixture
def ana(site: Site) -> Program:
    """A program of an analyst who may see all and reads English."""
    return of(site, "ana", "head_of_office", **FULL)


def told(answer: Any) -> dict[str, Any]:
    assert answer.headers["Content-Type"] == "application/problem+json", answer.content
    found: dict[str, Any] = json.loads(answer.content)
    return found


def test_every_problem_of_reading_has_four_languages(ana: Program) -> None:
    for address in WRONG:
        answers = {one: ana.get(address, **{"Accept-Language": one}) for one in ("en", "fr", "es", "ar")}
        assert {answer.headers["Content-Language"] for answer in answers.values()} == set(answers)
        said = {one: told(answer) for one, answer in answers.items()}
        assert len({one["detail"] for one in said.values()}) == 4, (address, said)
        assert len({one["title"] for one in said.values()}) == 4, (address, said)
        assert len({(one["status"], one["type"], one.get("field")) for one in said.values()}) == 1, address


@pytest.mark.parametrize(
    "changed",
    [
        {"what": "flying"}, {"what": 7}, {"colour": "red"}, {"when": {"start": "soon"}}, {"where": {"latitude": 1}},
        {"when": {"start": "2032-05-20", "end": "2032-05-01"}}, {"where": {"latitude": 900000000, "longitude": 0}},
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_field_by_field(ana: Program, changed: dict[str, Any]) -> None:
    said = {
        one: told(ana.post("/records/", {"records": [looting(**changed)]}, **{"Accept-Language": one}))
        for one in ("en", "fr", "es", "ar")
    }
    assert {one["status"] for one in said.values()} == {422}
    assert len({one["detail"] for one in said.values()}) == 4, said
    assert len({one["problems"][0]["problem"] for one in said.values()}) == 4, said


@pytest.mark.parametrize(
    "body",
    [{}, {"records": []}, {"records": [{"kind": "bird", "fields": {}}]}, {"records": "x"}, {"colour": 1}],
)
def test_a_body_that_is_none_is_told_in_four_languages(ana: Program, body: Any) -> None:
    said = {one: told(ana.post("/records/", body, **{"Accept-Language": one})) for one in ("en", "fr", "es", "ar")}
    assert len({one["detail"] for one in said.values()}) == 4, said


def test_the_language_of_the_request_comes_before_that_of_the_account(site: Site) -> None:
    zoe = of(site, "zoe", "analyst", language="es", **FULL)
    for accepted, expected in (("", "es"), ("fr", "fr"), ("ar-SD, en;q=0.5", "ar"), ("de", "es"), ("*", "es")):
        headers = {"Accept-Language": accepted} if accepted else {}
        assert zoe.get("/nowhere-at-all/", **headers).status_code == 404
        assert zoe.get("/counts/?x=1", **headers).headers["Content-Language"] == expected, accepted


def test_an_answer_in_one_language_is_not_held_for_another(site: Site, ana: Program) -> None:
    address = f"/records/{site.record('unclassified')}/explanation/"
    tag = ana.get(address, **{"Accept-Language": "en"}).headers["ETag"]
    assert ana.get(address, **{"Accept-Language": "en", "If-None-Match": tag}).status_code == 304
    assert ana.get(address, **{"Accept-Language": "fr", "If-None-Match": tag}).status_code == 200
