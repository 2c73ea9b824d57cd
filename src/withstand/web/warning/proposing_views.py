"""Proposing words for a superior: what they would give away is taken out, or kept with a reason."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from http import HTTPStatus

import msgspec
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from withstand.dialogue.exposure import FINDINGS, Giveaway
from withstand.dialogue.exposure_material import superiors_of
from withstand.dialogue.interceding import NotInterceded, proposal
from withstand.dialogue.intercession import INTERCESSION, Intercession, KeptWords
from withstand.errors import WithstandError
from withstand.evidence.referral import is_referral_case
from withstand.ledger.errors import Locked, NotFound
from withstand.ledger.fields import Span
from withstand.picture.actors import chains
from withstand.picture.routing import SUSPECTED
from withstand.vocabulary.terms import vocabulary
from withstand.web.access import needs
from withstand.web.accounts.roles import WRITE
from withstand.web.entering.answers import is_number
from withstand.web.entering.drafts import posted
from withstand.web.entering.texts import Scanned, scanned
from withstand.web.entering.told import told_problem
from withstand.web.records import saying, titles
from withstand.web.signed_in import Request
from withstand.web.warning.alert_views import AlertPage
from withstand.web.warning.checking import Looked, look
from withstand.web.warning.forms import IntercedingForm
from withstand.web.warning.places import gazetteer
from withstand.web.warning.saving import fresh, save_once, was_saved
from withstand.web.warning.verdicts import blocked_told
from withstand.web.writing import author_of

MOST_FOUND = 60


@dataclass(frozen=True)
class Pointed:
    """Something that the words would give away, and what is decided about it: its row in the form."""

    number: int
    found: str
    words: str
    never: bool
    why: str = ""


@dataclass(frozen=True)
class _Drawn:
    """What the page shows beside the form: what was found (None: not looked yet), and why nothing was saved."""

    found: tuple[Pointed, ...] | None = None
    said: str = ""
    names: Scanned | None = None
    blocked: str = ""


@needs(WRITE)
@require_http_methods(["GET", "POST"])
def intercede(request: Request, record: uuid.UUID) -> HttpResponse:
    """The form; the check of its words; then the proposal, which another person confirms."""
    page = AlertPage.of(request, record)
    if was_saved(request):
        return redirect("alert", page.seen.record)
    form = IntercedingForm(request.POST or None, superiors(page))
    barred = _barred(request, page)
    if request.method != "POST" or barred:
        return _page(request, page, form, _Drawn(said=barred))
    if not form.is_valid():
        return _page(request, page, form, _Drawn(said=_("Look at what is marked.")))
    try:
        return _posted(request, page, form)
    except (Locked, NotFound):
        raise
    except NotInterceded as problem:
        return _page(request, page, form, _Drawn(said=said_of(problem)))
    except WithstandError as problem:
        return _page(request, page, form, _Drawn(said=told_problem(problem)))


def superiors(page: AlertPage) -> list[tuple[str, str]]:
    """Who stands above or behind those that the alert names, as far as may be seen."""
    suspects = [one.other for one in page.picture.links(page.seen.record, SUSPECTED)]
    if not suspects:
        return []
    found = page.picture.several(superiors_of(chains(page.picture), suspects, page.day))
    named = [(one.record, saying.isolated(titles.title(one))) for one in found.values()]
    return sorted(named, key=lambda one: one[1].casefold())


def _barred(request: Request, page: AlertPage) -> str:
    """Why nothing can be proposed here at all."""
    if is_referral_case(page.fields):
        return str(_("The alert is such a case of which nothing is told. Ask the focal point for such cases."))
    if request.user.signs_as_office:
        return str(
            _(
                "Your account signs as the office. An intercession is written in a person’s own name: ask who "
                "administers the accounts to change that."
            )
        )
    return ""


def _posted(request: Request, page: AlertPage, form: IntercedingForm) -> HttpResponse:
    picture, language, superior = page.picture, saying.language(), form.cleaned_data["superior"]
    fields = _fields(request, page, form)
    looked = look(picture, page.seen.record, superior, fields)
    known = {(one.found, one.words) for one in looked.found if not one.never}
    kept = tuple(one for one in fields.kept_words if (one.gives_away, one.words) in known)
    fields = msgspec.structs.replace(fields, kept_words=kept)
    found = _rows(looked, fields)
    if request.POST.get("act") != "propose":
        return _page(request, page, form, _Drawn(found, blocked=looked.blocked))
    if looked.left or looked.blocked:
        said = _("Each of these is taken out of the words, or kept with a reason.") if looked.left else looked.blocked
        return _page(request, page, form, _Drawn(found, said, blocked=looked.blocked))
    names = scanned(INTERCESSION, fields, picture, posted(request.POST.lists()), language)
    if names.open:
        return _page(request, page, form, _Drawn(found, names.said, names))
    if not isinstance(names.record, Intercession):
        raise TypeError(type(names.record).__name__)
    author = author_of(request.lent.opened, request.user)
    draft = proposal(
        page.guard, picture, page.seen.record, superior, names.record, page.day, author, gazetteer(), language
    )  # fmt: skip
    saved = save_once(request, [draft])
    messages.success(request, _("Proposed. Another person confirms it."))
    return redirect("intercession", saved)


def said_of(problem: NotInterceded) -> str:
    """Why not, but of what words give away nothing: that is told by the check, as far as it may be seen."""
    if problem.left:
        return str(_("The words give away more than was chosen: check them again."))
    return blocked_told(str(problem))


def _fields(request: Request, page: AlertPage, form: IntercedingForm) -> Intercession:
    given = form.cleaned_data
    where = gazetteer().place(given["area"], given["level"])
    fields = Intercession(
        when=Span(start=page.day.isoformat()), by_role=given["role"], lead=given["lead"], where=where,
        spoken_words=given["words"].strip(), about_month=given["month"] or None, reasons=given["reasons"].strip(),
    )  # fmt: skip
    return msgspec.structs.replace(fields, kept_words=_kept(request, fields.spoken_words))


def _kept(request: Request, said: str) -> tuple[KeptWords, ...]:
    """What the author keeps on purpose: of what was shown, with a reason."""
    found = []
    for name, why in request.POST.items():
        start, _dash, number = name.rpartition("-")
        if start != "why" or not is_number(number) or not str(why).strip():
            continue
        what, words = (str(request.POST.get(f"{part}-{number}", "")) for part in ("found", "words"))
        if what in vocabulary(FINDINGS).terms and words.strip():
            reason = " ".join(str(why).split())[:300]
            found.append(KeptWords(gives_away=what, words=words, reason=reason))
    return tuple(dict.fromkeys(found[:MOST_FOUND])) if said else ()


def _rows(looked: Looked, fields: Intercession) -> tuple[Pointed, ...]:
    why = {(one.gives_away, one.words): one.reason for one in fields.kept_words}
    return tuple(_pointed(number, one, why) for number, one in enumerate(looked.found[:MOST_FOUND], start=1))


def _pointed(number: int, one: Giveaway, why: dict[tuple[str, str], str]) -> Pointed:
    return Pointed(number, one.found, one.words, one.never, "" if one.never else why.get((one.found, one.words), ""))


def _page(request: Request, page: AlertPage, form: IntercedingForm, drawn: _Drawn) -> HttpResponse:
    words = {
        "seen": page.seen,
        "title": titles.full_title(page.seen),
        "form": form,
        "barred": _barred(request, page),
        "superiors": bool(form.superiors),
        "looked": drawn.found is not None,
        "found": drawn.found or (),
        "said": drawn.said,
        "scanned": drawn.names,
        "blocked": drawn.blocked,
        "keep_reason": request.POST.get("keep-reason", ""),
        "token": request.POST.get("form-token") or fresh(),
    }
    wrong = request.method == "POST" and bool(drawn.said)
    return render(
        request, "warning/intercede.html", words, status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    )
