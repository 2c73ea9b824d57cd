"""The templates of documents: escaped by themselves, loud about what they lack."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from withstand.mission.wording import visible


def environment(**filters: Callable[..., Any]) -> Environment:
    """The templates of this room, with filters of a document beside `visible`."""
    made = Environment(
        loader=PackageLoader("withstand.brief"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"visible": visible, **filters}
    return made
