"""Everyday cases of two years and who of ours answered them: those of the state's forces seldomer, and later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from withstand.demo.mission_data import AMBER_FORD, HEADQUARTERS, KESSIN_TOWN, Edit, LinkByKey, Told
from withstand.demo.mission_dialogue_words import talk
from withstand.demo.mission_words import by, edit, many, on, place, some_day, to, told
from withstand.demo.velmara import DORRE, KESSIN, district
from withstand.evidence.records import Alert, Incident, Visit
from withstand.mission.records import Action

if TYPE_CHECKING:
    from withstand.demo.dice import Dice

STATE, PARTNER, GROUP, MILITIA, CRIME, NOBODY_KNOWS = (
    "host_state", "state_partner", "armed_group", "militia", "criminal", "unknown",
)  # fmt: skip
SEEN, PARTLY, TURNED_BACK, NOT_TRIED = "full", "partial", "denied", "not_attempted"
DONE, RAISED, BY_US, BY_THE_STATE, NOTHING = "done", "raised", "own_side", "by_the_state", ""


class Case(NamedTuple):
    """Something reported, and what became of it: `how` it was answered, and `after` how many days."""

    day: str
    district: str
    side: str
    what: str
    how: str = NOTHING
    after: int = 0


INCIDENTS = (
    Case("2031-02-11", "Amber Ford", GROUP, "livestock_theft", SEEN, 2),
    Case("2031-02-24", "Kessin", STATE, "checkpoint_fees"),
    Case("2031-03-19", "Halvrane", STATE, "looting"),
    Case("2031-04-08", "Pellisar", GROUP, "illegal_taxation", SEEN, 4),
    Case("2031-05-21", "Kessin", STATE, "beating", RAISED, 19),
    Case("2031-06-03", "Halvrane", GROUP, "attack_on_civilians", SEEN, 1),
    Case("2031-07-15", "Lonnhaven", STATE, "arbitrary_arrest_detention", SEEN, 24),
    Case("2031-08-05", "Draymoor", MILITIA, "property_destruction", SEEN, 5),
    Case("2031-09-09", "Amber Ford", STATE, "extortion"),
    Case("2031-09-23", "Amber Ford", GROUP, "looting", PARTLY, 3),
    Case("2031-10-07", "Ulvenne", STATE, "forced_labour"),
    Case("2031-11-04", "Vaskerry", PARTNER, "livestock_theft"),
    Case("2031-11-26", "Kessin", STATE, "looting", SEEN, 18),
    Case("2031-12-10", "Lonnhaven", CRIME, "looting", SEEN, 1),
    Case("2032-01-13", "Halvrane", GROUP, "livestock_theft", SEEN, 3),
    Case("2032-02-08", "Marrowick", STATE, "forced_displacement", TURNED_BACK, 9),
    Case("2032-02-22", "Pellisar", GROUP, "attack_on_civilians", SEEN, 2),
    Case("2032-03-17", "Kessin", CRIME, "extortion", SEEN, 2),
    Case("2032-04-02", "Amber Ford", MILITIA, "beating", SEEN, 4),
    Case("2032-04-22", "Lonnhaven", STATE, "harassment", RAISED, 21),
    Case("2032-05-09", "Vaskerry", PARTNER, "extortion", SEEN, 27),
    Case("2032-06-17", "Amber Ford", STATE, "looting", PARTLY, 16),
    Case("2032-07-06", "Amber Ford", GROUP, "attack_on_civilians", SEEN, 2),
    Case("2032-07-28", "Amber Ford", STATE, "forced_labour"),
    Case("2032-08-12", "Kessin", MILITIA, "livestock_theft", SEEN, 6),
    Case("2032-08-26", "Ulvenne", GROUP, "looting", DONE, 3),
    Case("2032-09-18", "Lonnhaven", STATE, "beating", SEEN, 20),
    Case("2032-09-29", "Amber Ford", STATE, "extortion"),
    Case("2032-10-13", "Halvrane", STATE, "looting", TURNED_BACK, 11),
    Case("2032-10-26", "Lonnhaven", CRIME, "looting", SEEN, 5),
    Case("2032-11-07", "Amber Ford", GROUP, "livestock_theft", SEEN, 2),
    Case("2032-11-16", "Lonnhaven", STATE, "harassment"),
    Case("2032-11-30", "Vaskerry", PARTNER, "movement_restriction", NOT_TRIED, 8),
    Case("2032-12-09", "Orrenby", NOBODY_KNOWS, "beating"),
)
"""As they were reported, one or two a month."""

ALERTS = (
    Case("2031-03-05", "Halvrane", GROUP, "attack_on_civilians", BY_US, 1),
    Case("2031-04-16", "Amber Ford", STATE, "extortion", BY_US, 9),
    Case("2031-05-13", "Ulvenne", GROUP, "abduction", BY_US, 2),
    Case("2031-06-25", "Kessin", STATE, "arbitrary_arrest_detention"),
    Case("2031-07-08", "Pellisar", GROUP, "attack_on_civilians", BY_US, 1),
    Case("2031-09-17", "Amber Ford", MILITIA, "attack_on_civilians", BY_US, 2),
    Case("2031-10-28", "Pellisar", STATE, "property_destruction"),
    Case("2031-12-17", "Vaskerry", PARTNER, "death_threat"),
    Case("2032-01-27", "Tessock", GROUP, "attack_on_civilians", BY_US, 3),
    Case("2032-02-19", "Lonnhaven", STATE, "arbitrary_arrest_detention", BY_US, 17),
    Case("2032-03-09", "Draymoor", MILITIA, "attack_on_civilians", BY_THE_STATE, 5),
    Case("2032-03-25", "Amber Ford", GROUP, "livestock_theft", BY_US, 1),
    Case("2032-04-14", "Pellisar", GROUP, "attack_on_civilians", BY_US, 2),
    Case("2032-06-02", "Amber Ford", STATE, "death_threat", BY_US, 17),
    Case("2032-06-29", "Kessin", CRIME, "looting", BY_US, 1),
    Case("2032-08-04", "Halvrane", GROUP, "attack_on_civilians"),
    Case("2032-08-17", "Amber Ford", STATE, "looting"),
    Case("2032-09-22", "Lonnhaven", STATE, "arbitrary_arrest_detention"),
    Case("2032-10-06", "Ulvenne", GROUP, "abduction", BY_US, 2),
    Case("2032-10-19", "Amber Ford", MILITIA, "property_destruction", BY_US, 3),
    Case("2032-11-03", "Amber Ford", STATE, "death_threat", BY_US, 15),
    Case("2032-11-24", "Tessock", GROUP, "livestock_theft", BY_US, 4),
    Case("2032-12-02", "Lonnhaven", CRIME, "extortion", BY_US, 1),
)
"""Warnings; one of them went to the state's forces, which came on the fifth day."""


