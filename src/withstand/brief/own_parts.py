"""Stance, our responses and effects of presence put beside the operation's own records, for one picture and day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from withstand.brief.own_effects import Presences, Progress, own_effects, without_effects
from withstand.brief.response.own_responses import own_responses
from withstand.brief.stance.own_stance import own_stance
from withstand.brief.stance.sheets import RESTS_ON
from withstand.dialogue.records import ENGAGEMENT
from withstand.evidence.area_set import AreaSet
from withstand.evidence.dispatched import DISPATCHED
from withstand.evidence.presence import PRESENCE
from withstand.ledger.kinds import Kind
from withstand.mission.own_parts import OwnParts
from withstand.mission.own_values import OwnRecords, highest
from withstand.mission.records import ACTION, THREAT
from withstand.mission.stance.assessment import StancePicture
from withstand.picture.filters import Filter
from withstand.picture.picture import Picture
from withstand.vocabulary.terms import vocabulary

KINDS = (*RESTS_ON, ACTION, THREAT, ENGAGEMENT, DISPATCHED)


@dataclass(frozen=True)
class Beside:
    """Of which picture, areas and day; `finer` areas lie in those. `presences` where effects were asked for."""

    picture: Picture
    areas: AreaSet
    day: date
    finer: AreaSet | None = None
    presences: Presences | None = None


def with_parts(own: OwnRecords, beside: Beside, progress: Progress = lambda _step, _done, _total: None) -> OwnRecords:
    """The same with all three; outside the operation none is told."""
    picture = beside.picture
    if picture.audience.outside:
        return own
    progress("reading conduct and stance", 0, 1)
    read = StancePicture.read(picture, beside.areas, beside.day, beside.finer)
    stance = own_stance(read, beside.areas.names(read.areas), picture.audience.name)
    progress("auditing our responses", 0, 1)
    responses = own_responses(picture, beside.areas, beside.day, beside.finer)
    if beside.presences is not None:
        effects = own_effects(beside.presences, progress)
    else:
        counts = picture.count(PRESENCE)
        effects = without_effects("effects_not_asked", number=counts) if counts else without_effects("effects_missing")
    marked = highest({own.classification, *_classifications(picture, KINDS)})
    return replace(own, classification=marked, parts=OwnParts(stance, responses, effects))


def _classifications(picture: Picture, kinds: Iterable[Kind]) -> Iterable[str]:
    """The highest classification of these kinds' records that are seen."""
    names = {kind.name for kind in kinds}
    for level in reversed(tuple(vocabulary("classifications").terms)):
        if names & {kind for kind, number in picture.counts(Filter(classification=level)).items() if number}:
            return (level,)
    return ()
