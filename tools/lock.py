"""Write the three lock files from pyproject.toml: every hash, no index address, the same on every platform."""

import subprocess
import sys
from pathlib import Path

LOCKS = {
    "requirements.lock": ["build"],
    "requirements-dev.lock": ["build", "dev"],
    "requirements-bench.lock": ["build", "dev", "bench"],
}


def lock(target: str, extras: list[str]) -> None:
    """Resolve the project with `extras` into `target`."""
    uv = Path(sys.executable).with_name("uv")
    command = [str(uv), "pip", "compile", "pyproject.toml", "--universal", "--python-version", "3.11"]
    command += ["--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url"]
    command += ["--no-emit-find-links", "--quiet", "--output-file", target]
    for extra in extras:
        command += ["--extra", extra]
    subprocess.run(command, check=True)


if __name__ == "__main__":
    for name, chosen in LOCKS.items():
        lock(name, chosen)
