"""Forms of acts of two."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from withstand.web.accounts.forms import choices
from withstand.web.acts.kinds import KINDS


class PersonalPassphrase(forms.Form):
    """The passphrase of a personal key: what signs."""

    personal_passphrase = forms.CharField(
        label=_("Passphrase of your personal key"),
        strip=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Not the one you sign in with. Keys are made with: withstand ledger person."),
    )


class AskForAct(PersonalPassphrase):
    """What is asked for, about which record, and why."""

    act = forms.ChoiceField(label=_("Act"))
    record = forms.CharField(label=_("Record"), min_length=6, max_length=36)
    classification = forms.ChoiceField(label=_("Lowered to"), required=False)
    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("It stays in the ledger: leave out what is to be forgotten.")
    )
    field_order = ("act", "record", "classification", "reason", "personal_passphrase")

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["act"].choices = [(key, gettext(kind.words)) for key, kind in KINDS.items()]  # type: ignore[attr-defined]
        self.fields["classification"].choices = [("", "–"), *choices("classifications")]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Lowering says to what."""
        given = super().clean() or {}
        kind = KINDS.get(given.get("act", ""))
        if kind is not None and kind.takes_classification and not given.get("classification"):
            self.add_error("classification", _("Say to what it is lowered."))
        return given
