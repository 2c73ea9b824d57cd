"""What the rules find today, kept in memory for whoever asks next; locking the workspace forgets it."""

from __future__ import annotations

import threading
from datetime import date

from withstand.mission.coherence import Run, rerun, run
from withstand.picture.guard import Guard
from withstand.web.holding import held

LIGHT, FEW = 10_000, 50
"""Up to so many entries all rules are asked about all cases while somebody waits for a page with something else; in a
larger ledger only about those that up to FEW new records touch.
"""

_KEY = "coherence"
_ONE_AT_A_TIME = threading.Lock()


def looked(guard: Guard, day: date) -> Run:
    """What all rules find; only cases that something touched since the last look are looked at again."""
    memory = held().memory
    with _ONE_AT_A_TIME:
        before = memory.get(_KEY)
        found = rerun(guard, before, day) if isinstance(before, Run) else run(guard, day)
        if not held().locked:
            memory[_KEY] = found
    return found


def looked_lightly(guard: Guard, day: date) -> Run | None:
    """The same, or None where that would take long."""
    before = held().memory.get(_KEY)
    if sum(guard.picture.reach.values()) <= LIGHT:
        return looked(guard, day)
    came = guard.entered_since(before.reach) if isinstance(before, Run) and before.day == day else None
    return looked(guard, day) if came is not None and len(came) <= FEW else None