@dataclass(frozen=True)
class _Side:
    """How a side is told of, who of ours goes, and whom it is suspected to be, by district."""

    described: str
    components: tuple[str, ...]
    suspected: tuple[tuple[str, str], ...] = ()


_ASH, _RIVER = ("Amber Ford", "Halvrane", "Tessock"), ("Ulvenne", "Pellisar")
_SIDES = {
    STATE: _Side("men in the uniform of the state", ("human_rights",)),
    PARTNER: _Side("auxiliaries with lamps on their caps", ("human_rights",)),
    GROUP: _Side(
        "fighters of an armed group", ("force", "protection_adviser"),
        (*((name, "ash-column") for name in _ASH), *((name, "river-front") for name in _RIVER)),
    ),
    MILITIA: _Side("a self-defence group", ("force", "civil_affairs")),
    CRIME: _Side("armed men without uniform", ("police",)),
    NOBODY_KNOWS: _Side("men whom nobody knew", ("civil_affairs",)),
}  # fmt: skip
_SAW = ("Spoke with the chief and with three families.", "The damage was seen and counted.", "Stayed for two hours.")
_ACCESS = {
    PARTLY: "Only the market; the houses behind it were not seen.",
    TURNED_BACK: "Turned back at a barrier; asked for the order and got none.",
    NOT_TRIED: "Not tried: no clearance came.",
}
_VISITED = (SEEN, PARTLY, TURNED_BACK, NOT_TRIED)
_TOLD = {"Kessin": "commissioner-kessin", "Lonnhaven": "commissioner-lonn"}


