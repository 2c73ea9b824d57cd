"""Guards of the repository itself: import order, locks, texts, documents."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "withstand"
TEXTS = {".py", ".md", ".toml", ".html", ".cff", ".lock", ".yml", ".txt", ".csv", ""}


def tracked() -> list[Path]:
    """Files of the repository, by git where there is git."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        return [path for path in ROOT.rglob("*") if path.is_file() and ".venv" not in path.parts]
    return [path for name in listed.stdout.splitlines() if (path := ROOT / name).is_file()]


def test_rooms_import_only_from_rooms_above() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([str(lint), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout[-3000:]


def test_importing_withstand_loads_nothing_heavy() -> None:
    heavy = ("polars", "numpy", "scipy", "shapely", "jinja2", "rich", "fastexcel", "django", "huey")
    code = f"import sys, withstand, withstand.cli.main; print([m for m in {heavy!r} if m in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_locks_hold_hashes_and_no_addresses() -> None:
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-bench.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        pinned = re.findall(r"^[a-z0-9._-]+==", text, re.MULTILINE)
        assert pinned
        assert "://" not in text
        blocks = re.split(r"\n(?=[a-z0-9._-]+==)", text.strip())
        assert all("--hash=sha256:" in block for block in blocks), name


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    locked = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    for requirement in project["dependencies"]:
        name = re.split(r"[<>=\[]", requirement)[0]
        assert re.search(rf"^{name}==", locked, re.MULTILINE), name


def test_no_file_names_a_package_host_or_a_path_of_a_machine() -> None:
    hosts = ("python" + "hosted", "py" + "pi.org", "npm" + "js.org", "debian" + ".org")
    machine = re.compile(r"(?<![\w.])/(work|farm|root|home)/")
    for path in tracked():
        if path.suffix not in TEXTS or path.suffix == ".csv" or path.name == "LICENSE":
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        assert not [host for host in hosts if host in text], path
        assert not machine.search(text), path


def test_modules_are_short_and_say_what_they_are_for() -> None:
    for path in sorted(SOURCE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 320, path
        assert text.startswith('"""'), path


def test_files_named_in_the_documents_exist() -> None:
    for document in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))):
        text = document.read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#]+)\)", text):
            if "://" not in target:
                assert (document.parent / target).exists(), f"{document.name}: {target}"
        for path in re.findall(r"`((?:src|tests|docs|benchmarks)/[\w./-]+)`", text):
            assert (ROOT / path).exists(), f"{document.name}: {path}"


def test_every_command_and_option_in_the_documents_exists() -> None:
    from typer.main import get_command

    from withstand.cli.main import app

    root = get_command(app)
    documents = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
    lines = [
        line.strip()
        for document in documents
        for block in re.findall(r"```\w*\n(.*?)```", document.read_text(encoding="utf-8"), re.DOTALL)
        for line in block.splitlines()
        if line.strip().startswith("withstand ")
    ]
    assert lines
    for line in lines:
        command = root
        words = line.split()[1:]
        while words and hasattr(command, "commands"):
            assert words[0] in command.commands, line
            command = command.commands[words.pop(0)]
        options = {option for parameter in command.params for option in parameter.opts}
        used = {word for word in words if word.startswith("--")}
        assert used <= options, f"{line}: {used - options}"


@pytest.mark.parametrize("word", ["killer", "terrorist", "regime", "enemy", "target list", "perpetrators of"])
def test_printed_words_are_neutral(word: str) -> None:
    for path in [*SOURCE.glob("mission/*.py"), *SOURCE.glob("brief/**/*.html"), *SOURCE.glob("brief/**/*.py")]:
        assert word not in path.read_text(encoding="utf-8").lower(), path
