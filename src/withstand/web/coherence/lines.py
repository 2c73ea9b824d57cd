"""Findings in lines: what the rules of coherence find, as whoever asks may know it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.urls import reverse
from django.utils.translation import gettext as _

from withstand.analysis.coherence.finding import Finding
from withstand.ledger import rights
from withstand.mission.accepting import Held, acceptances, accepted
from withstand.mission.coherence import shown, touching
from withstand.picture.audience import EVERY
from withstand.picture.guard import Guard, Guarded
from withstand.picture.picture import Picture
from withstand.web.accounts.models import Account
from withstand.web.coherence.looking import looked_lightly
from withstand.web.coherence.roles import accepting_roles
from withstand.web.records import saying

MOST_AT_HOME = 5
AT_ONCE = 50
"""Findings whose rights are asked for together."""


@dataclass(frozen=True)
class FindingLine:
    """A finding in a sentence: how grave, who should act, what would settle it, who accepts it until when.

    Of what may not be seen only whom to ask is said, and `address` is empty. `classification` is that of what it rests
    on; `may_accept`: whether the account may.
    """

    sentence: str
    classification: str = ""
    severity: str = ""
    acts: str = ""
    ways_out: tuple[str, ...] = ()
    accepted: Held | None = None
    address: str = ""
    may_accept: bool = False


def findings_about(picture: Picture, account: Account, records: Iterable[str], day: date) -> tuple[FindingLine, ...]:
    """The findings that rest on one of these records, the gravest first, those that are accepted last."""
    guard, about = Guard(picture.ledger), frozenset(records)
    found = [one for one in touching(guard, about, day).findings if about & {one.subject, one.who, *one.records}]
    lines = tuple(dict.fromkeys(lines_of(guard, picture, account, found, day)))
    return tuple(sorted(lines, key=lambda one: one.accepted is not None))


def findings_for(picture: Picture, account: Account, day: date) -> tuple[FindingLine, ...] | None:
    """The gravest findings on which a component of the account should act, accepted by nobody; None where looking
    would take long.
    """
    guard = Guard(picture.ledger)
    run = looked_lightly(guard, day)
    if run is None:
        return None
    own = [one for one in run.findings if EVERY in account.components or one.acts in account.components]
    lines: list[FindingLine] = []
    for line in lines_of(guard, picture, account, own, day):
        if line.address and line.accepted is None:
            lines.append(line)
        if len(lines) == MOST_AT_HOME:
            break
    return tuple(lines)


def lines_of(
    guard: Guard, picture: Picture, account: Account, found: Iterable[Finding], day: date
) -> Iterator[FindingLine]:  # fmt: skip
    """Findings as an account may know them, one after the other; what it may know nothing of is left out."""
    held, waiting = acceptances(guard), iter(found)
    while part := tuple(islice(waiting, AT_ONCE)):
        for one in shown(guard, part):
            line = _line(picture, account, one, accepted(one.finding, held, day))
            if line is not None:
                yield line


def marking(page: str, findings: Iterable[FindingLine]) -> str:
    """The classification of a page with findings on it: the highest of both."""
    return max((page, *(one.classification for one in findings if one.classification)), key=rights.level)


def _line(picture: Picture, account: Account, one: Guarded[Finding], held: Held | None) -> FindingLine | None:
    found = one.finding
    if one.visible_to(picture.audience):
        return FindingLine(
            saying.days_in(found.said(saying.language())), one.classification, found.severity, found.acts,
            found.ways_out, held,
            reverse("finding", args=[found.subject, found.id]), bool(accepting_roles(account, found)),
        )  # fmt: skip
    if not picture.holds(found.subject):
        return None
    names = [saying.label("components", part) for part in one.compartments if part != rights.SEALED]
    who = ", ".join(names) or _("the head of office")
    return FindingLine(_("There is something here that you may not see: ask %(who)s.") % {"who": who})
