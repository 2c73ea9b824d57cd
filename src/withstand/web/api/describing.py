"""The OpenAPI document in the words of a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec

from withstand.web.api.openapi import document


@dataclass(frozen=True)
class Address:
    """A method of an address: what it does, its parameters, the shapes of what is sent and answered."""

    method: str
    path: str
    sentence: str
    parameters: tuple[tuple[str, str], ...]
    sends: str
    answers: str


def addresses() -> tuple[Address, ...]:
    """Every address, in the order of the document."""
    found: dict[str, Any] = msgspec.json.decode(document())
    return tuple(
        Address(
            method.upper(), path, one["summary"],
            tuple((each["name"], each.get("description", "")) for each in one["parameters"] if each["in"] != "header"),
            _shape(one.get("requestBody", {})), _shape(next(iter(one["responses"].values()))),
        )
        for path, operations in found["paths"].items()
        for method, one in operations.items()
    )  # fmt: skip


def _shape(about: dict[str, Any]) -> str:
    content = about.get("content", {}).get("application/json", {})
    return str(content.get("schema", {}).get("$ref", "")).rpartition("/")[2]
