"""Posts of the invented mission in Velmara, as Geo-PKO would have coded them from its maps. Nothing here is real."""

import csv
import io
from pathlib import Path

from withstand.demo.dice import Dice
from withstand.demo.velmara import COUNTRY, DISTRICTS, District

SEED = 720
MISSION = "MINUVEL"
FILE = Path(__file__).parent / "velmara-presence.csv"
FIRST, LAST, EVERY = 2031 * 12, 2033 * 12, 2
"""Months since year 0, January being 0: a map every second month of the two years of the mission."""
TWICE = 2031 * 12 + 8
"""A month for which two maps were published."""
SEATS = ("Velm", "Amber Ford", "Kessin")
"""Headquarters and field offices, on the first map already."""
OPENED = 7
"""Districts that are entered later, one after the other."""
COLUMNS = (
    "source", "mission", "year", "month", "location", "country", "latitude", "longitude", "adm1.name", "no.troops",
    "unpol.dummy", "hq",
)  # fmt: skip


def presence_csv() -> str:
    """The file: seats from the first map on, districts entered one after the other, one left, some troops unknown."""
    dice = Dice(SEED)
    order = [district for district in DISTRICTS if district.name not in SEATS]
    for place in range(len(order) - 1, 0, -1):
        other = dice.below(place + 1)
        order[place], order[other] = order[other], order[place]
    entries = {district: FIRST + EVERY * (place + dice.below(2)) for place, district in enumerate(order[:OPENED], 1)}
    leaves = {order[1]: entries[order[1]] + 5 * EVERY}
    entries.update((district, FIRST) for district in DISTRICTS if district.name in SEATS)
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(COLUMNS)
    revision = 0
    for month in range(FIRST, LAST, EVERY):
        for _ in range(2 if month == TWICE else 1):
            revision += 1
            for district in sorted(entries, key=lambda one: one.pcode):
                if entries[district] <= month < leaves.get(district, LAST):
                    writer.writerow(_row(dice, district, month, revision))
    return sheet.getvalue()


def _row(dice: Dice, district: District, month: int, revision: int) -> tuple[object, ...]:
    troops: object = "unknown" if dice.percent(4) else 20 * dice.between(5, 40)
    return (
        f"Map no. 9720 Rev. {revision}", MISSION, month // 12, month % 12 + 1, district.name, COUNTRY,
        f"{district.seat.lat / 10_000:.4f}", f"{district.seat.lon / 10_000:.4f}", district.province.name, troops,
        int(dice.percent(30)), int(district.name == SEATS[0]),
    )  # fmt: skip


def write_presence(path: Path = FILE) -> Path:
    """Writes the file and returns its path."""
    path.write_text(presence_csv(), encoding="utf-8", newline="\n")
    return path
