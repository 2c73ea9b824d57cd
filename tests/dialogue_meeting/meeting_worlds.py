"""A governor's office, its ministry and its police in ledgers made by hand or by chance, saved whole or in part."""

from __future__ import annotations

import random
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from offices import operation

from withstand.actors.records import LISTING, OFFICE, POSTING, RELATION, UNIT
from withstand.dialogue.records import COMMITMENT, ENGAGEMENT, SHARED_GOAL
from withstand.evidence.records import ALERT, INCIDENT, OBSTRUCTION, REPRISAL
from withstand.inducement.records import SUPPORT_DECISION, SUPPORT_REQUEST
from withstand.kinds import REGISTRY
from withstand.ledger.journal import Draft, LinkTo, append
from withstand.ledger.kinds import Kind, Registry
from withstand.ledger.ledger import Ledger
from withstand.picture.audience import EVERY, HOLDER, Audience
from withstand.picture.picture import Picture

DAY = date(2032, 1, 20)
LEVELS = ("unclassified", "confidential", "strictly_confidential")
COMPONENTS = ("human_rights", "force", "political_affairs")
SINCE_2030 = {"start": "2030-01-01", "ongoing": True, "precise": True}
AGREED = [{"recipient": "authorities", "purposes": ["protection"]}]


UNCHECKED = Registry(REGISTRY)
"""Kinds without the checks of what is written here: what others wrote has passed none."""


def on(days: int) -> str:
    """So many days before the meeting (negative: after)."""
    return (DAY - timedelta(days=days)).isoformat()


@dataclass(frozen=True)
class Told:
    """A record to be saved: its key in the world, what it says, where it leads, who may see it."""

    key: str
    kind: Kind
    fields: dict[str, Any]
    links: tuple[tuple[str, str], ...] = ()
    level: str = "confidential"
    compartments: tuple[str, ...] = ()


@dataclass
class World:
    """Records in the order in which they are saved."""

    told: list[Told] = field(default_factory=list)

    def tell(self, key: str, kind: Kind, links: str = "", *, rank: str = "confidential", only: tuple[str, ...] = (), **fields: Any) -> str:  # fmt: skip  # noqa: E501
        """One record; `links` as "role=key role=key"."""
        pairs = tuple((role, target) for one in links.split() for role, _, target in (one.partition("="),))
        self.told.append(Told(key, kind, fields, pairs, rank, only))
        return key

    def saved(self, keys: Collection[str] | None = None) -> Saved:
        """A ledger with all of it, or with some records and the links between them."""
        ledger = operation("velm", registry=UNCHECKED)["velm"].ledger
        ids: dict[str, str] = {}
        for one in self.told:
            if keys is None or one.key in keys:
                links = tuple(LinkTo(role, ids[key]) for role, key in one.links if key in ids)
                fields = one.kind.read(one.fields)
                draft = Draft(one.kind, fields, one.level, one.compartments, links=links, checked=True)
                ids[one.key] = append(ledger, [draft])[0].record
        return Saved(ledger, ids)


@dataclass(frozen=True)
class Saved:
    """A ledger and the ids that records got in it."""

    ledger: Ledger
    ids: dict[str, str]

    def picture(self, audience: Audience = HOLDER) -> Picture:
        """What somebody sees."""
        return Picture(self.ledger, audience)

    def by_key(self, text: str) -> str:
        """A text with ids and their ends by key."""
        for key, record in self.ids.items():
            text = text.replace(record, f"<{key}>").replace(record[-12:], f"<{key}>")
        return text


def reader(clearance: str = "strictly_confidential", *components: str) -> Audience:
    """Somebody inside the operation."""
    return Audience("desk", clearance, components or (EVERY,))


def readers() -> tuple[Audience, ...]:
    """Every clearance, for no component, each, two."""
    sets = ((), *((one,) for one in COMPONENTS), COMPONENTS[:2])
    return tuple(Audience("desk", level, components) for level in LEVELS for components in sets)


def actors(world: World, dice: random.Random | None = None) -> None:
    """The office between a ministry and its police; a battalion beside it."""

    def level(open_to_all: bool = False) -> str:
        return "unclassified" if dice is None or open_to_all else dice.choice(LEVELS)

    world.tell("office", OFFICE, name="Governor of Aldor", type="governor", side="host_state", rank=level(True))
    world.tell("ministry", OFFICE, name="Ministry of the Interior", type="ministry", side="host_state", rank=level())
    world.tell("police", UNIT, name="Aldor Police", type="national_police", side="host_state", rank=level())
    world.tell("battalion", UNIT, name="9th Battalion", type="army_battalion", side="host_state", rank=level())
    world.tell("r1", RELATION, "lower=office upper=ministry", type="administrative", valid=SINCE_2030, rank=level())
    world.tell("r2", RELATION, "lower=police upper=office", type="command", valid=SINCE_2030, rank=level())
    world.tell(
        "post",
        POSTING,
        "post_in=office",
        type="office_holder",
        title="Governor",
        acting=True,
        valid=SINCE_2030,
        rank=level(),
    )


