"""Writes the shipped event file and boundaries of Velmara again: the same bytes every time."""

import sys

from withstand.demo.files import write

for path in write():
    sys.stdout.write(f"{path}: {path.stat().st_size:,} bytes\n")
