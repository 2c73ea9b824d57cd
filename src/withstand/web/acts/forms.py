"""Forms of acts of two."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from withstand.picture.audience import EVERY
from withstand.web.accounts.forms import choices
from withstand.web.acts.kinds import KINDS

_UNUSED = _("The act that is chosen does not take this: leave it empty, or choose another act.")


class PersonalPassphrase(forms.Form):
    """The passphrase of a personal key: what signs."""

    personal_passphrase = forms.CharField(
        label=_("Passphrase of your personal key"),
        strip=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Not the one you sign in with. Keys are made with: withstand ledger person."),
    )


class SwitchPersons(PersonalPassphrase):
    """Why persons are to be records of their own from now on, or no longer."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("It stays in the ledger: name no person in it.")
    )
    field_order = ("reason", "personal_passphrase")


class AskForAct(PersonalPassphrase):
    """What is asked for, about which record, and why."""

    act = forms.ChoiceField(label=_("Act"))
    record = forms.CharField(
        label=_("Record"),
        min_length=6,
        max_length=36,
        help_text=_("Its number, or six or more digits from its end. It stands on the record's page."),
    )
    classification = forms.ChoiceField(
        label=_("Lowered to"), required=False, help_text=_("Only for lowering the classification.")
    )
    components = forms.MultipleChoiceField(
        label=_("Opened to"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only for opening to more components. Those that see it now go on seeing it."),
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("It stays in the ledger: leave out what is to be forgotten.")
    )
    field_order = ("act", "record", "classification", "components", "reason", "personal_passphrase")

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["act"].choices = [(key, gettext(kind.words)) for key, kind in KINDS.items() if not kind.switch]  # type: ignore[attr-defined]
        self.fields["classification"].choices = [("", "–"), *choices("classifications")]  # type: ignore[attr-defined]
        opened = [(EVERY, gettext("All components")), *choices("components")]
        self.fields["components"].choices = opened  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Lowering says to what, opening to whom; what another act takes is not passed over."""
        given = super().clean() or {}
        kind = KINDS.get(given.get("act", ""))
        if kind is None:
            return given
        if (kind.takes == "classification") != bool(given.get("classification")):
            said = _("Say to what it is lowered.") if kind.takes == "classification" else _UNUSED
            self.add_error("classification", said)
        if (kind.takes == "components") != bool(given.get("components")):
            self.add_error("components", _("Say to whom it is opened.") if kind.takes == "components" else _UNUSED)
        return given

    def opened_to(self) -> list[str]:
        """The components that a record is opened to; none are all."""
        named: list[str] = self.cleaned_data["components"]
        return [] if EVERY in named else named
