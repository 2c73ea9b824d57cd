"""From whatever file a person has to plain bytes of a table on disk: gz and zip opened, wrong files named."""

from __future__ import annotations

import gzip
import hashlib
import lzma
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import IO

from withstand.errors import UnreadableFile

CHUNK = 1 << 22
LARGEST_UNPACKED = 16 << 30
LARGEST_SHEET = 1 << 30
ALWAYS_UNPACKED = 1 << 26
MOST_TIMES_LARGER = 200

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "a JPEG photo"),
    (b"\x89PNG", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF", "a PDF document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document (.xls or .doc) or one locked with a password"),
    (b"SQLite format 3", "an SQLite database"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"RIFF", "a sound or picture file"),
    (b"\x00\x00\x00\x18ftyp", "a video"),
    (b"\x00\x00\x00\x20ftyp", "a video"),
)
_TEXT_THAT_IS_NO_TABLE: tuple[tuple[re.Pattern[bytes], str, str], ...] = (
    (
        re.compile(rb"<(!doctype\s+html|html|head|body)\b", re.IGNORECASE),
        "this is a web page, not a table of events",
        "Download the file itself; a page often comes instead when the site asks to log in",
    ),
    (re.compile(rb"<\?xml\b"), "this is an XML document, not a table of events", "Export it as CSV or XLSX"),
    (re.compile(rb"[\[{]\s*[\[{\"]"), "this is JSON, not a table of events", "Ask the site for CSV"),
)
_REMEDY = "Give a CSV, XLSX, Parquet, zip or gz file of events"
_ARCHIVE_IN_ARCHIVE = ("it holds an archive inside an archive", "Unpack it and give the file inside")
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    IndexError,
    OverflowError,
)


class Shape(Enum):
    """How the table in a file is laid out."""

    TEXT = "text"
    SHEET = "sheet"
    PARQUET = "parquet"


@dataclass(frozen=True)
class Opened:
    """A table's bytes on disk.

    `given` is the file the user named; `path` holds the table itself, which is `given` unless something was
    unpacked; `member` is then its name in the archive, where it has one.
    """

    given: Path
    path: Path
    shape: Shape
    notes: tuple[str, ...] = ()
    member: str = ""


