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
from withstand.web.api.repeating import HEADER
from withstand.web.problem_json import TYPE

_REF = "#/components/schemas/{name}"
_NAMED = re.compile(r"<(\w+):(\w+)>")
_PROBLEMS = {
    "400": "The parameters cannot be used.",
    "401": "Nobody is signed in.",
    "403": "Not open to this account or token.",
    "404": "There is nothing here that you may see.",
    "405": "Not a method of this address.",
    "409": "It cannot be done now.",
    "415": "The body is not JSON.",
    "422": "It cannot be saved.",
    "423": "The workspace is locked.",
    "429": "Too many requests.",
}
_PROBLEM: Mapping[str, Any] = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "field": {"type": "string"},
        "problems": {"type": "array"},
        "findings": {"type": "array"},
        "heads": {"type": "array"},
    },
}


@cache
def document() -> bytes:
    """The document as JSON."""
    from withstand.web.api.urls import V1

    shapes = _shapes(V1)
    paths = {"/api/v1/" + _NAMED.sub(r"{\2}", str(one.pattern)): dict(_operations(one)) for one in V1}
    about = "What the pages show, as JSON; records added by programs. Nothing is changed or removed."
    return msgspec.json.encode(
        {
            "openapi": "3.1.0",
            "info": {"title": "Withstand", "version": __version__, "description": about},
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
    _, shapes = msgspec.json.schema_components([*types, *kinds.values()], ref_template=_REF)
    shapes["Problem"] = dict(_PROBLEM)
    new = shapes[NewRecord.__name__]
    added = [kind for kind in REGISTRY if not kind.by_workflow]
    shapes[NewRecord.__name__] = {"oneOf": [_of_kind(new, kind.word, kind.model.__name__) for kind in added]}
    return shapes


def _of_kind(new: Mapping[str, Any], word: str, model: str) -> dict[str, Any]:
    """What is sent to add a record of one kind."""
    own = {"kind": {"const": word.lower()}, "fields": {"$ref": _REF.format(name=model)}}
    return {**new, "title": f"New {word}", "properties": {**new["properties"], **own}}


def _operations(pattern: URLPattern) -> Iterator[tuple[str, dict[str, Any]]]:
    here = _resource(pattern)
    for method, one in here.methods.items():
        named = [_path_parameter(kind, name) for kind, name in _NAMED.findall(str(pattern.pattern))]
        operation: dict[str, Any] = {
            "operationId": f"{method.lower()}_{(pattern.name or '').replace('-', '_')}",
            "summary": one.sentence,
            "parameters": [*named, *_query(one), *([_REPEATABLE] if method == "POST" else [])],
            "responses": _responses(one),
        }
        if one.body is not None:
            content = {JSON: {"schema": {"$ref": _REF.format(name=one.body.__name__)}}}
            operation["requestBody"] = {"required": True, "content": content}
        yield method.lower(), operation


_REPEATABLE = {
    "name": HEADER,
    "in": "header",
    "description": "The same request with the same key is done once, and answered alike for a day.",
    "schema": {"type": "string", "maxLength": 200},
}


def _path_parameter(kind: str, name: str) -> dict[str, Any]:
    known = {
        "kind": {"type": "string", "enum": [one.word.lower() for one in REGISTRY]},
        "vocabulary": {"type": "string", "enum": list(VOCABULARIES)},
        "id": {"type": "string", "format": "uuid"},
    }
    return {"name": name, "in": "path", "required": True, "schema": known[kind]}


def _query(one: Endpoint) -> list[dict[str, Any]]:
    shape = msgspec.json.schema(one.query)["$defs"][one.query.__name__]
    needed = shape.get("required", ())
    return [
        {"name": name, "in": "query", "required": name in needed, "schema": schema}
        for name, schema in shape["properties"].items()
    ]


def _responses(one: Endpoint) -> dict[str, Any]:
    good: dict[str, Any] = {"description": one.sentence}
    if _is_shape(one.answer):
        good["content"] = {JSON: {"schema": {"$ref": _REF.format(name=one.answer.__name__)}}}
    problem = {TYPE: {"schema": {"$ref": _REF.format(name="Problem")}}}
    told = {status: {"description": said, "content": problem} for status, said in _PROBLEMS.items()}
    return {str(one.status): good, "304": {"description": "You have it."}, **told}


def _is_shape(answer: Any) -> bool:
    return not issubclass(answer, HttpResponse)


def _resource(pattern: URLPattern) -> Resource:
    found: Resource = pattern.callback.__dict__["resource"]
    return found
