"""Stance by area and authority, as programs read it: what the evidence says and what was chosen, beside each other."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec
from django.utils.translation import gettext as _
from msgspec import Meta

from withstand.mission.stance.assessment import Assessment
from withstand.mission.stance.recorded import HARM, OBSTRUCTED
from withstand.picture.picture import PAGE
from withstand.web.api.asking import Cursor, Day, Known, Limit, NotMade, days_of
from withstand.web.api.paging import Paging
from withstand.web.days import today
from withstand.web.stance.assessed import Desk


class Stances(Known, frozen=True, kw_only=True):
    """Which rows, as of which day."""

    on: Annotated[Day, Meta(description="As of a day; else today.")] = None
    area: Annotated[str, Meta(max_length=200, description="The code of an area.")] = ""
    authority: Annotated[
        str,
        Meta(max_length=80, description="The id of an actor, or `class:` and a key of the vocabulary perpetrators."),
    ] = ""
    limit: Limit = PAGE
    cursor: Cursor = ""


class SharesOfRow(msgspec.Struct, frozen=True, kw_only=True):
    """Shares of the posterior, from 0 to 1, with the observations of the window; `speaks`: they are enough to go by."""

    willing_able: float
    willing_unable: float
    able_unwilling: float
    neither: float
    observations: int
    speaks: bool


class ChoiceOfRow(msgspec.Struct, frozen=True, kw_only=True):
    """A choice that stands. `apart_weeks`: for so long the evidence has pointed elsewhere; null where it does not."""

    record: str
    matter: str
    choice: str
    review_by: str
    overdue: bool
    apart_weeks: int | None


class StanceRow(msgspec.Struct, frozen=True, kw_only=True):
    """An authority in an area. `points_to` is null where nothing is established, which is no established partner.

    `conduct`: the gravest word that is fresh; `harm`, `obstruction`: records in the window that are its own,
    `partners`: those of partners and proxies, which count in `points_to_with_partners` only.
    """

    area: str
    authority: str
    name: str
    points_to: str | None
    points_to_with_partners: str | None
    conduct: str
    components_differ: bool
    harm: int
    harm_graded: int
    obstruction: int
    may_be: int
    partners: int
    unattributed: int
    shares: SharesOfRow | None
    chosen: tuple[ChoiceOfRow, ...]


class StanceTable(msgspec.Struct, frozen=True, kw_only=True):
    """All rows as of a day, by the thresholds in force."""

    on: date
    classification: str
    window_months: int
    sure_percent: int
    unwilling_below: int
    rows: tuple[StanceRow, ...]
    next: str | None
    count: int


def table(paging: Paging, query: Stances) -> StanceTable:
    """What the evidence says of authorities in areas, and what was chosen.

    Raises:
        NotMade: there is so much that the page has to ask for it first.
    """
    days_of(query, "on")
    desk = Desk.at(paging.picture, query.on or today())
    found = desk.found()
    if found is None:
        raise NotMade(_("This is not reckoned yet: open the page of stance, and ask for it there."))
    rows = [one for one in found.table if query.area in ("", one.area) and query.authority in ("", one.authority.key)]
    shown, after = paging.cut(rows, lambda one: f"{one.area} {one.authority.key}")
    held = desk.read.thresholds
    return StanceTable(
        on=desk.day, classification=desk.classification, window_months=held.window_months,
        sure_percent=held.sure_percent, unwilling_below=held.unwilling_below, rows=tuple(_row(one) for one in shown),
        next=after, count=len(rows),
    )  # fmt: skip


def _row(one: Assessment) -> StanceRow:
    apart = {each.chosen.record: each.weeks for each in one.apart}
    recorded = one.recorded
    return StanceRow(
        area=one.area, authority=one.authority.key, name=one.authority.label(), points_to=one.pointing.points_to,
        points_to_with_partners=one.pointing_with_partners.points_to, conduct=one.conduct.word,
        components_differ=one.conduct.disagree, harm=len(recorded.of(HARM)),
        harm_graded=len(recorded.of(HARM, graded=True)), obstruction=len(recorded.of(OBSTRUCTED)),
        may_be=len(recorded.possible), partners=len(recorded.partners), unattributed=recorded.unattributed,
        shares=_shares(one),
        chosen=tuple(
            ChoiceOfRow(
                record=each.record, matter=each.fields.matter, choice=each.fields.choice,
                review_by=each.fields.review_by, overdue=each.overdue, apart_weeks=apart.get(each.record),
            )
            for each in one.standing
        ),
    )  # fmt: skip


def _shares(one: Assessment) -> SharesOfRow | None:
    if one.shares is None:
        return None
    parts = {name: round(share, 4) for name, share in one.shares.by_region.items()}
    return SharesOfRow(**parts, observations=one.shares.observations, speaks=one.shares.speaks(one.thresholds))
