"""`withstand promises`, `demarches`, `goals`, `followups`: what an officer does with them in a week."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import fastexcel
import pytest
from desktop import Desktop

TODAY = datetime.now(UTC).date()


def day(shift: int) -> str:
    """Some days from today."""
    return (TODAY + timedelta(days=shift)).isoformat()


def add(desk: Desktop, kind: str, *fields: str, links: tuple[str, ...] = ()) -> str:
    """A record entered by hand."""
    words = [part for one in fields for part in ("--set", one)] + [part for one in links for part in ("--link", one)]
    return str(desk.does("record", "add", kind, *words)[0]["record"])


def promise(desk: Desktop, words: str, *fields: str, links: tuple[str, ...] = ()) -> str:
    """A promise of theirs."""
    given = (
        f"promise={words}", "promise_side=theirs", f"when={day(-60)}", "made_in=meeting", "issue=checkpoints",
        "test=Two visits find no post", "owner=civil_affairs",
    )  # fmt: skip
    replaced = {one.partition("=")[0] for one in fields}
    return add(
        desk, "commitment", *(one for one in given if one.partition("=")[0] not in replaced), *fields, links=links
    )


def letter(desk: Desktop, met: str, *fields: str, links: tuple[str, ...] = ()) -> str:
    """A letter with an ask."""
    asks = [{"issue": "checkpoints", "topic": "post at the bridge", "wants": "stop", "ask": "No fees"}]
    (desk.folder / "letter.json").write_text(json.dumps({"asks": asks}), encoding="utf-8")
    given = ("subject=Fees at the bridge", f"when={day(-40)}", "level=district", "channel=letter", "tone=request")
    replaced = {one.partition("=")[0] for one in fields}
    words = [one for one in given if one.partition("=")[0] not in replaced] + list(fields)
    options = [part for one in words for part in ("--set", one)]
    options += [part for one in (f"met={met}", *links) for part in ("--link", one)]
    return str(desk.does("record", "add", "engagement", "--json", "letter.json", *options)[0]["record"])


@pytest.fixture
def ministry(desktop: Desktop) -> str:
    """An authority."""
    return add(desktop, "office", "name=Ministry of the Interior", "type=ministry", "side=host_state")


def test_promises_are_listed_with_how_their_days_stand_and_counted_with_of_how_many(
    desktop: Desktop, ministry: str
) -> None:
    late = promise(desktop, "The post goes", f"due={day(-3)}", links=(f"promised_by={ministry}",))
    promise(desktop, "A list of posts", "commitment_status=broken", f"status_on={day(-5)}")
    ours = promise(desktop, "A patrol every week", "promise_side=ours", "owner=force", f"due={day(5)}")
    told = desktop.does("promises")
    assert [one["due_stands"] for one in told["promises"]] == ["overdue", "soon", None]
    keys = ("side", "made", "settled", "kept", "broken", "overdue")
    assert [tuple(one[key] for key in keys) for one in told["counts"]] == [
        ("theirs", 2, 1, 0, 1, 1), ("ours", 1, 0, 0, 0, 0),
    ]  # fmt: skip
    assert [one["record"] for one in desktop.does("promises", "--of", "ministry of the interior")["promises"]] == [late]
    assert [one["record"] for one in desktop.does("promises", "--side", "ours")["promises"]] == [ours]
    assert [one["record"] for one in desktop.does("promises", "--due-by", day(0))["promises"]] == [late]
    assert [one["record"] for one in desktop.does("promises", "--component", "force")["promises"]] == [ours]
    assert desktop.does("promises", "--as-of", day(-61))["promises"] == []
    assert "ours or theirs" in desktop.refused("promises", "--side", "both")
    assert "withstand words components" in desktop.refused("promises", "--component", "nobody")


def test_a_calendar_and_a_workbook_are_given_out_with_a_receipt(desktop: Desktop, ministry: str) -> None:
    one = promise(desktop, "=The post, the one; goes", f"due={day(20)}", links=(f"promised_by={ministry}",))
    promise(desktop, "A list of posts", "commitment_status=broken")
    told = desktop.does("promises", "--calendar", "due.ics", "--sheet", "promises.xlsx", "--language", "ar")
    assert [(out["promises"], out["left_out"], bool(out["receipt"])) for out in told["written"]] == [
        (1, 1, True), (2, 0, True),
    ]  # fmt: skip
    text = (desktop.folder / "due.ics").read_bytes().decode()
    assert f"UID:{one}\r\n" in text
    assert text.count("BEGIN:VEVENT") == 1
    book = fastexcel.read_excel(desktop.folder / "promises.xlsx")
    rows = book.load_sheet(0, header_row=None).to_polars().rows()
    assert len(rows) == 3
    assert any("'=The post, the one; goes" in row for row in rows)
    assert "exists already" in desktop.refused("promises", "--calendar", "due.ics")
    assert "give the file the ending .ics" in desktop.refused("promises", "--calendar", "due.txt")


def test_a_calendar_without_a_day_is_refused(desktop: Desktop) -> None:
    promise(desktop, "The post goes")
    assert "would hold nothing" in desktop.refused("promises", "--calendar", "due.ics")
    assert not Path("due.ics").exists()


def test_demarches_are_proposed_merged_by_people_and_proposed_no_more(desktop: Desktop, ministry: str) -> None:
    one = letter(desktop, ministry, "lead=civil_affairs")
    other = letter(desktop, ministry, "lead=human_rights", f"when={day(-35)}")
    third = letter(desktop, ministry, "lead=force", f"when={day(-34)}")
    stand = {row["record"]: row["state"] for row in desktop.does("demarches", "list")}
    assert stand == {one: "no_reply", other: "no_reply", third: "no_reply"}
    assert {frozenset(pair["records"]) for pair in desktop.does("demarches", "joint")} == {
        frozenset((one, other)), frozenset((one, third)), frozenset((other, third)),
    }  # fmt: skip
    assert desktop.does("demarches", "merge", one, other, "--into", one) == {"records": [one, other], "into": one}
    assert {frozenset(pair["records"]) for pair in desktop.does("demarches", "joint")} == {frozenset((one, third))}
    assert "linked so already" in desktop.refused("demarches", "merge", one, other, "--into", one)
    assert "withdraw that link first" in desktop.refused("demarches", "merge", one, third, "--into", other)
    desktop.does("demarches", "apart", one, third)
    assert desktop.does("demarches", "joint") == []
    assert [row["record"] for row in desktop.does("demarches", "list", "--state", "merged")] == [other]
    assert "one and the same" in desktop.refused("demarches", "merge", one, one)
    assert "is no engagement" in desktop.refused("demarches", "merge", one, ministry)
    desktop.does("record", "edit", one, "--set", "reply=We look into it", "--set", f"reply_on={day(-1)}")
    assert [row["answered_on"] for row in desktop.does("demarches", "list", "--state", "answered")] == [day(-1)]
    assert len(desktop.does("demarches", "list", "--days", "60", "--state", "waiting")) == 1
    again = letter(desktop, ministry, "lead=force", f"when={day(-2)}", links=(f"repeats={third}",))
    assert [row["record"] for row in desktop.does("demarches", "list", "--repeated")] == [third]
    assert desktop.does("demarches", "list", "--contradictory") == []
    asks = '[{"issue": "checkpoints", "topic": "Post at the bridge", "wants": "keep", "ask": "Keep it"}]'
    seen = desktop.does("record", "show", again)["fields"]
    (desktop.folder / "asks.json").write_text(json.dumps(seen | {"asks": json.loads(asks)}), encoding="utf-8")
    desktop.does("record", "edit", again, "--json", "asks.json")
    told = {row["record"]: row["asks_against"] for row in desktop.does("demarches", "list", "--contradictory")}
    assert told.keys() == {one, third, again}
    assert set(told[again]) == {one, third}


def test_two_that_stay_are_joint(desktop: Desktop, ministry: str) -> None:
    one, other = letter(desktop, ministry, "lead=force"), letter(desktop, ministry, "lead=human_rights")
    assert desktop.does("demarches", "merge", one, other)["into"] is None
    assert desktop.does("demarches", "joint") == []
    assert {row["state"] for row in desktop.does("demarches", "list")} == {"no_reply"}


def test_follow_ups_and_looks_that_are_due(desktop: Desktop, ministry: str) -> None:
    one = letter(
        desktop,
        ministry,
        "lead=civil_affairs",
        "follow_up=Call back",
        "follow_up_owner=force",
        f"follow_up_due={day(-2)}",
    )
    told = desktop.does("followups")
    assert [(each["record"], each["stands"], each["owner"]) for each in told["follow_ups"]] == [
        (one, "overdue", "force")
    ]
    assert [(each["record"], each["after"], each["missed"]) for each in told["looks"]] == [(one, "days_30", ["days_7"])]
    assert desktop.does("followups", "--component", "human_rights")["looks"] == []
    assert desktop.does("followups", "--as-of", day(-39))["looks"] == []


def test_shared_goals(desktop: Desktop, ministry: str) -> None:
    def goal(words: str, *fields: str) -> str:
        given = (
            f"goal={words}", f"when={day(-90)}", "issue=protection_of_place", "their_interest=Taxes from the market",
            "owner=civil_affairs", "goal_status=agreed",
        )  # fmt: skip
        return add(desktop, "shared_goal", *given, *fields, links=(f"shared_with={ministry}",))

    past = goal("The market road is safe", f"review_by={day(-1)}")
    ahead = goal("Fees end", f"review_by={day(30)}")
    assert [(one["record"], one["overdue"], one["with"]) for one in desktop.does("goals")] == [
        (past, True, ["Ministry of the Interior"]), (ahead, False, ["Ministry of the Interior"]),
    ]  # fmt: skip
    desktop.does("record", "edit", past, "--set", "goal_status=reached")
    assert [one["record"] for one in desktop.does("goals")] == [ahead]
    assert len(desktop.does("goals", "--all")) == 2


def test_a_person_reads_tables(desktop: Desktop, ministry: str, monkeypatch: pytest.MonkeyPatch) -> None:
    promise(desktop, "The post goes", f"due={day(-3)}", links=(f"promised_by={ministry}",))
    letter(desktop, ministry, "lead=civil_affairs", "follow_up=Call back")
    letter(desktop, ministry, "lead=human_rights")
    add(
        desktop, "shared_goal", "goal=Fees end", f"when={day(-9)}", "issue=checkpoints", "their_interest=Order",
        "owner=force", "goal_status=agreed", f"review_by={day(-1)}", links=(f"shared_with={ministry}",),
    )  # fmt: skip
    for module in ("promises_view", "demarches_view", "dialogue_view"):
        monkeypatch.setattr(f"withstand.cli.{module}.piped", lambda: False)

    def shown(*words: str) -> str:
        code, out, err = desktop.call(*words, "--workspace", "hq")
        assert code == 0, err
        return " ".join(out.split())

    assert "Overdue" in shown("promises")
    assert "none" in shown("promises")
    assert "Without reply" in shown("demarches", "list")
    assert "Nothing is joined by itself" in shown("demarches", "joint")
    assert "Call back" in shown("followups")
    assert "overdue" in shown("goals")
    code, out, _ = desktop.call("promises", "--calendar", "due.ics", "--workspace", "hq")
    assert (code, out) == (0, "due.ics: 1 promise.\n")
