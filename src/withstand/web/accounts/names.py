"""Names of people who sign in: each stands for one of them, and nobody can take one that reads the same."""

from __future__ import annotations

import unicodedata

from withstand.ledger import scan
from withstand.web.accounts.models import Account

_UNSEEN = ("Cf", "Cc", "Mn", "Zl", "Zp")


def as_read(name: str) -> str:
    """What an eye makes of a name: without capitals, accents, width of letters, and marks that nobody sees."""
    plain = unicodedata.normalize("NFKD", scan.as_read(name))
    seen = "".join(mark for mark in plain if unicodedata.category(mark) not in _UNSEEN)
    return " ".join(seen.casefold().split())


def somebody_elses(name: str, account: Account) -> bool:
    """Whether another account signs in, is shown, or signs acts of two under a name that reads so."""
    wanted = as_read(name)
    others = Account.objects.exclude(pk=account.pk).values_list("name", "display_name", "person")
    return bool(wanted) and any(wanted == as_read(one) for names in others for one in names)
