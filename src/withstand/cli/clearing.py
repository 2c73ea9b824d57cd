"""What an author decides before a record is saved: texts that may name people, and cases that tell nothing."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from withstand.cli.opening import warn
from withstand.errors import InputError
from withstand.evidence.referral import is_referral_case
from withstand.ledger.errors import InvalidRecord
from withstand.ledger.fields import Record, TextKept
from withstand.ledger.journal import LinkTo, Saved
from withstand.ledger.kinds import Kind
from withstand.ledger.ledger import Ledger
from withstand.ledger.scan import Found, judged, keeping, scan
from withstand.picture.audience import HOLDER
from withstand.picture.picture import Picture
from withstand.vocabulary.terms import vocabulary


def cleared(
    kind: Kind, record: Record, reason: str, known: frozenset[str], earlier: tuple[TextKept, ...] = ()
) -> Record:
    """The record, once its author has decided about texts that may name people; the decision is kept with it.

    `earlier` are the decisions in the version that it changes.

    Raises:
        InvalidRecord: with the words that were found, where there is no reason to keep them, or names in the reason.
    """
    record, found = judged(kind, record, earlier, known)
    if not found:
        return record
    if not reason.strip():
        raise InvalidRecord(kind.name, tuple((one.field, _pointed(one)) for one in found))
    if named := scan(reason, known):
        words = ", ".join(repr(words) for _, words in named)
        raise InvalidRecord(kind.name, (("text_kept", f"the reason itself may name people ({words}): say it without"),))
    return msgspec.structs.replace(record, text_kept=(*record.text_kept, *keeping(found, reason)))


def _pointed(found: Found) -> str:
    what = vocabulary("text_findings").label(found.found).lower()
    return f"{found.words!r} may be the {what}: take it out, or keep it on purpose with --keep-text REASON"


def about_cleared(link: LinkTo, known: frozenset[str]) -> LinkTo:
    """The link, where what it is about names no person: a link keeps no decision, so nothing is kept on purpose.

    Raises:
        InputError: with the words that were found.
    """
    if found := scan(link.about, known):
        words = ", ".join(repr(words) for _, words in found)
        raise InputError(f"The link {link.role} is about {words}: that may name people; name the assertion by its key.")
    return link


def told_before(ledger: Ledger, records: Iterable[Record], saved: Iterable[Saved]) -> None:
    """Say where a record has become a referral case and its earlier versions still hold what was told of it."""
    picture = Picture(ledger, HOLDER)
    for record, one in zip(records, saved, strict=True):
        if not is_referral_case(record):
            continue
        versions = [version.seen for version in picture.history(one.record) if version.seen is not None]
        told = [seen for seen in versions if seen.fields is not None and not is_referral_case(seen.fields)]
        if told:
            warn(
                f"{len(told)} earlier version{'s' if len(told) > 1 else ''} of {one.record} still hold what was told "
                "and where, and travel with it. To have it forgotten, enter the case as a new record and redact this "
                f"one: withstand ledger redact {one.record}."
            )
