"""`withstand effects`: its options; what it does is loaded when it runs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from withstand.cli.ledger_options import PassphraseFile

_GRID = "grid"


def add_to(app: typer.Typer) -> None:
    """Put the command into the program."""
    app.command()(effects)


def effects(
    presence: Annotated[
        Path | None, typer.Option(help="Where peacekeepers were: a Geo-PKO file (CSV), a row for each place and map.")
    ] = None,
    events: Annotated[
        Path | None,
        typer.Option(
            help="Conflict events: UCDP GED (yearly, candidate, HDX) or ACLED; CSV, XLSX, Parquet, zip or gz."
        ),
    ] = None,
    workspace: Annotated[Path | None, typer.Option(help="A folder made by `withstand init`, for its data.")] = None,
    vintage: Annotated[
        str, typer.Option(help="Vintage to use: the start of its hash, or a day by which it was retrieved.")
    ] = "",
    areas: Annotated[Path | None, typer.Option(help="Boundaries (GeoJSON) or a list of P-codes (CSV, XLSX).")] = None,
    level: Annotated[str, typer.Option(help="Units: admin1, admin2, or grid (PRIO-GRID cells).")] = "admin1",
    countries: Annotated[
        list[str] | None, typer.Option("--country", help="Country to keep, as the file of events names it.")
    ] = None,
    as_of: Annotated[
        datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="Use events up to this day only.")
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Begin with the month of this day; else with the record."),
    ] = None,
    state_partners: Annotated[
        list[str] | None, typer.Option("--state-partner", help="Actor to count as a partner of the state, by its name.")
    ] = None,
    actors: Annotated[
        Path | None, typer.Option(help="CSV that says what actors are: actor,class,country,from,to,basis.")
    ] = None,
    perpetrators: Annotated[
        list[str] | None, typer.Option("--perpetrator", help="Perpetrator class; may be repeated. `all` is everybody.")
    ] = None,
    donut: Annotated[int, typer.Option(help="Months before entry to leave out; 0 shows why they must be.")] = 3,
    draws: Annotated[int, typer.Option(help="Histories of presence to reshuffle; 0 for none.")] = 500,
    seed: Annotated[int, typer.Option(help="Seed of the reshuffling.")] = 2020,
    hold: Annotated[int, typer.Option(help="Months for which a map stands unless another follows.")] = 12,
    first_is_entry: Annotated[
        bool, typer.Option("--first-map-is-entry", help="Take a country's first map for the entry of all its posts.")
    ] = False,
    specification: Annotated[
        Path | None, typer.Option("--spec", help="A specification (TOML) to run on a panel of your own instead.")
    ] = None,
    language: Annotated[str, typer.Option(help="Language of the sentences: en, fr, es, ar.")] = "en",
    out: Annotated[Path | None, typer.Option(help="Folder to write tables, sentences and manifest to.")] = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Ask whether presence changed recorded violence, by perpetrator, and how small a change could have been seen."""
    from withstand.cli.effects_command import Asking, run_effects, run_spec
    from withstand.cli.request import LEVELS, Request
    from withstand.errors import InputError

    if specification is not None:
        if presence is not None or events is not None:
            raise InputError("--spec names its own data; it cannot go with --events or --presence.")
        run_spec(specification, out)
        return
    if presence is None:
        raise InputError("Give a file of posts with --presence FILE (Geo-PKO), or a specification with --spec FILE.")
    grid = level == _GRID
    request = Request.of(
        events, workspace, vintage, areas, LEVELS[0] if grid else level, countries, as_of, state_partners, actors, None,
        "", passphrase_file=passphrase_file,
    )  # fmt: skip
    run_effects(
        Asking(
            presence, request, since.date() if since else None, tuple(perpetrators or ()), donut, draws, seed, hold,
            language, out, grid=grid, first_is_entry=first_is_entry,
        )
    )  # fmt: skip
