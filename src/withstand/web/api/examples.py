"""An example of each question, for the OpenAPI document and for the page about the API; a test asks them all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

RECORD = "01a00000-0000-7000-8000-000000000001"
VERSION = "01a00000-0000-7000-8000-000000000002"
_YEAR = {"since": "2032-01-01", "until": "2032-12-31"}
_INCIDENT: Mapping[str, Any] = MappingProxyType(
    {
        "what": "looting",
        "where": {"area": "VM0101", "precision": "admin2"},
        "when": {"start": "2032-05-20"},
        "perpetrators": [{"perpetrator": "host_state", "grade": "B2", "confidence": "moderate"}],
    }
)


@dataclass(frozen=True)
class Example:
    """Parameters and a body as they may be sent."""

    query: Mapping[str, Any] = field(default_factory=dict)
    body: Any = None


EXAMPLES: Mapping[tuple[str, str], Example] = MappingProxyType(
    {
        ("api-page", "GET"): Example({**_YEAR, "q": "bridge", "area": "VM0101", "limit": 50}),
        ("api-count", "GET"): Example({**_YEAR, "classification": "confidential"}),
        ("api-frame", "GET"): Example({"form": "csv"}),
        ("api-record", "GET"): Example({"known_at": "2032-07-10", "as_of": "2032-06-30"}),
        ("api-search", "GET"): Example({"q": "bridge", "kind": "incident"}),
        ("api-duplicates", "GET"): Example({"limit": 20}),
        ("api-map", "GET"): Example({**_YEAR, "kind": "incident", "perpetrator": "host_state"}),
        ("api-features", "GET"): Example({**_YEAR, "kind": "incident"}),
        ("api-in-area", "GET"): Example({**_YEAR, "area": "VM0101"}),
        ("api-timeline", "GET"): Example({**_YEAR, "step": "month"}),
        ("api-in-period", "GET"): Example({**_YEAR, "step": "month", "at": "2032-05"}),
        ("api-actors", "GET"): Example({"as_of": "2032-05-20"}),
        ("api-week", "GET"): Example({"on": "2032-12-27", "since": "2032-12-20"}),
        ("api-stance", "GET"): Example({"on": "2032-12-27", "area": "VM0101"}),
        ("api-review", "GET"): Example({"level": "admin2"}),
        ("api-review", "POST"): Example(body={"level": "admin2"}),
        ("api-review-basis", "GET"): Example({"perpetrator": "host_state"}),
        ("api-records", "POST"): Example(body={"records": [{"kind": "incident", "fields": dict(_INCIDENT)}]}),
        ("api-versions", "POST"): Example(
            body={"fields": {**_INCIDENT, "narrative": "Goods were taken."}, "supersedes": [VERSION]}
        ),
        ("api-links", "POST"): Example(body={"links": [{"role": "source", "to": RECORD}]}),
        ("api-exports", "POST"): Example(body={"kind": "incident", "form": "csv", **_YEAR}),
        ("api-export-decision", "POST"): Example(body={"keep_text": "Only offices are named."}),
    }
)
"""By the name and the method of an address."""

_NONE = Example()


def example_of(name: str, method: str) -> Example:
    """The example of a method of an address."""
    return EXAMPLES.get((name, method), _NONE)
