"""The map and the review as people meet them, in real Chromium. Skipped, and said so, where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from browsing import CHROMIUM, Server, enter, serve
from seeing_site import lay_out
from web_site import WORKSPACE_PASSPHRASE

from withstand.evidence.actor_table import COLUMNS
from withstand.evidence.records import INCIDENT, Incident
from withstand.installation.founding import Plan, found
from withstand.installation.keyring import read_keyring
from withstand.installation.opening import open_with
from withstand.kinds import REGISTRY
from withstand.ledger.fields import Assertion, Place, Span
from withstand.ledger.journal import Draft, append

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"NO BROWSER TESTS: there is no {CHROMIUM}")
PAGES = ("/map/?area=VM0101", "/timeline/?at=2032-05", "/actors/", "/review/", "/review/class/host_state/")
DIRECTIONS = "[...document.querySelectorAll('svg.chart')].map((chart) => getComputedStyle(chart).direction)"
DAYS = "since=2032-01-01&until=2032-12-31"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of a workspace with events, districts and an incident."""
    folder = tmp_path_factory.mktemp("seen") / "hq"
    plan = Plan(folder, "Headquarters", date(2032, 5, 20), False, COLUMNS, WORKSPACE_PASSPHRASE, "another four words")
    workspace = found(plan, REGISTRY).workspace
    lay_out(workspace)
    opened = open_with(workspace, read_keyring(workspace, lambda: WORKSPACE_PASSPHRASE), REGISTRY)
    fields = Incident(
        what="looting", where=Place(area="VM0101", precision="admin2"), when=Span(start="2032-05-20"),
        perpetrators=(Assertion(perpetrator="host_state", grade="B2", confidence="moderate"),),
    )  # fmt: skip
    append(opened.ledger, [Draft(INCIDENT, fields, "confidential")])
    opened.ledger.close()
    running = serve(folder)
    yield running
    running.process.kill()
    running.process.communicate()


@pytest.fixture(scope="module")
def session(server: Server, chromium: Any) -> Iterator[Any]:
    """A context that is signed in; every request that it makes is noted."""
    context = chromium.new_context(locale="en-GB")
    context.asked = []
    context.on("request", lambda request: context.asked.append(request.url))
    page = context.new_page()
    enter(page, server)
    page.close()
    yield context
    context.close()


@pytest.fixture
def page(session: Any) -> Iterator[Any]:
    """A page that must not complain."""
    page = session.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    page.close()
    assert not complaints


def box(page: Any) -> list[float]:
    """What of the map is shown."""
    return [float(one) for one in page.locator("svg.map").get_attribute("viewBox").split()]


def made(page: Any, server: Server) -> None:
    """The review, made where it was not yet."""
    page.goto(f"{server.address}/review/")
    button = page.get_by_role("button", name="Make the review")
    if button.count():
        button.click()
    page.locator("#short").wait_for(timeout=90_000)


def test_no_style_sheet_paints_over_what_the_map_says(server: Server, page: Any) -> None:
    page.goto(f"{server.address}/map/?{DAYS}")
    painted = page.evaluate(
        "[...document.querySelectorAll('svg.map .areas path')].map((path) =>"
        " [path.getAttribute('fill'), getComputedStyle(path).fill])"
    )
    fills = dict(painted)
    assert len(set(fills.values())) == len(fills) > 2
    assert any("url" in shown for shown in fills.values())


def test_the_keyboard_alone_zooms_moves_and_chooses(server: Server, page: Any) -> None:
    page.goto(f"{server.address}/map/?{DAYS}")
    page.locator("#map-frame").focus()
    whole = box(page)
    page.keyboard.press("+")
    page.keyboard.press("+")
    near = box(page)
    assert near[2] == pytest.approx(whole[2] / 1.6**2, rel=1e-3)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    moved = box(page)
    assert moved[0] > near[0]
    assert moved[1] > near[1]
    page.keyboard.press("-")
    assert box(page)[2] == pytest.approx(whole[2] / 1.6, rel=1e-3)
    page.keyboard.press("0")
    assert box(page) == pytest.approx(whole, rel=1e-2)
    page.keyboard.press("Tab")
    name = page.evaluate("document.activeElement.querySelector('title').textContent").partition(":")[0]
    page.keyboard.press("Enter")
    page.locator("#chosen h2").wait_for()
    assert page.locator("#chosen h2").inner_text() == name
    assert page.evaluate("document.activeElement.classList.contains('chosen')")
    assert page.url.endswith(DAYS)


