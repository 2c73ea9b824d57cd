"""In which roles an account may accept a finding: by its own roles, and the components that it works for."""

from __future__ import annotations

from withstand.analysis.coherence.finding import Finding
from withstand.mission.accepting import may_accept
from withstand.picture.audience import EVERY
from withstand.vocabulary.terms import vocabulary
from withstand.web.accounts.models import Account
from withstand.web.accounts.roles import WRITE


def accepting_roles(account: Account, finding: Finding) -> tuple[str, ...]:
    """The roles; what the tables do not say is denied."""
    terms, roles = vocabulary("account_roles").terms, vocabulary("acceptance_roles").terms
    named = {one for role in account.roles if role in terms for one in terms[role].facts["acceptance_roles"]}
    works_for = frozenset(account.components)
    if not account.may(WRITE):
        return ()
    return tuple(
        key for key in may_accept(finding)
        if key in named and (EVERY in works_for or works_for & {*(roles[key].facts["components"] or (finding.acts,))})
    )  # fmt: skip
