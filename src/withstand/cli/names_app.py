"""`withstand actors`: names compared and screened; what a command does is loaded when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from withstand.cli.ledger_options import Workspace

Lists = Annotated[
    list[Path] | None,
    typer.Option(
        "--list", help="A list: FollowTheMoney/OpenSanctions (JSON, CSV), EU (XML, CSV), UN (XML); repeatable."
    ),
]
Persons = Annotated[
    bool,
    typer.Option("--persons", help="The names are of persons: off unless said. The match is of names, not people."),
]
Judged = Annotated[
    Path | None, typer.Option("--judged", help="CSV of judgements that stand: first,second,verdict,reason.")
]


def match(
    name: Annotated[str, typer.Argument(help="A name.")],
    other: Annotated[str, typer.Argument(help="Another name to compare it with; else give lists.")] = "",
    lists: Lists = None,
    persons: Persons = False,
    judged: Judged = None,
) -> None:
    """Compare a name with another, or with every name of lists, and say part by part why."""
    from withstand.cli.names_command import run_match

    run_match(name, other, tuple(lists or ()), judged, persons=persons)


def screen(
    names: Annotated[Path, typer.Argument(help="CSV with a column `name`, or one name a line.")],
    lists: Lists = None,
    persons: Persons = False,
    judged: Judged = None,
) -> None:
    """Compare many names with lists; the names are read, compared and forgotten."""
    from withstand.cli.names_command import run_screen

    run_screen(names, tuple(lists or ()), judged, persons=persons)


def lists(
    workspace: Workspace,
    file: Annotated[
        Path | None, typer.Argument(help="A list to keep on file; it replaces one of the same file name.")
    ] = None,
) -> None:
    """Say which public lists are on file here, or keep one: names that come with requests are compared with them."""
    from withstand.cli.names_command import run_lists

    run_lists(workspace, file)


def add_to(actors: typer.Typer) -> None:
    """Put the commands into the group of actors. Names given to them are not kept."""
    actors.command()(match)
    actors.command()(screen)
    actors.command()(lists)
