"""Whether FollowTheMoney itself takes our entities: python -m benchmarks.ftm_valid FILE, where it is installed.

It needs PyICU, which is built from source, so it is no extra of ours: make an environment of its own for it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main(path: Path) -> int:
    """Check every line against the real model; print counts and every fault."""
    import followthemoney
    from followthemoney import model, registry
    from followthemoney.exc import InvalidData

    entities = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    schemata = {one["id"]: one["schema"] for one in entities}
    faults, known = [], set()
    for one in entities:
        schema = model.get(one["schema"])
        if schema is None:
            faults.append(f"{one['id']}: no schema {one['schema']}")
            continue
        known.add(schema.name)
        foreign = set(one["properties"]) - set(schema.properties)
        faults += [f"{one['id']}: {schema.name} has no property {name}" for name in sorted(foreign)]
        faults += [f"{one['id']}: {name} is needed" for name in schema.required if not one["properties"].get(name)]
        try:
            schema.validate(one)
        except InvalidData as problem:
            faults.append(f"{one['id']}: {problem.errors}")
        proxy = model.get_proxy(one, cleaned=False)
        for name, values in one["properties"].items():
            prop = schema.properties.get(name)
            if prop is None:
                continue
            kept = set(proxy.get(name))
            faults += [f"{one['id']}: {name} loses {value!r}" for value in values if value.strip() not in kept]
            if prop.type == registry.entity and prop.range is not None:
                ends = [model.get(schemata.get(value, "")) for value in values]
                faults += [
                    f"{one['id']}: {name} leads to no {prop.range.name}"
                    for end in ends
                    if not end or not end.is_a(prop.range)
                ]
    print(f"followthemoney {followthemoney.__version__}: {len(entities)} entities, {', '.join(sorted(known))}")
    print("\n".join(faults) or "all valid")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
