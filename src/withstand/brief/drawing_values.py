"""What is drawn of a review's findings, as values: charts are SVG texts."""

from __future__ import annotations

from dataclasses import dataclass

from withstand.mission.review_values import Tally


@dataclass(frozen=True)
class Line:
    """One area in the table of a class."""

    name: str
    recent: Tally
    spark: str
    next_month: str
    ladder: str
    history: str
    track: str
    seen: str


@dataclass(frozen=True)
class Section:
    """One class: its map, its table, and how it was tested."""

    perpetrator: str
    by_history: tuple[str, ...]
    when: str
    next_month: str
    map: str
    lines: tuple[Line, ...]
    left_out: int
    test_record: str
    reliability: tuple[str, ...]


@dataclass(frozen=True)
class Drawing:
    """Every class's section, and the years."""

    sections: tuple[Section, ...]
    over_time: str
