"""`withstand check`: do the events of a GED file add up to the yearly totals of one-sided violence?"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from withstand.cli.terminal import piped, print_json, print_table, say, showing_progress
from withstand.errors import InputError
from withstand.evidence.formats import Kind
from withstand.evidence.one_sided import read_one_sided, reconcile
from withstand.evidence.reading import read_events


def run_check(events: Path, against: Path, countries: tuple[str, ...]) -> None:
    """Compare every actor-year that lies in one country alone; exit 0 whether they agree or not, and say which."""
    with showing_progress() as progress, read_events(events, progress=lambda step: progress(step, 0, 1)) as file:
        if file.kind is not Kind.UCDP_GED:
            raise InputError(f"{events.name} holds {file.kind.value}; a check needs UCDP GED events.")
        chosen = file.events.collect()
    if countries:
        chosen = chosen.filter(pl.col("country").is_in(list(countries)))
    if not chosen.height:
        raise InputError(f"{events.name} holds no events in {', '.join(countries)}.")
    compared = reconcile(chosen, read_one_sided(against))
    agreeing = int(compared["agrees"].sum())
    if piped():
        print_json({"actor_years": compared.height, "agreeing": agreeing, "rows": compared.to_dicts()})
        return
    differing = compared.filter(~pl.col("agrees"))
    if differing.height:
        header = ["actor", "year", "low", "in file", "best", "in file", "high", "in file"]
        columns = [f"{bound}_{side}" for bound in ("low", "best", "high") for side in ("events", "file")]
        rows = [[str(cell) for cell in row] for row in differing.select("actor", "year", *columns).iter_rows()]
        print_table("Actor-years that do not agree", header, rows)
    say(f"{agreeing} of {compared.height} actor-years agree in low, best and high.")
    say("Left out: actor-years in several countries, whose totals no file shares out, and those under 25 deaths.")
