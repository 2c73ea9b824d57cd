"""The matrix in by a page: mapping corrected, dry run looked at, entered at once or not at all, the file gone."""

from __future__ import annotations

import io
import re
import zipfile
from importlib.resources import files
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from web_site import Site, words
from week_site import FULL, days_ago, stands, threat, today, unmistakable

from withstand.mission.records import ACTION, THREAT

KESSIN = (files("withstand.demo") / "kessin-matrix.xlsx").read_bytes()
HEADINGS = ("Location", "Threat", "Rating", "Actions", "Responsible", "Deadline", "Notes of ours")


def book(*rows: tuple[str, ...], headings: tuple[str, ...] = HEADINGS) -> bytes:
    """A matrix as people keep it."""
    sink = io.BytesIO()
    made = xlsxwriter.Workbook(sink, {"in_memory": True})
    sheet = made.add_worksheet("Matrix")
    for number, row in enumerate((headings, *rows)):
        for place, cell in enumerate(row):
            sheet.write_string(number, place, cell)
    made.close()
    return sink.getvalue()


def give(browser: Any, site: Site, content: bytes, name: str = "matrix.xlsx", **more: Any) -> Any:
    """Upload a matrix."""
    file = SimpleUploadedFile(name, content)
    fixed = {"file": file, "on": today(site).isoformat(), "classification": "confidential"}
    return browser.post("/week/matrix/", fixed | more)


def look(browser: Any, site: Site, content: bytes, **more: Any) -> tuple[str, str]:
    """Upload it and look at the dry run: its address, its page."""
    answer = give(browser, site, content, **more)
    assert answer.status_code == 302, words(answer)
    address = answer.headers["Location"]
    return address, browser.get(address).content.decode()


def code(page: str, name: str = "code") -> str:
    found = re.search(rf'name="{name}" value="(\w*)"', page)
    assert found is not None
    return found[1]


def counts(site: Site) -> tuple[int, int]:
    """How many threats and actions there are."""
    from withstand.picture.audience import HOLDER
    from withstand.picture.picture import Picture

    with site.holding.opened() as opened:
        picture = Picture(opened.ledger, HOLDER)
        return picture.count(THREAT), picture.count(ACTION)


def test_a_matrix_is_looked_at_then_entered_at_once_and_its_file_is_gone(site: Site) -> None:
    from withstand.web.week.models import MatrixUpload

    what = unmistakable("fees at the bridge ")
    ana = site.signed_in("ana", "analyst", **FULL)
    before = counts(site)
    rows = book(
        ("VM0101", what, "High", f"{what} patrol", "Force", days_ago(site, -9), "x"), ("VM0102", "", "", "", "", "", "")
    )
    address, page = look(ana, site, rows)
    assert what in page
    assert "Notes of ours" in page
    assert counts(site) == before
    ben = site.signed_in("ben", "analyst", **FULL)
    assert ben.get(address).status_code == 404
    answer = ana.post(address, {"act": "enter", "code": code(page)}, follow=True)
    assert "2 versions" in words(answer)
    assert counts(site) == (before[0] + 1, before[1] + 1)
    assert MatrixUpload.objects.get().content is None
    again = ana.post(address, {"act": "enter", "code": code(page)}, follow=True)
    assert "2 versions" in words(again)
    assert counts(site) == (before[0] + 1, before[1] + 1)
    assert what in words(ana.get("/week/"))


