"""The case of the operation as a whole: what it keeps on itself, and what was decided on that."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from withstand.analysis.coherence import roles
from withstand.analysis.coherence.case import Case, Subject
from withstand.analysis.coherence.finding import OPERATION
from withstand.analysis.coherence.gathered import Gathered, is_of
from withstand.analysis.coherence.reading import Reading

THE_OPERATION = Subject(OPERATION, "")


def of_operation(reading: Reading, subject: Subject, day: date) -> Case:
    """Every audit of its own responses that was kept, and the decisions that rest on one."""
    found = Gathered(reading, set(reading.every(roles.RESPONSE_AUDIT)))
    found.inward(set(found.records), "rests_on")
    return found.case(subject, day)


def audited(reading: Reading) -> bool:
    """Whether the operation kept anything on itself."""
    return bool(reading.every(roles.RESPONSE_AUDIT))


def touched_as_a_whole(reading: Reading, records: Iterable[str]) -> set[Subject]:
    """The case of the operation, if any of these may be part of it."""
    kinds = (roles.RESPONSE_AUDIT, roles.JUDGED)
    return {THE_OPERATION for seen in reading.several(records).values() if is_of(seen, kinds)}
