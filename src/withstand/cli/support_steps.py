"""`withstand support move` and `decide`: steps of a request, each checked against everything that is known of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from withstand.cli.clearing import cleared
from withstand.cli.looking import named
from withstand.cli.record_commands import author_of
from withstand.cli.support_parts import support_part
from withstand.cli.terminal import piped, print_json, say
from withstand.errors import InputError
from withstand.inducement.cases import support_case
from withstand.inducement.decisions import Move, SupportDecision
from withstand.inducement.parts import Dissent, Item
from withstand.inducement.records import MOVE, SUPPORT_DECISION
from withstand.inducement.steering import step_draft
from withstand.inducement.steps import steps
from withstand.inducement.workflow import standing
from withstand.installation.opening import Opened
from withstand.installation.presets import with_retention
from withstand.ledger.fields import Fields
from withstand.ledger.journal import LinkTo, append
from withstand.ledger.kinds import Kind
from withstand.picture.audience import HOLDER
from withstand.picture.guard import Guard
from withstand.picture.names import known_names
from withstand.picture.picture import Picture
from withstand.vocabulary.terms import vocabulary


@dataclass(frozen=True)
class Taking:
    """How a step is entered: in whose name, why texts are kept, which records it links to."""

    author: str = ""
    keep_text: str = ""
    links: tuple[tuple[str, str], ...] = ()


def run_move(opened: Opened, request: str, action: str, fields: Fields, taking: Taking) -> None:
    """Take a step that is no decision. `fields` are what the command was given, empty ones left out.

    Raises:
        StepNotTaken, InputError, NotFound: nothing was saved.
    """
    _known_step(action, decision=False)
    _take(opened, request, MOVE, {"action": action, **fields}, taking)


def run_decide(
    opened: Opened, request: str, decided: str, fields: Fields, items: Sequence[str], dissent: Sequence[str],
    taking: Taking,
) -> None:  # fmt: skip
    """Enter a decision. Nothing in it is filled in: what was not said is not there.

    Raises:
        StepNotTaken, InputError, NotFound: nothing was saved.
    """
    _known_step(decided, decision=True)
    parts = {
        "items": [support_part(Item, one) for one in items],
        "dissent": [support_part(Dissent, one) for one in dissent],
    }
    given = {name: value for name, value in parts.items() if value}
    _take(opened, request, SUPPORT_DECISION, {"decided": decided, **fields, **given}, taking)


def _known_step(action: str, *, decision: bool) -> None:
    found = steps().get(action)
    if found is None or (not found.decision and found.by == ("program",)):
        known = [one.action for one in steps().values() if one.decision is decision and one.by != ("program",)]
        raise InputError(f"There is no step {action!r} to take; there are: {', '.join(known)}.")
    if found.decision is not decision:
        command = "decide" if found.decision else "move"
        raise InputError(f"{action} is entered with: withstand support {command} REQUEST {action}.")


def _take(opened: Opened, request: str, kind: Kind, fields: Fields, taking: Taking) -> None:
    sight = Picture(opened.ledger, HOLDER)
    record = named(sight, request)
    today = opened.settings.present_day(datetime.now(UTC))
    known = known_names(sight)
    step = cleared(
        kind, kind.read(with_retention(opened, kind, {"on": today.isoformat(), **fields})), taking.keep_text, known
    )
    if not isinstance(step, Move | SupportDecision):
        raise TypeError(kind.name)
    links = tuple(LinkTo(role, named(sight, target)) for role, target in taking.links)
    draft = step_draft(Guard(opened.ledger), sight, record, step, today, links, author=author_of(opened, taking.author))
    saved = append(opened.ledger, [draft])[0]
    _tell(opened, record, saved.record, today)


def _tell(opened: Opened, request: str, saved: str, today: date) -> None:
    stands = standing(support_case(Guard(opened.ledger).picture, request), today)
    approval = stands.approval
    if piped():
        until = approval.last.isoformat() if approval else None
        print_json({"record": saved, "request": request, "state": stands.state, "support_may_be_given_until": until})
        return
    until = f"; support may be given until {approval.last}" if approval else ""
    say(f"Saved: {saved}. The request stands at: {vocabulary('support_states').label(stands.state)}{until}.")
