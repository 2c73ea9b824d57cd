"""What administrators do: make accounts, change rights, disable, reset; each is noted, none touches a record."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from withstand.picture.picture import Picture
from withstand.web.access import needs
from withstand.web.accounts.audit import ACTS, note
from withstand.web.accounts.forms import AccountForm
from withstand.web.accounts.links import make_link
from withstand.web.accounts.models import Account, AuditEntry
from withstand.web.accounts.roles import ACCOUNTS, ADMINISTRATOR, READ
from withstand.web.acts.copies import forget_files_of
from withstand.web.pictures import picture_for
from withstand.web.signed_in import Request

_ROWS = 100
_ABOUT_RECORDS = ("record", "link", "reason")


@needs(ACCOUNTS)
@require_GET
def accounts(request: Request) -> HttpResponse:
    """Everybody who may sign in."""
    return render(request, "web/accounts.html", {"accounts": Account.objects.order_by("name")})


@needs(ACCOUNTS)
@require_http_methods(["GET", "POST"])
def new_account(request: Request) -> HttpResponse:
    """Make an account; whoever it is for sets the passphrase with a one-time link."""
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            made = form.save(commit=False)
            made.set_unusable_password()
            made.save()
            note("account_made", request.user, made, **_rights(made))
            return _link_page(request, made)
    return render(request, "web/account_form.html", {"form": form}, status=422 if form.errors else 200)


@needs(ACCOUNTS)
@require_http_methods(["GET", "POST"])
def change_account(request: Request, number: int) -> HttpResponse:
    """Change what an account may do and see."""
    account = get_object_or_404(Account, pk=number)
    form = AccountForm(request.POST or None, instance=account)
    if request.method == "POST" and form.is_valid():
        if _last_administrator(account) and ADMINISTRATOR not in form.cleaned_data["roles"]:
            form.add_error("roles", _("This is the last administrator."))
        else:
            changed = form.save()
            forget_files_of(changed)
            note("account_changed", request.user, changed, **_rights(changed))
            messages.success(request, _("Changed."))
            return redirect("accounts")
    words = {"form": form, "about": account, "own": account == request.user}
    return render(request, "web/account_form.html", words, status=422 if form.errors else 200)


def _rights(account: Account) -> dict[str, str]:
    return {
        "roles": ", ".join(account.roles),
        "clearance": account.clearance,
        "components": ", ".join(account.components),
    }


def _last_administrator(account: Account) -> bool:
    active = Account.objects.filter(is_active=True)
    return account.is_active and [one.pk for one in active if ADMINISTRATOR in one.roles] == [account.pk]


@needs(ACCOUNTS)
@require_POST
def switch_account(request: Request, number: int) -> HttpResponse:
    """Disable an account and end its sessions, or enable it again."""
    account = get_object_or_404(Account, pk=number)
    if _last_administrator(account):
        messages.error(request, _("This is the last administrator."))
    elif not account.has_usable_password():
        messages.error(request, _("Nobody has set a passphrase yet: make a one-time link."))
    else:
        active = not account.is_active
        Account.objects.filter(pk=number).update(is_active=active, epoch=F("epoch") + 1)
        note("account_enabled" if active else "account_disabled", request.user, account)
        messages.success(request, _("Changed."))
    return redirect("accounts")


@needs(ACCOUNTS)
@require_POST
def reset_account(request: Request, number: int) -> HttpResponse:
    """End an account's sessions, passphrase and second factor; a new one-time link sets them again."""
    account = get_object_or_404(Account, pk=number)
    if _last_administrator(account):
        messages.error(request, _("This is the last administrator."))
        return redirect("accounts")
    with transaction.atomic():
        account.set_unusable_password()
        account.totp_secret, account.is_active, account.epoch = "", False, account.epoch + 1
        account.save()
        note("second_factor_reset", request.user, account)
        return _link_page(request, account)


def _link_page(request: Request, account: Account) -> HttpResponse:
    """The one-time link, shown once."""
    token = make_link(account, timezone.now())
    note("link_made", request.user, account)
    link = request.build_absolute_uri(reverse("welcome", args=[token]))
    return render(request, "web/one_time_link.html", {"link": link, "about": account})


@needs(ACCOUNTS)
@require_GET
def audit_log(request: Request) -> HttpResponse:
    """What was done with accounts, sessions and acts of two, the latest first."""
    entries = AuditEntry.objects.select_related("by", "about").order_by("-pk")
    page = Paginator(entries, _ROWS).get_page(request.GET.get("page"))
    picture = picture_for(request) if request.user.may(READ) and not request.user.audience.outside else None
    for entry in page:
        if not _may_know(picture, entry.detail.get("record", "")):
            entry.detail = {name: value for name, value in entry.detail.items() if name not in _ABOUT_RECORDS}
    return render(request, "web/audit_log.html", {"page": page, "acts": ACTS})


def _may_know(picture: Picture | None, record: str) -> bool:
    """Whether the details of a row may be shown whole: those about a record only to those who see it."""
    return not record or (picture is not None and picture.holds(record))
