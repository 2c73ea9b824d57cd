"""Other requests: an emergency, one that waits, one put off, one exempt; operations; a base handed over."""

from __future__ import annotations

from withstand.demo.mission_data import AMBER_FORD, HEADQUARTERS, KESSIN_TOWN, Accepted
from withstand.demo.mission_support_words import Asked, rated
from withstand.demo.mission_words import moment, on, place, since, some_day, to, told
from withstand.inducement.following import Operation, Transfer
from withstand.inducement.parts import Item

_LIFT = Asked("support-lift-42")
_RATIONS = Asked("support-rations-gendarmerie")
_VEHICLES = Asked("support-vehicles-police")
_LAW = Asked("support-law-course")
_POSTS = Asked("support-posts-gendarmerie")

OTHERS = (
    _LIFT.request(
        "2032-07-28",
        "Helicopter lift of a company of the 42nd Battalion to Bramoke",
        "tactical_transport",
        "army-42",
        by="force",
        stage="emergency",
        objective="Families cut off by the flood and by the Ash Column.",
        items=(Item(item="flights", quantity=6, unit="flights"),),
        where=place("Halvrane"),
    ),
    _LIFT.decision(
        "2032-07-28",
        "approve_provisionally",
        "Families on three roofs; nobody else can be there today.",
        expires="2032-08-11",
        items=(Item(item="flights", quantity=6, unit="flights"),),
        by="Head of office, on behalf of the head of mission",
        role="delegate",
    ),
    _LIFT.step("2032-07-28", "begin_delivery", "supporting_entity"),
    _LIFT.delivery(
        "2032-07-30",
        "2032-07-29",
        "Flights to Bramoke",
        (Item(item="flights", quantity=5, unit="flights"),),
    ),
    _RATIONS.request(
        "2032-12-06",
        "Rations for the gendarmerie squadron of Dorre",
        "fuel_rations",
        "gendarmerie-dorre",
        by="mission_support",
        objective="Posts at the crossings during the cattle season.",
        items=(Item(item="rations", quantity=3_000, unit="days"),),
        respond_by="2032-12-20",
        where=place("Amber Ford"),
    ),
    *_RATIONS.opening("2032-12-07", "2032-12-08", "2032-12-08"),
    _RATIONS.answer("2032-12-15", "human_rights", "concern", "Fees at one crossing in November, one source."),
    _RATIONS.answer("2032-12-17", "joint_analysis", "not_enough_known", "Two of five posts were not seen this year."),
    _VEHICLES.request(
        "2032-10-04",
        "Two water trucks for the riot police of the Lonn Coast",
        "equipment_vehicles",
        "riot-police",
        by="police",
        objective="Order without firearms.",
        items=(Item(item="water trucks", quantity=2, unit="vehicles"),),
        respond_by="2032-10-18",
        where=place("Lonnhaven"),
    ),
    *_VEHICLES.opening("2032-10-05", "2032-10-06", "2032-10-06"),
    _VEHICLES.answer(
        "2032-10-12", "human_rights", "grave_concern", "The shots of 9 September; no inquiry named so far."
    ),
    _VEHICLES.answer("2032-10-15", "joint_analysis", "concern", "The unit is commanded from two offices."),
    _VEHICLES.answer("2032-10-18", "child_protection", "concern", "Two pupils among the wounded."),
    *_VEHICLES.to_review(
        "2032-10-19",
        _VEHICLES.assessed(
            "2032-10-21",
            "high",
            "Deaths in September and no inquiry; but the trucks are less harmful than what was used.",
            "The police go on with firearms.",
            rated("record_unit", 4, "a"),
            rated("account_investigations", 4, "b"),
            rated("leverage_giving", 2, "d"),
            rated("voice_communities", 3, "c"),
        ),
        "2032-10-22",
    ),
    _VEHICLES.decision(
        "2032-10-25", "defer", "Until an inquiry into 9 September is opened and named.", residual="high"
    ),
    _LAW.request(
        "2032-11-08",
        "Course on the law of arrest for new gendarmes",
        "ihl_human_rights_training",
        "gendarmerie",
        by="human_rights",
        objective="Two days on arrest, custody and hand-over.",
        where=place("Velm"),
    ),
    _LAW.step("2032-11-09", "scope_exempt", "due_diligence", "Training in the law only, given by us, no equipment."),
    told(
        "operation-market-road",
        HEADQUARTERS,
        "2032-09-21",
        Operation(
            name="Escorts on the market road",
            type="supported",
            when=since("2032-09-20"),
            where=place("Kessin"),
            stage="under_way",
            risk_before="low",
            risk_during="low",
            civilian_risks="Accidents with carts; barriers that come back; people seen as friends of the army.",
            stop_criteria="A new barrier with fees; a shot at a civilian; two market days without access for us.",
            decides_to_stop="Head of office, Kessin",
            review_by="2033-01-15",
        ),
        *to("with", "army-21"),
        *to("decision", "support-road-2-decision"),
    ),
    told(
        "operation-reed-line",
        AMBER_FORD,
        "2032-11-29",
        Operation(
            name="Search along the reed line",
            type="coordinated",
            when=some_day("2032-11-24", "2032-11-26"),
            where=place("Amber Ford"),
            stage="ended",
            civilian_risks="Not written down.",
        ),
        *to("with", "army-42"),
    ),
    told(
        "base-across-the-river",
        KESSIN_TOWN,
        "2032-11-02",
        Transfer(
            what="Base at the river crossing",
            type="base",
            when=on("2032-11-01"),
            where=place("Kessin"),
            people_asked="no",
            assurances="The 2nd Brigade will keep the gate open for the clinic.",
            follow_up_by="2032-12-01",
        ),
        *to("to", "army-2"),
    ),
)
"""A lift in an emergency that nobody assessed afterwards; a hand-over without a risk assessment."""

