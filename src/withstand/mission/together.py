"""Where an authority and the operation want the same: the review opens with what both are pursuing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from withstand.dialogue.due import OVERDUE, due_word
from withstand.dialogue.goals import goals
from withstand.ledger.fields import Place
from withstand.mission.own_values import LiveGoal, OwnRecords
from withstand.mission.review_values import Review
from withstand.mission.worded import of_count, of_list, of_partial_day, of_term
from withstand.mission.wording import isolated
from withstand.picture.picture import Picture
from withstand.telling import Told

MOST = 6
NOBODY = ""


def live_goals(picture: Picture) -> tuple[LiveGoal, ...]:
    """The shared goals that are pursued, as far as the picture's audience may see; outside, none is told."""
    if picture.audience.outside:
        return ()
    found = [one for one in goals(picture, date.max) if one.live]
    partners = {actor for one in found for actor in one.linked("shared_with")}
    names = {record: seen.title for record, seen in (picture.several(partners) if partners else {}).items()}
    return tuple(
        LiveGoal(
            record=one.record,
            classification=one.seen.classification,
            goal=one.fields.goal,
            issue=one.fields.issue,
            area=_area(one.fields.where),
            partners=tuple(names[actor] for actor in one.linked("shared_with") if actor in names),
            next_step=one.fields.next_step,
            owner=one.fields.owner,
            review_by=one.fields.review_by,
        )
        for one in found
    )


def _area(where: Place | None) -> str:
    return "" if where is None else where.name or where.area


def together_said(review: Review) -> tuple[tuple[str, str], ...]:
    """The opening of a review of a workspace, in sentences: each with the goal's record, or none."""
    if review.own is None:
        return ()
    return tuple(_sentences(review.own, date.fromisoformat(review.made or review.as_of)))


def _sentences(own: OwnRecords, day: date) -> Iterator[tuple[str, str]]:
    if not own.together:
        yield (
            NOBODY,
            Told(
                "No goal that an authority and the operation share is recorded as pursued, as far as this reader may "
                "see."
            ),
        )
    for one in own.together[:MOST]:
        yield one.record, Told("{what} {step} {review}", what=_what(one), step=_step(one), review=_review(one, day))
    more = len(own.together) - MOST
    if more > 0:
        yield NOBODY, Told("{goals} more that both pursue.", goals=of_count(more, "shared goal"))


def _what(one: LiveGoal) -> str:
    where = Told(", {area}", area=isolated(one.area)) if one.area else ""
    issue, goal = of_term("dialogue_issues", one.issue), isolated(one.goal)
    if not one.partners:
        return Told("{goal}{where} ({issue}).", goal=goal, where=where, issue=issue)
    who = of_list([isolated(name) for name in one.partners])
    return Told("With {who}: {goal}{where} ({issue}).", who=who, goal=goal, where=where, issue=issue)


def _step(one: LiveGoal) -> str:
    owner = of_term("components", one.owner)
    if not one.next_step:
        return Told("No next step is named; it is with {owner}.", owner=owner)
    return Told("Next: {step} ({owner}).", step=isolated(one.next_step), owner=owner)


def _review(one: LiveGoal, day: date) -> str:
    by = of_partial_day(one.review_by)
    if due_word(one.review_by, day) == OVERDUE:
        return Told("It was to be looked at again by {day}: that is overdue.", day=by)
    return Told("To be looked at again by {day}.", day=by)
