"""`withstand effects`: what was asked is read, studied, and told or written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from withstand import __version__
from withstand.analysis.effects.fixed_effects import EffectsError
from withstand.analysis.effects.specification import run_specification
from withstand.analysis.effects.study import study
from withstand.analysis.monthly import Span
from withstand.brief.papers.tongue import known_language
from withstand.cli.effects_out import spec_plain, study_plain, write_spec, write_study
from withstand.cli.effects_spec import read_specification
from withstand.cli.effects_view import show_specified, show_study
from withstand.cli.request import Request
from withstand.cli.sources import open_sources
from withstand.cli.terminal import piped, print_json, say, showing_progress
from withstand.errors import InputError
from withstand.evidence.containers import digest
from withstand.evidence.geo_pko import read_geo_pko
from withstand.mission.ground import ground
from withstand.mission.presence_ground import GRID, presence_ground

if TYPE_CHECKING:
    from collections.abc import Mapping

    from withstand.analysis.effects.effects_panel import EffectsPanel

USUAL = ("host_state", "non_state")
MOST_DONUT, MOST_DRAWS, MOST_HOLD = 12, 100_000, 120


@dataclass(frozen=True)
class Asking:
    """The options of a study."""

    presence: Path
    request: Request
    since: date | None
    perpetrators: tuple[str, ...]
    donut: int
    draws: int
    seed: int
    hold: int
    language: str
    out: Path | None
    grid: bool = False
    first_is_entry: bool = False

    def __post_init__(self) -> None:
        known_language(self.language)
        for name, value, most in (
            ("donut", self.donut, MOST_DONUT), ("draws", self.draws, MOST_DRAWS), ("hold", self.hold, MOST_HOLD),
        ):  # fmt: skip
            least = 1 if name == "hold" else 0
            if not least <= value <= most:
                raise InputError(f"--{name} is {value}; it must lie between {least} and {most:,}.")
        if self.seed < 0:
            raise InputError(f"--seed is {self.seed}; it must not be negative.")


def run_effects(asking: Asking) -> None:
    """Study presence on a file of posts and the events of a file or a workspace."""
    posts = read_geo_pko(asking.presence)
    with showing_progress() as progress, open_sources(asking.request, progress) as sources:
        found = ground(sources.evidence, sources.question)
        found = replace(found, span=_span(found.span, asking.since))
        progress("placing posts", 0, 1)
        placed = presence_ground(
            found, sources.question.areas, posts, grid=asking.grid, hold=asking.hold,
            first_is_entry=asking.first_is_entry,
        )  # fmt: skip
        perpetrators = _perpetrators(placed.panel, asking.perpetrators)
        made = study(
            placed.panel, perpetrators, donut=asking.donut, draws=asking.draws, seed=asking.seed, progress=progress
        )
        manifest = {**sources.evidence.manifest, **_of_presence(asking), "as_of": found.as_of.isoformat()}
    if asking.out is not None:
        written = write_study(asking.out, made, placed, manifest, asking.language)
        if piped():
            print_json({"files": [str(path) for path in written], "manifest": manifest})
        else:
            show_study(made, placed, asking.language)
            say("", *map(str, written))
        return
    if piped():
        print_json(study_plain(made, placed, manifest, asking.language))
    else:
        show_study(made, placed, asking.language)


def _span(span: Span, since: date | None) -> Span:
    """The months asked for."""
    if since is None:
        return span
    first = max(since.replace(day=1), span.first)
    if first >= span.last:
        raise InputError(f"--since is {since}, but the record of these events ends with {span.last:%Y-%m}.")
    return Span(first, span.last)


def _perpetrators(panel: EffectsPanel, asked: tuple[str, ...]) -> tuple[str, ...]:
    if unknown := [who for who in asked if who not in panel.events]:
        raise InputError(
            f"--perpetrator {unknown[0]} is not recorded in these events; recorded are {', '.join(panel.events)}."
        )
    return tuple(dict.fromkeys(asked)) or USUAL


def _of_presence(asking: Asking) -> Mapping[str, object]:
    return {
        "presence": asking.presence.name,
        "presence_sha256": digest(asking.presence),
        "level": GRID if asking.grid else asking.request.level,
        "since": asking.since.isoformat() if asking.since else "the beginning of the record",
        "donut": asking.donut,
        "draws": asking.draws,
        "seed": asking.seed,
        "hold": asking.hold,
        "first_map_is_entry": asking.first_is_entry,
    }


def run_spec(path: Path, out: Path | None) -> None:
    """Run a specification on the panel that it names."""
    given, panel, source = read_specification(path)
    with showing_progress() as progress:
        try:
            found = run_specification(given, panel, progress)
        except EffectsError as problem:
            raise InputError(f"{path.name}: {problem}") from None
    manifest = {
        "specification": path.name,
        "specification_sha256": digest(path),
        "file": source.name,
        "sha256": digest(source),
        "program": f"withstand {__version__}",
        "made": datetime.now(UTC).date().isoformat(),
    }
    if out is not None:
        written = write_spec(out, found, manifest)
        if piped():
            print_json({"files": [str(one) for one in written], "manifest": manifest})
        else:
            show_specified(found)
            say("", *map(str, written))
    elif piped():
        print_json(spec_plain(found, manifest))
    else:
        show_specified(found)
