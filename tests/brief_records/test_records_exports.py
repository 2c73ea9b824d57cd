"""Exports hold what a picture shows, say what they are, and read back to the same records."""

from __future__ import annotations

import io
import json
import re
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented_records import ENTERED, records
from offices import Office, incident, operation, save

from withstand.actors.records import UNIT, Unit
from withstand.brief.records.as_json import NoPlaces
from withstand.brief.records.exporting import ENDINGS, FORMS, Exported, Options, export
from withstand.brief.records.reading import read_records
from withstand.brief.records.scanning import Clearance, TextNotCleared
from withstand.errors import InputError, UnreadableFile
from withstand.evidence.records import INCIDENT, SOURCE, Incident, Source
from withstand.ledger.acts import redact
from withstand.ledger.fields import Assertion, Consent, Place, Span
from withstand.ledger.journal import LinkTo
from withstand.ledger.kinds import Kind
from withstand.picture.audience import HOLDER, Audience
from withstand.picture.picture import ALL, Filter, Picture

ALLOWED = (Consent(recipient="humanitarian", purposes=("protection",)),)
OUTSIDE = Audience("cluster", "strictly_confidential", ("*",), "humanitarian", "protection")


def cleared(picture: Picture, kind: Kind, form: str, path: Path, where: Filter = ALL, **more: object) -> Exported:
    """An export whose texts somebody has looked at."""
    try:
        return export(picture, kind, where, form, path=path, options=Options(**more))  # type: ignore[arg-type]
    except TextNotCleared as asked:
        options = Options(clearance=Clearance(asked.code, "looked at"), **more)  # type: ignore[arg-type]
        return export(picture, kind, where, form, path=path, options=options)


def everything(path: Path) -> bytes:
    """The bytes of a file, unpacked where it is packed."""
    content = path.read_bytes()
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"\n".join(name.encode() + archive.read(name) for name in archive.namelist())


