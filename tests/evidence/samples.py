"""Event tables as UCDP, HDX and ACLED export them, with invented events in a fictional country."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from withstand.demo.ged import COLUMNS as GED_COLUMNS

HOST_ARMY = "Military Forces of Velmara (2031-)"
HOST_POLICE = "Police Forces of Velmara (2031-) Gendarmerie"
FOREIGN_ARMY = "Military Forces of Ostrel (2020-)"
CIVILIANS = "Civilians (Velmara)"


@dataclass(frozen=True)
class Table:
    """A table as an export has it: names, text cells, and which columns are numbers or days."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[str]
    days: Mapping[str, str]

    def cell(self, row: int, column: str) -> str:
        """The cell in data row `row` (from 0)."""
        return self.rows[row][self.columns.index(column)]

    def with_cell(self, row: int, column: str, value: str) -> Table:
        """The table with one cell changed."""
        cells = [*self.rows[row], *[""] * (len(self.columns) - len(self.rows[row]))]
        cells[self.columns.index(column)] = value
        return replace(self, rows=(*self.rows[:row], tuple(cells), *self.rows[row + 1 :]))

    def without(self, *columns: str) -> Table:
        """The table without some columns."""
        kept = [index for index, name in enumerate(self.columns) if name not in columns]
        return replace(
            self,
            columns=tuple(self.columns[index] for index in kept),
            rows=tuple(tuple(row[index] for index in kept) for row in self.rows),
        )

    def take(self, *rows: int) -> Table:
        """The table with these data rows, in this order."""
        return replace(self, rows=tuple(self.rows[row] for row in rows))

    def typed(self, column: str, text: str) -> int | float | datetime | str | None:
        """A cell as a spreadsheet or a typed column holds it."""
        if not text:
            return None
        if column in self.days:
            return datetime.strptime(text, self.days[column])  # noqa: DTZ007
        if column in self.numbers:
            return float(text) if "." in text else int(text)
        return text


# UCDP GED

_GED_DEFAULTS: dict[str, str] = {
    "relid": "VEL-2031-1-1",
    "active_year": "1",
    "code_status": "Clear",
    "conflict_dset_id": "9101",
    "conflict_new_id": "9101",
    "conflict_name": "Velmara: Government",
    "dyad_dset_id": "9201",
    "side_a_dset_id": "9301",
    "side_a_new_id": "9301",
    "side_b_dset_id": "9999",
    "side_b_new_id": "1",
    "side_b": "Civilians",
    "number_of_sources": "2",
    "source_article": "Lonnhaven Courier, 2031-05-21, “Eleven dead”; Radio Dorre, 2031-05-22",
    "source_office": "Lonnhaven Courier; Radio Dorre",
    "source_date": "2031-05-21; 2031-05-22",
    "source_headline": "Eleven dead; Villagers flee",
    "source_original": "residents",
    "where_prec": "1",
    "where_coordinates": "Amber Ford",
    "where_description": "Amber Ford, market",
    "adm_1": "Dorre",
    "adm_2": "Amber Ford",
    "latitude": "12.345678",
    "longitude": "-4.25",
    "country": "Velmara",
    "country_id": "990",
    "region": "Africa",
    "event_clarity": "1",
    "date_prec": "1",
}


