"""Names that came with a request, on a page: seen by their own body alone, judged, destroyed; numbers stay."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from support_site import LEVEL, Asked, form_of, today
from web_site import Site, words

from withstand.inducement.cases import support_case
from withstand.installation.screening import ScreeningStore
from withstand.picture.guard import Guard

UN = """<CONSOLIDATED_LIST dateGenerated="2031-05-03T00:00:09Z"><INDIVIDUALS><INDIVIDUAL><DATAID>1</DATAID>
<FIRST_NAME>YUSUF</FIRST_NAME><SECOND_NAME>TOLOBI</SECOND_NAME><REFERENCE_NUMBER>VMi.001</REFERENCE_NUMBER>
</INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>"""
NAMES = "name\nCol. Youssouf Tolobi\nZebulon Thrace\nQuillon Vasterby\n"
BODY: dict[str, Any] = {"clearance": LEVEL, "components": ["human_rights"]}
OTHER: dict[str, Any] = {"clearance": LEVEL, "components": ["joint_analysis"]}


@pytest.fixture
def on_file(own_folder: Path) -> Iterator[Path]:
    """One list on file."""
    path = own_folder / "lists" / "un.xml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(UN, encoding="utf-8")
    yield path
    path.unlink()


@pytest.fixture
def asked(site: Site, on_file: Path) -> Asked:
    """A request that is being screened."""
    return Asked.of(site).until_screening()


def take(browser: Any, page: str, content: str = NAMES, **more: Any) -> Any:
    file = SimpleUploadedFile("course.csv", content.encode())
    given = {"file": file, "kind": "person", "days": "9", "body": "human_rights", "act": "take"}
    return browser.post(page, {**given, **more})


def code_of(browser: Any, page: str) -> str:
    found: str = browser.get(page).content.decode().partition('name="names" value="')[2].partition('"')[0]
    return found


def act(browser: Any, page: str, what: str, **more: str) -> Any:
    return browser.post(page, {"body": "human_rights", "names": code_of(browser, page), "act": what, **more})


def test_a_body_takes_names_in_judges_them_and_answers_with_numbers_only(site: Site, asked: Asked) -> None:
    body, page = site.signed_in("ana", "due_diligence", **BODY), f"{asked.page}names/"
    assert page in body.get(asked.page).content.decode()
    assert "UN" in words(body.get(page))
    assert take(body, page).status_code == 302
    seen = words(body.get(page))
    assert "Col. Youssouf Tolobi" in seen
    assert "YUSUF TOLOBI" in seen
    assert "likeness of the words" in seen
    assert "2031-05-03" in seen
    assert "Zebulon" not in seen, "names like none on a list are counted, not shown"
    assert act(body, page, "judge", **{"name-0": "cannot_tell"}).status_code == 302
    done = act(body, page, "conclude")
    assert done.status_code == 302
    assert done.headers["Location"].startswith(f"{asked.page}answer/")
    assert "Youssouf" not in words(body.get(page))
    drawn = form_of(body.get(done.headers["Location"]))
    assert [drawn[name][0] for name in ("names_checked", "names_to_judge", "names_matched")] == ["3", "1", "0"]
    given = {**drawn, "answer": "concern", "reasons": "one name could not be told apart", "act": "save"}
    saved = body.post(f"{asked.page}answer/", given)
    assert saved.status_code == 302, words(saved)
    with site.holding.opened() as opened:
        (answer,) = support_case(Guard(opened.ledger).picture, asked.record).screenings
        assert (answer.fields.names_checked, answer.fields.names_to_judge) == (3, 1)
        assert "2031-05-03" in answer.fields.lists[0]
        store = ScreeningStore(opened.workspace, opened.keyring, today(site))
        assert not [one for one in store.outcomes() if one.case.startswith(asked.record)]
    assert "answered already" in words(body.get(page))


def test_nobody_but_the_body_itself_learns_that_there_are_names(site: Site, asked: Asked) -> None:
    body, page = site.signed_in("ana", "due_diligence", **BODY), f"{asked.page}names/"
    others = {
        "joe": site.signed_in("joe", "due_diligence", **OTHER),
        "all": site.signed_in("all", "head_of_office", clearance="strictly_confidential", components=["*"]),
        "cleo": site.signed_in("cleo", "component_officer", clearance=LEVEL, components=["civil_affairs"]),
    }
    before = {name: words(one.get(page)) for name, one in others.items()}
    take(body, page)
    code = code_of(body, page)
    for name, one in others.items():
        assert words(one.get(page)) == before[name]
        assert "Youssouf" not in words(one.get(f"{page}?body=human_rights"))
        one.post(page, {"body": "human_rights", "names": code, "act": "conclude"})
        for address in (asked.page, "/search/?q=Tolobi", "/overview/"):
            assert "Youssouf" not in words(one.get(address))
    assert "Youssouf" in words(body.get(page)), "nobody else destroyed them"
    assert "No text that you may see" in words(body.get("/search/?q=Tolobi"))


def test_hidden_and_absent_requests_are_told_alike(site: Site, on_file: Path) -> None:
    hidden = Asked.of(site, "human_rights").until_screening()
    other = site.signed_in("joe", "due_diligence", **OTHER)
    nowhere = "00000000-0000-4000-8000-000000000000"
    mine, none = other.get(f"{hidden.page}names/"), other.get(f"/support/{nowhere}/names/")
    assert (mine.status_code, words(mine)) == (404, words(none))


def test_names_expire_whether_judged_or_not_and_what_stays_says_so(site: Site, asked: Asked) -> None:
    body, page = site.signed_in("ana", "due_diligence", **BODY), f"{asked.page}names/"
    take(body, page, days="1")
    site.clock.pass_by(days=2)
    later = site.signed_in("abe", "due_diligence", **BODY)
    seen = words(later.get(page))
    assert "have expired and are destroyed" in seen
    assert "Youssouf" not in seen
    assert "Not judged yet 1" in seen


@pytest.mark.parametrize(
    ("content", "more", "said"),
    [
        ("a,b\n1,2\n", {}, "no column of names"), (NAMES, {"days": "91"}, "90"), (NAMES, {"kind": "king"}, "king"),
        ("", {}, "empty"), ("name\n" + "\n".join(f"Name {n}" for n in range(2_001)), {}, "2,000"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_in_is_said(site: Site, asked: Asked, content: str, more: Any, said: str) -> None:
    body, page = site.signed_in("ana", "due_diligence", **BODY), f"{asked.page}names/"
    answer = take(body, page, content, **more)
    assert (answer.status_code, said in words(answer)) == (422, True), words(answer)
    assert "Compare them with the lists" in words(body.get(page))


def test_a_judgement_meets_the_names_that_were_looked_at(site: Site, asked: Asked) -> None:
    body, page = site.signed_in("ana", "due_diligence", **BODY), f"{asked.page}names/"
    take(body, page)
    for what in ("judge", "conclude"):
        late = body.post(page, {"body": "human_rights", "names": "0" * 16, "act": what, "name-0": "same"})
        assert (late.status_code, "meanwhile" in words(late)) == (422, True)
    assert "Youssouf" in words(body.get(page))
    twice = take(body, page)
    assert (twice.status_code, "being screened" in words(twice)) == (422, True)


def test_without_a_list_it_says_who_adds_one(site: Site, asked: Asked, on_file: Path) -> None:
    held = on_file.read_text(encoding="utf-8")
    on_file.unlink()
    body, page = site.signed_in("ana", "due_diligence", **BODY), f"{asked.page}names/"
    assert "No list of names is on file" in words(body.get(page))
    assert take(body, page).status_code == 422
    on_file.write_text(held, encoding="utf-8")


def test_days_are_those_of_the_mission(site: Site, asked: Asked) -> None:
    body, page = site.signed_in("ana", "due_diligence", **BODY), f"{asked.page}names/"
    take(body, page, days="9")
    last = today(site) + timedelta(days=9)
    assert str(last.day) in words(body.get(page)).partition("Destroyed at the latest on")[2][:20]
