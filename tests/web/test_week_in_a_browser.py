"""The week as people meet it: a matrix from upload to the printed action sheet, in Chromium, and on a telephone."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pytest
from browsing import CHROMIUM, Server, enter, start

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"NO BROWSER TESTS: there is no {CHROMIUM}")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of its own."""
    running = start(tmp_path_factory.mktemp("week"))
    yield running
    if running.process.poll() is None:
        running.process.kill()
    running.process.communicate()


@pytest.fixture(scope="module")
def matrix() -> Iterator[Path]:
    """The field office's matrix of the fictional mission."""
    with as_file(files("withstand.demo") / "kessin-matrix.xlsx") as path:
        yield path


def violations(page: Any) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    return [one["id"] for one in Axe().run(page).response["violations"]]


def test_a_matrix_from_upload_to_the_printed_action_sheet(
    server: Server, chromium: Any, matrix: Path, tmp_path: Path
) -> None:
    context = chromium.new_context(bypass_csp=True, locale="en-GB")
    page = context.new_page()
    enter(page, server)
    page.goto(f"{server.address}/week/")
    page.get_by_role("link", name="The matrix in").click()
    page.get_by_label("The matrix (XLSX or CSV, at most 2 MB)").set_input_files(matrix)
    page.get_by_role("button", name="Read it").click()
    page.wait_for_url("**/week/matrix/*-*/")
    assert not violations(page)
    page.get_by_text("What each column holds").first.click()
    held = page.locator("select[name^='to-']").evaluate_all("all => all.map(one => one.value)")
    assert {"threat", "rating", "action"} <= set(held)
    assert not violations(page)
    wrong = page.locator("select[name^='to-']").nth(held.index("action"))
    name = wrong.get_attribute("name")
    wrong.select_option("")
    page.get_by_role("button", name="Read it again by this").click()
    page.get_by_text("Columns that are not read").wait_for()
    page.get_by_text("What each column holds").first.click()
    page.locator(f"select[name={name}]").select_option("action")
    page.get_by_role("button", name="Read it again by this").click()
    dry = page.locator("main").inner_text()
    assert "What would be entered" in dry
    assert "Set aside" in dry
    if page.get_by_label("Why it must stay").count():
        page.get_by_label("Why it must stay").fill("names of places")
    page.get_by_role("button", name="Enter ").click()
    page.get_by_role("heading", name="The matrix is entered").wait_for()
    page.get_by_role("link", name="To the week").click()
    threats = page.locator("article.threat")
    threats.first.wait_for()
    assert threats.count() >= 4
    assert page.locator(".r-unknown, .r-unseen").count()
    assert not violations(page)
    page.get_by_role("link", name="Action sheet").click()
    page.get_by_role("heading", name="Who does what, where, by when").wait_for()
    assert not violations(page)
    page.emulate_media(media="print")
    assert not page.locator(".menu").is_visible()
    assert not page.locator(".tools").is_visible()
    printed = tmp_path / "action-sheet.pdf"
    page.pdf(path=str(printed), prefer_css_page_size=True)
    assert b"/MediaBox [0 0 594.95996 841.91998]" in printed.read_bytes()
    context.close()


def test_what_is_typed_while_carrying_forward_is_kept_and_saved_by_keyboard(server: Server, chromium: Any) -> None:
    context = chromium.new_context(locale="en-GB")
    page = context.new_page()
    enter(page, server)
    page.goto(f"{server.address}/week/carry/")
    first = page.locator("select[name^='rating-']").first
    name = first.get_attribute("name")
    first.select_option("very_high")
    page.get_by_role("button", name="Keep as unfinished").click()
    page.wait_for_url("**draft=*")
    assert page.locator(f"select[name='{name}']").input_value() == "very_high"
    page.get_by_role("button", name="Save all that is ticked").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Carried forward").wait_for()
    assert "versions" in page.locator(".told").inner_text()
    page.goto(f"{server.address}/week/")
    assert page.locator(".r-very_high").count()
    context.close()


def test_on_a_telephone_and_in_arabic_the_matrix_fits(server: Server, chromium: Any) -> None:
    context = chromium.new_context(locale="en-GB", viewport={"width": 360, "height": 640})
    page = context.new_page()
    enter(page, server)
    page.get_by_role("button", name="العربية").click()
    try:
        for address in ("/week/", "/week/agenda/", "/week/action-sheet/", "/week/carry/", "/week/files/"):
            page.goto(f"{server.address}{address}")
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
            assert page.evaluate("document.documentElement.dir") == "rtl"
    finally:
        page.get_by_role("button", name="English").click()
    context.close()
