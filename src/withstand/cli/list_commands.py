"""`withstand list`, `search` and `explain`: what an audience may see, and why."""

from __future__ import annotations

from withstand.cli.opening import warn
from withstand.cli.record_view import list_rows, plain_seen
from withstand.cli.terminal import piped, print_json, print_table, say
from withstand.ledger.ledger import Ledger
from withstand.picture.audience import HOLDER, Audience
from withstand.picture.explanation import explain
from withstand.picture.picture import ALL, Filter, Picture
from withstand.picture.seen import Seen


def list_records(picture: Picture, word: str, where: Filter = ALL, limit: int = 50) -> None:
    """Records of a kind, the latest day first."""
    kind = picture.ledger.registry.by_word(word)
    total = picture.count(kind, where)
    if piped() and total > limit:
        warn(f"{limit} of {total} records: the rest with --limit {total}")
    if total == 0:
        warn(f"No {kind.word} records match ({where}), as far as {picture.audience.name} may see.")
    _print(picture.page(kind, where, limit), f"{kind.word}: {min(limit, total)} of {total} ({where})")


def search(picture: Picture, text: str, limit: int = 50) -> None:
    """Records in whose text the words stand."""
    found = picture.search(text, limit)
    if not found:
        warn(f"No records match {text!r}, as far as {picture.audience.name} may see.")
    _print(found, f"{len(found)} found")


def _print(found: list[Seen], title: str) -> None:
    if piped():
        print_json([plain_seen(one) for one in found])
        return
    rows = list_rows(found)
    if rows:
        print_table("", list(rows[0]), [list(map(str, row.values())) for row in rows], left=5)
    say(title)


def explain_record(ledger: Ledger, record: str, audience: Audience, picture: Picture) -> None:
    """Why an audience sees a record, or does not."""
    record = Picture(ledger, HOLDER).named(record)
    found = explain(ledger, record, audience, picture)
    if piped():
        print_json(
            {
                "record": found.record,
                "audience": found.audience,
                "visible": found.visible,
                "conditions": [{"condition": said, "holds": holds} for said, holds in found.conditions],
            }
        )
        return
    say(f"{audience.name} {'sees' if found.visible else 'does not see'} {record}:")
    say(*(f"  {'yes' if holds else 'NO '}  {said}" for said, holds in found.conditions))
