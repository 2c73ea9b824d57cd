"""Routing of alerts on plain values: who may never receive one, what waits for a person, and how leave is given."""

from __future__ import annotations

import ast
import copy
import dataclasses
import pickle
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import withstand
from withstand.evidence import routing
from withstand.evidence.routing import (
    VERDICTS,
    Approval,
    Dispatch,
    Named,
    NotSent,
    Recipient,
    Suspicion,
    dispatch,
    judge,
)
from withstand.ledger.fields import Assertion
from withstand.vocabulary.terms import vocabulary

HOUR = 3_600_000_000
SIDES = tuple(key for key in vocabulary("perpetrators").terms)
ORDER = ("never", "held", "may_travel")


def about(*assertions: Assertion, named: tuple[Named, ...] = (), **more: object) -> Suspicion:
    return Suspicion("alert", 0, assertions, named, **more)  # type: ignore[arg-type]


def says(perpetrator: str, key: str = "a1", *, uniformed: bool = False) -> Assertion:
    return Assertion(key=key, perpetrator=perpetrator, uniformed=uniformed)


def to(side: str, actor: str = "recipient", *bound: str) -> Recipient:
    return Recipient(actor, side, frozenset(bound))


BRIGADE = Named("brigade", "host_state", "a1", frozenset({"battalion", "ministry"}))
GUARD = Named("guard", "state_partner", "a1", frozenset({"patron", "liaison", "battalion"}))


@pytest.mark.parametrize(
    ("suspicion", "recipient", "verdict", "reason"),
    [
        # the suspected actor itself, and everybody bound to it, whatever their class
        (about(says("host_state"), named=(BRIGADE,)), to("host_state", "brigade"), "never", "suspected"),
        (about(says("host_state"), named=(BRIGADE,)), to("host_state", "ministry"), "never", "bound"),
        (about(says("state_partner"), named=(GUARD,)), to("foreign_state", "patron"), "never", "bound"),
        (about(says("state_partner"), named=(GUARD,)), to("own_side", "unit", "battalion"), "never", "bound"),
        # the class alone, where no unit is known
        (about(says("host_state")), to("host_state"), "never", "class"),
        (about(says("host_state")), to("state_partner"), "never", "class"),
        (about(says("state_partner")), to("foreign_state"), "never", "class"),
        (about(says("any_state")), to("foreign_state"), "never", "class"),
        (about(says("armed_group")), to("militia"), "never", "class"),
        (about(says("non_state")), to("criminal"), "never", "class"),
        (about(says("de_facto_authority")), to("de_facto_authority"), "never", "class"),
        (about(says("own_side")), to("own_side"), "never", "class"),
        # of a class that works with it: a person decides
        (about(says("host_state"), named=(BRIGADE,)), to("host_state", "police"), "held", "same_class"),
        (about(says("host_state")), to("foreign_state"), "held", "same_class"),
        (about(says("armed_group")), to("de_facto_authority"), "held", "same_class"),
        # men in uniform, unknown, nobody named, unknown recipients
        (about(says("unknown", uniformed=True)), to("host_state"), "held", "uniform"),
        (about(says("unknown", uniformed=True)), to("own_side"), "held", "uniform"),
        (about(says("armed_group", uniformed=True)), to("host_state"), "held", "uniform"),
        (about(says("unknown")), to("own_side"), "held", "unknown"),
        (about(), to("own_side"), "held", "nobody"),
        (about(says("armed_group")), to("unknown"), "held", "recipient_unknown"),
        (about(says("a_word_of_a_newer_program")), to("own_side"), "held", "unknown"),
        (about(says("armed_group")), to("a_word_of_a_newer_program"), "held", "recipient_unknown"),
        # an actor of unknown class; a namesake; a part that is not here; a patron of the suspected class
        (about(named=(Named("somebody"),)), to("own_side"), "held", "unknown"),
        (
            about(says("armed_group"), named=(Named("front", "armed_group", "a1", names=frozenset({"river front"})),)),
            Recipient("other", "own_side", names=frozenset({"river front"})),
            "held",
            "namesake",
        ),
        (about(says("armed_group"), not_all_here=True), to("host_state"), "held", "not_all_here"),
        (
            about(says("militia")),
            Recipient("r", "own_side", frozenset({"m"}), frozenset({"militia"})),
            "held",
            "class_bound",
        ),
        # what may travel
        (about(says("armed_group")), to("host_state"), "may_travel", "free"),
        (about(says("host_state"), named=(BRIGADE,)), to("own_side"), "may_travel", "free"),
        (about(says("host_state")), to("de_facto_authority"), "may_travel", "free"),
        (about(says("own_side")), to("host_state"), "may_travel", "free"),
        (about(says("unknown"), named=(GUARD,)), to("own_side"), "may_travel", "free"),
        # the strictest of several
        (about(says("armed_group"), says("host_state", "a2")), to("host_state"), "never", "class"),
        (about(says("armed_group"), says("unknown", "a2")), to("host_state"), "held", "unknown"),
        (about(says("host_state"), says("host_state", "a2"), named=(BRIGADE,)), to("host_state"), "never", "class"),
        # a linked actor of another class does not make the asserted unit known
        (about(says("host_state"), named=(Named("front", "armed_group", "a1"),)), to("host_state"), "never", "class"),
    ],
)
def test_each_case_has_its_verdict(suspicion: Suspicion, recipient: Recipient, verdict: str, reason: str) -> None:
    found = judge(suspicion, recipient)
    assert found.verdict == verdict
    assert reason in {one for one, _ in found.reasons}


