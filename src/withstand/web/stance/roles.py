"""In which roles an account may choose a stance: those that answer for the mission, a component or an office."""

from __future__ import annotations

from withstand.picture.audience import EVERY
from withstand.vocabulary.terms import vocabulary
from withstand.web.accounts.models import Account
from withstand.web.accounts.roles import WRITE

CHOOSERS = ("head_of_mission", "head_of_component", "head_of_office")


def choosing_roles(account: Account) -> tuple[str, ...]:
    """The roles; what the tables do not say is denied. A head of component acts for a component of the account."""
    if not account.may(WRITE):
        return ()
    terms, roles = vocabulary("account_roles").terms, vocabulary("acceptance_roles").terms
    named = {one for role in account.roles if role in terms for one in terms[role].facts["acceptance_roles"]}
    works_for = frozenset(account.components)

    def acts(role: str) -> bool:
        needed = frozenset(roles[role].facts["components"])
        return EVERY in works_for or bool(works_for & needed if needed else works_for)

    return tuple(role for role in CHOOSERS if role in named and acts(role))
