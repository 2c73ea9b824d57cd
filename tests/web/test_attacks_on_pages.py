"""What somebody tries who is signed in and wants to see, keep or break more than is theirs."""

from __future__ import annotations

from typing import Any

import pytest
from web_site import Site

FULL: dict[str, Any] = {"clearance": "strictly_confidential", "components": ["*"]}


@pytest.mark.parametrize("address", ["/map/", "/timeline/"])
@pytest.mark.parametrize("name", ["since", "until"])
def test_days_at_the_ends_of_the_calendar_break_nothing(site: Site, address: str, name: str) -> None:
    ana = site.signed_in("ana", "analyst", **FULL)
    for day in ("0001-01-01", "9999-12-31"):
        assert ana.get(address, {name: day}).status_code == 200
