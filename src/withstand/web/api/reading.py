"""Reading records: lists, counts, frames, one record and all about it. Each asks the picture, five lines."""

from __future__ import annotations

import io
from typing import Annotated, Literal

from django.http import HttpResponse
from django.utils.translation import gettext as _
from msgspec import Meta

from withstand.kinds import REGISTRY
from withstand.ledger.kinds import Kind
from withstand.picture.picture import Picture
from withstand.web.api import answers
from withstand.web.api.asking import AsKnown, Paged, UnreadableRequest
from withstand.web.api.filters import Chosen, Listing, form_of, where_of
from withstand.web.api.paging import Paging
from withstand.web.records.explaining import explained
from withstand.web.records.history import latest_two
from withstand.web.signed_in import Request


class Framing(AsKnown, frozen=True, kw_only=True):
    """A frame: a row a record, or a row each of one of the fields that hold several."""

    form: Literal["json", "csv", "arrow"] = "json"
    part: Annotated[str, Meta(max_length=64, description="A field that holds several.")] = ""


class Comparing(AsKnown, frozen=True, kw_only=True):
    """Two versions; without them the last two that can be read."""

    before: Annotated[str, Meta(max_length=36, description="The one version.")] = ""
    after: Annotated[str, Meta(max_length=36, description="The other.")] = ""


class Explaining(AsKnown, frozen=True, kw_only=True):
    """Who is asked about."""

    profile: Annotated[str, Meta(max_length=64, description="A profile of the workspace; else whoever asks.")] = ""


_TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "arrow": "application/vnd.apache.arrow.file",
}
MEDIA = tuple(_TYPES.values())


def page(request: Request, paging: Paging, query: Listing, kind: Kind) -> answers.Records:
    """Records of a kind as its page lists them, the latest day first; those without a day last."""
    form = form_of(kind, query)
    where = where_of(request, form)
    found = paging.picture.stretch(kind, where, paging.step, paging.limit, earliest_first=form.earliest_first)
    return answers.Records(
        records=tuple(map(answers.record_answer, found.records)), next=paging.after(found),
        count=paging.picture.count(kind, where),
    )  # fmt: skip


def count(request: Request, picture: Picture, query: Chosen, kind: Kind) -> answers.Count:
    """How many records of a kind."""
    return answers.Count(kind=kind.name, count=picture.count(kind, where_of(request, form_of(kind, query))))


def counts(picture: Picture) -> answers.Counts:
    """How many records of each kind, and how many have two versions beside each other."""
    by_kind = tuple(answers.Count(kind=kind.name, count=picture.count(kind)) for kind in REGISTRY)
    return answers.Counts(counts=by_kind, conflicts=len(picture.conflicts()))


def frame(picture: Picture, query: Framing, kind: Kind) -> HttpResponse:
    """All records of a kind as a table of typed columns."""
    if query.part and query.part not in [form.name for form in kind.forms if form.many]:
        raise UnreadableRequest(_("This kind has no field of this name that holds several."), "part")
    whole, sink = picture.frame(kind, query.part), io.BytesIO()
    match query.form:
        case "csv":
            whole.write_csv(sink)
        case "arrow":
            whole.write_ipc(sink)
        case _:
            whole.write_json(sink)
    return HttpResponse(sink.getvalue(), content_type=_TYPES[query.form])


def kind_links(paging: Paging, query: Paged, kind: Kind) -> answers.KindLinks:  # noqa: ARG001 (the parameters)
    """Links of records of a kind that are visible with both their ends."""
    rows = paging.picture.link_frame(kind).sort("link").rows(named=True)
    found, after = paging.cut(rows, lambda row: str(row["link"]))
    return answers.KindLinks(links=tuple(answers.KindLink(**row) for row in found), next=after, count=len(rows))


def record(picture: Picture, record: str) -> answers.RecordAnswer:
    """A record."""
    return answers.record_answer(picture.get(record))


def history(paging: Paging, query: Paged, record: str) -> answers.RecordHistory:  # noqa: ARG001 (the parameters)
    """The known versions of a record, the oldest first, under its present rights."""
    versions = paging.picture.history(record)
    found, after = paging.cut(versions, lambda one: one.entry)
    return answers.RecordHistory(
        versions=tuple(map(answers.version_answer, found)), heads=paging.picture.heads(record), next=after,
        count=len(versions),
    )  # fmt: skip


def remains(picture: Picture, record: str) -> answers.RemainsAnswer:
    """What is left of a record whose text was redacted or erased: what its headers say."""
    left = picture.remains(record)
    return answers.RemainsAnswer(
        record=left.record, kind=left.kind.name if left.kind else "", classification=left.classification,
        compartments=left.compartments, state=left.state, versions=tuple(map(answers.version_answer, left.versions)),
    )  # fmt: skip


def difference(picture: Picture, query: Comparing, record: str) -> answers.Difference:
    """What differs between two versions of a record."""
    before, after = latest_two(picture.history(record), query.before, query.after)
    if not before or not after:
        return answers.Difference(before=before, after=after, changes=())
    return answers.difference(before, after, picture.diff(record, before, after))


def links(paging: Paging, query: Paged, record: str) -> answers.Links:  # noqa: ARG001 (the parameters)
    """Links of a record that are visible with both their ends: first those to others, then those of others to it."""
    outward, inward = (paging.picture.links(record, outward=way) for way in (True, False))
    rows = [*((True, one) for one in outward), *((False, one) for one in inward)]
    found, after = paging.cut(rows, lambda row: f"{row[0]} {row[1].link}")
    return answers.Links(
        links=tuple(answers.link_answer(one) for out, one in found if out),
        linked_from=tuple(answers.link_answer(one) for out, one in found if not out), next=after, count=len(rows),
    )  # fmt: skip


def explanation(picture: Picture, query: Explaining, record: str) -> answers.Explained:
    """Each condition under which a record that whoever asks sees is seen by a profile, in the caller's language."""
    found = explained(picture, picture.get(record).record, query.profile)
    if query.profile != found.profile:
        raise UnreadableRequest(_("The workspace has no such profile."), "profile")
    return answers.explained(record, found)
