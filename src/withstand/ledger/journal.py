"""Writing: drafts become signed, chained, projected entries, all of them or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import msgspec

from withstand.ledger import rights
from withstand.ledger.contents import Content, content_of
from withstand.ledger.entries import LARGEST_BODY, Entry, Header, commitment, public_text, seal
from withstand.ledger.errors import InvalidRecord, LedgerError, LostRace, NotFound
from withstand.ledger.fields import Record
from withstand.ledger.heads import head_entries
from withstand.ledger.ids import tick, uuid7
from withstand.ledger.kinds import Kind
from withstand.ledger.ledger import OFFICE_AUTHOR, Ledger
from withstand.ledger.restricting import check_no_wider, check_words
from withstand.ledger.store.log import Chain
from withstand.ledger.store.projection import Applied
from withstand.ledger.switches import must_be_open
from withstand.ledger.system import LIMIT, LINK, Limit, Link
from withstand.telling import Told


@dataclass(frozen=True)
class LinkTo:
    """A link that a draft asks for: in which role, to which record, about which part of the draft."""

    role: str
    target: str
    about: str = ""


@dataclass(frozen=True)
class Draft:
    """A record about to be saved. `supersedes` are the versions its author saw; none for a new record.

    `checked`: its workflow has found that this step can be taken; a kind `by_workflow` is saved no other way.
    """

    kind: Kind
    fields: Record
    classification: str
    compartments: tuple[str, ...] = ()
    record: str = ""
    supersedes: tuple[str, ...] = ()
    links: tuple[LinkTo, ...] = ()
    author: str = OFFICE_AUTHOR
    checked: bool = False


@dataclass(frozen=True)
class Saved:
    """A record that is on the disk."""

    record: str
    entry: str


@dataclass(frozen=True)
class _Unsigned:
    """A checked draft: its header but for its place in the chain, its body, what the projections keep of it."""

    meta: Header
    salt: bytes
    body: bytes
    content: Content
    first: bool


@dataclass
class _Batch:
    """What one call appends: drafts that were checked, and the records that are new among them."""

    ledger: Ledger
    chain: Chain
    instant: int
    unsigned: list[_Unsigned] = field(default_factory=list)
    new: dict[str, tuple[str, int, int]] = field(default_factory=dict)


def append(
    ledger: Ledger,
    drafts: Sequence[Draft],
    *,
    beside: bool = False,
    within: Callable[[list[Saved]], None] = lambda _: None,
) -> list[Saved]:
    """Save drafts in one transaction; it returns when all are on the disk.

    `within` runs in the same transaction. `beside` keeps a version although somebody saved another meanwhile: a
    conflict for a person to settle.

    Raises:
        InvalidRecord, LostRace, NotFound, SwitchedOff, TwoPeople, ByWorkflow: nothing was saved.
    """
    for draft in drafts:
        if not draft.checked:
            draft.kind.must_be_free()
    with ledger.database.writing():
        batch = _begin(ledger)
        saved = [_save(batch, draft, beside=beside) for draft in drafts]
        for draft, one in zip(drafts, saved, strict=True):
            for link in draft.links:
                _save_link(batch, draft.kind, draft.author, one.record, link)
        _write(batch)
        written = zip(drafts, saved, strict=True)
        ledger.registry.check(ledger, ((one.kind, to.record, (link.role for link in one.links)) for one, to in written))
        within(saved)
        _tell(ledger)
    return saved


def tell_limits(ledger: Ledger) -> int:
    """Say what may not be done with records because of what they rest on, where no entry says it yet.

    An office may hold a record and not what it rests on, a source more restricted. Returns how many were limited.
    """
    with ledger.database.writing():
        return _tell(ledger, everywhere=True)


def _tell(ledger: Ledger, *, everywhere: bool = False) -> int:
    untold = ledger.projection.uses.untold
    if not untold and not everywhere:
        return 0
    batch = _begin(ledger)
    owed = ledger.projection.uses.to_tell(batch.chain.k, everywhere=everywhere)
    if owed:
        for record, mask in owed.items():
            limit = Limit(record=record, consent=rights.taking_back(mask))
            _save(batch, Draft(LIMIT, limit, "unclassified"), beside=False)
        _write(batch)
    return len(owed)


def append_links(
    ledger: Ledger, kind: Kind, record: str, links: Sequence[LinkTo], author: str = OFFICE_AUTHOR
) -> list[Saved]:
    """Link a record that is already here to others; not one of a workflow (ByWorkflow)."""
    kind.must_be_free()
    with ledger.database.writing():
        batch = _begin(ledger)
        saved = [_save_link(batch, kind, author, record, link) for link in links]
        _write(batch)
        ledger.registry.check(ledger, [(kind, record, (link.role for link in links))])
        _tell(ledger)
    return saved


def withdraw_link(ledger: Ledger, link: str, author: str = OFFICE_AUTHOR) -> Saved:
    """Say that a link no longer holds; its history stays. Those of a workflow's records hold (ByWorkflow)."""
    with ledger.database.writing():
        row = ledger.database.one(
            "SELECT l.role, l.source, l.target, l.about,"
            " EXISTS (SELECT 1 FROM binding b WHERE b.link = l.record AND b.now), r.level, r.compartments,"
            " (SELECT s.kind FROM record s WHERE s.record = l.source)"
            " FROM link l JOIN record r ON r.record = l.record WHERE l.record = ?",
            (link,),
        )
        if row is None:
            raise NotFound(f"There is no link {link}.")
        if (source := ledger.registry.get(row[7] or "")) is not None:
            source.must_be_free()
        fields = Link(
            role=row[0], source=row[1], target=row[2], about=row[3], binds=bool(row[4]), withdrawn=True
        )  # fmt: skip
        batch = _begin(ledger)
        draft = Draft(
            LINK, fields, rights.classification_of(row[5]), rights.component_names(row[6]), link,
            head_entries(ledger, link), (), author,
        )  # fmt: skip
        saved = _save(batch, draft, beside=False)
        _write(batch)
        _tell(ledger)
    return saved


