"""What dialogue needs now: where both can advance together first, then what is due, protests last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from withstand.dialogue.commitments import SIDES, Promise, Wanted, promises
from withstand.dialogue.demarches import NO_REPLY, Demarche, demarches_among
from withstand.dialogue.due import SOON_DAYS
from withstand.dialogue.followups import FollowUp, Look, left_among
from withstand.dialogue.goals import Goal, goals
from withstand.dialogue.talks import Talk, talks
from withstand.dialogue.waiting import DUE_NOW
from withstand.picture.picture import Picture
from withstand.picture.seen import Seen
from withstand.web.access import needs
from withstand.web.accounts.roles import READ, WRITE
from withstand.web.days import day_of
from withstand.web.dialogue.naming import Offices, marking
from withstand.web.pictures import picture_for
from withstand.web.signed_in import Request

AHEAD = timedelta(weeks=4)
MOST = 8
"""So many of each list; its own page has the rest."""


@dataclass(frozen=True)
class Now:
    """What a picture shows of dialogue on a day."""

    goals: tuple[Goal, ...]
    promises: tuple[Promise, ...]
    demarches: tuple[Demarche, ...]
    follow_ups: tuple[FollowUp, ...]
    looks: tuple[Look, ...]
    planned: tuple[Talk, ...]

    @classmethod
    def read(cls, picture: Picture, day: date) -> Now:
        """Everything that is alive, due or planned."""
        engagements = talks(picture)
        left = left_among(engagements, day)
        return cls(
            tuple(one for one in goals(picture, day) if one.live or one.overdue),
            promises(picture, day, Wanted(due_by=day + SOON_DAYS)),
            tuple(one for one in demarches_among(picture, engagements, day) if one.state == NO_REPLY),
            tuple(one for one in left.follow_ups if one.due in DUE_NOW),
            left.looks,
            tuple(sorted((one for one in engagements if _ahead(one, day)), key=_soonest)),
        )

    @property
    def talks(self) -> tuple[Talk, ...]:
        """The engagements that it tells of."""
        told = [one.talk for one in self.follow_ups] + [one.talk for one in self.looks]
        return (*(one.talk for one in self.demarches), *told, *self.planned)

    @property
    def seen(self) -> Iterator[Seen]:
        """The records that it rests on."""
        yield from (one.seen for one in self.goals)
        yield from (one.seen for one in self.promises)
        yield from (one.seen for one in self.talks)

    def of_side(self, side: str) -> Sequence[Promise]:
        """Promises of one side; what both promised stands once, under ours."""
        sides = SIDES[side] if side == "ours" else (side,)
        return [one for one in self.promises if one.fields.promise_side in sides]


def _ahead(talk: Talk, day: date) -> bool:
    when = talk.fields.when
    return talk.fields.held == "planned" and not talk.merged and when.latest >= day and when.earliest <= day + AHEAD


def _soonest(talk: Talk) -> tuple[date, str]:
    return talk.fields.when.earliest, talk.record


@needs(READ)
@require_GET
def overview(request: Request) -> HttpResponse:
    """All of it, a few of each."""
    picture, day = picture_for(request), day_of(request)
    now = Now.read(picture, day)
    offices = Offices(picture, (*now.goals, *now.promises, *now.talks), day)
    words = {
        "day": day,
        "goals": [(one, offices.of(one)) for one in now.goals[:MOST]],
        "more_goals": max(0, len(now.goals) - MOST),
        "planned": [
            (one, offices.of(one, on=max(day, one.fields.when.earliest))) for one in now.planned[:MOST]
        ],
        "more_planned": max(0, len(now.planned) - MOST),
        "sides": [
            (side, [(one, offices.of(one)) for one in found[:MOST]], max(0, len(found) - MOST))
            for side in SIDES
            for found in (now.of_side(side),)
        ],
        "follow_ups": [(one, offices.of(one.talk)) for one in now.follow_ups[:MOST]],
        "looks": [(one, offices.of(one.talk)) for one in now.looks[:MOST]],
        "more_left": max(0, len(now.follow_ups) - MOST) + max(0, len(now.looks) - MOST),
        "demarches": [(one, offices.of(one.talk)) for one in now.demarches[:MOST]],
        "more_demarches": max(0, len(now.demarches) - MOST),
        "classification": marking(now.seen, offices.seen.values()),
        "may_write": request.user.may(WRITE),
        "weeks": AHEAD.days // 7,
    }  # fmt: skip
    return render(request, "dialogue/overview.html", words)