def answered(dice: Dice) -> Iterator[Told]:
    """Each case, and what followed where anything did."""
    for case in INCIDENTS:
        yield from _incident(case, dice)
    for case in ALERTS:
        yield _alert(case, dice)


def _incident(case: Case, dice: Dice) -> Iterator[Told]:
    side, office, key = _SIDES[case.side], _office(case), _key(case)
    village = dice.pick(district(case.district).villages)
    fields = Incident(
        what=case.what,
        where=place(case.district, village),
        when=on(case.day),
        perpetrators=(_by(case),),
        counts=(many(dice.between(1, 9)),),
        verification=dice.pick(("allegation", "partly_corroborated")),
        grade=dice.pick(("B2", "B3", "C2", "C3")),
    )
    entered = _later(case.day, min(case.after, dice.between(0, 2)) if case.how else dice.between(1, 4))
    yield told(key, office, entered, fields, *_suspected(case))
    if not case.how:
        return
    went = _later(case.day, case.after)
    if case.how in _VISITED:
        yield told(f"{key}-visit", office, went, Visit(
            purpose="investigation" if case.side == STATE else "patrol", where=place(case.district, village),
            when=on(went), components=side.components, access=case.how, seen=_ACCESS.get(case.how) or dice.pick(_SAW),
        ), *to("about", key))  # fmt: skip
    elif case.how == RAISED:
        yield talk(
            f"{key}-raised", office, went, f"A case of {_plain(case)} in {village}", _TOLD[case.district],
            lead="human_rights", tone="inform", said="The case was told, without names. They wrote it down.",
            links=to("raises", key),
        )  # fmt: skip
    elif case.how == DONE:
        yield told(f"{key}-patrols", office, went, Action(
            task=f"Two nights in {village} after the {_plain(case)}", when=on(went),
            where=place(case.district, village), type="presence", tier="physical", owner=side.components[0],
            owner_office=office, due=went, status="done", done_on=went,
        ), *to("rests_on", key))  # fmt: skip


def _alert(case: Case, dice: Dice) -> Told:
    office, entered = _office(case), case.day
    came = _later(case.day, case.after)
    changes: dict[str, Any] = {"status": "closed"}
    if case.how:
        who = STATE if case.how == BY_THE_STATE else BY_US
        changes = {"status": "answered", "answered_by": who, "answered_on": came}
    edits: tuple[Edit, ...] = (edit(office, came if case.how else _later(case.day, 26), **changes),)
    fields = Alert(
        what=case.what,
        where=place(case.district, dice.pick(district(case.district).villages)),
        when=some_day(case.day, _later(case.day, dice.between(3, 9))),
        perpetrators=(_by(case),),
        groups=("civilians_general",),
        received=case.day,
        reached_by=dice.pick(("community_network", "hotline", "partner")),
        status="held" if case.side in (STATE, PARTNER) else "received",
        grade=dice.pick(("B3", "C2", "C3")),
    )
    return told(_key(case), office, entered, fields, *_suspected(case), edits=edits)


def _by(case: Case) -> Any:
    sure = "low" if case.side == NOBODY_KNOWS else "moderate"
    return by(case.side, "C3", sure, _SIDES[case.side].described, uniformed=case.side == STATE)


def _suspected(case: Case) -> tuple[LinkByKey, ...]:
    who = dict(_SIDES[case.side].suspected).get(case.district)
    return to("suspected", who, about="a1") if who else ()


def _key(case: Case) -> str:
    return f"reported-{case.district.replace(' ', '-').lower()}-{case.day}"


def _plain(case: Case) -> str:
    return case.what.replace("_", " ")


def _office(case: Case) -> str:
    province = district(case.district).province
    return AMBER_FORD if province == DORRE else KESSIN_TOWN if province == KESSIN else HEADQUARTERS


def _later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
