"""The review: live for the reader's own picture, with the reasons one click away; as a page, a print and a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from withstand.brief.kept_findings import Drawn
from withstand.brief.page import page
from withstand.evidence.records import ALERT, INCIDENT
from withstand.mission.own_values import OwnRecords
from withstand.mission.review_values import Review
from withstand.picture.picture import Picture
from withstand.web.access import needs
from withstand.web.accounts.audit import note
from withstand.web.accounts.models import Account
from withstand.web.accounts.roles import EXPORT, READ
from withstand.web.holding import held
from withstand.web.pictures import picture_for
from withstand.web.seeing.asking import DAY
from withstand.web.seeing.held_evidence import LEVELS, evidence_for
from withstand.web.seeing.kept import keep_own, kept_own
from withstand.web.seeing.review_page import class_page, page_words
from withstand.web.seeing.reviewing import JOB, Bench, Reviewed, own_key, parts_key
from withstand.web.signed_in import Request
from withstand.web.work.models import FAILED, RUNNING, WAITING, Job
from withstand.web.work.running import ask_for, queue_is_full_for

AT_ONCE = 3000
"""Up to so many incidents the operation's own part is computed while the page waits."""

SOON_CASES, SOON_AREAS = 250, 60
"""Up to so many cases and areas stance and our responses are."""

_REFRESH_SECONDS = "3"


class ReviewForm(forms.Form):
    """What is asked of a review."""

    as_of = forms.DateField(label=_("As of"), required=False, widget=DAY)
    level = forms.ChoiceField(label=_("Level of areas"), required=False)
    country = forms.MultipleChoiceField(label=_("Countries"), required=False)
    known_at = forms.DateField(label=_("As known on"), required=False, widget=DAY)

    def __init__(self, asked: Any, countries: tuple[str, ...]) -> None:
        super().__init__(asked)
        levels = [("", _("The finest")), *((level, level) for level in LEVELS)]
        self.fields["level"].choices = levels  # type: ignore[attr-defined]
        if len(countries) > 1:
            self.fields["country"].choices = [(one, one) for one in countries]  # type: ignore[attr-defined]
        else:
            del self.fields["country"]

    def reviewed(self) -> Reviewed:
        """The values; what could not be read of them counts as not asked."""
        self.is_valid()
        given = self.cleaned_data
        countries = tuple(given.get("country", ()))
        return Reviewed(given.get("level", ""), countries, given.get("as_of"), given.get("known_at"))


def known_of(asked: QueryDict) -> datetime | None:
    """The moment up to which the review is to know; what is no day counts as not asked."""
    return ReviewForm(asked, ()).reviewed().known_at


@dataclass(frozen=True)
class Desk:
    """One request for a review: what is asked, by whom, of what."""

    picture: Picture
    form: ReviewForm
    bench: Bench

    @classmethod
    def of(cls, picture: Picture, given: QueryDict) -> Desk:
        """What an address asks for."""
        first = evidence_for(picture)
        form = ReviewForm(given, first.manifest.countries if first.manifest else ())
        asked = form.reviewed()
        evidence = evidence_for(picture, asked.level) if asked.level else first
        return cls(picture, form, Bench(held().workspace, evidence, asked))

    @cached_property
    def key(self) -> str:
        """A name for all that the review rests on beside our own records; empty where there are no data."""
        return self.bench.kept.path.name if self.bench.evidence.manifest else ""

    @cached_property
    def drawn(self) -> Drawn | None:
        """The findings of the data set and their drawing, where they were made."""
        return self.bench.kept.read() if self.key else None

    def parameters(self) -> dict[str, str]:
        """What the job that makes it is told."""
        return {**self.bench.asked.parameters(), "key": self.key}

    def job(self, account: Account) -> Job | None:
        """The account's latest job for this very review."""
        jobs = Job.objects.filter(by=account, kind=JOB).defer("content")
        return next((job for job in jobs if job.parameters.get("key") == self.key), None)

    def whole(self, *, however_long: bool = False) -> Review | None:
        """The review with what the reader may see of our own records; None where a job has to make it.

        Stance and our responses are in it where a job made them, or where they are soon reckoned.
        """
        if self.drawn is None:
            return None
        key = own_key(self.picture, self.key)
        own = kept_own(key)
        if own is None:
            if self.picture.count(INCIDENT) > AT_ONCE:
                return None
            own = self.bench.own(self.picture, self.drawn.findings.review)
            keep_own(key, own)
        own = self._with_parts(own, self.drawn.findings.review, however_long=however_long)
        return self.bench.whole(self.drawn.findings, own)

    def _with_parts(self, own: OwnRecords, made: Review, *, however_long: bool) -> OwnRecords:
        key = own_key(self.picture, parts_key(self.key, self.bench.day(made)))
        found = kept_own(key)
        if found is None and (however_long or self._soon):
            found = self.bench.with_parts(self.picture, own, made)
            keep_own(key, found)
        return found or own

    @property
    def _soon(self) -> bool:
        cases = self.picture.count(INCIDENT) + self.picture.count(ALERT)
        return cases <= SOON_CASES and len(self.bench.evidence.areas.areas) <= SOON_AREAS


