"""The frames that a review reads from a picture: nothing else of the ledger comes this way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from withstand.evidence.records import INCIDENT, OBSTRUCTION, VISIT
from withstand.mission.own_values import OwnRecords, nothing_recorded
from withstand.mission.together import live_goals
from withstand.picture.picture import Picture

if TYPE_CHECKING:
    from withstand.mission.own_records import OwnFrames


def nothing_of_own(picture: Picture) -> OwnRecords | None:
    """What is said where the picture's audience sees none of these records; None where there is one."""
    if any(picture.page(kind, limit=1) for kind in (INCIDENT, OBSTRUCTION, VISIT)):
        return None
    return nothing_recorded(picture.audience.name, len(picture.conflicts()), live_goals(picture))


def nothing_at_all(picture: Picture) -> bool:
    """Whether the picture's audience sees no record of any kind: then there is nothing to tell of stance either."""
    return not picture.counts()


def own_frames(picture: Picture) -> OwnFrames:
    """The operation's own incidents, obstruction, visits and shared goals, as the picture's audience may see them."""
    from withstand.mission.obstructed import access
    from withstand.mission.own_records import OwnFrames

    return OwnFrames(
        audience=picture.audience.name,
        incidents=picture.frame(INCIDENT),
        perpetrators=picture.frame(INCIDENT, "perpetrators"),
        counts=picture.frame(INCIDENT, "counts"),
        listed_as=picture.frame(INCIDENT, "listed_as"),
        obstructions=picture.frame(OBSTRUCTION),
        visits=picture.frame(VISIT),
        attempts=access(picture).frame,
        conflicts=len(picture.conflicts()),
        together=live_goals(picture),
    )
