"""Fields of a record from `name=value` words, as a person types them: short forms for dates, places, actors, counts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from withstand.cli.support_parts import support_part
from withstand.errors import InputError
from withstand.inducement.parts import Dissent
from withstand.ledger.fields import Assertion, Fields, Tally
from withstand.ledger.forms import Form
from withstand.ledger.kinds import Kind

_POINT = re.compile(r"(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)")
_COUNT = re.compile(r"(?:(?P<unit>[a-z]+):)?(?P<numbers>\d+(?:-\d+){0,2})")
_GRADE = re.compile(r"[A-Za-z]\d+")
MOST_DEGREES = {"latitude": 90, "longitude": 180}
YES, NO = {"yes", "true", "1"}, {"no", "false", "0"}


def fields_from(kind: Kind, words: Iterable[str], base: Fields | None = None) -> Fields:
    """`base` with the fields that the words set. `name=` clears a field; `name.part=value` sets a part.

    Raises:
        InputError: a word names no field, or its value cannot be read as one.
    """
    fields = dict(base or {})
    fresh: set[str] = set()
    for word in words:
        name, equals, value = word.partition("=")
        if not equals:
            raise InputError(f"{word!r} is not of the form field=value.")
        head, _, part = name.strip().partition(".")
        form = _form(kind, head)
        if part:
            fields[head] = _with_part(form, fields.get(head), part, value)
        elif not value.strip():
            fields.pop(head, None)
        elif form.many:
            held = list(fields.get(head, ())) if head in fresh else []
            fields[head] = [*held, *(_value(form, one) for one in _several(form, value))]
            fresh.add(head)
        else:
            fields[head] = _value(form, value)
    return fields


def _form(kind: Kind, name: str) -> Form:
    for form in kind.forms:
        if form.name == name:
            return form
    known = ", ".join(form.name for form in kind.forms)
    raise InputError(f"{kind.word} has no field {name!r}; it has: {known}.")


def _several(form: Form, value: str) -> list[str]:
    return (
        [value]
        if form.form in ("line", "text") or form.model is Dissent
        else [one for one in re.split(r"[;,]\s*", value) if one]
    )


def _with_part(form: Form, held: Any, part: str, value: str) -> Any:
    for inner in form.parts:
        if inner.name == part and not form.many:
            parts = dict(held or {})
            if value.strip():
                parts[part] = _value(inner, value)
            else:
                parts.pop(part, None)
            return parts
    raise InputError(
        f"{form.name} has no part {part!r}; it has: {', '.join(one.name for one in form.parts) or 'none'}."
    )


def _value(form: Form, text: str) -> Any:
    text = text.strip()
    match form.form:
        case "number":
            return _number(form, text)
        case "yes_no":
            if text.casefold() in YES | NO:
                return text.casefold() in YES
            raise InputError(f"{form.name} is {text!r}; write yes or no.")
        case "span":
            return _span(text)
        case "place":
            return _place(text)
        case "part":
            return _part(form, text)
        case "grade":
            return text.upper()
        case "code":
            return text.casefold().replace(" ", "_").replace("-", "_")
    return text


def _number(form: Form, text: str) -> int:
    try:
        exact = Decimal(text.replace("\N{NO-BREAK SPACE}", "").replace(" ", ""))
    except InvalidOperation:
        raise InputError(f"{form.name} is {text!r}; write a number.") from None
    if form.name in MOST_DEGREES:
        return _millionths(form.name, text, exact)
    if exact != exact.to_integral_value():
        raise InputError(f"{form.name} is {text!r}; write a whole number.")
    return int(exact)


def _millionths(name: str, text: str, exact: Decimal) -> int:
    """Degrees as they are written, or whole millionths of them where the number can be nothing else."""
    most = MOST_DEGREES[name]
    if abs(exact) <= most:
        return int(exact * 1_000_000)
    if exact != exact.to_integral_value() or abs(exact) > most * 1_000_000:
        raise InputError(f"{name} is {text!r}; write degrees from -{most} to {most}, for example 4.36.")
    return int(exact)


def _span(text: str) -> Fields:
    """`2032-05-20`, `2032-05-18..2032-05-20` (some day between), `2032-05..` (since then), `=` before: every day."""
    precise = text.startswith("=")
    start, dots, end = text.removeprefix("=").partition("..")
    span: Fields = {"start": start.strip()}
    if dots and end.strip():
        span["end"] = end.strip()
    elif dots:
        span["ongoing"] = True
    if precise or span.get("ongoing"):
        span["precise"] = True
    return span


def _place(text: str) -> Fields:
    """`VM0101`, `VM0101/Amber Ford`, or a point `4.36,18.55`, each as exact as it looks."""
    if found := _POINT.fullmatch(text):
        latitude, longitude = (int(Decimal(number) * 1_000_000) for number in found.groups())
        if abs(latitude) > 90_000_000 or abs(longitude) > 180_000_000:
            raise InputError(f"{text!r} is no point: latitude runs from -90 to 90, longitude from -180 to 180.")
        return {"latitude": latitude, "longitude": longitude, "precision": "near"}
    area, _, name = text.partition("/")
    place: Fields = {"area": area.strip(), "precision": "admin2"}
    return place | ({"name": name.strip(), "precision": "near"} if name.strip() else {})


def _part(form: Form, text: str) -> Fields:
    """An assertion `host_state:B2:moderate`, a count `victim:8-11-15` (or 11), a consent `humanitarian:protection`."""
    if form.model is Assertion:
        perpetrator, *rest = text.split(":")
        assertion: Fields = {"perpetrator": perpetrator.strip()}
        for word in (one.strip() for one in rest):
            if _GRADE.fullmatch(word):
                assertion["grade"] = word.upper()
            else:
                assertion["confidence"] = word
        return assertion
    if form.model is Tally:
        if (found := _COUNT.fullmatch(text)) is None:
            raise InputError(f"A count is {text!r}; write victim:11, or victim:8-11-15 for least, best and most.")
        numbers = [int(number) for number in found["numbers"].split("-")]
        names = {1: ("best",), 2: ("least", "most"), 3: ("least", "best", "most")}[len(numbers)]
        return {"unit": found["unit"] or "victim", **dict(zip(names, numbers, strict=True))}
    if {inner.name for inner in form.parts} >= {"recipient", "purposes", "given"}:
        sign, words = text.startswith("-"), text.removeprefix("-").split(":")
        purposes = words[1].split("+") if len(words) > 1 else []
        return {"recipient": words[0], "purposes": purposes, "given": not sign}
    if (part := support_part(form.model, text)) is not None:
        return part
    raise InputError(f"{form.name} has several parts; give it in a file: --json FILE.")
