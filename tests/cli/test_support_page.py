"""docs/support.md: the walk from the host's letter to the outcome runs as it stands, and its drawing is the code's."""

from __future__ import annotations

import json
import re
import shlex
import xml.etree.ElementTree as ET
from pathlib import Path

from desktop import Run
from support_desk import day
from test_names_commands import UN

from withstand.brief.support.diagram import state_diagram, step_table
from withstand.inducement.steps import steps
from withstand.vocabulary.terms import vocabulary

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "support.md").read_text(encoding="utf-8")
DAYS = {"SIXTY-DAYS-AGO": -60, "TWENTY-DAYS-AGO": -20, "IN-THIRTY-DAYS": 30, "IN-SIXTY-DAYS": 60}


def lines() -> list[str]:
    """Every command of the page, in order."""
    blocks = re.findall(r"```\n(.*?)```", PAGE, re.DOTALL)
    return [line.strip() for block in blocks for line in block.splitlines() if line.strip()]


def test_every_line_of_the_walk_runs_and_ends_where_the_page_says(run: Run, tmp_path: Path) -> None:
    held = {name: day(shift) for name, shift in DAYS.items()}
    (tmp_path / "un.xml").write_text(UN, encoding="utf-8")
    (tmp_path / "course.csv").write_text("name\nYoussouf Tolobi\nZebulon Thrace\n", encoding="utf-8")
    for line in lines():
        command, _, named = line.partition("   # ")
        words = shlex.split(command)[1:]
        filled = [re.sub(r"[A-Z][A-Z-]{4,}", lambda found: held.get(found[0], found[0]), word) for word in words]
        code, out, err = run(*filled)
        assert code == 0, f"{line}\n{err}"
        if named:
            told = json.loads(out)
            held[named] = (told[0] if isinstance(told, list) else told)["record"][-12:]
    told = json.loads(run("support", "show", held["REQUEST"], "--workspace", "hq")[1])
    assert told["state"] == "closed"
    assert told["steps_that_do_not_count"] == []
    answers = json.loads(run("list", "screening", "--workspace", "hq")[1])
    assert [one["fields"].get("names_to_judge") for one in answers if one["fields"]["body"] == "human_rights"] == [1]
    (account,) = told["accounts"]
    assert [one["beyond"] for one in account["items"]] == [500]
    assert (tmp_path / "dossier.docx").exists()


def test_the_page_has_no_word_in_capitals_that_no_line_names() -> None:
    named = {line.partition("   # ")[2] for line in lines()} | set(DAYS)
    used = {word for line in lines() for word in re.findall(r"\b[A-Z][A-Z-]{4,}\b", line.partition("   # ")[0])}
    assert used <= named


def test_drawing_and_table_are_those_of_the_code() -> None:
    assert (DOCS / "support.svg").read_text(encoding="utf-8") == state_diagram()
    assert PAGE.endswith(step_table())


def test_the_drawing_names_every_state_and_every_step() -> None:
    root = ET.fromstring(state_diagram())
    said = " ".join(" ".join(one.itertext()) for one in root.iter() if one.tag.endswith("text"))
    for key in vocabulary("support_states").terms:
        for word in vocabulary("support_states").label(key).split():
            assert word in said
    for action in steps():
        for word in vocabulary("support_actions").label(action).split():
            assert word in said, action


def test_the_drawing_keeps_to_its_sheet_and_its_boxes_apart() -> None:
    root = ET.fromstring(state_diagram())
    width, height = map(float, root.attrib["viewBox"].split()[2:])
    boxes = [
        tuple(float(one.attrib[name]) for name in ("x", "y", "width", "height"))
        for one in root.iter("{http://www.w3.org/2000/svg}rect")
        if "rx" in one.attrib
    ]
    assert len(boxes) == len(vocabulary("support_states").terms)
    for number, (x, y, wide, high) in enumerate(boxes):
        assert x >= 0
        assert x + wide <= width
        assert y + high <= height
        for left, top, w, h in boxes[:number]:
            assert x >= left + w or left >= x + wide or y >= top + h or top >= y + high
