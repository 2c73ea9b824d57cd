"""Promises that are due, as a calendar to subscribe to: what was promised, by whom, who follows it, where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from withstand import __version__
from withstand.brief.promises.icalendar import Day, calendar
from withstand.brief.records.words import word
from withstand.dialogue.commitments import ANOTHER_SIDE, Promise
from withstand.dialogue.due import UNDATED
from withstand.ledger.fields import last_day
from withstand.ledger.ids import made_at

WORDS = "promise_words"
_WHOLE = len("2032-05-20")


def dated(found: Iterable[Promise]) -> tuple[Promise, ...]:
    """Those that stand in a calendar: open, with a day, a month or a year by which they are due."""
    return tuple(one for one in found if one.due not in ("", UNDATED))


def due_calendar(found: Iterable[Promise], names: Mapping[str, str], language: str = "en") -> bytes:
    """Open promises on the last day on which each is due; what has no day is not in it.

    `names` are those of actors that the audience may see. Everything else in the file is of the promises themselves.
    """
    days = [_day(one, names, language) for one in dated(found)]
    ordered = sorted(days, key=lambda one: (one.on, one.uid))
    product = f"-//Withstand//withstand {__version__}//{language.upper()}"
    return calendar(product, word(WORDS, "calendar", language), ordered, language)


def _day(one: Promise, names: Mapping[str, str], language: str) -> Day:
    fields = one.fields
    if fields.due is None:
        raise ValueError(one.record)
    return Day(
        uid=one.record,
        stamp=one.seen.recorded_at,
        made=min(made_at(one.record), one.seen.recorded_at),
        on=last_day(fields.due),
        summary=f"{word('promise_sides', fields.promise_side, language)}: {fields.promise}",
        description="\n".join(_description(one, names, language)),
        categories=(word("dialogue_issues", fields.issue, language),),
        access="PRIVATE" if one.seen.classification == "unclassified" else "CONFIDENTIAL",
        sequence=max(0, len({step.version for step in one.history.steps}) - 1),
    )


def _description(one: Promise, names: Mapping[str, str], language: str) -> Iterable[str]:
    fields = one.fields

    def said(book: str, key: str, value: str) -> str:
        return f"{word(book, key, language)}: {value}"

    yield word("classifications", one.seen.classification, language)
    if fields.due is not None and len(fields.due) < _WHOLE:
        yield f"{fields.due}: {word(WORDS, 'no_day', language)}"
    for role in ANOTHER_SIDE:
        who = sorted(names[actor] for actor in one.linked(role) if actor in names)
        if who:
            yield said(WORDS, role.removeprefix("promised_"), ", ".join(who))
    if fields.host_owner:
        yield said("fields", "host_owner", fields.host_owner)
    yield said("fields", "owner", word("components", fields.owner, language))
    yield said("fields", "commitment_status", status_words(one, language))
    yield said("columns", "record", one.record)


def status_words(one: Promise, language: str) -> str:
    """Where a promise stands, in words."""
    if one.disputed:
        return word(WORDS, "disputed", language)
    if one.status == "unknown":
        return word(WORDS, "unknown", language)
    return word("commitment_status", one.status, language)
