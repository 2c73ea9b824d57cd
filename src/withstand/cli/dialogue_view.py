"""`withstand followups` and `goals`, and what commands about dialogue share: the picture of a day, names, an actor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from withstand.actors.records import GROUP, OFFICE, UNIT
from withstand.brief.support.words import label, on, short
from withstand.cli.looking import looking, named
from withstand.cli.opening import warn
from withstand.cli.support_view import day_of
from withstand.cli.terminal import piped, print_json, print_table, say
from withstand.dialogue.due import UNDATED
from withstand.dialogue.followups import FollowUp, Look, left_to_do
from withstand.dialogue.goals import Goal, goals
from withstand.errors import InputError
from withstand.ledger.contents import folded
from withstand.ledger.errors import NotFound
from withstand.mission.wording import count
from withstand.picture.picture import Picture
from withstand.vocabulary.terms import vocabulary


@contextmanager
def looking_on(
    workspace: Path, passphrase_file: Path | None, profile: str, known_at: datetime | None, as_of: datetime | None
) -> Iterator[tuple[Picture, date]]:
    """A picture and the day that is asked about; only a day that was named leaves out what came after it."""
    with looking(workspace, passphrase_file, profile, known_at, as_of) as picture:
        yield picture, day_of(workspace, as_of)


def actor_of(picture: Picture, words: str) -> str:
    """The id of an actor, by its id, a part of that, or exactly one of its names.

    Raises:
        NotFound: there is none, or there are several.
    """
    wanted = folded(words)
    found = [
        seen.record
        for kind in (UNIT, OFFICE, GROUP)
        for seen in picture.each(kind)
        if wanted in {folded(str(one)) for one in (seen.title, *seen.raw.get("aliases", ()))}
    ]
    if len(found) > 1:
        raise NotFound(f"{len(found)} actors go by the name {words!r}: give the id of one: {', '.join(found[:5])}.")
    return found[0] if found else named(picture, words)


def names_of(picture: Picture, records: Iterable[str]) -> dict[str, str]:
    """Titles of records that may be seen."""
    wanted = set(records)
    return {record: seen.title for record, seen in picture.several(wanted).items()} if wanted else {}


def known_terms(name: str, keys: Sequence[str]) -> tuple[str, ...]:
    """Keys of a vocabulary.

    Raises:
        InputError: one of them is none.
    """
    for key in keys:
        if key not in vocabulary(name).terms:
            raise InputError(f"There is no {key!r}: withstand words {name}.")
    return tuple(keys)


def component(key: str) -> str:
    """A component in words."""
    return label("components", key) if key else "nobody"


def run_followups(picture: Picture, day: date, components: tuple[str, ...]) -> None:
    """What is left to do, and what nobody has looked at."""
    left = left_to_do(picture, day, known_terms("components", components))
    if piped():
        print_json(
            {
                "as_of": day.isoformat(),
                "follow_ups": [_follow_up_plain(one) for one in left.follow_ups],
                "looks": [_look_plain(one) for one in left.looks],
                "never_looked_at": left.never,
            }
        )
        return
    if left.follow_ups:
        print_table(
            "To be done", ["what", "by when", "record"], [_follow_up_line(one) for one in left.follow_ups], left=3
        )
    if left.looks:
        print_table(
            "To be looked at", ["engagement", "look", "record"], [_look_line(one) for one in left.looks], left=3
        )
    if not (left.follow_ups or left.looks):
        warn(f"Nothing is left to do or to look at, as far as {picture.audience.name} may see.")
    if left.never:
        say(f"{count(left.never, 'engagement')} of more than a year ago: nobody entered what followed.")


def _follow_up_plain(one: FollowUp) -> dict[str, object]:
    fields = one.talk.fields
    return {
        "record": one.talk.record, "subject": fields.subject, "follow_up": fields.follow_up,
        "owner": one.owner or None, "due": fields.follow_up_due, "stands": one.due,
    }  # fmt: skip


def _follow_up_line(one: FollowUp) -> list[str]:
    fields = one.talk.fields
    when = label("due", one.due) if one.due == UNDATED else f"{on(fields.follow_up_due)}\n{label('due', one.due)}"
    return [f"{fields.follow_up or fields.subject}\n{component(one.owner)}", when, short(one.talk.record)]


def _look_plain(one: Look) -> dict[str, object]:
    return {
        "record": one.talk.record, "subject": one.talk.fields.subject, "after": one.after,
        "since": one.since.isoformat(), "missed": list(one.missed), "owner": one.owner or None,
    }  # fmt: skip


def _look_line(one: Look) -> list[str]:
    missed = (
        f"\nnobody looked: {', '.join(label('observed_after', key).lower() for key in one.missed)}"
        if one.missed
        else ""
    )
    return [
        f"{one.talk.fields.subject}\n{component(one.owner)}",
        f"{label('observed_after', one.after)}, due since {on(one.since)}{missed}",
        short(one.talk.record),
    ]


def run_goals(picture: Picture, day: date, *, all_: bool) -> None:
    """Shared goals, live ones first."""
    found = [one for one in goals(picture, day) if all_ or one.live]
    names = names_of(picture, (actor for one in found for actor in one.linked("shared_with")))
    if piped():
        print_json([_goal_plain(one, names) for one in found])
        return
    if not found:
        warn(f"No shared goal is pursued, as far as {picture.audience.name} may see.")
        return
    print_table("", ["goal", "next step", "review", "record"], [_goal_line(one, names) for one in found], left=4)


def _goal_plain(one: Goal, names: dict[str, str]) -> dict[str, object]:
    fields = one.fields
    return {
        "record": one.record, "goal": fields.goal, "issue": fields.issue, "status": fields.goal_status,
        "live": one.live, "with": [names[actor] for actor in one.linked("shared_with") if actor in names],
        "next_step": fields.next_step, "owner": fields.owner, "review_by": fields.review_by, "review": one.review,
        "overdue": one.overdue, "versions_side_by_side": one.seen.heads,
    }  # fmt: skip


def _goal_line(one: Goal, names: dict[str, str]) -> list[str]:
    fields = one.fields
    who = ", ".join(names[actor] for actor in one.linked("shared_with") if actor in names)
    review = f"{on(fields.review_by)}{', overdue' if one.overdue else ''}"
    return [
        f"{fields.goal}\n{label('goal_status', fields.goal_status)}{f', with {who}' if who else ''}",
        f"{fields.next_step or '–'}\n{component(fields.owner)}",
        review,
        short(one.record),
    ]
