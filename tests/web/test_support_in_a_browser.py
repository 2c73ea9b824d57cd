"""A request from draft to countersigned by three people in Chromium; its pages by axe, on a telephone and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from browsing import CHROMIUM, Server, enter, let_in, start
from support_site import Inputs
from web_site import WORKSPACE_PASSPHRASE

from withstand.actors.records import UNIT, Unit
from withstand.inducement.records import CONDITION, FRAMEWORK, SUPPORT_REQUEST
from withstand.inducement.requests import Condition, Framework, SupportRequest
from withstand.installation.keyring import read_keyring
from withstand.installation.opening import open_with
from withstand.kinds import REGISTRY
from withstand.ledger.fields import Span
from withstand.ledger.journal import Draft, LinkTo, append
from withstand.workspace import Workspace

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"NO BROWSER TESTS: there is no {CHROMIUM}")
TODAY = datetime.now(UTC).date()
TITLE = "Fuel for the patrols of the 7th Battalion"


def violations(page: Any) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    return [one["id"] for one in Axe().run(page).response["violations"]]


def day(shift: int) -> str:
    return (TODAY + timedelta(days=shift)).isoformat()


@dataclass
class Office:
    """A server with a request on it, and people in browsers of their own."""

    server: Server
    chromium: Any
    request: str
    another: str
    unit: str
    pages: dict[str, Any] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"{self.server.address}/support/{self.request}/"

    def chief(self) -> Any:
        """Whoever started the server."""
        if "chief" not in self.pages:
            self.pages["chief"] = self.chromium.new_context(bypass_csp=True, locale="en-GB").new_page()
            enter(self.pages["chief"], self.server)
        return self.pages["chief"]

    def colleague(self, name: str, role: str, component: str) -> Any:
        """Somebody whom the chief lets in, signed in."""
        if name in self.pages:
            return self.pages[name]
        page = let_in(self.chief(), self.chromium, self.server, name, role, component)
        self.pages[name] = page
        return page


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, chromium: Any) -> Iterator[Office]:
    """A server of its own with a unit, a framework and a request for fuel with one condition."""
    running = start(tmp_path_factory.mktemp("support"))
    running.stop()
    running.process.communicate()
    workspace = Workspace(running.folder)
    opened = open_with(workspace, read_keyring(workspace, lambda: WORKSPACE_PASSPHRASE), REGISTRY)
    unit = append(opened.ledger, [Draft(UNIT, Unit(name="7th Battalion", type="army_battalion"), "confidential")])[0]
    sent = Framework(country="Velmara", adopted="2025-11", sent="2025-12-01")
    append(opened.ledger, [Draft(FRAMEWORK, sent, "confidential")])
    asked = SupportRequest(
        title=TITLE, when=Span(start=day(0)), support="fuel_rations", country="Velmara", bodies=("human_rights",),
        requested_by="mission_support", respond_by=day(7),
    )  # fmt: skip
    links = (LinkTo("recipient", unit.record),)
    request, another = append(opened.ledger, [Draft(SUPPORT_REQUEST, asked, "confidential", links=links)] * 2)
    put = Condition(
        condition="A log of each delivery", test="The log equals the notes", evidence_needed="log",
        host_owner="Logistics of the battalion", due=day(30), consequence="hold_next",
    )  # fmt: skip
    append(opened.ledger, [Draft(CONDITION, put, "confidential", links=(LinkTo("request", request.record),))])
    opened.ledger.close()
    running.again()
    yield Office(running, chromium, request.record, another.record, unit.record)
    if running.process.poll() is None:
        running.process.kill()
    running.process.communicate()


def take(page: Any, step: str, state: str) -> None:
    """A step that needs nothing but its day, from the page of the request to where it stands then."""
    page.reload()
    page.locator(".next").get_by_role("link", name=step, exact=True).click()
    assert not violations(page)
    page.get_by_role("button", name=step, exact=True).last.click()
    page.locator(".stands").get_by_text(state, exact=True).wait_for()


def test_three_people_take_a_request_from_draft_to_countersigned(office: Office) -> None:
    secretariat = office.colleague("ana", "Due-diligence focal point", "Human rights")
    entity = office.colleague("ben", "Officer of a component", "Mission support")
    leader = office.colleague("cid", "Head of office", "Mission leadership")
    for page in (secretariat, entity, leader):
        page.goto(f"{office.server.address}/support/")
        assert not violations(page)
        page.locator(f"h4 a[href='/support/{office.request}/']").click()
        page.wait_for_url(office.address)
    assert "Your account takes no steps" not in entity.locator("main").inner_text()
    take(secretariat, "Find it in scope", "In scope")
    take(entity, "Submit", "Submitted")
    take(secretariat, "Ask the bodies", "Screening")
    secretariat.get_by_role("link", name="Answer for your body").click()
    assert not violations(secretariat)
    secretariat.get_by_label("Answer", exact=False).first.select_option("concern")
    secretariat.get_by_label("Reasons").fill("Fees at two roadblocks, no deaths.")
    secretariat.get_by_role("button", name="Save", exact=True).last.click()
    secretariat.wait_for_url(f"{office.address}?saved=*")
    take(secretariat, "Consolidate the answers", "Risk assessment")
    secretariat.get_by_role("link", name="Assess the risk").click()
    assert not violations(secretariat)
    secretariat.locator("#id-criteria-1-rating").select_option("2")
    secretariat.locator("#id-criteria-1-confidence").select_option("b")
    secretariat.get_by_label("Inherent risk").select_option("medium")
    secretariat.get_by_label("Residual risk after verified mitigation").select_option("medium")
    secretariat.locator("#id-confidence").select_option("b")
    secretariat.get_by_label("Reasons").fill("Fees at roadblocks; a command that answers.")
    secretariat.get_by_role("button", name="Save", exact=True).last.click()
    assert "Say what follows if the support is not given" in secretariat.locator("#summary").inner_text()
    assert secretariat.locator("#id-criteria-1-rating").input_value() == "2"
    secretariat.get_by_label("What follows if it is withheld").fill("The road to the clinic closes.")
    secretariat.get_by_role("button", name="Save", exact=True).last.click()
    secretariat.wait_for_url(f"{office.address}?saved=*")
    take(secretariat, "Send to the task force", "Task force review")
    decide(leader)
    take(secretariat, "Countersign", "Countersigned")
    assert not violations(secretariat)
    shown = entity.goto(office.address) and entity.locator("main").inner_text()
    for said in ("Countersigned", "Support may be given until", "Too early", "The road to the clinic closes."):
        assert said in shown, said


def decide(leader: Any) -> None:
    """The decision: refused while its condition is not ticked, then taken, by keyboard at its end."""
    leader.reload()
    leader.locator(".next").get_by_role("link", name="Approve with conditions", exact=True).click()
    assert not violations(leader)
    assert leader.locator("#id-reasons").input_value() == ""
    assert leader.locator("#id-on").input_value() == ""
    leader.get_by_label("On the day").fill(day(0))
    leader.get_by_label("Decided by").fill("Deputy head of mission")
    leader.get_by_label("Reasons for the decision").fill("The road is needed and the log can be seen.")
    leader.get_by_label("Expires").fill(day(60))
    leader.locator("#id-items-1-item").fill("fuel")
    leader.locator("#id-items-1-quantity").fill("4000")
    leader.locator("#id-items-1-unit").fill("litres")
    leader.locator("#id-dissent-1-by").select_option("legal")
    leader.locator("#id-dissent-1-opinion").fill("Too early")
    leader.get_by_role("button", name="Approve with conditions").last.click()
    leader.locator("#summary").wait_for()
    assert "condition" in leader.locator("#summary").inner_text().lower()
    assert leader.locator("#id-dissent-1-opinion").input_value() == "Too early"
    leader.get_by_label("A log of each delivery").check()
    leader.get_by_role("button", name="Approve with conditions").last.focus()
    leader.keyboard.press("Enter")
    leader.locator(".stands").get_by_text("Approved, to be countersigned", exact=True).wait_for()


def test_two_people_who_send_a_step_at_the_same_moment_take_it_once(office: Office) -> None:
    people = (
        office.colleague("ana", "Due-diligence focal point", "Human rights"),
        office.colleague("dia", "Protection of civilians adviser", "Protection of civilians adviser"),
    )
    path = f"/support/{office.another}/step/scope_in/"
    sent = []
    for page in people:
        page.goto(f"{office.server.address}{path}")
        inputs = Inputs()
        inputs.feed(page.content())
        cookies = "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())
        sent.append((urlencode({**inputs.held, "act": "save"}, doseq=True), cookies))

    def post(one: tuple[str, str]) -> int:
        connection = HTTPConnection("127.0.0.1", office.server.port, timeout=60)
        headers = {"Cookie": one[1], "Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", path, one[0], headers)
        status = connection.getresponse().status
        connection.close()
        return status

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(post, sent)) in ([302, 409], [302, 422])
    people[0].goto(f"{office.server.address}/support/{office.another}/")
    assert people[0].locator(".way li").count() == 1
    assert not people[0].get_by_text("Steps that do not count").count()


def test_the_pages_fit_a_telephone_in_arabic_and_axe_finds_nothing(office: Office) -> None:
    page = office.colleague("ana", "Due-diligence focal point", "Human rights")
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(f"{office.server.address}/support/")
    page.get_by_role("button", name="العربية").click()
    addresses = (
        "/support/", "/support/statistics/", f"/support/vet/{office.unit}/", f"/support/{office.request}/",
        f"/support/{office.request}/risk/", f"/support/{office.request}/answer/",
        f"/support/{office.request}/step/trigger/", f"/support/{office.request}/step/approve/",
    )  # fmt: skip
    try:
        for address in addresses:
            page.goto(f"{office.server.address}{address}")
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
            assert page.evaluate("document.documentElement.dir") == "rtl"
            assert not violations(page), address
    finally:
        page.get_by_role("button", name="English").click()
        page.set_viewport_size({"width": 1200, "height": 900})


def test_a_request_prints_on_a4_without_what_only_a_screen_needs(office: Office, tmp_path: Path) -> None:
    page = office.colleague("ana", "Due-diligence focal point", "Human rights")
    page.goto(office.address)
    page.emulate_media(media="print")
    try:
        for hidden in (".menu", ".parts", "button"):
            assert not page.locator(hidden).first.is_visible(), hidden
        printed = tmp_path / "request.pdf"
        page.pdf(path=str(printed), prefer_css_page_size=True)
        assert b"/MediaBox [0 0 594.95996 841.91998]" in printed.read_bytes()
    finally:
        page.emulate_media(media="screen")
