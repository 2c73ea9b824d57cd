"""What a review holds of the operation's own records, as some rights showed them. It lies in the encrypted file."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils import timezone

KEPT, MOST = timedelta(hours=24), 50


class KeptOwnRecords(models.Model):
    """Good for whoever would be shown the same now: `key` is the hash of rights, knowledge, data and question."""

    key = models.CharField(max_length=64, unique=True)
    content = models.BinaryField()
    made_at = models.DateTimeField(default=timezone.now, db_index=True)
