"""Parts of records of support as a person types them: items, rated criteria, dissent, rungs of a ladder."""

from __future__ import annotations

from typing import Any

from withstand.errors import InputError
from withstand.inducement.parts import Criterion, Dissent, Item, Rung
from withstand.ledger.fields import Fields

WRITTEN: dict[Any, str] = {
    Item: "fuel:4000:litres",
    Criterion: "record_unit:3:b:B2 (rating 0 to 4, confidence, grade; - leaves one out)",
    Dissent: "legal:what that body thinks",
    Rung: "training:order_issued+access_given:6:monthly_visits (gives, must show, months without a grave case, form)",
}


def support_part(model: Any, text: str) -> Fields | None:
    """A part from a word, or None where the model is none of these.

    Raises:
        InputError: the word does not have its parts; how it is written.
    """
    if model not in WRITTEN:
        return None
    if model is Dissent:
        body, colon, opinion = text.partition(":")
        return {"by": body.strip(), "opinion": opinion.strip()} if colon else _refuse(model, text)
    parts = [one.strip() for one in text.split(":")]
    if model is Item:
        return _item(parts, text)
    return _criterion(parts, text) if model is Criterion else _rung(parts, text)


def _item(parts: list[str], text: str) -> Fields:
    if len(parts) not in (2, 3) or not _whole(parts[1]):
        _refuse(Item, text)
    return {"item": parts[0], "quantity": _number(parts[1]), **({"unit": parts[2]} if len(parts) == 3 else {})}


def _criterion(parts: list[str], text: str) -> Fields:
    name, *rest = parts
    rating, confidence, grade = (*rest, "-", "-", "-")[:3]
    if len(rest) > 3 or not (rating in ("-", "") or _whole(rating)):
        _refuse(Criterion, text)
    found: Fields = {"criterion": name}
    if rating not in ("-", ""):
        found["rating"] = _number(rating)
    if confidence not in ("-", ""):
        found["confidence"] = confidence.lower()
    if grade not in ("-", ""):
        found["source_grade"] = grade.upper()
    return found


def _rung(parts: list[str], text: str) -> Fields:
    if len(parts) != 4 or not (_whole(parts[2]) or parts[2] in ("", "-")):
        _refuse(Rung, text)
    found: Fields = {"gives": parts[0], "monitoring": parts[3]}
    found["must_show"] = [one for one in parts[1].split("+") if one not in ("", "-")]
    if _whole(parts[2]):
        found["months_without_grave"] = _number(parts[2])
    return found


def _whole(text: str) -> bool:
    return text.replace(",", "").isdecimal()


def _number(text: str) -> int:
    return int(text.replace(",", ""))


def _refuse(model: Any, text: str) -> Any:
    raise InputError(f"{text!r} cannot be read; write it as {WRITTEN[model]}.")
