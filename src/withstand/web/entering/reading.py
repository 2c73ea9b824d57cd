"""From what was typed to the fields of a record, with what is wrong beside the input it stands in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from withstand.ledger.errors import InvalidRecord
from withstand.ledger.fields import Fields, Record
from withstand.ledger.forms import Form
from withstand.ledger.kinds import Kind
from withstand.vocabulary.terms import vocabulary
from withstand.web.entering.answers import COARSE, EXACT, MILLION, Answers, answers_of, as_checks, is_degrees, joined
from withstand.web.entering.told import told

UNTOUCHED = ("text_kept",)
"""Fields that no form changes: they follow from a decision of their own."""

_STEP = re.compile(r"\.|\[(\d+)\]")
_GRADE = re.compile(r"[A-F][1-6]")
FindArea = Callable[[str], str]
"""The P-code of an area that somebody named; the words themselves where there is none of that name."""


@dataclass
class Read:
    """What was read. `problems` are by the name of the input; the record is there where there is none."""

    fields: Fields
    problems: dict[str, str] = field(default_factory=dict)
    record: Record | None = None


def read_answers(kind: Kind, answers: Answers, base: Mapping[str, Any] | None = None, *, area: FindArea = str) -> Read:
    """The fields that the answers give. What stands in `base` and was not touched stays as it is, to the letter."""
    reader = _Reader(answers, area)
    shown = answers_of(kind, dict(base)) if base is not None else None
    fields: Fields = {}
    for form in kind.forms:
        held = base.get(form.name) if base is not None else None
        untouched = shown is not None and answers.within(form.name) == shown.within(form.name)
        value = held if untouched or form.name in UNTOUCHED else reader.value(form, form.name)
        if value is not None:
            fields[form.name] = value
        elif form.required:
            reader.needed(form, form.name)
    read = Read(fields, reader.problems)
    if not read.problems:
        _check(kind, read, reader.kept)
    return read


def _check(kind: Kind, read: Read, kept: Mapping[str, list[int]]) -> None:
    try:
        record = kind.read(read.fields)
        kind.written(record)
    except InvalidRecord as problem:
        for path, sentence in problem.problems:
            read.problems.setdefault(input_of(path, kept), told(sentence))
        return
    read.record = record


def input_of(path: str, kept: Mapping[str, list[int]]) -> str:
    """The input of a field that a problem names: perpetrators[0].grade is perpetrators-2-grade, if row 1 is blank."""
    name = ""
    for step in _STEP.split(path.replace("].", "]")):
        if not step:
            continue
        if step.isdigit() and name in kept:
            rows = kept[name]
            step = str(rows[int(step)] if int(step) < len(rows) else int(step) + 1)
        name = joined(name, step)
    return name


class _Reader:
    """Reads inputs; notes what is wrong, and which rows were not blank."""

    def __init__(self, answers: Answers, area: FindArea) -> None:
        self.answers, self.area = answers, area
        self.problems: dict[str, str] = {}
        self.kept: dict[str, list[int]] = {}

    def needed(self, form: Form, name: str) -> None:
        """Say that something is missing, at the input where it would stand."""
        first = {"span": "start", "place": "area"}.get(form.form, "")
        self.problems.setdefault(joined(name, first), _("This is needed."))

    def value(self, form: Form, name: str) -> Any:
        """The value of a field; None where nothing was said."""
        if as_checks(form):
            return list(self.answers.several(name)) or None
        if not form.many:
            return self.single(form, name)
        held = []
        for number in self.answers.rows(name):
            one = self.single(form, joined(name, number))
            if one is not None:
                self.kept.setdefault(name, []).append(number)
                held.append(one)
        return held or None

    def single(self, form: Form, name: str) -> Any:
        """One value, or the parts of one."""
        if form.form == "span":
            return self.span(name)
        if form.parts:
            return self.part(form, name)
        return self.leaf(form, name)

    def part(self, form: Form, name: str) -> Fields | None:
        """A part with what was said of it; None where nothing was."""
        if self.blank(form, name):
            return None
        fields: Fields = {}
        for inner in form.parts:
            at = joined(name, inner.name)
            value = self.value(inner, at)
            if value is not None:
                fields[inner.name] = value
            elif inner.required:
                self.needed(inner, at)
        return fields

    def blank(self, form: Form, name: str) -> bool:
        """Whether a part says nothing: what every new one starts from does not count."""
        for inner in form.parts:
            at = joined(name, inner.name)
            if inner.form == "yes_no":
                if bool(self.answers.one(at)) and not inner.default:
                    return False
            elif form.form == "place" and inner.name in ("level", "precision"):
                continue
            elif inner.name != "key" and any(any(one.strip() for one in v) for v in self.answers.within(at).values()):
                return False
        return True

    def span(self, name: str) -> Fields | None:
        """A span; a range may stand in its first input: 2032-05-18..2032-05-20."""
        start, dots, rest = self.answers.one(joined(name, "start")).partition("..")
        end = self.answers.one(joined(name, "end")) or rest.strip()
        if not (start.strip() or end):
            return None
        span: Fields = {"start": start.strip()}
        if end:
            span["end"] = end
        for tick in ("precise", "ongoing"):
            if self.answers.one(joined(name, tick)):
                span[tick] = True
        if dots and not end:
            span["ongoing"] = True
        for part in ("start", "end"):
            if part in span and not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", span[part]):
                self.problems[joined(name, part)] = _("Write a day as 2032-05-20, or a month or a year: 2032-05, 2032.")
        return span

    def leaf(self, form: Form, name: str) -> Any:
        """A value that has no parts."""
        if form.form == "grade":
            return self.grade(name)
        text = self.answers.raw(name) if form.form == "text" else self.answers.one(name)
        if form.form == "yes_no":
            return bool(text.strip())
        if not text.strip():
            return None
        if is_degrees(form, name):
            return self.degrees(form, name, text)
        if form.form == "number":
            return self.number(name, text)
        if form.form == "code":
            return self.code(form, name, text)
        return self.of_area(name, text) if form.name == "area" else text

    def of_area(self, name: str, text: str) -> str:
        """The code of an area, where one has this name."""
        try:
            return self.area(text)
        except ValueError as problem:
            self.problems[name] = str(problem)
            return text

    def code(self, form: Form, name: str, text: str) -> str | None:
        """A term."""
        if text not in vocabulary(form.vocabulary).terms:
            self.problems[name] = _("Choose from the list.")
            return None
        return text

    def grade(self, name: str) -> str | None:
        """Two lists make one grade."""
        grade = "".join(self.answers.values.get(name, ())).strip().upper()
        if grade and not _GRADE.fullmatch(grade):
            self.problems[name] = _("Choose both: how reliable the source is, and how credible what it says.")
            return None
        return grade or None

    def number(self, name: str, text: str) -> int | None:
        """A whole number, with or without spaces between its thousands."""
        plain = re.sub(r"[\s\u00a0\u202f]", "", text)
        if not re.fullmatch(r"\d{1,9}", plain):
            self.problems[name] = _("Write a whole number, or leave it empty: unknown is not zero.")
            return None
        return int(plain)

    def degrees(self, form: Form, name: str, text: str) -> int | None:
        """Degrees in millionths: about a kilometre coarse unless it was asked that they stay exact."""
        largest = 90 if form.name == "latitude" else 180
        try:
            exact = Decimal(text.replace("\u2212", "-").replace(",", "."))
        except InvalidOperation:
            exact = Decimal("NaN")
        if not exact.is_finite() or abs(exact) > largest:
            self.problems[name] = _("Write degrees with a point: 4.36 or -17.2.")
            return None
        if not self.answers.one(joined(name.rpartition("-")[0], EXACT)):
            exact = exact.quantize(COARSE, ROUND_HALF_EVEN)
        return int(exact * MILLION)
