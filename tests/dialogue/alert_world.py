"""The actors and alerts of the picture tests, for tests of dialogue."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "picture"))

from velmara_actors import AGREED, DAY, HOLDER, READER, SINCE_2031, START, Velmara, changed

__all__ = ["AGREED", "DAY", "HOLDER", "READER", "SINCE_2031", "START", "Velmara", "changed"]
