"""`withstand support names`: taken in, explained, judged, destroyed; what survives enters with the body's answer."""

from __future__ import annotations

import pytest
from desktop import Desktop
from support_desk import SupportDesk
from test_names_commands import UN

BODY = ("--body", "human_rights")


@pytest.fixture
def support(desktop: Desktop) -> SupportDesk:
    """A desk with one request that is being screened, and one list on file."""
    desk = SupportDesk.at(desktop)
    (desktop.folder / "un.xml").write_text(UN, encoding="utf-8")
    (desktop.folder / "course.csv").write_text("name\nCol. Youssouf Tolobi\nZebulon Thrace\n", encoding="utf-8")
    return desk


def names(support: SupportDesk, *words: object) -> dict[str, object]:
    first, *rest = words
    return dict(support.desk.does("support", "names", first, support.request, *rest, *BODY))


def test_the_way_of_names_from_the_letter_to_the_answer(support: SupportDesk) -> None:
    desk = support.desk
    file = desk.folder / "course.csv"
    assert "No list of names is on file" in desk.refused("support", "names", "take", support.request, file, *BODY)
    (kept,) = desk.does("actors", "lists", desk.folder / "un.xml")
    assert (kept["entries"], kept["dated"][:10]) == (2, "2031-05-03")
    taken = names(support, "take", file, "--days", "9")
    (found,) = taken["found"]  # type: ignore[misc]
    assert (taken["names"], found["number"], found["like"][0]["entry"]) == (2, 1, "VMi.001")  # type: ignore[index]
    assert "being screened" in desk.refused("support", "names", "take", support.request, file, *BODY)
    assert "none of" in desk.refused("support", "names", "judge", support.request, 1, "guilty", *BODY)
    assert "has the number 2" in desk.refused("support", "names", "judge", support.request, 2, "same", *BODY)
    assert names(support, "judge", 1, "same")["to_judge"] == 0
    other = desk.does("support", "names", "show", support.request, "--body", "joint_analysis")
    assert (other["names"], other["found"], other["outcome"]) == (0, [], None)
    fields = names(support, "conclude")
    assert (fields["names_checked"], fields["names_matched"], fields["names_to_judge"]) == (2, 1, 0)
    assert names(support, "show")["outcome"] == fields
    support.move("scope_in", "due_diligence")
    support.move("submit", "supporting_entity")
    support.move("begin_screening", "due_diligence")
    desk.does("support", "screen", support.request, "--set", "body=human_rights", "--set", "answer=concern", "--set",
              "reasons=One of those who come is on a list")  # fmt: skip
    support.answer("joint_analysis", "no_concern_found", "Nothing in our files")
    (answer,) = [one for one in desk.does("list", "screening") if one["fields"]["body"] == "human_rights"]
    assert {name: answer["fields"][name] for name in fields} == fields
    assert names(support, "show")["outcome"] is None
    everywhere = b"".join(path.read_bytes() for path in (desk.folder / "hq").rglob("*") if path.is_file())
    assert b"Zebulon" not in everywhere
    assert b"Youssouf" not in everywhere


def test_a_record_that_is_no_request_and_a_word_that_is_no_body_are_refused(support: SupportDesk) -> None:
    desk = support.desk
    assert "no request for support" in desk.refused("support", "names", "show", support.battalion, *BODY)
    assert "no component" in desk.refused("support", "names", "show", support.request, "--body", "nobody")
