"""What went wrong, for programs: application/problem+json (RFC 9457), a sentence in it and nothing that is not seen."""

from __future__ import annotations

from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse

API = "/api/"
TYPE = "application/problem+json"
MEANINGS = "/api/#"
"""Where a kind of problem is described: a part of the page about the API."""


def of_the_api(request: HttpRequest) -> bool:
    """Whether a program asks, not a browser for a page."""
    return request.path_info.startswith(f"{API}v")


def problem_json(status: int, title: str, detail: str, kind: str = "", **more: Any) -> HttpResponse:
    """The problem; `kind` is a word of `withstand.web.api.meanings`, `more` are members of its own."""
    said = {"type": f"{MEANINGS}{kind}" if kind else "about:blank", "title": title, "status": int(status)}
    content = msgspec.json.encode({**said, "detail": detail, **more})
    return HttpResponse(content, status=int(status), content_type=TYPE)