def test_tab_goes_through_every_area_and_brings_it_into_view(server: Server, page: Any) -> None:
    page.goto(f"{server.address}/map/?{DAYS}&z=4&x=100&y=100")
    page.locator("#map-frame").focus()
    seen = []
    for _ in range(14):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.dataset.area"))
        left, top, wide, high = box(page)
        x, y = page.evaluate(
            "(() => { const b = document.activeElement.getBBox(); return [b.x + b.width / 2, b.y + b.height / 2]; })()"
        )
        assert left <= x <= left + wide
        assert top <= y <= top + high
    assert len(set(seen)) == 14
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.step") == "in"


def test_the_mouse_chooses_and_the_buttons_zoom(server: Server, page: Any) -> None:
    page.goto(f"{server.address}/map/?{DAYS}")
    page.locator("a[data-area=VM0101] path").first.click()
    page.locator("#chosen h2").wait_for()
    assert "Looting" in page.locator("#chosen").inner_text()
    whole = box(page)
    page.get_by_role("link", name="Closer").click()
    assert box(page)[2] < whole[2]
    assert page.url.endswith(DAYS)


def test_without_a_script_buttons_and_areas_are_links(server: Server, session: Any, chromium: Any) -> None:
    bare = chromium.new_context(java_script_enabled=False, storage_state=session.storage_state())
    page = bare.new_page()
    page.goto(f"{server.address}/map/?{DAYS}")
    whole = box(page)
    page.get_by_role("link", name="Closer").click()
    assert box(page)[2] < whole[2]
    page.get_by_role("link", name="East").click()
    page.locator("a[data-area=VM0105]").focus()
    page.keyboard.press("Enter")
    page.locator("#chosen h2").wait_for()
    assert "area=VM0105" in page.url
    assert box(page)[2] < whole[2]
    bare.close()


def test_the_review_is_made_and_opens_at_once_the_second_time(server: Server, page: Any) -> None:
    made(page, server)
    page.goto(f"{server.address}/review/")
    assert page.locator("#short").is_visible()
    page.get_by_role("link", name="Rests on").first.click()
    assert "ucdp_ged:" in page.locator("table").first.inner_text()


def test_map_and_review_print_on_a4(server: Server, page: Any, tmp_path: Path) -> None:
    made(page, server)
    for address in (f"/map/?{DAYS}", "/timeline/", "/actors/", "/review/?whole=1"):
        page.goto(f"{server.address}{address}")
        page.emulate_media(media="print")
        assert not page.locator(".menu").is_visible()
        assert page.locator(".map-tools").count() == 0 or not page.locator(".map-tools").is_visible()
        file = tmp_path / "printed.pdf"
        page.pdf(path=str(file), prefer_css_page_size=True, print_background=True)
        assert b"/MediaBox [0 0 594.95996 841.91998]" in file.read_bytes()
        page.emulate_media(media="screen")


def test_in_arabic_on_a_telephone_charts_keep_their_direction(server: Server, page: Any) -> None:
    made(page, server)
    page.set_viewport_size({"width": 360, "height": 640})
    page.get_by_role("button", name="العربية").click()
    try:
        for address in PAGES:
            page.goto(f"{server.address}{address}")
            assert page.evaluate("document.documentElement.dir") == "rtl"
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
            directions = page.evaluate(
                "[...document.querySelectorAll('svg.chart')].map(s => getComputedStyle(s).direction)"
            )
            assert set(directions) <= {"ltr"}, address
    finally:
        page.get_by_role("button", name="English").click()


def test_axe_finds_nothing(server: Server, session: Any, chromium: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = chromium.new_context(bypass_csp=True, locale="en-GB", storage_state=session.storage_state())
    page = context.new_page()
    made(page, server)
    wrong = {}
    for address in (*PAGES, "/review/?whole=1", "/review/basis/recorded/"):
        page.goto(f"{server.address}{address}")
        found = Axe().run(page).response["violations"]
        if found:
            wrong[address] = [(one["id"], one["nodes"][0]["html"][:200]) for one in found]
    context.close()
    assert not wrong


def test_nothing_is_asked_of_any_other_place(server: Server, session: Any, page: Any) -> None:
    made(page, server)
    for address in PAGES:
        page.goto(f"{server.address}{address}")
    assert session.asked
    assert not [one for one in session.asked if not one.startswith(server.address)]
