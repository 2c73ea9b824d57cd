"""Stance on pages: where the evidence points and why, consent in words, our responses, effects of presence."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from seeing_site import laid_out
from stance_site import Post, counted
from web_site import Site, words

from withstand.web.holding import Holding

FULL: dict[str, Any] = {"clearance": "strictly_confidential", "components": ["*"]}
LOW: dict[str, Any] = {"clearance": "unclassified", "components": ["force"]}
LIGHT = 15_000


@pytest.fixture
def land(served: Holding) -> Iterator[None]:
    """The invented country's districts and events."""
    with laid_out(served.workspace):
        yield


def row(page: str, name: str) -> str:
    """The row of an authority in the table, in words."""
    rows = re.findall(r"<tr[^>]*>.*?</tr>", page, re.DOTALL)
    found = next(one for one in rows if name in one)
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


def done() -> Any:
    """The latest job, run."""
    from withstand.web.work.models import Job
    from withstand.web.work.running import perform

    job = Job.objects.filter(kind="stance").order_by("-made_at").first()
    assert job is not None
    perform(uuid.UUID(str(job.pk)))
    job.refresh_from_db()
    return job


def test_three_graded_records_point_to_measures_and_a_graded_one_ends_with(site: Site, land: None) -> None:
    post = Post(site, "VM0101")
    ana = site.signed_in("ana", "reader", **FULL)
    address = f"/stance/?authority={post.unit}"
    before = row(ana.get(address).content.decode(), post.name)
    assert "undetermined" in before or "nothing known" in before
    first = post.harm(-30)
    assert "On our own as well" in row(ana.get(address).content.decode(), post.name)
    post.harm(-29)
    post.harm(-28)
    assert "Protection measures towards the authority" in row(ana.get(address).content.decode(), post.name)
    page = ana.get(post.page).content.decode()
    assert f"/records/incident/{first}/" in page
    assert "Graded records of harm that are a pattern in 12 months: 3." in words(ana.get(post.page))


def test_the_map_has_patterns_and_says_them_in_words(site: Site, land: None) -> None:
    ana = site.signed_in("ana", "reader", **FULL)
    page = ana.get("/stance/").content.decode()
    drawn = set(re.findall(r'<pattern id="[^"]*-(\w+)"', page))
    assert {"with", "despite", "undetermined", "unknown"} <= drawn
    assert page.count("<title>") == 15
    told = words(ana.get("/stance/"))
    for said in ("Jointly with the authority", "On our own as well", "undetermined, taken as", "nothing known"):
        assert said in told, said
    assert "nothing chosen" in words(ana.get("/stance/?drawn=choice"))


def test_the_table_is_narrowed_by_area_authority_matter_and_what_waits(site: Site, land: None) -> None:
    post = Post(site, "VM0102")
    post.harm()
    post.chose("with", review=-1)
    ana = site.signed_in("ana", "reader", **FULL)

    def shown(query: str) -> bool:
        page = ana.get(f"/stance/?{query}").content.decode()
        return bool(re.search(rf"<tbody>.*{post.name}.*</tbody>", page, re.DOTALL))

    assert shown(f"authority={post.unit}")
    assert shown("area=VM0102")
    assert shown("only=apart")
    assert shown("only=review")
    assert shown("only=chosen&issue=freedom_of_movement")
    assert not shown("area=VM0301")
    assert not shown("only=chosen&issue=elections")


def test_choice_and_evidence_stand_beside_each_other_with_their_weeks(site: Site, land: None) -> None:
    post = Post(site, "VM0103")
    post.harm(-70)
    record = post.chose("with", shift=-64, review=-3)
    ana = site.signed_in("ana", "reader", **FULL)
    page = words(ana.get(post.page))
    assert "Chosen: Jointly with the authority. The evidence has pointed to On our own as well since" in page
    assert "(weeks: 9)" in page
    table = ana.get("/stance/?only=apart").content.decode()
    assert "apart from the evidence for 9 weeks" in table
    home = words(ana.get("/overview/"))
    assert "Stances to be looked at" in home
    assert post.name in home
    assert "/stance/?area=VM0103" in ana.get(f"/records/stance/{record}/").content.decode()


