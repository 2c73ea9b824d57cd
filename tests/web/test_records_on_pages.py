"""Lists, records and search on pages: what may be seen, filtered as asked, in words, and nothing of the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from web_site import SECRET, Site, words

from withstand.actors.records import GROUP, Group
from withstand.evidence.records import INCIDENT, SOURCE, Incident, Source
from withstand.installation.people import new_person, open_person
from withstand.installation.root_key import read_sheet
from withstand.ledger.acts import redact
from withstand.ledger.fields import Assertion, Consent, Line, Place, Record, Span, Tally
from withstand.ledger.journal import Draft, LinkTo, append
from withstand.ledger.kinds import Kind
from withstand.mission.records import ACTION, Action
from withstand.picture.audience import HOLDER
from withstand.picture.picture import Picture

FULL: dict[str, Any] = {"clearance": "strictly_confidential", "components": ["*"]}
LOW: dict[str, Any] = {"clearance": "unclassified", "components": ["civil_affairs"]}
NOBODY = "00000000-0000-7000-8000-000000000007"


class Thing(Record, frozen=True, kw_only=True):
    """Something of a later program."""

    called: Line


def incident(**more: Any) -> Incident:
    fields: dict[str, Any] = {
        "what": "looting",
        "where": Place(area="VM0101", name="Old Sluice", precision="admin2"),
        "when": Span(start="2032-05-18", end="2032-05-20"),
        "perpetrators": (Assertion(perpetrator="host_state", grade="B2", confidence="moderate"),),
    }
    return Incident(**{**fields, **more})


def save(site: Site, fields: Any, classification: str = "unclassified", *links: LinkTo, **more: Any) -> Any:
    kind = more.pop("kind", INCIDENT)
    beside = more.pop("beside", False)
    with site.holding.opened() as opened:
        return append(opened.ledger, [Draft(kind, fields, classification, links=links, **more)], beside=beside)[0]


def page_of(record: str, kind: str = "incident") -> str:
    return f"/records/{kind}/{record}/"


NUMBERS = count(100)


@pytest.fixture
def mark() -> str:
    """A word of its own for each test: records stay from one test to the next."""
    return "zq" + "".join(chr(ord("a") + int(digit)) for digit in str(next(NUMBERS))) + "mark"


def titles(answer: Any) -> list[str]:
    """The addresses of a list's rows."""
    return re.findall(r'<th scope="row" role="rowheader"><a href="(/records/[^"?]+)', answer.content.decode())


# What one may not see


def test_a_record_one_may_not_see_and_none_at_all_answer_alike_everywhere(site: Site, mark: str) -> None:
    hidden = save(site, incident(narrative=f"{mark} {SECRET}"), "strictly_confidential")
    ana = site.signed_in("ana", "reader", **LOW)
    for tail in ("", "compare/", "?known_on=2040-01-01", "?as_of=2040-01-01", "?profile=holder"):
        answers = [ana.get(page_of(one) + tail) for one in (hidden.record, NOBODY)]
        assert {one.status_code for one in answers} == {404}
        told = [re.sub(r'value="[^"]*"|"X-CSRFToken": "[^"]*"', "", one.content.decode()) for one in answers]
        assert told[0].replace(hidden.record, NOBODY) == told[1]
    assert {ana.get(f"/records/{one}/").status_code for one in (hidden.record, NOBODY)} == {404}
    assert ana.get(f"/records/source/{hidden.record}/").status_code == 404
    assert ana.get(f"/records/nothing/{hidden.record}/").status_code == 404
    for address in (f"/records/incident/?q={mark}", f"/search/?q={mark}", f"/search/?q={mark}&kind=incident"):
        answer = ana.get(address)
        assert answer.status_code == 200
        assert SECRET not in answer.content.decode()
        assert hidden.record not in answer.content.decode()
        assert "1 record" not in words(answer)


