"""Everything that somebody needs who walks into a room: one value from a picture, an office and a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from withstand.actors.records import Posting
from withstand.dialogue.meeting.about_office import AboutOffice, Known
from withstand.dialogue.meeting.delivery import Delivered, delivered
from withstand.dialogue.meeting.goals import live_goals
from withstand.dialogue.meeting.history import History, history
from withstand.dialogue.meeting.line import Superior
from withstand.dialogue.meeting.new_facts import NewFacts, new_facts
from withstand.dialogue.meeting.not_known import Unknown, not_known
from withstand.dialogue.meeting.not_to_say import NotToSay, not_to_say
from withstand.dialogue.meeting.open_matters import OpenMatters, open_matters
from withstand.dialogue.meeting.others import Others, others
from withstand.dialogue.meeting.red_lines import red_lines
from withstand.dialogue.records import Engagement, SharedGoal
from withstand.picture.picture import Picture

ORDER = ("together", "ours", "theirs", "asks", "protests")
"""The suggested order, always the same: what both want, what we owe, what they owe, what we ask, protest last."""


@dataclass(frozen=True)
class Meeting:
    """One office on one day, as a picture's audience may see it."""

    about: AboutOffice
    posts: tuple[Known[Posting], ...]
    chain: tuple[Superior, ...]
    this: Known[Engagement] | None
    delivery: tuple[Delivered, ...]
    past: History
    goals: tuple[Known[SharedGoal], ...]
    matters: OpenMatters
    others: Others
    facts: NewFacts
    red_lines: Known[Engagement] | None
    not_to_say: NotToSay
    not_known: tuple[Unknown, ...]

    @property
    def day(self) -> date:
        """The day of the meeting."""
        return self.about.day


def prepare(picture: Picture, office: str, day: date, *, alerts: bool = False) -> Meeting:
    """What a picture shows of a unit, an office or a group before a meeting with it on a day.

    `alerts`: what rests on an alert is left in where the alert may travel to the office; else nothing of it is.

    Raises:
        NotFound: there is no such actor, as far as the audience may know.
    """
    about = AboutOffice.read(picture, office, day, alerts=alerts)
    posts = tuple(one for one in about.postings if one.side == "own" and _held(one, day))
    chain, past, delivery = about.line.superiors(day), history(about), delivered(about)
    matters, goals, lines = open_matters(about), live_goals(about), red_lines(about)
    unknown = not_known(
        about, chain, past, delivery, matters, posts=len(posts), red_lines=lines is not None, goals=len(goals)
    )
    return Meeting(
        about, posts, chain, about.this, delivery, past, goals, matters, others(about), new_facts(about, past), lines,
        not_to_say(about), unknown,
    )  # fmt: skip


def _held(post: Known[Posting], day: date) -> bool:
    """Whether somebody holds the post on a day, or may: with no end said, on every later day."""
    valid = post.fields.valid
    return valid is None or (valid.earliest <= day and (valid.end is None or day <= valid.latest))
