"""Bring the catalogues of translations up to date with the program, and compile them (needs GNU gettext)."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
WEB = ROOT / "src" / "withstand" / "web"
LANGUAGES = ("fr", "es", "ar")
_DATED = re.compile(
    r'^"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Report-Msgid-Bugs-To).*\n', re.MULTILINE
)


def main() -> None:
    """Collect, drop what changes by itself, compile."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tools.django_settings", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "django", "makemessages", "--no-location", "--no-wrap", "--no-obsolete"]
    for language in LANGUAGES:
        command += ["-l", language]
    subprocess.run(command, cwd=WEB, env=environment, check=True)
    for catalogue in sorted(WEB.rglob("locale/*/LC_MESSAGES/django.po")):
        catalogue.write_text(_DATED.sub("", catalogue.read_text(encoding="utf-8")), encoding="utf-8")
        subprocess.run(["msgfmt", "--output-file", str(catalogue.with_suffix(".mo")), str(catalogue)], check=True)


if __name__ == "__main__":
    main()
