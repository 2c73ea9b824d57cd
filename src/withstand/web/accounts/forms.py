"""Forms of accounts: signing in, setting a passphrase, and what administrators fill in."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from withstand.picture.audience import EVERY
from withstand.vocabulary.terms import vocabulary
from withstand.web.accounts.models import Account
from withstand.web.accounts.names import somebody_elses
from withstand.web.project import LANGUAGES


def choices(name: str) -> list[tuple[str, str]]:
    """The terms of a vocabulary, in the reader's language."""
    language = get_language() or "en"
    return [(key, term.label(language)) for key, term in vocabulary(name).terms.items()]


def _passphrase(label: Any, *, new: bool = False) -> forms.CharField:
    attributes = {"autocomplete": "new-password" if new else "current-password"}
    return forms.CharField(label=label, strip=False, max_length=500, widget=forms.PasswordInput(attrs=attributes))


def own_name(name: str, account: Account) -> str:
    """A name that stands for this account alone: tokens of authors and personal keys are found by it.

    Raises:
        ValidationError: it is somebody else's, or looks so.
    """
    if somebody_elses(name, account):
        raise ValidationError(_("Somebody else has this name, or one that looks like it."))
    return name.strip()


class SignIn(forms.Form):
    """Name and passphrase."""

    name = forms.CharField(
        label=_("Sign-in name"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    passphrase = _passphrase(_("Passphrase"))


def _code(label: Any) -> forms.CharField:
    attributes = {"autocomplete": "one-time-code", "inputmode": "text", "dir": "ltr", "autofocus": True}
    return forms.CharField(label=label, max_length=40, widget=forms.TextInput(attrs=attributes))


class SecondFactor(forms.Form):
    """The code of the authenticator, or a recovery code."""

    code = _code(_("Code"))


class Reopen(forms.Form):
    """The passphrase again."""

    passphrase = _passphrase(_("Passphrase"))


class NewPassphrase(forms.Form):
    """A passphrase, twice."""

    new_passphrase = _passphrase(_("New passphrase"), new=True)
    again = _passphrase(_("The same again"), new=True)

    def __init__(self, account: Account, *args: Any, **named: Any) -> None:
        self.account = account
        super().__init__(*args, **named)

    def clean(self) -> dict[str, Any]:
        """Long enough, not common, and the same twice."""
        given = super().clean() or {}
        new = given.get("new_passphrase", "")
        if new and given.get("again") != new:
            self.add_error("again", _("The two are not the same."))
        try:
            validate_password(new, self.account)
        except ValidationError as problem:
            self.add_error("new_passphrase", problem)
        return given


class ChangePassphrase(NewPassphrase):
    """The old one, and a new one twice."""

    passphrase = _passphrase(_("Present passphrase"))
    field_order = ("passphrase", "new_passphrase", "again")


class Welcome(NewPassphrase):
    """What somebody sets who was handed a one-time link."""

    name = forms.CharField(
        label=_("Sign-in name"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    display_name = forms.CharField(
        label=_("Your name, as colleagues here read it"), max_length=80,
        help_text=_("It stays on this server and stands in no record."),
    )  # fmt: skip
    code = forms.CharField(
        label=_("Code that the authenticator shows"), max_length=10, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr"}),
    )  # fmt: skip
    field_order = ("name", "display_name", "new_passphrase", "again", "code")

    def clean_name(self) -> str:
        """A name that nobody else has."""
        name: str = self.cleaned_data["name"].strip().casefold()
        if somebody_elses(name, self.account):
            raise ValidationError(_("Somebody else signs in with this name."))
        return name

    def clean_display_name(self) -> str:
        """A name that nobody else has."""
        return own_name(self.cleaned_data["display_name"], self.account)


class AccountForm(forms.ModelForm):  # type: ignore[type-arg]
    """What an administrator decides: who may do what, and see what."""

    roles = forms.MultipleChoiceField(label=_("Roles"), widget=forms.CheckboxSelectMultiple)
    components = forms.MultipleChoiceField(label=_("Components"), required=False, widget=forms.CheckboxSelectMultiple)
    clearance = forms.ChoiceField(label=_("Cleared for"))
    recipient = forms.ChoiceField(label=_("Recipient"))
    purpose = forms.ChoiceField(label=_("Purpose"))
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)

    class Meta:
        """Which fields."""

        model = Account
        fields = (
            "name", "display_name", "person", "roles", "clearance", "components", "recipient", "purpose",
            "signs_as_office", "language",
        )  # fmt: skip
        labels: ClassVar = {
            "name": _("Sign-in name"),
            "display_name": _("Name"),
            "person": _("Name of the personal key"),
            "signs_as_office": _("Signs records as the office"),
        }
        help_texts: ClassVar = {
            "person": _("For acts of two, where it differs from the name."),
            "signs_as_office": _("Otherwise records carry a token that only this server can lead back to the person."),
        }

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        for field, name in (
            ("roles", "account_roles"), ("clearance", "classifications"), ("recipient", "consent_recipients"),
            ("purpose", "consent_purposes"),
        ):  # fmt: skip
            self.fields[field].choices = choices(name)  # type: ignore[attr-defined]
        every = [(EVERY, _("All components"))]
        self.fields["components"].choices = [*every, *choices("components")]  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        """Names are compared without their capitals."""
        return own_name(self.cleaned_data["name"].casefold(), self.instance)

    def clean_display_name(self) -> str:
        """A name that nobody else has."""
        return own_name(self.cleaned_data["display_name"], self.instance)

    def clean_person(self) -> str:
        """A name that nobody else has."""
        return own_name(self.cleaned_data["person"], self.instance)
