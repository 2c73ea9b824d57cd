"""Merging is a set union: whatever the order, the repetition, the pieces, who holds the same entries sees the same."""

from __future__ import annotations

import os

import pytest
from histories import history, meet, state

from withstand.ledger.folding import projections_hold
from withstand.ledger.verifying import verify

SCHEDULES = 10_000 if os.environ.get("WITHSTAND_PROOFS") else 40
A_TIME = 20 if SCHEDULES > 40 else 4


@pytest.mark.parametrize("first", range(0, SCHEDULES, A_TIME))
def test_offices_that_hold_the_same_entries_see_the_same(first: int) -> None:
    for seed in range(first, first + A_TIME):
        check_schedule(seed)


def check_schedule(seed: int) -> None:
    run = history(seed)
    for name in run.names:
        assert projections_hold(run.made[name].ledger) == (), f"seed {seed}, {name} before they meet: {run.told}"
    meet(run)
    first, *others = (run.made[name].ledger for name in run.names)
    expected, frontier = state(first), first.frontier()
    for name, ledger in zip(run.names[1:], others, strict=True):
        assert ledger.frontier() == frontier, f"seed {seed}: {name} holds other entries: {run.told}"
        found = state(ledger)
        apart = {key for key in found.keys() | expected.keys() if found.get(key) != expected.get(key)}
        shown = [(key, expected.get(key), found.get(key)) for key in sorted(apart)[:3]]
        assert not apart, f"seed {seed}: {name} sees something else: {shown}: {run.told}"
    for name in run.names:
        assert projections_hold(run.made[name].ledger) == (), f"seed {seed}, {name} after they met: {run.told}"
        verdict = verify(run.made[name].ledger)
        assert verdict.holds, f"seed {seed}, {name}: {verdict.faults}: {run.told}"
