"""After 20 May 2032: the same deaths recorded twice, an inquiry, a reprisal, a count that two offices mend at once."""

from __future__ import annotations

from withstand.demo.mission_data import AMBER_FORD, HEADQUARTERS
from withstand.demo.mission_fuel import EAST_BANK
from withstand.demo.mission_words import RIGHTS, STRICTLY, by, edit, many, on, place, some_day, to, told
from withstand.evidence.records import Incident, Reprisal, Visit

AFTERMATH = (
    told(
        "eleven-dead-rights",
        HEADQUARTERS,
        "2032-05-26",
        Incident(
            what="summary_execution",
            where=EAST_BANK,
            when=on("2032-05-20"),
            perpetrators=(by("host_state", "B2", "moderate", "soldiers of the 4th Brigade", uniformed=True),),
            counts=(many(12, 11, 12, unit="violation"), many(11, 11, 12)),
            verification="partly_corroborated",
            grade="B2",
            our_support="yes",
        ),
        *to("suspected", "army-4", about="a1"),
        *to("same_as", "eleven-dead"),
        level=STRICTLY,
        seen_by=RIGHTS,
    ),
    told(
        "inquiry-east-bank",
        AMBER_FORD,
        "2032-05-26",
        Visit(
            purpose="investigation",
            where=EAST_BANK,
            when=on("2032-05-25"),
            components=("human_rights", "police"),
            access="partial",
            seen="Eleven graves. Soldiers followed at a distance and wrote down who spoke to us.",
        ),
        *to("about", "eleven-dead"),
    ),
    told(
        "reprisal-east-bank",
        AMBER_FORD,
        "2032-05-28",
        Reprisal(
            what="arrest_detention",
            where=EAST_BANK,
            when=on("2032-05-27"),
            hit=("witnesses_sources", "men"),
            perpetrators=(by("host_state", "B3", "moderate", "soldiers at the barrier", uniformed=True),),
            grade="B3",
            narrative="Two days after our visit three men were taken, and let go on the third day after a payment.",
        ),
        *to("hit", "source-af-02"),
        *to("suspected", "army-41"),
        seen_by=RIGHTS,
    ),
    told(
        "displaced-tarrowick",
        AMBER_FORD,
        "2032-05-24",
        Incident(
            what="forced_displacement",
            where=place("Amber Ford", "Tarrowick"),
            when=some_day("2032-05-20", "2032-05-23"),
            perpetrators=(by("host_state", "C3", "moderate", "soldiers", uniformed=True),),
            counts=(many(None, 300, None, group="displaced_persons"),),
            grade="C3",
            displaced=340,
            narrative="Families from the east bank sleep in the school. They came with what they could carry.",
        ),
        *to("source", "source-af-01"),
        *to("follows", "eleven-dead"),
        edits=(
            edit(AMBER_FORD, "2032-06-08", displaced=410, verification="partly_corroborated"),
            edit(
                HEADQUARTERS,
                "2032-06-09",
                displaced=900,
                counts=(many(900, 300, 1100, group="displaced_persons"),),
                grade="C2",
            ),
        ),
    ),
)
"""Two offices mend the count of the displaced at the same time: a conflict that nobody has settled."""
