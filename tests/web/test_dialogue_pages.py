"""Dialogue on pages: what is due both ways, the page before a meeting, promises, demarches, what followed."""

from __future__ import annotations

import gettext
import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from dialogue_site import LAST_DAY, World, told
from support_site import Inputs, enter
from web_site import Site, words

import withstand.web.dialogue
from withstand.actors.records import OFFICE, Office
from withstand.dialogue.parts import Ask, Observed
from withstand.dialogue.records import COMMITMENT, ENGAGEMENT, Commitment
from withstand.ledger.fields import Span
from withstand.ledger.journal import Draft, append
from withstand.picture.audience import HOLDER
from withstand.picture.picture import Picture

FULL: dict[str, Any] = {"clearance": "strictly_confidential", "components": ["*"]}
LEAST: dict[str, Any] = {"clearance": "unclassified", "components": ["police"]}
LANGUAGES = ("en", "fr", "es", "ar")


def page(browser: Any, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, words(answer)
    return words(answer)


def fields_of(site: Site, record: str) -> Any:
    with site.holding.opened() as opened:
        return Picture(opened.ledger, HOLDER).get(record).fields


def links_of(site: Site, record: str) -> set[tuple[str, str]]:
    with site.holding.opened() as opened:
        return {(one.role, one.other) for one in Picture(opened.ledger, HOLDER).links(record)}


def test_the_overview_begins_with_what_both_want_and_ends_with_protests(site: Site) -> None:
    world = World(site).all()
    said = page(site.signed_in("ana", "head_of_office", **FULL), f"/dialogue/?on={world.day}")
    order = [
        f"Goal {world.mark}", f"Planned {world.mark}", f"Promise ours {world.mark}", f"Promise theirs {world.mark}",
        f"Send the list {world.mark}", f"Protest-45 {world.mark}",
    ]  # fmt: skip
    places = [said.index(one) for one in order]
    assert places == sorted(places)
    assert f"Next step: Step {world.mark} (Police)" in said
    assert f"Overdue, {told(world.day, -4)} · Promise theirs {world.mark}" in said
    assert f"Due soon, {told(world.day, 6)} · Promise ours {world.mark}" in said
    assert "45 days without reply" in said
    assert f"To be looked at (After 7 days), since {told(world.day, -1)}" in said


def test_a_meeting_ahead_leads_to_the_page_of_its_office_on_its_day(site: Site) -> None:
    world = World(site).all()
    html = site.signed_in("ana", "reader", **FULL).get(f"/dialogue/?on={world.day}").content.decode()
    assert f"/dialogue/office/{world.office}/?on={world.days(9)}" in html


@pytest.mark.parametrize(
    "address", ["/dialogue/", "/dialogue/promises/", "/dialogue/demarches/", "/dialogue/follow-ups/"]
)
def test_what_one_may_not_see_changes_nothing(site: Site, address: str) -> None:
    seen = World(site).all()
    ben = site.signed_in("ben", "reader", **LEAST)
    asked = f"{address}?on={seen.day}"
    before = without_forms(ben.get(asked).content.decode())
    hidden = World(site, "strictly_confidential", like=seen).all()
    after = without_forms(ben.get(asked).content.decode())
    assert seen.mark in before
    assert hidden.mark not in after
    assert before == after
    assert hidden.mark in page(site.signed_in("ana", "reader", **FULL), asked)


def without_forms(html: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"|"X-CSRFToken": "[^"]*"', "", html)


def test_before_a_meeting_what_is_hidden_is_not_on_the_page_and_no_office_is_as_a_hidden_one(site: Site) -> None:
    world = World(site, "strictly_confidential").all()
    ben = site.signed_in("ben", "reader", **LEAST)
    said = page(ben, f"/dialogue/office/{world.office}/?on={world.day}")
    assert world.mark not in said.replace(f"Office {world.mark}", "")
    assert "Strictly" not in said
    gone = enter(site, Draft(OFFICE, Office(name="Hidden", side="host_state"), "strictly_confidential"))
    hidden, absent = ben.get(f"/dialogue/office/{gone}/"), ben.get(f"/dialogue/office/{uuid.uuid4()}/")
    assert hidden.status_code == absent.status_code == 404
    assert words(hidden) == words(absent)
    assert ben.get(f"/dialogue/office/{site.record('unclassified')}/").status_code == 404


def test_the_page_before_a_meeting_says_what_the_paper_says_in_the_readers_language(site: Site) -> None:
    from withstand.web.dialogue.office_views import page_of

    world = World(site).all()
    ana = site.signed_in("ana", "head_of_office", **FULL)
    for language in LANGUAGES:
        ana.post("/language/", {"language": language, "next": "/"})
        said = page(ana, f"/dialogue/office/{world.office}/?on={world.day}")
        with site.holding.opened() as opened:
            made = page_of(Picture(opened.ledger, HOLDER), world.office, world.day, "pocket", language)
        for section in made.sections:
            assert section.title in said, (language, section.key)
            for line in section.lines:
                assert " ".join(line.text.split()) in said, (language, line.text)
    html = ana.get(f"/dialogue/office/{world.office}/?on={world.day}").content.decode()
    assert f'href="/records/engagement/{world_record(site, "Asked", world)}/"' in html


def world_record(site: Site, name: str, world: World) -> str:
    with site.holding.opened() as opened:
        found = Picture(opened.ledger, HOLDER).each(ENGAGEMENT)
        return next(one.record for one in found if one.title == f"{name} {world.mark}")


def test_assessments_stay_at_the_desk(site: Site) -> None:
    world = World(site)
    world.engagement("Met", -5, assessment_of_it=f"They stall {world.mark}")
    desk, reader = site.signed_in("ana", "protection_adviser", **FULL), site.signed_in("rea", "reader", **FULL)
    address = f"/dialogue/office/{world.office}/?on={world.day}"
    assert f"They stall {world.mark}" in page(desk, f"{address}&form=full")
    assert "They stall" not in page(desk, address)
    assert "They stall" not in page(desk, f"{address}&form=sanitised")
    told = page(reader, f"{address}&form=full")
    assert "They stall" not in told
    assert "With assessments" not in told


def test_the_record_of_an_actor_leads_to_the_page_before_a_meeting(site: Site) -> None:
    world = World(site)
    html = site.signed_in("rea", "reader", **FULL).get(f"/records/office/{world.office}/").content.decode()
    assert f'href="/dialogue/office/{world.office}/"' in html
    held, ahead = world.asked(), world.engagement("Later", 9, held="planned")
    ana = site.signed_in("ana", "protection_adviser", **FULL)
    assert f'href="/dialogue/follow-ups/{held}/"' in ana.get(f"/records/engagement/{held}/").content.decode()
    assert "/dialogue/follow-ups/" not in ana.get(f"/records/engagement/{ahead}/").content.decode()


def test_promises_are_filtered_and_tell_their_history(site: Site) -> None:
    world = World(site)
    other = World(site, owner="force", like=world)
    kept = world.promise(due=world.days(-30))
    world.promise("ours", due=world.days(100))
    other.promise(due=world.days(30))
    with site.holding.opened() as opened:
        seen = Picture(opened.ledger, HOLDER).get(kept)
        assert isinstance(seen.fields, Commitment)
        later = msgspec.structs.replace(seen.fields, commitment_status="late", status_on=world.days(-1))
        append(opened.ledger, [Draft(COMMITMENT, later, "unclassified", (), kept, (seen.version,))])
    ana = site.signed_in("ana", "reader", **FULL)
    mine = page(ana, f"/dialogue/promises/?of={world.office}&on=2095-01-01")
    assert "2 promises" in mine
    assert f"Promises: Office {world.mark}" in mine
    assert f"Late, since {told(world.day, -1)}" in mine
    assert mine.count("entered on") == 3
    assert f"How anybody can tell: Test {world.mark}" in mine
    by_name = f"/dialogue/promises/?office={world.mark}&on={world.day}"
    assert "1 promise " in page(ana, f"{by_name}&side=ours")
    assert "1 promise " in page(ana, f"{by_name}&due=overdue")
    assert "0 promises" in page(ana, f"{by_name}&owner=force")
    assert other.mark not in page(ana, by_name)
    counted = page(ana, by_name)
    assert "We promised: Checkpoints and payments 1 0 0 0 0 1" in counted


def test_a_calendar_and_a_workbook_hold_what_the_asker_may_see(site: Site) -> None:
    from withstand.web.work.models import Job
    from withstand.web.work.running import perform

    world = World(site)
    hidden = World(site, "strictly_confidential", like=world)
    world.promise()
    hidden.promise()
    ben = site.signed_in("ben", "analyst", **LEAST)
    for form, held in (("ics", b"BEGIN:VCALENDAR"), ("xlsx", b"PK")):
        content = made(site, ben, {"what": "promises", "form": form, "on": str(world.day), "office": "zw"})
        assert content.startswith(held)
        if form == "ics":
            assert world.mark.encode() in content
            assert hidden.mark.encode() not in content
    empty = {"what": "promises", "form": "ics", "on": str(world.day), "office": "nobody is called so"}
    answer = ben.post("/dialogue/files/", empty)
    job = uuid.UUID(answer.headers["Location"].rstrip("/").rpartition("/")[2])
    perform(job)
    assert Job.objects.get(pk=job).state == "failed"
    assert "a calendar of them would hold nothing" in page(ben, answer.headers["Location"])


def made(site: Site, browser: Any, given: dict[str, str]) -> bytes:
    """A file that was asked for; where it asks whether texts may go out, they may."""
    from withstand.web.work.models import Job
    from withstand.web.work.running import perform

    answer = browser.post("/dialogue/files/", given)
    assert answer.status_code == 302, words(answer)
    job = uuid.UUID(answer.headers["Location"].rstrip("/").rpartition("/")[2])
    perform(job)
    found = Job.objects.get(pk=job)
    if found.state == "asks" and found.question:
        found.parameters |= {"keep_code": found.question["code"], "keep_text": "practice"}
        found.state = "waiting"
        found.save()
        perform(job)
        found.refresh_from_db()
    assert found.state == "done", found.sentence
    assert isinstance(found.content, bytes)
    return found.content


@pytest.mark.parametrize("form", ["html", "docx", "pdf", "json"])
def test_the_page_before_a_meeting_is_made_as_a_file(site: Site, form: str) -> None:
    world = World(site).all()
    ana = site.signed_in("ana", "analyst", **FULL)
    given = {"what": "meeting", "record": world.office, "on": str(world.day), "much": "pocket", "form": form}
    content = made(site, ana, given)
    begins = {"html": b"<!DOCTYPE", "docx": b"PK", "pdf": b"%PDF", "json": b"{"}[form]
    assert content.lstrip().startswith(begins)
    if form in ("html", "json"):
        assert f"Goal {world.mark}".encode() in content


def test_a_file_of_a_hidden_office_is_asked_for_in_vain_and_readers_get_none(site: Site) -> None:
    gone = enter(site, Draft(OFFICE, Office(name="Hidden too", side="host_state"), "strictly_confidential"))
    given = {"what": "meeting", "on": str(LAST_DAY), "form": "pdf"}
    ben = site.signed_in("ben", "analyst", **LEAST)
    assert ben.post("/dialogue/files/", {**given, "record": gone}).status_code == 404
    assert ben.post("/dialogue/files/", {**given, "record": str(uuid.uuid4())}).status_code == 404
    assert ben.post("/dialogue/files/", {**given, "form": "ics", "record": gone}).headers["Location"] == "/dialogue/"
    assert site.signed_in("rea", "reader", **FULL).post("/dialogue/files/", given).status_code == 403


def pair(site: Site) -> tuple[World, str, str]:
    """Two demarches of different makers to one office about one thing."""
    world = World(site)
    ask = Ask(issue="checkpoints", topic=f"the ford {world.mark}", wants="stop", ask="Take it down")
    first = world.protest(-20, asks=(ask,))
    second = world.protest(-15, asks=(ask,), lead="force")
    return world, min(first, second), max(first, second)


DECIDED: dict[str, Callable[[str, str], tuple[str, tuple[str, str]]]] = {
    "joint": lambda first, second: (first, ("joint_with", second)),
    "first": lambda first, second: (second, ("merged_into", first)),
    "second": lambda first, second: (first, ("merged_into", second)),
    "apart": lambda first, second: (first, ("not_same_as", second)),
}


@pytest.mark.parametrize("decision", list(DECIDED))
def test_a_decision_about_a_proposal_is_a_link_and_whoever_comes_second_is_told(site: Site, decision: str) -> None:
    world, first, second = pair(site)
    ana, ben = (site.signed_in(name, "head_of_office", **FULL) for name in ("ana", "ben"))
    proposal = f'name="first" value="{first}"'
    address = f"/dialogue/demarches/?on={world.day}&office={world.mark}"
    assert proposal in ana.get(address).content.decode()
    given = {"first": first, "second": second, "decision": decision}
    assert ana.post("/dialogue/demarches/together/", given).status_code == 302
    record, link = DECIDED[decision](first, second)
    assert link in links_of(site, record)
    assert proposal not in ana.get(address).content.decode()
    late = ben.post("/dialogue/demarches/together/", {**given, "decision": "apart"}, follow=True)
    assert "somebody may have decided already" in words(late)
    assert len(links_of(site, first) | links_of(site, second)) == 1 + len({("met", world.office)})


def test_only_those_who_write_decide_and_only_about_what_they_see(site: Site) -> None:
    world, first, second = pair(site)
    given = {"first": first, "second": second, "decision": "joint"}
    reader = site.signed_in("rea", "reader", **FULL)
    assert 'name="decision"' not in reader.get(f"/dialogue/demarches/?on={world.day}").content.decode()
    assert reader.post("/dialogue/demarches/together/", given).status_code == 403
    hidden = World(site, "strictly_confidential", like=world)
    unseen = [hidden.protest(-20), hidden.protest(-18, lead="force")]
    ben = site.signed_in("ben", "protection_adviser", **LEAST)
    told = [
        words(ben.post("/dialogue/demarches/together/", {**given, "first": one, "second": other}, follow=True))
        for one, other in (unseen, (str(uuid.uuid4()), str(uuid.uuid4())), ("x", ""))
    ]
    assert told[0] == told[1] == told[2]
    assert "There is no such proposal" in told[0]
    assert not any(role == "joint_with" for role, _ in links_of(site, first))
    assert world.mark in words(ben.get(f"/dialogue/demarches/?on={world.day}"))


def test_demarches_say_where_they_stand(site: Site) -> None:
    world = World(site)
    world.protest(-45)
    world.protest(-5, reply="They will look", reply_on=world.days(-1))
    ana = site.signed_in("ana", "reader", **FULL)
    said = page(ana, f"/dialogue/demarches/?on={world.day}&office={world.mark}")
    assert "2 demarches and protests" in said
    assert (
        f"Police → Office {world.mark} · Note verbale, Protest · {told(world.day, -45)} Without reply · 45 days" in said
    )
    assert f"Answered , {told(world.day, -1)}" in said
    assert "1 demarche or protest" in page(
        ana, f"/dialogue/demarches/?on={world.day}&office={world.mark}&state=answered"
    )


def look_form(browser: Any, record: str) -> dict[str, Any]:
    """The form as a browser without scripts holds it."""
    inputs = Inputs()
    answer = browser.get(f"/dialogue/follow-ups/{record}/")
    assert answer.status_code == 200, words(answer)
    inputs.feed(answer.content.decode())
    return {name: held for name, held in inputs.held.items() if held != [""]}


SEEN = {"change": "improved", "seen": "Nobody was stopped", "rival": "The rains have closed the road"}


def test_what_was_seen_is_added_and_the_rest_stays(site: Site) -> None:
    world = World(site)
    record = world.asked(-8)
    before = fields_of(site, record)
    ana = site.signed_in("ana", "protection_adviser", **FULL)
    assert f"/dialogue/follow-ups/{record}/" in ana.get(f"/dialogue/follow-ups/?on={world.day}").content.decode()
    form = look_form(ana, record)
    assert ana.post(f"/dialogue/follow-ups/{record}/", {**form, **SEEN, "after": "days_7"}).status_code == 302
    after = fields_of(site, record)
    assert after.observed == (Observed(after="days_7", **SEEN),)
    assert after.asks == before.asks
    assert after.follow_up == before.follow_up
    assert ("met", world.office) in links_of(site, record)
    ana.post(f"/dialogue/follow-ups/{record}/", {**form, **SEEN, "after": "days_7"})
    assert len(fields_of(site, record).observed) == 1
    form = look_form(ana, record)
    unclear = {"change": "unclear", "after": "days_30"}
    assert ana.post(f"/dialogue/follow-ups/{record}/", {**form, **unclear}).status_code == 302
    assert [one.after for one in fields_of(site, record).observed] == ["days_7", "days_30"]


def test_an_improvement_says_what_else_may_explain_it(site: Site) -> None:
    record = World(site).asked(-8)
    ana = site.signed_in("ana", "protection_adviser", **FULL)
    given = {**look_form(ana, record), **SEEN, "rival": "", "after": "days_7"}
    for language, said in (("en", "Say what else may explain it"), ("fr", "Dites ce qui peut l’expliquer autrement")):
        ana.post("/language/", {"language": language, "next": "/"})
        answer = ana.post(f"/dialogue/follow-ups/{record}/", given)
        assert answer.status_code == 422
        assert said in words(answer)
        assert "Nobody was stopped" in answer.content.decode()
    assert fields_of(site, record).observed == ()


def test_whoever_comes_second_adds_to_what_the_first_has_seen(site: Site) -> None:
    record = World(site).asked(-8)
    ana, ben = (site.signed_in(name, "protection_adviser", **FULL) for name in ("ana", "ben"))
    first, second = look_form(ana, record), look_form(ben, record)
    address = f"/dialogue/follow-ups/{record}/"
    assert ana.post(address, {**first, **SEEN, "after": "days_7"}).status_code == 302
    worse = {"change": "worse", "seen": "A second post", "after": "days_30"}
    raced = ben.post(address, {**second, **worse})
    assert raced.status_code == 409
    assert "Somebody has changed this engagement" in words(raced)
    assert "Nobody was stopped" in words(raced)
    assert "A second post" in raced.content.decode()
    assert len(fields_of(site, record).observed) == 1
    inputs = Inputs()
    inputs.feed(raced.content.decode())
    again = {name: held for name, held in inputs.held.items() if held != [""]}
    assert ben.post(address, {**again, **worse}).status_code == 302
    assert [one.after for one in fields_of(site, record).observed] == ["days_7", "days_30"]


def test_what_points_to_a_person_is_asked_about(site: Site) -> None:
    record = World(site).asked(-8)
    ana = site.signed_in("ana", "protection_adviser", **FULL)
    given = {**look_form(ana, record), **SEEN, "after": "days_7", "seen": "Call +243 812 345 678 about it"}
    answer = ana.post(f"/dialogue/follow-ups/{record}/", given)
    assert answer.status_code == 422
    code = re.search(r'name="keep-code" value="([^"]+)"', answer.content.decode())
    assert code is not None
    kept = {**given, "keep-code": code[1], "keep-reason": "an office line"}
    assert ana.post(f"/dialogue/follow-ups/{record}/", kept).status_code == 302
    assert fields_of(site, record).text_kept


def test_an_engagement_that_one_may_not_see_is_none_and_readers_enter_nothing(site: Site) -> None:
    hidden, seen = World(site, "strictly_confidential").asked(-8), World(site).asked(-8)
    ben = site.signed_in("ben", "protection_adviser", **LEAST)
    told = [ben.get(f"/dialogue/follow-ups/{one}/") for one in (hidden, str(uuid.uuid4()))]
    assert [one.status_code for one in told] == [404, 404]
    assert words(told[0]) == words(told[1])
    assert site.signed_in("rea", "reader", **FULL).get(f"/dialogue/follow-ups/{seen}/").status_code == 403


def test_home_tells_what_waits_for_ones_component_and_nobody_elses(site: Site) -> None:
    with_day = site.holding.settings.today(site.clock.now)
    world, other = World(site, owner="police"), World(site, owner="mine_action")
    for one in (world, other):
        one.promise(due=(with_day - timedelta(days=3)).isoformat(), when=Span(start="2024-01-01"))
    ben = site.signed_in("ben", "reader", clearance="unclassified", components=["mine_action"])
    said = page(ben, "/overview/")
    assert "Dialogue that waits for you" in said
    assert f"Promise theirs {other.mark}" in said
    assert world.mark not in said
    assert "Dialogue that waits" not in page(site.signed_in("rea", "reader", clearance="unclassified"), "/overview/")


def test_the_menu_leads_there(site: Site) -> None:
    assert 'href="/dialogue/"' in site.signed_in("ana", "reader").get("/overview/").content.decode()


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_pages_that_are_full_hold_no_english_of_ours_and_are_small(site: Site, language: str) -> None:
    world = World(site)
    for number in range(30):
        world.promise(due=world.days(-number))
        world.protest(-40 - number)
    world.all()
    record = world.asked(-9)
    ana = site.signed_in("ana", "head_of_office", language=language, **FULL)
    catalogue = Path(withstand.web.dialogue.__file__).parent / f"locale/{language}/LC_MESSAGES/django.mo"
    with catalogue.open("rb") as source:
        known: Any = gettext.GNUTranslations(source)
    ours = [(key[0] if isinstance(key, tuple) else key, value) for key, value in known._catalog.items()]
    english = {key for key, value in ours if len(key) > 6 and key != value}
    addresses = ["", "promises/", "demarches/", "follow-ups/", f"follow-ups/{record}/", f"office/{world.office}/"]
    for address in (*(f"/dialogue/{one}?on={world.day}" for one in addresses), "/overview/"):
        answer = ana.get(address, headers={"Accept-Encoding": "gzip"})
        assert len(answer.content) <= 15_000, address
        answer = ana.get(address)
        assert answer.status_code == 200, address
        said = words(answer, but_english=True)
        assert not [one for one in english if re.search(rf"\b{re.escape(one)}\b", said)], address
