"""What leaves the operation: rules on plain values, each with the case that made it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_records import KINDS, records

from withstand.actors.records import PERSON
from withstand.brief.records.leaves import Cell, Path, flat, leaves, pattern_of
from withstand.brief.records.release import (
    BY_DISTRICT,
    Coarseness,
    Released,
    has_column,
    is_small,
    may_leave,
    reference,
    release,
)
from withstand.dialogue.intercession import INTERCESSION
from withstand.evidence.dispatched import DISPATCHED
from withstand.evidence.records import INCIDENT, SOURCE, Incident
from withstand.ledger.fields import Place, Record, Span, Tally
from withstand.ledger.kinds import Kind

BY_PROVINCE = Coarseness("admin1", {"VM0101": "VM01"})


def released(kind: Kind, record: Record, coarse: Coarseness = BY_DISTRICT) -> Released:
    """A record as it may leave."""
    by_steps = {leaf.steps: leaf for leaf in leaves(kind)}
    values = flat(kind, record)
    return release(kind, [(path, by_steps[pattern_of(path)], value) for path, value in values.items()], coarse)


def place(coarse: Coarseness = BY_DISTRICT, **given: object) -> dict[str, Cell]:
    """A place of an incident as it may leave."""
    record = Incident(what="looting", where=Place(**given), when=Span(start="2032"))  # type: ignore[arg-type]
    values = released(INCIDENT, record, coarse).values
    return {str(path[1]): value for path, value in values.items() if path[0] == "where"}


def counted(*tallies: tuple[str, str, int]) -> tuple[dict[str, int], Released]:
    """The counts of an incident that are shown, by group and unit, and all that is released."""
    counts = tuple(Tally(unit=unit, group=group, best=best) for unit, group, best in tallies)
    record = Incident(what="looting", where=Place(area="VM0101"), when=Span(start="2032"), counts=counts)
    free = released(INCIDENT, record)
    shown = {
        f"{group} {unit}": int(value)
        for number, (unit, group, _) in enumerate(tallies, start=1)
        if (value := free.values.get(("counts", number, "best"))) is not None
    }
    return shown, free


def test_a_point_and_a_place_name_never_leave_and_precision_is_never_better_than_a_district() -> None:
    told = place(area="VM0101", name="the mill", latitude=1, longitude=2, precision="exact")
    assert told == {"area": "VM0101", "level": "admin2", "precision": "admin2"}
    assert place(area="VM0101", precision="country")["precision"] == "country"


def test_an_area_finer_than_the_file_is_left_out_or_named_by_what_is_above_it() -> None:
    assert place(area="VM010101", level="admin3", precision="near") == {"precision": "admin2"}
    assert place(BY_PROVINCE, area="VM0101") == {"area": "VM01", "level": "admin1", "precision": "unknown"}
    assert place(BY_PROVINCE, area="VM0202", precision="admin2") == {"precision": "admin1"}
    deep = Coarseness("admin1", {"VM010101": "VM0101", "VM0101": "VM01"})
    assert place(deep, area="VM010101", level="admin3")["area"] == "VM01"


def test_a_file_for_outside_cannot_be_asked_for_finer_areas_than_districts() -> None:
    with pytest.raises(ValueError, match="admin3"):
        Coarseness("admin3")


def test_numbers_from_one_to_four_are_not_shown_and_others_are() -> None:
    assert [number for number in range(8) if is_small(number)] == [1, 2, 3, 4]
    shown, free = counted(("victim", "women", 4), ("victim", "men", 5), ("victim", "boys", 0))
    assert shown == {"men victim": 5, "boys victim": 0}
    assert free.small == (("counts", 1, "best"),)


def test_a_total_that_would_tell_a_small_number_is_not_printed() -> None:
    shown, free = counted(("victim", "civilians_general", 10), ("victim", "women", 3), ("victim", "men", 7))
    assert shown == {"men victim": 7}
    assert free.withheld == (("counts", 1, "best"),)


def test_a_total_in_another_unit_or_without_small_parts_is_printed() -> None:
    shown, _ = counted(("incident", "civilians_general", 10), ("victim", "women", 3))
    assert shown == {"civilians_general incident": 10}
    shown, free = counted(("victim", "civilians_general", 12), ("victim", "women", 5), ("victim", "men", 7))
    assert len(shown) == 3
    assert free.withheld == ()


def test_a_reference_is_always_the_same_and_holds_nothing_of_the_id() -> None:
    one = reference("0192f3a4-0000-7000-8000-000000000001")
    assert one == reference("0192f3a4-0000-7000-8000-000000000001")
    assert one != reference("0192f3a4-0000-7000-8000-000000000002")
    assert "0192f3a4" not in one


def test_sources_persons_sendings_and_intercessions_are_never_given_outside() -> None:
    kept = (SOURCE, PERSON, DISPATCHED, INTERCESSION)
    assert not [kind for kind in kept if may_leave(kind)]
    assert all(may_leave(kind) for kind in KINDS if kind not in kept)


@settings(max_examples=30, deadline=None)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.word)
@given(st.data(), st.sampled_from([BY_DISTRICT, BY_PROVINCE]))
def test_nothing_free_fine_graded_or_small_is_ever_released(
    kind: Kind, data: st.DataObject, coarse: Coarseness
) -> None:
    record = data.draw(records(kind))
    free = released(kind, record, coarse)
    before = flat(kind, record)
    forms = {leaf.steps: leaf for leaf in leaves(kind)}
    for path, value in free.values.items():
        leaf = forms[pattern_of(path)]
        assert has_column(kind, leaf)
        assert leaf.form not in ("text", "grade", "degrees")
        assert not (leaf.form == "number" and isinstance(value, int) and is_small(value))
        assert leaf.steps[0] not in ("consent", "text_kept", "retain_until", "referral")
        if path[-1] == "level" and "place" in leaf.within:
            assert int(str(value)[-1]) <= int(coarse.level[-1])
    assert hidden(free) <= set(before)
    assert not hidden(free) & set(free.values)


def hidden(free: Released) -> set[Path]:
    """Paths whose numbers are not shown."""
    return {*free.small, *free.withheld}
