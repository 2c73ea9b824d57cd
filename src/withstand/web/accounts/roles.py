"""What roles allow. Who has none may do nothing."""

from __future__ import annotations

from collections.abc import Iterable

from withstand.vocabulary.terms import vocabulary

ADMINISTRATOR = "administrator"
READ, WRITE, EXPORT, CONFIRM, ACCOUNTS = "read", "write", "export", "confirm", "accounts"
FIRST = (ADMINISTRATOR, "head_of_office")
"""The roles of whoever starts the server: they hold the folder and its passphrase."""


def permissions(roles: Iterable[str]) -> frozenset[str]:
    """Everything that these roles allow; a role that is not known allows nothing."""
    terms = vocabulary("account_roles").terms
    return frozenset(word for role in roles if role in terms for word in terms[role].facts["may"])
