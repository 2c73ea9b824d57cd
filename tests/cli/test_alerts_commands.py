"""`withstand alerts` from the first warning to feedback and an intercession, on one desk."""

from __future__ import annotations

import pytest
from desktop import Desktop
from support_desk import TODAY, SupportDesk, day

WORDS = "We are concerned about the conduct of the 14th Battalion. Please see that nobody is harmed."


@pytest.fixture
def desk(desktop: Desktop) -> Desktop:
    return desktop


def add(desk: Desktop, kind: str, *fields: str, links: tuple[str, ...] = ()) -> str:
    return SupportDesk.add(desk, kind, *fields, links=links)


@pytest.fixture
def army(desk: Desktop) -> tuple[str, str]:
    battalion = add(desk, "unit", "name=14th Battalion", "side=host_state")
    ministry = add(desk, "office", "name=Ministry of Defence", "side=host_state")
    add(desk, "relation", "type=command", "valid=2020-01-01..", links=(f"lower={battalion}", f"upper={ministry}"))
    return battalion, ministry


def alert(desk: Desktop, *fields: str, suspected: str, side: str = "host_state") -> str:
    source = add(desk, "source", "token=S-17", "type=witness", "consent=authorities:protection")
    return add(
        desk, "alert", "what=looting", "where=VM0101/Reedhollow", f"when={TODAY}", f"received={day(-3)}",
        f"perpetrators={side}", "consent=authorities:protection", *fields,
        links=(f"suspected={suspected}#a1", f"source={source}"),
    )  # fmt: skip


def test_a_sending_is_recorded_and_what_may_never_go_is_not_sent(desk: Desktop, army: tuple[str, str]) -> None:
    ours = add(desk, "unit", "name=Contingent", "side=own_side")
    told = alert(desk, suspected=army[0])
    assert "Never" in desk.refused("alerts", "send", told, army[1], "--by", "force")
    sent = desk.does("alerts", "send", told, ours, "--by", "civil_affairs", "--how", "telephone_radio")
    record = desk.does("record", "show", sent["record"])
    assert {one["role"]: one["to"] for one in record["links"]} == {"sends": told, "sent_to": ours}
    assert record["fields"]["route_verdict"] == "may_travel"
    assert desk.does("record", "show", told)["fields"]["status"] == "sent"
    assert "alerts send" in desk.refused(
        "record", "add", "dispatched", "--set", "sent_by=force", "--set", f"sent_on={TODAY}", "--set",
        "route_verdict=held", "--link", f"sends={told}", "--link", f"sent_to={army[1]}",
    )  # fmt: skip


def test_an_alert_that_closes_without_a_word_to_who_warned_us_is_due(desk: Desktop, army: tuple[str, str]) -> None:
    told = alert(desk, suspected=army[0])
    assert [one["due"] for one in desk.does("alerts", "due")] == ["answer"]
    closing = ("alerts", "close", told, "--answerer", "operation", "--answered-on", day(-1))
    assert desk.does(*closing)["feedback"] is None
    assert [one["due"] for one in desk.does("alerts", "due")] == ["feedback"]
    assert "by which component" in desk.refused("alerts", "close", told, "--feedback", "given")
    desk.does("alerts", "close", told, "--feedback", "not_safe")
    assert desk.does("alerts", "due") == []
    (row,) = desk.does("alerts", "answered")["about"]
    assert (row["about"], row["alerts"], row["few"]) == ("host_state", 1, True)
    assert row["by"] == [{"who": "operation", "alerts": 1, "timed": 1, "median_days": None, "quartiles": None}]


def test_an_engagement_that_would_tell_the_line_is_refused_in_a_sentence(desk: Desktop, army: tuple[str, str]) -> None:
    told = alert(desk, suspected=army[0])
    fields = ("subject=The road", f"when={TODAY}", "level=national", "channel=meeting", "lead=civil_affairs")
    words = [part for one in fields for part in ("--set", one)]
    refused = desk.refused(
        "record", "add", "engagement", *words, "--link", f"met={army[1]}", "--link", f"raises={told}"
    )  # fmt: skip
    assert "Never: this recipient is above" in refused
    assert "withstand alerts intercede" in refused


def test_two_people_make_an_intercession_and_its_words_alone_are_taken_along(
    desk: Desktop, army: tuple[str, str]
) -> None:  # fmt: skip
    told = alert(desk, "narrative=Trucks stood at the mill of Reedhollow.", suspected=army[0])
    about = ("alerts", "intercede", told, army[1], "--role", "head_of_mission", "--lead", "leadership",
             "--reasons", "No other way is safe.", "--author", "Writer")  # fmt: skip
    pointed = desk.does(*about, "--words", "Trucks near Reedhollow on Thursday", "--check")
    assert {("place", True), ("time", True)} <= {(one["found"], one["never"]) for one in pointed}
    (desk.folder / "words.png").write_bytes(b"\x89PNG\xff\xfe")
    assert "no plain text" in desk.refused(*about, "--words-file", "words.png", "--check")
    assert "2032-13" in desk.refused(*about, "--words", WORDS, "--month", "2032-13", "--check")
    refused = desk.refused(*about, "--words", WORDS + " It was at Reedhollow.")
    assert "Reedhollow" in refused
    assert "take it out" in refused
    kept = ("--keep", "few:–=Nobody there can be told from others.")
    saved = desk.does(*about, "--words", WORDS, *kept)["record"]
    assert "another person" in desk.refused("alerts", "confirm", saved, "--author", "writer ")
    assert "Proposed" in desk.refused("alerts", "spoken", saved)
    desk.does("alerts", "confirm", saved, "--author", "Reviewer")
    assert desk.does("alerts", "spoken", saved) == {"with": army[1], "words": WORDS, "area": "", "month": ""}
    desk.does("alerts", "followed", saved, "ended", "--did", "acted", "--told", "Orders were given.")
    shown = desk.does("record", "show", saved)["fields"]
    assert (shown["intercession_status"], shown["superior_did"]) == ("ended", "acted")
    (verdict,) = desk.does("route", told, "--to", "Ministry of Defence")
    assert (verdict["record"], verdict["verdict"]) == (army[1], "never")
    other = add(desk, "office", "name=Ministry of Trade", "side=host_state")
    assert "above or behind" in desk.refused(
        *about[:3], other, *about[4:], "--words", WORDS, *kept
    )  # fmt: skip
