"""Writes the shipped events, boundaries, mission and sample matrix of Velmara again: the same every time."""

import sys

from withstand.demo.files import HERE, MATRIX, write
from withstand.demo.matrix_sample import sample_matrix
from withstand.demo.mission_data import FILE, mission_json
from withstand.demo.mission_story import mission
from withstand.demo.presence import write_presence

(HERE / FILE).write_text(mission_json(mission()), encoding="utf-8", newline="\n")
MATRIX.write_bytes(sample_matrix())
for path in (*write(), write_presence(), HERE / FILE, MATRIX):
    sys.stdout.write(f"{path}: {path.stat().st_size:,} bytes\n")
