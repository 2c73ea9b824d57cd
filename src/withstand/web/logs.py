"""What the server writes to standard error: that something failed and where in the program, never for whom or what."""

from __future__ import annotations

import logging
import sys
import traceback
from pathlib import Path


class Bare(logging.Formatter):
    """One line: time, level, kind of failure, place in the program. No address, no message, no value."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        what, where = record.name, f"{Path(record.pathname).name}:{record.lineno}"
        if record.exc_info and record.exc_info[0]:
            what = record.exc_info[0].__name__
            frames = traceback.extract_tb(record.exc_info[2])
            where = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames[-4:]))
        return f"withstand: {self.formatTime(record)} {record.levelname.lower()} {what} at {where}"


def write_bare_logs() -> None:
    """Let failures of all libraries out in that form; anything milder stays unsaid."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Bare())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.ERROR)
    for name in ("django", "django.server", "huey"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True
        logging.getLogger(name).setLevel(logging.ERROR)
