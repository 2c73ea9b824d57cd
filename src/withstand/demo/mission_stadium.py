"""Story B, the stadium: two promises, a crowd beside the mission's base, and texts that differ by language."""

from __future__ import annotations

from withstand.demo.mission_data import HEADQUARTERS, Told
from withstand.demo.mission_words import by, edit, every_day, many, on, place, province, some_day, to, told
from withstand.evidence.records import Alert, Incident, Obstruction, Visit
from withstand.leadership.records import Decision

_PRISON = place("Lonnhaven", "prison")
_STADIUM = place("Lonnhaven", "stadium")

PROMISES = (
    told(
        "governor-promise",
        HEADQUARTERS,
        "2032-08-03",
        Visit(
            purpose="meeting_authorities",
            where=place("Lonnhaven", "Lonnhaven"),
            when=on("2032-08-02"),
            components=("political_affairs", "justice_corrections"),
            access="full",
            seen=(
                "The governor promises access to every cell by 1 September. "
                "We promise a roof for the court before the rains."
            ),
        ),
        *to("about", "governor-lonn", "prison-lonn"),
    ),
    told(
        "court-roof",
        HEADQUARTERS,
        "2032-08-04",
        Decision(
            type="other",
            question="Do we mend the roof of the court in Lonnhaven?",
            decided="Yes, from the quick-impact fund.",
            decided_by="Head of civil affairs",
            on="2032-08-04",
            review_by="2032-09-01",
            reasons="It was promised to the governor on 2 August. The court sits under plastic sheets.",
        ),
        *to("rests_on", "governor-lonn"),
    ),
    told(
        "card-in-french",
        HEADQUARTERS,
        "2032-08-24",
        Decision(
            type="posture",
            question="Que dit la carte du soldat sur une foule près de la base ?",
            decided="Rester derrière la clôture et prévenir la police.",
            decided_by="Force",
            on="2032-08-24",
            review_by="2032-12-31",
            reasons="La police nationale est responsable du maintien de l'ordre. Aucun texte commun n'existe encore.",
        ),
    ),
    told(
        "radio-in-arabic",
        HEADQUARTERS,
        "2032-08-27",
        Decision(
            type="other",
            question="What does the radio say about crowds near a base?",
            decided="البعثة تحمي كل من يصل إلى باب القاعدة.",
            decided_by="Communications",
            on="2032-08-27",
            review_by="2032-12-31",
            reasons="يسأل المستمعون ماذا تفعل البعثة إذا أطلقت النار على الناس. لم يراجع أحد النص مع القوة.",
        ),
    ),
    told(
        "joint-demarche",
        HEADQUARTERS,
        "2032-08-30",
        Decision(
            type="pressure",
            question="Who asks the governor for access to the prison, and when?",
            decided="Political affairs with two embassies, on 31 August, on one agreed text.",
            decided_by="Head of mission",
            on="2032-08-30",
            review_by="2032-09-15",
            reasons="Agreed beforehand by all components and both embassies, so that one thing is asked once.",
        ),
        *to("rests_on", "governor-lonn"),
    ),
    told(
        "joint-demarche-made",
        HEADQUARTERS,
        "2032-08-31",
        Visit(
            purpose="meeting_authorities",
            where=place("Lonnhaven", "Lonnhaven"),
            when=on("2032-08-31"),
            components=("political_affairs",),
            access="full",
            seen="The agreed text was read out by all three. The governor noted it.",
        ),
        *to("about", "governor-lonn"),
    ),
    told(
        "prison-closed",
        HEADQUARTERS,
        "2032-09-03",
        Visit(
            purpose="detention_visit",
            where=_PRISON,
            when=on("2032-09-02"),
            components=("human_rights", "justice_corrections"),
            access="denied",
            seen="Turned away at the gate the day after the promise fell due.",
        ),
        *to("about", "prison-lonn", "governor-lonn"),
    ),
    told(
        "prison-refusal",
        HEADQUARTERS,
        "2032-09-03",
        Obstruction(
            what="investigation_detention_access",
            where=_PRISON,
            when=on("2032-09-02"),
            perpetrators=(by("host_state", "A1", "high", "prison guards", uniformed=True),),
            hostility="physical",
            destination=_PRISON,
            expected_there="people arrested before the vote",
            reason_given="No order from the province.",
            our_reaction="A note was sent the same day.",
            protest="open",
            grade="A1",
        ),
        *to("ordered_by", "governor-lonn"),
        *to("executed_by", "prison-lonn"),
        *to("kept_from", "prison-closed"),
        edits=(
            edit(HEADQUARTERS, "2032-10-04", protest="repeated"),
            edit(HEADQUARTERS, "2032-11-08", replaces=1, repeated=True, our_reaction="Three notes, and no reply."),
        ),
    ),
)

