"""Linking a record that is here, and saying that a link no longer holds."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from withstand.brief.records.words import word
from withstand.errors import WithstandError
from withstand.ledger.errors import Locked
from withstand.ledger.kinds import Kind
from withstand.picture.names import known_names
from withstand.picture.picture import Picture
from withstand.picture.seen import Linked, Seen
from withstand.web.access import needs
from withstand.web.accounts.audit import note
from withstand.web.accounts.roles import WRITE
from withstand.web.entering import drafts
from withstand.web.entering.linking import LINKS, read_links, role_choices
from withstand.web.entering.target import language
from withstand.web.entering.texts import names_in
from withstand.web.entering.told import told_problem
from withstand.web.entering.views import by_workflow
from withstand.web.entering.wording import called
from withstand.web.pictures import picture_for
from withstand.web.signed_in import Request
from withstand.web.writing import link, unlink

_LONGEST_REASON = 300


@needs(WRITE)
@require_http_methods(["GET", "POST"])
def link_record(request: Request, record: uuid.UUID) -> HttpResponse:
    """A record's links, and one more."""
    picture = picture_for(request)
    seen = picture.get(str(record))
    kind = _kind(seen)
    if kind.by_workflow:
        return by_workflow(request, kind)
    answers = drafts.posted(request.POST.lists())
    if not answers.rows(LINKS):
        answers, _number = answers.with_row(LINKS)
    act = request.POST.get("act", "")
    finding = 1 if act.startswith("find") else 0
    read = read_links(picture, kind, answers, language(), find=finding)
    said = "; ".join(dict.fromkeys(read.problems.values()))
    if request.method == "POST" and act == "save":
        known = {(one.role, one.other) for one in picture.links(seen.record)}
        new = [one for one in read.links if (one.role, one.target) not in known]
        if not said and not new:
            said = _("Choose a record that is not linked so yet.")
        if not said:
            try:
                link(request, kind, seen.record, new)
            except Locked:
                raise
            except WithstandError as problem:
                said = told_problem(problem)
            else:
                messages.success(request, _("Linked."))
                return redirect("link-record", record)
    words = {
        "seen": seen,
        "word": kind.word.lower(),
        "called": called(seen, language()),
        "roles": role_choices(kind, language()),
        "row": read.rows[0],
        "said": said if act == "save" else "",
        "linked": [_shown(picture, one) for one in picture.links(seen.record)],
    }
    return render(request, "entering/link.html", words, status=422 if words["said"] else 200)


@needs(WRITE)
@require_http_methods(["GET", "POST"])
def unlink_record(request: Request, record: uuid.UUID, link: uuid.UUID) -> HttpResponse:
    """Say that a link no longer holds, with a reason; what follows from that is said before."""
    picture = picture_for(request)
    seen = picture.get(str(record))
    kind = _kind(seen)
    if kind.by_workflow:
        return by_workflow(request, kind)
    found = next((one for one in picture.links(seen.record) if one.link == str(link)), None)
    if found is None:
        raise Http404
    reason = " ".join(request.POST.get("reason", "").split())[:_LONGEST_REASON]
    said = ""
    if request.method == "POST":
        said = names_in(reason, known_names(picture)) if reason else _("Say why.")
        if not said:
            unlink(request, found.link)
            note("link_withdrawn", request.user, record=seen.record, link=found.link, reason=reason)
            messages.success(request, _("The link no longer holds. Its history stays."))
            return redirect("link-record", record)
    role = kind.role(found.role)
    words = {
        "seen": seen,
        "called": called(seen, language()),
        "one": _shown(picture, found),
        "consent": role.consent,
        "needed": role.required,
        "said": said,
    }
    return render(request, "entering/unlink.html", words, status=422 if said else 200)


def _kind(seen: Seen) -> Kind:
    if seen.kind is None or seen.read_only:
        raise Http404
    return seen.kind


def _shown(picture: Picture, one: Linked) -> dict[str, str]:
    return {
        "link": one.link,
        "role": word("roles", one.role, language()),
        "about": one.about,
        "called": called(picture.get(one.other), language()),
    }
