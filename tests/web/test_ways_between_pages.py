"""From every page there is a way on: a record leads to what can be done with it, and what was done leads back."""

from __future__ import annotations

from typing import Any

from web_site import Site, words

from withstand.actors.records import UNIT, Unit
from withstand.evidence.records import INCIDENT
from withstand.ledger.journal import Draft, append
from withstand.picture.audience import HOLDER
from withstand.picture.picture import Picture

FULL: dict[str, Any] = {"clearance": "strictly_confidential", "components": ["*"]}


def page_of(browser: Any, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, words(answer)
    return str(answer.content.decode())


def in_conflict(site: Site) -> str:
    """An incident of which two versions stand."""
    import msgspec

    record = site.record("confidential")
    with site.holding.opened() as opened:
        seen = Picture(opened.ledger, HOLDER).get(record)
        for told in ("Two trucks.", "Three trucks."):
            fields = msgspec.structs.replace(seen.fields, narrative=told)
            append(opened.ledger, [Draft(INCIDENT, fields, "confidential", (), record, (seen.version,))], beside=True)
    return record


def test_a_record_leads_to_what_may_be_done_with_it(site: Site) -> None:
    record = site.record("confidential")
    page = page_of(site.signed_in("ana", "protection_adviser", **FULL), f"/records/incident/{record}/")
    for way in (f"/enter/incident/{record}/", f"/link/{record}/", f"/duplicates/?record={record}"):
        assert f'href="{way}"' in page
    reader = page_of(site.signed_in("rea", "reader", **FULL), f"/records/incident/{record}/")
    assert f"/enter/incident/{record}/" not in reader
    then = page_of(site.signed_in("ben", "protection_adviser", **FULL), f"/records/incident/{record}/?as_of=2040-01-01")
    assert f"/enter/incident/{record}/" not in then


def test_a_record_in_conflict_leads_to_settling_and_back(site: Site) -> None:
    record = in_conflict(site)
    ana = site.signed_in("ana", "protection_adviser", **FULL)
    page = page_of(ana, f"/records/incident/{record}/")
    assert f'href="/settle/{record}/"' in page
    assert f'href="/enter/incident/{record}/"' not in page
    assert f'href="/records/{record}/"' in page_of(ana, f"/settle/{record}/")


def test_what_was_saved_leads_to_its_page(site: Site) -> None:
    ana = site.signed_in("ana", "protection_adviser", **FULL)
    given = {"kind": "incident", "what": "looting", "where-area": "VM0101", "when-start": "2032-05-20", "act": "save"}
    answer = ana.post("/capture/", given)
    assert answer.status_code == 302, words(answer)
    page = page_of(ana, answer.headers["Location"])
    assert 'href="/records/incident/' in page


def test_an_actor_leads_to_where_it_stands_in_the_tree(site: Site) -> None:
    with site.holding.opened() as opened:
        unit = append(opened.ledger, [Draft(UNIT, Unit(name="31st Company", side="host_state"), "unclassified")])[0]
    ana = site.signed_in("ana", "protection_adviser", **FULL)
    assert f"/actors/?open=all#a-{unit.record}" in page_of(ana, f"/records/unit/{unit.record}/")
    assert page_of(ana, "/actors/?open=all").count(f'id="a-{unit.record}"') == 1


def test_an_exercise_says_its_day_and_goes_by_it(site: Site, monkeypatch: Any) -> None:
    from dataclasses import replace
    from datetime import date

    from withstand.settings import read_settings

    ana = site.signed_in("ana", "protection_adviser", **FULL)
    exercise = replace(read_settings(site.holding.workspace.folder), practice_day=date(2033, 1, 3))
    monkeypatch.setattr("withstand.web.holding.read_settings", lambda _folder: exercise)
    monkeypatch.setattr(type(site.holding), "encrypted", False)
    page = words(ana.get("/actors/"))
    assert "The day of this exercise is 3 January 2033." in page
    assert "Actors as of 3 January 2033" in page


def test_home_lists_what_was_begun_and_not_finished(site: Site) -> None:
    ana = site.signed_in("ana", "protection_adviser", **FULL)
    given = {"kind": "incident", "what": "looting", "where-area": "VM0107", "when-start": "2032-05-20", "act": "save"}
    captured = ana.post("/capture/", given)
    record = page_of(ana, captured.headers["Location"]).partition('href="/records/incident/')[2].partition("/")[0]
    token = "01990000-0000-7000-8000-0000000000aa"
    ana.post(f"/enter/draft/{token}/", {"form-token": token, "form-about": "evidence.Visit ", "where-area": "VM0101"})
    page = page_of(ana, "/overview/")
    assert f'href="/enter/incident/{record}/"' in page
    assert f'href="/enter/visit/?draft={token}"' in page
    other = page_of(site.signed_in("ben", "protection_adviser", **FULL), "/overview/")
    assert record in other
    assert token not in other
    assert record not in page_of(site.signed_in("rea", "reader", **FULL), "/overview/")


def test_actors_and_threats_that_may_be_one_are_proposed_and_decided(site: Site) -> None:
    from withstand.ledger.fields import Assertion, Place, Span
    from withstand.mission.records import THREAT, Threat

    threats = [
        Threat(
            threat=text, where=Place(area="VM0911"), when=Span(start="2032-04-05", ongoing=True), harms=("extortion",),
            perpetrators=(Assertion(perpetrator="host_state"),),
        )
        for text in ("Fees at the ford", "Money taken at the ford")
    ]  # fmt: skip
    units = [Unit(name="77th Company", side="host_state"), Unit(name="77th company", side="host_state")]
    with site.holding.opened() as opened:
        pairs = [
            [append(opened.ledger, [Draft(kind, one, "unclassified")])[0].record for one in made]
            for kind, made in ((THREAT, threats), (UNIT, units))
        ]
    ana = site.signed_in("ana", "protection_adviser", **FULL)
    for first, second in pairs:
        page = page_of(ana, f"/duplicates/?record={first}")
        assert second in page
        assert f"/records/{'threat' if first == pairs[0][0] else 'unit'}/{first}/" in page
        assert ana.post("/duplicates/", {"first": first, "second": second, "act": "same"}).status_code == 302
        assert second not in page_of(ana, f"/duplicates/?record={first}")
    mixed = {"first": pairs[0][0], "second": pairs[1][0], "act": "same"}
    assert ana.post("/duplicates/", mixed).status_code == 400


def test_an_empty_home_says_how_to_begin(site: Site, monkeypatch: Any) -> None:
    monkeypatch.setattr(Picture, "counts", lambda *_asked: {})
    chief = site.signed_in("chief", "administrator", "head_of_office", **FULL)
    page = page_of(chief, "/overview/")
    assert 'href="/enter/"' in page.partition("To begin:")[2]
    assert 'href="/accounts/"' in page.partition("To begin:")[2]
    assert 'href="/enter/"' not in page_of(site.signed_in("rea", "reader", **FULL), "/overview/")
