"""`withstand record`, `list`, `search`, `explain`, `export`, `template`: every command with its help."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from withstand.cli.ledger_options import PassphraseFile, Workspace

record = typer.Typer(help="Enter, change and read the operation's own records.", no_args_is_help=True)

Kind = Annotated[str, typer.Argument(help="Kind of record: incident, alert, obstruction, visit, unit …")]
Id = Annotated[str, typer.Argument(help="A record's id.")]
Words = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        help="field=value; may be repeated. when=2032-05-18..2032-05-20, where=VM0101/Amber Ford, "
        "perpetrators=host_state:B2:moderate, counts=victim:8-11-15; field= clears.",
    ),
]
Json = Annotated[Path | None, typer.Option("--json", help="Fields as JSON: an object or a list; - reads them piped.")]
Sheet = Annotated[Path | None, typer.Option(help="A filled template (XLSX, CSV).")]
Classification = Annotated[str, typer.Option(help="Else the office's preset.")]
Compartments = Annotated[
    list[str] | None, typer.Option("--compartment", help="Component that alone may see it; may be repeated.")
]
Links = Annotated[
    list[str] | None, typer.Option("--link", help="role=RECORD, an actor by its name too; may be repeated.")
]
KeepText = Annotated[str, typer.Option(help="Keep names or numbers that the scan found, for this reason.")]
Author = Annotated[str, typer.Option(help="Who writes; else the entry is the office's.")]
As = Annotated[str, typer.Option("--as", help="Profile of withstand.toml that looks.")]
KnownAt = Annotated[
    datetime | None,
    typer.Option("--known-at", formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M"], help="As known then, here (end of day, UTC)."),
]
AsOf = Annotated[
    datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="Only what is of this day or before.")
]
Area = Annotated[str, typer.Option(help="Only of this area.")]
Since = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only from this day on.")]
Until = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only until this day.")]
Limit = Annotated[int, typer.Option(min=1, max=10_000, help="At most so many.")]


@record.command()
def add(
    kind: Kind,
    workspace: Workspace,
    words: Words = None,
    json: Json = None,
    sheet: Sheet = None,
    classification: Classification = "",
    compartments: Compartments = None,
    links: Links = None,
    keep_text: KeepText = "",
    author: Author = "",
    again: Annotated[bool, typer.Option("--again", help="Enter rows of a sheet that are recorded already.")] = False,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Enter one record, all of a JSON file or none, or those rows of a sheet that fit (the rest are listed)."""
    from withstand.cli import record_commands
    from withstand.cli.entered import Entered
    from withstand.cli.opening import opened

    entered = Entered(
        tuple(words or ()), json, classification, tuple(compartments or ()), tuple(links or ()), keep_text, author
    )
    with opened(workspace, passphrase_file, writing=True) as found:
        if sheet is not None:
            from withstand.cli.sheet_command import add_sheet

            add_sheet(found, kind, sheet, entered, again=again)
        else:
            record_commands.add(found, kind, entered)


