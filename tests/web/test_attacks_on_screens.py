"""What somebody tries who comes to a screen or a folder that its owner has left: real Chromium, a real server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from browsing import CHROMIUM, Server, enter, start
from web_site import PASSPHRASE

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"NO BROWSER TESTS: there is no {CHROMIUM}")
WRITTEN = "Somebody saw a grey lorry"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = start(tmp_path_factory.mktemp("left"))
    yield running
    if running.process.poll() is None:
        running.process.kill()
    running.process.communicate()


@pytest.fixture
def context(chromium: Any) -> Iterator[Any]:
    context = chromium.new_context(locale="en-GB")
    yield context
    context.close()


def test_a_screen_that_nobody_looks_after_is_covered_in_every_window(context: Any, server: Server) -> None:
    first = context.new_page()
    enter(first, server)
    first.clock.install()
    first.goto(f"{server.address}/records/incident/")
    second = context.new_page()
    second.goto(f"{server.address}/enter/incident/")
    second.get_by_label("What happened, in plain words").or_(second.locator("[name=narrative]")).first.fill(WRITTEN)
    first.clock.run_for(14 * 60 * 1000)
    assert "/records/" in first.url
    first.keyboard.press("Shift")
    first.clock.run_for(14 * 60 * 1000)
    assert "/records/" in first.url
    first.clock.run_for(2 * 60 * 1000)
    for page in (first, second):
        page.wait_for_url("**/screen/**")
        assert "lorry" not in page.content()
        assert "incident" not in page.locator("main").inner_text().casefold()
        assert page.evaluate("Object.keys(sessionStorage).length + Object.keys(localStorage).length") == 0
    second.get_by_label("Passphrase").fill(PASSPHRASE)
    second.get_by_role("button", name="Open").click()
    second.goto(f"{server.address}/enter/")
    assert second.locator("main a[href*='draft=']").count() == 1


def test_going_back_after_signing_out_shows_nothing(context: Any, server: Server) -> None:
    page, other = context.new_page(), context.new_page()
    enter(page, server)
    page.goto(f"{server.address}/records/incident/")
    page.locator("main a[href^='/records/incident/']").first.click()
    page.wait_for_url("**/records/incident/*-*/")
    other.goto(f"{server.address}/records/incident/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in/**")
    other.wait_for_url(re.compile("/sign-in/|/screen/"))
    page.go_back()
    page.wait_for_url("**/sign-in/**")
    assert "trucks" not in page.content()


def test_what_serving_writes_is_its_owners_alone(server: Server) -> None:
    open_to_others = [path.name for path in server.folder.rglob("*") if path.stat().st_mode & 0o077]
    assert server.folder.stat().st_mode & 0o077 == 0
    made_by_serving = ("accounts.sqlite", "jobs.sqlite", "serving.json", "static", "staticfiles.json")
    assert not [name for name in open_to_others if name.startswith(made_by_serving)]