def velmara() -> World:
    """A history made by hand, with one of everything that the page tells."""
    world = World()
    actors(world)
    say = world.tell
    ask = {"issue": "checkpoints", "topic": "fees at the mill bridge", "wants": "stop", "ask": "End the fees"}
    say(
        "m1", ENGAGEMENT, "met=office", subject="Fees at the mill bridge", when={"start": on(70)}, rank="unclassified",
        **MEETING, asks=[{**ask, "response": "deflected"}], they_raised="Why do patrols come without notice?",
        our_red_lines="We name nobody who spoke to us.", assessment_of_it="ASSESSED: he waits for the ministry.",
    )  # fmt: skip
    say(
        "m2", ENGAGEMENT, "met=office", subject="Fees, again", when={"start": on(30)}, rank="unclassified", **MEETING,
        asks=[{**ask, "response": "none", "answer_by": on(10)}], follow_up="Send the list of crossings",
        follow_up_owner="civil_affairs", follow_up_due=on(5),
    )  # fmt: skip
    say(
        "note", ENGAGEMENT, "met=office", subject="Protest about the closed road", when={"start": on(20)},
        rank="unclassified", **{**MEETING, "channel": "note_verbale", "tone": "protest"}, protest_reference="NV 7",
    )  # fmt: skip
    say(
        "today", ENGAGEMENT, "met=office", subject="Fees, detention, roads", when={"start": on(0)}, rank="unclassified",
        **{**MEETING, "held": "planned"},
        asks=[{"issue": "detention", "topic": "visits to the cells", "wants": "allow", "ask": "Allow visits"}],
    )  # fmt: skip
    say(
        "rival", ENGAGEMENT, "met=ministry", subject="Taxes on roads", when={"start": on(8)}, rank="unclassified",
        **{**MEETING, "lead": "force"}, asks=[{**ask, "wants": "keep", "response": "agreed"}],
    )  # fmt: skip
    say(
        "coming", ENGAGEMENT, "met=police", subject="Joint visit", when={"start": on(-6)}, rank="unclassified",
        **{**MEETING, "lead": "police", "held": "planned"},
    )  # fmt: skip
    say("goal", SHARED_GOAL, "shared_with=office", goal="Market open on Fridays", when={"start": on(90)},
        issue="protection_of_place", their_interest="Taxes", owner="civil_affairs", goal_status="under_way",
        next_step="walk the road together", review_by=on(-20), rank="unclassified")  # fmt: skip
    promise = {"when": {"start": on(70)}, "made_in": "meeting", "test": "Two visits.", "owner": "civil_affairs"}
    say("p1", COMMITMENT, "promised_by=office made_at=m1", promise="Order against fees", promise_side="theirs",
        issue="checkpoints", due=on(12), rank="unclassified", **promise)  # fmt: skip
    say("p2", COMMITMENT, "promised_by=police", promise="Open the register", promise_side="theirs", issue="detention",
        commitment_status="met", verified_by="force", verified_on=on(3), rank="unclassified", **promise)  # fmt: skip
    say("p3", COMMITMENT, "promised_to=office", promise="Notice of patrols a day before", promise_side="ours",
        issue="freedom_of_movement", due=on(1), rank="unclassified", **promise)  # fmt: skip
    say("p4", COMMITMENT, "promised_to=office", promise="Repair the well", promise_side="ours", issue="other",
        commitment_status="broken", status_on=on(15), rank="unclassified", **promise)  # fmt: skip
    say("i1", INCIDENT, "suspected=police", what="extortion", where={"area": "VM0101", "name": "Mill bridge"},
        when={"start": on(9)}, consent=AGREED)  # fmt: skip
    say("i2", INCIDENT, "suspected=police", what="torture", where={"area": "VM0102"}, when={"start": on(8)})
    say("i3", INCIDENT, "suspected=office", what="looting", where={"area": "VM0103"}, when={"start": on(40)},
        verification="refuted", consent=AGREED)  # fmt: skip
    say("o1", OBSTRUCTION, "executed_by=police", what="movement_denial", where={"area": "VM0101"},
        when={"start": on(7)}, protest="open", consent=AGREED)  # fmt: skip
    say("alert", ALERT, "suspected=police", what="abduction", where={"area": "VM0199"}, when={"start": on(2)},
        received=on(3), narrative="SECRETWARNING")  # fmt: skip
    say("rests", INCIDENT, "suspected=police follows=alert", what="abduction", where={"name": "FROMALERT"},
        when={"start": on(1)}, consent=AGREED)  # fmt: skip
    say("rep", REPRISAL, "suspected=police", what="threat", where={"area": "VM0177"}, when={"start": on(4)})
    say(
        "list",
        LISTING,
        "listed=post",
        list="Council list",
        release="2031-12",
        valid={"start": "2031-01-01", "ongoing": True},
    )
    say("req", SUPPORT_REQUEST, "recipient=police", title="Radios for the police", when={"start": on(50)},
        support="equipment_vehicles", requested_by="police", rank="unclassified")  # fmt: skip
    say("dec", SUPPORT_DECISION, "request=req", decided="approve", on=on(15), by_role="decision_maker",
        decided_by="Head", reasons="On balance.", expires=on(-10), rank="unclassified")  # fmt: skip
    return world


