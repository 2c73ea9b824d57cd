"""Signing in and out, and the lock screen."""

from __future__ import annotations

from django.contrib import auth
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from withstand.web import screen
from withstand.web.access import open_behind_screen, open_to_anyone, open_to_signed_in
from withstand.web.accounts import forms, known_browsers, lockout, signing_in
from withstand.web.accounts.audit import note
from withstand.web.accounts.models import Account

_PENDING, _PENDING_SINCE = "pending", "pending_since"
_PENDING_SECONDS = 300


def address_of(request: HttpRequest) -> str:
    """Where a request comes from."""
    return str(request.META.get("REMOTE_ADDR", ""))


def next_of(request: HttpRequest) -> str:
    """The page to go back to; never one of another site."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    good = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if good else reverse("start")


def _at_the_door(request: HttpRequest, name: str) -> tuple[str, str]:
    """Where a try comes from, and how it is counted: a browser that is known counts for itself."""
    number = known_browsers.number_of(request, name)
    return (f"browser {number}", f"known {number}") if number else (address_of(request), lockout.SIGNING_IN)


@open_to_anyone
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Name and passphrase."""
    form = forms.SignIn(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now, name = timezone.now(), form.cleaned_data["name"]
        address, purpose = _at_the_door(request, name)
        if remaining := lockout.wait(name, address, now, purpose):
            form.add_error(None, lockout.sentence(remaining))
            return _sign_in_page(request, form, status=429)
        account = auth.authenticate(request, name=name, passphrase=form.cleaned_data["passphrase"])
        if isinstance(account, Account):
            return _passphrase_right(request, account)
        known = Account.objects.filter(name=name.strip().casefold()).first()
        signing_in.failed(name, address, now, known, purpose)
        form.add_error(None, _("Name and passphrase do not fit together."))
    return _sign_in_page(request, form, status=422 if form.errors else 200)


def _sign_in_page(request: HttpRequest, form: forms.SignIn, status: int) -> HttpResponse:
    return render(request, "web/sign_in.html", {"form": form, "next": next_of(request)}, status=status)


def _passphrase_right(request: HttpRequest, account: Account) -> HttpResponse:
    if not signing_in.needs_second_factor(account):
        return _let_in(request, account)
    request.session.cycle_key()
    request.session[_PENDING] = account.pk
    request.session[_PENDING_SINCE] = int(timezone.now().timestamp())
    where, back = reverse("second-factor"), next_of(request)
    return HttpResponseRedirect(f"{where}?next={back}")


@open_to_anyone
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """The code of the authenticator, or a recovery code."""
    account = _pending(request)
    if account is None:
        return redirect("sign-in")
    form = forms.SecondFactor(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        code, (address, purpose) = form.cleaned_data["code"], _at_the_door(request, account.name)
        refused = signing_in.tried(
            account, address, lambda now: signing_in.second_factor_right(account, code, now),
            _("This is not the present code, or it was used already. Wait for the next one."), purpose,
        )  # fmt: skip
        if refused is None:
            return _let_in(request, account)
        form.add_error(None, refused.sentence)
        status = refused.status
    return render(request, "web/second_factor.html", {"form": form, "next": next_of(request)}, status=status)


def _pending(request: HttpRequest) -> Account | None:
    since = request.session.get(_PENDING_SINCE, 0)
    if timezone.now().timestamp() - since > _PENDING_SECONDS:
        return None
    return Account.objects.filter(pk=request.session.get(_PENDING, 0), is_active=True).first()


def _let_in(request: HttpRequest, account: Account) -> HttpResponse:
    back = next_of(request)
    lockout.succeeded(account.name, _at_the_door(request, account.name)[1])
    auth.login(request, account)
    for mark in (_PENDING, _PENDING_SINCE):
        request.session.pop(mark, None)
    screen.begin(request, timezone.now())
    note("signed_in", account)
    response = HttpResponseRedirect(back)
    known_browsers.remember(request, response, account)
    return response


@open_behind_screen
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    if isinstance(request.user, Account):
        note("signed_out", request.user)
    auth.logout(request)
    return redirect("sign-in")


@open_to_signed_in
@require_POST
def lock_screen(request: HttpRequest) -> HttpResponse:
    """Lock the screen: the session stays, what it shows does not."""
    screen.lock(request)
    assert isinstance(request.user, Account)  # noqa: S101 (the rule)
    note("screen_locked", request.user)
    return HttpResponseRedirect(f"{reverse('reopen')}?next={next_of(request)}")


@open_behind_screen
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest) -> HttpResponse:
    """Only the passphrase opens the screen again."""
    account = request.user
    assert isinstance(account, Account)  # noqa: S101 (the rule)
    form = forms.Reopen(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        refused = signing_in.passphrase_refused(account, form.cleaned_data["passphrase"], address_of(request))
        if refused is None:
            screen.reopen(request, timezone.now())
            note("screen_opened", account)
            return HttpResponseRedirect(next_of(request))
        form.add_error(None, refused.sentence)
        status = refused.status
    return render(request, "web/reopen.html", {"form": form, "next": next_of(request), "bare": True}, status=status)
