"""Matrices on their way in, and mappings that an account keeps. They lie in the encrypted file, never in the ledger."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.utils import timezone

from withstand.web.accounts.models import Account

KEPT = timedelta(hours=24)
"""An uploaded file is deleted so long after it came, if it was not used before."""


class MatrixUpload(models.Model):
    """A file that somebody wants to enter (`look` false) or whose columns and look they want (`look` true).

    `mapping` is a layout (TOML) where somebody has corrected it; `found` what a job read of a long file; `entered` how
    many versions came of it: then the file is gone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    by = models.ForeignKey(Account, models.CASCADE)
    name = models.CharField(max_length=120)
    look = models.BooleanField(default=False)
    content = models.BinaryField(null=True)
    mapping = models.TextField(blank=True)
    sheet = models.CharField(max_length=120, blank=True)
    on = models.DateField()
    reviewed = models.BooleanField(default=False)
    classification = models.CharField(max_length=40)
    compartments = models.JSONField(default=list)
    found = models.JSONField(null=True)
    entered = models.IntegerField(null=True)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        """The latest first."""

        ordering: ClassVar = ["-made_at"]


class KeptMapping(models.Model):
    """What the columns of an office's matrix hold, under a name; for the account that keeps it alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    by = models.ForeignKey(Account, models.CASCADE)
    name = models.CharField(max_length=80)
    mapping = models.TextField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        """By name."""

        ordering: ClassVar = ["name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["by", "name"], name="mapping_by_name")]


def forget_old() -> None:
    """Delete files whose time is over."""
    MatrixUpload.objects.filter(expires_at__lte=timezone.now()).delete()
