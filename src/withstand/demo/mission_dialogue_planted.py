"""Planted in dialogue: asks made twice without knowing, and what only looks like a fault."""

from __future__ import annotations

from withstand.demo.mission_data import AMBER_FORD, HEADQUARTERS
from withstand.demo.mission_dialogue_words import answered, ask, talk
from withstand.demo.mission_words import place, to
from withstand.dialogue.parts import Observed

_TRUCKS = ("protection_of_place", "escorts for market trucks of Halvrane")

TWICE = (
    talk(
        "trucks-by-force", HEADQUARTERS, "2032-11-08", "Escorts for market trucks", "governor-dorre",
        level="province", channel="letter", lead="force", tone="request", reply_expected="2032-11-29",
        asks=(ask(_TRUCKS, "begin", "Gendarmes with the trucks on Thursdays", "none"),), leverage=("working_query",),
    ),
    talk(
        "trucks-by-civil-affairs", AMBER_FORD, "2032-11-11", "Market trucks, and who goes with them", "governor-dorre",
        level="province", lead="civil_affairs", tone="request",
        asks=(ask(_TRUCKS, "begin", "Gendarmes with the trucks", "deflected"),),
        they_raised="A letter of the force that says almost the same.",
    ),
)  # fmt: skip
"""Within three days two components ask one governor for one thing, and neither knows: one joint démarche would do."""

TOLD_TWICE = (
    talk(
        "returns-told-by-rights", HEADQUARTERS, "2032-12-16", "Returns to Tarrowick", "ministry-interior",
        level="national", lead="human_rights", tone="inform",
        said="We told the ministry that houses in Tarrowick are occupied and that families will not be safe.",
    ),
    talk(
        "returns-told-by-affairs", HEADQUARTERS, "2032-12-17", "Returns to Tarrowick", "ministry-interior",
        level="national", lead="civil_affairs", tone="inform",
        said="We told the ministry that houses in Tarrowick are occupied and that families will not be safe.",
    ),
)  # fmt: skip
"""Two components tell one office the same thing: nothing is asked, and nothing contradicts."""

REFUTED = (
    talk(
        "halvrane-asked", HEADQUARTERS, "2032-07-21", "Three dead spoken of in Bramoke", "ministry-defence",
        level="national", channel="letter", lead="human_rights", tone="request", reply_expected="2032-08-04",
        asks=(ask(("investigation", "what happened in Bramoke"), "inform", "Where the battalion was", "agreed",
                  by="2032-08-04"),),
        leverage=("working_query",), links=to("raises", "army-at-halvrane"),
        edits=(answered("2032-07-24", "The battalion was on the coast that week; fuel papers bear it out.",
                        entered="2032-07-27"),),
    ),
    talk(
        "halvrane-settled", HEADQUARTERS, "2032-08-09", "Bramoke: nobody died, no soldier was there",
        "ministry-defence",
        level="national", channel="letter", lead="human_rights", tone="appreciate",
        said="We wrote that the record is refuted, and thanked for an answer in three days.",
        links=(*to("raises", "army-at-halvrane"), *to("follows", "halvrane-asked")),
        observed=(Observed(after="days_7", change="unclear", seen_on="2032-08-16", seen="No further question came."),),
    ),
)  # fmt: skip
"""An attack by the army, refuted after its reply."""

OTHERS = (
    talk(
        "mayor-of-lonnhaven", HEADQUARTERS, "2032-10-28", "La rue devant la base, et l'école fermée", "mayor-lonnhaven",
        lead="civil_affairs", where=place("Lonnhaven", "Lonnhaven"), tone="request",
        asks=(ask(("civic_space", "street before the base in Lonnhaven"), "allow", "La rue reste ouverte le dimanche",
                  "agreed"),),
        said="La rue est ouverte. Le maire demande une lampe devant l'école.",
    ),
    talk(
        "commission-visits", HEADQUARTERS, "2032-10-20", "Visits of the commission to Lonnhaven", "rights-commission",
        level="national", lead="human_rights", tone="request",
        asks=(ask(("detention", "access to the prison of Lonnhaven"), "allow", "The commission goes where we may not",
                  "agreed"),),
        observed=(Observed(after="days_30", change="improved", seen_on="2032-11-19",
                           seen="The commission saw two of five wings.",
                           rival="Its own members had asked since the spring."),),
    ),
)  # fmt: skip

DIALOGUE_PLANTED = (*TWICE, *TOLD_TWICE, *REFUTED, *OTHERS)
