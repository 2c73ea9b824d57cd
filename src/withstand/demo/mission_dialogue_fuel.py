"""Story A in dialogue: fuel on conditions, a private report, praise in public, three notes without reply."""

from __future__ import annotations

from withstand.demo.mission_data import AMBER_FORD, HEADQUARTERS
from withstand.demo.mission_dialogue_words import (
    BRIDGE,
    CASES,
    CATTLEBAR,
    EAST_BANK_DEAD,
    LOG_BOOKS,
    answered,
    ask,
    history,
    promise,
    talk,
)
from withstand.demo.mission_fuel import EAST_BANK
from withstand.demo.mission_words import OPEN, STRICTLY, edit, place, to
from withstand.dialogue.parts import Observed

_BRIDGE = place("Amber Ford", "bridge east of the town")
_TOWN = place("Amber Ford", "Amber Ford")
_IN_PRIVATE = ("human_rights", "leadership", "political_affairs")

TERMS = (
    talk(
        "fuel-terms", HEADQUARTERS, "2032-02-11", "Fuel for the 4th Brigade and its three conditions",
        "ministry-defence", "general-staff",
        level="national", lead="political_affairs", components=("mission_support", "human_rights"), tone="request",
        asks=(
            ask(LOG_BOOKS, "begin", "A log book for each delivery, open to us at the depot", "agreed",
                test="Litres and kilometres on a page for each vehicle"),
            ask(("support_conditions", "command of the 4th Brigade"), "keep",
                "Nobody with credible allegations in command", "agreed"),
        ),
        leverage=("conditioned_offer",),
        common_ground="The road to Halvrane carries two markets and the way to the clinic.",
        our_red_lines="No fuel for a unit whose command has an open case.",
        their_red_lines="No monitor at night.",
        they_raised="Fuel for a year, not for three months.",
        said="The conditions are in the letter. The inspector of the ministry will look at the books too.",
        links=to("raises", "support-fuel-4"),
        observed=(
            Observed(after="days_30", change="improved", seen_on="2032-03-10", seen="Log book complete at the depot.",
                     rival="Our visit had been announced a week before."),
            Observed(after="days_90", change="worse", seen_on="2032-05-16", seen="No log book, no paper of this year."),
        ),
    ),
    promise(
        "promise-log-book", HEADQUARTERS, "2032-02-11", "A log book for each delivery of fuel", "theirs", LOG_BOOKS,
        "Every delivery note has a page with vehicle, litres and kilometres.",
        *to("promised_by", "army-4"), *to("made_at", "fuel-terms"), *to("condition", "support-fuel-4-log-book"),
        due="2032-03-01", owner="mission_support", made_in="support_condition", entered="2032-02-12",
        host_owner="Logistics of the 4th Brigade", consequence_agreed="The next delivery is held",
        edits=history(
            HEADQUARTERS,
            ("2032-04-15", "met", "Log seen at the depot on 10 March: complete.", "mission_support"),
            ("2032-05-21", "broken", "On 16 May the log book could not be shown.", ""),
        ),
    ),
    promise(
        "promise-command", HEADQUARTERS, "2032-02-11", "Nobody with credible allegations in command of the 4th Brigade",
        "theirs", ("support_conditions", "command of the 4th Brigade"),
        "The order of appointment names nobody whom human rights asked to leave out.",
        *to("promised_by", "ministry-defence"), *to("made_at", "fuel-terms"),
        *to("condition", "support-fuel-4-no-suspect-in-command"),
        due="2032-02-20", owner="human_rights", made_in="support_condition", entered="2032-02-12",
        host_owner="Ministry of Defence", consequence_agreed="Fuel is suspended",
        edits=history(
            HEADQUARTERS,
            ("2032-02-19", "met", "Order of appointment of 2030 seen.", "human_rights"),
            ("2032-06-03", "broken", "Since 3 April a post-holder commands whom we had left out of a training.", ""),
        ),
    ),
    promise(
        "promise-fuel-march", HEADQUARTERS, "2032-02-15", "Fuel at the depot of Cattlebar by 12 March", "ours",
        LOG_BOOKS, "Six thousand litres received and signed for.",
        *to("promised_to", "army-4"), *to("made_at", "fuel-terms"),
        due="2032-03-12", owner="mission_support",
        edits=(edit(
            HEADQUARTERS, "2032-04-14", commitment_status="met", status_on="2032-03-10",
            verified_by="mission_support", verified_on="2032-03-10",
            verification_text="Delivered on 10 March. The form is late: it lay in a truck for a month.",
        ),),
    ),
    talk(
        "new-command", AMBER_FORD, "2032-04-06", "First call on the new command of the 4th Brigade", "command-4",
        lead="civil_affairs", where=_TOWN, tone="inform", entered="2032-04-08",
        asks=(ask(LOG_BOOKS, "keep", "The log books go on as before", "agreed"),),
        they_raised="The post knew nothing of conditions and asked for a copy.",
        said="Courteous. The books will be kept.",
        follow_up="Send the three conditions in writing", follow_up_owner="civil_affairs", follow_up_due="2032-04-20",
    ),
    promise(
        "promise-books-again", AMBER_FORD, "2032-04-06", "The log books go on under the new command", "theirs",
        LOG_BOOKS, "The book of April and May lies at the depot.",
        *to("promised_by", "command-4"), *to("made_at", "new-command"),
        due="2032-05-01", owner="mission_support", entered="2032-04-08",
        edits=history(AMBER_FORD, ("2032-05-17", "broken", "No book was there on 16 May.", "")),
    ),
    talk(
        "fees-raised", AMBER_FORD, "2032-04-16", "Fees on market days at Cattlebar", "army-41",
        lead="human_rights", where=place("Amber Ford", "Cattlebar"), tone="request",
        asks=(ask(CATTLEBAR, "stop", "No cart pays at the barrier", "deflected"),),
        leverage=("working_query",), links=to("raises", "fees-at-cattlebar"),
        said="There are no fees; there are gifts.",
        observed=(Observed(after="days_30", change="none", seen_on="2032-05-14", seen="Carts still pay."),),
    ),
)  # fmt: skip
"""A late entry of a timely delivery looks like a promise of ours that was late, and is not."""

