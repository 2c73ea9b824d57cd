"""Asking for what a job reckons, and looking how far it is."""

from __future__ import annotations

from withstand.web.signed_in import Request
from withstand.web.stance.job import JOB
from withstand.web.work.kinds import Parameters
from withstand.web.work.models import FAILED, RUNNING, WAITING, Job
from withstand.web.work.running import ask_for, queue_is_full_for

REFRESH_SECONDS = "3"


def begin(request: Request, what: str, key: str, asked: Parameters) -> None:
    """Start it, where it is not under way."""
    if not under_way(request, key) and not queue_is_full_for(request.user):
        ask_for(request.user, JOB, {"what": what, "key": key, **asked})


def under_way(request: Request, key: str) -> Job | None:
    """The account's job for this very thing, while it waits or runs."""
    return _latest(request, key, WAITING, RUNNING)


def failed(request: Request, key: str) -> Job | None:
    """The same where it failed last time."""
    return _latest(request, key, FAILED)


def _latest(request: Request, key: str, *states: str) -> Job | None:
    jobs = Job.objects.filter(by=request.user, kind=JOB).defer("content")
    latest = next((one for one in jobs if one.parameters.get("key") == key), None)
    return latest if latest is not None and latest.state in states else None
