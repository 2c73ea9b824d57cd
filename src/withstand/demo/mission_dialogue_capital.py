"""The capital: quarterly talks with ministries, the joint commission, notes with a reply and without, the region."""

from __future__ import annotations

from withstand.demo.mission_data import HEADQUARTERS
from withstand.demo.mission_dialogue_words import answered, ask, history, promise, talk
from withstand.demo.mission_words import OPEN, STRICTLY, to
from withstand.dialogue.parts import Observed

_FLIGHTS = ("status_of_operation", "flights over Ulvenne")
_VISAS = ("status_of_operation", "visas for police officers")
_CUSTOMS = ("status_of_operation", "containers at Customs Point")
_FUEL_TAX = ("status_of_operation", "tax on fuel of the mission")
_CODE = ("conduct_of_forces", "order on civilians at barriers")
_PARTNER = ("partners_and_proxies", "who answers for the Lamp Guard")
_CHILDREN = ("children", "visits to barracks for children")
_ABOVE = ("leadership", "political_affairs")

FIRST_YEAR = (
    talk(
        "foreign-march-2031", HEADQUARTERS, "2031-03-24", "First talk on the status of the mission", "ministry-foreign",
        level="national", lead="leadership", components=("legal",), tone="request",
        asks=(ask(_VISAS, "allow", "Visas within two weeks", "agreed"),),
        said="A joint commission will meet each quarter.",
    ),
    promise(
        "promise-visas", HEADQUARTERS, "2031-03-24", "Visas for police officers within two weeks", "theirs", _VISAS,
        "Days from request to visa, for each.",
        *to("promised_by", "ministry-foreign"), *to("made_at", "foreign-march-2031"),
        due="2031-06-30", owner="legal", made_in="status_agreement", entered="2031-03-26",
        edits=history(
            HEADQUARTERS,
            ("2031-07-07", "late", "Eleven wait for more than a month.", ""),
            ("2031-09-15", "met", "All came within twelve days since August.", "legal"),
        ),
    ),
    talk(
        "visa-note", HEADQUARTERS, "2031-07-14", "Note verbale: eleven officers without visas", "ministry-foreign",
        level="national", channel="note_verbale", lead="legal", tone="protest", leverage=("written_protest",),
        asks=(ask(_VISAS, "allow", "Eleven visas", "agreed"),), protest_reference="NV/2031/022",
        reply_expected="2031-08-04", links=to("raises", "promise-visas"),
        edits=(answered("2031-07-29", "The visas were given on 28 July."),),
    ),
    talk(
        "defence-june-2031", HEADQUARTERS, "2031-06-23", "Quarterly talk: an order on civilians at barriers",
        "ministry-defence", "general-staff",
        level="national", lead="leadership", components=("force", "human_rights"), tone="request",
        asks=(
            ask(_CODE, "begin", "An order of the general staff, read out at every barrier", "agreed", by="2031-09-30"),
            ask(_CHILDREN, "allow", "Two visits a year to each barracks", "agreed"),
        ),
        observed=(Observed(after="days_90", change="improved", seen_on="2031-09-22", seen="Read out at six of nine.",
                           rival="The general staff had planned the order before we came."),),
    ),
    promise(
        "promise-order", HEADQUARTERS, "2031-06-23", "An order on civilians at barriers, read out at each", "theirs",
        _CODE, "The order hangs at the barrier and the soldiers know it.",
        *to("promised_by", "general-staff"), *to("made_at", "defence-june-2031"),
        due="2031-09-30", owner="human_rights", entered="2031-06-25",
        edits=history(
            HEADQUARTERS,
            ("2031-10-02", "late", "Signed, not yet sent.", ""),
            ("2031-12-15", "partly_met", "At six of nine barriers.", "human_rights"),
        ),
    ),
    promise(
        "promise-barracks", HEADQUARTERS, "2031-06-23", "Two visits a year to each barracks, to look for children",
        "theirs", _CHILDREN, "Reports of two visits to each of six barracks.",
        *to("promised_by", "ministry-defence"), *to("made_at", "defence-june-2031"),
        due="2032-06-30", owner="child_protection", made_in="action_plan", entered="2031-06-25",
        seen_by=("child_protection", "human_rights"),
        edits=history(HEADQUARTERS, ("2032-06-28", "met", "Twelve visits, four of them unannounced.",
                "child_protection")),
    ),
    talk(
        "interior-september-2031", HEADQUARTERS, "2031-09-22", "Quarterly talk: police, fees and the vote",
        "ministry-interior",
        level="national", lead="political_affairs", components=("police",), tone="request",
        asks=(ask(("elections", "names of those who command at polling"), "inform", "A list by August", "agreed"),),
        they_raised="Vehicles, radios, a course for the riot police.",
    ),
    talk(
        "flight-note", HEADQUARTERS, "2031-10-27", "Note verbale: flights held for nine days", "ministry-foreign",
        "joint-commission",
        level="national", channel="note_verbale", lead="legal", components=("mission_support",), tone="protest",
        asks=(ask(_FLIGHTS, "allow", "Clearance within a day", "none"),), leverage=("written_protest",),
        protest_reference="NV/2031/041", reply_expected="2031-11-17",
    ),
    talk(
        "customs-note", HEADQUARTERS, "2031-11-10", "Note verbale: containers held at Customs Point",
        "ministry-foreign",
        "ministry-interior",
        level="national", channel="note_verbale", lead="mission_support", tone="protest",
        asks=(ask(_CUSTOMS, "allow", "Release of nine containers", "agreed"),), leverage=("written_protest",),
        protest_reference="NV/2031/044", reply_expected="2031-12-01",
        edits=(answered("2031-11-18", "Released after a list of contents was handed in.", entered="2031-11-20"),),
    ),
    talk(
        "commission-december-2031", HEADQUARTERS, "2031-12-15", "Joint commission: flights, fuel tax, land",
        "joint-commission", "ministry-foreign",
        level="national", channel="joint_commission", lead="legal", components=("mission_support", "force"),
        tone="request",
        asks=(
            ask(_FLIGHTS, "allow", "Clearance within a day", "partial"),
            ask(_FUEL_TAX, "stop", "No tax on fuel of the mission", "deflected"),
        ),
    ),
    promise(
        "promise-flights", HEADQUARTERS, "2031-12-15", "Clearance of flights within a day", "theirs", _FLIGHTS,
        "Hours from request to clearance, for each flight of a month.",
        *to("promised_by", "joint-commission"), *to("made_at", "commission-december-2031"),
        due="2032-02-15", owner="mission_support", made_in="status_agreement", entered="2031-12-17",
        edits=history(HEADQUARTERS, ("2032-03-01", "partly_met", "41 of 50 within a day.", "mission_support")),
    ),
    talk(
        "head-of-state-2031", HEADQUARTERS, "2031-04-28", "The head of mission presents letters", "presidency",
        level="head_of_state", lead="leadership", tone="appreciate", seen_by=_ABOVE,
        said="The office asks for one voice of the mission.",
    ),
)  # fmt: skip

