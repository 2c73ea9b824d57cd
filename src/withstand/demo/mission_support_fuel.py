"""Story A as due diligence: fuel for the 4th Brigade, asked in January, ended in May, refused in July."""

from __future__ import annotations

from withstand.demo.mission_data import AMBER_FORD, HEADQUARTERS
from withstand.demo.mission_support_words import Asked, fuel, rated, verified
from withstand.demo.mission_words import on, place, to, told
from withstand.demo.velmara import COUNTRY
from withstand.inducement.following import Monitoring
from withstand.inducement.parts import Dissent
from withstand.inducement.requests import Condition, Framework

_DEPOT = place("Amber Ford", "Cattlebar")
_FUEL = Asked("support-fuel-4")
_AGAIN = Asked("support-fuel-4-again")

FRAMEWORK = (
    told(
        "support-framework",
        HEADQUARTERS,
        "2031-02-10",
        Framework(
            country=COUNTRY,
            adopted="2031-02-03",
            summary=(
                "General risks: fees and beatings at barriers in all provinces; auxiliaries outside any command; "
                "courts far away. Support to units with credible allegations waits until their command answers."
            ),
            letter="ML/2031/014",
            sent="2031-02-10",
            answer="promised",
            answered="2031-03-21",
            review_by="2033-02-03",
        ),
        *to("told", "ministry-defence", "ministry-interior"),
    ),
)

ASKED = (
    _FUEL.request(
        "2032-01-12",
        "Fuel for the patrols of the 4th Brigade",
        "fuel_rations",
        "army-4",
        by="mission_support",
        objective="Patrols on the road from Amber Ford to Halvrane, which traders and families use.",
        items=fuel(24_000),
        respond_by="2032-01-26",
        where=place("Amber Ford"),
        letter="4B/LOG/2032/003",
        links=(*to("asked_by", "ministry-defence"), *to("framework", "support-framework")),
    ),
    *_FUEL.opening("2032-01-13", "2032-01-14", "2032-01-15"),
    _FUEL.answer(
        "2032-01-22",
        "joint_analysis",
        "no_concern_found",
        "The brigade holds the road and has no post beyond the bridge. Nothing on diversion since August.",
        gaps="No view of the east bank.",
    ),
    _FUEL.answer(
        "2032-01-25",
        "human_rights",
        "concern",
        "Two cases of January wait for an answer of the command. Fees at barriers in two districts.",
        gaps="The post-holder's former units were not looked at.",
        advised=("exclude_post_holder", "fuel_log", "detention_access"),
    ),
    _FUEL.answer(
        "2032-01-26",
        "child_protection",
        "no_concern_found",
        "No report of minors in the brigade since the visit of 2031.",
    ),
    *_FUEL.to_review(
        "2032-01-28",
        _FUEL.assessed(
            "2032-02-02",
            "medium",
            "Beatings and fees, no deaths; a command that answers late but answers; a road that needs patrols.",
            "The road closes: two markets and the way to the clinic at Halvrane. The Lamp Guard offers its trucks.",
            rated("record_unit", 2, "b", "two cases of January"),
            rated("record_commander", None, note="the post-holder's former units were not looked at"),
            rated("account_investigations", 3, "b"),
            rated("nature_proximity", 2, "a"),
            rated("nature_diversion", 2, "c"),
            rated("context_proxies", 2, "c", "the Lamp Guard uses the same depot"),
            rated("leverage_giving", 2, "d"),
            rated("leverage_withholding", 3, "c"),
            rated("monitor_access", 1, "b"),
            rated("voice_communities", None, note="nobody asked beyond the bridge"),
            dissent=(Dissent(by="human_rights", opinion="Wait for the answer on the two cases of January."),),
        ),
        "2032-02-05",
    ),
    _FUEL.condition(
        "log-book",
        "2032-02-09",
        Condition(
            condition="A log book for each delivery",
            type="fuel_log",
            test="Every delivery note has a page in the log with vehicle, litres and kilometres.",
            evidence_needed="log book, seen at the depot",
            host_owner="Logistics of the 4th Brigade",
            due="2032-03-01",
            consequence="hold_next",
            agreed_on="2032-02-11",
            jointly_designed="yes",
            oversight_body="Inspector of the Ministry of Defence",
        ),
        *to("owned_by", "army-4"),
        edits=verified("2032-04-15", "Log seen at the depot on 10 March: complete.", by="mission_support"),
    ),
    _FUEL.condition(
        "no-suspect-in-command",
        "2032-02-09",
        Condition(
            condition="No post-holder with credible allegations in command",
            type="exclude_post_holder",
            test="The order of appointment names nobody whom human rights asked to leave out.",
            evidence_needed="order of appointment, at each change",
            host_owner="Ministry of Defence",
            due="2032-02-20",
            consequence="suspend",
            agreed_on="2032-02-11",
            jointly_designed="no",
        ),
        *to("owned_by", "ministry-defence"),
        edits=verified("2032-02-19", "Order of appointment of 2030 seen; nobody whom we named is in command."),
    ),
    _FUEL.condition(
        "access-in-two-days",
        "2032-02-09",
        Condition(
            condition="Access for our monitors within two days",
            type="detention_access",
            test="A visit asked for takes place within two days, places of custody among them.",
            evidence_needed="dates of request and of visit",
            host_owner="Command of the 4th Brigade",
            due="2032-03-15",
            consequence="raise",
            agreed_on="2032-02-11",
            jointly_designed="yes",
            oversight_body="Human Rights Commission of Velmara",
        ),
        *to("owned_by", "command-4"),
        *to("oversight", "rights-commission"),
        edits=verified("2032-03-12", "Asked on 1 March, visited on 3 March, the guardroom too."),
    ),
    _FUEL.decision(
        "2032-02-12",
        "approve_conditions",
        "The road to Halvrane is unsafe and the brigade has no fuel; three conditions answer what was found.",
        *to("assessed_in", "support-fuel-4-risk"),
        expires="2032-05-12",
        items=fuel(24_000),
        conditions=("log-book", "no-suspect-in-command", "access-in-two-days"),
        dissent=(Dissent(by="human_rights", opinion="Would have waited for the answer on two cases of January."),),
        residual="medium",
    ),
    _FUEL.step("2032-02-13", "countersign", "countersigner"),
    _FUEL.step("2032-02-15", "begin_delivery", "supporting_entity"),
)

