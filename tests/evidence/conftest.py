"""What the tests of the readers share: reading a file whole, and the real files where they are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reading_whole import Whole, read_whole
from samples import Table
from saving import as_text

REFERENCE = Path(__file__).parents[2].parent / "shared" / "data"


@pytest.fixture(scope="session")
def reference() -> Path:
    """The folder of real public data, or a skip that says so."""
    if not REFERENCE.exists():
        pytest.skip(f"no reference data at {REFERENCE}")
    return REFERENCE


@pytest.fixture(scope="session")
def real_ged(reference: Path) -> Whole:
    """All events of UCDP GED 23.1 in the Central African Republic."""
    return read_whole(reference / "ucdp" / "ged231-central-african-republic.csv")


@pytest.fixture
def saved(tmp_path: Path) -> Callable[..., Path]:
    """Save a table (or bytes) as a file; options are those of `as_text`."""

    def save(content: Table | bytes, name: str = "", **options: object) -> Path:
        if isinstance(content, bytes):
            path = tmp_path / (name or "events.csv")
            path.write_bytes(content)
            return path
        path = tmp_path / (name or f"{content.name}.csv")
        path.write_bytes(as_text(content, **options))  # type: ignore[arg-type]
        return path

    return save
