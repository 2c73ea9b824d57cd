"""A form as a template draws it: sections of controls with their labels, choices, values and problems."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from withstand.brief.records.words import word
from withstand.ledger.fields import Record
from withstand.ledger.forms import Form, forms_of
from withstand.ledger.kinds import Kind
from withstand.vocabulary.terms import Term, vocabulary
from withstand.web.entering.answers import EXACT, SEPARATOR, Answers, as_checks, is_degrees, joined
from withstand.web.entering.hints import hint
from withstand.web.entering.reading import UNTOUCHED

COMMON = tuple(form.name for form in forms_of(Record))
_LONG = 15
_LEVELS = ("admin0", "admin1", "admin2", "admin3")


@dataclass(frozen=True)
class Choice:
    """A term to choose."""

    key: str
    label: str
    chosen: bool = False


@dataclass(frozen=True)
class Choices:
    """Terms under one heading; an empty heading for a list that has none."""

    heading: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Control:
    """One field. `widget` is line, area, text, day, number, degrees, select, checks, grade, yes_no, group, rows or
    hidden; a group and rows have `parts`.
    """

    name: str
    label: str
    widget: str
    value: str = ""
    must: bool = False
    help: str = ""
    problem: str = ""
    note: str = ""
    groups: tuple[Choices, ...] = ()
    second: tuple[Choice, ...] = ()
    parts: tuple[Control, ...] = ()
    folded: bool = False
    long: bool = False
    number: int = 0
    focus: bool = False

    @property
    def id(self) -> str:
        """The input's id."""
        return f"id-{self.name}"

    @property
    def described(self) -> str:
        """The ids of what is said about it."""
        said = ((self.help, "help"), (self.problem, "problem"), (self.note, "note"))
        return " ".join(f"{self.id}-{part}" for held, part in said if held)

    @property
    def attributes(self) -> str:
        """What an input says beside its name: needed, wrong, described by what, in focus."""
        marks = (
            (self.must, mark_safe(" required")),
            (bool(self.problem), mark_safe(' aria-invalid="true"')),
            (bool(self.described), format_html(' aria-describedby="{}"', self.described)),
            (self.focus, mark_safe(" autofocus")),
        )
        return format_html_join("", "{}", ((mark,) for holds, mark in marks if holds))

    @property
    def wrong(self) -> bool:
        """Whether a problem stands here or in a part."""
        return bool(self.problem) or any(part.wrong for part in self.parts)

    @property
    def said(self) -> bool:
        """Whether anything was said here or in a part."""
        return bool(self.value) or any(part.said for part in self.parts if part.widget != "hidden")


@dataclass(frozen=True)
class Section:
    """Fields under one heading. `folded`: shown when asked for."""

    heading: str
    controls: tuple[Control, ...]
    folded: bool = False


@dataclass(frozen=True)
class Shown:
    """What a form shows beside the declaration: answers, problems, language, names of areas, the row just added."""

    answers: Answers
    language: str = "en"
    problems: Mapping[str, str] = field(default_factory=dict)
    area_names: Mapping[str, str] = field(default_factory=dict)
    focus: str = ""


def sections(kind: Kind, shown: Shown) -> tuple[Section, ...]:
    """The form of a kind: what it is about, then what every record may say."""
    drawn = {form.name: _Drawing(shown).field(form, form.name) for form in kind.forms if form.name not in UNTOUCHED}
    first = [name for name in drawn if name not in COMMON or name == kind.when]
    needed = [name for name in first if _form(kind, name).required or name == kind.when]
    others = [name for name in first if name not in needed]
    source = [name for name in ("grade", "valid", "consent") if name in drawn and name not in first]
    later = [name for name in ("reply", "reply_on", "correction", "retain_until") if name in drawn]
    parts = (
        (_("What happened and what is known"), needed, False),
        (_("More about it"), others, False),
        (_("Source and use"), source, False),
        (_("Reply, correction, keeping"), later, True),
    )
    found = []
    for heading, names, folded in parts:
        controls = tuple(drawn[name] for name in names)
        if controls:
            touched = any(one.said or one.wrong for one in controls)
            found.append(Section(heading, controls, folded and not touched))
    return tuple(found)


def controls(kind: Kind, names: Iterable[str], shown: Shown) -> dict[str, Control]:
    """The controls of some fields, by name."""
    return {name: _Drawing(shown).field(_form(kind, name), name) for name in names}


def _form(kind: Kind, name: str) -> Form:
    return next(form for form in kind.forms if form.name == name)


