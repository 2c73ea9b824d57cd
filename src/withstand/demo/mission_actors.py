"""Units, offices and groups of the fictional mission. No person is among them."""

from __future__ import annotations

from withstand.actors.records import Group, Office, Unit
from withstand.demo.mission_data import AMBER_FORD, HEADQUARTERS, KESSIN_TOWN, Told
from withstand.demo.mission_words import OPEN, told
from withstand.demo.velmara import COUNTRY

_FIRST = "2031-01-13"


def _unit(key: str, name: str, kind: str, *aliases: str, side: str = "host_state") -> Told:
    fields = Unit(name=name, aliases=aliases, type=kind, side=side, country=COUNTRY if side == "host_state" else "")
    return told(key, HEADQUARTERS, _FIRST, fields, level=OPEN)


def _office(
    key: str,
    name: str,
    kind: str,
    area: str,
    *aliases: str,
    side: str = "host_state",
    country: str = COUNTRY,
    office: str = HEADQUARTERS,
    day: str = _FIRST,
) -> Told:
    fields = Office(name=name, aliases=aliases, type=kind, side=side, country=country, area=area)
    return told(key, office, day, fields, level=OPEN)


def _group(
    key: str, name: str, kind: str, side: str, *aliases: str, office: str = HEADQUARTERS, day: str = _FIRST
) -> Told:
    return told(key, office, day, Group(name=name, aliases=aliases, type=kind, side=side, country=COUNTRY), level=OPEN)


UNITS = (
    _unit("army-2", "2nd Brigade", "army_brigade", "2e brigade", "Second Brigade"),
    _unit("army-21", "21st Battalion", "army_battalion", "21e bataillon"),
    _unit("army-22", "22nd Battalion", "army_battalion", "22e bataillon"),
    _unit("army-4", "4th Brigade", "army_brigade", "4e brigade", "Fourth Brigade", "اللواء الرابع"),
    _unit("army-41", "41st Battalion", "army_battalion", "41e bataillon"),
    _unit("army-42", "42nd Battalion", "army_battalion", "42e bataillon"),
    _unit("police", "National Police of Velmara", "national_police", "Police nationale"),
    _unit("riot-police", "Riot police of the Lonn Coast", "riot_police"),
    _unit("gendarmerie", "Gendarmerie of Velmara", "gendarmerie", "Gendarmerie nationale"),
    _unit("gendarmerie-dorre", "Gendarmerie squadron of Dorre", "gendarmerie", "Escadron de Dorre"),
    _unit("own-battalion", "Mission battalion at Amber Ford", "peacekeeping_contingent", side="own_side"),
)

OFFICES = (
    _office("ministry-defence", "Ministry of Defence", "ministry", "VM0301", "Ministère de la défense"),
    _office("ministry-interior", "Ministry of the Interior", "ministry", "VM0301", "Ministère de l'intérieur"),
    _office("ministry-justice", "Ministry of Justice", "ministry", "VM0301", "Ministère de la justice"),
    _office("governor-dorre", "Governor of Dorre", "governor", "VM01"),
    _office("governor-kessin", "Governor of Kessin", "governor", "VM02"),
    _office("governor-lonn", "Governor of the Lonn Coast", "governor", "VM03", "Gouverneur de la Côte de Lonn"),
    _office("prosecutor-kessin", "Military prosecutor of the 2nd Brigade", "military_court", "VM0201"),
    _office("prosecutor-lonn", "Prosecutor of Lonnhaven", "prosecutor", "VM0302"),
    _office("court-velm", "Court of first instance of Velm", "court", "VM0301"),
    _office("prison-lonn", "Prison of Lonnhaven", "prison_administration", "VM0302"),
    _office("rights-commission", "Human Rights Commission of Velmara", "human_rights_commission", "VM0301"),
    _office("command-4", "Command of the 4th Brigade", "other", "VM0101"),
    _office("embassy-ostrel", "Embassy of Ostrel in Velm", "embassy", "VM0301", side="foreign_state", country="Ostrel"),
    _office("donors", "Donor group for Velmara", "other", "VM0301", side="unknown", country=""),
    _office(
        "front-liaison",
        "Liaison office of the River Front",
        "armed_group_political_wing",
        "VM0204",
        side="armed_group",
        office=KESSIN_TOWN,
        day="2031-06-17",
    ),
    _office(
        "chiefs-kessin",
        "Council of chiefs of Kessin",
        "customary_authority",
        "VM0201",
        side="unknown",
        office=KESSIN_TOWN,
        day="2031-05-20",
    ),
    _office(
        "women-kessin",
        "Women's council of Kessin",
        "other",
        "VM0201",
        side="unknown",
        office=KESSIN_TOWN,
        day="2031-05-20",
    ),
)

GROUPS = (
    _group("lamp-guard", "Lamp Guard", "militia", "state_partner", "Garde de la Lampe", "حرس المصباح"),
    _group("river-front", "River Front", "rebel_movement", "armed_group", "Front du Fleuve"),
    _group("ash-column", "Ash Column", "rebel_movement", "armed_group", "Colonne de cendre"),
    _group(
        "defence-reedhollow",
        "Self-defence group of Reedhollow",
        "self_defence",
        "militia",
        office=AMBER_FORD,
        day="2031-09-08",
    ),
    _group(
        "defence-old-sluice",
        "Self-defence group of Old Sluice",
        "self_defence",
        "militia",
        office=AMBER_FORD,
        day="2031-09-08",
    ),
)

ACTORS = (*UNITS, *OFFICES, *GROUPS)
