"""The reader of large files and the patient one give the same events and the same account, of any file."""

from __future__ import annotations

import csv
import os
import random
from pathlib import Path

import pytest
from mutations import doubled_lines, mixed_line_ends, ragged_rows, stray_marks
from polars.testing import assert_frame_equal
from reading_whole import Whole, read_whole
from samples import GED, samples
from saving import as_text

from withstand.errors import WithstandError
from withstand.evidence import block_table, reading, text_table

SAMPLES = samples()
PROOFS = bool(os.environ.get("WITHSTAND_PROOFS"))
SPOILED = 2_000 if PROOFS else 40


def _outcome(path: Path) -> Whole | str:
    try:
        return read_whole(path)
    except WithstandError as refusal:
        return str(refusal)


def _both(path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Whole | str, Whole | str]:
    patient = _outcome(path)
    monkeypatch.setattr(text_table, "LARGE", -1)
    monkeypatch.setattr(reading, "LARGE", -1)
    monkeypatch.setattr(block_table, "BLOCK", 700)
    fast = _outcome(path)
    monkeypatch.undo()
    return patient, fast


def _assert_same(patient: Whole | str, fast: Whole | str, story: object = "") -> None:
    if isinstance(patient, str) or isinstance(fast, str):
        assert patient == fast, story
        return
    assert patient.account == fast.account, story
    assert patient.notes == fast.notes, story
    assert_frame_equal(patient.events, fast.events)
    assert_frame_equal(patient.texts, fast.texts)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"line_end": "\r\n"},
        {"line_end": "\r"},
        {"quoting": csv.QUOTE_ALL},
        {"quoting": csv.QUOTE_ALL, "line_end": "\r\n", "blank_after": (0, 2)},
        {"delimiter": ";", "decimal_comma": True},
        {"delimiter": "\t", "above": (("Title",), (), ('a "quoted" word',))},
        {"above": (("two\nlines",),)},
        {"encoding": "utf-8-sig"},
        {"encoding": "cp1252"},
        {"encoding": "utf-16"},
        {"blank_after": range(30)},
    ],
    ids=str,
)
@pytest.mark.parametrize("name", SAMPLES if PROOFS else ["ged", "acled-d"])
def test_sound_files(name: str, options: dict[str, object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "events.csv"
    path.write_bytes(as_text(SAMPLES[name], **options))  # type: ignore[arg-type]
    patient, fast = _both(path, monkeypatch)
    assert isinstance(patient, Whole)
    _assert_same(patient, fast)


def test_the_fast_path_is_taken_where_it_can_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "events.csv"
    path.write_bytes(as_text(GED))
    monkeypatch.setattr(text_table, "LARGE", -1)
    monkeypatch.setattr(text_table, "_patient_table", None)
    assert read_whole(path).account.events == len(GED.rows)


_AMBER = b",Amber Ford,"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (_AMBER, b',"Amber Ford,'),
        (_AMBER, b',Amber "Ford,'),
        (_AMBER, b',Amber "Ford" market,'),
        (_AMBER, b',"Amber" Ford,'),
        (_AMBER, b',"Amber Ford" ,'),
        (_AMBER, b', "Amber Ford",'),
        (_AMBER, b',"Amber ""Ford""",'),
        (_AMBER, b',Amber\rFord,'),
        (_AMBER, b',Amber\0Ford,'),
        (_AMBER, b',Amber\xffFord,'),
        (_AMBER, b',"' + b"x" * 140_000 + b'",'),
        (_AMBER, b',"' + b"x\n" * 250 + b'",'),
        (_AMBER, b',"' + b"x\n" * 150 + b'",'),
        (_AMBER, b",,"),
        (_AMBER, b',"",'),
        (_AMBER, b","),
        (_AMBER, b",x,y,z,"),
        (b",Africa,", b',"Africa,'),
        (b"\n880003,", b"\n\n  \n880003,"),
        (b"\n880003,", b'\n"880003,'),
        (b"\n880003,", b"\r880003,"),
        (b"\n880003,", b"\r\n880003,"),
        (b"\n880003,", b"\n,,,,,,\n880003,"),
        (b"\n880003,", b'\n"","",""\n880003,'),
        (b"\n880003,", b"\n880003,,,,\n880003,"),
        (b"id,relid", b"\nid,relid"),
        (b"id,relid", b"title\rid,relid"),
        (b"id,relid", b'"title\nid,relid'),
        (b"id,relid", b'"id","relid"'),
        (b"id,relid", b"id,\xc3\xa9relid"),
        (b",990,\n", b",990," + b"," * 30 + b"x\n"),
        (b",990,\n", b",990," + b"," * 30 + b"\n"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("end", [b"", b'"'] if PROOFS else [b""], ids=repr)
def test_malformed_files(old: bytes, new: bytes, end: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = as_text(GED)
    assert old in content
    path = tmp_path / "events.csv"
    path.write_bytes(content.replace(old, new, 1).rstrip(b"\n") + end)
    _assert_same(*_both(path, monkeypatch), story=(old, new[:40]))


@pytest.mark.parametrize("first", range(0, SPOILED, 20))
def test_spoiled_text(first: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = list(SAMPLES.values())
    path = tmp_path / "events.csv"
    for seed in range(first, first + 20):
        chance = random.Random(seed)
        table = chance.choice(tables)
        content = as_text(ragged_rows(table, chance) if chance.random() < 0.5 else table)
        content = chance.choice((stray_marks, doubled_lines, mixed_line_ends))(content, chance)
        path.write_bytes(content)
        _assert_same(*_both(path, monkeypatch), story=seed)
