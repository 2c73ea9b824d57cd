"""Somebody saved first: their version beside mine, a choice for each field, one version over both."""

from __future__ import annotations

import uuid
from dataclasses import replace

import msgspec
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from withstand.errors import WithstandError
from withstand.ledger import rights
from withstand.ledger.errors import InvalidRecord, Locked, LostRace, NotFound
from withstand.ledger.fields import Fields
from withstand.ledger.journal import Draft
from withstand.web.entering.choosing import Difference, differences, merged, picked
from withstand.web.entering.entry import Attempt, attempt
from withstand.web.entering.form_page import FormPage, action, areas_for, form_page
from withstand.web.entering.target import Target, language, save_once, target_of
from withstand.web.entering.texts import CODE, REASON, Scanned, scanned
from withstand.web.entering.told import told_problem
from withstand.web.entering.wording import called
from withstand.web.signed_in import Request


def race_page(
    request: Request, target: Target, page: FormPage, tried: Attempt, *, said: str = "", look: Scanned | None = None
) -> HttpResponse:
    """Both versions with what differs; nothing that was typed is lost."""
    fresh = target_of(request, target.kind, _id(target))
    if fresh.conflict:
        messages.warning(request, _("Two versions of this record stand side by side: settle them first."))
        return redirect("settle", target.record)
    differing = _differing(target, fresh, tried)
    carried = [(n, one) for n, several in page.answers.values.items() for one in several if n not in (REASON, CODE)]
    picks = picked(_choices(request), differing, 2)
    words = {
        "target": fresh,
        "called": called(fresh.seen, language()) if fresh.seen else "",
        "differing": [replace(one, proposed=picks.get(one.name, one.proposed)) for one in differing],
        "carried": carried,
        "token": page.token,
        "over": target.over,
        "theirs": fresh.over,
        "said": said,
        "scanned": look,
        "keep_reason": page.answers.one(REASON),
        "action": action(target),
    }
    return render(request, "entering/race.html", words, status=409)


def merge(request: Request, target: Target, page: FormPage) -> HttpResponse:
    """Save what was chosen, over the version that the choice was made against."""
    tried = attempt(request, target, page.answers, areas_for(request, target).code)
    if tried.record is None:
        return form_page(request, target, replace(page, problems=tried.problems, said=tried.said, status=422))
    fresh = target_of(request, target.kind, _id(target))
    if fresh.conflict or fresh.over != request.POST.get("theirs", ""):
        return race_page(request, target, page, tried)
    differing = _differing(target, fresh, tried)
    picks = picked(_choices(request), differing, 2)
    if len(picks) < len(differing):
        return race_page(request, target, page, tried, said=_("Choose for each field that differs."))
    fields = merged(target.kind, (_raw(fresh), msgspec.to_builtins(tried.record)), picks)
    try:
        record = target.kind.read(fields)
    except InvalidRecord as problem:
        return race_page(request, target, page, tried, said=told_problem(problem))
    look = scanned(target.kind, record, fresh.picture, page.answers, language(), record.text_kept)
    if look.open:
        return race_page(request, target, page, tried, said=look.said, look=look)
    return _save(request, target, page, tried, _draft(fresh, tried, look))


def _draft(fresh: Target, tried: Attempt, look: Scanned) -> Draft:
    """The new version, as restricted as the stricter of the two."""
    seen = fresh.seen
    assert seen is not None  # noqa: S101 (a race is about a record)
    classification = max(tried.classification, seen.classification, key=rights.level)
    compartments = rights.shared(tried.compartments, seen.compartments)
    return Draft(
        fresh.kind, look.record, classification, compartments, seen.record, (fresh.over,), tried.links
    )  # fmt: skip


def _save(request: Request, target: Target, page: FormPage, tried: Attempt, draft: Draft) -> HttpResponse:
    try:
        saved = save_once(request, page.token, draft)
    except LostRace:
        return race_page(request, target, page, tried)
    except (Locked, NotFound):
        raise
    except WithstandError as problem:
        return race_page(request, target, page, tried, said=told_problem(problem))
    return redirect("saved-form", saved.pk)


def _differing(target: Target, fresh: Target, tried: Attempt) -> tuple[Difference, ...]:
    mine: Fields = msgspec.to_builtins(tried.record)
    return differences(target.kind, (_raw(fresh), mine), language(), target.fields)


def _raw(target: Target) -> Fields:
    return target.seen.raw if target.seen else {}


def _choices(request: Request) -> dict[str, str]:
    return {name: str(value) for name, value in request.POST.items() if name.startswith("choose-")}


def _id(target: Target) -> uuid.UUID:
    return uuid.UUID(target.record)
