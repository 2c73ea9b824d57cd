"""What the words of an intercession give away: no source, no exact place and no exact time, however it is written."""

from __future__ import annotations

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from withstand.dialogue.exposure import FEWEST, Chosen, Material, giveaways

EXAMPLES = 3000 if os.environ.get("WITHSTAND_PROOFS") else 250
ALERT = Material(
    texts=(
        "Men in uniform told farmers beyond the bridge at Reedhollow to be gone by Thursday, or not to be counted.",
        "Eleven trucks came after dark, says the sister of Osric Vane, who sells salt at the ferry.",
        "قال المزارعون إن الشاحنات وصلت إلى مخاضة العنبر ليلاً.",
    ),
    sources=("S-17", "Heron"),
    places=("VM0101", "Amber Ford", "Gué-d’Ambre", "مخاضة العنبر", "Reedhollow", "Dorre", "VM01", "old salt ferry"),
    people=("Osric Vane",),
    described=("the brigade at the bridge",),
    alerts=FEWEST,
    from_sources=FEWEST,
)
CHOSEN = Chosen(("VM01", "Dorre", "دوري"), "2032-05", ("14th Battalion", "الكتيبة 14", "Ministry of Defence"))

SOURCES = ["S-17", "s 17", "S17", "s‑17", "S–17", "S\u200b-17", "heron", "HERON", "He-ron", "هيرون Heron"]
PLACES = [
    "Reedhollow", "REED-HOLLOW", "reed hollow", "Reed\u200bhollow", "Réedhollow", "Amber Ford", "AmberFord",
    "amber-ford", "Gue d'Ambre", "gué d’ambre", "VM0101", "vm 0101", "مخاضة العنبر", "بمخاضة العنبر", "مُخاضة العنبر",
    "the old salt ferry", "the ferry", "-23.5811, -17.2238", "23°34'52\"S 17°13'26\"W",
]  # fmt: skip
TIMES = [
    "18 May", "May 18th", "May the fifteenth", "early May", "at the end of May", "0530", "half past six", "at Easter",
    "Thurs", "a week ago", "le quinze mai", "début mai", "el primero de mayo", "a mediados de mayo", "منتصف مايو",
    "قبل أسبوع", "18 May", "on the 18th", "the eighteenth of May", "2032-05-18", "18/05/2032", "18.05.32", "18:30",
    "6 pm", "six o'clock", "1830 hrs", "at dawn", "yesterday", "last night", "tonight", "two days ago",
    "in three hours", "Thursday", "in June", "in 2031", "last week",
    "jeudi", "le 18 mai", "le 18", "hier", "avant l’aube", "à 18h30", "il y a deux jours", "dans la nuit", "1er mai",
    "el jueves", "el 18 de mayo", "dieciocho de mayo", "ayer", "hace dos días", "a las 18.30", "al amanecer", "anoche",
    "يوم الخميس", "١٨ مايو", "18 من أيار", "أمس", "قبل يومين", "فجراً", "الساعة ٦", "منذ ثلاثة أيام", "ليلاً",
    "والخميس", "بالليل",
]  # fmt: skip
FREE = [
    "We are concerned about the conduct of the 14th Battalion in Dorre.", "Civilians there must not be harmed.",
    "We speak of May 2032.", "You may order that they stay in their barracks.", "Please act.",
    "Nous vous demandons de retenir vos troupes dans le Dorre en mai 2032.", "Les civils doivent être protégés.",
    "Pedimos que la población de Dorre sea respetada.", "Esto puede evitarse en mayo.",
    "نطلب حماية المدنيين في دوري خلال مايو 2032.", "نحن قلقون من سلوك الكتيبة 14.",
]  # fmt: skip
SECRETS = [("source", one) for one in SOURCES] + [("place", one) for one in PLACES] + [("time", one) for one in TIMES]


def never(text: str, material: Material = ALERT, chosen: Chosen = CHOSEN) -> set[str]:
    return {one.found for one in giveaways(text, material, chosen) if one.never}


@pytest.mark.parametrize("text", FREE)
def test_words_that_say_no_more_than_was_chosen_pass(text: str) -> None:
    assert not never(text)


@pytest.mark.parametrize(("found", "secret"), SECRETS)
def test_no_source_exact_place_or_time_passes_in_any_language(found: str, secret: str) -> None:
    assert found in never(f"We know of it {secret} and ask you to act.")


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    st.lists(st.sampled_from(FREE), max_size=3),
    st.sampled_from(SECRETS),
    st.integers(0, 3),
    st.sampled_from((" ", ", ", " – ", "\n", " (")),
    st.sampled_from((str, str.upper, str.lower)),
)
def test_a_secret_is_found_wherever_it_stands(free, secret, place, between, case) -> None:  # type: ignore[no-untyped-def]
    parts = [*free]
    parts.insert(min(place, len(parts)), case(secret[1]))
    assert secret[0] in never(between.join(parts))


WORDS = [word for text in ALERT.texts for word in text.split()]


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS) | st.sampled_from(FREE) | st.sampled_from([one for _, one in SECRETS]), max_size=9)
)
def test_what_passes_carries_no_secret_reckoned_by_other_means(parts: list[str]) -> None:
    text = " ".join(parts)
    if never(text):
        return
    heard = "".join(mark for mark in text.casefold() if mark.isalnum())
    assert not [one for one in ("s17", "heron", "reedhollow", "amberford", "vm0101", "osricvane") if one in heard]
    assert not {"thursday", "yesterday", "tonight", "jeudi", "ayer", "dawn"} & set(text.casefold().split())
    assert not any(secret in parts for _, secret in SECRETS)


def test_what_is_like_the_alert_is_pointed_at_and_may_be_kept() -> None:
    found = {(one.found, one.words) for one in giveaways("They told farmers to be gone: eleven.", ALERT, CHOSEN)}
    assert ("number", "eleven") in found
    assert ("rare_word", "farmers") in found
    assert ("wording", "to be gone") in found
    assert ("described", "the brigade at the bridge") not in found
    common = Material(texts=ALERT.texts, common=frozenset({"farmers"}), alerts=FEWEST, from_sources=FEWEST)
    assert ("rare_word", "farmers") not in {(one.found, one.words) for one in giveaways("farmers", common, CHOSEN)}


@pytest.mark.parametrize(("alerts", "sources", "few"), [(1, 1, True), (9, 1, True), (1, 9, True), (5, 5, False)])
def test_a_cell_of_few_is_told(alerts: int, sources: int, *, few: bool) -> None:
    material = Material(alerts=alerts, from_sources=sources)
    assert ("few" in {one.found for one in giveaways("Please act.", material, CHOSEN)}) is few


def test_a_name_in_the_alert_is_no_name_to_say_unless_it_was_chosen() -> None:
    material = Material(texts=("There the Lamp Guard keeps a list.",), alerts=FEWEST, from_sources=FEWEST)
    assert "name" in never("the Lamp Guard", material, Chosen())
    assert not never("the Lamp Guard", material, Chosen((), "", ("Lamp Guard",)))
