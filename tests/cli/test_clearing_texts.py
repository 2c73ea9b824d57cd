"""Texts that may name people, and cases that tell nothing, as an author meets them at the command line."""

from __future__ import annotations

import json
from pathlib import Path

from desktop import Desktop

INCIDENT = {"what": "looting", "where": {"area": "VM0101"}, "when": {"start": "2032-05-20"}}


def _file(folder: Path, content: object) -> Path:
    path = folder / "in.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def _saved(desktop: Desktop, record: str) -> dict[str, object]:
    return dict(desktop.does("record", "show", record)["fields"])


def test_a_decision_that_came_with_a_file_is_not_believed(desktop: Desktop, tmp_path: Path) -> None:
    text = "Colonel Tamba Orrel came."
    known = desktop.does("record", "add", "incident", "--json", _file(tmp_path, INCIDENT | {"narrative": text}),
                         "--keep-text", "he asked for it")  # fmt: skip
    kept = _saved(desktop, known[0]["record"])["text_kept"]
    made_up = _file(tmp_path, INCIDENT | {"narrative": text, "text_kept": kept})
    assert "Colonel Tamba Orrel" in desktop.refused("record", "add", "incident", "--json", made_up)
    many = [{"field": "narrative", "found": "person", "times": 9, "reason": "x"}]
    made_up = _file(tmp_path, INCIDENT | {"narrative": text, "text_kept": many})
    assert "Colonel Tamba Orrel" in desktop.refused("record", "add", "incident", "--json", made_up)
    quiet = desktop.does("record", "add", "incident", "--json", _file(tmp_path, INCIDENT | {"text_kept": many}))
    assert "text_kept" not in _saved(desktop, quiet[0]["record"])


def test_a_decision_is_kept_over_an_edit_for_its_own_words_only(desktop: Desktop) -> None:
    narrative = "narrative=Colonel Tamba Orrel came."
    saved = desktop.does("record", "add", "incident", "--set", "what=looting", "--set", "where=VM0101", "--set",
                         "when=2032-05-20", "--set", narrative, "--keep-text", "he asked for it")  # fmt: skip
    record = saved[0]["record"]
    desktop.does("record", "edit", record, "--set", "narrative=Colonel Tamba Orrel came back.")
    said = desktop.refused("record", "edit", record, "--set", "narrative=Colonel Dask Pellow came back.")
    assert "Colonel Dask Pellow" in said
    desktop.does("record", "edit", record, "--set", "narrative=He came back.")
    assert "text_kept" not in _saved(desktop, record)


def test_a_reason_and_what_a_link_is_about_name_nobody(desktop: Desktop) -> None:
    words = ("record", "add", "incident", "--set", "what=looting", "--set", "where=VM0101", "--set", "when=2032-05-20")
    said = desktop.refused(*words, "--set", "narrative=Sgt. Pellow came.", "--keep-text", "Colonel Tamba Orrel agreed")
    assert "the reason itself may name people" in said
    unit = desktop.does("record", "add", "unit", "--set", "name=4th Brigade")[0]["record"]
    said = desktop.refused(*words, "--link", f"suspected={unit}#Colonel Tamba Orrel")
    assert "'Colonel Tamba Orrel'" in said
    desktop.does(*words, "--link", f"suspected={unit}#a1")


def test_who_makes_a_record_a_referral_case_learns_that_its_earlier_versions_still_tell(desktop: Desktop) -> None:
    record = desktop.incident("narrative=what was told")
    said = desktop.warned(
        "record", "edit", record, "--set", "what=rape", "--set", "referral=made", "--set", "narrative="
    )
    assert "1 earlier version of" in said
    assert f"withstand ledger redact {record}" in said
    case = ("--set", "what=rape", "--set", "referral=made", "--set", "where=VM0101", "--set", "when=2032-05-20")
    assert desktop.warned("record", "add", "incident", *case) == ""
