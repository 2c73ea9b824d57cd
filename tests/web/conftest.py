"""One site for each process of the tests: an encrypted workspace, served without a port."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from browsing import CHROMIUM
from web_site import WORKSPACE_PASSPHRASE, Clock, Site

from withstand.evidence.actor_table import COLUMNS
from withstand.installation.founding import Plan, found
from withstand.installation.keyring import read_keyring
from withstand.kinds import REGISTRY
from withstand.web.holding import Holding
from withstand.web.serving import Serving

_serving: list[Holding] = []


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Holding]:
    """The workspace that this process serves: Django can be set up once."""
    from withstand.web.project import configure, prepare

    folder = tmp_path_factory.mktemp("served") / "hq"
    plan = Plan(folder, "Headquarters", date(2032, 5, 20), False, COLUMNS, WORKSPACE_PASSPHRASE, "another four words")
    made = found(plan, REGISTRY)
    holding = Holding(made.workspace, read_keyring(made.workspace, lambda: WORKSPACE_PASSPHRASE), address="here")
    logging.disable(logging.CRITICAL)
    configure(holding, Serving())
    prepare()
    from django.contrib.auth.hashers import Argon2PasswordHasher

    Argon2PasswordHasher.memory_cost, Argon2PasswordHasher.time_cost = 64, 1
    shutil.copytree(plan.folder, _aside(plan.folder))
    _serving.append(holding)
    yield holding
    _serving.clear()
    logging.disable(logging.NOTSET)
    holding.end()


@pytest.fixture(scope="module", autouse=True)
def _left_as_found() -> Iterator[None]:
    """What one module wrote into the workspace is gone for the next: they run in any order, on any worker."""
    yield
    for holding in _serving:
        folder = holding.workspace.folder
        holding.lock()
        shutil.rmtree(folder)
        shutil.copytree(_aside(folder), folder)
        holding.unlock(WORKSPACE_PASSPHRASE)


def _aside(folder: Path) -> Path:
    return folder.with_name("as founded")


@pytest.fixture
def site(served: Holding, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """The site, as it was before any test."""
    from django.db import connection, transaction

    clock = Clock(monkeypatch, datetime.now(UTC))
    clock.pass_by(seconds=0)
    try:
        with transaction.atomic():
            yield Site(served, clock)
            transaction.set_rollback(True)
    finally:
        connection.close()


@pytest.fixture
def own_folder(served: Holding) -> Path:
    """The folder of the workspace that is served."""
    return served.workspace.folder


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """The browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()
