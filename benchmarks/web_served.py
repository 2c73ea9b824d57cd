"""`withstand serve` with one address more: a page of records by hand, the bare limit of the list of the same server."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.measure import ROOT

PASSPHRASE = "four words nobody says"
BY_HAND = "/by-hand/"
_SQL = (
    "SELECT e.header, b.body FROM record r JOIN entry e ON e.n = r.shown JOIN body b ON b.n = r.shown"
    " WHERE r.kind = ? AND r.present AND r.level <= ? AND (r.compartments = 0 OR r.compartments & ?) AND r.use & ?"
    " ORDER BY r.first DESC, r.record DESC LIMIT 50"
)


def by_hand(request: Any) -> Any:
    """Fifty incidents, the SQL in the view: no picture, no answers of our own."""
    from django.http import HttpResponse

    from withstand.evidence.records import INCIDENT

    audience, database = request.user.audience, request.lent.opened.ledger.database
    rows = database.rows(_SQL, (INCIDENT.name, audience.level, audience.mask, audience.use))
    records = [{"header": json.loads(header), "fields": json.loads(body)["fields"]} for header, body in rows]
    return HttpResponse(json.dumps({"records": records}), content_type="application/json")


def main() -> None:
    """Serve the folder on the port of the arguments, as the command does."""
    from withstand.cli.serve_command import run_serve
    from withstand.web import server
    from withstand.web.serving import Serving

    plain = server.serve

    def with_one_more(holding: Any, serving: Any, ready: Callable[[], None]) -> None:
        from django.urls import path

        from withstand.web import urls
        from withstand.web.access import for_programs

        urls.urlpatterns.append(path(BY_HAND.strip("/") + "/", for_programs("read")(by_hand), name="by-hand"))
        plain(holding, serving, ready)

    server.serve = with_one_more
    run_serve(Path(sys.argv[1]), Serving(port=int(sys.argv[2])), None, 0)


@dataclass(frozen=True)
class Served:
    """A server in a process of its own."""

    port: int
    process: int

    @property
    def worked(self) -> float:
        """Seconds of processor time that it has used; machines are noisy, this is not."""
        parts = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(folder: Path) -> Iterator[Served]:
    """A server of a workspace."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = {**os.environ, "WITHSTAND_PASSPHRASE": PASSPHRASE}
    command = [sys.executable, "-m", "benchmarks.web_served", str(folder), str(port)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment)
    assert process.stdout is not None
    try:
        if not any("Ctrl-C" in line for line in process.stdout):
            sys.exit("The server did not start.")
        yield Served(port, process.pid)
    finally:
        process.terminate()
        process.communicate()


if __name__ == "__main__":
    main()
