"""What people read above the columns: labels of fields, roles and kinds, in their language."""

from __future__ import annotations

import re

from withstand.brief.records.leaves import Path
from withstand.ledger.kinds import Kind
from withstand.vocabulary.terms import vocabulary

LANGUAGES = ("en", "fr", "es", "ar")
LINK = "link"


def kind_key(kind: Kind) -> str:
    """The kind's key in the vocabulary of kinds: area_set."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind.word).lower()


def kind_label(kind: Kind, language: str) -> str:
    """What a record of the kind is called; its own name where the vocabulary has none."""
    terms = vocabulary("kinds").terms
    return terms[kind_key(kind)].label(language) if kind_key(kind) in terms else kind.word


def heading(path: Path, language: str) -> str:
    """A field's column in words: Who is said to have done it 1: Class of actor."""
    return ": ".join(_steps(path, "fields", language))


def own_heading(path: Path, language: str) -> str:
    """In words, a column that is no field: record, compartments_1, link_suspected_1."""
    first = word("columns", str(path[0]), language)
    if path[0] != LINK:
        return ": ".join(_steps(path, "columns", language))
    about = [word("columns", "about", language)] if len(path) > len(("link", "role", 1)) else []
    return ": ".join([first, *_steps(path[1:3], "roles", language), *about])


def word(name: str, key: str, language: str) -> str:
    """A label, or the key where a vocabulary has none."""
    terms = vocabulary(name).terms
    return terms[key].label(language) if key in terms else key


def _steps(path: Path, name: str, language: str) -> list[str]:
    said: list[str] = []
    for step in path:
        if isinstance(step, int):
            said[-1] += f" {step}"
        else:
            said.append(word(name, step, language))
    return said
