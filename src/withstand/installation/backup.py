"""A backup: everything of a workspace at one moment, in one age file under a passphrase."""

from __future__ import annotations

import hashlib
import io
import tarfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path, PurePosixPath

import msgspec

from withstand import __version__
from withstand.errors import WorkspaceError
from withstand.installation.authors import authors_of
from withstand.installation.files import write_whole
from withstand.installation.opening import Opened
from withstand.installation.passphrases import close, open_closed
from withstand.ledger.errors import Forged
from withstand.ledger.journal import append
from withstand.ledger.receipts import Stretches, frontier_points, receipt
from withstand.ledger.store import overview
from withstand.ledger.system import Stretch
from withstand.workspace import ACTORS, CONFIG, Workspace

_FORMAT = "withstand backup 1"
_MANIFEST = "manifest.json"
Progress = Callable[[str, int, int], None]


class Part(msgspec.Struct, frozen=True):
    """One file: its path inside the workspace, its size in bytes, its SHA-256."""

    path: str
    size: int
    sha256: str


class Contents(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a backup says of itself; `bodies` are the entries whose texts are in it."""

    format: str
    made: str
    by: str
    operation: str
    installation: str
    office: str
    encrypted: bool
    authors: bool
    parts: tuple[Part, ...]
    bodies: tuple[Stretch, ...]


def back_up(
    opened: Opened, target: Path, passphrase: str, now: datetime, *, with_authors: bool, progress: Progress
) -> Contents:
    """Write the backup and enter its receipt. It is made in memory: about three times the folder's size.

    Raises:
        WorkspaceError, LedgerError: nothing was written.
    """
    if target.exists():
        raise WorkspaceError(f"{target} is there already; nothing was overwritten. Name another file.")
    ledger, workspace = opened.ledger, opened.workspace
    progress("holding the ledger still", 0, 1)
    with overview.held_still(ledger.database):
        files = dict(_files(workspace, progress))
        if with_authors and workspace.authors.exists():
            with authors_of(opened) as authors, authors.held_still():
                files[workspace.authors.name] = workspace.authors.read_bytes()
        stretches = Stretches()
        for installation, sequence in overview.bodies_held(ledger.database):
            stretches.add(installation, sequence)
        frontier = frontier_points(ledger)
    parts = tuple(Part(path, len(content), _digest(content)) for path, content in sorted(files.items()))
    contents = Contents(
        format=_FORMAT, made=now.isoformat(timespec="seconds"), by=f"withstand {__version__}",
        operation=ledger.operation, installation=opened.keyring.installation, office=opened.keyring.office,
        encrypted=opened.keyring.encrypted, authors=workspace.authors.name in files, parts=parts,
        bodies=stretches.parts(),
    )  # fmt: skip
    progress("encrypting", 0, 1)
    closed = close(_tar(contents, files, int(now.timestamp())), passphrase)
    if ledger.operation:
        append(ledger, [receipt("backup", "", target.name, closed, frontier, contents.bodies)])
    write_whole(target, closed, new=True)
    return contents


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _files(workspace: Workspace, progress: Progress) -> Iterator[tuple[str, bytes]]:
    paths = [workspace.folder / CONFIG, workspace.folder / ACTORS, workspace.ledger]
    paths.extend([workspace.areas] if workspace.areas else [])
    for folder in (workspace.keys, workspace.datasets, workspace.reviews):
        paths.extend(path for path in sorted(folder.rglob("*")) if path.is_file() and not _passing(path, folder))
    for number, path in enumerate(paths):
        progress("reading", number, len(paths))
        if path.is_file():
            yield path.relative_to(workspace.folder).as_posix(), path.read_bytes()


def _passing(path: Path, folder: Path) -> bool:
    """Whether a file is half-written by somebody now."""
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _tar(contents: Contents, files: dict[str, bytes], moment: int) -> bytes:
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for name, content in [(_MANIFEST, msgspec.json.encode(contents)), *sorted(files.items())]:
            member = tarfile.TarInfo(name)
            member.size, member.mtime, member.mode = len(content), moment, 0o600
            tar.addfile(member, io.BytesIO(content))
    return whole.getvalue()


def open_backup(closed: bytes, passphrase: str, name: str) -> tuple[Contents, dict[str, bytes]]:
    """What is in a backup, every byte checked against its manifest.

    Raises:
        Locked, Forged: another passphrase, or not a whole backup.
    """
    plain = open_closed(closed, passphrase, name)
    try:
        with tarfile.open(fileobj=io.BytesIO(plain)) as tar:
            files = {member.name: _content(tar, member) for member in tar}
        contents = msgspec.json.decode(files.pop(_MANIFEST), type=Contents)
    except (tarfile.TarError, KeyError, msgspec.DecodeError):
        raise Forged(f"{name} opens, but it is no backup of a workspace.") from None
    listed = {part.path: part for part in contents.parts}
    if contents.format != _FORMAT or listed.keys() != files.keys():
        raise Forged(f"{name} does not hold the files that its manifest lists.")
    for path, content in files.items():
        if _digest(content) != listed[path].sha256 or not _inside(path):
            raise Forged(f"{name}: {path} is not the file that was backed up.")
    return contents, files


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    source = tar.extractfile(member) if member.isfile() else None
    if source is None:
        raise KeyError(member.name)
    return source.read()


def _inside(path: str) -> bool:
    """Whether a path stays inside the folder it is unpacked into."""
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and ".." not in parts and "\\" not in path and ":" not in path
