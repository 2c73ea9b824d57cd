"""Options that several commands of the ledger share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Workspace = Annotated[Path, typer.Option(help="A folder made by `withstand init`.")]
PassphraseFile = Annotated[
    Path | None,
    typer.Option(help="File whose first line is the workspace's passphrase; else WITHSTAND_PASSPHRASE, else asked."),
]
RootKey = Annotated[Path, typer.Option(help="The root-key sheet, as a text file.")]
RootPassphraseFile = Annotated[
    Path | None,
    typer.Option(help="File with the root key's passphrase; else WITHSTAND_ROOT_PASSPHRASE, else asked."),
]
Reason = Annotated[str, typer.Option(help="Why; it stays in the ledger, so leave out what is to be forgotten.")]
By = Annotated[str, typer.Option("--by", help="The first person.")]
And = Annotated[str, typer.Option("--and", help="The second person.")]
ByFile = Annotated[Path | None, typer.Option("--by-passphrase-file", help="The first person's passphrase; else asked.")]
AndFile = Annotated[
    Path | None, typer.Option("--and-passphrase-file", help="The second person's passphrase; else asked.")
]
