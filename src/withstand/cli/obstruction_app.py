"""`withstand obstruction`: counts and measures of obstruction; what a command does is loaded when it runs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from withstand.cli.ledger_options import PassphraseFile, Workspace
from withstand.cli.record_app import As

if TYPE_CHECKING:
    from withstand.cli.obstruction_view import Asking

obstruction = typer.Typer(
    help="Obstruction of our work: by whom, how often per attempt, what was at stake there, how long we were blind.",
    no_args_is_help=True,
)

Since = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="From this day on; else from the first record.")
]
Until = Annotated[datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="Up to this day; else to today.")]
Level = Annotated[str, typer.Option(help="Level of the areas: admin1 or admin2; else the finest that there is.")]
Out = Annotated[Path | None, typer.Option(help="File to write: .xlsx or .csv; else it is shown.")]
Language = Annotated[str, typer.Option(help="Language of headings and notes: en, fr, es, ar.")]
Classes = Annotated[list[str] | None, typer.Option("--class", help="Perpetrator class to weigh by; may be repeated.")]


def _asking(
    workspace: Path, since: datetime | None, until: datetime | None, level: str, profile: str, language: str,
    out: Path | None, passphrase_file: Path | None,
) -> Asking:  # fmt: skip
    from withstand.cli.obstruction_view import Asking

    return Asking(
        workspace, since.date() if since else None, until.date() if until else None, level, profile, language, out,
        passphrase_file,
    )  # fmt: skip


@obstruction.command()
def table(
    workspace: Workspace,
    by: Annotated[str, typer.Option(help="Columns, of month, activity, type, agent, area.")] = "month,type,agent",
    unit: Annotated[
        str, typer.Option(help="What is counted: act, or mention (an act under each type it names).")
    ] = "act",
    since: Since = None,
    on: Until = None,
    level: Level = "",
    out: Out = None,
    language: Language = "en",
    profile: As = "holder",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Count acts by month, type and agency, as missions report them, with protests and replies."""
    from withstand.cli.obstruction_view import run_table

    run_table(_asking(workspace, since, on, level, profile, language, out, passphrase_file), by, unit)


@obstruction.command()
def rate(
    workspace: Workspace,
    by: Annotated[str, typer.Option(help="Columns, of month, area, agent.")] = "area",
    attempts: Annotated[
        Path | None, typer.Option(help="CSV of attempts counted elsewhere: month,attempted and, where known, area.")
    ] = None,
    since: Since = None,
    on: Until = None,
    level: Level = "",
    out: Out = None,
    language: Language = "en",
    profile: As = "holder",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Denials per attempt, with intervals. Where no attempts are recorded there is no rate."""
    from withstand.cli.obstruction_view import run_rate

    run_rate(_asking(workspace, since, on, level, profile, language, out, passphrase_file), by, attempts)


@obstruction.command()
def blind(
    workspace: Workspace,
    weighted: Annotated[bool, typer.Option("--weighted", help="Weigh the days by the forecast.")] = False,
    classes: Classes = None,
    since: Since = None,
    on: Until = None,
    level: Level = "",
    out: Out = None,
    language: Language = "en",
    profile: As = "holder",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Days on which nobody of ours could see a place: from a denial until somebody has been there."""
    from withstand.cli.obstruction_view import run_blind

    asking = _asking(workspace, since, on, level, profile, language, out, passphrase_file)
    run_blind(asking, tuple(classes or ()), weighted=weighted)


@obstruction.command("weighted")
def weighted_(
    workspace: Workspace,
    by: Annotated[str, typer.Option(help="area or agent.")] = "area",
    classes: Classes = None,
    since: Since = None,
    on: Until = None,
    level: Level = "",
    out: Out = None,
    language: Language = "en",
    profile: As = "holder",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Denials weighed by the forecast of their place and month, with its uncertainty: dangerous above frequent."""
    from withstand.cli.obstruction_view import run_weighted

    asking = _asking(workspace, since, on, level, profile, language, out, passphrase_file)
    run_weighted(asking, by, tuple(classes or ()))


@obstruction.command("before-violence")
def before_violence(
    workspace: Workspace,
    window: Annotated[int, typer.Option(help="Months after a denial in which violence is looked for: 1 or 3.")] = 3,
    classes: Classes = None,
    since: Since = None,
    on: Until = None,
    level: Level = "",
    out: Out = None,
    language: Language = "en",
    profile: As = "holder",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Test whether denials are followed by violence more than chance would have it, and what would not have shown."""
    from withstand.cli.obstruction_view import run_before_violence

    asking = _asking(workspace, since, on, level, profile, language, out, passphrase_file)
    run_before_violence(asking, window, tuple(classes or ()))


@obstruction.command()
def change(
    workspace: Workspace,
    before: Annotated[str, typer.Option(help="Period before: 2032-01-01..2032-03-31.")],
    after: Annotated[str, typer.Option(help="Period after: 2032-04-01..2032-06-30.")],
    by: Annotated[str, typer.Option(help="Columns, of activity, type, agent, area.")] = "type",
    level: Level = "",
    out: Out = None,
    language: Language = "en",
    profile: As = "holder",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Compare the acts of two periods, and say how far they would have to come together to be chance."""
    from withstand.cli.obstruction_view import run_change

    run_change(_asking(workspace, None, None, level, profile, language, out, passphrase_file), by, before, after)


def add_to(app: typer.Typer) -> None:
    """Hang the commands into the program."""
    app.add_typer(obstruction, name="obstruction")
