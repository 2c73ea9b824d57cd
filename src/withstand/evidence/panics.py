"""A crash inside a compiled reader, turned into an error that a person can act on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from withstand.errors import WithstandError


@contextmanager
def panics_as(error: WithstandError) -> Iterator[None]:
    """Raise `error` where polars or fastexcel panics; a panic is no `Exception`, and each library has its own."""
    try:
        yield
    except BaseException as problem:
        if type(problem).__name__ != "PanicException":
            raise
        raise error from None
