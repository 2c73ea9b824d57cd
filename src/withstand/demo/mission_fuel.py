"""Story A, fuel: from the approval of February to the dead near Amber Ford on 20 May 2032, as it was recorded."""

from __future__ import annotations

from withstand.demo.mission_data import AMBER_FORD, HEADQUARTERS
from withstand.demo.mission_words import RIGHTS, STRICTLY, by, edit, every_day, many, on, place, some_day, to, told
from withstand.evidence.records import Alert, Incident, Obstruction, Visit
from withstand.leadership.records import Decision

EAST_BANK = place("Amber Ford", "east bank, beyond the bridge")
_BRIDGE = place("Amber Ford", "bridge east of the town")

BEFORE = (
    told(
        "training-exclusion",
        HEADQUARTERS,
        "2032-01-19",
        Decision(
            type="support",
            question="Who from the 2nd Brigade may join the training in Kessin?",
            decided="All who were put forward, except one post-holder.",
            decided_by="Head of human rights",
            on="2032-01-19",
            review_by="2033-01-19",
            reasons="Three allegations of beatings under this post-holder's orders, two of them corroborated.",
        ),
        *to("rests_on", "army-2"),
        level=STRICTLY,
        seen_by=RIGHTS,
    ),
    told(
        "fuel-approved",
        HEADQUARTERS,
        "2032-02-12",
        Decision(
            type="support",
            question="Fuel for the patrols of the 4th Brigade around Amber Ford?",
            decided="Yes, for three months, on three conditions.",
            decided_by="Head of mission",
            on="2032-02-12",
            review_by="2032-05-12",
            reasons=(
                "The road to Halvrane is unsafe and the brigade has no fuel. Conditions: a log book for each delivery; "
                "no post-holder with credible allegations in command; access for our monitors within two days."
            ),
            dissent="Human rights would have waited for the answer on two cases of January.",
            options=("No fuel", "Fuel for one month", "Fuel for three months on conditions"),
        ),
        *to("rests_on", "army-4"),
    ),
    told(
        "handover-4th-brigade",
        AMBER_FORD,
        "2032-04-07",
        Visit(
            purpose="meeting_authorities",
            where=place("Amber Ford", "Amber Ford"),
            when=on("2032-04-06"),
            components=("civil_affairs",),
            access="full",
            seen=(
                "The command changed hands on 3 April. The new post-holder came from Kessin, and was left out of our "
                "training there. Courteous; promised to keep the log books."
            ),
        ),
        *to("about", "army-4", "command-4"),
    ),
    told(
        "fees-at-cattlebar",
        AMBER_FORD,
        "2032-04-14",
        Incident(
            what="checkpoint_fees",
            where=place("Amber Ford", "Cattlebar"),
            when=every_day("2032-04-05", "2032-04-12"),
            perpetrators=(by("host_state", "B3", "moderate", "soldiers of the base", uniformed=True),),
            counts=(many(20, 12, 30, unit="violation", group="traders_herders_farmers"),),
            verification="partly_corroborated",
            grade="B3",
            our_support="yes",
            narrative="Traders pay for each cart on market days. Before April nobody paid here.",
        ),
        *to("source", "source-af-01"),
        *to("suspected", "army-41", about="a1"),
    ),
    told(
        "beating-at-tarrowick",
        AMBER_FORD,
        "2032-04-30",
        Incident(
            what="beating",
            also=("looting",),
            where=place("Amber Ford", "Tarrowick", "exact"),
            when=on("2032-04-28"),
            perpetrators=(
                by("host_state", "C2", "moderate", "army patrol with a fuel truck", uniformed=True),
                by("unknown", "D4", "low", "men in uniform", uniformed=True, key="a2"),
            ),
            counts=(many(4, group="men"), many(1, unit="incident")),
            verification="partly_corroborated",
            grade="C2",
            property_lost="two goats, a radio, the takings of one shop",
            narrative="Four men were beaten at the well after the patrol found no one to carry its water.",
        ),
        *to("source", "source-af-02"),
        *to("suspected", "army-4", about="a1"),
    ),
    told(
        "fuel-goes-on",
        AMBER_FORD,
        "2032-05-16",
        Visit(
            purpose="support_monitoring",
            where=place("Amber Ford", "Cattlebar"),
            when=on("2032-05-16"),
            components=("mission_support",),
            access="partial",
            seen="Fuel was delivered today as every Sunday. The depot had no paper newer than that of February. "
            "The log book could not be shown.",
        ),
        *to("about", "army-4"),
    ),
)

