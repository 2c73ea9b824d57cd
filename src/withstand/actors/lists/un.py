"""The consolidated list of the UN Security Council: XML."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from withstand.actors.lists.guarded_xml import elements, texts
from withstand.actors.lists.text import Gathering

NAME = "UN Security Council consolidated list"
_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")


def read_xml(path: Path, given: Path, into: Gathering) -> tuple[str, str]:
    """Read the XML; its date, and no number."""
    dated = ""
    for root, element in elements(path, given, frozenset({"INDIVIDUAL", "ENTITY"})):
        dated = root.get("dateGenerated", "")
        id_ = next(texts(element, "REFERENCE_NUMBER"), "") or next(texts(element, "DATAID"), "")
        into.add(
            id_, "person" if element.tag == "INDIVIDUAL" else "actor", _names(element), texts(element, "UN_LIST_TYPE")
        )
    return dated, ""


def _names(element: Element) -> Iterator[str]:
    yield " ".join(text.strip() for part in _PARTS if (text := element.findtext(part)) and text.strip())
    yield from texts(element, "NAME_ORIGINAL_SCRIPT")
    yield from texts(element, "ALIAS_NAME")
