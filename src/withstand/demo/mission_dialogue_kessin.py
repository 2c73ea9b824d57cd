"""Story C in dialogue: fees end, the market road is shared, two ask opposite things; Pellisar stays shut."""

from __future__ import annotations

from withstand.demo.mission_data import HEADQUARTERS, KESSIN_TOWN, Told
from withstand.demo.mission_dialogue_words import (
    HEARING,
    PELLISAR,
    POPLARS,
    ROAD,
    SALT_GATE,
    ask,
    history,
    promise,
    talk,
)
from withstand.demo.mission_words import place, to
from withstand.dialogue.parts import Observed

_TOWN = place("Kessin", "Kessin")
_POPLARS = place("Kessin", "Nine Poplars")

SPRING = (
    talk(
        "fees-salt-gate", KESSIN_TOWN, "2032-02-09", "Fees at Salt Gate", "command-2", "army-21",
        lead="civil_affairs", components=("human_rights",), where=_TOWN, tone="request",
        asks=(ask(SALT_GATE, "stop", "No cart pays, in either direction", "partial"),),
        leverage=("private_oral_demarche",), links=to("raises", "fees-at-salt-gate"),
        said="The brigade will see what the barrier costs and what it brings.",
        observed=(
            Observed(after="days_30", change="none", seen_on="2032-03-10", seen="Carts pay as before."),
            Observed(after="days_90", change="improved", seen_on="2032-05-09", seen="Carts pay once, not twice.",
                     rival="Fewer carts come before the harvest."),
        ),
    ),
    talk(
        "looting-raised", KESSIN_TOWN, "2032-04-05", "Grain of nine houses in Hollowbank", "command-2",
        "prosecutor-kessin",
        lead="human_rights", where=_TOWN, tone="request",
        asks=(ask(HEARING, "begin", "A case, with the village as civil party", "agreed", by="2032-05-15"),),
        links=to("raises", "looting-at-hollowbank"),
        observed=(Observed(after="days_30", change="improved", seen_on="2032-05-10", seen="The case was opened.",
                           rival="The chiefs and the women's council had gone to the prosecutor themselves."),),
    ),
    promise(
        "promise-case", KESSIN_TOWN, "2032-04-05", "A case on the grain of Hollowbank is opened by 15 May", "theirs",
        HEARING, "A number in the register of the prosecutor.",
        *to("promised_by", "prosecutor-kessin"), *to("made_at", "looting-raised"),
        due="2032-05-15", owner="human_rights",
        edits=history(KESSIN_TOWN, ("2032-05-12", "met", "Register seen on 10 May.", "human_rights")),
    ),
    talk(
        "road-shared", KESSIN_TOWN, "2032-05-18", "Un camino que todos quieren abierto", "command-2", "governor-kessin",
        "chiefs-kessin",
        level="province", lead="civil_affairs", components=("force",), where=place("Kessin", "Ferrisand"),
        tone="request",
        entered="2032-05-22",
        asks=(ask(ROAD, "allow", "No barrier between the town and the river", "agreed", by="2032-06-01"),),
        common_ground="El mercado, la brigada y nosotros queremos lo mismo: el camino abierto toda la semana.",
        links=to("raises", "goal-market-road"),
        observed=(
            Observed(after="days_30", change="improved", seen_on="2032-06-18", seen="No barrier; 140 carts a day.",
                     rival="The harvest was good, and the brigade expected a visit from the capital."),
            Observed(after="days_90", change="improved", seen_on="2032-08-18", seen="No barrier on four market days.",
                     rival="Escorts of ours came on each of these days."),
        ),
    ),
    promise(
        "promise-no-barrier", KESSIN_TOWN, "2032-05-18", "No barrier between the town and the river from 1 June",
        "theirs", ROAD, "Four patrols on market days meet no barrier.",
        *to("promised_by", "army-2"), *to("made_at", "road-shared"), *to("serves", "goal-market-road"),
        due="2032-06-01", owner="civil_affairs", entered="2032-05-22",
        edits=history(
            KESSIN_TOWN,
            ("2032-06-02", "partly_met", "None to Salt Gate; one at Ferrisand.", "force"),
            ("2032-06-26", "met", "None on four market days.", "force"),
        ),
    ),
    promise(
        "promise-escorts", KESSIN_TOWN, "2032-05-18",
        "A patrol of ours on the road on every market day until the rains",
        "ours", ROAD, "Patrol reports of twelve market days.",
        *to("promised_to", "governor-kessin", "chiefs-kessin"), *to("made_at", "road-shared"),
        *to("serves", "goal-market-road"),
        due="2032-09-30", owner="force", entered="2032-05-22",
        edits=history(KESSIN_TOWN, ("2032-10-02", "met", "Twelve of twelve.", "civil_affairs")),
    ),
    promise(
        "promise-grader", KESSIN_TOWN, "2032-06-18", "A grader for the ford before the rains", "ours", ROAD,
        "Carts cross the ford with a full load.",
        *to("promised_to", "governor-kessin"), *to("serves", "goal-market-road"),
        due="2032-10-01", owner="mission_support", entered="2032-06-19", made_in="agreement",
        edits=history(KESSIN_TOWN, ("2032-10-05", "late", "The grader waits for a part until February.", "")),
    ),
)  # fmt: skip

