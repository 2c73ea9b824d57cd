"""Requests that may be sent again: with an Idempotency-Key the first answer is given, and nothing is done twice."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from http import HTTPStatus
from typing import cast

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from withstand.web.api.models import KEPT, KeptAnswer
from withstand.web.problem_json import problem_json
from withstand.web.signed_in import Request

HEADER = "Idempotency-Key"
_REPEATED = "Idempotent-Replayed"
_LONGEST = 200


def once(request: HttpRequest, work: Callable[[], HttpResponse]) -> HttpResponse:
    """Do it, or give the answer that it had."""
    key = request.headers.get(HEADER, "")
    if not key:
        return work()
    if len(key) > _LONGEST:
        return _problem(HTTPStatus.BAD_REQUEST, _("An Idempotency-Key has at most 200 characters."))
    account = cast(Request, request).user
    asked = _digest(f"{request.method} {request.get_full_path()} ".encode() + request.body)
    KeptAnswer.objects.filter(made_at__lt=timezone.now() - KEPT).delete()
    try:
        with transaction.atomic():
            kept = KeptAnswer.objects.create(
                account=account, key=_digest(key.encode()), asked=asked, made_at=timezone.now()
            )
    except IntegrityError:
        return _again(KeptAnswer.objects.get(account=account, key=_digest(key.encode())), asked)
    return _first(kept, work)


def _first(kept: KeptAnswer, work: Callable[[], HttpResponse]) -> HttpResponse:
    """Where it raises, nothing was done, and the key is free again."""
    try:
        response = work()
    except Exception:
        kept.delete()
        raise
    KeptAnswer.objects.filter(pk=kept.pk).update(status=response.status_code, content=response.content)
    return response


def _again(kept: KeptAnswer, asked: str) -> HttpResponse:
    if kept.asked != asked:
        return _problem(HTTPStatus.UNPROCESSABLE_ENTITY, _("This Idempotency-Key was used for another request."))
    if not kept.status:
        return _problem(
            HTTPStatus.CONFLICT, _("The first request with this key is under way, or its end is not known.")
        )
    response = HttpResponse(bytes(kept.content), status=kept.status, content_type="application/json")
    response.headers[_REPEATED] = "true"
    return response


def _problem(status: int, detail: str) -> HttpResponse:
    return problem_json(status, _("This cannot be done now"), detail, "repeated")


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
