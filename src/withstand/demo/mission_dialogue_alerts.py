"""Alerts of two years: about whom, who answered, how fast; and what was said of them to whom, once wrongly."""

from __future__ import annotations

from withstand.demo.mission_data import AMBER_FORD, HEADQUARTERS, KESSIN_TOWN, LinkByKey, Told
from withstand.demo.mission_dialogue_words import ask, talk
from withstand.demo.mission_words import RIGHTS, STRICTLY, agrees, by, edit, on, place, some_day, to, told
from withstand.dialogue.intercession import Intercession, KeptWords
from withstand.dialogue.parts import Observed
from withstand.evidence.dispatched import Dispatched
from withstand.evidence.records import Alert, Reprisal
from withstand.leadership.records import Decision


def _alert(
    key: str, office: str, day: str, what: str, district: str, side: str, described: str, narrative: str,
    *links: LinkByKey, status: str = "answered", who: str | None = None, on: str | None = None, closed: str = "",
    village: str = "", until: str = "", reached: str = "community_network", uniformed: bool = False,
) -> Told:  # fmt: skip
    fields = Alert(
        what=what,
        where=place(district, village),
        when=some_day(day, until or day),
        perpetrators=(by(side, "C3", "moderate", described, uniformed=uniformed),),
        groups=("civilians_general",),
        received=day,
        reached_by=reached,
        status=status,
        answered_by=who,
        answered_on=on,
        grade="C3",
        narrative=narrative,
        consent=(agrees("authorities", "protection"),) if who == "host_state" else (),
    )
    edits = (edit(office, closed, status="closed"),) if closed else ()
    return told(key, office, day, fields, *links, edits=edits)


def _told_under(key: str, day: str, question: str, *rests: str) -> Told:
    """A decision that an alert held for a person may be told to these."""
    fields = Decision(
        type="other", question=question, decided="They are told, by call, without place or source.",
        decided_by="Head of office, Amber Ford", on=day, review_by=day[:5] + "12-31",
        reasons="Nothing that we know ties them to those whom the alert is about.",
    )  # fmt: skip
    return told(key, AMBER_FORD, day, fields, *to("rests_on", *rests))


ANSWERED = (
    _alert(
        "alert-reed-line-2031", AMBER_FORD, "2031-05-05", "attack_on_civilians", "Amber Ford", "armed_group",
        "the Ash Column", "Riders were seen. Our patrol stayed two nights. Told back to the village at the well.",
        *to("suspected", "ash-column", about="a1"), who="own_side", on="2031-05-05", closed="2031-05-12",
        until="2031-05-08",
    ),
    _alert(
        "alert-orrenby-2031", AMBER_FORD, "2031-06-15", "attack_on_civilians", "Orrenby", "armed_group",
        "the Ash Column", "A market is named. Nobody went: the road was closed to us that day.",
        *to("suspected", "ash-column", about="a1"), status="received", until="2031-06-18", closed="2031-06-30",
    ),
    _alert(
        "alert-hollowbank-2031", KESSIN_TOWN, "2031-08-22", "abduction", "Kessin", "host_state", "soldiers of the post",
        "Boys are counted at the school. The brigade was not told by us; our officers sat in the school.",
        *to("suspected", "army-21", about="a1"), village="Hollowbank", who="own_side", on="2031-08-26",
        closed="2031-09-16", uniformed=True,
    ),
    _alert(
        "alert-draymoor-2031", KESSIN_TOWN, "2031-10-20", "attack_on_civilians", "Draymoor", "militia",
        "a self-defence group", "Two villages arm. The gendarmes came on the fourth day.",
        who="host_state", on="2031-10-24", closed="2031-11-03", until="2031-10-23", reached="hotline",
    ),
    _alert(
        "alert-ulvenne-2031", KESSIN_TOWN, "2031-11-15", "attack_on_civilians", "Ulvenne", "armed_group",
        "the River Front", "The bridge will be made to pay. The patrol was turned back the same day.",
        *to("suspected", "river-front", about="a1"), status="received", until="2031-11-20", village="Ulver Bridge",
        reached="hotline", closed="2031-12-01",
    ),
    _alert(
        "alert-ulvenne-2032", KESSIN_TOWN, "2032-01-04", "attack_on_civilians", "Ulvenne", "armed_group",
        "the River Front", "Boats gather above the bridge. The army was told in an hour and came on the third day.",
        *to("suspected", "river-front", about="a1"), who="host_state", on="2032-01-07", until="2032-01-08",
        closed="2032-01-20",
    ),
    _alert(
        "alert-velm-2031", HEADQUARTERS, "2031-05-02", "arbitrary_arrest_detention", "Velm", "state_partner",
        "men of the Lamp Guard", "Traders at the harbour are named. Our officers stood there that night.",
        *to("suspected", "lamp-guard", about="a1"), who="own_side", on="2031-05-02", closed="2031-05-09",
        reached="partner",
    ),
    _alert(
        "alert-nine-poplars", KESSIN_TOWN, "2032-06-08", "looting", "Kessin", "criminal", "armed men without uniform",
        "Robbers wait for the last carts. Police came within the hour.",
        village="Nine Poplars", who="host_state", on="2032-06-08", closed="2032-06-14",
    ),
    _alert(
        "alert-halvrane-october", AMBER_FORD, "2032-10-29", "attack_on_civilians", "Halvrane", "armed_group",
        "the Ash Column", "Cattle are driven off first, as before other attacks. The lift was asked for and not given.",
        *to("suspected", "ash-column", about="a1"), status="sent", until="2032-11-01", closed="2032-11-08",
        reached="hotline",
    ),
    _alert(
        "alert-halvrane-december", AMBER_FORD, "2032-12-13", "attack_on_civilians", "Halvrane", "armed_group",
        "the Ash Column", "Two riders ask for the chief. Army and mission both came; told back by the women's network.",
        *to("suspected", "ash-column", about="a1"), who="host_state", on="2032-12-15", until="2032-12-16",
    ),
    _alert(
        "alert-sarrowmere", HEADQUARTERS, "2032-11-21", "abduction", "Sarrowmere", "unknown", "men in a boat",
        "Fishermen speak of a boat without lamps.", status="held", reached="open_source", until="2032-11-24",
    ),
)  # fmt: skip

