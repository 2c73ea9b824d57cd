"""What one body answers stays closed to the others until all have answered: in every question, office and order."""

from __future__ import annotations

import itertools

import pytest
from offices import Operation, operation, save

from withstand.inducement.records import SCREENING, SUPPORT_REQUEST
from withstand.inducement.requests import Screening, SupportRequest
from withstand.kinds import REGISTRY
from withstand.ledger.errors import NotFound
from withstand.ledger.fields import Span
from withstand.ledger.folding import projections_hold
from withstand.ledger.journal import LinkTo, Saved
from withstand.ledger.ledger import Ledger
from withstand.picture.audience import HOLDER, Audience
from withstand.picture.explanation import explain
from withstand.picture.picture import Picture

BODIES = ("human_rights", "child_protection", "joint_analysis")


def member(component: str) -> Audience:
    return Audience(component, "strictly_confidential", (component,))


def ask(ledger: Ledger, bodies: tuple[str, ...] = BODIES) -> Saved:
    request = SupportRequest(
        title="Fuel", when=Span(start="2032-01-05"), support="fuel_rations", requested_by="force", bodies=bodies
    )
    return save(ledger, request, kind=SUPPORT_REQUEST)


def answer(ledger: Ledger, request: Saved, body: str, word: str = "concern") -> Saved:
    said = Screening(body=body, on="2032-01-10", answer=word, reasons=f"the {body.replace('_', ' ')} opinion")
    return save(ledger, said, SCREENING, "confidential", LinkTo("screens", request.record))


def sees(ledger: Ledger, component: str) -> set[str]:
    """The bodies whose answers a member may see, by every question there is."""
    picture = Picture(ledger, member(component))
    listed = {one.fields.body for one in picture.page(SCREENING) if isinstance(one.fields, Screening)}
    assert picture.count(SCREENING) == len(listed) == picture.frame(SCREENING).height
    found = {one.fields.body for one in picture.search("opinion") if isinstance(one.fields, Screening)}
    assert found == listed
    assert picture.link_frame(SCREENING).height <= len(listed)
    return listed


@pytest.fixture
def made() -> Operation:
    return operation("HQ", "North", components={"HQ": (*BODIES, "force"), "North": (*BODIES, "force")})


@pytest.mark.parametrize("order", list(itertools.permutations(BODIES)))
def test_nobody_sees_another_answer_before_all_are_in(made: Operation, order: tuple[str, ...]) -> None:
    ledger = made["HQ"].ledger
    request = ask(ledger)
    for number, body in enumerate(order):
        saved = answer(ledger, request, body)
        if number < len(order) - 1:
            for other in (*BODIES, "force"):
                assert sees(ledger, other) == {other} & set(order[: number + 1])
            with pytest.raises(NotFound):
                Picture(ledger, member("force")).get(saved.record)
            assert not explain(ledger, saved.record, member("force")).visible
    for other in (*BODIES, "force"):
        assert sees(ledger, other) == set(BODIES)
    assert not projections_hold(ledger)


def test_a_recorded_non_answer_opens_and_a_body_asked_later_closes_again(made: Operation) -> None:
    ledger = made["HQ"].ledger
    request = ask(ledger)
    for body in BODIES[:2]:
        answer(ledger, request, body)
    assert sees(ledger, "force") == set()
    silent = Screening(body=BODIES[2], on="2032-02-01", answer="no_answer", reasons="no opinion came")
    save(ledger, silent, SCREENING, "confidential", LinkTo("screens", request.record))
    assert sees(ledger, "force") == set(BODIES)
    more = SupportRequest(
        title="Fuel", when=Span(start="2032-01-05"), support="fuel_rations", requested_by="force",
        bodies=(*BODIES, "legal"),
    )  # fmt: skip
    save(ledger, more, kind=SUPPORT_REQUEST, record=request.record, supersedes=(request.entry,))
    assert sees(ledger, "force") == set()


def test_an_answer_that_is_corrected_while_sealed_keeps_the_rights_it_was_given(made: Operation) -> None:
    ledger = made["HQ"].ledger
    request = ask(ledger)
    first = answer(ledger, request, "human_rights")
    said = Screening(body="human_rights", on="2032-01-11", answer="grave_concern", reasons="the later opinion")
    save(ledger, said, kind=SCREENING, record=first.record, supersedes=(first.entry,))
    assert sees(ledger, "force") == set()
    for body in BODIES[1:]:
        answer(ledger, request, body)
    assert sees(ledger, "force") == set(BODIES)


def test_offices_agree_whatever_arrives_first(made: Operation) -> None:
    hq, north = made["HQ"], made["North"]
    request = ask(hq.ledger)
    north.take(hq.send(north))
    answer(hq.ledger, request, "human_rights")
    answer(north.ledger, request, "child_protection")
    north.take(hq.send(north))
    assert sees(north.ledger, "force") == set()
    answer(north.ledger, request, "joint_analysis")
    assert sees(north.ledger, "force") == set(BODIES)
    assert sees(hq.ledger, "force") == set()
    hq.take(north.send(hq))
    assert sees(hq.ledger, "force") == set(BODIES)
    for office in (hq, north):
        assert not projections_hold(office.ledger)


def test_an_answer_without_a_request_is_its_own_body_s_only(made: Operation) -> None:
    ledger = made["HQ"].ledger
    save(ledger, Screening(body="legal", on="2032-01-10", answer="concern", reasons="an opinion"), kind=SCREENING)
    assert sees(ledger, "force") == set()
    assert sees(ledger, "legal") == {"legal"}
    assert Picture(ledger, HOLDER).count(SCREENING) == 1
    assert REGISTRY.get("inducement.Screening") is SCREENING
