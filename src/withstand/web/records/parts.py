"""The parts of a record's page: its fields in words, and its links in both directions."""

from __future__ import annotations

import json
from dataclasses import dataclass

from withstand.ledger.fields import Assertion
from withstand.ledger.forms import Form
from withstand.picture.picture import Picture
from withstand.picture.seen import Seen
from withstand.web.records import saying, titles
from withstand.web.records.ends import names_at_ends, title_with_ends

_SECTIONS = {
    "reply": "reply",
    "reply_on": "reply",
    "correction": "correction",
    "consent": "consent",
    "retain_until": "keeping",
    "text_kept": "keeping",
}


@dataclass(frozen=True)
class Field:
    """A field in words. `text`: it is free text; `written`: somebody's words, in a direction of their own."""

    label: str
    values: tuple[str, ...]
    text: bool = False
    written: bool = False


@dataclass(frozen=True)
class Parts:
    """A record's own fields, those that every record has, and the names of own fields that nobody filled in.

    `raw`: what a newer program wrote, as it stands.
    """

    own: tuple[Field, ...]
    reply: tuple[Field, ...]
    correction: tuple[Field, ...]
    consent: tuple[Field, ...]
    keeping: tuple[Field, ...]
    unsaid: tuple[str, ...]
    raw: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class End:
    """The other end of a link: its role in words, the page and the title of the record, which part it is about."""

    role: str
    address: str
    title: str
    kind: str
    about: str


@dataclass(frozen=True)
class Ends:
    """Links that lead from a record, and links that lead to it."""

    outward: tuple[End, ...]
    inward: tuple[End, ...]


def parts_of(seen: Seen) -> Parts:
    """The fields of a record in the order of its declaration."""
    if seen.fields is None or seen.kind is None:
        raw = tuple((name, json.dumps(value, ensure_ascii=False, indent=1)) for name, value in seen.raw.items())
        return Parts((), (), (), (), (), (), raw)
    sections: dict[str, list[Field]] = {name: [] for name in ("own", *_SECTIONS.values())}
    unsaid: list[str] = []
    for form in seen.kind.forms:
        section = _SECTIONS.get(form.name, "own")
        field = field_of(form, getattr(seen.fields, form.name))
        if field.values:
            sections[section].append(field)
        elif section == "own":
            unsaid.append(field.label)
    return Parts(**{name: tuple(fields) for name, fields in sections.items()}, unsaid=tuple(unsaid), raw=())


def field_of(form: Form, held: object) -> Field:
    """A field in words; claims and whatever links may be about are numbered by their keys where there are several."""
    values = saying.several(form, held)
    if form.model is Assertion and isinstance(held, tuple) and len(held) > 1:
        values = [f"{one.key}: {said}" for one, said in zip(held, values, strict=True)]
    return Field(saying.field_label(form.name), tuple(values), form.form == "text", form.form in ("text", "line"))


def ties_of(picture: Picture, seen: Seen) -> Ends:
    """The links of a record that are visible with both their ends, in a few questions however many there are."""
    out, back = picture.ties([seen.record]), picture.ties([seen.record], outward=False)
    others = picture.several({tie.target for tie in out} | {tie.source for tie in back})
    names = names_at_ends(picture, others.values())

    def end(role: str, other: Seen, about: str) -> End:
        said, kind = title_with_ends(other, names), titles.kind_words(other.kind)
        return End(saying.label("roles", role), titles.address(other), said, kind, about)

    return Ends(
        tuple(end(tie.role, others[tie.target], tie.about) for tie in out if tie.target in others),
        tuple(end(tie.role, others[tie.source], tie.about) for tie in back if tie.source in others),
    )