@record.command()
def edit(
    identifier: Id,
    workspace: Workspace,
    words: Words = None,
    json: Json = None,
    classification: Classification = "",
    compartments: Compartments = None,
    links: Links = None,
    keep_text: KeepText = "",
    author: Author = "",
    over: Annotated[
        str, typer.Option(help="The version you changed; else the one that stands. Refused if it no longer does.")
    ] = "",
    beside: Annotated[
        bool, typer.Option("--beside", help="Keep it although another version came: a person settles.")
    ] = False,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Enter a new version of a record; the ones before stay in its history."""
    from withstand.cli import record_commands
    from withstand.cli.entered import Entered
    from withstand.cli.opening import opened

    entered = Entered(
        tuple(words or ()), json, classification, tuple(compartments or ()), tuple(links or ()), keep_text, author
    )
    with opened(workspace, passphrase_file, writing=True) as found:
        record_commands.edit(found, identifier, entered, over, beside=beside)


@record.command()
def show(
    identifier: Id,
    workspace: Workspace,
    profile: As = "holder",
    known_at: KnownAt = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Show a record and its links."""
    from withstand.cli import record_commands
    from withstand.cli.looking import looking

    with looking(workspace, passphrase_file, profile, known_at) as picture:
        record_commands.show(picture, identifier)


@record.command()
def history(
    identifier: Id,
    workspace: Workspace,
    between: Annotated[
        list[str] | None, typer.Option(help="Starts of two versions' ids: what differs; give it twice.")
    ] = None,
    profile: As = "holder",
    known_at: KnownAt = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """List the versions of a record, or say what differs between two."""
    from withstand.cli import record_commands
    from withstand.cli.looking import looking

    with looking(workspace, passphrase_file, profile, known_at) as picture:
        record_commands.history(picture, identifier, tuple(between or ()))


@record.command()
def link(
    identifier: Id,
    links: Annotated[list[str], typer.Argument(help="role=RECORD …")],
    workspace: Workspace,
    author: Author = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Link a record to others."""
    from withstand.cli import record_commands
    from withstand.cli.opening import opened

    with opened(workspace, passphrase_file, writing=True) as found:
        record_commands.link(found, identifier, links, author)


@record.command()
def unlink(
    identifier: Annotated[str, typer.Argument(help="A link's id (withstand record show).")],
    workspace: Workspace,
    author: Author = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Say that a link no longer holds; it stays in the history."""
    from withstand.cli import record_commands
    from withstand.cli.opening import opened

    with opened(workspace, passphrase_file, writing=True) as found:
        record_commands.unlink(found, identifier, author)


@record.command()
def settle(
    identifier: Id,
    workspace: Workspace,
    keep: Annotated[str, typer.Option(help="Start of the id of the version to keep.")],
    reason: Annotated[str, typer.Option(help="Why this one.")],
    words: Words = None,
    keep_text: KeepText = "",
    author: Author = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Settle two versions that stand side by side."""
    from withstand.cli import record_commands
    from withstand.cli.entered import Entered
    from withstand.cli.opening import opened

    entered = Entered(words=tuple(words or ()), keep_text=keep_text, author=author)
    with opened(workspace, passphrase_file, writing=True) as found:
        record_commands.settle(found, identifier, keep, reason, entered)


def list_(
    kind: Kind,
    workspace: Workspace,
    area: Area = "",
    since: Since = None,
    until: Until = None,
    limit: Limit = 50,
    profile: As = "holder",
    known_at: KnownAt = None,
    as_of: AsOf = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """List records of a kind, the latest day first."""
    from withstand.cli.list_commands import list_records
    from withstand.cli.looking import filtering, looking

    with looking(workspace, passphrase_file, profile, known_at, as_of) as picture:
        list_records(picture, kind, filtering(area, since, until), limit)


def search(
    text: Annotated[str, typer.Argument(help="Words; all of them must stand in the record.")],
    workspace: Workspace,
    limit: Limit = 50,
    profile: As = "holder",
    known_at: KnownAt = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Search the texts of records; accents and variants of Arabic letters do not matter."""
    from withstand.cli.list_commands import search as run_search
    from withstand.cli.looking import looking

    with looking(workspace, passphrase_file, profile, known_at) as picture:
        run_search(picture, text, limit)


def explain(
    identifier: Id,
    workspace: Workspace,
    profile: As = "holder",
    known_at: KnownAt = None,
    as_of: AsOf = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Say why a profile sees a record, or does not."""
    from withstand.cli.list_commands import explain_record
    from withstand.cli.looking import looking

    with looking(workspace, passphrase_file, profile, known_at, as_of, leaving=True) as picture:
        explain_record(picture.ledger, identifier, picture.audience, picture)


def route(
    alert: Annotated[str, typer.Argument(help="An alert's id.")],
    workspace: Workspace,
    to: Annotated[
        list[str] | None, typer.Option(help="Unit, office or group; may be repeated. Else every one that is seen.")
    ] = None,
    profile: As = "holder",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Say to whom an alert may travel: never to those it is about, nor to anybody tied to them."""
    from withstand.cli.opening import opened
    from withstand.cli.route_command import run_route

    with opened(workspace, passphrase_file) as found:
        run_route(found, alert, tuple(to or ()), profile)


def export(
    kind: Kind,
    workspace: Workspace,
    form: Annotated[str, typer.Option(help="csv, xlsx, json, hxl or geojson; else the ending of --out.")] = "",
    out: Annotated[Path | None, typer.Option(help="File to write; else named after the kind, here.")] = None,
    area: Area = "",
    since: Since = None,
    until: Until = None,
    profile: As = "holder",
    known_at: KnownAt = None,
    as_of: AsOf = None,
    language: Annotated[str, typer.Option(help="Language of labels: en, fr, es, ar.")] = "en",
    level: Annotated[str, typer.Option(help="Outside, places go no finer: admin1, admin2.")] = "admin2",
    keep_code: Annotated[str, typer.Option(help="Code of the findings of the scan that may go out.")] = "",
    keep_text: Annotated[str, typer.Option(help="Why they may.")] = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Write records of a kind to a file, as a profile may see them; the ledger keeps a receipt."""
    from withstand.cli.looking import filtering, looking
    from withstand.cli.records_out import run_export

    with looking(workspace, passphrase_file, profile, known_at, as_of, leaving=True) as picture:
        run_export(
            picture, kind, filtering(area, since, until), form, out, language=language, level=level,
            keep_code=keep_code, keep_text=keep_text,
        )  # fmt: skip


def template(
    kind: Kind,
    language: Annotated[str, typer.Option(help="en, fr, es or ar.")] = "en",
    out: Annotated[Path | None, typer.Option(help="File to write (.xlsx); else named after the kind, here.")] = None,
) -> None:
    """Write a spreadsheet to fill in, with lists to choose from: withstand record add KIND --sheet FILE."""
    from withstand.cli.records_out import run_template

    run_template(kind, language, out)


def add_to(app: typer.Typer) -> None:
    """Hang the commands into the program."""
    app.add_typer(record, name="record")
    app.command("list")(list_)
    for command in (search, explain, route, export, template):
        app.command()(command)
