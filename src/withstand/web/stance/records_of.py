"""Records that a page of stance rests on, as links: each once, as far as the reader may see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from withstand.mission.stance.pointing import Reason
from withstand.mission.stance.recorded import Act
from withstand.mission.stance.saying import reason_said
from withstand.picture.picture import Picture
from withstand.picture.seen import Seen
from withstand.web.records import saying, titles

MOST = 3
"""So many links in a row; the list of records has the rest."""


@dataclass(frozen=True)
class Link:
    """A record: what it is called, its page."""

    record: str
    title: str
    address: str


@dataclass(frozen=True)
class Because:
    """A reason in words, with the first of its records, and how many more there are."""

    sentence: str
    links: tuple[Link, ...]
    more: int


@dataclass(frozen=True)
class Recorded:
    """An act: its link, its grade, whether it may be the authority's only."""

    link: Link
    kind: str
    what: str
    grade: str


class Links:
    """Records of a picture, asked for at once."""

    def __init__(self, picture: Picture, records: Iterable[str]) -> None:
        self.seen: Mapping[str, Seen] = picture.several(dict.fromkeys(records))

    def of(self, records: Iterable[str]) -> tuple[Link, ...]:
        """Those that may be seen, in their order."""
        found = (self.seen[one] for one in dict.fromkeys(records) if one in self.seen)
        return tuple(Link(one.record, titles.full_title(one), titles.address(one)) for one in found)

    def because(self, reasons: Iterable[Reason]) -> list[Because]:
        """Reasons in words."""
        found = []
        for one in reasons:
            sentence = reason_said(one, saying.language())
            found.append(Because(sentence, self.of(one.records[:MOST]), max(0, len(one.records) - MOST)))
        return found

    def acts(self, acts: Iterable[Act]) -> list[Recorded]:
        """Acts as links."""
        found = []
        for one in acts:
            for link in self.of([one.record]):
                book = "obstructions" if one.about == "obstruction" else "violations"
                found.append(Recorded(link, one.kind, saying.label(book, one.what), one.grade))
        return found
