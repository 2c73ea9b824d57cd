"""A choice taken back: a version of its own, refused where it would not be plain what it ends."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from stance_desk import TODAY, StanceDesk

from withstand.ledger.errors import ByWorkflow, InvalidRecord, LostRace, NotFound
from withstand.ledger.journal import Draft, append
from withstand.mission.stance.choosing import NotChosen
from withstand.mission.stance.taking_back import taking_back
from withstand.mission.stance_records import STANCE, STANCE_THRESHOLDS, Stance, StanceThresholds


@pytest.fixture
def desk() -> StanceDesk:
    return StanceDesk()


def test_it_stands_until_that_day_and_keeps_its_rights(desk: StanceDesk) -> None:
    record = desk.chooses(desk.unit("4th Brigade"), level="confidential")
    draft = taking_back(desk.picture(), record, " Fuel was sold on ", date(2032, 9, 1), TODAY)
    assert (draft.classification, draft.checked) == ("confidential", True)
    append(desk.ledger, [draft])
    fields = desk.picture().get(record).fields
    assert isinstance(fields, Stance)
    assert (fields.taken_back, fields.taken_back_because) == ("2032-09-01", "Fuel was sold on")
    for day, state in (("2032-08-31", "standing"), ("2032-09-01", "taken_back")):
        (one,) = desk.read(day=date.fromisoformat(day)).choices.chosen
        assert one.state == state
    with pytest.raises(NotChosen, match="taken back on 2032-09-01 already"):
        taking_back(desk.picture(), record, "Again", TODAY, TODAY)
    with pytest.raises(LostRace):
        append(desk.ledger, [draft])


def test_without_a_reason_or_of_another_record_it_is_refused(desk: StanceDesk) -> None:
    unit = desk.unit("4th Brigade")
    record = desk.chooses(unit)
    with pytest.raises(InvalidRecord, match="say why"):
        taking_back(desk.picture(), record, " ", TODAY, TODAY)
    with pytest.raises(NotChosen, match="has come"):
        taking_back(desk.picture(), record, "Later", date(2032, 12, 2), TODAY)
    with pytest.raises(NotChosen, match="no choice"):
        taking_back(desk.picture(), unit, "Why not", TODAY, TODAY)
    with pytest.raises(NotFound):
        taking_back(desk.picture(), "01a00000-0000-7000-8000-0123456789ab", "Why not", TODAY, TODAY)


def test_two_versions_beside_each_other_are_refused(desk: StanceDesk) -> None:
    record = desk.chooses(desk.unit("4th Brigade"))
    seen = desk.picture().get(record)
    for matter in ("Fuel", "Water"):
        changed = msgspec.structs.replace(seen.fields, matter=matter)  # type: ignore[type-var]
        draft = Draft(STANCE, changed, seen.classification, (), record, (seen.version,), checked=True)  # type: ignore[arg-type]
        append(desk.ledger, [draft], beside=True)
    with pytest.raises(NotChosen, match="Two versions"):
        taking_back(desk.picture(), record, "Why not", TODAY, TODAY)


def test_no_other_way_enters_a_choice_or_thresholds(desk: StanceDesk) -> None:
    record = desk.chooses(desk.unit("4th Brigade"))
    seen = desk.picture().get(record)
    limits = StanceThresholds(on="2032-01-01", by_role="head_of_mission", decided_by="Head of mission", reasons="New")
    for draft in (
        Draft(STANCE, seen.fields, "unclassified", (), record, (seen.version,)),  # type: ignore[arg-type]
        Draft(STANCE_THRESHOLDS, limits, "unclassified"),
    ):
        with pytest.raises(ByWorkflow, match="withstand stance"):
            append(desk.ledger, [draft])
