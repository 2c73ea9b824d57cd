"""The rights matrix: records of every degree with unmistakable marks, every account that could ask, every address.

New pages join by themselves: every address of the site is walked. A parameter of an address that is not known here
fails the tests with a sentence; add it to `SAMPLES`. A filter or field that takes an id or a word in a name that
`WORDED` or `IDENTIFIED` lacks is added there.
"""

from __future__ import annotations

import io
import itertools
import json
import re
import uuid
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from web_site import Site

from withstand.actors.records import OFFICE, Office
from withstand.dialogue.records import COMMITMENT, ENGAGEMENT, SHARED_GOAL, Commitment, Engagement, SharedGoal
from withstand.evidence.records import INCIDENT, SOURCE, Incident, Source
from withstand.ledger.fields import Assertion, Consent, Place, Record, Span, Tally
from withstand.ledger.journal import Draft, LinkTo, append, append_links
from withstand.ledger.kinds import Kind
from withstand.ledger.ledger import Ledger
from withstand.mission.records import ACTION, THREAT, Action, Threat

LEVELS = ("unclassified", "confidential", "strictly_confidential")
COMPARTMENTS: tuple[tuple[str, ...], ...] = ((), ("force",), ("human_rights",), ("force", "human_rights"))
ABSENT = "01a00000-0000-7000-8000-0123456789ab"
NOBODYS = "zqnobodysx"
WORDED = ("q", "search", "text", "words", "area", "place", "name", "actor", "unit")
"""Names of parameters that take a word of a record."""

IDENTIFIED = ("record", "records", "link", "version", "before", "after", "to", "other", "with", "of", "over")
"""Names of parameters that take an id."""

ENDS_SESSIONS = {"sign-out", "lock-screen", "reopen", "fresh-codes", "own-account", "tokens", "language"}
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Planted:
    """A record, its rights, and every word, number and id that only it has."""

    record: str
    source: str
    link: str
    versions: tuple[str, ...]
    classification: str
    compartments: tuple[str, ...]
    allowed: bool
    word: str
    area: str
    marks: tuple[str, ...]

    def seen_by(self, profile: Profile) -> bool:
        """Whether an account may see it, from its rights alone."""
        cleared = LEVELS.index(self.classification) <= LEVELS.index(profile.clearance)
        every = "*" in profile.components or not self.compartments
        works = every or bool(set(self.compartments) & set(profile.components))
        return self.allowed and cleared and works and profile.recipient == "un"


@dataclass(frozen=True)
class Profile:
    """An account that asks."""

    role: str
    clearance: str = "unclassified"
    components: tuple[str, ...] = ()
    recipient: str = "un"

    def __str__(self) -> str:
        return f"{self.role}-{self.clearance}-{'+'.join(self.components) or 'none'}-{self.recipient}"


def plant(site: Site, classification: str, compartments: tuple[str, ...], *, allowed: bool = True) -> Planted:
    """An incident with its source, a link, an earlier version, and a conflict of two later ones.

    `allowed`: else its source has withdrawn its consent.
    """
    number = next(_numbers)
    word, earlier, token = (f"zq{name}{number:03d}x" for name in ("hidden", "earlier", "token"))
    area, count, day = f"ZQ{number:03d}A", 77_000_000 + number, f"20{30 + number % 5}-07-{1 + number % 28:02d}"
    withdrawn = () if allowed else (Consent(recipient="un", purposes=("protection",), given=False),)

    def incident(text: str) -> Incident:
        return Incident(
            what="looting", where=Place(area=area, name=f"{word} ford", precision="admin2"), when=Span(start=day),
            perpetrators=(Assertion(perpetrator="host_state", grade="B2", confidence="moderate"),),
            counts=(Tally(unit="victim", best=count),), narrative=f"The {text} was seen.",
        )  # fmt: skip

    with site.holding.opened() as opened:
        ledger = opened.ledger
        source = Draft(SOURCE, Source(token=token, type="ngo", consent=withdrawn), classification, compartments)
        first = append(ledger, [source])[0]
        made = append(ledger, [Draft(INCIDENT, incident(earlier), classification, compartments)])[0]
        link = append_links(ledger, INCIDENT, made.record, [LinkTo("source", first.record)])[0].record
        later = [
            append(ledger, [Draft(INCIDENT, incident(word), classification, compartments, made.record, (made.entry,))],
                   beside=True)[0].entry
            for _ in range(2)
        ]  # fmt: skip
        threat = Threat(
            threat=f"Fees at {word}", where=Place(area=area, precision="admin2"), when=Span(start=day, ongoing=True)
        )
        if allowed:
            posed = append(ledger, [Draft(THREAT, threat, classification, compartments)])[0].record
            told = Action(task=f"Patrol at {word}", when=Span(start=day), due=day, owner="force")
            append(ledger, [Draft(ACTION, told, classification, compartments, links=(LinkTo("answers", posed),))])
            append(ledger, list(_dialogue(ledger, word, day, classification, compartments)))
    marks = (word, earlier, token, area, str(count), made.record, first.record, link, *later)
    versions = (made.entry, *later)
    return Planted(made.record, first.record, link, versions, classification, compartments, allowed, word, area, marks)


