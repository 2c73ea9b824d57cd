"""Columns follow from a kind's declaration, and lose nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_records import KINDS, records

from withstand.brief.records import cells
from withstand.brief.records.leaves import column, find, flat, layout, leaves, nested
from withstand.brief.records.words import LANGUAGES, kind_key
from withstand.evidence.records import INCIDENT, Incident
from withstand.ledger.fields import Place, Span
from withstand.ledger.kinds import Kind
from withstand.vocabulary.terms import vocabulary

OWN = ("record", "version", "classification", "compartments_1", "recorded_at", "heads", "supersedes", "suppressed")


@settings(deadline=None, max_examples=30)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.word)
@given(st.data())
def test_a_record_of_any_kind_survives_being_laid_flat(kind: Kind, data: st.DataObject) -> None:
    record = data.draw(records(kind))
    values = flat(kind, record)
    assert kind.read(nested(values)) == record
    for path, leaf in layout(kind, values):
        assert find(kind, column(path)) == (path, leaf)
    assert set(values) <= {path for path, _ in layout(kind, values)}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.word)
def test_no_two_columns_of_a_kind_share_a_name(kind: Kind) -> None:
    names = [column(leaf.path(iter([1, 1]))) for leaf in leaves(kind)]
    labels = [f"{name}_label" for name in names]
    assert len({*names, *labels, *OWN}) == 2 * len(names) + len(OWN)
    assert not [name for name in names if name.startswith("link_")]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.word)
def test_every_part_of_a_record_always_writes_at_least_one_cell(kind: Kind) -> None:
    def written(forms: tuple[object, ...]) -> bool:
        return any(form.required or form.default is not None for form in forms)  # type: ignore[attr-defined]

    assert not [form.name for form in kind.forms if form.parts and not written(form.parts)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.word)
def test_every_field_role_and_kind_has_a_label_in_every_language(kind: Kind, language: str) -> None:
    steps = {step for leaf in leaves(kind) for step in leaf.steps if step != "#"}
    assert not steps - set(vocabulary("fields").terms)
    assert not {role.name for role in kind.roles} - set(vocabulary("roles").terms)
    assert vocabulary("kinds").label(kind_key(kind), language)


def test_labels_are_of_fields_that_exist() -> None:
    steps = {step for kind in KINDS for leaf in leaves(kind) for step in leaf.steps}
    assert not set(vocabulary("fields").terms) - steps
    assert set(vocabulary("roles").terms) == {role.name for kind in KINDS for role in kind.roles}
    assert set(vocabulary("kinds").terms) == {kind_key(kind) for kind in KINDS}


def test_what_stands_in_one_numbered_part_stands_together() -> None:
    record = Incident(what="looting", where=Place(area="A"), when=Span(start="2032"))
    paths = {**flat(INCIDENT, record), ("consent", 1, "recipient"): "un", ("consent", 2, "recipient"): "public"}
    paths |= {("consent", 1, "purposes", 2): "protection"}
    names = [column(path) for path, _ in layout(INCIDENT, paths) if path[0] == "consent"]
    assert names == ["consent_1_recipient", "consent_1_purposes_2", "consent_2_recipient"]


@given(st.text(max_size=10))
def test_a_cell_is_never_a_formula_and_reads_back_to_the_same_text(text: str) -> None:
    cell = cells.safe(text)
    assert cells.plain(cell) == text
    if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")):
        float(cell)


@given(st.integers(-180_000_000, 180_000_000))
def test_millionths_of_a_degree_survive_as_decimal_degrees(millionths: int) -> None:
    assert cells.millionths(cells.degrees(millionths)) == millionths
    assert cells.millionths(repr(float(cells.degrees(millionths)))) == millionths
