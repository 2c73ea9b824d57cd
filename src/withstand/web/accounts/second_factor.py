"""The second factor: a code that changes every 30 seconds (TOTP), and recovery codes for when the telephone is gone."""

from __future__ import annotations

import base64
import hashlib
import secrets
from datetime import datetime

import pyotp
import segno
from django.db import transaction
from django.utils.safestring import SafeString, mark_safe

from withstand.web.accounts.models import Account, RecoveryCode

STEP_SECONDS = 30
_NUMBER_OF_CODES, _BYTES_OF_A_CODE = 10, 10
_ISSUER = "Withstand"


def new_secret() -> str:
    """A secret for an authenticator, in base 32."""
    return pyotp.random_base32()


def address(secret: str, name: str) -> str:
    """What an authenticator reads: otpauth://..."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=_ISSUER)


def drawing(secret: str, name: str) -> SafeString:
    """The same as a QR code, SVG to stand in a page."""
    code = segno.make(address(secret, name), micro=False)
    return mark_safe(code.svg_inline(scale=4, dark="#000", light="#fff", title="QR"))  # noqa: S308 (our own drawing)


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The step of time that a code belongs to: this one, the one before or the next; None where it is wrong."""
    digits = "".join(code.split())
    totp = pyotp.TOTP(secret)
    this = int(now.timestamp()) // STEP_SECONDS
    fitting = [
        step for step in (this - 1, this, this + 1) if pyotp.utils.strings_equal(totp.at(step * STEP_SECONDS), digits)
    ]
    return fitting[-1] if fitting else None


def accept(account: Account, code: str, now: datetime) -> bool:
    """Whether a code is right and was not used before."""
    with transaction.atomic():
        fresh = Account.objects.get(pk=account.pk)
        step = step_of(fresh.totp_secret, code, now) if fresh.totp_secret else None
        if step is None or step <= fresh.totp_step:
            return False
        Account.objects.filter(pk=account.pk).update(totp_step=step)
    return True


def new_recovery_codes(account: Account) -> list[str]:
    """Ten fresh codes, shown once; older ones no longer count."""
    codes = [_readable(secrets.token_bytes(_BYTES_OF_A_CODE)) for _ in range(_NUMBER_OF_CODES)]
    with transaction.atomic():
        RecoveryCode.objects.filter(account=account).delete()
        RecoveryCode.objects.bulk_create(RecoveryCode(account=account, digest=_digest(code)) for code in codes)
    return codes


def spend_recovery_code(account: Account, code: str, now: datetime) -> bool:
    """Use a recovery code up; whether it was one."""
    unused = RecoveryCode.objects.filter(account=account, digest=_digest(code), used_at=None)
    return unused.update(used_at=now) == 1


def _readable(content: bytes) -> str:
    text = base64.b32encode(content).decode().lower()
    return "-".join(text[at : at + 4] for at in range(0, len(text), 4))


def _digest(code: str) -> str:
    bare = "".join(mark for mark in code.lower() if mark.isalnum())
    return hashlib.sha256(bare.encode()).hexdigest()
