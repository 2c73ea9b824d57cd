"""What is done part by part gives what is done at once: rows of a file by blocks, a function of distinct texts."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import polars as pl
import pytest

from withstand.evidence import block_table, normal
from withstand.evidence.well_formed import LONGEST_LINE, Form, is_well_formed

ROWS = ["1,a\n", '2,"b\nb"\n', "\n", '3,"c ""c""\n\n,c"\n', '"",""\n', "4\n", f'5,"{"d" * 90}\n"\n', "6,e"]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 20, 64, 1000])
@pytest.mark.parametrize("skipped", [0, 1])
def test_blocks_end_where_rows_end(size: int, skipped: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("".join(ROWS), encoding="utf-8", newline="")
    monkeypatch.setattr(block_table, "BLOCK", size)
    blocks = [block.decode() for block in block_table.blocks(path, skipped, Form(","))]
    assert "".join(blocks) == "".join(ROWS[skipped:])
    ends = {"".join(ROWS[skipped : end + 1]) for end in range(skipped, len(ROWS))}
    assert all("".join(blocks[: number + 1]) in ends for number in range(len(blocks)))


@pytest.mark.parametrize("size", [1, 30, 1000])
def test_rows_keep_their_numbers_whatever_is_asked_of_the_table(
    size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("".join(ROWS), encoding="utf-8", newline="")
    monkeypatch.setattr(block_table, "BLOCK", size)
    table = block_table.block_table(path, ",", ["number", "text"], 1)
    numbers = [("2", 2), (None, 3), ("3", 4), (None, 5), ("4", 6), ("5", 7), ("6", 8)]
    assert table.select("number", "row").collect().rows() == numbers
    assert table.select("number", "row").head(4).collect().rows() == numbers[:4]
    assert table.head(4).filter(pl.col("number") == "4").collect().is_empty()
    found = table.filter(pl.col("number") == "4").select("row").collect(engine="streaming")
    assert found.item() == 6
    assert table.select(pl.len()).collect().item() == 7


@pytest.mark.parametrize("remembered", [3, 1000])
def test_each_distinct_is_the_function_itself(remembered: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(normal, "_MOST_REMEMBERED", remembered)
    apply = normal.each_distinct(lambda text: text.upper() if text != "x" else None, pl.String())

    def parts(seed: int) -> None:
        chance = random.Random(seed)
        for _ in range(60):
            texts = [chance.choice(["x", None, "", "é"]) or chance.choice("abc") * chance.randint(1, 9) for _ in "123"]
            expected = [text.upper() if text != "x" else None for text in texts]
            assert apply(pl.Series(texts, dtype=pl.String)).to_list() == expected

    with ThreadPoolExecutor(4) as beside:
        list(beside.map(parts, range(8)))
    assert apply(pl.Series([None], dtype=pl.String)).to_list() == [None]
    assert apply(pl.Series([], dtype=pl.String)).to_list() == []


@pytest.mark.parametrize(("length", "well"), [(LONGEST_LINE, True), (LONGEST_LINE + 1, False)])
@pytest.mark.parametrize("before", ["", "a\n", "a\n" * 70_000])
@pytest.mark.parametrize("after", ["", "\n", "\nb"])
def test_the_longest_line_is_found_wherever_it_stands(
    length: int, well: bool, before: str, after: str, tmp_path: Path
) -> None:
    path = tmp_path / "lines.csv"
    path.write_text(f"{before}{'x' * length}{after}", encoding="utf-8", newline="")
    assert is_well_formed(path, ",") is well
