"""What of the dialogue waits for some components on a day: promises due, follow-ups due, demarches without reply."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from withstand.dialogue.commitments import Promise, Wanted, promises
from withstand.dialogue.demarches import NO_REPLY, Demarche, demarches_among
from withstand.dialogue.due import SOON_DAYS
from withstand.dialogue.followups import FollowUp, left_among
from withstand.dialogue.talks import talks
from withstand.picture.audience import EVERY
from withstand.picture.picture import Picture
from withstand.vocabulary.terms import vocabulary

DUE_NOW = vocabulary("due").keys_where("now")


@dataclass(frozen=True)
class Waiting:
    """What waits, what is due first at the top; days that nobody named press on nobody."""

    promises: tuple[Promise, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    demarches: tuple[Demarche, ...] = ()

    @property
    def number(self) -> int:
        """How much."""
        return len(self.promises) + len(self.follow_ups) + len(self.demarches)


def waiting_for(picture: Picture, components: Sequence[str], day: date) -> Waiting:
    """What waits for some components (`*`: for all) on a day; nothing for nobody."""
    if not components:
        return Waiting()
    owners = () if EVERY in components else tuple(components)
    engagements = talks(picture)
    return Waiting(
        promises(picture, day, Wanted(due_by=day + SOON_DAYS, owners=owners)),
        tuple(one for one in left_among(engagements, day, owners).follow_ups if one.due in DUE_NOW),
        tuple(
            one
            for one in demarches_among(picture, engagements, day)
            if one.state == NO_REPLY and (not owners or set(owners) & set(one.talk.components))
        ),
    )
