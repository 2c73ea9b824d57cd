"""The OpenAPI document, from the addresses and from the declarations of kinds: nothing is described twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import msgspec
from django.http import HttpResponse
from django.urls import URLPattern

from withstand import __version__
from withstand.kinds import REGISTRY
from withstand.web.api.adding import NewRecord
from withstand.web.api.declaring import VOCABULARIES
from withstand.web.api.endpoints import JSON, Endpoint, Resource
from withstand.web.api.examples import example_of
from withstand.web.api.meanings import MEANINGS
from withstand.web.api.repeating import HEADER
from withstand.web.problem_json import MEANINGS as MEANT
from withstand.web.problem_json import TYPE
from withstand.web.seeing.asking import CLASSES
from withstand.web.seeing.basis_views import TOPICS

_REF = "#/components/schemas/{name}"
_NAMED = re.compile(r"<(\w+):(\w+)>")


def _rows(*names: str, **more: Any) -> dict[str, Any]:
    """An array of objects of texts."""
    shape = {**{name: {"type": "string"} for name in names}, **more}
    return {"type": "array", "items": {"type": "object", "required": [*shape], "properties": shape}}


_PROBLEMS = {
    "400": "The parameters or the body cannot be used.",
    "401": "Nobody is signed in.",
    "403": "Not open to this account or token.",
    "404": "There is nothing here that you may see.",
    "409": "It cannot be done now.",
    "423": "The workspace is locked.",
    "429": "Too many requests.",
}
_PROBLEMS_OF_SENDING = {
    "413": "The body is too large.",
    "415": "The body is not JSON.",
    "422": "It cannot be saved.",
}
_TEXT: Mapping[str, Any] = {"type": "string"}
_PROBLEM: Mapping[str, Any] = {
    "title": "Problem",
    "description": "What went wrong (RFC 9457), in the language of the request; /api/ says what each `type` means.",
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "enum": ["about:blank", *(f"{MEANT}{word}" for word in MEANINGS)]},
        "title": _TEXT,
        "status": {"type": "integer"},
        "detail": _TEXT,
        "in_english": {"type": "string", "description": "What `detail` cannot say in the language of the request."},
        "field": {"type": "string", "description": "The parameter or the place in the body."},
        "problems": _rows("field", "problem"),
        "findings": _rows("field", "found", "words", record={"type": "integer"}),
        "heads": {"type": "array", "items": {"type": "string", "format": "uuid"}},
    },
}
_ABOUT = (
    "What the pages show, as JSON; records added by programs. Nothing is changed or removed. A list comes in pages: "
    "`next` is the cursor of the next, of the moment of the first. Send an `ETag` back as `If-None-Match`. Problems "
    "are told in the language of `Accept-Language` (en, fr, es, ar), else in that of the account."
)


@cache
def document() -> bytes:
    """The document as JSON."""
    from withstand.web.api.urls import V1

    shapes = _shapes(V1)
    paths = {"/api/v1/" + _NAMED.sub(r"{\2}", str(one.pattern)): dict(_operations(one)) for one in V1}
    return msgspec.json.encode(
        {
            "openapi": "3.1.0",
            "info": {"title": "Withstand", "version": __version__, "description": _ABOUT},
            "paths": paths,
            "components": {
                "schemas": shapes,
                "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            },
            "security": [{"token": []}],
        }
    )


def _shapes(patterns: Iterable[URLPattern]) -> dict[str, Any]:
    endpoints = [one for pattern in patterns for one in _resource(pattern).methods.values()]
    types = {one.answer for one in endpoints if _is_shape(one.answer)} | {one.body for one in endpoints if one.body}
    kinds = {kind.word: kind.model for kind in REGISTRY}
    wanted = [*sorted(types, key=lambda one: one.__name__), *kinds.values()]
    references, shapes = msgspec.json.schema_components(wanted, schema_hook=_any_value, ref_template=_REF)
    named = dict(zip(wanted, references, strict=True))
    shapes["Problem"] = dict(_PROBLEM)
    new = shapes[NewRecord.__name__]
    added = [kind.word for kind in REGISTRY if not kind.by_workflow]
    shapes[NewRecord.__name__] = {"oneOf": [_of_kind(new, word, named[kinds[word]]) for word in added]}
    return shapes


def _any_value(type_: type) -> dict[str, Any]:
    """The schema of what may be anything.

    Raises:
        NotImplementedError: that is not known of this type.
    """
    if type_ is object:
        return {"description": "A text, a number, or a list of them."}
    raise NotImplementedError


def _of_kind(new: Mapping[str, Any], word: str, model: Mapping[str, Any]) -> dict[str, Any]:
    """What is sent to add a record of one kind."""
    own = {"kind": {"const": word.lower()}, "fields": model}
    return {**new, "title": f"New {word}", "properties": {**new["properties"], **own}}


def _operations(pattern: URLPattern) -> Iterator[tuple[str, dict[str, Any]]]:
    here = _resource(pattern)
    for method, one in here.methods.items():
        example = example_of(str(pattern.name), method)
        named = [_path_parameter(kind, name) for kind, name in _NAMED.findall(str(pattern.pattern))]
        operation: dict[str, Any] = {
            "operationId": f"{method.lower()}_{(pattern.name or '').replace('-', '_')}",
            "summary": one.sentence,
            "parameters": [*named, *_query(one, example.query), _REPEATABLE if method == "POST" else _HELD],
            "responses": _responses(one, method),
        }
        if one.body is not None:
            content: dict[str, Any] = {"schema": {"$ref": _REF.format(name=one.body.__name__)}}
            operation["requestBody"] = {"required": True, "content": {JSON: content}}
            if example.body is not None:
                content["example"] = example.body
        yield method.lower(), operation


_REPEATABLE: Mapping[str, Any] = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "description": "The same request with the same key is done once, and answered alike for a day.",
    "schema": {"type": "string", "maxLength": 200},
}
_HELD: Mapping[str, Any] = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "The `ETag` of an answer that you have: where it is the same, 304 comes instead.",
    "schema": {"type": "string"},
}


def _path_parameter(kind: str, name: str) -> dict[str, Any]:
    known: Mapping[str, Mapping[str, Any]] = {
        "kind": {"type": "string", "enum": [one.word.lower() for one in REGISTRY]},
        "vocabulary": {"type": "string", "enum": list(VOCABULARIES)},
        "id": {"type": "string", "format": "uuid"},
        "perpetrator": {"type": "string", "enum": list(CLASSES)},
        "about": {"type": "string", "enum": list(TOPICS)},
    }
    return {"name": name, "in": "path", "required": True, "schema": known.get(name) or known[kind]}


def _query(one: Endpoint, examples: Mapping[str, Any]) -> list[dict[str, Any]]:
    shape = msgspec.json.schema(one.query)["$defs"][one.query.__name__]
    needed = shape.get("required", ())
    found = []
    for name, schema in shape["properties"].items():
        plain, described = _plain(schema)
        parameter = {"name": name, "in": "query", "required": name in needed, "schema": plain}
        parameter |= {"description": described} if described else {}
        found.append(parameter | ({"example": examples[name]} if name in examples else {}))
    return found


def _plain(schema: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """The schema of a parameter, and what it is: one that is left out has no value, so it is never empty or null."""
    plain = dict(schema)
    described = str(plain.pop("description", ""))
    for option in plain.pop("anyOf", ()):
        if option != {"type": "null"}:
            plain |= option
    if "enum" in plain:
        plain["enum"] = [word for word in plain["enum"] if word != ""]
    if plain.get("default") in ("", None):
        plain.pop("default", None)
    return plain, described


def _responses(one: Endpoint, method: str) -> dict[str, Any]:
    good: dict[str, Any] = {"description": one.sentence}
    if _is_shape(one.answer):
        good["content"] = {media: {"schema": {"$ref": _REF.format(name=one.answer.__name__)}} for media in one.media}
    else:
        good["content"] = {media.partition(";")[0]: {} for media in one.media}
    sending = method == "POST"
    problem = {TYPE: {"schema": {"$ref": _REF.format(name="Problem")}}}
    problems = {**_PROBLEMS, **(_PROBLEMS_OF_SENDING if sending else {})}
    waiting = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds to wait."}}
    told: dict[str, Any] = {
        status: {"description": said, "content": problem, **({"headers": waiting} if status == "429" else {})}
        for status, said in sorted(problems.items())
    }
    if sending:
        return {str(one.status): good, **told}
    good["headers"] = {"ETag": {"schema": {"type": "string"}, "description": "Of what is answered alone."}}
    return {str(one.status): good, "304": {"description": "You have it."}, **told}


def _is_shape(answer: Any) -> bool:
    return not issubclass(answer, HttpResponse)


def _resource(pattern: URLPattern) -> Resource:
    found: Resource = pattern.callback.__dict__["resource"]
    return found
