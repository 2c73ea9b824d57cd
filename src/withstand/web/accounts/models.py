"""Accounts, one-time links, recovery codes, failed tries, and the log of what was done with them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac

from withstand.picture.audience import Audience
from withstand.web.accounts.roles import permissions

LINK_HOURS = 24


class Accounts(BaseUserManager["Account"]):
    """Finds accounts by the name that people sign in with, whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> Account:
        """The account of that name."""
        return self.get(name=(username or "").strip().casefold())


class Account(AbstractBaseUser):
    """Somebody who may sign in. Their name stands here and nowhere else: records carry the office or a token.

    `person`: the name under which a personal key for acts of two was made, where it differs from `display_name`.
    `epoch`: raising it ends every session.
    """

    name = models.CharField(max_length=40, unique=True)
    display_name = models.CharField(max_length=80, blank=True)
    person = models.CharField(max_length=80, blank=True)
    roles = models.JSONField(default=list)
    clearance = models.CharField(max_length=40, default="unclassified")
    components = models.JSONField(default=list)
    recipient = models.CharField(max_length=40, default="un")
    purpose = models.CharField(max_length=40, default="protection")
    signs_as_office = models.BooleanField(default=True)
    language = models.CharField(max_length=5, default="en")
    is_active = models.BooleanField(default=False)
    totp_secret = models.CharField(max_length=64, blank=True)
    totp_step = models.BigIntegerField(default=0)
    epoch = models.IntegerField(default=0)
    made_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Accounts] = Accounts()
    USERNAME_FIELD = "name"

    @property
    def permissions(self) -> frozenset[str]:
        """What the roles allow."""
        return permissions(self.roles)

    def may(self, permission: str) -> bool:
        """Whether this account's roles allow something."""
        return self.is_active and permission in self.permissions

    @property
    def audience(self) -> Audience:
        """The profile under which this account sees records, named after its roles: exports and receipts name it too.

        Raises:
            InvalidRecord: it has words that the vocabularies no longer have; it then sees nothing.
        """
        return Audience(
            " ".join(self.roles) or "none", self.clearance, tuple(self.components), self.recipient, self.purpose
        )

    @property
    def shown_name(self) -> str:
        """What colleagues on this server read."""
        return self.display_name or self.name

    def get_session_auth_hash(self) -> str:
        """A mark that every session carries: a new passphrase, second factor or epoch ends them."""
        return self._mark("")

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        return self._mark(secret)

    def _mark(self, secret: str | None) -> str:
        value = f"{self.password} {self.totp_secret} {self.epoch}"
        return salted_hmac("withstand session", value, secret=secret or None, algorithm="sha256").hexdigest()


class OneTimeLink(models.Model):
    """A link that lets one person set their passphrase and second factor, once. Only its hash is kept."""

    digest = models.CharField(max_length=64, unique=True)
    account = models.ForeignKey(Account, models.CASCADE)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    @staticmethod
    def end_of_life(now: datetime) -> datetime:
        """Until when a link made now may be used."""
        return now + timedelta(hours=LINK_HOURS)


class RecoveryCode(models.Model):
    """A code that stands in for the second factor, once. Only its hash is kept."""

    account = models.ForeignKey(Account, models.CASCADE)
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)


class FailedTries(models.Model):
    """How often signing in failed, by account or by address; `key` is a keyed hash of either."""

    key = models.CharField(max_length=64, unique=True)
    number = models.IntegerField(default=0)
    last_at = models.DateTimeField(default=timezone.now)
    wait_until = models.DateTimeField(null=True)


class AuditEntry(models.Model):
    """One thing that was done with accounts, sessions or acts of two. Rows can be added, never changed."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    act = models.CharField(max_length=40)
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    about = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    detail = models.JSONField(default=dict)
