"""What was chosen beside what the evidence pointed to, month by month, as a few stretches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from withstand.mission.stance.assessment import Assessment
from withstand.mission.stance.choices import Chosen
from withstand.mission.stance.saying import stance_word
from withstand.web.records import saying


@dataclass(frozen=True)
class Stretch:
    """Months in which the evidence pointed to one thing, and the choices that began in them."""

    first: str
    last: str
    points: str
    state: str
    chosen: tuple[tuple[Chosen, str], ...]


def stretches(one: Assessment) -> list[Stretch]:
    """The latest first; a choice from before the first month stands in the first."""
    return list(_stretches(one))[::-1]


def _stretches(one: Assessment) -> Iterator[Stretch]:
    language, held = saying.language(), one.thresholds
    left = sorted((*one.standing, *one.past), key=lambda each: (each.fields.when.earliest, each.record))
    runs = [(state, list(months)) for state, months in groupby(one.timeline, key=lambda each: each[1])]
    for number, (state, months) in enumerate(runs):
        first, last = months[0][0], months[-1][0]
        inside = left if number == len(runs) - 1 else [each for each in left if _month(each) <= last]
        left = left[len(inside) :]
        chosen = tuple((each, held.word(each.fields.choice, language)) for each in _ordered(inside))
        yield Stretch(
            saying.day(first), saying.day(last), stance_word(state, held, language), state or "undetermined", chosen
        )


def _month(one: Chosen) -> str:
    return f"{one.fields.when.earliest:%Y-%m}"


def _ordered(found: Sequence[Chosen]) -> Sequence[Chosen]:
    return found[::-1]
