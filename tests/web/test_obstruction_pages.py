"""Obstruction on pages: the tables with what their figures are, within rights, as files, weighed by a job."""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from seeing_site import laid_out
from support_site import enter
from web_site import Site, words

from withstand.evidence.records import OBSTRUCTION, VISIT, Obstruction, Visit
from withstand.ledger.fields import Place, Span
from withstand.ledger.journal import Draft
from withstand.web.holding import Holding

FULL: dict[str, Any] = {"clearance": "strictly_confidential", "components": ["*"]}
LOW: dict[str, Any] = {"clearance": "unclassified", "components": ["force"]}
DAYS = "since=2021-03-01&on=2021-03-31"
JULY = "since=2021-07-01&on=2021-07-31"


@pytest.fixture
def land(served: Holding) -> Iterator[None]:
    """The invented country's districts and events."""
    with laid_out(served.workspace):
        yield


def act(
    site: Site, day: str, area: str, what: str = "movement_denial", level: str = "unclassified", **more: Any
) -> str:
    fields = Obstruction(
        what=what, where=Place(area=area), when=Span(start=day), **({"agent": "army", "hostility": "physical"} | more)
    )
    return enter(site, Draft(OBSTRUCTION, fields, level))


def visit(site: Site, day: str, area: str, access: str = "full") -> str:
    fields = Visit(purpose="patrol", where=Place(area=area), when=Span(start=day), access=access)
    return enter(site, Draft(VISIT, fields, "unclassified"))


def test_acts_are_counted_as_missions_report_them_with_a_total_that_adds_up(site: Site, land: None) -> None:
    act(site, "2021-03-02", "VM0101", hours_lost=5)
    act(site, "2021-03-03", "VM0102")
    act(site, "2021-03-04", "VM0101", "undue_taxation", agent="armed_group")
    ana = site.signed_in("ana", "reader", **FULL)
    page = words(ana.get(f"/obstruction/?{DAYS}"))
    assert "March 2021" in page
    assert "Army" in page
    assert "Counted: acts. One record is one act" in page
    assert "Total 3 2 " in page
    assert "Only what Reader may see is counted" in page
    by_agent = words(ana.get(f"/obstruction/?{DAYS}&by=agent"))
    assert "Total 3" in by_agent
    assert "March 2021" not in by_agent.split("What these figures are")[0].split("Agency", 2)[2]
    assert "Nothing is recorded in this time" in words(ana.get("/obstruction/?since=2019-01-01&on=2019-01-31"))


def test_without_attempts_there_is_no_rate_and_that_is_said(site: Site, land: None) -> None:
    act(site, "2021-07-02", "VM0201")
    ana = site.signed_in("ana", "reader", **FULL)
    page = words(ana.get(f"/obstruction/rate/?{JULY}"))
    assert "1 0 0 1 0 – – – – – no attempts are recorded" in page
    for day in range(3, 7):
        visit(site, f"2021-07-{day:02d}", "VM0201")
    assert "20 %" in words(ana.get(f"/obstruction/rate/?{JULY}"))


def test_time_blind_runs_from_a_denial_until_somebody_has_been_there(site: Site, land: None) -> None:
    act(site, "2021-11-05", "VM0301")
    visit(site, "2021-11-15", "VM0301")
    ana = site.signed_in("ana", "reader", **FULL)
    page = words(ana.get("/obstruction/blind/?since=2021-11-01&on=2021-11-30"))
    table = page.split("What these figures are")[0]
    assert " 30 11 37 % " in table or " 30 10 33 % " in table
    assert table.index(" 30 1") < table.index("Total")


def test_periods_are_compared_with_as_many_days_before(site: Site, land: None) -> None:
    act(site, "2021-05-20", "VM0101")
    act(site, "2021-06-20", "VM0101")
    act(site, "2021-06-21", "VM0101")
    ana = site.signed_in("ana", "reader", **FULL)
    page = words(ana.get("/obstruction/change/?since=2021-06-01&on=2021-06-30&by=agent"))
    assert "Army 1 2" in page
    assert "2 May 2021 – 31 May 2021" in page