@needs(READ)
@require_http_methods(["GET", "POST"])
def review(request: Request) -> HttpResponse:
    """The review; or how far it is; or the button that makes it."""
    desk = Desk.of(picture_for(request, known_of(request.GET)), request.GET)
    if request.method == "POST":
        if desk.key and not _under_way(request, desk) and not queue_is_full_for(request.user):
            ask_for(request.user, JOB, desk.parameters())
        return redirect(request.get_full_path())
    words: dict[str, Any] = {
        "form": desk.form,
        "evidence": desk.bench.evidence,
        "query": request.GET.urlencode(),
        "known_on": desk.bench.asked.known_on,
    }
    found = desk.whole()
    if found is not None and desk.drawn is not None:
        whole = bool(request.GET.get("whole"))
        return render(
            request, "seeing/review.html", {**words, **page_words(found, desk.drawn.drawing, request.user, whole=whole)}
        )
    job = _under_way(request, desk)
    failed = None if job else _latest(request, desk, FAILED)
    response = render(request, "seeing/review_making.html", {**words, "job": job, "failed": failed})
    if job is not None:
        response.headers["Refresh"] = _REFRESH_SECONDS
    return response


@needs(READ)
@require_GET
def review_class(request: Request, perpetrator: str) -> HttpResponse:
    """One class: its map, its areas, and how its forecasts were tested."""
    desk = Desk.of(picture_for(request, known_of(request.GET)), request.GET)
    if desk.drawn is None:
        return _to_review(request)
    return class_page(request, desk.drawn.findings.review, desk.drawn.drawing, perpetrator)


@needs(EXPORT)
@require_GET
def file(request: Request) -> HttpResponse:
    """The brief as the command line writes it, with what the reader may see."""
    desk = Desk.of(picture_for(request, known_of(request.GET)), request.GET)
    found = desk.whole(however_long=True)
    if found is None or desk.drawn is None:
        return _to_review(request)
    name = f"brief-{found.as_of}.html"
    note("export_made", request.user, file=name)
    response = HttpResponse(
        page(found, desk.drawn.drawing, drawn=desk.bench.drawn_areas), content_type="text/html; charset=utf-8"
    )
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def _to_review(request: Request) -> HttpResponse:
    answer = redirect("review")
    answer.headers["Location"] += f"?{request.GET.urlencode()}" if request.GET else ""
    return answer


def _under_way(request: Request, desk: Desk) -> Job | None:
    return _latest(request, desk, WAITING, RUNNING)


def _latest(request: Request, desk: Desk, *states: str) -> Job | None:
    """The account's latest job for this very review, where it is in one of these states."""
    latest = desk.job(request.user)
    return latest if latest is not None and latest.state in states else None
