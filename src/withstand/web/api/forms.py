"""The form of a new token."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from withstand.web.accounts.models import Account
from withstand.web.api.models import Token
from withstand.web.api.tokens import LONGEST_DAYS, SCOPE_WORDS, own_scopes


class TokenForm(forms.Form):
    """What it is for, what it may do, how long."""

    name = forms.CharField(label=_("What it is for"), max_length=80)
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"), widget=forms.CheckboxSelectMultiple, help_text=_("It never sees more than you do.")
    )
    days = forms.IntegerField(label=_("Ends after days"), min_value=1, max_value=LONGEST_DAYS, initial=30)
    passphrase = forms.CharField(
        label=_("Your passphrase"), strip=False, max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip

    def __init__(self, account: Account, *args: Any, **named: Any) -> None:
        self._account = account
        super().__init__(*args, **named)
        choices = [(scope, _(SCOPE_WORDS[scope])) for scope in own_scopes(account)]
        self.fields["scopes"].choices = choices  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        """A name that no other token of the account has: the log names tokens by it."""
        name: str = self.cleaned_data["name"].strip()
        if Token.objects.filter(account=self._account, name=name).exists():
            raise forms.ValidationError(_("Another token of yours has this name."))
        return name

    def clean_passphrase(self) -> str:
        """The account's passphrase: a token outlives the session in which it was made."""
        given: str = self.cleaned_data["passphrase"]
        if not self._account.check_password(given):
            raise forms.ValidationError(_("This is not your passphrase."))
        return given
