"""`withstand review` with a clock: the same command in a process of its own, and the seconds of each of its steps."""

from __future__ import annotations

import sys
import time
from itertools import pairwise

STEPS = {
    "opening": "reading",
    "reading rows": "reading",
    "classing": "reading",
    "opening the vintage": "reading",
    "placing": "placing events",
    "testing forecasts": "backtest and forecast",
    "writing the findings": "findings",
    "drawing": "charts and writing",
    "writing the brief": "charts and writing",
}


def main() -> None:
    """Run the command named in the arguments, timing its steps by its own progress."""
    started = time.perf_counter()
    from withstand.cli import main as command_line
    from withstand.cli import review_command, terminal

    marks: list[tuple[str, float]] = [("imports", started)]

    class Clock:
        """Stands where the progress of a terminal stands."""

        def __enter__(self) -> object:
            return self.tell

        def __exit__(self, *_: object) -> None:
            marks.append(("end", time.perf_counter()))

        @staticmethod
        def tell(step: str, _done: int, _total: int) -> None:
            name = next((name for start, name in STEPS.items() if step.startswith(start)), step)
            if marks[-1][0] != name:
                marks.append((name, time.perf_counter()))

    terminal.showing_progress = review_command.showing_progress = Clock  # type: ignore[assignment,misc]
    terminal.print_json = review_command.print_json = lambda _: None  # type: ignore[assignment]
    sys.argv[1:1] = ["review"]
    try:
        command_line.program(sys.argv[1:])(standalone_mode=False)
    finally:
        seconds: dict[str, float] = {}
        for (name, since), (_, until) in pairwise(marks):
            seconds[name] = seconds.get(name, 0.0) + until - since
        from benchmarks.measure import tell

        tell(steps=seconds)


if __name__ == "__main__":
    main()
