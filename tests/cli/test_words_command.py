"""`withstand words`: everything that can be typed is listed, and nothing else."""

from __future__ import annotations

import re

import pytest
from desktop import Desktop

from withstand.cli import words_command
from withstand.kinds import REGISTRY
from withstand.vocabulary.terms import vocabulary


def _json(desktop: Desktop, *words: str) -> object:
    import json

    code, out, err = desktop.call("words", *words)
    assert code == 0, err
    return json.loads(out)


def test_every_vocabulary_that_codes_a_field_is_listed_with_its_words(desktop: Desktop) -> None:
    listed = _json(desktop)
    assert isinstance(listed, list)
    names = {one["vocabulary"] for one in listed}
    assert names == {name for kind in REGISTRY for form in kind.forms for name in form.vocabularies}
    for name in sorted(names):
        words = _json(desktop, name, "--language", "fr")
        assert isinstance(words, list)
        assert [one["word"] for one in words] == list(vocabulary(name).terms)
        assert words[0]["label"] == next(iter(vocabulary(name).terms.values())).label("fr")


@pytest.mark.parametrize(
    "kind", [kind for kind in REGISTRY if not kind.name.startswith("ledger.")], ids=lambda k: k.word
)
def test_a_kind_lists_its_fields_and_links(kind: object, desktop: Desktop) -> None:
    told = _json(desktop, "--kind", kind.word)  # type: ignore[attr-defined]
    assert isinstance(told, dict)
    fields = [form.name for form in kind.forms if form.name != "text_kept"]  # type: ignore[attr-defined]
    assert [one["field"] for one in told["fields"]] == fields
    assert [one["role"] for one in told["links"]] == [role.name for role in kind.roles]  # type: ignore[attr-defined]


def test_a_person_reads_tables(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words_command, "piped", lambda: False)
    code, out, _ = desktop.call("words", "--kind", "incident")
    assert code == 0
    assert "a word of" in re.sub(r"\s+", " ", out)
    assert "violations" in desktop.call("words")[1]
    assert "looting" in desktop.call("words", "violations")[1]


def test_a_slip_is_told_with_what_is_near(desktop: Desktop) -> None:
    assert "near: violations" in desktop.refused("words", "violation", workspace=False)
    assert "there is no such kind" in desktop.refused("words", "--kind", "incidant", workspace=False)
    assert "not both" in desktop.refused("words", "violations", "--kind", "incident", workspace=False)