SHARED = (
    told(
        "alert-cattlebar", AMBER_FORD, "2032-11-08",
        Alert(
            what="arbitrary_arrest_detention", where=place("Amber Ford", "Cattlebar"),
            when=some_day("2032-11-08", "2032-11-20"),
            perpetrators=(by("criminal", "D3", "low", "robbers of the road, it was thought"),),
            groups=("traders_herders_farmers",), received="2032-11-08", reached_by="community_network", grade="D3",
            consent=(agrees("authorities", "protection"),),
            narrative="Those who counted carts for us are asked for by name in the market.",
        ),
        edits=(
            edit(
                AMBER_FORD, "2032-11-19", *to("suspected", "army-41", about="a1"), status="held", grade="B3",
                perpetrators=(by("host_state", "B3", "moderate", "soldiers of the base", uniformed=True),),
            ),
            edit(AMBER_FORD, "2032-12-01", replaces=1, status="closed"),
        ),
    ),
    _told_under("cattlebar-may-be-told", "2032-11-08", "The brigade and robbers on the road to Cattlebar",
                "alert-cattlebar", "command-4"),
    talk(
        "cattlebar-told", AMBER_FORD, "2032-11-09", "Weekly talk: robbers on the road to Cattlebar", "command-4",
        lead="force", where=place("Amber Ford", "Amber Ford"), tone="inform", entered="2032-11-10",
        links=to("raises", "alert-cattlebar"),
        said="Our liaison told the brigade of robbers. Ten days later we knew that its own soldiers had asked.",
        assessment_of_it="Nobody had asked who else knew the names; contact in Cattlebar is being thought over.",
    ),
    _told_under("halvrane-may-be-told", "2032-12-13", "The province and riders in Halvrane",
                "alert-halvrane-december", "governor-dorre", "gendarmerie-dorre"),
    talk(
        "ash-column-told", AMBER_FORD, "2032-12-13", "Riders asking for chiefs in Halvrane", "governor-dorre",
        "gendarmerie-dorre",
        level="province", channel="call", lead="force", where=place("Halvrane", "Halvrane"), tone="inform",
        asks=(ask(("protection_of_place", "Halvrane in December"), "begin", "Men at the well by Thursday", "agreed"),),
        links=to("raises", "alert-halvrane-december"),
        observed=(Observed(after="days_7", change="unclear", seen_on="2032-12-20", seen="Six died elsewhere."),),
    ),
    told(
        "halvrane-sent", AMBER_FORD, "2032-12-13",
        Dispatched(
            sent_on="2032-12-13", route_verdict="held", sent_by="force", sent_how="telephone_radio",
            note="Told by call, under the decision of the same day.",
        ),
        *to("sends", "alert-halvrane-december"), *to("sent_to", "governor-dorre"),
        *to("decision", "halvrane-may-be-told"),
    ),
    told(
        "word-with-the-staff", AMBER_FORD, "2032-11-23",
        Intercession(
            when=on("2032-11-23"), by_role="head_of_office", lead="leadership",
            about_month="2032",
            spoken_words="We ask that every unit in the province be reminded of its duty towards civilians.",
            reasons="What is feared comes from the line itself; its superior can still be spoken to in other words.",
            kept_words=(
                KeptWords(gives_away="few", words="– 2032", reason="Nothing in the words points to an alert."),
            ),
        ),
        *to("rests_on", "alert-cattlebar"), *to("interceded_with", "general-staff"), *to("concerns", "army-41"),
        edits=(
            edit(AMBER_FORD, "2032-11-24", intercession_status="confirmed", reviewed_by="Protection adviser"),
            edit(AMBER_FORD, "2032-11-26", replaces=1, intercession_status="ended", superior_did="promised"),
        ),
    ),
    talk(
        "patron-not-told", HEADQUARTERS, "2032-08-23", "Killings feared around Vaskerry: a call that was stopped",
        "embassy-ostrel",
        level="national", channel="call", lead="political_affairs", held="cancelled_by_us", tone="inform",
        entered="2032-09-07", seen_by=("human_rights", "leadership", "political_affairs", "protection_adviser"),
        said="A draft was ready. The protection adviser stopped it: Ostrel pays the Lamp Guard.",
    ),
    talk(
        "ostrel-november", HEADQUARTERS, "2032-11-04", "Who trains the Lamp Guard", "embassy-ostrel",
        level="national", lead="leadership", tone="request", seen_by=("leadership", "political_affairs"),
        rights=STRICTLY,
        asks=(ask(("partners_and_proxies", "who answers for the Lamp Guard"), "inform", "Who trains it", "deflected"),),
        their_red_lines="The agreement between two states.",
    ),
)  # fmt: skip
"""An alert turned out to be about the line that had been told; another nearly went to a patron; a third could go."""