GIVEN = (
    _FUEL.delivery("2032-02-16", "2032-02-15", "Fuel at the depot", fuel(4_000), _DEPOT),
    _FUEL.delivery("2032-04-14", "2032-03-10", "Fuel at the depot", fuel(6_000), _DEPOT, AMBER_FORD),
    _FUEL.visit(
        "seen-in-march",
        "2032-04-14",
        Monitoring(
            what="Depot at Cattlebar",
            when=on("2032-03-10"),
            where=_DEPOT,
            by=("mission_support", "human_rights"),
            form="each_delivery",
            access="full",
            verdict="as_agreed",
            condition_verdict="met",
            seen="Log book complete, litres and kilometres fit. This form is late: it lay in a truck for a month.",
        ),
        *to("condition", "support-fuel-4-log-book"),
        office=AMBER_FORD,
    ),
    _FUEL.delivery("2032-04-18", "2032-04-18", "Fuel at the depot", fuel(6_000), _DEPOT, AMBER_FORD),
    _FUEL.delivery("2032-05-17", "2032-05-16", "Fuel at the depot", fuel(4_000), _DEPOT, AMBER_FORD),
    _FUEL.visit(
        "seen-in-may",
        "2032-05-16",
        Monitoring(
            what="Depot at Cattlebar",
            when=on("2032-05-16"),
            where=_DEPOT,
            by=("mission_support",),
            form="each_delivery",
            access="partial",
            verdict="not_seen",
            condition_verdict="cannot_tell",
            not_seen="The log book could not be shown. No paper newer than that of February.",
        ),
        *to("condition", "support-fuel-4-log-book"),
        office=AMBER_FORD,
    ),
    _FUEL.step(
        "2032-06-21", "close", "due_diligence", "Ended on 12 May; what followed is under inquiry.", ended="expired"
    ),
)
"""12 May passes; on 16 May the truck drives as every Sunday."""

REFUSED = (
    _AGAIN.request(
        "2032-06-28",
        "Fuel for the 4th Brigade, second half of the year",
        "fuel_rations",
        "army-4",
        by="mission_support",
        objective="As before.",
        items=fuel(24_000),
        respond_by="2032-07-09",
        where=place("Amber Ford"),
        links=to("follows", "support-fuel-4"),
    ),
    *_AGAIN.opening("2032-06-28", "2032-06-29", "2032-06-29"),
    _AGAIN.answer(
        "2032-07-05",
        "human_rights",
        "grave_concern",
        "Eleven dead on 20 May, verified; no inquiry opened; the ministry denies it.",
        *to("rests_on", "eleven-dead"),
    ),
    _AGAIN.answer("2032-07-07", "joint_analysis", "not_enough_known", "No view of the depot since May."),
    _AGAIN.answer(
        "2032-07-12", "child_protection", "no_answer", "No answer by the day asked; recorded by the secretariat."
    ),
    *_AGAIN.to_review(
        "2032-07-13",
        _AGAIN.assessed(
            "2032-07-14",
            "unacceptable",
            "A verified killing with our fuel in the trucks, no inquiry, no access.",
            "Patrols on the road stop. Our own battalion can hold the road on market days.",
            rated("record_unit", 4, "a"),
            rated("account_investigations", 4, "a"),
            rated("monitor_access", 4, "a"),
            rated("leverage_withholding", 2, "c"),
            confidence="a",
        ),
        "2032-07-15",
    ),
    _AGAIN.decision(
        "2032-07-19",
        "refuse",
        "No support while nothing is inquired into. What would change this was told to the ministry in writing.",
        residual="unacceptable",
        told_headquarters="2032-07-20",
    ),
)

SUPPORT_FUEL = (*FRAMEWORK, *ASKED, *GIVEN, *REFUSED)
