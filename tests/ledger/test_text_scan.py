"""The scan of texts: what it finds in labelled sentences of four languages, and that no text slows it down."""

from __future__ import annotations

import time
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from offices import incident

import withstand.vocabulary
from withstand.actors.records import GROUP, UNIT, Group, Unit
from withstand.evidence.records import INCIDENT, SOURCE, VISIT, Source, Visit
from withstand.ledger.contents import folded
from withstand.ledger.fields import Place, Span, TextKept
from withstand.ledger.scan import judged, keeping, scan, scan_record
from withstand.vocabulary.terms import vocabulary

LABELLED: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("scanned_texts.toml").read_text(encoding="utf-8")
)["text"]
LISTS = tomllib.loads((Path(withstand.vocabulary.__file__).parent / "names_in_texts.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Score:
    """Findings against labels: wanted ones found, found ones not wanted, wanted ones missed."""

    right: Counter[str]
    wrong: Counter[str]
    missed: Counter[str]

    def precision(self, kind: str) -> float:
        return self.right[kind] / max(1, self.right[kind] + self.wrong[kind])

    def recall(self, kind: str) -> float:
        return self.right[kind] / max(1, self.right[kind] + self.missed[kind])


def faults(label: dict[str, Any]) -> tuple[list[tuple[str, str]], list[tuple[str, str]], list[tuple[str, str]]]:
    """What was rightly found in a sentence, wrongly found, and missed. A finding may hold a rank beside the name."""
    left = list(scan(label["text"], label.get("known", ())))
    right, missed = [], []
    for kind, words in label["found"]:
        fits = [hit for hit in left if hit[0] == kind and words in hit[1] and len(hit[1]) <= 3 * len(words) + 8]
        if fits:
            right.append((kind, words))
            left.remove(fits[0])
        else:
            missed.append((kind, words))
    return right, left, missed


def score(labels: list[dict[str, Any]]) -> Score:
    found: tuple[Counter[str], Counter[str], Counter[str]] = (Counter(), Counter(), Counter())
    for label in labels:
        for counter, hits in zip(found, faults(label), strict=True):
            counter.update(kind for kind, _ in hits)
            counter["all"] += len(hits)
    return Score(*found)


@pytest.mark.parametrize(("fresh", "least"), [(False, 0.95), (True, 0.7)], ids=["known sentences", "fresh sentences"])
def test_precision_and_recall_on_labelled_sentences(
    fresh: bool, least: float, capsys: pytest.CaptureFixture[str]
) -> None:
    labels = [label for label in LABELLED if label.get("fresh", False) is fresh]
    result = score(labels)
    with capsys.disabled():
        print(f"\n{len(labels)} {'fresh ' if fresh else ''}sentences")  # noqa: T201
        for kind in (*vocabulary("text_findings").terms, "all"):
            if result.right[kind] + result.missed[kind] + result.wrong[kind]:
                print(  # noqa: T201
                    f"  {kind:<16} precision {result.precision(kind):.2f}  recall {result.recall(kind):.2f}"
                    f"  (right {result.right[kind]}, wrong {result.wrong[kind]}, missed {result.missed[kind]})"
                )
    assert result.precision("all") >= least
    assert result.recall("all") >= least


@pytest.mark.parametrize("label", [one for one in LABELLED if not one.get("fresh")], ids=lambda one: one["text"][:40])
def test_each_known_sentence_is_read_as_labelled(label: dict[str, Any]) -> None:
    _, wrong, missed = faults(label)
    assert (wrong, missed) == ([], [])


def test_there_are_enough_sentences_with_and_without_findings_in_every_language() -> None:
    assert len(LABELLED) >= 60
    assert sum(not label["found"] for label in LABELLED) >= 20
    assert {kind for label in LABELLED for kind, _ in label["found"]} == set(vocabulary("text_findings").terms)


@pytest.mark.parametrize("name", [name for name, lists in LISTS.items() if isinstance(lists, dict)])
def test_no_word_of_a_list_stands_twice(name: str) -> None:
    counts = Counter(folded(word) for words in LISTS[name].values() for word in words)
    assert not [word for word, times in counts.items() if times > 1]


def test_the_text_around_what_is_found_does_not_change_what_is_said() -> None:
    assert scan("Colonel  Tamba\u00a0Orrel") == (("person", "Colonel Tamba Orrel"),)
    assert scan("") == ()
    assert scan("x@example.org 12.34567, 15.20184") == (
        ("email", "x@example.org"),
        ("coordinates", "12.34567, 15.20184"),
    )


def test_a_known_place_or_actor_is_no_person_where_its_whole_name_stands() -> None:
    known = ["Ash Column", "Sennet Wells", "Kessin", "Tamba Fields", "Orrel Bridge"]
    assert scan("The Ash Column left Sennet Wells.") != ()
    for text in (
        "The Ash Column left Sennet Wells.",
        "The Ash Column's men",
        "Yesterday Kessin Ash Column",
        "Kessin Town",
    ):
        assert scan(text, known) == (), text


@pytest.mark.parametrize(
    "text",
    [
        "Later Tamba Orrel left.",  # each a word of a known name
        "They met Kessin Orrel.",  # begins with a known place
        "They met Orrel Kessin.",  # ends with one
        "They met Orrel Sennet Wells.",
        "They met Ash Wells.",
        "They met Colonel Kessin.",  # a rank says that it is no place here
        "They met Colonel Kessin Orrel.",
    ],
)
def test_no_name_of_a_place_or_actor_vouches_for_a_person_who_shares_its_words(text: str) -> None:
    known = ["Ash Column", "Sennet Wells", "Kessin", "Tamba Fields", "Orrel Bridge"]
    assert [what for what, _ in scan(text, known)] == ["person"]


ADVERSARIAL = {
    "letters": "a" * 20_000,
    "capitals": "A" * 20_000,
    "names": "Mbele " * 3_300,
    "initials": "J." * 10_000,
    "ranks": "col. " * 4_000,
    "roles": "wife of " * 2_500,
    "particles": "De la " * 3_300,
    "digits": "7" * 20_000,
    "digits in a word": "7" * 19_999 + "a",
    "spaced digits": "7 " * 10_000,
    "bracketed digits": "(7) " * 5_000,
    "plus": "+" * 20_000,
    "plus codes": "23456789+" * 2_200,
    "dots": "1.234 " * 3_300,
    "decimals": "12.34567," * 2_200,
    "degrees": "12°34'" * 3_300,
    "spaces": " " * 20_000,
    "lines": "\n" * 20_000,
    "at": "a@" * 10_000,
    "address": "a." * 5_000 + "@" + "a." * 5_000,
    "hyphens": "a-" * 10_000,
    "apostrophes": "d'" * 10_000,
    "slashes": "///a.b" * 3_300,
    "arabic": "السيد " * 3_300,
    "arabic sons": "بن " * 6_600,
    "documents": "passport no " * 1_600,
    "symbols": "A1" * 10_000,
    "dashes in symbols": "A-1/" * 5_000,
    "combining": "e\u0301" * 10_000,
    "shouting": "ABC DEF " * 2_500,
}


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_time_grows_with_the_text_and_no_text_makes_it_grow_faster(name: str) -> None:
    text = ADVERSARIAL[name]
    quarter, whole = (min(_taken(text[:size]) for _ in range(3)) for size in (len(text) // 4, len(text)))
    assert whole < 12 * quarter + 0.05
    assert whole < 2


def _taken(text: str) -> float:
    start = time.process_time()
    scan(text, ["Amber Ford", "Kessin"])
    return time.process_time() - start


def test_every_text_of_a_record_is_scanned_and_what_the_author_kept_is_not_shown_again() -> None:
    visit = Visit(
        purpose="other",
        where=Place(name="Camp of Colonel Tamba Orrel"),
        when=Span(start="2032-05-20"),
        seen="Sgt. Pellow gave us +223 76 12 34 56.",
    )
    found = scan_record(VISIT, visit)
    assert {(one.field, one.found) for one in found} == {
        ("where.name", "person"), ("seen", "person"), ("seen", "phone"),
    }  # fmt: skip
    kept = Visit(
        purpose=visit.purpose, where=visit.where, when=visit.when, seen=visit.seen, text_kept=keeping(found, "needed")
    )
    assert scan_record(VISIT, kept) == ()
    again = Visit(
        purpose=visit.purpose, where=visit.where, when=visit.when, text_kept=kept.text_kept,
        seen=visit.seen + " Cpl. Dask too.",
    )  # fmt: skip
    assert [one.words for one in scan_record(VISIT, again)] == ["Cpl. Dask"]


def _visit(seen: str, kept: tuple[TextKept, ...] = ()) -> Visit:
    return Visit(purpose="other", where=Place(area="VM01"), when=Span(start="2032-05-20"), seen=seen, text_kept=kept)


def test_a_decision_holds_for_the_words_it_was_made_about_and_for_no_others_in_their_place() -> None:
    kept = keeping(scan_record(VISIT, _visit("Sgt. Pellow came.")), "he asked for it")
    assert scan_record(VISIT, _visit("Sgt. Pellow came back.", kept)) == ()
    assert [one.words for one in scan_record(VISIT, _visit("Sgt. Dask came.", kept))] == ["Sgt. Dask"]
    without_words = tuple(TextKept(field=one.field, found=one.found, times=9, reason="x") for one in kept)
    assert scan_record(VISIT, _visit("Sgt. Dask came.", without_words)) != ()


def test_what_a_record_says_of_its_own_decisions_is_not_believed() -> None:
    text = "Sgt. Pellow came."
    kept = keeping(scan_record(VISIT, _visit(text)), "made up")
    record, left = judged(VISIT, _visit(text, kept), ())
    assert record.text_kept == ()
    assert [one.words for one in left] == ["Sgt. Pellow"]
    record, left = judged(VISIT, _visit(text), kept)
    assert (record.text_kept, left) == (kept, ())
    assert judged(VISIT, _visit("Nobody came."), kept) == (_visit("Nobody came."), ())


def test_tokens_of_sources_and_names_of_groups_are_read_as_closely_as_free_text() -> None:
    assert [one.words for one in scan_record(SOURCE, Source(token="Tamba Orrel", type="person"))] == ["Tamba Orrel"]
    group = Group(name="Tamba Orrel network", aliases=("Sgt. Pellow", "Lamp Guard"))
    assert [(one.field, one.words) for one in scan_record(GROUP, group)] == [
        ("name", "Tamba Orrel"), ("aliases[0]", "Sgt. Pellow"),
    ]  # fmt: skip
    assert [one.words for one in scan_record(UNIT, Unit(name="4th Brigade (Col. Tamba Orrel)"))] == ["Col. Tamba Orrel"]
    assert scan_record(UNIT, Unit(name="Amber Ford Battalion")) == ()


def test_names_of_places_in_short_texts_are_not_pointed_at() -> None:
    assert scan_record(INCIDENT, incident(property_lost="Two carts at Tollen Harra")) == ()
    assert scan_record(INCIDENT, incident(narrative="Two carts at Tollen Harra")) != ()


@pytest.mark.parametrize(
    "hidden",
    ["\u200b", "\u200d", "\u00ad", "\ufeff", "\u2060", "\u034f", "\u3164", "\ufe0f", "\U000e0061",
     "\u202e\u202c", "\x00", "\x7f"],
)  # fmt: skip
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Am|ara Se|say told us so.", ("person", "Amara Sesay")),
        ("Call +254 7|12 345| 678 at night.", ("phone", "+254 712 345 678")),
        ("Write to a.b|@exa|mple.org today.", ("email", "a.b@example.org")),
        ("It lies at 4.36|1234, 18.55|5512.", ("coordinates", "4.361234, 18.555512")),
    ],
)
def test_marks_that_nobody_sees_hide_nothing(text: str, found: tuple[str, str], hidden: str) -> None:
    assert scan(text.replace("|", hidden)) == (found,)
    assert scan_record(INCIDENT, incident(narrative=text.replace("|", hidden)))[0].words == found[1]


@pytest.mark.parametrize("blank", ["\u2003", "\u2009", "\u3000", "\u2800"])
def test_no_other_blank_tears_a_name_apart(blank: str) -> None:
    assert scan(f"Amara{blank}Sesay told us so.") == (("person", "Amara Sesay"),)
