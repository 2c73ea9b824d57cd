"""Requests for acts of two: what one person has signed, until another signs too or refuses."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_noop

from withstand.web.accounts.models import Account
from withstand.web.accounts.roles import CONFIRM

WAITS = timedelta(days=7)
OPEN, CONFIRMED, REFUSED, WITHDRAWN = "open", "confirmed", "refused", "withdrawn"
STATES: Mapping[str, str] = MappingProxyType(
    {
        OPEN: gettext_noop("waits for a second person"),
        CONFIRMED: gettext_noop("confirmed and done"),
        REFUSED: gettext_noop("refused"),
        WITHDRAWN: gettext_noop("withdrawn"),
        "expired": gettext_noop("expired"),
    }
)


class ActRequest(models.Model):
    """One act. `components`: those that a record is opened to; none are all.

    `signed` is the act with the first person's signature, as JSON; it is emptied once decided.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    act = models.CharField(max_length=40)
    record = models.CharField(max_length=36)
    classification = models.CharField(max_length=40, blank=True)
    components = models.JSONField(default=list)
    reason = models.CharField(max_length=300)
    signed = models.TextField(blank=True)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    state = models.CharField(max_length=20, default=OPEN)
    other = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    outcome = models.JSONField(default=list)

    class Meta:
        """The latest first."""

        ordering: ClassVar = ["-made_at"]

    def standing(self, now: datetime) -> str:
        """The state, expiry included: by time, or because whoever asked may take part in no act any more."""
        over = now >= self.expires_at or not self.by.may(CONFIRM)
        return "expired" if self.state == OPEN and over else self.state