def ged_row(number: int, **changes: str) -> tuple[str, ...]:
    """One GED row: `changes` on the defaults; what follows from other cells is filled in."""
    cells = {**_GED_DEFAULTS, "id": str(number), **changes}
    cells.setdefault("date_start", "2031-05-20 00:00:00.000")
    cells.setdefault("date_end", cells["date_start"])
    cells.setdefault("year", cells["date_end"][:4])
    for part in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"):
        cells.setdefault(part, "0")
    total = sum(int(cells[part]) for part in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"))
    for bound in ("best", "high", "low"):
        cells.setdefault(bound, str(total))
    cells.setdefault("side_a", "Government of Velmara")
    cells.setdefault("dyad_new_id", "9201")
    cells.setdefault("dyad_name", f"{cells['side_a']} - {cells['side_b']}")
    if cells["side_a"] == "Government of Velmara":
        cells.setdefault("gwnoa", "990")
    latitude, longitude = float(cells["latitude"]), float(cells["longitude"])
    cells.setdefault("geom_wkt", f"POINT ({longitude} {latitude})")
    cells.setdefault("priogrid_gid", str(int((latitude + 90) // 0.5 * 720 + (longitude + 180) // 0.5 + 1)))
    return tuple(cells.get(name, "") for name in GED_COLUMNS)


_TEXT_GED = frozenset(
    name
    for name in GED_COLUMNS
    if name.startswith(("source", "where_c", "where_d", "adm", "date", "relid", "code", "geom", "country", "region"))
    or name.endswith("_name")
    or name in ("side_a", "side_b")
) - {"country_id"}
_GED_ROWS = (
    ged_row(880001, type_of_violence="3", deaths_civilians="11", high="14", low="9"),
    ged_row(
        880002,
        type_of_violence="1",
        side_b="Ash River Front",
        deaths_a="2",
        deaths_b="5",
        deaths_civilians="3",
        where_description='Near "the old mill",\nnorth bank; see also\nthe ferry',
    ),
    ged_row(
        880003,
        type_of_violence="2",
        side_a="Ash River Front",
        side_b="Dorre Self-Defence",
        dyad_new_id="9202",
        deaths_unknown="4",
    ),
    ged_row(
        880004,
        type_of_violence="3",
        side_a="Government of Ostrel",
        gwnoa="991",
        dyad_new_id="9203",
        deaths_civilians="6",
        adm_1="Kessin",
        adm_2="",
        where_prec="4",
    ),
    ged_row(
        880005,
        type_of_violence="3",
        side_a="Ash River Front",
        dyad_new_id="9204",
        deaths_civilians="2",
        low="5",
        number_of_sources="-1",
        source_headline="",
        adm_1="",
        adm_2="",
        where_prec="6",
        date_prec="5",
        date_start="2031-12-03 00:00:00.000",
        date_end="2032-01-17 00:00:00.000",
    ),
    ged_row(880006, type_of_violence="3", deaths_civilians="8", high="3", latitude="-33.5", longitude="179.75"),
    ged_row(
        880007,
        type_of_violence="3",
        side_a="Supporters of the Élan coalition",
        dyad_new_id="9205",
        best="0",
        high="12",
        low="0",
        date_start="2032-02-29 00:00:00.000",
        where_prec="2",
        date_prec="2",
        where_coordinates="Café du Pont, Żest".replace("Ż", "Z"),
        source_article='Courier, "Nous n\'avons rien vu", 1/3-32',
    ),
)
GED = Table("GEDEvent_v32_1", GED_COLUMNS, _GED_ROWS, frozenset(GED_COLUMNS) - _TEXT_GED, {})
_DAYS = {"date_start": "%Y-%m-%d 00:00:00.000", "date_end": "%Y-%m-%d 00:00:00.000"}
GED = replace(GED, days=_DAYS)


def candidate(table: Table = GED) -> Table:
    """The monthly release: the same columns, and rows that are still to be checked."""
    return replace(table.with_cell(0, "code_status", "Check dyad"), name="GEDEvent_v32_0_3")


def hdx(table: Table = GED) -> Table:
    """HDX's export: a row of HXL tags under the header, iso3 added, whole numbers as floats."""
    at = table.columns.index("country_id") + 1
    columns = (*table.columns[:at], "iso3", *table.columns[at:])
    floated = ("id", "conflict_new_id", "dyad_new_id", "gwnoa", "priogrid_gid", "best", "low", "high")

    def cells(row: Sequence[str]) -> tuple[str, ...]:
        given = [f"{v}.0" if v and n in floated else v for n, v in zip(table.columns, row, strict=True)]
        return (*given[:at], "VLM", *given[at:])

    tags = {"id": "#event+id", "date_start": "#date+start", "date_end": "#date+end", "country": "#country+name"}
    tag_row = tuple(tags.get(name, "") for name in columns)
    rows = (tag_row, *(cells(row) for row in table.rows))
    return Table("conflict_data_vlm", columns, rows, frozenset(), {})


_ONE_SIDED_COLUMNS = (
    "conflict_id",
    "dyad_id",
    "actor_id",
    "coalition_components",
    "actor_name",
    "actor_name_fulltext",
    "actor_name_mothertongue",
    "year",
    "best_fatality_estimate",
    "low_fatality_estimate",
    "high_fatality_estimate",
    "is_government_actor",
    "location",
    "gwno_location",
    "gwnoa",
    "region",
    "version",
)


def one_sided() -> Table:
    """UCDP One-sided Violence that agrees with `GED` for Velmara; one actor-year is spread over three countries."""

    def row(
        actor: str, dyad: str, year: str, low: int, best: int, high: int, place: str = "Velmara"
    ) -> tuple[str, ...]:
        state = actor.startswith("Government of")
        name = (actor, actor, "")
        numbers = (f"{best}.0", f"{low}.0", f"{high}.0", "1.0" if state else "0.0")
        where = (place, "990" if place == "Velmara" else "990, 991, 992", "990" if state else "")
        return ("9101.0", f"{dyad}.0", "9301.0", "", *name, f"{year}.0", *numbers, *where, "1", "32.1")

    rows = (
        row("Government of Velmara", "9201", "2031", 17, 19, 17),
        row("Ash River Front", "9204", "2032", 5, 2, 2),
        row("Lord of the Reeds", "9206", "2030", 100, 150, 200, "Ostrel, Velmara, DR Sarn (Zest)"),
    )
    return Table("onesided321", _ONE_SIDED_COLUMNS, rows, frozenset(), {})


# ACLED


@dataclass(frozen=True)
class Occurrence:
    """One ACLED event in the words of 2022; `inter` are the numbers; `old_type` is what 2016 called it."""

    number: int
    day: date
    event_type: str
    sub_type: str
    old_type: str
    actor1: str
    inter1: int
    actor2: str = ""
    inter2: int = 0
    targeting: bool = False
    fatalities: int = 0
    notes: str = "Reported by residents."
    place: str = "Amber Ford"
    latitude: str = "12.3456"
    longitude: str = "-4.25"
    geo_precision: int = 1
    time_precision: int = 1
    source: str = "Lonnhaven Courier; Radio Dorre"
    timestamp: int = 1_980_000_000

    @property
    def event_id(self) -> str:
        """The stable key."""
        return f"VEL{self.number}"


_VAC = "Violence against civilians"
_ANGUISH = 'The crowd shouted "enough",\nthen fled; nobody counted.\nOne says: 12" shells'
OCCURRENCES = (
    Occurrence(1, date(2032, 12, 6), _VAC, "Attack", _VAC, HOST_ARMY, 1, CIVILIANS, 7, True, 11),
    Occurrence(
        2, date(2032, 12, 3), "Battles", "Armed clash", "Battle-No change of territory", HOST_ARMY, 1,
        "Ash River Front", 2, False, 9, notes=_ANGUISH,
    ),
    Occurrence(
        3, date(2032, 11, 30), _VAC, "Abduction/forced disappearance", _VAC,
        "Unidentified Armed Group (Velmara)", 3, CIVILIANS, 7, True, 0, time_precision=2,
    ),
    Occurrence(
        4, date(2032, 10, 20), "Explosions/Remote violence", "Air/drone strike", "Remote violence", FOREIGN_ARMY, 8,
        CIVILIANS, 7, True, 4, geo_precision=2,
    ),
    Occurrence(5, date(2032, 9, 9), "Riots", "Mob violence", "Riots/Protests", "Rioters (Velmara)", 5, CIVILIANS, 7,
               True, 1),
    Occurrence(
        6, date(2032, 9, 8), "Protests", "Excessive force against protesters", "Riots/Protests",
        "Protesters (Velmara)", 6, HOST_POLICE, 1, True, 6, place="Lonnhaven", latitude="-0.5", longitude="10",
    ),
    Occurrence(7, date(2032, 9, 7), "Protests", "Peaceful protest", "Riots/Protests", "Protesters (Velmara)", 6,
               source="Radio Dorre"),
    Occurrence(
        8, date(2032, 8, 1), "Strategic developments", "Looting/property destruction", "Strategic development",
        "Dorre Militia", 3, CIVILIANS, 7,
    ),
    Occurrence(9, date(2032, 7, 14), _VAC, "Attack", _VAC, "Lamp Guard", 8, CIVILIANS, 7, True, 3, place="Forêt-Basse"),
    Occurrence(
        10, date(2032, 7, 1), _VAC, "Attack", _VAC, "UNMISS: United Nations Mission (2011-)", 8, CIVILIANS, 7, True,
        1,
    ),
    Occurrence(11, date(2032, 6, 30), _VAC, "Attack", _VAC, "Dorre Communal Militia (Velmara)", 4, CIVILIANS, 7,
               True, 2),
    Occurrence(
        12, date(2032, 2, 29), _VAC, "Sexual violence", _VAC, "Ash River Front", 2, CIVILIANS, 7, True, 0,
        geo_precision=3, time_precision=3,
    ),
    Occurrence(
        13, date(2031, 1, 2), "Battles", "Armed clash", "Battle-Non-state actor overtakes territory", "Ash River Front",
        2, "Dorre Militia", 3, False, 5,
    ),
)  # fmt: skip
_WORDS = {
    0: "", 1: "State forces", 2: "Rebel group", 3: "Political militia", 4: "Identity militia", 5: "Rioters",
    6: "Protesters", 7: "Civilians", 8: "External/Other forces",
}  # fmt: skip
_A = (
    "GWNO",
    "EVENT_ID_CNTY",
    "EVENT_ID_NO_CNTY",
    "EVENT_DATE",
    "YEAR",
    "TIME_PRECISION",
    "EVENT_TYPE",
    "ACTOR1",
    "ALLY_ACTOR_1",
    "INTER1",
    "ACTOR2",
    "ALLY_ACTOR_2",
    "INTER2",
    "INTERACTION",
    "COUNTRY",
    "ADMIN1",
    "ADMIN2",
    "ADMIN3",
    "LOCATION",
    "LATITUDE",
    "LONGITUDE",
    "GEO_PRECISION",
    "SOURCE",
    "NOTES",
    "FATALITIES",
    "",
    "",
    "",
)
_B = (
    "data_id",
    "iso",
    "event_id_cnty",
    "event_id_no_cnty",
    "event_date",
    "year",
    "time_precision",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "timestamp",
    "iso3",
)
_C = (
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
)
_NUMBERS = frozenset(
    [
        "gwno",
        "data_id",
        "iso",
        "event_id_no_cnty",
        "year",
        "time_precision",
        "inter1",
        "inter2",
        "interaction",
        "latitude",
        "longitude",
        "geo_precision",
        "fatalities",
        "timestamp",
    ]
)
GENERATIONS = ("a", "b", "c", "d")
DATE_STYLE = {"a": "%d/%m/%Y", "b": "%d %B %Y", "c": "%Y-%m-%d", "d": "%Y-%m-%d"}


def acled(generation: str, occurrences: Iterable[Occurrence] = OCCURRENCES, date_style: str = "") -> Table:
    """`occurrences` as ACLED's export of a generation: a 2016, b 2022, c 2022-23, d since 2024."""
    style = date_style or DATE_STYLE[generation]
    columns = {"a": _A, "b": _B, "c": _C, "d": _C}[generation]
    rows = tuple(_acled_row(generation, columns, entry, style) for entry in occurrences)
    numbers = {name for name in columns if name.lower() in _NUMBERS}
    if generation == "d":
        numbers -= {"inter1", "inter2", "interaction"}
    day = next(name for name in columns if name.lower() == "event_date")
    return Table(f"acled_{generation}", columns, rows, frozenset(numbers), {day: style})


def _acled_row(generation: str, columns: Sequence[str], entry: Occurrence, style: str) -> tuple[str, ...]:
    worded = generation == "d"
    inter = [_WORDS[code] if worded else str(code) for code in (entry.inter1, entry.inter2)]
    words = "-".join(text for text in inter if text)
    cells = {
        "gwno": "990",
        "iso": "990",
        "iso3": "VLM",
        "data_id": str(9_000_000 + entry.number),
        "event_id_cnty": entry.event_id,
        "event_id_no_cnty": str(entry.number),
        "event_date": entry.day.strftime(style),
        "year": str(entry.day.year),
        "time_precision": str(entry.time_precision),
        "disorder_type": "Political violence",
        "event_type": entry.old_type if generation == "a" else entry.event_type,
        "sub_event_type": entry.sub_type,
        "actor1": entry.actor1,
        "inter1": inter[0],
        "actor2": entry.actor2,
        "inter2": inter[1],
        "interaction": words if worded else f"{entry.inter1}{entry.inter2}",
        "civilian_targeting": "Civilian targeting" if entry.targeting else "",
        "region": "Middle Africa",
        "country": "Velmara",
        "admin1": "Dorre",
        "admin2": "Amber Ford",
        "location": entry.place,
        "latitude": entry.latitude,
        "longitude": entry.longitude,
        "geo_precision": str(entry.geo_precision),
        "source": entry.source,
        "source_scale": "National",
        "notes": entry.notes,
        "fatalities": str(entry.fatalities),
        "tags": "crowd size=no report" if entry.inter1 == 6 else "",
        "timestamp": str(entry.timestamp),
    }
    return tuple(cells.get(name.lower(), "") for name in columns)


def samples() -> dict[str, Table]:
    """Every kind of event table, by name."""
    return {
        "ged": GED,
        "candidate": candidate(),
        "hdx": hdx(),
        **{f"acled-{generation}": acled(generation) for generation in GENERATIONS},
    }
