"""Acts of two people by commands: personal keys, redaction and what held the text, lowering, retention, authors."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from desk import SECRET, Desk, file_with, make_desk, words_in

from withstand.installation.authors import Authors, authors_of

PEOPLE = {"Ana Silva": "ana's own four words", "Ben Okoye": "ben's own four words"}


@pytest.fixture(scope="session")
def made_with_people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with headquarters, two people with personal keys, and a field office that knows them."""
    folder = tmp_path_factory.mktemp("people")
    with pytest.MonkeyPatch.context() as patch:
        capture = _Capture()
        desk = make_desk(folder, patch, capture)  # type: ignore[arg-type]
        with capture.running():
            mark = desk.headquarters()
            for number, (name, own) in enumerate(PEOPLE.items()):
                file_with(folder, f"own{number}", own)
                desk.does(
                    "ledger", "person", name, "--workspace", "hq", "--root-key", "hq-root-key.txt",
                    "--person-passphrase-file", f"own{number}",
                )  # fmt: skip
            desk.office("amber", mark)
    return folder


class _Capture:
    """What a session-wide fixture has instead of pytest's capture."""

    def running(self) -> _Capture:
        import contextlib
        import io

        self.out, self.err = io.StringIO(), io.StringIO()
        self._stack = contextlib.ExitStack()
        self._stack.enter_context(contextlib.redirect_stdout(self.out))
        self._stack.enter_context(contextlib.redirect_stderr(self.err))
        return self

    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def readouterr(self) -> tuple[str, str]:
        said = self.out.getvalue(), self.err.getvalue()
        for stream in (self.out, self.err):
            stream.seek(0)
            stream.truncate()
        return said


@pytest.fixture
def staffed(desk: Desk, made_with_people: Path) -> Desk:
    """A desk with headquarters, a field office, and two people."""
    shutil.copytree(made_with_people, desk.folder, dirs_exist_ok=True)
    return desk


def two(first: str = "own0", second: str = "own1") -> tuple[str, ...]:
    return (
        "--by", "Ana Silva", "--by-passphrase-file", first, "--and", "Ben Okoye", "--and-passphrase-file", second
    )  # fmt: skip


def test_a_redaction_forgets_everywhere_and_lists_what_held_the_text(staffed: Desk) -> None:
    record, _ = staffed.write("hq", SECRET)
    staffed.send("hq", "amber")
    file_with(staffed.folder, "backup-words", "words for the backup")
    staffed.does("backup", "b.age", "--workspace", "hq", "--passphrase-file", "backup-words")
    redacted = ("ledger", "redact", record, "--workspace", "hq", "--reason", "asked by the source", *two())
    said = staffed.does(*redacted)
    assert [(one["what"], one["for"], one["file"]) for one in said["held_by"]] == [
        ("bundle", "Amber", ""), ("backup", "", "b.age")
    ]  # fmt: skip
    assert words_in(staffed.folder / "hq", SECRET) == []
    assert any(SECRET.encode() in body for body in staffed.bodies("amber"))
    staffed.send("hq", "amber")
    assert words_in(staffed.folder / "amber", SECRET) == []
    for name in ("hq", "amber"):
        assert staffed.does("ledger", "verify", "--workspace", name)["holds"] is True
    assert staffed.does("ledger", "rebuild", "--workspace", "amber")["entries"] > 0
    assert words_in(staffed.folder / "amber", SECRET) == []


def test_an_act_takes_two_people_with_their_own_passphrases(staffed: Desk) -> None:
    record, _ = staffed.write("hq", SECRET)
    start = ("ledger", "redact", record, "--workspace", "hq", "--reason", "x")
    assert "The personal key of Ben Okoye does not open" in staffed.refused(*start, *two(second="own0"))
    same = ("--by", "Ana Silva", "--and", "ana silva ")
    assert "two different people" in staffed.refused(*start, *same)
    unknown = ("--by", "Ana Silva", "--by-passphrase-file", "own0", "--and", "Carl")
    assert "no terminal to ask on" in staffed.refused(*start, *unknown)
    assert any(SECRET.encode() in body for body in staffed.bodies("hq"))
    nowhere = "00000000-0000-7000-8000-000000000000"
    sentence = staffed.refused("ledger", "redact", nowhere, "--workspace", "hq", "--reason", "x", *two())
    assert f"There is no record {nowhere}" in sentence


def test_lowering_takes_two_and_is_merged(staffed: Desk) -> None:
    record, _ = staffed.write("hq", SECRET, classification="strictly_confidential")
    lower = ("ledger", "lower", record, "--workspace", "hq", "--reason", "published since", "--to")
    assert "is no classification" in staffed.refused(*lower, "secret", *two())
    staffed.does(*lower, "confidential", *two())
    staffed.send("hq", "amber")
    opened = staffed.opened("amber")
    assert opened.ledger.database.rows("SELECT level FROM record WHERE record = ?", (record,)) == [(1,)]
    opened.ledger.close()


