"""What jobs are: a function from steps, an open workspace, a profile and parameters to a file or a question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from withstand.installation.opening import Opened
from withstand.picture.audience import Audience

Parameters = Mapping[str, str]


class Cancelled(Exception):
    """Whoever asked for a job no longer wants it."""


@dataclass(frozen=True)
class Made:
    """A file that a job made."""

    name: str
    type: str
    content: bytes = field(repr=False)
    sentence: str = ""


@dataclass(frozen=True)
class Question:
    """What a job asks back, in words and as values for the page of its kind; it is asked for again with the answer."""

    sentence: str
    about: dict[str, Any]


class Steps:
    """How a job says where it is, and learns that it was cancelled."""

    def __init__(self, write: Callable[[int, str], bool]) -> None:
        self._write = write

    def at(self, percent: int, sentence: str) -> None:
        """Say how far it is, with a sentence that is translated where it is shown.

        Raises:
            Cancelled: stop here.
        """
        if not self._write(percent, sentence):
            raise Cancelled


Work = Callable[[Steps, Opened, Audience, Parameters], Made | Question]
"""The profile is that of whoever asked: a job sees what they see."""


@dataclass(frozen=True)
class JobKind:
    """A kind of job: its words, what it does, the permission it takes."""

    words: str
    work: Work
    permission: str