MEETING = {"level": "province", "channel": "meeting", "lead": "civil_affairs", "tone": "request"}


def by_chance(seed: int, size: int = 60) -> World:
    """Records of every kind that the page reads, with words that say nothing, rights of every sort, links at random."""
    dice = random.Random(seed)
    world = World()
    actors(world, dice)
    made: dict[str, list[str]] = {"engagement": [], "incident": [], "request": [], "alert": [], "obstruction": []}
    for number in range(size):
        word = dice.choice(_SORTS)
        key = f"{word}{number}"
        rights = {
            "rank": dice.choice(LEVELS),
            "only": dice.choice(((), (), *((one,) for one in COMPONENTS), COMPONENTS[1:])),
        }
        kind, links, fields = _MADE[word](dice, key, made)
        world.tell(key, kind, links, **rights, **fields)
        made.setdefault(word, []).append(key)
    return world


_SORTS = (
    "engagement", "engagement", "engagement", "commitment", "commitment", "goal", "incident", "incident", "obstruction",
    "reprisal", "listing", "request", "decision", "alert",
)  # fmt: skip


def _someone(dice: random.Random) -> str:
    return dice.choice(("office", "office", "ministry", "police", "battalion"))


def _words(dice: random.Random, key: str) -> str:
    return " ".join(
        [key, *(dice.choice(("bridge", "road", "market", "cells", "patrol")) for _ in range(dice.randrange(3, 12)))]
    )


def _to(dice: random.Random, role: str, keys: list[str], chance: float = 0.3) -> str:
    return f" {role}={dice.choice(keys)}" if keys and dice.random() < chance else ""


def _engagement(dice: random.Random, key: str, made: dict[str, list[str]]) -> tuple[Kind, str, dict[str, Any]]:
    days = dice.choice((0, -3, -20, 2, 9, 20, 45, 80, 200))
    topics = ("fees", "cells", "roads")
    asks = [
        {
            "issue": dice.choice(("checkpoints", "detention")), "topic": dice.choice(topics), "ask": "Do it",
            "wants": dice.choice(("stop", "keep", "begin", "allow", "forbid")),
            "response": dice.choice(("agreed", "refused", "none", "unknown", "deflected")),
            **({"answer_by": on(dice.choice((-5, 5, 30)))} if dice.random() < 0.4 else {}),
        }
        for _ in range(dice.randrange(3))
    ]  # fmt: skip
    fields: dict[str, Any] = {
        "subject": _words(dice, key), "when": {"start": on(days)}, "level": "province", "asks": asks,
        "channel": dice.choice(("meeting", "call", "letter", "public_statement")),
        "held": "planned" if days <= 0 else dice.choice(("held", "held", "cancelled_by_them")),
        "lead": dice.choice(("civil_affairs", "force", "police")),
        "tone": dice.choice(("request", "protest", "appreciate")),
        "they_raised": dice.choice(("", _words(dice, key))), "our_red_lines": dice.choice(("", _words(dice, key))),
        "assessment_of_it": _words(dice, key), "common_ground": _words(dice, key),
        **({"reply": "Yes.", "reply_on": on(4)} if dice.random() < 0.3 else {}),
        **({"follow_up": "Write", "follow_up_owner": "force", "follow_up_due": on(3)} if dice.random() < 0.3 else {}),
    }  # fmt: skip
    links = f"met={_someone(dice)}" + _to(dice, "raises", made["incident"]) + _to(dice, "raises", made["alert"], 0.15)
    links += _to(dice, "joint_with", made["engagement"], 0.2) + _to(dice, "repeats", made["engagement"], 0.2)
    return ENGAGEMENT, links + _to(dice, "same_as", made["engagement"], 0.05), fields