def test_what_one_may_not_see_is_in_no_figure(site: Site, land: None) -> None:
    act(site, "2021-09-02", "VM0101")
    ben = site.signed_in("ben", "analyst", **LOW)
    period = "since=2021-09-01&on=2021-09-30"
    addresses = [f"/obstruction/{one}?{period}" for one in ("", "rate/", "blind/", "change/", "weighted/")]
    before = [words(ben.get(one)) for one in addresses]
    act(site, "2021-09-05", "VM0102", level="confidential")
    act(site, "2020-01-05", "VM0102", level="confidential")
    assert [words(ben.get(one)) for one in addresses] == before
    ana = site.signed_in("ana", "reader", **FULL)
    assert "Total 2" in words(ana.get(addresses[0]))
    everything = words(ben.get("/obstruction/"))
    assert "Confidential" not in everything


def done(kind: str) -> Any:
    """The latest job of a kind, run."""
    from withstand.web.work.models import Job
    from withstand.web.work.running import perform

    job = Job.objects.filter(kind=kind).order_by("-made_at").first()
    assert job is not None
    perform(uuid.UUID(str(job.pk)))
    job.refresh_from_db()
    return job


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_table_goes_out_as_a_file_with_a_receipt(site: Site, land: None, form: str) -> None:
    act(site, "2021-03-02", "VM0101")
    cho = site.signed_in("cho", "head_of_office", **FULL)
    asked = {"sheet": "table", "form": form, "by": "agent", "since": "2021-03-01", "on": "2021-03-31"}
    before = receipts(site)
    assert cho.post("/obstruction/files/", asked).status_code == 302
    job = done("obstruction-file")
    assert job.state == "done", job.sentence
    content = bytes(job.content)
    if form == "csv":
        text = content.decode("utf-8-sig")
        assert text.startswith(("# manifest: ", '"# manifest: '))
        assert "Army" in text
    else:
        assert "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert receipts(site) == before + 1
    ana = site.signed_in("ana", "reader", **FULL)
    assert ana.post("/obstruction/files/", asked).status_code == 403
    assert cho.post("/obstruction/files/", {**asked, "form": "exe"}).status_code == 302


def receipts(site: Site) -> int:
    with site.holding.opened() as opened:
        rows = opened.ledger.database.rows("SELECT count(*) FROM version WHERE kind LIKE 'ledger.Receipt@%'")
        return int(next(iter(rows))[0])


def test_without_data_nothing_is_weighed_and_that_is_said(site: Site) -> None:
    ana = site.signed_in("ana", "reader", **FULL)
    page = words(ana.get("/obstruction/weighted/"))
    assert "nothing can be weighed by a forecast" in page
    ana.post("/obstruction/weighted/")
    from withstand.web.work.models import Job

    assert not Job.objects.filter(kind="obstruction-weights").exists()


def test_weights_are_reckoned_by_a_job_once_and_shown_to_those_with_the_same_rights(site: Site, land: None) -> None:
    act(site, "2022-05-04", "VM0101")
    act(site, "2022-05-04", "VM0202")
    ana = site.signed_in("ana", "reader", **FULL)
    address = "/obstruction/weighted/?since=2022-05-01&on=2022-05-31"
    assert "It was not reckoned yet" in words(ana.get(address))
    assert ana.post(address).status_code == 302
    assert ana.get(address).headers["Refresh"]
    job = done("obstruction-weights")
    assert job.state == "done", job.sentence
    page = words(ana.get(address))
    assert "What these figures are" in page
    assert "State forces of the country" in page
    ben = site.signed_in("ben", "reader", **LOW)
    assert "It was not reckoned yet" in words(ben.get(address))
    cleo = site.signed_in("cleo", "reader", **FULL)
    assert "What these figures are" in words(cleo.get(address))


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_tables_are_in_the_readers_language(site: Site, land: None, language: str) -> None:
    act(site, "2021-03-02", "VM0101")
    ana = site.signed_in("ana", "reader", **FULL)
    ana.post("/language/", {"language": language, "next": "/"})
    page = words(ana.get(f"/obstruction/?{DAYS}"))
    wanted = {"fr": "Unité : faits.", "es": "Unidad: actos.", "ar": "الوحدة: أفعال."}
    assert wanted[language] in page
    assert "March" not in page


def test_no_such_table_is_not_found(site: Site) -> None:
    ana = site.signed_in("ana", "reader", **FULL)
    assert ana.get("/obstruction/nothing/").status_code == 404
