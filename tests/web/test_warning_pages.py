"""Alerts and intercessions on pages: what waits, where an alert may go, what is said for those it is about."""

from __future__ import annotations

import itertools
import re
from datetime import timedelta
from typing import Any

import pytest
from support_site import enter
from web_site import Site, words

from withstand.actors.records import OFFICE, RELATION, UNIT, Office, Relation, Unit
from withstand.evidence.records import ALERT, REPRISAL, SOURCE, Alert, Reprisal, Source
from withstand.leadership.records import DECISION, Decision
from withstand.ledger.fields import Assertion, Consent, Place, Record, Span
from withstand.ledger.journal import Draft, LinkTo, append_links
from withstand.ledger.kinds import Kind
from withstand.picture.audience import HOLDER
from withstand.picture.picture import Picture
from withstand.web.days import today

FULL: dict[str, Any] = {"clearance": "strictly_confidential", "components": ["*"]}
NAMED: dict[str, Any] = {**FULL, "signs_as_office": False}
LOW: dict[str, Any] = {"clearance": "unclassified", "components": ["force"]}
ALWAYS = Span(start="2020-01-01", ongoing=True, precise=True)
AGREED = (Consent(recipient="authorities", purposes=("protection",)),)
_numbers = itertools.count(1)


def entered(site: Site, kind: Kind, fields: Record, *links: LinkTo, level: str = "unclassified") -> str:
    return enter(site, Draft(kind, fields, level, links=links))


class World:
    """A battalion under a ministry, an alert about it from a source, a police post that nothing ties to it."""

    def __init__(self, site: Site, level: str = "unclassified", **more: Any) -> None:
        number = next(_numbers)
        self.site = site
        self.unit_name, self.top_name = f"Warned Battalion {number}zq", f"Warned Ministry {number}zq"
        self.free_name = f"Listening Post {number}zq"
        self.unit = entered(site, UNIT, Unit(name=self.unit_name, side="host_state"))
        self.top = entered(site, OFFICE, Office(name=self.top_name, side="host_state"))
        self.free = entered(site, UNIT, Unit(name=self.free_name, side="own_side"))
        ties = LinkTo("lower", self.unit), LinkTo("upper", self.top)
        entered(site, RELATION, Relation(type="command", valid=ALWAYS), *ties)
        self.token = f"SRC-{number:03d}zq"
        source = entered(site, SOURCE, Source(token=self.token, type="ngo", consent=AGREED))
        self.narrative = f"Men with trucks gather at Reedhollow{number}."
        fields: dict[str, Any] = {
            "what": "looting", "where": Place(area=f"ZW{number:03d}", precision="admin2"),
            "when": Span(start="2032-05-20"), "received": "2032-05-18", "narrative": self.narrative, "consent": AGREED,
            "perpetrators": (Assertion(perpetrator="host_state", grade="B2", confidence="moderate"),), **more,
        }  # fmt: skip
        links = LinkTo("source", source), LinkTo("suspected", self.unit)
        self.alert = entered(site, ALERT, Alert(**fields), *links, level=level)

    @property
    def page(self) -> str:
        return f"/alerts/{self.alert}/"

    def fields(self) -> Any:
        with self.site.holding.opened() as opened:
            return Picture(opened.ledger, HOLDER).get(self.alert).fields


def token_in(answer: Any) -> str:
    found = re.search(r'name="form-token" value="([^"]+)"', answer.content.decode())
    assert found, words(answer)
    return found[1]


def sendings(site: Site, alert: str) -> int:
    with site.holding.opened() as opened:
        return len(Picture(opened.ledger, HOLDER).links(alert, "sends", outward=False))