def _commitment(dice: random.Random, key: str, made: dict[str, list[str]]) -> tuple[Kind, str, dict[str, Any]]:
    status = dice.choice(("open", "late", "met", "partly_met", "broken", "superseded"))
    fields = {
        "promise": _words(dice, key), "promise_side": dice.choice(("theirs", "ours", "both")), "test": "Two visits.",
        "when": {"start": on(dice.choice((5, 60, 100)))}, "made_in": "meeting", "owner": "civil_affairs",
        "issue": dice.choice(("checkpoints", "detention")), "commitment_status": status,
        **({"due": on(dice.choice((-30, 1, 40)))} if dice.random() < 0.7 else {}),
        **({"verified_by": "force", "verified_on": on(2)} if status in ("met", "partly_met") else {}),
    }  # fmt: skip
    role = dice.choice(("promised_by", "promised_to"))
    links = (
        f"{role}={_someone(dice)}"
        + _to(dice, "made_at", made["engagement"])
        + _to(dice, "rests_on", made["alert"], 0.1)
    )
    return COMMITMENT, links, fields


def _goal(dice: random.Random, key: str, made: dict[str, list[str]]) -> tuple[Kind, str, dict[str, Any]]:
    fields = {
        "goal": _words(dice, key), "when": {"start": on(90)}, "issue": "checkpoints", "owner": "force",
        "their_interest": _words(dice, key), "goal_status": dice.choice(("agreed", "under_way", "proposed", "reached")),
        "review_by": on(dice.choice((-30, 3))),
    }  # fmt: skip
    return SHARED_GOAL, f"shared_with={_someone(dice)}" + _to(dice, "rests_on", made["alert"], 0.2), fields


def _incident(dice: random.Random, key: str, made: dict[str, list[str]]) -> tuple[Kind, str, dict[str, Any]]:
    fields = {
        "what": dice.choice(("looting", "extortion")), "where": {"name": key},
        "when": {"start": on(dice.randrange(90))}, "verification": dice.choice(("allegation", "verified", "refuted")),
        **({"consent": AGREED} if dice.random() < 0.6 else {}),
        "perpetrators": [{"perpetrator": dice.choice(("host_state", "own_side"))}],
        **({"reply": "No.", "reply_on": on(3)} if dice.random() < 0.3 else {}),
    }  # fmt: skip
    return INCIDENT, f"suspected={_someone(dice)}" + _to(dice, "follows", made["alert"], 0.3), fields


def _obstruction(dice: random.Random, key: str, made: dict[str, list[str]]) -> tuple[Kind, str, dict[str, Any]]:
    fields = {
        "what": "movement_denial", "where": {"name": key}, "when": {"start": on(dice.randrange(60))},
        "protest": dice.choice(("none", "open", "answered")), "consent": AGREED,
    }  # fmt: skip
    return OBSTRUCTION, f"executed_by={_someone(dice)}" + _to(dice, "kept_from", made["alert"], 0.3), fields


def _reprisal(dice: random.Random, key: str, _: dict[str, list[str]]) -> tuple[Kind, str, dict[str, Any]]:
    role, whom = dice.choice((("suspected", _someone(dice)), ("hit", dice.choice(("office", "ministry")))))
    return REPRISAL, f"{role}={whom}", {"what": "threat", "where": {"name": key}, "when": {"start": on(10)}}


def _listing(dice: random.Random, key: str, _: dict[str, list[str]]) -> tuple[Kind, str, dict[str, Any]]:
    return LISTING, f"listed={dice.choice(('post', 'office', 'police'))}", {"list": key, "release": "2031"}


def _request(dice: random.Random, key: str, _: dict[str, list[str]]) -> tuple[Kind, str, dict[str, Any]]:
    fields = {
        "title": _words(dice, key),
        "when": {"start": on(50)},
        "support": "equipment_vehicles",
        "requested_by": "police",
    }
    return SUPPORT_REQUEST, f"recipient={_someone(dice)}", fields


def _decision(dice: random.Random, _: str, made: dict[str, list[str]]) -> tuple[Kind, str, dict[str, Any]]:
    fields = {
        "decided": dice.choice(("approve", "refuse")), "on": on(dice.choice((5, 40))), "by_role": "decision_maker",
        "decided_by": "Head", "reasons": "On balance.", "expires": on(-10),
    }  # fmt: skip
    return SUPPORT_DECISION, f"request={dice.choice(made['request'])}" if made["request"] else "", fields


def _alert(dice: random.Random, key: str, _: dict[str, list[str]]) -> tuple[Kind, str, dict[str, Any]]:
    fields = {"what": "abduction", "where": {"name": key}, "when": {"start": on(3)}, "received": on(4)}
    return ALERT, f"suspected={_someone(dice)}", fields


_MADE = {
    "engagement": _engagement, "commitment": _commitment, "goal": _goal, "incident": _incident,
    "obstruction": _obstruction, "reprisal": _reprisal, "listing": _listing, "request": _request,
    "decision": _decision, "alert": _alert,
}  # fmt: skip