def writing_counts(ledger: Ledger) -> bool:
    """Whether the next entry of this installation would count, as far as its operation's root has said here."""
    known = ledger.trust.installations.get(ledger.signer.installation)
    if known is None:
        return True
    number = ledger.log.chain(ledger.signer.installation).tail + 1
    return known.trusted(number) and known.key_at(number) == public_text(ledger.signer.key)


def _begin(ledger: Ledger) -> _Batch:
    chain = ledger.log.chain(ledger.signer.installation)
    if not writing_counts(ledger):
        raise LedgerError(
            "The key of this installation was revoked or replaced: what it writes counts nowhere. Nothing was saved; "
            "ask headquarters, or restore a backup as a new installation."
        )
    return _Batch(ledger, chain, ledger.log.last_instant())


def _save(batch: _Batch, draft: Draft, *, beside: bool) -> Saved:
    ledger = batch.ledger
    must_be_open(ledger, draft.kind)
    body, read = draft.kind.written(draft.fields)
    if len(body) > LARGEST_BODY:
        problem = Told(
            "it has {bytes:,} bytes, and a record holds at most {most:,}: put the text into several",
            bytes=len(body), most=LARGEST_BODY,
        )  # fmt: skip
        raise InvalidRecord(draft.kind.name, (("", problem),))
    named = (draft.record, *draft.supersedes) if draft.record else draft.supersedes
    check_words(draft.kind.name, draft.classification, draft.compartments, named)
    batch.instant = tick(ledger.clock(), batch.instant)
    identifier = uuid7(batch.instant, ledger.randomness, ledger.signer.installation)
    record = draft.record or identifier
    first = not draft.supersedes and (not draft.record or _unknown(batch, record))
    if not first:
        _check_version(batch, draft, record, beside=beside)
    salt = ledger.randomness(16)
    meta = Header(
        author=draft.author,
        classification=draft.classification,
        commitment=commitment(salt, body),
        compartments=tuple(sorted(draft.compartments)),
        id=identifier,
        installation=ledger.signer.installation,
        kind=draft.kind.tag,
        office=ledger.signer.office,
        previous="",
        record=record,
        recorded_at=batch.instant,
        sequence=0,
        supersedes=tuple(sorted(draft.supersedes)),
    )
    batch.unsigned.append(_Unsigned(meta, salt, body, content_of(draft.kind, read), first and not draft.record))
    if first:
        batch.new[record] = (
            draft.kind.name,
            rights.level(draft.classification),
            rights.compartments(meta.compartments),
        )
    return Saved(record, identifier)


