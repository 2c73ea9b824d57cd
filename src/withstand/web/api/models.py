"""Tokens, and the answers to requests that may be repeated."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils import timezone

from withstand.web.accounts.models import Account

KEPT = timedelta(hours=24)


class Token(models.Model):
    """What a program shows to be let in as an account, for some scopes and until a day. Only its hash is kept.

    `epoch` is the account's when it was made: disabling or resetting the account ends its tokens with its sessions.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    epoch = models.IntegerField()
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        """The latest first."""

        ordering: ClassVar = ["-pk"]

    def counts(self, now: datetime) -> bool:
        """Whether it opens anything at a moment."""
        alive = self.revoked_at is None and self.expires_at > now
        return alive and self.account.is_active and self.account.epoch == self.epoch


class KeptAnswer(models.Model):
    """What a request with an Idempotency-Key was answered; `status` 0 while it is not known."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    asked = models.CharField(max_length=64)
    status = models.IntegerField(default=0)
    content = models.BinaryField(default=b"")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """One answer to a key of an account."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["account", "key"], name="one_answer_a_key")]
