"""(f) Names: precision, recall and abstentions on the pairs held out, beside nomenklatura's; screening beside cdist."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import numpy as np

from benchmarks.invented_names import Population
from benchmarks.measure import ROOT, report, target
from benchmarks.name_pairs.make import typed

PAIRS = Path(__file__).parent / "name_pairs"
NAMES, ENTRIES = 10_000, 100_000
RUNS = 3
"""Runs of our own of which the median counts; every pair is scored once."""
BLOCK = 250
"""Names scored against the whole list at a time by the reference: 100 MB of scores."""


@dataclass(frozen=True)
class Pair:
    """A labelled pair."""

    first: str
    second: str
    kind: str
    label: str
    sort: str
    part: str


def pairs(part: str = "") -> list[Pair]:
    """The labelled pairs, or those of one part."""
    rows: list[Pair] = []
    for name in ("generated.csv", "by_hand.csv"):
        with (PAIRS / name).open(encoding="utf-8", newline="") as source:
            rows += [Pair(**row) for row in csv.DictReader(source)]
    return [row for row in rows if part in ("", row.part)]


def ours(pair: Pair) -> str:
    """The verdict of the program."""
    from withstand.actors.names.compare import compare

    return compare(pair.first, pair.second, "person" if pair.kind == "person" else "actor").verdict


def measured(rows: Sequence[Pair], verdicts: Iterable[str]) -> tuple[float, float, float, float]:
    """Precision and recall of "same" (an abstention is no find), the part abstained, wrong "not_same" of the same."""
    said = list(verdicts)
    same = [verdict for row, verdict in zip(rows, said, strict=True) if row.label == "same"]
    found = sum(verdict == "same" for verdict in said)
    right = sum(verdict == "same" for verdict in same)
    return (
        right / max(found, 1),
        right / len(same),
        said.count("abstain") / len(said),
        same.count("not_same") / len(same),
    )


def nomenklatura(rows: Sequence[Pair]) -> dict[str, list[float]]:
    """Scores of nomenklatura's matchers, run by the interpreter in NOMENKLATURA_PYTHON; nothing where there is none."""
    python = os.environ.get("NOMENKLATURA_PYTHON")
    if not python:
        return {}
    given = json.dumps([[row.first, row.second, row.kind] for row in rows])
    script = str(Path(__file__).with_name("names_nomenklatura.py"))
    done = subprocess.run([python, script], input=given, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"nomenklatura could not be run: {done.stderr[-500:]}", file=sys.stderr)
        return {}
    scores: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])
    return scores


def _quality() -> tuple[list[tuple[object, ...]], list[str]]:
    choosing, held_out = pairs("choosing"), pairs("held_out")
    scores = nomenklatura([*choosing, *held_out])
    rows: list[tuple[object, ...]] = []
    for kind in ("actor", "person", ""):
        part = [pair for pair in held_out if kind in ("", pair.kind)]
        rows.append(("withstand", kind or "all", len(part), *measured(part, map(ours, part)), ""))
    for name, all_scores in scores.items():
        for kind in ("actor", "person", ""):
            learnt = [
                (p, s) for p, s in zip(choosing, all_scores[: len(choosing)], strict=True) if kind in ("", p.kind)
            ]
            asked = [(p, s) for p, s in zip(held_out, all_scores[len(choosing) :], strict=True) if kind in ("", p.kind)]
            at = _best_threshold(learnt)
            verdicts = ["same" if score >= at else "not_same" for _, score in asked]
            rows.append((name, kind or "all", len(asked), *measured([p for p, _ in asked], verdicts), at))
    precision, recall = rows[2][3], rows[2][4]
    return rows, [f"held out: precision {precision:.4f}, recall {recall:.4f}"]


def _best_threshold(scored: Sequence[tuple[Pair, float]]) -> float:
    """Where precision and recall together (F1) are best on the pairs for choosing: as fair to it as can be."""
    best, where = -1.0, 0.5
    same = sum(pair.label == "same" for pair, _ in scored)
    for at in np.arange(0.3, 1.0, 0.01):
        said = [pair.label for pair, score in scored if score >= at]
        right = said.count("same")
        f1 = 2 * right / (len(said) + same)
        if f1 > best:
            best, where = f1, float(at)
    return where


