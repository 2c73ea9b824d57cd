"""What somebody may do with the record that they are reading: where each way leads."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from withstand.actors.records import ACTORS
from withstand.dialogue.intercession import INTERCESSION_NAME
from withstand.dialogue.records import Engagement
from withstand.evidence.records import ALERT
from withstand.mission.likely_same_kinds import COMPARED
from withstand.picture.seen import Seen
from withstand.web.accounts.models import Account
from withstand.web.accounts.roles import CONFIRM, WRITE
from withstand.web.dialogue.naming import BEFORE_A_MEETING, ENTER_WHAT_WAS_SEEN
from withstand.web.records.titles import word_of
from withstand.web.stance import ways

_PAGES = {
    ALERT.name: (gettext_noop("Where it may go, and what came of it"), "alert"),
    INTERCESSION_NAME: (gettext_noop("Confirm it, take it along"), "intercession"),
}
"""Kinds with a page of their own beside the record."""


@dataclass(frozen=True)
class Doing:
    """A way on from a record; the first is what most people want."""

    label: str
    address: str


def doings(seen: Seen, account: Account) -> tuple[Doing, ...]:
    """Settle or change it, link it, look for its like, see it in the tree, ask for an act of two."""
    found: list[Doing] = []
    known = seen.kind is not None and not seen.read_only
    if known and account.may(WRITE):
        if seen.heads > 1:
            found.append(Doing(_("Settle"), reverse("settle", args=[seen.record])))
        else:
            found.append(Doing(_("Change it"), reverse("change", args=[word_of(seen.kind), seen.record])))
        found.append(Doing(_("Change its links"), reverse("link-record", args=[seen.record])))
        if isinstance(seen.fields, Engagement) and seen.fields.held == "held" and seen.heads == 1:
            found.append(Doing(str(ENTER_WHAT_WAS_SEEN), reverse("follow-up", args=[seen.record])))
        if seen.kind is not None and seen.kind.name in COMPARED:
            found.append(Doing(_("What may be the same"), f"{reverse('duplicates')}?record={seen.record}"))
    if seen.kind is not None and seen.kind.name in _PAGES:
        label, page = _PAGES[seen.kind.name]
        found.append(Doing(_(label), reverse(page, args=[seen.record])))
    if seen.kind is not None and (way := ways.way(seen)):
        found.append(Doing(str(ways.STANCE_PAGE), way))
    if seen.kind is not None and seen.kind.name in ACTORS:
        if not seen.read_only:
            found.append(Doing(str(BEFORE_A_MEETING), reverse("dialogue-office", args=[seen.record])))
        found.append(Doing(_("In the tree of actors"), f"{reverse('actors')}?open=all#a-{seen.record}"))
    if account.may(CONFIRM):
        found.append(Doing(_("Ask for an act of two"), f"{reverse('ask-for-act')}?record={seen.record}"))
    return tuple(found)
