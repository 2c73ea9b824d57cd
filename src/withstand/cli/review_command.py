"""`withstand review`: the brief, and beside it the JSON, the tables and the rows that were set aside."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from withstand.brief.document import to_json, to_plain
from withstand.brief.drawing_values import Drawing
from withstand.brief.kept_findings import Drawn
from withstand.brief.page import page
from withstand.cli.request import EffectsAsked, Request
from withstand.cli.sources import Sources, open_sources
from withstand.cli.terminal import piped, print_json, say, showing_progress
from withstand.errors import InputError
from withstand.evidence.area_set import AREA
from withstand.mission.findings import review_of, without_own
from withstand.mission.own_values import OwnRecords
from withstand.mission.review_values import Review
from withstand.mission.track_record import Progress

if TYPE_CHECKING:
    from withstand.brief.maps import Outlines


def run_review(
    request: Request, out: Path | None, *, as_json: bool, tables: bool, effects: EffectsAsked | None = None
) -> None:
    """Make the review, write everything asked for, and say where it is; `as_json` into a pipe gives it whole.

    Raises:
        InputError: effects are asked for without a workspace.
    """
    if effects is not None and request.workspace is None:
        raise InputError(
            "Effects of presence are part of a workspace's review: give a --workspace, or use withstand effects."
        )
    made, written = make_review(request, out, as_json=as_json, tables=tables, effects=effects)
    if as_json and piped():
        print_json(to_plain(made))
    else:
        tell(made, written)


def make_review(
    request: Request, out: Path | None, *, as_json: bool, tables: bool, effects: EffectsAsked | None = None
) -> tuple[Review, dict[str, Path]]:
    """The review and the files written, by their names."""
    with showing_progress() as progress, open_sources(request, progress) as sources:
        drawn = (sources.kept.read() if sources.kept else None) or _draw(sources, progress)
        found = drawn.findings
        own = _own(sources, found.review.as_of, effects, progress)
        progress("writing the brief", 0, 1)
        made = review_of(found, sources.occasion(found.review.releases), own)
        written = write_brief(made, drawn.drawing, sources, out, as_json=as_json, tables=tables)
    return made, written


def _draw(sources: Sources, progress: Progress) -> Drawn:
    """The findings and their drawing, made from the events and kept for the next review of the same."""
    from withstand.brief.maps import outlines
    from withstand.brief.sections import drawing_of
    from withstand.evidence.areas import cells_by_area
    from withstand.mission.review import find

    findings, ground = find(sources.evidence, sources.question, sources.records, progress)
    progress("drawing the brief", 0, 1)
    shapes = outlines(sources.question.areas, cells_by_area(ground.placed.drop_nulls(AREA)))
    drawn = Drawn(findings, drawing_of(findings.review, shapes))
    if sources.kept:
        sources.kept.keep(drawn)
    return drawn


def _own(
    sources: Sources, data_until: str, effects: EffectsAsked | None, progress: Progress
) -> OwnRecords | None:  # fmt: skip
    """The operation's own records; what reads them is loaded only where there are some."""
    if sources.picture is None:
        return None
    from withstand.mission.from_picture import nothing_at_all, nothing_of_own

    if effects is None and nothing_at_all(sources.picture):
        return nothing_of_own(sources.picture)
    from withstand.cli.review_own import own_of

    return own_of(sources, sources.picture, data_until, effects, progress)


def tell(made: Review, written: dict[str, Path]) -> None:
    """What stands out and where the files are."""
    if piped():
        print_json(_summary(made, written))
    else:
        say("", *made.in_short, "", *(f"{what}: {path}" for what, path in written.items()))


def write_brief(
    made: Review, drawing: Drawing, sources: Sources, out: Path | None, *, as_json: bool, tables: bool
) -> dict[str, Path]:
    """Write the page and what goes beside it; returns what was written, by its name."""
    target = out or Path(f"brief-{_slug(made.title)}-{made.as_of}.html")
    if target.is_dir() or not target.suffix:
        target = target / f"brief-{_slug(made.title)}-{made.as_of}.html"
    if target.suffix.lower() not in (".html", ".htm"):
        raise InputError(f"--out is {target.name}; the brief is a page, so give a name that ends in .html.")
    target.parent.mkdir(parents=True, exist_ok=True)
    written = {"brief": target}
    aside = ""
    if sources.set_aside:
        from withstand.evidence.set_aside import write_set_aside

        written["rows set aside"] = target.with_suffix(".set-aside.csv")
        write_set_aside(written["rows set aside"], sources.set_aside)
        aside = (
            f"{len(sources.set_aside):,} of {made.manifest['rows']:,} rows were not events; each is listed with its "
            f"reason in {written['rows set aside'].name}."
        )
    _replace(target, page(made, drawing, aside, _outlines(sources)), private=made.own is not None)
    if as_json:
        written["json"] = target.with_suffix(".json")
        _replace(written["json"], to_json(made), private=made.own is not None)
    if tables:
        from withstand.brief.tables import write_tables

        written["tables"] = target.with_name(f"{target.stem}-tables")
        write_tables(written["tables"], made)
    if sources.workspace is not None:
        kept = sources.workspace.reviews / f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}.json"
        _replace(kept, to_json(without_own(made), indent=None))
    return written


def _outlines(sources: Sources) -> Outlines | None:
    """Those of the areas of a workspace's review; None where there are no boundaries."""
    areas = sources.question.areas
    if sources.picture is None or not areas.has_boundaries:
        return None
    from withstand.brief.maps import outlines

    return outlines(areas, {})


def _replace(path: Path, text: str, *, private: bool = False) -> None:
    """Write a file whole or not at all; what holds the operation's own records is its user's alone."""
    partial = path.with_name(f".{path.name}.partial")
    partial.touch(0o600 if private else 0o666)
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)


def _slug(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60] or "review"


def _summary(made: Review, written: dict[str, Path]) -> dict[str, Any]:
    return {
        "as_of": made.as_of,
        "in_short": list(made.in_short),
        "rows": made.manifest.get("rows", made.manifest.get("events")),
        "events": made.manifest.get("events"),
        "rows_set_aside": made.manifest.get("rows_set_aside"),
        "written": {name: str(path) for name, path in written.items()},
    }
