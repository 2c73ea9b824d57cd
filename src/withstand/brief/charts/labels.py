"""Every word a chart writes by itself, in one place, so that a language is one more `Labels`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Labels:
    """Fixed words of the charts, English by default; braces name what a chart fills in.

    Words are neutral: an official of the state described may read them. The lowest class of the map is
    "under 2 %", never a word for safety.
    """

    thousands: str = ","
    decimal: str = "."
    percent: str = "{value}\u00a0%"
    under: str = "under {value}"
    over: str = "over {value}"
    at_least: str = "≥\u00a0{value}"
    span: str = "{low}–{high}"
    best_and_range: str = "{best} (low–high {low}–{high})"
    listing: str = ", "
    clause: str = "; "
    more: str = "and {n} more"
    unknown: str = "unknown"
    nothing_to_show: str = "No records to show."

    recorded_deaths: str = "Recorded deaths of civilians"
    root_scale: str = "Square-root scale, the same in every panel: four times the deaths, twice the height."
    whisker: str = "Bar: best count. Line: low to high count."
    broken: str = "Cut bar: beyond the scale, its count is written beside it."
    nothing_recorded: str = "Hatched: nothing recorded or not known. It does not mean zero."
    none_in_any_period: str = "Zero in every period that has records: {names}."
    unknown_in_every_period: str = "Not known in any period: {names}."
    observability: str = "How well could it be seen?"
    sources_per_event: str = "Sources per event, mean"
    imprecise_share: str = "Events with an imprecise place"
    highest: str = "highest {best} in {period}"
    gaps: str = "nothing recorded or not known in {n} of {total} periods"
    from_to: str = "from {low} to {high}"

    area_unknown: str = "unknown"
    by_history: str = "shown by history"
    low_is_not_safe: str = "A low probability does not mean that an area is safe."
    sketch: str = (
        "Sketch: half-degree squares in which events were recorded, not boundaries. Blank: no event recorded there."
    )
    events: str = "Recorded events, by perpetrator"
    deaths_per_place: str = "Deaths at a place"
    kilometres: str = "{n}\u00a0km"
    unnamed: str = "Not named on the map: {names}."
    not_drawn: str = "{n} smaller places with events are not drawn."
    outside: str = "{n} events lie outside the map."

    history: str = "history"
    ladder: str = "{step}: {value} (history {history})"
    months: str = "{n} periods, highest {best}"

    forecast_axis: str = "Probability given"
    observed_axis: str = "Share that came true"
    perfect: str = "as forecast"
    cases: str = "n"
    band: str = "given {forecast}: came true {observed} (interval {low} to {high}, n = {n})"
    band_unknown: str = "given {forecast}: not known (n = {n})"
    reliability_key: str = "Dot: share that came true. Line: its interval. n: number of forecasts."

    def count(self, value: float) -> str:
        """A count as text: one decimal below ten where it has one, thousands separated."""
        if value >= 1e15:
            return self.over.format(value="10¹⁵")
        if value < 10 and abs(value - round(value)) >= 0.05:
            return f"{value:.1f}".replace(".", self.decimal)
        return f"{value:,.0f}".replace(",", self.thousands)

    def share(self, value: float) -> str:
        """An observed share in [0, 1] as whole per cent; what rounds to none or all says so instead."""
        if value in (0, 1):
            return self.percent.format(value=round(100 * value))
        return self.probability(value)

    def probability(self, value: float) -> str:
        """A probability in [0, 1] as whole per cent, never as impossible or certain."""
        if value < 0.01:
            return self.under.format(value=self.percent.format(value=1))
        if value > 0.99:
            return self.over.format(value=self.percent.format(value=99))
        return self.percent.format(value=round(100 * value))
