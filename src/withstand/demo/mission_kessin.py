"""Story C, Kessin: checkpoints that went, a prosecutor who acts, a base handed over; Pellisar, where none may go."""

from __future__ import annotations

from withstand.demo.mission_data import HEADQUARTERS, KESSIN_TOWN, Told
from withstand.demo.mission_words import by, edit, every_day, many, on, place, since, some_day, to, told
from withstand.evidence.records import Alert, Incident, Obstruction, Visit
from withstand.leadership.records import Decision

_CROSSING = place("Pellisar", "Pell Crossing")

PROGRESS = (
    told(
        "fees-at-salt-gate",
        KESSIN_TOWN,
        "2032-02-04",
        Incident(
            what="checkpoint_fees",
            where=place("Kessin", "Salt Gate", "exact"),
            when=every_day("2032-01-05", "2032-01-30"),
            perpetrators=(by("host_state", "B2", "high", "soldiers at the barrier", uniformed=True),),
            counts=(many(60, 40, 90, unit="violation", group="traders_herders_farmers"),),
            verification="verified",
            grade="B2",
            narrative="Every cart pays on the way to the market and again on the way back.",
        ),
        *to("source", "source-kt-01"),
        *to("suspected", "army-21", about="a1"),
    ),
    told(
        "looting-at-hollowbank",
        KESSIN_TOWN,
        "2032-03-16",
        Incident(
            what="looting",
            also=("beating",),
            where=place("Kessin", "Hollowbank", "exact"),
            when=on("2032-03-12"),
            perpetrators=(by("host_state", "B2", "moderate", "a section of the 21st Battalion", uniformed=True),),
            counts=(many(9, 9, 11, unit="violation"), many(2, group="women")),
            grade="B2",
            property_lost="grain of nine houses",
            narrative="Soldiers took grain from nine houses. The chiefs wrote it down the same day.",
        ),
        *to("source", "source-kt-02"),
        *to("suspected", "army-21", about="a1"),
        edits=(
            edit(KESSIN_TOWN, "2032-04-04", verification="verified"),
            edit(
                KESSIN_TOWN,
                "2032-05-12",
                replaces=1,
                state_action="prosecution",
                reply="The prosecutor has opened a case, with the chiefs and the women's council as civil parties.",
                reply_on="2032-05-10",
            ),
        ),
    ),
    told(
        "chiefs-and-women",
        KESSIN_TOWN,
        "2032-05-03",
        Visit(
            purpose="community_engagement",
            where=place("Kessin", "Kessin"),
            when=on("2032-05-02"),
            components=("civil_affairs", "women_protection"),
            access="full",
            seen="Chiefs and the women's council went to the prosecutor together. The nearest court is 210 km away.",
        ),
        *to("about", "prosecutor-kessin", "chiefs-kessin", "women-kessin", "looting-at-hollowbank", "court-velm"),
    ),
    told(
        "market-road",
        KESSIN_TOWN,
        "2032-05-19",
        Visit(
            purpose="joint_assessment",
            where=place("Kessin", "Ferrisand"),
            when=on("2032-05-18"),
            components=("civil_affairs", "force"),
            access="full",
            seen="El mercado, la brigada y nosotros queremos lo mismo: el camino abierto toda la semana.",
        ),
        *to("about", "army-2", "governor-kessin", "chiefs-kessin"),
    ),
    told(
        "barriers-gone",
        KESSIN_TOWN,
        "2032-06-02",
        Visit(
            purpose="patrol",
            where=place("Kessin", "Salt Gate", "exact"),
            when=on("2032-06-01"),
            components=("force", "human_rights"),
            access="full",
            seen="No barrier between the town and Salt Gate. Nobody paid today.",
        ),
        *to("about", "army-2", "army-21"),
    ),
    told(
        "checkpoint-wanted",
        KESSIN_TOWN,
        "2032-06-15",
        Decision(
            type="posture",
            question="What do we ask of the 2nd Brigade at Nine Poplars?",
            decided="A checkpoint at night: traders ask for one since the robberies.",
            decided_by="Civil affairs, Kessin town",
            on="2032-06-15",
            review_by="2032-07-15",
            reasons="Asked for at two market meetings.",
        ),
        *to("rests_on", "army-2", "chiefs-kessin"),
    ),
    told(
        "checkpoint-unwanted",
        KESSIN_TOWN,
        "2032-06-22",
        Decision(
            type="pressure",
            question="What do we ask of the 2nd Brigade at Nine Poplars?",
            decided="No checkpoint there, by day or by night.",
            decided_by="Police component, Kessin town",
            on="2032-06-21",
            review_by="2032-07-31",
            reasons="Every barrier of last year ended in fees.",
        ),
        *to("rests_on", "army-2", "fees-at-salt-gate"),
    ),
    told(
        "base-handover",
        HEADQUARTERS,
        "2032-09-21",
        Decision(
            type="transition",
            question="When does the base in Kessin town go to the 2nd Brigade?",
            decided="On 1 November.",
            decided_by="Mission support",
            on="2032-09-20",
            review_by="2032-11-01",
            reasons="The lease ends and the district is calm. No assessment of risk was asked for.",
        ),
        *to("rests_on", "army-2", "barriers-gone"),
    ),
    told(
        "across-the-river",
        KESSIN_TOWN,
        "2032-10-06",
        Visit(
            purpose="community_engagement",
            where=place("Kessin", "Uvrenne"),
            when=on("2032-10-05"),
            components=("civil_affairs",),
            access="not_attempted",
            seen="The boat was lent out. People across the river have not been asked about the handover.",
        ),
    ),
)
"""Civil affairs asks for a checkpoint that police want gone; the handover asks nobody across the river."""

