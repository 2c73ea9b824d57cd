"""The brief is tested on the ledger tests' offices and on what the tests of stance record in them."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / place) for place in ("stance_mission", "ledger")]
