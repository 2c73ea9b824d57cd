"""A published specification on a panel of one's own: the models, what is left out, and refusals in one sentence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from made_panels import made

from withstand.analysis.effects.fixed_effects import EffectsError
from withstand.analysis.effects.imputation import impute
from withstand.analysis.effects.presence_design import design
from withstand.analysis.effects.specification import Specification, Specified, run_specification
from withstand.cli.effects_spec import read_specification
from withstand.errors import WithstandError

PUBLISHED = Specification(
    "nb2",
    "osv",
    "troops",
    ("population",),
    unit="conflict",
    time="month",
    cluster="conflict",
    episode=("conflict", "year"),
)


@pytest.fixture(scope="module")
def published() -> pl.DataFrame:
    """Country-months with one year of horrors, after the manner of published panels; nothing in it is real."""
    rng = np.random.default_rng(8)
    conflicts, months = 20, 48
    unit, month = np.repeat(np.arange(conflicts), months), np.tile(np.arange(months), conflicts)
    troops = np.maximum(0.0, rng.normal(0, 2, unit.size)).round(2)
    population = rng.normal(9, 1, conflicts)[unit]
    mean = np.exp(-4 + 0.5 * population - 0.3 * troops) * rng.gamma(0.4, 2.5, unit.size)
    osv = rng.poisson(mean)
    osv[(unit == 3) & (month == 5)] = 145_000
    return pl.DataFrame(
        {
            "conflict": [f"conflict {number:02}" for number in unit], "month": month, "year": 2000 + month // 12,
            "osv": osv, "troops": troops, "population": population,
        }
    )  # fmt: skip


@pytest.mark.parametrize("model", ["nb2", "ppml", "ols"])
def test_each_model_gives_the_treatment_first_and_says_what_one_cluster_does(
    model: str, published: pl.DataFrame
) -> None:
    effects = ("conflict", "year") if model != "nb2" else ()
    controls = ("population",) if model == "nb2" else ()
    found = run_specification(replace(PUBLISHED, model=model, fixed_effects=effects, controls=controls), published)
    assert found.estimates[0][0] == "troops"
    assert found.treatment.clusters == 20
    assert found.treatment.mde == pytest.approx(found.treatment.error * 2.93, rel=0.02)
    cluster, episode = found.left_out
    assert cluster.low <= found.treatment.value <= cluster.high
    assert episode.low_without == "conflict 03, 2000"
    if model == "ppml":
        assert found.treatment.value > 0
        assert episode.turns
        assert "conflict 03" in (cluster.low_without, cluster.high_without)


def test_dummies_in_nb2_are_estimated_and_not_listed(published: pl.DataFrame) -> None:
    found = run_specification(replace(PUBLISHED, fixed_effects=("year",)), published)
    assert [name for name, _ in found.estimates] == ["troops", "population", "(intercept)"]


def test_rows_are_chosen_and_those_with_gaps_counted(published: pl.DataFrame) -> None:
    gaps = published.with_columns(pl.when(pl.col("month") == 7).then(None).otherwise("population").alias("population"))
    given = replace(PUBLISHED, where="year < 2003", drop="conflict = 'conflict 03' AND year = 2000")
    found = run_specification(given, gaps)
    assert found.rows_read == 960
    assert found.rows_unasked == 20 * 12 + 12
    assert found.rows_incomplete == 19
    assert found.treatment.rows == 960 - 252 - 19


def rare(seed: int = 2) -> tuple[pl.DataFrame, float]:
    one = made(seed, units=30, months=40, treated=12)
    unit, month = np.repeat(np.arange(30), 40), np.tile(np.arange(40), 30)
    of = design(one.present, one.known, 3)
    treated = of.treated.reshape(-1, 1) * 1.0
    value = impute(one.outcome.reshape(-1, 1), unit, month, of.untreated.ravel(), treated).value[0, 0]
    frame = pl.DataFrame(
        {
            "cell": unit,
            "t": month + 300,
            "any": one.outcome.ravel().astype(int),
            "base": one.present.ravel().astype(int),
        }
    )
    return frame, float(value)


def test_did_is_the_imputation_with_its_donut() -> None:
    frame, value = rare()
    given = Specification("did", "any", "base", unit="cell", time="t")
    found = run_specification(given, frame)
    assert found.treatment.value == pytest.approx(value, abs=1e-12)
    assert found.dropped["rows_donut"] == 36
    shuffled = run_specification(given, frame.sample(fraction=1, shuffle=True, seed=1))
    assert shuffled.treatment.value == pytest.approx(value, abs=1e-10)
    assert shuffled.treatment.error == pytest.approx(found.treatment.error, abs=1e-10)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"model": "magic"}, "model is 'magic'; it must be one of nb2, ppml, ols, did"),
        ({"outcome": "deaths"}, "The data have no column deaths; they have conflict, month"),
        ({"treatment": "conflict"}, "Column conflict must hold numbers"),
        ({"where": "year <"}, "where = 'year <' cannot be followed"),
        ({"where": "decade = 3"}, "where = 'decade = 3' cannot be followed"),
        ({"where": "year > 3000"}, "No row of 960 is left"),
        ({"cluster": "", "unit": "", "episode": ()}, "names neither cluster nor unit"),
        ({"model": "did", "controls": ()}, "needs a treatment of 0 and 1"),
        ({"model": "did", "time": "conflict"}, "needs a time that counts months"),
        ({"model": "ppml", "fixed_effects": ("conflict",)}, "population says nothing beside the fixed effects"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    change: dict[str, object], sentence: str, published: pl.DataFrame
) -> None:
    with pytest.raises(EffectsError, match=sentence) as refused:
        run_specification(replace(PUBLISHED, **change), published)  # type: ignore[arg-type]
    assert "\n" not in str(refused.value)


TOML = """
data = "panel.csv"
model = "ppml"
outcome = "osv"
treatment = "troops"
unit = "conflict"
time = "month"
fixed_effects = ["conflict", "year"]
"""


def written(folder: Path, text: str, panel: pl.DataFrame) -> Path:
    panel.write_csv(folder / "panel.csv")
    path = folder / "spec.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_names_its_panel_beside_it(tmp_path: Path, published: pl.DataFrame) -> None:
    given, panel, source = read_specification(written(tmp_path, TOML, published))
    assert given.fixed_effects == ("conflict", "year")
    assert source == tmp_path / "panel.csv"
    found: Specified = run_specification(given, panel)
    assert found.left_out[-1].low_without == "conflict 03, 5"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (TOML + "colour = 3", "there is no entry colour"),
        (TOML.replace('outcome = "osv"', ""), "the entry outcome is missing"),
        (TOML.replace('"osv"', "4"), "outcome must be a text"),
        (TOML + "controls = 'x'", "controls must be a list"),
        (TOML + "donut = -1", "donut is -1"),
        (TOML.replace("panel.csv", "none.csv"), "none.csv: it cannot be read"),
        ("model = ", "this is not TOML"),
    ],
)
def test_a_file_that_is_wrong_says_where(tmp_path: Path, text: str, sentence: str, published: pl.DataFrame) -> None:
    with pytest.raises(WithstandError, match=sentence):
        read_specification(written(tmp_path, text, published))
