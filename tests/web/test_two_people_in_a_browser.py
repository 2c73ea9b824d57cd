"""In Chromium: a conflict settled by two, a finding accepted and ended, names screened; also on telephones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from browsing import CHROMIUM, Server, enter, let_in, start
from web_site import WORKSPACE_PASSPHRASE

from withstand.actors.records import UNIT, Unit
from withstand.evidence.records import INCIDENT, Incident
from withstand.inducement.following import Transfer
from withstand.inducement.records import SUPPORT_REQUEST, TRANSFER
from withstand.inducement.requests import SupportRequest
from withstand.installation.keyring import read_keyring
from withstand.installation.opening import open_with
from withstand.kinds import REGISTRY
from withstand.ledger.fields import Assertion, Place, Span
from withstand.ledger.journal import Draft, LinkTo, append
from withstand.workspace import Workspace

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"NO BROWSER TESTS: there is no {CHROMIUM}")
PHONE = {"width": 360, "height": 740}
LEVEL = "confidential"
UN = """<CONSOLIDATED_LIST dateGenerated="2031-05-03T00:00:09Z"><INDIVIDUALS><INDIVIDUAL><DATAID>1</DATAID>
<FIRST_NAME>YUSUF</FIRST_NAME><SECOND_NAME>TOLOBI</SECOND_NAME><REFERENCE_NUMBER>VMi.001</REFERENCE_NUMBER>
</INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>"""


@dataclass
class Office:
    """A server with a conflict, a base handed over that nobody assessed, and a request; its administrator's page."""

    server: Server
    chromium: Any
    chief: Any
    conflict: str
    request: str

    def at(self, address: str) -> str:
        """An address of it."""
        return f"{self.server.address}{address}"


def violations(page: Any) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    return [one["id"] for one in Axe().run(page).response["violations"]]


def incident(lost: str) -> Incident:
    return Incident(
        what="looting", where=Place(area="VM0101", precision="admin2"), when=Span(start="2032-05-20"),
        perpetrators=(Assertion(perpetrator="host_state", grade="B2", confidence="moderate"),), property_lost=lost,
    )  # fmt: skip


def day(shift: int) -> str:
    return (datetime.now(UTC).date() + timedelta(days=shift)).isoformat()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, chromium: Any) -> Iterator[Office]:
    """A server of this module's own."""
    running = start(tmp_path_factory.mktemp("two"))
    running.stop()
    running.process.communicate()
    workspace = Workspace(running.folder)
    (running.folder / "lists").mkdir()
    (running.folder / "lists" / "un.xml").write_text(UN, encoding="utf-8")
    opened = open_with(workspace, read_keyring(workspace, lambda: WORKSPACE_PASSPHRASE), REGISTRY)
    first = append(opened.ledger, [Draft(INCIDENT, incident("salt"), LEVEL)])[0]
    for lost in ("salt and flour", "fuel"):
        append(opened.ledger, [Draft(INCIDENT, incident(lost), LEVEL, (), first.record, (first.entry,))], beside=True)
    unit = append(opened.ledger, [Draft(UNIT, Unit(name="7th Battalion", type="army_battalion"), LEVEL)])[0]
    base = Transfer(what="Base at the mill", type="base", when=Span(start=day(-2)), people_asked="yes")
    append(opened.ledger, [Draft(TRANSFER, base, LEVEL, links=(LinkTo("to", unit.record),))])
    asked = SupportRequest(
        title="A course for officers", when=Span(start=day(0)), support="operational_training", country="Velmara",
        bodies=("human_rights",), requested_by="mission_support",
    )  # fmt: skip
    request = append(opened.ledger, [Draft(SUPPORT_REQUEST, asked, LEVEL, links=(LinkTo("recipient", unit.record),))])
    opened.ledger.close()
    running.again()
    chief = chromium.new_context(bypass_csp=True, locale="en-GB").new_page()
    enter(chief, running)
    yield Office(running, chromium, chief, first.record, request[0].record)
    if running.process.poll() is None:
        running.process.kill()
    running.process.communicate()