def test_one_authority_shows_versions_conduct_flags_and_history(site: Site, land: None) -> None:
    post = Post(site, "VM0104")
    post.harm(-40, what="unlawful_killing")
    post.harm(-39)
    post.seen("protecting", -12, "force")
    post.seen("obstructing", -10, "human_rights")
    ana = site.signed_in("ana", "reader", **FULL)
    page = words(ana.get(post.page))
    assert "Without partners and proxies: Protection measures towards the authority" in page
    assert "Components differ: Human rights: Protection work limited; Force: Acts to protect" in page
    assert page.index("Apart from the assessment: flags from graded records") > page.index("Shares")
    assert f"{post.name}: Graded records name it as having acted: 2." in page
    assert "What “Jointly with the authority” still lacks" in page
    assert "Under the other thresholds tried it stays the same." in page
    assert "Choose" not in page.split("What was chosen")[1].split("What moves")[0]


def test_authorities_and_areas_that_are_none_are_not_found(site: Site, land: None) -> None:
    ana = site.signed_in("ana", "reader", **FULL)
    post = Post(site, "VM0105")
    for address in (
        f"/stance/{post.unit}/VM9999/",
        "/stance/class:nobody/VM0105/",
        f"/stance/{uuid.UUID(int=5)}/VM0105/",
    ):
        assert ana.get(address).status_code == 404, address


def test_an_earlier_day_does_not_know_what_was_done_later(site: Site, land: None) -> None:
    post = Post(site, "VM0203")
    for shift in (-30, -29, -28):
        post.harm(shift)
    ana = site.signed_in("ana", "reader", **FULL)
    assert "Protection measures" in words(ana.get(post.page)).split("What moves")[0]
    then = words(ana.get(f"{post.page}?on={post.day(-60)}"))
    assert "The evidence points to: Protection measures" not in then


def test_consent_is_words_with_their_disagreement_and_no_number(site: Site, land: None) -> None:
    post = Post(site, "VM0202")
    post.consents("strong", "political_affairs")
    post.consents("hostile", "human_rights")
    ana = site.signed_in("ana", "reader", **FULL)
    page = words(ana.get(f"/stance/consent/?authority={post.unit}"))
    assert "Components differ in 1 element." in page
    assert "Strong ( Political affairs" in page
    assert "Withheld or contested ( Human rights" in page
    assert "Weakest reading" in page
    assert "%" not in page
    assert post.name in words(ana.get(f"/stance/consent/?authority={post.unit}&differ=on"))
    assert "Nobody has read its consent" in words(ana.get(f"/stance/consent/?authority={post.unit}&level=strategic"))


def test_our_responses_are_audited_in_plain_words_and_the_states_apart(site: Site, land: None) -> None:
    post = Post(site, "VM0204")
    post.harm(-80)
    ana = site.signed_in("ana", "reader", **FULL)
    page = words(ana.get("/stance/response/?within=7"))
    assert "State forces of the country: we responded within 7 days in 0 %" in page
    assert (
        page.index("In plain words") < page.index("What we responded to") < page.index("Apart from it: what the state")
    )
    assert "is counted; a count of records is not a count of what happened" in page
    assert "No incident and no alert is recorded" in words(ana.get("/stance/response/?since=1950-01-01&on=1950-02-01"))


def test_effects_say_what_is_missing(site: Site) -> None:
    ana = site.signed_in("ana", "reader", **FULL)
    assert "holds no data set of events" in words(ana.get("/stance/effects/"))
    with laid_out(site.holding.workspace):
        assert "No record counts posts of ours" in words(ana.get("/stance/effects/"))
        ana.post("/stance/effects/")
    from withstand.web.work.models import Job

    assert not Job.objects.filter(kind="stance").exists()


