"""The charts of the weekly brief: plain values in, one SVG text out, the same for page, print and document.

No chart fetches, scripts or styles anything, so each holds under a strict content security policy. A large
chart fills the width it is given; `max-width` is the page's to set, about 35rem reads best.
The map (`area_map`) is imported by itself: it alone needs geometry.
"""

from withstand.brief.charts.drawing import Caption, ChartError
from withstand.brief.charts.labels import Labels
from withstand.brief.charts.over_time import violence_over_time
from withstand.brief.charts.period_values import Count, Observability, PerpetratorSeries
from withstand.brief.charts.reliability import ReliabilityBand, reliability
from withstand.brief.charts.table_cells import LadderStep, ladder, sparkline

__all__ = [
    "Caption",
    "ChartError",
    "Count",
    "Labels",
    "LadderStep",
    "Observability",
    "PerpetratorSeries",
    "ReliabilityBand",
    "ladder",
    "reliability",
    "sparkline",
    "violence_over_time",
]
