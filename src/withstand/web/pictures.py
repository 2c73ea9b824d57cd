"""The one way from a page to the records: a picture of whoever asks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from withstand.ledger.ids import instant_of
from withstand.picture.picture import Picture
from withstand.web.accounts.roles import READ
from withstand.web.signed_in import Request


def picture_for(
    request: HttpRequest, known_at: datetime | None = None, as_of: date | None = None, *, leaving: bool = False
) -> Picture:
    """The picture of the account that asks, of what was known at a moment and as of a day; else now.

    `leaving`: for a file in which the rules for outside hold; else an account outside the operation sees nothing.

    Raises:
        PermissionDenied: the account may not read records.
        Locked: the workspace is locked.
    """
    asked = cast(Request, request)
    audience = asked.user.audience
    if not asked.user.may(READ) or (audience.outside and not leaving):
        raise PermissionDenied
    moment = None if known_at is None else instant_of(_aware(known_at))
    return Picture(asked.lent.opened.ledger, audience, as_of, moment)


def _aware(moment: datetime) -> datetime:
    """A day without an hour stands for its end."""
    if moment.time() == time():
        moment = datetime.combine(moment, time.max)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
