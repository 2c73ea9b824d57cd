"""Where a page ends and the next begins: sealed, of one question under one profile, at one moment."""

from __future__ import annotations

import base64
import binascii
import hashlib
import secrets

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.translation import gettext as _

from withstand.web.api.asking import UnreadableRequest
from withstand.web.holding import held

_NONCE = 12
_LENGTH = 200
"""Cursors have the same length whatever they hold."""


class Place(msgspec.Struct, frozen=True, array_like=True):
    """The moment of the first page, and the marks of its last row."""

    known_at: int
    marks: tuple[str, ...]


def sealed(place: Place, question: str) -> str:
    """The cursor; sealed anew each time, so that it tells nothing, not even that something has changed."""
    nonce = secrets.token_bytes(_NONCE)
    content = nonce + _seal().encrypt(nonce, msgspec.json.encode(place).ljust(_LENGTH), question.encode())
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def opened(cursor: str, question: str) -> Place:
    """What a cursor holds.

    Raises:
        UnreadableRequest: it is none, or belongs to another question.
    """
    try:
        content = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        plain = _seal().decrypt(content[:_NONCE], content[_NONCE:], question.encode())
    except (InvalidTag, binascii.Error, ValueError):
        raise UnreadableRequest(
            _("This cursor does not belong to this question. Begin again without it."), "cursor"
        ) from None
    return msgspec.json.decode(plain, type=Place)


def _seal() -> AESGCM:
    return AESGCM(hashlib.sha256(f"withstand cursor {held().session_secret}".encode()).digest())
