"""A real server in a process of its own, and a real browser in front of it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyotp
from web_site import PASSPHRASE, WORKSPACE_PASSPHRASE

from withstand.evidence.actor_table import COLUMNS
from withstand.evidence.records import INCIDENT, Incident
from withstand.installation.founding import Plan, found
from withstand.installation.keyring import read_keyring
from withstand.installation.opening import open_with
from withstand.kinds import REGISTRY
from withstand.ledger.fields import Assertion, Place, Span
from withstand.ledger.journal import Draft, append

CHROMIUM = Path("/usr/bin/chromium")
_PATIENCE = 60


@dataclass
class Server:
    """`withstand serve`, running."""

    folder: Path
    port: int
    process: subprocess.Popen[str]
    said: list[str]
    codes: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def link(self) -> str:
        """The one-time link that it printed."""
        return next(line.strip() for line in self.said if "/welcome/" in line)

    def stop(self) -> int:
        """Ctrl-C; the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=_PATIENCE)

    def again(self) -> None:
        """Serve once more."""
        fresh = serve(self.folder)
        self.process, self.port, self.said = fresh.process, fresh.port, fresh.said


def start(folder: Path, *options: str) -> Server:
    """Make an encrypted workspace with a record in it, and serve it."""
    workspace = found(
        Plan(
            folder / "hq", "Headquarters", date(2032, 5, 20), False, COLUMNS, WORKSPACE_PASSPHRASE, "another four words"
        ),
        REGISTRY,
    ).workspace
    opened = open_with(workspace, read_keyring(workspace, lambda: WORKSPACE_PASSPHRASE), REGISTRY)
    fields = Incident(
        what="looting", where=Place(area="VM0101", precision="admin2"), when=Span(start="2032-05-20"),
        perpetrators=(Assertion(perpetrator="host_state", grade="B2", confidence="moderate"),),
        narrative="Two trucks were emptied.",
    )  # fmt: skip
    append(opened.ledger, [Draft(INCIDENT, fields, "confidential")])
    opened.ledger.close()
    return serve(workspace.folder, *options)


def serve(folder: Path, *options: str) -> Server:
    """Serve a workspace on a port that is free.

    Tests that run in the background are deaf to Ctrl-C, and what they start would be too: hence the handler.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "WITHSTAND_PASSPHRASE": WORKSPACE_PASSPHRASE}
    environment.pop("XDG_RUNTIME_DIR", None)
    words = [sys.executable, "-m", "withstand.cli.main", "serve", "--workspace", str(folder), "--port", str(port)]
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        process = subprocess.Popen(
            [*words, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
        )
    finally:
        signal.signal(signal.SIGINT, before)
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if "Ctrl-C" in line:
            break
    assert said, process.stderr.read() if process.stderr else ""
    return Server(folder, port, process, said)


def become_administrator(page: Any, server: Server) -> None:
    """Open the one-time link, fill it in, and note the recovery codes."""
    page.goto(server.link)
    secret = re.sub(r"\s", "", page.locator("code.key").inner_text())
    page.get_by_label("Sign-in name").fill("chief")
    page.get_by_label("Your name, as colleagues here read it").fill("The Chief")
    page.get_by_label("New passphrase").fill(PASSPHRASE)
    page.get_by_label("The same again").fill(PASSPHRASE)
    page.get_by_label("Code that the authenticator shows").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Begin").click()
    server.codes += page.locator(".codes li").all_inner_texts()


def enter(page: Any, server: Server) -> None:
    """Sign in as the administrator, after signing up where nobody has; each time with another recovery code."""
    if not server.codes:
        become_administrator(page, server)
        assert len(server.codes) == 10
    page.goto(f"{server.address}/sign-in/")
    page.get_by_label("Sign-in name").fill("chief")
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Code").fill(server.codes.pop())
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/overview/")


def let_in(chief: Any, chromium: Any, server: Server, name: str, role: str, component: str, **more: Any) -> Any:
    """The page of somebody whom the chief lets in, signed in, in a browser of their own."""
    chief.goto(f"{server.address}/accounts/new/")
    chief.get_by_label("Sign-in name").fill(name)
    chief.get_by_label("Name", exact=True).fill(name.title())
    chief.get_by_role("group", name="Roles").get_by_label(role, exact=True).check()
    chief.get_by_label("Cleared for").select_option("strictly_confidential")
    chief.get_by_role("group", name="Components").get_by_label(component, exact=True).check()
    chief.get_by_role("button", name="Save").click()
    link = re.search(r"http://\S+/welcome/[\w-]+/?", chief.locator("main").inner_text())
    assert link is not None
    page = chromium.new_context(bypass_csp=True, locale="en-GB", **more).new_page()
    page.goto(link[0])
    secret = re.sub(r"\s", "", page.locator("code.key").inner_text())
    page.get_by_label("New passphrase").fill(PASSPHRASE)
    page.get_by_label("The same again").fill(PASSPHRASE)
    page.get_by_label("Code that the authenticator shows").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Begin").click()
    code = page.locator(".codes li").first.inner_text()
    page.goto(f"{server.address}/sign-in/")
    page.get_by_label("Sign-in name").fill(name)
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/overview/")
    return page
