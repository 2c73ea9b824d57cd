"""Kinds of problems: what each means, and the problem that an error of ours is."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from withstand.errors import WithstandError
from withstand.ledger.errors import InvalidRecord, LostRace
from withstand.web.api.adding import SettledByTwo, TextFindings
from withstand.web.api.asking import Malformed, NotJson, NotMade, TooMuch, UnreadableRequest
from withstand.web.api.wording import in_language, of_record
from withstand.web.problem_json import problem_json
from withstand.web.problems import SENTENCES, status_of, told

MEANINGS: Mapping[str, str] = MappingProxyType(
    {
        "token": gettext_noop(
            "401: there is no token, or it does not count: unknown, ended, revoked, account disabled."
        ),
        "scope": gettext_noop("403: the token has not the scope that this takes."),
        "parameters": gettext_noop(
            "400: a parameter is unknown, stands twice, or is not as it must be; `field` names it."
        ),
        "body": gettext_noop("422: the body is not as the OpenAPI document says; `field` names the place."),
        "record": gettext_noop("422: a record does not fit its kind; `problems` name each field."),
        "findings": gettext_noop(
            "422: a text holds what may point to people; `findings` list it. Take it out, or send for each a decision"
            " in `keep_text`: field, found, reason. The decision is kept with the record."
        ),
        "lost-race": gettext_noop(
            "409: somebody saved another version meanwhile; `heads` are the versions that stand now. Read, and repeat."
        ),
        "settled-by-two": gettext_noop(
            "409: the version would supersede several others. Two people settle that on the page of the record."
        ),
        "repeated": gettext_noop(
            "409: a request with this Idempotency-Key is under way, or its end is not known; look before you repeat it."
            " 422: the key was used for another request."
        ),
        "not-made": gettext_noop(
            "409: the review is not made yet, or there are no data to make it of. POST review/ asks for it;"
            " review/job/ says how far it is."
        ),
        "rate": gettext_noop("429: too many requests with this token; Retry-After says how long to wait."),
    }
)
"""Parts of the page about the API; `type` of a problem leads there."""


def problem_of(request: HttpRequest, problem: WithstandError) -> HttpResponse:
    """The problem that an error is."""
    match problem:
        case UnreadableRequest() if request.method in ("GET", "HEAD"):
            return _problem(HTTPStatus.BAD_REQUEST, str(problem), "parameters", field=problem.field)
        case UnreadableRequest():
            return _problem(HTTPStatus.UNPROCESSABLE_ENTITY, str(problem), "body", field=problem.field)
        case NotJson():
            return _problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, str(problem), "body")
        case Malformed():
            return _problem(HTTPStatus.BAD_REQUEST, str(problem), "body")
        case TooMuch():
            return _problem(HTTPStatus.TOO_MANY_REQUESTS, str(problem), "rate")
        case NotMade():
            return _problem(HTTPStatus.CONFLICT, str(problem), "not-made")
        case TextFindings():
            found = [
                {"record": at, "field": one.field, "found": one.found, "words": one.words} for at, one in problem.found
            ]
            return _problem(HTTPStatus.UNPROCESSABLE_ENTITY, str(problem), "findings", findings=found)
        case SettledByTwo():
            return _problem(HTTPStatus.CONFLICT, str(problem), "settled-by-two")
        case InvalidRecord():
            said, problems = of_record(problem)
            return _problem(HTTPStatus.UNPROCESSABLE_ENTITY, said, "record", problems=problems)
        case LostRace():
            heads = sorted(problem.actual)
            detail = _(
                "Record %(record)s was changed by somebody else meanwhile. Read it again and repeat your change."
            )
            return _problem(HTTPStatus.CONFLICT, detail % {"record": problem.record}, "lost-race", heads=heads)
    said, beside = in_language(problem, told(problem))
    return _problem(status_of(problem), said, **beside)


def _problem(status: int, detail: str, kind: str = "", **more: object) -> HttpResponse:
    title, sentence = SENTENCES.get(status, SENTENCES[HTTPStatus.CONFLICT])
    return problem_json(status, _(title), detail or _(sentence), kind, **more)