def test_one_proposes_how_a_conflict_is_settled_and_another_confirms_on_a_telephone(office: Office) -> None:
    chief, ben = office.chief, let_in(
        office.chief, office.chromium, office.server, "ben", "Protection of civilians adviser", "All components",
        viewport=PHONE,
    )  # fmt: skip
    chief.goto(office.at("/overview/"))
    chief.get_by_role("region", name="Conflicts").get_by_role("link").first.click()
    chief.get_by_role("link", name="Settle").first.click()
    assert not violations(chief)
    chief.get_by_label("salt and flour").check()
    chief.get_by_label("Reason").fill("the second list was made the day after")
    chief.get_by_role("button", name="Propose what is chosen").click()
    chief.get_by_role("heading", name="Your proposal waits for a second person").wait_for()
    assert chief.get_by_role("button", name="Confirm and save").count() == 0
    ben.goto(office.at("/overview/"))
    ben.get_by_text("a proposal waits: confirm or refuse it").first.wait_for()
    ben.goto(office.at(f"/settle/{office.conflict}/"))
    assert ben.evaluate("document.documentElement.scrollWidth") <= 360
    assert not violations(ben)
    ben.get_by_text("the second list was made the day after").wait_for()
    ben.get_by_role("button", name="Confirm and save").click()
    ben.get_by_role("heading", name="Saved").wait_for()
    chief.goto(office.at(f"/records/incident/{office.conflict}/"))
    assert "salt and flour" in chief.locator("main").inner_text()
    chief.goto(office.at(f"/settle/{office.conflict}/"))
    chief.get_by_text("there is nothing to settle").wait_for()


UNASSESSED = re.compile("Base at the mill.*no assessment of the risk is recorded", re.DOTALL)


def test_a_finding_is_accepted_from_home_and_ended_without_a_script(office: Office) -> None:
    chief = office.chief
    chief.goto(office.at("/overview/"))
    line = chief.locator(".findings li", has_text=UNASSESSED)
    line.get_by_role("link").click()
    assert not violations(chief)
    address = chief.url
    assert "Head of mission or deputy" in chief.locator("#entry").inner_text()
    chief.get_by_label("Who answers for it").fill("Deputy head of mission")
    chief.get_by_label("Reasons").fill("handed over in haste; the assessment is being written")
    chief.get_by_label("Until").fill(day(200))
    chief.get_by_role("button", name="Accept it", exact=True).click()
    chief.get_by_role("alert").get_by_text("A day from").wait_for()
    assert "handed over in haste" in chief.get_by_label("Reasons").input_value()
    chief.get_by_label("Until").fill(day(14))
    chief.get_by_role("group", name="Who thinks otherwise").get_by_role("button", name="Add").click()
    chief.locator("[name=dissent-1-by]").select_option("human_rights")
    chief.locator("[name=dissent-1-opinion]").fill("two weeks are long at that bridge")
    chief.get_by_role("button", name="Accept it", exact=True).click()
    chief.get_by_role("heading", name="Accepted for a time").wait_for()
    assert not violations(chief)
    assert "two weeks are long" in chief.locator("main").inner_text()
    chief.goto(office.at("/findings/"))
    assert "Deputy head of mission" in chief.locator(".findings li", has_text=UNASSESSED).inner_text()
    bare = office.chromium.new_context(java_script_enabled=False, locale="en-GB", viewport=PHONE).new_page()
    enter(bare, office.server)
    bare.goto(address)
    bare.get_by_label("Why it was taken back").fill("the assessment says no")
    bare.get_by_role("button", name="It stands again").click()
    bare.get_by_role("heading", name="Accepted before").wait_for()
    bare.goto(office.at("/overview/"))
    assert bare.locator(".findings li", has_text=UNASSESSED).count() == 1
    bare.context.close()


def test_names_are_taken_in_judged_and_gone(office: Office) -> None:
    dina = let_in(
        office.chief, office.chromium, office.server, "dina", "Due-diligence focal point", "Human rights",
        viewport=PHONE,
    )  # fmt: skip
    dina.goto(office.at(f"/support/{office.request}/"))
    dina.get_by_role("link", name="Names that came with it").click()
    assert not violations(dina)
    names = {"name": "course.csv", "mimeType": "text/csv", "buffer": b"name\nYoussouf Tolobi\nZebulon Thrace\n"}
    dina.get_by_label("File of names").set_input_files(names)
    dina.get_by_role("button", name="Compare them with the lists").click()
    row = dina.get_by_role("group", name="Youssouf Tolobi")
    row.get_by_label("not the same").check()
    assert not violations(dina)
    assert dina.evaluate("document.documentElement.scrollWidth") <= 360
    dina.get_by_role("button", name="Keep these judgements").click()
    assert dina.get_by_role("group", name="Youssouf Tolobi").get_by_label("not the same").is_checked()
    dina.get_by_role("button", name="Destroy the names and answer").click()
    dina.get_by_role("heading", name="Answer of a screening body").wait_for()
    assert dina.locator("[name=names_checked]").input_value() == "2"
    assert dina.locator("[name=names_matched]").input_value() == "0"
    dina.goto(office.at(f"/support/{office.request}/names/"))
    assert "Youssouf" not in dina.content()
