"""What people do with their own account: the first passphrase, a new one, codes, the language."""

from __future__ import annotations

from django.conf import settings
from django.contrib import auth, messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from withstand.web.access import open_to_anyone, open_to_signed_in
from withstand.web.accounts import forms, lockout, second_factor, signing_in
from withstand.web.accounts.audit import note
from withstand.web.accounts.links import find_link, spend_link
from withstand.web.accounts.models import Account, OneTimeLink
from withstand.web.accounts.session_views import address_of, next_of
from withstand.web.holding import held
from withstand.web.problems import problem_page
from withstand.web.signed_in import Request

_CODES, _SECRET = "recovery_codes_to_show", "second_factor_of_link"
_YEAR = 365 * 24 * 3600


@open_to_anyone
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def welcome(request: HttpRequest, token: str) -> HttpResponse:
    """Set name, passphrase and second factor with a one-time link."""
    now = timezone.now()
    link = find_link(token, now)
    if link is None:
        return problem_page(request, 404, _("A one-time link works once, and for a day. Ask for a new one."))
    account = link.account
    secret = _secret_for(request, link)
    first = {"name": account.name, "display_name": account.display_name}
    form = forms.Welcome(account, request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid() and _code_right(form, account, secret) and spend_link(link, now):
        return _welcomed(request, form, link, secret)
    words = {
        "form": form,
        "secret": secret,
        "drawing": second_factor.drawing(secret, account.name),
        "may_skip": not held().encrypted,
    }
    return render(request, "web/welcome.html", words, status=422 if form.errors else 200)


def _secret_for(request: HttpRequest, link: OneTimeLink) -> str:
    """The secret of the second factor: every browser that opens a link is shown another."""
    return str(request.session.setdefault(f"{_SECRET} {link.pk}", second_factor.new_secret()))


def _code_right(form: forms.Welcome, account: Account, secret: str) -> bool:
    """Whether the authenticator was set up, with a code that is then used up; for practice one may do without."""
    code = form.cleaned_data["code"]
    if not code and not held().encrypted:
        return True
    step = second_factor.step_of(secret, code, timezone.now())
    account.totp_step = step or 0
    if step is None:
        form.add_error("code", _("This is not the code that belongs to the picture. Wait for the next one."))
        return False
    return True


def _welcomed(request: HttpRequest, form: forms.Welcome, link: OneTimeLink, secret: str) -> HttpResponse:
    account, given = link.account, form.cleaned_data
    with transaction.atomic():
        account.name, account.display_name = given["name"], given["display_name"].strip()
        account.totp_secret = secret if given["code"] else ""
        account.set_password(given["new_passphrase"])
        account.is_active, account.epoch = True, account.epoch + 1
        account.language = translation.get_language() or "en"
        account.save()
        note("link_used", account, account)
    lockout.succeeded(account.name)
    request.session.flush()
    if account.totp_secret:
        request.session[_CODES] = second_factor.new_recovery_codes(account)
        return redirect("recovery-codes")
    return redirect("sign-in")


@open_to_anyone
@require_GET
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Fresh recovery codes, shown once."""
    codes = request.session.pop(_CODES, None)
    return render(request, "web/recovery_codes.html", {"codes": codes}) if codes else redirect("start")


@open_to_signed_in
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def own_account(request: Request) -> HttpResponse:
    """What the account may see and do, and a new passphrase."""
    account = request.user
    form = forms.ChangePassphrase(account, request.POST or None)
    if request.method == "POST" and form.is_valid() and _present_right(request, form):
        account.set_password(form.cleaned_data["new_passphrase"])
        account.save(update_fields=["password"])
        auth.update_session_auth_hash(request, account)
        note("passphrase_changed", account, account)
        messages.success(request, _("Your passphrase is changed. Other sessions of yours have ended."))
        return redirect("own-account")
    return render(request, "web/own_account.html", {"form": form}, status=422 if form.errors else 200)


def _present_right(request: Request, form: forms.ChangePassphrase) -> bool:
    refused = signing_in.passphrase_refused(request.user, form.cleaned_data["passphrase"], address_of(request))
    if refused is not None:
        form.add_error("passphrase", refused.sentence)
    return refused is None


@open_to_signed_in
@require_POST
def fresh_codes(request: Request) -> HttpResponse:
    """New recovery codes, for the passphrase; the old ones end."""
    refused = signing_in.passphrase_refused(request.user, request.POST.get("passphrase", ""), address_of(request))
    if refused is not None or not request.user.totp_secret:
        messages.error(request, refused.sentence if refused else _("This request cannot be used"))
        return redirect("own-account")
    request.session[_CODES] = second_factor.new_recovery_codes(request.user)
    note("recovery_codes_made", request.user, request.user)
    return redirect("recovery-codes")


@open_to_anyone
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """The language of all pages from now on."""
    chosen = request.POST.get("language", "")
    response = HttpResponseRedirect(next_of(request))
    if chosen in dict(settings.LANGUAGES):
        if isinstance(request.user, Account):
            Account.objects.filter(pk=request.user.pk).update(language=chosen)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, chosen, max_age=_YEAR, httponly=True, samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip
    return response
