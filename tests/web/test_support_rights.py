"""What a request tells to whom: sealed answers leak to no other body, hidden parts change nothing that is shown."""

from __future__ import annotations

import io
import json
import uuid
import zipfile
from typing import Any

import pytest
from api_site import of, program
from matrix import ABSENT, routes, text_of
from support_site import ANALYST, ENTITY, LEADER, SECRETARIAT, Asked, days_from, form_of, save, unmistakable
from web_site import Site, words

READER: dict[str, Any] = {"clearance": "strictly_confidential", "components": ["joint_analysis"]}


SEEING: dict[str, dict[str, Any]] = {
    "another body": {"name": "ana", "profile": ANALYST},
    "all components": {"name": "ida", "profile": {**ANALYST, "components": ["*"]}},
    "several, its own among them": {"name": "leo", "profile": {**ANALYST, "components": ["human_rights", "force"]}},
}
"""Accounts that read no sealed answer of the human rights component."""


def everything_about(browser: Any, asked: Asked, word: str) -> dict[str, str]:
    """All that pages, lists, search, counts and exports tell about a request and a word."""
    addresses = [
        "/overview/", "/support/", "/support/statistics/", asked.page, f"{asked.page}risk/", f"{asked.page}answer/",
        f"/support/vet/{asked.unit}/", f"/search/?q={word}", "/search/?q=grave", "/records/", "/records/screening/",
        f"/records/supportrequest/{asked.record}/", "/timeline/", "/map/", "/enter/screening/",
    ]  # fmt: skip
    return {address: text_of(browser.get(address)) for address in addresses}


@pytest.mark.parametrize("who", SEEING)
@pytest.mark.parametrize("answer", ["grave_concern", "no_concern_found"])
def test_a_sealed_answer_tells_others_only_that_it_was_given(site: Site, answer: str, who: str) -> None:
    asked, word = Asked.of(site).until_screening(), unmistakable("zqsealed")
    other = site.signed_in(SEEING[who]["name"], "analyst", **SEEING[who]["profile"])
    before = everything_about(other, asked, word)
    record = asked.answer("human_rights", answer, f"About {word}")
    after = everything_about(other, asked, word)
    told = ("/support/", asked.page, f"{asked.page}risk/", f"{asked.page}answer/")
    for address, text in after.items():
        assert record not in text, address
        if address in told:
            assert word not in text, address
        else:
            assert text == before[address], address
    page = words(other.get(asked.page))
    assert "has answered; sealed until every body has" in page
    assert "Grave concern" not in page
    assert "No concern found" not in page
    assert other.get(f"/records/screening/{record}/").status_code == 404
    assert other.get(f"/enter/screening/{record}/").status_code == 404


@pytest.mark.parametrize("who", SEEING)
def test_a_sealed_answer_is_not_in_the_api_nor_in_an_export(site: Site, who: str) -> None:
    from withstand.web.support.files_out import work
    from withstand.web.work.exporting import export_records

    asked, word = Asked.of(site).until_screening(), unmistakable("zqsealed")
    account = site.account(SEEING[who]["name"], "analyst", **SEEING[who]["profile"])
    ana, eva = program(site, account), of(site, "eva", "analyst", **SECRETARIAT)
    record = asked.answer("human_rights", "grave_concern", f"About {word}")
    lists = ("/kinds/screening/records/?limit=500", f"/search/?q={word}", f"/records/{asked.record}/links/?limit=500")
    for address in lists:
        assert record in json.dumps(eva.read(address)), address
        assert record not in json.dumps(ana.read(address)), address
    assert eva.get(f"/records/{record}/").status_code == 200
    for address in ("", "history/", "remains/", "explanation/"):
        assert ana.get(f"/records/{record}/{address}").status_code == 404, address

    class Steps:
        def at(self, percent: int, sentence: str) -> None:
            """Go on."""

    with site.holding.opened() as opened:
        made = export_records(Steps(), opened, account.audience, {"kind": "screening", "form": "json"})
        assert word not in made.content.decode()
        for what in ("request", "statistics"):
            asked_for = {"what": what, "form": "json", "on": asked.today, "record": asked.record}
            paper = work(Steps(), opened, account.audience, asked_for)
            content = getattr(paper, "content", b"").decode()
            assert content
            assert word not in content
            assert record not in content


def test_when_all_have_answered_the_answers_open(site: Site) -> None:
    asked, word = Asked.of(site).until_screening(), unmistakable("opened")
    other = site.signed_in("ana", "analyst", **ANALYST)
    asked.answer("human_rights", "grave_concern", f"About {word}")
    assert word not in words(other.get(asked.page))
    answer = save(other, f"{asked.page}answer/", body="joint_analysis", answer="no_concern_found", reasons="Files read")
    assert answer.status_code == 302, words(answer)
    assert word in words(other.get(asked.page))


def test_an_account_answers_for_its_own_body_only(site: Site) -> None:
    asked = Asked.of(site).until_screening()
    other = site.signed_in("ana", "analyst", **ANALYST)
    refused = save(other, f"{asked.page}answer/", body="human_rights", answer="concern", reasons="Fees")
    assert refused.status_code == 422
    assert not asked.answered()
    entity = site.signed_in("ben", "component_officer", **ENTITY)
    assert "No answer of yours is awaited here" in words(entity.get(f"{asked.page}answer/"))
    assert save(entity, f"{asked.page}answer/", body="human_rights", answer="concern").status_code == 422
    assert not asked.answered()
    assert site.signed_in("cid", "head_of_office", **LEADER).get(f"{asked.page}answer/").status_code == 403


