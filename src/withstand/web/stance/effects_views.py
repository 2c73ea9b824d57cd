"""Effects of our presence where the workspace's data allow it: estimates with what could have been seen, and limits."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from withstand.analysis.effects.estimate import Estimate
from withstand.analysis.effects.study_values import Effect, Study
from withstand.mission.effects_words import BOOK, account, bare_sentence, card, label, limits
from withstand.vocabulary.sentences import said
from withstand.web.access import needs
from withstand.web.accounts.roles import READ
from withstand.web.days import today
from withstand.web.pictures import picture_for
from withstand.web.records import saying
from withstand.web.signed_in import Request
from withstand.web.stance.job import EFFECTS
from withstand.web.stance.studying import Studied, Studying
from withstand.web.stance.table_views import waits
from withstand.web.stance.waiting import begin

_DIGITS = 3


@dataclass(frozen=True)
class Row:
    """One estimate in words."""

    outcome: str
    where: str
    value: str
    interval: str
    chance: str
    smallest: str
    expected: str


@dataclass(frozen=True)
class Part:
    """What is found about one class of perpetrators."""

    name: str
    sentences: list[str]
    bare: str
    rows: list[Row]


@needs(READ)
@require_http_methods(["GET", "POST"])
def effects(request: Request) -> HttpResponse:
    """What was found; what is missing; how far the job is; or the button that starts it."""
    day = today()
    of = Studying.at(picture_for(request), day)
    found = of.found()
    if request.method == "POST":
        if found is None and not of.missing:
            begin(request, EFFECTS, of.key, {"on": day.isoformat()})
        return redirect("stance-effects")
    words: dict[str, Any] = {"day": day, "query": ""}
    if not of.missing and found is None:
        return waits(request, words, of.key, _("Effects of presence"))
    words |= {"missing": of.missing, "found": found}
    if found is not None and found.study is not None:
        words |= _told(found, found.study, of.evidence.names(saying.language()))
    return render(request, "stance/effects.html", words)


def _told(found: Studied, made: Study, names: dict[str, str]) -> dict[str, Any]:
    language = saying.language()
    return {
        "account": account(made, found.ground, language),
        "parts": [
            Part(
                label(who, language), card(made, who, language, names), bare_sentence(made, who, language),
                [_row(one) for one in made.effects if one.perpetrator == who],
            )
            for who in made.perpetrators
        ],
        "limits": limits(made, language),
        "donut": made.donut,
        "draws": made.draws,
    }  # fmt: skip


def _row(one: Effect) -> Row:
    language = saying.language()
    chance = one.chance
    known = chance is not None or isfinite(one.estimate.reach)
    return Row(
        said(BOOK, one.outcome, language), said(BOOK, one.place, language),
        _number(one.estimate.value, signed=True) if known else "–", _interval(one.estimate),
        _number(chance.p if chance else one.estimate.p), _number(one.mde), _number(one.expected),
    )  # fmt: skip


def _interval(one: Estimate) -> str:
    if not isfinite(one.reach):
        return "–"
    return _("%(low)s to %(high)s") % {"low": _number(one.low, signed=True), "high": _number(one.high, signed=True)}


def _number(value: float, *, signed: bool = False) -> str:
    if not isfinite(value):
        return "–"
    written = str(number_format(abs(round(value, _DIGITS)), _DIGITS))
    sign = "\N{MINUS SIGN}" if value < 0 else "+" if signed else ""
    return saying.isolated(f"{sign}{written}")
