"""What the operation's own records say, in sentences."""

from __future__ import annotations

from collections.abc import Iterable

from withstand.mission.own_values import DISPUTED, OwnClass, OwnRecords
from withstand.mission.wording import class_name, count, listed


def own_sentences(own: OwnRecords) -> tuple[str, ...]:
    """Counts, links, what was refuted, where access was denied; never one sum with the data set."""
    return tuple(_sentences(own))


def _sentences(own: OwnRecords) -> Iterable[str]:
    same, since = (sum(one.incidents for one in part) for part in (own.same_period, own.since))
    if not same and not since:
        yield "The operation has recorded no incident against civilians for this period. That is not the same as none."
    if same:
        yield (
            f"In the data's last 12 months the operation recorded {count(same, 'incident')} of its own: "
            f"{_by_class(own.same_period)}. They are not added to the data set's counts."
        )
        yield _linked(sum(one.linked for one in own.same_period), same)
    if since:
        yield f"After the data end, {count(since, 'incident')} more: {_by_class(own.since)}."
    if own.refuted:
        yield f"{count(own.refuted, 'incident')} found refuted after a reply or a check: kept, and in no count."
    if own.undated:
        yield f"{count(own.undated, 'incident')} without a date cannot be placed in a period."
    if own.obstructions:
        yield f"Obstruction of the operation's own work was recorded {count(own.obstructions, 'time')}."
    if own.no_access:
        places = [f"{one.area} ({one.denied} of {one.attempted} attempted)" for one in own.no_access]
        yield f"Access was denied in {listed(places)}: little recorded there does not mean that little happened."
    if own.conflicts:
        yield f"To be settled by a person: {count(own.conflicts, 'record')} with two versions side by side."


def _linked(linked: int, incidents: int) -> str:
    if not linked:
        return "None is linked to an event of the data set yet, so some may be in both counts."
    if linked == incidents:
        return "All are linked to events of the data set: what they say is in both."
    return f"{linked} of {incidents} are linked to events of the data set; the others may or may not be in both counts."


def _by_class(classes: tuple[OwnClass, ...]) -> str:
    return "; ".join(f"{own_class_name(one.perpetrator)} {one.incidents}" for one in classes)


def own_class_name(perpetrator: str) -> str:
    """A class in a sentence; assertions that contradict each other are said to."""
    return "several perpetrators asserted" if perpetrator == DISPUTED else class_name(perpetrator)
