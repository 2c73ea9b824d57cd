"""A list from a file: which format it is in, is told by its first bytes; hostile files end in one sentence."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

from withstand.actors.lists import eu, ftm, un
from withstand.actors.lists.entry import ListVersion, NameList
from withstand.actors.lists.text import Gathering, tidy
from withstand.errors import InputError, UnreadableFile, UnrecognisedFile

LARGEST_FILE = 6 << 30
_HEAD = 1 << 16
_REMEDY = (
    "Known are FollowTheMoney/OpenSanctions (entities.ftm.json, targets.nested.json, targets.simple.csv), "
    "the EU list (XML, CSV) and the UN list (XML)"
)
_Read = Callable[[Iterable[str], Path, Gathering], tuple[str, str]]
_ReadXml = Callable[[Path, Path, Gathering], tuple[str, str]]


class EmptyList(InputError):
    """A list of a known format that holds no name: never an empty result."""


def read_list(path: Path) -> NameList:
    """Read a list.

    Raises:
        UnreadableFile: missing, a folder, too large, damaged, in an unknown encoding, or made to harm.
        UnrecognisedFile: not one of the known formats.
        EmptyList: of a known format, but without a single name.
    """
    head, sha256 = _head(path), _digest(path)
    into = Gathering(path)
    xml = _xml_format(head)
    if xml:
        name, read_xml = xml
        dated, number = read_xml(path, path, into)
    else:
        encoding = _encoding(path, head)
        name, read = _text_format(path, _decoded(head, encoding))
        dated, number = _read_text(path, encoding, read, into)
    entries = into.done()
    if not entries:
        raise EmptyList(f"{path.name}: read as {name}, but no entry has a name. Download it again.")
    notes = (f"{into.nameless} entries without a name were passed over",) if into.nameless else ()
    return NameList(ListVersion(name, path.name, sha256, tidy(dated)[:40], tidy(number)[:40]), entries, notes)


def _head(path: Path) -> bytes:
    try:
        if not path.is_file():
            what = "this is a folder or a device" if path.exists() else "there is no such file"
            raise UnreadableFile(path, what, "Give the file of a list")
        if path.stat().st_size > LARGEST_FILE:
            raise UnreadableFile(path, f"it is larger than {LARGEST_FILE >> 30} GiB", "Give a smaller collection")
        with path.open("rb") as source:
            head = source.read(_HEAD)
    except (OSError, ValueError) as problem:
        raise UnreadableFile(path, f"it cannot be opened ({problem})", "Check its permissions") from None
    if not head.strip():
        raise UnreadableFile(path, "the file is empty", "Download it again")
    if head.startswith((b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"Rar!", b"7z\xbc\xaf")):
        raise UnreadableFile(path, "this is an archive", "Unpack it and give the file inside")
    return head


def _digest(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _xml_format(head: bytes) -> tuple[str, _ReadXml] | None:
    plain = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not plain.startswith(b"<"):
        return None
    if b"<CONSOLIDATED_LIST" in plain:
        return un.NAME, un.read_xml
    if b"fpi/fsd/export" in plain or b"<sanctionEntity" in plain:
        return eu.NAME, eu.read_xml
    return None


def _encoding(path: Path, head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\0" in head:
        raise UnreadableFile(path, "this is a binary file or text without a mark of its encoding", _REMEDY)
    return "utf-8-sig"


def _decoded(head: bytes, encoding: str) -> str:
    return codecs.getincrementaldecoder(encoding)("replace").decode(head)


def _text_format(path: Path, head: str) -> tuple[str, _Read]:
    start = head.lstrip()
    if start.startswith("{"):
        return ftm.NAME, ftm.read_json_lines
    first = next(iter(head.splitlines()), "")
    if set(_columns(first, ";")) >= eu.CSV_COLUMNS:
        return eu.NAME, eu.read_csv
    if set(_columns(first, ",")) >= ftm.CSV_COLUMNS:
        return ftm.NAME, ftm.read_simple_csv
    if start[:200].lower().startswith(("<!doctype html", "<html")):
        raise UnrecognisedFile(path, "this is a web page, not a list", "Download the file itself")
    raise UnrecognisedFile(path, "this is not a list of names that is known here", _REMEDY)


def _columns(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _read_text(path: Path, encoding: str, read: _Read, into: Gathering) -> tuple[str, str]:
    with closing(io.TextIOWrapper(path.open("rb"), encoding=encoding, newline="")) as lines:
        try:
            return read(lines, path, into)
        except UnicodeError:
            raise UnreadableFile(
                path, "some of its letters are not UTF-8, so names would be read wrongly", "Save it as UTF-8"
            ) from None
