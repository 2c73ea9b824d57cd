"""Carrying forward on a page: each row confirmed or changed, saved once, and nothing lost that was typed."""

from __future__ import annotations

import re
import uuid
from typing import Any

from web_site import Site, words
from week_site import FULL, action, days_ago, stands, threat, today, unmistakable


def row(site: Site, record: str, **more: str) -> dict[str, str]:
    """A row of the form as it stands, with what is changed; `carry=""` leaves it out."""
    seen, _ = stands(site, record)
    names = ("rating", "imminence", "state_posture", "access", "status") if seen.kind.word == "Threat" else (
        "status", "due", "obstacle",
    )  # fmt: skip
    held = {name: str(getattr(seen.fields, name) or "") for name in names} | {"carry": "1"} | more
    return {f"over-{record}": seen.version} | {f"{name}-{record}": value for name, value in held.items() if value}


def form(site: Site, *rows: dict[str, str], **more: str) -> dict[str, Any]:
    """A whole form."""
    fixed = {"form-token": str(uuid.uuid4()), "form-about": "week.Carry ", "on": today(site).isoformat(), "act": "save"}
    return {name: value for part in (fixed, *rows, more) for name, value in part.items()}


def test_rows_are_confirmed_or_changed_and_entered_at_once(site: Site) -> None:
    kept, raised = threat(site, unmistakable("kept "), rating="moderate"), threat(site, unmistakable("raised "))
    task = action(site, unmistakable("task "), kept, due=days_ago(site, 3))
    ana = site.signed_in("ana", "analyst", **FULL)
    page = ana.get("/week/carry/").content.decode()
    assert f'name="over-{kept}"' in page
    changed = row(site, raised, rating="high", assessed="1")
    answer = ana.post("/week/carry/", form(site, row(site, kept), changed, row(site, task, status="blocked")))
    assert answer.status_code == 200, words(answer)
    assert "3 versions" in words(answer)
    day = today(site).isoformat()
    assert stands(site, kept)[0].fields.reviewed_on == day
    assert stands(site, kept)[0].fields.assessed_on is None
    assert (stands(site, raised)[0].fields.rating, stands(site, raised)[0].fields.assessed_on) == ("high", day)
    assert stands(site, task)[0].fields.status == "blocked"
    assert f'name="over-{kept}"' not in ana.get("/week/carry/").content.decode()


def test_the_same_form_twice_is_entered_once(site: Site) -> None:
    record = threat(site, unmistakable("once "))
    ana = site.signed_in("ana", "analyst", **FULL)
    sent = form(site, row(site, record))
    assert ana.post("/week/carry/", sent).status_code == 200
    again = ana.post("/week/carry/", sent, follow=True)
    assert "it was not saved twice" in words(again)
    assert len(stands(site, record)[1]) == 2


def test_who_came_second_sees_it_and_keeps_what_they_chose(site: Site) -> None:
    record = threat(site, unmistakable("raced "))
    other = threat(site, unmistakable("beside "))
    ana = site.signed_in("ana", "analyst", **FULL)
    sent = form(site, row(site, record, rating="high"), row(site, other))
    ben = site.signed_in("ben", "analyst", **FULL)
    change = form(site, row(site, record, state_posture="obstructing"), on=days_ago(site, 1))
    assert ben.post("/week/carry/", change).status_code == 200
    answer = ana.post("/week/carry/", sent)
    assert answer.status_code == 422
    assert "Somebody has changed this meanwhile" in words(answer)
    assert len(stands(site, other)[1]) == 1
    page = answer.content.decode()
    assert re.search(rf'id="rating-{record}".*?value="high" selected', page, re.DOTALL)
    version = stands(site, record)[0].version
    assert f'name="over-{record}" value="{version}"' in page
    fresh = {**sent, f"over-{record}": version, f"state_posture-{record}": "obstructing"}
    assert ana.post("/week/carry/", fresh).status_code == 200
    assert stands(site, record)[0].fields.rating == "high"


def test_a_change_in_a_row_that_is_left_out_is_not_lost_in_silence(site: Site) -> None:
    record, other = threat(site, unmistakable("left out ")), threat(site, unmistakable("ticked "))
    ana = site.signed_in("ana", "analyst", **FULL)
    answer = ana.post("/week/carry/", form(site, row(site, record, rating="high", carry=""), row(site, other)))
    assert answer.status_code == 422
    assert "tick it, or take the change back" in words(answer)
    assert len(stands(site, other)[1]) == 1


def test_what_is_written_is_looked_at_and_kept_only_with_a_reason(site: Site) -> None:
    record = action(site, unmistakable("written "))
    ana = site.signed_in("ana", "analyst", **FULL)
    sent = form(site, row(site, record, obstacle="Ring Colonel Xavier Brown on +221 77 123 45 67"))
    answer = ana.post("/week/carry/", sent)
    assert answer.status_code == 422
    code = re.search(r'name="keep-code" value="(\w+)"', answer.content.decode())
    assert code is not None, words(answer)
    assert len(stands(site, record)[1]) == 1
    assert ana.post("/week/carry/", {**sent, "keep-code": code[1], "keep-reason": "a public line"}).status_code == 200
    assert stands(site, record)[0].fields.text_kept


def test_a_form_that_arrives_when_the_screen_is_locked_is_back_afterwards(site: Site) -> None:
    from web_site import PASSPHRASE

    record = threat(site, unmistakable("locked "))
    ana = site.signed_in("ana", "analyst", **FULL)
    sent = form(site, row(site, record, rating="high"))
    site.clock.pass_by(minutes=16)
    answer = ana.post("/week/carry/", sent)
    assert answer.status_code == 302
    again = ana.post(answer.headers["Location"], {"passphrase": PASSPHRASE}, follow=True)
    assert "the form that you had not finished" in words(again)
    assert re.search(rf'id="rating-{record}".*?value="high" selected', again.content.decode(), re.DOTALL)
    assert len(stands(site, record)[1]) == 1


def test_readers_may_not_and_nobody_carries_what_they_may_not_see(site: Site) -> None:
    hidden = threat(site, unmistakable("hidden "), "human_rights")
    assert site.signed_in("ana", "reader", **FULL).get("/week/carry/").status_code == 403
    ben = site.signed_in("ben", "analyst", clearance="strictly_confidential", components=["force"])
    assert hidden not in ben.get("/week/carry/").content.decode()
    answer = ben.post("/week/carry/", form(site, row(site, hidden, rating="high")))
    assert answer.status_code == 422
    assert len(stands(site, hidden)[1]) == 1
