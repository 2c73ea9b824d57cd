"""Names that arrive with a request for support: screened apart from everything else, then forgotten.

Each case is one file of its own in the workspace, encrypted to the key in its keyring whether or not the workspace is.
It is in no ledger, no search, no bundle, no backup. Names go when the case is concluded, at the latest on the day on
which it expires; what survives is how many they were, with what result, by which lists, who reviewed it, and when.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pyrage

from withstand.errors import InputError
from withstand.installation.files import overwrite, read_bytes, write_whole
from withstand.installation.keyring import Keyring
from withstand.ledger.errors import Locked, NotFound
from withstand.workspace import Workspace

KEPT_DAYS = 30
LONGEST_DAYS = 90
_ENDING = ".case"
OPEN = "not_judged"
RESULTS = ("no_match", "possible", "match", OPEN)


class ListUsed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A list that names were compared with, in one release of it, by the hash of its file."""

    list: str
    release: str
    digest: str = ""


class Hit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A name on a list that is, or may be, the same as one of a case: a match of names, not of people.

    `entry` is its id there; `score` the likeness of the words, 0 to 100; `why` are clauses; `list` names the version.
    """

    entry: str
    written: str
    score: int
    verdict: str
    why: tuple[str, ...]
    list: str
    programmes: tuple[str, ...] = ()


class Judged(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A name of a case and what was found about it: no_match, possible, match, or not_judged; like names on lists."""

    name: str
    result: str = OPEN
    hits: tuple[Hit, ...] = ()


