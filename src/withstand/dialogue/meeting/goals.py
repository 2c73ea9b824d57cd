"""Where we can advance together: goals that we share with the office or its line and that are alive."""

from __future__ import annotations

from withstand.dialogue.meeting.about_office import AboutOffice, Known
from withstand.dialogue.records import SharedGoal
from withstand.vocabulary.terms import vocabulary


def live_goals(about: AboutOffice) -> tuple[Known[SharedGoal], ...]:
    """Goals agreed or under way, then those proposed; the office's own first, then by the day of review."""
    terms = vocabulary("goal_status").terms
    found = [
        one for one in about.goals
        if one.fields.when.earliest <= about.day
        and (terms[one.fields.goal_status].facts["live"] or one.fields.goal_status == "proposed")
    ]  # fmt: skip
    return tuple(
        sorted(
            found,
            key=lambda one: (
                one.side != "own", one.fields.goal_status == "proposed", one.fields.review_by, one.record,
            ),
        )
    )  # fmt: skip
