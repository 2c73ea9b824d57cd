"""What a study of presence says in words: carefully, with its limits, and never more than it found (methods 3.6)."""

from __future__ import annotations

from functools import partial
from math import isfinite
from types import MappingProxyType
from typing import TYPE_CHECKING

from withstand.analysis.effects.counts import PRESENT
from withstand.analysis.effects.randomisation import LEAST_DRAWS
from withstand.analysis.effects.study_values import ANY, NEAR, SAME, Effect, Study
from withstand.vocabulary.sentences import said
from withstand.vocabulary.terms import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from withstand.analysis.effects.sensitivity import LeftOut
    from withstand.mission.presence_ground import PresenceGround

BOOK = "effects_words"
LEVEL = 0.05
OFTEN = 0.4
"""Above this, a share of reshuffles says more than "1 of N"."""
NOTICED = 1.25
"""A spike this many times what was before is told with its size."""
NAMES_SHOWN = 6


def label(perpetrator: str, language: str = "en") -> str:
    """A perpetrator class in words; `all` is everybody."""
    known = vocabulary("perpetrators")
    return known.label(perpetrator, language) if perpetrator in known.terms else said(BOOK, perpetrator, language)


def direction(effect: Effect) -> str:
    """Whether "fewer" or "more": where reshuffling seldom gives as much and no part turns the sign; else "both"."""
    if effect.chance is None or effect.chance.p > LEVEL or any(one.turns for one in effect.left_out):
        return "both"
    return "fewer" if effect.estimate.value < 0 else "more"


def card(
    study: Study, perpetrator: str, language: str = "en", names: Mapping[str, str] = MappingProxyType({})
) -> list[str]:
    """The explanation of one perpetrator's estimates: same place, next door, what could be seen, chance, limits.

    `names` are those of the units, where they have any beside their codes.
    """
    word = partial(said, BOOK, language=language)
    who = label(perpetrator, language)
    lines = []
    same, near = study.effect(perpetrator), study.effect(perpetrator, ANY, NEAR)
    if same is None:
        return [word("nothing", who=who)]
    if not study.donut:
        lines.append(_without_donut(study, perpetrator, language))
    lines.append(word(f"same_{'both' if not study.donut else direction(same)}", who=who))
    share = same.mde_share
    source = word(same.mde_from)
    if isfinite(share) and share < 1:
        lines.append(word("seen", share=round(100 * share), source=source))
    else:
        lines.append(word("seen_nothing", who=who, source=source))
    if same.chance is not None:
        often = same.chance.p > OFTEN
        lines.append(
            word("chance_often", share=round(100 * same.chance.p), draws=same.chance.draws)
            if often
            else word("chance", times=round(1 / same.chance.p), draws=same.chance.draws)
        )
        if same.chance.draws < LEAST_DRAWS:
            lines.append(word("few_draws", draws=LEAST_DRAWS))
    else:
        lines.append(word("no_chance"))
    if near is not None:
        lines.append(word(f"near_{'both' if not study.donut else direction(near)}", who=who))
    if same.trend is not None and isfinite(same.trend.kills_sign):
        lines.append(word("trend", times=f"{same.trend.kills_sign:.2g}"))
    elif same.trend is None:
        lines.append(word("no_trend"))
    lines += [word(f"turns_{one.what}", name=_turning(one, same, names)) for one in same.left_out if one.turns]
    return lines


def _turning(one: LeftOut, effect: Effect, names: Mapping[str, str]) -> str:
    """The name of what turns the sign when it is left out."""
    code = one.high_without if (one.high > 0) != (effect.estimate.value > 0) else one.low_without
    unit, comma, year = code.rpartition(", ") if one.what == "episode" else (code, "", "")
    return f"{names.get(unit, unit)}{comma}{year}"


def _without_donut(study: Study, perpetrator: str, language: str) -> str:
    spike = study.spikes.get(perpetrator)
    who = label(perpetrator, language)
    if spike is not None and isfinite(spike.times) and spike.times >= NOTICED:
        return said(BOOK, "no_donut_spike", language, who=who, times=f"{spike.times:.1f}")
    return said(BOOK, "no_donut", language, who=who)


def bare_sentence(study: Study, perpetrator: str, language: str = "en") -> str:
    """What the estimate without a donut is, and why it must not be used."""
    bare = next(
        (one for one in study.bare if (one.perpetrator, one.outcome, one.place) == (perpetrator, ANY, SAME)), None
    )
    if bare is None:
        return ""
    shown = said(BOOK, "bare", language, value=f"{bare.estimate.value:+.3f}")
    return f"{shown} {_without_donut(study, perpetrator, language)}"


def limits(study: Study, language: str = "en") -> list[str]:
    """What holds of every estimate on this page."""
    word = partial(said, BOOK, language=language)
    lines = [word("limit_what")]
    if set(study.perpetrators) - {"non_state"}:
        lines.append(word("limit_witnesses"))
    return [*lines, word("limit_neighbours"), word("limit_errors")]


def account(study: Study, ground: PresenceGround, language: str = "en") -> list[str]:
    """What went in and what was left out, with numbers."""
    word = partial(said, BOOK, language=language)
    of = study.counted
    lines = [word("units", units=of.units, months=of.months, entered=of.entered, rows=of.treated_rows)]
    if ground.twice:
        lines.append(word("twice", number=ground.twice, posts=ground.posts))
    if ground.troops_unknown:
        lines.append(word("troops_unknown", number=ground.troops_unknown, places=ground.places))
    if ground.unplaced:
        names = ", ".join(ground.unplaced[:NAMES_SHOWN]) + (" …" if len(ground.unplaced) > NAMES_SHOWN else "")
        lines.append(word("unplaced", number=len(ground.unplaced), names=names))
    if of.unknown_entry:
        lines.append(word("unknown_entry", number=of.unknown_entry))
    left = {"donut": of.rows_donut, "after_leaving": of.rows_after_leaving, "unknown": of.rows_unknown}
    lines += [word(f"rows_{what}", number=number) for what, number in left.items() if number]
    lost = {one.place: one.lost for one in study.effects if one.lost}
    lines += [word("rows_lost", number=number, place=word(place)) for place, number in lost.items()]
    for one in study.counts:
        if one.dose == PRESENT and one.dropped["rows_of_zeros"]:
            lines.append(
                word("zeros", who=label(one.perpetrator, language), units=one.dropped["units_of_zeros"],
                     rows=one.dropped["rows_of_zeros"])
            )  # fmt: skip
    lines += [word(f"without_{one.why}", who=label(one.perpetrator, language)) for one in study.without]
    return list(dict.fromkeys(lines))
