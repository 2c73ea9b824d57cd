"""Story B in dialogue: two promises of 2 August that both sides let fall, and the governor ever since."""

from __future__ import annotations

from withstand.demo.mission_data import HEADQUARTERS, Told
from withstand.demo.mission_dialogue_words import CORDON, PRISON, ROOF, ask, history, promise, talk
from withstand.demo.mission_words import OPEN, place, to
from withstand.dialogue.parts import Observed

_TOWN = place("Lonnhaven", "Lonnhaven")
_PRISON = place("Lonnhaven", "prison")
_BASE = place("Lonnhaven", "stadium")

BEFORE_AUGUST = (
    talk(
        "governor-march", HEADQUARTERS, "2032-03-22", "First words on those held in Lonnhaven", "governor-lonn",
        level="province", lead="political_affairs", where=_TOWN, tone="request",
        asks=(ask(PRISON, "allow", "A first visit to the cells", "deflected"),),
        they_raised="Roads, and why the mission builds only in Dorre.",
        said="The prison belongs to the Ministry of Justice, the governor says.",
        observed=(Observed(after="days_30", change="none", seen_on="2032-04-22", seen="No visit was let in."),),
    ),
    talk(
        "governor-june", HEADQUARTERS, "2032-06-14", "Monthly talk with the province", "governor-lonn",
        level="province", lead="civil_affairs", where=_TOWN, tone="inform",
        asks=(ask(PRISON, "inform", "A list of those held without a charge", "partial"),),
        common_ground="The court sits under plastic sheets; both sides want it to work before the vote.",
        they_raised="The roof of the court.",
        observed=(
            Observed(after="days_30", change="improved", seen_on="2032-07-14",
                seen="A list of 61 names was shown to us.",
                     rival="The Human Rights Commission had asked for the same list in May."),
        ),
    ),
)  # fmt: skip

PROMISES_OF_AUGUST = (
    talk(
        "governor-august", HEADQUARTERS, "2032-08-02", "Access to detention, and a roof for the court", "governor-lonn",
        level="province", lead="political_affairs", components=("justice_corrections",), where=_TOWN, tone="request",
        entered="2032-08-04",
        asks=(
            ask(PRISON, "allow", "Access to every cell by 1 September", "agreed", by="2032-09-01",
                test="Two visits without notice, every door opened"),
            ask(PRISON, "inform", "Lists of those held, each Monday", "partial"),
        ),
        common_ground="A court that works before the vote.",
        our_red_lines="No visit with guards in the cell.",
        their_red_lines="No word in public before 12 September.",
        they_raised="A roof for the court before the rains.",
        said="The governor promises access to every cell by 1 September. We promise the roof.",
        links=to("raises", "goal-court"),
        observed=(
            Observed(after="days_7", change="unclear", seen_on="2032-08-09",
                seen="A list came; the doors did not open."),
            Observed(after="days_30", change="none", seen_on="2032-09-02", seen="Turned away at the gate."),
            Observed(after="days_90", change="worse", seen_on="2032-11-03",
                seen="Nobody let in; 58 more were arrested.",
                     rival="The arrests followed the march, not the talk."),
        ),
    ),
    promise(
        "promise-cells", HEADQUARTERS, "2032-08-02", "Access to every cell of the prison of Lonnhaven by 1 September",
        "theirs", PRISON, "Two visits without notice on which every door is opened.",
        *to("promised_by", "governor-lonn"), *to("made_at", "governor-august"), *to("serves", "goal-court"),
        due="2032-09-01", owner="human_rights", entered="2032-08-04", host_owner="Governor of the Lonn Coast",
        where=_PRISON, evidence_needed="reports of two visits", consequence_agreed="A note, and the embassies are told",
        edits=history(
            HEADQUARTERS,
            ("2032-09-03", "late", "Turned away at the gate on 2 September.", ""),
            ("2032-10-04", "broken", "No order from the province in a month; a second note went out.", ""),
        ),
    ),
    promise(
        "promise-roof", HEADQUARTERS, "2032-08-02", "A roof for the court of Lonnhaven before the rains", "ours", ROOF,
        "The court sits in the dry on a day of rain.",
        *to("promised_to", "governor-lonn", "prosecutor-lonn"), *to("made_at", "governor-august"),
        *to("serves", "goal-court"),
        due="2032-09-01", owner="civil_affairs", entered="2032-08-04", where=_TOWN,
        evidence_needed="photograph, invoice",
        edits=history(
            HEADQUARTERS,
            ("2032-08-30", "on_track", "Sheets ordered.", ""),
            ("2032-10-13", "broken", "Still no roof. The money went to polling rooms.", ""),
        ),
    ),
    promise(
        "promise-joint-visit", HEADQUARTERS, "2032-08-02", "A joint visit to the prison in the week before the vote",
        "both", PRISON, "A report signed by both.",
        *to("promised_by", "governor-lonn"), *to("made_at", "governor-august"),
        due="2032-09-10", owner="justice_corrections", entered="2032-08-04",
        edits=history(HEADQUARTERS, ("2032-09-13", "moot", "After the shots of 9 September nobody asked for it.", "")),
    ),
    talk(
        "governor-reminder", HEADQUARTERS, "2032-08-16", "Dates for the first visits to the cells", "governor-lonn",
        level="province", channel="letter", lead="human_rights", tone="request", reply_expected="2032-08-27",
        asks=(ask(PRISON, "allow", "Visits on 23 and 30 August", "none", by="2032-08-27"),),
        leverage=("working_query",), links=to("raises", "promise-cells"),
    ),
)  # fmt: skip


