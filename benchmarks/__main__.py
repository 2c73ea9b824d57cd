"""`python -m benchmarks [NAME …] [--quick]`: run all benchmarks or those named."""

from __future__ import annotations

import sys
from importlib import import_module

BENCHMARKS = {
    "ingest": "benchmarks.ingest",
    "hurdle": "benchmarks.hurdle",
    "cli": "benchmarks.command_line",
    "ledger": "benchmarks.ledger",
    "vetting": "benchmarks.vetting",
    "meeting": "benchmarks.meeting",
    "web": "benchmarks.web",
    "coherence": "benchmarks.coherence",
    "names": "benchmarks.names",
    "obstruction": "benchmarks.obstruction",
    "stance": "benchmarks.stance",
    "effects": "benchmarks.effects",
    "response": "benchmarks.response",
}


def main() -> None:
    """Run what is asked for."""
    words = [word for word in sys.argv[1:] if word != "--quick"]
    if unknown := [word for word in words if word not in BENCHMARKS]:
        sys.exit(f"There is no benchmark {unknown[0]}; there are {', '.join(BENCHMARKS)}.")
    for name in words or BENCHMARKS:
        import_module(BENCHMARKS[name]).main(quick="--quick" in sys.argv)


if __name__ == "__main__":
    main()
