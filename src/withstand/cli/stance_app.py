"""`withstand stance`: what the evidence points to, what was chosen, consent, conduct, thresholds."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from withstand.cli.ledger_options import PassphraseFile, Workspace
from withstand.cli.record_app import As, Author, Classification, Compartments, KeepText, KnownAt

if TYPE_CHECKING:
    from withstand.cli.stance_view import Asking

stance = typer.Typer(
    help="With, despite or against: what the evidence points to by area and authority, what was chosen, consent.",
    no_args_is_help=True,
)
conduct = typer.Typer(help="What an authority's forces are seen to do, in one word.", no_args_is_help=True)
thresholds = typer.Typer(help="What leadership holds to be enough.", no_args_is_help=True)
stance.add_typer(conduct, name="conduct")
stance.add_typer(thresholds, name="thresholds")

On = Annotated[datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="As of this day; else today.")]
Level = Annotated[str, typer.Option(help="Level of the areas: admin1 or admin2; else the finest that there is.")]
Out = Annotated[Path | None, typer.Option(help="File to write: .xlsx or .csv; else it is shown.")]
Language = Annotated[str, typer.Option(help="Language of headings and sentences: en, fr, es, ar.")]
Who = Annotated[str, typer.Argument(help="A unit, an office or a group by its name or id, or a class: host_state.")]
Actor = Annotated[str, typer.Argument(help="A unit, an office or a group by its name or id.")]
OfArea = Annotated[str, typer.Option("--area", help="Area, by its code or its name.")]
Component = Annotated[str, typer.Option(help="The component that says so.")]
When = Annotated[
    str, typer.Option(help="Days as in records: 2032-05-20, 2032-05.., =2032-05-01..2032-05-20; else today.")
]
RestsOn = Annotated[list[str] | None, typer.Option("--rests-on", help="A record that it rests on; may be repeated.")]
ByRole = Annotated[str, typer.Option(help="Role of who decided: withstand words acceptance_roles.")]
DecidedBy = Annotated[str, typer.Option(help="Who decided: a post, no name.")]
Reasons = Annotated[str, typer.Option(help="Why.")]


def _asking(
    workspace: Path, on: datetime | None, level: str, profile: str, language: str, out: Path | None,
    known_at: datetime | None, passphrase_file: Path | None,
) -> Asking:  # fmt: skip
    from withstand.cli.stance_view import Asking

    return Asking(workspace, on.date() if on else None, level, profile, language, out, known_at, passphrase_file)


@stance.command()
def table(
    workspace: Workspace,
    on: On = None,
    level: Level = "",
    out: Out = None,
    language: Language = "en",
    profile: As = "holder",
    known_at: KnownAt = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Show all areas and authorities: what the evidence points to, what was chosen, where the two are apart."""
    from withstand.cli.stance_view import run_table

    run_table(_asking(workspace, on, level, profile, language, out, known_at, passphrase_file))