def _one_of_three(key: str, ally: str) -> Told:
    return talk(
        key, HEADQUARTERS, "2032-08-31", "The agreed text on the prison, read out by three", "governor-lonn",
        level="province", lead=None, made_by="ally", ally=ally, where=_TOWN, tone="request", entered="2032-09-01",
        asks=(ask(PRISON, "allow", "Access to every cell by 1 September", "deflected", by="2032-09-01"),),
        leverage=("allies_demarche",), links=to("joint_with", "demarche-of-three"),
    )  # fmt: skip


DEMARCHE = (
    talk(
        "demarche-of-three", HEADQUARTERS, "2032-08-31", "The agreed text on the prison, with two embassies",
        "governor-lonn",
        level="province", lead="political_affairs", where=_TOWN, tone="request",
        asks=(ask(PRISON, "allow", "Access to every cell by 1 September", "deflected", by="2032-09-01"),),
        leverage=("allies_demarche",), said="The governor noted it.", links=to("follows", "governor-august"),
    ),
    _one_of_three("demarche-first-embassy", "First embassy of the contact group"),
    _one_of_three("demarche-second-embassy", "Second embassy of the contact group"),
)  # fmt: skip
"""Agreed beforehand: one thing asked once, by three."""

SEPTEMBER = (
    talk(
        "prison-note-1", HEADQUARTERS, "2032-09-03", "Note: turned away at the prison", "governor-lonn",
        level="province", channel="note_verbale", lead="political_affairs", components=("human_rights", "legal"),
        tone="protest", asks=(ask(PRISON, "allow", "Access as promised on 2 August", "none"),),
        leverage=("written_protest",), protest_reference="NV/2032/118", reply_expected="2032-09-17",
        entered="2032-09-04", links=to("raises", "prison-refusal", "promise-cells"),
    ),
    talk(
        "call-while-firing", HEADQUARTERS, "2032-09-09", "Call while shots were heard at the stadium",
        "commissioner-lonn",
        level="province", channel="call", lead="police", where=_BASE, tone="request",
        asks=(ask(("conduct_of_forces", "live rounds at the stadium"), "stop", "No more live rounds", "deflected"),),
        said="The line is with the province, the commissioner says.",
        observed=(Observed(after="days_7", change="worse", seen_on="2032-09-16", seen="Six dead, 58 arrested."),),
    ),
    talk(
        "call-for-ambulances", HEADQUARTERS, "2032-09-09", "Ambulances through the cordon", "governor-lonn",
        level="province", channel="call", lead="civil_affairs", where=_BASE, tone="request",
        asks=(ask(("humanitarian_access", "ambulances at the stadium"), "allow", "Two ambulances pass", "agreed"),),
        observed=(Observed(after="days_7", change="improved", seen_on="2032-09-10", seen="Both reached the hospital.",
                           rival="The mayor had called the hospital an hour before."),),
    ),
    talk(
        "cordon-kept", HEADQUARTERS, "2032-09-10", "The cordon of the police at our gate", "commissioner-lonn",
        level="province", lead="police", where=_BASE, tone="request",
        asks=(ask(CORDON, "keep", "The cordon stays while people stand at the gate", "agreed"),),
        said="Agreed at once. No position of the whole mission exists.",
    ),
    talk(
        "cordon-lifted", HEADQUARTERS, "2032-09-11", "The cordon of the police, seen by families", "commissioner-lonn",
        level="province", lead="human_rights", where=_BASE, tone="request",
        asks=(ask(CORDON, "stop", "The cordon goes, so that families reach us", "refused"),),
        said="The commissioner asked which of us two speaks for the mission.",
    ),
    talk(
        "statement-after-shots", HEADQUARTERS, "2032-09-10", "Statement on the deaths of 9 September", "police",
        level="national", channel="public_statement", lead="communications", tone="inform", rights=OPEN,
        said="The mission regrets the deaths. بيان باللغة العربية يختلف عن النص الفرنسي.",
        assessment_of_it="The Arabic text says that whoever reaches the gate is protected; the French one does not.",
    ),
)  # fmt: skip

