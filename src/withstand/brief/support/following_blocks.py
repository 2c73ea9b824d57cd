"""What followed a decision on support in blocks: deliveries against it, visits and checks, the steps of the request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from withstand.brief.papers.paper import Block, Grid, Heading, Items, Para
from withstand.brief.support.tongue import Tongue
from withstand.inducement.answering import Answering
from withstand.inducement.case import Held
from withstand.inducement.deliveries import Account, Given, ItemLine
from withstand.inducement.following import Monitoring
from withstand.inducement.workflow import Standing
from withstand.vocabulary.sentences import said


def account_blocks(accounts: Iterable[Account], decisions: Mapping[str, str], tongue: Tongue) -> Iterator[Block]:
    """Deliveries item by item against each decision. `decisions` are their names."""
    say = tongue.said
    shown = [one for one in accounts if one.lines]
    if not shown:
        yield Para(say("no_delivery"))
    for account in shown:
        name = decisions.get(account.decision, say("hidden_decision"))
        yield Heading(say("under", decision=name) if account.decision else say("under_none"), 3)
        header = tuple(say(key) for key in ("item", "approved", "delivered", "beyond", "by_day"))
        yield Grid.of(header, [_line(one, tongue) for one in account.lines], (18, 17, 17, 14, 34))


def _line(line: ItemLine, tongue: Tongue) -> tuple[str, ...]:
    approved = tongue.said("not_approved" if line.limited else "no_item")
    if line.approved is not None:
        approved = tongue.amount(line.approved, line.unit)
    return (
        tongue.text(line.item), approved, tongue.amount(line.delivered, line.unit),
        "–" if not line.beyond else tongue.amount(line.beyond, line.unit),
        "\n".join(_given(one, tongue) for one in line.given),
    )  # fmt: skip


def _given(one: Given, tongue: Tongue) -> str:
    text = tongue.said("given", when=tongue.span(one.when), quantity=tongue.number(one.quantity))
    if one.within is True:
        return text
    why = tongue.said("no_approval")
    if one.why:
        why = said("approval_gaps", one.why, tongue.language, day=tongue.on(one.since))
    return tongue.said("outside" if one.within is False else "perhaps_outside", given=text, why=why)


def monitoring_blocks(monitoring: Iterable[Held[Monitoring]], tongue: Tongue) -> Iterator[Block]:
    """Visits and checks: what was seen, and what could not be."""
    say = tongue.said
    rows = [
        (
            tongue.span(one.fields.when), tongue.text(one.fields.what), tongue.labels("components", one.fields.by),
            tongue.label("access", one.fields.access), tongue.label("monitoring_verdicts", one.fields.verdict),
            say(
                "seen_not_seen", seen=tongue.text(one.fields.seen) or "–",
                not_seen=tongue.text(one.fields.not_seen) or tongue.common("not_said"),
            ),
        )
        for one in monitoring
    ]  # fmt: skip
    if rows:
        header = tuple(say(key) for key in ("when", "what", "by", "access", "found", "seen"))
        yield Grid.of(header, rows, (15, 14, 15, 12, 14, 30))
    else:
        yield Para(say("no_visit"))


def history_blocks(held: Answering, standing: Standing, tongue: Tongue) -> Iterator[Block]:
    """The steps that count, and those that do not, with what they lacked."""
    case, say = held.case, tongue.said
    texts = {one.record: one.fields.reasons for one in case.moves}
    texts |= {one.record: one.fields.reasons for one in case.decisions}
    rows = [
        (
            tongue.on(step.on), tongue.label("support_actions", step.action),
            tongue.label("support_states", step.after), tongue.label("support_roles", step.role),
            tongue.text(texts.get(step.record, "")),
        )
        for step in standing.counted
    ]  # fmt: skip
    if rows:
        header = tuple(say(key) for key in ("on", "step", "then_stood", "by", "reasons"))
        yield Grid.of(header, rows, (16, 20, 17, 19, 28))
    else:
        yield Para(say("no_step"))
    if standing.void:
        yield Items(
            tuple(
                say(
                    "void", action=tongue.label("support_actions", one.action), day=tongue.on(one.on),
                    lacks=" ".join(held.said(missing, tongue.language) for missing in one.missing),
                )
                for one in standing.void
            )
        )  # fmt: skip