MAY = (
    told(
        "men-in-uniform",
        AMBER_FORD,
        "2032-05-18",
        Alert(
            what="death_threat",
            where=EAST_BANK,
            when=on("2032-05-17"),
            perpetrators=(by("unknown", "C3", "low", "men in uniform", uniformed=True),),
            groups=("civilians_general", "traders_herders_farmers"),
            received="2032-05-18",
            reached_by="community_network",
            status="held",
            grade="C3",
            narrative="Men in uniform told farmers beyond the bridge to be gone by Thursday, or not to be counted.",
        ),
        *to("source", "source-af-01"),
        edits=(edit(AMBER_FORD, "2032-05-23", *to("came_true_as", "eleven-dead"), status="closed"),),
    ),
    told(
        "patrol-turned-back",
        AMBER_FORD,
        "2032-05-18",
        Visit(
            purpose="patrol",
            where=EAST_BANK,
            when=on("2032-05-18"),
            components=("force", "protection_adviser"),
            access="denied",
            seen="Stopped at the bridge. Nobody of ours saw the east bank this week.",
        ),
        *to("about", "men-in-uniform"),
    ),
    told(
        "stopped-at-the-bridge",
        AMBER_FORD,
        "2032-05-18",
        Obstruction(
            what="movement_denial",
            also=("communications_restriction",),
            where=_BRIDGE,
            when=on("2032-05-18"),
            perpetrators=(by("host_state", "A1", "high", "soldiers at the barrier", uniformed=True),),
            hostility="physical",
            destination=EAST_BANK,
            expected_there="families threatened the day before",
            hours_lost=5,
            reason_given="The bridge was said to be weak. Army trucks crossed it while we waited.",
            our_reaction="The patrol waited five hours, asked for the order in writing, was refused and went back.",
            protest="open",
            grade="A1",
        ),
        *to("executed_by", "army-41"),
        *to("kept_from", "men-in-uniform", "patrol-turned-back"),
        edits=(edit(AMBER_FORD, "2032-06-18", protest="repeated", repeated=True),),
    ),
    told(
        "second-warning",
        AMBER_FORD,
        "2032-05-19",
        Alert(
            what="unlawful_killing",
            where=EAST_BANK,
            when=some_day("2032-05-19", "2032-05-21"),
            perpetrators=(
                by("host_state", "C3", "moderate", "the brigade at the bridge", uniformed=True),
                by("unknown", "D3", "low", "men in uniform", uniformed=True, key="a2"),
            ),
            groups=("men", "community_leaders"),
            received="2032-05-19",
            reached_by="hotline",
            status="held",
            grade="C3",
            narrative="Trucks were seen on the east bank after dark. People ask when the patrol will come.",
        ),
        *to("source", "source-af-01"),
        *to("suspected", "army-4", about="a1"),
        edits=(edit(AMBER_FORD, "2032-05-23", *to("came_true_as", "eleven-dead"), status="closed"),),
    ),
    told(
        "eleven-dead",
        AMBER_FORD,
        "2032-05-21",
        Incident(
            what="unlawful_killing",
            also=("property_destruction",),
            where=EAST_BANK,
            when=on("2032-05-20"),
            perpetrators=(
                by("unknown", "C3", "low", "men in uniform", uniformed=True),
                by("host_state", "B2", "moderate", "soldiers of the 4th Brigade", uniformed=True, key="a2"),
            ),
            counts=(many(11, 9, 14), many(3, 3, 3, group="women"), many(1, unit="incident")),
            grade="B2",
            displaced=340,
            narrative="Shots before dawn, six kilometres east of the town. Eleven people were buried the same evening.",
        ),
        *to("source", "source-af-01", "source-af-02"),
        *to("suspected", "army-4", about="a2"),
        *to("follows", "men-in-uniform", "second-warning"),
        edits=(
            edit(AMBER_FORD, "2032-05-27", verification="partly_corroborated", our_support="yes"),
            edit(
                HEADQUARTERS,
                "2032-06-12",
                replaces=1,
                verification="verified",
                state_action="denial",
                reply="The ministry says that the brigade was in its barracks, and that an armed group did it.",
                reply_on="2032-06-11",
                perpetrators=(
                    by("unknown", "C3", "low", "men in uniform", uniformed=True),
                    by("host_state", "B2", "high", "soldiers of the 4th Brigade", uniformed=True, key="a2"),
                    by("armed_group", "E5", "low", "an armed group, in the ministry's words", key="a3"),
                ),
            ),
        ),
    ),
    told(
        "spokesperson-praise",
        HEADQUARTERS,
        "2032-05-22",
        Decision(
            type="other",
            question="What does the force say this week about its work with the army?",
            decided="Praise the discipline of the 4th Brigade and the joint patrols on the road.",
            decided_by="Force spokesperson",
            on="2032-05-22",
            review_by="2032-06-22",
            reasons="A line was due for the weekly page, and the road has been calmer since March.",
        ),
        *to("rests_on", "army-4"),
    ),
    told(
        "private-report",
        HEADQUARTERS,
        "2032-05-16",
        Decision(
            type="pressure",
            question="How is the ministry told of the cases of January to April?",
            decided="A private report; nothing in public while the ministry has time to answer.",
            decided_by="Head of human rights",
            on="2032-05-16",
            review_by="2032-05-30",
            reasons="The ministry answered the last private report in time. It has until 30 May.",
            options=("Private report", "Public statement", "Meeting first"),
        ),
        *to("rests_on", "ministry-defence", "fees-at-cattlebar"),
        seen_by=("human_rights", "leadership", "political_affairs"),
    ),
)
"""Human rights waits in private until 30 May while the force praises in public."""

FUEL = (*BEFORE, *MAY)
