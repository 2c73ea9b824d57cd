"""(f) Rules of coherence: looking again at what one entry touches, against looking at all cases."""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from benchmarks.ledger_offices import BATCH, Desk, offices
from benchmarks.measure import report, target
from withstand.actors.records import RELATION, UNIT
from withstand.dialogue.records import COMMITMENT, ENGAGEMENT
from withstand.evidence.records import INCIDENT, OBSTRUCTION, VISIT
from withstand.inducement import records as kinds
from withstand.ledger.journal import Draft, LinkTo, append
from withstand.ledger.kinds import Kind
from withstand.mission.coherence import Run, rerun, run
from withstand.mission.stance_records import OBSERVED_CONDUCT, STANCE
from withstand.picture.guard import Guard

RECORDS, QUICK_RECORDS = 100_000, 4_000
UNITS_IN = 10
RECORDS_A_UNIT = 100
DAY = date(2032, 6, 1)
FUEL = {"item": "fuel", "quantity": 4000, "unit": "litres"}
ENTRIES = ("incident", "delivery", "visit", "condition", "obstruction", "engagement", "commitment", "conduct", "stance")


class Writer:
    """Makes up an operation: units under brigades, support to half of them, incidents, visits, dialogue."""

    def __init__(self, desk: Desk, records: int) -> None:
        self.ledger, self.dice, self.left = desk.ledger, random.Random(1), records
        self.units: list[str] = []
        self.requests: list[str] = []
        self.at: dict[str, dict[str, object]] = {}

    def fill(self) -> None:
        """Write all of it."""
        count = self.left // RECORDS_A_UNIT
        brigades = self._save([(UNIT, {"name": f"Brigade {n}", "side": "host_state"}, ()) for n in range(count // 10)])
        self.units = self._save([(UNIT, {"name": f"Unit {n}", "side": "host_state"}, ()) for n in range(count)])
        valid = {"start": "2031-01-01", "ongoing": True, "precise": True}
        self._save(
            [(RELATION, {"type": "command", "valid": valid}, (("lower", one), ("upper", brigades[n % len(brigades)])))
             for n, one in enumerate(self.units)]
        )  # fmt: skip
        self._save([(kinds.FRAMEWORK, {"country": "Velmara", "adopted": "2031-11", "sent": "2031-12-01"}, ())])
        supported = self.units[: count // 2] * 2
        self.requests = self._save(
            [(kinds.SUPPORT_REQUEST, self._request(one), (("recipient", one),)) for one in supported]
        )
        self.at = {one: self._place(unit) for one, unit in zip(self.requests, supported, strict=True)}
        self._save([part for one in self.requests for part in self._way(one)])
        said = int(self.left * 0.1)
        self._save([self.entry("engagement", self.dice.choice([*self.units, *brigades])) for _ in range(said)])
        self._save([self.entry("commitment") for _ in range(said // 3)])
        self._save([self.entry(("conduct", "stance")[n % 2]) for n in range(int(self.left * 0.02))])
        self._save([self.entry("incident") for _ in range(int(self.left * 0.6))])
        self._save([self.entry(("visit", "obstruction")[n % 2]) for n in range(self.left)])

    def _request(self, unit: str) -> dict[str, object]:
        return {
            "title": f"Fuel {self.dice.randrange(10_000)}", "when": {"start": "2032-05-01"}, "support": "fuel_rations",
            "requested_by": "mission_support", "country": "Velmara", "bodies": ["human_rights", "joint_analysis"],
            "items": [FUEL], "where": self._place(unit),
        }  # fmt: skip

    def _way(self, request: str) -> Iterator[tuple[Kind, dict[str, object], tuple[tuple[str, str], ...]]]:
        about = (("request", request),)

        def move(action: str, role: str) -> tuple[Kind, dict[str, object], tuple[tuple[str, str], ...]]:
            return kinds.MOVE, {"action": action, "on": "2032-05-02", "by_role": role, "reasons": "as agreed"}, about

        yield move("scope_in", "due_diligence")
        yield move("submit", "supporting_entity")
        yield move("begin_screening", "due_diligence")
        for body in ("human_rights", "joint_analysis"):
            said = {"body": body, "on": "2032-05-02", "answer": "concern", "reasons": "fees at roadblocks"}
            yield kinds.SCREENING, said, (("screens", request),)
        yield move("consolidate", "due_diligence")
        yield kinds.RISK_ASSESSMENT, {
            "on": "2032-05-02", "inherent": "medium", "residual": "medium", "confidence": "b", "reasons": "fees",
            "withholding": "the road closes",
        }, about  # fmt: skip
        yield move("send_to_review", "due_diligence")
        yield kinds.CONDITION, self._condition(), about
        yield kinds.SUPPORT_DECISION, {
            "decided": "approve", "on": "2032-05-02", "by_role": "decision_maker", "decided_by": "Deputy head",
            "reasons": "on balance", "expires": "2032-08-01", "items": [FUEL], "residual_accepted": "medium",
        }, about  # fmt: skip
        yield move("countersign", "countersigner")
        yield move("begin_delivery", "supporting_entity")
        for _ in range(8):
            yield self._delivery(request)

    def _condition(self) -> dict[str, object]:
        return {
            "condition": "Fuel log kept", "type": "fuel_log", "test": "log equals deliveries", "evidence_needed": "log",
            "host_owner": "logistics", "due": self._day(), "consequence": "hold_next",
        }  # fmt: skip

    def _delivery(self, request: str) -> tuple[Kind, dict[str, object], tuple[tuple[str, str], ...]]:
        item = {**FUEL, "quantity": self.dice.randrange(100, 700)}
        given = {"what": "Fuel", "when": {"start": self._day()}, "items": [item], "where": self.at[request]}
        return kinds.DELIVERY, given, (("request", request),)

    def _place(self, unit: str = "") -> dict[str, object]:
        """Where a unit is; anywhere without one."""
        dice = random.Random(unit) if unit else self.dice
        return {"area": f"VM{dice.randrange(1, 40):02d}{dice.randrange(1, 20):02d}"}

    def _day(self) -> str:
        return str(DAY - timedelta(days=self.dice.randrange(25)))

    def entry(self, what: str, unit: str = "") -> tuple[Kind, dict[str, object], tuple[tuple[str, str], ...]]:
        """One more record; about a unit, if one is named."""
        common = {"where": self._place(unit), "when": {"start": str(DAY - timedelta(days=self.dice.randrange(300)))}}
        match what:
            case "incident":
                seen = {"what": self.dice.choice(["looting", "unlawful_killing", "extortion"]), "grade": "B2", **common}
                return INCIDENT, seen, (("suspected", unit or self.dice.choice(self.units)),)
            case "visit":
                access = self.dice.choice(["full", "full", "denied"])
                return VISIT, {"purpose": "patrol", "access": access, **common}, ()
            case "obstruction":
                return OBSTRUCTION, {"what": "movement_denial", **common}, ()
            case "delivery":
                return self._delivery(self.dice.choice(self.requests))
            case "engagement":
                asked = {"issue": "checkpoints", "topic": f"gate {self.dice.randrange(9)}", "ask": "as agreed",
                         "wants": self.dice.choice(["keep", "stop", "inform"])}  # fmt: skip
                said = {"subject": "Meeting", "level": "province", "channel": "meeting", "asks": [asked],
                        "tone": self.dice.choice(["request", "protest"]),
                        "lead": self.dice.choice(["police", "civil_affairs", "force"]), **common}  # fmt: skip
                return ENGAGEMENT, said, (("met", unit or self.dice.choice(self.units)),)
            case "commitment":
                promised = {"promise": "Access", "promise_side": self.dice.choice(["ours", "theirs"]),
                            "when": common["when"], "made_in": "meeting", "issue": "detention", "test": "we enter",
                            "due": self._day(), "owner": "human_rights"}  # fmt: skip
                return COMMITMENT, promised, (("promised_by", unit or self.dice.choice(self.units)),)
            case "conduct":
                seen = {"conduct": self.dice.choice(["protecting", "able_unwilling", "harming", "unknown"]),
                        "author": "civil_affairs", **common}  # fmt: skip
                return OBSERVED_CONDUCT, seen, (("authority", unit or self.dice.choice(self.units)),)
            case "stance":
                chosen = {"matter": f"Road {self.dice.randrange(9)}", "issue": "checkpoints", "author": "police",
                          "choice": self.dice.choice(["with", "despite", "against"]), "by_role": "head_of_mission",
                          "decided_by": "Head of office", "reasons": "as agreed", "review_by": "2033-01-01",
                          **common}  # fmt: skip
                return STANCE, chosen, (("authority", unit or self.dice.choice(self.units)),)
            case _:
                return kinds.CONDITION, self._condition(), (("request", self.dice.choice(self.requests)),)

    def add(self, what: str) -> None:
        """Enter one more record: about a unit that is supported, or where it is."""
        self._save([self.entry(what, self.dice.choice(self.units[: len(self.units) // 2]))])

    def _save(self, entries: list[tuple[Kind, dict[str, object], tuple[tuple[str, str], ...]]]) -> list[str]:
        drafts = [
            Draft(kind, kind.read(fields), "confidential", links=tuple(LinkTo(*one) for one in links), checked=True)
            for kind, fields, links in entries
        ]
        saved = [one for at in range(0, len(drafts), BATCH) for one in append(self.ledger, drafts[at : at + BATCH])]
        self.left -= len(saved)
        return [one.record for one in saved]


def main(*, quick: bool) -> None:
    """Fill an operation, look at everything, then again after each of some entries."""
    records = QUICK_RECORDS if quick else RECORDS
    rounds = 3 if quick else 10
    with tempfile.TemporaryDirectory() as name:
        desk = offices(Path(name), "HQ")["HQ"]
        print(f"  writing {records} records", file=sys.stderr, flush=True)
        writer = Writer(desk, records)
        writer.fill()
        guard = Guard(desk.ledger)
        all_of_it = [_timed(lambda: run(guard, DAY)) for _ in range(2 if quick else 3)]
        found = all_of_it[-1][1]
        rows: list[tuple[object, ...]] = []
        again: list[float] = []
        whole = median(seconds for seconds, _ in all_of_it)
        for what in ENTRIES:
            times, cases = [], []
            for _ in range(rounds):
                writer.add(what)
                seconds, found = _timed(lambda found=found: rerun(guard, found, DAY))  # type: ignore[misc]
                times.append(seconds)
                cases.append(len(found.looked_at))
            again += times
            rows.append((f"after one {what}", median(times) * 1e3, whole * 1e3, whole / median(times), median(cases)))
        everything = run(guard, DAY)
        same = {one.id for one in everything.findings} == {one.id for one in found.findings}
        desk.ledger.close()
    rows.append(("all cases", whole * 1e3, whole * 1e3, 1.0, len(everything.judged)))
    rows.append(("findings", len(found.findings), len(everything.findings), "", ""))
    slowest = min(float(str(row[3])) for row in rows[: len(ENTRIES)])
    report(
        "coherence",
        ("what", "ours, ms", "all cases, ms", "times faster", "cases"),
        rows,
        (
            target("an entry against all cases, the slowest kind of entry", slowest, 100, at_least=True),
            target("an entry against all cases, over all entries", whole / median(again), 100, at_least=True),
            f"{'met   ' if same else 'MISSED'} the same findings both ways",
        ),
        quick=quick,
    )


def _timed(work: object) -> tuple[float, Run]:
    before = time.perf_counter()
    found: Run = work()  # type: ignore[operator]
    return time.perf_counter() - before, found
