"""Texts that are meant to be more than texts: tags, marks that turn the line round, formulas of spreadsheets."""

from __future__ import annotations

import csv
import io
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from test_jobs_on_pages import FULL, asked, run
from web_site import Site, words

from withstand.dialogue.outgoing import TELLING
from withstand.ledger.errors import InvalidRecord
from withstand.ledger.fields import Fields
from withstand.ledger.forms import Form
from withstand.ledger.journal import Draft, LinkTo, append
from withstand.ledger.kinds import Kind

sys.path.append(str(Path(__file__).parents[1] / "brief_records"))
from invented_records import KINDS, an_end, records

OPEN = tuple(kind for kind in KINDS if not kind.switch)

ONE = settings(
    max_examples=1, derandomize=True, database=None, phases=[Phase.generate], deadline=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
TAG = "</title></svg><img src=x onerror=alert(1)>\"'>"
SHORT = "<img src=x>"
"""Of so few words that it repeats no alert: those are not told to everybody."""
RAW = re.compile(rb"<img src=x|</svg><img|onerror=alert\(1\)>(?!&)", re.IGNORECASE)
FORMULA = "=cmd|'/C calc'!A0"


def with_text(kind: Kind, fields: Fields, text: str) -> Fields:
    """Fields in which every text that may be is this."""
    for form in kind.forms:
        for value in _changed(form, fields.get(form.name), text):
            changed = {**fields, form.name: value}
            try:
                kind.read(changed)
            except InvalidRecord:
                continue
            fields = changed
    return fields


def _changed(form: Form, value: Any, text: str) -> list[Any]:
    if form.parts and form.many and isinstance(value, list) and value:
        inner = _changed_parts(form, value[0], text)
        return [[one, *value[1:]] for one in inner]
    if form.parts and isinstance(value, dict):
        return _changed_parts(form, value, text)
    if form.form != "text" or form.vocabulary:
        return []
    return [[text]] if form.many else [text]


def _changed_parts(form: Form, value: dict[str, Any], text: str) -> list[Any]:
    return [{**value, part.name: one} for part in form.parts for one in _changed(part, value.get(part.name), text)]


def saved(site: Site, kind: Kind, record: Any) -> str:
    with site.holding.opened() as opened:
        links = []
        for role in kind.roles:
            if role.required:
                target = append(opened.ledger, [Draft(*an_end(role, TAG[:80]), "unclassified")])
                links.append(LinkTo(role.name, target[0].record))
        own = (getattr(record, kind.blind.by),) if kind.blind else ("force",)
        draft = Draft(kind, record, "confidential", own, links=tuple(links), checked=True)
        return append(opened.ledger, [draft])[0].record


@pytest.mark.parametrize("kind", OPEN, ids=[kind.word for kind in OPEN])
def test_no_text_of_a_record_becomes_part_of_a_page(site: Site, kind: Kind) -> None:
    found: list[str] = []
    tag = SHORT if kind.name in TELLING else TAG
    account = FULL

    @ONE
    @given(records(kind))
    def put(record: Any) -> None:
        import msgspec

        nonlocal account
        read = kind.read(with_text(kind, msgspec.to_builtins(record), tag))
        if kind.blind:
            account = {**FULL, "components": [getattr(read, kind.blind.by)]}
        found.append(saved(site, kind, read))

    put()
    ana = site.signed_in("ana", "protection_adviser", **account)
    word, record = kind.word.lower(), found[0]
    here = f"/records/{word}/{record}/"
    pages = [
        here, f"/records/{word}/", "/overview/", "/search/?q=onerror", f"/records/{word}/?q=onerror", "/map/",
        "/timeline/",
        "/actors/", "/review/", f"/enter/{word}/{record}/", f"/link/{record}/", "/duplicates/", "/enter/", "/capture/",
        f"/acts/new/?record={record}",
    ]  # fmt: skip
    for page in pages:
        answer = ana.get(page)
        assert answer.status_code in (200, 302), page
        assert not RAW.search(answer.content), (page, RAW.search(answer.content))
    assert tag[-20:-3] in words(ana.get(here)) or kind.word in ("Relation", "Sameas", "SameAs")


def test_no_cell_of_an_export_is_a_formula(site: Site) -> None:
    for text in (FORMULA, "+1+cmd", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", " =1+1", "\uff1d1+1"):
        site.record("unclassified", text=text)
    ana = site.signed_in("ana", "analyst", **FULL)
    address = asked(ana)
    run(address)
    rows = list(csv.reader(io.StringIO(ana.get(f"{address}file/").content.decode("utf-8-sig"))))
    cells = [cell for row in rows for cell in row if re.search(r"cmd|SUM|1\+1|2\+3", cell)]
    assert len(cells) >= 8
    assert [cell for cell in cells if not cell.startswith("'")] == []


@pytest.mark.parametrize(
    "query", ['"', "a*", "NEAR(", "col:a", "((", "^", "-", "a AND", "a OR", "*", "\u200b", "{a}", "a" * 200]
)
def test_no_word_that_is_looked_for_is_a_command(site: Site, query: str) -> None:
    ana = site.signed_in("ana", "analyst", **FULL)
    for address in ("/search/", "/records/incident/", "/api/v1/search/"):
        assert ana.get(address, {"q": query}).status_code in (200, 400, 422)


def test_a_name_does_not_turn_the_line_that_it_stands_in(site: Site) -> None:
    from django.utils import translation

    from withstand.web.records.saying import isolated

    with translation.override("ar"):
        assert isolated("a\u2069\u202eb\u2066") == "\u2068ab\u2069"
    with translation.override("en"):
        assert isolated("a\u202eb") == "ab"


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "hxl"])
def test_marks_that_no_file_may_hold_break_no_export(site: Site, form: str) -> None:
    site.record("unclassified", text="a\x00 b\x1b[2J c\x85 d\ufffe e\u2028 f\x0b")
    ana = site.signed_in("ana", "analyst", **FULL)
    address = asked(ana, form=form)
    run(address)
    assert ana.get(f"{address}file/").status_code == 200
