"""What a token may do, and what was done with it."""

from __future__ import annotations

import msgspec
from django.http import Http404

from withstand.web.accounts.models import AuditEntry
from withstand.web.api.admission import token_of
from withstand.web.signed_in import Request

_ROWS = 200


class TokenAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The token with which this is asked, and the profile of its account: what it sees."""

    name: str
    scopes: tuple[str, ...]
    expires_at: str
    clearance: str
    components: tuple[str, ...]
    recipient: str
    purpose: str


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was done with the token."""

    at: str
    act: str
    detail: dict[str, str]


class Deeds(msgspec.Struct, frozen=True, kw_only=True):
    """The latest things that were done with the token, the latest first."""

    deeds: tuple[Deed, ...]


def token(request: Request) -> TokenAnswer:
    """The token with which this is asked. A session has none."""
    held = token_of(request)
    if held is None:
        raise Http404
    audience = held.account.audience
    return TokenAnswer(
        name=held.name, scopes=tuple(held.scopes), expires_at=held.expires_at.isoformat(), clearance=audience.clearance,
        components=audience.components, recipient=audience.recipient, purpose=audience.purpose,
    )  # fmt: skip


def deeds(request: Request) -> Deeds:
    """The latest deeds of the token: made, records added, files fetched."""
    held = token_of(request)
    if held is None:
        raise Http404
    entries = AuditEntry.objects.filter(by=request.user, detail__token=held.name).order_by("-pk")[:_ROWS]
    return Deeds(deeds=tuple(Deed(at=one.at.isoformat(), act=one.act, detail=one.detail) for one in entries))
