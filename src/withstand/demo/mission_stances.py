"""With, despite, against: what leadership and components chose, place by place, and what became of the choices."""

from __future__ import annotations

from withstand.demo.mission_data import AMBER_FORD, HEADQUARTERS, KESSIN_TOWN, Edit, LinkByKey, Told
from withstand.demo.mission_words import edit, on, place, province, since, some_day, to, told
from withstand.inducement.following import Operation, Transfer
from withstand.inducement.parts import Dissent
from withstand.ledger.fields import Place
from withstand.mission.stance_records import AsKnown, ResponseAudit, Stance, StanceThresholds

THRESHOLDS = (
    told(
        "thresholds-2031", HEADQUARTERS, "2031-03-10",
        StanceThresholds(
            on="2031-03-10", decided_by="Head of mission", by_role="head_of_mission", window_months=6,
            answer_within_days=21,
            reasons="A young mission with few records: half a year, so that old cases do not close every door.",
        ),
    ),
    told(
        "thresholds-2032", HEADQUARTERS, "2032-07-12",
        StanceThresholds(
            on="2032-07-12", decided_by="Head of mission", by_role="head_of_mission", window_months=12, weeks_apart=6,
            reasons="After 20 May: half a year would let what was done at the bridge drop out before the vote.",
            said_with="jointly", said_despite="on our own as well", said_against="with measures of our own",
        ),
    ),
)  # fmt: skip
"""From July 2032 a year counts instead of half a year."""


def _stance(
    key: str, office: str, day: str, matter: str, issue: str, choice: str, authority: str, author: str, reasons: str,
    *links: LinkByKey, where: Place | None, review: str, role: str = "head_of_mission", by: str = "Head of mission",
    known: AsKnown | None = None, dissent: tuple[Dissent, ...] = (), edits: tuple[Edit, ...] = (),
) -> Told:  # fmt: skip
    fields = Stance(
        matter=matter, issue=issue, choice=choice, when=since(day, precise=True), where=where, author=author,
        by_role=role, decided_by=by, reasons=reasons, as_known=(known,) if known else (), dissent=dissent,
        review_by=review,
    )  # fmt: skip
    return told(f"stance-{key}", office, day, fields, *to("authority", authority), *links, edits=edits)


def _of(day: str, points: str | None, word: str, *shares: int, seen: int, harm: int = 0, stopped: int = 0) -> AsKnown:
    """What was known on a day; shares as willing and able, willing and unable, able and unwilling, neither."""
    able, unable, unwilling, neither = shares or (None, None, None, None)
    return AsKnown(
        assessed_on=day, points_to=points, conduct=word, willing_able=able, willing_unable=unable,
        able_unwilling=unwilling, neither=neither, observations=seen, harm_records=harm, obstruction_records=stopped,
    )  # fmt: skip


_FORD = place("Amber Ford")
_SLUICE_ROAD = ("Road to Halvrane and the east bank", "protection_of_place")
_MARKET = ("Market road between Kessin and the river", "freedom_of_movement")
_SOUTH = ("Patrols to Pellisar", "freedom_of_movement")
_CELLS = ("Access to the cells of the coast", "detention")
_VOTE = ("Order on the days of the vote", "elections")