class Screened(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What survives of a case: nobody's name. `ended` is concluded or expired; `results` count names by result.

    `reviewer` is an author's token. Days are civil dates, YYYY-MM-DD.
    """

    case: str
    names: int
    results: dict[str, int]
    basis: tuple[ListUsed, ...]
    reviewer: str
    began_on: str
    ended_on: str
    ended: str


class _Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A case as its file holds it, the highest `version` of several; `outcome` once it has ended, and then no name."""

    case: str
    reviewer: str
    began_on: str
    expires_on: str
    names: tuple[Judged, ...] = ()
    basis: tuple[ListUsed, ...] = ()
    outcome: Screened | None = None
    version: int = 0


class OpenCase(msgspec.Struct, frozen=True):
    """A case that still holds names: how many, until when, and the lists that they were compared with."""

    case: str
    names: int
    began_on: str
    expires_on: str
    basis: tuple[ListUsed, ...] = ()


Finder = Callable[[Sequence[str]], Sequence[tuple[Hit, ...]]]
"""For each name, in order, the like names on lists."""

Matcher = Callable[[Sequence[str]], Sequence[str]]
"""The result of each name against the lists of a basis, in order: no_match, possible or match."""


class ScreeningStore:
    """The cases of one workspace. Whatever it is asked, cases that have expired by `today` lose their names first."""

    def __init__(self, workspace: Workspace, keyring: Keyring, today: date) -> None:
        self._folder, self._keyring, self._today = workspace.screening, keyring, today
        self._expire()

    def begin(self, case: str, names: Sequence[str], reviewer: str, days: int = KEPT_DAYS) -> OpenCase:
        """Take the names of a case in, for so many days.

        Raises:
            InputError: there is no name, the case is there already, or the days are out of bounds.
        """
        given = tuple(dict.fromkeys(name.strip() for name in names if name.strip()))
        if not given:
            raise InputError("No name was given to screen.")
        if not 1 <= days <= LONGEST_DAYS:
            raise InputError(f"Names to screen are kept for 1 to {LONGEST_DAYS} days, not for {days}.")
        if any(held.case == case for _, held in self._held()):
            raise InputError(
                f"Case {case} is being screened, or its outcome waits to be recorded: conclude that first."
            )
        until = (self._today + timedelta(days=days)).isoformat()
        kept = _Case(case, reviewer, self._today.isoformat(), until, tuple(map(Judged, given)))
        self._write(None, kept)
        return _open(kept)

    def cases(self) -> tuple[OpenCase, ...]:
        """Cases that still hold names, the next to expire first."""
        found = (_open(held) for _, held in self._held() if held.outcome is None)
        return tuple(sorted(found, key=lambda one: (one.expires_on, one.case)))

    def names(self, case: str) -> tuple[Judged, ...]:
        """The names of a case with what was found so far.

        Raises:
            NotFound: there is no such case, or its names are gone.
        """
        return self._one(case)[1].names

    def screen(self, case: str, match: Matcher, basis: Sequence[ListUsed], reviewer: str) -> tuple[Judged, ...]:
        """Compare all names of a case with lists; earlier judgements are replaced, the lists join the basis."""
        path, held = self._one(case)
        results = tuple(match([one.name for one in held.names]))
        if len(results) != len(held.names):
            raise InputError(f"{len(results)} results came for {len(held.names)} names; nothing was changed.")
        judged = tuple(Judged(one.name, _known(result)) for one, result in zip(held.names, results, strict=True))
        lists = tuple(dict.fromkeys((*held.basis, *basis)))
        self._write(path, msgspec.structs.replace(held, names=judged, basis=lists, reviewer=reviewer))
        return judged

    def compare(self, case: str, find: Finder, basis: Sequence[ListUsed], reviewer: str) -> tuple[Judged, ...]:
        """Look for the names of a case on lists: what has no like there is no match, all else waits to be judged."""
        path, held = self._one(case)
        hits = find([one.name for one in held.names])
        judged = tuple(
            Judged(one.name, OPEN if found else "no_match", found)
            for one, found in zip(held.names, hits, strict=True)
        )  # fmt: skip
        self._write(path, msgspec.structs.replace(held, names=judged, basis=tuple(basis), reviewer=reviewer))
        return judged

    def judge(self, case: str, name: str, result: str, reviewer: str) -> None:
        """Set what a person found about one name.

        Raises:
            NotFound: the case does not hold this name.
        """
        path, held = self._one(case)
        if name not in {one.name for one in held.names}:
            raise NotFound("This case holds no such name.")
        judged = tuple(
            msgspec.structs.replace(one, result=_known(result)) if one.name == name else one for one in held.names
        )
        self._write(path, msgspec.structs.replace(held, names=judged, reviewer=reviewer))

    def conclude(self, case: str, reviewer: str) -> Screened:
        """End a case: its names are forgotten, the outcome waits until it is recorded (`recorded`)."""
        path, held = self._one(case)
        return self._end(path, msgspec.structs.replace(held, reviewer=reviewer), "concluded", self._today.isoformat())

    def outcomes(self) -> tuple[Screened, ...]:
        """Outcomes of ended cases that nobody has put into a record yet."""
        return tuple(held.outcome for _, held in self._held() if held.outcome is not None)

    def recorded(self, case: str) -> None:
        """The outcome of a case stands in a record: nothing of the case is kept here any more."""
        for path, held in self._held():
            if held.case == case and held.outcome is not None:
                overwrite(path)

    def _expire(self) -> None:
        for path, held in self._held():
            if held.outcome is None and held.expires_on <= self._today.isoformat():
                self._end(path, held, "expired", held.expires_on)

    def _end(self, path: Path, held: _Case, ended: str, on: str) -> Screened:
        """Only the outcome is left; the file with the names is overwritten and removed."""
        counts = Counter(one.result for one in held.names)
        results = {result: counts[result] for result in RESULTS}
        outcome = Screened(
            held.case, len(held.names), results, held.basis, held.reviewer, held.began_on, on, ended
        )  # fmt: skip
        self._write(path, msgspec.structs.replace(held, names=(), outcome=outcome))
        return outcome

    def _one(self, case: str) -> tuple[Path, _Case]:
        for path, held in self._held():
            if held.case == case and held.outcome is None:
                return path, held
        raise NotFound(f"No names are kept for case {case}: it was never screened here, was concluded, or has expired.")

    def _held(self) -> Iterator[tuple[Path, _Case]]:
        """Every case in its last version; earlier ones that an interrupted write left are overwritten now.

        Raises:
            Locked: a file cannot be read; after all those that can.
        """
        last: dict[str, tuple[Path, _Case]] = {}
        closed: Locked | None = None
        for path in sorted(self._folder.glob(f"*{_ENDING}")):
            try:
                held = self._read(path)
            except Locked as problem:
                closed = problem
                continue
            other = last.get(held.case)
            if other is not None and other[1].version > held.version:
                overwrite(path)
                continue
            if other is not None:
                overwrite(other[0])
            last[held.case] = path, held
        yield from last.values()
        if closed is not None:
            raise closed

    def _read(self, path: Path) -> _Case:
        try:
            identity = pyrage.x25519.Identity.from_str(self._keyring.identity)
            return msgspec.json.decode(pyrage.decrypt(read_bytes(path, "The screening in"), [identity]), type=_Case)
        except (pyrage.DecryptError, msgspec.DecodeError):
            raise Locked(
                f"{path.name} was encrypted with other keys, or is damaged: no name in it can be read."
            ) from None

    def _write(self, before: Path | None, held: _Case) -> None:
        """The next version of a case in a fresh file; then the file before it is overwritten and removed."""
        recipient = pyrage.x25519.Recipient.from_str(self._keyring.recipient)
        content = msgspec.json.encode(msgspec.structs.replace(held, version=held.version + 1))
        fresh = self._folder / f"{secrets.token_hex(12)}{_ENDING}"
        write_whole(fresh, pyrage.encrypt(content, [recipient]), new=True)
        if before is not None:
            overwrite(before)


def expire_names(workspace: Workspace, keyring: Keyring, today: date) -> None:
    """Let the names of expired cases go: done whenever the workspace is opened. What other keys closed stays closed."""
    if workspace.screening.is_dir():
        with suppress(Locked):
            ScreeningStore(workspace, keyring, today)


def _open(held: _Case) -> OpenCase:
    return OpenCase(held.case, len(held.names), held.began_on, held.expires_on, held.basis)


def _known(result: str) -> str:
    if result not in RESULTS:
        raise InputError(f"{result!r} is no result of screening; there are: {', '.join(RESULTS)}.")
    return result
