"""A telephone at 50 kbit/s with 800 ms of delay: key pages arrive whole, and an incident is entered. Real Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from browsing import CHROMIUM, Server, enter, start

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"NO BROWSER TESTS: there is no {CHROMIUM}")

SLOW = {"offline": False, "latency": 800, "downloadThroughput": 50_000 / 8, "uploadThroughput": 50_000 / 8}
PATIENCE = 120_000
FIRST, LATER = 60_000, 15_000


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose administrator has signed up."""
    running = start(tmp_path_factory.mktemp("slow"))
    yield running
    if running.process.poll() is None:
        running.process.kill()
    running.process.communicate()


@pytest.fixture
def telephone(server: Server, chromium: Any) -> Iterator[Any]:
    """A signed-in telephone on a slow network: its page, its wire, and the bytes of each answer, headers and all."""
    context = chromium.new_context(viewport={"width": 360, "height": 720}, locale="en-GB")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    enter(page, server)
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    arrived: list[float] = []
    wire.on("Network.loadingFinished", lambda told: arrived.append(told["encodedDataLength"]))
    wire.send("Network.emulateNetworkConditions", SLOW)
    yield page, wire, arrived
    context.close()


def test_key_pages_are_light_and_arrive_over_a_slow_network(server: Server, telephone: Any) -> None:
    page, wire, arrived = telephone
    wire.send("Network.clearBrowserCache")
    arrived.clear()
    page.goto(f"{server.address}/overview/")
    page.wait_for_load_state("networkidle")
    assert 0 < sum(arrived) <= FIRST
    for address in ("/records/", "/records/incident/", "/search/?q=trucks", "/capture/", "/map/", "/actors/"):
        page.goto(f"{server.address}{address}")
        page.wait_for_load_state("networkidle")
        arrived.clear()
        page.goto(f"{server.address}{address}")
        page.wait_for_load_state("networkidle")
        assert 0 < sum(arrived) <= LATER, address
        assert page.locator("h1").inner_text().strip(), address


def test_an_incident_is_captured_over_a_slow_network(server: Server, telephone: Any) -> None:
    page, _, _ = telephone
    page.goto(f"{server.address}/capture/")
    page.locator("select[name=what]").select_option("looting")
    page.locator("input[name='where-area'], input[name='where']").first.fill("VM0101")
    page.locator("main form button.main").last.click()
    page.wait_for_load_state("networkidle")
    assert "VM0101" in page.locator("main").inner_text()
