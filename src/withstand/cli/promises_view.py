"""`withstand promises`: as a table, as JSON, as a calendar, as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from withstand.brief.promises.due_calendar import status_words
from withstand.brief.promises.giving import ICS, XLSX, give_promises
from withstand.brief.records.handing_out import refuse_existing
from withstand.brief.records.scanning import Clearance
from withstand.brief.records.words import LANGUAGES
from withstand.brief.support.words import label, on, short
from withstand.cli.dialogue_view import actor_of, component, known_terms, names_of
from withstand.cli.opening import warn
from withstand.cli.paper_out import telling_findings
from withstand.cli.terminal import piped, print_json, print_table, say
from withstand.dialogue.commitments import ANOTHER_SIDE, SIDES, Promise, Tally, Wanted, promises, tallies
from withstand.dialogue.due import UNDATED
from withstand.errors import InputError
from withstand.mission.wording import count
from withstand.picture.picture import Picture


@dataclass(frozen=True)
class Asked:
    """What the command was asked."""

    of: str
    side: str
    due_by: date | None
    components: tuple[str, ...]
    language: str
    keep_code: str
    keep_text: str


def run_promises(picture: Picture, day: date, asked: Asked, calendar: Path | None, sheet: Path | None) -> None:
    """Promises as of a day; written to files where files are named.

    Raises:
        InputError: a side or a language that there is not, a file that exists, or a calendar without a day.
    """
    if asked.side and asked.side not in SIDES:
        raise InputError(f"--side is ours or theirs, not {asked.side!r}.")
    if asked.language not in LANGUAGES:
        raise InputError(f"Files are written in {', '.join(LANGUAGES)}; not in {asked.language!r}.")
    of = actor_of(picture, asked.of) if asked.of else ""
    owners = known_terms("components", asked.components)
    found = promises(picture, day, Wanted(of, asked.side, asked.due_by, owners))
    names = names_of(picture, (actor for one in found for actor in one.linked(*ANOTHER_SIDE)))
    counted = tallies(found)
    written = _write(picture, found, names, asked, calendar, sheet)
    if piped():
        rows = [_plain(one, names) for one in found]
        tally = [_tally_plain(one) for one in counted]
        print_json({"as_of": day.isoformat(), "promises": rows, "counts": tally, "written": written})
        return
    if not found:
        warn(f"No promises match, as far as {picture.audience.name} may see.")
        return
    if not written:
        print_table("", ["promise", "by when", "stands", "record"], [_line(one, names) for one in found], left=4)
        print_table("Of how many", ["promises", "settled", "open and others"], [_count(one) for one in counted], left=3)
        say("Kept and not kept are counted of those that are settled. What is not known is neither.")


def _write(
    picture: Picture,
    found: Sequence[Promise],
    names: dict[str, str],
    asked: Asked,
    calendar: Path | None,
    sheet: Path | None,
) -> list[dict[str, Any]]:
    """Write the files asked for; what each is, for programs."""
    told: list[dict[str, Any]] = []
    clearance = Clearance(asked.keep_code, asked.keep_text) if asked.keep_code or asked.keep_text else None
    files = [(path, form) for path, form in ((calendar, ICS), (sheet, XLSX)) if path is not None]
    for path, _ in files:
        refuse_existing(path)
    for path, form in files:
        with telling_findings():
            out = give_promises(picture, path, form, found, names, asked.language, clearance)
        told.append({"file": str(out.path), "receipt": out.receipt, "promises": out.promises, "left_out": out.left_out})
        if not out.receipt:
            warn("the workspace is read-only: the ledger keeps no receipt of this file; note by hand who gets it")
        if not piped():
            left = f"; {count(out.left_out, 'promise')} without a day or settled not in it" if out.left_out else ""
            say(f"{path}: {count(out.promises, 'promise')}{left}.")
    return told


def _plain(one: Promise, names: dict[str, str]) -> dict[str, Any]:
    fields = one.fields
    who = {
        role: [names[actor] for actor in one.linked(role) if actor in names] for role in ANOTHER_SIDE
    }  # fmt: skip
    return {
        "record": one.record, "promise": fields.promise, "side": fields.promise_side, **who, "issue": fields.issue,
        "topic": fields.topic, "made_in": fields.made_in, "made": fields.when.start, "due": fields.due,
        "due_stands": one.due or None, "status": one.status, "since": one.since, "kept": one.kept,
        "versions_side_by_side": one.seen.heads, "owner": fields.owner, "host_owner": fields.host_owner,
        "test": fields.test, "consequence_agreed": fields.consequence_agreed,
        "conditions": [vars(each) for each in one.conditions],
        "conditions_say_otherwise": [each.record for each in one.differs],
        "history": [
            {"status": step.status, "since": step.since, "entered": step.entered.isoformat() if step.entered else None}
            for step in one.history.steps
        ],
        "versions_not_here": one.history.not_here,
    }  # fmt: skip


def _tally_plain(one: Tally) -> dict[str, Any]:
    return {**vars(one), "made": one.made, "settled": one.settled}


def _line(one: Promise, names: dict[str, str]) -> list[str]:
    fields = one.fields
    who = [
        f"{role.removeprefix('promised_')} {', '.join(names[actor] for actor in one.linked(role) if actor in names)}"
        for role in ANOTHER_SIDE
        if any(actor in names for actor in one.linked(role))
    ]
    side = ", ".join([label("promise_sides", fields.promise_side), *who])
    when = label("due", UNDATED) if fields.due is None else on(fields.due)
    timing = f"\n{label('due', one.due)}" if one.due not in ("", UNDATED) else ""
    since = f"\nsince {on(one.since)}" if one.since else ""
    otherwise = "\nthe condition of support says otherwise" if one.differs else ""
    return [
        f"{fields.promise}\n{side}\nfollowed by {component(fields.owner)}",
        when + timing,
        status_words(one, "en") + since + otherwise,
        short(one.record),
    ]


def _count(one: Tally) -> list[str]:
    """A row of counts, each with what it is of."""
    parts = [
        (one.overdue, "overdue"), (one.waiting, "open, not overdue"), (one.undated, "open, without a day"),
        (one.in_part, "of the open kept in part"), (one.unknown, "not known"), (one.disputed, "in two versions"),
        (one.dropped, "replaced or no longer apply"),
    ]  # fmt: skip
    return [
        f"{label('promise_sides', one.side)}\n{label('dialogue_issues', one.issue)}\n{one.made} made",
        f"{one.kept} of {one.settled} kept\n{one.broken} of {one.settled} not kept" if one.settled else "none",
        "\n".join(f"{number} {words}" for number, words in parts if number) or "–",
    ]
