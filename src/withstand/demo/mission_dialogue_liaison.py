"""Liaison of the field offices, as far as anybody wrote it down: barriers, wells, cattle, custody, roads."""

from __future__ import annotations

from withstand.demo.mission_data import AMBER_FORD, KESSIN_TOWN, Told
from withstand.demo.mission_dialogue_words import CROSSING, ask, history, promise, talk
from withstand.demo.mission_words import place, to
from withstand.dialogue.parts import Ask, Observed

_Row = tuple[str, str, str, str, str, tuple[Ask, ...], str]
"""Day, key of whom, who leads, subject, where, asks, what was said."""

_CUSTODY = ("detention", "guardroom of Amber Ford")
_SCHOOL = ("children", "soldiers in the school of Hollowbank")
_BOATS = ("humanitarian_access", "boats at the river crossing")
_LISTS = ("displacement", "lists of families from the reed line")

DORRE_ROWS: tuple[_Row, ...] = (
    ("2031-02-24", "administrator-amber-ford", "civil_affairs", "First weekly talk", "", (), "Fridays, before market."),
    ("2031-04-21", "gendarmerie-dorre", "police", "The guardroom of Amber Ford", "",
     (ask(_CUSTODY, "allow", "A visit each Monday", "agreed"),), "Mondays at ten."),
    ("2031-06-09", "governor-dorre", "civil_affairs", "Wells along the reed line", "",
     (ask(("land_and_resources", "wells along the reed line"), "begin", "A list of wells in use", "partial"),),
     "The province will send what it has."),
    ("2031-08-18", "command-4", "force", "Barriers after dark", "",
     (ask(("checkpoints", "barriers after dark around Amber Ford"), "change", "Lamps at each barrier", "agreed"),),
     "Two barriers have lamps."),
    ("2031-09-29", "command-4", "human_rights", "Deaths in September", "",
     (ask(("investigation", "deaths of September 2031"), "begin", "An inquiry by the prosecutor", "deflected"),),
     "It was the Ash Column, the command says."),
    ("2031-11-10", "prosecutor-dorre", "human_rights", "Deaths in September, again", "",
     (ask(("investigation", "deaths of September 2031"), "begin", "A number in the register", "none"),),
     "The prosecutor listens and writes nothing."),
    ("2031-12-08", "administrator-amber-ford", "civil_affairs", "Lists of families from the reed line", "",
     (ask(_LISTS, "stop", "No list by origin", "agreed"),), "The lists were burned, the administrator says."),
    ("2032-01-26", "governor-dorre", "political_affairs", "After the deaths of 20 January", "",
     (ask(("protection_of_place", "villages along the reed line"), "more", "Gendarmes in three villages", "partial"),),
     "Ten men until the harvest."),
    ("2032-03-08", "command-4", "force", "Weekly talk with the brigade", "", (), "The road is calm. Fuel helps."),
    ("2032-06-28", "administrator-amber-ford", "civil_affairs", "Families from the east bank in the school", "",
     (ask(("displacement", "families in the school of Tarrowick"), "hold_off", "Nobody is sent back", "agreed"),),
     "Until the harvest they may stay."),
    ("2032-08-02", "governor-dorre", "civil_affairs", "Cattle and fields at Old Sluice", "Old Sluice",
     (ask(CROSSING, "begin", "Both sides at one table", "agreed"),), "The governor will come to the table."),
    ("2032-11-15", "gendarmerie-dorre", "police", "A fee at one crossing", "",
     (ask(("checkpoints", "fee at the crossing of Old Sluice"), "stop", "No fee at the crossing", "partial"),),
     "One man was moved."),
    ("2032-12-20", "governor-dorre", "civil_affairs", "The calendar of the dry season", "Old Sluice",
     (ask(CROSSING, "keep", "The same days", "agreed"),), "Nobody was hurt at a crossing since September."),
)  # fmt: skip

KESSIN_ROWS: tuple[_Row, ...] = (
    ("2031-06-02", "chiefs-kessin", "civil_affairs", "First talk with the council", "", (),
        "They ask who we answer to."),
    ("2031-07-07", "governor-kessin", "civil_affairs", "Boats at the river crossing", "",
     (ask(_BOATS, "allow", "Boats at night for the sick", "agreed"),), "Two boats."),
    ("2031-08-25", "army-21", "force", "Soldiers in the school of Hollowbank", "Hollowbank",
     (ask(_SCHOOL, "stop", "The school is empty before term", "agreed", by="2031-09-15"),), "They leave on Sunday."),
    ("2031-09-22", "front-liaison", "civil_affairs", "Who may pass at Mirrowen", "",
     (ask(_BOATS, "allow", "Boats pass unpaid", "refused"),), "Each boat pays, the office says."),
    ("2031-11-10", "commissioner-kessin", "police", "Men held without a charge", "",
     (ask(("detention", "cells of Kessin town"), "allow", "A visit each week", "agreed"),), "Wednesdays."),
    ("2031-12-29", "front-liaison", "force", "An escort that we did not want", "",
     (ask(("freedom_of_movement", "escorts of the River Front"), "stop", "We travel without escort", "deflected"),),
     "The office says that it was for our safety."),
    ("2032-01-12", "governor-kessin", "humanitarian_coordination", "After the deaths of 7 January in Ulvenne", "",
     (ask(("humanitarian_access", "road to Ulver Bridge"), "allow", "Ten trucks", "agreed"),),
     "They left in two days."),
    ("2032-06-14", "women-kessin", "women_protection", "Women on the market road", "", (), "They feel safer by day."),
    ("2032-09-20", "administrator-pellisar", "civil_affairs", "People who fled to the south", "",
     (ask(("displacement", "people in the south of Pellisar"), "inform", "How many, and where", "partial"),),
     "By telephone: about 1800."),
    ("2032-11-29", "commissioner-kessin", "police", "Police at night at Nine Poplars", "",
     (ask(("protection_of_place", "police at night at Nine Poplars"), "keep", "Four officers stay", "agreed"),),
     "Yes."),
)  # fmt: skip


