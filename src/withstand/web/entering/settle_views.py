"""Settling a conflict: one person chooses for each field and says why, another confirms: one version over all."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
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
from withstand.web.entering import drafts, settlements
from withstand.web.entering.answers import is_number
from withstand.web.entering.choosing import Difference, differences, merged, picked
from withstand.web.entering.models import OPEN, SavedForm, Settlement
from withstand.web.entering.target import language, save_once
from withstand.web.entering.texts import Scanned, names_in, scanned
from withstand.web.entering.told import told_problem
from withstand.web.entering.wording import called
from withstand.web.pictures import picture_for
from withstand.web.records import saying
from withstand.web.signed_in import Request

LONGEST_REASON = 300
DECISIONS = ("confirm", "refuse", "back")


@dataclass(frozen=True)
class Settling:
    """Versions that stand beside each other, and what was proposed about them, whatever became of it."""

    seen: Seen
    versions: tuple[Seen, ...]
    proposal: Settlement | None = None
    state: str = ""

    @property
    def waiting(self) -> Settlement | None:
        """The proposal, where it waits for a second person."""
        return self.proposal if self.state == OPEN else None

    @property
    def picks(self) -> dict[str, int]:
        """What is proposed for each field that differs."""
        if self.waiting is None:
            return {}
        names = {one.name for one in _differing(self.seen, self.versions)}
        return {name: place for name, place in self.waiting.picks.items() if name in names}


@needs(WRITE)
@require_http_methods(["GET", "POST"])
def settle(request: Request, record: uuid.UUID) -> HttpResponse:
    """Both versions side by side; a person takes one, or chooses field by field, and says why; another confirms."""
    picture = picture_for(request)
    seen = picture.get(str(record))
    sent = drafts.token_of(request.POST.get("proposal", ""))
    if SavedForm.objects.filter(pk=sent, by=request.user).exists():
        return redirect("saved-form", sent)
    versions = standing(picture, seen)
    if seen.kind is None or seen.heads < 2:
        messages.info(request, _("One version of this record stands: there is nothing to settle."))
        proposal = settlements.of_record(seen.record)
        became = settlements.told(proposal, proposal.standing((), timezone.now())) if proposal else ""
        words = {"called": called(seen, language()), "seen": seen, "became": became}
        return render(request, "entering/settled.html", words)
    if versions is None:
        return render(
            request, "entering/settle_elsewhere.html", {"called": called(seen, language()), "seen": seen}, status=409
        )
    settling, act = _settling(picture, seen, versions), request.POST.get("act", "")
    if request.method != "POST":
        return _page(request, settling)
    return _decided(request, picture, settling, act) if act in DECISIONS else _posted(request, picture, settling)


def _settling(picture: Picture, seen: Seen, versions: tuple[Seen, ...]) -> Settling:
    """Where a proposal waits, the versions stand in the order in which it counts them."""
    proposal, by_id = settlements.of_record(seen.record), {one.version: one for one in versions}
    if proposal is None:
        return Settling(seen, versions)
    state = settlements.standing(proposal, picture, tuple(by_id))
    ordered = tuple(by_id[one] for one in proposal.heads) if state == OPEN else versions
    return Settling(seen, ordered, proposal, state)


def standing(picture: Picture, seen: Seen) -> tuple[Seen, ...] | None:
    """The versions that stand beside each other; None where one of them cannot be read here."""
    heads = picture.heads(seen.record)
    found = [version.seen for version in picture.history(seen.record) if version.entry in heads]
    readable = tuple(one for one in found if one is not None and not one.read_only)
    return readable if len(readable) == len(heads) else None


def _page(request: Request, settling: Settling, said: str = "", look: Scanned | None = None) -> HttpResponse:
    seen, versions, proposal = settling.seen, settling.versions, settling.proposal
    differing = _differing(seen, versions)
    picks = settling.picks if settling.waiting else _picks(request, seen, versions)
    words = {
        "seen": seen,
        "called": called(seen, language()),
        "versions": [
            {"number": n, "place": n + 1, "at": saying.moment(one.recorded_at), "office": one.header.office}
            for n, one in enumerate(versions)
        ],
        "differing": [(one, picks.get(one.name)) for one in differing],
        "heads": ",".join(one.version for one in versions),
        "reason": request.POST.get("reason", ""),
        "said": said,
        "became": settlements.told(proposal, settling.state),
        "proposal": settling.waiting,
        "own": settling.waiting is not None and settling.waiting.by == request.user,
        "may_decide": settling.waiting is not None and settlements.may_decide(request.user, settling.waiting),
        "kept": settlements.kept_in(settling.waiting) if settling.waiting else (),
        "refusal": request.POST.get("refusal", ""),
        "scanned": look,
        "keep_reason": request.POST.get("keep-reason", ""),
    }
    return render(request, "entering/settle.html", words, status=422 if said else 200)


def _posted(request: Request, picture: Picture, settling: Settling) -> HttpResponse:
    seen, versions = settling.seen, settling.versions
    kind = seen.kind
    assert kind is not None  # noqa: S101 (looked at before)
    reason = _line(request, "reason")
    if request.POST.get("heads", "") != ",".join(one.version for one in versions):
        return _page(request, settling, _("Another version came meanwhile: look again."))
    if said := _("Say why.") if not reason else names_in(reason, known_names(picture)):
        return _page(request, settling, said)
    picks = _picks(request, seen, versions)
    if len(picks) < len(_differing(seen, versions)):
        return _page(request, settling, _("Choose for each field that differs, or take one version whole."))
    try:
        record = kind.read(_fields(kind, versions, picks, reason))
        look = scanned(kind, record, picture, drafts.posted(request.POST.lists()), language(), record.text_kept)
    except (Locked, NotFound):
        raise
    except WithstandError as problem:
        return _page(request, settling, told_problem(problem))
    if look.open:
        return _page(request, settling, look.said, look)
    kept = [one for one in look.record.text_kept if one not in record.text_kept]
    waited = settling.waiting is not None
    heads = [one.version for one in versions]
    if not settlements.propose(picture, request.user, seen.record, heads, picks, reason, kept):
        again = _settling(picture, seen, versions)
        return _page(request, again, _("A proposal waits already: it is decided about first."))
    if not waited:
        note("settlement_proposed", request.user, record=seen.record)
    return redirect("settle", seen.record)


def _decided(request: Request, picture: Picture, settling: Settling, act: str) -> HttpResponse:
    """Confirm, refuse or take back what waits."""
    proposal = settling.waiting
    if proposal is None or request.POST.get("proposal", "") != str(proposal.pk):
        return _page(request, settling, _("It was decided meanwhile, or no longer holds: look again."))
    if act == "back":
        if proposal.by != request.user:
            raise PermissionDenied
        proposal.delete()
        note("settlement_refused", request.user, proposal.by, record=settling.seen.record)
        return redirect("settle", settling.seen.record)
    if not settlements.may_decide(request.user, proposal):
        raise PermissionDenied
    if act == "confirm":
        return _confirmed(request, picture, settling, proposal)
    why = _line(request, "refusal")
    if said := _("Say why.") if not why else names_in(why, known_names(picture)):
        return _page(request, settling, said)
    if not Settlement.objects.filter(pk=proposal.pk, refused_by=None).update(refused_by=request.user, refusal=why):
        return _page(request, settling, _("It was decided meanwhile, or no longer holds: look again."))
    note("settlement_refused", request.user, proposal.by, record=settling.seen.record, reason=why)
    return redirect("settle", settling.seen.record)


def _confirmed(request: Request, picture: Picture, settling: Settling, proposal: Settlement) -> HttpResponse:
    """The version over all, with what was decided about texts, which the scan judges again.

    What a workflow entered it has checked: of such a record one version is taken whole.
    """
    seen, kind = settling.seen, settling.seen.kind
    assert kind is not None  # noqa: S101 (looked at before)
    if len(settling.picks) < len(_differing(seen, settling.versions)):
        return _page(request, settling, _("Choose for each field that differs, or take one version whole."))
    try:
        record = kind.read(_fields(kind, settling.versions, settling.picks, proposal.reason))
        earlier = (*record.text_kept, *settlements.kept_in(proposal))
        look = scanned(kind, record, picture, drafts.posted(request.POST.lists()), language(), earlier)
        if look.open:
            return _page(request, settling, look.said, look)
        whole = len(set(settling.picks.values())) == 1
        draft = Draft(
            kind, look.record, seen.classification, seen.compartments, seen.record, tuple(proposal.heads), checked=whole
        )  # fmt: skip
        with transaction.atomic():
            taken, _kinds = Settlement.objects.filter(pk=proposal.pk, refused_by=None).delete()
            if not taken:
                return _page(request, settling, _("It was decided meanwhile, or no longer holds: look again."))
            saved = save_once(request, proposal.pk, draft)
    except LostRace:
        return _page(request, settling, _("Another version came meanwhile: look again."))
    except (Locked, NotFound):
        raise
    except WithstandError as problem:
        return _page(request, settling, told_problem(problem))
    note("conflict_settled", request.user, proposal.by, record=seen.record, reason=proposal.reason)
    return redirect("saved-form", saved.pk)


def _line(request: Request, name: str) -> str:
    return " ".join(request.POST.get(name, "").split())[:LONGEST_REASON]


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