def test_what_waits_is_listed_the_longest_first_with_how_long(site: Site) -> None:
    older = World(site, received="1950-03-01", where=Place(area="ZWOLD", precision="admin2"))
    held = World(site, received="1950-03-04", status="held", where=Place(area="ZWHELD", precision="admin2"))
    done = World(site, received="1950-03-02", status="closed", answerer="operation", answered_on="1950-03-03",
                 where=Place(area="ZWDONE", precision="admin2"))  # fmt: skip
    fed = World(site, received="1950-03-02", status="closed", answerer="operation", answered_on="1950-03-03",
                feedback="not_safe", where=Place(area="ZWFED", precision="admin2"))  # fmt: skip
    ana = site.signed_in("ana", "reader", **FULL)
    page = words(ana.get("/alerts/?on=1950-03-10"))
    assert "ZWOLD · 20 May 2032 · since 1 March 1950 (9 days)" in page
    assert "ZWHELD · 20 May 2032 · since 4 March 1950 (6 days)" in page
    assert "ZWDONE · 20 May 2032 · since 3 March 1950 (7 days)" in page
    heads = ("Held for a person:", "Not answered", "Closed, and nobody has said", "How alerts were answered")
    held_at, open_at, closed_at, end = (page.index(one) for one in heads)
    assert held_at < page.index("ZWHELD") < open_at < page.index("ZWOLD") < closed_at < page.index("ZWDONE") < end
    assert "ZWFED" not in page
    for one in (older, held, done, fed):
        assert ana.get(one.page).status_code == 200


def test_answers_are_counted_by_class_and_times_told_of_five_at_least(site: Site) -> None:
    for day in (1, 2, 3, 4):
        World(site, received=f"1951-01-{day:02d}", status="answered", answerer="operation", answered_on="1951-01-06")
    ana = site.signed_in("ana", "reader", **FULL)
    period = "/alerts/?since=1951-01-01&until=1951-02-01&on=1951-03-01"
    assert "State forces of the country 4 too few to say" in words(ana.get(period))
    World(site, received="1951-01-05", status="answered", answerer="operation", answered_on="1951-01-06")
    page = words(ana.get(period))
    assert "State forces of the country 5 half within 3" in page
    assert "5 3 (2–4)" in page
    assert "No alerts in this time" in words(ana.get("/alerts/?since=1952-01-01&until=1952-02-01"))


def test_the_verdict_for_a_recipient_is_told_and_never_is_never(site: Site) -> None:
    world = World(site)
    cho = site.signed_in("cho", "analyst", **FULL)
    found = words(cho.get(f"{world.page}?unit={world.top_name}"))
    assert "Which one?" in found
    assert world.top_name in found
    never = cho.get(f"{world.page}?to={world.top}")
    assert f"Never: this recipient is above, below, beside or behind {world.unit_name}" in words(never)
    assert "Record that it was sent" not in words(never)
    sent = {"to": world.top, "by": "police", "how": "voice", "form-token": "a" * 8 + "-0000-4000-8000-" + "b" * 12}
    answer = cho.post(f"{world.page}send/", sent)
    assert answer.status_code == 422
    assert words(answer).count("Never: this recipient is above") == 2
    assert sendings(site, world.alert) == 0


def test_sending_is_recorded_once_and_changes_the_alert(site: Site) -> None:
    world = World(site)
    cho = site.signed_in("cho", "analyst", **FULL)
    page = cho.get(f"{world.page}?to={world.free}")
    assert "It may travel" in words(page)
    sent = {"to": world.free, "by": "police", "how": "voice", "note": "By radio", "form-token": token_in(page)}
    for _ in range(2):
        assert cho.post(f"{world.page}send/", sent).status_code == 302
    assert sendings(site, world.alert) == 1
    assert world.fields().status == "sent"
    assert world.free_name in words(cho.get(world.page))
    ben = site.signed_in("ben", "reader", **FULL)
    assert "Record that it was sent" not in words(ben.get(f"{world.page}?to={world.free}"))
    assert ben.post(f"{world.page}send/", sent).status_code == 403


def test_what_is_held_goes_under_a_decision_only(site: Site) -> None:
    world = World(site, perpetrators=(Assertion(perpetrator="unknown", confidence="low"),))
    cho = site.signed_in("cho", "analyst", **FULL)
    other = entered(site, UNIT, Unit(name=f"Other Brigade {next(_numbers)}zq", side="unknown"))
    page = cho.get(f"{world.page}?to={other}")
    assert "Held for a person" in words(page)
    sent = {"to": other, "by": "police", "how": "voice", "form-token": token_in(page)}
    refused = cho.post(f"{world.page}send/", sent)
    assert refused.status_code == 422
    assert "This alert is held for a person: record a decision that rests on it" in words(refused)
    day = today()
    on, review = ((day + timedelta(days=one)).isoformat() for one in (-1, 9))
    decision = Decision(
        type="other", question="May it go there?", decided="Tell them by voice", on=on, decided_by="The head",
        review_by=review, reasons="Lives.",
    )  # fmt: skip
    links = LinkTo("rests_on", world.alert), LinkTo("rests_on", other)
    held = entered(site, DECISION, decision, *links)
    assert "Under the decision – " in words(cho.get(f"{world.page}?to={other}"))
    assert cho.post(f"{world.page}send/", {**sent, "decision": held}).status_code == 302
    assert sendings(site, world.alert) == 1


