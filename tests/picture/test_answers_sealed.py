"""What one body answers stays closed to the others until all have answered: in every question, office and order."""

from __future__ import annotations

import itertools

import pytest
from offices import Operation, operation, save

from withstand.inducement.records import SCREENING, SUPPORT_REQUEST
from withstand.inducement.requests import Screening, SupportRequest
from withstand.kinds import REGISTRY
from withstand.ledger import rights
from withstand.ledger.errors import NotFound
from withstand.ledger.fields import Span
from withstand.ledger.folding import projections_hold
from withstand.ledger.journal import LinkTo, Saved
from withstand.ledger.ledger import Ledger
from withstand.picture.audience import HOLDER, Audience
from withstand.picture.explanation import explain
from withstand.picture.guard import Guard, guarded
from withstand.picture.picture import Picture
from withstand.vocabulary.terms import vocabulary

BODIES = ("human_rights", "child_protection", "joint_analysis")


WHOLE = {
    "all": Audience("all", "strictly_confidential", ("*",)),
    "all by name": Audience("named", "strictly_confidential", (*BODIES, "force")),
    "all, and a body": Audience("both", "strictly_confidential", ("*", BODIES[0])),
}
"""Audiences that see for several components: no body of their own."""


def member(component: str) -> Audience:
    return WHOLE.get(component) or Audience(component, "strictly_confidential", (component,))


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


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("own", [(), ("human_rights",)], ids=["open to all", "open to its body"])
def test_who_sees_for_all_components_opens_no_seal(made: Operation, name: str, own: tuple[str, ...]) -> None:
    ledger, audience = made["HQ"].ledger, WHOLE[name]
    request = ask(ledger)
    said = Screening(body="human_rights", on="2032-01-10", answer="concern", reasons="the human rights opinion")
    saved = save(ledger, said, SCREENING, "confidential", LinkTo("screens", request.record), compartments=own)
    picture = Picture(ledger, audience)
    assert sees(ledger, name) == set()
    assert not picture.links(request.record, outward=False)
    assert not picture.ties([request.record], outward=False)
    assert SCREENING.name not in picture.counts()
    assert not list(picture.whole(SCREENING))
    assert not list(picture.each(SCREENING))
    assert not picture.several([saved.record])
    assert not picture.histories([saved.record])
    for ask_one in (picture.get, picture.history, picture.heads, picture.remains):
        with pytest.raises(NotFound):
            ask_one(saved.record)
    assert picture.named(request.record[-12:]) == request.record
    with pytest.raises(NotFound):
        picture.named(saved.record[-12:])
    found = explain(ledger, saved.record, audience)
    assert not found.visible
    assert [one.what for one in found.grounds if not one.holds] == ["sealed"]
    assert sees(ledger, "human_rights") == {"human_rights"}
    for body in BODIES[1:]:
        answer(ledger, request, body)
    assert sees(ledger, name) == set(BODIES)
    assert not projections_hold(ledger)


def test_what_rests_on_a_sealed_answer_is_as_sealed(made: Operation) -> None:
    ledger = made["HQ"].ledger
    request = ask(ledger)
    saved = answer(ledger, request, "human_rights")
    seen = Guard(ledger).picture
    finding = guarded(ledger, "found", [seen.get(saved.record), seen.get(request.record)])
    assert finding.visible_to(member("human_rights"))
    assert not any(finding.visible_to(one) for one in (HOLDER, member("force"), *WHOLE.values()))
    assert finding.told_to(HOLDER, "said") == "Blocked: ask Human rights."
    for body in BODIES[1:]:
        answer(ledger, request, body)
    assert guarded(ledger, "found", [seen.get(saved.record)]).visible_to(HOLDER)


def test_as_known_earlier_an_answer_is_open_once_it_is_today(made: Operation) -> None:
    ledger = made["HQ"].ledger
    request = ask(ledger)
    answer(ledger, request, "human_rights")
    then = made.time.now
    made.time.now += 60_000_000
    assert Picture(ledger, HOLDER, known_at=then).count(SCREENING) == 0
    answer(ledger, request, "child_protection")
    assert Picture(ledger, HOLDER, known_at=then).count(SCREENING) == 0
    answer(ledger, request, "joint_analysis")
    assert Picture(ledger, HOLDER, known_at=then).count(SCREENING) == 1


def test_a_sealed_answer_goes_to_no_installation_without_its_body() -> None:
    made = operation("HQ", "North", components={"HQ": (*BODIES, "force"), "North": ("force",)})
    hq, north = made["HQ"], made["North"]
    request = ask(hq.ledger)
    saved = answer(hq.ledger, request, "human_rights")
    north.take(hq.send(north))
    assert not Guard(north.ledger).picture.holds(saved.record)
    for body in BODIES[1:]:
        answer(hq.ledger, request, body)
    north.take(hq.send(north))
    assert Picture(north.ledger, member("force")).holds(saved.record)


def test_every_component_has_a_seal_of_its_own() -> None:
    names = tuple(vocabulary("components").terms)
    masks = {rights.sealed(rights.compartments((one,))) for one in names}
    assert len(masks) == len(names)
    for one in names:
        mask = rights.sealed(rights.compartments((one,)))
        assert rights.component_names(mask) == (one,)
        assert [other for other in names if mask & rights.seals((other,))] == [one]
        assert not mask & rights.every_component()
        assert mask & rights.everything()
    nobody = rights.sealed(rights.compartments(("not_known",)))
    assert not any(nobody & mask for mask in (rights.every_component(), rights.seals(names)))
    assert rights.narrowed(rights.sealed(rights.compartments(names[:2])), rights.compartments(names[1:])) == (
        rights.sealed(rights.compartments(names[1:2]))
    )


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
    assert Picture(ledger, HOLDER).count(SCREENING) == 0
    assert Guard(ledger).picture.count(SCREENING) == 1
    assert REGISTRY.get("inducement.Screening") is SCREENING
