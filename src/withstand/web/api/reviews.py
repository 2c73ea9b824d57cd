"""The review, as programs read it: the brief's JSON, live for whoever asks, its sentences and what each rests on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Annotated, ClassVar, Literal

import msgspec
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _
from msgspec import Meta

from withstand.analysis.result_values import Sight
from withstand.mission.opening import said
from withstand.mission.own_words import own_said
from withstand.mission.review_values import ClassTotal, Outlook, Review, Tally, YearTally
from withstand.mission.wording import visible
from withstand.picture.picture import PAGE, Picture
from withstand.web.api.asking import Cursor, Limit, NotMade, Query, TooMuch, UnreadableRequest, word_of, words_of
from withstand.web.api.paging import Paging
from withstand.web.api.sighted import Sightings, sightings
from withstand.web.seeing.asking import CLASSES
from withstand.web.seeing.basis_views import behind
from withstand.web.seeing.review_views import Desk
from withstand.web.seeing.reviewing import JOB
from withstand.web.signed_in import Request
from withstand.web.work.models import RUNNING, WAITING, Job
from withstand.web.work.running import ask_for, queue_is_full_for

Level = Annotated[Literal["", "admin1", "admin2"], Meta(description="The level of areas; else the finest.")]
Country = Annotated[str, Meta(max_length=100)]
StandsOn = Annotated[date | None, Meta(description="The day at which the review stands; else the end of the data.")]


class OfReview(Query, frozen=True, kw_only=True):
    """Which review."""

    many: ClassVar[tuple[str, ...]] = ("country",)

    as_of: StandsOn = None
    level: Level = ""
    country: Annotated[tuple[Country, ...], Meta(max_length=50, description="Of the data; else all of them.")] = ()


class Behind(OfReview, frozen=True, kw_only=True):
    """What sentences of the review rest on."""

    perpetrator: Annotated[str, words_of("A class of perpetrator.", CLASSES)] = ""
    limit: Limit = PAGE
    cursor: Cursor = ""


class NewReview(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which review is to be made."""

    as_of: StandsOn = None
    level: Level = ""
    country: Annotated[tuple[Country, ...], Meta(max_length=50)] = ()


class ReviewSentence(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence in English; `review/basis/TOPIC/` gives what it rests on."""

    topic: str
    sentence: str
    perpetrator: str


class ReviewAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The brief's JSON with the operation's own records as whoever asks may see them, and its sentences."""

    review: Review
    sentences: tuple[ReviewSentence, ...]
    own_sentences: tuple[ReviewSentence, ...]


class AreaOfClass(msgspec.Struct, frozen=True, kw_only=True):
    """An area in the section of a class."""

    area_id: str
    name: str
    country: str
    recent: Tally | None
    months: tuple[int, ...]
    sight: Sight
    quiet_months: int | None


class ReviewClass(msgspec.Struct, frozen=True, kw_only=True):
    """The section of a class: its totals, years and areas, and its outlooks with the gate's reasons."""

    perpetrator: str
    total: ClassTotal | None
    years: tuple[YearTally, ...]
    outlooks: tuple[Outlook, ...]
    areas: tuple[AreaOfClass, ...]


class ReviewJob(msgspec.Struct, frozen=True, kw_only=True):
    """How far the review is. `state`: absent, waiting, running, done, failed or cancelled; `made`: it can be read."""

    state: str
    made: bool
    percent: int
    sentence: str


def review(picture: Picture, query: OfReview) -> ReviewAnswer:
    """The review as its page shows it now."""
    desk = _desk(picture, query)
    found = desk.whole()
    if found is None:
        raise _not_made(desk)
    sentences = tuple(
        ReviewSentence(topic=one.topic, sentence=visible(one.sentence), perpetrator=one.perpetrator)
        for one in said(found)
    )
    own = own_said(found.own) if found.own else ()
    return ReviewAnswer(
        review=found, sentences=sentences,
        own_sentences=tuple(ReviewSentence(topic=topic, sentence=visible(one), perpetrator="") for topic, one in own),
    )  # fmt: skip


def start(request: Request, picture: Picture, body: NewReview) -> ReviewJob:
    """Ask for the review to be made, where it is not under way."""
    desk = _desk(picture, body)
    if not desk.key:
        raise _not_made(desk)
    job = desk.job(request.user)
    if job is None or job.state not in (WAITING, RUNNING):
        if queue_is_full_for(request.user):
            raise TooMuch(_("You have asked for several already: wait for one of them, or cancel it."))
        job = ask_for(request.user, JOB, desk.parameters())
    return _told(desk, job)


def job(request: Request, picture: Picture, query: OfReview) -> ReviewJob:
    """How far the account's latest request for this review is."""
    desk = _desk(picture, query)
    return _told(desk, desk.job(request.user))


def of_class(picture: Picture, query: OfReview, perpetrator: str) -> ReviewClass:
    """The section of a class of perpetrator."""
    desk = _desk(picture, query)
    if desk.drawn is None:
        raise _not_made(desk)
    if perpetrator not in [one.perpetrator for one in desk.drawn.drawing.sections]:
        raise Http404
    made = desk.drawn.findings.review
    areas = tuple(
        AreaOfClass(
            area_id=row.area_id, name=row.name, country=row.country, recent=row.recent.get(perpetrator),
            months=row.months.get(perpetrator, ()), sight=row.sight, quiet_months=row.quiet_months,
        )
        for row in made.areas
    )  # fmt: skip
    return ReviewClass(
        perpetrator=perpetrator, total=next((one for one in made.totals if one.perpetrator == perpetrator), None),
        years=tuple(one for one in made.years if one.perpetrator == perpetrator),
        outlooks=tuple(one for one in made.outlooks if one.perpetrator == perpetrator), areas=areas,
    )  # fmt: skip


def basis(paging: Paging, query: Behind, about: str) -> Sightings:
    """The events or records behind the sentences about a topic."""
    desk = replace(_desk(paging.asked, query), picture=paging.picture)
    if desk.drawn is None:
        raise _not_made(desk)
    found = behind(desk, about, word_of(query, "perpetrator", CLASSES))
    if found is None:
        raise Http404
    return sightings(paging, found)


def _desk(picture: Picture, asked: OfReview | NewReview) -> Desk:
    """The desk of the page, by its own form.

    Raises:
        UnreadableRequest: the data have no such country, or the day is none.
    """
    given = QueryDict(mutable=True)
    given["as_of"], given["level"] = asked.as_of.isoformat() if asked.as_of else "", asked.level
    given.setlist("country", list(asked.country))
    desk = Desk.of(picture, given)
    if not desk.form.is_valid():
        field, problems = next(iter(desk.form.errors.items()))
        raise UnreadableRequest(str(problems[0]), field)
    known = desk.bench.evidence.manifest.countries if desk.bench.evidence.manifest else ()
    if set(asked.country) - set(known):
        raise UnreadableRequest(_("The data hold no such country."), "country")
    return desk


def _not_made(desk: Desk) -> NotMade:
    if not desk.key:
        return NotMade(_("The workspace holds no data to review."))
    return NotMade(_("This review is not made yet. Ask for it: POST review/."))


def _told(desk: Desk, job: Job | None) -> ReviewJob:
    made = desk.drawn is not None
    if job is None:
        return ReviewJob(state="absent", made=made, percent=0, sentence="")
    return ReviewJob(
        state=job.state, made=made, percent=job.percent, sentence=_(job.sentence) if job.sentence else ""
    )  # fmt: skip
