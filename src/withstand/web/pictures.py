"""The one way from a page to the records: a picture of whoever asks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from withstand.ledger.ids import instant_of
from withstand.picture.picture import Picture
from withstand.web.accounts.models import Account
from withstand.web.accounts.roles import READ
from withstand.web.signed_in import Request


def picture_for(
    request: HttpRequest, known_at: datetime | None = None, as_of: date | None = None, *, leaving: bool = False
) -> Picture:
    """The picture of the account that asks, of what was known at a moment (UTC where it has no zone), as of a day.

    `leaving`: for a file in which the rules for outside hold; else an account outside the operation sees nothing.

    Raises:
        PermissionDenied: the account may not read records.
        Locked: the workspace is locked.
    """
    asked = cast(Request, request)
    audience = asked.user.audience
    if not asked.user.may(READ) or (audience.outside and not leaving):
        raise PermissionDenied
    moment = None if known_at is None else instant_of(known_at if known_at.tzinfo else known_at.replace(tzinfo=UTC))
    return Picture(asked.lent.opened.ledger, audience, as_of, moment)


def still_sees(account: Account, picture: Picture, record: str) -> bool:
    """Whether another account than the picture's may read a record, as it stands now."""
    audience = account.audience
    return account.may(READ) and not audience.outside and Picture(picture.ledger, audience).holds(record)


def end_of_day(day: str) -> datetime:
    """The moment up to which something was known on a day (YYYY-MM-DD)."""
    return datetime.combine(date.fromisoformat(day), time.max, UTC)
