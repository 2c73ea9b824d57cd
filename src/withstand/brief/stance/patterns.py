"""The patterns that stand for stances on maps: three that black and white keep apart, and two for what is not known."""

from __future__ import annotations

from withstand.brief.charts.drawing import EDGE, INK
from withstand.mission.own_parts import UNDETERMINED, UNKNOWN
from withstand.mission.stance.thresholds import AGAINST, DESPITE, WITH

SEVERAL = "several"
STATES = (WITH, DESPITE, AGAINST, UNDETERMINED, UNKNOWN)
APART = "≠"
PAPER = "#fff"
_SOLID = "#4a4f57"
_UNITS = 'patternUnits="userSpaceOnUse"'


def definitions(prefix: str = "p") -> str:
    """Dots, hatching, broken lines, question marks and a grid; no paper under them. `prefix` starts their ids."""
    tile = f'width="8" height="8" {_UNITS}'
    falling, rising = "M-2 6L2 10M-2 -2L10 10M6 -2L10 2", "M-2 2L2 -2M-2 10L10 -2M6 10L10 6"
    return (
        f'<defs><pattern id="{prefix}-{WITH}" width="9" height="9" {_UNITS}>'
        f'<circle cx="4.5" cy="4.5" r="1.9"/></pattern>'
        f'<pattern id="{prefix}-{DESPITE}" {tile}><path d="{rising}" stroke="{INK}" stroke-width="1.5"/></pattern>'
        f'<pattern id="{prefix}-{UNDETERMINED}" width="12" height="12" {_UNITS}>'
        f'<path d="M2 5.3H7V6.7H2z" fill="{EDGE}"/></pattern>'
        f'<pattern id="{prefix}-{UNKNOWN}" width="20" height="20" {_UNITS}><path d="M7 8a3 3 0 1 1 4 3q-1 .5-1 2m0 2v1"'
        f' fill="none" stroke="{EDGE}" stroke-width="1.1"/></pattern>'
        f'<pattern id="{prefix}-{SEVERAL}" {tile}>'
        f'<path d="{rising}{falling}" stroke="{INK}" stroke-width=".9"/></pattern>'
        "</defs>"
    )


def fill(state: str, prefix: str = "p") -> str:
    """What an area in a state is filled with, over paper."""
    return _SOLID if state == AGAINST else f"url(#{prefix}-{state})"


def swatch(state: str, prefix: str = "p") -> str:
    """What stands for a state, in the patterns of a map on the same page."""
    box = 'x=".5" y=".5" width="33" height="19"'
    return (
        f'<svg width="34" height="20" aria-hidden="true"><rect {box} fill="{PAPER}"/>'
        f'<rect {box} fill="{fill(state, prefix)}" stroke="{INK}"/></svg>'
    )
