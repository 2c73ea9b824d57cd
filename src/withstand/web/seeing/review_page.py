"""The words of the review's pages: each sentence with the way to what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from withstand.brief.drawing_values import Drawing, Section
from withstand.brief.response.tables import BOOK as RESPONSES
from withstand.brief.stance.review_part import stance_sentences, text
from withstand.dialogue.records import SHARED_GOAL
from withstand.mission.opening import AGE, OUTLOOK, said
from withstand.mission.own_words import own_class_name, own_said
from withstand.mission.review_values import Outlook, Review
from withstand.mission.stance.saying import word
from withstand.mission.together import together_said
from withstand.mission.worded import of_day
from withstand.mission.wording import day, visible
from withstand.telling import Told
from withstand.vocabulary.sentences import said as said_in
from withstand.vocabulary.terms import vocabulary
from withstand.web.accounts.models import Account
from withstand.web.accounts.roles import EXPORT
from withstand.web.records.saying import days_in
from withstand.web.records.titles import word_of
from withstand.web.seeing import saying
from withstand.web.seeing.addresses import record_address
from withstand.web.seeing.asking import class_label
from withstand.web.telling import in_words


@dataclass(frozen=True)
class Sentence:
    """A sentence of the brief; `about` and `perpetrator` lead to what it rests on."""

    words: str
    about: str
    perpetrator: str = ""


@dataclass(frozen=True)
class Limit:
    """What cannot be known, and whether it is told in the reader's language; else it is in English."""

    words: str
    told: bool


def page_words(found: Review, drawing: Drawing, reader: Account, *, whole: bool) -> dict[str, Any]:
    """Everything that the page of a review shows; `whole`: with the classes' sections."""
    return {
        "review": found,
        "head": _head(found),
        "basis": visible(found.as_of_basis),
        "sentences": [Sentence(visible(in_words(one.sentence)), one.topic, one.perpetrator) for one in said(found)],
        "together": [
            (record_address(word_of(SHARED_GOAL), record) if record else "", visible(in_words(words)))
            for record, words in together_said(found)
        ],
        "changes": [visible(change.sentence) for change in found.changes],
        "over_time": mark_safe(drawing.over_time),  # noqa: S308 (charts escape every text they hold)
        "classes": [_class_row(found, outlook) for outlook in _longest(found)],
        "sections": [_section(found, one) for one in drawing.sections if whole],
        "own": _own(found),
        "parts": _parts(found),
        "not_known": [Limit(visible(in_words(one)), in_words(one) != one) for one in found.not_known],
        "shares": _shares(found),
        "manifest": [(name.replace("_", " "), visible(value)) for name, value in found.manifest.items()],
        "may_fetch": reader.may(EXPORT),
        "outlook": OUTLOOK,
        "age": AGE,
    }


def _head(found: Review) -> str:
    version = Told(", version {version}", version=found.manifest["version"]) if found.manifest.get("version") else ""
    return visible(
        in_words(
            Told(
                "Review to {day}. Data: {source}{version}. Counts are of recorded deaths of civilians in {violence}.",
                day=of_day(found.as_of), source=found.source_label, version=version,
                violence=Told(found.violence_label),
            )
        )
    )  # fmt: skip


def class_page(request: HttpRequest, found: Review, drawing: Drawing, perpetrator: str) -> HttpResponse:
    """The page of one class.

    Raises:
        Http404: the review says nothing of that class.
    """
    section = next((one for one in drawing.sections if one.perpetrator == perpetrator), None)
    if section is None:
        raise Http404
    words = {"section": _section(found, section), "query": request.GET.urlencode(), "as_of": day(found.as_of)}
    return render(request, "seeing/review_class.html", words)


def _longest(found: Review) -> list[Outlook]:
    longest = max((outlook.window for outlook in found.outlooks), default=0)
    return [outlook for outlook in found.outlooks if outlook.window == longest]


def _class_row(found: Review, outlook: Outlook) -> dict[str, Any]:
    total = next((one for one in found.totals if one.perpetrator == outlook.perpetrator), None)
    return {
        "perpetrator": outlook.perpetrator,
        "label": class_label(outlook.perpetrator),
        "country": outlook.country if len(found.countries) > 1 else "",
        "events": total.recent.events if total else 0,
        "deaths": saying.deaths(total.recent.low, total.recent.best, total.recent.high) if total else "0",
        "before": total.before.best if total else 0,
        "shown": _("model") if outlook.verdict.shown == "hurdle" else _("history"),
    }


def _section(found: Review, section: Section) -> dict[str, Any]:
    outlooks = [outlook for outlook in found.outlooks if outlook.perpetrator == section.perpetrator]
    return {
        "of": section,
        "label": class_label(section.perpetrator),
        "map": mark_safe(section.map),  # noqa: S308 (charts escape every text they hold)
        "lines": [
            {
                "name": visible(line.name),
                "deaths": saying.deaths(line.recent.low, line.recent.best, line.recent.high),
                "spark": mark_safe(line.spark),  # noqa: S308
                "next_month": line.next_month,
                "ladder": mark_safe(line.ladder),  # noqa: S308
                "history": line.history,
                "track": line.track,
                "seen": line.seen,
            }
            for line in section.lines
        ],
        "reliability": [mark_safe(chart) for chart in section.reliability],  # noqa: S308
        "outlooks": outlooks,
        "several": len(found.countries) > 1,
    }


def _own(found: Review) -> dict[str, Any] | None:
    own = found.own
    if own is None:
        return None
    both = ((_("The data's last 12 months"), own.same_period), (_("After the data end"), own.since))
    return {
        "classification": own.classification,
        "sentences": [Sentence(visible(in_words(words)), topic) for topic, words in own_said(own)],
        "tables": [
            (title, [(own_class_name(one.perpetrator), one, _harmed(one)) for one in classes])
            for title, classes in both
            if classes
        ],
        "same_events": [
            (one, record_address("incident", one.record), visible(one.area), _violation(one.what))
            for one in own.same_events
        ],
    }  # fmt: skip


def _parts(found: Review) -> list[tuple[str, str, list[str]]]:
    """Stance, our responses and effects, as (name, heading, sentences) in the reader's language."""
    if found.own is None or found.own.parts is None:
        return []
    parts, language = found.own.parts, get_language() or "en"
    held = (
        ("stance", word("title_table", language), stance_sentences(parts.stance, language)),
        ("responses", said_in(RESPONSES, "title_response", language), parts.responses.said[language]),
        ("effects", text("effects_title", language), parts.effects.said[language]),
    )
    return [(name, title, [visible(days_in(one)) for one in sentences]) for name, title, sentences in held]


def _violation(label: str) -> str:
    """A violation in the reader's language, by the English label that a review keeps."""
    terms = vocabulary("violations").terms.values()
    return next((term.label(get_language() or "en") for term in terms if term.label("en") == label), label)


def _harmed(one: Any) -> str:
    known = one.uncounted < one.incidents
    return saying.deaths(one.least, one.best, one.most) if known else _("not known")


def _shares(found: Review) -> list[tuple[str, int, str, str, str]]:
    def pc(share: float | None) -> str:
        return "–" if share is None else f"{share:.0f} %"

    return [
        (period.period, period.deaths, share.label, pc(share.deaths), f"{pc(share.lowest)} – {pc(share.highest)}")
        for period in found.shares
        for share in period.shares
    ]
