"""What an account may not see changes nothing that it is told: page, count, id, error, header, file, nor the work."""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from matrix import (
    ABSENT,
    COMPARTMENTS,
    ENDS_SESSIONS,
    LEVELS,
    NOBODYS,
    Asker,
    Planted,
    Profile,
    Route,
    about,
    arguments,
    asker,
    hidden_marks,
    plant,
    plant_all,
    profiles,
    queries,
    routes,
    statements,
    text_of,
)
from web_site import Site

from withstand.evidence.records import INCIDENT
from withstand.ledger.journal import LinkTo, append_links
from withstand.vocabulary.terms import vocabulary

ROLES = tuple(vocabulary("account_roles").terms)
LONG = bool(os.environ.get("WITHSTAND_PROOFS"))
PROFILES = profiles(ROLES, all_of_them=LONG)
SOME = PROFILES if LONG else PROFILES[::3]
FULL = Profile("head_of_office", "strictly_confidential", ("*",))
REFUSED = "403"
"""What a role may not open at all is refused before anybody looks at what is asked for."""
OTHERS = {"audit-log", "welcome"}
"""Addresses that show what accounts did, or count tries: no mark may stand there, but they change by themselves."""


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tokens may ask as often as a test wants."""
    from withstand.web.api.limits import LIMITS

    monkeypatch.setattr(LIMITS, "at_once", 1_000_000)
    LIMITS.buckets.clear()


def is_api(route: Route) -> bool:
    return route.route.startswith("/api/v1/")


def answers(one: Asker) -> Iterator[tuple[Route, str, str]]:
    """Everything an account is told when it opens every address, and asks for words that nobody wrote."""
    for route in routes():
        if route.name in ENDS_SESSIONS - {"own-account", "tokens"}:
            continue
        for chosen in arguments(route):
            address = route.address(chosen)
            told = text_of(one.get(address, program=is_api(route)))
            yield route, address, told
            for query in () if told.startswith(REFUSED) else queries(route, NOBODYS, ABSENT):
                asked = f"{address}?{query}"
                yield route, asked, text_of(one.get(asked, program=is_api(route)))


def some_of(hidden: list[Planted]) -> list[Planted]:
    """Three or four degrees of what is hidden; in the long run all."""
    return hidden if LONG else hidden[:: max(1, len(hidden) // 3)]


def privately(site: Site, other: Any, hidden: Planted) -> None:
    """What another account did with a record: an act asked for, an export, a row of the log."""
    from withstand.web.accounts.audit import note
    from withstand.web.acts.models import ActRequest
    from withstand.web.week.models import KeptMapping, MatrixUpload
    from withstand.web.work.models import DONE, Job

    number, now = uuid.UUID(int=7), site.clock.now
    ActRequest.objects.get_or_create(
        pk=number,
        defaults={"act": "redact", "record": hidden.record, "reason": hidden.word, "by": other, "made_at": now,
                  "expires_at": now.replace(year=now.year + 1), "signed": hidden.word},
    )  # fmt: skip
    Job.objects.get_or_create(
        pk=number,
        defaults={"kind": "export", "by": other, "state": DONE, "file_name": f"{hidden.word}.csv",
                  "file_type": "text/csv", "content": hidden.word.encode(), "sentence": hidden.word},
    )  # fmt: skip
    MatrixUpload.objects.get_or_create(
        pk=number,
        defaults={"by": other, "name": f"{hidden.word}.csv", "content": hidden.word.encode(), "on": now.date(),
                  "classification": "confidential", "expires_at": now.replace(year=now.year + 1)},
    )  # fmt: skip
    KeptMapping.objects.get_or_create(pk=number, defaults={"by": other, "name": hidden.word, "mapping": hidden.word})
    note("act_asked", other, None, what="redact", record=hidden.record)


@pytest.mark.parametrize("profile", PROFILES, ids=str)
def test_what_may_not_be_seen_changes_nothing(site: Site, profile: Profile) -> None:
    other = site.account("zoe", "head_of_office", clearance=LEVELS[-1], components=["*"])
    one = asker(site, profile)
    base = plant(site, "unclassified", ())
    before = {address: text for _, address, text in answers(one)}
    combinations = [(level, parts, True) for level in LEVELS for parts in COMPARTMENTS] + [(LEVELS[0], (), False)]
    hidden = [
        made for level, parts, allowed in combinations
        if not Planted("", "", "", (), level, parts, allowed, "", "", ()).seen_by(profile)
        for made in [plant(site, level, parts, allowed=allowed)]
    ]  # fmt: skip
    for made in hidden:
        privately(site, other, made)
    with site.holding.opened() as opened:
        for made in hidden:
            if made.allowed:
                append_links(opened.ledger, INCIDENT, base.record, [LinkTo("source", made.source)])
    marks = [mark for made in hidden for mark in made.marks]
    for route, address, text in answers(one):
        assert not [mark for mark in marks if mark in text], address
        if route.name not in OTHERS:
            assert text == before[address], address


@pytest.mark.parametrize("profile", SOME, ids=str)
def test_hidden_and_absent_are_told_alike_with_the_same_work(
    site: Site, profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted, one = plant_all(site), asker(site, profile)
    hidden = [made for made in planted if not made.seen_by(profile)]
    measured: dict[str, tuple[str, list[str]]] = {}

    def asked(route: Route, address: str) -> tuple[str, list[str]]:
        with statements(monkeypatch) as work:
            told = text_of(one.get(address, program=is_api(route)))
        return told, work

    for route in routes():
        if route.name in ENDS_SESSIONS | OTHERS:
            continue
        for made in some_of(hidden):
            for address, twin, known in twins(route, made):
                if twin not in measured:
                    one.get(twin, program=is_api(route))
                    measured[twin] = asked(route, twin)
                told, work = asked(route, address)
                twin_told, twins_work = measured[twin]
                assert without(told, known) == without(twin_told, [ABSENT, NOBODYS]), address
                assert work == twins_work, address
            if not route.about_records and all(
                measured[twin][0].startswith("403") for _, twin, _ in twins(route, made)
            ):
                break


def twins(route: Route, made: Planted) -> Iterator[tuple[str, str, list[str]]]:
    """Addresses that ask for something hidden, each with one that asks alike for what is not there."""
    for identifier in (made.record, made.link, made.versions[1]) if route.about_records else ():
        pairs = zip(about(route, identifier), about(route, ABSENT), strict=True)
        yield from ((route.address(here), route.address(there), [identifier]) for here, there in pairs)
    for chosen in [] if route.about_records else arguments(route):
        address = route.address(chosen)
        for word in (made.word, made.area):
            asked = zip(queries(route, word, made.record), queries(route, NOBODYS, ABSENT), strict=True)
            yield from ((f"{address}?{here}", f"{address}?{there}", [word, made.record]) for here, there in asked)


def without(text: str, words: list[str]) -> str:
    """A text without what was asked for, which an answer may repeat."""
    for word in words:
        text = text.replace(word, "·")
    return text


def bodies(identifier: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """What programs and forms send about a record, by the route that takes it."""
    fields = {
        "what": "looting", "where": {"area": "X"}, "when": {"start": "2032-05-20"},
        "perpetrators": [{"perpetrator": "unknown"}],
    }  # fmt: skip
    for role in ("source", "suspected", "nothing"):
        link = {"role": role, "to": identifier}
        yield "api-records", {"records": [{"kind": "incident", "fields": fields, "links": [link]}]}
        yield "api-links", {"links": [link]}
    yield "api-versions", {"fields": fields, "supersedes": [identifier]}
    yield "api-versions", {"fields": {"token": "x"}, "supersedes": [ABSENT], "classification": "unclassified"}
    yield "ask-for-act", {"act": "redact", "record": identifier, "reason": "asked", "personal_passphrase": "wrong"}


@pytest.mark.parametrize("profile", SOME, ids=str)
def test_what_is_sent_about_hidden_and_absent_is_told_alike(
    site: Site, profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted, one = plant_all(site), asker(site, profile)
    known = {route.name: route for route in routes()}
    for made in some_of([made for made in planted if not made.seen_by(profile)]):
        for identifier in (made.record, made.source):
            asked = [
                *bodies(identifier),
                *((name, {}) for name in known if name not in ENDS_SESSIONS and known[name].about_records),
            ]
            twin = [
                *bodies(ABSENT),
                *((name, {}) for name in known if name not in ENDS_SESSIONS and known[name].about_records),
            ]
            for (name, body), (_, twins_body) in zip(asked, twin, strict=True):
                here, there = (route_address(known[name], which) for which in (identifier, ABSENT))
                told, twin_told = text_of(one.post(here, body)), text_of(one.post(there, twins_body))
                assert without(told, [identifier]) == without(twin_told, [ABSENT]), here
                assert not [mark for mark in made.marks if mark in without(told, [identifier])], here


def route_address(route: Route, identifier: str) -> str:
    """One address of a route about a record."""
    return route.address(next(about(route, identifier)))


@pytest.mark.parametrize("profile", [one for one in SOME if one.role in ("analyst", "head_of_office")], ids=str)
def test_no_file_holds_what_may_not_be_seen(site: Site, profile: Profile) -> None:
    from withstand.brief.records.exporting import FORMS
    from withstand.web.work.running import perform

    planted, one = plant_all(site), asker(site, profile)
    marks, seen = hidden_marks(planted, profile), [made for made in planted if made.seen_by(profile)]
    for form in FORMS:
        for kind in ("incident", "source"):
            started = one.post("/api/v1/exports/", {"kind": kind, "form": form})
            assert started.status_code == 202, started.content
            export = json.loads(started.content)["export"]
            perform(uuid.UUID(export))
            state = one.get(f"/api/v1/exports/{export}/", program=True)
            if json.loads(state.content)["state"] == "asks":
                decided = one.post(f"/api/v1/exports/{export}/decision/", {"keep_text": "practice"})
                export = json.loads(decided.content)["export"]
                perform(uuid.UUID(export))
                state = one.get(f"/api/v1/exports/{export}/", program=True)
            file = one.get(f"/api/v1/exports/{export}/file/", program=True)
            told = text_of(state) + text_of(file)
            assert not [mark for mark in marks if mark in told], (form, kind)
            if form == "csv" and kind == "incident" and profile.recipient == "un":
                assert file.status_code == 200, text_of(state)
                assert all(made.word in told for made in seen)


def test_the_marks_are_told_to_whoever_may_see_them(site: Site) -> None:
    planted, one = plant_all(site), asker(site, FULL)
    told = ""
    for made in planted:
        if made.seen_by(FULL):
            for route in routes():
                if is_api(route) and route.about_records:
                    for identifier in (made.record, made.source):
                        told += text_of(one.get(route_address(route, identifier), program=True))
    for made in planted:
        assert all((mark in told) == made.seen_by(FULL) for mark in made.marks), made


def test_an_address_that_the_matrix_does_not_know_fails_with_a_sentence() -> None:
    route = Route("new", "/new/<str:thing>/", lambda: None, {"thing": object()})
    with pytest.raises(LookupError, match="SAMPLES in tests"):
        list(arguments(route))
