"""As people meet it: real Chromium in front of a real server. Skipped, and said so, where there is no Chromium."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import CHROMIUM, Server, enter, start
from pages import PAGES
from web_site import PASSPHRASE, WORKSPACE_PASSPHRASE

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"NO BROWSER TESTS: there is no {CHROMIUM}")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose administrator has signed up, in a browser."""
    running = start(tmp_path_factory.mktemp("browsed"))
    yield running
    if running.process.poll() is None:
        running.process.kill()
    running.process.communicate()


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A page that must not complain."""
    context = chromium.new_context(locale="en-GB")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    unexpected = [one for one in complaints if "status of 4" not in one]
    assert not unexpected


def test_first_start_signing_in_and_the_keyboards_way_to_the_lock(server: Server, page: Any) -> None:
    enter(page, server)
    assert "1" in page.locator(".counts").inner_text()
    page.keyboard.press("Control+Alt+KeyL")
    page.wait_for_url("**/screen/**")
    assert page.locator(".menu").count() == 0
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Open").click()
    page.wait_for_url("**/overview/")


def test_an_export_is_followed_as_it_goes_and_fetched(server: Server, page: Any) -> None:
    enter(page, server)
    page.goto(f"{server.address}/exports/")
    page.get_by_label("Kind of record").select_option("incident")
    page.get_by_role("button", name="Export", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Fetch the file").click()
    assert "Two trucks were emptied." in Path(download.value.path()).read_text(encoding="utf-8")


def test_on_a_telephone_in_arabic_nothing_overflows(server: Server, page: Any) -> None:
    enter(page, server)
    page.set_viewport_size({"width": 360, "height": 640})
    page.get_by_role("button", name="العربية").click()
    try:
        page.wait_for_function("document.documentElement && document.documentElement.dir === 'rtl'")
        for address in PAGES:
            page.goto(f"{server.address}{address}")
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
            edge = page.locator("h1").bounding_box()
            assert edge["x"] + edge["width"] > 330, address
    finally:
        page.get_by_role("button", name="English").click()


def test_without_a_script_everything_works(server: Server, chromium: Any) -> None:
    context = chromium.new_context(java_script_enabled=False, locale="en-GB")
    bare = context.new_page()
    enter(bare, server)
    bare.goto(f"{server.address}/exports/")
    bare.get_by_role("button", name="Export", exact=True).click()
    bare.get_by_role("link", name="Fetch the file").wait_for(timeout=15_000)
    bare.get_by_role("button", name="Lock", exact=True).click()
    bare.wait_for_url("**/screen/**")
    context.close()


def test_axe_finds_nothing(server: Server, chromium: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = chromium.new_context(bypass_csp=True, locale="en-GB")
    looked_at = context.new_page()
    enter(looked_at, server)
    found = []
    for address in (*PAGES, "/nowhere/", "/sign-in/"):
        looked_at.goto(f"{server.address}{address}")
        found.append((address, Axe().run(looked_at).response["violations"]))
    context.close()
    wrong = {address: [one["id"] for one in violations] for address, violations in found if violations}
    assert not wrong


def test_withstand_lock_closes_it_and_its_machine_opens_it_again(server: Server, page: Any) -> None:
    enter(page, server)
    words = [sys.executable, "-m", "withstand.cli.main", "lock", "--workspace", str(server.folder)]
    subprocess.run(words, check=True, capture_output=True)
    page.goto(f"{server.address}/overview/")
    assert page.get_by_role("heading", name="The workspace is locked").is_visible()
    page.get_by_label("Passphrase of the workspace").fill(WORKSPACE_PASSPHRASE)
    page.get_by_role("button", name="Open the workspace").click()
    page.wait_for_url("**/overview/")


def test_it_prints_on_a4_without_its_frame(server: Server, page: Any, tmp_path: Path) -> None:
    enter(page, server)
    page.emulate_media(media="print")
    assert not page.locator(".menu").is_visible()
    page.pdf(path=str(tmp_path / "home.pdf"), prefer_css_page_size=True)
    assert b"/MediaBox [0 0 594.95996 841.91998]" in (tmp_path / "home.pdf").read_bytes()


def test_it_stops_cleanly_and_tells_no_secret(server: Server, page: Any) -> None:
    enter(page, server)
    assert server.stop() == 0
    out, err = server.process.communicate()
    assert out.strip() == "Stopped."
    assert err == ""
    assert not (server.folder / "serving.json").exists()
    server.again()
    enter(page, server)
