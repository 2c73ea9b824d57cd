"""What is told to authorities keeps to the routing of alerts, whoever writes it and however it is written."""

from __future__ import annotations

import pytest
from alert_world import HOLDER, READER, SINCE_2031, Velmara, changed

from withstand.actors.records import PERSON, POSTING, Person, Posting
from withstand.dialogue.outgoing import AgainstRouting
from withstand.dialogue.parts import Ask
from withstand.dialogue.records import COMMITMENT, ENGAGEMENT, SHARED_GOAL, Commitment, Engagement, SharedGoal
from withstand.evidence.records import ALERT, INCIDENT, Incident
from withstand.ledger.acts import switch
from withstand.ledger.fields import Assertion, Place, Span
from withstand.ledger.journal import Draft, LinkTo, append, append_links, withdraw_link
from withstand.mission.records import THREAT, Threat
from withstand.picture.leaving import resting_on

FRONT = Assertion(perpetrator="armed_group")
MINISTRY = Assertion(perpetrator="host_state")
TOLD = "Trucks were seen behind the old mill after dark."


def engagement(**more: object) -> Engagement:
    """An engagement that lies ahead."""
    return Engagement(
        **{"subject": "The road", "when": Span(start="2032-01-20"), "level": "regional", "channel": "meeting",
           "held": "planned", "lead": "civil_affairs"} | more,
    )  # type: ignore[arg-type]  # fmt: skip


@pytest.fixture
def world() -> Velmara:
    return Velmara()


@pytest.fixture
def army(world: Velmara) -> tuple[str, str]:
    battalion, ministry = world.unit("14th Battalion"), world.office("Ministry of Defence")
    world.relate(battalion, "command", ministry, SINCE_2031)
    return battalion, ministry


def meet(world: Velmara, office: str, *raised: str, **more: object) -> str:
    """Save an engagement with an office that raises records."""
    links = (LinkTo("met", office), *(LinkTo("raises", one) for one in raised))
    return world.save(ENGAGEMENT, engagement(**more), *links)


def records_of(world: Velmara) -> int:
    return sum(world.guard.picture.counts().values())


def test_no_engagement_raises_an_alert_with_the_line_it_is_about(world: Velmara, army: tuple[str, str]) -> None:
    battalion, ministry = army
    alert = world.alert(MINISTRY, suspected=((battalion, "a1"),))
    before = records_of(world)
    for office in army:
        with pytest.raises(AgainstRouting, match="raises") as refused:
            meet(world, office, alert)
        assert "Never" in str(refused.value.told_to(HOLDER))
    assert records_of(world) == before
    assert meet(world, ministry)
    commission = world.office("Contingent", "own_side")
    assert meet(world, commission, alert)


def test_nor_what_rests_on_it_whatever_lies_between(world: Velmara, army: tuple[str, str]) -> None:
    battalion, ministry = army
    alert = world.alert(MINISTRY, suspected=((battalion, "a1"),))
    fields = Incident(what="looting", where=Place(area="VM0101"), when=Span(start="2032-01-18"))
    first = world.save(INCIDENT, fields, LinkTo("rests_on", alert))
    second = world.save(INCIDENT, fields, LinkTo("rests_on", first))
    for raised in (first, second):
        with pytest.raises(AgainstRouting):
            meet(world, ministry, raised)
    heard_elsewhere = world.save(INCIDENT, fields, LinkTo("follows", alert))
    assert meet(world, ministry, heard_elsewhere)


def test_a_link_that_is_added_later_is_asked_about_too(world: Velmara, army: tuple[str, str]) -> None:
    battalion, ministry = army
    alert = world.alert(MINISTRY, suspected=((battalion, "a1"),))
    planned = meet(world, ministry)
    with pytest.raises(AgainstRouting):
        append_links(world.ledger, ENGAGEMENT, planned, [LinkTo("raises", alert)])
    assert not world.guard.picture.links(planned, "raises")
    elsewhere = meet(world, world.office("Contingent", "own_side"), alert)
    with pytest.raises(AgainstRouting):
        append_links(world.ledger, ENGAGEMENT, elsewhere, [LinkTo("met", ministry)])


def test_what_was_done_before_a_tie_was_known_is_still_followed_up(world: Velmara) -> None:
    front, police = world.group("River Front"), world.unit("Police")
    alert = world.alert(FRONT, suspected=((front, "a1"),))
    held = meet(world, police, alert)
    world.relate(police, "support", front)
    with pytest.raises(AgainstRouting):
        meet(world, police, alert)
    seen = world.guard.picture.get(held)
    followed = changed(seen.fields, held="held", follow_up="Ask again.")
    assert world.save(ENGAGEMENT, followed, record=held, supersedes=(seen.version,))


def test_a_goal_wanted_with_the_line_rests_on_no_alert_about_it(world: Velmara, army: tuple[str, str]) -> None:
    battalion, ministry = army
    alert = world.alert(MINISTRY, suspected=((battalion, "a1"),))
    goal = SharedGoal(
        goal="The market is safe", when=Span(start="2032-01"), issue="checkpoints", their_interest="Trade",
        owner="civil_affairs", review_by="2032-06",
    )  # fmt: skip
    with pytest.raises(AgainstRouting):
        world.save(SHARED_GOAL, goal, LinkTo("shared_with", ministry), LinkTo("rests_on", alert))
    threat = world.save(
        THREAT,
        Threat(threat="Looting", where=Place(area="VM0101"), when=Span(start="2032-01")),
        LinkTo("rests_on", alert),
    )
    with pytest.raises(AgainstRouting):
        world.save(SHARED_GOAL, goal, LinkTo("shared_with", ministry), LinkTo("answers", threat))
    assert world.save(SHARED_GOAL, goal, LinkTo("shared_with", ministry))