def _screening(kind: str, quick: bool) -> tuple[list[tuple[object, ...]], list[str]]:
    from rapidfuzz.fuzz import ratio, token_sort_ratio

    from withstand.actors.names.compare import compare_forms
    from withstand.actors.names.form import NameForm, name_form
    from withstand.actors.names.numbering import numbering
    from withstand.actors.names.screening import NameIndex
    from withstand.actors.names.thresholds import thresholds

    bearer: Any = kind
    at = thresholds(bearer).abstain_at
    names, entries = _lists(kind, NAMES // (10 if quick else 1), ENTRIES // (10 if quick else 1))
    forms = [name_form(name, bearer) for name in names]
    listed = [name_form(name, bearer) for name in entries]
    keys, listed_keys = [form.text for form in forms], [form.text for form in listed]
    readied, screened = [], []
    for _ in range(RUNS):
        begin = time.perf_counter()
        index = NameIndex(listed)
        index.warm()
        ready = time.perf_counter()
        hits = index.hits(forms)
        readied.append(ready - begin)
        screened.append(time.perf_counter() - ready)
    ours_ready, ours_took = median(readied), median(screened)
    found = set(zip(hits.names.tolist(), hits.entries.tolist(), strict=True))
    took: dict[str, float] = {}
    full: list[tuple[int, int]] = []
    for name, scorer in (("ratio of sorted words", ratio), ("token_sort_ratio", token_sort_ratio)):
        took[name], full = _cdist(keys, listed_keys, scorer, at)
    compatible: dict[object, bool] = {}

    def may_be(one: NameForm, other: NameForm) -> bool:
        key = (one.echelons, one.numbers, other.echelons, other.numbers)
        if key not in compatible:
            compatible[key] = numbering(one, other).standing != "differ"
        return compatible[key]

    maybe = [pair for pair in full if may_be(forms[pair[0]], listed[pair[1]])]
    verdicts_of = {pair: compare_forms(forms[pair[0]], listed[pair[1]]).verdict for pair in maybe}
    above = [pair for pair, verdict in verdicts_of.items() if verdict != "not_same"]
    sure = [pair for pair, verdict in verdicts_of.items() if verdict == "same"]
    recall = sum(pair in found for pair in above) / max(len(above), 1)
    recall_sure = sum(pair in found for pair in sure) / max(len(sure), 1)
    size = f"{len(names)} × {len(entries)}"
    whole = ours_took + ours_ready
    rows: list[tuple[object, ...]] = [
        (f"{kind}: withstand, list made ready", size, ours_ready, "", ""),
        (f"{kind}: withstand, screening", size, ours_took, f"{recall:.4f}", len(above)),
        (f"{kind}: of these, same name", size, "", f"{recall_sure:.4f}", len(sure)),
        *((f"{kind}: cdist, {name}", size, seconds, 1.0, "") for name, seconds in took.items()),
    ]
    slowest = took["token_sort_ratio"]
    verdicts = [
        target(f"{kind}: screening, times faster than cdist", slowest / ours_took, 10, at_least=True),
        f"the list's making ready included: {slowest / whole:.2f} times; "
        f"than cdist over sorted words: {took['ratio of sorted words'] / ours_took:.2f} and "
        f"{took['ratio of sorted words'] / whole:.2f} times",
        target(f"{kind}: pairs that may be or are the same, part found", recall, 0.995, at_least=True),
        target(f"{kind}: pairs that are the same, part found", recall_sure, 0.995, at_least=True),
    ]
    return rows, verdicts


def _lists(kind: str, count: int, entries: int) -> tuple[list[str], list[str]]:
    """Names, a third of them slips of entries; and a list of entries."""
    random = Random(11)
    population = Population.of(random)

    def one() -> str:
        if kind == "person":
            return population.person(random)
        return population.unit(random) if random.random() < 0.6 else population.group(random)

    listed = [one() for _ in range(entries)]
    names = [typed(random.choice(listed), random) if random.random() < 1 / 3 else one() for _ in range(count)]
    return names, listed


def _cdist(
    keys: Sequence[str], listed: Sequence[str], scorer: Callable[..., float], at: float
) -> tuple[float, list[tuple[int, int]]]:
    """Every pair scored, on all cores; seconds, and the pairs at or above the threshold."""
    from rapidfuzz.process import cdist

    pairs_: list[tuple[int, int]] = []
    seconds = 0.0
    for begin in range(0, len(keys), BLOCK):
        if begin % (BLOCK * 10) == 0:
            print(f"  cdist, {begin} of {len(keys)}", file=sys.stderr, flush=True)
        before = time.perf_counter()
        scores = cdist(
            keys[begin : begin + BLOCK], listed, scorer=scorer, score_cutoff=at, dtype=np.float32, workers=-1
        )
        name, entry = np.nonzero(scores >= at)
        seconds += time.perf_counter() - before
        pairs_ += zip((name + begin).tolist(), entry.tolist(), strict=True)
    return seconds, pairs_


def main(*, quick: bool) -> None:
    """Both halves, two CSVs."""
    rows, said = _quality()
    header = ("matcher", "names of", "pairs", "precision", "recall", "abstained", "same, called not", "threshold")
    report("names", header, rows, said, quick=quick)
    screened: list[tuple[object, ...]] = []
    verdicts: list[str] = []
    for kind in ("actor", "person"):
        more, judged = _screening(kind, quick)
        screened += more
        verdicts += judged
    report("names-screening", ("what", "names × entries", "seconds", "found", "pairs"), screened, verdicts, quick=quick)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main(quick="--quick" in sys.argv)
