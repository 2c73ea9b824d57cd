"""`withstand support list`, `show`, `steps`, `statistics`: where requests stand, what each is, who may do what next."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from withstand.brief.papers.plain import plain
from withstand.brief.papers.tongue import known_language
from withstand.brief.support.case_paper import case_paper, case_plain, names_in
from withstand.brief.support.statistics import statistics_paper
from withstand.brief.support.words import label, labels, on, short
from withstand.cli.looking import named
from withstand.cli.opening import warn
from withstand.cli.paper_out import give, write_paper
from withstand.cli.terminal import piped, print_json, print_table, say
from withstand.errors import InputError
from withstand.inducement.answering import answering, outcomes
from withstand.inducement.cases import support_cases
from withstand.inducement.statistics import statistics
from withstand.inducement.steering import open_steps
from withstand.inducement.steps import steps
from withstand.inducement.workflow import standing
from withstand.mission.wording import count
from withstand.picture.guard import Guard
from withstand.picture.picture import Picture
from withstand.settings import read_settings
from withstand.vocabulary.terms import vocabulary

ROLES = "support_roles"


def day_of(workspace: Path, day: datetime | None) -> date:
    """The day that an option names, else today in the mission's civil time."""
    return day.date() if day else read_settings(workspace).present_day(datetime.now(UTC))


def run_list(picture: Picture, day: date, state: str) -> None:
    """Requests and where each stands, the latest first."""
    if state and state not in vocabulary("support_states").terms:
        raise InputError(f"There is no state {state!r}: withstand words support_states.")
    found = list(outcomes(Guard(picture.ledger), picture, support_cases(picture), day))
    found = [one for one in found if not state or one.standing.state == state]
    names = names_in(picture, (actor for one in found for actor in one.case.recipients))
    is_open = {key: bool(term.facts["open"]) for key, term in vocabulary("condition_status").terms.items()}
    rows: list[dict[str, Any]] = []
    for one in found:
        approval = one.standing.approval
        open_ = [held for held in one.case.conditions if is_open[held.fields.status]]
        rows.append(
            {
                "request": one.case.request.record,
                "title": one.case.request.fields.title,
                "recipient": ", ".join(names.get(actor, short(actor)) for actor in one.case.recipients),
                "support": one.case.request.fields.support,
                "state": one.standing.state,
                "since": one.standing.since.isoformat(),
                "support_may_be_given_until": approval.last.isoformat() if approval else None,
                "ends_soon": one.standing.warned,
                "open_conditions": len(open_),
                "steps_that_do_not_count": len(one.standing.void),
            }
        )
    if piped():
        print_json(rows)
        return
    if not rows:
        warn(f"No requests match, as far as {picture.audience.name} may see.")
        return
    print_table("", ["request", "stands", "may be given until", "record"], [_line(row) for row in rows], left=4)


def _line(row: dict[str, Any]) -> list[str]:
    """A request in four cells, so that its words stay whole on a narrow terminal."""
    stands = f"{label('support_states', row['state'])}\nsince {row['since']}"
    open_ = f"\n{count(row['open_conditions'], 'condition')} open" if row["open_conditions"] else ""
    until = f"{row['support_may_be_given_until'] or '–'}{', soon' if row['ends_soon'] else ''}"
    return [f"{row['title']}\nfor {row['recipient']}", f"{stands}{open_}", until, short(row["request"])]


def run_show(
    picture: Picture, request: str, day: date, language: str, out: Path | None, code: str, reason: str
) -> None:  # fmt: skip
    """One request, whole, as far as the profile may see it.

    Raises:
        InputError: there is no such request, or no such language.
    """
    known_language(language)
    record = named(picture, request)
    held = answering(Guard(picture.ledger), picture, record, day)
    paper, content = case_paper(picture, held, day, language), case_plain(held, day)
    if out is None:
        give(paper, content)
        return
    seen = picture.several(_records(content))
    write_paper(picture, out, "supportcase", paper, content, tuple(seen.values()), code, reason)


def _records(content: dict[str, Any]) -> set[str]:
    return {str(one) for one in content["records"]}


def run_steps(picture: Picture, request: str, day: date, role: str) -> None:
    """Who may take which step next, and what each still lacks."""
    if role and role not in vocabulary(ROLES).terms:
        raise InputError(f"There is no role {role!r}; there are: {', '.join(vocabulary(ROLES).terms)}.")
    record = named(picture, request)
    held = answering(Guard(picture.ledger), picture, record, day)
    stands = standing(held.workflow, day)
    found: dict[str, dict[str, Any]] = {}
    for one in (role,) if role else vocabulary(ROLES).terms:
        for action, missing in open_steps(held.workflow, one, day) if one != "program" else ():
            entry = found.setdefault(action, {"step": action, "decision": steps()[action].decision, "roles": []})
            entry["roles"].append(one)
            entry["lacks"] = [held.said(word) for word in missing]
    rows = list(found.values())
    if piped():
        print_json({"request": record, "state": stands.state, "since": stands.since.isoformat(), "steps": rows})
        return
    say(f"{label('support_states', stands.state)} since {on(stands.since)}.")
    if not rows:
        say("No step is open from here.")
        return
    lines = [
        [
            f"{row['step']}\n{label('support_actions', row['step'])}", labels(ROLES, row["roles"]),
            "\n".join(row["lacks"]) or "–",
        ]
        for row in rows
    ]  # fmt: skip
    print_table("", ["step", "taken by", "needs still"], lines, left=3)
    say("What a step says itself (reasons, day of expiry, conditions) is given with it.")


def run_statistics(picture: Picture, day: date, language: str, out: Path | None, code: str, reason: str) -> None:
    """Statistics over all requests that the profile may see.

    Raises:
        InputError: there is no such language.
    """
    known_language(language)
    known = tuple(outcomes(Guard(picture.ledger), picture, support_cases(picture), day))
    seen = tuple(picture.several({record for one in known for record in one.case.records}).values())
    found = statistics(known, day)
    paper, content = statistics_paper(found, picture, seen, language), plain(found)
    if out is None:
        give(paper, content)
    else:
        write_paper(picture, out, "supportstatistics", paper, content, seen, code, reason)
