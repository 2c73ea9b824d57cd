"""Records as tables and JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from withstand.ledger.forms import Form
from withstand.ledger.ids import instant_text
from withstand.picture.picture import Picture
from withstand.picture.seen import Linked, Seen
from withstand.vocabulary.terms import vocabulary

ID_SHOWN = 12


def plain_seen(seen: Seen, links: Sequence[Linked] = (), back: Sequence[Linked] = ()) -> dict[str, Any]:
    """A record as JSON."""
    return {
        "record": seen.record,
        "version": seen.version,
        "kind": seen.tag,
        "classification": seen.classification,
        "compartments": list(seen.compartments),
        "recorded_at": instant_text(seen.recorded_at),
        "office": seen.header.office,
        "author": seen.header.author,
        "versions_that_stand": seen.heads,
        "read_only": seen.read_only,
        "fields": seen.raw,
        "links": [{"link": one.link, "role": one.role, "to": one.other, "about": one.about} for one in links],
        "linked_from": [{"link": one.link, "role": one.role, "from": one.other} for one in back],
    }


def shown_fields(seen: Seen) -> list[list[str]]:
    """Rows of field and value, codes by their labels."""
    if seen.kind is None:
        return [[name, str(value)] for name, value in seen.raw.items()]
    return [[form.name, worded(form, seen.raw[form.name])] for form in seen.kind.forms if form.name in seen.raw]


def worded(form: Form, value: Any) -> str:
    """A value in words."""
    if form.many:
        return "; ".join(_one(form, one) for one in value)
    return _one(form, value)


def _one(form: Form, value: Any) -> str:
    if form.vocabulary:
        terms = vocabulary(form.vocabulary).terms
        return terms[value].label() if value in terms else str(value)
    match form.form:
        case "yes_no":
            return "yes" if value else "no"
        case "span":
            return span_words(value)
        case "place":
            return place_words(value)
        case "part":
            parts = {part.name: part for part in form.parts}
            return ", ".join(f"{name} {worded(parts[name], one)}" for name, one in value.items() if name in parts)
    return str(value)


def changed(field: str, value: Any) -> str:
    """A value in a list of changes; degrees as degrees, wherever they stand."""
    if field.rpartition(".")[2] in ("latitude", "longitude") and isinstance(value, int):
        return f"{value / 1e6:.6f}"
    if isinstance(value, dict):
        return ", ".join(f"{name} {changed(name, one)}" for name, one in value.items())
    if isinstance(value, list):
        return "; ".join(changed(field, one) for one in value)
    return "" if value is None else str(value)


def span_words(span: dict[str, Any]) -> str:
    """A span: the day, or some day, or every day."""
    if span.get("ongoing"):
        return f"since {span['start']}"
    if not span.get("end") or span["end"] == span["start"]:
        return str(span["start"])
    return f"{'every day' if span.get('precise') else 'some day'} from {span['start']} to {span['end']}"


def place_words(place: dict[str, Any]) -> str:
    """A place: its name, its area, its point."""
    parts = [place.get("name", ""), place.get("area", "")]
    if place.get("latitude") is not None:
        parts.append(f"{place['latitude'] / 1e6:.4f}, {place['longitude'] / 1e6:.4f}")
    label = vocabulary("place_precision").label(place.get("precision", "unknown")).lower()
    return f"{', '.join(part for part in parts if part)} ({label})"


def list_rows(seen: Sequence[Seen]) -> list[dict[str, Any]]:
    """Rows of a list: date, title, where, how restricted, the end of the id (which commands take for the whole)."""
    rows = []
    for one in seen:
        kind = one.kind
        when = one.raw.get(kind.when) if kind else None
        where = one.raw.get(kind.where) if kind and kind.where else None
        title = next((form for form in kind.forms if form.name == kind.title), None) if kind else None
        what = worded(title, one.raw[title.name]) if title and title.name in one.raw else one.title
        rows.append(
            {
                "when": _short_span(when) if when else "",
                "what": f"{what} ({one.heads} versions)" if one.heads > 1 else what,
                "where": (where.get("name") or where.get("area") or "a point") if where else "",
                "rights": one.classification.replace("_", " "),
                "record": one.record[-ID_SHOWN:],
            }
        )
    return rows


def _short_span(span: dict[str, Any]) -> str:
    if span.get("ongoing"):
        return f"{span['start']} on"
    return span["start"] if not span.get("end") else f"{span['start']} to {span['end']}"


def history_rows(picture: Picture, record: str) -> list[dict[str, Any]]:
    """Rows of a history, the oldest first."""
    return [
        {
            "version": version.entry,
            "recorded": instant_text(version.recorded_at),
            "office": version.seen.header.office if version.seen else "",
            "author": version.seen.header.author if version.seen else "",
            "state": version.state,
            "supersedes": ", ".join(version.supersedes),
        }
        for version in picture.history(record)
    ]
