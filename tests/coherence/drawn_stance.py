"""A world that grows at random, most of all by what is seen of authorities and how the operation stands to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from drawn_world import AREAS, Drawn
from stance_world import blocked_by, conduct, consent, handed_over, joint, limits, stance
from support_world import on, since

from withstand.evidence.records import INCIDENT
from withstand.mission.stance_records import STANCE
from withstand.picture.audience import HOLDER
from withstand.picture.picture import Picture

WORDS = ["protecting", "protecting", "willing_unable", "able_unwilling", "obstructing", "harming", "unknown"]


class DrawnStance(Drawn):
    """Observed conduct, consent, stances with what they rest on, thresholds, operations and hand-overs."""

    def __init__(self, seed: int) -> None:
        self.stances: list[str] = []
        self.seen: list[str] = []
        super().__init__(seed)
        limits(self.world, weeks_apart=1, half_life_days=30, window_months=2)

    def grow(self) -> None:
        """One entry, most often of stance."""
        steps: tuple[Callable[[], None], ...] = (
            self._stance, self._stance, self._stance, self._stance_changed, self._conduct, self._conduct,
            self._conduct_changed, self._consent, self._joint, self._joint, self._handed_over, self._incident,
            self._incident_changed, self._blocked, self._rests_on, self._suspected, self._unlink, self._relation,
            self._relation_changed, self._threat, self._limits, self._redact, self._rename,
        )  # fmt: skip
        if self.dice.random() < 0.2:
            super().grow()
        else:
            self.dice.choice(steps)()

    def _some(self, records: list[str]) -> list[str]:
        picture = Picture(self.world.ledger, HOLDER)
        held = [one for one in records if picture.holds(one)]
        return [self.dice.choice(held)] if held and self.dice.random() < 0.6 else []

    def _before(self) -> str:
        return str(self.world.day - timedelta(days=self.dice.choice([0, 0, 9, 40])))

    def _incidents(self) -> list[str]:
        return [one.record for one in Picture(self.world.ledger, HOLDER).page(INCIDENT)]

    def _stance(self) -> None:
        dice = self.dice
        links = {"rests_on": self._some([*self.seen, *self._incidents()]), "replaces": []}
        if dice.random() < 0.3:
            links["replaces"] = self._some(self.stances)
        made = stance(
            self.world, self._unit(), dice.choice(["with", "with", "despite", "against", "against"]),
            matter=dice.choice(["Market", "Prison"]), author=dice.choice(["police", "human_rights"]),
            where=dice.choice([*AREAS, None]), when=since(self._before()),
            review_by=str(self.world.day + timedelta(days=dice.choice([0, 3, 90]))), **links,
        )  # fmt: skip
        self.stances.append(made)
        self.records.append(made)

    def _stance_changed(self) -> None:
        for record in self._some(self.stances):
            self.world.change(record, choice=self.dice.choice(["with", "despite", "against"]))

    def _conduct(self) -> None:
        made = conduct(
            self.world, self._unit(), self.dice.choice(WORDS), where=self.dice.choice(AREAS), when=on(self._before()),
            rests_on=self._some(self._incidents()),
        )  # fmt: skip
        self.seen.append(made)
        self.records.append(made)

    def _conduct_changed(self) -> None:
        for record in self._some(self.seen):
            if Picture(self.world.ledger, HOLDER).get(record).tag.startswith("mission.ObservedConduct"):
                self.world.change(record, conduct=self.dice.choice(WORDS))

    def _consent(self) -> None:
        quality = self.dice.choice(["strong", "weak", "unknown"])
        self.seen.append(consent(self.world, self._unit(), quality, when=on(self._before())))

    def _joint(self) -> None:
        review = self.dice.choice([{}, {}, {"reviewed_on": str(self.world.day)}, {"review_by": str(self.world.day)}])
        made = joint(self.world, self._unit(), where=self.dice.choice([*AREAS, None]), **review)
        self.records.append(made)

    def _handed_over(self) -> None:
        self.records.append(handed_over(self.world, self._unit(), where=self.dice.choice(AREAS)))

    def _blocked(self) -> None:
        self.records.append(blocked_by(self.world, self._unit(), where=self.dice.choice(AREAS)))

    def _rests_on(self) -> None:
        for record in self._some(self.stances):
            for one in self._some([*self.seen, *self._incidents()]):
                self.world.link(STANCE, record, "rests_on", one)

    def _suspected(self) -> None:
        self._link()

    def _limits(self) -> None:
        if self.dice.random() < 0.3:
            limits(self.world, str(self.world.day), window_months=self.dice.choice([1, 3]), weeks_apart=1)
