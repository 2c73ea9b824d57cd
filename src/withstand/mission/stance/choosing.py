"""A choice about to be recorded: what it keeps of the evidence, and what it must rest on."""

from __future__ import annotations

from collections.abc import Collection

from withstand.errors import InputError
from withstand.mission.stance.assessment import StancePicture
from withstand.mission.stance.authorities import Authority
from withstand.mission.stance.recorded import NOBODY, Act
from withstand.mission.stance.thresholds import AGAINST
from withstand.mission.stance_records import AsKnown
from withstand.telling import Told


class NotChosen(InputError):
    """A choice that cannot be recorded as it is; the message says what it lacks."""


def must_rest_on_records(read: StancePicture, authority: Authority, choice: str, rests_on: Collection[str]) -> None:
    """Let *against* pass only with a record of obstruction or harm that counts for the authority and was not refuted.

    Raises:
        NotChosen: there is none among those that it rests on.
    """
    if choice != AGAINST or any(named(act, rests_on) for act in _of(read, authority)):
        return
    known = ", ".join(act.record for act in _of(read, authority)[-3:]) or "none"
    raise NotChosen(
        Told(
            "This choice must rest on at least one record of obstruction or harm by {authority}, and a probability is "
            "none: name one with --rests-on; the latest known: {known}.",
            authority=authority.label(),
            known=known,
        )
    )


def named(act: Act, records: Collection[str]) -> bool:
    """Whether one of these records is of the act."""
    return act.record in records or any(copy in records for copy in act.copies)


def _of(read: StancePicture, authority: Authority) -> list[Act]:
    """Acts that count, or may count, for an authority anywhere, partners and proxies included; the earliest first."""
    family = read.registry.family(authority)
    counted = (one for area in read.acts.by_area for one in read.acts.counted(family, area, read.day))
    found = [act for act, way in counted if way != NOBODY]
    return sorted(found, key=lambda one: (one.when.start if one.when else "", one.record))


def as_known(read: StancePicture, authority: Authority, area: str) -> tuple[AsKnown, ...]:
    """What a choice keeps of the evidence in its area; nothing where it is made for everywhere."""
    return (read.assess(authority, area).as_known,) if area else ()
