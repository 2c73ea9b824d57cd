"""What the rooms below say, in the reader's language: sentences told with their values, and errors."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext, gettext_noop

from withstand.errors import WithstandError
from withstand.mission.worded import Worded
from withstand.telling import Told
from withstand.web.telling_parts import part_in_words

SENTENCES = (
    gettext_noop("{word} is not a classification"),
    gettext_noop("{word} is not a component"),
    gettext_noop(
        "an answer is entered by its own body, and that none came by the secretariat: choose a body that you work for"
    ),
    gettext_noop("{word} is not an identifier"),
    gettext_noop("it is open to these already: choose others, or leave it"),
    gettext_noop("it has {bytes:,} bytes, and a record holds at most {most:,}: put the text into several"),
    gettext_noop("record {record} is a {kind}"),
    gettext_noop("it leads to a {wanted}; {record} is a {kind}"),
    gettext_noop("Record {record} is {classification}. Lowering that takes two people: withstand ledger lower."),
    gettext_noop(
        "Record {record} is open to {components} only, and that is not widened by a new version: enter a record of its "
        "own for the others, or keep the compartments."
    ),
    gettext_noop("there is no such link; there are: {known}"),
    gettext_noop("{word} is not a term of the vocabulary {vocabulary}"),
    gettext_noop("this is a {kind}"),
    gettext_noop("a value has the wrong form ({problem})"),
    gettext_noop("The record was changed since this was asked for. Nothing was done: look at it, and ask anew."),
    gettext_noop(
        "This takes two different people whose personal keys the operation's root has enrolled (withstand ledger "
        "person)."
    ),
    gettext_noop(
        "The key of this installation was revoked or replaced: what it writes counts nowhere. Nothing was saved; ask "
        "headquarters, or restore a backup as a new installation."
    ),
    gettext_noop(
        "{folder} is read-only here: it can be listed, shown and exported, and nothing can be entered. Copy the folder "
        "to where you may write, or restore a backup."
    ),
    gettext_noop(
        "{folder} has not joined an operation yet. Send its request to headquarters, then: withstand ledger join "
        "WELCOME --workspace {folder}."
    ),
    gettext_noop(
        "The key of this installation was revoked: what it writes is taken nowhere. It can be read, and restored as a "
        "new installation: withstand backup FILE --workspace {folder}."
    ),
    gettext_noop(
        "{name} has no personal key in this workspace. One is made with the root key: withstand ledger person."
    ),
    gettext_noop("The personal key of {name} ({path}) is damaged."),
    gettext_noop("A text holds half a character; paste it again from where it came."),
    gettext_noop("{value} is too large to be kept exactly."),
    gettext_noop("The key {key} is not ASCII text."),
    gettext_noop("{value} is a fraction; write a whole number of a smaller unit."),
    gettext_noop("A {type} cannot be kept in a record."),
    gettext_noop("A {kind} has no place; export it as CSV, XLSX or JSON."),
    gettext_noop("A worksheet does not hold {rows:,} rows of {columns:,} columns; export as CSV."),
    gettext_noop("no {kind} is ever given to anybody outside; export what rests on it instead"),
    gettext_noop("records go outside by area and days only: anything finer would tell what is not given out"),
    gettext_noop(
        "The reason travels with the receipt and may name people ({words}): say it without. Nothing was written."
    ),
)
"""Sentences of errors that people meet on pages, as the rooms below write them."""


def in_words(said: str) -> str:
    """A sentence of the rooms below in the reader's language; one that nobody has translated stays as it is."""
    if (get_language() or "en") == "en":
        return str(said)
    return _told(said) if isinstance(said, Told | Worded) else gettext(said) if said else ""


def _told(said: object) -> str:
    """A sentence or a part of one; names and what else people wrote stay as they are."""
    if isinstance(said, Worded):
        return part_in_words(said, _told)
    if isinstance(said, Told):
        values = {name: _Number(one) if isinstance(one, int) else _told(one) for name, one in said.values.items()}
        return gettext(said.sentence).format(**values)
    return str(said)


class _Number(int):
    """A number that is written as the reader writes them, whatever a sentence asks."""

    def __format__(self, _how: str) -> str:
        return number_format(int(self), use_l10n=True, force_grouping=True)


def sentence_of(problem: WithstandError) -> str:
    """What an error says, in the reader's language."""
    said = problem.args[0] if problem.args else ""
    return in_words(said if isinstance(said, str) else str(problem))
