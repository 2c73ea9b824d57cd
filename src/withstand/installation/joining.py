"""An office joins: its request goes to headquarters, headquarters' welcome comes back."""

from __future__ import annotations

import hashlib

import msgspec
import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from withstand.errors import InputError
from withstand.installation.keyring import Keyring
from withstand.installation.opening import Opened
from withstand.installation.root_key import fingerprint, same_fingerprint
from withstand.installation.stating import enrolment, same_operation, say
from withstand.ledger.canonical import encode
from withstand.ledger.entries import holds, public_key, public_text
from withstand.ledger.errors import Forged, NotOurs
from withstand.ledger.merging import believe
from withstand.ledger.statements import Signed, Trust

_REQUEST, _WELCOME = "withstand request 1", "withstand welcome 1"


class Request(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What an installation hands in: its public keys, signed with the key that they name."""

    format: str
    installation: str
    office: str
    key: str
    recipient: str
    instead_of: str = ""
    signature: str = ""

    @property
    def fingerprint(self) -> str:
        """What both ends compare before the request is granted."""
        return fingerprint(hashlib.sha256(encode(msgspec.structs.replace(self, signature=""))).hexdigest())


class Welcome(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What headquarters hands back: the operation's name and every statement of its root."""

    format: str
    operation: str
    statements: tuple[Signed, ...]


def request_of(keyring: Keyring) -> Request:
    """The request of an installation."""
    request = Request(
        format=_REQUEST, installation=keyring.installation, office=keyring.office, key=public_text(keyring.newest),
        recipient=keyring.recipient, instead_of=keyring.instead_of,
    )  # fmt: skip
    return msgspec.structs.replace(request, signature=keyring.newest.sign(_signed(request)).hex())


def _signed(request: Request) -> bytes:
    return b"withstand request 1\x00" + encode(msgspec.structs.replace(request, signature=""))


def request_text(keyring: Keyring) -> bytes:
    """The request as a file."""
    return msgspec.json.format(msgspec.json.encode(request_of(keyring)), indent=1) + b"\n"


def read_request(content: bytes, name: str) -> Request:
    """A request that holds together.

    Raises:
        InputError, Forged: it is none, or it was changed.
    """
    try:
        request = msgspec.json.decode(content, type=Request)
        signature = bytes.fromhex(request.signature)
        pyrage.x25519.Recipient.from_str(request.recipient)
    except (msgspec.DecodeError, ValueError, pyrage.RecipientError):
        raise InputError(f"{name} is no request: it is the file that withstand init --join writes.") from None
    if request.format != _REQUEST or not holds(public_key(request.key), signature, _signed(request)):
        raise Forged(f"{name} was changed on its way. Ask the office for it again.")
    return request


def enrol(
    opened: Opened, request: Request, root: Ed25519PrivateKey, office: str, clearance: str, components: tuple[str, ...]
) -> bytes:
    """Enrol an installation; returns its welcome, encrypted to it alone.

    Raises:
        InputError, NotOurs, Forged: nothing was entered.
    """
    ledger = opened.ledger
    same_operation(ledger, root)
    if office and office.casefold() != request.office.casefold():
        raise InputError(f"The request is of the office {request.office!r}, not {office!r}. Nothing was entered.")
    known = ledger.trust.installations.get(request.installation)
    if known is not None and request.key not in {key for _, key in known.keys}:
        raise Forged(
            f"The installation {request.installation[:13]} is enrolled with another key. Nothing was entered; ask the "
            f"office {request.office} how this request came about."
        )
    keys = (request.installation, known.keys[0][1] if known else request.key, request.recipient)
    say(ledger, [enrolment(ledger, root, keys, request.office, clearance, components, request.instead_of)])
    return welcome(opened, request.recipient)


def welcome(opened: Opened, recipient: str) -> bytes:
    """What an installation needs in order to believe the root's statements."""
    ledger = opened.ledger
    content = Welcome(format=_WELCOME, operation=ledger.operation, statements=ledger.trust.statements)
    sealed: bytes = pyrage.encrypt(encode(content), [pyrage.x25519.Recipient.from_str(recipient)], armored=True)
    return sealed


def read_welcome(content: bytes, keyring: Keyring, name: str) -> Welcome:
    """The welcome in a file, opened by the installation that it is for; not believed yet.

    Raises:
        NotOurs, Forged: it is another's, or it was changed.
    """
    try:
        plain = pyrage.decrypt(content, [pyrage.x25519.Identity.from_str(keyring.identity)])
        found = msgspec.json.decode(plain, type=Welcome)
    except pyrage.DecryptError as problem:
        if "No matching keys" in str(problem):
            raise NotOurs(f"{name} is for another installation; ask for the one made from your request.") from None
        raise Forged(f"{name} was changed or cut on its way, or is no welcome. Ask for it again.") from None
    except msgspec.DecodeError:
        raise NotOurs(f"{name} opens, but it is no welcome.") from None
    return found


def join(opened: Opened, found: Welcome, given: str) -> None:
    """Believe the statements of an operation whose fingerprint a person has given.

    Raises:
        NotOurs, Forged: nothing was believed.
    """
    if not same_fingerprint(given, found.operation):
        raise NotOurs(
            f"This welcome is of an operation with the fingerprint {fingerprint(found.operation)}, not the one given. "
            "Do not join; ask headquarters."
        )
    trust = Trust.of(found.operation, found.statements)
    own = trust.installations.get(opened.keyring.installation)
    if len(trust.statements) != len(found.statements):
        raise Forged("Some statements in this welcome were not signed by the operation's root. Nothing was believed.")
    if own is None or opened.keyring.key_of(own.keys[0][1]) is None:
        raise NotOurs("This welcome does not enrol this installation. Nothing was believed; ask headquarters again.")
    ledger = opened.ledger
    with ledger.database.writing():
        ledger.belong(found.operation)
        believe(ledger, found.statements)
