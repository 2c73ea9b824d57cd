"""One table of obstruction, with what its figures are and are not; what rests on forecasts is made by a job first."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from withstand.brief.obstruction.sheet import Sheet
from withstand.web.access import needs
from withstand.web.accounts.roles import EXPORT, READ
from withstand.web.days import today
from withstand.web.obstruction.asking import HEAVY, SHEETS, TABLE, Asked, SheetForm
from withstand.web.obstruction.cells import drawn
from withstand.web.obstruction.job import TYPES, WEIGHTS, kept, key_of
from withstand.web.obstruction.reckoning import Desk, reader_words
from withstand.web.pictures import picture_for
from withstand.web.records import saying
from withstand.web.signed_in import Request
from withstand.web.work.models import FAILED, RUNNING, WAITING, Job
from withstand.web.work.running import ask_for, queue_is_full_for

SHOWN = 60
_REFRESH_SECONDS = "3"


@needs(READ)
@require_http_methods(["GET", "POST"])
def sheet_page(request: Request, sheet: str = TABLE) -> HttpResponse:
    """The table; or how far the job is; or the button that starts it."""
    if sheet not in SHEETS:
        raise Http404
    asked = Asked.of(sheet, request.GET)
    desk = Desk.at(picture_for(request), asked, request.lent.opened.workspace, today())
    key = key_of(desk) if sheet in HEAVY else ""
    if request.method == "POST":
        if key and desk.evidence.manifest and not _job(request, key, WAITING, RUNNING):
            _begin(request, desk, key)
        return redirect(request.get_full_path())
    found = kept(key) if key else desk.light()
    words: dict[str, Any] = {
        "sheet": sheet,
        "title": SHEETS[sheet],
        "sheets": [(one, label, _address(one, desk.asked)) for one, label in SHEETS.items()],
        "form": SheetForm({**desk.asked.parameters(), **request.GET.dict()}, sheet),
        "desk": desk,
        "day": desk.until,
        "records": f"since={desk.since.isoformat()}&until={desk.until.isoformat()}",
        "asked": {"sheet": sheet, **asked.parameters()},
        "forms": [(one, one.upper()) for one in TYPES],
        "may_export": request.user.may(EXPORT),
        "acts": desk.of.acts.height,
        "visits": desk.of.visits.height,
    }
    if found is not None:
        return render(request, "obstruction/sheet.html", words | _shown(request, found, desk))
    job = _job(request, key, WAITING, RUNNING)
    failed = None if job else _job(request, key, FAILED)
    response = render(request, "obstruction/sheet.html", {**words, "heavy": True, "job": job, "failed": failed})
    if job is not None:
        response.headers["Refresh"] = _REFRESH_SECONDS
    return response


def _shown(request: Request, sheet: Sheet, desk: Desk) -> dict[str, Any]:
    roles = ", ".join(saying.label("account_roles", one) for one in request.user.roles)
    told = reader_words(sheet, desk.names(), roles or desk.picture.audience.name)
    table = drawn(told, desk.since, desk.until)
    pages = max(1, -(-len(table.rows) // SHOWN))
    text = request.GET.get("page", "")
    page = min(pages, max(1, int(text))) if text.isdecimal() and len(text) < 5 else 1
    return {
        "table": table,
        "shown": table.rows[(page - 1) * SHOWN : page * SHOWN],
        "number": len(table.rows),
        "page": page,
        "before": page - 1,
        "after": page + 1 if page < pages else 0,
        "last": page == pages,
        "query": desk.asked.query,
    }


def _address(sheet: str, asked: Asked) -> str:
    where = reverse("obstruction") if sheet == TABLE else reverse("obstruction-sheet", args=[sheet])
    return f"{where}?{asked.days}" if asked.days else where


def _begin(request: Request, desk: Desk, key: str) -> None:
    if not queue_is_full_for(request.user):
        given = {"sheet": desk.asked.sheet, "today": today().isoformat(), "key": key, **desk.asked.parameters()}
        ask_for(request.user, WEIGHTS, given)


def _job(request: Request, key: str, *states: str) -> Job | None:
    """The account's latest job for this very table, where it is in one of these states."""
    jobs = Job.objects.filter(by=request.user, kind=WEIGHTS).defer("content")
    latest = next((one for one in jobs if one.parameters.get("key") == key), None)
    return latest if latest is not None and latest.state in states else None
