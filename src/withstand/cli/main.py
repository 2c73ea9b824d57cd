"""Every command with its help; what a command does is loaded when it runs."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Sequence
from copy import copy
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from typer.main import get_command_name

from withstand import __version__
from withstand.cli import (
    actors_app,
    alerts_app,
    coherence_app,
    dialogue_app,
    effects_app,
    ledger_commands,
    matrix_app,
    meet_app,
    names_app,
    obstruction_app,
    promises_app,
    record_app,
    response_app,
    serve_app,
    stance_app,
    support_app,
    workspace_commands,
)
from withstand.cli.ledger_options import PassphraseFile
from withstand.cli.record_app import As
from withstand.cli.request import EffectsAsked, Request
from withstand.errors import WithstandError

app = typer.Typer(
    name="withstand",
    help=(
        "Decide, place by place and office by office, when to work with the state, despite it or against it.\n\n"
        "Start with: withstand review --events FILE"
    ),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
data = typer.Typer(help="Keep data sets as vintages in a workspace.", no_args_is_help=True)
app.add_typer(data, name="data")
app.add_typer(ledger_commands.ledger, name="ledger")
workspace_commands.add_to(app)
record_app.add_to(app)
serve_app.add_to(app)
app.add_typer(matrix_app.matrix, name="matrix")
app.add_typer(actors_app.actors, name="actors")
support_app.add_to(app)
alerts_app.add_to(app)
meet_app.add_to(app)
coherence_app.add_to(app)
dialogue_app.add_to(app)
promises_app.add_to(app)
obstruction_app.add_to(app)
effects_app.add_to(app)
response_app.add_to(app)
stance_app.add_to(app)
names_app.add_to(actors_app.actors)

Events = Annotated[
    Path | None,
    typer.Option(help="Conflict events: UCDP GED (yearly, candidate, HDX) or ACLED; CSV, XLSX, Parquet, zip or gz."),
]
Workspace = Annotated[Path | None, typer.Option(help="A folder made by `withstand init`.")]
NeededWorkspace = Annotated[Path, typer.Option(help="A folder made by `withstand init`.")]
Vintage = Annotated[
    str, typer.Option(help="Vintage to use: the start of its hash, or a day by which it was retrieved.")
]
Areas = Annotated[Path | None, typer.Option(help="Boundaries (GeoJSON) or a list of P-codes (CSV, XLSX).")]
Level = Annotated[str, typer.Option(help="Level of the areas: admin1 or admin2.")]
Countries = Annotated[list[str] | None, typer.Option("--country", help="Country to keep, as the file names it.")]
AsOf = Annotated[
    datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="Use events up to this day (YYYY-MM-DD) only.")
]
Partners = Annotated[
    list[str] | None, typer.Option("--state-partner", help="Actor to count as a partner of the state, by its name.")
]
Actors = Annotated[Path | None, typer.Option(help="CSV that says what actors are: actor,class,country,from,to,basis.")]
RuleFile = Annotated[Path | None, typer.Option("--perpetrator-rule", help="Rule for classes of perpetrators (TOML).")]
DataVersion = Annotated[str, typer.Option("--data-version", help="Release of the data set, if the file name hides it.")]
AsJson = Annotated[bool, typer.Option("--json", help="Write everything as JSON too; printed where output is piped.")]
Classes = Annotated[list[str] | None, typer.Option("--class", help="Perpetrator class to test; may be repeated.")]


@app.command()
def review(
    events: Events = None,
    workspace: Workspace = None,
    vintage: Vintage = "",
    areas: Areas = None,
    level: Level = "admin1",
    countries: Countries = None,
    as_of: AsOf = None,
    state_partners: Partners = None,
    actors: Actors = None,
    rule: RuleFile = None,
    version: DataVersion = "",
    profile: As = "holder",
    passphrase_file: PassphraseFile = None,
    out: Annotated[Path | None, typer.Option(help="Where to write the brief (.html); else in this folder.")] = None,
    as_json: AsJson = False,
    tables: Annotated[bool, typer.Option("--tables", help="Write the tables as CSV too.")] = False,
    effects: Annotated[
        bool, typer.Option("--effects", help="Estimate effects of presence from the workspace's records too.")
    ] = False,
    presence: Annotated[
        Path | None, typer.Option(help="Estimate them from this file of posts (Geo-PKO) instead.")
    ] = None,
) -> None:
    """Write the brief: where civilians are in danger, from whom, and how far that can be known."""
    from withstand.cli.review_command import run_review

    request = Request.of(
        events, workspace, vintage, areas, level, countries, as_of, state_partners, actors, rule, version, profile,
        passphrase_file,
    )  # fmt: skip
    asked = EffectsAsked(presence) if effects or presence else None
    run_review(request, out, as_json=as_json, tables=tables, effects=asked)


@app.command()
def backtest(
    events: Events = None,
    workspace: Workspace = None,
    vintage: Vintage = "",
    areas: Areas = None,
    level: Level = "admin1",
    countries: Countries = None,
    as_of: AsOf = None,
    state_partners: Partners = None,
    actors: Actors = None,
    rule: RuleFile = None,
    version: DataVersion = "",
    classes: Classes = None,
    as_json: AsJson = False,
) -> None:
    """Test the forecasts on past years, print every model's scores and what the release gate says."""
    from withstand.cli.backtest_command import run_backtests

    request = Request.of(
        events, workspace, vintage, areas, level, countries, as_of, state_partners, actors, rule, version
    )
    run_backtests(request, tuple(classes or ()), as_json=as_json)


