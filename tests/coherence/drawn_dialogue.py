"""A world that grows at random, most of all by what is said to authorities and promised."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from dialogue_world import alert, ask, decision, engage, goal, listing, office, promise, reprisal
from drawn_world import AREAS, Drawn
from support_world import on

from withstand.dialogue.records import COMMITMENT, ENGAGEMENT
from withstand.evidence.records import REPRISAL, VISIT, Visit
from withstand.ledger.fields import Assertion
from withstand.picture.audience import HOLDER
from withstand.picture.picture import Picture

ISSUES = ["checkpoints", "detention"]


class DrawnDialogue(Drawn):
    """Engagements with units that stand above and below each other, promises, alerts, listings, reprisals."""

    def __init__(self, seed: int) -> None:
        self.engagements: list[str] = []
        self.alerts: list[str] = []
        self.promises: list[str] = []
        super().__init__(seed)
        self.offices = [office(self.world, f"Office {number}") for number in range(2)]
        self.units += self.offices
        for _ in range(2):
            self._relation()

    def grow(self) -> None:
        """One entry, most often of dialogue."""
        steps: tuple[Callable[[], None], ...] = (
            self._engage, self._engage, self._engage, self._engage, self._engagement_changed, self._alert,
            self._promise, self._promise_changed, self._goal, self._listing, self._reprisal, self._lifted,
            self._decision_on_alert, self._visit, self._tie, self._loosen, self._relation, self._relation_changed,
            self._post, self._rename, self._redact_dialogue,
        )  # fmt: skip
        if self.dice.random() < 0.2:
            super().grow()
        else:
            self.dice.choice(steps)()

    def _some(self, records: list[str]) -> list[str]:
        """None or one of these that is still there."""
        picture = Picture(self.world.ledger, HOLDER)
        held = [one for one in records if picture.holds(one)]
        return [self.dice.choice(held)] if held and self.dice.random() < 0.5 else []

    def _engage(self) -> None:
        dice = self.dice
        met = dice.sample([*self.units, *self.persons], dice.choice([1, 1, 1, 2]))
        day = self.world.day + timedelta(days=dice.choice([-30, -3, 0, 0, 4]))
        until = str(day + timedelta(days=9)) if dice.random() < 0.4 else None
        asks = [
            ask(dice.choice(["keep", "stop"]), dice.choice(["gate", "road", ""]), dice.choice(ISSUES), answer_by=until)
            for _ in range(dice.choice([0, 1, 1, 2]))
        ]  # fmt: skip
        role = dice.choice(["follows", "repeats", "joint_with", "merged_into"])
        links = {
            role: self._some(self.engagements),
            "raises": self._some([*self.alerts, *self.promises, *self.records]),
        }
        links["raises"] = [one for one in links["raises"] if self._may_be_raised(one)]
        lead = dice.choice(["police", "civil_affairs", "human_rights"])
        self.engagements.append(
            engage(
                self.world, tuple(met), *asks, lead=lead, when=on(day), where=dice.choice([*AREAS, None]),
                held=dice.choice(["held", "held", "held", "planned"]),
                channel=dice.choice(["meeting", "letter", "public_statement"]),
                tone=dice.choice(["appreciate", "request", "protest", "protest", "warn"]), **links,
            )
        )  # fmt: skip

    def _may_be_raised(self, record: str) -> bool:
        kind = Picture(self.world.ledger, HOLDER).get(record).tag.partition("@")[0]
        return kind in ENGAGEMENT.role("raises").targets

    def _engagement_changed(self) -> None:
        for record in self._some(self.engagements):
            changed = self.dice.choice([{"held": "held"}, {"held": "refused"}, {"reply": "Noted."}, {"tone": "warn"}])
            self.world.change(record, **changed)

    def _alert(self) -> None:
        about = self.dice.sample(self.units, self.dice.choice([0, 1, 1]))
        said = Assertion(perpetrator=self.dice.choice(["host_state", "unknown", "armed_group"]))
        self.alerts.append(alert(self.world, *about, perpetrators=(said,) if self.dice.random() < 0.5 else ()))

    def _promise(self) -> None:
        due = self.world.day + timedelta(days=self.dice.choice([-20, -1, 5]))
        links = {role: [self._unit()] for role in ("promised_by", "promised_to") if self.dice.random() < 0.5}
        self.promises.append(
            promise(
                self.world, self.dice.choice(["theirs", "ours"]), str(due), made_at=self._some(self.engagements),
                replaces=self._some(self.promises) if self.dice.random() < 0.3 else [], **links,
            )
        )  # fmt: skip

    def _promise_changed(self) -> None:
        for record in self._some(self.promises):
            status = self.dice.choice(["late", "broken", "moot"])
            self.world.change(record, commitment_status=status, status_on=str(self.world.day))

    def _goal(self) -> None:
        review = str(self.world.day + timedelta(days=self.dice.choice([-5, 90])))
        self.records.append(goal(self.world, self._unit(), self.dice.choice(["agreed", "proposed"]), review))

    def _listing(self) -> None:
        self.records.append(listing(self.world, self.dice.choice([*self.units, *self.persons, *self.posts])))

    def _reprisal(self) -> None:
        where = self.dice.choice(AREAS)
        self.records.append(
            reprisal(self.world, *self.dice.sample(self.offices, self.dice.choice([0, 1])), where=where)
        )

    def _lifted(self) -> None:
        for seen in Picture(self.world.ledger, HOLDER).page(REPRISAL, limit=1):
            self.world.change(seen.record, contact_paused=False, lifted_because="safe again")

    def _decision_on_alert(self) -> None:
        for record in self._some(self.alerts):
            self.records.append(decision(self.world, record, self._unit()))

    def _visit(self) -> None:
        fields = Visit(
            purpose="detention_visit", where=self.dice.choice(AREAS), when=on(self.world.day),
            access=self.dice.choice(["full", "denied"]),
        )  # fmt: skip
        self.records.append(self.world.save(VISIT, fields, about=self._unit()))

    def _tie(self) -> None:
        engagements = self.engagements
        for record in self._some(engagements):
            role, targets = self.dice.choice(
                [("met", self.units), ("raises", self.promises), ("raises", self.alerts), ("joint_with", engagements)]
            )  # fmt: skip
            self.links += [
                self.world.link(ENGAGEMENT, record, role, one) for one in self._some(targets) if one != record
            ]
        for record in self._some(self.promises):
            self.links.append(self.world.link(COMMITMENT, record, "promised_by", self._unit()))

    def _loosen(self) -> None:
        self._unlink()

    def _redact_dialogue(self) -> None:
        for record in self._some([*self.engagements, *self.alerts, *self.promises]):
            self.records.append(record)
        if self.dice.random() < 0.5:
            self._redact()
