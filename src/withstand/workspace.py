"""The workspace: one folder with an operation's ledger, its keys, its data sets, its actors and its past reviews."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from withstand import __version__
from withstand.errors import WorkspaceError

CONFIG = "withstand.toml"
ACTORS = "actors.csv"
AREA_FILES = (".geojson", ".csv", ".xlsx")


@dataclass(frozen=True)
class Workspace:
    """A folder made by `withstand init`."""

    folder: Path

    @property
    def datasets(self) -> Path:
        """Where vintages of data sets are kept."""
        return self.folder / "datasets"

    @property
    def reviews(self) -> Path:
        """Where each review is kept, so that the next can say what changed."""
        return self.folder / "reviews"

    @property
    def cache(self) -> Path:
        """What can be computed again; may be deleted at any time."""
        return self.folder / "cache"

    @property
    def actors(self) -> Path:
        """The table in which users say what an actor is."""
        return self.folder / ACTORS

    @property
    def areas(self) -> Path | None:
        """The file of the operation's areas (`withstand data areas`), where there is one."""
        named = (self.folder / f"areas{suffix}" for suffix in AREA_FILES)
        return next((path for path in named if path.is_file()), None)

    @property
    def writable(self) -> bool:
        """Whether this user may write into it, on this medium."""
        return os.access(self.folder, os.W_OK) and (not self.ledger.exists() or os.access(self.ledger, os.W_OK))

    @property
    def ledger(self) -> Path:
        """The ledger's file."""
        return self.folder / "ledger.sqlite"

    @property
    def keys(self) -> Path:
        """The installation's secrets, and the keys of people who take part in acts of two."""
        return self.folder / "keys"

    @property
    def authors(self) -> Path:
        """The table from author tokens to people."""
        return self.folder / "authors.sqlite"

    @property
    def screening(self) -> Path:
        """Names being screened, a file a case, until they expire; part of no backup."""
        return self.folder / "screening"

    @property
    def lists(self) -> Path:
        """Public lists of names that are kept on file (`withstand actors lists`); part of no backup."""
        return self.folder / "lists"

    @property
    def accounts(self) -> Path:
        """Who may sign in, what they asked for and what was done: the server's own file."""
        return self.folder / "accounts.sqlite"

    @property
    def jobs(self) -> Path:
        """The server's queue: numbers of jobs, nothing else."""
        return self.folder / "jobs.sqlite"

    @property
    def sign(self) -> Path:
        """There while a server holds the workspace open; who takes it away locks it."""
        return self.folder / "serving.json"


def create(folder: Path, today: date, actor_columns: tuple[str, ...], settings: str = "") -> Workspace:
    """Make a workspace in `folder`, which must be empty or not exist. `settings` is TOML.

    Raises:
        WorkspaceError: something is there, or the folder cannot be written.
    """
    if (folder / CONFIG).exists():
        raise WorkspaceError(f"{folder} is a workspace already; nothing was changed.")
    try:
        if folder.exists() and any(folder.iterdir()):
            raise WorkspaceError(f"{folder} is not empty. Name a new folder: `withstand init NAME`.")
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        workspace = Workspace(folder)
        for part in (workspace.datasets, workspace.reviews, workspace.cache):
            part.mkdir()
        workspace.actors.write_text(",".join(actor_columns) + "\n", encoding="utf-8")
        config = f'# A Withstand workspace.\nmade = "{today.isoformat()}"\nby = "withstand {__version__}"\n'
        (folder / CONFIG).write_text(config + settings, encoding="utf-8")
    except OSError as problem:
        raise WorkspaceError(f"{folder} cannot be made ({problem.strerror}). Choose another folder.") from None
    return workspace


def open_workspace(folder: Path) -> Workspace:
    """The workspace in `folder`.

    Raises:
        WorkspaceError: there is none, or its settings are damaged.
    """
    config = folder / CONFIG
    if not config.is_file():
        raise WorkspaceError(
            f"{folder} is not a workspace (it has no {CONFIG}). Make one with `withstand init {folder}`."
        )
    try:
        tomllib.loads(config.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise WorkspaceError(f"{config} cannot be read. Restore it from a backup.") from None
    return Workspace(folder)
