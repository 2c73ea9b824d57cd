"""What an account keeps of its own: named filters, and how far it had seen when it was last here."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from withstand.web.accounts.models import Account

LONGEST_NAME = 60


class SavedView(models.Model):
    """A filter with a name. `kind` is the kind's word, `filter` a query string: it holds no record."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    by = models.ForeignKey(Account, models.CASCADE)
    name = models.CharField(max_length=LONGEST_NAME)
    kind = models.CharField(max_length=40)
    filter = models.CharField(max_length=2000, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """By name."""

        ordering: ClassVar = ["name"]


class LastVisit(models.Model):
    """How far each installation's chain was known when an account last looked at what is new."""

    account = models.OneToOneField(Account, models.CASCADE, primary_key=True)
    reach = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)