SECOND_YEAR = (
    talk(
        "foreign-march-2032", HEADQUARTERS, "2032-03-15", "Quarterly talk: flights and the calendar of the vote",
        "ministry-foreign",
        level="national", lead="leadership", components=("political_affairs",), tone="inform",
        common_ground="A vote that the region calls fair.",
    ),
    talk(
        "interior-june-2032", HEADQUARTERS, "2032-06-28", "Quarterly talk: a campaign without shots",
        "ministry-interior",
        "commissioner-lonn",
        level="national", lead="political_affairs", components=("police", "human_rights"), tone="request",
        asks=(ask(("elections", "batons before firearms"), "begin", "An order on firearms at crowds", "agreed"),),
        our_red_lines="No course for officers who are named in open cases.",
        links=to("follows", "interior-september-2031"),
    ),
    promise(
        "promise-firearms-order", HEADQUARTERS, "2032-06-28", "An order on firearms at crowds before the campaign",
        "theirs", ("elections", "batons before firearms"), "The order is read out to the riot police.",
        *to("promised_by", "ministry-interior"), *to("made_at", "interior-june-2032"), *to("serves", "goal-vote"),
        due="2032-08-15", owner="police", entered="2032-06-30",
        edits=history(
            HEADQUARTERS,
            ("2032-08-16", "late", "Drafted, not signed.", ""),
            ("2032-09-20", "broken", "Never signed.", ""),
        ),
    ),
    promise(
        "promise-course", HEADQUARTERS, "2032-06-28", "A course for the riot police in August", "ours",
        ("elections", "batons before firearms"), "Forty officers, five days, list of those present.",
        *to("promised_to", "ministry-interior"), *to("made_at", "interior-june-2032"), *to("serves", "goal-vote"),
        due="2032-08-31", owner="police", entered="2032-06-30",
        edits=history(HEADQUARTERS, ("2032-08-30", "met", "Thirty-eight officers, five days.", "human_rights")),
    ),
    talk(
        "region-july", HEADQUARTERS, "2032-07-20", "Envoys of the region: observers and the army", "four-rivers",
        level="regional", lead="leadership", tone="inform", seen_by=_ABOVE,
        they_raised="Who pays for forty observers.",
        said="The envoys will speak with the ministry on the east bank themselves.",
    ),
    talk(
        "region-to-defence", HEADQUARTERS, "2032-07-27", "The envoys speak with the ministry", "ministry-defence",
        level="national", lead=None, made_by="ally", ally="Community of the Four Rivers", tone="request",
        asks=(ask(("investigation", "inquiry into the deaths on the east bank"), "begin", "An inquiry", "deflected"),),
        leverage=("allies_demarche",), entered="2032-07-30",
    ),
    talk(
        "justice-september", HEADQUARTERS, "2032-09-27", "Quarterly talk: courts far away", "ministry-justice",
        level="national", lead="justice_corrections", tone="request",
        asks=(ask(("investigation", "court days in Kessin town"), "begin", "Two court days a month", "partial"),),
        they_raised="Who pays for the judges' transport.",
    ),
    promise(
        "promise-court-days", HEADQUARTERS, "2032-09-27", "Two court days a month in Kessin town", "theirs",
        ("investigation", "court days in Kessin town"), "Registers of two days in a month.",
        *to("promised_by", "ministry-justice"), *to("made_at", "justice-september"),
        due="2033-01-31", owner="justice_corrections", entered="2032-09-29",
        edits=history(HEADQUARTERS, ("2032-12-13", "on_track", "One day was held in December.", "")),
    ),
    promise(
        "promise-judges-flight", HEADQUARTERS, "2032-09-27", "Seats for judges on our flights to Kessin town", "ours",
        ("investigation", "court days in Kessin town"), "Seats given of seats asked for.",
        *to("promised_to", "ministry-justice"), *to("made_at", "justice-september"),
        due="2033-01-15", owner="mission_support", entered="2032-09-29",
    ),
    talk(
        "partner-asked", HEADQUARTERS, "2032-11-01", "Who answers for the Lamp Guard", "ministry-defence",
        level="national", lead="political_affairs", components=("human_rights",), tone="request", seen_by=_ABOVE,
        rights=STRICTLY,
        asks=(ask(_PARTNER, "inform", "Which post gives orders to the Lamp Guard", "refused"),),
        their_red_lines="The agreement with Ostrel is not talked about.",
    ),
    talk(
        "commission-december-2032", HEADQUARTERS, "2032-12-13", "Joint commission: closed roads, fuel tax, one prison",
        "joint-commission", "ministry-foreign",
        level="national", channel="joint_commission", lead="legal", components=("force", "human_rights"),
        tone="request",
        asks=(
            ask(_FUEL_TAX, "stop", "No tax on fuel of the mission", "partial"),
            ask(("freedom_of_movement", "clearance to Pellisar"), "allow", "One patrol a week", "deflected"),
        ),
        said="Ten notes of the mission wait for a reply, by our count; by theirs, four.",
        follow_up="Hand over the list of open notes", follow_up_owner="legal", follow_up_due="2033-01-10",
    ),
    promise(
        "promise-fuel-tax", HEADQUARTERS, "2032-12-13", "Tax on fuel of the mission is paid back for 2032", "theirs",
        _FUEL_TAX, "A receipt of the treasury.",
        *to("promised_by", "joint-commission"), *to("made_at", "commission-december-2032"),
        due="2033-03-31", owner="mission_support", made_in="status_agreement", entered="2032-12-15",
    ),
    talk(
        "note-of-december", HEADQUARTERS, "2032-12-27", "Note verbale: a search of baggage at Velm Harbour",
        "ministry-foreign",
        level="national", channel="note_verbale", lead="legal", tone="protest", leverage=("written_protest",),
        asks=(ask(("status_of_operation", "baggage of the mission"), "stop", "No search of sealed bags", "unknown"),),
        protest_reference="NV/2032/163", reply_expected="2033-01-17",
    ),
    talk(
        "year-end-statement", HEADQUARTERS, "2032-12-20", "Statement at the end of the year", "presidency",
        level="national", channel="public_statement", lead="communications", components=("political_affairs",),
        tone="appreciate", rights=OPEN, said="The mission thanks those who kept the market road open.",
    ),
)  # fmt: skip
"""A note a week old is not yet one without reply; that of October 2031 has had none for more than a year."""

DIALOGUE_CAPITAL = (*FIRST_YEAR, *SECOND_YEAR)
