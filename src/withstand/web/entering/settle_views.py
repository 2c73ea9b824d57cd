"""Settling a conflict: versions side by side, a choice for each field, a reason, one version over all."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from withstand.errors import WithstandError
from withstand.evidence.referral import is_referral_case
from withstand.ledger.errors import InvalidRecord, Locked, LostRace, NotFound
from withstand.ledger.fields import Fields
from withstand.ledger.journal import Draft
from withstand.ledger.kinds import Kind
from withstand.picture.names import known_names
from withstand.picture.picture import Picture
from withstand.picture.seen import Seen
from withstand.web.access import needs
from withstand.web.accounts.audit import note
from withstand.web.accounts.roles import WRITE
from withstand.web.entering import drafts
from withstand.web.entering.answers import is_number
from withstand.web.entering.choosing import Difference, differences, merged, picked
from withstand.web.entering.target import language, save_once
from withstand.web.entering.texts import Scanned, names_in, scanned
from withstand.web.entering.told import told_problem
from withstand.web.entering.wording import called
from withstand.web.pictures import picture_for
from withstand.web.records import saying
from withstand.web.signed_in import Request

LONGEST_REASON = 300


@needs(WRITE)
@require_http_methods(["GET", "POST"])
def settle(request: Request, record: uuid.UUID) -> HttpResponse:
    """Both versions side by side; a person takes one, or chooses field by field, and says why."""
    picture = picture_for(request)
    seen = picture.get(str(record))
    versions = standing(picture, seen)
    if seen.kind is None or seen.heads < 2:
        messages.info(request, _("One version of this record stands: there is nothing to settle."))
        return render(request, "entering/settled.html", {"called": called(seen, language()), "seen": seen})
    if versions is None:
        return render(
            request, "entering/settle_elsewhere.html", {"called": called(seen, language()), "seen": seen}, status=409
        )
    if request.method == "POST":
        return _posted(request, picture, seen, versions)
    return _page(request, seen, versions)


def standing(picture: Picture, seen: Seen) -> tuple[Seen, ...] | None:
    """The versions that stand beside each other; None where one of them cannot be read here."""
    heads = picture.heads(seen.record)
    found = [version.seen for version in picture.history(seen.record) if version.entry in heads]
    readable = tuple(one for one in found if one is not None and not one.read_only)
    return readable if len(readable) == len(heads) else None


def _page(
    request: Request, seen: Seen, versions: tuple[Seen, ...], said: str = "", look: Scanned | None = None
) -> HttpResponse:
    differing, picks = _differing(seen, versions), _picks(request, seen, versions)
    words = {
        "seen": seen,
        "called": called(seen, language()),
        "versions": [
            {"number": n, "place": n + 1, "at": saying.moment(one.recorded_at), "office": one.header.office}
            for n, one in enumerate(versions)
        ],
        "differing": [(one, picks.get(one.name)) for one in differing],
        "heads": ",".join(one.version for one in versions),
        "token": drafts.token_of(request.POST.get("form-token", "")),
        "reason": request.POST.get("reason", ""),
        "said": said,
        "scanned": look,
        "keep_reason": request.POST.get("keep-reason", ""),
    }
    return render(request, "entering/settle.html", words, status=422 if said else 200)


def _posted(request: Request, picture: Picture, seen: Seen, versions: tuple[Seen, ...]) -> HttpResponse:
    kind = seen.kind
    assert kind is not None  # noqa: S101 (looked at before)
    reason = " ".join(request.POST.get("reason", "").split())[:LONGEST_REASON]
    if request.POST.get("heads", "") != ",".join(one.version for one in versions):
        return _page(request, seen, versions, _("Another version came meanwhile: look again."))
    if said := _("Say why.") if not reason else names_in(reason, known_names(picture)):
        return _page(request, seen, versions, said)
    picks = _picks(request, seen, versions)
    if len(picks) < len(_differing(seen, versions)):
        return _page(request, seen, versions, _("Choose for each field that differs, or take one version whole."))
    try:
        record = kind.read(_fields(kind, versions, picks, reason))
        look = scanned(kind, record, picture, drafts.posted(request.POST.lists()), language(), record.text_kept)
        if look.open:
            return _page(request, seen, versions, look.said, look)
        draft = Draft(
            kind, look.record, seen.classification, seen.compartments, seen.record,
            tuple(one.version for one in versions),
        )  # fmt: skip
        saved = save_once(request, drafts.token_of(request.POST.get("form-token", "")), draft)
    except LostRace:
        return _page(request, seen, versions, _("Another version came meanwhile: look again."))
    except (Locked, NotFound):
        raise
    except WithstandError as problem:
        return _page(request, seen, versions, told_problem(problem))
    note("conflict_settled", request.user, record=seen.record, reason=reason)
    return redirect("saved-form", saved.pk)


def _fields(kind: Kind, versions: tuple[Seen, ...], picks: dict[str, int], reason: str) -> Fields:
    """What was chosen, with the reason; where nothing may be written of a case, the reason stands in the log only."""
    fields = merged(kind, [one.raw for one in versions], picks)
    if is_referral_case(kind.read(fields)):
        return fields
    told: Fields = {**fields, "correction": _("Settled: %(reason)s") % {"reason": reason}}
    try:
        kind.read(told)
    except InvalidRecord:
        return fields
    return told


def _differing(seen: Seen, versions: tuple[Seen, ...]) -> tuple[Difference, ...]:
    assert seen.kind is not None  # noqa: S101 (looked at before)
    return differences(seen.kind, [one.raw for one in versions], language())


def _picks(request: Request, seen: Seen, versions: tuple[Seen, ...]) -> dict[str, int]:
    """What was chosen: field by field, or one version whole."""
    differing = _differing(seen, versions)
    act, _space, number = request.POST.get("act", "").partition(" ")
    if act == "take" and is_number(number) and int(number) < len(versions):
        return {one.name: int(number) for one in differing}
    choices = {name: str(value) for name, value in request.POST.items() if name.startswith("choose-")}
    return picked(choices, differing, len(versions))