def test_counts_and_pages_hold_only_what_may_be_seen(site: Site, mark: str) -> None:
    for number in range(60):
        save(site, incident(narrative=f"{mark} n"), "strictly_confidential" if number % 2 else "unclassified")
    ana, head = site.signed_in("ana", "reader", **LOW), site.signed_in("head", "reader", **FULL)
    for browser, number in ((ana, 30), (head, 60)):
        first = browser.get(f"/records/incident/?q={mark}")
        assert f"{number} records" in words(first)
        rest = re.search(r'href="(\?[^"]*after=[^"]*)" rel="next"', first.content.decode())
        assert (rest is None) == (number <= 50)
        if rest:
            second = browser.get(f"/records/incident/{unescape(rest[1])}")
            assert len(titles(second)) == 10
            assert not set(titles(first)) & set(titles(second))
            back = re.search(r'href="(\?[^"]*before=[^"]*)" rel="prev"', second.content.decode())
            assert back
            assert titles(browser.get(f"/records/incident/{unescape(back[1])}")) == titles(first)
        assert len(titles(first)) == min(number, 50)


def test_links_to_what_one_may_not_see_are_not_there_in_either_direction(site: Site, mark: str) -> None:
    source = save(site, Source(token=f"token {mark}", type="ngo"), "strictly_confidential", kind=SOURCE)
    group = save(site, Group(name=f"The {mark} column"), kind=GROUP)
    shown = save(site, incident(), "unclassified", LinkTo("source", source.record), LinkTo("suspected", group.record))
    ana, head = site.signed_in("ana", "reader", **LOW), site.signed_in("head", "reader", **FULL)
    for browser, sees in ((ana, False), (head, True)):
        page = browser.get(page_of(shown.record))
        assert (f"token {mark}" in words(page)) == sees
        assert (source.record in page.content.decode()) == sees
        assert f"The {mark} column" in words(page)
        assert browser.get(page_of(source.record, "source")).status_code == (200 if sees else 404)
    assert page_of(shown.record) in ana.get(page_of(group.record, "group")).content.decode()


def test_who_is_under_whom_is_named_where_both_may_be_seen(site: Site, mark: str) -> None:
    from withstand.actors.records import RELATION, Relation

    unit = save(site, Group(name=f"{mark} unit"), kind=GROUP)
    above = save(site, Group(name=f"{mark} above"), "strictly_confidential", kind=GROUP)
    links = (LinkTo("lower", unit.record), LinkTo("upper", above.record))
    save(site, Relation(type="command"), "unclassified", *links, kind=RELATION)
    ana, head = site.signed_in("ana", "reader", **LOW), site.signed_in("head", "reader", **FULL)
    for browser, sees in ((ana, False), (head, True)):
        for address in (page_of(unit.record, "group"), "/records/relation/"):
            page = words(browser.get(address))
            assert f"{mark} unit" in page
            assert (f"{mark} above" in page) == sees
    assert f"Command (Subordinate actor: {mark} unit; Superior actor: {mark} above)" in words(
        head.get(page_of(unit.record, "group"))
    )


def test_a_version_of_another_record_is_none_of_this_one(site: Site) -> None:
    hidden = save(site, incident(narrative=SECRET), "strictly_confidential")
    shown = save(site, incident())
    ana = site.signed_in("ana", "reader", **LOW)
    answers = [
        ana.get(f"{page_of(shown.record)}compare/?before={entry}&after={shown.entry}")
        for entry in (hidden.entry, NOBODY)
    ]
    assert {one.status_code for one in answers} == {404}
    assert SECRET not in answers[0].content.decode()


def test_a_redacted_record_says_so_to_whom_its_header_is_open(site: Site, mark: str, own_folder: Path) -> None:
    one = save(site, incident(narrative=f"{mark} {SECRET}"), "confidential")
    ana = site.signed_in("ana", "reader", **LOW)
    head = site.signed_in("head", "reader", clearance="confidential")
    assert SECRET in head.get(page_of(one.record)).content.decode()
    with site.holding.opened() as opened:
        day = opened.settings.today(datetime.now(UTC)).isoformat()
        redact(opened.ledger, one.record, "a source is at risk", day, two_people(opened, own_folder))
    answer = head.get(page_of(one.record))
    assert "redacted record" in words(answer)
    assert "redacted by two people" in words(answer)
    assert SECRET not in answer.content.decode()
    assert head.get(f"/records/{one.record}/").status_code == 302
    assert ana.get(page_of(one.record)).status_code == 404
    left = f"/api/v1/records/{one.record}/remains/"
    assert head.get(left).json()["state"] == "redacted"
    assert SECRET not in head.get(left).content.decode()
    assert ana.get(left).status_code == 404
    assert "0 records" in words(head.get(f"/records/incident/?q={mark}"))


