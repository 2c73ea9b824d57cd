"""Offices that dialogue needs beside those of the story, and under whom they stand."""

from __future__ import annotations

from withstand.actors.records import Office, Posting, Relation
from withstand.demo.mission_data import HEADQUARTERS, Told
from withstand.demo.mission_words import CONFIDENTIAL, OPEN, since, to, told
from withstand.demo.velmara import COUNTRY

_FIRST = "2031-01-13"


def _office(
    key: str, name: str, kind: str, area: str, *aliases: str, side: str = "host_state", country: str = COUNTRY
) -> Told:
    fields = Office(name=name, aliases=aliases, type=kind, side=side, country=country, area=area)
    return told(key, HEADQUARTERS, _FIRST, fields, level=OPEN)


def _under(lower: str, upper: str, kind: str, grade: str = "B2") -> Told:
    fields = Relation(type=kind, valid=since("2029-01-01", precise=True), grade=grade)
    return told(
        f"{lower}-under-{upper}", HEADQUARTERS, "2031-01-14", fields, *to("lower", lower), *to("upper", upper),
        level=CONFIDENTIAL,
    )  # fmt: skip


OFFICES_MORE = (
    _office("ministry-foreign", "Ministry of Foreign Affairs", "ministry", "VM0301",
        "Ministère des affaires étrangères"),
    _office("general-staff", "General Staff of the Army", "other", "VM0301", "État-major général"),
    _office("command-2", "Command of the 2nd Brigade", "other", "VM0201"),
    _office("commissioner-lonn", "Police Commissioner of the Lonn Coast", "other", "VM0302", "Commissaire de la Côte"),
    _office("commissioner-kessin", "Police Commissioner of Kessin", "other", "VM0201"),
    _office("prosecutor-dorre", "Prosecutor of Amber Ford", "prosecutor", "VM0101"),
    _office("administrator-amber-ford", "Administrator of Amber Ford", "local_administrator", "VM0101"),
    _office("administrator-pellisar", "Administrator of Pellisar", "local_administrator", "VM0204"),
    _office("mayor-lonnhaven", "Mayor of Lonnhaven", "mayor", "VM0302"),
    _office("joint-commission", "Joint Commission on the Status of the Mission", "liaison_office", "VM0301"),
    _office("presidency", "Office of the Head of State", "head_of_state", "VM0301", "Présidence"),
    _office(
        "water-third-mill", "Water committee of Third Mill", "customary_authority", "VM0101", side="unknown"
    ),
    _office("four-rivers", "Community of the Four Rivers", "regional_body", "", side="unknown", country=""),
)  # fmt: skip

RELATIONS_MORE = (
    _under("army-2", "command-2", "command"),
    _under("command-2", "general-staff", "command"),
    _under("command-4", "general-staff", "command"),
    _under("general-staff", "ministry-defence", "command", "A2"),
    _under("riot-police", "commissioner-lonn", "administrative", "C3"),
    _under("commissioner-lonn", "ministry-interior", "administrative"),
    _under("commissioner-kessin", "ministry-interior", "administrative"),
    _under("administrator-amber-ford", "governor-dorre", "administrative", "A2"),
    _under("administrator-pellisar", "governor-kessin", "administrative", "A2"),
    _under("mayor-lonnhaven", "governor-lonn", "administrative", "A2"),
    _under("prosecutor-dorre", "ministry-justice", "administrative"),
    _under("governor-dorre", "ministry-interior", "administrative", "A2"),
    _under("governor-kessin", "ministry-interior", "administrative", "A2"),
    _under("governor-lonn", "ministry-interior", "administrative", "A2"),
)  # fmt: skip


def _holds(office: str, title: str, day: str, since_day: str, holder: str) -> Told:
    """Who sits there now, as a post and its days."""
    fields = Posting(
        type="office_holder", title=title, post_holder=holder, valid=since(since_day, precise=True), grade="A2"
    )
    return told(f"post-{office}", HEADQUARTERS, day, fields, *to("post_in", office), level=CONFIDENTIAL)


POSTS_MORE = (
    _holds("governor-lonn", "Governor of the Lonn Coast", "2031-06-10", "2031-05-19", "first of 2031"),
    _holds("ministry-defence", "Minister of Defence", "2031-03-10", "2029-11-04", "first of 2029"),
    _holds("ministry-interior", "Minister of the Interior", "2032-02-09", "2032-01-30", "first of 2032"),
    _holds("command-2", "Commander of the 2nd Brigade", "2031-09-15", "2031-08-01", "first of 2031"),
    _holds("commissioner-lonn", "Police Commissioner of the Lonn Coast", "2032-10-11", "2032-10-01", "second of 2032"),
)
"""The commissioner has changed since the shots at the stadium; the governor has not."""

DIALOGUE_ACTORS = (*OFFICES_MORE, *RELATIONS_MORE, *POSTS_MORE)
