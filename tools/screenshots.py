"""Pictures of the workspace in the browser for the documents: `python tools/screenshots.py`, with Debian's Chromium.

It makes the fictional mission in a folder of its own, serves it, and signs in as its practice accounts do.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
OUT = Path(__file__).parents[1] / "docs" / "screens"
PASSPHRASE = "an invented country"
PORT = 8741
DESK, TELEPHONE = {"width": 1100, "height": 760}, {"width": 360, "height": 720}
_PATIENCE = 120_000
_TRIES = 60


@dataclass(frozen=True)
class Shot:
    """A picture: its file's name, the page, the size of the window, the language, the account."""

    name: str
    address: str
    size: dict[str, int]
    language: str = "en"
    account: str = "adviser"


SHOTS = (
    Shot("home", "/overview/", DESK),
    Shot("list", "/records/incident/?since=2032-05-01&until=2032-12-31", DESK),
    Shot("findings", "/findings/", DESK),
    Shot("map", "/map/?kind=incident&since=2032-01-01&until=2032-12-31", DESK),
    Shot("week", "/week/?on=2032-12-24#matrix", DESK),
    Shot("timeline", "/timeline/?since=2032-01-01&until=2032-12-31", DESK),
    Shot("actors", "/actors/?as_of=2032-05-20", DESK),
    Shot("capture", "/capture/", TELEPHONE),
    Shot("arabic", "/records/incident/", TELEPHONE, "ar"),
    Shot("review", "/review/", DESK),
    Shot("dialogue", "/dialogue/", DESK),
    Shot("obstruction", "/obstruction/", DESK),
    Shot("rehearsal", "/rehearsals/checkpoint/sergeant/", TELEPHONE, "fr"),
)


def main() -> None:
    """Make them all."""
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        words = [
            sys.executable,
            "-c",
            "from withstand.cli.main import run; run()",
            "demo",
            "--out",
            folder,
            "--serve",
            "--port",
            str(PORT),
        ]
        server = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        try:
            _wait_for(server, "Ctrl-C")
            with sync_playwright() as driver:
                browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
                for shot in SHOTS:
                    _take(browser, shot)
                browser.close()
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=30)


def _wait_for(server: subprocess.Popen[str], words: str) -> None:
    said = []
    for line in server.stdout or ():
        said.append(line)
        if words in line:
            return
    sys.exit("".join(said))


def _take(browser: Browser, shot: Shot) -> None:
    context = browser.new_context(viewport=shot.size, locale="en-GB")
    page = context.new_page()
    _sign_in(page, shot)
    page.goto(f"http://127.0.0.1:{PORT}{shot.address}", timeout=_PATIENCE)
    _until_made(page)
    page.screenshot(path=OUT / f"{shot.name}.png")
    print(f"{shot.name}.png: {(OUT / f'{shot.name}.png').stat().st_size:,} bytes")
    context.close()


def _sign_in(page: Page, shot: Shot) -> None:
    page.goto(f"http://127.0.0.1:{PORT}/", timeout=_PATIENCE)
    page.locator("input[name=name]").fill(shot.account)
    page.locator("input[type=password]").fill(PASSPHRASE)
    page.locator("main form button.main").click()
    page.locator(f"button[name=language][value={shot.language}]").click()


def _until_made(page: Page) -> None:
    """A review is made when it is first asked for."""
    if page.locator("main form button.main").count() and "/review/" in page.url:
        page.locator("main form button.main").first.click()
    page.wait_for_load_state("networkidle", timeout=_PATIENCE)
    for _ in range(_TRIES):
        if not page.locator("main progress").count():
            return
        page.wait_for_timeout(1_000)
        page.reload()


if __name__ == "__main__":
    main()
