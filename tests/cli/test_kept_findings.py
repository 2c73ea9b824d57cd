"""A second review of the same may use what the first found: the same answer, and never a stale one."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from withstand.brief import kept_findings as keeping
from withstand.evidence.records import INCIDENT, OBSTRUCTION, VISIT, Incident
from withstand.installation.keyring import read_keyring
from withstand.installation.opening import Opened, open_with
from withstand.kinds import REGISTRY
from withstand.ledger.fields import Place, Span
from withstand.ledger.journal import Draft, append
from withstand.mission.from_picture import nothing_of_own, own_frames
from withstand.mission.own_records import own_records
from withstand.picture.audience import HOLDER
from withstand.picture.picture import Picture
from withstand.workspace import Workspace

MODULES = (
    "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr));"
    "from withstand.cli.main import run; run()"
)


def run(*words: object) -> tuple[str, set[str]]:
    """A command in a process of its own; what it printed, and the modules it loaded."""
    done = subprocess.run(
        [sys.executable, "-c", MODULES, *map(str, words)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout, set(done.stderr.splitlines()[-1].split())


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, velmara: Path) -> Path:
    """A workspace that holds the fictional events, reviewed once."""
    folder = tmp_path_factory.mktemp("kept") / "mission"
    run("init", folder, "--not-encrypted")
    run("review", "--events", velmara, "--workspace", folder, "--out", folder.with_name("first.html"))
    return folder


@pytest.fixture
def workspace(filled: Path, tmp_path: Path) -> Workspace:
    """A copy of it."""
    return Workspace(Path(shutil.copytree(filled, tmp_path / "mission")))


def kept_in(workspace: Workspace) -> set[str]:
    return {path.name for path in workspace.cache.glob("findings-*.json")}


def reviewed(workspace: Workspace, *words: object) -> tuple[str, dict[str, object], set[str]]:
    """The page and the JSON of a review, and the modules it loaded; the review itself is forgotten."""
    out = workspace.folder.with_name("brief.html")
    before = set(workspace.reviews.iterdir())
    _, modules = run("review", "--workspace", workspace.folder, "--out", out, "--json", *words)
    for path in set(workspace.reviews.iterdir()) - before:
        path.unlink()
    return out.read_text(encoding="utf-8"), json.loads(out.with_suffix(".json").read_text(encoding="utf-8")), modules


def opened(workspace: Workspace) -> Opened:
    return open_with(workspace, read_keyring(workspace, str), REGISTRY)


def test_what_is_kept_says_the_same_and_loads_no_frames(workspace: Workspace) -> None:
    page, content, modules = reviewed(workspace)
    assert not {"polars", "numpy", "shapely", "scipy"} & modules
    for path in workspace.cache.iterdir():
        path.unlink()
    anew, again, loaded = reviewed(workspace)
    assert "polars" in loaded
    assert page == anew
    assert content == again


def test_records_of_ones_own_stand_beside_what_is_kept(workspace: Workspace) -> None:
    here = opened(workspace)
    fields = Incident(what="summary_execution", where=Place(area="VM0101"), when=Span(start="2032-05-20"))
    append(here.ledger, [Draft(INCIDENT, fields, "confidential")])
    here.ledger.close()
    page, content, _ = reviewed(workspace)
    assert content["own"]
    for path in workspace.cache.iterdir():
        path.unlink()
    assert reviewed(workspace)[:2] == (page, content)
    assert not any('"own": {' in path.read_text(encoding="utf-8") for path in workspace.cache.iterdir())


def test_nothing_of_ones_own_is_what_empty_frames_say(workspace: Workspace) -> None:
    import polars as pl

    from withstand.mission.asked import Evidence, Question
    from withstand.mission.ground import ground
    from withstand.mission.tallies import against_civilians

    here = opened(workspace)
    picture = Picture(here.ledger, HOLDER)
    assert not any(picture.count(kind) for kind in (INCIDENT, OBSTRUCTION, VISIT))
    stored = next(workspace.datasets.glob("*/events.parquet"))
    found = ground(Evidence(pl.read_parquet(stored), {}), Question())
    assert nothing_of_own(picture) == own_records(own_frames(picture), against_civilians(found.placed), found.as_of, {})
    here.ledger.close()


@pytest.mark.parametrize(
    "words",
    [["--as-of", "2031-12-31"], ["--level", "admin2"], ["--areas", "{districts}", "--level", "admin2"]],
)
def test_another_question_is_another_finding(workspace: Workspace, velmara_districts: Path, words: list[str]) -> None:
    before = kept_in(workspace)
    reviewed(workspace, *(word.format(districts=velmara_districts) for word in words))
    assert len(kept_in(workspace)) == len(before) + 1


def test_another_table_of_actors_is_another_finding(workspace: Workspace) -> None:
    before = kept_in(workspace)
    with workspace.actors.open("a", encoding="utf-8") as sink:
        sink.write("Nobody at all,state_partner,,,,said so\n")
    _, content, _ = reviewed(workspace)
    assert len(kept_in(workspace)) == len(before) + 1
    assert any("Nobody at all" in sentence for sentence in content["not_known"])  # type: ignore[attr-defined]


def test_changed_bytes_of_a_vintage_are_another_finding(workspace: Workspace) -> None:
    import polars as pl

    stored = next(workspace.datasets.glob("*/events.parquet"))
    pl.read_parquet(stored).head(-40).write_parquet(stored)
    before = kept_in(workspace)
    reviewed(workspace)
    assert len(kept_in(workspace)) == len(before) + 1


@pytest.mark.parametrize("change", [b"", b"{}", b"\xff", b"null"])
def test_a_damaged_finding_is_made_anew(workspace: Workspace, change: bytes) -> None:
    page, content, _ = reviewed(workspace)
    (kept,) = workspace.cache.glob("findings-*.json")
    whole = kept.read_bytes()
    kept.write_bytes(change or whole[:-100])
    assert reviewed(workspace)[:2] == (page, content)
    assert kept.read_bytes() == whole


def test_another_program_has_other_findings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = Path(keeping.withstand.__file__).parent
    copied = Path(shutil.copytree(source, tmp_path / "withstand", ignore=shutil.ignore_patterns("__pycache__")))
    monkeypatch.setattr(keeping.withstand, "__file__", str(copied / "__init__.py"))
    same = keeping.kept_findings(tmp_path, 1)
    assert same == keeping.kept_findings(tmp_path, 1) != keeping.kept_findings(tmp_path, 2)
    for changed in (
        "analysis/gate.py",
        "vocabulary/perpetrator_rule.toml",
        "brief/charts/area_map.py",
        "cli/sources.py",
    ):
        before = keeping.kept_findings(tmp_path, 1)
        with (copied / changed).open("a", encoding="utf-8") as sink:
            sink.write("\n")
        assert keeping.kept_findings(tmp_path, 1) != before


def test_only_the_newest_are_kept(tmp_path: Path, workspace: Workspace) -> None:
    (one,) = workspace.cache.glob("findings-*.json")
    drawn = keeping.KeptFindings(one).read()
    assert drawn is not None
    for number in range(keeping.MOST_KEPT + 5):
        keeping.kept_findings(tmp_path / "cache", number).keep(drawn)
    assert len(list((tmp_path / "cache").iterdir())) == keeping.MOST_KEPT
    assert keeping.kept_findings(tmp_path / "cache", keeping.MOST_KEPT + 4).read() == drawn
