"""A workspace with the invented country's events and districts, for the tests of what the operation sees."""

from __future__ import annotations

import re
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from withstand.demo.files import DISTRICTS_MAP, EVENTS
from withstand.evidence.reading import read_events
from withstand.evidence.vintages import VintageStore
from withstand.workspace import Workspace

FULL: dict[str, Any] = {"clearance": "strictly_confidential", "components": ["*"]}
NAMED = "Lamp Guard,state_partner,,,,invented\n"


def lay_out(workspace: Workspace) -> None:
    """Put the events, the districts and the table of actors into a workspace."""
    with read_events(Path(str(EVENTS))) as read:
        VintageStore(workspace.datasets).add(read, date(2033, 1, 5))
    shutil.copyfile(DISTRICTS_MAP, workspace.folder / "areas.geojson")
    workspace.actors.write_text(workspace.actors.read_text(encoding="utf-8") + NAMED, encoding="utf-8")


@contextmanager
def laid_out(workspace: Workspace) -> Iterator[None]:
    """The same for a while."""
    before = workspace.actors.read_text(encoding="utf-8")
    lay_out(workspace)
    try:
        yield
    finally:
        workspace.actors.write_text(before, encoding="utf-8")
        (workspace.folder / "areas.geojson").unlink()
        for vintage in workspace.datasets.iterdir():
            shutil.rmtree(vintage)
        for kept in workspace.cache.glob("findings-*.json"):
            kept.unlink()


def bare(answer: Any) -> str:
    """A page without what differs each time it is made: the token of its forms, a sealed cursor."""
    page = re.sub(r'"next":"[^"]+"', '"next":""', str(answer.content.decode()))
    return re.sub(r'(csrfmiddlewaretoken" value|"X-CSRFToken":) ?=?"[^"]+"', "", page)


def make_review(browser: Any) -> None:
    """Ask for the review and let the worker do it."""
    from withstand.web.work.models import Job
    from withstand.web.work.running import perform

    assert browser.post("/review/").status_code == 302
    job = Job.objects.filter(kind="review").first()
    assert job is not None
    perform(uuid.UUID(str(job.pk)))
