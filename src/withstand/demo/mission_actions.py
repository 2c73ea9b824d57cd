"""What the working groups agreed to do about threats: who, where, by when, and what was carried past its day."""

from __future__ import annotations

from typing import Any

from withstand.demo.mission_data import AMBER_FORD, HEADQUARTERS, KESSIN_TOWN, Edit, LinkByKey, Told
from withstand.demo.mission_fuel import EAST_BANK
from withstand.demo.mission_threats import looked_at
from withstand.demo.mission_words import edit, on, place, to, told
from withstand.ledger.fields import Place
from withstand.mission.records import Action


def _action(
    key: str,
    office: str,
    day: str,
    threat: str,
    task: str,
    *,
    due: str | None,
    owner: str | None,
    where: Place | None = None,
    edits: tuple[Edit, ...] = (),
    asked: tuple[LinkByKey, ...] = (),
    **more: Any,
) -> Told:
    fields = Action(task=task, when=on(day), due=due, owner=owner, where=where, owner_office=office, **more)
    return told(key, office, day, fields, *to("answers", threat), *asked, edits=edits)


ACTIONS = (
    _action(
        "act-east-bank-patrol",
        AMBER_FORD,
        "2032-06-21",
        "threat-east-bank",
        "Patrol the east bank twice a week, on market days too",
        due="2032-11-30",
        owner="force",
        where=EAST_BANK,
        components=("human_rights",),
        type="patrol",
        tier="physical",
        status="under_way",
        edits=looked_at(AMBER_FORD, "2032-12-06", "2032-12-13", "2032-12-20"),
    ),
    _action(
        "act-bridge-order",
        AMBER_FORD,
        "2032-06-21",
        "threat-east-bank",
        "Ask the brigade to show the order to stop us at the bridge",
        due="2032-07-15",
        owner="political_affairs",
        asked=to("asked_of", "army-4"),
        type="demarche",
        tier="dialogue",
        edits=looked_at(AMBER_FORD, "2032-12-06", "2032-12-13", "2032-12-20"),
    ),
    _action(
        "act-night-hotline",
        AMBER_FORD,
        "2032-09-06",
        "threat-lamp-guard",
        "Keep the hotline staffed at night",
        due=None,
        owner="civil_affairs",
        type="early_warning",
        tier="physical",
        status="standing",
        edits=looked_at(AMBER_FORD, "2032-12-06", "2032-12-13", "2032-12-20"),
    ),
    _action(
        "act-sluice-dialogue",
        AMBER_FORD,
        "2032-08-02",
        "threat-old-sluice",
        "Bring both villages to one table",
        due="2032-09-30",
        owner="civil_affairs",
        type="mediation",
        tier="dialogue",
        edits=(edit(AMBER_FORD, "2032-09-27", status="done", done_on="2032-09-25"),),
    ),
    _action(
        "act-pellisar-clearance",
        KESSIN_TOWN,
        "2032-10-11",
        "threat-pellisar",
        "Ask for clearance to Pellisar every week, in writing",
        due="2032-10-31",
        owner="force",
        where=place("Pellisar"),
        asked=to("asked_of", "army-2"),
        type="engage_authorities",
        tier="dialogue",
        status="blocked",
        obstacle="No clearance came since 1 September; no end was named.",
        edits=looked_at(KESSIN_TOWN, "2032-12-06", "2032-12-13", "2032-12-20"),
    ),
    _action(
        "act-poplars-patrol",
        KESSIN_TOWN,
        "2032-07-12",
        "threat-nine-poplars",
        "Walk with the police at night, twice a week",
        due="2032-12-31",
        owner="police",
        where=place("Kessin", "Nine Poplars"),
        type="joint_patrol",
        tier="physical",
        status="under_way",
        edits=looked_at(KESSIN_TOWN, "2032-12-06", "2032-12-13", "2032-12-20"),
    ),
    _action(
        "act-agreed-position",
        HEADQUARTERS,
        "2032-09-20",
        "threat-crowds",
        "Agree what is said to whom when police fire on a crowd",
        due="2032-10-15",
        owner="communications",
        components=("political_affairs", "human_rights"),
        type="contingency_plan",
        edits=looked_at(HEADQUARTERS, "2032-12-06", "2032-12-13", "2032-12-20"),
    ),
    _action(
        "act-prison-visits",
        HEADQUARTERS,
        "2032-09-20",
        "threat-crowds",
        "Visit those held after 9 September",
        due="2032-12-15",
        owner="human_rights",
        where=place("Lonnhaven"),
        asked=to("asked_of", "prison-lonn", "governor-lonn"),
        type="detention_monitoring",
        tier="environment",
        status="blocked",
        edits=looked_at(HEADQUARTERS, "2032-12-06", "2032-12-13", "2032-12-20"),
    ),
)
"""Carried from meeting to meeting, some long past their day."""