def test_who_may_not_see_why_is_told_whom_to_ask_and_nothing_more(site: Site) -> None:
    world = World(site)
    hidden = entered(site, UNIT, Unit(name=f"Unseen Brigade {next(_numbers)}zq", side="host_state"),
                     level="strictly_confidential")  # fmt: skip
    ties = LinkTo("lower", world.free), LinkTo("upper", hidden)
    entered(site, RELATION, Relation(type="command", valid=ALWAYS), *ties, level="strictly_confidential")
    ties = LinkTo("lower", hidden), LinkTo("upper", world.unit)
    entered(site, RELATION, Relation(type="command", valid=ALWAYS), *ties, level="strictly_confidential")
    dan = site.signed_in("dan", "analyst", **LOW)
    page = dan.get(f"{world.page}?to={world.free}")
    assert "Blocked: ask the head of office." in words(page)
    assert "Unseen" not in words(page)
    assert world.unit_name not in words(page).split("May it go to somebody?")[1]
    sent = {"to": world.free, "by": "force", "how": "voice", "form-token": token_in(page)}
    refused = dan.post(f"{world.page}send/", sent)
    assert refused.status_code == 422
    assert "Blocked: ask the head of office." in words(refused)
    assert "Never" not in words(refused)
    assert sendings(site, world.alert) == 0


def test_an_alert_that_may_not_be_seen_leaves_no_trace(site: Site) -> None:
    dan = site.signed_in("dan", "analyst", **LOW)
    before = {address: words(dan.get(address)) for address in ("/alerts/", "/alerts/?on=1953-01-20")}
    world = World(site, "confidential", received="1953-01-02", where=Place(area="ZWHIDDEN", precision="admin2"))
    for address, said in before.items():
        assert words(dan.get(address)) == said
    absent = "01a00000-0000-7000-8000-0123456789ab"
    for end in ("", "close/", "intercede/"):
        hidden, none = dan.get(f"{world.page}{end}"), dan.get(f"/alerts/{absent}/{end}")
        assert hidden.status_code == none.status_code == 404
        assert words(hidden).replace(world.alert, "") == words(none).replace(absent, "")


def test_an_alert_is_closed_with_who_answered_and_what_was_told(site: Site) -> None:
    world = World(site)
    cho = site.signed_in("cho", "analyst", **FULL)
    page = cho.get(f"{world.page}close/")
    over = re.search(r'name="over" value="([^"]+)"', page.content.decode())
    assert over
    given = {"status": "closed", "form-token": token_in(page), "over": over[1], "answerer": "nobody"}
    wrong = cho.post(f"{world.page}close/", {**given, "answered_on": "2032-05-20"})
    assert wrong.status_code == 422
    assert "Nobody answered, so there is neither a day nor an answerer" in words(wrong)
    saved = cho.post(f"{world.page}close/", given, follow=True)
    assert "Those who warned us have not been told" in words(saved)
    assert (world.fields().status, world.fields().answerer, world.fields().narrative) == (
        "closed", "nobody", world.narrative,
    )  # fmt: skip
    fresh = cho.get(f"{world.page}close/")
    stale = cho.post(f"{world.page}close/", {**given, "form-token": token_in(fresh)})
    assert "changed meanwhile" in words(stale)


def proposing(world: World, browser: Any, **more: str) -> dict[str, str]:
    page = browser.get(f"{world.page}intercede/")
    return {
        "form-token": token_in(page), "superior": world.top, "role": "head_of_mission", "lead": "leadership",
        "words": f"We are concerned about the conduct of {world.unit_name}. Please see that nobody is harmed.",
        "reasons": "No other way is safe.", "level": "admin1", **more,
    }  # fmt: skip