MAY_2032 = (
    talk(
        "private-report-sent", HEADQUARTERS, "2032-05-16", "Private report on the cases of January to April",
        "ministry-defence",
        level="national", channel="letter", lead="human_rights", tone="request", seen_by=_IN_PRIVATE,
        asks=(
            ask(CASES, "inform", "What was found on five cases, and who answers for them", "none", by="2032-05-30",
                test="A written answer on each of the five"),
            ask(CATTLEBAR, "stop", "An order that no barrier takes fees", "none", by="2032-05-30"),
        ),
        leverage=("private_report",), reply_expected="2032-05-30",
        our_red_lines="Nothing in public while the ministry has time to answer.",
        scenarios="No answer by 30 May: a second letter by the head of mission, then a public report.",
        links=to("raises", "fees-at-cattlebar"),
        edits=(answered(
            "2032-06-11", "The ministry says that the brigade was in its barracks, and that an armed group did it.",
            entered="2032-06-12",
        ),),
    ),
    talk(
        "stopped-on-the-spot", AMBER_FORD, "2032-05-18", "Passage at the bridge, asked for at the barrier", "army-41",
        lead="force", components=("protection_adviser",), channel="on_the_spot", where=_BRIDGE, tone="request",
        entered="2032-05-19",
        asks=(ask(BRIDGE, "allow", "The patrol passes, or the order is shown in writing", "refused"),),
        said="The bridge is weak. Trucks of the army crossed it.",
        links=to("raises", "stopped-at-the-bridge"),
        observed=(Observed(after="days_7", change="worse", seen_on="2032-05-25",
                seen="Eleven graves on the east bank."),),
    ),
    talk(
        "call-before-the-bank", AMBER_FORD, "2032-05-19", "Passage for a patrol to the east bank", "command-4",
        lead="protection_adviser", channel="call", where=EAST_BANK, tone="request",
        asks=(ask(BRIDGE, "allow", "A patrol crosses tomorrow at six", "deflected", by="2032-05-19"),),
        said="Such things are for the ministry, the post said, and rang off.",
    ),
    talk(
        "weekly-page-praise", HEADQUARTERS, "2032-05-22", "Praise for the 4th Brigade on the weekly page", "army-4",
        level="national", channel="public_statement", lead="force", tone="appreciate", rights=OPEN,
        asks=(ask(CASES, "inform", "Asked by a paper: the ministry should say what it found on the winter", "none"),),
        said="The spokesperson praises the discipline of the brigade and the joint patrols on the road.",
        assessment_of_it="Nobody asked human rights, whose private report runs until 30 May.",
    ),
    talk(
        "letter-after-the-bank", HEADQUARTERS, "2032-05-24", "Inquiry into eleven deaths on the east bank",
        "ministry-defence",
        level="national", channel="letter", lead="leadership", components=("human_rights",), tone="warn",
        asks=(ask(EAST_BANK_DEAD, "begin", "An inquiry with a named head, open to our officers", "refused",
                  by="2032-06-15", test="An order that names who inquires"),),
        leverage=("leader_letter", "suspend_support_line"), reply_expected="2032-06-15", seen_by=_IN_PRIVATE,
        rights=STRICTLY,
        links=to("raises", "eleven-dead"),
        edits=(answered("2032-06-11", "No inquiry: the brigade was in its barracks.", entered="2032-06-12"),),
    ),
)  # fmt: skip

