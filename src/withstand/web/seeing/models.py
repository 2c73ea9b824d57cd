"""What a review holds of the operation's own records, as one account saw them. It lies in the encrypted file."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from withstand.web.accounts.models import Account


class KeptOwnRecords(models.Model):
    """The last of an account: good for as long as its key is what the account would be shown now."""

    account = models.OneToOneField(Account, models.CASCADE)
    key = models.CharField(max_length=64)
    content = models.BinaryField()
    made_at = models.DateTimeField(default=timezone.now)