def test_the_secretariat_records_a_non_answer_and_nothing_else_for_others(site: Site) -> None:
    asked = Asked.of(site).until_screening()
    ana = site.signed_in("ana", "due_diligence", **SECRETARIAT)
    refused = save(
        ana, f"{asked.page}answer/", body="joint_analysis", answer="no_concern_found", reasons="They said so"
    )
    assert refused.status_code == 422
    assert "only its non-answer is recorded" in words(refused)
    noted = save(ana, f"{asked.page}answer/", body="joint_analysis", answer="no_answer", reasons="No answer by the day")
    assert noted.status_code == 302, words(noted)
    assert asked.answered() == ["joint_analysis"]


def test_a_body_answers_once(site: Site) -> None:
    asked = Asked.of(site).until_screening()
    ana, eva = (site.signed_in(name, "analyst", **ANALYST) for name in ("ana", "eva"))
    said = {"body": "joint_analysis", "answer": "concern", "reasons": "Fees"}
    late = {**form_of(eva.get(f"{asked.page}answer/")), **said, "act": "save"}
    assert save(ana, f"{asked.page}answer/", **said).status_code == 302
    assert eva.post(f"{asked.page}answer/", late).status_code == 409
    assert asked.answered() == ["joint_analysis"]


def test_what_may_not_be_seen_is_not_there(site: Site) -> None:
    asked = Asked.of(site, "human_rights").until_review()
    asked.condition(condition=unmistakable("Secretcondition"))
    other = site.signed_in("ana", "due_diligence", clearance="strictly_confidential", components=["police"])
    low = site.signed_in("eva", "due_diligence", clearance="unclassified", components=["human_rights"])
    for browser in (other, low):
        overview = text_of(browser.get("/support/"))
        assert asked.title not in overview
        assert asked.record not in overview
        assert asked.title not in text_of(browser.get("/support/statistics/"))
        for address in (asked.page, f"{asked.page}answer/", f"{asked.page}risk/", f"/support/vet/{asked.unit}/"):
            hidden, absent = browser.get(address), browser.get(_absent(address, asked))
            assert hidden.status_code == 404, address
            assert _bare(hidden, asked) == _bare(absent, asked)
        tied, free = (browser.get(f"/enter/condition/?tie=request:{one}") for one in (asked.record, ABSENT))
        assert _bare(tied, asked) == _bare(free, asked)


def _bare(answer: Any, asked: Asked) -> str:
    told = text_of(answer)
    for one in (asked.record, asked.unit, ABSENT):
        told = told.replace(one, "")
    return told


def _absent(address: str, asked: Asked) -> str:
    return address.replace(asked.record, ABSENT).replace(asked.unit, ABSENT)


def test_hidden_evidence_still_protects_and_its_level_is_not_told(site: Site) -> None:
    asked = Asked.of(site).until_review()
    hidden = Asked(site, asked.title, asked.record, asked.unit, ("human_rights",))
    hidden.assess(inherent="unacceptable", residual="unacceptable")
    cid = site.signed_in("cid", "head_of_office", **LEADER)
    answer = save(
        cid, f"{asked.page}step/approve/", on=asked.today, decided_by="Deputy head", reasons="On balance",
        expires=days_from(site, 60),
    )  # fmt: skip
    assert answer.status_code == 422
    assert asked.stands().state == "review"


def test_files_are_asked_for_with_ones_own_rights(site: Site) -> None:
    from withstand.web.work.models import Job

    asked = Asked.of(site, "human_rights").until_approved()
    ana = site.signed_in("ana", "due_diligence", **SECRETARIAT)
    other = site.signed_in("eva", "analyst", **ANALYST)
    wanted = {"what": "dossier", "form": "json", "on": asked.today, "record": asked.record}
    assert other.post("/support/files/", wanted).status_code == 404
    assert other.post("/support/files/", {**wanted, "record": ABSENT}).status_code == 404
    answer = ana.post("/support/files/", wanted)
    assert answer.headers["Location"].startswith("/jobs/")
    assert Job.objects.get(pk=uuid.UUID(answer.headers["Location"].split("/")[2])).parameters["record"] == asked.record
    assert site.signed_in("ben", "component_officer", **ENTITY).post("/support/files/", wanted).status_code == 403


def test_every_route_of_support_is_walked_by_the_rights_matrix(site: Site) -> None:
    names = {route.name for route in routes() if route.route.startswith("/support/")}
    assert names == {
        "support", "support-statistics", "support-resume", "support-file", "support-vet", "support-request",
        "support-answer", "support-risk", "support-step", "support-names",
    }  # fmt: skip
    assert site


def test_papers_come_in_the_language_of_the_account(site: Site) -> None:
    from withstand.web.support.files_out import work
    from withstand.web.work.models import Job

    asked = Asked.of(site).until_approved()
    ana = site.signed_in("ana", "due_diligence", language="es", **SECRETARIAT)

    class Steps:
        def at(self, percent: int, sentence: str) -> None:
            """Go on."""

    titles = {
        "dossier": "Expediente: ",
        "request": "Solicitud de apoyo: ",
        "vetting": "lo que consta",
        "statistics": "estad",
    }
    for what, title in titles.items():
        record = {"vetting": asked.unit, "statistics": ""}.get(what, asked.record)
        wanted = {"what": what, "form": "docx", "on": asked.today, **({"record": record} if record else {})}
        answer = ana.post("/support/files/", wanted)
        job = Job.objects.select_related("by").get(pk=uuid.UUID(answer.headers["Location"].split("/")[2]))
        assert job.parameters["language"] == "es"
        with site.holding.opened() as opened:
            made = work(Steps(), opened, job.by.audience, job.parameters)
        with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
            text = archive.read("word/document.xml").decode()
        assert title in text, what
        assert "Cómo se hizo este documento" in text
