"""Names to screen: encrypted apart from everything else, gone on the day, and what survives names nobody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from desk import Desk, make_desk

from withstand.errors import InputError
from withstand.installation.keyring import new_keyring
from withstand.installation.screening import ListUsed, ScreeningStore, expire_names
from withstand.ledger.errors import Locked, NotFound
from withstand.workspace import Workspace

NAMES = ("Xanthippe Oldfield", "Quillon Vasterby", "Zebulon Thrace")
BASIS = (ListUsed("UN list", "2032-05-01", "ab12"),)
FIRST = date(2032, 5, 1)
KEYS = new_keyring("Headquarters", encrypted=False)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "hq").mkdir()
    return Workspace(tmp_path / "hq")


def store(workspace: Workspace, day: date = FIRST) -> ScreeningStore:
    return ScreeningStore(workspace, KEYS, day)


def second_matches(names: Sequence[str]) -> list[str]:
    return ["match" if name.startswith("Q") else "no_match" for name in names]


def on_disk(workspace: Workspace) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(workspace.folder.rglob("*")) if path.is_file())


def test_names_stand_encrypted_even_where_the_workspace_is_not(workspace: Workspace) -> None:
    store(workspace).begin("case 1", NAMES, "token")
    held = on_disk(workspace)
    assert held
    assert not any(part.encode() in held for name in NAMES for part in name.split())
    assert b"case 1" not in held
    assert [one.name for one in store(workspace).names("case 1")] == list(NAMES)


def test_what_survives_is_counts_lists_reviewer_and_days(workspace: Workspace) -> None:
    cases = store(workspace)
    cases.begin("case 1", (*NAMES, NAMES[0]), "token")
    cases.screen("case 1", second_matches, BASIS, "token")
    cases.judge("case 1", NAMES[1], "possible", "other token")
    outcome = store(workspace, date(2032, 5, 9)).conclude("case 1", "other token")
    assert msgspec.to_builtins(outcome) == {
        "case": "case 1", "names": 3, "results": {"no_match": 2, "possible": 1, "match": 0, "not_judged": 0},
        "basis": ({"list": "UN list", "release": "2032-05-01", "digest": "ab12"},), "reviewer": "other token",
        "began_on": "2032-05-01", "ended_on": "2032-05-09", "ended": "concluded",
    }  # fmt: skip
    again = store(workspace, date(2032, 5, 9))
    assert again.outcomes() == (outcome,)
    with pytest.raises(NotFound):
        again.names("case 1")
    again.recorded("case 1")
    assert on_disk(workspace) == b""


def test_names_go_on_the_day_they_expire_and_the_outcome_says_so(workspace: Workspace) -> None:
    cases = store(workspace)
    assert cases.begin("case 1", NAMES, "token").expires_on == "2032-05-31"
    assert store(workspace, date(2032, 5, 30)).cases()[0].names == 3
    (outcome,) = store(workspace, date(2032, 6, 20)).outcomes()
    assert (outcome.ended, outcome.ended_on, outcome.results["not_judged"]) == ("expired", "2032-05-31", 3)
    assert store(workspace, date(2032, 6, 20)).cases() == ()


def test_the_bytes_of_a_file_with_names_are_overwritten(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    from withstand.installation import screening

    gone: list[Path] = []
    real = screening.overwrite
    monkeypatch.setattr(screening, "overwrite", lambda path: (gone.append(path), real(path))[1])
    cases = store(workspace)
    cases.begin("case 1", NAMES, "token")
    (first,) = workspace.screening.iterdir()
    cases.screen("case 1", second_matches, BASIS, "token")
    (second,) = workspace.screening.iterdir()
    cases.conclude("case 1", "token")
    assert gone == [first, second]


def test_an_interrupted_end_is_finished_by_whoever_opens_next(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from withstand.installation import screening

    cases = store(workspace)
    cases.begin("case 1", NAMES, "token")
    with monkeypatch.context() as patch:
        patch.setattr(screening, "overwrite", lambda _: None)
        outcome = cases.conclude("case 1", "token")
    assert len(list(workspace.screening.iterdir())) == 2
    assert store(workspace).outcomes() == (outcome,)
    assert len(list(workspace.screening.iterdir())) == 1


def test_other_keys_read_nothing(workspace: Workspace) -> None:
    store(workspace).begin("case 1", NAMES, "token")
    with pytest.raises(Locked):
        ScreeningStore(workspace, new_keyring("Amber", encrypted=True), FIRST)


def test_a_damaged_case_keeps_no_other_beyond_its_day(workspace: Workspace) -> None:
    store(workspace).begin("case 1", NAMES, "token")
    (held,) = workspace.screening.iterdir()
    for name in ("0.case", "z.case"):
        (workspace.screening / name).write_bytes(b"damaged")
    expire_names(workspace, KEYS, FIRST + timedelta(days=31))
    assert not held.exists()
    for name in ("0.case", "z.case"):
        (workspace.screening / name).unlink()
    assert [one.ended for one in store(workspace).outcomes()] == ["expired"]


@pytest.mark.parametrize(
    ("names", "days", "said"), [((" ",), 30, "No name"), (NAMES, 0, "1 to 90"), (NAMES, 91, "1 to 90")]
)
def test_what_cannot_be_screened_is_said(workspace: Workspace, names: tuple[str, ...], days: int, said: str) -> None:
    with pytest.raises(InputError, match=said):
        store(workspace).begin("case 1", names, "token", days)


def test_a_case_is_begun_once_and_results_fit_its_names(workspace: Workspace) -> None:
    cases = store(workspace)
    cases.begin("case 1", NAMES, "token")
    with pytest.raises(InputError, match="being screened"):
        cases.begin("case 1", NAMES, "token")
    with pytest.raises(InputError, match="1 results came for 3 names"):
        cases.screen("case 1", lambda _: ["match"], BASIS, "token")
    with pytest.raises(InputError, match="no result"):
        cases.judge("case 1", NAMES[0], "guilty", "token")
    with pytest.raises(NotFound):
        cases.judge("case 1", "Nobody", "match", "token")


def test_no_backup_holds_them_opening_lets_them_expire_and_destroying_takes_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    desk: Desk = make_desk(tmp_path, monkeypatch, capsys)
    desk.headquarters()
    opened = desk.opened("hq")
    ScreeningStore(opened.workspace, opened.keyring, date(2020, 1, 1)).begin("old case", NAMES, "token")
    opened.ledger.close()
    (before,) = opened.workspace.screening.iterdir()
    again = desk.opened("hq")
    try:
        assert not before.exists()
        assert ScreeningStore(again.workspace, again.keyring, FIRST).outcomes()[0].ended == "expired"
        from withstand.installation.backup import _files

        assert not [path for path, _ in _files(again.workspace, lambda *_: None) if "screening" in path]
    finally:
        again.ledger.close()
    from withstand.installation.destroying import destroy
    from withstand.installation.sessions import Sessions

    destroy(again.workspace, Sessions(None))
    assert not list(again.workspace.screening.glob("*"))
