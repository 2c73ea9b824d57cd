"""The workspace as the server holds it: open with its keys, or locked without them."""

from __future__ import annotations

import hashlib
import hmac
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from withstand.installation.keyring import Keyring, read_keyring
from withstand.installation.opening import Opened, open_with
from withstand.installation.serving import is_up, put_up, take_down
from withstand.installation.sessions import uptime
from withstand.kinds import REGISTRY
from withstand.ledger.errors import Locked
from withstand.settings import Settings, read_settings
from withstand.workspace import Workspace

_MOST_IDLE = 8
CLOSED = "The workspace is locked. Somebody at the machine that serves it can open it again."


class Holding:
    """One workspace, open until it is locked: by `withstand lock`, by a person, or when nobody used it for a time.

    Ledgers are lent to one request or job at a time and kept for the next. Locking closes those that lie idle at once,
    the others when they come back; the keys are forgotten at once, and what pages kept in `memory` or told
    to `at_lock`.
    """

    def __init__(
        self,
        workspace: Workspace,
        keyring: Keyring,
        *,
        lock_after: int = 0,
        address: str = "",
        runtime: Path | None = None,
        clock: Callable[[], float] = uptime,
    ) -> None:
        """Hold a workspace open. `lock_after`: minutes without anybody's request; 0: never."""
        self.workspace, self.lock_after = workspace, lock_after
        self._address, self._runtime, self._clock = address, runtime, clock
        self._guard = threading.Lock()
        self._keyring: Keyring | None = keyring
        self._idle: list[Opened] = []
        self._period, self._used = 0, clock()
        self._encrypted = keyring.encrypted
        self.installation = keyring.installation
        self.memory: dict[str, object] = {}
        self._signing = self._derived(keyring.identity.encode(), "sessions")
        put_up(workspace, address, runtime)

    @property
    def encrypted(self) -> bool:
        """Whether a passphrase opens the workspace; one for practice is never locked."""
        return self._encrypted

    @property
    def settings(self) -> Settings:
        """The workspace's settings as they stand in its folder now."""
        return read_settings(self.workspace.folder)

    @property
    def session_secret(self) -> str:
        """What cookies are signed with: derived from the installation's keys, and opening none of them."""
        return self._signing.hex()

    @property
    def locked(self) -> bool:
        """Whether the workspace is locked; finding that it is due locks it."""
        if self._keyring is not None and self._encrypted and self._due():
            self.lock()
        return self._keyring is None

    def _due(self) -> bool:
        idle = self._clock() - self._used
        return not is_up(self.workspace) or (self.lock_after > 0 and idle > 60 * self.lock_after)

    def used(self) -> None:
        """Somebody who is signed in asked for something."""
        self._used = self._clock()

    @property
    def keyring(self) -> Keyring:
        """The keys.

        Raises:
            Locked: the workspace is.
        """
        keyring = self._keyring
        if self.locked or keyring is None:
            raise Locked(CLOSED)
        return keyring

    def accounts_key(self) -> bytes | None:
        """What opens the file of accounts; None where nothing is encrypted.

        Raises:
            Locked: the workspace is.
        """
        keyring = self.keyring
        return self._derived(bytes.fromhex(keyring.database), "accounts") if keyring.encrypted else None

    @staticmethod
    def _derived(secret: bytes, purpose: str) -> bytes:
        return hmac.new(secret, f"withstand {purpose} 1".encode(), hashlib.sha256).digest()

    @contextmanager
    def opened(self) -> Iterator[Opened]:
        """The open workspace, lent to one thread.

        Raises:
            Locked: it is locked.
        """
        lent = self.lend()
        try:
            yield lent
        finally:
            self.give_back(lent)

    def lend(self) -> Opened:
        """An open workspace for one request; it comes back with `give_back`.

        Raises:
            Locked: it is locked.
        """
        keyring = self.keyring
        with self._guard:
            if self._idle:
                return self._idle.pop()
        return open_with(self.workspace, keyring, REGISTRY)

    def give_back(self, lent: Opened) -> None:
        """Keep what was lent for the next, or close it."""
        with self._guard:
            if self._keyring is lent.keyring and len(self._idle) < _MOST_IDLE:
                self._idle.append(lent)
                return
        lent.ledger.close()

    def lock(self) -> None:
        """Forget the keys and close what lies idle. A workspace for practice has nothing to forget."""
        if not self._encrypted:
            return
        with self._guard:
            self._keyring, idle, self._idle = None, self._idle, []
        self._forget()
        for one in idle:
            one.ledger.close()
        take_down(self.workspace, self._runtime)

    def _forget(self) -> None:
        self.memory.clear()
        for forget in _forgetting:
            forget()

    def unlock(self, passphrase: str) -> None:
        """Open the workspace again.

        Raises:
            Locked: the passphrase is another one.
            WorkspaceError: the keys are gone.
        """
        keyring = read_keyring(self.workspace, lambda: passphrase)
        put_up(self.workspace, self._address, self._runtime)
        self.used()
        self._keyring = keyring

    def end(self) -> None:
        """Close everything: the server stops."""
        with self._guard:
            self._keyring, idle, self._idle = None, self._idle, []
        self._forget()
        for one in idle:
            one.ledger.close()
        take_down(self.workspace, self._runtime)


_held: list[Holding] = []
_forgetting: list[Callable[[], None]] = []


def at_lock(forget: Callable[[], None]) -> None:
    """Let a lock, or the end of the server, also forget what was kept elsewhere than in `memory`."""
    if forget not in _forgetting:
        _forgetting.append(forget)


def hold(holding: Holding) -> None:
    """Let this process serve a workspace: one, for as long as it lives."""
    _held[:] = [holding]


def held() -> Holding:
    """The workspace that this process serves."""
    return _held[0]