AFTER = (
    talk(
        "bridge-note-1", HEADQUARTERS, "2032-06-04", "Note verbale: a patrol stopped at the bridge", "ministry-foreign",
        "command-4",
        level="national", channel="note_verbale", lead="political_affairs", components=("legal",), tone="protest",
        asks=(ask(BRIDGE, "allow", "The order of 18 May is shown and withdrawn", "none"),),
        leverage=("written_protest",), protest_reference="NV/2032/071", reply_expected="2032-06-25",
        links=to("raises", "stopped-at-the-bridge"),
    ),
    talk(
        "bridge-note-2", AMBER_FORD, "2032-06-18", "Second protest about the bridge", "command-4",
        channel="letter", lead="force", tone="protest",
        asks=(ask(BRIDGE, "allow", "Patrols pass without notice", "none"),),
        leverage=("written_protest",), protest_reference="AF/2032/019", reply_expected="2032-07-02",
        links=(*to("raises", "stopped-at-the-bridge"), *to("repeats", "bridge-note-1")),
    ),
    talk(
        "bridge-note-3", AMBER_FORD, "2032-09-13", "Third protest: two places closed to patrols in one summer",
        "command-4",
        channel="letter", lead="force", components=("legal",), tone="warn",
        asks=(ask(BRIDGE, "allow", "Patrols pass, at the bridge and on the track to the north", "none"),),
        leverage=("written_protest", "suspend_support_line"), protest_reference="AF/2032/034",
        reply_expected="2032-09-27", links=to("repeats", "bridge-note-2"),
        assessment_of_it="Three steps in four months. Nobody has offered anything that both want.",
    ),
    talk(
        "ministry-after-refusal", HEADQUARTERS, "2032-07-26", "Why fuel for the 4th Brigade ended", "ministry-defence",
        level="national", lead="political_affairs", components=("mission_support", "human_rights"), tone="inform",
        asks=(ask(EAST_BANK_DEAD, "begin", "An inquiry, after which fuel can be asked for again", "deflected"),),
        leverage=("conditioned_offer",), their_red_lines="No inquiry by foreigners.",
        they_raised="Trucks stand still, and the Lamp Guard offers its own fuel.",
        follow_up="Write down what would change our answer", follow_up_owner="human_rights",
        follow_up_due="2032-08-16", followed_up_on="2032-08-12",
        observed=(
            Observed(after="days_30", change="unclear", seen_on="2032-08-25", seen="No new barrier; nobody crossed."),
            Observed(after="days_90", change="not_seen", seen="Nobody of ours could reach the east bank in October."),
        ),
    ),
)  # fmt: skip

DIALOGUE_FUEL = (*TERMS, *MAY_2032, *AFTER)