def two_people(opened: Any, folder: Path) -> tuple[Any, Any]:
    """Two people whom the operation knows."""
    sheet = folder.parent / "hq-root-key.txt"
    root = read_sheet(sheet.read_text(encoding="utf-8"), "another four words", sheet.name)
    for name in ("Cleo", "Dan"):
        new_person(opened, root, name, f"the key of {name}")
    return tuple(open_person(opened, name, f"the key of {name}") for name in ("Cleo", "Dan"))  # type: ignore[return-value]


# Time


def test_as_known_on_holds_for_every_part_of_the_page(site: Site, mark: str) -> None:
    group = save(site, Group(name=f"The {mark} column"), kind=GROUP)
    one = save(site, incident(narrative=f"{mark} before"))
    with site.holding.opened() as opened:
        then = Picture(opened.ledger, HOLDER).get(one.record).recorded_at
    save(
        site, incident(narrative=f"{mark} afterwards", what="torture"), "unclassified",
        LinkTo("suspected", group.record), record=one.record, supersedes=(one.entry,),
    )  # fmt: skip
    ana = site.signed_in("ana", "reader", **FULL)
    now, before = words(ana.get(page_of(one.record))), words(ana.get(f"{page_of(one.record)}?known_at={then}"))
    assert f"{mark} afterwards" in now
    assert f"The {mark} column" in now
    assert "All of this page is of that moment" not in now
    assert f"{mark} before" in before
    assert "afterwards" not in before
    assert f"The {mark} column" not in before
    assert "All of this page is of that moment" in before
    assert "what changed" in now
    assert "what changed" not in before
    shown = ana.get(f"/records/incident/?q={mark}&known_at={then}")
    assert titles(shown) == [page_of(one.record)]
    assert "afterwards" not in words(shown)
    assert f"known_at={then}" in shown.content.decode().partition("<tbody")[2].partition("</tbody>")[0]
    assert titles(ana.get(f"/records/incident/?q=afterwards+{mark}&known_at={then}")) == []


def test_before_it_was_known_there_is_only_that_it_was_not(site: Site) -> None:
    one = save(site, incident(narrative=SECRET))
    ana = site.signed_in("ana", "reader", **LOW)
    early = ana.get(f"{page_of(one.record)}?known_on=2001-01-01")
    assert early.status_code == 200
    assert "not yet known then" in words(early)
    assert SECRET not in early.content.decode()
    assert "Looting" not in words(early)
    assert "later day" in words(ana.get(f"{page_of(one.record)}?as_of=2032-05-01"))
    assert ana.get(f"{page_of(one.record)}?known_on=soon").status_code == 422


def test_what_changed_is_marked_word_by_word_for_any_two_versions(site: Site) -> None:
    one = save(site, incident(narrative="Two trucks were emptied."))
    two = save(site, incident(narrative="Three trucks were emptied."), record=one.record, supersedes=(one.entry,))
    save(site, incident(narrative="Nothing."), record=one.record, supersedes=(two.entry,))
    ana = site.signed_in("ana", "reader", **LOW)
    page = ana.get(f"{page_of(one.record)}compare/?before={one.entry}&after={two.entry}").content.decode()
    assert "<del>Two</del> trucks" in page
    assert "<ins>Three</ins> trucks" in page
    assert "Nothing." in ana.get(f"{page_of(one.record)}compare/").content.decode()


def test_a_conflict_shows_both_versions_side_by_side(site: Site) -> None:
    one = save(site, incident(narrative="first", when=Span(start="2049-12-31")))
    for text in ("eight people", "eleven people"):
        save(
            site,
            incident(narrative=text, when=Span(start="2049-12-31")),
            record=one.record,
            supersedes=(one.entry,),
            beside=True,
        )
    ana = site.signed_in("ana", "reader", **LOW)
    page = words(ana.get(page_of(one.record)))
    assert "stand side by side" in page
    assert "eight people" in page
    assert "eleven people" in page
    assert page_of(one.record) in titles(ana.get("/records/incident/?conflict=on"))
    home = ana.get("/overview/").content.decode()
    assert page_of(one.record) in home


