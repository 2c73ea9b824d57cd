"""One record as a page, as known at any moment, and two of its versions beside each other."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from withstand.ledger.errors import NotFound
from withstand.picture.picture import Picture
from withstand.picture.seen import Remains, Seen
from withstand.web.access import needs
from withstand.web.accounts.roles import READ
from withstand.web.holding import held
from withstand.web.pictures import picture_for
from withstand.web.records import saying, titles
from withstand.web.records.asking import MOMENT, Moment, MomentForm
from withstand.web.records.doings import doings
from withstand.web.records.explaining import explained
from withstand.web.records.history import latest_two, side_by_side, steps_of
from withstand.web.records.parts import parts_of, ties_of
from withstand.web.records.sliding import slide
from withstand.web.signed_in import Request

_UNUSABLE = 422


@needs(READ)
@require_GET
def by_id(request: Request, record: uuid.UUID) -> HttpResponse:
    """The page of a record whose kind is not known to whoever made the link."""
    picture = picture_for(request)
    try:
        where = titles.address(picture.get(str(record)))
    except NotFound:
        left = picture.remains(str(record))
        where = reverse("record", args=(titles.word_of(left.kind), left.record))
    query = request.GET.urlencode()
    return redirect(f"{where}?{query}" if query else where)


@needs(READ)
@require_GET
def record(request: Request, kind: str, record: uuid.UUID) -> HttpResponse:
    """A record: all parts of the page are of one moment."""
    now = picture_for(request)
    try:
        present = now.get(str(record))
    except NotFound:
        return _remains(request, kind, now.remains(str(record)))
    _is(present, kind)
    form = MomentForm(request.GET, label_suffix="")
    asked = Moment.of(form.cleaned_data) if form.is_valid() else Moment()
    picture = picture_for(request, asked.known_at, asked.as_of)
    words: dict[str, Any] = {
        "form": form,
        "moment": asked,
        "known": asked.known,
        "as_of": saying.day(asked.as_of.isoformat()) if asked.as_of else "",
        "query": _query(request),
        "kept": _kept(request),
        "address": titles.address(present),
        "slider": slide(now.history(present.record), asked.known_at),
        "kind": titles.kind_words(present.kind),
        "word": kind,
    }
    if not picture.holds(present.record):
        return render(request, "records/not_yet.html", words | {"title": titles.kind_words(present.kind)})
    words |= _whole(request, picture, picture.get(present.record))
    return render(request, "records/record.html", words, status=_UNUSABLE if form.errors else 200)


@needs(READ)
@require_GET
def compare(request: Request, kind: str, record: uuid.UUID) -> HttpResponse:
    """Two versions of a record beside each other, field by field."""
    form = MomentForm(request.GET)
    asked = Moment.of(form.cleaned_data) if form.is_valid() else Moment()
    picture = picture_for(request, asked.known_at, asked.as_of)
    seen = picture.get(str(record))
    _is(seen, kind)
    history = picture.history(seen.record)
    steps = steps_of(history, picture.heads(seen.record))
    before, after = latest_two(history, request.GET.get("before", ""), request.GET.get("after", ""))
    words = {
        "title": titles.full_title(seen),
        "address": titles.address(seen),
        "query": _query(request),
        "kept": _kept(request),
        "known": asked.known,
        "steps": [one for one in steps.all if one.readable],
        "before": before,
        "after": after,
        "sides": side_by_side(steps.version(before), steps.version(after)) if before and after else None,
    }
    return render(request, "records/compare.html", words)


def _whole(request: Request, picture: Picture, seen: Seen) -> dict[str, Any]:
    heads = picture.heads(seen.record)
    history = steps_of(picture.history(seen.record), heads)
    return {
        "seen": seen,
        "title": titles.title(seen),
        "parts": parts_of(seen),
        "ties": ties_of(picture, seen),
        "history": history,
        "doings": () if _kept(request) else doings(seen, request.user),
        "conflict": [side_by_side(history.version(heads[0]), history.version(one)) for one in heads[1:]],
        "explained": explained(picture, seen.record, request.GET.get("profile", "")),
        "today": held().settings.present_day(timezone.now()),
    }


def _remains(request: Request, kind: str, left: Remains) -> HttpResponse:
    if titles.word_of(left.kind) != kind:
        raise NotFound(f"There is no record {left.record}.")
    words = {"left": left, "kind": titles.kind_words(left.kind), "history": steps_of(left.versions, ())}
    return render(request, "records/remains.html", words)


def _is(seen: Seen, kind: str) -> None:
    if titles.word_of(seen.kind) != kind:
        raise NotFound(f"There is no record {seen.record}.")


def _kept(request: Request) -> list[tuple[str, str]]:
    """What says of which moment and day a page is."""
    return [(name, request.GET[name]) for name in MOMENT if request.GET.get(name)]


def _query(request: Request) -> str:
    """The same as a query string, for links to pages of the same moment."""
    return urlencode(_kept(request))
