"""Pages about the API: what it offers, and the tokens of an account."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import etag, require_GET, require_http_methods, require_POST

from withstand.web.access import for_programs, needs, open_to_signed_in
from withstand.web.accounts import lockout, signing_in
from withstand.web.accounts.roles import READ
from withstand.web.accounts.session_views import address_of
from withstand.web.api.describing import addresses
from withstand.web.api.endpoints import JSON
from withstand.web.api.forms import TokenForm
from withstand.web.api.meanings import MEANINGS
from withstand.web.api.models import Token
from withstand.web.api.openapi import document
from withstand.web.api.tags import tag_of_bytes
from withstand.web.api.tokens import SCOPE_WORDS, make_token, revoke_token
from withstand.web.signed_in import Request


def _document_tag(request: Request) -> str:  # noqa: ARG001 (Django's signature)
    return tag_of_bytes(document())


@for_programs(READ)
@require_GET
@etag(_document_tag)
def openapi(request: Request) -> HttpResponse:  # noqa: ARG001 (Django's signature)
    """The OpenAPI document."""
    return HttpResponse(document(), content_type=JSON)


@needs(READ)
@require_GET
def about(request: Request) -> HttpResponse:
    """Every address with its parameters, and what problems mean."""
    example = f'curl -H "Authorization: Bearer TOKEN" {request.build_absolute_uri(reverse("api-counts"))}'
    return render(request, "api/about.html", {"addresses": addresses(), "meanings": MEANINGS, "example": example})


@open_to_signed_in
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def tokens(request: Request) -> HttpResponse:
    """The account's tokens, and a new one, which is shown once."""
    account, now = request.user, timezone.now()
    form = TokenForm(account, request.POST or None)
    status = 200
    if request.method == "POST":
        if remaining := lockout.wait(account.name, address_of(request), now, lockout.SIGNED_IN):
            form.add_error(None, lockout.sentence(remaining))
            status = 429
        elif form.is_valid():
            given = form.cleaned_data
            made, text = make_token(account, given["name"], given["scopes"], given["days"], now)
            return render(request, "api/token_made.html", {"token": made, "text": text})
        else:
            status = 422
            if "passphrase" in form.errors and request.POST.get("passphrase"):
                signing_in.failed(account.name, address_of(request), now, account, lockout.SIGNED_IN)
    rows = [
        {"token": one, "scopes": [SCOPE_WORDS[scope] for scope in one.scopes], "counts": one.counts(now)}
        for one in Token.objects.filter(account=account).select_related("account")
    ]
    return render(request, "api/tokens.html", {"form": form, "rows": rows}, status=status)


@open_to_signed_in
@require_POST
def revoke(request: Request, number: int) -> HttpResponse:
    """End a token at once."""
    revoke_token(get_object_or_404(Token, pk=number, account=request.user), timezone.now())
    messages.success(request, _("Revoked."))
    return redirect("tokens")