DORRE = (
    _stance(
        "road-with", AMBER_FORD, "2032-02-16", *_SLUICE_ROAD, "with", "army-4", "force",
        "The brigade has fuel again and asks for patrols side by side; the road is the worst of the province.",
        where=_FORD, review="2032-05-16", known=_of("2032-02-12", None, "willing_unable", 310, 420, 150, 120, seen=11,
                                                    stopped=1),
        dissent=(Dissent(by="human_rights", opinion="Two cases of January wait for an answer: not established."),),
        edits=(edit(AMBER_FORD, "2032-06-15", when=some_day("2032-02-16", "2032-06-14")),),
    ),
    _stance(
        "east-bank-against", AMBER_FORD, "2032-06-15", *_SLUICE_ROAD, "against", "army-4", "protection_adviser",
        "Eleven dead, a patrol held at the bridge two days before, three men taken after they spoke to us.",
        *to("rests_on", "eleven-dead", "stopped-at-the-bridge", "reprisal-east-bank", "seen-ford-own-june"),
        *to("answers", "threat-east-bank"), *to("replaces", "stance-road-with"),
        where=_FORD, review="2032-12-14",
        known=_of("2032-06-12", "against", "harming", 20, 60, 780, 140, seen=19, harm=5, stopped=3),
        dissent=(
            Dissent(by="political_affairs", opinion="The ministry closes its door, and the brigade stays where it is."),
            Dissent(by="force", opinion="Our base lives on the same road. We need a word for the next day."),
        ),
    ),
    _stance(
        "halvrane-despite", AMBER_FORD, "2031-11-24", "Villages of Halvrane and the column", "protection_of_place",
        "despite", "army-42", "protection_adviser",
        "It would come and has two trucks. Our own patrols go on, whatever is promised.",
        *to("rests_on", "seen-halvrane-2031"),
        where=place("Halvrane"), review="2032-05-24", role="head_of_office", by="Head of office, Amber Ford",
        known=_of("2031-11-17", "despite", "willing_unable", 90, 830, 20, 60, seen=7),
    ),
    _stance(
        "halvrane-with", AMBER_FORD, "2032-12-06", "Villages of Halvrane and the column", "protection_of_place", "with",
        "army-42", "force",
        "A search side by side before the year ends. The battalion held three wells in spring, as was assessed then.",
        *to("rests_on", "seen-halvrane-april"), *to("replaces", "stance-halvrane-despite"),
        where=place("Halvrane"), review="2033-03-06", role="head_of_component", by="Force commander",
        known=_of("2032-04-30", "with", "protecting", 820, 110, 40, 30, seen=8),
        dissent=(Dissent(by="joint_analysis", opinion="April is not December: in November it stayed in its posts."),),
    ),
    _stance(
        "vaskerry-despite", AMBER_FORD, "2032-11-15", "Traders and herders of Vaskerry", "partners_and_proxies",
        "despite", "army-4", "protection_adviser",
        "Who answers for the auxiliaries is not clear. We go to the markets ourselves, and ask each time.",
        *to("rests_on", "seen-vaskerry-army", "lamp-guard-merrane"), *to("answers", "threat-lamp-guard"),
        where=place("Vaskerry"), review="2033-02-15", role="head_of_office", by="Head of office, Amber Ford",
        known=_of("2032-11-10", None, "able_unwilling", 60, 150, 610, 180, seen=4, stopped=2),
    ),
)  # fmt: skip

KESSIN = (
    _stance(
        "market-despite", KESSIN_TOWN, "2032-03-22", *_MARKET, "despite", "army-2", "civil_affairs",
        "Fees on both ways and grain taken from nine houses: we talk, and count carts ourselves.",
        *to("rests_on", "fees-at-salt-gate", "looting-at-hollowbank"),
        where=province("Kessin"), review="2032-09-22", role="head_of_office", by="Head of office, Kessin",
        known=_of("2032-03-20", None, "harming", 120, 210, 530, 140, seen=14, harm=3, stopped=1),
    ),
    _stance(
        "market-with", KESSIN_TOWN, "2032-10-18", *_MARKET, "with", "army-2", "civil_affairs",
        "Barriers gone since June, a case in court, twelve market days kept, escorts walked with the chiefs.",
        *to("rests_on", "good-barriers-gone", "good-case-opened", "promise-no-barrier", "seen-kessin-own-october"),
        *to("replaces", "stance-market-despite"),
        where=place("Kessin"), review="2033-02-15",
        known=_of("2032-10-12", "with", "protecting", 860, 100, 30, 10, seen=23),
        dissent=(Dissent(by="human_rights", opinion="The grain of March is in the year that counts since July."),),
    ),
    _stance(
        "poplars-with", KESSIN_TOWN, "2032-12-18", "Robberies at night at Nine Poplars", "protection_of_place", "with",
        "commissioner-kessin", "police",
        "Walks with us at night since autumn; no robbery in six weeks, and nobody has paid for a way home.",
        *to("rests_on", "seen-poplars-december"), *to("answers", "threat-nine-poplars"),
        where=place("Kessin", "Nine Poplars"), review="2033-03-18", role="head_of_office", by="Head of office, Kessin",
        known=_of("2032-12-15", "with", "protecting", 840, 120, 20, 20, seen=9),
    ),
    _stance(
        "pellisar-against", KESSIN_TOWN, "2032-10-19", *_SOUTH, "against", "army-2", "protection_adviser",
        "No clearance since September, three patrols turned back, no end named.",
        *to("rests_on", "pellisar-clearance", "seen-pellisar-autumn"),
        *to("answers", "threat-pellisar"),
        where=place("Pellisar"), review="2033-01-19", role="head_of_component", by="Protection adviser",
        known=_of("2032-10-15", "against", "obstructing", 30, 60, 720, 190, seen=9, stopped=1),
    ),
    _stance(
        "pellisar-with", KESSIN_TOWN, "2032-11-22", *_SOUTH, "with", "army-2", "force",
        "One convoy behind theirs is better than none; what works on the market road will work here.",
        *to("rests_on", "seen-kessin-own-october"),
        where=place("Pellisar"), review="2033-02-22", role="head_of_component", by="Force commander",
        known=_of("2032-11-20", None, "unknown", seen=2, stopped=1),
    ),
)  # fmt: skip

