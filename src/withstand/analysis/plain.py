"""Frozen results to JSON types and back."""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from withstand.errors import WithstandError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Result = TypeVar("Result", bound=DataclassInstance)

JSON_SCALARS = (float, int, str, bool)


class PlainError(WithstandError):
    """Plain values that are not the result they are read as."""


def to_plain(result: DataclassInstance) -> dict[str, Any]:
    """Fields by name; nested results become mappings, tuples become lists."""
    return {field.name: _plain(getattr(result, field.name)) for field in fields(result)}


def from_plain(kind: type[Result], plain: object) -> Result:
    """The result again, every field checked against its declared type; raises PlainError."""
    return cast("Result", _value(kind, plain, kind.__name__))


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return to_plain(value)
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _value(kind: Any, plain: object, where: str) -> object:
    if kind in JSON_SCALARS and type(plain) is kind:
        return plain
    if is_dataclass(kind):
        return _result(cast("type[DataclassInstance]", kind), plain, where)
    arguments = get_args(kind)
    if get_origin(kind) is tuple and isinstance(plain, list):
        kinds = arguments[:1] * len(plain) if arguments[1:] == (...,) else arguments
        if len(kinds) == len(plain):
            return tuple(_value(k, item, f"{where}[{i}]") for i, (k, item) in enumerate(zip(kinds, plain, strict=True)))
    elif get_origin(kind) in (Union, types.UnionType):
        if plain is None and types.NoneType in arguments:
            return None
        return _value(next(k for k in arguments if k is not types.NoneType), plain, where)
    elif kind is float and isinstance(plain, int) and not isinstance(plain, bool):
        return float(plain)
    raise PlainError(f"{where}: expected {kind}, got {type(plain).__name__}; make the result anew")


@cache
def _hints(kind: type[DataclassInstance]) -> dict[str, Any]:
    """The declared types of a result's fields; the program has few kinds of results, and reads each many times."""
    return get_type_hints(kind)


def _result(kind: type[DataclassInstance], plain: object, where: str) -> object:
    hints = _hints(kind)
    if not isinstance(plain, dict) or set(plain) != set(hints):
        raise PlainError(f"{where}: the fields are not those of this version; make the result anew")
    return kind(**{name: _value(hints[name], plain[name], f"{where}.{name}") for name in hints})
