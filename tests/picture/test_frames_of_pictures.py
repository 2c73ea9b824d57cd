"""A frame says what the records say: now as at an earlier moment, whatever stands in their texts, in every order."""

from __future__ import annotations

import random
from dataclasses import replace

import polars as pl
import pytest
from offices import incident, operation, save
from polars.testing import assert_frame_equal
from worlds import audiences, world

from withstand.evidence.records import AREA_SET, INCIDENT, SOURCE, VISIT, AreaSet, Incident, Source, Visit
from withstand.kinds import REGISTRY
from withstand.ledger.fields import Line, Place, Span
from withstand.ledger.folding import rebuild
from withstand.ledger.kinds import Registry
from withstand.ledger.ledger import Ledger
from withstand.picture.audience import HOLDER
from withstand.picture.picture import Picture

AWKWARD = ("a\tb", 'say "no"', "two\nlines", "\r", '"', "\t\t", "naïve, ; |", "true", "007", "  ")


class NewerIncident(Incident, frozen=True, kw_only=True):
    """An incident of a program to come, with a field before all others."""

    alarm: Line = ""


@pytest.mark.parametrize("seed", range(6))
def test_a_frame_is_the_same_asked_at_once_or_when_something_has_come_since(seed: int) -> None:
    here = world(seed)
    before = {
        (a.name, kind.name): Picture(here.ledger, a).frame(kind) for a in audiences() for kind in (INCIDENT, SOURCE)
    }
    parts = {a.name: Picture(here.ledger, a).frame(INCIDENT, "perpetrators") for a in audiences()}
    then = here.operation.time.now
    here.operation.time.now += 60_000_000
    for seen in Picture(here.ledger, HOLDER).page(INCIDENT):
        changed = incident(what="extortion", consent=seen.fields.consent)  # type: ignore[union-attr]
        save(
            here.ledger, changed, INCIDENT, seen.classification, compartments=seen.compartments, record=seen.record,
            supersedes=(seen.version,),
        )  # fmt: skip
    for audience in audiences():
        earlier = Picture(here.ledger, audience, known_at=then)
        for kind in (INCIDENT, SOURCE):
            assert_frame_equal(earlier.frame(kind), before[audience.name, kind.name])
        assert_frame_equal(earlier.frame(INCIDENT, "perpetrators"), parts[audience.name])


def test_cells_keep_tabs_quotes_and_line_ends() -> None:
    ledger = operation("HQ")["HQ"].ledger
    texts = {save(ledger, Source(token=text, type="ngo"), SOURCE).record: text for text in AWKWARD}
    frame = Picture(ledger, HOLDER).frame(SOURCE)
    assert dict(zip(frame["record"], frame["token"], strict=True)) == texts


def test_each_reads_every_record_once_the_latest_day_first_and_those_without_a_day_last() -> None:
    ledger = operation("HQ")["HQ"].ledger
    dice = random.Random(1)
    days = [f"2032-0{dice.randrange(1, 4)}-1{dice.randrange(3)}" for _ in range(1_100)]
    for day in days:
        save(ledger, incident(day=day))
    for _ in range(3):
        save(ledger, Source(token="S", type="ngo"), SOURCE)
    picture = Picture(ledger, HOLDER)
    read = [(seen.fields.when.start, seen.record) for seen in picture.each(INCIDENT)]  # type: ignore[union-attr]
    assert read == sorted(read, reverse=True)
    assert sorted(day for day, _ in read) == sorted(days)
    assert [seen.record for seen in picture.page(INCIDENT, limit=2_000)] == [record for _, record in read]
    assert len({seen.record for seen in picture.each(SOURCE)}) == 3


def test_answers_are_the_same_after_the_projections_are_made_again() -> None:
    here = world(5, steps=40)
    picture = Picture(here.ledger, HOLDER)
    before = ([seen.version for seen in picture.each(INCIDENT)], picture.frame(INCIDENT), picture.conflicts())
    with here.ledger.database.writing():
        rebuild(here.ledger)
    again = Picture(here.ledger, HOLDER)
    assert [seen.version for seen in again.each(INCIDENT)] == before[0]
    assert_frame_equal(again.frame(INCIDENT), before[1])
    assert again.conflicts() == before[2]


def test_records_of_a_kind_stand_in_one_stretch_of_the_file() -> None:
    ledger = operation("HQ")["HQ"].ledger
    for number in range(30):
        save(ledger, incident())
        visit = Visit(purpose="patrol", where=Place(area=f"VM010{number % 3}"), when=Span(start="2032-05-01"))
        save(ledger, visit, VISIT)
    rows = ledger.database.rows("SELECT r.r >> 32, k.k, r.kind FROM record r JOIN kind k ON k.name = r.kind")
    assert rows
    assert all(stretch == k for stretch, k, _ in rows)
    assert Picture(ledger, HOLDER).count(VISIT) == 30


def test_rows_of_another_version_of_the_program_are_read_by_their_names() -> None:
    made = operation("HQ")
    record = save(made["HQ"].ledger, incident(what="looting")).record
    newer = replace(INCIDENT, model=NewerIncident)
    ledger = Ledger(
        made["HQ"].ledger.database,
        Registry(newer if kind.name == INCIDENT.name else kind for kind in REGISTRY),
        made["HQ"].ledger.signer,
    )
    frame = Picture(ledger, HOLDER).frame(newer)
    assert (frame["record"][0], frame["what"][0], frame["alarm"][0]) == (record, "looting", None)
    with ledger.database.writing():
        rebuild(ledger)
    assert_frame_equal(Picture(ledger, HOLDER).frame(newer), frame)


def test_a_frame_says_how_restricted_each_record_is_in_words() -> None:
    made = operation("HQ")
    levels = ("unclassified", "confidential", "strictly_confidential")
    saved = {save(made["HQ"].ledger, None, INCIDENT, level).record: level for level in levels}
    frame = Picture(made["HQ"].ledger, HOLDER).frame(INCIDENT)
    assert dict(frame.select("record", "classification").iter_rows()) == saved
    assert frame["classification"].dtype == pl.String
    assert "level" not in frame.columns


def test_a_field_called_level_is_not_taken_for_the_classification() -> None:
    made = operation("HQ")
    fields = AreaSet(name="Districts", publisher="The survey office", release="2031", level="admin2")
    saved = save(made["HQ"].ledger, fields, AREA_SET, "confidential")
    row = Picture(made["HQ"].ledger, HOLDER).frame(AREA_SET).row(0, named=True)
    assert (row["record"], row["level"], row["classification"]) == (saved.record, "admin2", "confidential")