def test_the_very_words_of_an_alert_are_not_told_either(world: Velmara, army: tuple[str, str]) -> None:
    battalion, ministry = army
    alert = world.alert(MINISTRY, suspected=((battalion, "a1"),))
    seen = world.guard.picture.get(alert)
    world.save(ALERT, changed(seen.fields, narrative=TOLD), record=alert, supersedes=(seen.version,))
    seen = world.guard.picture.get(alert)
    world.save(ALERT, changed(seen.fields, narrative=""), record=alert, supersedes=(seen.version,))
    ask = Ask(issue="checkpoints", topic="the mill", wants="stop",
              ask="We hear that TRUCKS were seen, behind the old mill.")  # fmt: skip
    with pytest.raises(AgainstRouting, match="asks"):
        meet(world, ministry, asks=(ask,))
    with pytest.raises(AgainstRouting):
        world.save(
            COMMITMENT,
            Commitment(promise=TOLD, promise_side="ours", when=Span(start="2032-01"), made_in="meeting",
                       issue="checkpoints", test="seen", owner="police"),
            LinkTo("promised_to", ministry),
        )  # fmt: skip
    assert meet(world, ministry, assessment_of_it=TOLD)
    assert meet(world, world.office("Contingent", "own_side"), asks=(ask,))


def test_what_is_held_needs_a_decision_and_sources_that_agreed(world: Velmara, army: tuple[str, str]) -> None:
    commission = world.office("Commission")
    alert = world.alert(Assertion(described="men in uniform", uniformed=True))
    with pytest.raises(AgainstRouting) as refused:
        meet(world, commission, alert)
    assert "Record a decision first" in str(refused.value.told_to(HOLDER))
    world.decide(alert, commission, review_by="2032-02")
    assert meet(world, commission, alert)
    closed = world.alert(FRONT, suspected=((world.group("River Front"), "a1"),), consent=())
    with pytest.raises(AgainstRouting) as refused:
        meet(world, commission, closed)
    assert "have not agreed" in str(refused.value.told_to(HOLDER))


def test_who_may_not_see_why_is_told_whom_to_ask(world: Velmara) -> None:
    front, police = world.group("River Front"), world.unit("Police")
    alert = world.alert(FRONT, suspected=((front, "a1"),))
    world.relate(police, "support", front, classification="strictly_confidential", compartments=("human_rights",))
    with pytest.raises(AgainstRouting) as refused:
        meet(world, police, alert)
    assert "Blocked: ask Human rights." in str(refused.value)
    assert "River Front" not in str(refused.value.told_to(READER))
    assert "River Front" in str(refused.value.told_to(HOLDER))


def test_a_link_that_was_taken_back_frees_nothing(world: Velmara, army: tuple[str, str]) -> None:
    battalion, ministry = army
    alert = world.alert(MINISTRY, suspected=((battalion, "a1"),))
    fields = Incident(what="looting", where=Place(area="VM0101"), when=Span(start="2032-01-18"))
    incident = world.save(INCIDENT, fields, LinkTo("rests_on", alert))
    (link,) = world.guard.picture.links(incident, "rests_on")
    withdraw_link(world.ledger, link.link)
    with pytest.raises(AgainstRouting):
        meet(world, ministry, incident)
    assert {alert, incident} <= resting_on(world.guard, [alert])


def test_what_was_raised_elsewhere_is_not_repeated_to_the_line(world: Velmara, army: tuple[str, str]) -> None:
    battalion, ministry = army
    alert = world.alert(MINISTRY, suspected=((battalion, "a1"),))
    elsewhere = meet(world, world.office("Contingent", "own_side"), alert)
    for role in ("repeats", "joint_with", "merged_into"):
        with pytest.raises(AgainstRouting):
            world.save(ENGAGEMENT, engagement(), LinkTo("met", ministry), LinkTo(role, elsewhere))
    assert world.save(ENGAGEMENT, engagement(), LinkTo("met", ministry), LinkTo("follows", elsewhere))


def test_a_person_is_told_no_more_than_their_posts(world: Velmara, army: tuple[str, str]) -> None:
    battalion, ministry = army
    people = world.made.people
    switch(world.ledger, "persons", on=True, reason="Sanctions are checked.", day="2032-01-18", people=people)
    alert = world.alert(MINISTRY, suspected=((battalion, "a1"),))
    colonel, stranger, ours = (world.save(PERSON, Person(name=name)) for name in ("A. One", "B. Two", "C. Three"))
    contingent = world.unit("Contingent", "own_side")
    world.save(POSTING, Posting(), LinkTo("post_in", ministry), LinkTo("held_by", colonel))
    world.save(POSTING, Posting(), LinkTo("post_in", contingent), LinkTo("held_by", ours))
    for person in (colonel, stranger):
        with pytest.raises(AgainstRouting):
            meet(world, person, alert)
    assert meet(world, ours, alert)
    assert meet(world, stranger)


def test_many_at_once_are_all_asked_about(world: Velmara, army: tuple[str, str]) -> None:
    battalion, ministry = army
    alert = world.alert(MINISTRY, suspected=((battalion, "a1"),))
    free = Draft(ENGAGEMENT, engagement(), "confidential", links=(LinkTo("met", ministry),))
    bound = Draft(
        ENGAGEMENT, engagement(), "confidential", links=(LinkTo("met", ministry), LinkTo("raises", alert))
    )  # fmt: skip
    before = records_of(world)
    with pytest.raises(AgainstRouting):
        append(world.ledger, [free, free, bound])
    assert records_of(world) == before
    assert len(append(world.ledger, [free, free])) == 2