@app.command()
def check(
    events: Annotated[Path, typer.Argument(help="A UCDP GED file.")],
    against: Annotated[Path, typer.Option(help="The UCDP One-sided Violence file of the same release.")],
    countries: Countries = None,
) -> None:
    """Check a UCDP GED file against the yearly totals of one-sided violence."""
    from withstand.cli.check_command import run_check

    run_check(events, against, tuple(countries or ()))


@app.command()
def demo(
    out: Annotated[Path, typer.Option(help="Folder for the brief and the workspaces.")] = Path("demo"),
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="Serve its headquarters to browsers.")] = False,
    port: Annotated[int, typer.Option(help="Port to serve on.")] = 8641,
) -> None:
    """Review the fictional mission that ships with the program, and look around in it."""
    from withstand.cli.demo_command import run_demo

    run_demo(out, port if serve else None)


@data.command("add")
def data_add(
    file: Annotated[Path, typer.Argument(help="A file of events.")],
    workspace: NeededWorkspace,
    onto: Annotated[
        str, typer.Option(help="Put the events onto this vintage (`latest`, or the start of a hash).")
    ] = "",
    deleted: Annotated[Path | None, typer.Option(help="Identifiers the source has withdrawn, one a line.")] = None,
    retrieved: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Day of download; else the file's own date.")
    ] = None,
    version: DataVersion = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Add a file of events as a new vintage, or as an update of an earlier one."""
    from withstand.cli.data_command import run_add

    run_add(file, workspace, onto, deleted, retrieved.date() if retrieved else None, version, passphrase_file)


@data.command("areas")
def data_areas(
    file: Annotated[Path, typer.Argument(help="Boundaries (GeoJSON) or a list of P-codes (CSV, XLSX).")],
    workspace: NeededWorkspace,
) -> None:
    """Keep the operation's areas, for its map and its reviews; they replace those kept before."""
    from withstand.cli.data_command import run_areas

    run_areas(file, workspace)


@data.command("list")
def data_list(workspace: NeededWorkspace) -> None:
    """List the vintages, the oldest first, and whether each is intact."""
    from withstand.cli.data_command import run_list

    run_list(workspace)


@data.command("compare")
def data_compare(
    before: Annotated[str, typer.Argument(help="Start of a vintage's hash.")],
    after: Annotated[str, typer.Argument(help="Start of another's.")],
    workspace: NeededWorkspace,
    out: Annotated[Path | None, typer.Option(help="Write every difference as CSV.")] = None,
) -> None:
    """Say what was added, removed and recoded between two vintages."""
    from withstand.cli.data_command import run_compare

    run_compare(before, after, workspace, out)


@app.callback(invoke_without_command=True)
def about(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Decide, place by place and office by office, when to work with the state, despite it or against it."""
    if version:
        typer.echo(f"withstand {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def program(words: Sequence[str]) -> typer.Typer:
    """The program with that command or group alone which `words` begin with, if any: the rest need not be built."""
    chosen = copy(app)
    for one in app.registered_commands:
        if words[:1] == [one.name or get_command_name(getattr(one.callback, "__name__", ""))]:
            chosen.registered_commands, chosen.registered_groups = [one], []
    for group in app.registered_groups:
        if words[:1] == [group.name]:
            chosen.registered_commands, chosen.registered_groups = [], [group]
    return chosen


STOPPED = 130
"""The exit code of what Ctrl-C ended."""


def run() -> None:
    """The entry point: what a user can put right is one sentence on standard error and exit code 2; Ctrl-C is 130."""
    try:
        sys.exit(_ran())
    except BrokenPipeError:
        _give_up_output()
        sys.exit(1)
    except WithstandError as problem:
        _stop(str(problem))
    except OSError as problem:
        if problem.filename is None and problem.errno in (errno.ENOSPC, errno.EIO):
            _give_up_output()
            _stop(f"What was to be printed cannot be written ({problem.strerror}); what was saved is saved.")
        where = f" ({problem.filename})" if problem.filename else ""
        _stop(f"The file system refused: {problem.strerror or problem}{where}. Nothing was overwritten.")
    except OverflowError as problem:
        if "date" not in str(problem):
            raise
        _stop("A day that was given is too far away to be reckoned with: write its year with care. Nothing was saved.")
    except KeyboardInterrupt:
        sys.stderr.write("withstand: stopped; nothing half-done was kept\n")
        sys.exit(STOPPED)


def _ran() -> int:
    """Run the command and let its output reach whoever reads it; the exit code."""
    code: object = 0
    try:
        program(sys.argv[1:])(prog_name="withstand")
    except SystemExit as stop:
        code = stop.code
    sys.stdout.flush()
    if code == STOPPED:
        raise KeyboardInterrupt
    return code if isinstance(code, int) else 0


def _give_up_output() -> None:
    """Nobody takes standard output any more: what is still to be written goes nowhere."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _stop(sentence: str) -> None:
    from withstand.mission.wording import visible

    sys.stderr.write(f"withstand: {visible(sentence)}\n")
    sys.exit(2)


if __name__ == "__main__":
    run()
