"""The week, its agenda and its action sheet as pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from withstand.mission.week.action_sheet import action_sheet
from withstand.mission.week.agenda import agenda
from withstand.web.access import needs
from withstand.web.accounts.roles import EXPORT, READ, WRITE
from withstand.web.signed_in import Request
from withstand.web.week.matrix_rows import SHOWN, action_address, action_rows, changes_of, threat_address, threat_rows
from withstand.web.week.meeting import Meeting, meeting_of
from withstand.web.week.tongue import READERS, counted


def about(request: Request, meeting: Meeting) -> dict[str, Any]:
    """What every page of a meeting says of it."""
    return {
        "meeting": meeting,
        "week": meeting.week,
        "query": meeting.query,
        "may_write": request.user.may(WRITE),
        "may_export": request.user.may(EXPORT),
    }


@needs(READ)
@require_GET
def week(request: Request) -> HttpResponse:
    """What changed since the last meeting, then the matrix."""
    meeting = meeting_of(request)
    names, seen = meeting.areas.names, meeting.week
    found = agenda(seen, names, READERS)
    page = _page(request.GET.get("page", ""), len(seen.threats))
    shown = seen.threats[(page - 1) * SHOWN : page * SHOWN]
    actions = frozenset(line.record for line in seen.actions)
    words = {
        "changes": changes_of(found, actions),
        "postures": found.postures,
        "rows": threat_rows(seen, shown, names),
        "alone": action_rows((line for line in seen.actions if not line.answers), names) if page == 1 else (),
        "threats": counted(sum(line.change != "closed" for line in seen.threats), "threat"),
        "actions": counted(sum(line.open for line in seen.actions), "open action"),
        "unchanged": counted(found.unchanged, "threat"),
        "page": page,
        "before": page - 1,
        "after": page + 1 if page * SHOWN < len(seen.threats) else 0,
    }
    return render(request, "week/week.html", about(request, meeting) | words)


def _page(text: str, threats: int) -> int:
    most = max(1, -(-threats // SHOWN))
    return min(most, max(1, int(text))) if text.isdecimal() and len(text) < 5 else 1


@needs(READ)
@require_GET
def agenda_page(request: Request) -> HttpResponse:
    """What to talk about, and why it is on the list."""
    meeting = meeting_of(request)
    found = agenda(meeting.week, meeting.areas.names, READERS)
    actions = {line.record for line in meeting.week.actions}
    sections = [
        {
            "section": section,
            "rows": [
                (action_address(one.record) if one.record in actions else threat_address(one.record), one)
                for one in section.items
            ],
        }
        for section in found.sections
    ]
    words = {
        "sections": [one for one in sections if one["rows"]],
        "nothing": [section.none for section in found.sections if not section.items],
        "postures": found.postures,
        "unchanged": counted(found.unchanged, "threat"),
    }
    return render(request, "week/agenda.html", about(request, meeting) | words)


@needs(READ)
@require_GET
def sheet_page(request: Request) -> HttpResponse:
    """Who does what, where, by when; by component, overdue first."""
    meeting = meeting_of(request)
    sheet = action_sheet(meeting.week, meeting.areas.names, READERS)
    parts = [
        {
            "part": part,
            "count": counted(len(part.tasks), "open action"),
            "rows": [(action_address(task.record), task) for task in part.tasks],
        }
        for part in sheet.parts
    ]
    return render(request, "week/action_sheet.html", about(request, meeting) | {"parts": parts})