def _unknown(batch: _Batch, record: str) -> bool:
    known = batch.ledger.database.one("SELECT 1 FROM version WHERE record = ?", (record,))
    return known is None and record not in batch.new


def _check_version(batch: _Batch, draft: Draft, record: str, *, beside: bool) -> None:
    """A new version names the heads it replaces, keeps its kind, and is no less restricted than they are."""
    row = batch.ledger.database.one(
        "SELECT kind, level, unsealed, (SELECT 1 FROM gone g WHERE g.entry = r.record AND g.why = 'redact')"
        " FROM record r WHERE record = ?",
        (record,),
    )
    if row is None:
        raise NotFound(f"There is no record {record} to change.")
    if row[3]:
        raise NotFound(f"Record {record} was redacted: nothing is added to it. Enter a new record.")
    if row[0] != draft.kind.name:
        raise InvalidRecord(
            draft.kind.name,
            (("kind", Told("record {record} is a {kind}", record=record, kind=row[0].rpartition(".")[2])),),
        )
    heads = head_entries(batch.ledger, record)
    heads += tuple(one.meta.id for one in batch.unsigned if one.meta.record == record)
    if set(heads) != set(draft.supersedes) and not beside:
        raise LostRace(record, draft.supersedes, heads)
    check_no_wider(record, draft.classification, draft.compartments, row[1], row[2])


def _save_link(batch: _Batch, from_kind: Kind, author: str, source: str, link: LinkTo) -> Saved:
    role = from_kind.role(link.role)
    kind, level, mask = _end(batch, link.target)
    if kind not in role.targets:
        wanted = " or ".join(target.rpartition(".")[2] for target in role.targets)
        why = Told("it leads to a {wanted}; {record} is a {kind}", wanted=wanted, record=link.target, kind=kind)
        raise InvalidRecord(from_kind.name, ((link.role, why),))
    _, own_level, own_mask = _end(batch, source)
    shared = rights.narrowed(own_mask, mask)
    fields = Link(role=link.role, source=source, target=link.target, about=link.about, binds=role.consent)
    classification = rights.classification_of(max(level, own_level))
    names = rights.component_names(shared)
    return _save(batch, Draft(LINK, fields, classification, names, author=author), beside=False)


def _end(batch: _Batch, record: str) -> tuple[str, int, int]:
    if record in batch.new:
        return batch.new[record]
    row = batch.ledger.database.one("SELECT kind, level, unsealed FROM record WHERE record = ?", (record,))
    if row is None:
        raise NotFound(f"There is no record {record} to link to.")
    return str(row[0]), int(row[1]), int(row[2])


def _write(batch: _Batch) -> None:
    ledger = batch.ledger
    logged = ledger.log.add(batch.chain.k, _signed(batch))
    if logged:
        ledger.log.reach(batch.chain.k, logged[-1].entry.meta.sequence, logged[-1].stored_hash)
    ledger.log.keep_instant(batch.instant)
    applied = [Applied(one, kept.content, kept.first) for one, kept in zip(logged, batch.unsigned, strict=True)]
    ledger.projection.apply(applied, arrived=False)


def _signed(batch: _Batch) -> list[Entry]:
    """The entries of a batch, chained and signed one right after the other."""
    operation, key = batch.ledger.operation, batch.ledger.signer.key
    entries: list[Entry] = []
    previous = batch.chain.hash
    for sequence, one in enumerate(batch.unsigned, batch.chain.tail + 1):
        meta = msgspec.structs.replace(one.meta, previous=previous, sequence=sequence)
        entries.append(seal(meta, operation, key, one.salt, one.body))
        previous = entries[-1].hash
    return entries
