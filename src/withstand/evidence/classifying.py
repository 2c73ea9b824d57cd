"""Every event's class of perpetrator, each distinct case decided once."""

from __future__ import annotations

from typing import Any

import polars as pl

from withstand.evidence.actor_table import ActorTable
from withstand.evidence.normal import each_combination
from withstand.evidence.perpetrators import Case, Rule

_CASE = ("source", "perpetrator", "side_code", "country", "country_code", "against_civilians")
_DECIDED = pl.Struct({"perpetrator_class": pl.String(), "perpetrator_step": pl.String()})


def classify(events: pl.LazyFrame, rule: Rule, actors: ActorTable) -> pl.LazyFrame:
    """`events` (EVENT) with `perpetrator_class` and `perpetrator_step` as `rule` gives them.

    Each distinct case is decided once; a registry entry that holds for some dates only is applied per event.
    """
    second = pl.col("perpetrator").is_not_null() & pl.col("perpetrator").ne_missing(pl.col("actor_1"))
    side_code = pl.when(second).then("actor_2_code").otherwise("actor_1_code").alias("side_code")
    period = actors.period_of(pl.col("perpetrator"), pl.col("date_end")).alias("period")

    def decide(*case: Any) -> tuple[str, str]:
        return rule.decide(Case(*case[:-1]), actors.on(case[-1]))

    case = pl.struct(*(side_code if name == "side_code" else name for name in _CASE), period)
    decided = case.map_batches(each_combination(decide, _DECIDED), return_dtype=_DECIDED, is_elementwise=True)
    fields = [pl.col("decided").struct.field(field.name) for field in _DECIDED.fields]
    return events.with_columns(decided.alias("decided")).with_columns(fields).drop("decided")
