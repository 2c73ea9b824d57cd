"""Story C as due diligence: a course and fuel for a brigade that answers, its ladder, a road that is a shared goal."""

from __future__ import annotations

from withstand.demo.mission_data import HEADQUARTERS, KESSIN_TOWN
from withstand.demo.mission_support_words import Asked, fuel, rated, verified
from withstand.demo.mission_words import on, place, to, told
from withstand.inducement.following import GoodConduct, Ladder, Monitoring
from withstand.inducement.parts import Item, Rung
from withstand.inducement.requests import Condition

_COURSE = Asked("support-course-2")
_ROAD = Asked("support-road-2")
_PLACES = (Item(item="places on the course", quantity=40, unit="people"),)

COURSE = (
    _COURSE.request(
        "2031-12-01",
        "Spring course in Kessin for the 2nd Brigade",
        "operational_training",
        "army-21",
        "army-22",
        by="force",
        objective="Conduct at barriers and hand-over of detained people.",
        items=_PLACES,
        respond_by="2031-12-15",
        where=place("Kessin"),
    ),
    *_COURSE.opening("2031-12-02", "2031-12-03", "2031-12-03"),
    _COURSE.answer(
        "2031-12-12",
        "human_rights",
        "concern",
        "Beatings under one post-holder, corroborated; nothing on the battalions themselves.",
        advised=("exclude_post_holder", "investigation"),
    ),
    _COURSE.answer("2031-12-14", "joint_analysis", "no_concern_found", "Both battalions are where the command says."),
    _COURSE.answer("2031-12-15", "child_protection", "no_concern_found", "No minors seen in two visits of the year."),
    *_COURSE.to_review(
        "2031-12-16",
        _COURSE.assessed(
            "2031-12-18",
            "medium",
            "A brigade that removes barriers when asked, and a prosecutor who opens cases.",
            "The course is the only place where its officers meet the prosecutor and the chiefs.",
            rated("record_unit", 1, "b"),
            rated("record_commander", 3, "b", "one post-holder"),
            rated("account_investigations", 1, "b"),
            rated("correct_orders", 1, "c"),
            rated("monitor_presence", 0, "a"),
            rated("voice_women", 1, "c", "the women's council asked for it"),
            rated("voice_displaced", None),
        ),
        "2031-12-19",
    ),
    _COURSE.condition(
        "post-holder-out",
        "2032-01-12",
        Condition(
            condition="One post-holder does not take part",
            type="exclude_post_holder",
            test="The roll of the course does not hold the function named in the letter.",
            evidence_needed="roll of the course",
            host_owner="Command of the 2nd Brigade",
            due="2032-02-01",
            consequence="suspend",
            agreed_on="2032-01-15",
            jointly_designed="yes",
            oversight_body="Military prosecutor of the 2nd Brigade",
        ),
        *to("owned_by", "army-2"),
        *to("oversight", "prosecutor-kessin"),
        edits=verified("2032-02-03", "The roll holds 40 functions; the one named is not among them."),
    ),
    _COURSE.decision(
        "2032-01-19",
        "approve_conditions",
        "The course is about the very conduct that is asked for, and the brigade answers.",
        *to("assessed_in", "support-course-2-risk"),
        *to("excludes", "post-21-commander"),
        expires="2032-06-30",
        items=_PLACES,
        conditions=("post-holder-out",),
        residual="medium",
    ),
    _COURSE.step("2032-01-20", "countersign", "countersigner"),
    _COURSE.step("2032-02-02", "begin_delivery", "supporting_entity"),
    _COURSE.delivery(
        "2032-02-27", "2032-02-26", "First course", (Item(item="places on the course", quantity=20, unit="people"),)
    ),
    _COURSE.step(
        "2032-03-01",
        "trigger",
        "monitor",
        "Beatings at Ferrisand are laid to the 22nd Battalion.",
        *to("rests_on", "beatings-at-ferrisand"),
    ),
    _COURSE.step("2032-03-02", "engage", "task_force", "The prosecutor is asked; the 22nd stays away meanwhile."),
    _COURSE.visit(
        "verified",
        "2032-04-08",
        Monitoring(
            what="Prosecutor's file and two patrols",
            when=on("2032-04-07"),
            where=place("Kessin", "Ferrisand"),
            by=("human_rights",),
            access="full",
            verdict="as_agreed",
            correction_verified=True,
            seen="It was the 21st, on one truck; its command opened a case against two functions and told the village.",
        ),
        office=KESSIN_TOWN,
    ),
    _COURSE.step("2032-04-09", "reinstate", "decision_maker", "The record was corrected and the correction verified."),
    _COURSE.delivery(
        "2032-05-29", "2032-05-28", "Second course", (Item(item="places on the course", quantity=20, unit="people"),)
    ),
    _COURSE.step("2032-06-02", "finish_delivery", "supporting_entity"),
)