def proposed(world: World, browser: Any) -> str:
    given = proposing(world, browser, act="check")
    looked = browser.post(f"{world.page}intercede/", given).content.decode()
    kept = dict(re.findall(r'name="((?:found|words)-\d+)" value="([^"]*)"', looked))
    kept |= {name.replace("found", "why"): "It is common." for name in kept if name.startswith("found")}
    answer = browser.post(f"{world.page}intercede/", {**given, **kept, "act": "propose"})
    assert answer.status_code == 302, words(answer)
    return str(answer.headers["Location"])


def test_words_are_checked_and_each_giveaway_is_taken_out_or_kept_with_a_reason(site: Site) -> None:
    world = World(site, narrative="Men gather by the yellowish pump.")
    eva = site.signed_in("eva", "head_of_office", **NAMED)
    said = f"{world.token} told us of a yellowish pump near {world.unit_name} on Tuesday."
    given = proposing(world, eva, words=said)
    page = words(eva.post(f"{world.page}intercede/", {**given, "act": "check"}))
    assert f"The source : {world.token}" in page
    assert "yellowish" in page
    assert "Take it out: no reason keeps it." in page
    assert "Take it out, or say why it stays" in page
    refused = eva.post(
        f"{world.page}intercede/",
        {**given, "act": "propose", "found-1": "source", "words-1": world.token, "why-1": "Never mind."},
    )
    assert refused.status_code == 422
    assert "taken out of the words, or kept with a reason" in words(refused)


def test_one_person_proposes_another_confirms_then_the_words_are_taken_along(site: Site) -> None:
    world = World(site)
    eva, fay = (site.signed_in(name, "head_of_office", **NAMED) for name in ("eva", "fay"))
    place = proposed(world, eva)
    assert eva.get(f"{place}words/").status_code == 409
    assert "somebody else confirms it" in words(eva.get(place))
    own = eva.post(f"{place}confirm/", {"form-token": token_in(eva.get(place))})
    assert own.status_code == 422
    assert "another person" in words(own)
    assert fay.post(f"{place}confirm/", {"form-token": token_in(fay.get(place))}).status_code == 302
    taken = words(fay.get(f"{place}words/"))
    assert f"We are concerned about the conduct of {world.unit_name}" in taken
    for secret in (world.token, "Reedhollow", "looting", "Looting", world.alert):
        assert secret not in taken
    ended = {"status": "ended", "did": "acted", "told": "Orders were given.", "on": today().isoformat()}
    answer = eva.post(f"{place}follow/", {**ended, "form-token": token_in(eva.get(place))}, follow=True)
    assert "Orders were given." in words(answer)
    assert "The superior has acted or answered" in words(eva.get(world.page))


def test_an_account_that_signs_as_the_office_proposes_and_confirms_nothing(site: Site) -> None:
    world = World(site)
    gus, eva = site.signed_in("gus", "head_of_office", **FULL), site.signed_in("eva", "head_of_office", **NAMED)
    assert "Your account signs as the office" in words(gus.get(f"{world.page}intercede/"))
    place = proposed(world, eva)
    assert "a person confirms it in their own name" in words(gus.get(place))
    refused = gus.post(f"{place}confirm/", {"form-token": token_in(gus.get(place))})
    assert refused.status_code == 422


def test_a_superior_whose_tie_may_not_be_seen_is_not_offered(site: Site) -> None:
    world = World(site)
    above = f"Secret Palace {next(_numbers)}zq"
    palace = entered(site, OFFICE, Office(name=above, side="host_state"))
    ties = LinkTo("lower", world.top), LinkTo("upper", palace)
    entered(site, RELATION, Relation(type="command", valid=ALWAYS), *ties, level="strictly_confidential")
    low = site.signed_in("dan", "head_of_office", **{**NAMED, **LOW})
    assert above not in words(low.get(f"{world.page}intercede/"))
    assert world.top_name in words(low.get(f"{world.page}intercede/"))
    eva = site.signed_in("eva", "head_of_office", **NAMED)
    assert above in words(eva.get(f"{world.page}intercede/"))