def _dialogue(ledger: Ledger, word: str, day: str, classification: str, parts: tuple[str, ...]) -> Iterator[Draft]:
    """A goal, a promise, a protest and a meeting to come with an office, each with the word."""
    office = append(ledger, [Draft(OFFICE, Office(name=f"{word} office", side="host_state"), classification, parts)])[0]

    def draft(kind: Kind, fields: Record, role: str) -> Draft:
        return Draft(kind, fields, classification, parts, links=(LinkTo(role, office.record),))

    when, past = Span(start=day), Span(start="2025-01-10")
    goal = SharedGoal(
        goal=f"{word} road", when=past, issue="checkpoints", their_interest="trade", owner="force",
        goal_status="agreed", review_by=day,
    )  # fmt: skip
    promise = Commitment(
        promise=f"{word} gate", promise_side="theirs", when=past, made_in="meeting", issue="checkpoints",
        test="Look", due="2025-03-01", owner="force",
    )  # fmt: skip
    about: dict[str, Any] = {"level": "province", "lead": "force"}
    protest = Engagement(subject=f"{word} note", when=past, channel="note_verbale", tone="protest", **about)
    ahead = Engagement(subject=f"{word} visit", when=when, channel="meeting", held="planned", **about)
    yield draft(SHARED_GOAL, goal, "shared_with")
    yield draft(COMMITMENT, promise, "promised_by")
    yield from (draft(ENGAGEMENT, one, "met") for one in (protest, ahead))


def plant_all(site: Site) -> list[Planted]:
    """Records of every classification and compartment, and one whose source has withdrawn its consent."""
    made = [plant(site, level, parts) for level in LEVELS for parts in COMPARTMENTS]
    return [*made, plant(site, "unclassified", (), allowed=False)]


def profiles(roles: Sequence[str], *, all_of_them: bool) -> list[Profile]:
    """Accounts of every role; of one role, and with `all_of_them` of each, every clearance and components."""
    parts: tuple[tuple[str, ...], ...] = ((), ("force",), ("human_rights",), ("*",))
    least = [Profile(role) for role in roles]
    role_of_many = roles if all_of_them else ("head_of_office",)
    more = [Profile(role, level, part) for role in role_of_many for level in LEVELS for part in parts]
    outside = [Profile("analyst", "strictly_confidential", ("*",), who) for who in ("humanitarian", "authorities")]
    return list(dict.fromkeys([*least, *(more if all_of_them else more[1::2]), *outside]))


def hidden_marks(planted: Sequence[Planted], profile: Profile) -> list[str]:
    """Every mark of what an account may not see."""
    return [mark for one in planted if not one.seen_by(profile) for mark in one.marks]


@dataclass(frozen=True)
class Route:
    """An address of the site: its pattern, its name, its parameters."""

    name: str
    route: str
    view: Callable[..., Any]
    converters: dict[str, Any] = field(hash=False)

    def address(self, chosen: dict[str, Any]) -> str:
        """The address with these arguments."""
        from django.urls import reverse

        return reverse(self.name, kwargs=chosen)

    @property
    def about_records(self) -> tuple[str, ...]:
        """The parameters that are ids of records, versions or links."""
        return tuple(name for name in self.converters if name in IDENTIFIED)


def routes() -> Iterator[Route]:
    """Every address of the site."""
    from django.urls import URLPattern, get_resolver

    def walk(patterns: Any, before: str) -> Iterator[Route]:
        for one in patterns:
            if isinstance(one, URLPattern):
                yield Route(str(one.name), before + str(one.pattern), one.callback, dict(one.pattern.converters))
            else:
                yield from walk(one.url_patterns, before + str(one.pattern))

    yield from walk(get_resolver().url_patterns, "/")


KINDS = ("incident", "source")
SAMPLES: dict[str, Callable[[Any], list[Any]]] = {
    "kind": lambda converter: list(KINDS),
    "vocabulary": lambda converter: ["classifications"],
    "token": lambda converter: [uuid.UUID(int=7) if _takes_uuid(converter) else "no-such-token"],
    "number": lambda converter: [uuid.UUID(int=7) if _takes_uuid(converter) else 1],
    "export": lambda converter: [str(uuid.UUID(int=7))],
    "view": lambda converter: [uuid.UUID(int=7)],
    "perpetrator": lambda converter: ["host_state", "non_state"],
    "step": lambda converter: ["submit", "approve"],
    "sheet": lambda converter: ["rate", "blind", "weighted", "change"],
    "rehearsal": lambda converter: ["checkpoint"],
    "role": lambda converter: ["interpreter"],
    "finding": lambda converter: ["0123456789abcdef"],
    "about": lambda converter: ["recorded", "own_records"],
    "area": lambda converter: ["VM0101"],
    "authority": lambda converter: ["class:host_state", "class:nobody"],
    **{name: (lambda converter: [_as(converter, ABSENT)]) for name in IDENTIFIED},
}
"""What stands in an address where it has a parameter of this name."""


