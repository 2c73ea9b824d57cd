"""After 9 September: who asks the ministry for which inquiry, in private and in public."""

from __future__ import annotations

from withstand.demo.mission_data import HEADQUARTERS, Told
from withstand.demo.mission_dialogue_words import SHOTS, ask, history, promise, talk
from withstand.demo.mission_words import OPEN, place, to
from withstand.dialogue.parts import Observed

_INSPECTORATE = ("investigation", "inquiry of the inspectorate into the stadium")
_NAMES = ("investigation", "names of those who lead the inquiry")
_VEHICLES = ("security_sector", "vehicles for the police of the coast")


def _asked(key: str, lead: str, other: str, *earlier: str) -> Told:
    return talk(
        key, HEADQUARTERS, "2032-09-14", "An independent inquiry into the shots at the stadium", "ministry-interior",
        level="national", lead=lead, components=(other,), where=place("Velm", "Velm"), tone="request",
        asks=(ask(SHOTS, "begin", "An independent inquiry with a named head", "deflected", by="2032-09-28"),),
        said="The ministry will answer in two weeks.", entered="2032-09-15",
        links=(*to("raises", "stadium"), *to("joint_with", *earlier)),
    )  # fmt: skip


SEPTEMBER = (
    _asked("inquiry-by-rights", "human_rights", "political_affairs"),
    _asked("inquiry-by-politics", "political_affairs", "human_rights", "inquiry-by-rights"),
    talk(
        "donors-to-interior", HEADQUARTERS, "2032-09-15", "Aid to the police is suspended", "ministry-interior",
        "police",
        level="national", channel="letter", lead=None, made_by="ally", ally="Donor group for Velmara", tone="warn",
        asks=(ask(SHOTS, "begin", "An independent inquiry before aid goes on", "none"),),
        leverage=("donor_suspension",), entered="2032-09-16",
    ),
    talk(
        "vehicles-announced", HEADQUARTERS, "2032-09-15", "Twelve more vehicles for the police of the coast", "police",
        level="national", channel="public_statement", lead="police", tone="appreciate", rights=OPEN,
        said="Twelve vehicles and a second course are announced.", entered="2032-09-16",
        assessment_of_it="Planned since July. The donors suspended their aid on the same day.",
    ),
    promise(
        "promise-vehicles", HEADQUARTERS, "2032-09-15", "Twelve vehicles and a second course for the police", "ours",
        _VEHICLES, "Papers of hand-over; list of the course.",
        *to("promised_to", "police", "commissioner-lonn"), *to("made_at", "vehicles-announced"),
        due="2032-12-15", owner="police", made_in="public_statement", entered="2032-09-17",
        edits=history(
            HEADQUARTERS, ("2032-10-26", "superseded", "Put off until an inquiry is opened and named.", "")
        ),
    ),
    talk(
        "interior-regrets", HEADQUARTERS, "2032-09-28", "The answer of the ministry on the stadium",
        "ministry-interior",
        level="national", lead="political_affairs", components=("human_rights",), tone="inform",
        asks=(ask(SHOTS, "begin", "An independent inquiry with a named head", "partial"),),
        said="The ministry regrets the deaths, says that the crowd was armed, and will name an inquiry in October.",
        their_red_lines="No officer is named before the verdict on the vote.",
        links=(*to("raises", "stadium"), *to("follows", "inquiry-by-politics")), entered="2032-10-01",
        observed=(
            Observed(after="days_30", change="none", seen_on="2032-11-01", seen="No inquiry was named."),
            Observed(after="days_90", change="none", seen_on="2032-12-27",
                seen="The inspectorate has asked for files."),
        ),
    ),
    promise(
        "promise-inquiry", HEADQUARTERS, "2032-09-28", "An inquiry into the stadium is named by 31 October", "theirs",
        SHOTS, "An order that names who inquires, and into what.",
        *to("promised_by", "ministry-interior"), *to("made_at", "interior-regrets"),
        due="2032-10-31", owner="political_affairs", entered="2032-10-01", host_owner="Ministry of the Interior",
        consequence_agreed="Support to the riot police stays put off",
        edits=history(HEADQUARTERS, ("2032-11-02", "late", "No order was published.", "")),
    ),
)  # fmt: skip
"""Two components asked the same thing and knew of each other; donors suspend as the mission announces more."""

