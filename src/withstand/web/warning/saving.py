"""Saving what a form of an alert writes: once, however often it is sent."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.core.exceptions import BadRequest
from django.db import transaction
from django.utils import timezone

from withstand.installation.authors import authors_of
from withstand.installation.opening import Opened
from withstand.ledger.contents import folded
from withstand.ledger.journal import Draft
from withstand.web.accounts.models import Account
from withstand.web.entering.drafts import token_of
from withstand.web.entering.models import KEPT, SavedForm
from withstand.web.signed_in import Request
from withstand.web.writing import save

TOKEN = "form-token"  # noqa: S105 (the name of an input)


def fresh() -> str:
    """A token for a form that nobody has sent."""
    return str(uuid.uuid4())


def save_once(request: Request, drafts: Sequence[Draft]) -> str:
    """Save the drafts of a form; the record of the first. The second time it is the record of the first time.

    Raises:
        BadRequest: the form has no token, or that of somebody else's.
        LostRace, InvalidRecord, NotFound, LedgerError: nothing was saved, and the form may be sent again.
    """
    token = token_of(request.POST.get(TOKEN, ""))
    if token is None:
        raise BadRequest
    with transaction.atomic():
        SavedForm.objects.filter(at__lte=timezone.now() - KEPT).delete()
        kept, new = SavedForm.objects.get_or_create(
            pk=token, defaults={"by": request.user, "kind": drafts[0].kind.name}
        )
        if not new:
            if kept.by != request.user:
                raise BadRequest
            return str(kept.record)
        saved = save(request, drafts)[0]
        kept.record, kept.entry = saved.record, saved.entry
        kept.save()
    return saved.record


def was_saved(request: Request) -> bool:
    """Whether this very form was saved before."""
    token = token_of(request.POST.get(TOKEN, ""))
    return token is not None and SavedForm.objects.filter(pk=token, by=request.user).exists()


def tokens_of(opened: Opened, account: Account) -> frozenset[str]:
    """All tokens under which the person of an account has written here."""
    with authors_of(opened) as authors:
        wanted = folded(account.shown_name.strip())
        return frozenset(token for token, who, _week in authors.all() if folded(who.strip()) == wanted)
