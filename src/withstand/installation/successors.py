"""Which installation of an office is meant: one that was restored from a backup stands for the one it was made of."""

from __future__ import annotations

from withstand.ledger.errors import LedgerError
from withstand.ledger.ledger import Ledger

INSTEAD_OF = "instead of "
"""Begins the reason of an enrolment whose installation was restored from a backup of the one named after it."""


def receiver_named(ledger: Ledger, name: str) -> str:
    """The id of the one other installation of that office that a bundle is for.

    Raises:
        LedgerError: all of its installations were revoked; or several stand, and none instead of the others.
    """
    own = ledger.signer.installation
    found = {one.id: one for one in ledger.trust.office(name) if one.id != own}
    active = {key for key, one in found.items() if one.active}
    if found and not active:
        offices = ", ".join(f"{one.office} ({one.id[:13]})" for one in found.values())
        raise LedgerError(
            f"{offices} was revoked: no bundle is made for it. Once its new installation is enrolled, name the office "
            "again."
        )
    standing = active - {older for newer in active for older in replaced(ledger, newer)}
    if len(standing) == 1:
        return standing.pop()
    if len(active) > 1:
        ids = ", ".join(sorted(key[:13] for key in active))
        raise LedgerError(
            f"The office {name} has several installations: name one by the start of its id ({ids}), or revoke those "
            "that are lost."
        )
    return name


def replaced(ledger: Ledger, installation: str) -> frozenset[str]:
    """The installations that this one was enrolled instead of, and those before them."""
    older = {
        signed.statement.subject: signed.statement.reason.removeprefix(INSTEAD_OF)
        for signed in ledger.trust.statements
        if signed.statement.act == "enrol" and signed.statement.reason.startswith(INSTEAD_OF)
    }
    found: list[str] = []
    while (installation := older.get(installation, "")) and installation not in found:
        found.append(installation)
    return frozenset(found)