REPRISALS = (
    told(
        "women-followed", KESSIN_TOWN, "2032-11-22",
        Reprisal(
            what="surveillance", where=place("Kessin", "Kessin"), when=some_day("2032-11-18", "2032-11-20"),
            hit=("women", "community_leaders"), perpetrators=(by("unknown", "C3", "low", "two men on a motorcycle"),),
            grade="C3", narrative="After our meeting on the empty base members of the council were followed home.",
        ),
        *to("hit", "women-kessin"),
    ),
    talk(
        "women-met-again", KESSIN_TOWN, "2032-12-02", "Women on the market road, and the empty base", "women-kessin",
        lead="civil_affairs", where=place("Kessin", "Kessin"), tone="inform",
        said="Came by our car, at noon, to the same house.",
    ),
    told(
        "chiefs-warned", KESSIN_TOWN, "2032-07-26",
        Reprisal(
            what="threat", where=place("Kessin", "Hollowbank"), when=some_day("2032-07-23", "2032-07-25"),
            hit=("community_leaders",), perpetrators=(by("unknown", "C3", "low", "a letter under a door"),),
            grade="C3", narrative="A letter says that the case of Hollowbank must be dropped.",
        ),
        *to("hit", "chiefs-kessin"),
        edits=(edit(
            KESSIN_TOWN, "2032-08-09", contact_paused=False,
            lifted_because="The council asked us back, and meets us in the hall with others present.",
        ),),
        seen_by=RIGHTS,
    ),
    talk(
        "chiefs-met-again", KESSIN_TOWN, "2032-08-13", "The case of Hollowbank, in the hall", "chiefs-kessin",
        lead="civil_affairs", where=place("Kessin", "Hollowbank"), tone="inform", said="They go on with the case.",
    ),
)  # fmt: skip
"""Contact goes on where a reprisal has paused it; and again where those hit had asked for it."""

DIALOGUE_ALERTS = (*ANSWERED, *SHARED, *REPRISALS)
