"""What a review of a workspace tells of the operation's own records: counts, stance, our responses, effects."""

from __future__ import annotations

from datetime import date

from withstand.brief.own_effects import Presences
from withstand.brief.own_parts import Beside, with_parts
from withstand.cli.request import EffectsAsked
from withstand.cli.sources import Sources
from withstand.evidence.containers import digest
from withstand.mission.from_picture import nothing_of_own, own_frames
from withstand.mission.from_workspace import finer_areas
from withstand.mission.ground import Ground, ground
from withstand.mission.own_values import OwnRecords
from withstand.mission.review import beside
from withstand.mission.track_record import Progress
from withstand.picture.picture import Picture


def own_of(
    sources: Sources, picture: Picture, data_until: str, effects: EffectsAsked | None, progress: Progress
) -> OwnRecords:
    """The operation's own records; the events are read only where there is something to put beside them.

    Its day is the one asked for, else that on which the review is made, no earlier than the last of the data.
    """
    question = sources.question
    day = question.as_of or max(sources.made, date.fromisoformat(data_until))
    own, presences = nothing_of_own(picture), None
    if own is None or effects is not None:
        found = ground(sources.evidence, question)
        own = own or beside(own_frames(picture), found, question)
        presences = _presences(sources, picture, found, effects, day) if effects else None
    finer = finer_areas(question.areas, sources.areas_file)
    return with_parts(own, Beside(picture, question.areas, day, finer, presences), progress)


def _presences(
    sources: Sources, picture: Picture, found: Ground, effects: EffectsAsked, day: date
) -> Presences | None:  # fmt: skip
    """Our posts on the areas and months of the events; None where no file is given and no record counts them."""
    from withstand.evidence.geo_pko import read_geo_pko
    from withstand.mission.presence_counted import counts, ground_of
    from withstand.mission.presence_ground import presence_ground

    areas = sources.question.areas
    if effects.presence is not None:
        placed = presence_ground(found, areas, read_geo_pko(effects.presence))
        file = {"effects_presence": effects.presence.name, "effects_presence_sha256": digest(effects.presence)}
        return Presences(placed, file, effects.draws)
    counted = counts(picture, areas, day)
    if not counted:
        return None
    placed = ground_of(found, counted, areas.names(found.countries))
    return Presences(placed, {"effects_presence": "records of the workspace"}, effects.draws)
