"""Run by an interpreter that has nomenklatura: pairs as JSON on standard input, scores of its matchers on output."""

from __future__ import annotations

import json
import sys
from typing import Any

MATCHERS = ("name-based", "logic-v1")


def main() -> None:
    """Score each pair by each matcher."""
    from followthemoney import model
    from nomenklatura.matching import get_algorithm

    def entity(name: str, kind: str, id_: str) -> Any:
        schema = "Person" if kind == "person" else "Organization"
        made = model.make_entity(schema)
        made.id = id_
        made.add("name", name)
        return made

    scores: dict[str, list[float]] = {}
    given = json.load(sys.stdin)
    for name in MATCHERS:
        algorithm = get_algorithm(name)
        if algorithm is None:
            continue
        config = algorithm.default_config()
        scores[name] = [
            algorithm.compare(entity(one, kind, "a"), entity(other, kind, "b"), config).score
            for one, other, kind in given
        ]
    print(json.dumps(scores))


if __name__ == "__main__":
    main()