# Words


def test_a_record_is_told_in_words(site: Site, mark: str) -> None:
    one = save(
        site,
        incident(
            counts=(Tally(unit="victim", least=8, best=11, most=15),), grade="B2",
            narrative=f"First {mark} paragraph.\n\nSecond.", reply="We were not there.", correction="Counted again.",
            consent=(Consent(recipient="humanitarian", purposes=("protection",)),), displaced=1200,
        ),
    )  # fmt: skip
    page = words(site.signed_in("ana", "reader", **LOW).get(page_of(one.record)))
    for said in (
        "Looting or pillage", "some day from 18 May 2032 to 20 May 2032", "Old Sluice, VM0101 (District only)",
        "State forces of the country, B2, Moderate confidence", "at least 8, best estimate 11, at most 15",
        "B2; B – Usually reliable", "1,200", "We were not there.", "Counted again.", "allowed:",
        "the office Headquarters", "Not said: ", "You see it:", "It is open to every component.",
    ):  # fmt: skip
        assert said in page, said
    assert "Unknown" not in page


def test_days_that_name_a_month_or_have_no_end_are_said_as_such(site: Site) -> None:
    ana = site.signed_in("ana", "reader", **LOW)
    for span, said in (
        (Span(start="2032-05"), "some time in May 2032"),
        (Span(start="2032"), "some time in 2032"),
        (Span(start="2032-05-20"), "20 May 2032"),
        (Span(start="2032-05-20", ongoing=True), "since 20 May 2032"),
        (Span(start="2032-05-20", end="2032-05-22", precise=True), "every day from 20 May 2032 to 22 May 2032"),
    ):
        one = save(site, incident(when=span))
        assert said in words(ana.get(page_of(one.record)))


def test_a_chosen_profile_is_told_why_it_does_not_see(site: Site, own_folder: Path) -> None:
    settings = own_folder / "withstand.toml"
    before = settings.read_text(encoding="utf-8")
    settings.write_text(f'{before}\n[profile.partner]\nrecipient = "humanitarian"\n', encoding="utf-8")
    try:
        one = save(site, incident(), "confidential")
        head = site.signed_in("head", "reader", **FULL)
        page = words(head.get(f"{page_of(one.record)}?profile=partner"))
        assert "The profile partner does not see it:" in page
        assert "No It is classified “Confidential”; the clearance is “Unclassified”." in page
        assert "No Its sources allow use by “Humanitarian" in page
    finally:
        settings.write_text(before, encoding="utf-8")


def test_what_a_newer_program_wrote_is_shown_as_it_stands(site: Site, mark: str) -> None:
    newer = replace(INCIDENT, version=INCIDENT.version + 1, upcasters={INCIDENT.version: lambda fields: fields})
    one = save(site, incident(narrative=f"{mark} told"), kind=newer)
    ana = site.signed_in("ana", "reader", **LOW)
    page = words(ana.get(page_of(one.record)))
    assert "A newer program wrote this." in page
    assert f"{mark} told" in page
    assert ana.get(f"{page_of(one.record)}compare/").status_code == 200
    assert f"…{one.record[-12:]}" in words(ana.get(f"/records/incident/?q={mark}")) or "looting" in words(
        ana.get(f"/records/incident/?q={mark}")
    )


# Filters, views, exports


def test_filters_do_what_they_say_and_say_what_they_do(site: Site, mark: str) -> None:
    one = save(site, incident(narrative=mark, what="torture"))
    other = save(
        site, incident(narrative=mark, when=Span(start="2031-01-01"), where=Place(area="VM02")), "confidential"
    )
    ana = site.signed_in("ana", "reader", **FULL)

    def found(query: str) -> set[str]:
        answer = ana.get(f"/records/incident/?q={mark}&{query}")
        assert answer.status_code == 200, words(answer)
        said = re.search(r"(\d+) records?\b", words(answer))
        assert said
        assert int(said[1]) == len(titles(answer))
        return set(titles(answer))

    first, second = page_of(one.record), page_of(other.record)
    assert found("") == {first, second}
    assert found("is_what=torture") == {first}
    assert found("area=VM02") == {second}
    assert found("since=2032-01-01") == {first}
    assert found("until=2031-12-31") == {second}
    assert found("classification=confidential") == {second}
    assert found("is_perpetrators=host_state&is_what=looting") == {second}
    assert found("is_perpetrators=non_state") == set()
    assert found("conflict=on") == set()
    assert found("as_of=2031-06-01") == {second}
    order = titles(ana.get(f"/records/incident/?q={mark}&order=earliest"))
    assert order == [second, first]
    page = words(ana.get(f"/records/incident/?q={mark}&is_what=torture&since=2032-01-01"))
    assert f"1 record · Words: {mark} · From: 1 January 2032 · What happened: Torture" in page


