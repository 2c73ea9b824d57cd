"""An office that was restored from a backup has two installations; a bundle for it goes to the one that stands."""

from __future__ import annotations

import pytest
from desk import Desk, file_with


def restored(desk: Desk, name: str, source: str) -> str:
    """A backup of a workspace restored as another, enrolled and joined; its installation."""
    words = file_with(desk.folder, "words", "four words nobody says")
    desk.does("backup", f"{name}.age", "--workspace", source, "--passphrase-file", words)
    made = desk.does("restore", f"{name}.age", name, "--passphrase-file", words)
    desk.does(
        "ledger", "enrol", made["request"], "--workspace", "hq", "--clearance", "confidential", "--components", "all",
        "--root-key", "hq-root-key.txt", "--out", f"{name}.welcome",
    )  # fmt: skip
    return str(made["installation"])


@pytest.fixture
def two(desk: Desk) -> tuple[str, str]:
    """Headquarters, and an office twice: the laptop, and its backup restored."""
    first = desk.office("amber", desk.headquarters())
    return first, restored(desk, "again", "amber")


def _for(desk: Desk, office: str, out: str) -> str:
    return str(desk.does("ledger", "export", "--workspace", "hq", "--for", office, "--out", out)["installation"])


def test_a_bundle_for_an_office_goes_to_the_installation_that_was_restored_from_the_other(
    desk: Desk, two: tuple[str, str]
) -> None:
    first, second = two
    assert _for(desk, "Amber", "a.bundle") == second
    assert _for(desk, first, "b.bundle") == first
    third = restored(desk, "once-more", "again")
    assert _for(desk, "amber", "c.bundle") == third


def test_two_installations_of_which_neither_stands_for_the_other_must_be_named(desk: Desk) -> None:
    mark = desk.headquarters()
    first = desk.office("amber", mark)
    made = desk.does("init", "other", "--join", "--not-encrypted", "--office", "Amber")
    desk.does(
        "ledger", "enrol", made["request"], "--workspace", "hq", "--clearance", "confidential", "--root-key",
        "hq-root-key.txt", "--out", "other.welcome",
    )  # fmt: skip
    said = desk.refused("ledger", "export", "--workspace", "hq", "--for", "Amber", "--out", "a.bundle")
    assert "several installations" in said
    assert first[:13] in said


def test_an_office_that_was_revoked_is_told_as_revoked(desk: Desk) -> None:
    desk.office("amber", desk.headquarters())
    revoke = ("ledger", "revoke", "Amber", "--after", "0", "--workspace", "hq", "--root-key", "hq-root-key.txt")
    desk.does(*revoke)
    said = desk.refused("ledger", "export", "--workspace", "hq", "--for", "Amber", "--out", "a.bundle")
    assert "was revoked: no bundle is made for it" in said
    assert "was revoked after its entry 0 already" in desk.refused(*revoke)