def digest(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def open_table(given: Path, scratch: Path, holds_table: Callable[[bytes], bool]) -> Opened:
    """Find the table in `given`, unpacking into the folder `scratch` where needed.

    `holds_table` tells from a member's first bytes whether it is worth unpacking, so that an archive with a
    read-me beside its table still opens.

    Raises:
        UnreadableFile: missing, empty, truncated, encrypted, too large, or not a table at all.
    """
    head = _head_of(given, given)
    if head.startswith(b"\x1f\x8b"):
        inner = _gunzip(given, scratch)
        return _plain(given, inner, (f"unpacked from {given.name}",))
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _from_zip(given, scratch, holds_table)
    return _plain(given, given, ())


def _head_of(path: Path, given: Path) -> bytes:
    """The first bytes of `path`; errors name the file `given`, which holds it."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            raise UnreadableFile(given, "this is a pipe or a device, not a file", "Save it as a file first")
        with path.open("rb") as source:
            head = source.read(1 << 16)
    except (FileNotFoundError, ValueError):
        raise UnreadableFile(given, "there is no such file", "Check the path") from None
    except IsADirectoryError:
        raise UnreadableFile(given, "this is a folder", "Name one file in it") from None
    except OSError as problem:
        raise UnreadableFile(given, f"it cannot be opened ({problem.strerror})", "Check its permissions") from None
    if not head:
        raise UnreadableFile(given, "the file is empty", "Export or download it again")
    return head


def _plain(given: Path, path: Path, notes: tuple[str, ...]) -> Opened:
    head = _head_of(path, given)
    if head.startswith(b"PAR1"):
        return Opened(given, path, Shape.PARQUET, notes)
    if head.startswith(b"PK\x03\x04"):
        if _is_sheet(given, path):
            return Opened(given, path, Shape.SHEET, notes)
        raise UnreadableFile(given, *_ARCHIVE_IN_ARCHIVE)
    if head.startswith(b"\x1f\x8b"):
        raise UnreadableFile(given, *_ARCHIVE_IN_ARCHIVE)
    for magic, thing in _MAGIC:
        if head.startswith(magic):
            advice = "Save it as .xlsx or CSV first" if "Office" in thing else _REMEDY
            raise UnreadableFile(given, f"this is {thing}, not a table of events", advice)
    for beginning, what, advice in _TEXT_THAT_IS_NO_TABLE:
        if beginning.match(head.removeprefix(b"\xef\xbb\xbf").lstrip()):
            raise UnreadableFile(given, what, advice)
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff")) or looks_utf16(head)
    if b"\0" in head and not wide:
        what = "it holds only zero bytes" if not head.strip(b"\0") else "this is a binary file, not a table"
        raise UnreadableFile(given, what, _REMEDY)
    return Opened(given, path, Shape.TEXT, notes)


def looks_utf16(head: bytes) -> bool:
    """Whether every other byte is zero often enough for UTF-16 without its mark."""
    even, odd = head[0:4000:2], head[1:4000:2]
    zeros = sorted((even.count(0), odd.count(0)))
    return zeros[0] == 0 and zeros[1] > 0.6 * len(odd)


def _gunzip(given: Path, scratch: Path) -> Path:
    target = scratch / "unpacked"
    try:
        with gzip.open(given, "rb") as source, target.open("wb") as sink:
            _copy(given, source, sink)
    except DAMAGE:
        raise UnreadableFile(given, "the gz archive is cut short or damaged", "Download it again") from None
    return target


def _copy(given: Path, source: IO[bytes] | gzip.GzipFile, sink: IO[bytes]) -> None:
    size, limit = 0, min(LARGEST_UNPACKED, _most_unpacked(given))
    while block := source.read(CHUNK):
        if size == 0 and not block[: 1 << 16].strip(b"\0"):
            raise UnreadableFile(given, "the archive unpacks to zero bytes", _REMEDY)
        size += len(block)
        if size > limit:
            raise UnreadableFile(
                given, f"it unpacks to more than {in_words(limit)}", "Unpack it yourself and look what it is"
            )
        try:
            sink.write(block)
        except OSError as problem:
            raise UnreadableFile(given, f"it cannot be unpacked ({problem.strerror})", "Free some disk space") from None


def _most_unpacked(packed: Path) -> int:
    """What an archive of tables may unpack to; text shrinks to a tenth, seldom to a hundredth."""
    return max(ALWAYS_UNPACKED, MOST_TIMES_LARGER * packed.stat().st_size)


def most_of_sheets(packed: Path) -> int:
    """How many bytes a workbook on disk may unpack to."""
    return min(LARGEST_SHEET, _most_unpacked(packed))


def in_words(size: int) -> str:
    return f"{size >> 30} GiB" if size >= 1 << 30 else f"{size >> 20} MiB"


def _is_sheet(given: Path, path: Path) -> bool:
    """Whether a zip is a workbook; a workbook that unpacks to absurd size is refused here."""
    try:
        with zipfile.ZipFile(path) as archive:
            members, holds = archive.infolist(), _holds_workbook(archive)
    except (*DAMAGE, NotImplementedError):
        raise UnreadableFile(given, "the archive is cut short or damaged", "Download it again") from None
    if not holds:
        return False
    limit = most_of_sheets(path)
    if sum(member.file_size for member in members) > limit:
        raise UnreadableFile(given, f"the workbook unpacks to more than {in_words(limit)}", "Save the sheet as CSV")
    return True


def _holds_workbook(archive: zipfile.ZipFile) -> bool:
    names = set(archive.namelist())
    return bool(names & {"xl/workbook.xml", "xl/workbook.bin"}) or "content.xml" in names


def _from_zip(given: Path, scratch: Path, holds_table: Callable[[bytes], bool]) -> Opened:
    if _is_sheet(given, given):
        return Opened(given, given, Shape.SHEET)
    try:
        with zipfile.ZipFile(given) as archive:
            member = _table_member(given, archive, holds_table)
            target = scratch / "unpacked"
            with archive.open(member) as source, target.open("wb") as sink:
                _copy(given, source, sink)
    except DAMAGE:
        raise UnreadableFile(given, "the zip archive is cut short or damaged", "Download it again") from None
    except (NotImplementedError, RuntimeError):
        raise UnreadableFile(
            given,
            "the zip archive is encrypted or packed in an unusual way",
            "Unpack it and give the file inside",
        ) from None
    name = _shown(member)
    return replace(_plain(given, target, (f"{name} unpacked from {given.name}",)), member=name)


def _shown(member: zipfile.ZipInfo) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in member.filename)[-80:]


def _table_member(given: Path, archive: zipfile.ZipFile, holds_table: Callable[[bytes], bool]) -> zipfile.ZipInfo:
    files = [
        member
        for member in archive.infolist()
        if not member.is_dir() and not member.filename.startswith("__MACOSX/") and member.file_size
    ]
    if not files:
        raise UnreadableFile(given, "the archive is empty", _REMEDY)
    if len(files) > 1:
        tables = []
        for member in files:
            with archive.open(member) as source:
                if holds_table(source.read(1 << 18)):
                    tables.append(member)
        if len(tables) > 1:
            names = ", ".join(_shown(member) for member in tables[:3]) + (" …" if len(tables) > 3 else "")
            raise UnreadableFile(
                given, f"the archive holds {len(tables)} tables of events ({names})", "Unpack it and give one of them"
            )
        if not tables:
            raise UnreadableFile(given, "no file in the archive is a table of events", _REMEDY)
        files = tables
    return files[0]
