"""What docs/api.md shows can be asked as it stands there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from api_site import FULL, V1, of
from seeing_site import laid_out
from web_site import Site

GUIDE = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")


@pytest.fixture
def seeing(site: Site) -> Iterator[Site]:
    """A site with a data set and areas."""
    with laid_out(site.holding.workspace):
        yield site


def test_every_request_that_is_shown_is_answered(seeing: Site) -> None:
    ana = of(seeing, "ana", "head_of_office", **FULL)
    shown = re.findall(rf"^GET {V1}(\S+)$", GUIDE, re.MULTILINE) + re.findall(rf"http://\S+{V1}(\S+)", GUIDE)
    assert len(shown) > 10
    for address in shown:
        assert ana.get(address).status_code == 200, address
    for address, body in re.findall(rf"^POST {V1}(\S+)\n(.+)$", GUIDE, re.MULTILINE):
        assert ana.post(address, json.loads(body)).status_code == 201, address


def test_every_address_that_is_named_is_there(seeing: Site) -> None:
    from withstand.web.api.urls import V1 as ADDRESSES

    known = " ".join(str(one.pattern) for one in ADDRESSES)
    for name in re.findall(r"`(?:POST )?((?:[a-z]+/)+)(?:`|[A-Z])", GUIDE):
        assert name in known, name


def test_the_limits_are_those_that_hold() -> None:
    from withstand.web.api.adding import MOST
    from withstand.web.api.limits import A_SECOND, AT_ONCE

    assert (f"{AT_ONCE} times at once", A_SECOND, MOST) == ("120 times at once", 10.0, 500)
