"""Reading records: lists, one record and all about it, searches, counts, frames. Each asks the picture, five lines."""

from __future__ import annotations

import io
from typing import Annotated, Literal

from django.http import HttpResponse
from msgspec import Meta

from withstand.kinds import REGISTRY
from withstand.ledger.ids import instant_of
from withstand.ledger.kinds import Kind
from withstand.picture.explanation import explain
from withstand.picture.picture import Picture, Step
from withstand.web.api import answers
from withstand.web.api.asking import AsKnown, Chosen, Listing, Searching, UnreadableRequest, moment_of
from withstand.web.api.cursors import Place, opened, sealed


class Framing(AsKnown, frozen=True, kw_only=True):
    """A frame: a row a record, or a row each of one of the fields that hold several."""

    form: Literal["json", "csv", "arrow"] = "json"
    part: Annotated[str, Meta(max_length=64, description="A field that holds several.")] = ""


class Comparing(AsKnown, frozen=True, kw_only=True):
    """Two versions."""

    before: Annotated[str, Meta(max_length=36)]
    after: Annotated[str, Meta(max_length=36)]


_TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "arrow": "application/vnd.apache.arrow.file",
}


def page(picture: Picture, query: Listing, kind: Kind) -> answers.Records:
    """Records of a kind, the latest day first; those without a day last."""
    question = f"{picture.audience} {picture.as_of} {query.known_at} {kind.name} {query.where.values}"
    if not query.cursor:
        found = picture.stretch(kind, query.where, limit=query.limit)
        moment = picture.moment if query.known_at == "" else _instant(query.known_at)
    else:
        place = opened(query.cursor, question)
        then, moment = Picture(picture.ledger, picture.audience, picture.as_of, place.known_at), place.known_at
        found = then.stretch(kind, query.where, Step(place.dated, place.day, place.record), query.limit)
    after = found.after
    cursor = sealed(Place(moment, after.dated, after.day, after.record), question) if after else None
    return answers.Records(records=tuple(map(answers.record_answer, found.records)), next=cursor)


def _instant(text: str) -> int:
    moment = moment_of(text)
    return instant_of(moment) if moment else 0


def count(picture: Picture, query: Chosen, kind: Kind) -> answers.Count:
    """How many records of a kind."""
    return answers.Count(kind=kind.name, count=picture.count(kind, query.where))


def counts(picture: Picture) -> answers.Counts:
    """How many records of each kind, and how many have two versions beside each other."""
    by_kind = tuple(answers.Count(kind=kind.name, count=picture.count(kind)) for kind in REGISTRY)
    return answers.Counts(counts=by_kind, conflicts=len(picture.conflicts()))


def frame(picture: Picture, query: Framing, kind: Kind) -> HttpResponse:
    """All records of a kind as a table of typed columns."""
    if query.part and query.part not in [form.name for form in kind.forms if form.many]:
        raise UnreadableRequest(f"{kind.word} has no field of this name that holds several values.", "part")
    whole, sink = picture.frame(kind, query.part), io.BytesIO()
    match query.form:
        case "csv":
            whole.write_csv(sink)
        case "arrow":
            whole.write_ipc(sink)
        case _:
            whole.write_json(sink)
    return HttpResponse(sink.getvalue(), content_type=_TYPES[query.form])


def kind_links(picture: Picture, kind: Kind) -> answers.KindLinks:
    """All links of records of a kind that are visible with both their ends."""
    rows = picture.link_frame(kind).sort("link").iter_rows(named=True)
    return answers.KindLinks(links=tuple(answers.KindLink(**row) for row in rows))


def record(picture: Picture, record: str) -> answers.RecordAnswer:
    """A record."""
    return answers.record_answer(picture.get(record))


def history(picture: Picture, record: str) -> answers.History:
    """Every known version of a record, under its present rights."""
    versions = tuple(map(answers.version_answer, picture.history(record)))
    return answers.History(versions=versions, heads=picture.heads(record))


def difference(picture: Picture, query: Comparing, record: str) -> answers.Difference:
    """What differs between two versions of a record."""
    return answers.difference(picture.diff(record, query.before, query.after))


def links(picture: Picture, record: str) -> answers.Links:
    """Links of a record that are visible with both their ends."""
    outward, inward = picture.links(record), picture.links(record, outward=False)
    return answers.Links(
        links=tuple(map(answers.link_answer, outward)), linked_from=tuple(map(answers.link_answer, inward))
    )


def explanation(picture: Picture, record: str) -> answers.Explained:
    """Each condition under which whoever asks sees a record. Of others it is not said why they are not seen."""
    seen = picture.get(record)
    return answers.explained(explain(picture.ledger, seen.record, picture.audience, picture))


def search(picture: Picture, query: Searching) -> answers.Records:
    """Records in whose texts all the words stand, accents and Arabic variants aside."""
    return answers.Records(records=tuple(map(answers.record_answer, picture.search(query.q, query.limit))))


def conflicts(picture: Picture) -> answers.Records:
    """Records of which two versions stand beside each other."""
    return answers.Records(records=tuple(map(answers.record_answer, picture.conflicts())))
