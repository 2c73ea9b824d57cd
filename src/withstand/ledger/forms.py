"""What a model's fields are, read once from its annotations: forms, vocabularies, parts, columns of frames."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import msgspec

from withstand.ledger.fields import Place, Span, Value, is_day, no_day

NO_END = "9999-12-31"


class Forms(tuple["Form", ...]):
    """The forms of a model's fields, in order."""

    @cached_property
    def coded(self) -> Forms:
        """Those that are coded, or of which a part is."""
        return Forms(form for form in self if form.vocabulary or form.parts.coded)

    @cached_property
    def written(self) -> Forms:
        """Those that are written texts, or of which a part is one."""
        return Forms(form for form in self if form.form in ("text", "line") or form.parts.written)

    @cached_property
    def parted(self) -> Forms:
        """Those that have parts."""
        return Forms(form for form in self if form.parts)

    @cached_property
    def dated(self) -> Forms:
        """Those that hold a day, a month or a year."""
        return Forms(form for form in self if form.form == "day")

    @cached_property
    def framed(self) -> Forms:
        """Those that a frame shows."""
        return Forms(form for form in self if form.form != "text")


@dataclass(frozen=True)
class Form:
    """One field: its form is code, line, text, grade, day, number, yes_no, span, place or part.

    `many` fields hold several; `parts` are the fields of a part.
    """

    name: str
    form: str
    required: bool
    many: bool = False
    vocabulary: str = ""
    parts: Forms = field(default_factory=Forms)
    model: type[Value] | None = None
    default: Any = None

    @property
    def vocabularies(self) -> tuple[str, ...]:
        """Vocabularies that code this field or its parts."""
        own = (self.vocabulary,) if self.vocabulary else ()
        return own + tuple(name for part in self.parts for name in part.vocabularies)

    @property
    def columns(self) -> tuple[tuple[str, str], ...]:
        """Names and types (text, number, yes_no, day) of the columns that a frame of the kind gets from this field."""
        if self.many or self.form in ("text", "part"):
            return ()
        if self.form == "span":
            return ((f"{self.name}_first", "day"), (f"{self.name}_last", "day"), (f"{self.name}_precise", "yes_no"))
        if self.form == "place":
            texts = tuple((f"{self.name}_{part}", "text") for part in ("area", "level", "name", "precision"))
            return (*texts, (f"{self.name}_latitude", "number"), (f"{self.name}_longitude", "number"))
        return ((self.name, {"number": "number", "yes_no": "yes_no"}.get(self.form, "text")),)


def forms_of(model: type[Value]) -> Forms:
    """The forms of a model's fields, its own before those that every record has."""
    hints = typing.get_type_hints(model, include_extras=True)
    fields = {field.name: field for field in msgspec.structs.fields(model)}
    bases = [base for base in model.__mro__[1:] if issubclass(base, Value)]
    inherited = {name for base in bases for name in base.__struct_fields__}
    order = [name for name in fields if name not in inherited] + [name for name in fields if name in inherited]
    return Forms(
        _form(name, hints[name], required=fields[name].required, default=fields[name].default) for name in order
    )


def _form(name: str, hint: Any, *, required: bool, default: Any = None) -> Form:
    known = None if default in (msgspec.NODEFAULT, None) else default
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        hint = next(part for part in typing.get_args(hint) if part is not type(None))
    if typing.get_origin(hint) is tuple:
        inner = _form(name, typing.get_args(hint)[0], required=required)
        return Form(name, inner.form, required, True, inner.vocabulary, inner.parts, inner.model)
    if typing.get_origin(hint) is typing.Annotated:
        base, *extras = typing.get_args(hint)
        extra = {key: value for meta in extras for key, value in (meta.extra or {}).items()}
        if "vocabulary" in extra:
            return Form(name, "code", required, vocabulary=extra["vocabulary"], default=known)
        return Form(name, extra.get("form", "number" if base is int else "line"), required, default=known)
    if hint is bool:
        return Form(name, "yes_no", required, default=known)
    if isinstance(hint, type) and issubclass(hint, Value):
        form = "span" if issubclass(hint, Span) else "place" if issubclass(hint, Place) else "part"
        return Form(name, form, required, parts=forms_of(hint), model=hint)
    raise TypeError(f"{name}: a record's field cannot be a {hint}")


def codes_of(value: Value, forms: Forms, at: str = "") -> Iterator[tuple[str, str, str]]:
    """Every coded value: (path, vocabulary, code)."""
    for form in forms.coded:
        if held := getattr(value, form.name):
            for path, one in _each(held, form, at):
                if form.vocabulary:
                    yield path, form.vocabulary, one
                else:
                    yield from codes_of(one, form.parts, f"{path}.")


def problems_of(value: Value, forms: Forms, at: str = "") -> Iterator[tuple[str, str]]:
    """What does not hold between fields, and days that do not exist, in the value and its parts."""
    for name, problem in value.problems():
        yield f"{at}{name}", problem
    for form in forms.dated if not isinstance(value, Span) else ():
        if held := getattr(value, form.name):
            yield from ((path, no_day(one)) for path, one in _each(held, form, at) if not is_day(one))
    for form in forms.parted:
        if held := getattr(value, form.name):
            for path, one in _each(held, form, at):
                yield from problems_of(one, form.parts, f"{path}.")


def texts_of(value: Value, forms: Forms, at: str = "") -> Iterator[tuple[str, str, bool]]:
    """Every written text: (path, text, whether it is free text)."""
    for form in forms.written:
        if held := getattr(value, form.name):
            for path, one in _each(held, form, at):
                if form.parts:
                    yield from texts_of(one, form.parts, f"{path}.")
                else:
                    yield path, one, form.form == "text"


def _each(held: Any, form: Form, at: str) -> Sequence[tuple[str, Any]]:
    """What a field holds, each with its path."""
    if form.many:
        return [(f"{at}{form.name}[{number}]", one) for number, one in enumerate(held)]
    return ((at + form.name, held),)


def row_of(value: Value, forms: Forms) -> dict[str, Any]:
    """The value's cells in a frame, several parts as lists of rows; absent cells are left out."""
    row: dict[str, Any] = {}
    for form in forms.framed:
        held = getattr(value, form.name)
        if held is None or held == "" or held == ():
            continue
        if form.many:
            row[form.name] = [row_of(one, form.parts) if form.parts else {form.name: one} for one in held]
        elif not form.parts:
            row[form.name] = held
        elif isinstance(held, Span):
            row[f"{form.name}_first"] = held.earliest.isoformat()
            row[f"{form.name}_last"] = held.latest.isoformat()
            row[f"{form.name}_precise"] = held.precise
        elif isinstance(held, Place):
            row.update({f"{form.name}_{name}": cell for name, cell in row_of(held, form.parts).items()})
    return row
