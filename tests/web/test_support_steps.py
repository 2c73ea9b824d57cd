"""Steps of a request on pages: who may take them, what each lacks, forms that lose nothing and take a step once."""

from __future__ import annotations

from typing import Any

from support_site import (
    ENTITY,
    LEADER,
    SECRETARIAT,
    Asked,
    days_from,
    save,
)
from web_site import Site, words


def team(site: Site) -> dict[str, Any]:
    """Browsers of a focal point, an officer who asks, and the one who decides."""
    return {
        "secretariat": site.signed_in("ana", "due_diligence", **SECRETARIAT),
        "entity": site.signed_in("ben", "component_officer", **ENTITY),
        "leader": site.signed_in("cid", "head_of_office", **LEADER),
    }


def step(asked: Asked, action: str) -> str:
    return f"{asked.page}step/{action}/"


def test_a_request_goes_from_draft_to_countersigned_by_forms(site: Site) -> None:
    asked, people = Asked.of(site, bodies=("human_rights",)), team(site)

    def take(who: str, action: str, **answers: str) -> None:
        answer = save(people[who], step(asked, action), **answers)
        assert answer.status_code == 302, words(answer)
        assert asked.stands().counted[-1].action == action

    take("secretariat", "scope_in")
    take("entity", "submit")
    take("secretariat", "begin_screening")
    answer = save(people["secretariat"], f"{asked.page}answer/", body="human_rights", answer="concern", reasons="Fees")
    assert answer.status_code == 302, words(answer)
    take("secretariat", "consolidate")
    assessed = save(
        people["secretariat"], f"{asked.page}risk/", inherent="medium", residual="medium", confidence="b",
        reasons="Fees, no deaths", withholding="The road closes", criteria__1__rating="2", criteria__1__confidence="b",
    )  # fmt: skip
    assert assessed.status_code == 302, words(assessed)
    take("secretariat", "send_to_review")
    take(
        "leader", "approve", on=asked.today, decided_by="Deputy head", reasons="On balance",
        expires=days_from(site, 60), items__1__item="fuel", items__1__quantity="4000", items__1__unit="litres",
        dissent__1__by="legal", dissent__1__opinion="Too early",
    )  # fmt: skip
    take("secretariat", "countersign")
    assert asked.stands().approval is not None
    page = words(people["entity"].get(asked.page))
    for said in ("Countersigned", "Too early", "Fees, no deaths", "4,000 litres"):
        assert said in page
