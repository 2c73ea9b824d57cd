"""The commands as people and programs use them: what they write, what they say, how they refuse."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from desktop import Run


def refused(outcome: tuple[int, str, str]) -> str:
    """The one sentence of a refusal."""
    code, _, err = outcome
    last = err.strip().splitlines()[-1]
    assert code == 2, err
    assert last.startswith("withstand: ")
    assert "Traceback" not in err
    return last


def test_a_review_writes_the_brief_and_says_where(run: Run, velmara: Path, tmp_path: Path) -> None:
    code, out, err = run("review", "--events", velmara)
    summary = json.loads(out)
    assert code == 0
    assert Path(summary["written"]["brief"]).exists()
    assert summary["rows"] == summary["events"] + summary["rows_set_aside"]
    assert "testing forecasts" in err
    assert list(summary["written"]) == ["brief"]


def test_everything_asked_for_lies_beside_the_brief(run: Run, velmara: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.csv"
    lines = velmara.read_text(encoding="utf-8").splitlines(keepends=True)
    damaged.write_text("".join([*lines, lines[1].replace("2019-", "20x9-")]), encoding="utf-8")
    code, out, _ = run("review", "--events", damaged, "--out", tmp_path / "out" / "b.html", "--json", "--tables")
    assert code == 0
    content = json.loads(out)
    assert content == json.loads((tmp_path / "out" / "b.json").read_text(encoding="utf-8"))
    with (tmp_path / "out" / "b.set-aside.csv").open(encoding="utf-8-sig", newline="") as source:
        rows = list(csv.DictReader(source))
    assert len(rows) == content["manifest"]["rows_set_aside"] == 1
    assert {path.name for path in (tmp_path / "out" / "b-tables").iterdir()} >= {"areas.csv", "outlook.csv"}
    assert "b.set-aside.csv" in (tmp_path / "out" / "b.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["review"], "Nothing to review: give a file with --events FILE"),
        (["review", "--events", "nowhere.csv"], "nowhere.csv: there is no such file"),
        (["review", "--events", "{events}", "--level", "village"], "--level is 'village'; it must be admin1 or admin2"),
        (["review", "--events", "{events}", "--country", "Atlantis"], "holds no events in Atlantis"),
        (["review", "--events", "{events}", "--as-of", "1999-01-01"], "choose a later --as-of"),
        (["review", "--events", "{events}", "--areas", "{events}"], "no column holds P-codes"),
        (["review", "--events", "{events}", "--out", "brief.pdf"], "give a name that ends in .html"),
        (["review", "--events", "{events}", "--actors", "nowhere.csv"], "nowhere.csv: it cannot be read"),
        (["review", "--workspace", "nowhere"], "nowhere is not a workspace"),
        (["backtest", "--events", "{events}", "--class", "martians"], "--class martians is not recorded"),
        (["data", "list", "--workspace", "."], "is not a workspace"),
    ],
)
def test_bad_input_is_one_sentence_and_exit_two(run: Run, velmara: Path, words: list[str], sentence: str) -> None:
    assert sentence in refused(run(*[word.format(events=velmara) for word in words]))


def test_a_backtest_gives_scores_and_verdicts(run: Run, velmara: Path) -> None:
    code, out, _ = run("backtest", "--events", velmara, "--class", "non_state")
    assert code == 0
    tests = json.loads(out)["backtests"]
    assert [test["backtest"]["window"] for test in tests] == [1, 3]
    for test in tests:
        scores = {score["model"]: score for score in test["backtest"]["models"]}
        assert {"zero", "conflictology_12", "hurdle"} <= scores.keys()
        assert test["verdict"]["shown"] in ("hurdle", "history")


def test_the_backtest_of_the_real_file_has_the_published_counts(run: Run, car_file: Path) -> None:
    code, out, _ = run("backtest", "--events", car_file)
    assert code == 0
    tests = {(t["backtest"]["target"], t["backtest"]["window"]): t for t in json.loads(out)["backtests"]}
    assert tests["any_state", 1]["backtest"]["positives"] == 30
    assert tests["host_state", 1]["backtest"]["forecasts"] == 1632
    assert tests["non_state", 3]["backtest"]["forecasts"] == 1598
    for test in tests.values():
        scores = {score["model"]: score for score in test["backtest"]["models"]}
        assert scores["hurdle"]["average_precision"] > scores["conflictology_12"]["average_precision"]
        assert scores["hurdle"]["crps_skill"] > 0
        assert scores["conflictology_12"]["crps_skill"] == 0


def test_a_workspace_keeps_its_areas_and_reviews_by_them(run: Run, velmara: Path, tmp_path: Path) -> None:
    from withstand.demo.files import DISTRICTS_MAP

    run("init", "mission", "--not-encrypted")
    kept = json.loads(run("data", "areas", DISTRICTS_MAP, "--workspace", "mission")[1])
    assert kept == {"areas": {"admin1": 3, "admin2": 14}}
    run("data", "add", velmara, "--workspace", "mission")
    made = json.loads(run("review", "--workspace", "mission", "--level", "admin2", "--json")[1])
    assert {row["area_id"][:2] for row in made["areas"]} == {"VM"}
    assert len(made["areas"]) == 14
    (tmp_path / "text.geojson").write_text("no areas", encoding="utf-8")
    assert "text.geojson" in refused(run("data", "areas", "text.geojson", "--workspace", "mission"))
    assert "give boundaries" in refused(run("data", "areas", velmara.with_suffix(".pdf"), "--workspace", "mission"))
    assert (tmp_path / "mission" / "areas.geojson").read_bytes() == DISTRICTS_MAP.read_bytes()


def test_a_workspace_remembers_data_and_reviews(run: Run, velmara: Path, tmp_path: Path) -> None:
    assert run("init", "mission", "--not-encrypted")[0] == 0
    assert "workspace already" in refused(run("init", "mission", "--not-encrypted"))
    shorter = tmp_path / "shorter.csv"
    lines = velmara.read_text(encoding="utf-8").splitlines(keepends=True)
    shorter.write_text("".join(lines[:1] + [line for line in lines[1:] if "2032-12" not in line]), encoding="utf-8")
    first = json.loads(run("data", "add", shorter, "--workspace", "mission", "--retrieved", "2032-12-05")[1])
    assert json.loads(run("data", "add", shorter, "--workspace", "mission")[1])["new"] is False
    json.loads(run("review", "--workspace", "mission", "--out", "one.html")[1])
    second = json.loads(run("data", "add", velmara, "--workspace", "mission", "--retrieved", "2033-01-05")[1])
    content = json.loads(run("review", "--workspace", "mission", "--out", "two.html", "--json")[1])
    assert content["manifest"]["vintage"] == second["vintage"]
    assert any("events more" in change["sentence"] for change in content["changes"])
    early = json.loads(run("review", "--workspace", "mission", "--vintage", "2032-12-31", "--json")[1])
    assert early["manifest"]["vintage"] == first["vintage"]
    listed = json.loads(run("data", "list", "--workspace", "mission")[1])
    assert [entry["intact"] for entry in listed] == [True, True]
    _, out, _ = run(
        "data", "compare", first["vintage"][:10], second["vintage"][:10], "--workspace", "mission", "--out", "d.csv"
    )
    assert json.loads(out)["events"]["added"] == second["events"] - first["events"]
    assert (tmp_path / "d.csv").exists()


def test_an_update_goes_onto_a_vintage_and_is_listed(run: Run, velmara: Path, tmp_path: Path) -> None:
    run("init", "mission", "--not-encrypted")
    run("data", "add", velmara, "--workspace", "mission", "--retrieved", "2032-12-05", "--data-version", "32.1")
    lines = velmara.read_text(encoding="utf-8").splitlines(keepends=True)
    update = tmp_path / "update.csv"
    update.write_text(lines[0] + "".join(lines[-20:]), encoding="utf-8")
    gone = lines[-1].split(",")[0]
    (tmp_path / "withdrawn.txt").write_text(gone + "\n", encoding="utf-8")
    code, out, _ = run(
        "data", "add", update, "--workspace", "mission", "--onto", "latest", "--deleted", "withdrawn.txt"
    )
    assert code == 0
    assert json.loads(out)["changes"]["deleted"] >= 1


def test_the_actor_table_of_a_workspace_names_partners(run: Run, velmara: Path, tmp_path: Path) -> None:
    run("init", "mission", "--not-encrypted")
    table = tmp_path / "mission" / "actors.csv"
    table.write_text(table.read_text(encoding="utf-8") + "Lamp Guard,state_partner,,,,\n", encoding="utf-8")
    content = json.loads(run("review", "--workspace", "mission", "--events", velmara, "--json")[1])
    assert "state_partner" in {total["perpetrator"] for total in content["totals"]}
    table.write_text("actor,class\nLamp Guard,angels\n", encoding="utf-8")
    assert "actors.csv, row 2, column class: 'angels' is not one of" in refused(run("review", "--workspace", "mission"))


def test_an_update_with_an_older_date_is_still_the_latest(run: Run, velmara: Path, tmp_path: Path) -> None:
    run("init", "mission", "--not-encrypted")
    lines = velmara.read_text(encoding="utf-8").splitlines(keepends=True)
    whole = tmp_path / "whole.csv"
    whole.write_text("".join(lines[:-40]), encoding="utf-8")
    run("data", "add", whole, "--workspace", "mission", "--retrieved", "2032-12-05")
    update = tmp_path / "update.csv"
    update.write_text(lines[0] + "".join(lines[-30:]), encoding="utf-8")
    added = json.loads(
        run("data", "add", update, "--workspace", "mission", "--onto", "latest", "--retrieved", "2032-02-01")[1]
    )
    content = json.loads(run("review", "--workspace", "mission", "--json")[1])
    assert content["manifest"]["vintage"] == added["vintage"]
    assert content["manifest"]["events"] == added["events"]


def test_a_partner_that_is_in_no_event_is_refused_with_names_near_it(run: Run, velmara: Path) -> None:
    sentence = refused(run("review", "--events", velmara, "--state-partner", "Lamp"))
    assert "--state-partner 'Lamp' is the name of no actor in these events. Near it: Lamp Guard" in sentence
    assert "--data-version is 'banana'" in refused(run("review", "--events", velmara, "--data-version", "banana"))


def test_the_demo_shows_all_that_works(run: Run, tmp_path: Path) -> None:
    code, _, _ = run("demo", "--out", "demo")
    assert code == 0
    html = (tmp_path / "demo" / "velmara.html").read_text(encoding="utf-8")
    assert "invented; nothing here happened" in html
    assert "Partners of the state" in html
    for title in ("Conduct and stance, by area and authority", "Our responses, by who is suspected", "(100 drawn)"):
        assert title in html
    assert (tmp_path / "demo" / "velmara-tables" / "effects.csv").exists()


def test_effects_belong_to_a_workspace(run: Run, velmara: Path) -> None:
    assert "Effects of presence are part of a workspace" in refused(run("review", "--events", velmara, "--effects"))


def test_a_folder_that_cannot_be_written_loses_nothing(run: Run, velmara: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("mine", encoding="utf-8")
    assert "file system refused" in refused(run("review", "--events", velmara, "--out", blocked / "b.html"))
    assert blocked.read_text(encoding="utf-8") == "mine"


def test_help_of_every_command_says_what_it_does(run: Run) -> None:
    for words in (["review"], ["backtest"], ["check"], ["init"], ["demo"], ["data", "add"], ["data", "compare"]):
        code, out, _ = run(*words, "--help")
        assert code == 0
        assert "Usage: withstand" in out


def test_a_closed_pipe_is_no_error(velmara: Path, tmp_path: Path) -> None:
    program = shutil.which("withstand", path=str(Path(sys.executable).parent)) or "withstand"
    command = f"'{program}' review --events '{velmara}' --json 2>err.txt | head -c 10"
    environment = {**os.environ, "PYTHONWARNINGS": "error"}
    done = subprocess.run(command, shell=True, cwd=tmp_path, capture_output=True, check=True, env=environment)
    assert len(done.stdout) == 10
    assert "Traceback" not in (tmp_path / "err.txt").read_text(encoding="utf-8")
