"""schemathesis asks whatever the OpenAPI document allows, and more: no server error, and answers as described.

A few hundred cases; with WITHSTAND_PROOFS 5,000: a tenth more of each address, for some have fewer questions.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from api_site import FULL, of
from hypothesis import HealthCheck, Phase, given, settings
from seeing_site import laid_out, make_review
from web_site import Site

CASES = 5_000 if os.environ.get("WITHSTAND_PROOFS") else 400
OURS = {"HTTP_HOST": "127.0.0.1"}


@pytest.fixture
def _seeing(site: Site) -> Iterator[None]:
    """A data set, areas and a review that is made: there is something behind every address."""
    with laid_out(site.holding.workspace):
        make_review(site.signed_in("maker", "analyst", **FULL))
        yield


@pytest.fixture
def _one_connection(_seeing: None) -> Iterator[None]:
    """Requests leave the connection of the test open, as those of Django's own client do; it undoes this each time."""
    from django.core.signals import request_finished, request_started
    from django.db import close_old_connections

    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("_one_connection")
def test_no_case_ends_in_a_server_error(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    import schemathesis
    from django.core.wsgi import get_wsgi_application
    from schemathesis import GenerationMode
    from schemathesis.checks import CHECKS

    from withstand.web.api.limits import LIMITS

    monkeypatch.setattr(LIMITS, "at_once", 1_000_000)
    monkeypatch.setattr("withstand.web.work.running.queue_is_full_for", lambda account: False)
    ana = of(site, "ana", "head_of_office", **FULL)
    records = [site.record("unclassified"), site.record("confidential", "force")]
    schema = schemathesis.openapi.from_dict(document())
    schema.app = get_wsgi_application()
    operations = [found.ok() for found in schema.get_all_operations()]
    each = 1 + CASES * 11 // (10 * len(operations))
    checks = [check for check in CHECKS.get_all() if check.__name__ in WATCHED]
    asked = 0
    for operation in operations:
        strategy = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
        strategy |= operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)

        @settings(
            max_examples=each, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=strategy)
        def ask(case: Any) -> None:
            nonlocal asked
            asked += 1
            if "record" in (case.path_parameters or {}) and asked % 2:
                case.path_parameters["record"] = records[asked % 4 // 2]
            answer = case.call(base_url="http://127.0.0.1", headers={**ana.headers, "Accept-Encoding": "identity"})
            case.validate_response(answer, checks=checks)

        ask()
    print(f"{asked} cases, no server error")  # noqa: T201 (the figure, with -s)
    assert asked >= CASES // 2


WATCHED = {"not_a_server_error", "response_schema_conformance", "content_type_conformance", "status_code_conformance"}


def document() -> dict[str, Any]:
    """The OpenAPI document, as the server gives it."""
    import json

    from withstand.web.api.openapi import document

    found: dict[str, Any] = json.loads(document())
    return found
