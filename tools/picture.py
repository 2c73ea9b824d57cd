"""Make the picture of the brief in docs/ from the demo, with a headless Chromium of this machine."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
]


def shoot(page: Path, picture: Path, size: str) -> None:
    """Save the top of `page` as `picture` (PNG)."""
    chromium = shutil.which("chromium") or sys.exit("No chromium on this machine; install it to make the picture.")
    with tempfile.TemporaryDirectory() as profile:
        command = [chromium, *QUIET, f"--user-data-dir={profile}", f"--window-size={size}"]
        command += [f"--screenshot={picture.resolve()}", page.resolve().as_uri()]
        subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    shoot(Path("demo/velmara.html"), Path("docs/brief.png"), "1100,1180")
