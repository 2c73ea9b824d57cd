"""No module reads around the picture: a walk of the imports, the attributes and the SQL."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import withstand

SOURCE = Path(withstand.__file__).parent
KEEPERS = ("ledger", "picture", "installation")
"""Rooms that may hold the ledger's file open: it, its one view, and what keeps its keys and copies."""

STORES = "withstand.ledger.store"
INSIDE = {"database", "log", "projection"}


def modules(*outside: str) -> Iterator[tuple[Path, ast.Module]]:
    """Every module outside some rooms, parsed."""
    for path in sorted(SOURCE.rglob("*.py")):
        if path.relative_to(SOURCE).parts[0] not in outside:
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> Iterator[str]:
    """Every module that a module imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_only_the_keepers_import_the_store() -> None:
    for path, tree in modules(*KEEPERS):
        assert not [name for name in imported(tree) if name.startswith(STORES)], path


def test_nobody_else_reaches_through_an_open_ledger() -> None:
    for path, tree in modules(*KEEPERS):
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in INSIDE:
                through = ast.unparse(node.value)
                assert "ledger" not in through.lower(), f"{path}: {through}.{node.attr}"


def test_the_database_library_is_known_to_the_store_and_to_the_accounts_own_file_only() -> None:
    known = (SOURCE / "ledger" / "store", SOURCE / "web" / "cipher")
    for path, tree in modules():
        names = [name for name in imported(tree) if name.split(".")[0] in ("sqlite3", "sqlcipher3")]
        assert not names or any(path.is_relative_to(one) for one in known), path


def test_only_the_store_and_its_room_hold_sql() -> None:
    verbs = ("SELECT ", "INSERT ", "UPDATE ", "DELETE FROM ")
    for path, tree in modules("ledger"):
        constants = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
        assert not [text for text in constants if isinstance(text, str) and text.startswith(verbs)], path


def test_the_full_picture_has_one_named_door() -> None:
    for path, tree in modules():
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        if "_Everything" in names:
            assert path == SOURCE / "picture" / "guard.py", path
