"""Adding: new records, new versions and links from programs. Nothing is changed or removed here, nor anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

import msgspec
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from msgspec import Meta

from withstand.dialogue.outgoing import telling
from withstand.errors import InputError
from withstand.kinds import REGISTRY
from withstand.ledger.errors import InvalidRecord
from withstand.ledger.fields import Fields, Record
from withstand.ledger.ids import is_identifier
from withstand.ledger.journal import Draft, LinkTo, Saved, append_links
from withstand.ledger.kinds import Kind
from withstand.ledger.scan import Found, keeping, scan_record
from withstand.picture.names import known_names
from withstand.picture.picture import Picture
from withstand.picture.seen import Seen
from withstand.web.accounts.audit import note
from withstand.web.accounts.roles import WRITE
from withstand.web.api.admission import token_of
from withstand.web.signed_in import Request
from withstand.web.writing import author_of, save

MOST = 500

Identifier = Annotated[str, Meta(max_length=36, description="An id, as answers give it.")]


class Decision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A finding of the scan that the author keeps on purpose."""

    field: Annotated[str, Meta(max_length=300)]
    found: Annotated[str, Meta(max_length=64)]
    reason: Annotated[str, Meta(min_length=3, max_length=300)]


class NewLink(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A link to another record."""

    role: Annotated[str, Meta(max_length=64)]
    to: Identifier
    about: Annotated[str, Meta(max_length=300)] = ""


class NewRecord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A record to add; without a classification and compartments it has those that the office begins with."""

    kind: Annotated[str, Meta(max_length=64)]
    fields: dict[str, Any]
    classification: Annotated[str, Meta(max_length=64)] = ""
    compartments: tuple[Annotated[str, Meta(max_length=64)], ...] | None = None
    links: Annotated[tuple[NewLink, ...], Meta(max_length=100)] = ()
    keep_text: tuple[Decision, ...] = ()


class NewRecords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Records that are added all, or none."""

    records: Annotated[tuple[NewRecord, ...], Meta(min_length=1, max_length=MOST)]


class NewVersion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A new version of a record: all its fields, over the versions that its author saw."""

    fields: dict[str, Any]
    supersedes: Annotated[tuple[Identifier, ...], Meta(min_length=1, max_length=50)]
    classification: Annotated[str, Meta(max_length=64)] = ""
    compartments: tuple[Annotated[str, Meta(max_length=64)], ...] | None = None
    links: Annotated[tuple[NewLink, ...], Meta(max_length=100)] = ()
    keep_text: tuple[Decision, ...] = ()


class NewLinks(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Links that are added all, or none."""

    links: Annotated[tuple[NewLink, ...], Meta(min_length=1, max_length=100)]


class AddedRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What was added: a record, or a link, and its version."""

    record: str
    version: str


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What was added, in the order in which it was sent."""

    added: tuple[AddedRecord, ...]


class TextFindings(InputError):
    """Texts hold what may point to people, and nobody has decided about it. `found`: number in the batch, finding."""

    def __init__(self, found: Sequence[tuple[int, Found]]) -> None:
        self.found = tuple(found)
        super().__init__(_("The texts hold what may point to people. Decide before they are saved; nothing was saved."))


class SettledByTwo(InputError):
    """A version over several others settles a conflict: one person proposes that on the page, another confirms."""

    def __init__(self) -> None:
        super().__init__(
            _("Versions that stand beside each other are settled by two people on the record’s page; none is saved.")
        )


def add_records(request: Request, picture: Picture, body: NewRecords) -> Added:
    """Add records, all or none."""
    office = request.lent.opened.settings.office
    found: list[tuple[int, Found]] = []
    drafts = []
    for number, new in enumerate(body.records):
        kind = REGISTRY.by_word(new.kind)
        record, open_ = _decided(kind, kind.read(_retained(request, kind, new.fields)), new.keep_text, picture)
        found += [(number, one) for one in open_]
        compartments = office.compartments if new.compartments is None else new.compartments
        links = _links(picture, kind, new.links)
        drafts.append(Draft(kind, record, new.classification or office.classification, compartments, links=links))
    if found:
        raise TextFindings(found)
    return _told(request, save(request, drafts))


def add_version(request: Request, picture: Picture, body: NewVersion, record: str) -> Added:
    """Add a version of a record, over the one that its author saw."""
    seen = picture.get(record)
    kind = _readable(seen)
    if len(set(body.supersedes)) > 1:
        raise SettledByTwo
    fields, found = _decided(kind, kind.read(body.fields), body.keep_text, picture)
    if found:
        raise TextFindings([(0, one) for one in found])
    compartments = seen.compartments if body.compartments is None else body.compartments
    draft = Draft(kind, fields, body.classification or seen.classification, compartments, record)
    links = _links(picture, kind, body.links)
    return _told(request, save(request, [replace(draft, supersedes=body.supersedes, links=links)]))


def add_links(request: Request, picture: Picture, body: NewLinks, record: str) -> Added:
    """Link a record to others."""
    kind = _readable(picture.get(record))
    links = _links(picture, kind, body.links)
    opened = request.lent.opened
    if not request.user.may(WRITE):
        raise PermissionDenied
    opened.must_write()
    author = author_of(opened, request.user)
    with telling(request.user.audience):
        return _told(request, append_links(opened.ledger, kind, record, links, author))


def _decided(kind: Kind, record: Record, decisions: Sequence[Decision], picture: Picture) -> tuple[Record, list[Found]]:
    """The record with what was decided, and the findings about which nothing was.

    Names of actors and places only take findings away, so they are looked up where there are any: that reads frames.
    """
    found = scan_record(kind, record) and scan_record(kind, record, known_names(picture))
    reasons = {(one.field, one.found): one.reason for one in decisions}
    decided = [(one, reasons[one.field, one.found]) for one in found if (one.field, one.found) in reasons]
    kept = [
        one for reason in dict.fromkeys(reason for _one, reason in decided)
        for one in keeping((of for of, because in decided if because == reason), reason)
    ]  # fmt: skip
    rest = [one for one in found if (one.field, one.found) not in reasons]
    return msgspec.structs.replace(record, text_kept=(*record.text_kept, *kept)), rest


def _retained(request: Request, kind: Kind, fields: Fields) -> Fields:
    """The fields, with the day until which the office keeps such records."""
    settings = request.lent.opened.settings
    days = settings.office.retention.get(kind.word)
    if days is None or "retain_until" in fields:
        return fields
    return {**fields, "retain_until": (settings.present_day(datetime.now(UTC)) + timedelta(days=days)).isoformat()}


def _links(picture: Picture, kind: Kind, links: Sequence[NewLink]) -> tuple[LinkTo, ...]:
    """Links to records that whoever asks may see; of others it is said, as of what does not exist: there are none."""
    for number, one in enumerate(links):
        if not is_identifier(one.to) or not picture.holds(one.to):
            raise InvalidRecord(kind.name, ((f"links[{number}].to", _("there is no such record that you may see")),))
    return tuple(LinkTo(one.role, one.to, one.about) for one in links)


def _readable(seen: Seen) -> Kind:
    if seen.kind is None or seen.fields is None:
        raise InputError(
            _("This record is of a newer version of the program: it is shown, and cannot be added to here.")
        )
    return seen.kind


def _told(request: Request, saved: Sequence[Saved]) -> Added:
    token = token_of(request)
    note("added_by_program", request.user, request.user, token=token.name if token else "", number=str(len(saved)))
    return Added(added=tuple(AddedRecord(record=one.record, version=one.entry) for one in saved))
