"""A review of a workspace shows stance, our responses and effects, in patterns and words, and only what may be seen."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec
import pytest
from stance_desk import BANK, DISTRICTS, FORD, TODAY, StanceDesk

from withstand.brief.document import to_json
from withstand.brief.maps import Outlines, outlines
from withstand.brief.own_effects import without_effects
from withstand.brief.own_parts import Beside, with_parts
from withstand.brief.page import page
from withstand.brief.sections import drawing_of
from withstand.brief.stance.patterns import STATES, definitions, fill
from withstand.brief.stance.review_part import stance_lines, stance_maps, stance_sentences
from withstand.brief.tables import write_tables
from withstand.evidence.area_set import AreaSet
from withstand.mission.findings import Findings, Occasion, review_of, without_own
from withstand.mission.own_parts import OwnParts
from withstand.mission.own_values import OwnRecords, nothing_recorded
from withstand.mission.review_values import Review
from withstand.mission.stance_records import STANCE_THRESHOLDS, StanceThresholds
from withstand.picture.audience import HOLDER, Audience

SECRET = "Owl brigade"
WORD = "At <arm's> length"


@pytest.fixture(scope="module")
def office() -> StanceDesk:
    """One unit with grave harm chosen to be worked with, one of which little is known, and leadership's own word."""
    made = StanceDesk().at("2032-12-01")
    brigade = made.unit(SECRET, FORD)
    guard = made.unit("Mill guard", BANK)
    made.unit("Heron office", BANK)
    made.harm("2032-10-05", links={"suspected": brigade})
    made.denial("2032-10-07", links={"executed_by": brigade})
    made.seen(brigade, "harming")
    made.seen(guard, "protecting", area=BANK)
    made.chooses(brigade, "with", matter="Joint <b>patrols</b>", review_by="2032-10-31")
    made.save(STANCE_THRESHOLDS, StanceThresholds(on="2032-01-01", by_role="head_of_mission", decided_by="Head",
                                                  reasons="So agreed", said_despite=WORD))  # fmt: skip
    return made


def own_of(office: StanceDesk, audience: Audience = HOLDER, day: date = TODAY) -> OwnRecords:
    picture = office.picture(audience)
    return with_parts(nothing_recorded(picture.audience.name, 0), Beside(picture, DISTRICTS, day))


@pytest.fixture(scope="module")
def own(office: StanceDesk) -> OwnRecords:
    return own_of(office)


@pytest.fixture(scope="module")
def parts(own: OwnRecords) -> OwnParts:
    assert own.parts is not None
    return own.parts


def review(own: OwnRecords | None) -> Review:
    from test_brief import made_of

    from withstand.demo.files import EVENTS
    from withstand.evidence.reading import read_events
    from withstand.mission.asked import Evidence, Question

    if not _MADE:
        with read_events(EVENTS) as file:
            _MADE.append(made_of(Evidence(file.events.collect(), {"version": ""}), Question())[0])
    return review_of(Findings(_MADE[0], (), 0), Occasion({"version": ""}, (), TODAY), own)


_MADE: list[Review] = []


def html_of(own: OwnRecords | None) -> str:
    made = review(own)
    return page(made, drawing_of(made, Outlines({}, sketch=False)), drawn=outlines(DISTRICTS, {}))


def test_choice_and_evidence_stand_beside_each_other(parts: OwnParts) -> None:
    row = next(one for one in parts.stance.rows if one.area == FORD and one.who == SECRET)
    assert (row.points_to, row.conduct, row.harm_graded, row.obstruction) == ("against", "harming", 1, 1)
    (chosen,) = row.chosen
    assert (chosen.choice, chosen.points_to, chosen.overdue) == ("with", "against", True)
    assert row.apart >= 0
    whole = next(one for one in parts.stance.rows if one.area == FORD and one.is_class)
    assert [one.record for one in whole.chosen] == [chosen.record]
    assert whole.chosen[0].points_to == "against"
    told = " ".join(stance_sentences(parts.stance))
    assert "Chosen: Jointly with the authority. The evidence has pointed to" in told
    assert "was to be looked at again by 31 October 2032" in told


def test_what_is_not_known_is_said_and_not_listed(parts: OwnParts) -> None:
    lines, left = stance_lines(parts.stance)
    assert {line.area for line in lines} == {DISTRICTS.names([one])[one] for one in (FORD, BANK)}
    assert "Heron office" not in {line.who for line in lines}
    assert any("Heron office" in sentence for sentence in left)
    states = {row.area: row.points_to for row in parts.stance.rows if row.is_class}
    assert set(states) == {area.area_id for area in DISTRICTS.areas}
    assert sum(state in ("undetermined", "unknown") for state in states.values()) >= len(states) - 2


