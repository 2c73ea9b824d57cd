"""Unfinished forms, forms that were saved, and what is to be completed later. They lie in the encrypted file."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils import timezone

from withstand.web.accounts.models import Account
from withstand.web.accounts.roles import WRITE

KEPT = timedelta(days=14)
"""An unfinished form is deleted so long after it was last changed."""
WAITS = timedelta(days=7)
"""A proposal lapses so long after it was made."""
OPEN, REFUSED, LAPSED, VOID = "open", "refused", "lapsed", "void"


class FormDraft(models.Model):
    """A form that somebody has not saved yet: never in the ledger, deleted for good with its row.

    `id` is the form's token. `record` and `over` are empty for a new record.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    by = models.ForeignKey(Account, models.CASCADE)
    kind = models.CharField(max_length=60)
    record = models.CharField(max_length=36, blank=True)
    over = models.CharField(max_length=36, blank=True)
    answers = models.JSONField(default=dict)
    changed_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        """The latest first."""

        ordering: ClassVar = ["-changed_at"]


class SavedForm(models.Model):
    """A form that was saved: the same token again saves nothing, it shows what was saved."""

    id = models.UUIDField(primary_key=True)
    by = models.ForeignKey(Account, models.CASCADE)
    kind = models.CharField(max_length=60)
    record = models.CharField(max_length=36, blank=True)
    entry = models.CharField(max_length=36, blank=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)


class ToComplete(models.Model):
    """A record that was entered in a hurry: somebody completes it later."""

    record = models.CharField(max_length=36, unique=True)
    kind = models.CharField(max_length=60)
    by = models.ForeignKey(Account, models.CASCADE)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        """The oldest first: it has waited longest."""

        ordering: ClassVar = ["at"]


class Settlement(models.Model):
    """How one person proposes to settle a conflict: it waits for another. It holds no text of the record.

    `heads`: the versions it was made over, in the order that `picks` (field: place of a version) counts them.
    `kept`: what its author decided about findings of the scan, with digests. A refused one stands until the next.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    record = models.CharField(max_length=36, unique=True)
    heads = models.JSONField(default=list)
    picks = models.JSONField(default=dict)
    reason = models.CharField(max_length=300)
    kept = models.JSONField(default=list)
    by = models.ForeignKey(Account, models.CASCADE, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(db_index=True)
    refused_by = models.ForeignKey(Account, models.CASCADE, null=True, related_name="+")
    refusal = models.CharField(max_length=300, blank=True)

    def standing(self, heads: Sequence[str], now: datetime) -> str:
        """Whether it still waits; not where time is over, its author may write no more, or another version came."""
        if self.refused_by is not None:
            return REFUSED
        if now >= self.expires_at or not self.by.may(WRITE):
            return LAPSED
        return OPEN if set(self.heads) == set(heads) else VOID
