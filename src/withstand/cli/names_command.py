"""`withstand actors match` and `screen`: nothing of what they read is kept anywhere."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from withstand.actors.lists.reading import read_list
from withstand.actors.names.compare import Comparison, compare, told
from withstand.actors.names.form import NameKind
from withstand.actors.names.judgements import Judgement, Judgements
from withstand.actors.names.listed import Listed, ListedNames
from withstand.cli.terminal import piped, print_json, print_table, say, showing_progress
from withstand.errors import InputError, UnreadableFile
from withstand.installation.lists_on_file import keep_list, lists_on_file
from withstand.workspace import open_workspace

MOST_NAMES = 200_000
_VERDICTS = {"same": "same name", "abstain": "to be judged", "not_same": "not the same name"}
_NOT_PEOPLE = "A match is of names. It does not say that a person or unit is the one on a list; people judge that."


def run_match(name: str, other: str, lists: Sequence[Path], judged: Path | None, *, persons: bool) -> None:
    """Compare one name.

    Raises:
        InputError: neither another name nor a list is given, or a file cannot be read.
    """
    kind: NameKind = "person" if persons else "actor"
    if bool(other.strip()) == bool(lists):
        raise InputError("Give another name to compare with, or lists with --list; one of the two.")
    if lists:
        _screened([name], lists, kind, judged)
        return
    comparison = _judgements(judged).applied(compare(name, other, kind))
    if piped():
        print_json({"first": name, "second": other, **_as_json(comparison)})
        return
    say(f"{told(comparison)} (words {comparison.score:.0f} of 100)", *_parts(comparison))


def run_screen(names: Path, lists: Sequence[Path], judged: Path | None, *, persons: bool) -> None:
    """Compare the names of a file with lists.

    Raises:
        InputError: no list is given, or a file cannot be read.
    """
    if not lists:
        raise InputError("Give at least one list with --list.")
    _screened(_names_of(names), lists, "person" if persons else "actor", judged)


def run_lists(folder: Path, file: Path | None) -> None:
    """Keep a list on file, or say which are there.

    Raises:
        UnreadableFile, UnrecognisedFile, EmptyList: nothing was kept.
    """
    workspace = open_workspace(folder)
    if file is not None:
        keep_list(workspace, file)
    held = lists_on_file(workspace)
    if piped():
        print_json([_version(one.version) | {"entries": len(one.entries)} for one in held])
        return
    rows = [[str(one.version), one.version.file, f"{len(one.entries):,}"] for one in held]
    print_table("", ["list", "file", "entries"], rows, left=2)
    if not held:
        say("No list is on file. Keep one: withstand actors lists FILE --workspace FOLDER.")


def _screened(names: Sequence[str], lists: Sequence[Path], kind: NameKind, judged: Path | None) -> None:
    held = [read_list(path) for path in lists]
    with showing_progress() as progress:
        found = ListedNames(held, kind).screened(names, _judgements(judged), progress)
    if piped():
        print_json(
            {
                "about": _NOT_PEOPLE,
                "kept": "nothing: neither the names nor this result are stored",
                "lists": [_version(one.version) | {"notes": list(one.notes)} for one in held],
                "names": len(names),
                "found": [_found(one) for one in found],
            }
        )
        return
    rows = [
        [one.name, one.written, _VERDICTS[one.comparison.verdict], f"{one.comparison.score:.0f}",
         "; ".join(one.comparison.why), f"{one.entry.id}, {one.version}"]
        for one in found
    ]  # fmt: skip
    print_table("", ["name", "as listed", "verdict", "words", "why", "entry and list"], rows, left=6)
    say(f"{len(names)} names, {len({one.name for one in found})} with a name on a list.", _NOT_PEOPLE)
    say("Nothing was stored: neither the names nor this result.")


def _version(version: Any) -> dict[str, str]:
    return {"list": version.list, "file": version.file, "dated": version.dated, "number": version.number,
            "sha256": version.sha256}  # fmt: skip


def _found(one: Listed) -> dict[str, Any]:
    entry = {"id": one.entry.id, "programmes": list(one.entry.programmes)}
    said = {"name": one.name, "as_listed": one.written, "entry": entry, "list": _version(one.version)}
    return said | _as_json(one.comparison)


def _as_json(comparison: Comparison) -> dict[str, Any]:
    pair = ("first", "second", "score")
    fact = ("what", "first", "second")
    return {
        "verdict": comparison.verdict,
        "words": round(comparison.score, 1),
        "why": list(comparison.why),
        "judged": comparison.judged,
        "agreed": [
            dict(zip(pair, (one.first, one.second, round(one.score)), strict=True)) for one in comparison.agreed
        ],
        "differed": [
            dict(zip(pair, (one.first, one.second, round(one.score)), strict=True)) for one in comparison.differed
        ],
        "numbers_agreed": [dict(zip(fact, one, strict=True)) for one in comparison.numbers_agreed],
        "numbers_differed": [dict(zip(fact, one, strict=True)) for one in comparison.numbers_differed],
        "set_aside": sorted({*comparison.first.titles, *comparison.second.titles}),
        "thresholds": comparison.thresholds,
    }


def _parts(comparison: Comparison) -> list[str]:
    """What agreed and what did not, a line each."""
    lines = [f"  {one.first} = {one.second} ({one.score:.0f})" for one in comparison.agreed]
    lines += [f"  {one.first or '-'} / {one.second or '-'} ({one.score:.0f})" for one in comparison.differed]
    lines += [f"  {what} {here} = {there}" for what, here, there in comparison.numbers_agreed]
    lines += [f"  {what}: {here or '-'} / {there or '-'}" for what, here, there in comparison.numbers_differed]
    titles = sorted({*comparison.first.titles, *comparison.second.titles})
    return lines + ([f"  set aside: {', '.join(titles)}"] if titles else [])


def _names_of(path: Path) -> list[str]:
    """The names of a file: its column `name`, or one a line."""
    rows = _rows(path)
    header = [cell.strip().casefold() for cell in rows[0]] if rows else []
    column = header.index("name") if "name" in header else None
    cells = (
        [row[column] for row in rows[1:] if len(row) > column] if column is not None else [",".join(r) for r in rows]
    )
    names = [name for cell in cells if (name := cell.strip())]
    if not names:
        raise UnreadableFile(path, "it holds no name", "Give a CSV with a column `name`, or one name a line")
    if len(names) > MOST_NAMES:
        raise UnreadableFile(path, f"it holds more than {MOST_NAMES:,} names", "Give them in parts")
    return names


def _judgements(path: Path | None) -> Judgements:
    """Those of a file.

    Raises:
        InputError: a row has no verdict, or no reason, or contradicts another.
    """
    if path is None:
        return Judgements()
    judged = []
    for number, row in enumerate(_rows(path)[1:], start=2):
        first, second, verdict, reason = (*(cell.strip() for cell in row), "", "", "", "")[:4]
        if verdict not in ("same", "not_same"):
            raise UnreadableFile(path, f"row {number} has the verdict {verdict!r}", "Write same or not_same")
        judged.append(Judgement(first, second, "same" if verdict == "same" else "not_same", reason))
    return Judgements.of(judged)


def _rows(path: Path) -> list[list[str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as source:
            return [row for row in csv.reader(source) if any(cell.strip() for cell in row)]
    except FileNotFoundError:
        raise UnreadableFile(path, "there is no such file", "Check the path") from None
    except IsADirectoryError:
        raise UnreadableFile(path, "this is a folder", "Name one file in it") from None
    except (UnicodeError, csv.Error):
        raise UnreadableFile(path, "it is not a CSV in UTF-8", "Save it as CSV UTF-8") from None
