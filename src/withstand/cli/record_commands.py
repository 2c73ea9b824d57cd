"""`withstand record`: add, edit, show, history, link, settle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from withstand.cli.clearing import about_cleared, cleared, told_before
from withstand.cli.entered import Entered, Given, from_json
from withstand.cli.fields_in import fields_from
from withstand.cli.looking import actor, named
from withstand.cli.opening import warn
from withstand.cli.record_view import changed, history_rows, plain_seen, shown_fields
from withstand.cli.terminal import piped, print_json, print_table, say
from withstand.errors import InputError
from withstand.installation.authors import authors_of
from withstand.installation.opening import Opened
from withstand.installation.presets import with_retention
from withstand.ledger import rights
from withstand.ledger.fields import Fields
from withstand.ledger.ids import instant_text
from withstand.ledger.journal import Draft, LinkTo, Saved, append, append_links, withdraw_link
from withstand.ledger.kinds import Kind
from withstand.ledger.ledger import OFFICE_AUTHOR
from withstand.ledger.switches import must_be_open
from withstand.ledger.system import LINK
from withstand.picture.audience import HOLDER
from withstand.picture.names import known_names
from withstand.picture.picture import Picture
from withstand.picture.seen import Seen


def add(opened: Opened, word: str, entered: Entered) -> None:
    """Enter records: one from words, or all of a JSON file."""
    kind = opened.ledger.registry.by_word(word)
    must_be_open(opened.ledger, kind)
    given = from_json(kind, entered.json) if entered.json else [Given({})]
    known = known_names(Picture(opened.ledger, HOLDER))
    drafts = [
        _draft(opened, kind, fields_from(kind, entered.words, one.fields), one.completing(entered), known)
        for one in given
    ]
    _tell(kind, append(opened.ledger, drafts))


def edit(opened: Opened, record: str, entered: Entered, over: str = "", *, beside: bool = False) -> None:
    """Enter a new version of a record, over the one that is seen now or over the one named."""
    picture = Picture(opened.ledger, HOLDER)
    record = named(picture, record)
    seen = picture.get(record)
    if seen.heads > 1 and not beside:
        raise InputError(f"Two versions of {record} stand beside each other; settle them: withstand record settle.")
    if not (entered.words or entered.json or entered.classification or entered.compartments or entered.links):
        raise InputError("Nothing to change: give --set field=value, --json FILE, --classification or --link.")
    version = _version_named(picture, record, over) if over else seen.version
    draft = _next(opened, seen, entered, (version,))
    saved = append(opened.ledger, [draft], beside=beside)
    _tell(draft.kind, saved)
    told_before(opened.ledger, [draft.fields], saved)


def settle(opened: Opened, record: str, keep: str, reason: str, entered: Entered) -> None:
    """Settle a conflict: keep one version, changed by the words given, over all that stand.

    What a workflow entered it has checked: one version is kept as it stands, and no words change it.
    """
    picture = Picture(opened.ledger, HOLDER)
    record = named(picture, record)
    heads = picture.heads(record)
    if len(heads) < 2:
        raise InputError(f"Record {record} has one version only: there is nothing to settle.")
    versions = {version.entry: version.seen for version in picture.history(record)}
    kept = next((seen for entry, seen in versions.items() if seen and entry in heads and entry.startswith(keep)), None)
    if kept is None or not keep:
        raise InputError(f"--keep names none of the versions that stand: {', '.join(heads)}.")
    words = (*entered.words, f"correction=Settled: {reason}")
    strictest = max((seen.header.classification for seen in versions.values() if seen), key=rights.level)
    draft = _next(opened, kept, Entered(words, None, strictest, (), (), entered.keep_text, entered.author), heads)
    _tell(draft.kind, append(opened.ledger, [replace(draft, checked=not entered.words)]))


def link(opened: Opened, record: str, words: Sequence[str], author: str) -> None:
    """Link a record to others, without a new version of it."""
    picture = Picture(opened.ledger, HOLDER)
    record = named(picture, record)
    kind = _known(picture.get(record))
    known = known_names(picture)
    links = _fresh(picture, record, [_link(picture, word, known) for word in words])
    _tell(LINK, append_links(opened.ledger, kind, record, links, author_of(opened, author)))


def _fresh(picture: Picture, record: str, links: list[LinkTo]) -> list[LinkTo]:
    """The links, where none of them stands already.

    Raises:
        InputError: with the id of the one that does.
    """
    there = {(one.role, one.other, one.about): one.link for one in picture.links(record)}
    for one in links:
        if known := there.get((one.role, one.target, one.about)):
            raise InputError(f"This link exists already: {one.role} to {one.target} ({known}). Nothing was saved.")
    return links


def unlink(opened: Opened, identifier: str, author: str) -> None:
    """Say that a link no longer holds."""
    saved = withdraw_link(opened.ledger, identifier, author_of(opened, author))
    if piped():
        print_json({"link": saved.record, "withdrawn": True})
    else:
        say(f"Withdrawn: link {saved.record}. Its history stays.")


def show(picture: Picture, record: str) -> None:
    """A record, its links and its standing."""
    record = named(picture, record)
    seen = picture.get(record)
    links = picture.links(record)
    back = picture.links(record, outward=False)
    if piped():
        print_json(plain_seen(seen, links, back))
        return
    say(f"{seen.tag.partition('@')[0].rpartition('.')[2]} {seen.record}")
    print_table("", ["field", "value"], shown_fields(seen))
    for one in links:
        say(f"{one.role} → {picture.get(one.other).title} ({one.other})")
    for one in back:
        say(f"{picture.get(one.other).title} ({one.other}) → {one.role}")
    say(f"{seen.classification.replace('_', ' ')}; recorded {instant_text(seen.recorded_at)} by {seen.header.office}")
    if seen.heads > 1:
        say(f"{seen.heads} versions stand beside each other: withstand record history {record}, then settle.")
    if seen.read_only:
        say("This version is of a newer program: it is shown as it stands, read-only.")


def history(picture: Picture, record: str, between: Sequence[str]) -> None:
    """All versions of a record, or what differs between two of them."""
    record = named(picture, record)
    if len(between) == 2:
        names = [_version_named(picture, record, start) for start in between]
        found = picture.diff(record, names[0], names[1])
        if piped():
            print_json([{"field": one.field, "before": one.before, "after": one.after} for one in found])
        else:
            rows = [[one.field, changed(one.field, one.before), changed(one.field, one.after)] for one in found]
            print_table("", ["field", "before", "after"], rows, left=3)
        if not found:
            warn("The two versions do not differ in any field.")
        return
    steps = history_rows(picture, record)
    if piped():
        print_json(steps)
    else:
        print_table("", list(steps[0]), [[str(value) for value in step.values()] for step in steps], left=9)


def _version_named(picture: Picture, record: str, start: str) -> str:
    found = [version.entry for version in picture.history(record) if version.entry.startswith(start)]
    if len(found) != 1:
        raise InputError(f"{start!r} is the start of {len(found)} versions of this record; give more of it.")
    return found[0]


def _next(opened: Opened, seen: Seen, entered: Entered, supersedes: tuple[str, ...]) -> Draft:
    kind = _known(seen)
    base: Fields = from_json(kind, entered.json)[0].fields if entered.json else dict(seen.raw)
    base = fields_from(kind, entered.words, base)
    record = kind.read(base)
    earlier = seen.fields.text_kept if seen.fields else ()
    picture = Picture(opened.ledger, HOLDER)
    known = known_names(picture)
    record = cleared(kind, record, entered.keep_text, known, earlier)
    return Draft(
        kind,
        record,
        entered.classification or seen.classification,
        entered.compartments or seen.compartments,
        seen.record,
        supersedes,
        tuple(_fresh(picture, seen.record, [_link(picture, word, known) for word in entered.links])),
        author_of(opened, entered.author),
    )


def _known(seen: Seen) -> Kind:
    if seen.kind is None or seen.fields is None:
        raise InputError(f"Record {seen.record} is of a newer version of the program: update Withstand to change it.")
    return seen.kind


def _draft(opened: Opened, kind: Kind, fields: Fields, entered: Entered, known: frozenset[str]) -> Draft:
    """A draft with the office's restrictive presets where nothing else was said."""
    office = opened.settings.office
    if not fields:
        needed = ", ".join(form.name for form in kind.forms if form.required)
        raise InputError(f"Nothing to enter. It needs at least: {needed}.")
    record = kind.read(with_retention(opened, kind, fields))
    record = cleared(kind, record, entered.keep_text, known)
    return Draft(
        kind,
        record,
        entered.classification or office.classification,
        entered.compartments or office.compartments,
        links=tuple(_link(Picture(opened.ledger, HOLDER), word, known) for word in entered.links),
        author=author_of(opened, entered.author),
    )


def author_of(opened: Opened, person: str) -> str:
    """The token of a person this week, or the office."""
    if not person:
        return OFFICE_AUTHOR
    with authors_of(opened) as authors:
        return authors.token(person, opened.settings.today(datetime.now(UTC)))


def _link(picture: Picture, word: str, known: frozenset[str]) -> LinkTo:
    role, equals, target = word.partition("=")
    if not equals:
        raise InputError(f"{word!r} is not of the form role=RECORD.")
    target, _, about = target.partition("#")
    return about_cleared(LinkTo(role.strip(), actor(picture, target.strip()), about.strip()), known)


def _tell(kind: Kind, saved: Sequence[Saved]) -> None:
    if piped():
        print_json([{"record": one.record, "version": one.entry} for one in saved])
        return
    for one in saved:
        say(f"{kind.word} saved: {one.record}")
