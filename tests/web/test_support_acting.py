"""Who may act in which role of a request's way: every account role, component and action; the rest is denied."""

from __future__ import annotations

import itertools

import pytest
from support_site import LEVEL, SECRETARIAT, Asked
from web_site import Site, words

from withstand.inducement.records import SCREENING
from withstand.inducement.requests import Screening
from withstand.inducement.steps import steps
from withstand.ledger.errors import InvalidRecord
from withstand.ledger.journal import Draft, LinkTo
from withstand.vocabulary.terms import vocabulary

ROLES = tuple(vocabulary("account_roles").terms)
COMPONENTS = tuple(vocabulary("components").terms)
WORKFLOW = tuple(vocabulary("support_roles").terms)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.usefixtures("site")
def test_every_role_component_and_action_follows_from_both_tables(role: str) -> None:
    from withstand.web.support.acting import acting_roles, roles_for

    named = set(vocabulary("account_roles").terms[role].facts["support_roles"])
    for component, action in itertools.product((*COMPONENTS, "*", ""), steps().values()):
        may = roles_for(action, acting_roles([role], [component] if component else []))
        for acting in WORKFLOW:
            of = vocabulary("support_roles").terms[acting].facts["components"]
            works_there = bool(of) and (component == "*" or component in of)
            assert (acting in may) == (acting in named and works_there and acting in action.by)


@pytest.mark.usefixtures("site")
def test_nothing_is_open_that_no_table_says() -> None:
    from withstand.web.support.acting import acting_roles

    assert acting_roles([], ["*"]) == ()
    assert acting_roles(ROLES, []) == ()
    assert acting_roles(["no such role"], ["*"]) == ()
    assert acting_roles(["head_of_office"], ["no such component"]) == ()
    assert "program" not in acting_roles(ROLES, ["*"])
    assert acting_roles(["reader", "administrator"], ["*"]) == ()


def test_the_tables_name_only_what_there_is() -> None:
    for term in vocabulary("account_roles").terms.values():
        assert set(term.facts["support_roles"]) <= set(WORKFLOW) - {"program"}
    for term in vocabulary("support_roles").terms.values():
        assert set(term.facts["components"]) <= set(COMPONENTS)


@pytest.mark.usefixtures("site")
def test_only_accounts_of_a_named_body_answer() -> None:
    from withstand.web.accounts.models import Account
    from withstand.web.support.acting import bodies_of

    def account(role: str, *components: str) -> Account:
        return Account(name="x", roles=[role], components=list(components), is_active=True)

    assert bodies_of(account("analyst", "joint_analysis")) == ("joint_analysis",)
    assert bodies_of(account("analyst", "*")) == ()
    assert bodies_of(account("reader", "joint_analysis")) == ()
    assert bodies_of(account("component_officer", "police", "force")) == ("force", "police")


@pytest.mark.parametrize("role", ROLES)
def test_a_step_is_open_to_those_who_may_take_it_and_told_to_others(site: Site, role: str) -> None:
    from withstand.web.accounts.roles import WRITE, permissions
    from withstand.web.support.acting import acting_roles, roles_for

    asked = Asked.of(site).until_review()
    for number, component in enumerate(("human_rights", "leadership", "mission_support")):
        browser = site.signed_in(f"who{number}", role, clearance="strictly_confidential", components=[component])
        for action in steps().values():
            answer = browser.get(f"{asked.page}step/{action.action}/")
            may = WRITE in permissions([role]) and roles_for(action, acting_roles([role], [component]))
            assert answer.status_code == (200 if may else 403), (role, component, action.action)
            sent = browser.post(
                f"{asked.page}step/{action.action}/", {"act": "save", "on": asked.today, "reasons": "x"}
            )
            assert sent.status_code in ((409, 422) if may else (403,)), (role, component, action.action)
    assert asked.stands().state == "review"


def test_the_page_says_as_what_one_may_act_and_what_is_still_lacking(site: Site) -> None:
    asked = Asked.of(site).until_screening()
    page = words(site.signed_in("ana", "due_diligence", **SECRETARIAT).get(asked.page))
    assert (
        "You may act as: Due-diligence secretariat, Screening body, Task force, Countersigning official, Monitor"
        in page
    )
    assert "Consolidate the answers" in page
    assert "Human rights, Joint mission analysis" in page
    assert "Your account takes no steps" in words(site.signed_in("eva", "reader", **SECRETARIAT).get(asked.page))


@pytest.mark.parametrize(
    ("role", "components", "answer", "entered"),
    [
        ("analyst", ["human_rights"], "concern", True),
        ("analyst", ["joint_analysis"], "concern", False),
        ("analyst", ["joint_analysis"], "no_answer", False),
        ("analyst", ["*"], "concern", False),
        ("liaison", ["human_rights"], "concern", False),
        ("due_diligence", ["protection_adviser"], "no_answer", True),
        ("due_diligence", ["protection_adviser"], "concern", False),
    ],
)
def test_by_no_way_does_anybody_answer_in_the_name_of_another_body(
    site: Site, role: str, components: list[str], answer: str, entered: bool
) -> None:
    from withstand.web.writing import save_as

    asked = Asked.of(site).until_screening()
    account = site.account("ana", role, clearance="strictly_confidential", components=components)
    said = Screening(body="human_rights", on=asked.today, answer=answer, reasons="fees at two roadblocks")
    draft = Draft(SCREENING, said, LEVEL, asked.compartments, links=(LinkTo("screens", asked.record),))
    with site.holding.opened() as opened:
        if entered:
            assert save_as(account, opened, [draft])
        else:
            with pytest.raises(InvalidRecord, match="own body"):
                save_as(account, opened, [draft])
