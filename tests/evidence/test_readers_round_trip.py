"""A law: what is written into a sound file comes out of it, whatever letters it holds and however it is laid out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from reading_whole import read_whole
from samples import GED, OCCURRENCES, acled, ged_row
from saving import as_text

LETTERS = st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(" \"',;|\n=+-@")
TEXTS = st.text(LETTERS, max_size=60).map(lambda text: f"x{text}x")
DEATHS = st.integers(0, 2_000_000)
LAYOUT = {
    "delimiter": st.sampled_from(",;\t|"),
    "line_end": st.sampled_from(["\n", "\r\n", "\r"]),
    "encoding": st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    "quoting": st.sampled_from([0, 1]),
}


@given(
    st.lists(
        st.tuples(TEXTS, TEXTS, DEATHS, DEATHS, st.dates(date(1946, 1, 1), date(2099, 1, 1))), min_size=1, max_size=4
    ),
    st.fixed_dictionaries(LAYOUT),
)
@settings(max_examples=25, deadline=None)
def test_ged_comes_out_as_it_went_in(rows: list[tuple[str, str, int, int, date]], layout: dict[str, object]) -> None:
    table = replace(
        GED,
        rows=tuple(
            ged_row(
                number,
                type_of_violence="3",
                where_description=text,
                source_article=report,
                best=str(best),
                low=str(low),
                date_start=f"{day} 00:00:00.000",
            )
            for number, (text, report, best, low, day) in enumerate(rows)
        ),
    )
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ged.csv"
        path.write_bytes(as_text(table, **layout))  # type: ignore[arg-type]
        whole = read_whole(path)
    assert whole.account.set_aside == ()
    events = whole.events.select("deaths_best", "deaths_low", "date_start").rows()
    texts = whole.texts.select("place_text", "reports").rows()
    assert [(*said, *counted) for said, counted in zip(texts, events, strict=True)] == rows


@given(st.lists(st.tuples(TEXTS, DEATHS, st.booleans()), min_size=1, max_size=5), st.fixed_dictionaries(LAYOUT))
@settings(max_examples=25, deadline=None)
def test_acled_comes_out_as_it_went_in(rows: list[tuple[str, int, bool]], layout: dict[str, object]) -> None:
    """Deaths count as civilians' exactly where civilians were the target; in a fight they are unknown, not none."""
    against, fight = OCCURRENCES[:2]
    events = [
        replace(against if targeted else fight, number=number, notes=notes, fatalities=deaths)
        for number, (notes, deaths, targeted) in enumerate(rows)
    ]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "acled.csv"
        path.write_bytes(as_text(acled("d", events), **layout))  # type: ignore[arg-type]
        whole = read_whole(path)
    assert whole.account.set_aside == ()
    assert whole.texts["description"].to_list() == [notes for notes, _, _ in rows]
    assert whole.events["deaths_best"].to_list() == [deaths for _, deaths, _ in rows]
    assert whole.events["civilians_best"].to_list() == [deaths if targeted else None for _, deaths, targeted in rows]