WAITED = (
    _POSTS.request(
        "2032-04-12",
        "Tents and lamps for three posts of the gendarmerie",
        "equipment_vehicles",
        "gendarmerie",
        by="police",
        objective="Posts between villages that arm.",
        items=(Item(item="tents", quantity=6, unit="tents"),),
        respond_by="2032-04-26",
        where=place("Draymoor"),
    ),
    *_POSTS.opening("2032-04-13", "2032-04-14", "2032-04-14"),
    _POSTS.answer("2032-04-22", "human_rights", "not_enough_known", "One visit to one post in a year."),
    _POSTS.answer("2032-04-23", "joint_analysis", "no_concern_found", "Three posts where the command says they are."),
    _POSTS.answer("2032-04-26", "child_protection", "no_concern_found", "Nothing was told to us."),
    *_POSTS.to_review(
        "2032-04-27",
        _POSTS.assessed(
            "2032-05-03",
            "medium",
            "Little is known of these posts, for good or bad.",
            "Two villages go on arming, with nobody between them.",
            rated("record_unit", None),
            rated("monitor_presence", 2, "c"),
            rated("voice_communities", 1, "c"),
        ),
        "2032-05-04",
    ),
    _POSTS.decision(
        "2032-12-02",
        "approve",
        "It lay in review since May; the year ends, and with it the money for tents.",
        *to("assessed_in", "support-posts-gendarmerie-risk"),
        expires="2033-03-01",
        items=(Item(item="tents", quantity=6, unit="tents"),),
        residual="medium",
    ),
    _POSTS.step("2032-12-03", "countersign", "countersigner"),
    _POSTS.step("2032-12-07", "begin_delivery", "supporting_entity"),
)
"""Given in December without a condition, on an assessment of May."""

SUPPORT_OTHERS = (*OTHERS, *WAITED)

ACCEPTED = (
    Accepted(
        key="accepted-lift-42",
        office=HEADQUARTERS,
        entered_on=moment("2032-12-14"),
        rule="provisional_not_followed",
        about="support-lift-42",
        by_role="head_of_mission",
        decided_by="Deputy head of mission",
        reasons=(
            "Nothing has been lifted since August and nothing will be. An ordinary request for a lift that is over "
            "would review nothing; the paper on what was learned is due at the end of February."
        ),
        expires="2033-02-28",
        dissent=(("human_rights", "The form exists so that somebody looks at the unit. Nobody has."),),
    ),
)