KESSIN_GOOD = (
    told(
        "good-barriers-gone",
        KESSIN_TOWN,
        "2032-06-09",
        GoodConduct(
            what="checkpoint_removed",
            when=on("2032-06-07"),
            where=place("Kessin"),
            verification="verified",
            details="Three barriers on the market road are gone; carts pass without paying.",
        ),
        *to("by", "army-2"),
        *to("answers", "support-course-2"),
    ),
    told(
        "good-case-opened",
        KESSIN_TOWN,
        "2032-04-08",
        GoodConduct(
            what="investigation_opened",
            when=on("2032-03-29"),
            where=place("Kessin"),
            verification="verified",
            details="A case with hearings, chiefs and the women's council heard.",
        ),
        *to("by", "prosecutor-kessin", "army-21"),
        *to("answers", "beatings-at-ferrisand"),
    ),
    told(
        "ladder-army-2",
        HEADQUARTERS,
        "2032-06-15",
        Ladder(
            title="What the 2nd Brigade can be given next",
            on="2032-06-15",
            rungs=(
                Rung(gives="operational_training", monitoring="each_delivery"),
                Rung(
                    gives="fuel_rations",
                    must_show=("checkpoint_removed", "investigation_opened"),
                    months_without_grave=3,
                    monitoring="each_delivery",
                ),
                Rung(
                    gives="equipment_vehicles",
                    must_show=("charges_brought", "access_given"),
                    months_without_grave=6,
                    monitoring="monthly_visits",
                ),
            ),
            floor="monthly_visits",
            told_recipient="2032-06-20",
        ),
        *to("recipient", "army-2"),
    ),
)

ROAD = (
    _ROAD.request(
        "2032-08-16",
        "Fuel for the escorts on the market road",
        "fuel_rations",
        "army-21",
        by="mission_support",
        objective="Escorts on market days between Kessin and the river.",
        items=fuel(9_000),
        respond_by="2032-08-30",
        where=place("Kessin"),
        links=to("asked_by", "governor-kessin"),
    ),
    *_ROAD.opening("2032-08-17", "2032-08-18", "2032-08-18"),
    _ROAD.answer(
        "2032-08-26",
        "human_rights",
        "concern",
        "The case of March is in court; fees have stopped.",
        advised=("fuel_log",),
    ),
    _ROAD.answer("2032-08-27", "joint_analysis", "no_concern_found", "Escorts are seen every market day."),
    _ROAD.answer("2032-08-30", "child_protection", "no_concern_found", "Nothing since the visit of May."),
    *_ROAD.to_review(
        "2032-08-31",
        _ROAD.assessed(
            "2032-09-02",
            "low",
            "A unit that opened a case, removed barriers and is seen every week.",
            "The market road is the shared goal; without escorts the traders stay away again.",
            rated("record_unit", 1, "b"),
            rated("account_investigations", 0, "a"),
            rated("correct_orders", 0, "b"),
            rated("monitor_use", 1, "b"),
            rated("voice_communities", 0, "b"),
        ),
        "2032-09-03",
    ),
    _ROAD.condition(
        "log",
        "2032-09-06",
        Condition(
            condition="Fuel log by escort",
            type="fuel_log",
            test="Every escort has a page with vehicle, litres and kilometres.",
            evidence_needed="log book, seen monthly",
            host_owner="Logistics of the 21st Battalion",
            due="2032-10-15",
            consequence="hold_next",
            agreed_on="2032-09-08",
            national_law="Order on stores of the Ministry of Defence",
            jointly_designed="yes",
            oversight_body="Inspector of the Ministry of Defence",
        ),
        *to("owned_by", "army-21"),
        edits=verified("2032-10-19", "Log book of the escorts seen on 14 October.", by="mission_support"),
    ),
    _ROAD.condition(
        "court-days",
        "2032-09-06",
        Condition(
            condition="The case of Ferrisand is heard",
            type="investigation",
            test="A hearing with the people of the village.",
            evidence_needed="dates of hearings, seen by our officer",
            host_owner="Military prosecutor of the 2nd Brigade",
            due="2032-12-10",
            consequence="raise",
            agreed_on="2032-09-08",
            jointly_designed="yes",
            oversight_body="Human Rights Commission of Velmara",
            host_report="The hearing was put off twice: the court is 210 kilometres away and had no roof in the rains.",
            host_report_on="2032-12-12",
        ),
        *to("owned_by", "prosecutor-kessin"),
        *to("oversight", "rights-commission"),
    ),
    _ROAD.decision(
        "2032-09-10",
        "approve_conditions",
        "A shared goal, a unit that answers, two conditions that can be seen.",
        *to("assessed_in", "support-road-2-risk"),
        expires="2033-01-10",
        items=fuel(9_000),
        conditions=("log", "court-days"),
        residual="low",
    ),
    _ROAD.step("2032-09-13", "countersign", "countersigner"),
    _ROAD.step("2032-09-20", "begin_delivery", "supporting_entity"),
    _ROAD.delivery("2032-09-21", "2032-09-20", "Fuel at the barracks", fuel(3_000), place("Kessin")),
    _ROAD.visit(
        "october",
        "2032-10-18",
        Monitoring(
            what="Log book of the escorts",
            when=on("2032-10-14"),
            where=place("Kessin"),
            by=("mission_support", "human_rights"),
            form="monthly_visits",
            access="full",
            verdict="as_agreed",
            condition_verdict="met",
            seen="Every page there; two mistakes in sums, corrected on the spot.",
        ),
        *to("condition", "support-road-2-log"),
        office=KESSIN_TOWN,
    ),
    _ROAD.delivery("2032-11-02", "2032-11-01", "Fuel at the barracks", fuel(3_000), place("Kessin"), KESSIN_TOWN),
    _ROAD.delivery("2032-12-14", "2032-12-13", "Fuel at the barracks", fuel(2_000), place("Kessin"), KESSIN_TOWN),
)

SUPPORT_KESSIN = (*COURSE, *KESSIN_GOOD, *ROAD)
