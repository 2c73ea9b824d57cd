"""Serving: threads that answer, a worker for long work, a watch that locks when it is due, and a clean end."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass

from django.core.wsgi import get_wsgi_application
from django.urls import reverse
from django.utils import timezone

from withstand.web.holding import Holding
from withstand.web.listening import Server, TlsLater
from withstand.web.logs import write_bare_logs
from withstand.web.project import configure, prepare
from withstand.web.serving import Serving

THREADS = 8
_WATCH_SECONDS = 1.0


@dataclass(frozen=True)
class Begun:
    """How somebody gets in: a one-time link on the first start, or the accounts of the demonstration."""

    link: str = ""
    practice: tuple[str, ...] = ()
    passphrase: str = ""

    def lines(self) -> tuple[str, ...]:
        """What is said of it."""
        if self.practice:
            return (f"Sign in as {' or '.join(self.practice)}, with the passphrase: {self.passphrase}",)
        if self.link:
            return (
                "Nobody can sign in yet. Open this link within a day to become its administrator; it works once:",
                f"  {self.link}",
            )
        return ()


def make_ready(holding: Holding, serving: Serving, *, practice: bool = False) -> Begun:
    """Set everything up. `practice`: make the accounts of the demonstration."""
    os.umask(0o077)
    write_bare_logs()
    configure(holding, serving)
    prepare()
    from withstand.web.accounts.links import first_administrator
    from withstand.web.accounts.practice import PASSPHRASE, make_practice_accounts

    if practice:
        return Begun(practice=make_practice_accounts(), passphrase=PASSPHRASE)
    token = first_administrator(timezone.now())
    return Begun(serving.address.rstrip("/") + reverse("welcome", args=[token]) if token else "")


def serve(holding: Holding, serving: Serving, ready: Callable[[], None]) -> None:
    """Answer until stopped; `ready` is called once the port is open.

    Raises:
        OSError: the port cannot be had.
    """
    from withstand.web.work.running import worker

    server = _server(serving)
    stop, jobs = threading.Event(), worker()
    watch = threading.Thread(target=_watch, args=(holding, server, stop), daemon=True)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    server.prepare()
    jobs.start()
    watch.start()
    try:
        ready()
        server.serve()
    except KeyboardInterrupt:
        pass
    finally:
        stop.set()
        server.stop()
        jobs.stop(graceful=True)
        holding.end()


def _server(serving: Serving) -> Server:
    server = Server(
        (serving.host, serving.port), get_wsgi_application(), numthreads=THREADS, server_name="withstand",
        request_queue_size=64, timeout=30, shutdown_timeout=5,
    )  # fmt: skip
    if serving.certificate is not None:
        server.ssl_adapter = TlsLater(str(serving.certificate), str(serving.key))
    return server


def _watch(holding: Holding, server: Server, stop: threading.Event) -> None:
    """Lock as soon as it is due, also when nobody asks for anything; hang up on whoever takes too long."""
    while not stop.wait(_WATCH_SECONDS):
        _ = holding.locked
        server.cut_the_late()
