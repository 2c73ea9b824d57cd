"""Where and how the workspace is served, and when that is refused."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path

from withstand.errors import InputError

PORT = 8641
HOST = "127.0.0.1"
_LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")
_LAST_PORT = 65535


@dataclass(frozen=True)
class Serving:
    """Address, TLS files, and the names under which browsers may ask (`names`, beside the host itself)."""

    host: str = HOST
    port: int = PORT
    certificate: Path | None = None
    key: Path | None = None
    names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse to carry records over a network that anybody could listen to.

        Raises:
            InputError: beyond this machine without TLS, or half of TLS, or no port.
        """
        if (self.certificate is None) != (self.key is None):
            raise InputError("TLS takes both files: give --tls-cert FILE and --tls-key FILE.")
        for file in (self.certificate, self.key):
            if file is not None and not file.is_file():
                raise InputError(f"There is no file {file}: TLS needs a certificate and its key.")
        if self.beyond and not self.secure:
            raise InputError(
                f"Serving on {self.host} goes beyond this machine, and without TLS others could read along: "
                "give --tls-cert FILE and --tls-key FILE, or leave --host out."
            )
        if not 0 < self.port <= _LAST_PORT:
            raise InputError(f"--port {self.port} is none; choose one from 1024 to {_LAST_PORT}.")

    @property
    def beyond(self) -> bool:
        """Whether others than this machine can reach it."""
        return not is_loopback(self.host)

    @property
    def secure(self) -> bool:
        """Whether it speaks TLS."""
        return self.certificate is not None

    @property
    def address(self) -> str:
        """What a person types into a browser."""
        name = self.names[0] if self.names else "[::1]" if self.host == "::1" else self.host
        return f"{'https' if self.secure else 'http'}://{name}:{self.port}/"

    @property
    def allowed_hosts(self) -> list[str]:
        """The names that a request may ask for: no page of another site can pass itself off as this one."""
        wild = self.host in ("0.0.0.0", "::")  # noqa: S104 (compared, not bound)
        return [*_LOOPBACK_NAMES, *(() if wild else (self.host,)), *self.names]


def is_loopback(host: str) -> bool:
    """Whether an address or name stays on this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
