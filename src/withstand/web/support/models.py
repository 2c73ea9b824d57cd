"""Which account entered a decision on this server: whoever decided does not countersign, under an office's name too."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from withstand.web.accounts.models import Account


class DecidedHere(models.Model):
    """A decision that waits to be countersigned, and the account that entered it. It is deleted with the signature."""

    record = models.CharField(max_length=36, primary_key=True)
    request = models.CharField(max_length=36, db_index=True)
    by = models.ForeignKey(Account, models.CASCADE)
    at = models.DateTimeField(default=timezone.now)
