"""Tags of the second row: well formed, and those that HXL readers look for."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from offices import operation, save
from test_records_exports import cleared

from withstand.evidence.records import INCIDENT, Incident
from withstand.ledger.fields import Assertion, Place, Span, Tally
from withstand.picture.audience import HOLDER
from withstand.picture.picture import Picture

TAG = re.compile(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*")


def tags(tmp_path: Path, *places: Place) -> dict[str, str]:
    """The tags of an export of incidents, by column."""
    ledger = operation("HQ")["HQ"].ledger
    for place in places:
        record = Incident(
            what="looting", where=place, when=Span(start="2032-05-20"), valid=Span(start="2032"),
            perpetrators=(Assertion(),), counts=(Tally(unit="victim", best=6),),
        )  # fmt: skip
        save(ledger, record, INCIDENT)
    path = tmp_path / "a.hxl.csv"
    cleared(Picture(ledger, HOLDER), INCIDENT, "hxl", path)
    _, header, second, *rows = csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""))
    assert len(rows) == len(places)
    assert len(header) == len(second)
    return dict(zip(header, second, strict=True))


def test_columns_carry_the_tags_that_humanitarian_tools_look_for(tmp_path: Path) -> None:
    told = tags(tmp_path, Place(area="VM0101", latitude=1, longitude=2))
    expected = {
        "what": "#event+type", "when_start": "#date+start", "when_end": "#date+end", "where_area": "#adm2+code",
        "where_latitude": "#geo+lat", "where_longitude": "#geo+lon", "valid_start": "#date+start+valid",
        "counts_1_best": "#affected+num", "perpetrators_1_perpetrator": "#actor+type",
    }  # fmt: skip
    assert {name: told[name] for name in expected} == expected


def test_every_column_has_a_well_formed_tag(tmp_path: Path) -> None:
    for name, tag in tags(tmp_path, Place(area="VM0101")).items():
        assert TAG.fullmatch(tag), name


@pytest.mark.parametrize(
    ("levels", "tag"),
    [(("admin1",), "#adm1+code"), (("admin0",), "#country+code"), (("admin1", "admin2"), "#loc+code")],
)
def test_the_tag_of_areas_says_their_level_unless_a_file_mixes_levels(
    levels: tuple[str, ...], tag: str, tmp_path: Path
) -> None:
    assert tags(tmp_path, *(Place(area="VM01", level=level) for level in levels))["where_area"] == tag
