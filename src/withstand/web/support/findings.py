"""What the rules of coherence find about a request or a unit, as whoever asks may know it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from withstand.analysis.coherence.finding import Finding
from withstand.ledger import rights
from withstand.mission.accepting import acceptances, accepted
from withstand.mission.coherence import shown, touching
from withstand.picture.guard import Guard, Guarded
from withstand.picture.picture import Picture
from withstand.web.records import saying


@dataclass(frozen=True)
class FindingLine:
    """A finding in a sentence: how grave, who should act, what would settle it, until when it is accepted.

    Of what may not be seen only whom to ask is said. `classification` is that of what it rests on.
    """

    sentence: str
    classification: str = ""
    severity: str = ""
    acts: str = ""
    ways_out: tuple[str, ...] = ()
    accepted_until: str = ""


def findings_about(picture: Picture, records: Iterable[str], day: date) -> tuple[FindingLine, ...]:
    """The findings that rest on one of these records, the gravest first, those that are accepted last."""
    guard, about = Guard(picture.ledger), frozenset(records)
    found = [one for one in touching(guard, about, day).findings if about & {one.subject, one.who, *one.records}]
    held = acceptances(guard) if found else ()
    lines = []
    for one in shown(guard, found):
        until = accepted(one.finding, held, day)
        line = _line(picture, one, until.fields.expires if until else "")
        if line is not None and line not in lines:
            lines.append(line)
    return tuple(sorted(lines, key=lambda one: bool(one.accepted_until)))


def marking(page: str, findings: Iterable[FindingLine]) -> str:
    """The classification of a page with findings on it: the highest of both."""
    return max((page, *(one.classification for one in findings if one.classification)), key=rights.level)


def _line(picture: Picture, one: Guarded[Finding], until: str) -> FindingLine | None:
    if one.visible_to(picture.audience):
        found = one.finding
        said = found.said(saying.language())
        return FindingLine(said, one.classification, found.severity, found.acts, found.ways_out, until)
    if not picture.holds(one.finding.subject):
        return None
    names = [saying.label("components", part) for part in one.compartments if part != rights.SEALED]
    who = ", ".join(names) or _("the head of office")
    return FindingLine(_("There is something here that you may not see: ask %(who)s.") % {"who": who})
