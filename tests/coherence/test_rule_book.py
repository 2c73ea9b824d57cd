"""Every rule is described, told in four languages, and documented from itself."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from withstand.analysis.coherence.finding import RULE_WORDS, SEVERITIES, WAYS_OUT, Rule
from withstand.mission.coherence import RULES
from withstand.mission.rule_book import rule_book
from withstand.vocabulary.sentences import sentences
from withstand.vocabulary.terms import vocabulary

DOCUMENT = Path(__file__).parents[2] / "docs" / "rules.md"
LANGUAGES = ("en", "fr", "es", "ar")
SPOKEN = {**sentences("support_findings"), **sentences("dialogue_findings"), **sentences("stance_findings")}
LOADED = re.compile(r"\b(enem(y|ies)|terroris\w*|regimes?|ennemie?s?|régimes?|enemig\w*|régimen)\b", re.IGNORECASE)


def test_the_document_is_what_the_rules_say() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == rule_book(), "write it: withstand coherence rules > docs/rules.md"


def test_every_rule_is_a_term_and_every_term_a_rule() -> None:
    assert [one.name for one in RULES] == list(vocabulary(RULE_WORDS).terms)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_what_is_said_of_a_rule_is_known(rule: Rule) -> None:
    facts = vocabulary(RULE_WORDS).terms[rule.name].facts
    assert facts["severity"] in vocabulary(SEVERITIES).terms
    assert facts["component"] in vocabulary("components").terms
    assert facts["ways_out"]
    assert set(facts["ways_out"]) <= set(vocabulary(WAYS_OUT).terms)
    assert rule.asks.endswith(".")
    assert rule.name in SPOKEN


@pytest.mark.parametrize("key", SPOKEN)
def test_a_sentence_says_the_same_in_every_language_and_an_official_may_read_it(key: str) -> None:
    assert any(key == one.name or key.startswith(f"{one.name}_") for one in RULES)
    assert set(SPOKEN[key]) == set(LANGUAGES)
    places = {language: {name for _, name, _, _ in string.Formatter().parse(text) if name}
              for language, text in SPOKEN[key].items()}  # fmt: skip
    assert len({frozenset(names) for names in places.values()}) == 1, places
    assert not [text for text in SPOKEN[key].values() if LOADED.search(text)]


def test_every_way_out_is_one_of_some_rule() -> None:
    named = {way for term in vocabulary(RULE_WORDS).terms.values() for way in term.facts["ways_out"]}
    assert named == set(vocabulary(WAYS_OUT).terms)


def test_no_probability_enters() -> None:
    source = Path(__file__).parents[2] / "src" / "withstand"
    for path in (*source.glob("inducement/rules/*.py"), *source.glob("dialogue/rules/*.py")):
        assert not re.search(r"forecast|probabilit|\bscore", path.read_text(encoding="utf-8")), path
