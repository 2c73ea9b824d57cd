"""Unfinished forms on the server: kept, taken up again, deleted, forgotten after a time."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_noop

from withstand.web.accounts.models import Account
from withstand.web.entering.answers import Answers
from withstand.web.entering.models import KEPT, FormDraft, SavedForm

LONGEST = 400_000
MOST = 50
_META = ("csrfmiddlewaretoken", "form-token", "form-over", "form-about", "act", "theirs", "heads")
CHOICE = "choose-"
SUPPORT = "support.Form"
FINDING = "coherence.Form"
PAGES = {
    "week.Carry": ("week-carry", gettext_noop("Carry forward")),
    SUPPORT: ("support-resume", gettext_noop("A request for support")),
    FINDING: ("finding-resume", gettext_noop("Accepting a finding")),
}
"""Forms that are about no one record: what they say they are about, the name of their page, their words."""


@dataclass(frozen=True)
class About:
    """What a form is about: a kind by its name, a record and the version that was read, where it changes one."""

    kind: str
    record: str = ""
    over: str = ""


def posted(given: Iterable[tuple[str, Iterable[str]]]) -> Answers:
    """The answers of a form, without what the form says about itself."""
    return Answers.posted(((name, held) for name, held in given if not name.startswith(CHOICE)), leave_out=_META)


def keep(account: Account, token: uuid.UUID, about: About, answers: Answers) -> bool:
    """Keep a form; whether it was kept. One that was saved, is too long, or is somebody else's is not."""
    now = timezone.now()
    FormDraft.objects.filter(expires_at__lte=now).delete()
    values = {name: list(several) for name, several in answers.values.items()}
    if len(json.dumps(values)) > LONGEST or SavedForm.objects.filter(pk=token).exists():
        return False
    if FormDraft.objects.filter(pk=token).exclude(by=account).exists():
        return False
    FormDraft.objects.update_or_create(
        pk=token,
        defaults={
            "by": account, "kind": about.kind, "record": about.record, "over": about.over, "answers": values,
            "changed_at": now, "expires_at": now + KEPT,
        },
    )  # fmt: skip
    too_many = list(FormDraft.objects.filter(by=account).values_list("pk", flat=True)[MOST:])
    FormDraft.objects.filter(pk__in=too_many).delete()
    return True


def take(account: Account, token: uuid.UUID) -> FormDraft:
    """A form of one's own.

    Raises:
        Http404: there is none.
    """
    found = FormDraft.objects.filter(pk=token, by=account, expires_at__gt=timezone.now()).first()
    if found is None:
        raise Http404
    return found


def own(account: Account) -> list[FormDraft]:
    """All of one's own."""
    return list(FormDraft.objects.filter(by=account, expires_at__gt=timezone.now()))


def answers_in(draft: FormDraft) -> Answers:
    """What stood in the form."""
    return Answers({name: tuple(several) for name, several in draft.answers.items()})


def token_of(text: str) -> uuid.UUID:
    """The token of a form, or a new one where it has none that can be used."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.uuid4()