LATE = (
    told(
        "pellisar-warning",
        KESSIN_TOWN,
        "2032-07-03",
        Alert(
            what="attack_on_civilians",
            where=_CROSSING,
            when=some_day("2032-07-10", "2032-07-31"),
            perpetrators=(by("armed_group", "C2", "moderate", "fighters of the River Front"),),
            groups=("civilians_general", "traders_herders_farmers"),
            received="2032-07-03",
            reached_by="hotline",
            grade="C2",
            narrative="The crossing will be made to pay, the caller says, before the end of the month.",
        ),
        *to("source", "source-kt-03"),
        *to("suspected", "river-front", about="a1"),
        edits=(edit(KESSIN_TOWN, "2032-07-30", *to("came_true_as", "pell-crossing"), status="closed"),),
    ),
    told(
        "fewer-patrols",
        HEADQUARTERS,
        "2032-07-10",
        Decision(
            type="posture",
            question="How many patrols go to Pellisar from July?",
            decided="One a week instead of three.",
            decided_by="Force",
            on="2032-07-10",
            review_by="2032-10-10",
            reasons="No warning from the district has come in since June, and the trucks are needed in the north.",
        ),
        *to("rests_on", "river-front"),
    ),
    told(
        "pell-crossing",
        KESSIN_TOWN,
        "2032-07-29",
        Incident(
            what="unlawful_killing",
            also=("illegal_taxation",),
            where=_CROSSING,
            when=on("2032-07-25"),
            perpetrators=(by("armed_group", "C2", "moderate", "fighters of the River Front"),),
            counts=(many(1, 1, 3), many(1, unit="incident")),
            verification="partly_corroborated",
            grade="C2",
        ),
        *to("source", "source-kt-03"),
        *to("suspected", "river-front", about="a1"),
        *to("follows", "pellisar-warning"),
    ),
)
"""The line was down: headquarters thinned out its patrols a week after the warning that it had not received."""


def _turned_back(number: int, day: str, entered: str, access: str, seen: str) -> Told:
    fields = Visit(
        purpose="patrol", where=place("Pellisar"), when=on(day), components=("force",), access=access, seen=seen
    )
    return told(f"pellisar-{number}", KESSIN_TOWN, entered, fields)


PELLISAR = (
    _turned_back(1, "2032-08-23", "2032-08-24", "partial", "The market only. Shots in the distance."),
    _turned_back(2, "2032-09-06", "2032-09-06", "denied", "Turned back at the last bridge by the army."),
    _turned_back(3, "2032-09-20", "2032-09-21", "denied", "Turned back again, at the same place."),
    _turned_back(4, "2032-10-18", "2032-10-19", "denied", "Turned back. Smoke was seen to the south."),
    _turned_back(5, "2032-11-15", "2032-11-17", "not_attempted", "Not tried: no clearance came."),
    told(
        "pellisar-clearance",
        KESSIN_TOWN,
        "2032-09-07",
        Obstruction(
            what="movement_denial",
            also=("flight_clearance_withheld",),
            where=place("Pellisar"),
            when=since("2032-09-01"),
            perpetrators=(by("host_state", "B2", "high", "army post on the road", uniformed=True),),
            hostility="physical",
            destination=place("Pellisar", "Pellisar"),
            expected_there="people who fled the fighting of August",
            reason_given="Operations. No end was named.",
            our_reaction="Clearance was asked for every week.",
            protest="open",
            grade="B2",
        ),
        *to("kept_from", "pellisar-2"),
        edits=(
            edit(KESSIN_TOWN, "2032-10-19", *to("kept_from", "pellisar-3", "pellisar-4"), repeated=True),
            edit(KESSIN_TOWN, "2032-12-06", replaces=1, protest="repeated"),
        ),
    ),
    told(
        "pellisar-rated-low",
        HEADQUARTERS,
        "2032-10-01",
        Decision(
            type="posture",
            question="How is the danger to civilians in Pellisar rated for the last quarter?",
            decided="Low.",
            decided_by="Joint analysis",
            on="2032-09-30",
            review_by="2032-12-31",
            reasons="Nothing was reported from the district in September.",
            dissent="The protection adviser notes that nobody could get there.",
        ),
        *to("rests_on", "river-front"),
    ),
)
"""A threat rated low because nobody could get there: silence after denied access is not calm."""

KESSIN = (*PROGRESS, *LATE, *PELLISAR)
