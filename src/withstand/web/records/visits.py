"""The last visit: what came since is new. A session compares with the visit before it, as long as it lasts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from withstand.picture.filters import Reach
from withstand.picture.picture import Picture
from withstand.web.accounts.models import Account
from withstand.web.records.models import LastVisit
from withstand.web.signed_in import Request

_SINCE = "last_visit"


@dataclass(frozen=True)
class Visit:
    """When an account was last here, and how far it could see."""

    at: datetime
    reach: Reach


def last_visit(request: Request) -> Visit | None:
    """The visit before this session; None on the first."""
    if _SINCE not in request.session:
        kept = LastVisit.objects.filter(account=request.user).first()
        request.session[_SINCE] = {"at": kept.at.isoformat(), "reach": kept.reach} if kept else None
    held = request.session[_SINCE]
    moment = parse_datetime(held["at"]) if held else None
    return Visit(moment, tuple(sorted(held["reach"].items()))) if held and moment else None


def kept_visit(account: Account) -> Visit | None:
    """The latest visit of an account, whichever its session."""
    kept = LastVisit.objects.filter(account=account).first()
    return Visit(kept.at, tuple(sorted(kept.reach.items()))) if kept else None


def note_visit(request: Request, picture: Picture) -> None:
    """Keep how far this account has been shown; the session goes on comparing with the visit before."""
    last_visit(request)
    values = {"reach": picture.reach, "at": timezone.now()}
    LastVisit.objects.update_or_create(account=request.user, defaults=values)


def all_seen(request: Request) -> None:
    """What is here now is no longer new."""
    kept = LastVisit.objects.filter(account=request.user).first()
    request.session[_SINCE] = {"at": kept.at.isoformat(), "reach": kept.reach} if kept else None
