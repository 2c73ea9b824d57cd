"""XML from strangers, element by element: no document type, so no entity of its own; bounded depth and text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element
from xml.parsers import expat

from withstand.errors import UnreadableFile

DEEPEST = 60
LARGEST_ELEMENT = 4 << 20
"""Letters of one element of interest, its children included."""
_BLOCK = 1 << 16


class _Refused(Exception):
    """Why the document is not read further: a clause."""


class _Builder:
    """Builds the elements that are asked for, each whole, and forgets them once taken."""

    def __init__(self, wanted: frozenset[str]) -> None:
        self.wanted = wanted
        self.open: list[Element] = []
        self.ready: list[Element] = []
        self.depth = self.letters = 0
        self.root: Element | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise _Refused(f"its elements stand more than {DEEPEST} deep")
        element = Element(_local(tag), {_local(name): value for name, value in attributes.items()})
        if self.root is None:
            self.root = element
        if self.open:
            self.open[-1].append(element)
            self.open.append(element)
        elif element.tag in self.wanted:
            self.open, self.letters = [element], 0
        self._count(sum(map(len, attributes.values())) + len(tag))

    def end(self, _tag: str) -> None:
        self.depth -= 1
        if self.open:
            element = self.open.pop()
            if not self.open:
                self.ready.append(element)

    def text(self, letters: str) -> None:
        if self.open:
            self.open[-1].text = (self.open[-1].text or "") + letters
            self._count(len(letters))

    def _count(self, letters: int) -> None:
        self.letters += letters
        if self.open and self.letters > LARGEST_ELEMENT:
            raise _Refused(f"one {self.open[0].tag} is larger than any real one")


def elements(path: Path, given: Path, wanted: frozenset[str]) -> Iterator[tuple[Element, Element]]:
    """The root (its attributes alone) with each element of a wanted name, namespaces left off.

    Raises:
        UnreadableFile: not XML, cut short, with a document type, too deep or too large; it names the file `given`.
    """
    builder = _Builder(wanted)
    parser = _parser(builder)
    try:
        with path.open("rb") as source:
            while block := source.read(_BLOCK):
                parser.Parse(block, False)
                yield from _taken(builder)
            parser.Parse(b"", True)
        yield from _taken(builder)
    except _Refused as why:
        raise UnreadableFile(given, str(why), "Download the list again from its publisher") from None
    except (expat.ExpatError, LookupError, ValueError) as problem:
        line = getattr(problem, "lineno", 0)
        where = f" at line {line}" if line else ""
        raise UnreadableFile(
            given, f"the XML is damaged or cut short{where}", "Download the list again from its publisher"
        ) from None


def _taken(builder: _Builder) -> Iterator[tuple[Element, Element]]:
    ready, builder.ready = builder.ready, []
    root = builder.root if builder.root is not None else Element("none")
    yield from ((root, element) for element in ready)


def _parser(builder: _Builder) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    parser.StartDoctypeDeclHandler = _no_doctype
    return parser


def _no_doctype(*_: object) -> None:
    raise _Refused("it declares a document type, which no list of names needs and which can be made to harm")


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def texts(element: Element, tag: str) -> Iterator[str]:
    """The texts of all children of a name that have any."""
    return (child.text.strip() for child in element.iter(tag) if child.text and child.text.strip())
