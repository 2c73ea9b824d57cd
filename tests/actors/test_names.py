"""What the comparing of names promises: laws of its forms, numbers never fuzzy, judgements that stand, screening."""

from __future__ import annotations

import csv
from pathlib import Path
from random import Random

import name_lists
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import cdist

from withstand.actors.lists.reading import read_list
from withstand.actors.names.compare import compare, compare_forms, told
from withstand.actors.names.form import NameKind, name_form
from withstand.actors.names.judgements import Judgement, Judgements
from withstand.actors.names.listed import ListedNames
from withstand.actors.names.screening import NameIndex
from withstand.actors.names.sounds import skeleton, sounding
from withstand.errors import InputError

PAIRS = Path(__file__).parents[2] / "benchmarks" / "name_pairs"
KINDS = st.sampled_from(["actor", "person"])
WORDS = st.sampled_from(
    [
        "Kessin",
        "Sarmeh",
        "Tolobi",
        "Mohamed",
        "Muhammad",
        "محمد",
        "حمدان",
        "Щербаков",
        "Yusuf",
        "Youssouf",
        "infantry",
        "d'infanterie",
        "Battalion",
        "Bn",
        "brigade",
        "كتيبة",
        "الثالثة",
        "3rd",
        "4e",
        "III",
        "M23",
        "General",
        "الشيخ",
        "de",
        "la",
        "bin",
        "Abdul",
        "Rahman",
        "عبد",
        "الرحمن",
        "J.",
        "٣",
        "twenty",
        "first",
        "N'Djam",
        "é",
        "第三",
    ]
)
PLAIN = st.sampled_from(["Kessin", "Tolobi", "Jean", "Bosco", "Mukalwe", "محمد", "Юрий", "infantry", "Guard"])
NAMES = st.one_of(st.lists(WORDS, max_size=7).map(" ".join), st.text(max_size=40))


@given(NAMES, NAMES, KINDS)
@settings(max_examples=300, deadline=None)
def test_a_comparison_is_the_same_both_ways(one: str, other: str, kind: NameKind) -> None:
    here, there = compare(one, other, kind), compare(other, one, kind)
    assert (here.verdict, here.score) == (there.verdict, there.score)
    assert len(here.agreed) == len(there.agreed)


@given(NAMES, KINDS)
@settings(max_examples=300, deadline=None)
def test_a_name_is_never_another_than_itself(name: str, kind: NameKind) -> None:
    comparison = compare(name, name, kind)
    assert comparison.verdict != "not_same"
    assert comparison.score == 100 or comparison.first.empty
    assert told(comparison)


@given(
    st.lists(PLAIN, max_size=5),
    st.randoms(),
)
def test_the_order_of_words_does_not_matter(words: list[str], dice: Random) -> None:
    other = list(words)
    dice.shuffle(other)
    for kind in ("person", "actor"):
        kind_: NameKind = "person" if kind == "person" else "actor"
        assert compare(" ".join(words), " ".join(other), kind_).verdict != "not_same"
        assert name_form(" ".join(words), kind_).text == name_form(" ".join(other), kind_).text


@given(
    st.integers(0, 10**12),
    st.integers(0, 10**12),
    st.sampled_from(["{} Battalion Kessin", "M{}", "Bataillon {}", "اللواء {}"]),
)
def test_numbers_are_exact_or_different(one: int, other: int, shape: str) -> None:
    verdict = compare(shape.format(one), shape.format(other)).verdict
    assert verdict == ("same" if one == other else "not_same")


@given(st.text("abcdefghijklmnopqrstuvwxyz", max_size=20))
def test_folding_a_folded_word_changes_nothing(word: str) -> None:
    assert sounding(sounding(word)) == sounding(word)
    assert set(skeleton(word)) <= set("abcdefghijklmnopqrstuvwxyz")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3rd Infantry Battalion", "كتيبة المشاة الثالثة"),
        ("3rd Infantry Battalion", "3-й пехотный батальон"),
        ("3rd Infantry Battalion", "Batallón de Infantería No. 3"),
        ("3rd Infantry Battalion", "Kikosi cha Tatu cha Infantry"),
        ("3 Inf Bn", "3ème bataillon d'infanterie"),
        ("III Corps", "3e corps"),
        ("21st Brigade", "Twenty-first Brigade"),
        ("1st Battalion, 4th Brigade", "1er bataillon de la 4e brigade"),
        ("Brigade 4 Bataillon 1", "1st Battalion 4th Brigade"),
        ("12th Battalion", "الكتيبة ١٢"),
    ],
)
def test_one_unit_in_several_languages_is_the_same(one: str, other: str) -> None:
    assert compare(one, other).verdict == "same"


@pytest.mark.parametrize(
    ("one", "other", "because"),
    [
        ("1st Battalion 4th Brigade", "4th Battalion 1st Brigade", "battalion 1 is not battalion 4"),
        ("4th Brigade", "1st Battalion 4th Brigade", "different levels"),
        ("M23", "M27", "number 23 is not number 27"),
        ("3rd Infantry Battalion", "3rd Artillery Battalion", "different words"),
        ("Sarmeh Guard", "Torvel Guard", "different words"),
    ],
)
def test_what_differs_is_told(one: str, other: str, because: str) -> None:
    comparison = compare(one, other)
    assert comparison.verdict == "not_same"
    assert because in told(comparison)


