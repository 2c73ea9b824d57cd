"""Demarches: open, answered, repeated, contradictory, left without a reply; and pairs that could be made as one."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations
from random import Random
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from promise_world import NARROW, Desk, ask, on

from withstand.actors.chains import Chains, Tie
from withstand.dialogue.demarches import Demarche, demarches, opposite
from withstand.dialogue.joint import DECIDED, joint_among, may_be_joint
from withstand.dialogue.lines import Lines
from withstand.dialogue.records import ENGAGEMENT, Engagement
from withstand.dialogue.talks import Talk, close_pairs
from withstand.ledger.fields import Span
from withstand.ledger.journal import LinkTo, append_links
from withstand.vocabulary.terms import vocabulary

DAY = date(2032, 5, 1)


def found(desk: Desk, day: date = DAY) -> dict[str, Demarche]:
    """All demarches, by record."""
    return {one.record: one for one in demarches(desk.picture(), day)}


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"tone": "protest"}, "no_reply"),
        ({"channel": "note_verbale", "tone": "inform", "asks": ()}, "no_reply"),
        ({"channel": "note_verbale", "reply_expected": "2032-05"}, "waiting"),
        ({"channel": "note_verbale", "reply_expected": "2032-03-10", "when": on("2032-03-01")}, "no_reply"),
        ({"channel": "letter", "reply_on": "2032-03-20", "reply": "No"}, "answered"),
        ({"channel": "letter", "reply_on": "2032-05-20", "reply": "No"}, "no_reply"),
        ({"channel": "letter", "asks": (ask(response="refused"),)}, "answered"),
        ({"channel": "letter", "asks": (ask(response="none"),)}, "no_reply"),
        ({"channel": "letter", "when": on("2032-04-20")}, "waiting"),
        ({"channel": "letter", "when": on("2032-04")}, "waiting"),
        ({"channel": "letter", "when": on("2032-05-02")}, "ahead"),
        ({"channel": "letter", "held": "planned"}, "ahead"),
        ({"channel": "letter", "held": "refused"}, "dropped"),
    ],
)
def test_where_a_demarche_stands(fields: dict[str, object], state: str) -> None:
    desk = Desk()
    one = desk.engagement(desk.office("Ministry"), **fields)
    assert found(desk)[one].state == state


def test_a_meeting_that_asks_and_a_letter_of_thanks_are_no_demarches() -> None:
    desk = Desk()
    ministry = desk.office("Ministry")
    desk.engagement(ministry)
    desk.engagement(ministry, channel="letter", tone="appreciate", asks=())
    assert found(desk) == {}


def test_a_reply_to_the_last_of_several_that_repeat_each_other_answers_them_all() -> None:
    desk = Desk()
    ministry = desk.office("Ministry")
    first = desk.engagement(ministry, channel="letter")
    second = desk.engagement(ministry, channel="letter", links={"repeats": first})
    third = desk.engagement(ministry, channel="note_verbale", links={"repeats": second})
    assert [found(desk)[one].state for one in (first, second, third)] == ["no_reply"] * 3
    assert found(desk)[first].repeated_by == (second,)
    desk.change(third, reply="We look into it", reply_on="2032-04-12")
    assert [(found(desk)[one].state, found(desk)[one].answered_on) for one in (first, second, third)] == [
        ("answered", "2032-04-12")
    ] * 3
    assert [one.state for one in found(desk, date(2032, 4, 11)).values()] == ["no_reply"] * 3


def test_those_without_a_reply_come_first_the_oldest_of_them_first() -> None:
    desk = Desk()
    ministry = desk.office("Ministry")
    late = desk.engagement(ministry, tone="protest", when=on("2032-03-10"))
    waiting = desk.engagement(ministry, tone="protest", when=on("2032-04-20"))
    oldest = desk.engagement(ministry, tone="protest", when=on("2032-01-10"))
    listed = demarches(desk.picture(), DAY)
    assert [(one.record, one.days) for one in listed] == [(oldest, 112), (late, 52), (waiting, 11)]


def test_opposite_asks_on_one_topic_in_one_line_are_told_on_both() -> None:
    desk = Desk()
    ministry = desk.office("Ministry")
    district = desk.office("District office", under=ministry)
    elsewhere = desk.office("Another ministry")
    one = desk.engagement(ministry, channel="letter", asks=(ask(wants="stop"),))
    other = desk.engagement(
        district, channel="letter", lead="force", asks=(ask("Checkpoint  at the MILL bridge", "keep"),)
    )
    desk.engagement(elsewhere, channel="letter", asks=(ask(wants="keep"),))
    desk.engagement(ministry, channel="letter", asks=(ask("the post at the ford", "keep"),))
    assert {record: one.against for record, one in found(desk).items() if one.against} == {one: (other,), other: (one,)}


def test_demarches_of_different_components_on_one_topic_are_proposed_and_decided_by_people() -> None:
    desk = Desk()
    ministry = desk.office("Ministry")
    district = desk.office("District office", under=ministry)
    one = desk.engagement(ministry, channel="letter")
    other = desk.engagement(district, channel="letter", lead="human_rights", held="planned", when=on("2032-03-18"))
    desk.engagement(ministry, channel="letter", when=on("2032-03-02"))
    far = desk.engagement(ministry, channel="letter", lead="political_affairs", when=on("2032-05-20"))
    assert next((pair.first, pair.second, pair.why) for pair in may_be_joint(desk.picture())) == (
        one, other, ("same_line", "same_topic", "not_sent"),
    )  # fmt: skip
    assert not any(far in (pair.first, pair.second) for pair in may_be_joint(desk.picture()))
    assert set(pair_reasons(desk)) <= set(vocabulary("joint_reasons").terms)
    before = len(may_be_joint(desk.picture()))
    append_links(desk.ledger, ENGAGEMENT, other, [LinkTo("merged_into", one)])
    assert len(may_be_joint(desk.picture())) == before - 2
    assert found(desk)[other].state == "merged"


def pair_reasons(desk: Desk) -> list[str]:
    """Every reason of every proposal."""
    return [reason for pair in may_be_joint(desk.picture()) for reason in pair.why]


@pytest.mark.parametrize("role", ["joint_with", "not_same_as", "repeats", "follows"])
def test_what_people_decided_is_not_proposed_again(role: str) -> None:
    desk = Desk()
    ministry = desk.office("Ministry")
    one = desk.engagement(ministry, channel="letter")
    desk.engagement(ministry, channel="letter", lead="human_rights", links={role: one})
    assert may_be_joint(desk.picture()) == ()


def test_an_ally_s_demarche_about_the_same_record_is_proposed_too() -> None:
    desk = Desk()
    ministry = desk.office("Ministry")
    goal = desk.goal(ministry)
    one = desk.engagement(ministry, channel="letter", links={"raises": goal})
    other = desk.engagement(
        ministry, channel="note_verbale", made_by="ally", ally="An embassy", lead=None,
        asks=(ask("the ford", "allow"),), links={"raises": goal},
    )  # fmt: skip
    [pair] = may_be_joint(desk.picture())
    assert {pair.first, pair.second} == {one, other}
    assert pair.why == ("same_office", "same_records")


def test_what_one_may_not_see_joins_and_contradicts_nothing() -> None:
    desk = Desk()
    ministry = desk.office("Ministry")
    desk.engagement(ministry, channel="letter")
    desk.engagement(ministry, channel="letter", lead="force", asks=(ask(wants="keep"),))
    assert may_be_joint(desk.picture(NARROW)) == ()
    assert demarches(desk.picture(NARROW), DAY) == ()


def test_that_two_asks_are_opposite_does_not_depend_on_their_order() -> None:
    words = list(vocabulary("ask_wants").terms)
    for one in words:
        assert not opposite(one, one)
        for other in words:
            assert opposite(one, other) is opposite(other, one)


@settings(max_examples=60)
@given(
    spans=st.lists(st.tuples(st.integers(0, 120), st.integers(0, 20), st.booleans()), max_size=12),
    near=st.integers(0, 40),
)
def test_close_pairs_are_all_pairs_that_may_lie_close(spans: list[tuple[int, int, bool]], near: int) -> None:
    start = date(2032, 1, 1)
    made = []
    for number, (first, length, ongoing) in enumerate(spans):
        begin = start + timedelta(days=first)
        when = (
            Span(start=str(begin), ongoing=True)
            if ongoing
            else Span(start=str(begin), end=str(begin + timedelta(days=length)))
        )
        made.append(_talk(f"{number:02}", when))
    days = timedelta(days=near)
    expected = {
        frozenset((one.record, other.record))
        for one, other in combinations(made, 2)
        if (one.fields.when.latest == date.max or other.fields.when.earliest - one.fields.when.latest <= days)
        and (other.fields.when.latest == date.max or one.fields.when.earliest - other.fields.when.latest <= days)
    }
    told = [frozenset((one.record, other.record)) for one, other in close_pairs(made, days)]
    assert len(told) == len(set(told))
    assert set(told) == expected


def _talk(record: str, when: Span) -> Talk:
    fields = Engagement(subject="x", when=when, level="local", channel="letter", lead="force")
    return Talk(SimpleNamespace(record=record), fields)  # type: ignore[arg-type]


@st.composite
def made_talks(draw: st.DrawFn) -> list[Talk]:
    """Demarches of a few makers to a few offices on a few topics, some decided about."""
    found: list[Talk] = []
    for number in range(draw(st.integers(0, 7))):
        fields = Engagement(
            subject="x",
            when=on(str(date(2032, 1, 1) + timedelta(days=draw(st.integers(0, 60))))),
            level="local",
            channel="letter",
            held=draw(st.sampled_from(["held", "planned", "refused"])),
            lead=draw(st.sampled_from(["force", "legal"])),
            asks=tuple(
                ask(topic, wants)
                for topic, wants in draw(
                    st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["stop", "keep"])), max_size=2)
                )
            ),
        )
        links = [("met", draw(st.sampled_from(["minister", "district", "other"])))]
        links += [("raises", one) for one in draw(st.sets(st.sampled_from("pq"), max_size=1))]
        if found and draw(st.booleans()):
            role = draw(st.sampled_from(["merged_into", "joint_with", "not_same_as"]))
            links.append((role, draw(st.sampled_from([one.record for one in found]))))
        found.append(Talk(SimpleNamespace(record=f"{number:02}"), fields, tuple(links)))  # type: ignore[arg-type]
    return found


SINCE = Span(start="2031-01-01", ongoing=True, precise=True)
LINES = Lines(Chains((Tie("r", "administrative", "district", "minister", SINCE),)))


@settings(max_examples=150)
@given(made=made_talks(), near=st.integers(0, 30), seed=st.randoms(use_true_random=False))
def test_proposals_are_exactly_the_pairs_that_the_rule_names(made: list[Talk], near: int, seed: Random) -> None:
    def alike(one: Talk, other: Talk) -> bool:
        topics = [{ask.same_topic for ask in talk.fields.asks} for talk in (one, other)]
        records = [set(talk.linked("raises")) for talk in (one, other)]
        return bool(topics[0] & topics[1] or records[0] & records[1])

    def line(talk: Talk) -> bool:
        return talk.linked("met") == ("other",)

    expected = {
        (one.record, other.record)
        for one, other in combinations(made, 2)
        if one.maker != other.maker
        and all(talk.fields.held != "refused" and not talk.merged for talk in (one, other))
        and alike(one, other)
        and line(one) is line(other)
        and abs((one.fields.when.earliest - other.fields.when.earliest).days) <= near
        and not any(target == one.record for role, target in other.links if role in DECIDED)
    }
    found = joint_among(made, LINES, timedelta(days=near))
    assert {(pair.first, pair.second) for pair in found} == expected
    assert all(("asks_against" in pair.why) <= ("same_topic" in pair.why) for pair in found)
    shuffled = list(made)
    seed.shuffle(shuffled)
    assert joint_among(shuffled, LINES, timedelta(days=near)) == found
