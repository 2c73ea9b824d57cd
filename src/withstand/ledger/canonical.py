"""One value, one sequence of bytes: JSON with sorted ASCII keys, NFC text, no floats (RFC 8785 for what we admit)."""

from __future__ import annotations

import unicodedata
from typing import Any

import msgspec

from withstand.ledger.errors import NotCanonical
from withstand.telling import Told

LARGEST_INTEGER = 2**53 - 1
_ENCODER = msgspec.json.Encoder(order="sorted")


def encode(value: Any) -> bytes:
    """The canonical bytes of plain values or of a typed body.

    Typed bodies hold no floats and bounded integers by declaration; plain values are checked here.

    Raises:
        NotCanonical: a float, a key outside ASCII, half a character, an integer that another program would round.
    """
    if not isinstance(value, msgspec.Struct):
        value = _admit(value)
    try:
        encoded = _ENCODER.encode(value)
    except UnicodeEncodeError:
        raise NotCanonical("A text holds half a character; paste it again from where it came.") from None
    if encoded.isascii() or unicodedata.is_normalized("NFC", encoded.decode()):
        return encoded
    return _ENCODER.encode(_admit(msgspec.to_builtins(value)))


def _admit(value: Any) -> Any:
    """The value with its text in NFC, or an error where it has no canonical form."""
    match value:
        case str():
            return unicodedata.normalize("NFC", value)
        case bool() | None:
            return value
        case int():
            if abs(value) > LARGEST_INTEGER:
                raise NotCanonical(Told("{value} is too large to be kept exactly.", value=value))
            return value
        case dict():
            if bad := [key for key in value if not (isinstance(key, str) and key.isascii())]:
                raise NotCanonical(Told("The key {key} is not ASCII text.", key=repr(bad[0])))
            return {key: _admit(part) for key, part in value.items()}
        case list() | tuple():
            return [_admit(part) for part in value]
        case float():
            raise NotCanonical(Told("{value} is a fraction; write a whole number of a smaller unit.", value=value))
    raise NotCanonical(Told("A {type} cannot be kept in a record.", type=type(value).__name__))
