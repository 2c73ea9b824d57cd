"""Errors that people meet on pages are told in their language, with what they are about filled in."""

from __future__ import annotations

import ast
import copy
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from test_languages import LANGUAGES, catalogue
from web_site import Site, words

import withstand
from withstand.errors import InputError, WithstandError
from withstand.ledger.errors import InvalidRecord, LedgerError, TwoPeople
from withstand.telling import Told

ROOT = Path(withstand.__file__).parent
MET = (
    "ledger/acts.py",
    "ledger/canonical.py",
    "ledger/journal.py",
    "ledger/kinds.py",
    "ledger/restricting.py",
    "brief/records/as_json.py",
    "brief/records/as_xlsx.py",
    "brief/records/rows.py",
    "brief/records/scanning.py",
    "mission/stance/taking_back.py",
    "web/acts/kinds.py",
    "web/records/asking.py",
    "web/records/paging.py",
    "web/seeing/held_evidence.py",
    "web/seeing/reviewing.py",
)
"""Rooms whose errors people meet in forms and on pages; a new one belongs here."""

NEVER_TOLD = {"NotFound", "Locked", "ValueError", "ValidationError", "PermissionDenied"}
"""What says nothing on a page, or is told elsewhere."""


def said_by(path: Path) -> Iterator[tuple[int, str | None]]:
    """Line and sentence of every error that a module raises; None where it is put together as it goes."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Raise) or not isinstance(node.exc, ast.Call):
            continue
        if isinstance(node.exc.func, ast.Name) and node.exc.func.id in NEVER_TOLD:
            continue
        told = [one for one in ast.walk(node.exc) if isinstance(one, ast.Call) and _name(one) == "Told"]
        sentences = [one.args[0] for one in told] or [one for one in node.exc.args if _is_text(one)]
        for sentence in sentences:
            yield node.lineno, sentence.value if isinstance(sentence, ast.Constant) else None


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_that_people_meet_is_translated(language: str) -> None:
    known = catalogue(language)
    kinds = {kind for kind in known if "." in kind and " " not in kind}
    missing = [
        f"{name}, line {line}: {sentence}"
        for name in MET
        for line, sentence in said_by(ROOT / name)
        if (sentence is None or not known.get(sentence)) and sentence not in kinds and not _is_kind(sentence)
    ]
    assert not missing


def _is_kind(sentence: str | None) -> bool:
    """The name of a kind of record, which an invalid one is given beside its problems."""
    return sentence is not None and " " not in sentence


def test_a_told_sentence_is_plain_text_and_keeps_what_it_is_of() -> None:
    said = Told("{word} is not a component", word="'x'")
    assert said == "'x' is not a component"
    for again in (copy.deepcopy(said), pickle.loads(pickle.dumps(said))):
        assert (again, again.sentence, again.values) == (said, said.sentence, {"word": "'x'"})


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("problem", "told"),
    [
        (
            LedgerError(
                "The record was changed since this was asked for. Nothing was done: look at it, and ask anew."
            ),
            "La fiche a été modifiée",
        ),
        (
            TwoPeople(
                Told(
                    "Record {record} is {classification}. Lowering that takes two people: withstand ledger lower.",
                    record="7", classification="x",
                )
            ),
            "deux personnes",
        ),
        (
            InvalidRecord("evidence.Incident", (("", Told("this is a {kind}", kind="Visit")),)),
            "Ceci est de type Visit.",
        ),
        (
            InputError(
                Told(
                    "A worksheet does not hold {rows:,} rows of {columns:,} columns; export as CSV.",
                    rows=70000, columns=3,
                )
            ),
            "70\u202f000 lignes",
        ),
    ],
)  # fmt: skip
def test_an_error_is_told_in_the_readers_language(problem: WithstandError, told: str) -> None:
    from withstand.web.problems import told as said

    with translation.override("fr"):
        assert told in said(problem).replace("\xa0", "\u202f")


def test_a_form_says_why_in_the_readers_language(site: Site) -> None:
    record = site.record("unclassified")
    ana = site.signed_in(
        "ana", "protection_adviser", language="fr", clearance="strictly_confidential", components=["*"]
    )
    given = {"act": "widen", "record": record, "reason": "x", "components": "force", "personal_passphrase": "y"}
    answer = words(ana.post("/acts/new/", given))
    assert "Elle leur est déjà ouverte" in answer
