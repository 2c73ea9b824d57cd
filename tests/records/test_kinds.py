"""Every kind: declared once, validated, kept without loss, refused with a sentence."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest

from withstand.evidence.records import ALERT, INCIDENT, OBSTRUCTION, REPRISAL, VISIT
from withstand.kinds import REGISTRY
from withstand.ledger.errors import InvalidRecord
from withstand.ledger.forms import Form
from withstand.ledger.kinds import Kind
from withstand.vocabulary.terms import vocabulary

KINDS = list(REGISTRY)
BASIC = {"what": "looting", "where": {"area": "VM0101"}, "when": {"start": "2032-05-20"}}


def all_forms(forms: tuple[Form, ...]) -> Iterator[Form]:
    """Fields and the fields of their parts."""
    for form in forms:
        yield form
        yield from all_forms(form.parts)


def test_the_first_kinds_are_declared() -> None:
    names = {kind.name for kind in KINDS}
    wanted = {"Source", "Incident", "Alert", "Obstruction", "Visit", "Reprisal", "AreaSet", "SameAs"}
    assert {f"evidence.{name}" for name in wanted} <= names
    assert {f"actors.{name}" for name in ("Unit", "Office", "Group", "Relation", "Positioning")} <= names
    assert {"leadership.Decision", "mission.Threat", "mission.Action"} <= names


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.word)
def test_every_coded_field_names_a_vocabulary_and_every_role_a_kind(kind: Kind) -> None:
    names = {one.name for one in KINDS}
    for form in all_forms(kind.forms):
        if form.vocabulary:
            assert vocabulary(form.vocabulary).terms
    for role in kind.roles:
        assert set(role.targets) <= names, role
    fields = {form.name for form in kind.forms}
    assert {kind.when, kind.title} <= fields
    assert not kind.where or kind.where in fields


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.word)
def test_no_field_is_a_float_and_every_number_has_bounds(kind: Kind) -> None:
    schema = msgspec.json.encode(msgspec.json.schema(kind.model)).decode()
    assert '"type":"number"' not in schema
    assert schema.count('"type":"integer"') == schema.count('"maximum"')


def test_a_first_entry_needs_what_where_when_only() -> None:
    record = INCIDENT.read(BASIC)
    assert INCIDENT.decode(INCIDENT.body(record), INCIDENT.version) == record


def test_a_record_keeps_the_versions_of_the_vocabularies_it_was_coded_in() -> None:
    body = msgspec.json.decode(INCIDENT.body(INCIDENT.read(BASIC)))
    assert body["vocabularies"]["violations"] == vocabulary("violations").version


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"what": "loooting"}, "not a term of the vocabulary violations"),
        ({"what": None}, "what"),
        ({"where": {}}, "name an area"),
        ({"where": {"latitude": 4_000_000}}, "latitude and longitude"),
        ({"where": {"area": "X", "latitude": 91_000_000, "longitude": 0}}, "where.latitude"),
        ({"colour": "red"}, "colour: is not a field"),
        ({"counts": [{"unit": "victim"}]}, "unknown is not zero"),
        ({"counts": [{"unit": "victim", "least": 9, "best": 3}]}, "must not fall"),
        ({"counts": [{"unit": "victim", "best": -1}]}, "counts"),
        ({"grade": "G7"}, "grade"),
        ({"displaced": 2.5}, "displaced"),
        ({"when": {"start": "2032-02-31"}}, "not a day of the calendar"),
        ({"reply_on": "2032-02-31"}, "not a day of the calendar"),
        ({"consent": [{"recipient": "un", "on": "2032-13"}]}, "not a day of the calendar"),
        ({"listed_as": ["no prefix"]}, "listed_as"),
        ({"when": {"start": "20-05-2032"}}, "write a day as 2032-05-20"),
        ({"grade": "B9"}, "write a grade of A to F and 1 to 6"),
        ({"what": "Two Words"}, "small letters"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_field_and_a_sentence(change: dict[str, object], said: str) -> None:
    with pytest.raises(InvalidRecord) as problem:
        INCIDENT.read({**BASIC, **change})
    assert said in str(problem.value)
    assert "`" not in str(problem.value)


REFERRAL_FIRST = [key for key, term in vocabulary("violations").terms.items() if term.facts.get("referral_first")]


@pytest.mark.parametrize("what", REFERRAL_FIRST)
def test_cases_of_sexual_violence_and_of_children_begin_with_a_referral(what: str) -> None:
    with pytest.raises(InvalidRecord, match="referral"):
        INCIDENT.read({**BASIC, "what": what})
    with pytest.raises(InvalidRecord, match="referral"):
        INCIDENT.read({**BASIC, "also": [what]})
    assert INCIDENT.read({**BASIC, "what": what, "referral": "offered"})


@pytest.mark.parametrize("kind", [INCIDENT, ALERT], ids=["incident", "alert"])
@pytest.mark.parametrize(
    "change",
    [
        {"narrative": "what happened"},
        {"where": {"area": "VM0101", "name": "a house"}},
        {"where": {"area": "VM0101", "latitude": 1, "longitude": 1}},
        {"where": {"area": "VM0101", "precision": "exact"}},
    ],
)
def test_such_cases_hold_no_narrative_and_no_place_below_the_second_level(
    kind: Kind, change: dict[str, object]
) -> None:
    fields = {**BASIC, "what": REFERRAL_FIRST[0], "referral": "made", **change}
    if kind is ALERT:
        fields["received"] = "2032-05-20"
    with pytest.raises(InvalidRecord, match="this kind of case"):
        kind.read(fields)


ALSO_CASES: tuple[tuple[Kind, dict[str, object]], ...] = (
    (OBSTRUCTION, {"what": "movement_denial"}),
    (VISIT, {"purpose": "monitoring"}),
    (REPRISAL, {"what": "physical_attack"}),
)
CASES = (
    (INCIDENT, {"what": REFERRAL_FIRST[0]}),
    (ALERT, {"what": REFERRAL_FIRST[0], "received": "2032-05-20"}),
    *ALSO_CASES,
)


@pytest.mark.parametrize(("kind", "own"), CASES, ids=[kind.word for kind, _ in CASES])
def test_no_text_of_such_a_case_tells_anything_in_whatever_field(kind: Kind, own: dict[str, object]) -> None:
    fields = {"where": {"area": "VM0101"}, "when": {"start": "2032-05-20"}, "referral": "made", **own}
    assert kind.read(fields)
    told = [
        form.name for form in kind.forms.written if not form.parts and not form.many and form.name != "lifted_because"
    ]
    for change in [{name: "told"} for name in told] + [{"text_kept": [{"field": "x", "found": "person", "times": 1}]}]:
        with pytest.raises(InvalidRecord, match="anything told of it"):
            kind.read({**fields, **change})
    if "perpetrators" in {form.name for form in kind.forms}:
        assert kind.read({**fields, "perpetrators": [{"perpetrator": "host_state", "key": "b2"}]})
        with pytest.raises(InvalidRecord, match=r"perpetrators\[0\].described: .*anything told of it"):
            kind.read({**fields, "perpetrators": [{"perpetrator": "host_state", "described": "what he did to her"}]})
    with pytest.raises(InvalidRecord, match="no place below"):
        kind.read({**fields, "where": {"area": "VM0101", "name": "a house"}})


@pytest.mark.parametrize(("kind", "own"), ALSO_CASES, ids=[kind.word for kind, _ in ALSO_CASES])
def test_an_obstruction_a_visit_and_a_reprisal_may_be_such_a_case(kind: Kind, own: dict[str, object]) -> None:
    fields = {"where": {"area": "VM0101"}, "when": {"start": "2032-05-20"}, **own}
    with pytest.raises(InvalidRecord, match="begins with a referral"):
        kind.read({**fields, "violations": [REFERRAL_FIRST[0]]})
    assert kind.read({**fields, "violations": ["looting"]})
    old = b'{"fields":' + msgspec.json.encode(fields) + b',"vocabularies":{}}'
    assert kind.decode(old, 1) == kind.read(fields)


def test_a_reprisal_that_hit_children_is_such_a_case() -> None:
    fields = {"what": "threat", "where": {"area": "VM0101"}, "when": {"start": "2032-05-20"}, "hit": ["girls"]}
    with pytest.raises(InvalidRecord, match="begins with a referral"):
        REPRISAL.read(fields)


def test_contact_after_a_reprisal_is_paused_until_somebody_says_why_not() -> None:
    fields = {"what": next(iter(vocabulary("reprisal_types").terms)), "where": {"area": "X"}, "when": {"start": "2032"}}
    assert REPRISAL.read(fields).contact_paused  # type: ignore[attr-defined]
    with pytest.raises(InvalidRecord, match="safe again"):
        REPRISAL.read({**fields, "contact_paused": False})


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.word)
def test_no_column_of_a_kind_takes_the_name_of_a_column_that_every_frame_has(kind: Kind) -> None:
    names = [name for form in kind.forms for name, _ in form.columns]
    assert len(names) == len(set(names))
    assert not {"record", "version", "heads", "rank", "classification"} & set(names)
