"""What people judged of two names: it stands before any verdict of the program."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from withstand.actors.names.compare import Comparison
from withstand.errors import InputError


@dataclass(frozen=True)
class Judgement:
    """Somebody's judgement that two names, as written, are or are not the same; `reason` is theirs."""

    first: str
    second: str
    verdict: Literal["same", "not_same"]
    reason: str


@dataclass(frozen=True)
class Judgements:
    """Judgements by pair, whichever name comes first."""

    by_pair: dict[frozenset[str], Judgement] = field(default_factory=dict)

    @classmethod
    def of(cls, judgements: Iterable[Judgement]) -> Judgements:
        """From single ones.

        Raises:
            InputError: two judge one pair differently, or one gives no reason.
        """
        pairs: dict[frozenset[str], Judgement] = {}
        for one in judgements:
            if not one.reason.strip():
                raise InputError(f"The judgement on {one.first!r} and {one.second!r} gives no reason. Say why.")
            pair = frozenset((folded(one.first), folded(one.second)))
            before = pairs.setdefault(pair, one)
            if before.verdict != one.verdict:
                raise InputError(
                    f"{one.first!r} and {one.second!r} are judged to be the same and not to be. Keep one of the two."
                )
        return cls(pairs)

    def same_as(self, written: str) -> frozenset[str]:
        """The names judged to be the same as one, folded as `folded` does."""
        key = folded(written)
        return frozenset(
            other
            for pair, one in self.by_pair.items()
            if key in pair and one.verdict == "same"
            for other in pair - {key}
        )

    def applied(self, comparison: Comparison) -> Comparison:
        """The comparison with the judgement on its pair, where there is one."""
        pair = frozenset((folded(comparison.first.written), folded(comparison.second.written)))
        judgement = self.by_pair.get(pair)
        if judgement is None:
            return comparison
        return replace(comparison, verdict=judgement.verdict, why=(f"judged: {judgement.reason}",), judged=True)


def folded(written: str) -> str:
    """A name as written, without case and surplus spaces."""
    return " ".join(written.casefold().split())
