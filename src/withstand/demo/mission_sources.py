"""Sources by token, what they agreed to and withdrew; boundaries; names that mean the same in two data sets."""

from __future__ import annotations

import hashlib

from withstand.demo.files import DISTRICTS_MAP, districts_geojson
from withstand.demo.mission_data import AMBER_FORD, HEADQUARTERS, KESSIN_TOWN, Edit, Told
from withstand.demo.mission_words import CONFIDENTIAL, OPEN, agrees, edit, told, withdraws
from withstand.evidence.records import AreaSet, SameAs, Source
from withstand.ledger.fields import Consent

_DATA_SET = "ucdp_ged"
_OWN = "operation"


def _source(
    token: str,
    office: str,
    day: str,
    kind: str,
    reached_by: str,
    area: str,
    *consent: Consent,
    contact: str = "as_agreed",
    edits: tuple[Edit, ...] = (),
) -> Told:
    fields = Source(token=token, type=kind, reached_by=reached_by, contact=contact, area=area, consent=consent)
    return told(f"source-{token.lower()}", office, day, fields, level=CONFIDENTIAL, edits=edits)


def _same(key: str, thing: str, name: str, other: str, basis: str, *, accepted: bool, with_: str = _OWN) -> Told:
    fields = SameAs(
        thing=thing,
        data_set=_DATA_SET,
        name=name,
        other_data_set=with_,
        other_name=other,
        accepted=accepted,
        basis=basis,
        grade="B2" if accepted else "D4",
    )
    return told(key, HEADQUARTERS, "2031-01-15", fields, level=OPEN)


_EVERY_USE = ("un", "humanitarian", "authorities", "judicial", "public")

SOURCES = (
    _source(
        "AF-01",
        AMBER_FORD,
        "2031-02-19",
        "community_member",
        "community_network",
        "VM0101",
        agrees("humanitarian", "protection", day="2031-02-19"),
        contact="source_calls",
    ),
    _source(
        "AF-02",
        AMBER_FORD,
        "2032-04-13",
        "witness",
        "patrol",
        "VM0101",
        agrees("humanitarian", "protection"),
        agrees("judicial", "accountability"),
        edits=(edit(AMBER_FORD, "2032-05-29", contact="do_not_contact"),),
    ),
    _source("AF-03", AMBER_FORD, "2031-03-26", "local_authority", "own_staff", "VM0102"),
    _source(
        "AF-04",
        AMBER_FORD,
        "2032-06-14",
        "victim_or_relative",
        "partner",
        "VM0101",
        agrees("humanitarian", "protection", "advocacy", day="2032-06-14"),
        edits=(
            edit(
                AMBER_FORD,
                "2032-08-19",
                contact="do_not_contact",
                consent=tuple(withdraws(recipient, day="2032-08-18") for recipient in _EVERY_USE),
            ),
        ),
    ),
    _source("AF-05", AMBER_FORD, "2032-08-11", "community_member", "hotline", "VM0105", contact="source_calls"),
    _source(
        "KT-01",
        KESSIN_TOWN,
        "2031-05-21",
        "community_member",
        "community_network",
        "VM0201",
        agrees("humanitarian", "protection"),
        agrees("authorities", "protection", "advocacy"),
    ),
    _source(
        "KT-02",
        KESSIN_TOWN,
        "2032-03-14",
        "witness",
        "own_staff",
        "VM0201",
        agrees("authorities", "accountability", day="2032-03-14"),
        agrees("judicial", "accountability", day="2032-03-14"),
        edits=(
            edit(
                KESSIN_TOWN,
                "2032-09-14",
                consent=(
                    agrees("authorities", "accountability", day="2032-03-14"),
                    agrees("judicial", "accountability", day="2032-03-14"),
                    withdraws("authorities", day="2032-09-13"),
                ),
            ),
        ),
    ),
    _source("KT-03", KESSIN_TOWN, "2031-11-11", "community_member", "hotline", "VM0204", contact="source_calls"),
    _source("HQ-01", HEADQUARTERS, "2031-02-04", "ngo", "partner", "VM0302", agrees("public", "reporting", "advocacy")),
    _source("HQ-02", HEADQUARTERS, "2031-02-04", "media", "open_source", "", agrees("public", "reporting")),
)
"""AF-04 withdraws every use, KT-02 that by the authorities only."""

NAMES = (
    told(
        "districts",
        HEADQUARTERS,
        "2031-01-15",
        AreaSet(
            name="Districts of Velmara",
            publisher="Invented for this demonstration",
            release="2031-01",
            level="admin2",
            digest=hashlib.sha256(districts_geojson().encode()).hexdigest(),
        ),
        level=OPEN,
    ),
    _same("same-lamp-guard", "actor", "Lamp Guard", "Lamp Guard", "same name, same districts", accepted=True),
    _same("same-river-front", "actor", "River Front", "River Front", "same name, same districts", accepted=True),
    _same("same-ash-column", "actor", "Ash Column", "Ash Column", "same name, same districts", accepted=True),
    _same(
        "same-self-defence",
        "actor",
        "Village self-defence groups",
        "Self-defence group of Reedhollow",
        "the data set lumps many groups under one name",
        accepted=False,
    ),
    _same(
        "same-amber-ford", "area", "Amber Ford", "VM0101", "name and outline", accepted=True, with_=DISTRICTS_MAP.name
    ),
    _same(
        "same-kessin",
        "area",
        "Kessin",
        "VM02",
        "province or district: not clear",
        accepted=False,
        with_=DISTRICTS_MAP.name,
    ),
)

SOURCES_AND_NAMES = (*NAMES, *SOURCES)
