"""Jobs: what was asked for, how far it is, what came of it. They lie in the encrypted file; the queue has numbers."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_noop

from withstand.web.accounts.models import Account

KEPT = timedelta(hours=24)
WAITING, RUNNING, DONE, ASKS, FAILED, CANCELLED = "waiting", "running", "done", "asks", "failed", "cancelled"
STATES: Mapping[str, str] = MappingProxyType(
    {
        WAITING: gettext_noop("waits for its turn"),
        RUNNING: gettext_noop("is under way"),
        DONE: gettext_noop("is done"),
        ASKS: gettext_noop("needs your decision"),
        FAILED: gettext_noop("failed"),
        CANCELLED: gettext_noop("was cancelled"),
    }
)


class Job(models.Model):
    """One job. `sentence` is one of the program's, in English until it is shown; `question` is what it asks back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=40)
    by = models.ForeignKey(Account, models.CASCADE)
    parameters = models.JSONField(default=dict)
    state = models.CharField(max_length=20, default=WAITING)
    percent = models.IntegerField(default=0)
    sentence = models.CharField(max_length=1000, blank=True)
    question = models.JSONField(null=True)
    cancel_asked = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    file_name = models.CharField(max_length=120, blank=True)
    file_type = models.CharField(max_length=80, blank=True)
    content = models.BinaryField(null=True)

    class Meta:
        """The latest first."""

        ordering: ClassVar = ["-made_at"]

    @property
    def over(self) -> bool:
        """Whether nothing more comes of it by itself."""
        return self.state not in (WAITING, RUNNING)
