"""Every table says its columns, codes and limits in four languages, and its total where parts add up."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from ledger_frames import act, acts, visit, visits

from withstand.analysis.obstruction.attempts import attempts
from withstand.analysis.obstruction.before_violence import Followed
from withstand.analysis.obstruction.blind import blind_time
from withstand.analysis.obstruction.change import Counted, change
from withstand.analysis.obstruction.rate import RATE_BY, rates
from withstand.analysis.obstruction.standard_tables import TABLE_BY, UNITS, standard_table
from withstand.analysis.obstruction.weighted import Weighed
from withstand.analysis.result_values import Interval
from withstand.brief.obstruction.counts import Asked, blind_sheet, change_sheet, rate_sheet, table_sheet
from withstand.brief.obstruction.sheet import Sheet
from withstand.brief.obstruction.weights import follows_sheet, weighted_sheet
from withstand.mission.weighing import Held

ASKED = Asked("holder", "2032-01-01", "2032-12-31", "admin2", {"A": "Amber Ford"})
LEDGER = acts(act("1", "2032-05-01", agent="army"), act("2", None, None, "undue_taxation"))
TRIED = attempts(visits(visit("v", "2032-05-01"), visit("w", "2032-05-02", "B", "unknown")), LEDGER)
WEIGHED = {
    "host_state": (
        Weighed("A", 2, Interval(0.5, 0.1, 0.9), 1.0, 1.0, 1, 1, 0),
        Weighed("", 1, None, None, None, 0, 0, 1),
    )
}
TESTS = {
    "Velmara": (
        Followed("host_state", False, 3, 60, 9, 30, 30, True, 0.1, 0.2, 0.03, 0.06, 9_999),
        Followed("host_state", True, 3, 60, 9, 3, 30, False, why="few_denials"),
    )
}


def sheets() -> dict[str, Sheet]:
    """One of each table."""
    since, until = date(2032, 1, 1), date(2032, 12, 31)
    dark = blind_time(TRIED.frame, "A", since, until)
    whole = change(Counted(3, "violation", 30), Counted(9, "violation", 30))
    held: tuple[Held, ...] = ()
    made = {f"table {unit}": table_sheet(standard_table(LEDGER, TABLE_BY, unit), ASKED) for unit in UNITS}
    for by in (RATE_BY, ("area",)):
        made[f"rate {by}"] = rate_sheet(rates(TRIED.frame, by), rates(TRIED.frame), by, TRIED, ASKED, "patrols.csv")
    return made | {
        "blind": blind_sheet(dark, 1, ASKED, {}, ()),
        "blind weighted": blind_sheet(dark, 1, ASKED, WEIGHED, (("weight_how", {}), ("weight_last", {"number": 1}))),
        "weighted": weighted_sheet(WEIGHED, "area", held, ASKED),
        "follows": follows_sheet(TESTS, held, ASKED),
        "change": change_sheet([({"type": "undue_taxation"}, whole)], whole, ("type",), ASKED, "one", "two"),
    }


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
@pytest.mark.parametrize("name", sheets())
def test_every_table_can_be_said(name: str, language: str) -> None:
    sheet = sheets()[name]
    assert sheet.headline(language)
    headings = [sheet.heading(column, language) for column in sheet.columns]
    assert len(set(headings)) == len(headings)
    lines = sheet.lines(language)
    assert lines
    assert all(len(line) == len(sheet.columns) for line in lines)
    for sentence in sheet.sentences(language):
        assert "{" not in sentence
    if language != "en":
        assert sheet.sentences(language) != sheet.sentences("en")
    assert sheet.plain(language)["rows"]


def test_an_area_is_named_and_a_code_said() -> None:
    sheet = sheets()["table act"]
    line = dict(zip(sheet.columns, sheet.lines("fr")[0], strict=True))
    assert (line["area"], line["type"], line["agent"]) == ("Amber Ford", "Refus de passage", "Armée")
    assert sheet.lines("es")[-1][0] == "Total"
    assert sheet.plain()["rows"][0]["month"] == "2032-05-01"


def test_what_could_not_be_tested_says_why() -> None:
    sheet = sheets()["follows"]
    why = sheet.columns.index("why")
    assert sheet.lines("en")[1][why] == "fewer than 10 months with denials"
    assert any("1 tests" in one for one in sheet.sentences())


def test_nothing_recorded_is_an_empty_table_and_no_rate() -> None:
    none = attempts(visits(), acts())
    assert rates(none.frame, ("area",)).height == 0
    assert rates(none.frame).row(0, named=True)["rate"] is None
    assert standard_table(acts(), ("type",)).total["acts"] == 0
    assert isinstance(none.frame, pl.DataFrame)
