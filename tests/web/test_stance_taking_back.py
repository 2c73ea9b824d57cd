"""Taking a choice back on the page of its authority; and what a lock forgets of what was fitted."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from seeing_site import laid_out
from stance_site import Post
from test_settling_by_two import decide, heads, propose
from web_site import WORKSPACE_PASSPHRASE, Site, words

from withstand.analysis.stance.posterior import Posterior
from withstand.ledger.journal import Draft, append
from withstand.mission.stance import fitted
from withstand.mission.stance_records import STANCE, Stance
from withstand.picture.audience import HOLDER
from withstand.picture.picture import Picture
from withstand.web.holding import Holding

FULL: dict[str, Any] = {"clearance": "strictly_confidential", "components": ["*"]}


@pytest.fixture
def land(served: Holding) -> Iterator[None]:
    """The invented country's districts and events."""
    with laid_out(served.workspace):
        yield


def versions(site: Site, record: str) -> list[Stance]:
    """The versions of a choice, the first one first."""
    with site.holding.opened() as opened:
        seen = [one.seen for one in Picture(opened.ledger, HOLDER).history(record)]
        return [one.fields for one in seen if one and isinstance(one.fields, Stance)]


def back(post: Post, record: str) -> str:
    """Where a form takes it back."""
    return f"/stance/take-back/{post.unit}/{record}/{post.area}/"


def typed(because: str) -> dict[str, Any]:
    """What somebody types."""
    return {"form-token": str(uuid.uuid4()), "because": because}


def test_it_is_taken_back_once_and_its_page_keeps_that_it_stood(site: Site, land: None) -> None:
    post = Post(site, "VM0101")
    record = post.chose("with")
    cho = site.signed_in("cho", "head_of_office", **FULL)
    assert back(post, record) in cho.get(post.page).content.decode()
    given = typed("The road is closed again.")
    for _ in range(2):
        assert cho.post(back(post, record), given).status_code == 302
    first, latest = versions(site, record)
    assert (latest.taken_back, latest.taken_back_because) == (post.day(0), "The road is closed again.")
    assert first.taken_back is None
    page = cho.get(post.page)
    assert "The choice is taken back from today" in words(page)
    assert "(taken back)" in words(page)
    assert back(post, record) not in page.content.decode()
    assert cho.post(back(post, record), typed("Again.")).status_code == 404
    assert len(versions(site, record)) == 2


def test_without_a_reason_or_with_a_name_in_it_the_form_comes_back(site: Site, land: None) -> None:
    post = Post(site, "VM0102")
    record = post.chose("with")
    cho = site.signed_in("cho", "head_of_office", **FULL)
    empty = cho.post(back(post, record), typed(" "))
    assert (empty.status_code, "Say why." in words(empty)) == (422, True)
    named = cho.post(back(post, record), typed("Call +243 81 234 5678 before going."))
    assert (named.status_code, "What the texts may give away" in words(named)) == (422, True)
    assert "before going." in named.content.decode()
    assert len(versions(site, record)) == 1


def test_only_those_who_may_choose_take_it_back(site: Site, land: None) -> None:
    post, other = Post(site, "VM0103"), Post(site, "VM0103")
    record = post.chose("with")
    for name, role, status in (("ana", "analyst", 403), ("rea", "reader", 403)):
        client = site.signed_in(name, role, **FULL)
        assert "/stance/take-back/" not in client.get(post.page).content.decode()
        assert client.post(back(post, record), typed("No reason.")).status_code == status
    cho = site.signed_in("cho", "head_of_office", **FULL)
    assert cho.get(back(post, record)).status_code == 405
    assert cho.post(back(other, record), typed("Of another.")).status_code == 404
    assert len(versions(site, record)) == 1


def test_no_form_enters_or_changes_a_choice(site: Site, land: None) -> None:
    post = Post(site, "VM0104")
    record = post.chose("with")
    cho = site.signed_in("cho", "head_of_office", **FULL)
    for address in ("/enter/stance/", f"/enter/stance/{record}/", "/enter/stancethresholds/"):
        found = cho.get(address)
        assert "No form and no file enters this" in words(found), address
        assert cho.post(address, typed("")).status_code == 422


def test_of_two_that_stand_beside_each_other_one_is_taken_whole_by_two_people(site: Site, land: None) -> None:
    post = Post(site, "VM0105")
    record = post.chose("with")
    with site.holding.opened() as opened:
        seen = Picture(opened.ledger, HOLDER).get(record)
        for because in ("The road is closed.", "The road is mined."):
            ended = msgspec.structs.replace(seen.fields, taken_back=post.day(0), taken_back_because=because)  # type: ignore[type-var]
            draft = Draft(STANCE, ended, seen.classification, (), record, (seen.version,), checked=True)  # type: ignore[arg-type]
            append(opened.ledger, [draft], beside=True)
    cho = site.signed_in("cho", "head_of_office", **FULL)
    assert back(post, record) not in cho.get(post.page).content.decode()
    refused = cho.post(back(post, record), typed("Why not."))
    assert (refused.status_code, "Two versions of this choice" in words(refused)) == (422, True)
    assert propose(site.signed_in("ana", "analyst", **FULL), record).status_code == 302
    assert decide(site.signed_in("ben", "protection_adviser", **FULL), record, "confirm").status_code == 302
    assert len(heads(site, record)) == 1
    assert "(taken back)" in words(cho.get(post.page))


def test_a_lock_forgets_what_was_fitted(site: Site, land: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitted, "fit", lambda *_args, **_more: Posterior.__new__(Posterior))
    fitted.forget()
    fitted._fit(fitted._Asked("digest", None))  # type: ignore[arg-type]
    assert fitted.remembered() == 1
    site.holding.lock()
    site.holding.unlock(WORKSPACE_PASSPHRASE)
    assert fitted.remembered() == 0
