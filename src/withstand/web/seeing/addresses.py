"""Addresses of pages that other parts of the workspace answer."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse


def record_address(kind: str, record: str) -> str:
    """The page of a record of a kind (incident), whether or not its part of the workspace is there yet."""
    try:
        return reverse("record", kwargs={"kind": kind, "record": record})
    except NoReverseMatch:
        return f"/records/{kind}/{record}/"
