"""Velmara, an invented country: its provinces, districts and places. Nothing here is real."""

from dataclasses import dataclass
from typing import NamedTuple

COUNTRY = "Velmara"
COUNTRY_ID = 995
"""Above every Gleditsch-Ward number in use (the last, 990, is Samoa)."""
COUNTRY_PCODE = "VM"
REGION = "Invented"


class Point(NamedTuple):
    """A position in ten-thousandths of a degree: whole numbers, so that edges meet exactly."""

    lon: int
    lat: int


@dataclass(frozen=True)
class Province:
    """A first-level area; `side` is how a report names that part of the country."""

    name: str
    name_fr: str
    pcode: str
    side: str


@dataclass(frozen=True)
class District:
    """A second-level area around its seat. `seat_kind` is how a gazetteer calls the seat."""

    name: str
    name_fr: str
    pcode: str
    province: Province
    seat: Point
    villages: tuple[str, ...]
    seat_kind: str = "town"


DORRE = Province("Dorre", "Dorre", "VM01", "Northern")
KESSIN = Province("Kessin", "Kessin", "VM02", "Southern")
LONN_COAST = Province("Lonn Coast", "Côte de Lonn", "VM03", "Western")
PROVINCES = (DORRE, KESSIN, LONN_COAST)

DISTRICTS = (
    District(
        "Amber Ford",
        "Gué-d'Ambre",
        "VM0101",
        DORRE,
        Point(-172_140, -239_320),
        ("Reedhollow", "Tarrowick", "Old Sluice", "Mossgrane", "Cattlebar", "Third Mill"),
    ),
    District(
        "Halvrane",
        "Halvrane",
        "VM0102",
        DORRE,
        Point(-181_260, -234_610),
        ("Ossenvale", "Greyhollin", "Larrowdel", "Sennet Wells", "Bramoke", "Tollerand"),
    ),
    District(
        "Tessock",
        "Tessoque",
        "VM0103",
        DORRE,
        Point(-161_870, -234_890),
        ("Ivrenne", "Nokkeld", "Hartsedge", "Queldry", "Orvéline", "Copperlie"),
    ),
    District(
        "Orrenby",
        "Orrenby",
        "VM0104",
        DORRE,
        Point(-181_730, -244_180),
        ("Dassivar", "Fennochal", "Millrace", "Urshallow", "Lindermoor", "Pékarre"),
    ),
    District(
        "Vaskerry",
        "Vasquéry",
        "VM0105",
        DORRE,
        Point(-157_420, -242_760),
        ("Estrigarth", "Borrolin", "Skarnel", "Windle Pass", "Ockerfell", "Mérrane"),
    ),
    District(
        "Kessin",
        "Kessin",
        "VM0201",
        KESSIN,
        Point(-173_060, -253_340),
        ("Ferrisand", "Hollowbank", "Salt Gate", "Uvrenne", "Nine Poplars", "Korrash"),
    ),
    District(
        "Marrowick",
        "Marrovic",
        "VM0202",
        KESSIN,
        Point(-162_910, -251_530),
        ("Tindlemark", "Grenovar", "Ashlorne", "Vellish", "Côte-Raine", "Drumhaler"),
    ),
    District(
        "Ulvenne",
        "Ulvenne",
        "VM0203",
        KESSIN,
        Point(-181_090, -255_910),
        ("Ulver Bridge", "Sorrelat", "Brackhollow", "Ninivarre", "Teskarn", "Longfurrow"),
    ),
    District(
        "Pellisar",
        "Pellisar",
        "VM0204",
        KESSIN,
        Point(-170_680, -262_270),
        ("Pell Crossing", "Mirrowen", "Gannet Rise", "Oustrelle", "Cavarne", "Hezzleby"),
    ),
    District(
        "Draymoor",
        "Draymor",
        "VM0205",
        KESSIN,
        Point(-158_830, -260_380),
        ("Carter's Rest", "Drayhead", "Ombrelle", "Skorvane", "Whitlorn", "Yarrowend"),
    ),
    District(
        "Velm",
        "Velm",
        "VM0301",
        LONN_COAST,
        Point(-192_600, -246_840),
        ("Velm Harbour", "Upper Velm", "Customs Point", "Saltpans", "Lissarde", "Quarrier's Hill"),
        "city",
    ),
    District(
        "Lonnhaven",
        "Havre-de-Lonn",
        "VM0302",
        LONN_COAST,
        Point(-192_980, -237_220),
        ("Netmenders' Row", "Gulverd", "Tide End", "Arroquel", "Saundrel", "Pier Nine"),
    ),
    District(
        "Sarrowmere",
        "Sarromère",
        "VM0303",
        LONN_COAST,
        Point(-191_780, -255_470),
        ("Sarrow Mouth", "Kelpstead", "Merrindal", "Old Beacon", "Ettrevane", "Furlowe"),
    ),
    District(
        "Ninnock",
        "Ninnoc",
        "VM0304",
        LONN_COAST,
        Point(-188_290, -263_640),
        ("Ninnock Sands", "Cormelle", "Haskarne", "Ravelin Point", "Dorsane", "Tarpotte"),
    ),
)

OUTLINE = tuple(
    Point(lon * 100, lat * 100)
    for lon, lat in (
        (-1975, -2345),
        (-1993, -2392),
        (-1972, -2431),
        (-1986, -2466),
        (-1964, -2502),
        (-1979, -2541),
        (-1962, -2588),
        (-1946, -2619),
        (-1931, -2668),
        (-1889, -2693),
        (-1840, -2676),
        (-1786, -2689),
        (-1731, -2697),
        (-1678, -2681),
        (-1622, -2692),
        (-1571, -2667),
        (-1533, -2631),
        (-1541, -2575),
        (-1519, -2530),
        (-1530, -2478),
        (-1507, -2433),
        (-1516, -2381),
        (-1539, -2338),
        (-1583, -2317),
        (-1638, -2305),
        (-1689, -2322),
        (-1741, -2309),
        (-1795, -2301),
        (-1847, -2317),
        (-1899, -2306),
        (-1944, -2319),
    )
)
"""Coast and border, counter-clockwise, in open ocean: the Lonn Coast to the west, Ostrel beyond the east."""


def district(name: str) -> District:
    """The district of that name."""
    return next(candidate for candidate in DISTRICTS if candidate.name == name)
