"""What somebody has begun and not finished: forms of their own, and records that were entered in a hurry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from withstand.brief.records.words import kind_label
from withstand.kinds import REGISTRY
from withstand.picture.picture import Picture
from withstand.web.accounts.models import Account
from withstand.web.entering import drafts
from withstand.web.entering.models import FormDraft, ToComplete
from withstand.web.entering.target import language
from withstand.web.entering.wording import called

_AT_ONCE = 200


@dataclass(frozen=True)
class UnfinishedForm:
    """A form that is kept: what it is about, and where it goes on."""

    draft: FormDraft
    label: str
    address: str


@dataclass(frozen=True)
class Incomplete:
    """A record that somebody completes later: what it is called, the word of its kind, and since when it waits."""

    record: str
    called: str
    word: str
    at: datetime


def unfinished_forms(account: Account, picture: Picture) -> list[UnfinishedForm]:
    """The account's own forms, the latest first."""
    own = list(drafts.own(account))
    about = picture.several({one.record for one in own if one.record})
    found = [(one, called(about[one.record], language()) if one.record in about else _label(one)) for one in own]
    return [UnfinishedForm(one, label, address_of(one)) for one, label in found if label]


def _label(draft: FormDraft) -> str:
    """What a form is for; empty where no page of this program knows it."""
    if draft.kind in drafts.PAGES:
        return str(_(drafts.PAGES[draft.kind][1]))
    kind = REGISTRY.get(draft.kind)
    return kind_label(kind, language()) if kind is not None else ""


def address_of(draft: FormDraft) -> str:
    """Where an unfinished form goes on."""
    if draft.kind in drafts.PAGES:
        return f"{reverse(drafts.PAGES[draft.kind][0])}?draft={draft.pk}"
    word = draft.kind.rpartition(".")[2].lower()
    where = reverse("change", args=[word, draft.record]) if draft.record else reverse("enter-kind", args=[word])
    return f"{where}?draft={draft.pk}"


def to_complete(picture: Picture) -> list[Incomplete]:
    """Records that wait to be completed, as far as the picture holds them; that which has waited longest first."""
    waiting = list(ToComplete.objects.all()[:_AT_ONCE])
    seen = picture.several({one.record for one in waiting})
    return [
        Incomplete(one.record, called(seen[one.record], language()), one.kind.rpartition(".")[2].lower(), one.at)
        for one in waiting
        if one.record in seen
    ]
