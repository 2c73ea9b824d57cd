"""Names against lists: what was found, with the entry, the list's version, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from withstand.actors.lists.entry import ListEntry, ListVersion, NameList
from withstand.actors.names.compare import Comparison, compare_forms
from withstand.actors.names.form import NameForm, NameKind, name_form
from withstand.actors.names.judgements import Judgements, folded
from withstand.actors.names.screening import NameIndex, Progress, explained

_ORDER = {"same": 0, "abstain": 1, "not_same": 2}


@dataclass(frozen=True)
class Listed:
    """A name that is, or may be, the same as one on a list: a match of names, which says nothing of who bears them."""

    name: str
    entry: ListEntry
    written: str
    version: ListVersion
    comparison: Comparison


class ListedNames:
    """The names of lists that one kind of bearer has, ready to be compared with."""

    def __init__(self, lists: Sequence[NameList], kind: NameKind) -> None:
        self.kind = kind
        self._where = [
            (held.version, entry, written)
            for held in lists
            for entry in held.entries
            if entry.bearer == kind
            for written in entry.names
        ]
        self._index = NameIndex([name_form(written, kind) for _, _, written in self._where])

    def __len__(self) -> int:
        return len(self._where)

    def screened(
        self, names: Sequence[str], judgements: Judgements | None = None, progress: Progress | None = None
    ) -> tuple[Listed, ...]:
        """What is or may be the same, by name as given; of each entry the name that agrees best.

        A pair judged not to be the same is left out.
        """
        judged = judgements or Judgements()
        forms = [name_form(name, self.kind) for name in names]
        hits = self._index.hits(forms, progress=progress)
        best: dict[tuple[int, str, str], Listed] = {}
        for name, place, comparison in chain(explained(forms, self._index, hits), self._judged(forms, judged)):
            version, entry, written = self._where[place]
            comparison = judged.applied(comparison)
            found = Listed(names[name], entry, written, version, comparison)
            key = (name, version.sha256, entry.id)
            if comparison.verdict != "not_same" and (key not in best or _rank(found) < _rank(best[key])):
                best[key] = found
        return tuple(best[key] for key in sorted(best, key=lambda key: (key[0], _rank(best[key]), key[1:])))

    def _judged(self, forms: Sequence[NameForm], judged: Judgements) -> Iterator[tuple[int, int, Comparison]]:
        """Pairs that people judged to be the same, however little their words agree."""
        if not judged.by_pair:
            return
        places: dict[str, list[int]] = {}
        for place, (_, _, written) in enumerate(self._where):
            places.setdefault(folded(written), []).append(place)
        for name, form in enumerate(forms):
            for other in judged.same_as(form.written):
                for place in places.get(other, ()):
                    yield name, place, compare_forms(form, self._index.forms[place])


def _rank(one: Listed) -> tuple[int, float, str]:
    return (_ORDER[one.comparison.verdict], -one.comparison.score, one.written)
