"""What was left to do after an engagement, and what nobody has looked at since: after 7, 30 and 90 days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from withstand.dialogue.due import due_order, due_word, is_due_by
from withstand.dialogue.talks import Talk, talks
from withstand.picture.picture import Picture
from withstand.vocabulary.terms import vocabulary

WINDOWS: tuple[tuple[str, int], ...] = tuple(
    sorted(
        ((key, int(term.facts["days"])) for key, term in vocabulary("observed_after").terms.items()),
        key=lambda pair: pair[1],
    )
)
LOOK_UNTIL = timedelta(days=365)
"""So long after an engagement somebody may still look for what followed of it."""


@dataclass(frozen=True)
class FollowUp:
    """Something left to do. `due` is a word of the vocabulary `due`; `owner` a component, or nobody."""

    talk: Talk
    due: str
    owner: str


@dataclass(frozen=True)
class Look:
    """An engagement to be looked at: which look is due now, since when, and which ones before it nobody made."""

    talk: Talk
    after: str
    since: date
    missed: tuple[str, ...]
    owner: str


@dataclass(frozen=True)
class Left:
    """Both, as of a day; `never` counts engagements of more than a year ago at which nobody ever looked."""

    follow_ups: tuple[FollowUp, ...]
    looks: tuple[Look, ...]
    never: int


def left_to_do(picture: Picture, day: date, owners: Iterable[str] = ()) -> Left:
    """What is left to do as of a day, of some components or of all, what is due first at the top."""
    return left_among(talks(picture), day, owners)


def left_among(among: Iterable[Talk], day: date, owners: Iterable[str] = ()) -> Left:
    """The same where the engagements were read already."""
    wanted = set(owners)
    held = [one for one in among if one.fields.held == "held" and not one.merged]
    mine = [one for one in held if one.fields.when.earliest <= day]
    follow_ups = [one for one in _follow_ups(mine, day) if not wanted or one.owner in wanted]
    looks = [one for talk in mine if (one := look_due(talk, day)) and (not wanted or one.owner in wanted)]
    never = sum(_never_looked_at(one, day) for one in mine if not wanted or one.fields.lead in wanted)
    return Left(
        tuple(sorted(follow_ups, key=lambda one: (*due_order(one.talk.fields.follow_up_due), one.talk.record))),
        tuple(sorted(looks, key=lambda one: (one.since, one.talk.record))),
        never,
    )


def _follow_ups(found: Iterable[Talk], day: date) -> Iterator[FollowUp]:
    for talk in found:
        fields = talk.fields
        done = is_due_by(fields.followed_up_on, day)
        if (fields.follow_up or fields.follow_up_due) and not done:
            yield FollowUp(talk, due_word(fields.follow_up_due, day), fields.follow_up_owner or fields.lead or "")


def expects_change(talk: Talk) -> bool:
    """Whether something may follow from it: something was asked, or it was a step of pressure."""
    return bool(talk.fields.asks) or talk.presses


def look_due(talk: Talk, day: date) -> Look | None:
    """The look that is due on a day: the latest whose day has come, where nobody has made it or a later one."""
    end = _end(talk)
    if end is None or not expects_change(talk) or end < day - LOOK_UNTIL:
        return None
    come = [(key, end + timedelta(days=days)) for key, days in WINDOWS if end + timedelta(days=days) <= day]
    order = [key for key, _ in WINDOWS]
    made = {order.index(one.after) for one in talk.fields.observed}
    if not come or max(made, default=-1) >= len(come) - 1:
        return None
    missed = tuple(key for place, (key, _) in enumerate(come[:-1]) if place not in made)
    return Look(talk, *come[-1], missed, talk.fields.follow_up_owner or talk.fields.lead or "")


def _never_looked_at(talk: Talk, day: date) -> bool:
    end = _end(talk)
    return expects_change(talk) and not talk.fields.observed and end is not None and end < day - LOOK_UNTIL


def _end(talk: Talk) -> date | None:
    """The last day of an engagement; None while it goes on."""
    return None if talk.fields.when.ongoing else talk.fields.when.latest
