"""What administrators do with accounts, and that all of it is written down."""

from __future__ import annotations

import re
from typing import Any

import pytest
from web_site import PASSPHRASE, Site, words

GIVEN = {
    "name": "Ben", "display_name": "Ben Okoye", "roles": ["analyst"], "clearance": "confidential",
    "components": ["force"], "recipient": "un", "purpose": "protection", "language": "fr", "signs_as_office": "on",
}  # fmt: skip


@pytest.fixture
def chief(site: Site) -> Any:
    """An administrator's browser."""
    return site.signed_in("chief", "administrator")


def link_in(answer: Any) -> str:
    found = re.search(r"http://127.0.0.1(/welcome/[^<]+)<", answer.content.decode())
    assert found is not None, words(answer)
    return found[1]


def acts_noted() -> list[str]:
    from withstand.web.accounts.models import AuditEntry

    return list(AuditEntry.objects.order_by("pk").values_list("act", flat=True))


def test_an_account_begins_with_a_link_that_is_shown_once(site: Site, chief: Any) -> None:
    from withstand.web.accounts.models import Account, OneTimeLink

    link = link_in(chief.post("/accounts/new/", GIVEN))
    made = Account.objects.get(name="ben")
    assert (made.is_active, made.roles, made.components, made.language) == (False, ["analyst"], ["force"], "fr")
    assert link.split("/")[2] not in str(OneTimeLink.objects.values_list().get())
    assert site.browser().get(link).status_code == 200
    assert site.browser().post("/sign-in/", {"name": "ben", "passphrase": PASSPHRASE}).status_code == 422
    assert {"account_made", "link_made"} <= set(acts_noted())


def test_names_are_taken_whatever_their_capitals(site: Site, chief: Any) -> None:
    chief.post("/accounts/new/", GIVEN)
    assert chief.post("/accounts/new/", {**GIVEN, "name": "BEN"}).status_code == 422


def test_disabling_ends_sessions_and_enabling_opens_again(site: Site, chief: Any) -> None:
    account = site.account("ana", "analyst")
    ana = site.sign_in(account)
    chief.post(f"/accounts/{account.pk}/switch/")
    assert ana.get("/overview/").status_code == 302
    assert site.browser().post("/sign-in/", {"name": "ana", "passphrase": PASSPHRASE}).status_code == 422
    chief.post(f"/accounts/{account.pk}/switch/")
    assert site.sign_in(account).get("/overview/").status_code == 200
    assert acts_noted().count("account_disabled") == acts_noted().count("account_enabled") == 1


def test_a_reset_takes_away_both_factors(site: Site, chief: Any) -> None:
    account = site.account("ana", "analyst")
    ana = site.sign_in(account)
    link = link_in(chief.post(f"/accounts/{account.pk}/reset/"))
    assert ana.get("/overview/").status_code == 302
    assert site.browser().post("/sign-in/", {"name": "ana", "passphrase": PASSPHRASE}).status_code == 422
    assert site.browser().get(link).status_code == 200
    assert "second_factor_reset" in acts_noted()


def test_roles_and_clearance_change_at_once(site: Site, chief: Any) -> None:
    account = site.account("ana", "analyst")
    ana = site.sign_in(account)
    assert ana.get("/exports/").status_code == 200
    given = {**GIVEN, "name": "ana", "roles": ["reader"]}
    assert chief.post(f"/accounts/{account.pk}/", given).status_code == 302
    assert ana.get("/exports/").status_code == 403


def test_the_last_administrator_stays(site: Site, chief: Any) -> None:
    from withstand.web.accounts.models import Account

    own = Account.objects.get(name="chief")
    chief.post(f"/accounts/{own.pk}/switch/")
    chief.post(f"/accounts/{own.pk}/reset/")
    chief.post(f"/accounts/{own.pk}/", {**GIVEN, "name": "chief", "roles": ["reader"]})
    own.refresh_from_db()
    assert (own.is_active, own.roles) == (True, ["administrator"])


def test_an_administrator_of_accounts_sees_no_record(site: Site, chief: Any) -> None:
    assert chief.get("/").headers["Location"] == "/accounts/"
    assert chief.get("/overview/").status_code == 403


def test_the_log_is_added_to_and_never_changed(site: Site, chief: Any) -> None:
    from django.db import DatabaseError, connection, transaction

    assert "Signed in" in words(chief.get("/accounts/log/"))
    for statement in ("UPDATE accounts_auditentry SET act = 'x'", "DELETE FROM accounts_auditentry"):
        with pytest.raises(DatabaseError, match="only be added"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_entries_carry_the_office_or_a_token_never_a_name(site: Site) -> None:
    from withstand.web.writing import author_of

    with site.holding.opened() as opened:
        assert author_of(opened, site.account("ana", "analyst")) == "office"
        own = site.account("ben", "analyst", signs_as_office=False)
        assert re.fullmatch(r"[0-9a-f]{24}", author_of(opened, own))
        assert author_of(opened, own) == author_of(opened, own)
