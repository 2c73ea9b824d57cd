"""The review as JSON: the same content as the page, and what the next review compares itself with."""

from __future__ import annotations

import json
from dataclasses import is_dataclass
from typing import Any

from withstand.mission.review_values import Review


def to_plain(review: Review) -> dict[str, Any]:
    """The review as JSON types."""
    content: dict[str, Any] = json.loads(to_json(review, indent=None))
    return content


def to_json(review: Review, *, indent: int | None = 1) -> str:
    """The review as JSON text."""
    return json.dumps(review, ensure_ascii=False, allow_nan=False, default=_fields, indent=indent)


def _fields(value: object) -> object:
    """A value's fields by name, or its text."""
    return vars(value) if is_dataclass(value) else str(value)
