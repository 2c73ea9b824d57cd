"""Where cases are read from: a picture, asked as little as one case needs, or everything in it, read at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from withstand.ledger.kinds import Kind
from withstand.picture.picture import Picture
from withstand.picture.seen import Seen, Tie


class Reading(Protocol):
    """Answers of one picture. Each way to ask gives the same records and ties."""

    def several(self, records: Iterable[str]) -> Mapping[str, Seen]:
        """Those of these records that are there."""

    def ties(self, records: Iterable[str], *, outward: bool) -> list[Tie]:
        """The links of these records, in one direction."""

    def placed(self, area: str, kinds: tuple[str, ...], since: str = "") -> list[str]:
        """Records of some kinds whose main place is in an area, on or after a day (YYYY-MM-DD)."""

    def every(self, kind: str) -> list[str]:
        """All records of a kind."""


class Asked:
    """A picture asked for what is needed, each thing once."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._seen: dict[str, Seen | None] = {}
        self._ties: dict[bool, dict[str, list[Tie]]] = {True: {}, False: {}}
        self._lists: dict[tuple[str, tuple[str, ...], str], list[str]] = {}

    def several(self, records: Iterable[str]) -> Mapping[str, Seen]:
        """Those of these records that are there."""
        wanted = sorted(set(records))
        if missing := [one for one in wanted if one not in self._seen]:
            self._seen.update(dict.fromkeys(missing))
            self._seen.update(self._picture.several(missing))
        return {one: seen for one in wanted if (seen := self._seen[one]) is not None}

    def ties(self, records: Iterable[str], *, outward: bool) -> list[Tie]:
        """The links of these records, in one direction."""
        wanted, held = sorted(set(records)), self._ties[outward]
        if missing := [one for one in wanted if one not in held]:
            held.update((one, []) for one in missing)
            for tie in self._picture.ties(missing, outward=outward):
                held[tie.source if outward else tie.target].append(tie)
        return [tie for one in wanted for tie in held[one]]

    def placed(self, area: str, kinds: tuple[str, ...], since: str = "") -> list[str]:
        """Records of some kinds whose main place is in an area, on or after a day (YYYY-MM-DD)."""
        return self._list((area, kinds, since), lambda: self._picture.placed(area, kinds, since).values())

    def every(self, kind: str) -> list[str]:
        """All records of a kind."""
        known: Kind | None = self._picture.ledger.registry.get(kind)
        return self._list(("", (kind,), ""), lambda: self._picture.each(known) if known else ())

    def _list(self, asked: tuple[str, tuple[str, ...], str], ask: Callable[[], Iterable[Seen]]) -> list[str]:
        if asked not in self._lists:
            seen = {one.record: one for one in ask()}
            self._seen.update(seen)
            self._lists[asked] = sorted(seen)
        return self._lists[asked]


class Whole:
    """Everything that a picture holds of some kinds, read at once."""

    def __init__(self, picture: Picture, kinds: Iterable[Kind]) -> None:
        self._seen: dict[str, Seen] = {}
        self._kinds: dict[str, list[str]] = defaultdict(list)
        self._areas: dict[tuple[str, str], list[str]] = defaultdict(list)
        for kind in kinds:
            for seen in picture.each(kind):
                self._seen[seen.record] = seen
                self._kinds[kind.name].append(seen.record)
                if area := main_area(seen):
                    self._areas[kind.name, area].append(seen.record)
        self._out: dict[str, list[Tie]] = defaultdict(list)
        self._in: dict[str, list[Tie]] = defaultdict(list)
        for tie in picture.ties(self._seen):
            if tie.target in self._seen:
                self._out[tie.source].append(tie)
                self._in[tie.target].append(tie)

    def several(self, records: Iterable[str]) -> Mapping[str, Seen]:
        """Those of these records that are there."""
        return {one: self._seen[one] for one in records if one in self._seen}

    def ties(self, records: Iterable[str], *, outward: bool) -> list[Tie]:
        """The links of these records, in one direction."""
        held = self._out if outward else self._in
        return [tie for one in set(records) for tie in held.get(one, ())]

    def placed(self, area: str, kinds: tuple[str, ...], since: str = "") -> list[str]:
        """Records of some kinds whose main place is in an area, on or after a day (YYYY-MM-DD)."""
        found = [one for kind in kinds for one in self._areas.get((kind, area), ())]
        return sorted(one for one in found if not since or last_said(self._seen[one]) >= since)

    def every(self, kind: str) -> list[str]:
        """All records of a kind."""
        return sorted(self._kinds.get(kind, ()))


def main_area(seen: Seen) -> str:
    """The area of a record's main place; empty where it has none."""
    place: Any = getattr(seen.fields, seen.kind.where, None) if seen.kind and seen.kind.where else None
    return str(place.area) if place is not None else ""


def last_said(seen: Seen) -> str:
    """The last day (YYYY-MM-DD) that a record's main date can mean; empty where it has none."""
    span: Any = getattr(seen.fields, seen.kind.when, None) if seen.kind else None
    return span.latest.isoformat() if span is not None else ""
