"""Where we were stopped: few times before deaths, many times for an hour elsewhere; protests with and without reply."""

from __future__ import annotations

from withstand.demo.mission_data import AMBER_FORD, HEADQUARTERS, KESSIN_TOWN, LinkByKey, Told
from withstand.demo.mission_dialogue_words import ask, talk
from withstand.demo.mission_words import by, edit, on, place, some_day, to, told
from withstand.evidence.records import Obstruction, Visit


def _turned_back(
    key: str, office: str, day: str, district: str, village: str, side: str, described: str, expected: str,
    *links: LinkByKey, protest: str = "none", reply: str = "", replied: str | None = None, alert: str = "",
) -> tuple[Told, Told]:  # fmt: skip
    """A patrol that was denied, and the obstruction that kept it from where it went."""
    went = place(district, village)
    visit = Visit(
        purpose="patrol", where=went, when=on(day), components=("force",), access="denied", seen="Not reached."
    )
    obstruction = Obstruction(
        what="movement_denial", where=place(district), when=on(day), hostility="physical", destination=went,
        perpetrators=(by(side, "A2", "high", described, uniformed=side == "host_state"),), expected_there=expected,
        hours_lost=4, our_reaction="Waited, asked for the order, went back.", protest=protest, reply=reply,
        reply_on=replied, grade="A2",
    )  # fmt: skip
    kept_from = to("kept_from", f"{key}-patrol", *((alert,) if alert else ()))
    return (
        told(f"{key}-patrol", office, day, visit),
        told(key, office, replied or day, obstruction, *links, *kept_from),
    )


DENIED = (
    *_turned_back(
        "denied-orrenby", AMBER_FORD, "2031-06-15", "Orrenby", "Millrace", "host_state", "a barrier of the gendarmerie",
        "a market named in a warning", *to("ordered_by", "governor-dorre"), *to("executed_by", "gendarmerie-dorre"),
        protest="open", alert="alert-orrenby-2031",
    ),
    *_turned_back(
        "denied-draymoor", KESSIN_TOWN, "2031-10-20", "Draymoor", "Drayhead", "militia", "a self-defence group",
        "two villages that had armed", alert="alert-draymoor-2031",
    ),
    *_turned_back(
        "denied-marrowick", KESSIN_TOWN, "2031-11-09", "Marrowick", "Grenovar", "host_state", "an army post",
        "families who had left their houses", *to("executed_by", "army-22"), protest="answered",
        reply="An operation was on. The post had its orders.", replied="2031-12-02",
    ),
    *_turned_back(
        "denied-ulvenne", KESSIN_TOWN, "2031-11-15", "Ulvenne", "Ulver Bridge", "armed_group", "fighters at the bridge",
        "boat people named in a warning", *to("executed_by", "river-front"), alert="alert-ulvenne-2031",
    ),
    *_turned_back(
        "denied-ulvenne-again", KESSIN_TOWN, "2032-01-05", "Ulvenne", "Sorrelat", "host_state", "an army post",
        "boats above the bridge", *to("executed_by", "army-21"), protest="answered", alert="alert-ulvenne-2032",
        reply="The road was mined, the brigade says.", replied="2032-01-19",
    ),
    *_turned_back(
        "denied-reed-line", AMBER_FORD, "2032-01-18", "Amber Ford", "Tarrowick", "host_state", "soldiers of the base",
        "farmers of the reed line", *to("executed_by", "army-41"), protest="open",
    ),
    *_turned_back(
        "denied-borrolin", AMBER_FORD, "2032-08-21", "Vaskerry", "Borrolin", "state_partner", "men of the Lamp Guard",
        "traders who sold grain across the border", *to("executed_by", "lamp-guard"), protest="open",
    ),
    *_turned_back(
        "denied-mossgrane", AMBER_FORD, "2032-09-04", "Amber Ford", "Mossgrane", "host_state", "an army patrol",
        "the villages north of the bridge", *to("ordered_by", "command-4"), *to("executed_by", "army-41"),
        protest="repeated",
    ),
    *_turned_back(
        "denied-merrane", AMBER_FORD, "2032-10-21", "Vaskerry", "Mérrane", "state_partner", "men of the Lamp Guard",
        "herders on the way to market", *to("executed_by", "lamp-guard"), protest="open",
    ),
    *_turned_back(
        "denied-halvrane", AMBER_FORD, "2032-10-30", "Halvrane", "Greyhollin", "host_state", "an army post",
        "cattle that had been driven off", *to("executed_by", "army-42"), protest="open",
        alert="alert-halvrane-october",
    ),
)  # fmt: skip
"""Eleven in two years, with the bridge of May: within five days people died in the district of each."""


