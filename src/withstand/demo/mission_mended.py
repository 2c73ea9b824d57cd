"""What was put right, closed or taken back: corrections, look-alikes, a text to forget, a withdrawn source."""

from __future__ import annotations

from withstand.demo.mission_data import AMBER_FORD, HEADQUARTERS, KESSIN_TOWN
from withstand.demo.mission_words import RIGHTS, STRICTLY, by, edit, many, on, place, some_day, to, told
from withstand.evidence.records import Incident, Reprisal, Visit
from withstand.leadership.records import Decision

MENDED = (
    told(
        "army-at-halvrane",
        AMBER_FORD,
        "2032-07-12",
        Incident(
            what="attack_on_civilians",
            where=place("Halvrane", "Bramoke"),
            when=some_day("2032-07-08", "2032-07-09"),
            perpetrators=(by("host_state", "D3", "low", "the army, by the sound of the trucks"),),
            counts=(many(3, 0, 5),),
            grade="D3",
            narrative="Three dead are spoken of in the market. Nobody of ours has been to the place.",
        ),
        *to("source", "source-af-03"),
        *to("suspected", "army-42", about="a1"),
        edits=(
            edit(
                HEADQUARTERS,
                "2032-07-26",
                state_action="reply_given",
                reply="The battalion was on the coast that week; fuel papers and two of our own posts bear it out.",
                reply_on="2032-07-24",
            ),
            edit(
                HEADQUARTERS,
                "2032-08-05",
                replaces=1,
                verification="refuted",
                correction="Checked on the spot on 2 August: a granary burned, nobody died, no soldier was there.",
            ),
        ),
    ),
    told(
        "beatings-at-ferrisand",
        KESSIN_TOWN,
        "2032-01-23",
        Incident(
            what="beating",
            where=place("Kessin", "Ferrisand"),
            when=on("2032-01-21"),
            perpetrators=(by("host_state", "C3", "moderate", "the 22nd Battalion", uniformed=True),),
            counts=(many(5, 4, 6, group="men"),),
            grade="C3",
        ),
        *to("source", "source-kt-01"),
        *to("suspected", "army-22", about="a1"),
        edits=(
            edit(
                KESSIN_TOWN,
                "2032-03-22",
                verification="verified",
                perpetrators=(by("host_state", "B2", "high", "the 21st Battalion", uniformed=True),),
                correction="The unit was the 21st Battalion: seen on the truck and confirmed by the prosecutor.",
            ),
        ),
    ),
    told(
        "exclude-22nd",
        HEADQUARTERS,
        "2032-02-10",
        Decision(
            type="support",
            question="Does the 22nd Battalion stay on the spring course?",
            decided="No, while the beatings of 21 January are looked into.",
            decided_by="Head of human rights",
            on="2032-02-10",
            review_by="2032-04-10",
            reasons="One graded record of harm is enough to ask.",
        ),
        *to("rests_on", "beatings-at-ferrisand", "army-22"),
    ),
    told(
        "reinstate-22nd",
        HEADQUARTERS,
        "2032-04-09",
        Decision(
            type="support",
            question="Does the 22nd Battalion stay on the spring course?",
            decided="Yes: the record was corrected, and the correction was verified.",
            decided_by="Head of human rights",
            on="2032-04-08",
            review_by="2032-10-08",
            reasons="It was another battalion. The prosecutor and two of our patrols say so.",
        ),
        *to("rests_on", "beatings-at-ferrisand", "army-22"),
        *to("replaces", "exclude-22nd"),
    ),
    told(
        "fuel-seen-in-march",
        AMBER_FORD,
        "2032-04-14",
        Visit(
            purpose="support_monitoring",
            where=place("Amber Ford", "Cattlebar"),
            when=on("2032-03-10"),
            components=("mission_support", "human_rights"),
            access="full",
            seen="Delivered on the day agreed, log book complete. This form is late: it lay in a truck for a month.",
        ),
        *to("about", "army-4"),
    ),
)
"""Refuted after a reply; reinstated after a verified correction; a late entry of a timely delivery."""

HIDDEN = (
    told(
        "voice-from-mossgrane",
        AMBER_FORD,
        "2032-09-08",
        Incident(
            what="unlawful_killing",
            where=place("Amber Ford", "Mossgrane"),
            when=on("2032-09-06"),
            perpetrators=(by("host_state", "C2", "moderate", "an army patrol", uniformed=True),),
            counts=(many(2), many(1, unit="incident")),
            verification="partly_corroborated",
            grade="C2",
            narrative="Told by the only teacher of the village, who watched from the schoolroof and lives alone there.",
        ),
        *to("source", "source-af-01"),
        *to("suspected", "army-4", about="a1"),
    ),
    told(
        "old-sluice-burning",
        AMBER_FORD,
        "2032-07-16",
        Incident(
            what="property_destruction",
            also=("forced_displacement",),
            where=place("Amber Ford", "Old Sluice"),
            when=some_day("2032-07-13", "2032-07-14"),
            perpetrators=(by("militia", "C2", "moderate", "the self-defence group of Old Sluice"),),
            counts=(many(12, 10, 14, unit="violation"),),
            grade="C2",
            property_lost="twelve huts",
            displaced=70,
            narrative="Soldiers stood by on the road while the huts burned.",
        ),
        *to("source", "source-af-01"),
        *to("suspected", "defence-old-sluice", about="a1"),
        edits=(edit(HEADQUARTERS, "2032-08-13", level=STRICTLY, seen_by=RIGHTS),),
    ),
    told(
        "taken-at-cattlebar",
        AMBER_FORD,
        "2032-06-15",
        Incident(
            what="enforced_disappearance",
            where=place("Amber Ford", "Cattlebar"),
            when=on("2032-06-10"),
            perpetrators=(by("host_state", "C3", "moderate", "soldiers of the base", uniformed=True),),
            counts=(many(2, group="men"),),
            grade="C3",
            narrative="Two men were called to the base about a missing jerrycan of fuel and did not come back.",
        ),
        *to("source", "source-af-04"),
        *to("suspected", "army-41", about="a1"),
    ),
    told(
        "warned-at-reedhollow",
        AMBER_FORD,
        "2032-10-11",
        Reprisal(
            what="threat",
            where=place("Amber Ford", "Reedhollow"),
            when=some_day("2032-10-08", "2032-10-10"),
            hit=("community_leaders", "women"),
            perpetrators=(by("militia", "C3", "moderate", "the self-defence group of Reedhollow"),),
            contact_paused=False,
            lifted_because="Those hit asked us to come back, with the women's network, and chose the place.",
            grade="C3",
        ),
        *to("hit", "source-af-01"),
        *to("suspected", "defence-reedhollow"),
        seen_by=RIGHTS,
    ),
)
"""One text that two people let everybody forget; one restricted after it was entered; one whose source withdraws."""

MENDED_RECORDS = (*MENDED, *HIDDEN)
