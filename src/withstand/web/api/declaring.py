"""What the program knows: kinds of records with their fields, and vocabularies with labels in every language."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import msgspec

from withstand.brief.records.words import LANGUAGES, kind_label, word
from withstand.kinds import REGISTRY
from withstand.ledger.forms import Form
from withstand.ledger.kinds import Kind
from withstand.vocabulary.terms import Vocabulary


class FieldAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A field: its form, whether it is needed, holds several, is coded by a vocabulary, has parts; its labels."""

    name: str
    form: str
    required: bool
    many: bool
    vocabulary: str
    labels: Mapping[str, str]
    parts: tuple[FieldAnswer, ...]


class RoleAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A link that records of a kind may have, and the kinds that it may lead to."""

    name: str
    targets: tuple[str, ...]
    many: bool
    required: bool
    labels: Mapping[str, str]


class KindAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of record. `when`, `where` and `title` name its main date, its main place, and what a list calls it."""

    name: str
    word: str
    version: int
    labels: Mapping[str, str]
    when: str
    where: str
    title: str
    fields: tuple[FieldAnswer, ...]
    roles: tuple[RoleAnswer, ...]


class Kinds(msgspec.Struct, frozen=True, kw_only=True):
    """All kinds."""

    kinds: tuple[KindAnswer, ...]


class TermAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A word: its key never changes, its labels may."""

    key: str
    labels: Mapping[str, str]
    facts: Mapping[str, Any]


class VocabularyAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A vocabulary."""

    name: str
    version: str
    terms: tuple[TermAnswer, ...]


class Vocabularies(msgspec.Struct, frozen=True, kw_only=True):
    """The names of all vocabularies."""

    vocabularies: tuple[str, ...]


VOCABULARIES = tuple(
    sorted(
        one.name.removesuffix(".toml")
        for one in files("withstand.vocabulary").iterdir()
        if one.name.endswith(".toml") and "\n[term." in one.read_text(encoding="utf-8")
    )
)


def kinds() -> Kinds:
    """Every kind of record."""
    return Kinds(kinds=tuple(map(_kind, REGISTRY)))


def kind(kind: Kind) -> KindAnswer:
    """A kind of record."""
    return _kind(kind)


def vocabularies() -> Vocabularies:
    """The vocabularies that there are."""
    return Vocabularies(vocabularies=VOCABULARIES)


def terms(vocabulary: Vocabulary) -> VocabularyAnswer:
    """A vocabulary, with labels in every language."""
    held = tuple(
        TermAnswer(key=one.key, labels=dict(one.labels), facts=dict(one.facts)) for one in vocabulary.terms.values()
    )
    return VocabularyAnswer(name=vocabulary.name, version=vocabulary.version, terms=held)


def _kind(of: Kind) -> KindAnswer:
    roles = tuple(
        RoleAnswer(
            name=one.name, targets=one.targets, many=one.many, required=one.required, labels=_labels("roles", one.name)
        )
        for one in of.roles
    )
    return KindAnswer(
        name=of.name, word=of.word.lower(), version=of.version, when=of.when, where=of.where, title=of.title,
        labels={language: kind_label(of, language) for language in LANGUAGES}, fields=tuple(map(_field, of.forms)),
        roles=roles,
    )  # fmt: skip


def _field(form: Form) -> FieldAnswer:
    return FieldAnswer(
        name=form.name, form=form.form, required=form.required, many=form.many, vocabulary=form.vocabulary,
        labels=_labels("fields", form.name), parts=tuple(map(_field, form.parts)),
    )  # fmt: skip


def _labels(name: str, key: str) -> dict[str, str]:
    return {language: word(name, key, language) for language in LANGUAGES}