def _other(
    key: str, office: str, day: str, what: str, where: str, described: str, *links: LinkByKey, end: str = "",
    protest: str = "none", reply: str = "", replied: str | None = None, side: str = "host_state",
    hours: int | None = None,
    reason: str = "", repeated: bool = False,
) -> Told:  # fmt: skip
    fields = Obstruction(
        what=what, where=place(where), when=some_day(day, end) if end else on(day), hours_lost=hours,
        perpetrators=(by(side, "A2", "high", described),), reason_given=reason, protest=protest, reply=reply,
        reply_on=replied, repeated=repeated, grade="A2",
    )  # fmt: skip
    return told(key, office, replied or end or day, fields, *links)


OTHERS = (
    _other("visas-held", HEADQUARTERS, "2031-06-02", "visa_permit_refusal", "Velm", "the office of visas",
           *to("ordered_by", "ministry-interior"), end="2031-07-14", protest="answered",
           reply="The visas were given on 28 July.", replied="2031-07-29"),
    _other("flights-held", HEADQUARTERS, "2031-10-16", "flight_clearance_withheld", "Ulvenne", "the flight office",
           end="2031-10-25", protest="open", reason="Military flights."),
    _other("fuel-taxed", HEADQUARTERS, "2032-02-02", "undue_taxation", "Velm", "the treasury", protest="open",
           repeated=True),
    _other("fuel-rationed", AMBER_FORD, "2032-07-05", "fuel_restriction", "Amber Ford", "the depot of the province",
           end="2032-07-12", hours=30),
    _other("payment-at-cattlebar", AMBER_FORD, "2032-04-19", "checkpoint_payment", "Amber Ford", "soldiers of the base",
           *to("executed_by", "army-41")),
    _other("interpreter-held", KESSIN_TOWN, "2031-11-24", "staff_arrest_abduction", "Kessin", "police of the town",
           protest="answered", reply="Let go the same evening; the officer was moved.", replied="2031-12-01", hours=7),
    _other("escort-in-draymoor", KESSIN_TOWN, "2032-02-16", "escort_imposed", "Draymoor", "gendarmes", hours=2),
    _other("base-land", HEADQUARTERS, "2031-04-07", "base_land_refusal", "Lonnhaven", "the mayor's office",
           protest="answered", reply="Another field was found.", replied="2031-05-05"),
    _other("baggage-searched", HEADQUARTERS, "2032-12-22", "premises_intrusion", "Velm", "customs at the harbour",
           protest="open", hours=3),
    _other("radio-blocked", HEADQUARTERS, "2032-09-12", "communications_restriction", "Lonnhaven",
           "an order of the province", *to("ordered_by", "governor-lonn"), end="2032-09-20", protest="open"),
    told(
        "guardroom-closed", AMBER_FORD, "2032-06-07",
        Obstruction(
            what="investigation_detention_access", where=place("Amber Ford", "Amber Ford"),
            when=some_day("2032-05-31", "2032-06-06"),
            perpetrators=(by("host_state", "A1", "high", "the guard of the barracks", uniformed=True),),
            expected_there="three men taken on the east bank", reason_given="The ministry decides.", protest="none",
            grade="A1",
        ),
        *to("executed_by", "army-4"),
        edits=(edit(AMBER_FORD, "2032-07-19", protest="open"),),
    ),
)  # fmt: skip

PROTESTS = (
    talk(
        "note-orrenby", AMBER_FORD, "2031-06-18", "Protest: a patrol turned back in Orrenby", "governor-dorre",
        level="province", channel="letter", lead="force", tone="protest", leverage=("written_protest",),
        asks=(ask(("freedom_of_movement", "road to Orrenby"), "allow", "No barrier stops a patrol", "none"),),
        protest_reference="AF/2031/006", reply_expected="2031-07-02", links=to("raises", "denied-orrenby"),
    ),
    talk(
        "note-marrowick", KESSIN_TOWN, "2031-11-12", "Protest: a patrol turned back in Marrowick", "army-22",
        channel="letter", lead="force", tone="protest", leverage=("written_protest",),
        asks=(ask(("freedom_of_movement", "road to Marrowick"), "allow", "No post stops a patrol", "refused"),),
        protest_reference="KT/2031/011", reply_expected="2031-11-26", entered="2031-12-03",
        reply="An operation was on. The post had its orders.", reply_on="2031-12-02",
        links=to("raises", "denied-marrowick"),
    ),
    talk(
        "note-borrolin", HEADQUARTERS, "2032-09-08", "Protest: auxiliaries stop a patrol in Vaskerry",
        "ministry-defence",
        level="national", channel="note_verbale", lead="political_affairs", tone="protest",
        leverage=("written_protest",),
        asks=(ask(("freedom_of_movement", "road to Borrolin"), "allow", "The road is open to patrols", "none"),),
        protest_reference="NV/2032/121", reply_expected="2032-09-22", links=to("raises", "denied-borrolin"),
    ),
)  # fmt: skip
"""The note about Marrowick was answered late; those about Orrenby and Vaskerry never were."""

DIALOGUE_ACCESS = (*DENIED, *OTHERS, *PROTESTS)
