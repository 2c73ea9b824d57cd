"""`withstand actors attribute`: events of a data set and the units whose they are, with the rules that say so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from withstand.actors.attribution import CLASSES, RULES, UNKNOWN, Attributed, Attributing, Attribution, Event
from withstand.actors.register import Register
from withstand.brief.matrix.area_names import area_names
from withstand.cli.terminal import piped, print_json, print_table, say, showing_progress
from withstand.evidence.actor_table import ActorTable, actor_table, state_partners
from withstand.evidence.names import comparable
from withstand.picture.picture import Picture
from withstand.picture.register import register
from withstand.vocabulary.terms import vocabulary
from withstand.workspace import open_workspace

if TYPE_CHECKING:
    import polars as pl

_COLUMNS = (
    "event_id", "date_start", "date_end", "actor_1", "actor_2", "perpetrator", "perpetrator_class", "admin1", "admin2",
    "place", "place_precision",
)  # fmt: skip
_MOST = 20


def run_attribute(
    picture: Picture, folder: Path, file: Path, areas: Path | None, partners: tuple[str, ...], version: str
) -> None:
    """Read the events, attribute them, print shares and what is unresolved.

    Raises:
        UnreadableFile, UnrecognisedFile: it holds no events.
    """
    workspace = open_workspace(folder)
    names = area_names(areas or workspace.areas).names
    found = register(picture)
    attributing = Attributing(found, lambda area: comparable(names.get(area, area)))
    attributed = attributing.all(events_of(_read(file, workspace.actors, partners, version)))
    if piped():
        print_json(_plain(attributed, found))
    else:
        _print(attributed, found, file)


def _read(file: Path, table: Path, partners: tuple[str, ...], version: str) -> pl.DataFrame:
    from withstand.evidence.perpetrators import built_in_rule
    from withstand.evidence.reading import read_events

    named = (*state_partners(partners).named, *(actor_table(table).named if table.exists() else ()))
    with showing_progress() as progress, read_events(
        file, version=version, rule=built_in_rule(), actors=ActorTable(named),
        progress=lambda step: progress(step, 0, 1),
    ) as events:  # fmt: skip
        return events.events.select(_COLUMNS).collect()


def events_of(frame: pl.DataFrame) -> Iterator[Event]:
    """The events of a frame (EVENT): the perpetrator where one is recorded, else both parties."""
    vague = set(vocabulary("precision").keys_where("unlocated"))
    for row in frame.select(_COLUMNS).iter_rows(named=True):
        levels = ["admin1", "admin2", "place"] if row["place_precision"] != "place_admin1" else ["admin1"]
        places = (
            {comparable(row[level]) for level in levels if row[level]} if row["place_precision"] not in vague else ()
        )
        if row["perpetrator"] or not (row["actor_1"] or row["actor_2"]):
            parts = [("perpetrator", row["perpetrator"] or "", row["perpetrator_class"] or UNKNOWN)]
        else:
            parts = [("party", row[name], UNKNOWN) for name in ("actor_1", "actor_2") if row[name]]
        for part, actor, side in parts:
            yield Event(
                row["event_id"], row["date_start"], row["date_end"], actor, side, part, frozenset(places) - {""}
            )  # fmt: skip


def _plain(attributed: Attribution, found: Register) -> dict[str, Any]:
    total = len(attributed.events)
    return {
        "rules": dict(RULES),
        "rules_of_classes": dict(CLASSES),
        "events": len({one.event.event for one in attributed.events}),
        "actors_of_events": total,
        "by_grade": {grade: _share(number, total) for grade, number in attributed.by_grade.items()},
        "by_rule": attributed.by_rule,
        "unresolved_names": [{"name": name, "times": times} for name, times in attributed.unresolved_names],
        "attributed": [_plain_one(one, found) for one in attributed.events if one.candidates],
    }


def _share(number: int, total: int) -> dict[str, float | int | None]:
    return {"number": number, "share": round(number / total, 4) if total else None}


def _plain_one(one: Attributed, found: Register) -> dict[str, Any]:
    return {
        "event": one.event.event,
        "part": one.event.part,
        "named": one.event.actor,
        "class_in_data": one.event.side,
        "rule": one.rule,
        "grade": one.grade,
        "actors": [
            {
                "record": candidate.actor,
                "name": found.called(candidate.actor),
                "claim": candidate.claim,
                "class": candidate.counted_as.side,
                "class_rule": candidate.counted_as.rule,
                "relation": candidate.counted_as.relation or None,
                "behind": found.called(candidate.counted_as.behind) if candidate.counted_as.behind else None,
            }
            for candidate in one.candidates
        ],
    }


def _print(attributed: Attribution, found: Register, file: Path) -> None:
    total = len(attributed.events)
    counts = attributed.by_rule
    rows = [[rule, said, str(counts[rule]), _percent(counts[rule], total)] for rule, said in RULES.items()]
    header = ["rule", "what it says", "times", "share"]
    print_table(f"Actors named in {file.name}, by the rule that decided", header, rows, left=2)
    grades = attributed.by_grade
    say(", ".join(f"{grade} {number} ({_percent(number, total)})" for grade, number in grades.items()) + ".")
    say(*_partners(attributed, found))
    if attributed.unresolved_names:
        shown = [[name, str(times)] for name, times in attributed.unresolved_names[:_MOST]]
        print_table("Not resolved, by name", ["name", "times"], shown)
        if len(attributed.unresolved_names) > _MOST:
            say(f"And {len(attributed.unresolved_names) - _MOST} more names: pipe the output for all of them.")


def _partners(attributed: Attribution, found: Register) -> Iterator[str]:
    """Who counts as a partner of the state, and by which relation."""
    told: Mapping[tuple[str, str], None] = {
        (candidate.actor, candidate.counted_as.behind): None
        for one in attributed.events
        for candidate in one.candidates
        if candidate.counted_as.rule == "proxy"
    }
    for actor, behind in told:
        told_of = f"{CLASSES['proxy']} (behind it: {found.called(behind)})"
        yield f"{found.called(actor)} counts as a partner of the state: {told_of}."


def _percent(number: int, total: int) -> str:
    return f"{100 * number / total:.0f} %" if total else "–"
