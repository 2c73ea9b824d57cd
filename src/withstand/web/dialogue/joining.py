"""What a person decides about two demarches that could be made as one: links, which nothing but people write."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from withstand.dialogue.joint import MayBeJoint, may_be_joint
from withstand.ledger.errors import NotFound
from withstand.ledger.journal import LinkTo
from withstand.picture.picture import Picture

JOINT, FIRST, SECOND, APART = "joint", "first", "second", "apart"
DECISIONS = {
    JOINT: _("Both stay, as parts of one joint demarche"),
    FIRST: _("Make the second part of the first"),
    SECOND: _("Make the first part of the second"),
    APART: _("They stay apart"),
}


@dataclass(frozen=True)
class Joining:
    """A link that says it: from which engagement, in which role, to which."""

    record: str
    link: LinkTo


def proposed(picture: Picture, first: str, second: str) -> MayBeJoint:
    """The proposal about two demarches, as it stands now.

    Raises:
        NotFound: there is none: it was decided, or one of them is not to be seen.
    """
    pair = {first, second}
    found = next((one for one in may_be_joint(picture) if {one.first, one.second} == pair), None)
    if found is None:
        raise NotFound("There is no such proposal.")
    return found


def joining(pair: MayBeJoint, decision: str) -> Joining:
    """The link that a decision writes."""
    match decision:
        case "first":
            return Joining(pair.second, LinkTo("merged_into", pair.first))
        case "second":
            return Joining(pair.first, LinkTo("merged_into", pair.second))
        case "apart":
            return Joining(pair.first, LinkTo("not_same_as", pair.second))
    return Joining(pair.first, LinkTo("joint_with", pair.second))
