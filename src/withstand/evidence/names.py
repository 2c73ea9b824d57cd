"""Names of areas in a form that two sources share."""

from __future__ import annotations

import re
import unicodedata

_KINDS = re.compile(
    r"\b(province|provincia|prefecture|sub-?prefecture|region|state|district|department|departement|departamento|"
    r"governorate|county|municipality|commune|cercle|territory|territoire|wilaya|oblast|of|de|du|des|la|le|the)\b"
)


def comparable(name: str) -> str:
    """A name without case, accents, marks and the word for the kind of area."""
    folded = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(letter for letter in folded if not unicodedata.combining(letter))
    bare = _KINDS.sub(" ", re.sub(r"[^\w\s]|_", " ", bare))
    return " ".join(bare.split())
