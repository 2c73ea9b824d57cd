"""What each authority was seen to do about each source of threat, in one word, and by whom of ours it was seen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from withstand.demo.mission_data import AMBER_FORD, HEADQUARTERS, KESSIN_TOWN, Told
from withstand.demo.mission_words import place, some_day, to, told
from withstand.mission.stance_records import ObservedConduct


class Reading(NamedTuple):
    """What a component held an authority to do, in a window that ends on the day on which it was entered."""

    key: str
    office: str
    start: str
    day: str
    area: str
    authority: str
    source: str
    conduct: str
    author: str
    sure: str
    reasons: str
    rests: tuple[str, ...] = ()


_AF, _KT, _HQ = AMBER_FORD, KESSIN_TOWN, HEADQUARTERS
_STATE, _GROUP, _MILITIA, _CRIME, _PARTNER = "host_state", "armed_group", "militia", "criminal", "state_partner"

DORRE = (
    Reading("ford-column-2031", _AF, "2031-03-01", "2031-05-15", "Amber Ford", "army-4", _GROUP, "protecting",
            "force", "moderate", "Came to the reed line in a day and stayed.", ("alert-reed-line-2031",)),
    Reading("ford-column-autumn", _AF, "2031-09-01", "2031-11-20", "Amber Ford", "army-4", _GROUP,
            "willing_unable", "protection_adviser", "moderate", "Asked for fuel before each way out, and had none."),
    Reading("ford-column-march", _AF, "2032-02-15", "2032-03-30", "Amber Ford", "army-4", _GROUP, "protecting",
            "force", "moderate", "The road to Halvrane is walked again."),
    Reading("ford-column-july", _AF, "2032-06-01", "2032-07-28", "Amber Ford", "army-4", _GROUP, "able_unwilling",
            "joint_analysis", "low", "Seven posts, and none sent men when the column was near.",
            ("ash-column-warning",)),
    Reading("ford-own-2031", _AF, "2031-05-01", "2031-08-30", "Amber Ford", "army-4", _STATE, "unknown",
            "human_rights", "low", "Two visits, nothing told to us; the posts were not asked."),
    Reading("ford-own-spring", _AF, "2032-04-03", "2032-05-04", "Amber Ford", "army-4", _STATE, "harming",
            "human_rights", "moderate", "Fees and beatings since the change of command.",
            ("fees-at-cattlebar", "beating-at-tarrowick")),
    Reading("ford-own-spring-force", _AF, "2032-04-03", "2032-05-05", "Amber Ford", "army-4", _STATE, "protecting",
            "force", "low", "The command says that the fees were stopped."),
    Reading("ford-own-june", _AF, "2032-05-18", "2032-06-08", "Amber Ford", "army-4", _STATE, "harming",
            "human_rights", "high", "Eleven dead; three men taken after we had spoken with the village.",
            ("eleven-dead", "reprisal-east-bank")),
    Reading("ford-own-june-force", _AF, "2032-05-18", "2032-06-10", "Amber Ford", "army-4", _STATE, "obstructing",
            "force", "high", "Stopped at the bridge; the order was never shown.", ("stopped-at-the-bridge",)),
    Reading("ford-own-autumn", _AF, "2032-09-01", "2032-10-15", "Amber Ford", "army-41", _STATE, "harming",
            "protection_adviser", "moderate", "Two dead in one village; a patrol of ours turned back two days before.",
            ("denied-mossgrane",)),
    Reading("ford-own-december", _AF, "2032-11-01", "2032-12-20", "Amber Ford", "army-4", _STATE, "obstructing",
            "force", "moderate", "Fewer stops than in summer; the guardroom is still shut.", ("guardroom-closed",)),
    Reading("ford-villages", _AF, "2032-07-13", "2032-07-25", "Amber Ford", "army-42", _MILITIA, "able_unwilling",
            "civil_affairs", "moderate", "Stood on the road while huts burned."),
    Reading("ford-villages-december", _AF, "2032-10-01", "2032-12-18", "Amber Ford", "gendarmerie-dorre", _MILITIA,
            "protecting", "civil_affairs", "moderate", "A post at the crossing on cattle days."),
    Reading("halvrane-2031", _AF, "2031-06-01", "2031-09-25", "Halvrane", "army-42", _GROUP, "willing_unable",
            "force", "moderate", "Two trucks for the district; comes when it can."),
    Reading("halvrane-april", _AF, "2032-03-01", "2032-04-28", "Halvrane", "army-42", _GROUP, "protecting",
            "force", "moderate", "Night posts at three wells with the fuel of spring."),
    Reading("halvrane-august", _AF, "2032-07-01", "2032-08-25", "Halvrane", "army-42", _GROUP, "unknown",
            "joint_analysis", "low", "The battalion was on the coast for a part of July; nobody followed it."),
    Reading("halvrane-november", _AF, "2032-10-15", "2032-11-12", "Halvrane", "army-42", _GROUP, "able_unwilling",
            "joint_analysis", "moderate", "Had the trucks, and stayed when cattle were driven off.",
            ("denied-halvrane", "alert-halvrane-october")),
    Reading("halvrane-november-force", _AF, "2032-10-15", "2032-11-15", "Halvrane", "army-42", _GROUP,
            "willing_unable", "force", "low", "No fuel and no order, the battalion says."),
    Reading("vaskerry-army", _AF, "2032-08-20", "2032-09-12", "Vaskerry", "army-4", _PARTNER, "able_unwilling",
            "protection_adviser", "moderate", "Calls the auxiliaries partners and asks nothing of them.",
            ("denied-borrolin",)),
    Reading("vaskerry-army-november", _AF, "2032-10-20", "2032-11-18", "Vaskerry", "army-4", _PARTNER, "unknown",
            "joint_analysis", "low", "Who gives orders in the district is not clear to us."),
    Reading("vaskerry-guard", _AF, "2032-08-22", "2032-09-05", "Vaskerry", "lamp-guard", _PARTNER, "harming",
            "human_rights", "moderate", "One dead, after a list was read out in the market.", ("lamp-guard-vaskerry",)),
    Reading("vaskerry-guard-november", _AF, "2032-10-20", "2032-11-08", "Vaskerry", "lamp-guard", _PARTNER,
            "harming", "human_rights", "moderate", "Eight dead at a market.", ("lamp-guard-merrane", "denied-merrane")),
    Reading("orrenby-2031", _AF, "2031-06-01", "2031-07-05", "Orrenby", "gendarmerie-dorre", _GROUP, "obstructing",
            "force", "moderate", "Turned a patrol back on the way to a market that was named in a warning.",
            ("denied-orrenby",)),
)  # fmt: skip

KESSIN = (
    Reading("kessin-own-2031", _KT, "2031-08-01", "2031-09-30", "Kessin", "army-2", _STATE, "harming",
            "human_rights", "moderate", "Boys counted at a school; fees at two barriers.", ("alert-hollowbank-2031",)),
    Reading("kessin-own-january", _KT, "2032-01-01", "2032-02-12", "Kessin", "army-21", _STATE, "harming",
            "human_rights", "high", "Fees every day, beatings once.", ("fees-at-salt-gate",)),
    Reading("kessin-own-may", _KT, "2032-04-01", "2032-05-25", "Kessin", "army-2", _STATE, "willing_unable",
            "civil_affairs", "moderate", "A case was opened; barriers are talked of.", ("good-case-opened",)),
    Reading("kessin-own-june", _KT, "2032-06-01", "2032-06-30", "Kessin", "army-2", _STATE, "protecting",
            "civil_affairs", "moderate", "Barriers gone, and nobody pays.", ("good-barriers-gone", "barriers-gone")),
    Reading("kessin-own-october", _KT, "2032-08-01", "2032-10-10", "Kessin", "army-2", _STATE, "protecting",
            "force", "high", "Twelve market days without a barrier.", ("promise-no-barrier",)),
    Reading("kessin-own-november", _KT, "2032-10-01", "2032-11-20", "Kessin", "army-2", _STATE, "willing_unable",
            "human_rights", "moderate", "The hearing is put off again; the court is far.", ("hearing-put-off",)),
    Reading("poplars-july", _KT, "2032-06-08", "2032-07-08", "Kessin", "commissioner-kessin", _CRIME, "willing_unable",
            "police", "moderate", "Comes when called, has one car.", ("alert-nine-poplars",)),
    Reading("poplars-december", _KT, "2032-10-01", "2032-12-15", "Kessin", "commissioner-kessin", _CRIME, "protecting",
            "police", "moderate", "Walks with us at night; no robbery in six weeks."),
    Reading("ulvenne-2032", _KT, "2031-12-15", "2032-01-25", "Ulvenne", "army-21", _GROUP, "willing_unable",
            "force", "low", "Came on the third day.", ("alert-ulvenne-2032",)),
    Reading("ulvenne-2032-analysis", _KT, "2031-12-15", "2032-01-28", "Ulvenne", "army-21", _GROUP,
            "obstructing", "joint_analysis", "low", "Stopped our patrol a day after the warning.",
            ("denied-ulvenne-again",)),
    Reading("draymoor-2031", _KT, "2031-10-01", "2031-11-10", "Draymoor", "gendarmerie", _MILITIA,
            "willing_unable", "civil_affairs", "moderate", "Came on the fourth day, with three men.",
            ("alert-draymoor-2031",)),
    Reading("pellisar-2031", _KT, "2031-06-01", "2031-07-30", "Pellisar", "army-2", _GROUP, "willing_unable",
            "force", "moderate", "Three posts for the whole south."),
    Reading("pellisar-march", _KT, "2032-01-15", "2032-03-20", "Pellisar", "army-2", _GROUP, "protecting",
            "force", "moderate", "Held the crossing in February."),
    Reading("pellisar-autumn", _KT, "2032-09-01", "2032-09-28", "Pellisar", "army-2", _GROUP, "obstructing",
            "force", "high", "No clearance since the first of the month.", ("pellisar-clearance",)),
    Reading("pellisar-autumn-analysis", _HQ, "2032-09-01", "2032-10-12", "Pellisar", "army-2", _GROUP,
            "unknown", "joint_analysis", "low", "Nobody could look: what the army does there is not known."),
    Reading("pellisar-december", _KT, "2032-11-01", "2032-12-10", "Pellisar", "army-2", _GROUP, "obstructing",
            "protection_adviser", "high", "Four letters, four refusals, no end named.", ("pellisar-clearance",)),
)  # fmt: skip

COAST = (
    Reading("coast-2031", _HQ, "2031-09-01", "2031-11-14", "Lonnhaven", "police", _STATE, "unknown",
            "human_rights", "low", "Arrests are told of; the cells were not seen."),
    Reading("coast-july", _HQ, "2032-05-01", "2032-07-20", "Lonnhaven", "police", _STATE, "protecting", "police",
            "moderate", "Two marches in June without a shot."),
    Reading("coast-september", _HQ, "2032-09-01", "2032-09-24", "Lonnhaven", "riot-police", _STATE, "harming",
            "human_rights", "high", "Fired on a crowd.", ("stadium",)),
    Reading("coast-september-police", _HQ, "2032-09-01", "2032-09-27", "Lonnhaven", "riot-police", _STATE,
            "able_unwilling", "police", "moderate", "The order not to shoot was never given, we are told.",
            ("stadium",)),
    Reading("coast-november", _HQ, "2032-10-01", "2032-11-22", "Lonnhaven", "police", _STATE, "obstructing",
            "human_rights", "moderate", "Cells shut to us, three notes without reply.", ("prison-refusal",)),
    Reading("velm-crime", _HQ, "2032-08-01", "2032-12-12", "Velm", "police", _CRIME, "protecting", "police",
            "moderate", "Came within the hour on each of four calls."),
)  # fmt: skip

READINGS = (*DORRE, *KESSIN, *COAST)


def conduct() -> Iterator[Told]:
    """The readings, in order of area."""
    for one in READINGS:
        fields = ObservedConduct(
            conduct=one.conduct,
            where=place(one.area),
            when=some_day(one.start, one.day),
            threat_source=one.source,
            confidence=one.sure,
            author=one.author,
            reasons=one.reasons,
        )
        links = (*to("authority", one.authority), *to("rests_on", *one.rests))
        yield told(f"seen-{one.key}", one.office, one.day, fields, *links)
