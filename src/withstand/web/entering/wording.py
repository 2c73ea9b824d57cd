"""Values and records in a few words, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from withstand.brief.records.words import kind_label, word
from withstand.ledger.forms import Form
from withstand.ledger.kinds import Kind
from withstand.picture.seen import Seen
from withstand.web.records import saying


def worded(form: Form, held: Any, language: str) -> str:
    """A field in words; a dash where nothing is said."""
    if held is None or held == "" or held == []:
        return "–"
    if form.many:
        return "; ".join(_one(form, one, language) for one in held)
    return _one(form, held, language)


def _one(form: Form, held: Any, language: str) -> str:
    if form.vocabulary:
        return word(form.vocabulary, str(held), language)
    match form.form:
        case "yes_no":
            return _("yes") if held else _("no")
        case "span":
            return span_words(held)
        case "place":
            return place_words(held, language)
        case "part":
            parts = {part.name: part for part in form.parts}
            said = ((parts[name], one) for name, one in held.items() if name in parts and name != "key")
            return ", ".join(
                f"{word('fields', part.name, language)}: {worded(part, one, language)}" for part, one in said
            )
    return str(held)


def span_words(span: Mapping[str, Any]) -> str:
    """A span: the day, or some day, or every day."""
    start, end = saying.day(span.get("start", "")), saying.day(span.get("end") or "")
    if span.get("ongoing"):
        return _("since %(start)s") % {"start": start}
    if not end or end == start:
        return start
    both = {"start": start, "end": end}
    every = _("every day from %(start)s to %(end)s") if span.get("precise") else _("some day from %(start)s to %(end)s")
    return every % both


def place_words(place: Mapping[str, Any], language: str) -> str:
    """A place: its name, its area, its point, how exact."""
    parts = [place.get("name", ""), place.get("area", "")]
    if place.get("latitude") is not None:
        parts.append(f"{place['latitude'] / 1e6:g}, {place['longitude'] / 1e6:g}")
    exactness = word("place_precision", place.get("precision", "unknown"), language)
    return f"{', '.join(part for part in parts if part)} ({exactness})"


def called(seen: Seen, language: str) -> str:
    """What a record is called in lists: its kind, its title, its day, its place."""
    kind = seen.kind
    if kind is None:
        return seen.record
    said = [title_of(kind, seen.raw, language) or seen.record[-12:]]
    when = seen.raw.get(kind.when)
    where = seen.raw.get(kind.where) if kind.where else None
    if isinstance(when, dict):
        said.append(span_words(when))
    if isinstance(where, dict):
        said.append(str(where.get("name") or where.get("area") or ""))
    return f"{kind_label(kind, language)}: {', '.join(one for one in said if one)}"


def title_of(kind: Kind, fields: Mapping[str, Any], language: str) -> str:
    """The title field in words."""
    form = next((one for one in kind.forms if one.name == kind.title), None)
    held = fields.get(kind.title)
    return worded(form, held, language) if form is not None and held else ""
