"""The state's share of recorded deaths of civilians, under each rule that can be defended; never one number."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from withstand.analysis.monthly import model_class
from withstand.analysis.result_values import Share, StateShare

_EXTERNAL = "acled_external_not_placed"


@dataclass(frozen=True)
class ShareRule:
    """Which classes count as the state, and what the share is of."""

    key: str
    label: str
    classes: tuple[str, ...]
    among_known: bool = False
    external: bool = False


RULES: tuple[ShareRule, ...] = (
    ShareRule("host", "the country's own forces", ("host_state",)),
    ShareRule("host_and_partners", "its forces and its named partners", ("host_state", "state_partner")),
    ShareRule("all_states", "forces of any state, and partners", ("host_state", "state_partner", "foreign_state")),
    ShareRule(
        "host_among_known",
        "the country's own forces, among deaths with a known perpetrator",
        ("host_state",),
        among_known=True,
    ),
    ShareRule(
        "with_external",
        "forces of any state, partners, and external forces that no rule places",
        ("host_state", "state_partner", "foreign_state"),
        external=True,
    ),
)


def state_share(events: pl.DataFrame, period: str) -> StateShare:
    """The state's share in `events` (EVENT, violence against civilians only is counted)."""
    counted = events.filter("against_civilians").with_columns(model_class().alias("model"))
    shares = tuple(share for rule in RULES if (share := _share(counted, rule)) is not None)
    return StateShare(
        period=period,
        shares=_distinct(shares),
        deaths=int(counted["civilians_best"].sum() or 0),
        events=counted.height,
    )


def _share(counted: pl.DataFrame, rule: ShareRule) -> Share | None:
    whole = counted.filter(pl.col("model") != "unknown") if rule.among_known else counted
    state = pl.col("model").is_in(rule.classes)
    if rule.external:
        state = state | (pl.col("perpetrator_step") == _EXTERNAL)
    part, rest = whole.filter(state), whole.filter(~state)
    return Share(
        rule.key,
        rule.label,
        _percent(_sum(part, "best"), _sum(whole, "best")),
        _percent(_sum(part, "low"), _sum(part, "low") + _sum(rest, "high")),
        _percent(_sum(part, "high"), _sum(part, "high") + _sum(rest, "low")),
        _percent(part.height, whole.height),
    )


def _sum(frame: pl.DataFrame, bound: str) -> int:
    """Deaths at one bound; where a source gives no bound, its best count is taken."""
    return int(frame.select(pl.coalesce(f"civilians_{bound}", "civilians_best").sum()).item() or 0)


def _percent(part: int, whole: int) -> float | None:
    return 100.0 * part / whole if whole else None


def _distinct(shares: tuple[Share, ...]) -> tuple[Share, ...]:
    """Rules that give the very answer of an earlier rule add nothing and are left out."""
    kept: list[Share] = []
    for share in shares:
        answers = (share.deaths, share.lowest, share.highest, share.events)
        if answers not in [(other.deaths, other.lowest, other.highest, other.events) for other in kept]:
            kept.append(share)
    return tuple(kept)
