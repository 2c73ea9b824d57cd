"""Ratings as words, numbers, letters and colours; components, groups; what is never guessed, and never low by guess."""

from __future__ import annotations

import pytest

from withstand.brief.matrix.parts_in import read_actors, read_owner, read_place, section_name, several_lines
from withstand.brief.matrix.terms_in import PLAIN, Reading, colours_in, read_term, read_terms
from withstand.brief.records.template_cells import Unread
from withstand.vocabulary.terms import vocabulary

RATINGS = ("likelihood", "vulnerability", "impact", "threat_ratings")


@pytest.mark.parametrize(
    ("name", "cell", "key"),
    [
        ("likelihood", "4", "likely"),
        ("likelihood", "4.0", "likely"),
        ("likelihood", "4/5", "likely"),
        ("likelihood", "4 - Likely", "likely"),
        ("likelihood", "Likely", "likely"),
        ("likelihood", "LIKELY (4)", "likely"),
        ("likelihood", "très probable", "almost_certain"),
        ("likelihood", "مرجح", "likely"),
        ("likelihood", "Alta", "likely"),
        ("impact", "5", "critical"),
        ("impact", "Catastrophic", "critical"),
        ("impact", "Élevé", "severe"),
        ("vulnerability", "Very high", "very_high"),
        ("vulnerability", "Moyenne", "moderate"),
        ("threat_ratings", "HIGH", "high"),
        ("threat_ratings", "H", "high"),
        ("threat_ratings", "Med", "moderate"),
        ("threat_ratings", "Faible", "low"),
        ("threat_ratings", "Rouge", "high"),
        ("threat_ratings", "Must", "very_high"),
        ("threat_ratings", "High / Élevé", "high"),
        ("threat_ratings", "مرتفع", "high"),
        ("threat_ratings", "TBC", "unknown"),
        ("threat_ratings", "N/A", "unknown"),
        ("threat_ratings", "?", "unknown"),
        ("threat_ratings", "inconnu", "unknown"),
        ("likelihood", "غير معروف", "unknown"),
        ("impact", "por confirmar", "unknown"),
        ("imminence", "< 48h", "under_48_hours"),
        ("imminence", "2 weeks", "under_2_weeks"),
        ("postures", "able but unwilling", "able_unwilling"),
        ("postures", "Obstructive", "obstructing"),
        ("access", "No", "denied"),
        ("action_status", "Ongoing", "under_way"),
        ("action_status", "Réalisée", "done"),
        ("components", "CAS", "civil_affairs"),
        ("components", "UNPOL", "police"),
        ("perpetrators", "NSAG", "armed_group"),
        ("perpetrators", "FDS", "host_state"),
        ("threat_status", "closed", "ended"),
    ],
)
def test_what_people_write(name: str, cell: str, key: str) -> None:
    assert read_term(name, cell) == key


@pytest.mark.parametrize(
    ("name", "cell", "why"),
    [
        ("threat_ratings", "12", "a product perhaps"),
        ("impact", "0", "no rank"),
        ("likelihood", "6", "no rank"),
        ("threat_ratings", "high / low", "says high and low"),
        ("likelihood", "4 - Unlikely", "says likely and unlikely"),
        ("threat_ratings", "quiet", "none of the choices"),
        ("threat_ratings", "Low, unclear", "none of the choices"),
        ("threat_ratings", "#DIV/0!", "none of the choices"),
        ("components", "Colonel", "none of the choices"),
    ],
)
def test_what_is_not_guessed_says_why(name: str, cell: str, why: str) -> None:
    with pytest.raises(Unread, match=why):
        read_term(name, cell)


@pytest.mark.parametrize("name", RATINGS)
@pytest.mark.parametrize(
    "cell", ["?", "n/a", "TBC", "unknown", "not assessed", "à confirmer", "desconocido", "غير معروف"]
)
def test_unknown_in_any_words_is_never_low(name: str, cell: str) -> None:
    assert "rank" not in vocabulary(name).terms[read_term(name, cell)].facts


def test_letters_are_colours_where_the_column_says_so() -> None:
    assert colours_in(["R", "A", "G", ""])
    assert not colours_in(["H", "M", "L"])
    assert not colours_in(["A", "A"])
    lights = Reading(colours=True)
    assert [read_term("threat_ratings", letter, lights) for letter in "RAG"] == ["high", "moderate", "low"]
    assert read_term("threat_ratings", "A") == "high"


