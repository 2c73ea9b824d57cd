"""`withstand demo`: everything that works, on the fictional mission."""

from __future__ import annotations

import shutil
from pathlib import Path

from withstand.cli.demo_mission import make_mission
from withstand.cli.request import EffectsAsked, Request
from withstand.cli.review_command import make_review, tell
from withstand.cli.terminal import piped, say
from withstand.demo.files import DISTRICTS_MAP, EVENTS, MATRIX
from withstand.demo.mission_data import HEADQUARTERS, KESSIN_TOWN
from withstand.demo.presence import FILE as POSTS

_DRAWS = 100
"""Reshuffles of presence: few, for nobody should wait for a demonstration; the brief says that the share is rough."""


def run_demo(out: Path, port: int | None = None) -> None:
    """Make the fictional mission's workspaces, review the country, and serve headquarters where a port is given."""
    paths = make_mission(out / "mission")
    for path in (MATRIX, DISTRICTS_MAP, POSTS):
        shutil.copyfile(path, out / path.name)
    request = Request(
        events=Path(str(EVENTS)),
        workspace=paths[HEADQUARTERS],
        vintage="",
        areas=Path(str(DISTRICTS_MAP)),
        level="admin2",
        countries=(),
        as_of=None,
        state_partners=("Lamp Guard",),
        actors=None,
        rule=None,
        version="",
        invented=True,
    )
    effects = EffectsAsked(out / POSTS.name, _DRAWS)
    tell(*make_review(request, out / "velmara.html", as_json=True, tables=True, effects=effects))
    if not piped():
        home = paths[HEADQUARTERS]
        say(
            "",
            "The mission's offices, as workspaces: " + ", ".join(str(path) for path in paths.values()),
            f"Look around: withstand list incident --workspace {home}",
            f"             withstand list incident --workspace {home} --known-at 2032-07-10",
            f"             withstand list incident --workspace {home} --as liaison",
            f"             withstand ledger verify --workspace {home}",
            f"             withstand matrix agenda --workspace {home} --on 2032-12-27",
            f"             withstand effects --workspace {home} --presence {out / POSTS.name} --level admin2",
            f"             withstand matrix read {out / MATRIX.name} --workspace {paths[KESSIN_TOWN]} "
            f"--areas {out / DISTRICTS_MAP.name} --on 2032-12-27",
        )
    if port is not None:
        from withstand.cli.serve_command import run_serve
        from withstand.web.serving import Serving

        run_serve(paths[HEADQUARTERS], Serving(port=port), None, 0, practice=True)
