"""Long work: followed, cancelled, fetched, with the rights of whoever asked and of nobody else."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from web_site import WORKSPACE_PASSPHRASE, Site, words

from withstand.ledger.fields import Place

FULL: dict[str, Any] = {"clearance": "strictly_confidential", "components": ["*"]}


def asked(browser: Any, **changed: str) -> str:
    """Ask for an export; the address of the job."""
    answer = browser.post("/exports/", {"kind": "incident", "form": "csv", **changed})
    assert answer.status_code == 302, words(answer)
    return str(answer.headers["Location"])


def run(address: str) -> None:
    """What the worker does."""
    import uuid

    from withstand.web.work.running import perform

    perform(uuid.UUID(address.strip("/").split("/")[-1]))


def test_an_export_is_followed_and_fetched_without_a_script(site: Site) -> None:
    site.record("confidential", text="Two trucks were emptied.")
    ana = site.signed_in("ana", "analyst", **FULL)
    address = asked(ana)
    waiting = ana.get(address)
    assert "Waits for its turn" in words(waiting)
    assert waiting.headers["Refresh"] == "5"
    run(address)
    done = ana.get(address)
    assert "Is done" in words(done)
    assert "Refresh" not in done.headers
    file = ana.get(f"{address}file/")
    assert file.headers["Content-Disposition"] == 'attachment; filename="incident.csv"'
    assert file.headers["Cache-Control"] == "no-store"
    assert b"Two trucks were emptied." in file.content


def test_neither_a_file_nor_its_receipt_names_the_account(site: Site) -> None:
    site.record("confidential", text="Two trucks were emptied.", where=Place(area="VM0103", precision="admin2"))
    ana = site.signed_in("xenophon-sign-in", "analyst", **FULL)
    address = asked(ana, area="VM0103", form="json")
    run(address)
    assert b"xenophon" not in ana.get(f"{address}file/").content
    with site.holding.opened() as opened:
        rows = opened.ledger.database.rows("SELECT line FROM version WHERE kind LIKE 'ledger.Receipt@%'")
    assert rows
    assert not [line for (line,) in rows if "xenophon" in str(line)]


def test_a_job_sees_what_its_account_may_see_when_it_runs(site: Site) -> None:
    from withstand.web.accounts.models import Account

    site.record("strictly_confidential", text="Only for the cleared.")
    ana = site.signed_in("ana", "analyst", **FULL)
    address = asked(ana)
    Account.objects.filter(name="ana").update(clearance="unclassified")
    run(address)
    assert b"Only for the cleared" not in ana.get(f"{address}file/").content
    other = asked(ana)
    Account.objects.filter(name="ana").update(roles=["reader"])
    run(other)
    assert "Was cancelled" in words(ana.get(other))


def test_nobody_else_follows_or_fetches_a_job(site: Site) -> None:
    ana, ben = site.signed_in("ana", "analyst", **FULL), site.signed_in("ben", "analyst", **FULL)
    address = asked(ana)
    run(address)
    assert ben.get(address).status_code == 404
    assert ben.get(f"{address}file/").status_code == 404
    assert ben.post(f"{address}cancel/").status_code == 404


def test_a_cancelled_job_stops_and_leaves_no_file(site: Site) -> None:
    ana = site.signed_in("ana", "analyst", **FULL)
    address = asked(ana)
    ana.post(f"{address}cancel/")
    run(address)
    assert "Was cancelled" in words(ana.get(address))
    assert ana.get(f"{address}file/").status_code == 404


def test_texts_that_may_name_people_go_out_only_when_somebody_decides(site: Site) -> None:
    site.record("confidential", text="Call Xanthippe Smith at +236 70 12 34 56.")
    ana = site.signed_in("ana", "analyst", **FULL)
    address = asked(ana)
    run(address)
    page = words(ana.get(address))
    assert "Needs your decision" in page
    assert "+236 70 12 34 56" in page
    assert ana.get(f"{address}file/").status_code == 404
    again = ana.post(f"{address}decide/", {"keep_text": "published number"}).headers["Location"]
    run(again)
    assert b"+236 70 12 34 56" in ana.get(f"{again}file/").content


def test_a_script_gets_the_part_and_a_poll_keeps_no_session_awake(site: Site) -> None:
    ana = site.signed_in("ana", "analyst", **FULL)
    address = asked(ana)
    for _ in range(8):
        site.clock.pass_by(minutes=2.1)
        part = ana.get(address, headers={"HX-Request": "true", "X-Withstand-Poll": "1"})
    assert (part.status_code, part.headers["HX-Redirect"][:8]) == (204, "/screen/")


def test_what_a_stopped_server_left_is_said_to_be_broken(site: Site) -> None:
    from withstand.web.work.running import worker

    ana = site.signed_in("ana", "analyst", **FULL)
    address = asked(ana)
    worker()
    assert "The server stopped" in words(ana.get(address))


def test_a_lock_cuts_a_job_off_and_says_so(site: Site) -> None:
    ana = site.signed_in("ana", "analyst", **FULL)
    address = asked(ana)
    site.holding.lock()
    site.browser().post("/", {"workspace_passphrase": WORKSPACE_PASSPHRASE})
    assert "The server stopped" in words(ana.get(address))


def test_a_job_that_somebody_planted_is_not_run(site: Site) -> None:
    from withstand.web.work import running

    queue = running._task().huey
    queue.flush()
    queue.storage.enqueue(pickle.dumps(("planted", "withstand.web.work.running.run_job")))
    with pytest.raises(ValueError, match=r"Separator|ignature"):
        queue.dequeue()
    queue.storage.enqueue(b"planted")
    running.bury()
    assert queue.storage.queue_size() == 0


def test_nobody_fills_the_queue(site: Site) -> None:
    ana = site.signed_in("ana", "analyst", **FULL)
    for _ in range(5):
        asked(ana)
    answer = ana.post("/exports/", {"kind": "incident", "form": "csv"})
    assert (answer.status_code, "wait for one of them" in words(answer)) == (422, True)


def test_the_queue_holds_numbers_only(site: Site) -> None:
    ana = site.signed_in("ana", "analyst", **FULL)
    asked(ana, area="VM0101-remembered")
    for path in site.holding.workspace.folder.glob("jobs.sqlite*"):
        assert b"VM0101-remembered" not in path.read_bytes()


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "hxl", "geojson"])
def test_every_form_comes_out(site: Site, form: str) -> None:
    site.record("confidential", text="Two trucks were emptied.", where=Place(area="VM0102", precision="admin2"))
    ana = site.signed_in("ana", "analyst", **FULL)
    address = asked(ana, form=form, area="VM0102", since="2032-01-01")
    run(address)
    assert ana.get(f"{address}file/").status_code == 200, words(ana.get(address))
