"""Writes the shipped events, boundaries and mission of Velmara again: the same bytes every time."""

import sys

from withstand.demo.files import HERE, write
from withstand.demo.mission_data import FILE, mission_json
from withstand.demo.mission_story import mission

(HERE / FILE).write_text(mission_json(mission()), encoding="utf-8", newline="\n")
for path in (*write(), HERE / FILE):
    sys.stdout.write(f"{path}: {path.stat().st_size:,} bytes\n")
