"""Entering records: nothing typed is lost, nothing is saved twice, nothing is changed that may not be seen."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from web_site import PASSPHRASE, Site, words

from withstand.evidence.records import INCIDENT, SOURCE, Source
from withstand.ledger.fields import Place
from withstand.ledger.journal import Draft, LinkTo, append, append_links
from withstand.picture.audience import HOLDER
from withstand.picture.picture import Picture

FULL: dict[str, Any] = {"clearance": "strictly_confidential", "components": ["*"]}
TYPED = {
    "what": "looting", "where-area": "VM0101", "where-precision": "admin2", "where-level": "admin2",
    "when-start": "2032-05-18..2032-05-20", "rights-classification": "confidential", "act": "save",
}  # fmt: skip


def typed(**more: Any) -> dict[str, Any]:
    given = {name.replace("__", "-"): value for name, value in more.items()}
    return {"form-token": str(uuid.uuid4()), "form-about": "evidence.Incident ", **TYPED, **given}


def count(site: Site) -> int:
    with site.holding.opened() as opened:
        return Picture(opened.ledger, HOLDER).count(INCIDENT)


def raw(site: Site, record: str) -> dict[str, Any]:
    with site.holding.opened() as opened:
        return dict(Picture(opened.ledger, HOLDER).get(record).raw)


def saved_in(answer: Any) -> Any:
    from withstand.web.entering.models import SavedForm

    assert answer.status_code == 302, words(answer)
    return SavedForm.objects.get(pk=answer.headers["Location"].split("/")[-2])


def change_of(site: Site, browser: Any, record: str) -> dict[str, Any]:
    """The form of a record as a browser got it."""
    from test_forms_round_trip import sent_by

    return {**sent_by(browser.get(f"/enter/incident/{record}/?new")), "act": "save"}


def test_a_form_becomes_a_record_of_the_office(site: Site) -> None:
    ana = site.signed_in("ana", "analyst", **FULL)
    given = typed(
        perpetrators__1__perpetrator="host_state", perpetrators__1__grade=["B", "2"], counts__1__unit="victim"
    )
    given["counts-1-best"] = "1 200"
    record = saved_in(ana.post("/enter/incident/", given)).record
    held = raw(site, record)
    assert held["when"] == {"start": "2032-05-18", "end": "2032-05-20"}
    assert held["perpetrators"][0]["grade"] == "B2"
    assert held["counts"][0]["best"] == 1200
    with site.holding.opened() as opened:
        seen = Picture(opened.ledger, HOLDER).get(record)
        assert (seen.classification, seen.header.author) == ("confidential", "office")


def test_a_form_is_light(site: Site) -> None:
    ana = site.signed_in("ana", "analyst", **FULL)
    for address in ("/enter/incident/?new", "/enter/obstruction/?new", "/capture/"):
        answer = ana.get(address, headers={"Accept-Encoding": "gzip"})
        assert answer.headers["Content-Encoding"] == "gzip"
        assert len(answer.content) < 15_000, address


def test_problems_stand_beside_their_fields_and_what_was_typed_stays(site: Site) -> None:
    ana = site.signed_in("ana", "analyst", **FULL)
    before = count(site)
    answer = ana.post(
        "/enter/incident/", typed(what="", when__start="soon", property_lost="two trucks", displaced="many")
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count('aria-invalid="true"') == 3
    assert 'href="#id-displaced"' in page
    assert 'aria-describedby="id-displaced-problem"' in page
    assert 'value="two trucks"' in page
    assert 'value="many"' in page
    assert count(site) == before
    assert "Unfinished forms" in words(ana.get("/enter/"))


def test_rows_are_added_and_removed_without_a_script(site: Site) -> None:
    ana = site.signed_in("ana", "analyst", **FULL)
    given = typed(perpetrators__1__perpetrator="host_state", property_lost="a bell")
    more = ana.post("/enter/incident/", {**given, "act": "add perpetrators"}).content.decode()
    assert 'name="perpetrators-2-perpetrator"' in more
    assert 'value="a bell"' in more
    fewer = ana.post("/enter/incident/", {**given, "act": "remove perpetrators-1"}).content.decode()
    assert 'name="perpetrators-1-perpetrator"' not in fewer


def test_sent_twice_it_is_saved_once(site: Site) -> None:
    ana = site.signed_in("ana", "analyst", **FULL)
    given, before = typed(), count(site)
    first, second = (ana.post("/enter/incident/", given) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert count(site) == before + 1
    assert "not saved twice" in words(ana.get(second.headers["Location"]))
    other = site.signed_in("ben", "analyst", **FULL)
    assert other.post("/enter/incident/", given).status_code == 400
    assert other.get(first.headers["Location"]).status_code == 404


def test_points_are_coarse_unless_somebody_says_otherwise(site: Site) -> None:
    ana = site.signed_in("ana", "analyst", **FULL)
    point = {"where-latitude": "4.36123", "where-longitude": "18,55678"}
    coarse = saved_in(ana.post("/enter/incident/", typed(**point))).record
    exact = saved_in(ana.post("/enter/incident/", {**typed(**point), "where-exact": "on"})).record
    assert (raw(site, coarse)["where"]["latitude"], raw(site, coarse)["where"]["longitude"]) == (4360000, 18560000)
    assert raw(site, exact)["where"]["latitude"] == 4361230


def test_what_may_name_people_is_shown_and_its_author_decides(site: Site) -> None:
    ana = site.signed_in("ana", "analyst", **FULL)
    given, before = typed(narrative="Call +236 72 11 22 33 about it."), count(site)
    asked = ana.post("/enter/incident/", {**given, "keep-reason": "needed", "keep-code": "another"})
    assert asked.status_code == 422
    assert "+236 72 11 22 33" in words(asked)
    assert count(site) == before
    code = re.search(r'name="keep-code" value="(\w+)"', asked.content.decode())
    assert code is not None
    assert ana.post("/enter/incident/", {**given, "keep-code": code[1]}).status_code == 422
    kept = saved_in(ana.post("/enter/incident/", {**given, "keep-code": code[1], "keep-reason": "a public line"}))
    decision = raw(site, kept.record)["text_kept"][0]
    assert (decision["found"], decision["reason"]) == ("phone", "a public line")


def test_the_office_presets_and_retention_hold(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    ana = site.signed_in("ana", "analyst", **FULL)
    config = site.holding.workspace.folder / "withstand.toml"
    text = config.read_text(encoding="utf-8")
    strict = text.replace('classification = "confidential"', 'classification = "strictly_confidential"')
    config.write_text(strict.replace("[office.retention]", "[office.retention]\nIncident = 30"), encoding="utf-8")
    try:
        with site.holding._guard:
            idle, site.holding._idle = site.holding._idle, []
        for one in idle:
            one.ledger.close()
        page = ana.get("/enter/incident/?new").content.decode()
        assert '<option value="strictly_confidential" selected>' in page
        record = saved_in(ana.post("/enter/incident/", typed(rights__classification="strictly_confidential"))).record
        assert "retain_until" in raw(site, record)
    finally:
        config.write_text(text, encoding="utf-8")
        site.holding._idle.clear()


def test_an_unfinished_form_is_kept_taken_up_and_deleted(site: Site) -> None:
    ana, ben = (site.signed_in(name, "analyst", **FULL) for name in ("ana", "ben"))
    given = typed(property_lost="two trucks")
    token = given["form-token"]
    assert "Kept as unfinished at" in words(ana.post(f"/enter/draft/{token}/", given))
    assert 'value="two trucks"' in ana.get(f"/enter/incident/?draft={token}").content.decode()
    assert "You have an unfinished form" in words(ana.get("/enter/incident/"))
    assert ben.get(f"/enter/incident/?draft={token}").status_code == 404
    assert ben.post(f"/enter/draft/{token}/", given).status_code == 422
    ben.post(f"/enter/draft/{token}/forget/")
    assert ana.get(f"/enter/incident/?draft={token}").status_code == 200
    ana.post(f"/enter/draft/{token}/forget/")
    assert ana.get(f"/enter/incident/?draft={token}").status_code == 404


def test_unfinished_forms_end_and_never_reach_the_ledger(site: Site) -> None:
    from withstand.web.entering.models import FormDraft

    ana, before = site.account("ana", "analyst", **FULL), count(site)
    browser, given = site.sign_in(ana), typed(property_lost="two trucks")
    browser.post(f"/enter/draft/{given['form-token']}/", given)
    assert count(site) == before
    site.clock.pass_by(days=15)
    browser = site.sign_in(ana)
    assert browser.get(f"/enter/incident/?draft={given['form-token']}").status_code == 404
    browser.post("/enter/incident/", typed(act="keep"))
    assert FormDraft.objects.count() == 1


def test_saving_deletes_the_unfinished_form(site: Site) -> None:
    from withstand.web.entering.models import FormDraft

    ana, given = site.signed_in("ana", "analyst", **FULL), typed()
    ana.post(f"/enter/draft/{given['form-token']}/", given)
    ana.post("/enter/incident/", given)
    assert not FormDraft.objects.exists()
    assert ana.post(f"/enter/draft/{given['form-token']}/", given).status_code == 422


@pytest.mark.parametrize("pause", [{"minutes": 20}, {"minutes": 125}])
def test_a_form_sent_after_the_session_is_back_after_signing_in(site: Site, pause: dict[str, float]) -> None:
    account = site.account("ana", "analyst", **FULL)
    ana, given, before = site.sign_in(account), typed(property_lost="two trucks"), count(site)
    site.clock.pass_by(**pause)
    answer = ana.post("/enter/incident/", given)
    where, _, back = answer.headers["Location"].partition("?next=")
    assert where == ("/screen/" if pause == {"minutes": 20} else "/sign-in/")
    assert count(site) == before
    if where == "/screen/":
        ana.post("/screen/", {"passphrase": PASSPHRASE})
    else:
        ana = site.sign_in(account)
    from urllib.parse import unquote

    form = ana.get(ana.get(unquote(back)).headers["Location"])
    assert 'value="two trucks"' in form.content.decode()
    assert f'value="{given["form-token"]}"' in form.content.decode()


def test_after_half_a_day_what_was_kept_while_typing_is_offered(site: Site) -> None:
    account = site.account("ana", "analyst", **FULL)
    ana, given = site.sign_in(account), typed(property_lost="two trucks")
    ana.post(f"/enter/draft/{given['form-token']}/", given)
    site.clock.pass_by(hours=13)
    assert ana.post("/enter/incident/", given).headers["Location"].startswith("/sign-in/")
    ana = site.sign_in(account)
    assert f"?draft={given['form-token']}" in ana.get("/enter/incident/").content.decode()


def test_behind_a_locked_screen_typing_is_kept_and_the_page_turned(site: Site) -> None:
    ana, given = site.signed_in("ana", "analyst", **FULL), typed(property_lost="two trucks")
    ana.post("/screen/lock/")
    address = f"/enter/draft/{given['form-token']}/"
    answer = ana.post(address, given, headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"].startswith("/screen/?next=%2Fenter%2Fdraft%2F")
    assert "two trucks" not in answer.content.decode()
    ana.post("/screen/", {"passphrase": PASSPHRASE})
    assert 'value="two trucks"' in ana.get(f"/enter/incident/?draft={given['form-token']}").content.decode()


def test_nobody_signed_in_keeps_nothing(site: Site) -> None:
    from withstand.web.entering.models import FormDraft

    given = typed()
    assert site.browser().post("/enter/incident/", given).headers["Location"] == "/sign-in/"
    assert not FormDraft.objects.exists()


def test_whoever_saved_first_is_shown_beside_and_one_version_stands_over_both(site: Site) -> None:
    record = site.record("confidential", text="Two trucks were emptied.")
    ana, ben = (site.signed_in(name, "analyst", **FULL) for name in ("ana", "ben"))
    mine, theirs = change_of(site, ana, record), change_of(site, ben, record)
    address = f"/enter/incident/{record}/"
    saved_in(ben.post(address, {**theirs, "property_lost": "salt", "displaced": "40"}))
    race = ana.post(address, {**mine, "property_lost": "fuel", "referral": "made"})
    page = race.content.decode()
    assert race.status_code == 409
    assert "Mine: fuel" in words(race)
    assert "Theirs: salt" in words(race)
    assert 'name="choose-narrative"' not in page
    assert re.search(r'name="choose-displaced" value="0" checked', page)
    assert re.search(r'name="choose-referral" value="1" checked', page)
    assert not re.search(r'name="choose-property_lost" value="\d" checked', page)
    sent = merging(race)
    assert ana.post(address, sent).status_code == 409
    saved_in(ana.post(address, {**sent, "choose-property_lost": "1"}))
    held = raw(site, record)
    assert (held["property_lost"], held["displaced"], held["referral"]) == ("fuel", 40, "made")
    with site.holding.opened() as opened:
        picture = Picture(opened.ledger, HOLDER)
        assert (len(picture.heads(record)), len(picture.history(record))) == (1, 3)


def merging(race: Any) -> dict[str, Any]:
    """What a browser would send of the page of a race, with the proposals as they stand."""
    from test_forms_round_trip import Inputs

    page = race.content.decode().replace('class="entry">', 'class="entry" data-device-copy>')
    return {**Inputs(page).sent, "act": "merge"}


def test_a_third_version_during_the_choice_is_shown_too(site: Site) -> None:
    record = site.record("confidential", text="Two trucks were emptied.")
    ana = site.signed_in("ana", "analyst", **FULL)
    address, mine = f"/enter/incident/{record}/", change_of(site, ana, record)
    for lost in ("salt", "bells"):
        theirs = change_of(site, ana, record)
        if lost == "bells":
            race = ana.post(address, {**mine, "property_lost": "fuel"})
        saved_in(ana.post(address, {**theirs, "property_lost": lost}))
    again = ana.post(address, {**merging(race), "choose-property_lost": "1"})
    assert again.status_code == 409
    assert "Theirs: bells" in words(again)
    saved_in(ana.post(address, {**merging(again), "choose-property_lost": "1"}))
    assert raw(site, record)["property_lost"] == "fuel"


def test_what_may_not_be_seen_may_not_be_changed_and_answers_as_if_it_were_not(site: Site) -> None:
    hidden = site.record("strictly_confidential", "force")
    ana = site.signed_in("ana", "analyst", clearance="confidential", components=["legal"])
    for address in (f"/enter/incident/{hidden}/", f"/settle/{hidden}/", f"/link/{hidden}/"):
        nothing = address.replace(hidden, str(uuid.UUID(int=7)))
        for ask in (ana.get, ana.post):
            one, other = ask(address), ask(nothing)
            assert (one.status_code, words(one)) == (404, words(other)), address
    before = raw(site, hidden)
    ana.post(f"/enter/incident/{hidden}/", typed(form_over=str(uuid.uuid4())))
    assert raw(site, hidden) == before


@pytest.mark.parametrize("role", ["reader", "administrator"])
def test_who_may_not_write_gets_no_form(site: Site, role: str) -> None:
    record = site.record("unclassified")
    browser, before = site.signed_in("ana", role, **FULL), count(site)
    for address in ("/enter/", "/enter/incident/", f"/enter/incident/{record}/", "/capture/", "/duplicates/"):
        assert browser.get(address).status_code == 403
        assert browser.post(address, typed()).status_code == 403
    assert count(site) == before


def test_a_change_drops_no_link_that_its_author_may_not_see(site: Site) -> None:
    record = site.record("confidential")
    with site.holding.opened() as opened:
        source = append(opened.ledger, [Draft(SOURCE, Source(token="heron", type="witness"), "strictly_confidential")])
        append_links(opened.ledger, INCIDENT, record, [LinkTo("source", source[0].record)])
    ana = site.signed_in("ana", "analyst", clearance="confidential", components=["*"])
    sent = change_of(site, ana, record)
    assert "heron" not in str(sent)
    sent["narrative"] = "Two trucks were emptied."
    saved_in(ana.post(f"/enter/incident/{record}/", sent))
    with site.holding.opened() as opened:
        assert [one.role for one in Picture(opened.ledger, HOLDER).links(record)] == ["source"]
    linked = typed()
    linked |= {"links-1-role": "source", "links-1-record": source[0].record}
    answer = ana.post("/enter/incident/", linked)
    assert answer.status_code == 422
    assert "heron" not in words(answer)


def test_rights_are_not_widened_by_a_new_version(site: Site) -> None:
    record = site.record("confidential", "force")
    ana = site.signed_in("ana", "analyst", **FULL)
    sent = change_of(site, ana, record)
    address = f"/enter/incident/{record}/"
    for wider in ({"rights-classification": "unclassified"}, {"rights-compartments": ["force", "legal"]}):
        assert ana.post(address, {**sent, **wider}).status_code == 422
    assert ana.post(address, {k: v for k, v in sent.items() if k != "rights-compartments"}).status_code == 422


HOSTILE: list[dict[str, Any]] = [
    {},
    {"act": "save"},
    {"act": "nothing known"},
    {"act": "add nothing"},
    {"act": "remove "},
    {"act": "find 99"},
    {"act": "merge"},
    {"act": "place ../../x"},
    {"form-token": "no token", "what": "looting"},
    {"what": "x" * 30_000},
    {"what": ["looting", "arson"]},
    {"what": "loot\x00ing", "narrative": "\ud800".encode("utf-8", "surrogatepass")},
    {"when-start": "9999-99-99"},
    {"when-start": "2032-02-31"},
    {"when-start": "2032-05-20", "when-end": "2031"},
    {"when-start": "٢٠٣٢-٠٥-٢٠"},
    {"displaced": "9" * 400},
    {"displaced": "-1"},
    {"where-latitude": "NaN", "where-longitude": "Infinity"},
    {"where-latitude": "1e400", "where-longitude": "1"},
    {"where-latitude": "91", "where-longitude": "1"},
    {"where-latitude": "4.1"},
    {"counts-1-unit": "victim", "counts-1-least": "9", "counts-1-most": "3"},
    {"counts-9999-unit": "victim"},
    {"counts-0-unit": "victim"},
    {"perpetrators-1-grade": ["Z", "9"]},
    {"perpetrators-1-grade": "B"},
    {"perpetrators-1-key": "../../"},
    {"perpetrators-1-perpetrator": "nobody"},
    {"narrative": "a" * 50_000},
    {"property_lost": "a" * 2_000},
    {"listed_as-1": "not an event"},
    {"rights-classification": "cosmic"},
    {"rights-compartments": "everybody"},
    {"rights-compartments": "sealed", "rights-classification": ""},
    {"links-1-role": "commands", "links-1-record": "abc"},
    {"links-1-role": "source", "links-1-chosen": "00000000-0000-4000-8000-000000000000"},
    {"links-1-role": "source", "links-1-record": "%_\"'*"},
    {"where": "VM0101", "when": "2032", "perpetrators": "all"},
]


@pytest.mark.parametrize("given", HOSTILE, ids=[str(one)[:40] for one in HOSTILE])
def test_hostile_forms_are_answered_in_a_sentence(site: Site, given: dict[str, Any]) -> None:
    ana, before = site.signed_in("ana", "analyst", **FULL), count(site)
    for address in ("/enter/incident/", "/capture/"):
        sent = {**typed(), **given}
        if given and "act" not in given and "form-token" not in given and not isinstance(given.get("what"), list):
            answer = ana.post(address, sent)
            assert answer.status_code in (200, 302, 400, 422), words(answer)
        answer = ana.post(address, given)
        assert answer.status_code in (200, 302, 400, 422), words(answer)
        assert "Something failed" not in words(answer)
    assert count(site) - before <= 2
    record = site.record("confidential")
    assert ana.post(f"/enter/incident/{record}/", given).status_code in (200, 302, 400, 422)


def test_too_many_fields_and_too_much_are_refused(site: Site) -> None:
    ana = site.signed_in("ana", "analyst", **FULL)
    assert ana.post("/enter/incident/", {f"also-{n}": "looting" for n in range(1, 1500)}).status_code == 400
    assert ana.post("/enter/incident/", {"narrative": "a" * 5_500_000}).status_code in (400, 413)
    long = typed(narrative="a" * 450_000)
    assert ana.post(f"/enter/draft/{long['form-token']}/", long).status_code == 422


def test_links_are_found_chosen_and_withdrawn_with_a_reason(site: Site) -> None:
    with site.holding.opened() as opened:
        source = append(opened.ledger, [Draft(SOURCE, Source(token="heron", type="witness"), "confidential")])[0].record
    record = site.record("confidential")
    ana, address = site.signed_in("ana", "analyst", **FULL), f"/link/{record}/"
    given = {"links-1-role": "source", "links-1-record": "heron"}
    assert source in ana.post(address, {**given, "act": "find 1"}).content.decode()
    assert ana.post(address, {**given, "act": "save"}).status_code == 422
    assert ana.post(address, {**given, "links-1-chosen": source, "act": "save"}).status_code == 302
    assert ana.post(address, {**given, "links-1-chosen": source, "act": "save"}).status_code == 422
    page = ana.get(address).content.decode()
    withdraw = re.search(rf"/link/{record}/[\w-]+/withdraw/", page)
    assert withdraw is not None
    assert "more widely than the source allowed" in words(ana.get(withdraw[0]))
    assert ana.post(withdraw[0], {"reason": " "}).status_code == 422
    assert ana.post(withdraw[0], {"reason": "another source"}).status_code == 302
    assert ana.post(withdraw[0], {"reason": "again"}).status_code == 404
    with site.holding.opened() as opened:
        assert not Picture(opened.ledger, HOLDER).links(record)


def test_likely_duplicates_are_proposed_and_a_person_decides(site: Site) -> None:
    place = Place(area="VM0909", precision="admin2")
    first, second = (site.record("confidential", text=text, where=place) for text in ("Two trucks.", "Two lorries."))
    hidden = site.record("strictly_confidential", text="Three trucks.", where=place)
    ana = site.signed_in("ana", "analyst", clearance="confidential", components=["*"])
    page = ana.get("/duplicates/", {"record": first})
    assert "Two lorries." in words(page)
    assert "Three trucks." not in words(page)
    assert ana.post("/duplicates/", {"first": first, "second": hidden, "act": "same"}).status_code == 404
    assert ana.post("/duplicates/", {"first": first, "second": first, "act": "same"}).status_code == 400
    assert ana.post("/duplicates/", {"first": first, "second": second, "act": "join"}).status_code == 400
    for act in ("other", "other"):
        assert ana.post("/duplicates/", {"first": first, "second": second, "act": act}).status_code == 302
    with site.holding.opened() as opened:
        found = [one.role for one in Picture(opened.ledger, HOLDER).links(max(first, second))]
    assert found == ["not_same_as"]
    assert "Two lorries." not in words(ana.get("/duplicates/", {"record": first}))


CAPTURED = {"kind": "incident", "what": "looting", "where-area": "VM0101", "when-start": "2032-05-20", "act": "save"}


def test_quick_capture_saves_with_the_offices_presets_and_asks_for_the_rest_later(site: Site) -> None:
    ana = site.signed_in("ana", "liaison", **FULL)
    given = {**CAPTURED, "form-token": str(uuid.uuid4()), "rights-classification": "unclassified"}
    saved = saved_in(ana.post("/capture/", given))
    with site.holding.opened() as opened:
        assert Picture(opened.ledger, HOLDER).get(saved.record).classification == "confidential"
    assert f"/enter/incident/{saved.record}/" in ana.get("/capture/").content.decode()
    other = site.signed_in("ben", "liaison", clearance="unclassified", components=["*"])
    assert saved.record not in other.get("/capture/").content.decode()
    assert other.post(f"/capture/{saved.record}/completed/").status_code == 404
    saved_in(ana.post(f"/enter/incident/{saved.record}/", change_of(site, ana, saved.record)))
    assert f"/enter/incident/{saved.record}/" not in ana.get("/capture/").content.decode()


def test_an_alert_is_captured_with_the_day_it_came(site: Site) -> None:
    ana = site.signed_in("ana", "liaison", **FULL)
    saved = saved_in(ana.post("/capture/", {**CAPTURED, "kind": "alert", "form-token": str(uuid.uuid4())}))
    assert saved.kind == "evidence.Alert"
    assert raw(site, saved.record)["received"]


def test_care_comes_before_the_record(site: Site) -> None:
    ana = site.signed_in("ana", "liaison", **FULL)
    part = ana.get("/capture/referral/", {"what": "rape", "ask": "1"})
    assert "Care comes first." in words(part)
    assert 'name="referral"' in part.content.decode()
    assert words(ana.get("/capture/referral/", {"what": "looting", "ask": "1"})) == ""
    given = {**CAPTURED, "what": "rape", "form-token": str(uuid.uuid4())}
    refused = ana.post("/capture/", given)
    assert refused.status_code == 422
    assert "Care comes first." in words(refused)
    assert ana.post("/capture/", {**given, "referral": "offered", "narrative": "At the well."}).status_code == 422
    saved_in(ana.post("/capture/", {**given, "referral": "offered"}))


AREAS = """adm2_pcode,adm2_en,adm1_en
VM0101,Amber Ford,Dorre
VM0102,Halvrane,Dorre
VM0201,Halvrane,Kessin
"""


def test_areas_are_found_by_code_or_name_and_never_guessed(site: Site) -> None:
    ana = site.signed_in("ana", "analyst", **FULL)
    listed = site.holding.workspace.folder / "areas.csv"
    listed.write_text(AREAS, encoding="utf-8")
    try:
        options = ana.get("/enter/areas/", {"where-area": "amb"}).content.decode()
        assert options.strip() == '<option value="VM0101">Amber Ford (Dorre)</option>'
        assert (
            raw(site, saved_in(ana.post("/enter/incident/", typed(where__area="amber ford"))).record)["where"]["area"]
            == "VM0101"
        )
        assert ana.post("/enter/incident/", typed(where__area="Halvrane")).status_code == 422
        one = saved_in(ana.post("/enter/incident/", typed(where__area="Halvrane (Kessin)")))
        assert raw(site, one.record)["where"]["area"] == "VM0201"
        given = typed(act="place where-area", where__area="")
        page = ana.get(ana.post("/enter/incident/", given).headers["Location"]).content.decode()
        address = re.search(r'href="(/enter/incident/\?draft=[^"]*VM0102[^"#]*)', page)
        assert address is not None
        assert 'value="VM0102"' in ana.get(address[1].replace("&amp;", "&")).content.decode()
    finally:
        listed.unlink()


def test_the_map_has_a_link_for_each_area(site: Site, velmara_districts: Any) -> None:
    import shutil

    ana = site.signed_in("ana", "analyst", **FULL)
    outlines = site.holding.workspace.folder / "areas.geojson"
    shutil.copy(velmara_districts, outlines)
    try:
        given = typed(act="place where-area")
        page = ana.get(ana.post("/enter/incident/", given).headers["Location"]).content.decode()
        assert page.count("<path d=") == len(re.findall('<a href="/enter/incident/[^>]* aria-label=', page)) > 10
        assert 'aria-label="Amber Ford (Dorre)"' in page
        assert len(page) < 40_000
    finally:
        outlines.unlink()


def test_persons_are_refused_on_forms_and_by_programs_alike(site: Site) -> None:
    ana = site.signed_in("ana", "analyst", **FULL)
    assert "/enter/person/" not in ana.get("/enter/").content.decode()
    for answer in (
        ana.get("/enter/person/"),
        ana.post(
            "/enter/person/", {"form-token": str(uuid.uuid4()), "form-about": "actors.Person ", "name": "Somebody"}
        ),
    ):
        assert answer.status_code == 400
        assert "off in this operation" in words(answer)