def test_effects_are_studied_by_a_job_with_what_could_have_been_seen(
    site: Site, land: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("withstand.web.stance.studying.DRAWS", 20)
    for area, entered in (("VM0101", "2025-01-01"), ("VM0201", "2024-01-01"), ("VM0301", "2026-01-01")):
        counted(site, area, "2020-01-01", entered.replace("-01-01", "-01-31"), 0)
        counted(site, area, entered.replace("-01-01", "-02-01"), "2026-06-30", 2)
    for area in ("VM0102", "VM0202", "VM0302", "VM0103"):
        counted(site, area, "2020-01-01", "2026-06-30", 0)
    ana = site.signed_in("ana", "reader", **FULL)
    assert "It was not reckoned yet" in words(ana.get("/stance/effects/"))
    ana.post("/stance/effects/")
    assert ana.get("/stance/effects/").headers["Refresh"]
    job = done()
    assert job.state == "done", job.sentence
    page = words(ana.get("/stance/effects/"))
    assert "Smallest effect that could have been seen" in page
    assert "The 3 months before an entry are left out" in page
    assert "An estimate without a donut must not be used" in page
    assert "never taken for none" in page


def test_it_is_reckoned_once_for_those_who_see_the_same(
    site: Site, land: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from withstand.mission.stance.assessment import StancePicture

    Post(site, "VM0205").harm()
    times = []
    plain = StancePicture.table
    monkeypatch.setattr(StancePicture, "table", lambda self: times.append(1) or plain(self))
    ana = site.signed_in("ana", "reader", **FULL)
    cleo = site.signed_in("cleo", "reader", **FULL)
    for browser in (ana, ana, cleo):
        assert browser.get("/stance/?only=all").status_code == 200
    assert len(times) == 1
    assert site.signed_in("ben", "reader", **LOW).get("/stance/").status_code == 200
    assert len(times) == 2


def test_what_is_much_is_reckoned_by_a_job(site: Site, land: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("withstand.web.stance.assessed.LIGHT", 0)
    post = Post(site, "VM0303")
    post.harm()
    post.chose("with", review=3)
    ana = site.signed_in("ana", "reader", **FULL)
    assert "It was not reckoned yet" in words(ana.get("/stance/"))
    assert post.name in words(ana.get("/overview/"))
    assert post.name in words(ana.get(post.page))
    ana.post("/stance/")
    assert ana.get("/stance/").headers["Refresh"]
    assert done().state == "done"
    assert post.name in words(ana.get("/stance/"))


def test_programs_read_what_the_page_shows(site: Site, land: None) -> None:
    from api_site import of

    post = Post(site, "VM0304")
    post.harm()
    post.chose("with", shift=-20)
    told = of(site, "ana", "reader", **FULL).read(f"/stance/?area=VM0304&authority={post.unit}")
    (found,) = told["rows"]
    assert (found["points_to"], found["harm"], found["harm_graded"]) == ("despite", 1, 1)
    assert (found["chosen"][0]["choice"], found["chosen"][0]["overdue"]) == ("with", False)
    assert found["chosen"][0]["apart_weeks"] == 2


def test_what_one_may_not_see_changes_no_page(site: Site, land: None) -> None:
    post = Post(site, "VM0201")
    post.harm()
    post.seen("protecting")
    counted(site, "VM0201", "2021-01-01", "2021-01-31", 1)
    ben = site.signed_in("ben", "analyst", **LOW)
    addresses = (
        "/stance/", "/stance/?only=all", "/stance/consent/", "/stance/response/", "/stance/effects/", post.page,
        post.form, "/overview/",
    )  # fmt: skip
    before = [words(ben.get(one)) for one in addresses]
    for shift in (-25, -24, -23):
        post.harm(shift, level="confidential")
    post.denial(level="confidential")
    post.seen("harming", level="confidential")
    post.consents("hostile", level="confidential")
    counted(site, "VM0202", "2021-01-01", "2021-01-31", 1, level="confidential")
    hidden = Post(site, "VM0202", level="confidential")
    hidden.harm()
    hidden.chose("with", review=-1)
    assert [words(ben.get(one)) for one in addresses] == before
    answers = [ben.get(f"/stance/{one}/VM0202/") for one in (hidden.unit, str(uuid.UUID(int=5)))]
    assert [one.status_code for one in answers] == [404, 404]
    assert words(answers[0]) == words(answers[1])
    ana = site.signed_in("ana", "analyst", **FULL)
    assert hidden.name in words(ana.get("/stance/"))


def test_pages_are_light(site: Site, land: None) -> None:
    post = Post(site, "VM0302")
    for shift in range(-60, -20):
        post.harm(shift)
        post.seen("obstructing", shift)
    ana = site.signed_in("ana", "head_of_office", **FULL)
    for address in ("/stance/", "/stance/?only=all", post.page, post.form, "/stance/response/", "/stance/consent/"):
        assert len(ana.get(address, headers={"Accept-Encoding": "gzip"}).content) <= LIGHT, address


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "Les éléments indiquent"), ("es", "Los elementos indican"), ("ar", "تشير الأدلة إلى")],
)
def test_the_pages_are_in_the_readers_language(site: Site, land: None, language: str, said: str) -> None:
    post = Post(site, "VM0301")
    post.harm()
    ana = site.signed_in("ana", "head_of_office", language=language, **FULL)
    for address in ("/stance/", post.page, post.form):
        assert said in words(ana.get(address)), address
