"""Invented names of persons, units and groups from a seed, for lists of any length; nobody is meant."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

GIVEN = {
    "bantu": "Jean Pierre Joseph Emmanuel Innocent Patrice Dieudonne Augustin Faustin Celestin Justin Fabrice Olivier "
    "Thierry Gilbert Alphonse Beatrice Claudine Esperance Francine Josephine Jeannette Didier Serge Floribert Bosco "
    "Gedeon Sylvestre Leopold Norbert Crispin Anselme Venance Modeste Prosper Theophile Laurent Zacharie",
    "arab": "Mohamed Ahmed Ali Hassan Hussein Ibrahim Omar Osman Yusuf Khalid Abdallah Abdelrahman Mustafa Mahmoud "
    "Idris Musa Saleh Hamid Adam Yahya Ismail Haroun Bashir Tahir Younis Suleiman Abakar Moussa Jibril Fadil Nasr "
    "Hamza Karim Tarek Mansour Fatima Aisha Khadija Mariam Zeinab Halima Amina",
    "slav": "Ivan Dmitri Sergei Aleksandr Vladimir Nikolai Mikhail Pavel Andrei Yuri Oleg Igor Viktor Anatoly Boris "
    "Konstantin Evgeni Maksim Roman Stepan Vasily Grigory Fyodor Leonid Anna Olga Irina Svetlana Tatiana Natalia",
    "iberian": "Carlos Juan Luis Jorge Miguel Pedro Rafael Fernando Diego Andres Javier Ricardo Manuel Joao Paulo "
    "Antonio Francisco Domingos Alberto Eduardo Marcelo Sergio Ramon Esteban Maria Ana Lucia Teresa Rosa Isabel",
    "english": "James John David Daniel Samuel Peter Paul Simon Stephen Charles George Thomas William Joseph Isaac "
    "Moses Abraham Gabriel Emmanuel Grace Mercy Ruth Sarah Rebecca Esther Comfort Patience Joyce",
}
"""Given names as they are common."""

_SOUNDS = {
    "bantu": (
        [
            "b",
            "d",
            "g",
            "k",
            "l",
            "m",
            "n",
            "s",
            "t",
            "z",
            "mb",
            "nd",
            "ng",
            "nk",
            "ny",
            "mw",
            "kw",
            "ts",
            "sh",
            "bw",
            "ch",
            "nz",
            "mp",
            "nt",
            "lw",
            "f",
            "v",
            "p",
            "r",
            "w",
            "y",
            "ky",
            "gw",
        ],
        ["a", "e", "i", "o", "u", "a", "i", "u"],
        ["", "", "", "", "", "", "", "n"],
        (2, 4),
    ),
    "arab": (
        [
            "b",
            "d",
            "f",
            "g",
            "h",
            "j",
            "k",
            "l",
            "m",
            "n",
            "q",
            "r",
            "s",
            "t",
            "w",
            "y",
            "z",
            "kh",
            "sh",
            "gh",
            "dh",
            "th",
        ],
        ["a", "i", "u", "a", "a", "ou", "e"],
        ["b", "d", "f", "h", "k", "l", "m", "n", "r", "s", "t", "z", "q", "sh", "j", "d", "r", "m", "n", "l"],
        (2, 3),
    ),
    "slav": (
        [
            "b",
            "v",
            "g",
            "d",
            "zh",
            "z",
            "k",
            "l",
            "m",
            "n",
            "p",
            "r",
            "s",
            "t",
            "kh",
            "ch",
            "sh",
            "br",
            "kr",
            "st",
            "gr",
            "tr",
            "vl",
            "pl",
        ],
        ["a", "e", "i", "o", "u", "ya", "yu", "o", "a"],
        ["", "", "r", "l", "n", "k", "sh", "v", "t", "b", "z", "d"],
        (1, 3),
    ),
    "iberian": (
        [
            "b",
            "c",
            "d",
            "f",
            "g",
            "j",
            "l",
            "m",
            "n",
            "p",
            "qu",
            "r",
            "s",
            "t",
            "v",
            "br",
            "cr",
            "gr",
            "tr",
            "fl",
            "ch",
            "ll",
        ],
        ["a", "e", "i", "o", "u", "a", "o", "ie", "ue"],
        ["", "", "", "n", "r", "s", "l", "z"],
        (2, 3),
    ),
    "english": (
        [
            "b",
            "d",
            "f",
            "g",
            "h",
            "j",
            "k",
            "l",
            "m",
            "n",
            "p",
            "r",
            "s",
            "t",
            "w",
            "th",
            "br",
            "cr",
            "dr",
            "gr",
            "st",
            "sh",
            "bl",
            "cl",
            "o",
            "wh",
        ],
        ["a", "e", "i", "o", "u", "ea", "oo", "ow", "ay"],
        ["", "n", "ng", "ck", "rd", "ll", "st", "m", "t", "r", "s"],
        (1, 3),
    ),
}
_ENDS = {
    "bantu": [""] * 5 + ["nga", "mba", "bwe", "ngo", "le", "si", "ze"],
    "arab": ["", "", "", "", "i", "a", "an", "in", "awi"],
    "slav": ["ov", "ev", "in", "sky", "enko", "uk", "ovich", "kin", "ov", "ets"],
    "iberian": ["ez", "", "o", "a", "es", "os", "al", "eira", "ado"],
    "english": ["", "", "son", "ton", "ley", "ford", "well", "man", "er"],
}
STYLES = tuple(GIVEN)
_PLACES = 1500
_FAMILY_NAMES = 12_000
_KINDS = (
    "Infantry",
    "Motorised Infantry",
    "Mechanised Infantry",
    "Commando",
    "Artillery",
    "Armoured",
    "Engineer",
    "Reconnaissance",
    "Border Guard",
    "Special Intervention",
    "Airborne",
    "Rapid Reaction",
    "Logistics",
)
_ECHELONS = ("Company", "Battalion", "Battalion", "Battalion", "Regiment", "Brigade", "Brigade", "Division")
_CAUSES = ("Liberation", "Popular", "Democratic", "Patriotic", "Revolutionary", "National", "Self-Defence", "Unity")
_BODIES = ("Front", "Movement", "Union", "Alliance", "Coalition", "Council", "Forces", "Army", "Group", "Resistance")


def invented_word(style: str, random: Random) -> str:
    """A family name or a place that sounds like a style."""
    onsets, vowels, codas, (low, high) = _SOUNDS[style]
    count = random.randint(low, high)
    parts = [random.choice(onsets) + random.choice(vowels) + random.choice(codas) for _ in range(count)]
    return ("".join(parts) + random.choice(_ENDS[style])).capitalize()


@dataclass(frozen=True)
class Population:
    """A store of words to draw names from: common ones are drawn often."""

    given: dict[str, list[str]]
    family: dict[str, list[str]]
    places: list[str]

    @classmethod
    def of(cls, random: Random) -> Population:
        """Family names and places of every style."""
        return cls(
            {style: names.split() for style, names in GIVEN.items()},
            {style: [invented_word(style, random) for _ in range(_FAMILY_NAMES)] for style in STYLES},
            [invented_word(random.choice(STYLES), random) for _ in range(_PLACES)],
        )

    def person(self, random: Random) -> str:
        """Two to four words; in the Arab style mostly given names of father and grandfather."""
        style = random.choice(STYLES)
        count = random.choice((2, 2, 3, 3, 4) if style in ("arab", "iberian") else (2, 2, 2, 3))
        chained = random.random() < 0.5 if style == "arab" else False
        given = [_often(self.given[style], random) for _ in range(count if chained else max(1, count - 1))]
        family = [] if chained else [_often(self.family[style], random)]
        return " ".join((*given, *family))

    def unit(self, random: Random) -> str:
        """A numbered unit, most of them with a place or a parent."""
        name = f"{ordinal(random.randint(1, 420))} {random.choice(_KINDS)} {random.choice(_ECHELONS)}"
        if random.random() < 0.7:
            name += f" {random.choice(self.places)}"
        if random.random() < 0.3:
            name += f", {ordinal(random.randint(1, 60))} Division"
        return name

    def group(self, random: Random) -> str:
        """A group or movement of a place or people."""
        cause, body, place = random.choice(_CAUSES), random.choice(_BODIES), random.choice(self.places)
        return random.choice((f"{cause} {body} of {place}", f"{place} {cause} {body}", f"{body} for {cause} {place}"))


def _often(words: list[str], random: Random) -> str:
    """A word; the nearer the front the oftener."""
    return words[min(int(len(words) * random.random() ** 2.2), len(words) - 1)]


def ordinal(number: int) -> str:
    """Write 1 as 1st, 2 as 2nd, 11 as 11th."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
