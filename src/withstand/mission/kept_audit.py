"""The record of what an audit of our own responses came to, which rules may read; they compute nothing themselves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from withstand.analysis.response.audit import Audit
from withstand.analysis.response.cases import REFERENCE
from withstand.ledger.journal import Draft
from withstand.ledger.rights import SEALED
from withstand.mission.stance_records import RESPONSE_AUDIT, ResponseAudit
from withstand.picture.guard import guarded
from withstand.picture.picture import Picture
from withstand.picture.seen import Seen
from withstand.vocabulary.terms import vocabulary

ABOUT, LEADERSHIP = "host_state", "leadership"
LARGEST_GAP_THAT_MAY_HIDE = 0.25
"""An audit that could have missed a gap of more than this has not told that there is none."""


def kept_audit(audit: Audit, author: str, on: date, reasons: str = "") -> ResponseAudit:
    """Both versions of who counts as the state in one record; classes that are no side of a conflict are left out."""
    known = vocabulary("perpetrators").terms
    beyond = {one for version in audit.versions.values() for one in version.beyond_chance if one in known}
    return ResponseAudit(
        on=on.isoformat(), author=author, compared_with=REFERENCE, beyond_chance=tuple(sorted(beyond)),
        could_tell="yes" if _could_tell(audit) else "no", answer_within_days=audit.within, reasons=reasons,
    )  # fmt: skip


def _could_tell(audit: Audit) -> bool:
    compared = [one for version in audit.versions.values() for one in version.gaps if one.perpetrator == ABOUT]
    return len(compared) == len(audit.versions) and all(
        one.adjusted is not None and one.smallest is not None and one.smallest <= LARGEST_GAP_THAT_MAY_HIDE
        for one in compared
    )


def kept_draft(picture: Picture, audit: ResponseAudit, read: Iterable[Seen]) -> Draft:
    """The record to save: classified as the strictest that was read for it.

    Where no component may see all of that, its author and leadership may see what it came to: classes, no record.
    """
    held = guarded(picture.ledger, audit, read)
    own = (audit.author,) if audit.author == LEADERSHIP else (audit.author, LEADERSHIP)
    compartments = own if held.sealed or SEALED in held.compartments else held.compartments
    return Draft(RESPONSE_AUDIT, audit, held.classification, compartments)
