"""What the tests of the readers share: saving what they are to read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from samples import Table
from saving import as_text


@pytest.fixture
def saved(tmp_path: Path) -> Callable[..., Path]:
    """Save a table (or bytes) as a file; options are those of `as_text`."""

    def save(content: Table | bytes, name: str = "", **options: object) -> Path:
        path = tmp_path / (name or ("events.csv" if isinstance(content, bytes) else f"{content.name}.csv"))
        path.write_bytes(content if isinstance(content, bytes) else as_text(content, **options))  # type: ignore[arg-type]
        return path

    return save
