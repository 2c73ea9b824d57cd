"""The whole study on real events with made-up presence, and on made-up events: what it says and what it never says."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from withstand.analysis.effects.effects_panel import EffectsPanel, recorded
from withstand.analysis.effects.fixed_effects import EffectsError
from withstand.analysis.effects.presence import Presence
from withstand.analysis.effects.study import study
from withstand.analysis.effects.study_values import ANY, NEAR, SAME, Study
from withstand.analysis.monthly import Span
from withstand.analysis.panel import BoolArray, FloatArray
from withstand.demo.presence import FILE
from withstand.evidence.boundaries import area_set
from withstand.evidence.geo_pko import POST, read_geo_pko
from withstand.evidence.reading import read_events
from withstand.mission.asked import Evidence, Question
from withstand.mission.effects_words import account, bare_sentence, card, limits
from withstand.mission.ground import Ground, ground
from withstand.mission.presence_ground import presence_ground
from withstand.vocabulary.sentences import sentences


def events_of(path: Path) -> pl.DataFrame:
    with read_events(path) as file:
        return file.events.collect()


def with_presence(events: FloatArray, present: BoolArray, who: str = "non_state") -> EffectsPanel:
    """A panel of one country on a ring, with these events by one perpetrator."""
    units, months = events.shape
    ring = np.eye(units, k=1, dtype=np.bool_) | np.eye(units, k=1, dtype=np.bool_).T
    span = Span(date(2014, 1, 1), date(2014 + (months - 1) // 12, (months - 1) % 12 + 1, 1))
    nothing = np.zeros(events.shape)
    of = {"host_state": nothing, "non_state": nothing, who: events, "all": events}
    everything = np.ones_like(present)
    presence = Presence(present, everything, present * 1.0, present * 1.0, np.zeros(units, dtype=np.bool_))
    names = tuple(f"unit {number}" for number in range(units))
    return EffectsPanel(names, ("Here",) * units, span, of, of, ring, presence)


def spiked(seed: int, *, effect: float = 0.0, spike: float = 0.0) -> EffectsPanel:
    rng = np.random.default_rng(seed)
    entry = np.where(np.arange(40) % 2 == 0, rng.integers(15, 30, 40), 99)
    since = np.arange(48)[None, :] - entry[:, None]
    chance = 0.35 + effect * (since >= 0) + spike * ((since < 0) & (since >= -3))
    return with_presence((rng.random((40, 48)) < chance) * 1.0, since >= 0)


@pytest.fixture(scope="module")
def car(car_file: Path) -> tuple[EffectsPanel, Ground]:
    """Real events by province, and posts that open in six provinces chosen by chance."""
    found = ground(Evidence(events_of(car_file), {}), Question())
    rng = np.random.default_rng(4)
    units = list(found.countries)
    rows = []
    for rank, unit in enumerate(rng.permutation(units)[:7]):
        inside = found.placed.filter(pl.col("area_id") == unit).drop_nulls(["latitude", "longitude"])
        opened = 2012 * 12 + rank * 14
        at = unit, inside["latitude"][0], inside["longitude"][0]
        rows += [("Map", "MX", date(month // 12, month % 12 + 1, 1), *at) for month in range(opened, 2022 * 12, 6)]
    posts = pl.DataFrame(
        {
            "row": range(2, len(rows) + 2), "source": [row[0] for row in rows], "mission": [row[1] for row in rows],
            "month": [row[2] for row in rows], "location": [row[3] for row in rows], "country": "CAR",
            "admin1": [row[3].removesuffix(" province") + " province" for row in rows],
            "latitude": [row[4] for row in rows], "longitude": [row[5] for row in rows], "troops": 100,
        },
        schema={one.name: one.dtype for one in POST},
    )  # fmt: skip
    placed = presence_ground(found, Question().areas, posts)
    assert placed.unplaced == ()
    return placed.panel, found


def test_on_real_events_presence_by_chance_is_not_found_to_do_anything(car: tuple[EffectsPanel, Ground]) -> None:
    panel, found = car
    made = study(panel, ("host_state", "non_state"), draws=24)
    assert made.counted.unknown_entry == 1
    assert made.counted.entered == 6
    for who in made.perpetrators:
        effect = made.effect(who)
        assert effect is not None
        assert effect.chance is not None
        assert effect.chance.p > 0.03
        assert effect.mde > 0
        assert effect.mde_from == "randomisation"
        assert {one.what for one in effect.left_out} == {"unit", "episode"}
    deaths = sum(float(panel.deaths[who].sum()) for who in panel.deaths if who not in ("all", "any_state"))
    assert deaths == panel.deaths["all"].sum()
    civilians = found.placed.filter(pl.col("against_civilians") & pl.col("area_id").is_not_null())
    assert panel.events["all"].sum() == civilians.height
    dropped = {one.perpetrator: one.dropped for one in made.counts}
    assert dropped["host_state"]["rows_of_zeros"] > 0


def test_one_seed_gives_one_study() -> None:
    panel = spiked(3)
    first, again = (study(panel, ("non_state",), draws=10) for _ in range(2))
    assert first == again
    assert study(panel, ("non_state",), draws=10, seed=1) != first


def test_a_real_change_is_seen_and_said_with_its_limits() -> None:
    made = study(spiked(1, effect=-0.3), ("non_state", "host_state"), draws=59)
    effect = made.effect("non_state")
    assert effect is not None
    assert effect.estimate.low < -0.3 < effect.estimate.high
    assert [one.why for one in made.without] == ["no_events"]
    said = card(made, "non_state")
    assert "was followed by less recorded violence" in said[0]
    assert any("in about 1 of" in line for line in said)
    assert any("larger than about" in line for line in said)
    near = made.effect("non_state", ANY, NEAR)
    assert near is not None
    assert near.place == NEAR


def test_without_a_donut_the_words_say_why_it_must_not_be_used() -> None:
    panel = spiked(2, spike=0.45)
    made = study(panel, ("non_state",), donut=0, draws=59)
    said = card(made, "non_state")
    assert "must not be used" in said[0]
    assert re.search(r"recorded 1\.\d times as often", said[0])
    assert "both ways" in said[1]
    with_donut = study(panel, ("non_state",), draws=0)
    counts = {made.donut: made.counts[0].estimate.value for made in (made, with_donut)}
    assert counts[0] < counts[3] - 0.05
    bare = next(one for one in with_donut.bare if (one.outcome, one.place) == (ANY, SAME))
    careful = with_donut.effect("non_state")
    assert careful is not None
    assert bare.estimate.value < careful.estimate.value - 0.03
    assert bare_sentence(with_donut, "non_state").startswith("Without the donut the estimate would be -0.")
    assert careful.mde_from == "standard_error"
    assert any("Chance cannot be judged" in line for line in card(with_donut, "non_state"))


def test_troops_of_unknown_number_are_left_out_of_the_dose_alone() -> None:
    panel = spiked(4, effect=-0.3)
    unknown = panel.presence.troops.copy()
    unknown[panel.presence.present & (np.arange(48) % 4 == 0)] = np.nan
    some = replace(panel, presence=replace(panel.presence, troops=unknown))
    whole, without = (study(one, ("non_state",), draws=0).counts for one in (panel, some))
    assert [one.dose for one in whole] == ["present", "troops"]
    assert whole[0] == without[0]
    assert without[1].estimate.rows < whole[1].estimate.rows
    assert whole[1].estimate.value == pytest.approx(1e3 * whole[0].estimate.value, rel=1e-6)


def test_violence_that_moves_next_door_is_seen_there() -> None:
    rng = np.random.default_rng(6)
    entry = np.where(np.arange(60) % 4 == 0, rng.integers(15, 30, 60), 99)
    present = np.arange(48)[None, :] >= entry[:, None]
    panel = with_presence(np.zeros((60, 48)), present)
    near = (panel.neighbours @ present.astype(float) > 0) & ~present
    events = (rng.random((60, 48)) < 0.3 - 0.25 * present + 0.3 * near) * 1.0
    made = study(with_presence(events, present), ("non_state",), draws=59)
    same, beside = made.effect("non_state"), made.effect("non_state", ANY, NEAR)
    assert same is not None
    assert beside is not None
    assert same.estimate.high < 0
    assert beside.estimate.low > 0
    assert any("it may have moved" in line for line in card(made, "non_state"))


def test_bending_paths_can_undo_a_sign_and_the_study_says_how_far() -> None:
    steady = study(spiked(1, effect=-0.3), ("non_state",), draws=0).effect("non_state")
    weak = study(spiked(1), ("non_state",), draws=0).effect("non_state")
    assert steady is not None
    assert weak is not None
    assert steady.trend is not None
    assert weak.trend is not None
    assert steady.trend.kills_sign > 3 * weak.trend.kills_sign
    assert 0 < steady.trend.kills_interval < steady.trend.kills_sign
    assert weak.trend.kills_interval == 0
    assert [first for first, _, _ in steady.trend.bins] == [-12, -9, -6]


def test_nothing_to_compare_is_said_in_a_sentence() -> None:
    always = np.ones((5, 24), dtype=np.bool_)
    with pytest.raises(EffectsError, match="--first-map-is-entry"):
        study(with_presence(np.ones((5, 24)), always), ("non_state",), draws=0)
    entry = np.arange(24)[None, :] >= np.array([8, 99, 99])[:, None]
    with pytest.raises(EffectsError, match="no violence against civilians"):
        study(with_presence(np.zeros((3, 24)), entry), ("non_state",), draws=0)


def fictional(velmara: Path, velmara_districts: Path, *, grid: bool = False) -> tuple[Study, list[str]]:
    areas = area_set(velmara_districts, "admin2")
    found = ground(Evidence(events_of(velmara), {}), Question(areas))
    placed = presence_ground(found, areas, read_geo_pko(FILE), grid=grid)
    made = study(placed.panel, ("host_state", "non_state", "all"), draws=0 if grid else 5)
    return made, account(made, placed)


def test_the_fictional_country_by_district_and_by_cell(velmara: Path, velmara_districts: Path) -> None:
    made, told = fictional(velmara, velmara_districts)
    assert made.counted.units == 14
    assert made.counted.unknown_entry == 3
    assert made.counted.entered == 7
    assert any("second map of the same month" in line for line in told)
    assert any("never as zero troops" in line for line in told)
    cells, _ = fictional(velmara, velmara_districts, grid=True)
    assert cells.counted.units > 30
    assert cells.counted.entered == 7


def test_nothing_printed_speaks_of_lives_saved(velmara: Path, velmara_districts: Path) -> None:
    made, told = fictional(velmara, velmara_districts)
    for language in ("en", "fr", "es", "ar"):
        lines = [*limits(made, language), *(line for who in made.perpetrators for line in card(made, who, language))]
        lines += [bare_sentence(made, who, language) for who in made.perpetrators]
        assert all("{" not in line for line in lines)
        assert not re.search(r"\b(lives?|vies?|vidas?)\b|أرواح", " ".join([*lines, *told]))
    keys = sentences("effects_words")
    assert all(set(spoken) == {"en", "fr", "es", "ar"} for spoken in keys.values())
    places = {key: [sorted(re.findall(r"{(\w+)}", text)) for text in spoken.values()] for key, spoken in keys.items()}
    assert all(one == each[0] for each in places.values() for one in each)


def test_events_are_counted_once_in_each_class(velmara: Path, velmara_districts: Path) -> None:
    areas = area_set(velmara_districts, "admin2")
    found = ground(Evidence(events_of(velmara), {}), Question(areas))
    events, deaths = recorded(found.placed, tuple(found.countries), found.span)
    parts = [name for name in events if name not in ("all", "any_state")]
    assert sum(events[name] for name in parts) == pytest.approx(events["all"])
    for name, own in found.panel.one_sided.items():
        assert deaths[name] == pytest.approx(own)
