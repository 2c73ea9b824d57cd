"""Headings as people write them, in four languages, on one line or two: a proposal that says what it does not know."""

from __future__ import annotations

import pytest

from withstand.brief.matrix.headings import headings, language_of, propose
from withstand.brief.matrix.layout import own_layout


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("Location", "place"),
        ("LOCATION / HOTSPOT", "place"),
        ("Lieu", "place"),
        ("Ubicación", "place"),
        ("الموقع", "place"),
        ("Threat", "threat"),
        ("Nature of the threat", "threat"),
        ("Menace sur les civils", "threat"),
        ("التهديد", "threat"),
        ("Threat / Menace", "threat"),
        ("Perpetrator(s)", "perpetrators"),
        ("Auteurs présumés", "perpetrators"),
        ("Autor presunto", "perpetrators"),
        ("الجهة", "perpetrators"),
        ("Population at risk", "groups"),
        ("Groupes vulnérables", "groups"),
        ("Likelihood (1-5)", "likelihood"),
        ("Probabilité", "likelihood"),
        ("Impact on civilians (1 to 5)", "impact"),
        ("Gravité", "impact"),
        ("Vulnerability", "vulnerability"),
        ("Risk level", "rating"),
        ("Niveau de la menace", "rating"),
        ("Prioridad", "rating"),
        ("مستوى التهديد", "rating"),
        ("Must/Should/Could", "rating"),
        ("Host State posture", "state_posture"),
        ("Mitigation measures", "action"),
        ("Recommended actions", "action"),
        ("Mesures d'atténuation", "action"),
        ("الإجراءات", "action"),
        ("Responsible section(s)", "action_owner"),
        ("Point focal", "action_owner"),
        ("المسؤول", "action_owner"),
        ("Deadline", "action_due"),
        ("Échéance", "action_due"),
        ("Fecha límite", "action_due"),
        ("Next review", "review_by"),
        ("Last updated", "reviewed_on"),
        ("Date identified", "since"),
        ("Triggers", "triggers"),
        ("Access", "access"),
        ("Mission presence", "assets"),
        ("Province", "province"),
        ("Territoire", "district"),
        ("Filing cabinet", ""),
        ("Password", ""),
        ("", ""),
    ],
)
def test_a_heading_alone(heading: str, target: str) -> None:
    assert [column.to for column in propose(["Threat", heading] if target != "threat" else [heading])][-1] == target


def test_two_lines_the_upper_over_several_columns() -> None:
    upper = ["No", "Where", "Threat", "", "", "Response", "", "", ""]
    lower = ["", "", "What", "Who", "When", "What", "Who", "When", "Status"]
    found = propose(headings(upper, lower))
    assert [column.to for column in found] == [
        "reference",
        "place",
        "threat",
        "perpetrators",
        "since",
        "action",
        "action_owner",
        "action_due",
        "action_status",
    ]
    assert found[5].heading == "Response / What"


def test_who_and_when_belong_to_the_side_they_stand_on() -> None:
    found = propose(["Place", "Threat", "Who", "When", "Action", "Who", "When", "Status"])
    assert [column.to for column in found][2:] == [
        "perpetrators",
        "since",
        "action",
        "action_owner",
        "action_due",
        "action_status",
    ]


def test_a_meaning_is_given_once_to_the_heading_that_says_it_best() -> None:
    found = propose(["Threat", "Risk of displacement", "Risk level", "Location"])
    assert [column.to for column in found] == ["threat", "", "rating", "place"]


def test_a_description_without_a_threat_column_is_the_threat() -> None:
    assert [column.to for column in propose(["Location", "Threat description", "Rating"])] == [
        "place",
        "threat",
        "rating",
    ]


def test_the_highest_number_of_a_scale_is_read_from_the_heading() -> None:
    assert [column.scale for column in propose(["Likelihood (1-5)", "Impact 1 to 3", "Rating"])] == [5, 3, 0]


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_our_own_headings_mean_what_they_say(language: str) -> None:
    layout = own_layout(language)
    assert [column.to for column in propose([one.heading for one in layout.columns])] == [
        one.to for one in layout.columns
    ]


def test_the_language_of_most_headings() -> None:
    assert language_of(["Menace", "Lieu", "Niveau"]) == "fr"
    assert language_of(["Amenaza", "Lugar", "Plazo"]) == "es"
    assert language_of(["التهديد", "Location"]) == "ar"
    assert language_of(["Threat", "Impact"]) == "en"