SHOTS = (
    told(
        "crowd-expected",
        HEADQUARTERS,
        "2032-09-08",
        Alert(
            what="lethal_excessive_force",
            where=_STADIUM,
            when=on("2032-09-09"),
            perpetrators=(by("host_state", "B3", "moderate", "riot police", uniformed=True),),
            groups=("political_actors", "men", "women"),
            received="2032-09-08",
            reached_by="partner",
            status="held",
            grade="B3",
            narrative="A march to the stadium is called for tomorrow. Riot police drew live rounds from the store.",
        ),
        *to("source", "source-hq-01"),
        *to("suspected", "riot-police", about="a1"),
        edits=(edit(HEADQUARTERS, "2032-09-11", *to("came_true_as", "stadium"), status="closed"),),
    ),
    told(
        "stadium",
        HEADQUARTERS,
        "2032-09-10",
        Incident(
            what="lethal_excessive_force",
            also=("assembly_restriction",),
            where=_STADIUM,
            when=on("2032-09-09"),
            perpetrators=(by("host_state", "A2", "high", "riot police", uniformed=True),),
            counts=(many(6, 4, 9), many(31, 25, None, unit="violation"), many(1, unit="incident")),
            verification="partly_corroborated",
            grade="A2",
            our_support="yes",
            narrative=(
                "Police fired on a crowd beside our base. Some ran to the gate, and the gate stayed shut: "
                "the card said one thing and the radio another."
            ),
        ),
        *to("source", "source-hq-01", "source-hq-02"),
        *to("suspected", "riot-police", about="a1"),
        *to("follows", "crowd-expected"),
        edits=(
            edit(
                HEADQUARTERS,
                "2032-09-30",
                verification="verified",
                state_action="reply_given",
                reply="The ministry regrets the deaths and says that the crowd was armed.",
                reply_on="2032-09-28",
            ),
        ),
    ),
    told(
        "arrests-after-march",
        HEADQUARTERS,
        "2032-09-15",
        Incident(
            what="arbitrary_arrest_detention",
            also=("incommunicado_detention",),
            where=place("Lonnhaven"),
            when=some_day("2032-09-09", "2032-09-13"),
            perpetrators=(by("host_state", "B2", "moderate", "police", uniformed=True),),
            counts=(many(58, 40, 70, group="political_actors"),),
            verification="partly_corroborated",
            grade="B2",
        ),
        *to("source", "source-hq-01"),
        *to("suspected", "police", about="a1"),
        *to("follows", "stadium"),
    ),
    told(
        "paper-closed",
        HEADQUARTERS,
        "2032-09-12",
        Incident(
            what="expression_restriction",
            where=place("Lonnhaven", "Lonnhaven"),
            when=every_day("2032-09-11", "2032-09-25"),
            perpetrators=(by("host_state", "A2", "high", "an order of the province"),),
            counts=(many(1, unit="violation", group="journalists"),),
            verification="verified",
            grade="A2",
            narrative="A local paper may not print until after the count.",
        ),
        *to("source", "source-hq-02"),
        *to("suspected", "governor-lonn", about="a1"),
    ),
)


def _asked(key: str, component: str) -> Told:
    fields = Visit(
        purpose="meeting_authorities",
        where=place("Velm", "Velm"),
        when=on("2032-09-14"),
        components=(component,),
        access="full",
        seen="Asked for an independent inquiry into the shots at the stadium. The ministry will answer in two weeks.",
    )
    return told(key, HEADQUARTERS, "2032-09-14", fields, *to("about", "stadium", "ministry-interior"))


SEQUEL = (
    _asked("inquiry-asked-by-rights", "human_rights"),
    _asked("inquiry-asked-by-politics", "political_affairs"),
    told(
        "donors-suspend",
        HEADQUARTERS,
        "2032-09-16",
        Decision(
            type="pressure",
            question="Does aid to the National Police of Velmara go on?",
            decided="Suspended until there is an inquiry.",
            decided_by="Donor group for Velmara",
            on="2032-09-15",
            review_by="2033-03-15",
            reasons="Told to us by the group after it had decided.",
        ),
        *to("rests_on", "stadium", "police", "donors"),
    ),
    told(
        "more-support-announced",
        HEADQUARTERS,
        "2032-09-16",
        Decision(
            type="support",
            question="What do we announce to the police of the coast for the vote and after?",
            decided="Twelve more vehicles and a second course.",
            decided_by="Head of police component",
            on="2032-09-15",
            review_by="2032-12-15",
            reasons="The announcement had been planned since July and nobody stopped it.",
            dissent="Human rights asked to wait for the inquiry.",
        ),
        *to("rests_on", "police", "riot-police"),
    ),
    told(
        "court-without-roof",
        HEADQUARTERS,
        "2032-10-12",
        Visit(
            purpose="joint_assessment",
            where=province("Lonn Coast"),
            when=on("2032-10-11"),
            components=("civil_affairs", "justice_corrections"),
            access="full",
            seen="The court still has no roof, and hearings stopped with the rains. The money went to polling rooms.",
        ),
        *to("about", "governor-lonn", "prosecutor-lonn"),
    ),
)
"""Two components tell one office the same thing; donors suspend on the day on which the mission announces more."""

STADIUM = (*PROMISES, *SHOTS, *SEQUEL)