def test_a_source_that_may_not_be_seen_is_not_found_out_by_the_check(site: Site) -> None:
    world = World(site)
    hidden, mine = f"HID-{next(_numbers):03d}zq", {**NAMED, **LOW}
    source = entered(site, SOURCE, Source(token=hidden, type="ngo", consent=AGREED), level="confidential")
    with site.holding.opened() as opened:
        append_links(opened.ledger, ALERT, world.alert, [LinkTo("source", source)])
    dan = site.signed_in("dan", "head_of_office", **mine)
    given = proposing(world, dan, words=f"{hidden} or {world.token} or ELSE-99 wrote about {world.unit_name}.")
    page = words(dan.post(f"{world.page}intercede/", {**given, "act": "check"})).split("Superior")[0]
    assert f"The source : {world.token}" in page
    assert hidden not in page
    assert "They hold something that is not told to you. Blocked: ask the head of office." in page
    alone = {**given, "words": f"{hidden} wrote about {world.unit_name}.", "act": "propose"}
    refused = dan.post(f"{world.page}intercede/", alone)
    assert refused.status_code == 422
    assert "The source :" not in words(refused)


def test_after_a_reprisal_contact_is_paused_and_who_may_not_know_is_told_whom_to_ask(site: Site) -> None:
    world = World(site)
    eva = site.signed_in("eva", "head_of_office", **NAMED)
    dan = site.signed_in("dan", "head_of_office", **{**NAMED, **LOW})
    place = proposed(world, eva)
    harm = Reprisal(what="arrest_detention", where=Place(area="VM0101"), when=Span(start="2026-01-17"))
    entered(site, REPRISAL, harm, LinkTo("hit", world.top), level="confidential")
    given = {**proposing(world, eva), "act": "propose", "why-1": "x"}
    assert "Contact is paused" in words(eva.post(f"{world.page}intercede/", given))
    dan.post("/language/", {"language": "fr", "next": "/"})
    told = dan.post(f"{world.page}intercede/", {**given, "form-token": token_in(dan.get(f"{world.page}intercede/"))})
    assert "Bloqué : voyez" in words(told)
    assert "représailles" not in words(told)
    refused = dan.post(f"{place}confirm/", {"form-token": token_in(dan.get(place))})
    assert refused.status_code == 422
    assert "Bloqué : voyez" in words(refused)


def test_nobody_is_chosen_for_whoever_proposes(site: Site) -> None:
    world = World(site)
    eva = site.signed_in("eva", "head_of_office", **NAMED)
    given = proposing(world, eva, superior="", act="propose")
    assert eva.post(f"{world.page}intercede/", given).status_code == 422


def test_a_proposal_may_be_dropped_and_is_then_confirmed_by_nobody(site: Site) -> None:
    world = World(site)
    eva, fay = (site.signed_in(name, "head_of_office", **NAMED) for name in ("eva", "fay"))
    place = proposed(world, eva)
    dropped = eva.post(f"{place}follow/", {"status": "dropped", "form-token": token_in(eva.get(place))}, follow=True)
    assert "Dropped" in words(dropped)
    assert fay.post(f"{place}confirm/", {"form-token": "0" * 8 + "-0000-4000-8000-" + "1" * 12}).status_code == 422
    assert fay.get(f"{place}words/").status_code == 409


@pytest.mark.parametrize("kind", ["sending", "intercession"])
def test_acts_of_hidden_alerts_are_hidden(site: Site, kind: str) -> None:
    world = World(site, "confidential")
    eva = site.signed_in("eva", "head_of_office", **NAMED)
    dan = site.signed_in("dan", "head_of_office", **{**NAMED, **LOW})
    before = words(dan.get("/alerts/"))
    if kind == "intercession":
        place = proposed(world, eva)
        for end in ("", "words/"):
            assert dan.get(f"{place}{end}").status_code == 404
        assert dan.post(f"{place}confirm/", {}).status_code == 404
    else:
        page = eva.get(f"{world.page}?to={world.free}")
        sent = {"to": world.free, "by": "police", "how": "voice", "form-token": token_in(page)}
        assert eva.post(f"{world.page}send/", sent).status_code == 302
        assert dan.post(f"{world.page}send/", sent).status_code == 404
    assert words(dan.get("/alerts/")) == before
