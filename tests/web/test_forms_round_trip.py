"""Every field of every kind: from a record to a form, from the form to the same record; and from an empty form."""

from __future__ import annotations

import re
import sys
import uuid
from contextlib import suppress
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from web_site import Site, words

from withstand.ledger.errors import InvalidRecord, NotFound
from withstand.ledger.forms import Forms
from withstand.ledger.journal import Draft, LinkTo, append
from withstand.ledger.kinds import Kind, Role
from withstand.ledger.ledger import Ledger
from withstand.picture.audience import HOLDER
from withstand.picture.picture import Picture
from withstand.vocabulary.terms import vocabulary
from withstand.web.entering.answers import Answers, answers_of

sys.path.append(str(Path(__file__).parents[1] / "brief_records"))
from invented_records import ENTERED, an_end, records

FEW = settings(
    max_examples=2, derandomize=True, database=None, phases=[Phase.generate], deadline=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
FULL: dict[str, Any] = {"clearance": "strictly_confidential", "components": ["*", *vocabulary("components").terms]}
"""Works for every component by name too: an answer is entered by its own body only."""


class Inputs(HTMLParser):
    """What a browser would send of the form of a page, untouched."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.sent: dict[str, list[str]] = {}
        self._inside = False
        self._select = self._text = ""
        self._first: str | None = None
        self._chosen = False
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        name, value = found.get("name") or "", found.get("value") or ""
        if tag == "form":
            self._inside = "data-device-copy" in found
        if not self._inside:
            return
        if tag == "input" and name:
            if found.get("type") in ("checkbox", "radio"):
                if "checked" in found:
                    self.sent.setdefault(name, []).append(value or "on")
            else:
                self.sent.setdefault(name, []).append(value)
        elif tag == "select" and name:
            self._select, self._first, self._chosen = name, None, False
        elif tag == "option" and self._select:
            if self._first is None:
                self._first = value
            if "selected" in found:
                self.sent.setdefault(self._select, []).append(value)
                self._chosen = True
        elif tag == "textarea" and name:
            self._text = name
            self.sent.setdefault(name, []).append("")

    def handle_data(self, text: str) -> None:
        if self._text:
            self.sent[self._text][-1] += text

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self._select:
            if not self._chosen:
                self.sent.setdefault(self._select, []).append(self._first or "")
            self._select = ""
        elif tag == "textarea" and self._text:
            self.sent[self._text][-1] = self.sent[self._text][-1].removeprefix("\n")
            self._text = ""
        elif tag == "form":
            self._inside = False


def sent_by(answer: Any) -> dict[str, list[str]]:
    """What a browser would send back of a page."""
    assert answer.status_code == 200, words(answer)
    return Inputs(answer.content.decode()).sent


def unsaid(forms: Forms, fields: dict[str, Any]) -> bool:
    """Whether something that is needed is empty, in a part of it too."""
    for form in forms:
        held = fields.get(form.name)
        if form.required and held in ("", [], ()):
            return True
        parts = held if form.many and held else [held] if held else []
        if form.parts and any(unsaid(form.parts, part) for part in parts):
            return True
    return False


def end_of(ledger: Ledger, role: Role) -> str:
    """A record that a role may lead to."""
    kind, fields = an_end(role)
    return append(ledger, [Draft(kind, fields, "unclassified")])[0].record


def saved(site: Site, kind: Kind, record: Any) -> str:
    """A record in the ledger, with what it must link to."""
    with site.holding.opened() as opened:
        links = [LinkTo(role.name, end_of(opened.ledger, role)) for role in kind.roles if role.required]
        return append(opened.ledger, [Draft(kind, record, "confidential", ("force",), links=tuple(links))])[0].record


def fields_of(site: Site, record: str) -> dict[str, Any]:
    with site.holding.opened() as opened:
        return dict(Picture(opened.ledger, HOLDER).get(record).raw)


def said(kind: Kind, fields: dict[str, Any]) -> Any:
    """The record of some fields, without its author's decisions about texts."""
    return msgspec.structs.replace(kind.read(fields), text_kept=())


def save_again(site: Site, browser: Any, address: str, sent: dict[str, list[str]]) -> str:
    """Save what stands in a form, keeping what the scan finds; the record's id."""
    answer = browser.post(address, {**sent, "act": "save"})
    if answer.status_code == 422 and 'name="keep-code"' in answer.content.decode():
        code = re.search(r'name="keep-code" value="(\w+)"', answer.content.decode())
        assert code is not None
        answer = browser.post(address, {**sent, "act": "save", "keep-code": code[1], "keep-reason": "invented"})
    assert answer.status_code == 302, words(answer)
    from withstand.web.entering.models import SavedForm

    return str(SavedForm.objects.get(pk=answer.headers["Location"].split("/")[-2]).record)


@pytest.mark.parametrize("kind", ENTERED, ids=[kind.word for kind in ENTERED])
def test_what_was_not_touched_stays_to_the_letter(site: Site, kind: Kind) -> None:
    ana = site.signed_in("ana", "analyst", **FULL)

    @settings(
        max_examples=2,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(records(kind))
    def round_trip(record: Any) -> None:
        identifier = saved(site, kind, record)
        try:
            before = fields_of(site, identifier)
        except NotFound:
            return
        address = f"/enter/{kind.word.lower()}/{identifier}/"
        sent = sent_by(ana.get(address))
        assert save_again(site, ana, address, sent) == identifier
        assert said(kind, fields_of(site, identifier)) == said(kind, before)
        again = sent_by(ana.get(address))
        for name in ("form-token", "form-over", "csrfmiddlewaretoken"):
            again.pop(name), sent.pop(name)
        assert again == sent

    round_trip()


def typed(kind: Kind, record: Any) -> Any:
    """A record with texts as people type them: trimmed, in lines that end in one way, nothing repeated."""

    def clean(value: Any) -> Any:
        if isinstance(value, str):
            kept = "".join(mark if mark.isprintable() else " " for mark in value)
            return " ".join(kept.split())
        if isinstance(value, dict):
            return {name: clean(one) for name, one in value.items()}
        if isinstance(value, (list, tuple)):
            held = [clean(one) for one in value]
            return [one for place, one in enumerate(held) if one != "" and one not in held[:place]]
        return value

    fields = clean(msgspec.to_builtins(record))
    fields.pop("text_kept", None)
    return fields


@pytest.mark.parametrize("kind", ENTERED, ids=[kind.word for kind in ENTERED])
def test_a_record_typed_into_an_empty_form_is_that_record(site: Site, kind: Kind) -> None:
    ana = site.signed_in("ana", "analyst", **FULL)
    address = f"/enter/{kind.word.lower()}/"
    first = sent_by(ana.get(address + "?new"))
    with site.holding.opened() as opened:
        ends = {role.name: end_of(opened.ledger, role) for role in kind.roles if role.required}

    @settings(
        max_examples=2,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(records(kind))
    def entered(record: Any) -> None:
        fields = typed(kind, record)
        if unsaid(kind.forms, fields):
            return
        try:
            expected = msgspec.to_builtins(kind.read(fields))
        except InvalidRecord:
            return
        answers = {name: list(held) for name, held in answers_of(kind, expected).values.items()}
        meta = ("form-about", "form-over", "csrfmiddlewaretoken", "rights-classification")
        sent = {name: first[name] for name in meta if name in first} | answers
        sent["form-token"] = [str(uuid.uuid4())]
        for number, role in enumerate((one for one in kind.roles if one.required), start=1):
            sent |= {f"links-{number}-role": [role.name], f"links-{number}-record": [ends[role.name]]}
        identifier = save_again(site, ana, address, sent)
        with suppress(NotFound):
            assert said(kind, fields_of(site, identifier)) == kind.read(expected)

    entered()


def test_no_kind_is_without_a_form(site: Site) -> None:
    ana = site.signed_in("ana", "analyst", **FULL)
    for kind in ENTERED:
        page = ana.get(f"/enter/{kind.word.lower()}/?new").content.decode()
        for form in kind.forms:
            if form.name != "text_kept":
                assert f'"id-{form.name}' in page, (kind.name, form.name)


def test_answers_know_their_rows_and_what_was_left_blank() -> None:
    answers = Answers({"a-2-x": ("1",), "a-10-x": ("",), "a-01-x": ("",), "ab-1": ("2",)})
    assert answers.rows("a") == (2, 10)
    assert answers.within("a") == {"a-2-x": ("1",)}
    assert answers.without("a").values == {"ab-1": ("2",)}
    assert answers.with_row("a")[1] == 11
