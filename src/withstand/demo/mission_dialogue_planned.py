"""What lies ahead in January 2033, as it was planned in December: who will ask whom for what."""

from __future__ import annotations

from withstand.demo.mission_data import HEADQUARTERS, KESSIN_TOWN
from withstand.demo.mission_dialogue_words import EAST_BANK_DEAD, PELLISAR, POPLARS, PRISON, ROAD, SHOTS, ask, talk
from withstand.demo.mission_words import place, to

PLANNED = (
    talk(
        "ahead-governor-lonn", HEADQUARTERS, "2033-01-06", "The wing, the roof, and the verdict on the vote",
        "governor-lonn",
        level="province", lead="political_affairs", components=("human_rights", "justice_corrections"), held="planned",
        where=place("Lonnhaven", "Lonnhaven"), tone="request", entered="2032-12-27",
        asks=(ask(PRISON, "allow", "Every cell, beginning with the wing", by="2033-01-15"),),
        common_ground="A court that sits in all seasons.",
        our_red_lines="No list of those who speak with us; no visit with guards in the cell.",
        their_red_lines="No word in public before the verdict is read out.",
        scenarios="A day is named: two visits without notice. No day is named: the December report names the province.",
        links=(*to("raises", "promise-one-wing", "promise-roof", "goal-court"), *to("follows", "governor-december")),
    ),
    talk(
        "ahead-commissioner", HEADQUARTERS, "2033-01-07", "Vehicles for the police of the coast", "commissioner-lonn",
        "governor-lonn",
        level="province", lead="police", held="planned", tone="appreciate", entered="2032-12-28",
        asks=(ask(("security_sector", "vehicles for the police of the coast"), "begin", "Papers for twelve vehicles"),),
    ),
    talk(
        "ahead-defence", HEADQUARTERS, "2033-01-11", "The east bank, and fuel for another year", "ministry-defence",
        level="national", lead="leadership", components=("force", "human_rights", "political_affairs"), held="planned",
        tone="request", entered="2032-12-28", their_posts="Minister, chief of the general staff",
        asks=(
            ask(EAST_BANK_DEAD, "begin", "An inquiry with a named head", by="2033-02-28"),
            ask(PELLISAR, "allow", "One patrol a week", by="2033-01-31"),
        ),
        leverage=("conditioned_offer",),
        our_red_lines="No fuel for the 4th Brigade before an inquiry.",
        their_red_lines="No inquiry by foreigners; not a word on Ostrel.",
        links=(*to("raises", "support-fuel-4-again"), *to("follows", "ministry-after-refusal")),
    ),
    talk(
        "ahead-interior", HEADQUARTERS, "2033-01-18", "Quarterly talk: the inquiry that is late", "ministry-interior",
        level="national", lead="political_affairs", components=("police",), held="planned", tone="request",
        entered="2032-12-29", asks=(ask(SHOTS, "begin", "An independent inquiry with a named head"),),
        links=to("raises", "promise-inquiry"),
    ),
    talk(
        "ahead-brigade", KESSIN_TOWN, "2033-01-13", "The market road, the grader and the empty base", "command-2",
        "army-2",
        lead="civil_affairs", components=("force", "women_protection"), held="planned", tone="appreciate",
        where=place("Kessin", "Kessin"), entered="2032-12-27",
        asks=(ask(ROAD, "keep", "No barrier through the rains"),),
        common_ground="Carts every day of the week.",
        links=(*to("raises", "goal-market-road", "promise-grader"), *to("follows", "road-meeting-12")),
    ),
    talk(
        "ahead-brigade-police", KESSIN_TOWN, "2033-01-12", "Robberies at Nine Poplars", "command-2",
        lead="police", held="planned", tone="request", where=place("Kessin", "Nine Poplars"), entered="2032-12-28",
        asks=(ask(POPLARS, "stop", "No checkpoint, in writing"),),
    ),
    talk(
        "ahead-front", KESSIN_TOWN, "2033-01-20", "A clinic day in Pellisar", "front-liaison",
        lead="humanitarian_coordination", components=("legal",), held="planned", tone="request",
        legal_advice_on="2032-12-20", entered="2032-12-28",
        asks=(ask(("humanitarian_access", "clinic day in Pellisar"), "allow", "One day in two weeks"),),
        links=to("raises", "goal-clinic-pellisar"),
    ),
)  # fmt: skip
"""Police will speak of vehicles with those whom political affairs asked for cells the day before."""
