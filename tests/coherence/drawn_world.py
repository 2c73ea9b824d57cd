"""A world that grows at random: support, harm, access, commands, and what is said to authorities."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

from posts import PERSON, Holder, post, world_with_posts
from support_world import since

from withstand.actors.records import Unit
from withstand.evidence.records import INCIDENT
from withstand.inducement import records as kinds
from withstand.inducement.following import Operation, Transfer
from withstand.inducement.requests import Condition
from withstand.ledger.acts import redact
from withstand.ledger.fields import Place
from withstand.ledger.journal import withdraw_link
from withstand.picture.audience import HOLDER
from withstand.picture.picture import Picture

AREAS = [Place(area=f"VM010{number}") for number in range(1, 4)]


class Drawn:
    """A world that grows at random: units above and below each other, support in all states, harm, access."""

    def __init__(self, seed: int) -> None:
        self.dice, self.world = random.Random(seed), world_with_posts()
        self.units = [self.world.unit(f"Unit {number}") for number in range(6)]
        self.relations: list[str] = []
        self.requests: list[str] = []
        self.records: list[str] = []
        self.links: list[str] = []
        self.posts: list[str] = []
        self.persons = [self.world.save(PERSON, Holder(name=f"Holder {number}")) for number in range(3)]
        if self.dice.random() < 0.8:
            self.world.framework()
        for _ in range(5):
            self._relation()
        for _ in range(3):
            self._request()

    def grow(self) -> None:
        """One entry, or a few that belong together."""
        steps: tuple[Callable[[], None], ...] = (
            self._relation, self._relation_changed, self._request, self._incident, self._incident, self._follow,
            self._incident_changed, self._delivery, self._delivery, self._condition, self._condition_met, self._move,
            self._base, self._seen, self._threat, self._operation, self._transfer, self._decision, self._link,
            self._unlink, self._rename, self._redact, self._post, self._post,
        )  # fmt: skip
        self.dice.choice(steps)()

    def _unit(self) -> str:
        return self.dice.choice(self.units)

    def _relation(self) -> None:
        lower, upper = self.dice.sample(self.units, 2)
        day = self.world.day - timedelta(days=self.dice.choice([0, 40, 400]))
        self.relations.append(self.world.under(lower, upper, since(day), self.dice.choice(["command", "operational"])))

    def _relation_changed(self) -> None:
        if self.relations:
            self.world.change(self.dice.choice(self.relations), type=self.dice.choice(["command", "proxy"]),
                              proxy_link="supply")  # fmt: skip

    def _request(self) -> None:
        where = self.dice.choice([*AREAS, None])
        several = self.dice.sample(self.units, self.dice.choice([1, 1, 2]))
        request = self.world.request(several, where=where, stage=self.dice.choice(["planning", "emergency"]))
        self.requests.append(request)
        match self.dice.randrange(4):
            case 0:
                self.world.until_review(request)
            case 1:
                self.world.decide(request, "approve_provisionally", role="delegate", days=10)
            case _:
                self.records.append(
                    self.world.approved(
                        request, with_condition=self.dice.random() < 0.5, days=self.dice.choice([5, 90])
                    )
                )

    def _any(self) -> str:
        return self.dice.choice(self.requests)

    def _incident(self) -> None:
        who = self.dice.sample(self.units, self.dice.choice([0, 1, 2]))
        what = self.dice.choice(["unlawful_killing", "looting"])
        self.records.append(self.world.incident(*who, what=what))

    def _incident_changed(self) -> None:
        frame = Picture(self.world.ledger, HOLDER).page(INCIDENT)
        if frame:
            self.world.change(self.dice.choice(frame).record, verification=self.dice.choice(["refuted", "verified"]))

    def _delivery(self) -> None:
        where = self.dice.choice([*AREAS, None])
        self.records.append(self.world.deliver(self._any(), self.dice.choice([500, 3000]), where=where))

    def _condition(self) -> None:
        due = self.world.day - timedelta(days=self.dice.choice([-5, 1]))
        self.records.append(self.world.condition(self._any(), due=str(due)))

    def _condition_met(self) -> None:
        for seen in Picture(self.world.ledger, HOLDER).page(kinds.CONDITION, limit=1):
            if isinstance(seen.fields, Condition):
                self.world.change(
                    seen.record, status="met", verified_by="human_rights", verified_on=str(self.world.day)
                )

    def _move(self) -> None:
        action, role = self.dice.choice(
            [("suspend", "decision_maker"), ("trigger", "monitor"), ("countersign", "countersigner"),
             ("withdraw", "decision_maker"), ("begin_delivery", "supporting_entity"), ("engage", "task_force")]
        )  # fmt: skip
        late = self.world.day - timedelta(days=self.dice.choice([0, 0, 20]))
        self.world.move(self._any(), action, role, late)

    def _base(self) -> None:
        self.records.append(self.world.base(self._unit(), self.dice.choice(AREAS)))

    def _seen(self) -> None:
        where = self.dice.choice(AREAS)
        if self.dice.random() < 0.5:
            self.records.append(self.world.visit(self.dice.choice(["denied", "full", "unknown"]), where))
        else:
            self.records.append(self.world.blocked(where=where))

    def _threat(self) -> None:
        asked = (self._unit(),) if self.dice.random() < 0.5 else ()
        posture = self.dice.choice(["protecting", "bystanding", "unknown"])
        self.records.append(self.world.threat(posture, asked_of=asked))

    def _operation(self) -> None:
        fields = Operation(
            name="Road", type="joint", when=since(self.world.day), where=self.dice.choice(AREAS), stage="under_way",
            stop_criteria=self.dice.choice(["", "people hurt"]), decides_to_stop="commander",
        )  # fmt: skip
        decisions = Picture(self.world.ledger, HOLDER).page(kinds.SUPPORT_DECISION)
        named = [self.dice.choice(decisions).record] if decisions and self.dice.random() < 0.7 else []
        self.records.append(self.world.save(kinds.OPERATION, fields, with_=self._unit(), decision=named))

    def _transfer(self) -> None:
        fields = Transfer(what="Base", type="base", when=since(self.world.day), where=self.dice.choice(AREAS))
        self.records.append(self.world.save(kinds.TRANSFER, fields, to=self._unit()))

    def _post(self) -> None:
        who = {"held_by": self.dice.choice(self.persons)} if self.dice.random() < 0.7 else {}
        valid = since(self.world.day - timedelta(days=self.dice.choice([0, 300])))
        self.posts.append(post(self.world, self._unit(), valid=valid, **who))

    def _decision(self) -> None:
        excludes = self.dice.sample([*self.units, *self.posts], self.dice.choice([0, 1, 1]))
        decided = self.dice.choice(["approve", "refuse", "approve_conditions"])
        self.records.append(self.world.decide(self._any(), decided, excludes=excludes))

    def _link(self) -> None:
        frame = Picture(self.world.ledger, HOLDER).page(INCIDENT)
        if frame:
            self.links.append(self.world.link(INCIDENT, self.dice.choice(frame).record, "suspected", self._unit()))

    def _unlink(self) -> None:
        if self.links:
            self.world._set_clock()
            withdraw_link(self.world.ledger, self.links.pop())

    def _rename(self) -> None:
        picture = Picture(self.world.ledger, HOLDER)
        unit = picture.get(self._unit())
        if isinstance(unit.fields, Unit):
            self.world.change(unit.record, name=f"{unit.fields.name} again")

    def _redact(self) -> None:
        picture = Picture(self.world.ledger, HOLDER)
        held = [one for one in self.records if picture.holds(one)]
        if held:
            redact(self.world.ledger, self.dice.choice(held), "at risk", "2032-02-01", self.world.made.people)

    def _follow(self) -> None:
        self.requests.append(self.world.request(self._unit(), follows=(self._any(),)))
