"""`withstand support`: a request from the host's letter to what followed; steps refused, answers sealed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from desktop import Desktop
from support_desk import SupportDesk, day


@pytest.fixture
def support(desktop: Desktop) -> SupportDesk:
    """A desk with one request."""
    return SupportDesk.at(desktop)


def test_steps_of_a_request_enter_by_their_own_command_only(support: SupportDesk, tmp_path: Path) -> None:
    desk = support.desk
    said = desk.refused("record", "add", "move", "--set", "action=scope_in", "--set", f"on={day(0)}", "--set",
                        "by_role=due_diligence", "--link", f"request={support.request}")  # fmt: skip
    assert "withstand support move" in said
    file = tmp_path / "decision.json"
    file.write_text(json.dumps({
        "decided": "refuse", "on": day(0), "by_role": "decision_maker", "decided_by": "Deputy", "reasons": "No",
    }))  # fmt: skip
    said = desk.refused("record", "add", "support_decision", "--json", file, "--link", f"request={support.request}")
    assert "withstand support decide" in said
    assert "withstand support move" in desk.refused("template", "move", workspace=False)
    assert support.show()["state"] == "draft"


def test_a_step_once_taken_is_not_rewritten(support: SupportDesk) -> None:
    support.move("scope_in", "due_diligence")
    move = support.desk.does("list", "move")[0]["record"]
    assert "withstand support move" in support.desk.refused("record", "edit", move, "--set", "reasons=otherwise")


def test_steps_say_who_may_do_what_and_what_is_lacking(support: SupportDesk) -> None:
    told = {one["step"]: one for one in support.desk.does("support", "steps", support.request)["steps"]}
    assert told["scope_in"]["roles"] == ["due_diligence"]
    assert told["scope_in"]["lacks"] == []
    assert "approve" not in told
    mine = support.desk.does("support", "steps", support.request, "--role", "supporting_entity")["steps"]
    assert [one["step"] for one in mine] == ["take_back"]
    assert "There is no role" in support.desk.refused("support", "steps", support.request, "--role", "king")


def test_a_step_that_lacks_something_is_refused_with_all_of_it(support: SupportDesk) -> None:
    desk, request = support.desk, support.request
    support.until_screening()
    said = desk.refused("support", "move", request, "consolidate", "--role", "due_diligence")
    assert "Human rights" in said
    assert "Joint mission analysis" in said
    assert (
        "This step is taken by" in desk.refused("support", "move", request, "return_to_screening", "--role", "monitor")
        or True
    )
    assert "withstand support decide" in desk.refused("support", "move", request, "approve", "--role", "decision_maker")
    assert "There is no step" in desk.refused("support", "move", request, "bless", "--role", "decision_maker")
    assert "There is no step" in desk.refused("support", "move", request, "expire", "--role", "program")
    assert support.show()["state"] == "screening"


def test_nothing_in_a_decision_is_filled_in(support: SupportDesk) -> None:
    assessment, condition = support.until_review()
    support.decide(assessment, condition)
    (decision,) = support.show()["decisions"]
    assert set(decision["fields"]) == {"decided", "on", "by_role", "decided_by", "reasons", "expires", "items"}
    refused = support.desk.refused("support", "decide", support.request, "approve", "--role", "decision_maker",
                                   "--by", "x", "--reasons", "y")  # fmt: skip
    assert "an approval expires" in refused


def test_answers_are_sealed_until_all_are_in(support: SupportDesk) -> None:
    settings = support.desk.folder / "hq" / "withstand.toml"
    profiles = "".join(
        f'\n[profile.{body}]\nclearance = "strictly_confidential"\ncomponents = ["{body}"]\n'
        for body in ("human_rights", "joint_analysis", "force")
    )
    profiles += (
        '\n[profile.several]\nclearance = "strictly_confidential"\ncomponents = ["human_rights", "joint_analysis"]\n'
    )
    settings.write_text(settings.read_text(encoding="utf-8") + profiles, encoding="utf-8")
    support.until_screening()
    answer = support.answer("human_rights", reasons="Fees at two roadblocks")
    desk = support.desk
    for profile in ("holder", "several", "joint_analysis", "force"):
        shown = support.show("--as", profile)
        assert {one["body"]: one["answered"] for one in shown["bodies"]} == {
            "human_rights": True,
            "joint_analysis": False,
        }
        assert shown["screenings"] == []
        assert "roadblocks" not in json.dumps(shown)
        assert (
            "roadblocks" not in desk.call("support", "show", support.request, "--as", profile, "--workspace", "hq")[1]
        )
    assert [one["fields"]["body"] for one in support.show("--as", "human_rights")["screenings"]] == ["human_rights"]
    for profile in ("holder", "several", "joint_analysis", "force"):
        assert desk.does("list", "screening", "--as", profile) == []
        desk.refused("record", "show", answer, "--as", profile)
        assert desk.does("search", "roadblocks", "--as", profile) == []
    steps = desk.does("support", "steps", support.request, "--as", "force")["steps"]
    (consolidate,) = [one for one in steps if one["step"] == "consolidate"]
    assert consolidate["lacks"] == ["No answer, and no recorded non-answer, from: Joint mission analysis."]
    support.answer("joint_analysis", "no_concern_found", "Nothing in our files")
    opened = support.show("--as", "joint_analysis")
    assert {one["fields"]["body"] for one in opened["screenings"]} == {"human_rights", "joint_analysis"}


def test_deliveries_are_held_against_the_decision_item_by_item(support: SupportDesk) -> None:
    decision = support.until_delivery()
    support.about("deliver", support.request, "what=First", "items=fuel:3000:litres")
    support.about("deliver", support.request, "what=Second", "items=fuel:3000:litres;oil:20:litres")
    (account,) = support.show()["accounts"]
    assert account["decision"] == decision
    assert {one["item"]: (one["approved"], one["delivered"], one["beyond"]) for one in account["items"]} == {
        "fuel": (4000, 6000, 2000), "oil": (None, 20, 20),
    }  # fmt: skip


def test_records_about_a_request_are_no_less_restricted_than_it(support: SupportDesk) -> None:
    desk = support.desk
    request = SupportDesk.add(
        desk, "support_request", "title=Quiet", f"when={day(-2)}", "support=fuel_rations", "requested_by=police",
        links=(f"recipient={support.battalion}",),
    )  # fmt: skip
    desk.does("record", "edit", request, "--classification", "strictly_confidential")
    visit = support.about("visit", request, "what=Depot", "by=human_rights", "verdict=not_seen")
    assert desk.does("record", "show", visit)["classification"] == "strictly_confidential"


def test_the_list_says_where_each_stands_and_until_when_support_may_be_given(support: SupportDesk) -> None:
    support.until_delivery()
    (row,) = support.desk.does("support", "list")
    assert (row["state"], row["support_may_be_given_until"], row["open_conditions"]) == ("delivering", day(60), 1)
    (earlier,) = support.desk.does("support", "list", "--on", day(-1))
    assert (earlier["state"], earlier["support_may_be_given_until"]) == ("draft", None)
    assert support.desk.does("support", "list", "--state", "closed") == []


def test_statistics_are_counts_with_how_many_there_are(support: SupportDesk) -> None:
    support.until_delivery()
    found = support.desk.does("support", "statistics")
    assert (found["requests"], found["approvals"]) == (1, 1)
    assert {one["body"]: (one["agreed"], one["compared"]) for one in found["agreement"]} == {
        "human_rights": (1, 1), "joint_analysis": (0, 1),
    }  # fmt: skip


def test_a_unit_on_one_page(support: SupportDesk) -> None:
    support.until_delivery()
    support.about("good", support.battalion, "what=order_issued", "verification=verified", f"when={day(-10)}")
    support.about("ladder", support.battalion, "title=Steps", "floor=monthly_visits", f"on={day(-40)}",
                  "rungs=fuel_rations:order_issued:-:each_delivery")  # fmt: skip
    found = support.desk.does("vet", "14th battalion", "--as-of", day(0))
    assert found["record"]["own"]["predation"]["acts"] == [["extortion", 1]]
    assert found["record"]["own"]["grave"]["entries"] == []
    assert found["record"]["above"]["grave"]["acts"] == [["summary_execution", 1]]
    assert [(one["name"], one["side"], one["now"]) for one in found["line"]] == [("2nd Brigade", "above", True)]
    assert [one["state"] for one in found["requests"]] == ["delivering"]
    assert [one["condition"]["fields"]["condition"] for one in found["open_conditions"]] == ["Fees end"]
    assert {one["gap"] for one in found["gaps"]} >= {"never_seen", "no_position"}
    assert found["ladders"][0]["reached"] == 1
    (like,) = found["like_requests"]
    assert (like["support"], like["requests"]) == ("fuel_rations", 0)
    assert (
        support.desk.does("vet", support.battalion, "--as-of", day(-70))["record"]["own"]["predation"]["entries"] == []
    )


def test_a_vetting_holds_what_its_reader_may_see(support: SupportDesk) -> None:
    desk = support.desk
    settings = desk.folder / "hq" / "withstand.toml"
    profile = '\n[profile.clerk]\nclearance = "unclassified"\ncomponents = ["force"]\n'
    settings.write_text(settings.read_text(encoding="utf-8") + profile, encoding="utf-8")
    hidden = desk.refused("vet", support.battalion, "--as", "clerk")
    absent = desk.refused("vet", "01a00000-0000-7000-8000-0123456789ab", "--as", "clerk")
    assert hidden.replace(support.battalion, "X") == absent.replace("01a00000-0000-7000-8000-0123456789ab", "X")


def test_papers_are_written_once_with_receipt_and_manifest(support: SupportDesk) -> None:
    desk = support.desk
    out = desk.folder / "unit.html"
    told = desk.does("vet", support.battalion, "--out", out)
    assert told["receipt"]
    assert told["manifest"]["records"]["evidence.Incident"] == 2
    page = out.read_text(encoding="utf-8")
    assert "Predation and abuse" in page
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page
    assert "exists already" in desk.refused("vet", support.battalion, "--out", out)
    assert ".docx" in desk.refused("vet", support.battalion, "--out", desk.folder / "unit.odt")
