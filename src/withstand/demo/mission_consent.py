"""How each component reads consent, level by level and activity by activity: a grid, never a number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from withstand.demo.mission_data import AMBER_FORD, HEADQUARTERS, KESSIN_TOWN, Told
from withstand.demo.mission_words import place, province, some_day, to, told
from withstand.ledger.fields import Place
from withstand.mission.stance_records import ConsentReading

ACTIVITIES = (
    "movement", "human_rights_reporting", "physical_protection", "dialogue", "capacity_support", "air_and_drones",
    "elections",
)  # fmt: skip
QUALITY = {
    "S": "strong", "C": "conditional", "W": "weak", "X": "compromised", "H": "hostile", "?": "unknown",
}  # fmt: skip
NOBODY = "."
TREND = {"+": "improving", "=": "stable", "-": "deteriorating", "?": "unknown"}


@dataclass(frozen=True)
class Row:
    """One component's reading at one level: a letter of QUALITY and one of TREND for each of ACTIVITIES.

    A point is what nobody has read. `triggers` are those of the activities that have any; `rests` of the same.
    """

    key: str
    office: str
    start: str
    day: str
    authority: str
    level: str
    author: str
    quality: str
    trend: str
    sure: str = "moderate"
    where: Place | None = None
    triggers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rests: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)


_FORD, _KESSIN, _COAST, _SOUTH = place("Amber Ford"), province("Kessin"), province("Lonn Coast"), place("Pellisar")
_AF, _KT, _HQ = AMBER_FORD, KESSIN_TOWN, HEADQUARTERS

EARLY = (
    Row("army-4-early", _AF, "2031-08-01", "2031-10-22", "army-4", "operational", "head_of_office", "CCSC.C.",
        "====.?.", where=_FORD),
    Row("army-2-early", _KT, "2031-08-01", "2031-10-24", "army-2", "operational", "head_of_office", "WWCC.C.",
        "==++.=.", where=_KESSIN, rests={"movement": ("denied-draymoor",)}),
    Row("police-early", _HQ, "2031-09-01", "2031-11-03", "police", "operational", "police", "SC.SC.C",
        "==.==.?", where=_COAST),
)  # fmt: skip

LATE = (
    Row("army-4-capital", _HQ, "2032-08-01", "2032-10-19", "army-4", "strategic", "political_affairs",
        "CXCCSWC", "=--==-?", "low",
        triggers={"human_rights_reporting": ("rights_or_protection_work", "sovereignty"),
                  "air_and_drones": ("sovereignty",)},
        reasons={"human_rights_reporting": "Since the report of May the ministry answers late, or in public."}),
    Row("army-4-command", _AF, "2032-08-01", "2032-10-20", "army-4", "operational", "head_of_office", "WHWCCX.",
        "=--==-.", where=_FORD,
        triggers={"movement": ("rights_or_protection_work", "expectations"),
                  "human_rights_reporting": ("rights_or_protection_work",)},
        rests={"movement": ("stopped-at-the-bridge",), "human_rights_reporting": ("reprisal-east-bank",)}),
    Row("army-4-posts", _AF, "2032-08-01", "2032-10-21", "army-4", "tactical", "force", "X?W?.H.", "-?=?.-.",
        where=_FORD, triggers={"movement": ("lack_of_capacity", "rights_or_protection_work")},
        rests={"movement": ("denied-mossgrane",)}),
    Row("army-2-capital", _HQ, "2032-08-01", "2032-10-19", "army-2", "strategic", "political_affairs",
        "CCSSSCC", "=+=+==?", where=_KESSIN),
    Row("army-2-command", _KT, "2032-08-01", "2032-10-22", "army-2", "operational", "head_of_office", "CCSSSC.",
        "++++==.", "high", where=_KESSIN, triggers={"movement": ("expectations",)},
        rests={"dialogue": ("road-meeting-10",), "movement": ("good-barriers-gone",)}),
    Row("army-2-posts", _KT, "2032-08-01", "2032-10-23", "army-2", "tactical", "force", "S?SC.?.", "+?+=.?.",
        where=_KESSIN, rests={"movement": ("barriers-gone",)}),
    Row("police-capital", _HQ, "2032-09-10", "2032-10-25", "police", "strategic", "political_affairs",
        "CWCCSCC", "=-==+=-", where=_COAST,
        triggers={"human_rights_reporting": ("elections", "sovereignty"),
                  "elections": ("elections", "domestic_politics")}),
    Row("police-province", _HQ, "2032-09-10", "2032-10-26", "police", "operational", "police", "CXWCS?W",
        "=--==?-", where=_COAST,
        triggers={"human_rights_reporting": ("elections",), "physical_protection": ("elections", "disinformation")},
        rests={"human_rights_reporting": ("prison-refusal",), "physical_protection": ("stadium",)}),
    Row("police-streets", _HQ, "2032-09-10", "2032-10-27", "police", "tactical", "civil_affairs", "WHWC.?X",
        "---=.?-", "low", where=_COAST, triggers={"elections": ("elections", "disinformation")}),
)  # fmt: skip

APART = (
    Row("army-2-south", _KT, "2032-09-01", "2032-10-24", "army-2", "tactical", "force", "H..?.H.", "-..?.-.",
        "high", where=_SOUTH, triggers={"movement": ("other", "sovereignty")},
        rests={"movement": ("pellisar-clearance",)},
        reasons={"movement": "Turned back at the same bridge each time."}),
    Row("army-2-south-politics", _HQ, "2032-09-01", "2032-11-02", "army-2", "tactical", "political_affairs",
        "C......", "=......", "low", where=_SOUTH,
        reasons={"movement": "A matter of operations that will end, the ministry says."}),
    Row("army-4-command-politics", _HQ, "2032-08-01", "2032-10-28", "army-4", "operational", "political_affairs",
        "CC.....", "==.....", "low", where=_FORD),
    Row("army-4-posts-rights", _AF, "2032-08-01", "2032-10-28", "army-4", "tactical", "human_rights", "HHX....",
        "---....", "high", where=_FORD, triggers={"human_rights_reporting": ("rights_or_protection_work",)}),
    Row("police-province-rights", _HQ, "2032-09-10", "2032-10-29", "police", "operational", "human_rights",
        ".HX....", ".--....", "high", where=_COAST, rests={"human_rights_reporting": ("arrests-after-march",)}),
    Row("army-4-command-december", _AF, "2032-11-01", "2032-12-18", "army-4", "operational", "head_of_office",
        "W.W....", "+.=....", where=_FORD),
)  # fmt: skip
"""Where components do not read alike: both readings stay."""

ROWS = (*EARLY, *LATE, *APART)


def consent() -> Iterator[Told]:
    """One record for each letter."""
    for row in ROWS:
        for activity, quality, trend in zip(ACTIVITIES, row.quality, row.trend, strict=True):
            if quality != NOBODY:
                yield _reading(row, activity, QUALITY[quality], TREND[trend])


def _reading(row: Row, activity: str, quality: str, trend: str) -> Told:
    fields = ConsentReading(
        consent_activity=activity,
        consent_level=row.level,
        quality=quality,
        when=some_day(row.start, row.day),
        where=row.where,
        trend=trend,
        confidence="low" if quality == "unknown" else row.sure,
        consent_triggers=row.triggers.get(activity, ()),
        author=row.author,
        reasons=row.reasons.get(activity, ""),
    )
    links = (*to("authority", row.authority), *to("rests_on", *row.rests.get(activity, ())))
    return told(f"consent-{row.key}-{activity.replace('_', '-')}", row.office, row.day, fields, *links)