@pytest.mark.parametrize(
    "query", ["since=never", "is_what=nonsense", "is_nothing=1", "since=2032-02-01&until=2032-01-01"]
)
def test_a_filter_that_cannot_be_is_refused_and_never_passed_over(site: Site, query: str) -> None:
    save(site, incident(narrative=SECRET))
    ana = site.signed_in("ana", "reader", **FULL)
    answer = ana.get(f"/records/incident/?{query}")
    assert answer.status_code == 422
    assert not titles(answer)
    assert ana.get("/records/incident/?after=2032-01-01_x").status_code == 400
    assert ana.get("/records/group/?area=VM01").status_code == 422


def test_a_saved_view_is_its_accounts_own_and_holds_no_record(site: Site, mark: str) -> None:
    from withstand.web.records.models import SavedView

    save(site, incident(narrative=f"{mark} {SECRET}"), "strictly_confidential")
    head, ana = site.signed_in("head", "reader", **FULL), site.signed_in("ana", "reader", **LOW)
    kept = head.post("/records/views/", {"kind": "incident", "filter": f"q={mark}&junk=1", "name": "My week"})
    assert kept.headers["Location"] == f"/records/incident/?q={mark}"
    view = SavedView.objects.get(name="My week")
    assert view.filter == f"q={mark}"
    assert "My week" in words(head.get("/records/"))
    assert "My week" in words(head.get(f"/records/incident/?q={mark}"))
    assert "My week" not in words(ana.get("/records/"))
    for answer in (ana.get(f"/records/views/{view.pk}/"), ana.post(f"/records/views/{view.pk}/", {"delete": "1"})):
        assert answer.status_code == 404
    assert "0 records" in words(ana.get(kept.headers["Location"]))
    head.post(f"/records/views/{view.pk}/", {"name": "Another name"})
    assert "Another name" in words(head.get("/records/"))
    head.post(f"/records/views/{view.pk}/", {"delete": "1"})
    assert not SavedView.objects.filter(pk=view.pk).exists()


def test_an_export_is_of_exactly_the_list_on_screen(site: Site, mark: str) -> None:
    from withstand.web.work.models import Job
    from withstand.web.work.running import perform

    save(site, incident(narrative=f"{mark} one", what="torture"))
    save(site, incident(narrative=f"{mark} two"))
    ana = site.signed_in("ana", "analyst", **FULL)
    page = ana.get(f"/records/incident/?q={mark}&is_what=torture").content.decode()
    link = unescape(re.search(r'href="(/exports/[^"]+)"', page)[1])  # type: ignore[index]
    form = ana.get(link)
    assert f"As the list shows them: Words: {mark} · What happened: Torture" in words(form)
    query = unescape(re.search(r'name="filter" value="([^"]+)"', form.content.decode())[1])  # type: ignore[index]
    answer = ana.post("/exports/", {"kind": "incident", "form": "csv", "filter": query})
    assert answer.status_code == 302, words(answer)
    job = Job.objects.latest("made_at")
    perform(job.pk)
    job.refresh_from_db()
    text = bytes(job.content).decode()
    assert f"{mark} one" in text
    assert f"{mark} two" not in text
    assert f"words '{mark}', what torture" in text
    assert ana.post("/exports/", {"kind": "source", "form": "csv", "filter": query}).status_code == 400


# Search