AUTUMN = (
    talk(
        "names-in-private", HEADQUARTERS, "2032-10-11", "Who leads the inquiry: a letter between us",
        "ministry-interior",
        level="national", channel="letter", lead="human_rights", tone="request",
        asks=(ask(_NAMES, "inform", "The names of the three posts that inquire", "none", by="2032-10-31"),),
        leverage=("private_report",), reply_expected="2032-10-31",
        our_red_lines="Nothing in public before 31 October.",
    ),
    talk(
        "names-in-public", HEADQUARTERS, "2032-10-18", "Briefing: the mission asks who leads the inquiry",
        "ministry-interior",
        level="national", channel="public_statement", lead="communications", tone="request", rights=OPEN,
        asks=(ask(_NAMES, "inform", "The ministry should say who leads the inquiry", "none"),),
        said="Said in reply to a question. Human rights heard of it on the radio.",
    ),
    talk(
        "names-after-deadline", HEADQUARTERS, "2032-11-15", "Statement: six weeks without an inquiry",
        "ministry-interior",
        level="national", channel="public_statement", lead="communications", components=("human_rights",),
        tone="protest", rights=OPEN,
        asks=(ask(_NAMES, "inform", "The ministry should say who leads the inquiry", "none"),),
        leverage=("public_statement",), links=to("follows", "names-in-private"),
        said="Agreed by all components after the day of the letter had passed.",
    ),
    talk(
        "inspectorate-wanted", HEADQUARTERS, "2032-11-24", "The inspectorate as a first step", "ministry-interior",
        level="national", lead="political_affairs", tone="request",
        asks=(ask(_INSPECTORATE, "begin", "The inspectorate begins now, before files are lost", "agreed"),),
        common_ground="Both want something to show before the verdict on the vote.",
    ),
    talk(
        "inspectorate-unwanted", HEADQUARTERS, "2032-11-26", "No inquiry by those who gave the orders",
        "ministry-interior",
        level="national", channel="letter", lead="human_rights", tone="protest", reply_expected="2032-12-10",
        asks=(ask(_INSPECTORATE, "hold_off", "The inspectorate waits for an independent inquiry", "none"),),
        leverage=("accountability_referral",), protest_reference="HR/2032/088",
        assessment_of_it="The ministry now shows each of us the letter of the other.",
    ),
    talk(
        "police-plan", HEADQUARTERS, "2032-12-09", "Batons before firearms: a plan for the day of the verdict",
        "commissioner-lonn",
        level="province", lead="police", components=("human_rights",), where=place("Lonnhaven", "Lonnhaven"),
        tone="request",
        asks=(ask(("conduct_of_forces", "live rounds on 3 January"), "stop", "No live rounds in the squares",
                "partial"),),
        said="Live rounds stay in the store unless the province orders otherwise.",
        observed=(Observed(after="days_7", change="unclear", seen_on="2032-12-16", seen="The store was not shown."),),
    ),
    promise(
        "promise-live-rounds", HEADQUARTERS, "2032-12-09", "Live rounds stay in the store on the day of the verdict",
        "theirs", ("conduct_of_forces", "live rounds on 3 January"), "Officers of ours see the store that morning.",
        *to("promised_by", "commissioner-lonn"), *to("made_at", "police-plan"),
        due="2033-01-03", owner="police", entered="2032-12-10",
        edits=history(HEADQUARTERS, ("2032-12-20", "on_track", "The order is written; we have seen it.", "")),
    ),
)  # fmt: skip
"""A letter between us, and a briefing before its day; one asks for what the other wants put off."""

DIALOGUE_INQUIRY = (*SEPTEMBER, *AUTUMN)
