"""Nothing that a picture does not show is in any export of it, whoever looks, whatever the form."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from offices import operation, save
from test_records_exports import cleared, everything

from withstand.actors.records import UNIT, Unit
from withstand.brief.records.exporting import ENDINGS, FORMS
from withstand.evidence.records import INCIDENT, SOURCE, VISIT, Incident, Source, Visit
from withstand.ledger.fields import Assertion, Consent, Place, Record, Span, Tally
from withstand.ledger.journal import LinkTo
from withstand.ledger.kinds import Kind
from withstand.picture.audience import Audience
from withstand.picture.picture import Picture
from withstand.vocabulary.terms import vocabulary

LEVELS = ("unclassified", "confidential", "strictly_confidential")
COMPONENTS = ("force", "police", "human_rights")
RECIPIENTS = ("un", "humanitarian", "authorities", "public")
PURPOSES = ("protection", "reporting")
PURPOSE = next(iter(vocabulary("visit_purposes").terms))

audiences = st.builds(
    Audience,
    st.just("reader"),
    st.sampled_from(LEVELS),
    st.sets(st.sampled_from(COMPONENTS), max_size=2).map(tuple),
    st.sampled_from(RECIPIENTS),
    st.sampled_from(PURPOSES),
)
rights = st.tuples(
    st.sampled_from(LEVELS),
    st.sets(st.sampled_from(COMPONENTS), max_size=2).map(lambda names: tuple(sorted(names))),
    st.lists(
        st.builds(
            Consent,
            recipient=st.sampled_from(RECIPIENTS),
            purposes=st.sets(st.sampled_from(PURPOSES), min_size=1).map(lambda names: tuple(sorted(names))),
            given=st.booleans(),
        ),
        max_size=3,
    ).map(tuple),
)


def marked(kind: Kind, number: int, consent: tuple[Consent, ...]) -> Record:
    """A record with a mark in each of its texts, and numbers of its own."""
    mark, own = f"mk{number}z", 10_000 + number
    where = Place(
        area=f"ar{mark}", name=f"pl{mark}", latitude=1_000_000 + own, longitude=2_000_000 + own, precision="exact"
    )  # fmt: skip
    if kind is SOURCE:
        return Source(token=f"to{mark}", type="ngo", area=f"so{mark}", consent=consent)
    if kind is VISIT:
        return Visit(purpose=PURPOSE, where=where, when=Span(start="2032"), seen=f"se{mark}", consent=consent)
    return Incident(
        what="looting", where=where, when=Span(start="2032-05"), narrative=f"na{mark}", property_lost=f"pr{mark}",
        perpetrators=(Assertion(described=f"de{mark}"),), counts=(Tally(unit="victim", best=own * 1_000 + number),),
        reply=f"re{mark}", consent=consent,
    )  # fmt: skip


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@pytest.mark.parametrize("form", FORMS)
@given(data=st.data())
def test_no_mark_of_a_record_that_is_not_seen_is_in_the_bytes_of_an_export(
    form: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ledger = operation("HQ", seed=data.draw(st.integers(1, 3)))["HQ"].ledger
    saved: dict[str, tuple[int, str]] = {}
    for number in range(data.draw(st.integers(1, 5))):
        level, components, consent = data.draw(rights)
        kind = data.draw(st.sampled_from([SOURCE, INCIDENT, INCIDENT, VISIT]))
        links = [
            LinkTo(role, target)
            for target in saved
            for role, kinds in (("source", ("Source",)), ("same_as", ("Incident",)))
            if kind is INCIDENT and saved[target][1] in kinds and data.draw(st.booleans())
        ]
        one = save(ledger, marked(kind, number, consent), kind, level, *links, compartments=components)
        saved[one.record] = (number, kind.word)
    audience = data.draw(audiences)
    picture = Picture(ledger, audience)
    shown = {one.record for kind in (SOURCE, INCIDENT, VISIT) for one in picture.each(kind)}
    folder = tmp_path_factory.mktemp("out")
    for kind in (SOURCE, INCIDENT, VISIT):
        if (kind is SOURCE and (audience.outside or form == "geojson")) or not picture.count(kind):
            continue
        path = folder / f"{kind.word}{ENDINGS[form]}"
        exported = cleared(picture, kind, form, path)
        content = everything(path)
        assert exported.rows == picture.count(kind)
        for record, (number, word) in saved.items():
            if record not in shown:
                assert f"mk{number}z".encode() not in content
                assert record.encode() not in content
                assert str((10_000 + number) * 1_000 + number).encode() not in content
            elif word == kind.word and not audience.outside:
                assert f"mk{number}z".encode() in content
        if audience.outside:
            for part in ("pl", "na", "pr", "de", "re", "to", "so", "se"):
                assert f"{part}mk".encode() not in content
            assert not [record for record in saved if record.encode() in content]
            assert ledger.signer.installation.encode() not in content


@pytest.mark.parametrize("form", FORMS)
def test_what_was_hidden_later_is_hidden_in_exports_of_earlier_days(
    form: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    operation_ = operation("HQ")
    ledger = operation_["HQ"].ledger
    first = save(ledger, marked(INCIDENT, 7, ()), INCIDENT, "unclassified")
    save(ledger, marked(INCIDENT, 8, ()), INCIDENT, "unclassified")
    then = operation_.time.now
    save(
        ledger, marked(INCIDENT, 9, ()), INCIDENT, LEVELS[2], record=first.record, supersedes=(first.entry,)
    )  # fmt: skip
    picture = Picture(ledger, Audience("reader"), known_at=then)
    path = tmp_path_factory.mktemp("out") / f"file{ENDINGS[form]}"
    cleared(picture, INCIDENT, form, path)
    content = everything(path)
    assert b"mk8z" in content
    assert b"mk7z" not in content
    assert b"mk9z" not in content


def test_names_of_units_that_are_not_seen_are_in_no_link(tmp_path_factory: pytest.TempPathFactory) -> None:
    ledger = operation("HQ")["HQ"].ledger
    unit = save(ledger, Unit(name="mkunit"), UNIT, "strictly_confidential")
    save(ledger, marked(INCIDENT, 1, ()), INCIDENT, "unclassified", LinkTo("suspected", unit.record))
    for form in FORMS:
        path = tmp_path_factory.mktemp("out") / f"file{ENDINGS[form]}"
        cleared(Picture(ledger, Audience("reader")), INCIDENT, form, path)
        assert unit.record.encode() not in everything(path)
        assert b"suspected" not in everything(path)
