"""Stance on the command line: from records to a choice, its history, consent, conduct, thresholds, files."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import msgspec
import pytest
from desktop import Desktop

from withstand.cli.opening import opened
from withstand.demo.files import DISTRICTS_MAP
from withstand.ledger.journal import Draft, append
from withstand.mission.stance_records import STANCE
from withstand.picture.audience import HOLDER
from withstand.picture.picture import Picture

DAY = ("--on", "2032-12-01")
DECIDED = ("--by-role", "head_of_mission", "--decided-by", "Head of mission", "--reasons", "What the records say")


def entered(desk: Desktop, kind: str, *words: str, links: tuple[str, ...] = ()) -> str:
    told = [part for word in words for part in ("--set", word)] + [part for one in links for part in ("--link", one)]
    return str(desk.does("record", "add", kind, *told)[0]["record"])


@pytest.fixture
def desk(desktop: Desktop) -> Desktop:
    """A workspace with areas, a brigade at the ford, and what it did there."""
    desktop.does("data", "areas", DISTRICTS_MAP)
    entered(desktop, "unit", "name=4th Brigade", "type=army_brigade", "side=host_state")
    based = ("type=base", "where=VM0101", "valid==2030-01-01..2040-01-01")
    entered(desktop, "positioning", *based, links=("actor=4th Brigade",))
    for day in ("2032-09-02", "2032-10-02", "2032-11-02"):
        entered(desktop, "visit", "purpose=patrol", "where=VM0101", f"when={day}", "access=full")
    return desktop


def harm(desk: Desktop, *words: str) -> str:
    told = ("what=unlawful_killing", "where=VM0101", "when=2032-10-20", "perpetrators=host_state:B2:moderate")
    return entered(desk, "incident", *told, *words, links=("suspected=4th Brigade",))


def choose(desk: Desktop, choice: str, *words: str) -> tuple[str, ...]:
    return (
        *("stance", "choose", "4th Brigade", choice, "--matter", "Joint patrols", "--issue", "protection_of_place"),
        *("--component", "leadership", *DECIDED, "--review-by", "2040-01-01", "--area", "Amber Ford", *words),
    )


def row(desk: Desktop, authority: str = "4th Brigade") -> dict[str, Any]:
    found = desk.does("stance", "table", *DAY)["rows"]
    return next(one for one in found if one["area"] == "VM0101" and one["authority_name"] == authority)


def test_the_table_has_every_area_and_says_what_is_not_known(desk: Desktop) -> None:
    found = desk.does("stance", "table", *DAY)
    areas = {one["area"] for one in found["rows"] if one["authority"] == "class:host_state"}
    assert len(areas) == 14
    mine = row(desk)
    assert (mine["points_to"], mine["taken_as"], mine["conduct"]) == (None, "despite", "unknown")
    assert any("Nobody has set thresholds" in one for one in found["notes"])
    record = harm(desk)
    mine = row(desk)
    assert mine["points_to"] == "against"
    assert record in mine["why"][0]["records"]
    assert mine["why"][0]["said"] == "Graded records of grave harm: 1."


def test_a_choice_against_without_a_record_is_refused_in_one_sentence(desk: Desktop) -> None:
    visit = entered(desk, "visit", "purpose=patrol", "where=VM0101", "when=2032-10-03", "access=full")
    for words in ((), ("--rests-on", visit)):
        said = desk.refused(*choose(desk, "against", *words))
        assert "must rest on at least one record of obstruction or harm by 4th Brigade" in said
    refuted = harm(desk, "verification=refuted")
    assert "must rest on" in desk.refused(*choose(desk, "against", "--rests-on", refuted))
    assert "it must be one of with, despite, against" in desk.refused(*choose(desk, "maybe"))
    assert desk.does("list", "stance") == []


def test_a_choice_is_kept_beside_what_was_known_and_the_history_shows_both(desk: Desktop) -> None:
    first = desk.does(*choose(desk, "with", "--when", "2032-06-01..", "--dissent", "human_rights: Too early"))
    assert first["differs"] is True
    assert first["as_known"][0]["assessed_on"]
    record = harm(desk)
    mine = row(desk)
    assert [one["choice"] for one in mine["choices"]] == ["with"]
    assert mine["apart"][0]["points_to"] == "against"
    second = desk.does(
        *choose(desk, "against", "--when", "2032-11-15..", "--rests-on", record, "--replaces", first["record"])
    )
    past = desk.does("stance", "history", "4th Brigade", "--area", "VM0101", *DAY)
    states = {one["record"]: one["state"] for one in past["choices"]}
    assert states == {first["record"]: "replaced", second["record"]: "standing"}
    assert past["choices"][1]["dissent"] == [{"by": "human_rights", "opinion": "Too early"}]
    assert past["timeline"][-1] == {"month": "2032-12", "points_to": "against"}
    assert past["timeline"][0]["points_to"] is None
    whole = desk.does("stance", "show", "4th Brigade", "--area", "VM0101", *DAY)
    assert [one["record"] for one in whole["acts"]["own"]] == [record]
    assert whole["flags"][0]["what"] == "attributed_act"
    assert desk.does("stance", "show", "4th Brigade", *DAY)["rows"][0]["area"] == "VM0101"


def test_a_choice_is_entered_and_changed_by_its_workflow_only(desk: Desktop) -> None:
    made = desk.does(*choose(desk, "despite", "--when", "2032-06-01.."))["record"]
    told = ["matter=Fuel", "choice=against", "issue=protection_of_place", "when=2032-06-01..", "author=leadership"]
    told += ["by_role=head_of_mission", "decided_by=Head of mission", "reasons=None", "review_by=2040-01-01"]
    words = [part for one in told for part in ("--set", one)]
    limits = [part for one in ("on=2032-01-01", *told[5:8]) for part in ("--set", one)]
    for kind, given, command in (("stance", words, "choose"), ("stancethresholds", limits, "thresholds set")):
        assert f"withstand stance {command}" in desk.refused("record", "add", kind, *given)
    assert "withstand stance choose" in desk.refused("record", "edit", made, "--set", "choice=against")
    assert [one["record"] for one in desk.does("list", "stance")] == [made]


def test_a_choice_is_taken_back_once_with_a_reason(desk: Desktop) -> None:
    made = desk.does(*choose(desk, "despite", "--when", "2020-06-01.."))["record"]
    back = ("stance", "take-back", made, "--because")
    assert "say why" in desk.refused(*back, " ")
    assert "may be the" in desk.refused(*back, "Call +243 81 234 5678")
    assert "and 2999-01-01 has not" in desk.refused(*back, "The ford is open again", "--on", "2999-01-01")
    assert desk.does(*back, "The ford is open again", "--on", "2021-03-01")["taken_back"] == "2021-03-01"
    past = desk.does("stance", "history", "4th Brigade", "--area", "VM0101", *DAY)
    assert [one["state"] for one in past["choices"]] == ["taken_back"]
    assert "was taken back on 2021-03-01 already" in desk.refused(*back, "Again")
    unit = desk.does("list", "unit")[0]["record"]
    assert "is no choice of a stance" in desk.refused("stance", "take-back", unit, "--because", "No reason")
    assert "There is no record" in desk.refused("stance", "take-back", "0123456789ab", "--because", "No reason")


def test_of_two_that_stand_beside_each_other_one_is_kept_as_it_stands(desk: Desktop) -> None:
    made = desk.does(*choose(desk, "despite", "--when", "2032-06-01.."))["record"]
    with opened(desk.folder / "hq", None, writing=True) as found:
        seen = Picture(found.ledger, HOLDER).get(made)
        for because in ("Closed", "Mined"):
            ended = msgspec.structs.replace(seen.fields, taken_back="2032-07-01", taken_back_because=because)  # type: ignore[type-var]
            rights = (seen.classification, seen.compartments)
            append(found.ledger, [Draft(STANCE, ended, *rights, made, (seen.version,), checked=True)], beside=True)  # type: ignore[arg-type]
    assert "Two versions" in desk.refused("stance", "take-back", made, "--because", "Again")
    with opened(desk.folder / "hq", None) as found:
        first = Picture(found.ledger, HOLDER).heads(made)[0]
    keep = ("record", "settle", made, "--keep", first, "--reason", "The same")
    assert "withstand stance take-back" in desk.refused(*keep, "--set", "choice=against")
    desk.does(*keep)
    assert "already" in desk.refused("stance", "take-back", made, "--because", "Again")


def test_conduct_is_entered_and_shown_with_its_age(desk: Desktop) -> None:
    enter = ("stance", "conduct", "enter", "4th Brigade", "protecting", "--area", "VM0101", "--component", "force")
    desk.does(*enter, "--when", "2032-11-21", "--threat-source", "armed_group")
    found = desk.does("stance", "conduct", "show", "4th Brigade", "--area", "VM0101", *DAY)
    (one,) = found["observed"]
    assert (found["conduct"], one["age_days"], one["within_half_life"]) == ("protecting", 10, True)
    assert "conduct" in desk.refused(*enter[:4], "splendid", *enter[5:])


def test_consent_is_a_table_of_words(desk: Desktop) -> None:
    for component, quality in (("civil_affairs", "strong"), ("force", "weak")):
        entered(
            desk, "consentreading", "consent_activity=movement", "consent_level=tactical", f"quality={quality}",
            "when=2032-11-20", "where=VM0101", f"author={component}", links=("authority=4th Brigade",),
        )  # fmt: skip
    found = desk.does("stance", "consent", "4th Brigade", *DAY)
    assert found["elements"][0]["components_differ"] is True
    assert found["mission"][0]["words"] == ["strong", "weak"]
    out = desk.folder / "consent.csv"
    desk.does("stance", "consent", "4th Brigade", *DAY, "--out", out, "--language", "fr")
    assert "Solide" in out.read_text(encoding="utf-8-sig")


def test_thresholds_are_set_over_those_in_force(desk: Desktop) -> None:
    assert desk.does("stance", "thresholds", "show", *DAY)["record"] is None
    desk.does("stance", "thresholds", "set", *DECIDED, "--on", "2032-01-01", "--set", "sure_percent=90")
    desk.does("stance", "thresholds", "set", *DECIDED, "--on", "2032-06-01", "--set", "said_against=Extra care")
    held = desk.does("stance", "thresholds", "show", *DAY)
    assert (held["sure_percent"], held["said"], held["since"]) == (90, {"against": "Extra care"}, "2032-06-01")
    assert "sure_percent" in desk.refused("stance", "thresholds", "set", *DECIDED, "--set", "sure_percent=20")


def test_the_table_as_a_file_has_a_manifest_and_the_words_of_its_language(desk: Desktop) -> None:
    harm(desk)
    out: Path = desk.folder / "stance.csv"
    made = desk.does("stance", "table", *DAY, "--out", out, "--language", "es")
    assert made["receipt"]
    assert made["manifest"]["records"]
    lines = list(csv.reader(out.read_text(encoding="utf-8-sig").splitlines()))
    assert lines[1][:3] == ["Zona", "Autoridad", "Los elementos indican"]
    assert any("Medidas de protección ante la autoridad" in line for line in lines)
    assert "stance.csv" in desk.refused("stance", "table", "--out", out)


def test_what_does_not_exist_is_told_in_one_sentence(desk: Desktop) -> None:
    assert "There is no area" in desk.refused("stance", "show", "4th Brigade", "--area", "Nowhere")
    assert "Nobody at all" in desk.refused("stance", "show", "Nobody at all", "--area", "VM0101")
    assert "--language" in desk.refused("stance", "table", "--language", "de")


def test_a_workspace_without_a_record_has_an_empty_table(desktop: Desktop) -> None:
    found = desktop.does("stance", "table")
    assert found["rows"] == []
    assert any("Too little was counted" in note for note in found["notes"])
    assert desktop.does("stance", "history", "host_state", "--area", "VM0101")["choices"] == []