COAST = (
    _stance(
        "vote-with", HEADQUARTERS, "2031-10-13", *_VOTE, "with", "police", "police",
        "Posts, routes and a hotline planned together with the ministry; two rehearsals held.",
        where=None, review="2032-09-30", known=_of("2031-10-06", None, "unknown", 520, 240, 150, 90, seen=5),
        dissent=(Dissent(by="human_rights", opinion="Nobody of ours has seen a cell on the coast."),),
        edits=(
            edit(HEADQUARTERS, "2032-09-13", taken_back="2032-09-13",
                 taken_back_because="The shots of 9 September: what was planned together was not kept."),
        ),
    ),
    _stance(
        "cells-with", HEADQUARTERS, "2032-08-05", *_CELLS, "with", "governor-lonn", "political_affairs",
        "The governor promises every cell by 1 September, and we a roof for the court: one thing for another.",
        *to("rests_on", "governor-promise", "governor-august"),
        where=place("Lonnhaven"), review="2033-02-05",
        known=_of("2032-08-04", "with", "protecting", 810, 120, 50, 20, seen=6),
    ),
    _stance(
        "crowds-despite", HEADQUARTERS, "2032-09-21", "Crowds beside our base in Lonnhaven", "civic_space", "despite",
        "police", "political_affairs",
        "Our gate and our posts follow our own card; with the ministry we ask for an inquiry.",
        *to("rests_on", "stadium", "seen-coast-july"), *to("answers", "threat-crowds"),
        where=place("Lonnhaven"), review="2033-01-20",
        known=_of("2032-09-18", "against", "harming", 70, 80, 720, 130, seen=12, harm=3, stopped=2),
        dissent=(
            Dissent(by="human_rights", opinion="Six dead and shut cells: the records speak of harm, not of doubt."),
            Dissent(by="police", opinion="Without a word to each other the next march ends as this one."),
        ),
    ),
)  # fmt: skip

PLANTED = (
    told(
        "operation-bramoke", AMBER_FORD, "2032-12-19",
        Operation(
            name="Search beside the wells of Bramoke", type="joint", when=since("2032-12-16"),
            where=place("Halvrane", "Bramoke"), stage="under_way", risk_before="medium", risk_during="medium",
            civilian_risks="Herders taken for riders; houses searched without anybody of ours in the room.",
            stop_criteria="A shot at a herder; a house entered without our officer.",
            decides_to_stop="Head of office, Amber Ford",
        ),
        *to("with", "army-42"),
    ),
    told(
        "site-guard-tarrowick", AMBER_FORD, "2032-12-14",
        Transfer(
            what="Night guard of the school at Tarrowick", type="task", when=on("2032-12-13"),
            where=place("Amber Ford", "Tarrowick"), risk="medium", assessed_on="2032-12-01", people_asked="yes",
            assessment="Families agree if women of the village hold the key.",
            assurances="Four gendarmes each night, and none inside.", follow_up_by="2033-01-13",
        ),
        *to("to", "gendarmerie-dorre"),
    ),
)  # fmt: skip
"""A joint operation and a hand-over of protection, where nobody has established that the partner is reliable."""

AUDITS = (
    told(
        "audit-2031", HEADQUARTERS, "2031-12-16",
        ResponseAudit(
            on="2031-12-15", author="protection_adviser", compared_with="non_state", could_tell="no",
            answer_within_days=21, reasons="Too few cases of the state's forces: nothing is shown either way.",
        ),
    ),
    told(
        "audit-2032", HEADQUARTERS, "2032-12-29",
        ResponseAudit(
            on="2032-12-28", author="protection_adviser", compared_with="non_state", beyond_chance=("host_state",),
            could_tell="yes", reasons="Later than after others, in the same places; how often does not tell.",
        ),
    ),
)  # fmt: skip
"""The audit of our own responses, kept twice; no decision answers the second."""

STANCES = (*THRESHOLDS, *DORRE, *KESSIN, *COAST, *AUDITS)
