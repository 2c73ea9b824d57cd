"""What an office says of every new record before anybody writes it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from withstand.installation.opening import Opened
from withstand.ledger.fields import Fields
from withstand.ledger.kinds import Kind


def with_retention(opened: Opened, kind: Kind, fields: Fields) -> Fields:
    """The fields with the day until which the office keeps such records."""
    days = opened.settings.office.retention.get(kind.word)
    if days is None or "retain_until" in fields:
        return fields
    until = opened.settings.present_day(datetime.now(UTC)) + timedelta(days=days)
    return {**fields, "retain_until": until.isoformat()}