def _liaison(office: str, district: str, rows: tuple[_Row, ...]) -> tuple[Told, ...]:
    return tuple(
        talk(
            f"liaison-{district.split(maxsplit=1)[0].lower()}-{day}",
            office,
            day,
            subject,
            who,
            lead=lead,
            level="province" if "governor" in who else "local",
            where=place(district, village),
            tone="request" if asks else "inform",
            asks=asks,
            said=said,
        )
        for day, who, lead, subject, village, asks, said in rows
    )


PROMISED = (
    promise(
        "promise-guardroom", AMBER_FORD, "2031-04-21", "A visit to the guardroom of Amber Ford each Monday", "theirs",
        _CUSTODY, "Forty visits in a year of Mondays.",
        *to("promised_by", "gendarmerie-dorre"), *to("made_at", "liaison-amber-2031-04-21"),
        due="2031-12-31", owner="police", entered="2031-04-22",
        edits=history(AMBER_FORD, ("2032-01-12", "met", "Forty-four of fifty Mondays.", "police")),
    ),
    promise(
        "promise-school", KESSIN_TOWN, "2031-08-25", "The school of Hollowbank is empty before term", "theirs", _SCHOOL,
        "Children in every room on the first day.",
        *to("promised_by", "army-21"), *to("made_at", "liaison-kessin-2031-08-25"),
        due="2031-09-15", owner="child_protection", entered="2031-08-26",
        edits=history(KESSIN_TOWN, ("2031-09-16", "met", "Seen on the first day of term.", "child_protection")),
    ),
    promise(
        "promise-gendarmes", AMBER_FORD, "2032-01-26", "Gendarmes in three villages along the reed line", "theirs",
        ("protection_of_place", "villages along the reed line"), "A post with men in each of the three, by night.",
        *to("promised_by", "governor-dorre"), *to("made_at", "liaison-amber-2032-01-26"),
        due="2032-03-31", owner="political_affairs", entered="2032-01-27",
        edits=history(AMBER_FORD, ("2032-04-02", "partly_met", "One village of three.", "police")),
    ),
    promise(
        "promise-pump", AMBER_FORD, "2032-06-24", "Back by the end of July with an answer on the pump", "ours",
        ("land_and_resources", "pump of Third Mill"), "Somebody of ours has been there and said yes or no.",
        *to("promised_to", "water-third-mill"), *to("rests_on", "pump-promise"),
        due="2032-07-31", owner="civil_affairs", entered="2032-06-26", where=place("Amber Ford", "Third Mill"),
    ),
    promise(
        "promise-boat", AMBER_FORD, "2032-08-02", "A boat for the old ford before the cattle come", "ours", CROSSING,
        "The boat carries people, not cattle, on the first crossing day.",
        *to("promised_to", "governor-dorre"), *to("made_at", "liaison-amber-2032-08-02"), *to("serves", "goal-cattle"),
        due="2032-09-20", owner="civil_affairs", entered="2032-08-04",
        edits=history(AMBER_FORD, ("2032-09-21", "met", "Seen on the water on 19 September.", "force")),
    ),
    promise(
        "promise-crossing-fee", AMBER_FORD, "2032-11-15", "No fee at the crossing of Old Sluice", "theirs",
        ("checkpoints", "fee at the crossing of Old Sluice"), "Ten crossings on two days without a payment.",
        *to("promised_by", "gendarmerie-dorre"), *to("made_at", "liaison-amber-2032-11-15"), *to("serves",
            "goal-cattle"),
        due="2032-12-31", owner="police", entered="2032-11-16",
    ),
)  # fmt: skip
"""The answer on the pump went with the team that rotated on 15 July; the record of the promise stays open."""

REED_LINE = (
    talk(
        "ash-column-call", AMBER_FORD, "2032-06-29", "Passage for the wounded of Reedhollow", "ash-column",
        channel="call", lead="civil_affairs", where=place("Amber Ford", "Reedhollow"), tone="request",
        asks=(ask(("humanitarian_access", "wounded of Reedhollow"), "allow", "Four wounded pass", "agreed"),),
        said="They passed at noon. Nobody of legal was asked about a group that stands on a list.",
        observed=(Observed(after="days_7", change="improved", seen_on="2032-07-01", seen="Four reached the clinic.",
                           rival="An uncle of one of them fights there."),),
    ),
    talk(
        "ash-column-advised", AMBER_FORD, "2032-10-04", "Passage for a vaccination along the reed line", "ash-column",
        channel="call", lead="humanitarian_coordination", components=("legal",), tone="request",
        legal_advice_on="2032-09-28",
        asks=(ask(("humanitarian_access", "vaccination along the reed line"), "allow", "Five days", "partial"),),
    ),
)  # fmt: skip
"""Contact with a group on a list, once without legal advice and once with it."""

DIALOGUE_LIAISON = (
    *_liaison(AMBER_FORD, "Amber Ford", DORRE_ROWS), *_liaison(KESSIN_TOWN, "Kessin", KESSIN_ROWS), *PROMISED,
    *REED_LINE,
)  # fmt: skip
