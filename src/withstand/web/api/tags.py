"""ETags: of what is answered, so that they tell nothing else; and a memory that spares the work where nothing came.

A tag made of the picture alone would change with every entry, and so tell who may see nothing of it that one was made.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from withstand.picture.picture import Picture

_MOST = 2_000


class Memory:
    """The last tags, by picture and question: bounded, and gone with the process."""

    def __init__(self, most: int = _MOST) -> None:
        self._most, self._guard = most, threading.Lock()
        self._tags: OrderedDict[str, str] = OrderedDict()

    def get(self, key: str) -> str:
        """The tag kept under a key, or nothing."""
        with self._guard:
            if key in self._tags:
                self._tags.move_to_end(key)
            return self._tags.get(key, "")

    def keep(self, key: str, tag: str) -> None:
        """Keep a tag; the oldest go."""
        with self._guard:
            self._tags[key] = tag
            self._tags.move_to_end(key)
            while len(self._tags) > self._most:
                self._tags.popitem(last=False)


MEMORY = Memory()


def tag_of(answer: Any) -> str:
    """The tag of an answer; a cursor in it, fresh each time, does not count."""
    if getattr(answer, "next", None):
        answer = msgspec.structs.replace(answer, next="more")
    return tag_of_bytes(msgspec.json.encode(answer))


def tag_of_bytes(content: bytes) -> str:
    """The tag of what is sent as it stands."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def unless_known(request: HttpRequest, picture: Picture | None, work: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer, or 304 where whoever asks has it."""
    held = [one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")]
    if not any(held):
        return _kept(request, picture, work())
    key = _key(request, picture)
    if key and (known := MEMORY.get(key)) in held:
        return _unchanged(known)
    response = _kept(request, picture, work())
    tag = response.headers.get("ETag", "")
    if tag and (tag in held or "*" in held):
        return _unchanged(tag)
    return response


def _kept(request: HttpRequest, picture: Picture | None, response: HttpResponse) -> HttpResponse:
    tag, key = response.headers.get("ETag", ""), _key(request, picture)
    if key and tag:
        MEMORY.keep(key, tag)
    return response


def _key(request: HttpRequest, picture: Picture | None) -> str:
    """What was asked, of which picture, in which language.

    Rights are today's, also of an earlier moment: so today's picture is part.
    """
    if picture is None:
        return ""
    now = Picture(picture.ledger, picture.audience).key if picture.known_at is not None else ""
    return f"{picture.key} {now} {get_language()} {request.get_full_path()}"


def _unchanged(tag: str) -> HttpResponse:
    return HttpResponse(status=HTTPStatus.NOT_MODIFIED, headers={"ETag": tag})
