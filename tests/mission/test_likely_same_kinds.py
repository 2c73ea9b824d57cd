"""Actors and threats that may be one: proposed where a name or what is said is the same, not where it looks alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from withstand.mission.likely_same_kinds import Named, Threatening, alike_by_name, alike_threats

BRIGADE = Named("a", "2nd Brigade", ("Second Brigade",), "Velmara", "army_brigade")
THREAT = Threatening(
    "a", "Fees at the bridge", "VM0101", date(2032, 4, 5), date.max, frozenset({"host_state"}), frozenset({"extortion"})
)


def test_the_same_name_but_for_case_and_accents_is_proposed_with_what_speaks_for_it() -> None:
    other = Named("b", "2ND  brigade".replace("  ", " "), (), "Velmara", "army_brigade")
    (pair,) = alike_by_name([BRIGADE, other], ())
    assert (pair.first, pair.second, pair.why) == ("a", "b", ("same_name", "same_country", "same_type"))
    (by_alias,) = alike_by_name([BRIGADE, Named("b", "Sécond Brigade")], ())
    assert by_alias.why == ("other_name",)


@pytest.mark.parametrize(
    "other",
    [Named("b", "22nd Brigade"), Named("b", "2nd Brigade", (), "Ostrel"), replace(BRIGADE, name="2nd", others=())],
)
def test_what_only_looks_alike_or_lies_elsewhere_is_not(other: Named) -> None:
    assert alike_by_name([BRIGADE, other], ()) == ()


def test_offices_of_one_name_in_two_areas_are_two() -> None:
    governors = [Named("a", "Governor", area="VM01"), Named("b", "Governor", area="VM02")]
    assert alike_by_name(governors, ()) == ()
    assert alike_by_name([governors[0], replace(governors[1], area="vm01")], ())


def test_what_somebody_decided_is_not_proposed_again() -> None:
    assert alike_by_name([BRIGADE, replace(BRIGADE, record="b")], [frozenset("ab")]) == ()


def test_threats_in_one_area_need_the_same_words_or_an_actor_and_a_harm() -> None:
    (pair,) = alike_threats([THREAT, replace(THREAT, record="b", text="Money at the bridge")], ())
    assert pair.why == ("same_area", "days_overlap", "same_class", "same_harm")
    (said,) = alike_threats([THREAT, replace(THREAT, record="b", classes=frozenset(), harms=frozenset())], ())
    assert said.why == ("same_area", "same_text", "days_overlap")


@pytest.mark.parametrize(
    "changed",
    [
        {"area": "VM0102"},
        {"area": ""},
        {"first": date(2031, 1, 1), "last": date(2031, 2, 1)},
        {"text": "Raids", "harms": frozenset({"looting"})},
        {"text": "Raids", "classes": frozenset({"non_state"})},
        {"text": "Raids", "classes": frozenset({"unknown"})},
    ],
)
def test_other_threats_stay_apart(changed: dict[str, object]) -> None:
    assert alike_threats([THREAT, replace(THREAT, record="b", **changed)], ()) == ()  # type: ignore[arg-type]
