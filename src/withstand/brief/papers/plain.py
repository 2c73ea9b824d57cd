"""Values of a case as JSON: records by their fields, days as text, whatever else by the names of its parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

import msgspec

from withstand.ledger.ids import instant_text
from withstand.picture.seen import Seen

_HEADER = frozenset({"entered", "author"})


def plain(value: Any) -> Any:
    """The value in types of JSON."""
    if isinstance(value, Seen):
        return {
            "record": value.record, "version": value.version, "kind": value.tag,
            "classification": value.classification, "recorded_at": instant_text(value.recorded_at), "fields": value.raw,
        }  # fmt: skip
    if isinstance(value, msgspec.Struct):
        return msgspec.to_builtins(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value) if one.name not in _HEADER}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, (tuple, list, set, frozenset)):
        return [plain(one) for one in value]
    return value
