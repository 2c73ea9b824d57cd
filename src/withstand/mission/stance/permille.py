"""Shares as whole permille that add up to a thousand."""

from __future__ import annotations

from collections.abc import Mapping

WHOLE = 1000


def as_permille(shares: Mapping[str, float]) -> dict[str, int]:
    """Each share in permille, rounded so that they add up to 1000: the largest remainders are rounded up."""
    parts = {name: int(share * WHOLE) for name, share in shares.items()}
    left = WHOLE - sum(parts.values())
    by_remainder = sorted(shares, key=lambda name: (parts[name] - shares[name] * WHOLE, name))
    for name in by_remainder[: max(0, left)]:
        parts[name] += 1
    return parts
