"""The frames that a review reads from a picture: nothing else of the ledger comes this way."""

from __future__ import annotations

from withstand.evidence.records import INCIDENT, OBSTRUCTION, VISIT
from withstand.mission.own_records import OwnFrames
from withstand.picture.picture import Picture


def own_frames(picture: Picture) -> OwnFrames:
    """The operation's own incidents, obstruction and visits, as the picture's audience may see them."""
    return OwnFrames(
        audience=picture.audience.name,
        incidents=picture.frame(INCIDENT),
        perpetrators=picture.frame(INCIDENT, "perpetrators"),
        counts=picture.frame(INCIDENT, "counts"),
        listed_as=picture.frame(INCIDENT, "listed_as"),
        obstructions=picture.frame(OBSTRUCTION),
        visits=picture.frame(VISIT),
        conflicts=len(picture.conflicts()),
    )
