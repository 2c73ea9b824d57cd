"""The pages of dialogue in Chromium: by axe, on a telephone in Arabic, without scripts, and on one side of A4."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from browsing import CHROMIUM, Server, enter, start
from dialogue_site import World
from web_site import WORKSPACE_PASSPHRASE

from withstand.installation.keyring import read_keyring
from withstand.installation.opening import open_with
from withstand.kinds import REGISTRY
from withstand.workspace import Workspace

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"NO BROWSER TESTS: there is no {CHROMIUM}")


@dataclass
class Desk:
    """A server with an office that is talked with, and the page of whoever started it."""

    server: Server
    chromium: Any
    page: Any
    world: World
    asked: str

    def addresses(self) -> Iterator[str]:
        """Every page of dialogue."""
        on = f"?on={self.world.day}"
        for one in ("", "promises/", "demarches/", "follow-ups/", f"office/{self.world.office}/"):
            yield f"{self.server.address}/dialogue/{one}{on}"
        yield f"{self.server.address}/dialogue/follow-ups/{self.asked}/"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, chromium: Any) -> Iterator[Desk]:
    """A server of its own whose office has so much that a page would overflow."""
    running = start(tmp_path_factory.mktemp("dialogue"))
    running.stop()
    running.process.communicate()
    workspace = Workspace(running.folder)
    opened = open_with(workspace, read_keyring(workspace, lambda: WORKSPACE_PASSPHRASE), REGISTRY)
    site: Any = SimpleNamespace(holding=SimpleNamespace(opened=lambda: nullcontext(opened)))
    world = World(site)
    world.day = datetime.now(UTC).date()
    for number in range(25):
        world.promise(due=world.days(-number))
        world.promise("ours", due=world.days(-number))
        world.protest(-40 - number)
        world.engagement("Talk", -60 - number, they_raised="The same as before, and it was said at length. " * 6)
    world.all()
    asked = world.asked(-9)
    opened.ledger.close()
    running.again()
    page = chromium.new_context(bypass_csp=True, locale="en-GB").new_page()
    enter(page, running)
    yield Desk(running, chromium, page, world, asked)
    if running.process.poll() is None:
        running.process.kill()
    running.process.communicate()


def violations(page: Any) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    return [one["id"] for one in Axe().run(page).response["violations"]]


def test_axe_finds_nothing_and_a_telephone_in_arabic_holds_every_page(desk: Desk) -> None:
    page = desk.page
    for address in desk.addresses():
        page.goto(address)
        assert not violations(page), address
    page.set_viewport_size({"width": 360, "height": 700})
    page.get_by_role("button", name="العربية").click()
    try:
        for address in desk.addresses():
            page.goto(address)
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
            assert page.evaluate("document.documentElement.dir") == "rtl"
            assert not violations(page), address
    finally:
        page.get_by_role("button", name="English").click()
        page.set_viewport_size({"width": 1200, "height": 900})


def test_the_pocket_page_prints_on_one_side_in_every_language(desk: Desk, tmp_path: Path) -> None:
    page = desk.page
    try:
        for language in ("Français", "Español", "العربية", "English"):
            page.get_by_role("button", name=language).click()
            page.goto(f"{desk.server.address}/dialogue/office/{desk.world.office}/?on={desk.world.day}")
            printed = tmp_path / "pocket.pdf"
            page.pdf(path=str(printed), prefer_css_page_size=True)
            assert len(re.findall(rb"/Type\s*/Page\b", printed.read_bytes())) == 1, language
    finally:
        page.get_by_role("button", name="English").click()


def test_what_was_seen_is_entered_without_scripts_and_by_keyboard(desk: Desk) -> None:
    kept = desk.page.context.storage_state()
    page = desk.chromium.new_context(java_script_enabled=False, storage_state=kept, locale="en-GB").new_page()
    page.goto(f"{desk.server.address}/dialogue/follow-ups/?on={desk.world.day}")
    page.locator(f"a[href='/dialogue/follow-ups/{desk.asked}/']").focus()
    page.keyboard.press("Enter")
    page.get_by_label("What changed").select_option("worse")
    page.get_by_label("What was seen").fill("A second post at the ford")
    page.get_by_role("button", name="Save", exact=True).focus()
    page.keyboard.press("Enter")
    page.locator(".told").get_by_text("Saved").wait_for()
    page.goto(f"{desk.server.address}/dialogue/follow-ups/{desk.asked}/")
    assert "A second post at the ford" in page.locator("main").inner_text()