def test_search_finds_names_accents_and_arabic_and_marks_them(site: Site, mark: str) -> None:
    group = save(site, Group(name=f"Colonne Séchée {mark}", aliases=("طابور الرَّماد",)), kind=GROUP)
    one = save(site, incident(narrative=f"وصل المسلحون إلى القرية {mark} & <b>fled</b>"))
    ana = site.signed_in("ana", "reader", **LOW)
    for text, address in (
        (f"sechee {mark}", page_of(group.record, "group")),
        (f"الرماد {mark}", page_of(group.record, "group")),
        (f"القريه {mark}", page_of(one.record)),
        (f"{mark[:5]} fled", page_of(one.record)),
    ):
        answer = ana.get("/search/", {"q": text})
        assert address in answer.content.decode(), text
    assert "<mark>Séchée</mark>" in ana.get("/search/", {"q": f"SECHEE {mark}"}).content.decode()
    assert "<mark>القرية</mark>" in ana.get("/search/", {"q": f"القريه {mark}"}).content.decode()
    assert "<b>fled" not in ana.get("/search/", {"q": f"fled {mark}"}).content.decode()
    by_kind = ana.get("/search/", {"q": mark, "kind": "group"})
    assert "All (2)" in words(by_kind)
    assert page_of(one.record) not in by_kind.content.decode()
    assert "No text that you may see" in words(ana.get("/search/?q=nothingofthatkind"))
    assert "no letter and no digit" in words(ana.get("/search/?q=%22%2A%29"))
    assert "Incident: Torture" in words(ana.get("/search/?q=torture"))


# What needs me


def test_home_tells_what_came_since_the_last_visit_until_it_is_seen(site: Site, mark: str) -> None:
    account = site.account("ana", "reader", **LOW)
    browser = site.sign_in(account)
    assert "New since" not in words(browser.get("/overview/"))
    one = save(site, incident(narrative=mark))
    save(site, incident(narrative=mark), "strictly_confidential")
    assert "New since" not in words(browser.get("/overview/"))
    one = save(site, incident(narrative=mark))
    browser = site.sign_in(account)
    home = browser.get("/overview/")
    assert "Incident: 1" in words(home)
    assert page_of(one.record) in home.content.decode()
    assert titles(browser.get("/records/incident/?new=on")) == [page_of(one.record)]
    assert page_of(one.record) in browser.get("/overview/").content.decode()
    browser.post("/records/seen/")
    assert "Nothing since" in words(browser.get("/overview/"))
    assert titles(browser.get("/records/incident/?new=on")) == []


def test_actions_of_my_components_that_are_due_stand_on_the_first_page(site: Site, mark: str) -> None:
    today = site.clock.now.date()
    days = {"late": -3, "soon": 2, "far": 30, "other": -1, "done": -1}
    for name, days_from_now in days.items():
        due, status = (today + timedelta(days=days_from_now)).isoformat(), "done" if name == "done" else "open"
        owner = "police" if name == "other" else "civil_affairs"
        action = Action(task=f"{mark} {name}", when=Span(start="2026-01-01"), due=due, owner=owner, status=status)
        save(site, action, kind=ACTION)
    secret = Action(task=f"{mark} secret", when=Span(start="2026-01-01"), due="2026-01-02", owner="civil_affairs")
    save(site, secret, "strictly_confidential", kind=ACTION)
    said = words(site.signed_in("ana", "reader", **LOW).get("/overview/")).partition("Records that you may see")[0]
    assert re.search(rf"Due and overdue.*overdue .*{mark} late .*{mark} soon", said)
    assert not [name for name in ("far", "other", "done", "secret") if f"{mark} {name}" in said]


def test_a_kind_that_this_program_does_not_know_is_shown_as_it_stands(site: Site, mark: str) -> None:
    one = save(site, Thing(called=f"{mark} thing"), kind=Kind("strange.Thing", Thing, title="called", consents=False))
    ana = site.signed_in("ana", "reader", **LOW)
    assert ana.get(f"/records/{one.record}/").headers["Location"] == page_of(one.record, "other")
    page = words(ana.get(page_of(one.record, "other")))
    assert "A newer program wrote this." in page
    assert f"{mark} thing" in page
    assert page_of(one.record, "other") in ana.get(f"/search/?q={mark}").content.decode()
    assert ana.get("/records/other/").status_code == 404


