"""`withstand meet`: one page before a meeting, as an officer asks for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from desktop import Desktop


@pytest.fixture
def office(desktop: Desktop) -> str:
    """A governor who was met, asked and promised something."""

    def add(kind: str, *fields: str, links: tuple[str, ...] = ()) -> str:
        words = [part for one in fields for part in ("--set", one)] + [
            part for one in links for part in ("--link", one)
        ]
        return str(desktop.does("record", "add", kind, *words)[0]["record"])

    made = add("office", "name=Governor of Aldor", "type=governor", "side=host_state")
    met = add(
        "engagement", "subject=Fees at the mill bridge", "when=2032-05-02", "level=province", "channel=meeting",
        "lead=civil_affairs", "they_raised=Patrols come without notice", links=(f"met={made}",),
    )  # fmt: skip
    add(
        "commitment", "promise=An order against fees", "promise_side=theirs", "when=2032-05-02", "made_in=meeting",
        "issue=checkpoints", "test=Two visits without a fee", "due=2032-05-20", "owner=civil_affairs",
        links=(f"promised_by={made}", f"made_at={met}"),
    )  # fmt: skip
    return made


def test_the_page_is_found_by_name_and_printed_as_json_where_piped(desktop: Desktop, office: str) -> None:
    told = desktop.does("meet", "governor of aldor", "--on", "2032-06-01")
    assert told["office"] == office
    assert told["form"] == "pocket"
    theirs = next(one for one in told["sections"] if one["key"] == "theirs")
    assert theirs["lines"][0]["text"] == "An order against fees (OVERDUE since 20 May 2032)"
    assert desktop.does("meet", office[-12:], "--on", "2032-06-01") == told


@pytest.mark.parametrize("ending", [".html", ".docx", ".pdf", ".json"])
def test_it_is_written_in_every_form_and_noted_in_the_ledger(desktop: Desktop, office: str, ending: str) -> None:
    file = f"page{ending}"
    told = desktop.does("meet", office, "--on", "2032-06-01", "--language", "fr", "--out", file)
    assert told["receipt"]
    assert Path(desktop.folder / file).stat().st_size > 1000


def test_as_of_one_moment_two_files_are_the_same(desktop: Desktop, office: str) -> None:
    known = ("--known-at", "2100-01-01")
    for name in ("one.html", "two.html"):
        desktop.does("meet", office, "--on", "2032-06-01", "--out", name)
    before, after = ((desktop.folder / name).read_text(encoding="utf-8") for name in ("one.html", "two.html"))
    assert before.partition("<footer>")[0] == after.partition("<footer>")[0]
    told = [desktop.does("meet", office, "--on", "2032-06-01", *known) for _ in range(2)]
    assert json.dumps(told[0]) == json.dumps(told[1])


def test_what_cannot_be_is_refused_in_one_sentence(desktop: Desktop, office: str) -> None:
    assert "There is no language 'de'" in desktop.refused("meet", office, "--on", "2032-06-01", "--language", "de")
    assert "one of these" in desktop.refused("meet", office, "--on", "2032-06-01", "--full", "--pocket")
    assert "too far away" in desktop.refused("meet", office, "--on", "0001-01-01")
    assert "There is no record" in desktop.refused("meet", "Prefect of Nowhere", "--on", "2032-06-01")
