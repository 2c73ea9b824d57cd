"""`withstand demarches`: where demarches stand, which could be made as one, and what people decided about that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from withstand.brief.support.words import label, on, short, span
from withstand.cli.dialogue_view import actor_of, component, known_terms, names_of
from withstand.cli.looking import named
from withstand.cli.opening import warn
from withstand.cli.record_commands import author_of
from withstand.cli.terminal import piped, print_json, print_table, say
from withstand.dialogue.demarches import NO_REPLY, Demarche, demarches
from withstand.dialogue.joint import may_be_joint
from withstand.dialogue.records import ENGAGEMENT, Engagement
from withstand.dialogue.talks import Talk, talks_among
from withstand.errors import InputError
from withstand.installation.opening import Opened
from withstand.ledger.journal import LinkTo, append_links
from withstand.mission.wording import count
from withstand.picture.audience import HOLDER
from withstand.picture.picture import Picture


@dataclass(frozen=True)
class Asked:
    """Which demarches: where they stand, to whom, of which components; after how many days one is without reply."""

    state: str = ""
    of: str = ""
    components: tuple[str, ...] = ()
    patience: int = 30
    repeated: bool = False
    contradictory: bool = False


def run_list(picture: Picture, day: date, asked: Asked) -> None:
    """Demarches as of a day, those without reply first.

    Raises:
        InputError: there is no such state or component.
    """
    known_terms("demarche_states", [asked.state] if asked.state else [])
    wanted = actor_of(picture, asked.of) if asked.of else ""
    mine = set(known_terms("components", asked.components))
    found = [
        one
        for one in demarches(picture, day, timedelta(days=asked.patience))
        if (not asked.state or one.state == asked.state)
        and (not wanted or wanted in one.talk.linked("met"))
        and (not mine or mine & set(one.talk.components))
        and (one.repeated_by or not asked.repeated)
        and (one.against or not asked.contradictory)
    ]
    names = names_of(picture, (actor for one in found for actor in one.talk.linked("met")))
    if piped():
        print_json([_plain(one, names) for one in found])
        return
    if not found:
        warn(f"No demarches match, as far as {picture.audience.name} may see.")
        return
    print_table("", ["demarche", "stands", "asked", "record"], [_line(one, names) for one in found], left=4)


def _maker(talk: Talk) -> str:
    return talk.maker if talk.fields.made_by == "ally" else component(talk.maker)


def _plain(one: Demarche, names: dict[str, str]) -> dict[str, object]:
    fields = one.talk.fields
    return {
        "record": one.record, "subject": fields.subject, "made_by": one.talk.maker, "channel": fields.channel,
        "tone": fields.tone, "to": [names[actor] for actor in one.talk.linked("met") if actor in names],
        "when": fields.when.start, "reference": fields.protest_reference, "state": one.state, "days": one.days,
        "reply_expected": fields.reply_expected, "answered_on": one.answered_on, "repeats": list(one.repeats),
        "repeated_by": list(one.repeated_by), "asks_against": list(one.against),
        "merged_into": list(one.talk.linked("merged_into")),
        "asks": [
            {"issue": ask.issue, "topic": ask.topic, "wants": ask.wants, "response": ask.response}
            for ask in fields.asks
        ],
    }  # fmt: skip


def _line(one: Demarche, names: dict[str, str]) -> list[str]:
    fields = one.talk.fields
    to = ", ".join(names[actor] for actor in one.talk.linked("met") if actor in names)
    told = [label("demarche_states", one.state)]
    if one.state == NO_REPLY and one.days is not None:
        told[0] += f" for {count(one.days, 'day')}"
    if one.answered_on:
        told[0] += f", {on(one.answered_on)}"
    if one.repeated_by:
        told.append(f"repeated {count(len(one.repeated_by), 'time')}")
    if one.against:
        told.append(f"asks the opposite of {', '.join(short(other) for other in one.against)}")
    asked = "\n".join(f"{label('ask_wants', ask.wants)}: {ask.topic}" for ask in fields.asks)
    how = f"{label('engagement_channels', fields.channel)}, {span(fields.when)}"
    return [
        f"{fields.subject}\n{_maker(one.talk)} to {to or '–'}\n{how}",
        "\n".join(told),
        asked or "–",
        short(one.record),
    ]


def run_joint(picture: Picture, near: int) -> None:
    """Pairs that could be made as one; nothing is joined."""
    found = may_be_joint(picture, timedelta(days=near))
    known = picture.several({record for one in found for record in (one.first, one.second)})
    talk = {one.record: one for one in talks_among(picture, known.values())}
    if piped():
        print_json(
            [{"records": [one.first, one.second], "why": list(one.why)} for one in found]
        )  # fmt: skip
        return
    if not found:
        warn(f"No two demarches look as if they could be made as one, as far as {picture.audience.name} may see.")
        return

    def words(record: str) -> str:
        fields = talk[record].fields
        return f"{fields.subject}\n{_maker(talk[record])}, {span(fields.when)}\n{short(record)}"

    rows = [
        [words(one.first), words(one.second), "\n".join(label("joint_reasons", key) for key in one.why)]
        for one in found
    ]
    print_table("", ["one", "the other", "what speaks for it"], rows, left=3)
    say("Nothing is joined by itself: withstand demarches merge ONE OTHER --into JOINT, or withstand demarches apart.")


def run_merge(opened: Opened, one: str, other: str, into: str, author: str) -> None:
    """Link two demarches to the joint one; without one, to each other.

    Raises:
        InputError: they are the same, or what is named is no engagement, or it is decided already.
    """
    sight = Picture(opened.ledger, HOLDER)
    first, second = _pair(sight, one, other)
    joint = _engagement(sight, into) if into else ""
    wanted = [(one, "merged_into", joint) for one in (first, second) if one != joint] if joint else []
    _link(opened, sight, wanted or [(first, "joint_with", second)], author)
    if piped():
        print_json({"records": [first, second], "into": joint or None})
    else:
        say(f"Merged into {joint}." if joint else "Both stay, as parts of one joint demarche.")


def run_apart(opened: Opened, one: str, other: str, author: str) -> None:
    """Say that two demarches stay apart."""
    sight = Picture(opened.ledger, HOLDER)
    first, second = _pair(sight, one, other)
    _link(opened, sight, [(first, "not_same_as", second)], author)
    if piped():
        print_json({"records": [first, second], "apart": True})
    else:
        say("They stay apart.")


def _pair(sight: Picture, one: str, other: str) -> tuple[str, str]:
    first, second = _engagement(sight, one), _engagement(sight, other)
    if first == second:
        raise InputError("These are one and the same engagement; give two.")
    return first, second


def _engagement(sight: Picture, words: str) -> str:
    record = named(sight, words)
    if not isinstance(sight.get(record).fields, Engagement):
        raise InputError(f"Record {record} is no engagement that this program can read.")
    return record


def _link(opened: Opened, sight: Picture, wanted: Sequence[tuple[str, str, str]], author: str) -> None:
    """Links (record, role, target) of which none is there yet.

    Raises:
        InputError: one is there, or an engagement would be merged into itself over others.
    """
    for record, role, target in wanted:
        if any(one.other == target for one in sight.links(record, role)):
            raise InputError(f"{record} is linked so already: {role} to {target}. Nothing was saved.")
        if role == "merged_into" and record in _merged_over(sight, target):
            raise InputError(f"{target} was merged into {record}: withdraw that link first. Nothing was saved.")
    token = author_of(opened, author)
    for record, role, target in wanted:
        append_links(opened.ledger, ENGAGEMENT, record, [LinkTo(role, target)], token)


def _merged_over(sight: Picture, record: str) -> set[str]:
    """Everything that an engagement was merged into, over others too."""
    reached, edge = set[str](), [record]
    while edge:
        for one in sight.links(edge.pop(), "merged_into"):
            if one.other not in reached:
                reached.add(one.other)
                edge.append(one.other)
    return reached
