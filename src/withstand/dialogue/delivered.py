"""What an office was asked, what it promised and what came of it, by issue: counts, never a score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from types import MappingProxyType

from withstand.dialogue.records import COMMITMENT, ENGAGEMENT, Commitment, Engagement
from withstand.picture.actors import led_to
from withstand.picture.picture import Picture
from withstand.vocabulary.terms import vocabulary

AGREED = ("agreed", "partial")
SILENT = ("none", "unknown")
REPLACED = ("superseded", "moot")


@dataclass(frozen=True)
class Counts:
    """How many. `not_known`: asks whose answer nobody recorded, promises that nobody found kept or not kept."""

    asked: int = 0
    agreed: int = 0
    promised: int = 0
    kept: int = 0
    in_part: int = 0
    not_kept: int = 0
    not_known: int = 0

    def __add__(self, other: Counts) -> Counts:
        """Both together."""
        return Counts(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Counts)))

    @property
    def size(self) -> int:
        """How much was asked and promised."""
        return self.asked + self.promised


def of_ask(answers: Sequence[str]) -> Counts:
    """An ask with its answers, the latest first: repeated, it counts once, with the last answer that was one."""
    answer = next((said for said in answers if said not in SILENT), answers[0])
    return Counts(asked=1, agreed=int(answer in AGREED), not_known=int(answer == "unknown"))


def of_promise(status: str) -> Counts:
    """A promise by where it stands. One that was replaced, or no longer applies, is none."""
    if status in REPLACED:
        return Counts()
    term = vocabulary("commitment_status").terms.get(status)
    settled = status in ("met", "partly_met") or (term is not None and not term.facts["open"])
    return Counts(
        promised=1, kept=int(status == "met"), in_part=int(status == "partly_met"), not_kept=int(status == "broken"),
        not_known=int(not settled),
    )  # fmt: skip


@dataclass(frozen=True)
class Delivered:
    """Of one office and one issue: the counts, and the records counted."""

    counts: Counts = field(default_factory=Counts)
    records: tuple[str, ...] = ()


Deliveries = Mapping[tuple[str, str], Delivered]
"""By office and issue."""

NOTHING = Delivered()


def delivered(picture: Picture) -> Deliveries:
    """Of every office and issue of which something is recorded: our own engagements, and promises of theirs."""
    counts: dict[tuple[str, str], Counts] = defaultdict(Counts)
    records: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (office, issue, _), many in _asks(picture).items():
        many.sort(reverse=True)
        counts[office, issue] += of_ask([response for _, _, response in many])
        records[office, issue] += [record for _, record, _ in many]
    (by,) = led_to(picture, COMMITMENT, "promised_by")
    for record, promise, _ in picture.whole(COMMITMENT):
        if isinstance(promise, Commitment) and promise.promise_side != "ours":
            for office in by.get(record, ()):
                counts[office, promise.issue] += of_promise(promise.commitment_status)
                records[office, promise.issue].append(record)
    return MappingProxyType({key: Delivered(one, tuple(dict.fromkeys(records[key]))) for key, one in counts.items()})


def _asks(picture: Picture) -> dict[tuple[str, str, str], list[tuple[str, str, str]]]:
    """What was asked of each office, by issue and topic: day, engagement and answer each time."""
    found: dict[tuple[str, str, str], list[tuple[str, str, str]]] = defaultdict(list)
    (met,) = led_to(picture, ENGAGEMENT, "met")
    for record, talk, _ in picture.whole(ENGAGEMENT):
        if isinstance(talk, Engagement) and talk.held == "held" and talk.made_by == "ours":
            for ask in talk.asks:
                issue, topic = ask.same_topic
                for office in met.get(record, ()):
                    found[office, issue, topic].append((talk.when.start, record, ask.response))
    return found
