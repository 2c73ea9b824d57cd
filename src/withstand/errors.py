"""One tree of errors. A message says what was wrong, where, and what to do; the command line prints it and exits 2."""

from __future__ import annotations

from pathlib import Path


class WithstandError(Exception):
    """The root: anything a user can put right."""


class InputError(WithstandError):
    """Something that was handed in cannot be used as it is."""


class UnreadableFile(InputError):
    """The bytes of a file cannot be turned into a table.

    `why` is a clause that follows the file's name; `remedy` is a sentence.
    """

    def __init__(self, path: Path, why: str, remedy: str) -> None:
        self.path, self.why, self.remedy = path, why, remedy
        super().__init__(f"{path.name}: {why}. {remedy}")


class UnrecognisedFile(InputError):
    """A table was read, but its columns are none of the known formats'."""

    def __init__(self, path: Path, why: str, remedy: str) -> None:
        self.path, self.why, self.remedy = path, why, remedy
        super().__init__(f"{path.name}: {why}. {remedy}")


class NoEvents(InputError):
    """A known format that yields no event: never an empty result."""


class TableError(InputError):
    """A small table that people keep by hand has a cell that cannot be used."""

    def __init__(self, path: Path, row: int, column: str, problem: str) -> None:
        self.path, self.row, self.column = path, row, column
        super().__init__(f"{path.name}, row {row}, column {column}: {problem}")


class FrameError(WithstandError):
    """A frame does not have the columns it was declared with."""


class WorkspaceError(WithstandError):
    """A workspace folder is missing, is something else, or lacks what was asked of it."""