def test_the_mapping_is_corrected_kept_and_used_again(site: Site) -> None:
    what, more = unmistakable("cattle raids "), unmistakable("told at length ")
    ana = site.signed_in("ana", "analyst", **FULL)
    content = book(("VM0101", what, "zqgravezz", "", "", "", more))
    address, page = look(ana, site, content)
    assert "Rating not known" in page
    chosen = {f"to-{number}": to for number, to in enumerate(
        ("place", "threat", "rating", "action", "action_owner", "action_due", "description"))}  # fmt: skip
    twice = ana.post(address, chosen | {"act": "map", "to-0": "threat"})
    assert twice.status_code == 422
    assert "only one can" in words(twice)
    bad = ana.post(address, chosen | {"act": "map", "words": "nonsense"})
    assert bad.status_code == 422
    assert "nonsense" in bad.content.decode()
    kept = {"act": "keep", "mapping-name": "Ours", "words": "threat_ratings: zqgravezz = very_high"}
    assert ana.post(address, chosen | kept).status_code == 302
    page = ana.get(address).content.decode()
    assert "Very high" in page
    assert '<option value="description" selected' in page
    from withstand.web.week.models import KeptMapping

    mapping = KeptMapping.objects.get()
    assert b"zqgravezz" in ana.get(f"/week/mappings/{mapping.pk}/").content
    again, page = look(ana, site, content, mapping=str(mapping.pk))
    ana.post(again, {"act": "enter", "code": code(page)})
    assert more in str(stands(site, _record(site, what))[0].raw)
    ana.post(f"/week/mappings/{mapping.pk}/")
    assert not KeptMapping.objects.exists()


def _record(site: Site, text: str) -> str:
    from withstand.picture.audience import HOLDER
    from withstand.picture.filters import Filter
    from withstand.picture.picture import Picture

    with site.holding.opened() as opened:
        found = Picture(opened.ledger, HOLDER).search(text.rsplit(maxsplit=1)[-1]) or list(
            Picture(opened.ledger, HOLDER).each(THREAT, Filter())
        )
    return next(one.record for one in found if one.raw.get("threat") == text)


def test_what_stands_there_is_changed_under_its_own_rights_and_only_where_it_may_be_seen(site: Site) -> None:
    mine, hidden = unmistakable("seen by the force "), unmistakable("hidden from the force ")
    seen = threat(site, mine, "force", rating="moderate")
    threat(site, hidden, "human_rights", rating="moderate")
    ana = site.signed_in("ana", "analyst", clearance="strictly_confidential", components=["force"])
    address, page = look(ana, site, book(("VM0101", mine, "High", "", "", "", "")))
    assert hidden not in page
    assert f"/records/threat/{seen}/" in page
    ana.post(address, {"act": "enter", "code": code(page)})
    now, history = stands(site, seen)
    assert (now.fields.rating, now.compartments, len(history)) == ("high", ("force",), 2)


def test_what_changed_since_somebody_looked_is_looked_at_again(site: Site) -> None:
    what = unmistakable("changed meanwhile ")
    record = threat(site, what, rating="moderate")
    ana = site.signed_in("ana", "analyst", **FULL)
    address, page = look(ana, site, book(("VM0101", what, "High", "", "", "", "")))
    from withstand.ledger.journal import Draft, append

    seen, _ = stands(site, record)
    with site.holding.opened() as opened:
        import msgspec

        fields = msgspec.structs.replace(seen.fields, access="denied")
        append(opened.ledger, [Draft(THREAT, fields, "confidential", (), record, (seen.version,))])
    answer = ana.post(address, {"act": "enter", "code": code(page)})
    assert answer.status_code == 422
    assert "look again" in words(answer)
    assert len(stands(site, record)[1]) == 2
    fresh = answer.content.decode()
    assert ana.post(address, {"act": "enter", "code": code(fresh)}).status_code == 302
    assert (stands(site, record)[0].fields.rating, stands(site, record)[0].fields.access) == ("high", "denied")


def test_texts_that_may_name_people_take_a_decision(site: Site) -> None:
    what = unmistakable("watched closely ")
    ana = site.signed_in("ana", "analyst", **FULL)
    before = counts(site)
    headings = ("Location", "Threat", "Rating", "Description")
    content = book(("VM0101", what, "High", "Ring Colonel Xavier Brown on +221 77 123 45 67"), headings=headings)
    address, page = look(ana, site, content)
    assert "Xavier Brown" in page
    asked = {"act": "enter", "code": code(page), "text_code": code(page, "text_code")}
    assert ana.post(address, asked).status_code == 422
    assert ana.post(address, asked | {"reason": "Mr Xavier Brown agreed"}).status_code == 422
    assert counts(site) == before
    assert ana.post(address, asked | {"reason": "a public line"}).status_code == 302
    assert stands(site, _record(site, what))[0].fields.text_kept


