"""The whole study of presence on one panel: described, estimated, reshuffled, bent and cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from withstand.analysis.effects.counts import count_effects, count_statistic
from withstand.analysis.effects.event_time import event_bins, spike
from withstand.analysis.effects.fixed_effects import EffectsError
from withstand.analysis.effects.placed_effects import Asked, effects_of, statistic_of
from withstand.analysis.effects.presence_design import DONUT, NEVER, design
from withstand.analysis.effects.randomisation import by_chance, movable, strata
from withstand.analysis.effects.study_values import NEAR, SAME, Counted, Study, Without

if TYPE_CHECKING:
    from collections.abc import Callable

    from withstand.analysis.effects.effects_panel import EffectsPanel
    from withstand.analysis.panel import FloatArray, IntArray

LEAST_BEFORE = 12


def study(
    panel: EffectsPanel,
    perpetrators: tuple[str, ...],
    *,
    donut: int = DONUT,
    draws: int = 500,
    seed: int = 2020,
    progress: Callable[[str, int, int], None] = lambda _step, _done, _total: None,
) -> Study:
    """Everything of methods 3 on this panel, for the perpetrators that have any recorded event.

    Raises EffectsError where no unit with presence can be compared with anything.
    """
    made = design(panel.presence.present, panel.presence.known, donut)
    if not made.treated.any():
        raise EffectsError(
            "Nothing to estimate: no area has both months without presence and months with it in this record. Where "
            "posts stand on the first map, their entry is unknown; --first-map-is-entry takes that map for it."
        )
    recorded = tuple(who for who in perpetrators if panel.events[who].any())
    without = [Without(who, "all", "no_events") for who in perpetrators if who not in recorded]
    if not recorded:
        raise EffectsError("Nothing to estimate: no violence against civilians by these perpetrators is recorded.")
    groups = violence_strata(panel)
    asked = [Asked(panel, recorded, place, donut) for place in (SAME, NEAR)]
    statistics = (*(statistic_of(each) for each in asked), count_statistic(panel, recorded, donut))

    def statistic(order: IntArray) -> FloatArray:
        return np.concatenate([one(order) for one in statistics])

    observed = statistic(np.arange(len(panel.units)))
    chances = list(
        by_chance(
            statistic, observed, groups, draws, seed, lambda done, total: progress("reshuffling", done - 1, total)
        )
        if draws
        else [None] * observed.size
    )
    effects, bare = [], []
    for each in asked:
        own = [chances.pop(0) for _ in range(each.size)]
        progress(f"effects: {each.place.replace('_', ' ')}", 0, 1)
        effects += effects_of(each, own, without)
        bare += effects_of(Asked(panel, recorded, each.place, 0), [None] * each.size, [], bins=False)
    progress("counts of events", 0, 1)
    counts = count_effects(panel, recorded, donut, chances, without)
    usable = panel.presence.known & (made.entry != 0)[:, None]
    return Study(
        perpetrators=recorded,
        donut=donut,
        draws=draws,
        seed=seed,
        counted=_counted(panel, donut, groups),
        descriptive=event_bins(panel, made.entry, usable, recorded),
        spikes={who: spike(panel.events[who], made.entry, usable) for who in recorded},
        effects=tuple(effects),
        bare=tuple(bare),
        counts=counts,
        without=tuple(without),
    )


def violence_strata(panel: EffectsPanel) -> IntArray:
    """Strata by country and by all violence against civilians before the country's first entry.

    Where fewer than twelve months come before it, all months count: under the null hypothesis presence changed none.
    """
    made = design(panel.presence.present, panel.presence.known, 0)
    codes, violence = panel.country_codes, np.zeros(len(panel.units))
    for country in np.unique(codes):
        inside = codes == country
        entries = made.entry[inside & (made.entry != NEVER)]
        until = int(entries.min()) if entries.size and entries.min() >= LEAST_BEFORE else panel.shape[1]
        violence[inside] = panel.events["all"][inside, :until].sum(axis=1)
    return strata(codes, violence)


def _counted(panel: EffectsPanel, donut: int, groups: IntArray) -> Counted:
    presence = panel.presence
    made, bare = design(presence.present, presence.known, donut), design(presence.present, presence.known, 0)
    histories = np.unique(np.column_stack([presence.present, presence.known]), axis=0, return_inverse=True)[1]
    entered = (made.entry > 0) & made.treated.any(axis=1)
    since = made.event_time
    gone = (made.entry > 0)[:, None] & (since >= 0) & ~presence.present & presence.known
    return Counted(
        units=panel.shape[0],
        months=panel.shape[1],
        countries=len(set(panel.countries)),
        entered=int(entered.sum()),
        unknown_entry=int((presence.unknown_entry | (made.entry == 0)).sum()),
        rows_unknown=int((~presence.known[~presence.unknown_entry]).sum()),
        rows_donut=int(bare.untreated.sum() - made.untreated.sum()),
        rows_after_leaving=int(gone.sum()),
        treated_rows=int(made.treated.sum()),
        movable=movable(groups, histories.ravel()),
    )
