"""`withstand alerts`: sending, closing and counting alerts, interceding; what a command does is loaded when it runs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from withstand.cli.ledger_options import PassphraseFile, Workspace
from withstand.cli.record_app import As, Author, KeepText, KnownAt

alerts = typer.Typer(
    help="Alerts after they came: whom they were sent to, who answered, what is due, words for a superior.",
    no_args_is_help=True,
)

Alert = Annotated[str, typer.Argument(help="An alert: its id, or the end of it.")]
Intercession = Annotated[str, typer.Argument(help="An intercession: its id, or the end of it.")]
InOwnName = Annotated[str, typer.Option("--author", help="Who writes, in their own name; another person confirms.")]
Day = Annotated[datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="The day; else today.")]


def add_to(app: typer.Typer) -> None:
    """Hang the commands into the program."""
    app.add_typer(alerts, name="alerts")


@alerts.command()
def send(
    alert: Alert,
    recipient: Annotated[str, typer.Argument(help="A unit, office or group: its name, its id, or the end of it.")],
    workspace: Workspace,
    by: Annotated[str, typer.Option("--by", help="The component that sends it: withstand words components.")],
    how: Annotated[str, typer.Option(help="withstand words sending_ways.")] = "voice",
    decision: Annotated[str, typer.Option(help="The decision under which a held alert goes.")] = "",
    note: Annotated[str, typer.Option(help="A short note.")] = "",
    keep_text: KeepText = "",
    author: Author = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Record that an alert goes to somebody, if it may; refused with the reason, or with whom to ask."""
    from withstand.cli.alerts_sending import run_send
    from withstand.cli.opening import opened
    from withstand.dialogue.sending import Sending

    with opened(workspace, passphrase_file, writing=True) as found:
        run_send(found, alert, recipient, Sending(by, how, decision, note), author, keep_text)


@alerts.command()
def close(
    alert: Alert,
    workspace: Workspace,
    status: Annotated[str, typer.Option(help="closed, unfounded, or answered.")] = "closed",
    answerer: Annotated[str, typer.Option(help="Who answered: withstand words alert_answerers.")] = "",
    answered_on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="On which day.")] = None,
    feedback: Annotated[
        str, typer.Option(help="Were those who warned us told what came of it: withstand words alert_feedback.")
    ] = "",
    feedback_by: Annotated[str, typer.Option(help="Which component told them.")] = "",
    feedback_on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="On which day.")] = None,
    author: Author = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Close an alert: who answered and when, and whether those who warned us were told, where that is safe."""
    from withstand.cli.alerts_sending import run_close
    from withstand.cli.opening import opened

    days = {"answered_on": answered_on, "feedback_on": feedback_on}
    given = {"status": status, "answerer": answerer, "feedback": feedback, "feedback_by": feedback_by}
    given |= {name: day.date().isoformat() for name, day in days.items() if day}
    with opened(workspace, passphrase_file, writing=True) as found:
        run_close(found, alert, {name: value for name, value in given.items() if value}, author)


@alerts.command()
def due(
    workspace: Workspace, profile: As = "holder", known_at: KnownAt = None, passphrase_file: PassphraseFile = None
) -> None:
    """List what waits: alerts held for a person, not answered, or closed without a word to those who warned us."""
    from withstand.cli.alerts_view import run_due
    from withstand.cli.looking import looking
    from withstand.cli.support_view import day_of

    with looking(workspace, passphrase_file, profile, known_at) as picture:
        run_due(picture, day_of(workspace, None))


@alerts.command()
def answered(
    workspace: Workspace,
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only alerts received from this day on.")
    ] = None,
    until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only alerts received until this day.")
    ] = None,
    on: Annotated[
        datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="As it stood at the end of this day.")
    ] = None,
    profile: As = "holder",
    known_at: KnownAt = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Count answers and days until them, by the class that alerts are about and by who answered."""
    from withstand.cli.alerts_view import run_answered
    from withstand.cli.looking import looking
    from withstand.cli.support_view import day_of

    with looking(workspace, passphrase_file, profile, known_at) as picture:
        run_answered(picture, day_of(workspace, on), since.date() if since else None, until.date() if until else None)


@alerts.command()
def intercede(
    alert: Alert,
    superior: Annotated[
        str, typer.Argument(help="Somebody above or behind those the alert names: name, id, or its end.")
    ],
    workspace: Workspace,
    role: Annotated[str, typer.Option(help="The principal who speaks: withstand words acceptance_roles.")],
    lead: Annotated[str, typer.Option(help="Whose principal: withstand words components.")],
    reasons: Annotated[str, typer.Option(help="Why somebody speaks with a superior.")],
    author: InOwnName,
    words: Annotated[str, typer.Option(help="What is said, written apart from the alert.")] = "",
    words_file: Annotated[Path | None, typer.Option(help="The same from a text file.")] = None,
    area: Annotated[str, typer.Option(help="The area that may be named, by its code or name.")] = "",
    level: Annotated[str, typer.Option(help="Its level: admin0, admin1, admin2.")] = "admin1",
    month: Annotated[str, typer.Option(help="The month or year that may be named: 2032-05.")] = "",
    keep: Annotated[
        list[str] | None,
        typer.Option(help="What the check points at and is kept, why: rare_word:trucks=REASON; may be repeated."),
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Only show what the words give away; save nothing.")] = False,
    on: Day = None,
    keep_text: KeepText = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Propose words for a superior of those an alert is about, checked against all that the alert holds."""
    from withstand.cli.alerts_interceding import Proposing, run_intercede, text_of
    from withstand.cli.opening import opened

    said = text_of(words_file) if words_file else words
    given = Proposing(role, lead, said, reasons, area, level, month, tuple(keep or ()), on.date() if on else None)
    with opened(workspace, passphrase_file, writing=not check) as found:
        run_intercede(found, alert, superior, given, author, keep_text, check=check)


@alerts.command()
def confirm(
    intercession: Intercession, workspace: Workspace, author: InOwnName, passphrase_file: PassphraseFile = None
) -> None:
    """Confirm the check of an intercession's words, as another person than its author."""
    from withstand.cli.alerts_interceding import run_confirm
    from withstand.cli.opening import opened

    with opened(workspace, passphrase_file, writing=True) as found:
        run_confirm(found, intercession, author)


@alerts.command()
def spoken(
    intercession: Intercession, workspace: Workspace, profile: As = "holder", passphrase_file: PassphraseFile = None
) -> None:
    """Show what the principal takes along, and nothing else of the alert; only once it is confirmed."""
    from withstand.cli.alerts_interceding import run_spoken
    from withstand.cli.looking import looking

    with looking(workspace, passphrase_file, profile) as picture:
        run_spoken(picture, intercession)


@alerts.command()
def followed(
    intercession: Intercession,
    status: Annotated[str, typer.Argument(help="spoken, ended or dropped.")],
    workspace: Workspace,
    did: Annotated[str, typer.Option(help="What the superior did: withstand words superior_did.")] = "",
    told: Annotated[str, typer.Option(help="What the superior said.")] = "",
    on: Day = None,
    author: Author = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Record that an intercession was made, what the superior did then, or that it was dropped."""
    from withstand.cli.alerts_interceding import run_followed
    from withstand.cli.opening import opened

    with opened(workspace, passphrase_file, writing=True) as found:
        run_followed(found, intercession, status, did, told, on.date().isoformat() if on else "", author)
