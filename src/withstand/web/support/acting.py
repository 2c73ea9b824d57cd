"""In which roles of a request's way an account may act: by the roles of the account and the components it works for.

What the tables do not say is denied: `support_roles` of account_roles.toml, `components` of support_roles.toml.
"""

from __future__ import annotations

from collections.abc import Iterable

from withstand.inducement.requests import Screening
from withstand.inducement.steps import Step
from withstand.picture.audience import EVERY
from withstand.vocabulary.terms import vocabulary
from withstand.web.accounts.models import Account
from withstand.web.accounts.roles import WRITE

SECRETARIAT = "due_diligence"
BODY = "screening_body"
NO_ANSWER = "no_answer"


def acting_roles(roles: Iterable[str], components: Iterable[str]) -> tuple[str, ...]:
    """The roles of a way in which somebody with these account roles, of these components, may act."""
    named, works_for = _named(roles), frozenset(components)
    of = {key: frozenset(term.facts["components"]) for key, term in vocabulary("support_roles").terms.items()}
    return tuple(key for key in of if key in named and of[key] and (EVERY in works_for or works_for & of[key]))


def _named(roles: Iterable[str]) -> frozenset[str]:
    terms = vocabulary("account_roles").terms
    return frozenset(one for role in roles if role in terms for one in terms[role].facts.get("support_roles", ()))


def roles_of(account: Account) -> tuple[str, ...]:
    """The roles in which an account may act; none where it may not write at all."""
    return acting_roles(account.roles, account.components) if account.may(WRITE) else ()


def roles_for(step: Step, acting: Iterable[str]) -> tuple[str, ...]:
    """In which of these roles a step may be taken."""
    return tuple(role for role in acting if role in step.by)


def bodies_of(account: Account) -> tuple[str, ...]:
    """The bodies for which an account may answer: those it works for by name. Whoever works for all is no body."""
    if not account.may(WRITE) or BODY not in _named(account.roles):
        return ()
    return tuple(key for key in vocabulary("components").terms if key in account.components)


def may_answer(account: Account, said: Screening) -> bool:
    """Whether this account may enter an answer: for a body of its own, or, the secretariat, that none came."""
    noted = said.answer == NO_ANSWER and SECRETARIAT in roles_of(account)
    return noted or said.body in bodies_of(account)
