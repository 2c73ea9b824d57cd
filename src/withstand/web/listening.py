"""The port: whoever sends slowly, or nothing, keeps nobody else waiting for long, and every request is read whole.

A connection takes a thread only once something has come on it, and for as long as what it sends comes fast enough.
"""

from __future__ import annotations

import io
import socket
import time
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from cheroot import wsgi
from cheroot.server import HTTPConnection, HTTPRequest
from cheroot.ssl.builtin import BuiltinSSLAdapter

PATIENT, HURRIED = 30.0, 3.0
"""Seconds for a request to come, while threads are free and while others wait for one."""

SLOWEST = 1000
"""Bytes of a body for which there is another second."""

MOST_SILENT = 200
"""Connections on which nothing has come; beyond these, all that have been silent for `HURRIED` are closed."""

LONGEST_HEAD, LONGEST_BODY = 65_536, 6_000_000
_AT_A_TIME = 4096


class TlsLater(BuiltinSSLAdapter):
    """TLS whose greeting is left to the thread that reads: accepting waits for nobody."""

    def wrap(self, sock: socket.socket) -> tuple[Any, dict[str, str]]:
        """The socket, with nothing said on it yet."""
        wrapped = self.context.wrap_socket(sock, do_handshake_on_connect=False, server_side=True)
        return wrapped, {"wsgi.url_scheme": "https", "HTTPS": "on"}


class Request(HTTPRequest):
    """A request that is read to its end before anything is done about it: nothing of it is left for the next."""

    def respond(self) -> None:
        """Answer, or say what a body must have to be read."""
        length = self.inheaders.get(b"Content-Length", b"0")
        if self.chunked_read or not length.isdigit():
            self.close_connection = True
            status = HTTPStatus.LENGTH_REQUIRED if self.chunked_read else HTTPStatus.BAD_REQUEST
            self.simple_response(f"{status.value} {status.phrase}")
            return
        connection = self.conn
        stream, kept = connection.rfile, connection.rfile
        if int(length) <= LONGEST_BODY:
            stream = io.BytesIO(connection.all_of(int(length)))
        self.server.reading.discard(connection)
        connection.rfile = stream
        try:
            super().respond()
        finally:
            connection.rfile = kept


class Connection(HTTPConnection):
    """A connection that knows since when it reads, and how much has come."""

    RequestHandlerClass = Request
    since, received, greeted = 0.0, 0, False

    def communicate(self) -> bool:
        """Greet, or read a request and answer it; whether the connection stays open."""
        self.since, self.received = time.monotonic(), 0
        self.server.reading.add(self)
        try:
            return self._greeted() if self.server.ssl_adapter and not self.greeted else self._answered()
        finally:
            self.server.reading.discard(self)

    def _answered(self) -> bool:
        return bool(super().communicate())  # type: ignore[no-untyped-call]

    def _greeted(self) -> bool:
        self.greeted = True
        try:
            self.socket.do_handshake()
        except OSError:
            return False
        return True

    def all_of(self, length: int) -> bytes:
        """A body, a little at a time.

        Raises:
            ConnectionAbortedError: it ended before its end.
        """
        parts = []
        while self.received < length:
            part = self.rfile.read(min(_AT_A_TIME, length - self.received))
            if not part:
                raise ConnectionAbortedError
            parts.append(part)
            self.received += len(part)
        return b"".join(parts)

    def late(self, patience: float, now: float) -> bool:
        """Whether what it sends should have come by now."""
        return now - self.since > patience + self.received / SLOWEST


class Server(wsgi.Server):
    """The server. It says nothing of its own: what fails in a request is told by the bare logs."""

    ConnectionClass = Connection
    max_request_body_size = LONGEST_BODY
    max_request_header_size = LONGEST_HEAD
    _connections: Any

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.reading: set[Connection] = set()

    def process_conn(self, conn: Connection) -> None:
        """Give a connection to a thread, a new one only when something has come on it."""
        if conn.last_used is not None:
            super().process_conn(conn)
            return
        self.put_conn(conn)
        if len(list(self._connections._selector.connections)) > MOST_SILENT:
            self._connections._expire(time.time() - HURRIED)

    def cut_the_late(self) -> None:
        """Hang up on whoever takes too long to say what they want."""
        patience, now = HURRIED if self.requests.qsize else PATIENT, time.monotonic()
        for one in tuple(self.reading):
            if one.late(patience, now):
                with suppress(OSError):
                    one.socket.shutdown(socket.SHUT_RDWR)

    def error_log(self, msg: str = "", level: int = 20, traceback: bool = False) -> None:
        """Drop it: it holds addresses."""
