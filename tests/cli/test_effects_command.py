"""`withstand effects` on the shipped files: tables for people, JSON where piped, a folder with its manifest."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from desktop import Run

from withstand.cli import effects_command
from withstand.demo.files import DISTRICTS_MAP, EVENTS
from withstand.demo.presence import FILE

SHIPPED = ("effects", "--events", EVENTS, "--presence", FILE, "--areas", DISTRICTS_MAP, "--level", "admin2")


def refused(run: Run, *words: object) -> str:
    code, out, err = run(*words)
    assert code == 2, out
    assert "Traceback" not in err
    last = err.strip().splitlines()[-1]
    assert last.startswith("withstand: ")
    return last


def test_piped_it_is_one_document_with_sentences_and_manifest(run: Run) -> None:
    code, out, err = run(*SHIPPED, "--draws", "20", "--perpetrator", "non_state", "--seed", "7")
    assert code == 0, err
    told: dict[str, Any] = json.loads(out)
    assert told["manifest"]["presence"] == FILE.name
    assert (told["manifest"]["seed"], told["manifest"]["donut"], told["manifest"]["draws"]) == (7, 3, 20)
    assert told["counted"]["units"] == 14
    assert {(one["outcome"], one["place"]) for one in told["effects"]} == {
        (outcome, place) for outcome in ("any", "log_events") for place in ("same_place", "neighbours")
    }
    for one in told["effects"]:
        assert one["mde"] > 0
        assert one["mde_from"] in ("randomisation", "standard_error")
    assert "must not be used" in told["without_donut"]["why_not"]["non_state"]
    assert sum(one["unit_months"] for one in told["descriptive"]) > 1_000
    again = json.loads(run(*SHIPPED, "--draws", "20", "--perpetrator", "non_state", "--seed", "7")[1])
    assert again == told


def test_a_person_reads_tables_and_words(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(effects_command, "piped", lambda: False)
    code, out, err = run(*SHIPPED, "--draws", "0", "--donut", "0", "--language", "fr")
    assert code == 0, err
    assert "ne doit pas être utilisée" in out
    assert "effects of presence by imputation, donut of 0 months" in out
    assert "…-13" in out


def test_the_folder_holds_tables_that_say_which_estimates_to_use(run: Run, tmp_path: Path) -> None:
    code, out, err = run(*SHIPPED, "--draws", "0", "--out", "found")
    assert code == 0, err
    assert [Path(name).name for name in json.loads(out)["files"]] == [
        "effects.json", "effects.csv", "event-time.csv", "manifest.json",
    ]  # fmt: skip
    with (tmp_path / "found" / "effects.csv").open(encoding="utf-8") as sheet:
        rows = list(csv.DictReader(sheet))
    assert {row["use"] for row in rows if row["donut"] == "0"} == {"no"}
    assert {row["use"] for row in rows if row["donut"] == "3"} == {"yes"}
    manifest = json.loads((tmp_path / "found" / "manifest.json").read_text(encoding="utf-8"))
    assert len(manifest["presence_sha256"]) == 64


def test_the_months_can_begin_later(run: Run) -> None:
    code, out, err = run(*SHIPPED, "--draws", "0", "--since", "2028-06-15")
    assert code == 0, err
    assert json.loads(out)["counted"]["months"] == 55


def test_a_specification_runs_on_a_panel_of_ones_own(run: Run, tmp_path: Path) -> None:
    lines = [
        f"{unit},{month},{(unit * month) % 5},{int(month > 6 and unit % 2)}" for unit in range(8) for month in range(14)
    ]
    (tmp_path / "panel.csv").write_text("\n".join(("unit,month,events,base", *lines)), encoding="utf-8")
    (tmp_path / "spec.toml").write_text(
        'data = "panel.csv"\nmodel = "ppml"\noutcome = "events"\ntreatment = "base"\nunit = "unit"\ntime = "month"\n'
        'fixed_effects = ["unit", "month"]\n',
        encoding="utf-8",
    )
    code, out, err = run("effects", "--spec", "spec.toml")
    assert code == 0, err
    told = json.loads(out)
    assert told["estimates"][0]["name"] == "base"
    assert told["estimates"][0]["mde"] > 0
    assert told["manifest"]["file"] == "panel.csv"
    assert {one["what"] for one in told["left_out"]} == {"cluster", "episode"}
    assert run("effects", "--spec", "spec.toml", "--out", "found")[0] == 0
    assert (tmp_path / "found" / "effects.csv").exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("effects",), "Give a file of posts with --presence FILE"),
        (("effects", "--presence", FILE), "Nothing to review: give a file with --events"),
        ((*SHIPPED, "--level", "village"), "--level is 'village'"),
        (
            (*SHIPPED, "--since", "2040-01-01"),
            "--since is 2040-01-01, but the record of these events ends with 2032-12",
        ),
        ((*SHIPPED, "--donut", "40"), "--donut is 40; it must lie between 0 and 12"),
        ((*SHIPPED, "--draws", "-1"), "--draws is -1"),
        ((*SHIPPED, "--seed", "-1"), "--seed is -1"),
        ((*SHIPPED, "--language", "de"), "There is no language 'de'"),
        ((*SHIPPED, "--perpetrator", "somebody"), "--perpetrator somebody is not recorded"),
        (("effects", "--spec", "none.toml"), "none.toml: it cannot be read"),
        (("effects", "--spec", "none.toml", "--presence", FILE), "--spec names its own data"),
        (("effects", "--events", EVENTS, "--presence", EVENTS), "this is no Geo-PKO file"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_sentence(run: Run, words: tuple[object, ...], sentence: str) -> None:
    assert sentence in refused(run, *words)


def test_posts_of_another_country_are_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "far.csv").write_text(
        "source,mission,year,month,location,country,latitude,longitude,no.troops\nm,MX,2031,1,Alpha,Elsewhere,60,20,5\n",
        encoding="utf-8",
    )
    words = ("effects", "--events", EVENTS, "--areas", DISTRICTS_MAP, "--level", "admin2", "--presence", "far.csv")
    assert "None of the 1 posts lies in an area with these events: they are in Elsewhere" in refused(run, *words)
