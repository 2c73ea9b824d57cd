"""What every page has around it: the menu that an account may use, the languages, the office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject, lazystr
from django.utils.translation import gettext_lazy as _

from withstand.web.accounts.models import Account
from withstand.web.accounts.roles import ACCOUNTS, CONFIRM, EXPORT, READ, WRITE
from withstand.web.holding import held
from withstand.web.screen import LOCKS_AFTER


@dataclass(frozen=True)
class Entry:
    """An entry of the menu: its words, the name of its page, the permission that it takes."""

    label: Any
    page: str
    permission: str = ""


MENU = (
    Entry(_("Home"), "home", READ),
    Entry(_("Records"), "kinds", READ),
    Entry(_("Search"), "search", READ),
    Entry(_("The week"), "week", READ),
    Entry(_("Support"), "support", READ),
    Entry(_("Dialogue"), "dialogue", READ),
    Entry(_("Stance"), "stance", READ),
    Entry(_("Review"), "review", READ),
    Entry(_("Map"), "map", READ),
    Entry(_("Timeline"), "timeline", READ),
    Entry(_("Actors"), "actors", READ),
    Entry(_("Quick capture"), "capture", WRITE),
    Entry(_("Enter a record"), "enter", WRITE),
    Entry(_("Exports"), "exports", EXPORT),
    Entry(_("Acts of two"), "acts", CONFIRM),
    Entry(_("Accounts"), "accounts", ACCOUNTS),
    Entry(_("My account"), "own-account"),
)
"""New pages add their entry here."""


def frame(request: HttpRequest) -> dict[str, Any]:
    """The words that `base.html` needs."""
    language = translation.get_language() or "en"
    account = getattr(request, "user", None) if not held().locked else None
    signed_in = account if isinstance(account, Account) else None
    return {
        "account": signed_in,
        "menu": _menu(request, signed_in) if signed_in else (),
        "languages": settings.LANGUAGES,
        "language": language,
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
        "office": lazystr(held().settings.office.name),
        "locks_after": int(LOCKS_AFTER.total_seconds()),
        "practice": not held().encrypted,
        "practice_day": SimpleLazyObject(lambda: held().settings.practice_day),
    }


def _menu(request: HttpRequest, account: Account) -> tuple[dict[str, Any], ...]:
    entries = [one for one in MENU if not one.permission or account.may(one.permission)]
    at = request.resolver_match.view_name if request.resolver_match else ""
    return tuple({"label": one.label, "address": reverse(one.page), "here": at == one.page} for one in entries)
