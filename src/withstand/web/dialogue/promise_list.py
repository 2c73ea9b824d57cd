"""Which promises a page or a file is about: of a side, to or of an office, by how their day stands, of an owner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from withstand.dialogue.commitments import ANOTHER_SIDE, Promise, Wanted, promises
from withstand.dialogue.due import OVERDUE, SOON_DAYS
from withstand.picture.picture import Picture
from withstand.web.records import titles

NOW = "now"
WHEN = (OVERDUE, NOW)
"""How the day of a promise may be asked for: passed, or passed, here or near."""


@dataclass(frozen=True)
class Chosen:
    """Promises, and the names of those to or of whom they are, by id, as far as they may be seen."""

    promises: tuple[Promise, ...]
    names: Mapping[str, str]


@dataclass(frozen=True)
class Choice:
    """What is asked for. `of` is the id of an actor, `office` words in the name of one."""

    side: str = ""
    of: str = ""
    office: str = ""
    due: str = ""
    owner: str = ""

    @classmethod
    def of_texts(cls, given: Mapping[str, str]) -> Choice:
        """From what a form or a job holds."""
        return cls(**{name: given.get(name, "") for name in cls.__dataclass_fields__})

    @property
    def given(self) -> dict[str, str]:
        """What is asked for, without what is not."""
        return {name: value for name, value in vars(self).items() if value}

    def among(self, picture: Picture, day: date) -> Chosen:
        """Those of a picture as of a day."""
        by = day + SOON_DAYS if self.due in WHEN else None
        found = promises(picture, day, Wanted(self.of, self.side, by, (self.owner,) if self.owner else ()))
        if self.due == OVERDUE:
            found = tuple(one for one in found if one.due == OVERDUE)
        actors = picture.several({actor for one in found for actor in one.linked(*ANOTHER_SIDE)})
        names = {record: titles.title(seen) for record, seen in actors.items()}
        words = self.office.casefold()
        if words:
            found = tuple(one for one in found if _named(one, names, words))
        return Chosen(found, names)


def _named(one: Promise, names: Mapping[str, str], words: str) -> bool:
    return any(words in names.get(actor, "").casefold() for actor in one.linked(*ANOTHER_SIDE))
