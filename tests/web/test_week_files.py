"""The week as files: in our layout or theirs, with a receipt, and nothing that whoever asks may not see."""

from __future__ import annotations

import uuid
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from matrix import unpacked
from web_site import Site, words
from week_site import FULL, action, threat, today, unmistakable

KESSIN = (files("withstand.demo") / "kessin-matrix.xlsx").read_bytes()


def made(browser: Any, site: Site, **asked: Any) -> tuple[Any, str]:
    """Ask for a file, let the worker make it, decide where it asks: the answer that holds it, and all its text."""
    from withstand.web.work.models import ASKS, Job
    from withstand.web.work.running import perform

    answer = browser.post("/week/files/", {"what": "matrix", "on": today(site).isoformat(), **asked})
    assert answer.status_code == 302, words(answer)
    number = uuid.UUID(answer.headers["Location"].strip("/").rpartition("/")[2])
    perform(number)
    if Job.objects.get(pk=number).state == ASKS:
        answer = browser.post(f"/jobs/{number}/decide/", {"keep_text": "practice"})
        number = uuid.UUID(answer.headers["Location"].strip("/").rpartition("/")[2])
        perform(number)
    file = browser.get(f"/jobs/{number}/file/")
    assert file.status_code == 200, Job.objects.get(pk=number).sentence
    return file, file.content.decode("utf-8", "replace") + unpacked(file.content)


def receipts(site: Site) -> int:
    with site.holding.opened() as opened:
        rows = opened.ledger.database.rows("SELECT count(*) FROM version WHERE kind LIKE 'ledger.Receipt@%'")
        return int(next(iter(rows))[0])


@pytest.mark.parametrize("what", ["matrix", "agenda", "action-sheet"])
def test_a_file_holds_what_its_reader_may_see_and_leaves_a_receipt(site: Site, what: str) -> None:
    seen, hidden = unmistakable("seen "), unmistakable("hidden ")
    action(site, f"patrol {seen}", threat(site, seen, "force", rating="high"), "force", owner="force")
    action(site, f"patrol {hidden}", threat(site, hidden, "human_rights"), "human_rights", owner="force")
    ana = site.signed_in("ana", "analyst", clearance="strictly_confidential", components=["force"])
    before = receipts(site)
    file, text = made(ana, site, what=what)
    assert seen in text
    assert hidden not in text
    assert receipts(site) == before + 1
    assert "attachment" in file.headers["Content-Disposition"]


def test_the_matrix_goes_out_in_the_layout_of_another_file_and_of_a_kept_mapping(site: Site, tmp_path: Path) -> None:
    from withstand.brief.matrix.table import find_matrix
    from withstand.web.week.models import KeptMapping, MatrixUpload

    what = unmistakable("in their layout ")
    threat(site, what, rating="high")
    ana = site.signed_in("ana", "analyst", **FULL)
    file, text = made(ana, site, like=SimpleUploadedFile("kessin-matrix.xlsx", KESSIN))
    assert what in text
    (tmp_path / "theirs.xlsx").write_bytes(KESSIN)
    (tmp_path / "out.xlsx").write_bytes(file.content)
    theirs, ours = (find_matrix(tmp_path / name).layout.columns for name in ("theirs.xlsx", "out.xlsx"))
    assert [one.heading for one in theirs if one.heading] == [one.heading for one in ours if one.heading]
    assert not MatrixUpload.objects.exists()
    from withstand.web.accounts.models import Account

    kept = KeptMapping.objects.create(
        by=Account.objects.get(name="ana"), name="Short", mapping='[[column]]\nheading = "Zqmenace"\nto = "threat"\n'
    )
    _, text = made(ana, site, mapping=str(kept.pk))
    assert "Zqmenace" in text


def test_outside_gets_the_matrix_alone_and_no_texts(site: Site) -> None:
    what = unmistakable("told inside ")
    threat(site, unmistakable("headed "), level="unclassified", description=what)
    out = site.signed_in(
        "out", "analyst", clearance="strictly_confidential", components=["*"], recipient="humanitarian"
    )
    page = out.get("/week/files/")
    assert page.status_code == 200
    assert "action-sheet" not in page.content.decode()
    assert out.get("/week/").status_code == 403
    _, text = made(out, site)
    assert what not in text


def test_another_mapping_than_ones_own_is_none(site: Site) -> None:
    from withstand.web.accounts.models import Account
    from withstand.web.week.models import KeptMapping

    ana, ben = site.signed_in("ana", "analyst", **FULL), site.account("ben", "analyst", **FULL)
    assert Account.objects.filter(pk=ben.pk).exists()
    kept = KeptMapping.objects.create(by=ben, name="Bens", mapping='[[column]]\nheading = "X"\nto = "threat"\n')
    asked = {"what": "matrix", "on": today(site).isoformat(), "mapping": str(kept.pk)}
    assert ana.post("/week/files/", asked).status_code == 422
    assert b"Bens" not in ana.get("/week/files/").content
    assert b"threat" not in ana.get(f"/week/mappings/{kept.pk}/").content


def test_what_is_no_matrix_gives_no_layout(site: Site) -> None:
    ana = site.signed_in("ana", "analyst", **FULL)
    file = SimpleUploadedFile("x.xlsx", b"%PDF-1.7 no")
    answer = ana.post("/week/files/", {"what": "matrix", "on": today(site).isoformat(), "like": file})
    assert answer.status_code == 422
    assert "PDF" in words(answer)


def test_readers_take_nothing_away(site: Site) -> None:
    assert site.signed_in("ana", "reader", **FULL).get("/week/files/").status_code == 403
