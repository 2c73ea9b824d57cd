"""A choice taken back: from a day on it stands no longer; that it stood, and why it ended, is kept."""

from __future__ import annotations

from datetime import date

import msgspec

from withstand.ledger.journal import Draft
from withstand.mission.stance.choosing import NotChosen
from withstand.mission.stance_records import STANCE, Stance
from withstand.picture.picture import Picture
from withstand.telling import Told


def taking_back(picture: Picture, record: str, because: str, on: date, today: date) -> Draft:
    """The draft that ends a choice on a day, as restricted as the choice was.

    Raises:
        NotFound: there is no such record, as far as may be seen.
        NotChosen: it is no choice, it is in dispute, it was taken back before, or the day is still to come.
        InvalidRecord: no reason is given.
    """
    seen = picture.get(record)
    fields = seen.fields
    if not isinstance(fields, Stance):
        raise NotChosen(Told("{record} is no choice of a stance: there is nothing to take back.", record=record))
    if seen.heads > 1:
        raise NotChosen(
            Told("Two versions of this choice stand beside each other: settle which one holds, then take it back.")
        )
    if fields.taken_back is not None:
        raise NotChosen(Told("This choice was taken back on {day} already.", day=fields.taken_back))
    if on > today:
        raise NotChosen(Told("A choice is taken back on a day that has come, and {day} has not.", day=on))
    ended = msgspec.structs.replace(fields, taken_back=on.isoformat(), taken_back_because=because.strip())
    STANCE.check(ended)
    return Draft(STANCE, ended, seen.classification, seen.compartments, record, (seen.version,), checked=True)