@pytest.fixture
def office() -> Office:
    return operation("HQ")["HQ"]


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", ENTERED, ids=lambda kind: kind.word)
@given(data=st.data())
def test_what_is_exported_inside_reads_back_to_the_same_records(
    kind: Kind, form: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    if form == "geojson" and not kind.where:
        return
    ledger = operation("HQ")["HQ"].ledger
    actor = save(ledger, Unit(name="1st brigade"), UNIT, "unclassified")
    role = next((one for one in kind.roles if "actors.Unit" in one.targets), None)
    for record in data.draw(st.lists(records(kind), max_size=3)):
        about = data.draw(st.sampled_from(["", "a1", "=b"]))
        links = [LinkTo(role.name, actor.record, about)] * data.draw(st.integers(0, 2)) if role else []
        save(ledger, record, kind, "confidential", *links, compartments=data.draw(st.sampled_from([(), ("force",)])))
    picture = Picture(ledger, HOLDER)
    path = tmp_path_factory.mktemp("out") / f"file{ENDINGS[form]}"
    exported = cleared(picture, kind, form, path)
    back = read_records(path, kind)
    seen = list(picture.each(kind))
    assert back.set_aside == back.notes == ()
    assert [kind.read(one.fields) for one in back.records] == [one.fields for one in seen]
    assert [(one.record, one.version, one.classification, one.compartments) for one in back.records] == [
        (one.record, one.version, one.classification, one.compartments) for one in seen
    ]
    assert [one.links for one in back.records] == [
        tuple(LinkTo(link.role, link.other, link.about) for link in picture.links(one.record)) for one in seen
    ]
    assert back.manifest == exported.manifest
    assert exported.rows == len(seen)


@pytest.mark.parametrize("form", FORMS)
def test_every_file_says_what_it_is(office: Office, form: str, tmp_path: Path) -> None:
    save(office.ledger, incident(), classification="confidential")
    save(office.ledger, incident(area="VM02"), classification="strictly_confidential")
    path = tmp_path / "file"
    exported = cleared(Picture(office.ledger, HOLDER), INCIDENT, form, path, Filter(area="VM0101", since="2032-01-01"))
    told = read_records(path, INCIDENT).manifest
    assert told is not None
    assert (told.rows, told.filter, told.audience) == (1, "area VM0101, from 2032-01-01", "holder")
    assert (told.classification, told.kind) == ("confidential", "evidence.Incident@1")
    assert told.frontier == {office.ledger.signer.installation: exported_before(office)}
    assert told.program.startswith("withstand ")
    assert told.made_at.startswith("2032-01")
    assert exported.manifest == told


def exported_before(office: Office) -> int:
    """The last entry before the receipt of the only export."""
    return office.ledger.frontier()[office.ledger.signer.installation][0] - 1


@pytest.mark.parametrize("form", FORMS)
def test_an_export_of_nothing_is_a_file_that_says_so(office: Office, form: str, tmp_path: Path) -> None:
    path = tmp_path / "file"
    assert export(Picture(office.ledger, HOLDER), INCIDENT, form=form, path=path).rows == 0
    back = read_records(path, INCIDENT)
    assert back.manifest is not None
    assert (back.records, back.manifest.rows) == ((), 0)


def test_sources_never_leave_the_operation(office: Office, tmp_path: Path) -> None:
    token = save(office.ledger, Source(token="S1", type="ngo", consent=ALLOWED), SOURCE, "unclassified")
    save(office.ledger, incident(consent=ALLOWED), INCIDENT, "unclassified", LinkTo("source", token.record))
    picture = Picture(office.ledger, OUTSIDE)
    assert [link.role for one in picture.each(INCIDENT) for link in picture.links(one.record)] == ["source"]
    with pytest.raises(InputError, match="outside"):
        export(picture, SOURCE, path=tmp_path / "a.csv")
    for form in FORMS:
        cleared(picture, INCIDENT, form, tmp_path / form)
        content = everything(tmp_path / form)
        assert token.record.encode() not in content
        assert b"link_source" not in content


@pytest.mark.parametrize("form", FORMS)
def test_outside_a_file_names_no_exact_place_no_text_no_grade_and_no_small_number(
    office: Office, form: str, tmp_path: Path
) -> None:
    record = Incident(
        what="looting", when=Span(start="2032-05-20"), narrative="MARKNARRATIVE", property_lost="MARKLINE",
        where=Place(area="VM0101", name="MARKPLACE", latitude=12_345_678, longitude=2_345_678, precision="exact"),
        perpetrators=(Assertion(perpetrator="host_state", described="MARKDESCRIBED", grade="E6"),),
        consent=ALLOWED, displaced=3, grade="E5", reply="MARKREPLY", listed_as=("ucdp_ged:4711471",),
    )  # fmt: skip
    saved = save(office.ledger, record, INCIDENT)
    path = tmp_path / "file"
    exported = cleared(Picture(office.ledger, OUTSIDE), INCIDENT, form, path)
    assert exported.rows == 1
    content = everything(path)
    for secret in ("MARK", "345678", saved.record, saved.entry, "4711471", office.ledger.signer.installation):
        assert secret.encode() not in content, secret
    assert not re.search(rb"[\">,]E[56][\"<,]", content.replace(b'r="E', b""))
    assert b"displaced" in content
    with pytest.raises(UnreadableFile, match="outside"):
        read_records(path, INCIDENT)


def test_a_number_that_is_too_small_says_so_in_its_place(office: Office, tmp_path: Path) -> None:
    save(office.ledger, incident(consent=ALLOWED, displaced=3), INCIDENT)
    picture = Picture(office.ledger, OUTSIDE)
    cleared(picture, INCIDENT, "csv", tmp_path / "a.csv")
    cleared(picture, INCIDENT, "json", tmp_path / "a.json")
    assert ",<5," in (tmp_path / "a.csv").read_text("utf-8-sig")
    record = json.loads((tmp_path / "a.json").read_text())["records"][0]
    assert "displaced" not in record["fields"]
    assert record["suppressed"] == ["displaced"]


def test_an_export_waits_for_a_decision_about_what_the_scan_found(office: Office, tmp_path: Path) -> None:
    save(office.ledger, incident(narrative="Ask Colonel Moussa Keita, +235 66 12 34 56"), INCIDENT)
    picture, path = Picture(office.ledger, HOLDER), tmp_path / "a.csv"
    with pytest.raises(TextNotCleared) as asked:
        export(picture, INCIDENT, path=path)
    assert {one.found.found for one in asked.value.findings} == {"person", "phone"}
    assert list(tmp_path.iterdir()) == []
    decided = Options(clearance=Clearance(asked.value.code, "public figure"))
    exported = export(picture, INCIDENT, path=path, options=decided)
    assert exported.findings == asked.value.findings
    kept = receipt_of(office, exported)["text_kept"]
    assert {(one["found"], one["reason"]) for one in kept} == {("person", "public figure"), ("phone", "public figure")}


def test_a_decision_about_other_findings_does_not_count(office: Office, tmp_path: Path) -> None:
    save(office.ledger, incident(narrative="Ask Colonel Moussa Keita"), INCIDENT)
    with pytest.raises(TextNotCleared) as asked:
        export(Picture(office.ledger, HOLDER), INCIDENT, path=tmp_path / "a.csv")
    save(office.ledger, incident(narrative="Ask Colonel Adama Diallo"), INCIDENT)
    decided = Options(clearance=Clearance(asked.value.code, "public figure"))
    with pytest.raises(TextNotCleared, match="Adama"):
        export(Picture(office.ledger, HOLDER), INCIDENT, path=tmp_path / "a.csv", options=decided)


def receipt_of(office: Office, exported: Exported) -> dict[str, object]:
    """The fields of an export's receipt."""
    [row] = office.ledger.database.rows("SELECT line FROM version WHERE id = ?", (exported.receipt,))
    fields: dict[str, object] = json.loads(row[0])
    return fields


def test_a_later_redaction_lists_the_exports_that_held_the_text(tmp_path: Path) -> None:
    operation_ = operation("HQ", "Amber")
    office = operation_["HQ"]
    saved = save(operation_["Amber"].ledger, incident(narrative="soldiers took goats"), INCIDENT)
    office.take(operation_["Amber"].send(office))
    other = save(office.ledger, incident(area="VM02"), INCIDENT)
    picture = Picture(office.ledger, HOLDER)
    cleared(picture, INCIDENT, "csv", tmp_path / "with.csv", Filter(area="VM0101"))
    cleared(picture, INCIDENT, "csv", tmp_path / "without.csv", Filter(area="VM02"))
    held = redact(office.ledger, saved.record, "asked for by the source", "2032-06-01", operation_.people)
    name = f"incident-{sha256((tmp_path / 'with.csv').read_bytes()).hexdigest()[:12]}.csv"
    assert [one.file for one in held[1]] == [name]
    assert "without.csv" not in repr(held)
    assert other.record not in repr(held)


def test_a_receipt_does_not_make_later_pictures_forget_other_offices(tmp_path: Path) -> None:
    operation_ = operation("HQ", "Amber")
    office = operation_["HQ"]
    saved = save(operation_["Amber"].ledger, incident(), INCIDENT)
    office.take(operation_["Amber"].send(office))
    export(Picture(office.ledger, HOLDER), INCIDENT, path=tmp_path / "a.csv")
    then = operation_.time.now
    save(office.ledger, incident(area="VM02"), INCIDENT)
    assert [one.record for one in Picture(office.ledger, HOLDER, known_at=then).each(INCIDENT)] == [saved.record]


def test_a_file_that_exists_is_never_written_over(office: Office, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("mine")
    with pytest.raises(InputError, match="exists"):
        export(Picture(office.ledger, HOLDER), INCIDENT, path=tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text() == "mine"


def test_a_folder_that_cannot_be_written_gives_a_sentence_and_no_receipt(office: Office, tmp_path: Path) -> None:
    before = exported_before(office)
    with pytest.raises(InputError, match="cannot be written"):
        export(Picture(office.ledger, HOLDER), INCIDENT, path=tmp_path / "no" / "a.csv")
    assert exported_before(office) == before


def test_a_map_of_records_without_a_place_is_refused_in_a_sentence(office: Office, tmp_path: Path) -> None:
    with pytest.raises(NoPlaces, match="no place"):
        export(Picture(office.ledger, HOLDER), UNIT, form="geojson", path=tmp_path / "a.geojson")


def test_a_point_stands_on_a_map_where_it_is(office: Office, tmp_path: Path) -> None:
    where = Place(name="bridge", latitude=-1, longitude=18_500_000)
    save(office.ledger, Incident(what="looting", where=where, when=Span(start="2032")), INCIDENT)
    cleared(Picture(office.ledger, HOLDER), INCIDENT, "geojson", tmp_path / "a.geojson")
    feature = json.loads((tmp_path / "a.geojson").read_text())["features"][0]
    assert feature["geometry"] == {"type": "Point", "coordinates": [18.5, -0.000001]}