@pytest.mark.parametrize("side", SIDES)
def test_the_same_rules_hold_for_every_class(side: str) -> None:
    suspect = Named("suspect", side, "a1", frozenset({"above"}))
    alert = about(says(side), named=(suspect,))
    for recipient in (to(side, "suspect"), to("own_side", "above"), to("own_side", "x", "suspect")):
        assert judge(alert, recipient).verdict == "never"
    assert judge(about(says(side)), to(side)).verdict == ("held" if side == "unknown" else "never")


def test_every_reason_has_a_verdict_and_a_sentence() -> None:
    from withstand.picture.routing import SENTENCES

    assert set(SENTENCES) == set(VERDICTS)
    assert all(SENTENCES[reason].startswith("Never") is (VERDICTS[reason] == "never") for reason in VERDICTS)


def test_a_held_alert_has_a_clock_and_is_never_sent_because_time_has_passed() -> None:
    alert = Suspicion("alert", 10 * HOUR, (says("unknown", uniformed=True),))
    held = judge(alert, to("host_state"))
    assert held.due_at == 12 * HOUR
    assert not held.overdue(12 * HOUR)
    assert held.overdue(12 * HOUR + 1)
    assert judge(alert, to("host_state"), timedelta(minutes=30)).due_at == 10.5 * HOUR
    with pytest.raises(NotSent, match="held for a person"):
        dispatch(alert, to("host_state"), 10_000 * HOUR)


def test_only_held_alerts_have_a_clock() -> None:
    assert judge(about(says("armed_group")), to("host_state")).due_at is None
    assert judge(about(says("host_state")), to("host_state")).due_at is None


HELD = about(says("unknown", uniformed=True))
APPROVAL = Approval("decision", "Head of office", frozenset({"alert", "recipient"}), in_force=True)


def test_a_held_alert_goes_under_a_decision_that_covers_it_and_the_recipient() -> None:
    sent = dispatch(HELD, to("own_side"), 5, APPROVAL)
    assert (sent.alert, sent.recipient, sent.decision, sent.at) == ("alert", "recipient", "decision", 5)


@pytest.mark.parametrize(
    "approval",
    [
        None,
        dataclasses.replace(APPROVAL, decided_by=" "),
        dataclasses.replace(APPROVAL, covers=frozenset({"alert"})),
        dataclasses.replace(APPROVAL, covers=frozenset({"alert", "another"})),
        dataclasses.replace(APPROVAL, covers=frozenset({"recipient", "another"})),
        dataclasses.replace(APPROVAL, in_force=False),
    ],
)
def test_no_other_decision_sends_a_held_alert(approval: Approval | None) -> None:
    with pytest.raises(NotSent):
        dispatch(HELD, to("own_side"), 5, approval)


def test_no_decision_sends_an_alert_to_those_it_is_about() -> None:
    with pytest.raises(NotSent, match="never"):
        dispatch(about(says("host_state")), to("host_state"), 5, APPROVAL)


def test_leave_cannot_be_made_copied_or_stored_in_any_other_way() -> None:
    sent = dispatch(HELD, to("own_side"), 5, APPROVAL)
    with pytest.raises(NotSent):
        Dispatch("alert", "recipient", "", 0, object())
    with pytest.raises(TypeError):
        Dispatch("alert", "recipient", "", 0)  # type: ignore[call-arg]
    with pytest.raises(ValueError, match="seal"):
        dataclasses.replace(sent, recipient="another")
    with pytest.raises(TypeError):
        copy.copy(sent)
    with pytest.raises(TypeError):
        pickle.dumps(sent)
    with pytest.raises(dataclasses.FrozenInstanceError):
        sent.recipient = "another"  # type: ignore[misc]
    with pytest.raises(TypeError):
        type("Leave", (Dispatch,), {})


