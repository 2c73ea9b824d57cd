"""What the operation's own records say, in sentences."""

from __future__ import annotations

from collections.abc import Iterable

from withstand.mission.own_values import NoAccess, OwnClass, OwnRecords
from withstand.mission.worded import of_class, of_clauses, of_count, of_list
from withstand.telling import Told

SAME_PERIOD, LINKED, SINCE, REFUTED = "same_period", "linked", "since", "refuted"
UNDATED, OBSTRUCTED, NO_ACCESS, CONFLICTS, NONE = "undated", "obstructed", "no_access", "conflicts", "none"


def own_sentences(own: OwnRecords) -> tuple[str, ...]:
    """Counts, links, what was refuted, where access was denied; never one sum with the data set."""
    return tuple(str(sentence) for _, sentence in own_said(own))


def own_said(own: OwnRecords) -> tuple[tuple[str, str], ...]:
    """The same, each with what it is about."""
    return tuple(_sentences(own))


def _sentences(own: OwnRecords) -> Iterable[tuple[str, str]]:
    same, since = (sum(one.incidents for one in part) for part in (own.same_period, own.since))
    if not same and not since:
        yield (
            NONE,
            Told(
                "The operation has recorded no incident against civilians for this period. That is not the same "
                "as none."
            ),
        )
    if same:
        yield (
            SAME_PERIOD,
            Told(
                "In the data's last 12 months the operation recorded {incidents} of its own: {classes}. They are not "
                "added to the data set's counts.",
                incidents=of_count(same, "incident"),
                classes=_by_class(own.same_period),
            ),
        )
        yield LINKED, _linked(sum(one.linked for one in own.same_period), same)
    if since:
        more = of_count(since, "incident")
        yield (
            SINCE,
            Told("After the data end, {incidents} more: {classes}.", incidents=more, classes=_by_class(own.since)),
        )
    if own.refuted:
        yield (
            REFUTED,
            Told(
                "{incidents} found refuted after a reply or a check: kept, and in no count.",
                incidents=of_count(own.refuted, "incident"),
            ),
        )
    if own.undated:
        undated = of_count(own.undated, "incident")
        yield UNDATED, Told("{incidents} without a date cannot be placed in a period.", incidents=undated)
    if own.obstructions:
        times = of_count(own.obstructions, "time")
        yield OBSTRUCTED, Told("Obstruction of the operation's own work was recorded {times}.", times=times)
    if own.no_access:
        places = [
            Told(
                _no_access(one),
                area=one.area,
                denied=one.denied,
                attempted=one.attempted,
                blind=one.blind,
            )
            for one in own.no_access
        ]
        yield (
            NO_ACCESS,
            Told(
                "Access was denied in {places}: little recorded there does not mean that little happened.",
                places=of_list(places),
            ),
        )
    if own.conflicts:
        records = of_count(own.conflicts, "record")
        yield CONFLICTS, Told("To be settled by a person: {records} with two versions side by side.", records=records)


def _no_access(one: NoAccess) -> str:
    if not one.attempted:
        return "{area} (denied before; days blind: {blind})"
    if one.blind:
        return "{area} ({denied} of {attempted} attempted; days blind: {blind})"
    return "{area} ({denied} of {attempted} attempted)"


def _linked(linked: int, incidents: int) -> str:
    if not linked:
        return Told("None is linked to an event of the data set yet, so some may be in both counts.")
    if linked == incidents:
        return Told("All are linked to events of the data set: what they say is in both.")
    return Told(
        "{linked} of {incidents} are linked to events of the data set; the others may or may not be in both counts.",
        linked=linked, incidents=incidents,
    )  # fmt: skip


def _by_class(classes: tuple[OwnClass, ...]) -> str:
    return of_clauses([Told("{who} {number}", who=of_class(one.perpetrator), number=one.incidents) for one in classes])


def own_class_name(perpetrator: str) -> str:
    """A class in a sentence; assertions that contradict each other are said to."""
    return of_class(perpetrator)
