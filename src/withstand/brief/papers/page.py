"""A paper as one self-contained page: no script, nothing fetched, printable on A4."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from withstand.brief.papers.paper import Paper
from withstand.mission.wording import visible


def paper_page(paper: Paper) -> str:
    """The paper as HTML."""
    return _environment().get_template("paper.html").render(paper=paper)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("withstand.brief"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["visible"] = visible
    environment.filters["form"] = lambda block: type(block).__name__
    return environment
