"""What the vocabularies promise: stable keys, facts that code can trust, and words that anyone may read."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

import withstand.vocabulary
from withstand.vocabulary.terms import Term, Vocabulary, vocabulary

FOLDER = Path(withstand.vocabulary.__file__).parent
FILES = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))}
VOCABULARIES = [name for name, content in FILES.items() if "term" in content]
LANGUAGES = ("en", "fr", "es", "ar")
ARABIC_LETTER = re.compile("[\u0621-\u064a]")
EXPECTED = [
    "access",
    "action_status",
    "activities",
    "alert_sources",
    "alert_status",
    "capabilities",
    "classifications",
    "components",
    "confidence",
    "consent_purposes",
    "consent_recipients",
    "counting_units",
    "decision_types",
    "engagement_modes",
    "group_types",
    "host_answers",
    "hostility",
    "imminence",
    "impact",
    "instruments",
    "intents",
    "likelihood",
    "mandate_verbs",
    "name_types",
    "obstruction_agents",
    "obstructions",
    "office_types",
    "place_precision",
    "positioning_types",
    "posting_types",
    "postures",
    "protection_groups",
    "protection_phases",
    "protection_tiers",
    "protest_status",
    "proxy_links",
    "referral",
    "relation_types",
    "reprisal_types",
    "responses",
    "source_credibility",
    "source_reliability",
    "source_types",
    "state_actions",
    "support_types",
    "threat_ratings",
    "threat_status",
    "triggers",
    "un_support",
    "unit_types",
    "verification",
    "violations",
    "visit_purposes",
    "vulnerability",
]
LOADED = re.compile(
    r"\b(enem(y|ies)|terroris\w*|regimes?|ennemie?s?|régimes?|enemig\w*|régimen|regímenes)\b|إرهاب|\bالعدو\b",
    re.IGNORECASE,
)
GATE = [
    "summary_execution",
    "torture",
    "enforced_disappearance",
    "abduction",
    "refoulement",
    "forced_displacement",
    "rape",
    "child_recruitment_use",
    "attack_on_school",
    "attack_on_hospital",
]
EVERYDAY = [
    "arbitrary_arrest_detention",
    "illegal_taxation",
    "extortion",
    "looting",
    "property_destruction",
    "forced_recruitment_adults",
    "death_threat",
    "forced_labour",
    "checkpoint_fees",
    "beating",
    "harassment",
]
RANKS = {
    "classifications": {"unclassified": 0, "confidential": 1, "strictly_confidential": 2},
    "hostility": {"none": 0, "verbal": 1, "physical": 2, "violent": 3},
    "place_precision": {"exact": 0, "near": 1, "admin2": 2, "admin1": 3, "country": 4, "unknown": 5},
    "imminence": {"later": 1, "under_3_months": 2, "under_2_weeks": 3, "under_48_hours": 4},
    "impact": {"minimal": 1, "minor": 2, "serious": 3, "severe": 4, "critical": 5},
    "likelihood": {"rare": 1, "unlikely": 2, "possible": 3, "likely": 4, "almost_certain": 5},
    "threat_ratings": {"very_low": 1, "low": 2, "moderate": 3, "high": 4, "very_high": 5},
    "vulnerability": {"very_low": 1, "low": 2, "moderate": 3, "high": 4, "very_high": 5},
    "verification": {"refuted": -1, "allegation": 0, "partly_corroborated": 1, "verified": 2},
}
BITS = {
    "consent_recipients": {"un": 0, "humanitarian": 1, "authorities": 2, "judicial": 3, "public": 4},
    "consent_purposes": {"protection": 0, "reporting": 1, "advocacy": 2, "accountability": 3},
}
CHOICES = {
    ("violations", "family"): "life integrity liberty property freedoms child_rights sexual_violence refugee "
    "conduct_of_hostilities humanitarian_un",
    ("violations", "ledger"): "grave predation",
    ("obstructions", "activity"): "movement reporting support dialogue presence staff",
    ("support_types", "scope"): "in exempt people_centred_test",
    ("instruments", "reversibility"): "high medium low",
}


def terms_of(name: str) -> list[Term]:
    """The terms of one vocabulary, in the order of its file."""
    return list(vocabulary(name).terms.values())


def facts_of(name: str, fact: str) -> dict[str, object]:
    """One fact of every term that has it."""
    return {term.key: term.facts[fact] for term in terms_of(name) if fact in term.facts}


def is_a_name(term: Term) -> bool:
    """Whether the label is a proper name, the same in every language."""
    return len(set(term.labels.values())) == 1


@pytest.mark.parametrize("name", VOCABULARIES)
def test_every_vocabulary_loads_and_is_not_empty(name: str) -> None:
    loaded = vocabulary(name)
    assert isinstance(loaded, Vocabulary)
    assert loaded.terms
    assert list(loaded.terms) == list(FILES[name]["term"])


def test_every_vocabulary_the_records_rely_on_is_shipped() -> None:
    assert not set(EXPECTED) - set(VOCABULARIES)


@pytest.mark.parametrize("name", FILES)
def test_every_file_says_which_version_it_is(name: str) -> None:
    assert re.fullmatch(r"20\d\d\.[1-9]\d*", FILES[name]["version"])


@pytest.mark.parametrize("name", VOCABULARIES)
def test_keys_are_ascii_lower_snake_case(name: str) -> None:
    assert not [key for key in vocabulary(name).terms if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", key)]


@pytest.mark.parametrize("name", VOCABULARIES)
def test_every_term_is_said_in_the_four_languages_and_no_other(name: str) -> None:
    for term in terms_of(name):
        assert set(term.labels) == set(LANGUAGES), term.key
        for language, label in term.labels.items():
            assert label, (term.key, language)
            assert label == " ".join(label.split()), (term.key, language)


@pytest.mark.parametrize("name", VOCABULARIES)
def test_arabic_labels_are_in_arabic_and_only_they_are(name: str) -> None:
    for term in terms_of(name):
        if not is_a_name(term):
            assert ARABIC_LETTER.search(term.labels["ar"]), term.key
        others = [term.labels[language] for language in LANGUAGES if language != "ar"]
        assert not [label for label in others if ARABIC_LETTER.search(label)], term.key


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", VOCABULARIES)
def test_no_two_choices_of_a_list_look_the_same(name: str, language: str) -> None:
    seen = Counter(term.labels[language].casefold() for term in terms_of(name))
    assert not [label for label, times in seen.items() if times > 1]


@pytest.mark.parametrize("name", VOCABULARIES)
def test_labels_fit_a_drop_down(name: str) -> None:
    assert not [label for term in terms_of(name) for label in term.labels.values() if len(label) >= 80]


@pytest.mark.parametrize("name", VOCABULARIES)
def test_a_fact_has_one_type_throughout_a_vocabulary(name: str) -> None:
    kinds: dict[str, set[type]] = {}
    for term in terms_of(name):
        for fact, value in term.facts.items():
            kinds.setdefault(fact, set()).add(type(value))
    assert not {fact: types for fact, types in kinds.items() if len(types) > 1}


@pytest.mark.parametrize("name", VOCABULARIES)
def test_a_state_official_may_read_every_label(name: str) -> None:
    for term in terms_of(name):
        for language, label in term.labels.items():
            assert not LOADED.search(label), (term.key, language)


@pytest.mark.parametrize(("name", "fact"), CHOICES)
def test_facts_take_only_the_values_that_code_knows(name: str, fact: str) -> None:
    values = facts_of(name, fact)
    assert set(values) == set(vocabulary(name).terms)
    assert set(values.values()) == set(CHOICES[name, fact].split())


@pytest.mark.parametrize("name", RANKS)
def test_ranks_never_move(name: str) -> None:
    assert facts_of(name, "rank") == RANKS[name]


@pytest.mark.parametrize("name", BITS)
def test_bits_of_stored_consent_never_move(name: str) -> None:
    assert facts_of(name, "bit") == BITS[name]


def test_what_needs_referral_first_is_always_grave() -> None:
    referral = vocabulary("violations").keys_where("referral_first")
    assert referral
    assert set(referral) <= set(vocabulary("violations").keys_where("ledger", "grave"))


def test_sexual_violence_and_child_rights_always_put_referral_first() -> None:
    violations = vocabulary("violations")
    personal = {*violations.keys_where("family", "sexual_violence"), *violations.keys_where("family", "child_rights")}
    assert personal == set(violations.keys_where("referral_first"))


@pytest.mark.parametrize("key", EVERYDAY)
def test_everyday_predation_has_a_ledger_of_its_own(key: str) -> None:
    assert vocabulary("violations").terms[key].facts["ledger"] == "predation"


@pytest.mark.parametrize("key", GATE)
def test_grave_violations_stay_in_the_grave_ledger(key: str) -> None:
    assert vocabulary("violations").terms[key].facts["ledger"] == "grave"


def test_support_is_ordered_by_how_close_it_comes_to_harm() -> None:
    assert [term.facts["proximity"] for term in terms_of("support_types")] == list(range(1, 19))


def test_life_saving_evacuation_and_training_in_the_law_are_outside_due_diligence() -> None:
    exempt = vocabulary("support_types").keys_where("scope", "exempt")
    assert exempt == ("medical_evacuation", "ihl_human_rights_training")


def test_instruments_are_numbered_and_owned_by_somebody_known() -> None:
    owners = {*vocabulary("components").terms, "donors", "council", "courts", "allies"}
    assert [term.facts["number"] for term in terms_of("instruments")] == list(range(1, 25))
    assert set(facts_of("instruments", "owner").values()) <= owners


def test_costs_and_lead_times_of_instruments_are_ranges() -> None:
    for term in terms_of("instruments"):
        facts = term.facts
        assert 0 <= facts["cost_low"] <= facts["cost_high"] <= 5, term.key
        assert 0 <= facts["lead_days_low"] <= facts["lead_days_high"], term.key


def test_nothing_is_ever_advised_on_the_use_of_force() -> None:
    assert vocabulary("instruments").keys_where("outside_advice") == ("use_of_force",)


def test_only_strong_words_of_a_mandate_bind() -> None:
    for term in terms_of("mandate_verbs"):
        assert 0 <= term.facts["strength"] <= 5, term.key
        assert not term.facts["binding"] or term.facts["strength"] >= 4, term.key


def test_grades_are_six_and_six() -> None:
    assert "".join(vocabulary("source_reliability").terms) == "abcdef"
    assert facts_of("source_credibility", "digit") == {f"c{digit}": digit for digit in range(1, 7)}


UNKNOWN = [
    "confidence",
    "state_actions",
    "access",
    "place_precision",
    "un_support",
    "posting_types",
    "postures",
    "intents",
    "capabilities",
]
RATED = ["likelihood", "vulnerability", "impact", "threat_ratings", "imminence"]


@pytest.mark.parametrize("name", RATED)
def test_what_is_not_rated_has_no_rank_and_so_is_never_low(name: str) -> None:
    assert set(vocabulary(name).terms) - set(facts_of(name, "rank")) == {"unknown"}


@pytest.mark.parametrize("name", [*UNKNOWN, *RATED, "host_answers", "action_status"])
def test_unknown_can_always_be_said(name: str) -> None:
    assert "unknown" in vocabulary(name).terms


@pytest.mark.parametrize("name", [name for name, content in FILES.items() if "sentence" in content])
def test_sentences_are_in_every_language_with_the_same_places(name: str) -> None:
    for key, spoken in FILES[name]["sentence"].items():
        assert set(spoken) == set(LANGUAGES), key
        places = {language: sorted(re.findall(r"\{(\w+)\}", sentence)) for language, sentence in spoken.items()}
        assert len({tuple(found) for found in places.values()}) == 1, (key, places)