def test_a_scale_of_three_is_not_a_scale_of_five() -> None:
    of_three = Reading(scale=3)
    assert [read_term("likelihood", str(number), of_three) for number in (1, 2, 3)] == [
        "unlikely",
        "possible",
        "likely",
    ]
    assert read_term("likelihood", "3") == "possible"


def test_a_number_in_a_column_of_priorities_may_be_the_highest_or_the_lowest() -> None:
    with pytest.raises(Unread, match="highest or the lowest"):
        read_term("threat_ratings", "1", Reading(priority=True))


def test_a_matrix_s_own_words_come_first() -> None:
    own = Reading(words={"threat_ratings": {"12": "high", "Watch": "moderate"}})
    assert read_term("threat_ratings", "12", own) == "high"
    assert read_term("threat_ratings", "watch", own) == "moderate"


def test_lists_are_split_where_no_label_is() -> None:
    assert read_terms("components", "Force / HRD, CAS and PIO") == (
        ("force", "human_rights", "civil_affairs", "communications"),
        (),
    )
    assert read_terms("protection_groups", "Traders, herders and farmers; Women") == (
        ("traders_herders_farmers", "women"),
        (),
    )
    assert read_terms("protection_groups", "women, cyclists") == (("women",), ("cyclists",))


@pytest.mark.parametrize(
    ("cell", "actor"),
    [
        ("Armed groups: the River Front (C2, moderate confidence)", ("armed_group", "the River Front", "C2")),
        ("River Front (NSAG)", ("armed_group", "River Front", None)),
        ("Army", ("host_state", "Army", None)),
        ("State forces of the country", ("host_state", "", None)),
        ("men in uniform", ("unknown", "men in uniform", None)),
    ],
)
def test_actors_and_never_a_guess_about_uniforms(cell: str, actor: tuple[str, str, str | None]) -> None:
    (found,) = read_actors(cell, PLAIN)
    assert (found["perpetrator"], found.get("described", ""), found.get("grade")) == actor


@pytest.mark.parametrize(
    ("cell", "owner"),
    [
        ("Force", {"owner": "force"}),
        ("HRD / CAS", {"owner": "human_rights", "components": ["civil_affairs"]}),
        ("Force (Amber Ford)", {"owner": "force", "owner_office": "Amber Ford"}),
        ("NGO forum", {"owner_office": "NGO forum"}),
        ("Force and the NGO forum", {"owner": "force", "owner_office": "the NGO forum"}),
    ],
)
def test_owners(cell: str, owner: dict[str, object]) -> None:
    assert read_owner(cell, PLAIN) == owner


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("one", ("one",)),
        ("one\ntwo", ("one", "two")),
        ("• one\n• two", ("one", "two")),
        ("1. one\n   goes on\n2. two", ("one goes on", "two")),
        ("1) one 2) two", ("one", "two")),
        ("- one\n- two\n\n", ("one", "two")),
        ("12 patrols a week", ("12 patrols a week",)),
    ],
)
def test_actions_in_one_cell(cell: str, items: tuple[str, ...]) -> None:
    assert several_lines(cell) == items


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("PROVINCE OF DORRE", "Dorre"),
        ("Province de Kessin", "Kessin"),
        ("Sector North", "North"),
        ("ولاية دورّي", "دورّي"),
        ("Lonn Coast", "Lonn Coast"),
    ],
)
def test_headings_between_rows_name_an_area(text: str, name: str) -> None:
    assert section_name(text) == name


@pytest.mark.parametrize(
    ("cells", "section", "place"),
    [
        ({"district": "VM0101"}, "", {"area": "VM0101", "level": "admin2", "precision": "admin2"}),
        (
            {"place": "VM0101 / Reedhollow"},
            "",
            {"area": "VM0101", "level": "admin2", "name": "Reedhollow", "precision": "near"},
        ),
        (
            {"place": "Reedhollow"},
            "Dorre",
            {"area": "Dorre", "level": "admin1", "name": "Reedhollow", "precision": "near"},
        ),
        ({"province": "Kessin"}, "Dorre", {"area": "Kessin", "level": "admin1", "precision": "admin1"}),
        ({"place": "Reedhollow"}, "", {"name": "Reedhollow", "precision": "near"}),
        ({"place": "–"}, "", None),
    ],
)
def test_places(cells: dict[str, str], section: str, place: dict[str, str] | None) -> None:
    assert read_place(cells, section) == place
