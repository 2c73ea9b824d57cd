"""Entering as people do it: on a telephone, from two browsers at once, without a connection, without a script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from browsing import CHROMIUM, Server, enter, start
from web_site import PASSPHRASE

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"NO BROWSER TESTS: there is no {CHROMIUM}")
PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of this module's own."""
    running = start(tmp_path_factory.mktemp("entered"))
    yield running
    running.process.kill()
    running.process.communicate()


@pytest.fixture
def contexts(chromium: Any) -> Iterator[Any]:
    """Makes browsers that are signed in, each with cookies of its own."""
    made: list[Any] = []
    complaints: list[str] = []

    def signed_in(server: Server, **more: Any) -> Any:
        context = chromium.new_context(locale="en-GB", **more)
        made.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        enter(page, server)
        return page

    yield signed_in
    for context in made:
        context.close()
    assert not [one for one in complaints if "status of 4" not in one and "ERR_INTERNET" not in one]


def stored(page: Any) -> int:
    return int(page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('withstand-form')).length"))


def test_an_incident_is_captured_on_a_telephone(server: Server, contexts: Any) -> None:
    page = contexts(server, viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto(f"{server.address}/capture/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_label("Search in the list").fill("loot")
    assert page.locator("#id-what option").count() == 2
    page.locator("#id-what").select_option("looting")
    page.get_by_label("Place").fill("VM01")
    page.locator("#id-where-area-list option[value=VM0101]").wait_for(state="attached")
    page.get_by_label("Place").fill("VM0101")
    page.get_by_label("Who is said to have done it").select_option("host_state")
    page.get_by_label("Account").fill("Two trucks were emptied at the ford.")
    page.get_by_text("Kept as unfinished at").wait_for()
    assert stored(page) == 1
    page.get_by_role("button", name="Save, complete later").click()
    page.get_by_role("heading", name="Saved").wait_for()
    assert stored(page) == 0
    page.get_by_role("link", name="Complete it now").click()
    assert page.locator("#id-perpetrators-1-perpetrator").input_value() == "host_state"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_care_is_asked_for_as_soon_as_the_act_is_chosen(server: Server, contexts: Any) -> None:
    page = contexts(server, viewport=PHONE)
    page.goto(f"{server.address}/capture/")
    page.locator("#id-what").select_option("rape")
    page.get_by_text("Care comes first.").wait_for()
    page.get_by_label("Referral to care").select_option("offered")
    page.get_by_label("Place").fill("VM0101")
    page.get_by_role("button", name="Save, complete later").click()
    page.get_by_role("heading", name="Saved").wait_for()


def new_incident(page: Any, server: Server) -> str:
    """A record entered in the whole form; the address of its change."""
    page.goto(f"{server.address}/enter/incident/?new")
    page.locator("#id-what").select_option("looting")
    page.locator("#id-where-area").fill("VM0102")
    page.locator("#id-when-start").fill("2032-05")
    page.get_by_role("button", name="Save", exact=True).last.click()
    page.get_by_role("heading", name="Saved").wait_for()
    return str(page.get_by_role("link", name="Change it").get_attribute("href"))


def test_two_browsers_change_one_record_at_once(server: Server, contexts: Any) -> None:
    first, second = contexts(server), contexts(server, viewport=PHONE)
    address = server.address + new_incident(first, server)
    for page, lost in ((first, "salt"), (second, "fuel")):
        page.goto(f"{address}?new")
        page.locator("#id-property_lost").fill(lost)
    second.locator("#id-displaced").fill("12")
    first.get_by_role("button", name="Save", exact=True).last.click()
    first.get_by_role("heading", name="Saved").wait_for()
    second.get_by_role("button", name="Save", exact=True).last.click()
    second.get_by_role("heading", name="Somebody saved first").wait_for()
    assert second.evaluate("document.documentElement.scrollWidth") <= 360
    assert second.get_by_label("Mine: 12").is_checked()
    second.get_by_role("button", name="Save over both").click()
    second.get_by_text("Choose for each field that differs.", exact=True).wait_for()
    second.get_by_label("Theirs: salt").check()
    second.get_by_role("button", name="Save over both").click()
    second.get_by_role("heading", name="Saved").wait_for()
    first.goto(f"{address}?new")
    assert first.locator("#id-property_lost").input_value() == "salt"
    assert first.locator("#id-displaced").input_value() == "12"


def test_what_was_typed_without_a_connection_comes_back_with_a_notice(server: Server, contexts: Any) -> None:
    page = contexts(server)
    page.goto(f"{server.address}/enter/incident/?new")
    page.get_by_role("button", name="Add Also happened").click()
    page.locator("#id-also-1").select_option("torture")
    page.context.set_offline(True)
    page.locator("#id-property_lost").fill("a bell and salt")
    page.get_by_role("button", name="Save", exact=True).last.click()
    page.get_by_text("There is no connection.").wait_for()
    page.context.set_offline(False)
    page.goto(f"{server.address}/enter/")
    page.goto(f"{server.address}/enter/incident/")
    page.get_by_text("What you had typed in this browser is back.").wait_for()
    assert page.locator("#id-property_lost").input_value() == "a bell and salt"
    assert page.locator("#id-also-1").input_value() == "torture"
    page.get_by_role("link", name="Start again").click()
    assert page.locator("#id-property_lost").input_value() == ""
    assert stored(page) == 0


@pytest.mark.parametrize("way", ["Lock", "Sign out"])
def test_locking_and_signing_out_clear_the_device_and_keep_the_form_on_the_server(
    server: Server, contexts: Any, way: str
) -> None:
    page = contexts(server)
    page.goto(f"{server.address}/enter/visit/?new")
    page.locator("#id-seen").fill(f"Empty stalls, before: {way}")
    page.get_by_role("button", name=way, exact=True).click()
    page.wait_for_url("**/screen/**" if way == "Lock" else "**/sign-in/**")
    assert stored(page) == 0
    if way == "Lock":
        page.get_by_label("Passphrase").fill(PASSPHRASE)
        page.get_by_role("button", name="Open").click()
        page.wait_for_url("**/enter/visit/**")
    else:
        enter(page, server)
    page.goto(f"{server.address}/enter/visit/")
    page.get_by_role("link", name="Go on with it").first.click()
    assert page.locator("#id-seen").input_value() == f"Empty stalls, before: {way}"


def test_the_whole_form_works_without_a_script(server: Server, contexts: Any) -> None:
    page = contexts(server, java_script_enabled=False)
    page.goto(f"{server.address}/enter/incident/?new")
    page.locator("#id-what").select_option("looting")
    page.locator("#id-when-start").fill("2032-05-20")
    page.get_by_role("button", name="Add Who is said to have done it").click()
    page.locator("#id-perpetrators-2-perpetrator").select_option("non_state")
    page.get_by_role("button", name="Choose from a list or map").click()
    page.get_by_role("link", name="VM0101").first.click()
    assert page.locator("#id-where-area").input_value() == "VM0101"
    page.get_by_role("button", name="Keep as unfinished").click()
    assert page.locator("#id-perpetrators-2-perpetrator").input_value() == "non_state"
    page.get_by_role("button", name="Save", exact=True).last.click()
    page.get_by_role("heading", name="Saved").wait_for()


def test_axe_finds_nothing_in_forms_with_problems_and_races(server: Server, chromium: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = chromium.new_context(bypass_csp=True, locale="en-GB")
    page = context.new_page()
    enter(page, server)
    address = new_incident(page, server)
    record = address.split("/")[-2]
    wrong: dict[str, list[str]] = {}

    def look(name: str) -> None:
        found = [one["id"] for one in Axe().run(page).response["violations"]]
        if found:
            wrong[name] = found

    for one in (
        "/enter/decision/?new",
        "/enter/relation/?new",
        f"{address}?new",
        f"/link/{record}/",
        f"/settle/{record}/",
    ):
        page.goto(server.address + one)
        look(one)
    page.goto(f"{server.address}/enter/incident/?new")
    page.locator("#id-what").select_option("looting")
    page.locator("#id-when-start").fill("soon")
    page.get_by_role("button", name="Choose from a list or map").click()
    look("pick")
    page.go_back()
    page.goto(f"{server.address}/capture/")
    page.locator("#id-what").select_option("rape")
    page.get_by_text("Care comes first.").wait_for()
    look("care")
    page.get_by_label("Place").fill("VM0101")
    page.get_by_label("Account").fill("Mr Anthony Example, +236 72 11 22 33")
    page.get_by_role("button", name="Save, complete later").click()
    page.get_by_role("alert").wait_for()
    look("problems")
    context.close()
    assert not wrong
