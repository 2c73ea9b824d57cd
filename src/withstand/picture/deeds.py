"""What actors are said to have done, as far as a picture shows it: incidents by the actors suspected of them."""

from __future__ import annotations

from withstand.actors.inheritance import Deed
from withstand.evidence.records import INCIDENT, Incident
from withstand.picture.actors import led_to
from withstand.picture.picture import Picture


def deeds(picture: Picture) -> tuple[Deed, ...]:
    """A deed for each incident and each actor suspected of it, refuted ones left out.

    An incident in conflict, or newer than this program, gives no days: it may have been on any.
    """
    (suspected,) = led_to(picture, INCIDENT, "suspected")
    found: list[Deed] = []
    for record, fields, heads in picture.whole(INCIDENT):
        claim = fields if isinstance(fields, Incident) else None
        if claim is not None and heads == 1 and claim.verification == "refuted":
            continue
        when = claim.when if claim is not None and heads == 1 else None
        found.extend(Deed(record, actor, when) for actor in dict.fromkeys(suspected.get(record, ())))
    return tuple(found)
