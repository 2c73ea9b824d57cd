"""What somebody tries who only reaches the port: to keep others waiting, and to slip a request past another."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from test_serving_and_locking import self_signed
from web_site import Site

from withstand.web.listening import HURRIED, PATIENT, SLOWEST, Connection, Server, TlsLater

THREADS, PATIENCE = 2, 20
HEAD = b"Host: here\r\nConnection: close\r\n"


def told(environ: Any, start: Any) -> list[bytes]:
    """An application that says what it was sent."""
    body = environ["wsgi.input"].read().decode()
    said = f"{environ['wsgi.url_scheme']} {environ['PATH_INFO']} {body}".encode()
    start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(said)))])
    return [said]


@contextmanager
def listening(files: tuple[Path, Path] | None = None) -> Iterator[Server]:
    """A server of few threads."""
    server = Server(("127.0.0.1", 0), told, numthreads=THREADS, timeout=PATIENCE * 3)
    if files:
        server.ssl_adapter = TlsLater(*map(str, files))
    server.prepare()
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.stop()
        thread.join()


@pytest.fixture
def server() -> Iterator[Server]:
    with listening() as one:
        yield one


@contextmanager
def several(server: Server, number: int, sent: bytes = b"") -> Iterator[list[socket.socket]]:
    """Connections on which no more comes than this."""
    with ExitStack() as open_:
        yield [open_.enter_context(connected(server, sent)) for _ in range(number)]


def connected(server: Server, sent: bytes = b"") -> socket.socket:
    one = socket.create_connection(server.bind_addr, timeout=PATIENCE)
    one.sendall(sent)
    return one


def answer(server: Server, sent: bytes) -> bytes:
    return everything(connected(server, sent))


def everything(one: Any) -> bytes:
    parts = []
    with one:
        while part := one.recv(65536):
            parts.append(part)
    return b"".join(parts)


def test_whoever_says_nothing_keeps_nobody_waiting(server: Server) -> None:
    with several(server, 3 * THREADS):
        assert b"200 OK" in answer(server, b"GET /here HTTP/1.1\r\n" + HEAD + b"\r\n")


def test_whoever_never_comes_to_an_end_is_hung_up_on(server: Server) -> None:
    with several(server, THREADS, b"GET / HTTP/1.1\r\nHost: h") as slow:
        deadline = time.monotonic() + PATIENCE
        while len(server.reading) < THREADS and time.monotonic() < deadline:
            time.sleep(0.01)
        for one in tuple(server.reading):
            one.since -= PATIENT + 1
        server.cut_the_late()
        assert all(b"200 OK" not in one.recv(1000) for one in slow)
        assert b"200 OK" in answer(server, b"GET /here HTTP/1.1\r\n" + HEAD + b"\r\n")


def test_patience_is_longer_for_what_keeps_coming_and_shorter_when_others_wait() -> None:
    one = Connection.__new__(Connection)
    one.since, one.received = 100.0, 0
    assert not one.late(PATIENT, 129.0)
    assert one.late(HURRIED, 104.0)
    one.received = 5 * SLOWEST
    assert not one.late(HURRIED, 107.0)


def test_silent_connections_are_not_kept_without_end(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("withstand.web.listening.MOST_SILENT", 5)
    monkeypatch.setattr("withstand.web.listening.HURRIED", -1.0)
    with several(server, 8) as silent:
        assert silent[0].recv(1) == b""


def test_with_tls_the_greeting_of_one_is_not_waited_for_by_others(tmp_path: Path) -> None:
    files = self_signed(tmp_path)
    trusting = ssl.create_default_context(cafile=str(files[0]))
    with listening(files) as server, several(server, 3 * THREADS):
        with trusting.wrap_socket(connected(server), server_hostname="127.0.0.1") as one:
            one.sendall(b"GET /here HTTP/1.1\r\n" + HEAD + b"\r\n")
            assert b"https /here" in everything(one)
        assert b"200" not in answer(server, b"GET / HTTP/1.1\r\n" + HEAD + b"\r\n")


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"Transfer-Encoding: chunked\r\n", b"411"),
        (b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", b"411"),
        (b"Content-Length: -5\r\n", b"400"),
        (b"Content-Length: +5\r\n", b"400"),
        (b"Content-Length: 0x5\r\n", b"400"),
        (b"Content-Length: 99999999\r\n", b"413"),
    ],
)
def test_no_body_hides_another_request(server: Server, head: bytes, status: bytes) -> None:
    sent = b"POST /first HTTP/1.1\r\nHost: here\r\n" + head + b"\r\n0\r\n\r\nGET /second HTTP/1.1\r\n" + HEAD + b"\r\n"
    came = answer(server, sent)
    assert came[9:12] == status
    assert b"/second" not in came


def test_what_a_view_did_not_read_is_not_taken_for_the_next_request(server: Server) -> None:
    sent = b"POST /first HTTP/1.1\r\nHost: here\r\nContent-Length: 14\r\n\r\nGET /inside \r\n"
    came = answer(server, sent + b"GET /second HTTP/1.1\r\n" + HEAD + b"\r\n")
    assert came.count(b"HTTP/1.1 200") == 2
    assert b"http /first GET /inside" in came


@pytest.mark.parametrize("address", ["http://[::1/", "//[", "https://evil.example/x", "\x00", "http://127.0.0.1:x/"])
def test_the_address_that_a_script_says_it_is_on_leads_nowhere_else(site: Site, address: str) -> None:
    asked = site.browser().get("/overview/", headers={"HX-Request": "true", "HX-Current-URL": address})
    assert (asked.status_code, asked.headers["HX-Redirect"]) == (204, "/sign-in/")
