"""What was reckoned from a picture, in the memory of the server, under a key that holds the rights that showed it."""

from __future__ import annotations

from threading import Lock
from typing import TypeVar

from withstand.picture.picture import Picture
from withstand.web.holding import held
from withstand.web.seeing.reviewing import own_key

_MEMORY, _MOST = "stance", 24
_keeping = Lock()

Value = TypeVar("Value")


def key_of(picture: Picture, what: str, *about: object) -> str:
    """A name for something reckoned: it holds the audience, what is known, and what was asked."""
    return own_key(picture, repr((what, *about)))


def kept(key: str, kind: type[Value]) -> Value | None:
    """What was kept under this very key; the server's memory ends with a lock."""
    found = _shelf().get(key)
    return found if isinstance(found, kind) else None


def keep(key: str, value: Value) -> Value:
    """Keep it; what is oldest goes where there is too much."""
    with _keeping:
        shelf = _shelf()
        shelf[key] = value
        while len(shelf) > _MOST:
            del shelf[next(iter(shelf))]
    return value


def _shelf() -> dict[str, object]:
    shelf = held().memory.setdefault(_MEMORY, {})
    if not isinstance(shelf, dict):
        raise TypeError(type(shelf).__name__)
    return shelf
