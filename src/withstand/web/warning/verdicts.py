"""The verdict on a route and why an alert was not sent, in the reader's language; or whom to ask."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from withstand.evidence.routing import NotSent, Reason, Routing
from withstand.ledger import rights
from withstand.ledger.errors import NotFound
from withstand.picture.audience import Audience
from withstand.picture.guard import Guard, Guarded
from withstand.picture.routing import told
from withstand.vocabulary.terms import vocabulary
from withstand.web.records import saying
from withstand.web.telling import in_words

_BLOCKED = "Blocked: ask "
SENTENCES: Mapping[Reason, str] = MappingProxyType(
    {
        "suspected": gettext_noop("Never: the alert is about this recipient."),
        "bound": gettext_noop(
            "Never: this recipient is above, below, beside or behind {who}, whom the alert is about."
        ),
        "class": gettext_noop("Never: the alert is about actors of this recipient’s class, and no unit is known."),
        "same_class": gettext_noop("Held for a person: this recipient is of a class that works with {who}."),
        "class_bound": gettext_noop(
            "Held for a person: this recipient stands with actors of the class that the alert is about."
        ),
        "uniform": gettext_noop("Held for a person: the alert speaks of people in uniform."),
        "unknown": gettext_noop("Held for a person: it is not known who {who} is."),
        "nobody": gettext_noop("Held for a person: the alert names nobody."),
        "recipient_unknown": gettext_noop("Held for a person: the class of this recipient is not known."),
        "namesake": gettext_noop("Held for a person: this recipient has the name of {who}, whom the alert is about."),
        "not_all_here": gettext_noop(
            "Held for a person: part of what bears on this alert has not come to this office."
        ),
        "once_bound": gettext_noop(
            "Held for a person: somebody has tied this recipient to {who}, and it was changed or set aside."
        ),
        "armed_party": gettext_noop("Held for a person: this recipient is itself a party with arms."),
        "free": gettext_noop("It may travel: nothing that is known ties this recipient to those the alert is about."),
    }
)
REFUSALS = (
    gettext_noop("This alert is held for a person: record a decision that rests on it and on the recipient."),
    gettext_noop("The decision does not say who took it."),
    gettext_noop("The decision does not rest on both this alert and this recipient."),
    gettext_noop("The decision is past its day of review, or not yet taken."),
    gettext_noop("An alert that is held is sent under a decision; this record is none."),
    gettext_noop("Not sent: the sources of this alert have not agreed that authorities may use it for protection."),
)
"""What the rooms below say to who sends, closes or intercedes."""


def blocked(verdict: Guarded[Any]) -> str:
    """Whom to ask, and nothing of why."""
    names = [saying.label("components", one) for one in verdict.compartments if one != rights.SEALED]
    return _("Blocked: ask %(whom)s.") % {"whom": _(" or ").join(names) or _("the head of office")}


def blocked_told(sentence: str) -> str:
    """A sentence of the rooms below that only says whom to ask, in the reader's language; others as they are."""
    if not sentence.startswith(_BLOCKED):
        return sentence
    keys = {vocabulary("components").label(key): key for key in vocabulary("components").terms}
    names = [keys[one] for one in sentence.removeprefix(_BLOCKED).rstrip(".").split(" or ") if one in keys]
    whom = _(" or ").join(saying.label("components", one) for one in names) or _("the head of office")
    return _("Blocked: ask %(whom)s.") % {"whom": whom}


def verdict_told(verdict: Guarded[Routing], guard: Guard, reader: Audience) -> str:
    """The verdict in a sentence, or whom to ask where the reader may not see what it rests on."""
    if not verdict.visible_to(reader):
        return blocked(verdict)
    reason, actor = verdict.finding.reasons[0]
    try:
        who = saying.isolated(guard.picture.get(actor).title) if actor else _("the suspected actor")
    except NotFound:
        who = _("the suspected actor")
    return _(SENTENCES[reason]).format(who=who)


def refusal_told(problem: NotSent, verdict: Guarded[Routing], guard: Guard, reader: Audience) -> str:
    """Why it was not sent: the verdict, and what it lacks; only whom to ask where the reader may not see why."""
    said = verdict_told(verdict, guard, reader)
    rest = str(problem).removeprefix(told(verdict, guard, reader)).strip()
    return f"{said} {in_words(rest)}".strip() if verdict.visible_to(reader) and rest else said