def test_somebody_whose_key_was_revoked_acts_no_more(staffed: Desk) -> None:
    record, _ = staffed.write("hq", SECRET)
    revoke = ("ledger", "revoke-person", "--workspace", "hq", "--root-key", "hq-root-key.txt")
    assert "is nobody whose key lies here" in staffed.refused(*revoke, "Carl")
    staffed.does(*revoke, "Ana Silva")
    sentence = staffed.refused("ledger", "redact", record, "--workspace", "hq", "--reason", "x", *two())
    assert "The personal key of Ana Silva was revoked" in sentence
    people = staffed.does("ledger", "offices", "--workspace", "hq")["people"]
    assert sorted(one["may_act"] for one in people) == [False, True]


def test_no_file_and_no_bundle_names_the_people(staffed: Desk) -> None:
    record, _ = staffed.write("hq", "text")
    staffed.does("ledger", "redact", record, "--workspace", "hq", "--reason", "x", *two())
    staffed.send("hq", "amber")
    for name in ("hq", "amber"):
        for word in ("Ana", "Silva", "Okoye"):
            assert words_in(staffed.folder / name, word) == []


def test_a_person_has_one_key_here(staffed: Desk) -> None:
    again = ("ledger", "person", "ana silva", "--workspace", "hq", "--root-key", "hq-root-key.txt")
    assert "has a key here already" in staffed.refused(*again, "--person-passphrase-file", "own0")


def test_texts_are_erased_when_their_time_has_ended(desk: Desk) -> None:
    desk.headquarters()
    due, _ = desk.write("hq", SECRET, retain_until="2020-01-01")
    desk.write("hq", "kept on", retain_until="2999-01-01")
    assert desk.does("ledger", "erase", "--workspace", "hq") == {"erased": [due]}
    assert words_in(desk.folder / "hq", SECRET) == []
    assert any(b"kept on" in body for body in desk.bodies("hq"))
    assert desk.does("ledger", "erase", "--workspace", "hq") == {"erased": []}
    assert desk.does("ledger", "verify", "--workspace", "hq")["holds"] is True


def test_a_token_stands_for_a_person_for_one_week(tmp_path: Path) -> None:
    authors = Authors(tmp_path / "authors.sqlite", bytes(32), frozenset({"here"}))
    monday = date(2032, 5, 17)
    token = authors.token("Ana Silva", monday)
    assert authors.token(" Ana Silva", date(2032, 5, 23)) == token
    next_week = authors.token("Ana Silva", date(2032, 5, 24))
    ben = authors.token("Ben Okoye", monday)
    assert len({token, next_week, ben}) == 3
    assert authors.who(token, "here") == authors.who(next_week, "here") == "Ana Silva"
    assert authors.who("0" * 24, "here") == ""
    assert authors.who(token, "another's chain, which copied it") == ""
    authors.close()
    assert words_in(tmp_path, "Silva") == []
    again = Authors(tmp_path / "authors.sqlite", bytes(32), frozenset({"here"}))
    assert again.token("Ana Silva", monday) == token
    again.close()


def test_tokens_come_from_chance_alone(tmp_path: Path) -> None:
    first, second = Authors(None, None), Authors(None, None)
    day = date(2032, 5, 20)
    assert first.token("Ana Silva", day) != second.token("Ana Silva", day)


def test_the_table_of_authors_can_be_destroyed_and_travels_in_no_bundle(desk: Desk) -> None:
    mark = desk.headquarters()
    desk.office("amber", mark)
    assert desk.does("ledger", "authors", "--workspace", "hq") == []
    opened = desk.opened("hq")
    with authors_of(opened) as authors:
        authors.token("Ana Silva", date(2032, 5, 20))
    opened.ledger.close()
    desk.write("hq", "text")
    listed = desk.does("ledger", "authors", "--workspace", "hq")
    assert [(one["person"], one["week"]) for one in listed] == [("Ana Silva", "2032-W21")]
    desk.send("hq", "amber")
    assert words_in(desk.folder / "amber", "Silva") == []
    assert desk.does("ledger", "authors", "--workspace", "hq", "--destroy") == {"destroyed": True}
    assert words_in(desk.folder / "hq", "Silva") == []
    assert desk.does("ledger", "authors", "--workspace", "hq") == []
    assert desk.does("ledger", "authors", "--workspace", "hq", "--destroy") == {"destroyed": False}
    assert desk.does("ledger", "verify", "--workspace", "hq")["holds"] is True


def test_entries_are_the_offices_by_default(desk: Desk) -> None:
    desk.headquarters()
    _, entry = desk.write("hq", "text")
    opened = desk.opened("hq")
    logged = opened.ledger.log.entry(entry)
    opened.ledger.close()
    assert logged is not None
    assert logged.entry.meta.author == "office"
