"""Versions of records that count for nothing, or close their record: what another program, or an ill will, wrote."""

from __future__ import annotations

from dataclasses import dataclass

from withstand.installation.opening import Opened
from withstand.ledger import rights
from withstand.ledger.store import overview


@dataclass(frozen=True)
class Strange:
    """A version, whose it is, and what is strange about it."""

    record: str
    version: str
    office: str
    why: str


def strange_versions(opened: Opened) -> list[Strange]:
    """All of them, by record."""
    offices = {one.id: one.office for one in opened.ledger.trust.installations.values()}
    found = []
    for record, kind, version, tag, installation, level in overview.strange(
        opened.ledger.database, rights.UNKNOWN_LEVEL
    ):
        name = tag.partition("@")[0]
        if level == rights.UNKNOWN_LEVEL:
            why = "its classification is not known here, so nobody sees the record; two people lower it"
        elif name != kind:
            why = f"it is a {_word(name)}, and the record is a {_word(kind)}: set aside"
        else:
            why = f"its text does not fit a {_word(kind)}: set aside"
        found.append(Strange(record, version, offices.get(installation, installation[:8]), why))
    return found


def _word(kind: str) -> str:
    return kind.rpartition(".")[2]
