"""`python -m benchmarks.name_pairs.make`: write generated.csv from a seed.

A pair comes from things, not from rules of the matcher: two ways of writing one invented unit, group or person are the
same; ways of writing two different ones are not. How languages write numbers, echelons and sounds stands here again, on
its own. Every other thing goes into the part for choosing thresholds, the rest into the part held out.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from benchmarks.invented_names import GIVEN, Population, invented_word, ordinal

SEED = 5
FOLDER = Path(__file__).parent
THINGS = 260
Way = Callable[[Random], str]

_ARMS = {  # English, French, Spanish, Arabic (after the article of the noun), Russian adjective (m., f.)
    "infantry": ("Infantry", "d'infanterie", "de Infantería", "المشاة", ("пехотный", "пехотная")),
    "motorised": ("Motorized", "motorisé", "Motorizado", "الموتورة", ("мотострелковый", "мотострелковая")),
    "artillery": ("Artillery", "d'artillerie", "de Artillería", "المدفعية", ("артиллерийский", "артиллерийская")),
    "airborne": ("Airborne", "parachutiste", "Paracaidista", "المظلات", ("десантный", "десантная")),
    "armoured": ("Armoured", "blindé", "Blindado", "المدرعات", ("танковый", "танковая")),
}
_LEVELS = {  # English, short English, French, Spanish, Arabic, Russian with its gender, Swahili, Lingala
    "company": ("Company", "Coy", "compagnie", "Compañía", "سرية", ("рота", 1), "Kampuni", "Kompani"),
    "battalion": ("Battalion", "Bn", "bataillon", "Batallón", "كتيبة", ("батальон", 0), "Kikosi", "Batayo"),
    "regiment": ("Regiment", "Regt", "régiment", "Regimiento", "فوج", ("полк", 0), "Rejimenti", "Rezima"),
    "brigade": ("Brigade", "Bde", "brigade", "Brigada", "لواء", ("бригада", 1), "Brigedi", "Brigadi"),
    "division": ("Division", "Div", "division", "División", "فرقة", ("дивизия", 1), "Divisheni", "Divizio"),
}
_ENGLISH = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
]
_FRENCH = [
    "zéro",
    "premier",
    "deuxième",
    "troisième",
    "quatrième",
    "cinquième",
    "sixième",
    "septième",
    "huitième",
    "neuvième",
    "dixième",
]
_ARABIC = (
    ("", ""),
    ("الأول", "الأولى"),
    ("الثاني", "الثانية"),
    ("الثالث", "الثالثة"),
    ("الرابع", "الرابعة"),
    ("الخامس", "الخامسة"),
    ("السادس", "السادسة"),
    ("السابع", "السابعة"),
    ("الثامن", "الثامنة"),
)
_SWAHILI = ("", "Kwanza", "Pili", "Tatu", "Nne", "Tano", "Sita", "Saba", "Nane", "Tisa", "Kumi")
_LINGALA = ("", "liboso", "mibale", "misato", "minei", "mitano", "motoba", "nsambo", "mwambe", "libwa", "zomi")
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


@dataclass(frozen=True)
class Unit:
    """An invented unit: what it is, and of which larger one."""

    number: int
    arm: str
    level: str
    place: str = ""
    parent: tuple[int, str] | None = None


def english(unit: Unit, random: Random) -> str:
    """As a British, American or UN paper would write it, long or short."""
    short = random.random() < 0.4
    level = _LEVELS[unit.level][1 if short else 0]
    number = _ENGLISH[unit.number].title() if unit.number <= 12 and random.random() < 0.2 else ordinal(unit.number)
    number = str(unit.number) if short and random.random() < 0.5 else number
    arm = {"Infantry": "Inf", "Motorized": "Mot", "Artillery": "Arty"}.get(_ARMS[unit.arm][0]) if short else None
    name = " ".join(part for part in (number, arm or _ARMS[unit.arm][0], level, unit.place) if part)
    return name + (f", {ordinal(unit.parent[0])} {_LEVELS[unit.parent[1]][0]}" if unit.parent else "")


def french(unit: Unit, random: Random) -> str:
    """As a francophone army would."""
    feminine = unit.level in ("company", "brigade", "division")
    first = "1re" if feminine else "1er"
    number = first if unit.number == 1 else f"{unit.number}{random.choice(('e', 'ème', 'e'))}"
    if 1 < unit.number <= 10 and random.random() < 0.2:
        number = _FRENCH[unit.number].capitalize()
    arm = _ARMS[unit.arm][1] + ("e" if feminine and unit.arm in ("motorised", "armoured") else "")
    name = f"{number} {_LEVELS[unit.level][2]} {arm}" + (f" de {unit.place}" if unit.place else "")
    return name + (f" de la {unit.parent[0]}e {_LEVELS[unit.parent[1]][2]}" if unit.parent else "")


def spanish(unit: Unit, random: Random) -> str:
    """Number after the noun, or an ordinal before it."""
    level, arm = _LEVELS[unit.level][3], _ARMS[unit.arm][2]
    before = random.random() < 0.4
    name = f"{unit.number}.º {level} {arm}" if before else f"{level} {arm} No. {unit.number}"
    name += f" {unit.place}" if unit.place else ""
    return name + (f", {unit.parent[0]}ª {_LEVELS[unit.parent[1]][3]}" if unit.parent else "")


def arabic(unit: Unit, random: Random) -> str:
    """Noun, arm, ordinal; eastern digits for larger numbers."""
    level = _LEVELS[unit.level][4]
    feminine = level.endswith("ة")
    if unit.number <= 8 and random.random() < 0.7:
        number = _ARABIC[unit.number][feminine]
    else:
        number = str(unit.number).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    name = f"{level} {_ARMS[unit.arm][3]} {number}"
    return name + (f" {_LEVELS[unit.parent[1]][4]} {unit.parent[0]}" if unit.parent else "")


def russian(unit: Unit, _: Random) -> str:
    """Ordinal with its ending, adjective, noun."""
    noun, feminine = _LEVELS[unit.level][5]
    return f"{unit.number}-{'я' if feminine else 'й'} {_ARMS[unit.arm][4][feminine]} {noun}"


def swahili(unit: Unit, random: Random) -> str:
    """Noun first, then the number as a word or in digits."""
    number = _SWAHILI[unit.number] if unit.number <= 10 and random.random() < 0.6 else str(unit.number)
    return f"{_LEVELS[unit.level][6]} ya {number} ya {_ARMS[unit.arm][0]} {unit.place}".strip()


def lingala(unit: Unit, random: Random) -> str:
    """As Swahili, with the loan words of the army."""
    number = _LINGALA[unit.number] if unit.number <= 10 and random.random() < 0.6 else str(unit.number)
    return f"{_LEVELS[unit.level][7]} ya {number} ya {_ARMS[unit.arm][0]} {unit.place}".strip()


def roman(unit: Unit, _: Random) -> str:
    """A Roman numeral before the noun."""
    number = _ROMAN[unit.number] if unit.number <= 12 else ordinal(unit.number)
    return f"{number} {_ARMS[unit.arm][0]} {_LEVELS[unit.level][0]} {unit.place}".strip()


def typed(name: str, random: Random) -> str:
    """A slip of the hand in one letter of a longer word."""
    words = name.split()
    long = [at for at, word in enumerate(words) if len(word) > 4 and word.isalpha()]
    if not long:
        return name
    at = random.choice(long)
    word = words[at]
    place = random.randrange(1, len(word) - 1)
    slips = (
        word[:place] + word[place + 1 :],
        word[:place] + word[place] + word[place:],
        word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        word[:place] + random.choice(word.lower()) + word[place + 1 :],
    )
    return " ".join((*words[:at], random.choice(slips), *words[at + 1 :]))


_WAYS = (english, french, spanish, arabic, russian, swahili, lingala, roman)
_FULL = (english, french, spanish)
"""Ways that can write a place and a parent."""


def unit_pairs(population: Population, random: Random) -> list[tuple[str, str, str, str]]:
    """(first, second, label, sort) for one invented unit."""
    unit = Unit(random.randint(1, 40), random.choice(list(_ARMS)), random.choice(("battalion", "brigade", "company")))
    kind = random.randrange(3)
    if kind:
        unit = replace(unit, place=random.choice(population.places))
    if kind == 2 and unit.level == "battalion":
        unit = replace(unit, parent=(random.randint(1, 12), "brigade"))
    ways = _FULL if unit.place or unit.parent else _WAYS
    one, other = random.sample(ways, 2)
    said = one(unit, random)
    rows = [(said, other(unit, random), "same", f"unit, {one.__name__} and {other.__name__}")]
    rows.append((said, typed(one(unit, random), random), "same", "unit, a slip"))
    near = replace(unit, number=unit.number + random.choice((1, 1, 10)))
    rows.append((said, other(near, random), "not_same", "unit, another number"))
    change = random.randrange(3)
    if change == 0:
        arm = random.choice([arm for arm in _ARMS if arm != unit.arm])
        rows.append((said, other(replace(unit, arm=arm), random), "not_same", "unit, another arm"))
    elif unit.parent:
        swapped = replace(unit, number=unit.parent[0], parent=(unit.number, "brigade"))
        if swapped != unit:
            rows.append((said, other(swapped, random), "not_same", "unit, numbers of part and whole changed round"))
        whole = Unit(unit.parent[0], unit.arm, "brigade", unit.place)
        rows.append((said, other(whole, random), "not_same", "unit, its parent"))
    elif unit.place:
        place = random.choice(population.places)
        if place != unit.place:
            rows.append((said, other(replace(unit, place=place), random), "not_same", "unit, another place"))
    else:
        level = random.choice(
            [level for level in ("company", "battalion", "regiment", "brigade") if level != unit.level]
        )
        rows.append((said, other(replace(unit, level=level), random), "not_same", "unit, another level"))
    return rows


_CAUSES = {
    "front": ("{0} Liberation Front", "Front de libération de {0}", "Frente de Liberación de {0}", "جبهة تحرير {1}"),
    "popular": (
        "Popular Movement of {0}",
        "Mouvement populaire de {0}",
        "Movimiento Popular de {0}",
        "الحركة الشعبية {1}",
    ),
    "union": ("{0} Patriotic Union", "Union patriotique de {0}", "Unión Patriótica de {0}", None),
    "defence": ("{0} Self-Defence Forces", "Forces d'autodéfense de {0}", "Fuerzas de Autodefensa de {0}", None),
    "army": ("National Army of {0}", "Armée nationale de {0}", "Ejército Nacional de {0}", None),
}


def group_pairs(population: Population, random: Random) -> list[tuple[str, str, str, str]]:
    """Pairs for one invented group."""
    place, other_place = random.sample(population.places, 2)
    cause, other_cause = random.sample(list(_CAUSES), 2)
    forms = [form for form in _CAUSES[cause][:3] if form]
    one, two = random.sample(forms, 2)
    rows = [(one.format(place), two.format(place), "same", "group, two languages")]
    rows.append((one.format(place), typed(one.format(place), random), "same", "group, a slip"))
    rows.append((one.format(place), two.format(other_place), "not_same", "group, another place"))
    rows.append(
        (one.format(place), random.choice(_CAUSES[other_cause][:3]).format(place), "not_same", "group, another cause")
    )
    return rows


_LETTERS = {  # Arabic letters and how English, French and Gulf spellings write them
    "ب": "b b b",
    "ت": "t t t",
    "ج": "j dj g",
    "ح": "h h h",
    "خ": "kh kh kh",
    "د": "d d d",
    "ر": "r r r",
    "ز": "z z z",
    "س": "s ss s",
    "ش": "sh ch sh",
    "ص": "s s s",
    "ط": "t t t",
    "غ": "gh gh gh",
    "ف": "f f f",
    "ق": "q k g",
    "ك": "k k k",
    "ل": "l l l",
    "م": "m m m",
    "ن": "n n n",
}
_VOWELS = {
    "a": ("", "a a a"),
    "aa": ("ا", "a a aa"),
    "u": ("", "u ou o"),
    "uu": ("و", "u ou oo"),
    "i": ("", "i i e"),
    "ii": ("ي", "i i ee"),
}
_KNOWN = (
    ("محمد", "Mohammed", "Mohamed", "Muhammad"),
    ("أحمد", "Ahmed", "Ahmed", "Ahmad"),
    ("حسن", "Hassan", "Hassane", "Hasan"),
    ("خالد", "Khalid", "Khaled", "Khalid"),
    ("يوسف", "Yusuf", "Youssouf", "Yousef"),
    ("عمر", "Omar", "Oumar", "Umar"),
    ("إبراهيم", "Ibrahim", "Ibrahim", "Ebrahim"),
    ("سليمان", "Suleiman", "Souleymane", "Sulaiman"),
    ("عثمان", "Osman", "Ousmane", "Uthman"),
    ("موسى", "Musa", "Moussa", "Mousa"),
    ("صالح", "Saleh", "Salah", "Salih"),
    ("عبد الله", "Abdullah", "Abdallah", "Abdulla"),
    ("عبد الرحمن", "Abdul Rahman", "Abderrahmane", "Abdelrahman"),
    ("هارون", "Haroun", "Aroun", "Harun"),
    ("جبريل", "Jibril", "Djibril", "Gibril"),
    ("آدم", "Adam", "Adoum", "Aadam"),
    ("إدريس", "Idris", "Idriss", "Edris"),
    ("مصطفى", "Mustafa", "Moustapha", "Mostafa"),
    ("كريم", "Karim", "Karim", "Kareem"),
    ("بشير", "Bashir", "Bachir", "Basheer"),
    ("ياسين", "Yasin", "Yacine", "Yaseen"),
    ("شريف", "Sharif", "Chérif", "Shereef"),
)
_RUSSIAN = {
    "щ": ("shch", "chtch"),
    "ж": ("zh", "j"),
    "х": ("kh", "kh"),
    "ц": ("ts", "ts"),
    "ч": ("ch", "tch"),
    "ш": ("sh", "ch"),
    "ю": ("yu", "iou"),
    "я": ("ya", "ia"),
    "у": ("u", "ou"),
    "й": ("y", "ï"),
    "е": ("e", "e"),
    "ы": ("y", "y"),
    "ь": ("", ""),
}
_PLAIN = dict(zip("абвгдзиклмнопрстфэ", "abvgdziklmnoprstfe", strict=True))
_SLAVIC = ("Иван", "Юрий", "Сергей", "Николай", "Евгений", "Михаил", "Андрей", "Анатолий", "Жанна", "Хасан", "Чингиз")
_SLAVIC_PARTS = (
    ("Щер", "Жу", "Хар", "Чер", "Шу", "Кузь", "Гри", "Цве", "Лю", "Бо", "Мура", "Зай"),
    ("ба", "чен", "ша", "ни", "ков", "та", "ля", "хо", "жи"),
    ("ков", "цов", "шин", "чук", "ев", "енко"),
)
_RANKS = (
    "Gen. ",
    "General ",
    "Col. ",
    "Lt Col ",
    "Major ",
    "Capt. ",
    "Général ",
    "Colonel ",
    "Commandant ",
    "Lt. ",
    "Coronel ",
)


def arabic_family(random: Random) -> tuple[str, str, str, str]:
    """An invented name in Arabic script and in three spellings."""
    script, spellings = "", ["", "", ""]
    for _ in range(random.randint(3, 4)):
        letter, vowel = random.choice(list(_LETTERS)), random.choice(list(_VOWELS))
        script += letter + _VOWELS[vowel][0]
        for at in range(3):
            spellings[at] += _LETTERS[letter].split()[at] + _VOWELS[vowel][1].split()[at]
    if random.random() < 0.5:
        last = random.choice("ننرلم")
        script += last
        spellings = [spelling + _LETTERS[last].split()[0] for spelling in spellings]
    first, second, third = (spelling.capitalize() for spelling in spellings)
    return script, first, second, third


def romanised(word: str, way: int) -> str:
    """A Russian word as English (0) or French (1) papers write it."""
    letters = (_RUSSIAN.get(letter, (_PLAIN.get(letter, ""),) * 2)[way] for letter in word.lower())
    name = "".join(letters)
    return (name[:-1] + "ff" if way and name.endswith("ov") else name).capitalize()


def person_pairs(population: Population, random: Random) -> list[tuple[str, str, str, str]]:
    """Pairs for one invented person."""
    style = random.choice(("arabic", "arabic", "russian", "bantu", "iberian", "english"))
    if style == "arabic":
        known, family = random.sample(_KNOWN, random.choice((1, 2))), arabic_family(random)
        forms = [" ".join((*(name[at] for name in known), family[at])) for at in range(4)]
        stranger = arabic_family(random)
        others = [" ".join((*(name[at] for name in known), stranger[at])) for at in range(4)]
    elif style == "russian":
        given, family = random.choice(_SLAVIC), "".join(random.choice(parts) for parts in _SLAVIC_PARTS)
        other = "".join(random.choice(parts) for parts in _SLAVIC_PARTS)
        forms = [f"{given} {family}", *(f"{romanised(given, way)} {romanised(family, way)}" for way in (0, 1))]
        others = [f"{given} {other}", *(f"{romanised(given, way)} {romanised(other, way)}" for way in (0, 1))]
        if other == family:
            others = ["Иван Медведь", "Ivan Medved", "Ivan Medved"]
    else:
        given, family = random.choice(GIVEN[style].split()), random.choice(population.family[style])
        middle = random.choice(GIVEN[style].split())
        forms = [f"{given} {family}", f"{family.upper()} {given}", f"{family}, {given}"]
        others = [
            f"{given} {invented_word(style, random)}",
            f"{middle} {family}",
            f"{given} {random.choice(population.family[style])}",
        ]
        others = [other for other in others if set(other.lower().split()) != {given.lower(), family.lower()}]
    one, two = random.sample(forms, 2)
    rows = [(one, two, "same", f"person, {style}, spellings")]
    latin = forms[1]
    rows.append((random.choice(_RANKS) + latin, random.choice(forms), "same", f"person, {style}, rank"))
    rows.append((latin, typed(latin, random), "same", f"person, {style}, a slip"))
    rows += [(one, other, "not_same", f"person, {style}, namesake") for other in random.sample(others, 2)]
    return rows


def generated() -> list[tuple[str, str, str, str, str, str]]:
    """All rows: first, second, kind, label, sort, part."""
    random = Random(SEED)
    population = Population.of(random)
    rows: list[tuple[str, str, str, str, str, str]] = []
    for thing in range(THINGS):
        part = ("choosing", "held_out")[thing % 2]
        made = [("actor", row) for row in unit_pairs(population, random)]
        made += [("actor", row) for row in group_pairs(population, random)] if thing % 3 == 0 else []
        made += [("person", row) for row in person_pairs(population, random)]
        rows += [(first, second, kind, label, sort, part) for kind, (first, second, label, sort) in made]
    return [row for row in dict.fromkeys(rows) if row[0] != row[1]]


def main() -> None:
    """Write the file."""
    with (FOLDER / "generated.csv").open("w", encoding="utf-8", newline="") as sink:
        table = csv.writer(sink, lineterminator="\n")
        table.writerow(("first", "second", "kind", "label", "sort", "part"))
        table.writerows(generated())


if __name__ == "__main__":
    main()
