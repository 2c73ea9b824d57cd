"""Where a workspace is served and where not; locked it answers nothing, and opens from its own machine."""

from __future__ import annotations

import os
import ssl
from datetime import UTC, date, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from browsing import start
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from web_site import SECRET, WORKSPACE_PASSPHRASE, Site, words

from withstand.errors import InputError, WorkspaceError
from withstand.evidence.actor_table import COLUMNS
from withstand.installation.destroying import destroy
from withstand.installation.founding import Plan, found
from withstand.installation.serving import lock_server, lock_servers, put_up
from withstand.installation.sessions import Sessions
from withstand.kinds import REGISTRY
from withstand.ledger.errors import Locked
from withstand.web.holding import Holding
from withstand.web.serving import Serving

FULL: dict[str, Any] = {"clearance": "strictly_confidential", "components": ["*"]}


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "server.example"])
def test_beyond_this_machine_it_is_served_with_tls_or_not_at_all(host: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="give --tls-cert FILE and --tls-key FILE"):
        Serving(host)
    files = [tmp_path / name for name in ("cert.pem", "key.pem")]
    with pytest.raises(InputError, match="There is no file"):
        Serving(host, 8641, *files)
    for file in files:
        file.write_text("")
    assert Serving(host, 8641, *files).address.startswith("https://")
    with pytest.raises(InputError, match="takes both files"):
        Serving(host, 8641, files[0])


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.0.0.2"])
def test_this_machine_needs_none(host: str) -> None:
    assert not Serving(host).beyond


@pytest.fixture
def opened_again(served: Holding) -> Any:
    """Whatever a test does, the workspace is open afterwards."""
    yield
    if served.locked:
        served.unlock(WORKSPACE_PASSPHRASE)


@pytest.fixture
def locked(site: Site, opened_again: None) -> Site:
    """The site, locked by `withstand lock`."""
    site.record("unclassified")
    assert lock_server(site.holding.workspace, None)
    return site


def test_a_locked_workspace_answers_nothing_else(locked: Site) -> None:
    browser = locked.browser("10.0.0.7")
    for address in ("/", "/overview/", "/sign-in/", "/acts/", "/nowhere/", "/exports/"):
        answer = browser.get(address)
        assert answer.status_code == 423
        assert "The workspace is locked" in words(answer)
        assert "workspace_passphrase" not in answer.content.decode()
        assert SECRET not in answer.content.decode()
    with pytest.raises(Locked):
        locked.holding.lend()
    with pytest.raises(Locked):
        locked.holding.accounts_key()


def test_it_opens_from_its_own_machine_with_its_passphrase_only(locked: Site) -> None:
    given = {"workspace_passphrase": WORKSPACE_PASSPHRASE}
    assert locked.browser("10.0.0.7").post("/", given).status_code == 423
    passed_on = locked.browser().post("/", given, headers={"X-Forwarded-For": "10.0.0.7"})
    assert passed_on.status_code == 423
    wrong = locked.browser().post("/", {"workspace_passphrase": "another one"})
    assert "not its passphrase" in words(wrong)
    assert locked.holding.locked
    assert locked.browser().post("/", given).status_code == 302
    assert locked.browser().get("/sign-in/").status_code == 200


def test_opening_again_is_guarded_against_other_sites(locked: Site) -> None:
    from django.test import Client

    browser = Client(SERVER_NAME="127.0.0.1", enforce_csrf_checks=True)
    assert browser.post("/", {"workspace_passphrase": WORKSPACE_PASSPHRASE}).status_code == 403
    assert locked.holding.locked


def test_it_locks_when_nobody_uses_it(served: Holding, opened_again: None) -> None:
    now = [1000.0]
    served._clock, served.lock_after = (lambda: now[0]), 15
    try:
        served.used()
        now[0] += 14 * 60
        assert not served.locked
        served.used()
        now[0] += 16 * 60
        assert served.locked
        served.unlock(WORKSPACE_PASSPHRASE)
        assert not served.locked
    finally:
        served.lock_after = 0


def test_what_was_lent_before_is_closed_when_it_comes_back(served: Holding, opened_again: None) -> None:
    lent = served.lend()
    served.lock()
    served.unlock(WORKSPACE_PASSPHRASE)
    served.give_back(lent)
    assert served.lend() is not lent


def test_a_workspace_is_served_once(served: Holding, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getpid", lambda: 10)
    with pytest.raises(WorkspaceError, match="is being served already"):
        put_up(served.workspace, "elsewhere", None)


def test_it_speaks_tls(tmp_path: Path) -> None:
    certificate, key = self_signed(tmp_path)
    server = start(tmp_path, "--tls-cert", str(certificate), "--tls-key", str(key))
    try:
        trusting = ssl.create_default_context(cafile=str(certificate))
        with urlopen(f"https://127.0.0.1:{server.port}/sign-in/", context=trusting) as answer:
            assert answer.headers["Strict-Transport-Security"]
            assert "; Secure" in answer.headers["Set-Cookie"]
        assert server.stop() == 0
    finally:
        server.process.kill()
        server.process.communicate()


def self_signed(folder: Path) -> tuple[Path, Path]:
    """A certificate of this machine's and its key."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=True)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    files = folder / "cert.pem", folder / "key.pem"
    files[0].write_bytes(certificate.public_bytes(Encoding.PEM))
    files[1].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return files


def test_destroying_takes_what_the_server_kept(tmp_path: Path) -> None:
    plan = Plan(tmp_path / "gone", "Gone", date(2032, 5, 20), False, COLUMNS, None, None)
    workspace = found(plan, REGISTRY).workspace
    for path in (workspace.accounts, workspace.jobs, workspace.sign):
        path.write_bytes(b"names of people")
    assert not lock_server(workspace, None), "a workspace for practice is never locked"
    destroy(workspace, Sessions(None))
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and b"names of people" in path.read_bytes()]


def test_lock_without_a_name_finds_every_server(served: Holding, opened_again: None, tmp_path: Path) -> None:
    put_up(served.workspace, "here", tmp_path)
    assert lock_servers(tmp_path) == 1
    assert served.locked
