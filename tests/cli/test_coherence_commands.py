"""`withstand coherence` and `withstand support watch` as people and programs use them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from desktop import Desktop

from withstand.actors.records import UNIT, Unit
from withstand.cli import coherence_commands
from withstand.cli.opening import opened
from withstand.evidence.records import INCIDENT, Incident
from withstand.inducement import records as kinds
from withstand.inducement.decisions import SupportDecision
from withstand.inducement.requests import SupportRequest
from withstand.ledger.fields import Place, Record, Span
from withstand.ledger.journal import Draft, LinkTo, append
from withstand.ledger.kinds import Kind
from withstand.ledger.ledger import Ledger

DAY = date(2032, 2, 10)
PROFILES = """
[profile.officer]
clearance = "confidential"
components = ["mission_support"]

[profile.partner]
clearance = "confidential"
components = ["*"]
recipient = "humanitarian"
"""


def save(ledger: Ledger, kind: Kind, fields: Record, level: str = "confidential", **links: str) -> str:
    """Save a record."""
    targets = tuple(LinkTo(role, target) for role, target in links.items())
    return append(ledger, [Draft(kind, fields, level, links=targets, checked=True)])[0].record


@pytest.fixture
def request_given(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> str:
    """An emergency approval for a battalion with an open grave case that not everybody may see; the request."""
    monkeypatch.setattr(coherence_commands, "_today", lambda _: DAY)
    settings = desktop.folder / "hq" / "withstand.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + PROFILES, encoding="utf-8")
    with opened(Path("hq")) as found:
        ledger = found.ledger
        unit = save(ledger, UNIT, Unit(name="41st Battalion", side="host_state"))
        asked = SupportRequest(
            title="Fuel", when=Span(start="2032-02-01"), support="fuel_rations", requested_by="mission_support",
            stage="emergency",
        )  # fmt: skip
        request = save(ledger, kinds.SUPPORT_REQUEST, asked, recipient=unit)
        decision = SupportDecision(
            decided="approve_provisionally", on="2032-02-01", by_role="delegate", decided_by="Head of office",
            reasons="flood", expires="2032-02-12",
        )  # fmt: skip
        save(ledger, kinds.SUPPORT_DECISION, decision, request=request)
        harm = Incident(what="unlawful_killing", where=Place(area="VM0101"), when=Span(start="2032-02-05"))
        save(ledger, INCIDENT, harm, "strictly_confidential", suspected=unit)
    return request


def found(desktop: Desktop, *words: object, rule: str = "open_grave_case") -> list[dict[str, Any]]:
    """What is listed of one rule."""
    listed: list[dict[str, Any]] = desktop.does("coherence", "list", *words)
    return [one for one in listed if one.get("rule") == rule]


def test_findings_are_listed_the_gravest_first_with_all_that_a_program_needs(
    desktop: Desktop, request_given: str
) -> None:
    listed = desktop.does("coherence")
    assert listed == desktop.does("coherence", "list")
    assert listed[0]["rule"] == "open_grave_case"
    assert listed[0]["about"] == request_given
    assert listed[0]["may_accept"] == ["head_of_mission"]
    assert listed[0]["accepted"] is None
    assert "41st Battalion" in listed[0]["sentence"]
    assert found(desktop, "--language", "fr")[0]["sentence"].startswith("41st Battalion peut recevoir")
    assert [one["rule"] for one in desktop.does("coherence", "--rule", "open_grave_case")] == ["open_grave_case"]


def test_only_the_cases_of_a_record(desktop: Desktop, request_given: str) -> None:
    other = desktop.incident()
    assert found(desktop, "--touching", request_given)
    assert desktop.does("coherence", "--touching", other) == []
    assert "There is no record" in desktop.refused("coherence", "list", "--touching", "0" * 36)


def test_who_may_not_see_the_case_is_told_whom_to_ask(desktop: Desktop, request_given: str) -> None:
    listed = desktop.does("coherence", "list", "--as", "officer")
    assert {"about": request_given, "sentence": "Blocked: ask the head of office."} in listed
    assert "open_grave_case" not in {one.get("rule") for one in listed}
    assert "outside the operation" in desktop.refused("coherence", "list", "--as", "partner")


def test_a_finding_is_accepted_and_shown_so(desktop: Desktop, request_given: str) -> None:
    finding = found(desktop)[0]["finding"]
    words = ("coherence", "accept", finding[:8], "--reason", "looked into", "--until", "2032-02-20", "--by", "Deputy")
    refused = desktop.refused(*words, "--role", "due_diligence")
    assert "accepted by: Head of mission or deputy" in refused
    said = desktop.does(*words, "--role", "head_of_mission", "--dissent", "legal:too early")
    (line,) = found(desktop)
    assert line["accepted"] == {
        "record": said["record"], "until": "2032-02-20", "by_role": "head_of_mission", "by": "Deputy",
        "reasons": "looked into",
    }  # fmt: skip
    assert desktop.does("support", "watch") == [], "what somebody answers for opens no review"
    (line,) = found(desktop, "--on", "2032-02-12")
    assert line["accepted"] is not None


def test_a_review_is_shown_first_and_opened_once(desktop: Desktop, request_given: str) -> None:
    (shown,) = desktop.does("support", "watch")
    assert (shown["request"], shown["opens"], shown["record"]) == (request_given, True, None)
    (opened_now,) = desktop.does("support", "watch", "--enter")
    assert opened_now["record"]
    assert desktop.does("support", "watch", "--enter") == []


def test_words_that_are_none_are_refused_in_a_sentence(desktop: Desktop, request_given: str) -> None:
    assert "There is no rule" in desktop.refused("coherence", "list", "--rule", "nothing")
    assert "Sentences are in en" in desktop.refused("coherence", "list", "--language", "de")
    assert "There is no finding" in desktop.refused(
        "coherence", "accept", "abc", "--reason", "x", "--until", "2032-02-20", "--by", "x", "--role", "head_of_mission"
    )


def test_the_rules_are_printed(run: Any) -> None:
    code, out, _ = run("coherence", "rules")
    assert code == 0
    assert out.startswith("# Rules of coherence")
