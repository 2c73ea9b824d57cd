"""The audit in plain words says a gap where it is shown, and never more than the records bear."""

from __future__ import annotations

import re

import pytest
from response_truth import made_up

from withstand.analysis.response.audit import OWN, audited
from withstand.brief.response.card import card
from withstand.brief.response.tables import Asked, response_sheet, state_sheet
from withstand.vocabulary.sentences import sentences

GAP = audited(made_up(3, cases=400, effect=-1.0, unknown=0.08).cases)
NOTHING = audited(made_up(4, cases=400, effect=0.0).cases)
ASKED = Asked("holder", "", "2032-01-01", "2032-01-01", "admin2")


def test_a_gap_is_said_in_points_with_its_interval_and_what_the_unknown_could_do_to_it() -> None:
    said = card(GAP)[1]
    gap = next(one for one in GAP.versions[OWN].gaps if one.perpetrator == "host_state")
    assert gap.adjusted is not None
    assert f"{-100 * gap.adjusted.estimate:.0f} points less often" in said
    assert f"(between {-100 * gap.adjusted.high:.0f} and {-100 * gap.adjusted.low:.0f} points less)" in said
    assert "beyond chance, over all" in said
    assert "If all that cannot be known" in said
    assert GAP.versions[OWN].beyond_chance == ("host_state",)


def test_where_nothing_is_shown_the_smallest_that_would_be_is_said() -> None:
    said = card(NOTHING)[1]
    assert "only a difference of" in said
    assert "beyond chance" not in said
    assert NOTHING.versions[OWN].beyond_chance == ()


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_the_figures_of_the_card_are_the_same_in_every_language(language: str) -> None:
    for audit in (GAP, NOTHING):
        for english, other in zip(card(audit), card(audit, language), strict=True):
            assert sorted(re.findall(r"\d+", english)) == sorted(re.findall(r"\d+", other))


def test_every_sentence_and_heading_is_told_in_four_languages() -> None:
    for key, spoken in sentences("response_words").items():
        assert set(spoken) == {"en", "fr", "es", "ar"}, key
        places = {language: sorted(re.findall(r"{\w+}", text)) for language, text in spoken.items()}
        assert all(one == places["en"] for one in places.values()), key
    for sheet in (response_sheet(GAP, ASKED), state_sheet(GAP, ASKED)):
        assert all(sheet.heading(column, language) for column in sheet.columns for language in ("en", "ar"))