def test_leadership_s_word_is_used_and_escaped(own: OwnRecords, parts: OwnParts) -> None:
    assert parts.stance.said == {"despite": WORD}
    html = html_of(own)
    assert WORD not in html
    assert "At &lt;arm" in html
    assert "<b>patrols</b>" not in html
    assert "<script" not in html


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_sentences_are_in_four_languages(parts: OwnParts, language: str) -> None:
    for told in (stance_sentences(parts.stance, language), parts.responses.said[language],
                 parts.effects.said[language], parts.stance.notes[language]):  # fmt: skip
        assert told
        assert all(one.strip() and "{" not in one for one in told)
    if language != "en":
        assert not set(stance_sentences(parts.stance, language)) & set(stance_sentences(parts.stance))


def test_patterns_are_told_apart_without_colour(parts: OwnParts) -> None:
    assert len({fill(state) for state in STATES}) == len(STATES)
    tiles = re.findall(r"<pattern.*?</pattern>", definitions("p"))
    drawn = {re.sub(r'id="[^"]+"', "", tile) for tile in tiles}
    assert len(drawn) == len(tiles) == len(STATES)
    for svg in stance_maps(parts.stance, outlines(DISTRICTS, {})):
        identifiers = re.findall(r' id="([^"]+)"', svg)
        assert len(identifiers) == len(set(identifiers))
        assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= set(identifiers)
        assert "Protection measures towards the authority" in svg
        assert f"{DISTRICTS.names([FORD])[FORD]} ≠" in svg


def test_maps_of_evidence_and_of_choices_are_two(parts: OwnParts) -> None:
    evidence, chosen = stance_maps(parts.stance, outlines(DISTRICTS, {}))
    assert "What the evidence points to" in evidence
    assert "What was chosen" in chosen
    assert "nothing chosen" in chosen
    silent = replace(parts.stance, rows=tuple(replace(row, chosen=()) for row in parts.stance.rows))
    assert len(stance_maps(silent, outlines(DISTRICTS, {}))) == 1


def test_json_holds_the_same_and_can_be_read_back(own: OwnRecords) -> None:
    content = json.loads(to_json(review(own)))
    rows = content["own"]["parts"]["stance"]["rows"]
    assert {row["who"] for row in rows} >= {SECRET, "Mill guard"}
    assert content["manifest"]["stance_on"] == TODAY.isoformat()
    assert content["manifest"]["responses_within_days"] == 14
    assert msgspec.json.decode(msgspec.json.encode(own), type=OwnRecords) == own


def test_tables_hold_every_row(own: OwnRecords, parts: OwnParts, tmp_path: Path) -> None:
    written = {path.stem: path for path in write_tables(tmp_path, review(own))}
    with written["stance"].open(encoding="utf-8-sig", newline="") as source:
        rows = list(csv.DictReader(source))
    assert len(rows) == len(parts.stance.rows)
    assert next(row for row in rows if row["authority"] == SECRET)["points_to"] == "against"
    assert "responses" in written
    assert "effects" not in written
    assert written["stance"].stat().st_mode & 0o077 == 0


def test_without_a_workspace_nothing_of_it_is_there(own: OwnRecords) -> None:
    bare = html_of(None)
    for words in ("by area and authority", "Our responses", "Effects of our presence", ".stances"):
        assert words not in bare
    kept = to_json(without_own(review(own)))
    assert SECRET not in kept
    assert "stance_on" not in kept
    assert json.loads(kept)["manifest"] == json.loads(to_json(review(None)))["manifest"]


def test_who_may_not_see_is_told_nothing(office: StanceDesk) -> None:
    office.harm("2032-11-01", area="VM0203", level="strictly_confidential")
    narrow = Audience("narrow", "unclassified", ())
    seen, hidden = own_of(office), own_of(office, narrow)
    assert seen.parts is not None
    assert hidden.parts is not None
    assert seen.classification == "strictly_confidential"
    assert hidden.classification == "unclassified"

    def at(own: OwnParts) -> int:
        return next(row.harm for row in own.stance.rows if row.area == "VM0203" and row.is_class)

    assert (at(seen.parts), at(hidden.parts)) == (1, 0)
    assert own_of(office, replace(narrow, recipient="humanitarian")).parts is None


def test_effects_say_what_is_missing(parts: OwnParts) -> None:
    assert parts.effects.said["en"] == without_effects("effects_missing").said["en"]
    assert "no record counts posts of ours" in parts.effects.said["en"][0]
    assert not parts.effects.estimated


def test_a_workspace_without_areas_and_records_is_told_that_nothing_is_recorded() -> None:
    picture = StanceDesk().picture()
    own = with_parts(nothing_recorded("holder", 0), Beside(picture, AreaSet("none", "admin1"), TODAY))
    assert own.parts is not None
    assert own.parts.stance.rows == ()
    html = html_of(own)
    assert "Nothing is recorded of authorities, as far as this reader may see." in html
    assert own.parts.responses.said["en"][0] in html.replace("&#39;", "'")
    assert "<svg" not in html[html.index('id="stance"') : html.index('id="share"')]
