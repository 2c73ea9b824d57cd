"""Offices for tests stand beside the tests of the ledger, worlds of records beside those of the page of a meeting."""

from __future__ import annotations

import sys
from pathlib import Path

for _folder in ("ledger", "dialogue_meeting"):
    sys.path.insert(0, str(Path(__file__).parents[1] / _folder))
