"""What somebody tries who is signed in and wants to see, keep or break more than is theirs."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from test_jobs_on_pages import run
from web_site import SECRET, Site, words

FULL: dict[str, Any] = {"clearance": "strictly_confidential", "components": ["*"]}


@pytest.mark.parametrize("address", ["/map/", "/timeline/"])
@pytest.mark.parametrize("name", ["since", "until"])
def test_days_at_the_ends_of_the_calendar_break_nothing(site: Site, address: str, name: str) -> None:
    ana = site.signed_in("ana", "analyst", **FULL)
    for day in ("0001-01-01", "9999-12-31"):
        assert ana.get(address, {name: day}).status_code == 200


def exported(browser: Any) -> str:
    """An export that is done; its address."""
    answer = browser.post("/exports/", {"kind": "incident", "form": "csv"})
    assert answer.status_code == 302, words(answer)
    address = str(answer.headers["Location"])
    run(address)
    return address


def test_a_file_made_with_rights_that_were_taken_away_is_gone(site: Site) -> None:
    site.record("strictly_confidential", text="Two trucks were emptied.")
    account = site.account("ana", "analyst", **FULL)
    ana, boss = site.sign_in(account), site.signed_in("boss", "administrator")
    address = exported(ana)
    assert b"Two trucks" in ana.get(f"{address}file/").content
    given = {
        "name": "ana", "display_name": "Ana", "roles": ["analyst"], "clearance": "unclassified", "recipient": "un",
        "purpose": "protection", "language": "en",
    }  # fmt: skip
    assert boss.post(f"/accounts/{account.pk}/", given).status_code == 302
    assert ana.get(f"{address}file/").status_code == 404
    assert ana.get(address).status_code == 404


def test_a_redaction_reaches_the_copies_that_the_server_keeps(site: Site) -> None:
    """Unfinished forms and files made before held the text for days."""
    from withstand.web.acts.copies import forget_a_text
    from withstand.web.entering.models import FormDraft
    from withstand.web.work.models import Job

    record, other = site.record("confidential"), site.record("confidential", text="Two trucks were emptied.")
    ana = site.signed_in("ana", "analyst", **FULL)
    for one in (record, other):
        token = str(uuid.uuid4())
        given = {"form-about": f"evidence.Incident {one}", "narrative": SECRET, "form-token": token}
        assert ana.post(f"/enter/draft/{token}/", given).status_code == 200
    exported(ana)
    forget_a_text(record)
    assert [one.record for one in FormDraft.objects.all()] == [other]
    assert not Job.objects.exists()
