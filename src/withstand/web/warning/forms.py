"""What pages of alerts and intercessions ask for."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from withstand.dialogue.intercession import DROPPED, ENDED, SPOKEN
from withstand.vocabulary.terms import vocabulary
from withstand.web.accounts.models import Account
from withstand.web.records import saying

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
LONGEST, LONGEST_LINE = 8000, 300
LEVELS = (("admin1", _("Province")), ("admin2", _("District")), ("admin0", _("Country")))


def choices(book: str, *, blank: bool = False, only: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """The terms of a vocabulary in the reader's language."""
    keys = only or tuple(vocabulary(book).terms)
    return [*([("", "–")] if blank else []), *((key, saying.label(book, key)) for key in keys)]


def components_of(account: Account) -> list[tuple[str, str]]:
    """The components in whose name an account does something: those it works for; all where it works for all."""
    known = tuple(vocabulary("components").terms)
    return choices("components", only=tuple(one for one in known if one in account.components) or known)


class _Form(forms.Form):
    def __init__(self, given: Any = None, **more: Any) -> None:
        super().__init__(given, label_suffix="", **more)

    def choose(self, name: str, held: list[tuple[str, str]]) -> None:
        """Set the choices of a field."""
        self.fields[name].choices = held  # type: ignore[attr-defined]


class PeriodForm(_Form):
    """Alerts received in a time, as it stood on a day. What cannot be read counts as not asked."""

    since = forms.DateField(label=_("Received from"), required=False, widget=DAY)
    until = forms.DateField(label=_("Received until"), required=False, widget=DAY)
    on = forms.DateField(label=_("As of"), required=False, widget=DAY)

    def __init__(self, given: QueryDict) -> None:
        super().__init__(given)
        self.is_valid()

    def day(self, name: str) -> date | None:
        """A day that was asked for."""
        found: date | None = self.cleaned_data.get(name)
        return found


class SendingForm(_Form):
    """To whom, in whose name, how, under which decision."""

    to = forms.UUIDField(widget=forms.HiddenInput)
    by = forms.ChoiceField(label=_("Sent by"))
    how = forms.ChoiceField(label=_("How"))
    decision = forms.ChoiceField(label=_("Under the decision"), required=False)
    note = forms.CharField(label=_("Note"), required=False, max_length=LONGEST_LINE)

    def __init__(self, given: Any, account: Account, decisions: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(given, **more)
        self.choose("by", components_of(account))
        self.choose("how", choices("sending_ways"))
        self.choose("decision", [("", "–"), *decisions])


class ClosingForm(_Form):
    """How it ended, who answered, and whether those who warned us were told."""

    status = forms.ChoiceField(label=_("How it ended"))
    answerer = forms.ChoiceField(label=_("Who answered"), required=False)
    answered_on = forms.DateField(label=_("Answered on"), required=False, widget=DAY)
    feedback = forms.ChoiceField(label=_("Were those who warned us told what came of it"), required=False)
    feedback_by = forms.ChoiceField(label=_("Told by"), required=False)
    feedback_on = forms.DateField(label=_("Told on"), required=False, widget=DAY)

    def __init__(self, given: Any = None, **more: Any) -> None:
        super().__init__(given, **more)
        self.choose("status", choices("alert_status", only=("closed", "unfounded", "answered")))
        self.choose("answerer", choices("alert_answerers", blank=True))
        self.choose("feedback", choices("alert_feedback", blank=True))
        self.choose("feedback_by", choices("components", blank=True))

    def given(self) -> dict[str, str]:
        """What was said, as fields of an alert."""
        said = {name: held for name, held in self.cleaned_data.items() if held}
        return {name: held.isoformat() if isinstance(held, date) else held for name, held in said.items()}


class IntercedingForm(_Form):
    """Who speaks with which superior, the words, what may be named, and why."""

    superior = forms.ChoiceField(label=_("Superior"))
    role = forms.ChoiceField(label=_("Who speaks"))
    lead = forms.ChoiceField(label=_("Of which component"))
    words = forms.CharField(
        label=_("What is said"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Written anew, apart from the alert: no source, no exact place, no exact time."),
    )  # fmt: skip
    area = forms.CharField(label=_("Area that may be named"), required=False, max_length=200)
    level = forms.ChoiceField(label=_("Its level"))
    month = forms.RegexField(
        r"^\d{4}(-(0[1-9]|1[0-2]))?$", label=_("Month or year that may be named"), required=False,
        help_text=_("Written as 2032-05, or 2032."),
    )  # fmt: skip
    reasons = forms.CharField(
        label=_("Why somebody speaks with a superior"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, given: Any, superiors: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(given, **more)
        self.superiors = superiors
        self.choose("superior", [("", "–"), *superiors])
        self.choose("role", choices("acceptance_roles", blank=True))
        self.choose("lead", choices("components", blank=True))
        self.choose("level", [(key, str(words)) for key, words in LEVELS])


class FollowingForm(_Form):
    """What came of an intercession."""

    status = forms.ChoiceField(label=_("How it stands"))
    did = forms.ChoiceField(label=_("What the superior did"), required=False)
    told = forms.CharField(
        label=_("What the superior said"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )
    on = forms.DateField(label=_("On"), required=False, widget=DAY)

    def __init__(self, given: Any, open_to: tuple[str, ...], **more: Any) -> None:
        super().__init__(given, **more)
        self.choose("status", choices("intercession_status", only=open_to))
        self.choose("did", choices("superior_did", blank=True))
        if open_to == (DROPPED,):
            del self.fields["did"], self.fields["told"], self.fields["on"]


AFTER = {"proposed": (DROPPED,), "confirmed": (SPOKEN, ENDED, DROPPED), "spoken": (ENDED,), "ended": (ENDED,)}
"""What may come next from where an intercession stands."""
