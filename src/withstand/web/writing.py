"""The one way from a page into the ledger: as the account that asks, under the office or under its token."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from withstand.dialogue.outgoing import telling
from withstand.inducement.requests import Screening
from withstand.installation.authors import authors_of
from withstand.installation.opening import Opened
from withstand.ledger.errors import InvalidRecord
from withstand.ledger.journal import Draft, LinkTo, Saved, append, append_links, withdraw_link
from withstand.ledger.kinds import Kind
from withstand.ledger.ledger import OFFICE_AUTHOR
from withstand.telling import Told
from withstand.web.accounts.models import Account
from withstand.web.accounts.roles import WRITE
from withstand.web.signed_in import Request
from withstand.web.support.acting import may_answer

_ANOTHERS = (
    "an answer is entered by its own body, and that none came by the secretariat: choose a body that you work for"
)


def save(request: HttpRequest, drafts: Sequence[Draft], *, beside: bool = False) -> list[Saved]:
    """Save drafts, all or none, in the name of whoever asks.

    Raises:
        PermissionDenied: the account may not write.
        InvalidRecord, LostRace, NotFound, LedgerError: nothing was saved.
    """
    asked = cast(Request, request)
    return save_as(asked.user, asked.lent.opened, drafts, beside=beside)


def save_as(account: Account, opened: Opened, drafts: Sequence[Draft], *, beside: bool = False) -> list[Saved]:
    """The same for long work, in the name of the account that asked for it.

    Raises:
        PermissionDenied, InvalidRecord, LostRace, NotFound, LedgerError: as `save`.
    """
    author = _author(account, opened)
    for draft in drafts:
        if isinstance(draft.fields, Screening) and not may_answer(account, draft.fields):
            raise InvalidRecord(draft.kind.name, (("body", Told(_ANOTHERS)),))
    with telling(account.audience):
        return append(opened.ledger, [replace(draft, author=author) for draft in drafts], beside=beside)


def link(request: HttpRequest, kind: Kind, record: str, links: Sequence[LinkTo]) -> list[Saved]:
    """Link a record to others, in the name of whoever asks; both ends must have been seen by them.

    Raises:
        PermissionDenied, InvalidRecord, NotFound, LedgerError: nothing was saved.
    """
    opened, author = _writing(request)
    with telling(cast(Request, request).user.audience):
        return append_links(opened.ledger, kind, record, links, author)


def unlink(request: HttpRequest, identifier: str) -> Saved:
    """Say that a link no longer holds, in the name of whoever asks; they must have seen it.

    Raises:
        PermissionDenied, NotFound, LedgerError: nothing was saved.
    """
    opened, author = _writing(request)
    return withdraw_link(opened.ledger, identifier, author)


def _writing(request: HttpRequest) -> tuple[Opened, str]:
    asked = cast(Request, request)
    opened = asked.lent.opened
    return opened, _author(asked.user, opened)


def _author(account: Account, opened: Opened) -> str:
    if not account.may(WRITE):
        raise PermissionDenied
    opened.must_write()
    return author_of(opened, account)


def author_of(opened: Opened, account: Account) -> str:
    """The author that a header names: the office, or this week's token of a person who signs in their own name."""
    if account.signs_as_office:
        return OFFICE_AUTHOR
    with authors_of(opened) as authors:
        return authors.token(account.shown_name, opened.settings.today(datetime.now(UTC)))
