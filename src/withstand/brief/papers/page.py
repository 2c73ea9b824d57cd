"""A paper as one self-contained page: no script, nothing fetched, printable on A4."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment

from withstand.brief.papers.paper import Paper
from withstand.brief.templating import environment


def paper_page(paper: Paper) -> str:
    """The paper as HTML."""
    return _environment().get_template("paper.html").render(paper=paper)


@cache
def _environment() -> Environment:
    return environment(form=lambda block: type(block).__name__)
