"""An authority in an area: what the evidence says and why, what would change it, what was chosen, what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from withstand.analysis.stance.regions import REGIONS
from withstand.brief.stance.own_stance import state_of
from withstand.mission.stance.assessment import Assessment, Deeper
from withstand.mission.stance.flags import Flag
from withstand.mission.stance.observed import Reading
from withstand.mission.stance.permille import as_permille
from withstand.mission.stance.saying import (
    change_said,
    driver_said,
    flag_said,
    notes,
    reason_said,
    score_said,
    sensitive_said,
    stance_word,
    word,
)
from withstand.mission.stance.thresholds import WITH
from withstand.web.access import needs
from withstand.web.accounts.roles import READ
from withstand.web.days import day_of
from withstand.web.pictures import picture_for
from withstand.web.records import saying
from withstand.web.signed_in import Request
from withstand.web.stance.assessed import Desk
from withstand.web.stance.history import stretches
from withstand.web.stance.lines import parts, state_said, sure, told
from withstand.web.stance.records_of import Links
from withstand.web.stance.roles import choosing_roles
from withstand.web.warning.saving import fresh

MOST_ACTS, MOST_READINGS = 30, 20


@dataclass(frozen=True)
class Place:
    """An authority in an area of a desk, assessed."""

    desk: Desk
    one: Assessment
    deeper: Deeper

    @classmethod
    def at(cls, desk: Desk, authority: str, area: str) -> Place:
        """The one that an address names.

        Raises:
            NotFound: there is no such authority, as far as may be seen.
            Http404: no area is called so.
        """
        who = desk.read.registry.authority(authority)
        if area not in desk.read.areas:
            raise Http404
        found = desk.found()
        one = (found.row(authority, area) if found else None) or desk.read.assess(who, area)
        return cls(desk, one, desk.read.deeper(one))

    @property
    def title(self) -> str:
        """The authority and the area."""
        return " · ".join(
            saying.isolated(one) for one in (self.one.authority.label(saying.language()), self.desk.area(self.one.area))
        )

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Every reading of its conduct there by the day, the latest first."""
        family, day = self.desk.read.registry.family(self.one.authority), self.desk.day
        return tuple(
            each for each in self.desk.read.readings
            if each.area == self.one.area and each.first <= day and any(family.holds(who, each.day) for who in
                                                                        each.actors)
        )  # fmt: skip


@needs(READ)
@require_GET
def one(request: Request, authority: str, area: str) -> HttpResponse:
    """The page."""
    day = day_of(request)
    desk = Desk.at(picture_for(request), day)
    place = Place.at(desk, authority, area)
    words = {
        "day": day,
        "classification": desk.classification,
        "place": place,
        "title": place.title,
        "may_choose": bool(choosing_roles(request.user)),
        "token": fresh(),
        "audience": ", ".join(saying.label("account_roles", one) for one in request.user.roles),
    }
    return render(request, "stance/one.html", {**words, **assessed(place), **told_of(place), **_beside(place)})


def assessed(place: Place) -> dict[str, Any]:
    """What the evidence says, for this page and beside the form."""
    one, language = place.one, saying.language()
    own, wide = one.pointing, one.pointing_with_partners
    links = Links(place.desk.picture, _records(one))
    tenths = as_permille(one.shares.by_region) if one.shares else {}
    return {
        "one": one,
        "state": state_of(one),
        "points": state_said(state_of(one), one.thresholds),
        "why": links.because(own.why),
        "lacking": [reason_said(each, language) for each in own.lacking if each not in own.why],
        "jointly": one.thresholds.word(WITH, language),
        "wide": stance_word(wide.points_to, one.thresholds, language),
        "wide_why": links.because(wide.why) if one.partners_matter else [],
        "sure": sure(one),
        "shares": [(word(name, language), round(tenths[name] / 10)) for name in REGIONS] if tenths else [],
        "parts": parts(one.shares),
        "standing": told(one.standing, one.apart, one.thresholds),
        "links": links,
    }


def told_of(place: Place) -> dict[str, Any]:
    """What moves the shares, what would change them, and what other thresholds would give."""
    language, deeper = saying.language(), place.deeper
    return {
        "drivers": [driver_said(each, language) for each in deeper.drivers],
        "score": score_said(deeper.score, language) if deeper.score else "",
        "change": change_said(deeper.change, language) if deeper.change else "",
        "sensitive": sensitive_said(place.one, deeper.sensitivity, language),
        "notes": [saying.days_in(each) for each in notes(place.desk.read, "", language)][:-1],
    }


def _beside(place: Place) -> dict[str, Any]:
    one, picture = place.one, place.desk.picture
    recorded = one.recorded
    listed = (*recorded.own, *recorded.possible, *recorded.partners)
    links = Links(picture, (each.record for each in listed))
    flagged = Links(picture, (record for flag in place.deeper.flags for record in flag.records))
    readings = place.readings
    read = Links(picture, (each.record for each in readings[:MOST_READINGS]))
    return {
        "acts": links.acts(sorted(recorded.own, key=_latest)[:MOST_ACTS]),
        "possible": links.acts(sorted(recorded.possible, key=_latest)[:MOST_ACTS]),
        "partners": links.acts(sorted(recorded.partners, key=_latest)[:MOST_ACTS]),
        "flags": [(_flag(place, flag), flagged.of(flag.records)) for flag in place.deeper.flags],
        "conduct": one.conduct,
        "readings": [(each, link) for each in readings[:MOST_READINGS] for link in read.of([each.record])],
        "more_readings": max(0, len(readings) - MOST_READINGS),
        "consent": place.deeper.consent.at(one.area),
        "stretches": stretches(one),
    }


def _flag(place: Place, flag: Flag) -> str:
    return flag_said(flag, place.desk.read.registry.actors[flag.actor].name, saying.language())


def _records(one: Assessment) -> Iterator[str]:
    reasons: Iterable[Any] = (*one.pointing.why, *one.pointing_with_partners.why)
    yield from (record for each in reasons for record in each.records)


def _latest(act: Any) -> tuple[int, str]:
    return (-(act.when.earliest.toordinal() if act.when else 0), act.record)
