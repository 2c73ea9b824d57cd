"""Vintages: an update put onto what is held, what differs, and bytes that prove themselves."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_whole import read_whole
from samples import GED, OCCURRENCES, Occurrence, Table, acled, candidate, ged_row

from withstand.errors import WorkspaceError
from withstand.evidence.event import EVENT, TEXT, check, empty
from withstand.evidence.ged import is_candidate, version_in
from withstand.evidence.reading import read_events
from withstand.evidence.upsert import compare, merge
from withstand.evidence.vintages import Manifest, VintageStore

DAY = date(2033, 1, 1)
LATER = OCCURRENCES[0].timestamp + 60
Saved = Callable[..., Path]


@pytest.fixture
def store(tmp_path: Path) -> VintageStore:
    return VintageStore(tmp_path / "data")


def _add(
    store: VintageStore,
    path: Path,
    day: date = DAY,
    *,
    onto: str | None = None,
    deleted: Iterable[str] = (),
    version: str = "",
) -> tuple[Manifest, bool]:
    with read_events(path, version=version) as file:
        return store.add(file, day, onto=onto, deleted=deleted)


def _changes(store: VintageStore, manifest: Manifest) -> dict[str, str]:
    with (store.folder / manifest.vintage / "changes.csv").open(newline="") as source:
        return {row["event_id"]: row["change"] for row in csv.DictReader(source)}


def _deaths(store: VintageStore, manifest: Manifest) -> dict[str, int]:
    return dict(store.events(manifest.vintage).select("event_id", "deaths_best").collect().iter_rows())


def test_update_adds_replaces_ignores_and_deletes(store: VintageStore, saved: Saved) -> None:
    first, second, third, fourth, fifth = OCCURRENCES[:5]
    base, new = _add(store, saved(acled("c", (first, second, third, fourth))))
    assert new
    update: tuple[Occurrence, ...] = (
        replace(first, fatalities=12, timestamp=LATER, notes="Now twelve."),
        replace(second, fatalities=99, timestamp=second.timestamp - 60, notes="An old row."),
        third,
        fifth,
    )
    after, _ = _add(store, saved(acled("c", update)), onto=base.vintage, deleted=["VEL4", "VEL77"])
    assert _changes(store, after) == {"VEL1": "replaced", "VEL2": "ignored", "VEL4": "deleted", "VEL5": "added"}
    assert after.changes == {"added": 1, "deleted": 1, "ignored": 1, "replaced": 1}
    assert _deaths(store, after) == {"VEL1": 12, "VEL2": 9, "VEL3": 0, "VEL5": 1}
    assert _deaths(store, base) == {"VEL1": 11, "VEL2": 9, "VEL3": 0, "VEL4": 4}, "what was held is never changed"
    texts = dict(store.texts(after.vintage).select("event_id", "description").collect().iter_rows())
    assert texts["VEL1"] == "Now twelve."
    assert texts["VEL2"] == second.notes, "the text stays with the revision that is kept"
    assert set(texts) == set(_deaths(store, after))
    assert after.base == base.vintage


def test_an_equal_revision_is_taken_from_the_update(store: VintageStore, saved: Saved) -> None:
    base, _ = _add(store, saved(acled("c", OCCURRENCES[:2])))
    changed = (replace(OCCURRENCES[0], fatalities=10), OCCURRENCES[1])
    after, _ = _add(store, saved(acled("c", changed)), onto=base.vintage)
    assert _changes(store, after) == {"VEL1": "replaced"}


def test_update_without_revisions_says_why_it_is_ignored(saved: Saved) -> None:
    base = read_whole(saved(acled("c", OCCURRENCES[:1]))).events
    bare = acled("c", (replace(OCCURRENCES[0], fatalities=50),)).without("timestamp")
    merged = merge(base, read_whole(saved(bare)).events, frozenset())
    assert merged.events["deaths_best"].to_list() == [11]
    assert "does not state its own" in merged.changes["why"].item()


def _yearly(*numbers: int) -> Table:
    rows = [
        ged_row(n, type_of_violence="3", deaths_civilians="1", date_start="2032-03-05 00:00:00.000") for n in numbers
    ]
    return replace(GED, rows=tuple(rows), name="GEDEvent_v33_1")


def _monthly(*numbers: int) -> Table:
    return candidate(replace(_yearly(*numbers), name="GEDEvent_v32_0_3"))


def test_candidates_that_the_yearly_release_lacks_go(store: VintageStore, saved: Saved) -> None:
    base, _ = _add(store, saved(_monthly(1, 2, 3)))
    assert base.source == "ucdp_ged_candidate"
    after, _ = _add(store, saved(_yearly(1, 4)), onto=base.vintage)
    assert _changes(store, after) == {"4": "added", "2": "deleted", "3": "deleted"}
    assert set(_deaths(store, after)) == {"1", "4"}
    assert set(store.events(after.vintage).collect()["source"]) == {"ucdp_ged"}


def test_candidates_do_not_come_back_after_the_yearly_release(store: VintageStore, saved: Saved) -> None:
    base, _ = _add(store, saved(_yearly(1, 4)))
    after, new = _add(store, saved(_monthly(1, 2)), onto=base.vintage)
    assert (after.vintage, new) == (base.vintage, False), "nothing in it was news"
    assert set(_deaths(store, after)) == {"1", "4"}


def test_candidates_of_later_years_stay(store: VintageStore, saved: Saved) -> None:
    rows = [ged_row(9, type_of_violence="3", deaths_civilians="1", date_start="2033-01-05 00:00:00.000")]
    later = candidate(replace(GED, rows=tuple(rows)))
    base, _ = _add(store, saved(replace(later, name="GEDEvent_v33_0_1")))
    after, _ = _add(store, saved(_yearly(1)), onto=base.vintage)
    assert set(_deaths(store, after)) == {"1", "9"}


@pytest.mark.parametrize(
    ("name", "version", "monthly"),
    [
        ("ged231-central-african-republic.csv", "23.1", False),
        ("GEDEvent_v25_1.csv", "25.1", False),
        ("ged251-csv.zip", "25.1", False),
        ("ged171.csv", "17.1", False),
        ("UCDP_GED_v22.1.xlsx", "22.1", False),
        ("GEDEvent_v23_0_3.csv", "23.0.3", True),
        ("gedevent_v22_0_12.csv", "22.0.12", True),
        ("GEDEvent_v23_01_23_06.csv", "23.01.23.06", True),
        ("events.csv", "", False),
        ("damaged_2023.csv", "", False),
    ],
)
def test_release_in_a_file_name(name: str, version: str, monthly: bool) -> None:
    assert (version_in(name), is_candidate(version)) == (version, monthly)


def test_unnamed_candidate_is_known_by_its_unchecked_rows(saved: Saved) -> None:
    assert set(read_whole(saved(candidate(), "download.csv")).events["source"]) == {"ucdp_ged_candidate"}
    assert set(read_whole(saved(GED, "download.csv")).events["source"]) == {"ucdp_ged"}
    assert set(read_whole(saved(candidate(), "download.csv"), version="32.1").events["source"]) == {"ucdp_ged"}


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("22.0.12", "23.0.1"),
        ("23.0.1", "23.0.2"),
        ("23.0.9", "23.0.10"),
        ("23.0.6", "23.01.23.09"),
        ("23.0.12", "23.1"),
    ],
)
def test_later_release_wins_whichever_comes_first(older: str, newer: str, saved: Saved) -> None:
    table = _yearly(1)
    old = read_whole(saved(table.with_cell(0, "low", "7")), version=older).events
    new = read_whole(saved(table), version=newer).events
    for base, update in ((old, new), (new, old)):
        assert merge(base, update, frozenset()).events["source_version"].to_list() == [newer]


def test_adding_the_same_file_again_adds_nothing(store: VintageStore, saved: Saved) -> None:
    path = saved(GED)
    first, new = _add(store, path)
    again, newly = _add(store, path, date(2033, 6, 1))
    assert (new, newly) == (True, False)
    assert again == first
    assert len(store.manifests()) == 1
    assert [entry.name for entry in store.folder.iterdir()] == [first.vintage]


def test_putting_the_same_update_on_twice_changes_nothing(store: VintageStore, saved: Saved) -> None:
    base, _ = _add(store, saved(acled("c", OCCURRENCES[:3])))
    path = saved(acled("c", OCCURRENCES[2:5]))
    after, _ = _add(store, path, onto=base.vintage)
    again, new = _add(store, path, onto=after.vintage)
    assert (again.vintage, new) == (after.vintage, False)


def test_changed_bytes_are_noticed(store: VintageStore, saved: Saved) -> None:
    manifest, _ = _add(store, saved(GED))
    assert store.is_intact(manifest.vintage)
    path = store.folder / manifest.vintage / "events.parquet"
    path.write_bytes(path.read_bytes().replace(b"Velmara", b"Velmora", 1))
    assert not store.is_intact(manifest.vintage)


def test_other_sources_are_not_mixed(store: VintageStore, saved: Saved) -> None:
    base, _ = _add(store, saved(GED))
    with pytest.raises(WorkspaceError, match="without --onto"):
        _add(store, saved(acled("c")), onto=base.vintage)


def test_unknown_and_damaged_vintages_are_answered(store: VintageStore, saved: Saved) -> None:
    with pytest.raises(WorkspaceError, match="no vintage"):
        store.manifest("abc")
    with pytest.raises(WorkspaceError, match="no data"):
        store.latest()
    manifest, _ = _add(store, saved(GED))
    for content in ("{", "[]", "{}", '{"vintage": 1}'):
        (store.folder / manifest.vintage / "manifest.json").write_text(content)
        with pytest.raises(WorkspaceError, match="damaged"):
            store.manifests()


def test_a_crash_while_adding_leaves_nothing_that_counts(store: VintageStore, saved: Saved) -> None:
    manifest, _ = _add(store, saved(GED))
    left = store.folder / ".adding-left"
    left.mkdir()
    (left / "manifest.json").write_text((store.folder / manifest.vintage / "manifest.json").read_text())
    assert len(store.manifests()) == 1
    assert store.manifest(manifest.vintage[:8]) == manifest


def test_comparison_lists_every_column_that_changed(saved: Saved) -> None:
    before = read_whole(saved(acled("c", OCCURRENCES[:3]))).events
    recoded = replace(OCCURRENCES[1], fatalities=10, place="Kessin", timestamp=LATER)
    after = read_whole(saved(acled("c", (recoded, *OCCURRENCES[2:4])))).events
    found = compare(before, after).select("event_id", "change", "column", "before", "after").rows()
    assert found == [
        ("VEL4", "added", None, None, None),
        ("VEL2", "recoded", "deaths_best", "9", "10"),
        ("VEL2", "recoded", "place", "Amber Ford", "Kessin"),
        ("VEL1", "removed", None, None, None),
    ]


def test_comparison_with_itself_is_empty(saved: Saved) -> None:
    events = read_whole(saved(GED)).events
    assert compare(events, events).is_empty()


_REVISIONS = st.lists(
    st.tuples(st.integers(1, 6), st.integers(0, 4), st.integers(0, 9)), max_size=6, unique_by=lambda row: row[0]
)


def _frame(rows: list[tuple[int, int, int]]) -> pl.DataFrame:
    """Events of ACLED as (number, revision, deaths); what is not said is alike in all."""
    said = pl.DataFrame(rows, schema=["event_id", "revision", "deaths_best"], orient="row")
    others = [column for column in EVENT if column.name not in said.columns]
    frame = said.with_columns(
        pl.lit(DAY if column.dtype == pl.Date else "acled" if column.name == "source" else None)
        .cast(column.dtype)
        .alias(column.name)
        for column in others
    )
    return frame.select(pl.col(column.name).cast(column.dtype) for column in EVENT)


@given(_REVISIONS, _REVISIONS)
@settings(max_examples=25, deadline=None)
def test_merge_keeps_the_latest_revision_of_every_event(
    base: list[tuple[int, int, int]], update: list[tuple[int, int, int]]
) -> None:
    merged = merge(_frame(base), _frame(update), frozenset())
    check(merged.events, EVENT)
    expected: dict[str, tuple[int, int]] = {}
    for number, revision, deaths in (*base, *update):
        if revision >= expected.get(str(number), (-1, 0))[0]:
            expected[str(number)] = (revision, deaths)
    found = {row[0]: row[1:] for row in merged.events.select("event_id", "revision", "deaths_best").iter_rows()}
    assert found == expected
    again = merge(merged.events, _frame(update), frozenset())
    assert again.events.equals(merged.events)
    assert set(again.changes["change"]) <= {"ignored"}
    check(empty(TEXT), TEXT)
