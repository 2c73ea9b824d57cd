"""How dialogue is written down in the story: talks, asks, promises and goals with their histories."""

from __future__ import annotations

from typing import Any

from withstand.demo.mission_data import HEADQUARTERS, Edit, LinkByKey, Told
from withstand.demo.mission_words import CONFIDENTIAL, edit, on, to, told
from withstand.dialogue.parts import Ask
from withstand.dialogue.records import VERIFIED, Commitment, Engagement, SharedGoal
from withstand.ledger.fields import Place

PRISON = ("detention", "access to the prison of Lonnhaven")
ROOF = ("investigation", "roof of the court in Lonnhaven")
SHOTS = ("investigation", "inquiry into the shots at the stadium")
CORDON = ("civic_space", "cordon at the gate of the base in Lonnhaven")
BRIDGE = ("freedom_of_movement", "barrier at the bridge east of Amber Ford")
CASES = ("conduct_of_forces", "cases of January to April around Amber Ford")
EAST_BANK_DEAD = ("investigation", "inquiry into the deaths on the east bank")
LOG_BOOKS = ("support_conditions", "log books of the fuel")
CATTLEBAR = ("checkpoints", "fees at Cattlebar")
SALT_GATE = ("checkpoints", "fees at Salt Gate")
POPLARS = ("checkpoints", "checkpoint at Nine Poplars")
ROAD = ("freedom_of_movement", "market road between Kessin and the river")
PELLISAR = ("freedom_of_movement", "clearance to Pellisar")
HEARING = ("investigation", "hearing of the case of Hollowbank")
CROSSING = ("land_and_resources", "crossing days for cattle at Old Sluice")


def ask(
    about: tuple[str, str], wants: str, text: str, response: str = "unknown", *, by: str | None = None, test: str = ""
) -> Ask:
    """One thing asked about a topic, and what was answered."""
    issue, topic = about
    return Ask(issue=issue, topic=topic, wants=wants, ask=text, response=response, answer_by=by, test=test)


def talk(
    key: str,
    office: str,
    day: str,
    subject: str,
    *met: str,
    lead: str | None,
    level: str = "local",
    channel: str = "meeting",
    where: Place | None = None,
    entered: str = "",
    links: tuple[LinkByKey, ...] = (),
    rights: str = CONFIDENTIAL,
    seen_by: tuple[str, ...] = (),
    edits: tuple[Edit, ...] = (),
    **more: Any,
) -> Told:
    """An engagement on `day`, entered the same day unless said otherwise."""
    fields = Engagement(subject=subject, when=on(day), where=where, level=level, channel=channel, lead=lead, **more)
    return told(
        key, office, entered or day, fields, *to("met", *met), *links, level=rights, seen_by=seen_by, edits=edits
    )


def promise(
    key: str,
    office: str,
    day: str,
    text: str,
    side: str,
    about: tuple[str, str],
    test: str,
    *links: LinkByKey,
    due: str | None,
    owner: str,
    made_in: str = "meeting",
    entered: str = "",
    rights: str = CONFIDENTIAL,
    seen_by: tuple[str, ...] = (),
    edits: tuple[Edit, ...] = (),
    **more: Any,
) -> Told:
    """A commitment made on `day`, theirs or ours; its history are `edits`."""
    issue, topic = about
    fields = Commitment(
        promise=text, promise_side=side, when=on(day), made_in=made_in, issue=issue, topic=topic, test=test, due=due,
        owner=owner, status_on=day, **more,
    )  # fmt: skip
    return told(key, office, entered or day, fields, *links, level=rights, seen_by=seen_by, edits=edits)


def history(office: str, *stages: tuple[str, str, str, str]) -> tuple[Edit, ...]:
    """What became of a promise: for each stage the day, where it stood, what was seen, and who verified it."""
    return tuple(_stage(office, number, *stage) for number, stage in enumerate(stages))


def _stage(office: str, replaces: int, day: str, status: str, text: str, by: str) -> Edit:
    changes: dict[str, Any] = {"commitment_status": status, "status_on": day, "verification_text": text}
    changes |= {"verified_by": by, "verified_on": day} if status in VERIFIED else {}
    return edit(office, day, replaces=replaces, **changes)


def goal(
    key: str,
    office: str,
    day: str,
    fields: SharedGoal,
    *with_: str,
    links: tuple[LinkByKey, ...] = (),
    stages: tuple[tuple[str, str, str, str], ...] = (),
) -> Told:
    """A shared goal; for each stage the day, its status, the next step and the day of the next review."""
    edits = tuple(
        edit(office, when, replaces=number, goal_status=status, next_step=step, review_by=review)
        for number, (when, status, step, review) in enumerate(stages)
    )
    return told(key, office, day, fields, *to("shared_with", *with_), *links, edits=edits)


def answered(day: str, reply: str, *, entered: str = "", office: str = HEADQUARTERS, replaces: int = 0) -> Edit:
    """The reply to a letter, as it came in."""
    return edit(office, entered or day, replaces=replaces, reply=reply, reply_on=day)
