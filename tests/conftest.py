"""What all tests share: the fictional country's files, and the real ones where they are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")
"""No test fails by the clock: machines are noisy."""

if "PYTEST_XDIST_WORKER" in os.environ:
    os.environ.setdefault("POLARS_MAX_THREADS", "1")

SHARED = Path(__file__).parents[2] / "shared" / "data" / "ucdp"


@pytest.fixture(scope="session")
def velmara() -> Path:
    """The shipped fictional event file."""
    from withstand.demo.files import EVENTS

    return EVENTS


@pytest.fixture(scope="session")
def velmara_districts() -> Path:
    """The shipped fictional boundaries."""
    from withstand.demo.files import DISTRICTS_MAP

    return DISTRICTS_MAP


@pytest.fixture(scope="session")
def car_file() -> Path:
    """UCDP GED 23.1 for the Central African Republic, or a skip that says so."""
    path = SHARED / "ged231-central-african-republic.csv"
    if not path.exists():
        pytest.skip(f"no reference data at {path}")
    return path


@pytest.fixture(scope="session")
def one_sided_file() -> Path:
    """UCDP One-sided Violence 23.1, or a skip that says so."""
    path = SHARED / "onesided231.csv"
    if not path.exists():
        pytest.skip(f"no reference data at {path}")
    return path


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest walks first for both halves of the list: several workers begin with them, and none ends with one."""
    longest = [one for one in items if one.path.name == "test_rights_matrix.py"]
    others = [one for one in items if one.path.name != "test_rights_matrix.py"]
    half = max(0, len(items) // 2 - len(longest[::2]))
    items[:] = [*longest[::2], *others[:half], *longest[1::2], *others[half:]]
