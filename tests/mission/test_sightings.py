"""Events and records side by side: where they lie, what was asserted, and which points may be drawn."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from withstand.demo.files import DISTRICTS_MAP
from withstand.evidence.areas import AreaSet
from withstand.evidence.boundaries import area_set
from withstand.evidence.records import INCIDENT, OBSTRUCTION, VISIT
from withstand.kinds import REGISTRY
from withstand.mission import sightings
from withstand.mission.own_records import DISPUTED
from withstand.picture.audience import HOLDER, Audience
from withstand.picture.picture import Picture
from withstand.workspace import open_workspace


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Picture:
    """The demonstration's headquarters, seen by its holder."""
    from withstand.cli.demo_mission import make_mission
    from withstand.installation.keyring import read_keyring
    from withstand.installation.opening import open_with

    folder = make_mission(tmp_path_factory.mktemp("mission"))["Headquarters"]
    workspace = open_workspace(folder)
    return Picture(open_with(workspace, read_keyring(workspace, lambda: ""), REGISTRY).ledger, HOLDER)


@pytest.fixture(scope="module")
def areas() -> AreaSet:
    """The districts."""
    return area_set(Path(str(DISTRICTS_MAP)), "admin2")


def test_every_record_is_there_once_whatever_is_known_of_its_place(picture: Picture, areas: AreaSet) -> None:
    kinds = sightings.sighted_kinds(REGISTRY)
    found = sightings.of_records(picture, kinds, areas)
    assert all(kind in kinds for kind in (INCIDENT, OBSTRUCTION, VISIT))
    for kind in kinds:
        own = found.filter(found["kind"] == sightings.kind_key(kind))
        assert own.height == picture.count(kind), kind.word
        assert own["id"].n_unique() == own.height


def test_contradicting_assertions_are_no_class(picture: Picture, areas: AreaSet) -> None:
    found = sightings.of_records(picture, (INCIDENT,), areas)
    several = picture.frame(INCIDENT, "perpetrators").group_by("record").n_unique()
    assert DISPUTED in set(found["perpetrator"])
    assert several.height


def test_visits_have_no_perpetrator_and_unknown_counts_are_unknown(picture: Picture, areas: AreaSet) -> None:
    found = sightings.of_records(picture, (VISIT,), areas)
    assert set(found["perpetrator"]) == {sightings.NO_PERPETRATOR}
    assert found["best"].null_count() == found.height


def test_a_narrower_audience_sees_a_part(picture: Picture, areas: AreaSet) -> None:
    narrow = Picture(picture.ledger, Audience("narrow", "unclassified", ()))
    kinds = sightings.sighted_kinds(REGISTRY)
    seen = set(sightings.of_records(narrow, kinds, areas)["id"])
    assert seen < set(sightings.of_records(picture, kinds, areas)["id"])


def test_a_refuted_incident_is_marked(picture: Picture, areas: AreaSet) -> None:
    found = sightings.of_records(picture, (INCIDENT,), areas)
    assert found["refuted"].sum() == picture.frame(INCIDENT).filter(verification="refuted").height
    assert found.filter(found["last"] < date(2030, 1, 1)).height == 0


def test_the_highest_classification_is_that_of_all() -> None:
    assert sightings.highest(["unclassified", "strictly_confidential", "confidential"]) == "strictly_confidential"
    assert sightings.highest([]) == "unclassified"
    assert sightings.highest(["unclassified", "of a later program"]) == "of a later program"
