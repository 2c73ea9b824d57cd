"""Reading a chart back: well-formed, self-contained, and free of numbers that are none."""

import re
from xml.etree import ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {"svg", "title", "desc", "defs", "pattern", "g", "path", "rect", "circle", "text"}
NOT_A_NUMBER = re.compile(r"(?<![a-z])(nan|inf|infinity|none)(?![a-z])", re.IGNORECASE)
TEXT_ATTRIBUTES = {"fill", "stroke", "font-family", "role", "class", "aria-labelledby", "id", "pointer-events"}


def read(svg: str) -> ET.Element:
    """The parsed chart, after checking what holds for every chart."""
    root = ET.fromstring(svg)
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert root.get("direction") == "ltr"
    assert re.fullmatch(r"0 0 [\d.]+ [\d.]+", root.get("viewBox", ""))
    assert (root.findtext(f"{SVG}title") or "").strip()
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in ALLOWED, element.tag
        for name, value in element.attrib.items():
            assert name not in {"style", "href"}, name
            assert not name.startswith("on"), name
            if name not in TEXT_ATTRIBUTES:
                assert not NOT_A_NUMBER.search(value), (element.tag, name, value)
                assert not re.search(r"\d\.\d{3}|e[+-]?\d", value), (element.tag, name, value)
    used = set(re.findall(r'"url\(#([^)]*)\)"', svg))
    assert used <= {element.get("id") for element in root.iter()}
    return root


def words(root: ET.Element) -> list[str]:
    """Every text drawn, in order."""
    return [element.text or "" for element in root.iter(f"{SVG}text")]


def description(root: ET.Element) -> str:
    """The text alternative."""
    return root.findtext(f"{SVG}desc") or ""
