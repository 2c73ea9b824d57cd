"""Stance by area and authority, as the review tells it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from withstand.brief.papers.tongue import LANGUAGES
from withstand.mission.own_parts import UNDETERMINED, UNKNOWN, OwnStance, StanceChoice, StanceRow, Why
from withstand.mission.stance.assessment import Assessment, StancePicture
from withstand.mission.stance.choices import DISPUTED, Apart, Chosen
from withstand.mission.stance.permille import as_permille
from withstand.mission.stance.pointing import Pointing, Reason
from withstand.mission.stance.recorded import HARM, OBSTRUCTED
from withstand.mission.stance.saying import notes


def own_stance(read: StancePicture, names: Mapping[str, str], audience: str) -> OwnStance:
    """From all that bears on it in a picture. `names` are those of areas by their id."""
    held = read.thresholds
    table = read.table()
    parted = {(one.chosen.record, one.area): one for one in read.apart()}
    return OwnStance(
        day=read.day.isoformat(),
        window_months=held.window_months,
        sure_percent=held.sure_percent,
        said=dict(held.said),
        thresholds=held.record,
        rows=tuple(_row(one, names.get(one.area, one.area), parted) for one in table),
        overdue=tuple((one.record, one.fields.matter, one.fields.review_by) for one in read.choices.overdue),
        notes={language: tuple(notes(read, audience, language)) for language in LANGUAGES},
    )


def state_of(one: Assessment, found: Pointing | None = None) -> str:
    """Where the evidence points; undetermined where it establishes nothing; unknown where there is none at all."""
    points_to = (found or one.pointing).points_to
    if points_to is not None:
        return points_to
    seen = one.recorded
    anything = seen.own or seen.possible or one.conduct.observed or (one.shares and one.shares.observations)
    return UNDETERMINED if anything else UNKNOWN


def _row(one: Assessment, name: str, parted: Mapping[tuple[str, str], Apart]) -> StanceRow:
    shares = one.shares
    return StanceRow(
        area=one.area,
        name=name,
        authority=one.authority.key,
        side=one.authority.side,
        who=one.authority.label(),
        points_to=state_of(one),
        points_to_with_partners=state_of(one, one.pointing_with_partners),
        conduct=one.conduct.word,
        components_differ=one.conduct.disagree,
        harm=len(one.recorded.of(HARM)),
        harm_graded=len(one.recorded.of(HARM, graded=True)),
        obstruction=len(one.recorded.of(OBSTRUCTED)),
        may_be=len(one.recorded.possible),
        partners=len(one.recorded.partners),
        unattributed=one.recorded.unattributed,
        shares=as_permille(shares.by_region) if shares else None,
        observations=shares.observations if shares else None,
        mostly_prior=one.mostly_prior,
        sure=shares.region(one.thresholds) if shares else "",
        chosen=tuple(_choice(each, parted.get((each.record, one.area))) for each in one.standing),
        why=tuple(_whys(one.pointing.why)),
    )


def _choice(one: Chosen, apart: Apart | None) -> StanceChoice:
    fields = one.fields
    agreed = StanceChoice(
        one.record, fields.matter, fields.choice, fields.review_by, one.overdue, one.state == DISPUTED
    )  # fmt: skip
    if apart is None:
        return agreed
    return replace(agreed, points_to=apart.points_to, since=apart.since.isoformat(), weeks=apart.weeks)


def _whys(reasons: Iterable[Reason]) -> Iterable[Why]:
    for one in reasons:
        about = {name: value if isinstance(value, int | float) else str(value) for name, value in one.about.items()}
        yield Why(one.key, about, one.records)
