"""A section of the page: a heading and lines, each with the records that it rests on; how many stand there at least."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from withstand.brief.papers.paper import Cited

Form = Literal["pocket", "sanitised", "full"]
FORMS: tuple[Form, ...] = ("pocket", "sanitised", "full")


@dataclass(frozen=True)
class Section:
    """`lines` are those that are shown, `left_out` how many are not; `least` of them stay whatever the room."""

    key: str
    title: str
    lines: tuple[Cited, ...]
    rule: str = ""
    least: int = 1
    left_out: int = 0

    def cut_to(self, number: int) -> Section:
        """With so many lines at most."""
        gone = max(0, len(self.lines) - number)
        return replace(self, lines=self.lines[:number], left_out=self.left_out + gone) if gone else self