@stance.command()
def show(
    authority: Who,
    workspace: Workspace,
    area: OfArea = "",
    on: On = None,
    level: Level = "",
    language: Language = "en",
    profile: As = "holder",
    known_at: KnownAt = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Show one authority in one area: why, what moved it, what would change it, its records; else all its areas."""
    from withstand.cli.stance_view import run_show

    run_show(_asking(workspace, on, level, profile, language, None, known_at, passphrase_file), authority, area)


@stance.command()
def history(
    authority: Who,
    workspace: Workspace,
    area: OfArea,
    on: On = None,
    level: Level = "",
    language: Language = "en",
    profile: As = "holder",
    known_at: KnownAt = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Show choices beside what the evidence pointed to, month by month."""
    from withstand.cli.stance_more_view import run_history

    run_history(_asking(workspace, on, level, profile, language, None, known_at, passphrase_file), authority, area)


@stance.command()
def consent(
    authority: Who,
    workspace: Workspace,
    area: OfArea = "",
    on: On = None,
    level: Level = "",
    out: Out = None,
    language: Language = "en",
    profile: As = "holder",
    known_at: KnownAt = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Show consent by level, activity and area, in words, with who reads it otherwise; never one number."""
    from withstand.cli.stance_more_view import run_consent

    run_consent(_asking(workspace, on, level, profile, language, out, known_at, passphrase_file), authority, area)


@stance.command()
def choose(
    authority: Actor,
    choice: Annotated[str, typer.Argument(help="with, despite or against.")],
    workspace: Workspace,
    matter: Annotated[str, typer.Option(help="In what matter.")],
    issue: Annotated[str, typer.Option(help="Its subject: withstand words dialogue_issues.")],
    component: Component,
    by_role: ByRole,
    decided_by: DecidedBy,
    reasons: Reasons,
    review_by: Annotated[str, typer.Option(help="The day on which it is looked at again.")],
    area: Annotated[str, typer.Option("--area", help="Area, by its code or name; else it holds everywhere.")] = "",
    when: When = "",
    dissent: Annotated[
        list[str] | None, typer.Option(help="component: an opinion that differs; may be repeated.")
    ] = None,
    rests_on: RestsOn = None,
    replaces: Annotated[
        list[str] | None, typer.Option("--replaces", help="A choice that this one replaces; may be repeated.")
    ] = None,
    level: Level = "",
    classification: Classification = "",
    compartments: Compartments = None,
    keep_text: KeepText = "",
    author: Author = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Record the mission's choice, with what the evidence says today beside it. No analysis makes it."""
    from withstand.cli.opening import opened
    from withstand.cli.stance_entering import Choosing, Saving, run_choose

    saving = Saving(classification, tuple(compartments or ()), keep_text, author)
    asked = Choosing(
        authority, choice, matter, issue, area, when, component, by_role, decided_by, reasons, review_by,
        tuple(dissent or ()), tuple(rests_on or ()), tuple(replaces or ()), level,
    )  # fmt: skip
    with opened(workspace, passphrase_file, writing=True) as found:
        run_choose(found, workspace, asked, saving)


@stance.command("take-back")
def take_back(
    record: Annotated[str, typer.Argument(help="The choice, by its id or the end of it: withstand stance history.")],
    workspace: Workspace,
    because: Annotated[str, typer.Option(help="Why it is taken back; it is kept.")],
    on: Annotated[
        datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="From this day; else from today.")
    ] = None,
    keep_text: KeepText = "",
    author: Author = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Take a choice back: from a day on it stands no longer; that it stood, and why it ended, is kept."""
    from withstand.cli.opening import opened
    from withstand.cli.stance_entering import run_take_back

    with opened(workspace, passphrase_file, writing=True) as found:
        run_take_back(found, record, because, on.date() if on else None, keep_text, author)


@conduct.command("show")
def conduct_show(
    authority: Who,
    workspace: Workspace,
    area: OfArea,
    on: On = None,
    level: Level = "",
    language: Language = "en",
    profile: As = "holder",
    known_at: KnownAt = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Show what is observed about each source of threat, how old it is, and which components differ."""
    from withstand.cli.stance_more_view import run_conduct

    run_conduct(_asking(workspace, on, level, profile, language, None, known_at, passphrase_file), authority, area)


@conduct.command("enter")
def conduct_enter(
    authority: Actor,
    word: Annotated[str, typer.Argument(help="One of: withstand words conduct.")],
    workspace: Workspace,
    area: OfArea,
    component: Component,
    threat_source: Annotated[
        str, typer.Option(help="About which source of threat; a class of perpetrators.")
    ] = "unknown",
    when: When = "",
    confidence: Annotated[str, typer.Option(help="withstand words confidence.")] = "unknown",
    reasons: Annotated[str, typer.Option(help="What was seen.")] = "",
    rests_on: RestsOn = None,
    classification: Classification = "",
    compartments: Compartments = None,
    keep_text: KeepText = "",
    author: Author = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Record what an authority's forces are seen to do about one source of threat in one area."""
    from withstand.cli.opening import opened
    from withstand.cli.stance_entering import Saving, run_conduct

    words = [f"conduct={word}", f"where={area}", f"author={component}", f"threat_source={threat_source}",
             f"confidence={confidence}", f"reasons={reasons}"]  # fmt: skip
    saving = Saving(classification, tuple(compartments or ()), keep_text, author)
    with opened(workspace, passphrase_file, writing=True) as found:
        run_conduct(found, authority, words, when, tuple(rests_on or ()), saving)


@thresholds.command("show")
def thresholds_show(
    workspace: Workspace,
    on: On = None,
    language: Language = "en",
    profile: As = "holder",
    known_at: KnownAt = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Show the thresholds in force on a day, and who set them."""
    from withstand.cli.stance_more_view import run_thresholds

    run_thresholds(_asking(workspace, on, "", profile, language, None, known_at, passphrase_file))


@thresholds.command("set")
def thresholds_set(
    workspace: Workspace,
    by_role: ByRole,
    decided_by: DecidedBy,
    reasons: Reasons,
    on: Annotated[
        datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="From this day; else today.")
    ] = None,
    words: Annotated[
        list[str] | None, typer.Option("--set", help="threshold=number, or said_with=words; may be repeated.")
    ] = None,
    classification: Classification = "",
    compartments: Compartments = None,
    keep_text: KeepText = "",
    author: Author = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Record what leadership holds to be enough from a day on; what is not named stays as it was."""
    from withstand.cli.opening import opened
    from withstand.cli.stance_entering import Saving, run_set

    told = [f"by_role={by_role}", f"decided_by={decided_by}", f"reasons={reasons}", *(words or ())]
    saving = Saving(classification, tuple(compartments or ()), keep_text, author)
    with opened(workspace, passphrase_file, writing=True) as found:
        run_set(found, on.date() if on else None, told, saving)


def add_to(app: typer.Typer) -> None:
    """Hang the commands into the program."""
    app.add_typer(stance, name="stance")
