"""Reading records in real Chromium: the slider by keyboard, without a script, in Arabic on a telephone, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from browsing import CHROMIUM, Server, enter, serve
from web_site import WORKSPACE_PASSPHRASE

from withstand.actors.records import GROUP, Group
from withstand.evidence.actor_table import COLUMNS
from withstand.evidence.records import INCIDENT, Incident
from withstand.installation.founding import Plan, found
from withstand.installation.keyring import read_keyring
from withstand.installation.opening import open_with
from withstand.kinds import REGISTRY
from withstand.ledger.fields import Assertion, Place, Span
from withstand.ledger.ids import A_DAY
from withstand.ledger.journal import Draft, LinkTo, append

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"NO BROWSER TESTS: there is no {CHROMIUM}")


@dataclass(frozen=True)
class Told:
    """A server, the record that changed on its fourth day, and the page of it."""

    server: Server
    page: str


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """A record of two versions, three days apart, the second with a link; and one in conflict."""
    folder = tmp_path_factory.mktemp("read") / "hq"
    plan = Plan(folder, "Headquarters", date(2032, 5, 20), False, COLUMNS, WORKSPACE_PASSPHRASE, "another four words")
    workspace = found(plan, REGISTRY).workspace
    opened = open_with(workspace, read_keyring(workspace, lambda: WORKSPACE_PASSPHRASE), REGISTRY)
    ledger = opened.ledger
    first = append(ledger, [Draft(INCIDENT, _incident("Two trucks were emptied."), "unclassified")])[0]
    group = append(ledger, [Draft(GROUP, Group(name="Ash Column"), "unclassified")])[0]
    earlier = ledger.clock
    ledger.clock = lambda: earlier() + 3 * A_DAY
    link = (LinkTo("suspected", group.record),)
    later = Draft(
        INCIDENT, _incident("Three trucks were emptied."), "unclassified", (), first.record, (first.entry,), link
    )
    append(ledger, [later])
    other = append(ledger, [Draft(INCIDENT, _incident("Once."), "unclassified")])[0]
    for text in ("Eight people.", "Eleven people."):
        draft = Draft(INCIDENT, _incident(text), "unclassified", (), other.record, (other.entry,))
        append(ledger, [draft], beside=True)
    ledger.close()
    server = serve(folder)
    yield Told(server, f"{server.address}/records/incident/{first.record}/")
    if server.process.poll() is None:
        server.process.kill()
    server.process.communicate()


def _incident(text: str) -> Incident:
    return Incident(
        what="looting", where=Place(area="VM0101", precision="admin2"), when=Span(start="2032-05-20"),
        perpetrators=(Assertion(perpetrator="host_state", grade="B2", confidence="moderate"),), narrative=text,
    )  # fmt: skip


@pytest.fixture
def page(chromium: Any, told: Told) -> Iterator[Any]:
    """A page of somebody who is signed in; it must not complain."""
    context = chromium.new_context(locale="en-GB")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    enter(page, told.server)
    yield page
    context.close()
    assert not complaints


def test_the_slider_goes_through_the_days_by_keyboard_and_the_whole_page_follows(told: Told, page: Any) -> None:
    page.goto(told.page)
    slider = page.get_by_label("As known on, by the day")
    assert slider.input_value() == slider.get_attribute("max") == "3"
    assert "Three trucks" in page.locator("#record").inner_text()
    slider.focus()
    slider.press("ArrowLeft")
    page.locator("#record .known").wait_for()
    slider.press("ArrowLeft")
    slider.press("ArrowLeft")
    page.get_by_text("Two trucks were emptied.").wait_for()
    text = page.locator("#record").inner_text()
    assert "As known on" in text
    assert "Three trucks" not in text
    assert "Ash Column" not in text
    assert "what changed" not in text
    assert page.evaluate("document.activeElement.id") == "day"
    assert "known_on=" in page.url
    assert str(datetime.now(UTC).year) in str(slider.get_attribute("aria-valuetext"))
    slider.press("End")
    page.get_by_text("Three trucks were emptied.").wait_for()
    assert page.locator("#record .known").count() == 0


def test_without_a_script_a_day_is_filled_in_and_versions_are_compared(told: Told, chromium: Any) -> None:
    context = chromium.new_context(java_script_enabled=False, locale="en-GB")
    bare = context.new_page()
    enter(bare, told.server)
    bare.goto(told.page)
    assert not bare.locator("#slide").is_visible()
    bare.get_by_label("As known on", exact=True).fill(datetime.now(UTC).date().isoformat())
    bare.locator("#moment").get_by_role("button", name="Show").click()
    assert "Two trucks were emptied." in bare.locator("#record").inner_text()
    bare.get_by_role("link", name="Show it as it is now").click()
    bare.get_by_role("link", name="What version 2 changed").click()
    assert bare.locator("ins").inner_text() == "Three"
    bare.goto(f"{told.server.address}/records/incident/")
    bare.get_by_label("Words").fill("eleven")
    bare.get_by_role("button", name="Show").first.click()
    assert bare.locator("tbody tr").count() == 1
    context.close()


def test_in_arabic_on_a_telephone_nothing_overflows(told: Told, page: Any) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.get_by_role("button", name="العربية").click()
    try:
        for address in (told.page, f"{told.page}compare/", *_lists(told)):
            page.goto(address)
            assert page.evaluate("document.documentElement.dir") == "rtl"
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
    finally:
        page.get_by_role("button", name="English").click()


def test_axe_finds_nothing_on_pages_of_records(told: Told, chromium: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = chromium.new_context(bypass_csp=True, locale="en-GB")
    looked_at = context.new_page()
    enter(looked_at, told.server)
    conflict = f"{told.server.address}/records/incident/?conflict=on"
    wrong = {}
    for width in (1200, 360):
        looked_at.set_viewport_size({"width": width, "height": 800})
        looked_at.goto(conflict)
        in_conflict = looked_at.locator("table.records tbody a").first.evaluate("link => link.href")
        addresses = (told.page, f"{told.page}?known_on=2001-01-01", f"{told.page}compare/", in_conflict, *_lists(told))
        for address in addresses:
            looked_at.goto(address)
            found = Axe().run(looked_at).response["violations"]
            wrong |= {f"{width} {address}": [one["id"] for one in found]} if found else {}
    context.close()
    assert not wrong


def test_a_record_prints_on_a4_without_its_forms(told: Told, page: Any, tmp_path: Path) -> None:
    page.goto(told.page)
    page.emulate_media(media="print")
    assert not page.locator("#moment").is_visible()
    assert not page.locator(".menu").is_visible()
    assert page.get_by_role("heading", name="History").is_visible()
    page.pdf(path=str(tmp_path / "record.pdf"), prefer_css_page_size=True)
    assert b"/MediaBox [0 0 594.95996 841.91998]" in (tmp_path / "record.pdf").read_bytes()


def _lists(told: Told) -> tuple[str, ...]:
    server = told.server.address
    return (
        f"{server}/records/", f"{server}/records/incident/", f"{server}/records/incident/?is_what=looting",
        f"{server}/search/?q=trucks",
    )  # fmt: skip
