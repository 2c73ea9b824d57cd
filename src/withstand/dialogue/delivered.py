"""What an office was asked, what it promised and what came of it, by issue: counts, never a score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from withstand.dialogue.records import COMMITMENT, ENGAGEMENT, Commitment, Engagement
from withstand.picture.actors import led_to
from withstand.picture.picture import Picture
from withstand.vocabulary.terms import vocabulary

YES = ("agreed", "partial")
NO = ("refused", "deflected", "none")


@dataclass(frozen=True)
class Delivered:
    """Of one office and one issue: asks and how they were answered, promises and what came of them."""

    asked: int = 0
    agreed: int = 0
    declined: int = 0
    promised: int = 0
    kept: int = 0
    broken: int = 0
    records: tuple[str, ...] = field(default=())

    @property
    def answer_unknown(self) -> int:
        """Asks of which nobody recorded what was answered: that is no refusal."""
        return self.asked - self.agreed - self.declined

    @property
    def unsettled(self) -> int:
        """Promises that are open, in part kept, replaced, or without object."""
        return self.promised - self.kept - self.broken

    def __add__(self, other: Delivered) -> Delivered:
        """Both together."""
        return Delivered(
            self.asked + other.asked, self.agreed + other.agreed, self.declined + other.declined,
            self.promised + other.promised, self.kept + other.kept, self.broken + other.broken,
            (*self.records, *other.records),
        )  # fmt: skip


Record = Mapping[tuple[str, str], Delivered]
"""By office and issue."""

NOTHING = Delivered()


def delivered(picture: Picture) -> Record:
    """Of every office and issue of which something is recorded: our own engagements, and promises of theirs."""
    found: dict[tuple[str, str], Delivered] = defaultdict(Delivered)
    (met,) = led_to(picture, ENGAGEMENT, "met")
    for record, fields, _ in picture.whole(ENGAGEMENT):
        if isinstance(fields, Engagement) and fields.held == "held" and fields.made_by == "ours":
            for ask in fields.asks:
                one = Delivered(1, int(ask.response in YES), int(ask.response in NO), records=(record,))
                for office in met.get(record, ()):
                    found[office, ask.issue] += one
    (by,) = led_to(picture, COMMITMENT, "promised_by")
    stands = vocabulary("commitment_status").terms
    for record, fields, _ in picture.whole(COMMITMENT):
        if isinstance(fields, Commitment) and fields.promise_side != "ours":
            kept = stands[fields.commitment_status].facts.get("kept") if fields.commitment_status in stands else None
            one = Delivered(0, 0, 0, 1, int(kept is True), int(kept is False), (record,))
            for office in by.get(record, ()):
                found[office, fields.issue] += one
    return MappingProxyType(
        {key: replace(one, records=tuple(dict.fromkeys(one.records))) for key, one in found.items()}
    )