SINCE = (
    talk(
        "prison-note-2", HEADQUARTERS, "2032-10-04", "Second note: a month without access", "governor-lonn",
        "ministry-interior",
        level="national", channel="note_verbale", lead="political_affairs", components=("legal",), tone="protest",
        asks=(ask(PRISON, "allow", "Access as promised on 2 August", "none"),),
        leverage=("written_protest",), protest_reference="NV/2032/131", reply_expected="2032-10-18",
        links=(*to("raises", "prison-refusal", "promise-cells"), *to("repeats", "prison-note-1")),
    ),
    talk(
        "prison-note-3", HEADQUARTERS, "2032-11-08", "Third note: those held since 9 September", "governor-lonn",
        level="province", channel="note_verbale", lead="political_affairs", components=("human_rights",), tone="warn",
        asks=(ask(PRISON, "allow", "Access, before the report of December is written", "none"),),
        leverage=("written_protest", "public_human_rights_report"), protest_reference="NV/2032/149",
        reply_expected="2032-11-22", entered="2032-11-09",
        links=(*to("raises", "prison-refusal", "promise-cells"), *to("repeats", "prison-note-2")),
    ),
    talk(
        "cells-warned", HEADQUARTERS, "2032-11-29", "What the report of December will say on the prison",
        "governor-lonn",
        level="province", channel="letter", lead="human_rights", tone="warn",
        asks=(ask(PRISON, "allow", "Access before 20 December", "deflected", by="2032-12-20"),),
        leverage=("public_human_rights_report",), reply_expected="2032-12-13", entered="2032-12-08",
        reply="The province has read the letter.", reply_on="2032-12-07",
    ),
    talk(
        "governor-cancelled", HEADQUARTERS, "2032-11-22", "Monthly talk with the province", "governor-lonn",
        level="province", lead="civil_affairs", held="cancelled_by_them",
        said="The governor was in the capital, the office says.",
    ),
    talk(
        "governor-december", HEADQUARTERS, "2032-12-14", "One wing of the prison, and the roof again", "governor-lonn",
        level="province", lead="civil_affairs", components=("justice_corrections",), where=_TOWN, tone="request",
        asks=(
            ask(PRISON, "allow", "Every cell, as promised", "partial", by="2033-01-15"),
            ask(("civic_space", "closed paper of Lonnhaven"), "allow", "The paper may print again", "agreed"),
        ),
        they_raised="Our roof, which never came; two officers of ours who left without a word.",
        said="One wing may be seen from January. The governor names no day.",
        our_red_lines="No list of names of those who speak with us.",
        links=to("raises", "promise-cells", "promise-roof"),
        follow_up="Say in writing what became of the roof", follow_up_owner="civil_affairs", follow_up_due="2032-12-22",
    ),
    talk(
        "wing-without-a-day", HEADQUARTERS, "2032-12-21", "A wing for which nobody names a day", "governor-lonn",
        level="province", channel="call", lead="political_affairs", components=("human_rights",), tone="warn",
        asks=(ask(PRISON, "allow", "A day in January for every cell, not for one wing", "deflected"),),
        leverage=("headquarters_call",), links=to("follows", "governor-december"),
    ),
    promise(
        "promise-one-wing", HEADQUARTERS, "2032-12-14", "One wing of the prison may be seen from January", "theirs",
        PRISON, "A visit to that wing, every door opened.",
        *to("promised_by", "governor-lonn"), *to("made_at", "governor-december"), *to("replaces", "promise-cells"),
        due="2033-01-15", owner="human_rights", entered="2032-12-15", host_owner="Governor of the Lonn Coast",
    ),
)  # fmt: skip
"""Step after step of pressure on one office while the shared goal is paused; the roof is what the governor raises."""

DIALOGUE_STADIUM = (*BEFORE_AUGUST, *PROMISES_OF_AUGUST, *DEMARCHE, *SEPTEMBER, *SINCE)
