"""The charts' own words in the reader's language."""

from __future__ import annotations

from django.utils.formats import get_format
from django.utils.translation import gettext as _

from withstand.brief.charts import Labels


def labels() -> Labels:
    """The words that violence over time writes by itself."""
    return Labels(
        thousands=str(get_format("THOUSAND_SEPARATOR")),
        decimal=str(get_format("DECIMAL_SEPARATOR")),
        best_and_range=_("{best} (low–high {low}–{high})"),
        more=_("and {n} more"),
        unknown=_("not known"),
        nothing_to_show=_("No records to show."),
        recorded_deaths=_("Recorded deaths of civilians"),
        root_scale=_("Square-root scale, the same in every panel: four times the deaths, twice the height."),
        whisker=_("Bar: best count. Line: low to high count."),
        broken=_("Cut bar: beyond the scale, its count is written beside it."),
        nothing_recorded=_("Hatched: nothing recorded or not known. It does not mean zero."),
        none_in_any_period=_("Zero in every period that has records: {names}."),
        unknown_in_every_period=_("Not known in any period: {names}."),
        observability=_("How well could it be seen?"),
        sources_per_event=_("Sources per event, mean"),
        imprecise_share=_("Events with an imprecise place"),
        highest=_("highest {best} in {period}"),
        gaps=_("nothing recorded or not known in {n} of {total} periods"),
        from_to=_("from {low} to {high}"),
    )
