"""The events that the mission's story needs, written by hand."""

from datetime import date

from withstand.demo.boundaries import gazetteer
from withstand.demo.details import Incident, Spot, Toll
from withstand.demo.strands import HOST_STATE
from withstand.demo.velmara import DISTRICTS, district
from withstand.demo.wording import Report, cite


def _spot(name: str, precision: int) -> Spot:
    own = district(name)
    seat = gazetteer()[DISTRICTS.index(own)][0]
    return Spot(precision, f"{seat.name} {seat.kind}", seat.point, own.province.name, own.name)


FUEL = Incident(
    strand=HOST_STATE,
    began=date(2032, 5, 20),
    ended=date(2032, 5, 20),
    date_precision=1,
    spot=_spot("Amber Ford", 2),
    toll=Toll(side_a=0, side_b=0, civilians=11, unknown=0, low=9, high=14),
    citation=cite(
        (
            Report("River Radio", date(2032, 5, 21), "Eleven dead near Amber Ford"),
            Report("District note", date(2032, 5, 21), "week 21"),
            Report("L'Écho de Dorre", date(2032, 5, 23), "Onze morts près du Gué-d'Ambre"),
        )
    ),
    witness="village chief",
    remark='6 km east of Amber Ford, beyond the bridge.\n"Men in uniform" of the army\'s 4th Brigade',
)
"""20 May 2032: eleven dead near Amber Ford, four days after the 4th Brigade's fuel went on."""

STADIUM = Incident(
    strand=HOST_STATE,
    began=date(2032, 9, 9),
    ended=date(2032, 9, 9),
    date_precision=1,
    spot=_spot("Lonnhaven", 1),
    toll=Toll(side_a=0, side_b=0, civilians=6, unknown=0, low=4, high=9),
    citation=cite(
        (
            Report("Lonn Tide", date(2032, 9, 9), "Police fire on crowd at stadium"),
            Report("Velm Courant", date(2032, 9, 10), "Six dead in Lonnhaven"),
            Report("Mission note", date(2032, 9, 10), "week 37"),
            Report("River Radio", date(2032, 9, 10), "Shots beside the mission's base"),
        )
    ),
    witness="witnesses",
    remark="Lonnhaven, at the stadium, beside the mission's base; police",
)
"""9 September 2032: police fire on a crowd beside the mission's base, three days before the vote."""

PLANTED = (FUEL, STADIUM)