def test_nothing_else_in_the_program_makes_a_dispatch_or_gives_leave() -> None:
    source = Path(withstand.__file__).parent
    mine = Path(routing.__file__)
    givers, makers = set(), set()
    for path in source.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if not any(word in text for word in ("Dispatch", "_SEAL", "evidence.routing", "evidence import routing")):
            continue
        tree = ast.parse(text)
        name = path.relative_to(source).as_posix()
        for node in ast.walk(tree):
            word = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
            if word == "_SEAL" or (isinstance(node, ast.alias) and node.name == "_SEAL"):
                makers.add(name)
            if isinstance(node, ast.Call) and "'Dispatch'" in ast.dump(node.func):
                makers.add(name)
            if isinstance(node, ast.Call) and "__new__" in ast.dump(node.func):
                assert path != mine
                assert "Dispatch" not in ast.dump(node)
            if isinstance(node, ast.ImportFrom) and node.module == "withstand.evidence":
                assert "routing" not in {one.name for one in node.names}, name
            if isinstance(node, ast.ImportFrom) and node.module == "withstand.evidence.routing":
                givers |= {name} if {one.name for one in node.names} & {"dispatch", "Dispatch", "*"} else set()
    assert makers == {"evidence/routing.py"}
    assert givers == {"picture/routing.py"}


ACTORS = st.sampled_from("abcdef")
SOME = st.frozensets(ACTORS, max_size=3)
ASSERTIONS = st.builds(
    Assertion, key=st.sampled_from(["a1", "a2"]), perpetrator=st.sampled_from(SIDES), uniformed=st.booleans()
)
NAMED = st.builds(Named, ACTORS, st.sampled_from(SIDES), st.sampled_from(["", "a1", "a2", "-"]), SOME)
SUSPICIONS = st.builds(
    about, ASSERTIONS, named=st.lists(NAMED, max_size=3).map(tuple), not_all_here=st.booleans()
) | st.builds(about, named=st.lists(NAMED, max_size=3).map(tuple))
RECIPIENTS = st.builds(
    Recipient, ACTORS, st.sampled_from(SIDES), SOME, st.frozensets(st.sampled_from(SIDES), max_size=2)
)


def strictness(suspicion: Suspicion, recipient: Recipient) -> int:
    return ORDER.index(judge(suspicion, recipient).verdict)


@settings(deadline=None)
@given(SUSPICIONS, RECIPIENTS)
def test_nobody_suspected_or_bound_to_a_suspect_ever_gets_leave(suspicion: Suspicion, recipient: Recipient) -> None:
    approval = Approval("d", "Head of office", frozenset({"alert", recipient.actor}), in_force=True)
    try:
        dispatch(suspicion, recipient, 0, approval)
    except NotSent:
        return
    for named in suspicion.named:
        assert not ({named.actor} | named.bound) & ({recipient.actor} | recipient.bound)


@settings(deadline=None)
@given(SUSPICIONS, RECIPIENTS, ASSERTIONS)
def test_another_assertion_never_makes_a_route_easier(
    suspicion: Suspicion, recipient: Recipient, more: Assertion
) -> None:
    now = dataclasses.replace(suspicion, assertions=(*suspicion.assertions, more))
    if not suspicion.assertions and not suspicion.named:
        assert judge(suspicion, recipient).verdict == "held"  # nothing is `never` yet, so nothing can leave it
        return
    assert strictness(now, recipient) <= strictness(suspicion, recipient)


@settings(deadline=None)
@given(SUSPICIONS, RECIPIENTS, SOME, SOME, st.frozensets(st.sampled_from(SIDES), max_size=2))
def test_more_relations_never_make_a_route_easier(
    suspicion: Suspicion, recipient: Recipient, theirs: frozenset[str], ours: frozenset[str], sides: frozenset[str]
) -> None:
    named = tuple(dataclasses.replace(one, bound=one.bound | theirs) for one in suspicion.named)
    further = dataclasses.replace(recipient, bound=recipient.bound | ours, bound_sides=recipient.bound_sides | sides)
    now = dataclasses.replace(suspicion, named=named)
    assert strictness(now, further) <= strictness(suspicion, recipient)


@settings(deadline=None)
@given(SUSPICIONS, NAMED, st.sampled_from(SIDES))
def test_whoever_is_named_further_is_shut_out_with_all_its_own(suspicion: Suspicion, more: Named, side: str) -> None:
    now = dataclasses.replace(suspicion, named=(*suspicion.named, more))
    for actor in (more.actor, *more.bound):
        assert judge(now, Recipient(actor, side)).verdict == "never"


@settings(deadline=None)
@given(SUSPICIONS, RECIPIENTS)
def test_what_has_not_arrived_never_lets_an_alert_travel(suspicion: Suspicion, recipient: Recipient) -> None:
    assert judge(dataclasses.replace(suspicion, not_all_here=True), recipient).verdict != "may_travel"


@settings(deadline=None)
@given(st.sampled_from(SIDES), st.sampled_from(SIDES))
def test_classes_are_compared_the_same_from_both_ends(one: str, other: str) -> None:
    assert routing.same_class(one, other) is routing.same_class(other, one)
    assert routing.near_class(one, other) is routing.near_class(other, one)
