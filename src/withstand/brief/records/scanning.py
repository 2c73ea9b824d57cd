"""The scan of texts before a file goes out: what it finds, and the decision to keep it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from withstand.brief.records.leaves import column, leaves, pattern_of
from withstand.brief.records.rows import Table
from withstand.errors import InputError
from withstand.ledger.fields import TextKept
from withstand.ledger.scan import Found, counted, scan, scan_record
from withstand.telling import Told

_ACTORS = "actors."


@dataclass(frozen=True)
class Finding:
    """Something in a text of a record that may point to a person."""

    record: str
    found: Found


@dataclass(frozen=True)
class Clearance:
    """A person's decision to let out what the scan found. `code` names exactly the findings that were looked at."""

    code: str
    reason: str


class TextNotCleared(InputError):
    """Texts hold what may point to people, and nobody has decided about it; no file was written."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings, self.code = findings, code_of(findings)
        shown = "; ".join(f"{one.found.field}: {one.found.found} {one.found.words!r}" for one in findings[:5])
        more = f" and {len(findings) - 5} more" if len(findings) > 5 else ""
        super().__init__(
            f"The texts hold what may point to people: {shown}{more}. Nothing was written. Take it out of the records, "
            f"or decide to keep it: give the code {self.code} and a reason."
        )


def findings_of(table: Table, known: Iterable[str] = ()) -> tuple[Finding, ...]:
    """What stands in the texts that would go out. `known` names of places and actors are not people.

    Inside, what authors have decided to keep is not asked again; outside, nothing has been decided yet.
    """
    familiar = tuple(known)
    return tuple(_outside(table, familiar) if table.outside else _inside(table, familiar))


def _inside(table: Table, known: tuple[str, ...]) -> Iterator[Finding]:
    for row, seen in zip(table.rows, table.seen, strict=True):
        if seen.fields is not None:
            yield from (Finding(row.record, one) for one in scan_record(table.kind, seen.fields, known))
        for link in row.links:
            field = column(("link", link.role, "about"))
            yield from (Finding(row.record, Found(field, what, words)) for what, words in scan(link.about, known))


def _outside(table: Table, known: tuple[str, ...]) -> Iterator[Finding]:
    texts = {leaf.steps for leaf in leaves(table.kind) if leaf.form in ("line", "text")}
    names = table.kind.name.startswith(_ACTORS)
    for row in table.rows:
        for path, value in row.values.items():
            if pattern_of(path) in texts and isinstance(value, str):
                hits = scan(value, known)
                yield from (
                    Finding(row.record, Found(column(path), what, words))
                    for what, words in hits
                    if not (names and what == "person")
                )


def require_clearance(findings: tuple[Finding, ...], clearance: Clearance | None) -> tuple[TextKept, ...]:
    """The decision, as it is kept with the receipt.

    Raises:
        TextNotCleared: something was found, and nobody has decided about just that, with a reason.
        InputError: the reason itself may name people.
    """
    if not findings:
        return ()
    if clearance is None or clearance.code != code_of(findings) or not clearance.reason.strip():
        raise TextNotCleared(findings)
    if named := scan(clearance.reason):
        words = ", ".join(repr(words) for _, words in named)
        raise InputError(
            Told(
                "The reason travels with the receipt and may name people ({words}): say it without. "
                "Nothing was written.",
                words=words,
            )
        )
    return counted((one.found for one in findings), clearance.reason)


def code_of(findings: Iterable[Finding]) -> str:
    """A code that stands for exactly these findings."""
    said = sorted((one.record, one.found.field, one.found.found, one.found.words) for one in findings)
    return hashlib.sha256(repr(said).encode()).hexdigest()[:10]
