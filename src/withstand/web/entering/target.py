"""What a form writes: a new record of a kind, or the next version of one that the account sees."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from withstand.installation.presets import with_retention
from withstand.kinds import REGISTRY
from withstand.ledger import rights
from withstand.ledger.fields import Fields
from withstand.ledger.journal import Draft
from withstand.ledger.kinds import Kind
from withstand.ledger.switches import must_be_open
from withstand.picture.picture import Picture
from withstand.picture.seen import Seen
from withstand.vocabulary.terms import vocabulary
from withstand.web.entering.answers import Answers, answers_of
from withstand.web.entering.drafts import About
from withstand.web.entering.models import KEPT, FormDraft, SavedForm, ToComplete
from withstand.web.pictures import picture_for
from withstand.web.signed_in import Request
from withstand.web.writing import save

CLASSIFICATION, COMPARTMENTS = "rights-classification", "rights-compartments"


@dataclass(frozen=True)
class Target:
    """`seen` is the record as it stands; `base` the version that the author read, on which the form rests."""

    kind: Kind
    picture: Picture
    seen: Seen | None = None
    base: Seen | None = None

    @property
    def record(self) -> str:
        """The record's id; empty for a new one."""
        return self.seen.record if self.seen else ""

    @property
    def over(self) -> str:
        """The version that the author read; empty for a new record."""
        return self.base.version if self.base else ""

    @property
    def fields(self) -> Fields | None:
        """The fields that the form rests on."""
        return self.base.raw if self.base else None

    @property
    def about(self) -> About:
        """What a kept form says about itself."""
        return About(self.kind.name, self.record, self.over)

    @property
    def conflict(self) -> bool:
        """Whether versions stand side by side."""
        return self.seen is not None and self.seen.heads > 1


def kind_called(word: str) -> Kind:
    """The kind that an address names.

    Raises:
        Http404: there is none.
    """
    found = next((kind for kind in REGISTRY if kind.word.lower() == word), None)
    if not isinstance(found, Kind):
        raise Http404
    return found


def target_of(request: Request, kind: Kind, record: uuid.UUID | None, over: str = "") -> Target:
    """What a request wants to write.

    Raises:
        NotFound: the record may not be seen, or there is none.
        SwitchedOff: two people have not switched this kind on.
        Http404: it is of another kind, or that version is none of it.
    """
    picture = picture_for(request)
    must_be_open(picture.ledger, kind)
    if record is None:
        return Target(kind, picture)
    seen = picture.get(str(record))
    if seen.kind is not kind or seen.read_only:
        raise Http404
    base = seen
    if over and over != seen.version:
        versions = {version.entry: version.seen for version in picture.history(seen.record)}
        found = versions.get(over)
        if found is None or found.read_only:
            raise BadRequest
        base = found
    return Target(kind, picture, seen, base)


def first_answers(request: Request, target: Target) -> Answers:
    """What a form shows before anybody has typed: the record, or what the office starts from."""
    office = request.lent.opened.settings.office
    if target.base is not None:
        held = {
            CLASSIFICATION: (target.base.classification,),
            COMPARTMENTS: target.base.compartments,
        }
        return answers_of(target.kind, target.base.raw).having(held)
    answers = answers_of(target.kind, {}).having(
        {CLASSIFICATION: (office.classification,), COMPARTMENTS: office.compartments}
    )
    for form in target.kind.forms:
        if form.form == "place":
            answers = answers.having({f"{form.name}-precision": ("admin2",), f"{form.name}-level": ("admin2",)})
        if form.form == "part" and form.many and form.name not in ("consent", "text_kept"):
            answers, _number = answers.with_row(form.name)
    for role in target.kind.roles:
        if role.required:
            answers, number = answers.with_row("links")
            answers = answers.having({f"links-{number}-role": (role.name,)})
    return answers


def rights_read(target: Target, answers: Answers) -> tuple[str, tuple[str, ...], dict[str, str]]:
    """Classification and compartments, and what is wrong with them."""
    problems = {}
    classification = answers.one(CLASSIFICATION)
    if classification not in vocabulary("classifications").terms:
        problems[CLASSIFICATION] = _("Choose from the list.")
    elif target.seen and rights.level(classification) < rights.level(target.seen.classification):
        problems[CLASSIFICATION] = _("Lowering this takes two people: see Acts of two.")
    ticked = answers.several(COMPARTMENTS)
    if any(not rights.is_component(one) and one != rights.SEALED for one in ticked):
        problems[COMPARTMENTS] = _("Choose from the list.")
    held = target.seen.compartments if target.seen else ()
    if held and (not ticked or not set(ticked) <= set(held)):
        problems[COMPARTMENTS] = _("This record is not opened to more components by a new version.")
    return classification, ticked, problems


def with_presets(request: Request, target: Target, fields: Fields) -> Fields:
    """A new record's fields with what the office says of all of them."""
    return with_retention(request.lent.opened, target.kind, fields) if target.seen is None else fields


def save_once(
    request: Request, token: uuid.UUID, draft: Draft, *, beside: bool = False, complete_later: bool = False
) -> SavedForm:
    """Save a form; the second time it shows what the first has saved. The unfinished form is deleted.

    Raises:
        LostRace, InvalidRecord, NotFound, LedgerError: nothing was saved, and the token is free.
    """
    with transaction.atomic():
        SavedForm.objects.filter(at__lte=timezone.now() - KEPT).delete()
        form, new = SavedForm.objects.get_or_create(pk=token, defaults={"by": request.user, "kind": draft.kind.name})
        if not new:
            if form.by != request.user:
                raise BadRequest
            return form
        saved = save(request, [draft], beside=beside)[0]
        form.record, form.entry = saved.record, saved.entry
        form.save()
        FormDraft.objects.filter(pk=token, by=request.user).delete()
        if complete_later:
            ToComplete.objects.create(record=saved.record, kind=draft.kind.name, by=request.user)
        elif draft.record:
            ToComplete.objects.filter(record=draft.record).delete()
    return form


def language() -> str:
    """The reader's language."""
    return get_language() or "en"
