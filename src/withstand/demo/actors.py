"""The parties to violence in Velmara, all invented."""

from dataclasses import dataclass

from withstand.demo.velmara import COUNTRY, COUNTRY_ID


@dataclass(frozen=True)
class Actor:
    """A party to violence; `gw` is the Gleditsch-Ward style number that only governments have."""

    name: str
    number: int
    gw: int | None = None


GOVERNMENT = Actor(f"Government of {COUNTRY}", 971, COUNTRY_ID)
OSTREL = Actor("Government of Ostrel", 972, 996)
RIVER_FRONT = Actor("River Front", 9501)
ASH_COLUMN = Actor("Ash Column", 9502)
LAMP_GUARD = Actor("Lamp Guard", 9503)
SELF_DEFENCE = Actor("Village self-defence groups", 9504)
CIVILIANS = Actor("Civilians", 1)