@pytest.mark.parametrize(
    ("one", "other", "kind", "because"),
    [
        ("1st Battalion", "1st Battalion, 4th Brigade", "actor", "brigade 4 stands in one name only"),
        ("Infantry Battalion Kessin", "3 Inf Bn Kessin", "actor", "no number in one, 3 in the other"),
        ("Jean Bosco Mukalwe", "Jean Mukalwe", "person", "bosco stands in one name only"),
        ("Mukalwe", "Mukalwe", "person", "too little"),
        ("", "Kessin", "actor", "nothing that can be compared"),
    ],
)
def test_why_a_person_has_to_judge_is_told(one: str, other: str, kind: NameKind, because: str) -> None:
    comparison = compare(one, other, kind)
    assert comparison.verdict == "abstain"
    assert because in told(comparison)


def test_ranks_are_set_aside_and_shown() -> None:
    comparison = compare("Lt Col Youssouf Tolobi", "يوسف طلوبي", "person")
    assert comparison.verdict == "same"
    assert comparison.first.titles == ("lt col",)


def test_a_judgement_stands_whichever_name_comes_first() -> None:
    judged = Judgements.of([Judgement("Sarmeh Guard", "Torvel  guard", "same", "the letter of 3 May says so")])
    for pair in (("Sarmeh Guard", "Torvel Guard"), ("Torvel Guard", "Sarmeh Guard")):
        comparison = judged.applied(compare(*pair))
        assert comparison.verdict == "same"
        assert comparison.judged
        assert "letter of 3 May" in told(comparison)


def test_judgements_need_reasons_and_agree() -> None:
    with pytest.raises(InputError, match="no reason"):
        Judgements.of([Judgement("a", "b", "same", " ")])
    with pytest.raises(InputError, match="Keep one"):
        Judgements.of([Judgement("a", "b", "same", "x"), Judgement("b", "a", "not_same", "y")])


def _labelled(part: str) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    for name in ("generated.csv", "by_hand.csv"):
        with (PAIRS / name).open(encoding="utf-8", newline="") as source:
            rows += [row for row in csv.DictReader(source) if row["part"] == part]
    return rows


@pytest.mark.parametrize("kind", ["actor", "person"])
def test_the_pairs_held_out_are_told_apart(kind: NameKind) -> None:
    rows = [row for row in _labelled("held_out") if row["kind"] == kind]
    verdicts = [(row["label"], compare(row["first"], row["second"], kind).verdict) for row in rows]
    found = [label for label, verdict in verdicts if verdict == "same"]
    same = [verdict for label, verdict in verdicts if label == "same"]
    assert len(rows) > 500
    assert found.count("same") / len(found) >= 0.99
    assert same.count("same") / len(same) >= 0.85
    assert same.count("not_same") / len(same) <= 0.05


@pytest.mark.parametrize("kind", ["actor", "person"])
def test_screening_finds_what_scoring_every_pair_finds(kind: NameKind) -> None:
    rows = [row for row in _labelled("held_out") if row["kind"] == kind]
    names = [name_form(row["first"], kind) for row in rows]
    entries = [name_form(row["second"], kind) for row in rows]
    hits = NameIndex(entries).hits(names, 82)
    found = set(zip(hits.names.tolist(), hits.entries.tolist(), strict=True))
    scores = cdist([form.text for form in names], [form.text for form in entries], scorer=ratio)
    full = [
        (one, other)
        for one, other in zip(*(places.tolist() for places in np.nonzero(scores >= 82)), strict=True)
        if compare_forms(names[one], entries[other]).verdict != "not_same"
        and names[one].arabic == entries[other].arabic
    ]
    assert len(full) > 200
    assert sum(pair in found for pair in full) / len(full) >= 0.99


def test_names_on_lists_come_with_entry_version_and_reason(tmp_path: Path) -> None:
    lists = []
    for name, content in name_lists.ALL.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
        lists.append(read_list(tmp_path / name))
    groups = ListedNames(lists, "actor").screened(["Front de Libération de Sarmeh", "Torvel Guard"])
    assert {one.version.file for one in groups} == set(name_lists.ALL)
    assert {one.comparison.verdict for one in groups} == {"same"}
    persons = ListedNames(lists, "person").screened(["Gen. Yusuf Tolobi"])
    assert {one.name for one in persons} == {"Gen. Yusuf Tolobi"}
    renamed = Judgements.of([Judgement("Torvel Guard", "Sarmeh Liberation Front", "same", "renamed in May")])
    assert len(ListedNames(lists[:1], "actor").screened(["Torvel Guard"], renamed)) == 1
    written = ("Sarmeh Liberation Front", "Front de libération de Sarmeh")
    away = Judgements.of(Judgement("Sarmeh Liberation Front", one, "not_same", "another") for one in written)
    assert not ListedNames(lists[:1], "actor").screened(["Sarmeh Liberation Front"], away)
