"""Effects of our presence, as the review tells them: estimated where it is asked for, else what is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from withstand.brief.papers.tongue import LANGUAGES
from withstand.mission.own_parts import Cell, OwnEffects
from withstand.vocabulary.sentences import said

if TYPE_CHECKING:
    from withstand.analysis.effects.study_values import Study
    from withstand.mission.presence_ground import PresenceGround

WORDS = "review_words"
PERPETRATORS = ("host_state", "non_state")
DRAWS, SEED = 500, 2020
"""As `withstand effects` has them."""

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Presences:
    """Presence put on the areas and months of the events, what it comes from, and how often it is reshuffled."""

    ground: PresenceGround
    rests_on: Mapping[str, Cell]
    draws: int = DRAWS


def without_effects(key: str, **about: object) -> OwnEffects:
    """Nothing is estimated: one sentence says what is missing."""
    return OwnEffects(
        False, {language: (said(WORDS, key, language, **about),) for language in LANGUAGES}, (), {}
    )  # fmt: skip


def own_effects(given: Presences, progress: Progress) -> OwnEffects:
    """The estimates, with the smallest effect that could have been seen, in words and as rows."""
    from withstand.analysis.effects.fixed_effects import EffectsError
    from withstand.analysis.effects.presence_design import DONUT
    from withstand.analysis.effects.study import study

    try:
        made = study(given.ground.panel, PERPETRATORS, donut=DONUT, draws=given.draws, seed=SEED, progress=progress)
    except EffectsError:
        return without_effects("effects_nothing")
    rests_on = {
        **given.rests_on, "effects_donut_months": made.donut, "effects_draws": made.draws, "effects_seed": made.seed,
    }  # fmt: skip
    return OwnEffects(
        True, {one: tuple(_sentences(made, given.ground, one)) for one in LANGUAGES}, tuple(_rows(made)), rests_on
    )  # fmt: skip


def _sentences(made: Study, placed: PresenceGround, language: str) -> list[str]:
    """What went in, a paragraph for each class, and what holds of all."""
    from withstand.mission.effects_words import account, card, label, limits

    cards = [
        f"{label(who, language)}: {' '.join(card(made, who, language, placed.names))}" for who in made.perpetrators
    ]
    return [*account(made, placed, language)[:1], *cards, *limits(made, language)]


def _rows(made: Study) -> list[Mapping[str, Cell]]:
    from withstand.analysis.effects.study_values import plain_value

    rows: list[Mapping[str, Cell]] = []
    for one in made.effects:
        found, chance = one.estimate, asdict(one.chance) if one.chance else {}
        row: dict[str, Any] = {
            "perpetrator": one.perpetrator, "outcome": one.outcome, "place": one.place, "estimate": found.value,
            "low": found.low, "high": found.high, "p": chance.get("p", found.p), "smallest": one.mde,
            "smallest_from": one.mde_from, "expected": one.expected, "rows": found.rows, "areas": found.clusters,
        }  # fmt: skip
        rows.append({name: plain_value(value) for name, value in row.items()})
    return rows
