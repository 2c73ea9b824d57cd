"""`withstand words`: the words that fields are filled with, and the fields of a kind."""

from __future__ import annotations

from difflib import get_close_matches
from importlib.resources import files

import withstand.vocabulary
from withstand.brief.records.words import LANGUAGES, kind_label, word
from withstand.cli.terminal import piped, print_json, print_table, say
from withstand.errors import InputError
from withstand.kinds import REGISTRY
from withstand.ledger.forms import Form
from withstand.vocabulary.terms import vocabulary

_FORMS = {
    "line": "a short text", "text": "a text", "grade": "a grade: B2", "day": "a day: 2032-05-20, 2032-05, 2032",
    "number": "a whole number", "yes_no": "yes or no", "span": "days: 2032-05-20, 2032-05-18..2032-05-20",
    "place": "a place: VM0101, VM0101/Amber Ford, 4.36,18.55", "part": "parts",
}  # fmt: skip


def run_words(name: str, kind: str, language: str) -> None:
    """List the vocabularies, the words of one, or the fields of a kind.

    Raises:
        InputError: there is no such vocabulary, kind or language.
    """
    if language not in LANGUAGES:
        raise InputError(f"Labels are in {', '.join(LANGUAGES)}; not in {language!r}.")
    if name and kind:
        raise InputError("Name a vocabulary, or a kind with --kind; not both.")
    if kind:
        _kind(kind, language)
    elif name:
        _vocabulary(name, language)
    else:
        _all()


def _kind(name: str, language: str) -> None:
    kind = REGISTRY.by_word(name)
    rows = [
        [form.name, word("fields", form.name, language), _holds(form), "yes" if form.required else ""]
        for form in kind.forms
        if form.name != "text_kept"
    ]
    roles = [[role.name, " or ".join(target.rpartition(".")[2] for target in role.targets)] for role in kind.roles]
    if piped():
        fields = [
            {"field": form.name, "label": row[1], "form": form.form, "vocabulary": form.vocabulary or None,
             "several": form.many, "needed": form.required, "parts": [part.name for part in form.parts]}
            for form, row in zip((one for one in kind.forms if one.name != "text_kept"), rows, strict=True)
        ]  # fmt: skip
        print_json({"kind": kind.tag, "fields": fields, "links": [{"role": role, "to": to} for role, to in roles]})
        return
    print_table(kind_label(kind, language), ["field", "label", "holds", "needed"], rows, left=4)
    say(*(f"link {role}=RECORD: to a {targets}" for role, targets in roles))
    say(f"The words of a vocabulary: withstand words NAME. A sheet to fill in: withstand template {kind.word.lower()}")


def _holds(form: Form) -> str:
    several = ", several" if form.many else ""
    if form.vocabulary:
        return f"a word of {form.vocabulary}{several}"
    if form.form == "part":
        parts = ", ".join(f"{part.name} ({part.vocabulary})" if part.vocabulary else part.name for part in form.parts)
        return f"{parts}{several}"
    return f"{_FORMS[form.form]}{several}"


def _vocabulary(name: str, language: str) -> None:
    known = names()
    if name not in known:
        near = get_close_matches(name, known, 3)
        raise InputError(
            f"There is no vocabulary {name!r}{'; near: ' + ', '.join(near) if near else ''}. withstand words lists all."
        )
    terms = vocabulary(name).terms.values()
    if piped():
        print_json([{"word": term.key, "label": term.label(language)} for term in terms])
        return
    rows = [[term.key, term.label(language)] for term in terms]
    print_table(f"{name} {vocabulary(name).version}", ["word", "label"], rows, left=2)


def _all() -> None:
    used: dict[str, set[str]] = {name: set() for name in names()}
    for kind in REGISTRY:
        for form in kind.forms:
            for name in form.vocabularies:
                used.setdefault(name, set()).add(kind.word)
    rows = [(name, len(vocabulary(name).terms), ", ".join(sorted(kinds))) for name, kinds in sorted(used.items())]
    if piped():
        print_json([{"vocabulary": name, "words": count, "kinds": kinds.split(", ")} for name, count, kinds in rows])
        return
    shown = [[name, str(count), kinds] for name, count, kinds in rows]
    print_table("", ["vocabulary", "words", "in"], shown, left=1)
    say("The words of one: withstand words NAME. The fields of a kind: withstand words --kind incident")


def names() -> tuple[str, ...]:
    """The vocabularies that code fields of records."""
    coded = {name for kind in REGISTRY for form in kind.forms for name in form.vocabularies}
    stored = {entry.name.removesuffix(".toml") for entry in files(withstand.vocabulary).iterdir()}
    return tuple(sorted(coded & stored))