POPLARS_TWICE = (
    talk(
        "poplars-wanted", KESSIN_TOWN, "2032-06-15", "A checkpoint at night at Nine Poplars", "command-2",
        lead="civil_affairs", where=_POPLARS, tone="request", entered="2032-06-16",
        asks=(ask(POPLARS, "begin", "A checkpoint at night, since the robberies", "agreed", by="2032-07-15"),),
        said="Traders ask for it. The brigade will see who can be spared.",
    ),
    talk(
        "poplars-unwanted", KESSIN_TOWN, "2032-06-21", "No checkpoint at Nine Poplars", "command-2",
        lead="police", where=_POPLARS, tone="request", entered="2032-06-23",
        asks=(ask(POPLARS, "stop", "No checkpoint there, by day or by night", "deflected", by="2032-07-31"),),
        said="The command asked with a smile whether we had spoken with each other.",
    ),
)  # fmt: skip
"""Civil affairs asks for the checkpoint that police want gone."""


def _road_meeting(day: str, entered: str, raised: str, said: str) -> Told:
    return talk(
        f"road-meeting-{day[5:7]}", KESSIN_TOWN, day, "Monthly meeting on the market road", "command-2",
        "governor-kessin", "chiefs-kessin",
        level="province", channel="joint_mechanism", lead="civil_affairs", components=("force", "women_protection"),
        where=_TOWN, tone="inform", entered=entered, they_raised=raised, said=said,
        links=to("raises", "goal-market-road"),
    )  # fmt: skip


MEETINGS = (
    _road_meeting("2032-07-12", "2032-07-13", "Carts on the road at night.", "Lamps on carts; the chiefs tell them."),
    _road_meeting("2032-08-16", "2032-08-17", "Fuel for escorts.", "A request in writing; conditions will follow."),
    _road_meeting("2032-10-11", "2032-10-12", "The grader.", "We have no day for it yet."),
    _road_meeting("2032-12-06", "2032-12-07", "Our grader; the empty base.", "No barrier in six months, all say."),
)  # fmt: skip


def _clearance(number: int, day: str, repeats: tuple[str, ...], tone: str, reply: str, replied: str) -> Told:
    return talk(
        f"pellisar-letter-{number}", KESSIN_TOWN, day, f"Clearance to Pellisar, letter {number}", "command-2",
        level="province", channel="letter", lead="force", components=("humanitarian_coordination",), tone=tone,
        asks=(ask(PELLISAR, "allow", "One patrol a week", "refused", test="A patrol reaches the market"),),
        leverage=("written_protest",), protest_reference=f"KT/2032/{number:03}", reply=reply, reply_on=replied,
        links=(*to("raises", "pellisar-clearance", "goal-market-road"), *to("repeats", *repeats)),
        entered=replied,
    )  # fmt: skip


AUTUMN = (
    _clearance(1, "2032-09-08", (), "protest", "Operations. No end is named.", "2032-09-15"),
    _clearance(2, "2032-10-06", ("pellisar-letter-1",), "protest", "As before.", "2032-10-14"),
    _clearance(3, "2032-11-17", ("pellisar-letter-2",), "warn", "The general staff decides.", "2032-11-24"),
    _clearance(4, "2032-12-15", ("pellisar-letter-3",), "protest", "As before.", "2032-12-22"),
    talk(
        "hearing-put-off", KESSIN_TOWN, "2032-11-08", "Why the hearing was put off twice", "prosecutor-kessin",
        lead="human_rights", where=_TOWN, tone="request",
        asks=(ask(HEARING, "keep", "A day for the hearing before the year ends", "partial", by="2032-12-10"),),
        said="The court is 210 km away and had no roof in the rains.",
    ),
    promise(
        "promise-hearing", KESSIN_TOWN, "2032-11-08", "The case of Hollowbank is heard by 10 December", "theirs",
        HEARING,
        "A hearing with people of the village in the room.",
        *to("promised_by", "prosecutor-kessin"), *to("made_at", "hearing-put-off"),
        due="2032-12-10", owner="human_rights",
    ),
    talk(
        "handover-terms", HEADQUARTERS, "2032-09-23", "Terms for the base at the river crossing", "army-2",
        "ministry-defence",
        level="national", lead="mission_support", tone="inform",
        asks=(ask(("transition", "gate of the base for the clinic"), "keep", "The gate stays open", "agreed"),),
        said="The gate stays open for the clinic. Nobody of civil affairs was asked to come.",
    ),
    promise(
        "promise-clinic-gate", HEADQUARTERS, "2032-09-23", "The gate of the base stays open for the clinic", "theirs",
        ("transition", "gate of the base for the clinic"), "Patients pass by day and by night, on two visits.",
        *to("promised_by", "army-2"), *to("made_at", "handover-terms"),
        due="2032-12-01", owner="civil_affairs", made_in="agreement", entered="2032-09-24",
        consequence_agreed="Talked about in the joint commission",
    ),
    talk(
        "governor-kessin-october", KESSIN_TOWN, "2032-10-26", "Robberies, carts, and the vote behind us",
        "governor-kessin", "commissioner-kessin",
        level="province", lead="police", where=_TOWN, tone="request",
        asks=(ask(("protection_of_place", "police at night at Nine Poplars"), "more", "Four officers at night",
                "agreed"),),
        observed=(Observed(after="days_30", change="improved", seen_on="2032-11-26", seen="Two robberies, after nine.",
                           rival="The nights were wet and few carts came."),),
    ),
)  # fmt: skip
"""Letters that were answered, beside a live shared goal; two promises that nobody has looked at since."""

DIALOGUE_KESSIN = (*SPRING, *POPLARS_TWICE, *MEETINGS, *AUTUMN)