def arguments(route: Route, **fixed: Any) -> Iterator[dict[str, Any]]:
    """Arguments for a route: those given, and samples for the rest.

    Raises:
        LookupError: nobody has said what such a parameter is.
    """
    unknown = [name for name in route.converters if name not in SAMPLES]
    if unknown:
        raise LookupError(
            f"The address {route.route} has the parameter {unknown[0]!r}, which the rights matrix does not know: add "
            f"to SAMPLES in tests/web/matrix.py what may stand there (ids of records belong into IDENTIFIED)."
        )
    names = list(route.converters)
    choices = [[fixed[name]] if name in fixed else SAMPLES[name](route.converters[name]) for name in names]
    for chosen in itertools.product(*choices):
        yield dict(zip(names, chosen, strict=True))


def _takes_uuid(converter: Any) -> bool:
    return type(converter).__name__ in ("UUIDConverter", "IdConverter")


def _as(converter: Any, identifier: str) -> Any:
    return uuid.UUID(identifier) if type(converter).__name__ == "UUIDConverter" else identifier


def about(route: Route, identifier: str) -> Iterator[dict[str, Any]]:
    """Arguments with an id wherever the route takes one."""
    yield from arguments(route, **{name: _as(route.converters[name], identifier) for name in route.about_records})


def queries(route: Route, word: str, identifier: str) -> Iterator[str]:
    """Query strings that ask for a word or an id in every parameter that might take one."""
    from withstand.web.api.endpoints import Resource

    here = route.view.__dict__.get("resource")
    if not isinstance(here, Resource):
        yield "&".join(f"{name}={word}" for name in WORDED)
        yield "&".join(f"{name}={identifier}" for name in IDENTIFIED)
        return
    get = here.methods.get("GET")
    names = get.query.__struct_fields__ if get else ()
    yield "&".join(
        f"{name}={word if name in WORDED else identifier}" for name in names if name in (*WORDED, *IDENTIFIED)
    )


_CHANGES = (
    re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"'),
    re.compile(r'"X-CSRFToken": "[^"]*"'),
    re.compile(r'"next":"[^"]*"'),
    re.compile(r'name="form[-_]token" value="[^"]*"'),
    re.compile(r'name="token" value="[^"]*"'),
    re.compile(r"/enter/draft/[0-9a-f-]{36}/"),
)
"""What is fresh in each answer, whatever is in the ledger."""


def text_of(answer: Any) -> str:
    """All that an answer tells: status, headers and body, with what is packed in it, without what is always fresh."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    told = content.decode("utf-8", "replace") + unpacked(content)
    for pattern in _CHANGES:
        told = pattern.sub("", told)
    headers = "\n".join(
        f"{name}: {value}" for name, value in sorted(answer.headers.items()) if name != "Content-Length"
    )
    return f"{answer.status_code}\n{headers}\n\n{told}"


def unpacked(content: bytes) -> str:
    """The texts of a zip file, such as a workbook."""
    if not content.startswith(b"PK"):
        return ""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())


@dataclass
class Asker:
    """An account as a person in a browser and as a program."""

    profile: Profile
    browser: Any
    token: str

    def get(self, address: str, *, program: bool = False) -> Any:
        """An answer to the one or the other."""
        headers = {"Authorization": f"Bearer {self.token}"} if program else {}
        return self.browser.get(address, headers=headers)

    def post(self, address: str, body: Any) -> Any:
        """What is sent: JSON with the token to the API, a form to a page."""
        if address.startswith("/api/"):
            headers = {"Authorization": f"Bearer {self.token}"}
            return self.browser.post(address, json.dumps(body), content_type="application/json", headers=headers)
        return self.browser.post(address, body)


def asker(site: Site, profile: Profile) -> Asker:
    """An account, signed in, with a token for all that its roles allow."""
    from withstand.web.api.tokens import make_token, own_scopes

    name = f"asker{next(_numbers)}"
    account = site.account(
        name, profile.role, totp=False, clearance=profile.clearance, components=list(profile.components),
        recipient=profile.recipient,
    )  # fmt: skip
    browser = site.browser()
    browser.force_login(account)
    session = browser.session
    session["began"] = session["used"] = int(site.clock.now.timestamp())
    session.save()
    _, token = make_token(account, name, own_scopes(account) or ["read"], 30, site.clock.now)
    return Asker(profile, browser, token)


@contextmanager
def statements(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Every statement that is run meanwhile, of the ledger and of the accounts, without its values."""
    from django.db import connection

    from withstand.ledger.store.database import Database

    run: list[str] = []
    plain = Database.rows

    def rows(self: Database, statement: str, values: Any = ()) -> Any:
        run.append(statement)
        return plain(self, statement, values)

    def wrapped(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        run.append(sql.partition(" ")[0] if "SAVEPOINT" in sql else sql)
        return execute(sql, params, many, context)

    with monkeypatch.context() as patched, connection.execute_wrapper(wrapped):
        patched.setattr(Database, "rows", rows)
        yield run
