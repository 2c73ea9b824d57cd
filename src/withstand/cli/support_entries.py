"""`withstand support`: steps, decisions and the records about a request; what a command does is loaded when it runs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any

import typer

from withstand.cli.ledger_options import PassphraseFile, Workspace
from withstand.cli.record_app import Author, Classification, Compartments, Json, KeepText, Links, Words

Request = Annotated[str, typer.Argument(help="A request for support: its id, or the end of it.")]
Actor = Annotated[str, typer.Argument(help="A unit or office: its id, or the end of it.")]
Role = Annotated[str, typer.Option(help="In which role: withstand words support_roles.")]
Day = Annotated[datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="The day of the step; else today.")]
Until = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The last day on which it holds.")]
Ids = Annotated[list[str] | None, typer.Option(help="A record's id; may be repeated.")]


def move(
    request: Request,
    step: Annotated[str, typer.Argument(help="The step: withstand support steps REQUEST.")],
    workspace: Workspace,
    role: Role,
    on: Day = None,
    reasons: Annotated[str, typer.Option(help="Why.")] = "",
    due: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="By when it must be put right.")] = None,
    ended: Annotated[str, typer.Option(help="How it ended: withstand words closing_reasons.")] = "",
    rests_on: Annotated[list[str] | None, typer.Option(help="A record that this rests on; may be repeated.")] = None,
    renewed_by: Annotated[str, typer.Option(help="The request that goes on where this one ends.")] = "",
    keep_text: KeepText = "",
    author: Author = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Take a step that is no decision; refused with everything that it lacks."""
    from withstand.cli.opening import opened
    from withstand.cli.support_steps import Taking, run_move

    fields = _given(by_role=role, on=_day(on), reasons=reasons, due=_day(due), ended=ended)
    links = (*(("rests_on", one) for one in rests_on or ()), *((("renewed_by", renewed_by),) if renewed_by else ()))
    with opened(workspace, passphrase_file, writing=True) as found:
        run_move(found, request, step, fields, Taking(author, keep_text, links))


def decide(
    request: Request,
    decision: Annotated[str, typer.Argument(help="approve, approve_conditions, approve_provisionally, defer, refuse.")],
    workspace: Workspace,
    role: Role,
    decided_by: Annotated[str, typer.Option("--by", help="The office that decides and answers for it.")],
    reasons: Annotated[str, typer.Option(help="Why.")],
    on: Day = None,
    expires: Until = None,
    items: Annotated[
        list[str] | None, typer.Option("--item", help="What may be given: fuel:4000:litres; may be repeated.")
    ] = None,
    conditions: Annotated[
        list[str] | None, typer.Option("--condition", help="A condition's id; may be repeated.")
    ] = None,
    assessment: Annotated[str, typer.Option(help="The risk assessment it looked at.")] = "",
    residual: Annotated[str, typer.Option(help="The residual level accepted: withstand words risk_levels.")] = "",
    dissent: Annotated[
        list[str] | None, typer.Option(help="Who thinks otherwise, and what: legal:…; may be repeated.")
    ] = None,
    waiver: Annotated[str, typer.Option(help="A rule that is waived: withstand words decision_waivers.")] = "",
    waiver_reasons: Annotated[str, typer.Option(help="Why it is waived.")] = "",
    counter_opinion: Annotated[str, typer.Option(help="The opinion against the waiver.")] = "",
    excludes: Annotated[list[str] | None, typer.Option(help="A unit or post left out; may be repeated.")] = None,
    rests_on: Annotated[list[str] | None, typer.Option(help="A record that this rests on; may be repeated.")] = None,
    headquarters_told: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day on which headquarters were told.")
    ] = None,
    keep_text: KeepText = "",
    author: Author = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Enter a decision; nothing in it is filled in from a recommendation. Refused with everything that it lacks."""
    from withstand.cli.opening import opened
    from withstand.cli.support_steps import Taking, run_decide

    fields = _given(
        by_role=role, decided_by=decided_by, reasons=reasons, on=_day(on), expires=_day(expires),
        residual_accepted=residual, waiver=waiver, waiver_reasons=waiver_reasons, counter_opinion=counter_opinion,
        headquarters_told=_day(headquarters_told),
    )  # fmt: skip
    links = [("under_condition", one) for one in conditions or ()]
    links += [("assessed_in", assessment)] if assessment else []
    links += [("excludes", one) for one in excludes or ()] + [("rests_on", one) for one in rests_on or ()]
    taking = Taking(author, keep_text, tuple(links))
    with opened(workspace, passphrase_file, writing=True) as found:
        run_decide(found, request, decision, fields, tuple(items or ()), tuple(dissent or ()), taking)


def _day(day: datetime | None) -> str:
    return day.date().isoformat() if day else ""


def _given(**fields: str) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


_ABOUT_REQUEST = {
    "screen": "Enter the answer of one body about a request: --set body=, answer=, reasons=; sealed until all are in.",
    "assess": "Enter a risk assessment: --set inherent=, residual=, confidence=, reasons=, withholding=, criteria=.",
    "condition": "Enter a condition: --set condition=, type=, test=, evidence_needed=, host_owner=, due= and more.",
    "deliver": "Enter a delivery: --set what=, when=, items=fuel:1000:litres; it is held against the decision.",
    "visit": "Enter a visit or check: --set what=, when=, by=, access=, verdict=, seen=, not_seen=.",
}
_ABOUT_ACTOR = {
    "good": "Enter good conduct of a unit or office: --set what=, when=, verification=.",
    "ladder": "Enter a ladder for a unit: --set title=, floor=, rungs=training:order_issued:6:monthly_visits.",
}


def _entry(name: str, argument: Any, text: str) -> Callable[..., None]:
    def enter(
        about: argument,
        workspace: Workspace,
        words: Words = None,
        json: Json = None,
        classification: Classification = "",
        compartments: Compartments = None,
        links: Links = None,
        keep_text: KeepText = "",
        author: Author = "",
        passphrase_file: PassphraseFile = None,
    ) -> None:
        from withstand.cli.entered import Entered
        from withstand.cli.opening import opened
        from withstand.cli.support_entering import run_entry

        entered = Entered(
            tuple(words or ()), json, classification, tuple(compartments or ()), tuple(links or ()), keep_text, author
        )
        with opened(workspace, passphrase_file, writing=True) as found:
            run_entry(found, name, about, entered)

    enter.__doc__ = text
    enter.__annotations__ = {
        "about": argument, "workspace": Workspace, "words": Words, "json": Json, "classification": Classification,
        "compartments": Compartments, "links": Links, "keep_text": KeepText, "author": Author,
        "passphrase_file": PassphraseFile, "return": None,
    }  # fmt: skip
    return enter


def add_to(support: typer.Typer) -> None:
    """Hang the commands into the group."""
    support.command()(move)
    support.command()(decide)
    for name, text in _ABOUT_REQUEST.items():
        support.command(name)(_entry(name, Request, text))
    for name, text in _ABOUT_ACTOR.items():
        support.command(name)(_entry(name, Actor, text))
