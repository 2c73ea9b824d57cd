"""Rules on tone: protests that wait for a reply, dialogue beside pressure, pressure towards nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from withstand.analysis.coherence.case import Case
from withstand.analysis.coherence.finding import Finding, finding
from withstand.analysis.coherence.roles import SHARED_WITH
from withstand.dialogue.records import Engagement, SharedGoal
from withstand.dialogue.rules.asks import contradictions
from withstand.dialogue.rules.days import days
from withstand.dialogue.rules.talks import BOOK, JOINT, Talk, asking, direct, joint, pairs
from withstand.ledger.fields import last_day
from withstand.vocabulary.terms import vocabulary
from withstand.vocabulary.words import terms, text

ANSWERS = ("agreed", "partial", "deflected", "refused")
"""Answers to an ask; none and unknown are no answers."""


def protest_without_reply(case: Case) -> Iterator[Finding]:
    """The day on which a reply to a protest was expected has passed, or 30 days where none is named, and no reply is
    recorded, there or in what followed on it, nor that it was repeated since. Whatever names a day for a reply waits
    like a protest.
    """
    for talk in direct(case):
        due = _reply_due(talk)
        if not talk.held or due is None or due >= case.day or case.to(talk.record, "merged_into"):
            continue
        if _answered(case, talk) or _repeated(case, talk):
            continue
        yield finding(
            "protest_without_reply", BOOK, talk.record, talk.met, talk.fields.lead or "",
            unit=text(*map(case.title, talk.met)), title=text(talk.fields.subject), day=talk.day, due=text(due),
            channel=terms("engagement_channels", talk.fields.channel),
        )  # fmt: skip


def _reply_due(talk: Talk) -> date | None:
    said = talk.fields
    if said.reply_expected:
        return last_day(said.reply_expected)
    protests = said.tone == "protest" or said.protest_reference.strip()
    return talk.last + timedelta(days=days().reply) if protests and not talk.public else None


def _answered(case: Case, talk: Talk) -> bool:
    beside = {one for role in JOINT for one in (*case.to(talk.record, role), *case.leading_to(talk.record, role))}
    beside |= {*case.leading_to(talk.record, "follows")}
    both = (talk.fields, *(case.said(record, Engagement) for record in sorted(beside)))
    said = [one for one in both if one is not None]
    replied = any(one.reply.strip() or one.reply_on is not None for one in said)
    return replied or any(ask.response in ANSWERS for one in said for ask in one.asks)


def _repeated(case: Case, talk: Talk) -> bool:
    again = (case.said(one, Engagement) for one in case.leading_to(talk.record, "repeats"))
    return any(one is not None and one.held == "held" and one.when.latest >= talk.first for one in again)


def dialogue_and_pressure_apart(case: Case) -> Iterator[Finding]:
    """One component presses an authority or its line on an issue while another talks with it about the same issue, and
    the two ask for nothing in common, within 60 days. A joint démarche is one voice.
    """
    known = {(one.pair.one.record, one.pair.other.record) for one in contradictions(case)}
    for pair in pairs(case, days().apart, lambda one, other: asking(one, other) and one.pressing != other.pressing):
        one, other = pair.one, pair.other
        shared = {*one.components} & {*other.components} - {""}
        if shared or joint(case, one, other):
            continue
        issue = next(_apart_on(one, other), None)
        if issue is None or (one.record, other.record) in known:
            continue
        hard, soft = (one, other) if one.pressing else (other, one)
        yield finding(
            "dialogue_and_pressure_apart", BOOK, other.record, pair.records(case), "",
            unit=text(case.title(case.subject.key), *((case.title(pair.above),) if pair.above else ())),
            one=soft.who, other=hard.who, day=soft.day, hard_day=hard.day, issue=terms("dialogue_issues", issue),
            tone=terms("engagement_tones", hard.fields.tone),
        )  # fmt: skip


def _apart_on(one: Talk, other: Talk) -> Iterator[str]:
    for issue in dict.fromkeys(ask.issue for ask in one.fields.asks):
        mine, theirs = one.demands(issue), other.demands(issue)
        if theirs and not mine & theirs:
            yield issue


def pressure_without_goal(case: Case) -> Iterator[Finding]:
    """There were three steps of pressure or more with an authority within 90 days, and no goal is shared with it that
    is being pursued and whose day of review has not passed. What was done jointly is one step.
    """
    since = case.day - timedelta(days=days().pressure)
    steps: list[Talk] = []
    for talk in direct(case):
        new = talk.pressing and talk.held and since < talk.last and talk.first <= case.day
        if new and not any(joint(case, one, talk) for one in steps):
            steps.append(talk)
    if len(steps) < days().steps:
        return
    goals = [(one, case.said(one, SharedGoal)) for one in case.leading_to(case.subject.key, SHARED_WITH)]
    live = [(one, fields) for one, fields in goals if fields is not None and _live(fields)]
    if any(last_day(fields.review_by) >= case.day for _, fields in live):
        return
    yield finding(
        "pressure_without_goal", BOOK, steps[-1].record,
        (case.subject.key, *(one.record for one in steps), *(one for one, _ in live)), "", "stale" if live else "",
        case.subject.key, unit=text(case.title(case.subject.key)), number=text(len(steps)), day=steps[0].day,
        goals=text(*(fields.goal for _, fields in live)),
    )  # fmt: skip


def _live(goal: SharedGoal) -> bool:
    term = vocabulary("goal_status").terms.get(goal.goal_status)
    return term is not None and bool(term.facts["live"])
