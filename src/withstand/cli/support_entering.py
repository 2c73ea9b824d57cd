"""`withstand support screen`, `assess`, `condition`, `deliver`, `visit`, `good`, `ladder`: records about a request."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from withstand.cli import record_commands
from withstand.cli.entered import Entered
from withstand.cli.looking import named
from withstand.installation.names_with_requests import case_of, fields_of, outcome_of
from withstand.installation.opening import Opened
from withstand.installation.screening import ScreeningStore
from withstand.picture.audience import HOLDER
from withstand.picture.picture import Picture


@dataclass(frozen=True)
class Entry:
    """What a command enters: the kind, the role in which it leads to what it is about, and which field is its day."""

    kind: str
    role: str
    day: str = ""


ENTRIES = {
    "screen": Entry("Screening", "screens", "on"),
    "assess": Entry("RiskAssessment", "request", "on"),
    "condition": Entry("Condition", "request"),
    "deliver": Entry("Delivery", "request", "when"),
    "visit": Entry("Monitoring", "request", "when"),
    "good": Entry("GoodConduct", "by", "when"),
    "ladder": Entry("Ladder", "recipient", "on"),
}


def run_entry(opened: Opened, command: str, about: str, entered: Entered) -> None:
    """Enter a record about a request or a unit: of today where no day is said, no less restricted than it is.

    Raises:
        NotFound, InvalidRecord, InputError: nothing was saved.
    """
    entry = ENTRIES[command]
    picture = Picture(opened.ledger, HOLDER)
    record = named(picture, about)
    seen = picture.get(record)
    words = entered.words
    said = {word.partition("=")[0].partition(".")[0].strip() for word in words}
    if entry.day and entry.day not in said and entered.json is None:
        words = (*words, f"{entry.day}={opened.settings.present_day(datetime.now(UTC)).isoformat()}")
    case, words = _names(opened, record, words) if command == "screen" and entered.json is None else ("", words)
    whole = replace(
        entered,
        words=words,
        classification=entered.classification or seen.classification,
        compartments=entered.compartments or seen.compartments,
        links=(f"{entry.role}={record}", *entered.links),
    )
    record_commands.add(opened, entry.kind, whole)
    if case:
        _screening(opened).recorded(case)


def _names(opened: Opened, request: str, words: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The case of names that the answer of a body concludes, and the words with what survives of it."""
    said = {word.partition("=")[0].strip(): word.partition("=")[2].strip() for word in words}
    case = case_of(request, said.get("body", ""))
    outcome = outcome_of(_screening(opened), case)
    if outcome is None:
        return "", words
    held = {name: value for name, value in fields_of(outcome).items() if name not in said and value != ""}
    more = (f"{name}={'; '.join(value) if isinstance(value, tuple) else value}" for name, value in held.items())
    return case, (*words, *more)


def _screening(opened: Opened) -> ScreeningStore:
    return ScreeningStore(opened.workspace, opened.keyring, opened.settings.present_day(datetime.now(UTC)))
