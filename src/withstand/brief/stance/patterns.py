"""The patterns that stand for stances on maps: three that black and white keep apart, and two for what is not known."""

from __future__ import annotations

from collections.abc import Mapping

from withstand.brief.charts.drawing import EDGE, INK
from withstand.mission.own_parts import UNDETERMINED, UNKNOWN
from withstand.mission.stance.thresholds import AGAINST, DESPITE, WITH

SEVERAL = "several"
STATES = (WITH, DESPITE, AGAINST, UNDETERMINED, UNKNOWN)
APART = "≠"
PAPER = "#fff"
_SOLID = "#4a4f57"
_UNITS = 'patternUnits="userSpaceOnUse"'
_LETTERS: Mapping[str, str] = {WITH: "w", DESPITE: "d", UNDETERMINED: "u", UNKNOWN: "k", SEVERAL: "s"}


def definitions(prefix: str = "p") -> str:
    """Dots, hatching, broken lines, question marks and a grid; no paper under them. `prefix` starts their ids."""
    turned = f'width="8" height="8" {_UNITS} patternTransform="rotate(45)"'
    return (
        f'<defs><pattern id="{prefix}w" width="9" height="9" {_UNITS}><circle cx="4.5" cy="4.5" r="1.9"/></pattern>'
        f'<pattern id="{prefix}d" {turned}><path d="M4 0V8" stroke="{INK}" stroke-width="1.8"/></pattern>'
        f'<pattern id="{prefix}u" width="12" height="12" {_UNITS}><path d="M2 6H7" stroke="{EDGE}"'
        f' stroke-width="1.4"/></pattern>'
        f'<pattern id="{prefix}k" width="20" height="20" {_UNITS}><path d="M7 8a3 3 0 1 1 4 3q-1 .5-1 2m0 2v1"'
        f' fill="none" stroke="{EDGE}" stroke-width="1.1"/></pattern>'
        f'<pattern id="{prefix}s" {turned}><path d="M4 0V8M0 4H8" stroke="{INK}" stroke-width="1.1"/></pattern></defs>'
    )


def fill(state: str, prefix: str = "p") -> str:
    """What an area in a state is filled with, over paper."""
    return _SOLID if state == AGAINST else f"url(#{prefix}{_LETTERS[state]})"
