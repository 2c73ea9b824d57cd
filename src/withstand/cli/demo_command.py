"""`withstand demo`: everything that works, on the fictional mission."""

from __future__ import annotations

from pathlib import Path

from withstand.cli.request import Request
from withstand.cli.review_command import make_review, tell
from withstand.demo.files import DISTRICTS_MAP, EVENTS


def run_demo(out: Path) -> None:
    """Review the fictional country Velmara by district."""
    request = Request(
        events=Path(str(EVENTS)),
        workspace=None,
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
    tell(*make_review(request, out / "velmara.html", as_json=True, tables=True))