# Languages


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_no_english_is_left_on_the_page_of_a_record(site: Site, mark: str, language: str) -> None:
    from test_languages import catalogue

    group = save(site, Group(name=mark), kind=GROUP)
    one = save(site, incident(), "unclassified", LinkTo("suspected", group.record))
    counts = (Tally(unit="victim", least=8, best=11, most=15),)
    consent = (Consent(recipient="humanitarian", purposes=("protection",), given=False),)
    whole = incident(counts=counts, consent=consent, narrative=mark, correction=mark, grade="B2")
    for fields in (whole, incident(narrative=mark, when=Span(start="2032-05"))):
        save(site, fields, record=one.record, supersedes=(one.entry,), beside=True)
    head = site.signed_in("head", "reader", language=language, **FULL)
    english = {key for key, value in catalogue(language).items() if len(key) > 6 and value and key != value}
    for address in (
        page_of(one.record), f"{page_of(one.record)}?as_of=2040-01-01", f"{page_of(one.record)}?known_on=2001-01-01",
        f"{page_of(one.record)}compare/", page_of(group.record, "group"), f"/records/incident/?q={mark}&conflict=on",
        "/records/incident/?q=nothing", f"/search/?q={mark}", "/search/?q=nothing", "/search/", "/records/",
    ):  # fmt: skip
        answer = head.get(address)
        assert answer.status_code == 200
        text = words(answer)
        assert not [said for said in english if re.search(rf"\b{re.escape(said)}\b", text)], address
        assert ('dir="rtl"' in answer.content.decode()) == (language == "ar")


# Cost


@contextmanager
def statements(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], int]]:
    """How many statements the ledger and the accounts are asked."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from withstand.ledger.store.database import Database

    asked: list[str] = []
    rows = Database.rows

    def counted(self: Database, statement: str, values: Any = ()) -> Any:
        asked.append(statement)
        return rows(self, statement, values)

    with monkeypatch.context() as patched, CaptureQueriesContext(connection) as own:
        patched.setattr(Database, "rows", counted)
        yield lambda: len(asked) + len(own)


def test_a_page_asks_as_often_for_many_as_for_few(site: Site, mark: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ana = site.signed_in("ana", "reader", **FULL)
    group = save(site, Group(name=f"The {mark} column"), kind=GROUP)
    links = [LinkTo("suspected", group.record)]
    one = save(site, incident(narrative=mark), "unclassified", *links)
    addresses = (
        f"/records/incident/?q={mark}", page_of(group.record, "group"), page_of(one.record), f"/search/?q={mark}",
        "/records/", "/overview/",
    )  # fmt: skip

    def cost() -> list[int]:
        found = []
        for address in addresses:
            with statements(monkeypatch) as number:
                assert ana.get(address).status_code == 200
            found.append(number())
        return found

    cost()
    few = cost()
    entry = one.entry
    for number in range(12):
        save(site, incident(narrative=f"{mark} {number}"), "unclassified", *links)
        entry = save(site, incident(narrative=f"{mark} v{number}"), record=one.record, supersedes=(entry,)).entry
    cost()
    assert cost() == few, "home has looked at what the new entries touch"
    assert max(few) < 60


def test_full_pages_are_light(site: Site, mark: str) -> None:
    from test_headers_and_pages import sent

    group = save(site, Group(name=f"The {mark} column"), kind=GROUP)
    drafts = [
        Draft(INCIDENT, incident(narrative=f"{mark} number {number} " + "words " * 40), "unclassified",
              links=(LinkTo("suspected", group.record),) if number < 60 else ())
        for number in range(200)
    ]  # fmt: skip
    with site.holding.opened() as opened:
        one = append(opened.ledger, drafts)[0]
    ana = site.signed_in("ana", "head_of_office", **FULL)
    for address in (
        "/overview/", "/records/", "/records/incident/", f"/records/incident/?q={mark}&is_what=looting",
        f"/search/?q={mark}", page_of(one.record), page_of(group.record, "group"), f"{page_of(one.record)}compare/",
    ):  # fmt: skip
        page = ana.get(address).content.decode()
        parts = [sent(ana, part) for part in re.findall(r'(?:href|src)="(/static/[^"]+)"', page)]
        again = sent(ana, address)
        assert again + sum(parts) <= 60_000, address
        assert again <= 15_000, address
