"""What the operation's root says about keys, entered into this installation's chain."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from withstand.errors import InputError
from withstand.installation.keyring import Keyring, signing_key
from withstand.installation.opening import Opened, next_number
from withstand.installation.successors import INSTEAD_OF
from withstand.ledger import rights
from withstand.ledger.errors import LedgerError, NotOurs
from withstand.ledger.ids import instant_text
from withstand.ledger.journal import Draft, Saved, append
from withstand.ledger.ledger import Ledger
from withstand.ledger.merging import believe
from withstand.ledger.statements import Installation, Signed, Statement, state
from withstand.ledger.system import STATEMENT, KeyStatement
from withstand.vocabulary.terms import vocabulary


def same_operation(ledger: Ledger, root: Ed25519PrivateKey) -> Ed25519PrivateKey:
    """The root key, if it is this operation's.

    Raises:
        NotOurs: it is another operation's.
    """
    if root.public_key().public_bytes_raw().hex() != ledger.operation:
        raise NotOurs("This is the root key of another operation: compare the fingerprints. Nothing was changed.")
    return root


def say(ledger: Ledger, statements: Sequence[Signed], *, at: int | None = None) -> list[Saved]:
    """Enter statements of the root into this chain and believe them; all or none.

    `at`: the number that the first of them must get.

    Raises:
        LedgerError: somebody wrote meanwhile, so that `at` is another's number.
    """
    drafts = [
        Draft(STATEMENT, KeyStatement(signed=msgspec.json.encode(signed).decode()), "unclassified")
        for signed in statements
    ]

    def believing(saved: list[Saved]) -> None:
        first = ledger.log.entry(saved[0].entry)
        if at is not None and (first is None or first.entry.meta.sequence != at):
            raise LedgerError("Another program wrote into this ledger meanwhile. Nothing was changed; repeat.")
        believe(ledger, statements)

    return append(ledger, drafts, within=believing)


def enrolment(
    ledger: Ledger, root: Ed25519PrivateKey, keys: tuple[str, str, str], office: str, clearance: str,
    components: Sequence[str], instead_of: str = "",
) -> Signed:  # fmt: skip
    """The statement that an installation (`keys`: its id, public key and age recipient) belongs to the operation.

    `instead_of`: the installation of which it is a restored copy (see `successors`).
    """
    installation, key, recipient = keys
    statement = Statement(
        act="enrol", operation=ledger.operation, subject=installation, key=key, recipient=recipient, office=office,
        clearance=clearance, components=tuple(sorted(components)), on=now_text(ledger),
        reason=f"{INSTEAD_OF}{instead_of}" if instead_of else "",
    )  # fmt: skip
    return state(statement, root)


def now_text(ledger: Ledger) -> str:
    """The moment in UTC, to the microsecond: of two statements about one thing the later one counts."""
    now = ledger.clock()
    return f"{instant_text(now)[:19].replace(' ', 'T')}.{now % 1_000_000:06d}Z"


def checked_clearance(clearance: str) -> str:
    """A term of the classifications.

    Raises:
        InputError: it is none.
    """
    if rights.level(clearance) == rights.UNKNOWN_LEVEL:
        known = ", ".join(vocabulary("classifications").terms)
        raise InputError(f"--clearance {clearance!r} is none; there are: {known}.")
    return clearance


def checked_components(text: str) -> tuple[str, ...]:
    """Components from a list with commas; `all` stands for all of them.

    Raises:
        InputError: one of them is none.
    """
    known = tuple(vocabulary("components").terms)
    if text.strip() == "all":
        return known
    named = tuple(part.strip() for part in text.split(",") if part.strip())
    for name in named:
        if not rights.is_component(name):
            raise InputError(f"--components {name!r} is none; there are: all, {', '.join(known)}.")
    return named


def the_installation(ledger: Ledger, name: str) -> Installation:
    """The one installation of that office, or with an id that begins so; this one included.

    Raises:
        LedgerError: none, or several.
    """
    found = ledger.trust.office(name)
    if not found:
        known = ", ".join(sorted({one.office for one in ledger.trust.installations.values()})) or "none"
        raise LedgerError(f"No installation of the office {name!r} is enrolled; there are: {known}.")
    if len(found) > 1:
        ids = ", ".join(f"{one.id[:13]}{'' if one.active else ' (revoked)'}" for one in found)
        raise LedgerError(f"The office {name} has several installations; name one by the start of its id: {ids}.")
    return found[0]


def revoke(opened: Opened, root: Ed25519PrivateKey, name: str, after: int, reason: str) -> Installation:
    """What an installation wrote after entry number `after`, or writes from now on, counts nowhere any more."""
    ledger = opened.ledger
    same_operation(ledger, root)
    lost = the_installation(ledger, name)
    _counts(ledger, lost, after)
    said = Statement(
        act="revoke", operation=ledger.operation, subject=lost.id, key="", sequence=after, on=now_text(ledger),
        reason=reason,
    )  # fmt: skip
    keys = sorted({key for _, key in lost.keys})
    say(ledger, [state(msgspec.structs.replace(said, key=key), root) for key in keys])
    return ledger.trust.installations[lost.id]


def _counts(ledger: Ledger, lost: Installation, after: int) -> None:
    """Refuse a number that cannot be meant: past what is held here, or not before an earlier revocation.

    Raises:
        LedgerError: with the numbers.
    """
    held, _ = ledger.frontier().get(lost.id, (0, ""))
    if after > held:
        raise LedgerError(
            f"{held:,} entries of {lost.office} ({lost.id[:13]}) are held here, so its entry {after:,} cannot be known "
            f"to be its own. Name a number up to {held}, or import what other offices hold of it first. Nothing was "
            "changed."
        )
    before = min(lost.revoked.values(), default=None)
    if before is not None and not lost.active and after >= before:
        raise LedgerError(
            f"{lost.office} ({lost.id[:13]}) was revoked after its entry {before:,} already; only a smaller number "
            "would change that. Nothing was changed."
        )


def replace_key(
    opened: Opened, root: Ed25519PrivateKey, keep: Callable[[Keyring], None], seed: str
) -> tuple[int, Keyring]:  # fmt: skip
    """Let this installation sign with a new key from the entry after the one that says so.

    The new key is on the disk (`keep`) before anybody is told of it: a crash between the two loses nothing.
    """
    ledger = opened.ledger
    same_operation(ledger, root)
    own = ledger.trust.installations.get(opened.keyring.installation)
    if own is None:
        raise LedgerError("This installation is not enrolled; there is no key to replace.")
    keyring = msgspec.structs.replace(opened.keyring, signing=(*opened.keyring.signing, seed))
    keep(keyring)
    at = next_number(ledger)
    statement = Statement(
        act="replace", operation=ledger.operation, subject=own.id, sequence=at + 1, on=now_text(ledger),
        key=signing_key(seed).public_key().public_bytes_raw().hex(),
    )  # fmt: skip
    say(ledger, [state(statement, root)], at=at)
    return at + 1, keyring