def bomb() -> bytes:
    """A workbook that says it is small."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)
    content = sink.getvalue()
    return content.replace((60_000_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little"))


def far() -> bytes:
    """A workbook of a few kilobytes whose cells span more than any memory holds."""
    sink = io.BytesIO()
    made = xlsxwriter.Workbook(sink, {"in_memory": True})
    sheet = made.add_worksheet("Matrix")
    for place, heading in enumerate(HEADINGS):
        sheet.write_string(0, place, heading)
    sheet.write_string(1_048_575, 16_383, "x")
    made.close()
    return sink.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7 no", "PDF"),
        (KESSIN[: len(KESSIN) // 2], "damaged"),
        (bomb(), "unpacks to more than"),
        (far(), "its cells lie far apart"),
        (b"PK\x03\x04" + b"\0" * 200, "damaged"),
        (b"a,b,c\n1,2,3\n", "no line of headings"),
        (b"   ", "empty"),
    ],
    ids=["pdf", "cut short", "bomb", "far apart", "no archive", "another table", "empty"],
)
def test_a_file_that_is_none_is_refused_with_a_sentence_and_not_kept(site: Site, content: bytes, said: str) -> None:
    from withstand.web.week.models import MatrixUpload

    ana = site.signed_in("ana", "analyst", **FULL)
    answer = give(ana, site, content)
    assert answer.status_code == 422
    assert said in words(answer)
    assert not MatrixUpload.objects.exists()


def test_what_is_too_large_is_refused(site: Site) -> None:
    ana = site.signed_in("ana", "analyst", **FULL)
    answer = give(ana, site, b"PK\x03\x04" + b"x" * 2_100_000)
    assert answer.status_code == 422
    assert "2 MB" in words(answer)
    longer = book(*[("VM0101", f"threat {number}", "", "", "", "", "") for number in range(3_100)])
    answer = give(ana, site, longer)
    assert answer.status_code == 422
    assert "at most 3000" in words(answer)


def test_a_long_file_is_read_and_entered_by_jobs(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    from withstand.web.week import uploads
    from withstand.web.work.models import Job
    from withstand.web.work.running import perform

    monkeypatch.setattr(uploads, "AT_ONCE", 10)
    what = unmistakable("a long file ")
    ana = site.signed_in("ana", "analyst", **FULL)
    answer = give(ana, site, book(("VM0101", what, "High", "", "", "", "")))
    address = answer.headers["Location"]
    waiting = ana.get(address)
    assert "Refresh" in waiting.headers
    perform(Job.objects.get(kind="matrix").pk)
    page = ana.get(address).content.decode()
    assert what in page
    before = counts(site)
    assert ana.post(address, {"act": "enter", "code": code(page)}).status_code == 302
    assert counts(site) == before
    perform(Job.objects.get(kind="matrix", state="waiting").pk)
    assert "1 version" in words(ana.get(address))
    assert counts(site) == (before[0] + 1, before[1])


def test_files_are_deleted_when_their_time_is_over_or_somebody_says_so(site: Site) -> None:
    from withstand.web.week.models import MatrixUpload

    ana = site.signed_in("ana", "analyst", **FULL)
    row = ("VM0101", unmistakable("forgotten "), "High", "", "", "", "")
    first, _ = look(ana, site, book(row))
    second, _ = look(ana, site, book(row))
    assert ana.post(f"{first}forget/").status_code == 302
    assert ana.get(first).status_code == 404
    MatrixUpload.objects.update(expires_at=site.clock.now)
    assert ana.get(second).status_code == 404
    ana.get("/week/matrix/")
    assert not MatrixUpload.objects.exists()


def test_readers_enter_nothing(site: Site) -> None:
    ana = site.signed_in("ana", "reader", **FULL)
    assert ana.get("/week/matrix/").status_code == 403
    assert give(ana, site, KESSIN).status_code == 403
