"""`withstand influence`, `channels`, `rehearse`: whom to speak with, and ten minutes before."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from desktop import Desktop

from withstand.brief.records.words import LANGUAGES

TODAY = datetime.now(UTC).date()


def day(shift: int) -> str:
    """Some days from today."""
    return (TODAY + timedelta(days=shift)).isoformat()


def add(desk: Desktop, kind: str, *words: str) -> str:
    """A record entered by hand: fields as NAME=VALUE, links as @ROLE=RECORD."""
    options = [part for one in words for part in (("--link", one[1:]) if one[0] == "@" else ("--set", one))]
    return str(desk.does("record", "add", kind, *options)[0]["record"])


def rehearsed(desk: Desktop, *words: str) -> Any:
    """What the command prints, which needs no workspace."""
    code, out, err = desk.call("rehearse", *words)
    assert code == 0, err
    return json.loads(out)


@pytest.fixture
def unit(desktop: Desktop) -> str:
    """A battalion under a governor whom we met nine days ago, who was asked once and agreed."""
    battalion = add(desktop, "unit", "name=Bridge Battalion", "side=host_state")
    governor = add(desktop, "office", "name=Governor of the Bridge", "side=host_state")
    valid = json.dumps({"valid": {"start": "2020-01-01", "ongoing": True, "precise": True}})
    (desktop.folder / "valid.json").write_text(valid, encoding="utf-8")
    desktop.does(
        "record", "add", "relation", "--json", "valid.json", "--set", "type=command",
        "--link", f"lower={battalion}", "--link", f"upper={governor}",
    )  # fmt: skip
    ask = {"issue": "checkpoints", "topic": "the bridge", "wants": "stop", "ask": "No fees", "response": "agreed"}
    (desktop.folder / "asks.json").write_text(json.dumps({"asks": [ask]}), encoding="utf-8")
    desktop.does(
        "record", "add", "engagement", "--json", "asks.json", "--set", "subject=Fees", "--set", f"when={day(-9)}",
        "--set", "level=province", "--set", "channel=meeting", "--set", "lead=police", "--link", f"met={governor}",
    )  # fmt: skip
    return battalion


def test_who_can_deliver_is_said_with_counts_and_the_way_there(desktop: Desktop, unit: str) -> None:
    found = {one["name"]: one for one in desktop.does("influence", "Bridge Battalion", "checkpoints")}
    assert set(found) == {"Bridge Battalion", "Governor of the Bridge"}
    governor = found["Governor of the Bridge"]
    assert (governor["authority"], governor["asked"], governor["agreed"], governor["kept"]) == ("orders", 1, 1, 0)
    (route,) = found["Bridge Battalion"]["routes"]
    assert (route["component"], route["last"], route["silent"]) == ("police", day(-9), False)
    assert [(one["office"], one["way"], one["holds"]) for one in route["steps"]] == [(unit, "orders", True)]
    (silent,) = desktop.does("influence", unit, "checkpoints", "--silent-after", "5")[0]["routes"]
    assert silent["silent"]


def test_a_link_leads_to_an_actor_by_its_name(desktop: Desktop, unit: str) -> None:
    said = ("subject=Fuel", f"when={day(-2)}", "level=local", "channel=call", "lead=force", "@met=bridge battalion")
    talk = add(desktop, "engagement", *said)
    (link,) = desktop.does("record", "show", talk)["links"]
    assert (link["role"], link["to"]) == ("met", unit)
    options = [part for one in said[:-1] for part in ("--set", one)]
    refused = desktop.refused("record", "add", "engagement", *options, "--link", "met=Nobody at all")
    assert "There is no record Nobody at all" in refused


def test_channels_list_whom_nobody_speaks_with_and_levels_without_contact(desktop: Desktop, unit: str) -> None:
    found = desktop.does("channels")
    assert [(one["office"], one["last"]) for one in found["channels"]] == [(unit, None)]
    every = desktop.does("channels", "--all")["channels"]
    assert [one["by"] for one in every if one["office"] != unit] == [{"police": day(-9)}]
    levels = {one["level"]: one["times"] for one in found["levels"]}
    assert (levels["province"], levels["national"]) == (1, 0)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("influence", "Bridge Battalion", "weather"), "There is no issue 'weather'"),
        (("influence", "Nobody at all", "checkpoints"), "no record"),
        (("influence", "", "checkpoints"), "this is empty"),
        (("meet", " ", "--on", "2032-01-01"), "this is empty"),
        (("vet", ""), "this is empty"),
        (("rehearse", "--role", "sergeant"), "Name the rehearsal too"),
        (("rehearse", "moon"), "There is no rehearsal 'moon'"),
        (("rehearse", "checkpoint", "--role", "moon"), "There is no role 'moon'"),
        (("rehearse", "checkpoint", "--language", "xx"), "not in 'xx'"),
        (("rehearse", "checkpoint", "--folder", "nowhere"), "There is no folder"),
        (("rehearse", "checkpoint", "--out", "card.odt"), "written as .html, .docx, .pdf, .json"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(desktop: Desktop, unit: str, words: tuple[str, ...], said: str) -> None:
    assert said in desktop.refused(*words, workspace=words[0] != "rehearse")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["html", "docx", "pdf", "json"])
def test_a_card_is_written_in_every_form_and_language(desktop: Desktop, form: str, language: str) -> None:
    name = f"card-{language}.{form}"
    told = rehearsed(desktop, "checkpoint", "--role", "interpreter", "--language", language, "--out", name)
    assert told == {"written": name}
    content = (desktop.folder / name).read_bytes()
    assert len(content) > 400
    if form == "html":
        assert f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"'.encode() in content
    assert "exists" in desktop.refused("rehearse", "checkpoint", "--out", name, workspace=False)


def test_the_card_of_one_is_not_that_of_another(desktop: Desktop) -> None:
    card = rehearsed(desktop, "police_station", "--role", "duty_officer")
    guide = rehearsed(desktop, "police_station")
    assert set(card) == {"key", "title", "situation", "card"}
    assert len(guide["roles"]) == 4
    assert [one["rehearsal"] for one in rehearsed(desktop)] == ["checkpoint", "governor_office", "police_station"]
