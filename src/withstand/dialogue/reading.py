"""The network of offices as a picture holds it, read in a few questions whatever its size."""

from __future__ import annotations

from datetime import date, timedelta
from types import MappingProxyType

from withstand.dialogue.contacts import SILENT_AFTER, channels, contacts
from withstand.dialogue.delivered import delivered
from withstand.dialogue.influence import Network
from withstand.picture.actors import actors
from withstand.picture.picture import Picture


def network(picture: Picture, day: date, silent_after: timedelta = SILENT_AFTER) -> Network:
    """Who stands where on a day, who was spoken with by then, who delivered what."""
    everybody = actors(picture)
    held = [one for one in contacts(picture) if one.day <= day]
    spoken = channels(held, sorted({one.office for one in held}), day)
    by_office = MappingProxyType({one.office: one for one in spoken})
    return Network(everybody.chains, by_office, delivered(picture), day, silent_after)