class _Drawing:
    """Draws controls of one form."""

    def __init__(self, shown: Shown) -> None:
        self.shown, self.answers, self.language = shown, shown.answers, shown.language

    def field(self, form: Form, name: str, *, must: bool = True) -> Control:
        """A field with all it holds. `must`: what it stands in is needed, so a browser may insist on it too."""
        if as_checks(form):
            return self.checks(form, name)
        if not form.many:
            return self.single(form, name, must=must and form.required)
        rows = tuple(
            self.single(form, joined(name, number), number=number, label=f"{self.label(form)} {place}")
            for place, number in enumerate(self.answers.rows(name), start=1)
        )
        return Control(
            name, self.label(form), "rows", help=hint(form), problem=self.problem(name), parts=rows
        )  # fmt: skip

    def single(self, form: Form, name: str, *, must: bool = False, number: int = 0, label: str = "") -> Control:
        """One value, or a group of parts."""
        label = label or self.label(form)
        if form.parts:
            parts = [self.field(inner, joined(name, inner.name), must=must) for inner in form.parts]
            if form.form == "place":
                parts = self.place(parts, name)
            if self.shown.focus == name and parts:
                first = next((i for i, one in enumerate(parts) if one.widget != "hidden"), 0)
                parts[first] = _focused(parts[first])
            return Control(
                name, label, "group", help="" if number else hint(form), problem=self.problem(name),
                parts=tuple(parts), number=number, must=must,
            )  # fmt: skip
        return self.leaf(form, name, label, number, must=must)

    def leaf(self, form: Form, name: str, label: str, number: int, *, must: bool) -> Control:
        """An input."""
        value = self.answers.raw(name)
        widget = self.widget(form, name)
        groups: tuple[Choices, ...] = ()
        second: tuple[Choice, ...] = ()
        if widget == "select":
            blank = form.default is None or number > 0 or any(step.isdigit() for step in name.split("-"))
            groups = self.terms(form, name, value, blank=blank)
        elif widget == "grade":
            groups, second = self.grades(name)
        return Control(
            name, label, widget, value, must, "" if number else hint(form), self.problem(name),
            self.shown.area_names.get(name, ""), groups, second, number=number, focus=self.shown.focus == name,
            long=sum(len(one.choices) for one in groups) > _LONG,
        )  # fmt: skip

    @staticmethod
    def widget(form: Form, name: str) -> str:
        """How a value is entered."""
        if form.name == "key" and SEPARATOR in name:
            return "hidden"
        if form.name == "area":
            return "area"
        if form.vocabulary or _is_level(form, name):
            return "select"
        if is_degrees(form, name):
            return "degrees"
        return form.form

    def place(self, parts: list[Control], name: str) -> list[Control]:
        """The parts of a place, its point folded away with the tick that keeps it exact."""
        points = [one for one in parts if one.widget == "degrees"]
        exact = joined(name, EXACT)
        tick = Control(
            exact, _("Keep the point exactly as written"), "yes_no", self.answers.raw(exact),
            help=_("Otherwise it is rounded to about one kilometre."),
        )  # fmt: skip
        point = Control(
            joined(name, "point"), _("A point, if it is needed"), "group", parts=(*points, tick), folded=True
        )  # fmt: skip
        order = {"area": 0, "name": 1, "precision": 2, "level": 3}
        rest = sorted(
            (one for one in parts if one.widget != "degrees"), key=lambda one: order[one.name.rpartition("-")[2]]
        )
        return [*rest, point]

    def checks(self, form: Form, name: str) -> Control:
        """Terms to tick: what is ticked first, in its order."""
        held = self.answers.several(name)
        terms = vocabulary(form.vocabulary).terms
        order = [*(key for key in held if key in terms), *(key for key in terms if key not in held)]
        chosen = tuple(Choice(key, terms[key].label(self.language), key in held) for key in order)
        return Control(
            name, self.label(form), "checks", "on" if held else "", False, hint(form), self.problem(name),
            groups=(Choices("", chosen),), folded=len(terms) > _LONG,
        )  # fmt: skip

    def terms(self, form: Form, name: str, value: str, *, blank: bool) -> tuple[Choices, ...]:
        """The terms of a list, by their families where they have some."""
        if _is_level(form, name):
            labels = (_("Country"), _("Province"), _("District"), _("Below the district"))
            levels = zip(_LEVELS, labels, strict=True)
            return (Choices("", tuple(Choice(key, label, key == (value or form.default)) for key, label in levels)),)
        by_family: dict[str, list[Choice]] = {}
        for key, term in vocabulary(form.vocabulary).terms.items():
            choice = Choice(key, term.label(self.language), key == (value or ("" if blank else form.default)))
            by_family.setdefault(self.family(term), []).append(choice)
        found = [Choices(family, tuple(choices)) for family, choices in by_family.items()]
        first = [Choices("", (Choice("", "–", not value),))] if blank else []
        return (*first, *found)

    def family(self, term: Term) -> str:
        """The heading of a term."""
        family = term.facts.get("family", "")
        return families().get(str(family), "") if family else ""

    def grades(self, name: str) -> tuple[tuple[Choices, ...], tuple[Choice, ...]]:
        """The two lists of a grade, in words."""
        held = "".join(self.answers.values.get(name, ())).strip().upper()
        letter, digit = held[:1], held[1:]
        reliability = tuple(
            Choice(key.upper(), term.label(self.language), key.upper() == letter)
            for key, term in vocabulary("source_reliability").terms.items()
        )
        credibility = tuple(
            Choice(key[1:], term.label(self.language), key[1:] == digit)
            for key, term in vocabulary("source_credibility").terms.items()
        )
        return (Choices("", reliability),), credibility

    def label(self, form: Form) -> str:
        """What the field is called."""
        return word("fields", form.name, self.language)

    def problem(self, name: str) -> str:
        """What is wrong with it."""
        return self.shown.problems.get(name, "")


def _is_level(form: Form, name: str) -> bool:
    """Whether it is the level of a place's area."""
    return form.name == "level" and SEPARATOR in name


def _focused(control: Control) -> Control:
    return replace(control, focus=True)


def families() -> dict[str, str]:
    """Headings of the list of violations."""
    return {
        "life": _("Life"),
        "integrity": _("Body and mind"),
        "liberty": _("Liberty"),
        "property": _("Property and extortion"),
        "freedoms": _("Freedoms"),
        "sexual_violence": _("Sexual violence"),
        "child_rights": _("Children"),
        "conduct_of_hostilities": _("Conduct of hostilities"),
        "humanitarian_un": _("Aid workers and the UN"),
        "refugee": _("Displacement and refuge"),
    }
