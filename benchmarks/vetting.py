"""One unit vetted on 100,000 records: its line, both ledgers, requests and what followed, against one second.

As known at an earlier moment it is asked of another moment each time: nothing that was worked out before helps.
"""

from __future__ import annotations

import itertools
import json
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.ledger_offices import BATCH, START, Pen, offices
from benchmarks.ledger_writing import seconds
from benchmarks.measure import report, target
from withstand.actors.records import RELATION, UNIT
from withstand.brief.papers.page import paper_page
from withstand.brief.support.dossier import dossier, dossier_paper
from withstand.brief.support.vetting import vetting_paper
from withstand.evidence.records import INCIDENT, VISIT
from withstand.inducement.records import (
    CONDITION,
    DELIVERY,
    FRAMEWORK,
    GOOD_CONDUCT,
    MOVE,
    RISK_ASSESSMENT,
    SCREENING,
    SUPPORT_DECISION,
    SUPPORT_REQUEST,
)
from withstand.inducement.vetting import vet
from withstand.ledger.journal import Draft, LinkTo, append
from withstand.ledger.kinds import Kind
from withstand.ledger.ledger import Ledger
from withstand.picture.audience import HOLDER
from withstand.picture.picture import Picture

RECORDS, QUICK_RECORDS = 100_000, 4_000
DAY = date(2032, 1, 1)
_LINKED = (
    "SELECT b.body FROM link l JOIN record r ON r.record = l.source JOIN body b ON b.n = r.shown WHERE l.role ="
    " 'suspected' AND l.target IN (SELECT value FROM json_each(?))"
)
_ACTS = ("extortion", "looting", "beating", "summary_execution", "torture")


class Force:
    """A force in a ledger: brigades, battalions, companies; what they are said to have done; what they asked for."""

    def __init__(self, ledger: Ledger, units: int, seed: int = 2) -> None:
        self._ledger, self._dice = ledger, random.Random(seed)
        self.written = 0
        tops = self._save(UNIT, [{"name": f"Brigade {n}", "type": "army_brigade"} for n in range(max(2, units // 40))])
        middle = [{"name": f"Battalion {n}", "type": "army_battalion"} for n in range(units // 5)]
        low = [{"name": f"Company {n}", "type": "army_company"} for n in range(units - len(tops) - len(middle))]
        self.battalions, companies = self._save(UNIT, middle), self._save(UNIT, low)
        self._under(self.battalions, tops)
        self._under(companies, self.battalions)
        self.units = (*tops, *self.battalions, *companies)
        self.requests: list[str] = []

    def _save(self, kind: Kind, many: Sequence[dict[str, Any]], links: Sequence[Sequence[LinkTo]] = ()) -> list[str]:
        found: list[str] = []
        tied = links or [()] * len(many)
        drafts = [
            Draft(kind, kind.read(one), "confidential", links=tuple(to), checked=True)
            for one, to in zip(many, tied, strict=True)
        ]
        for start in range(0, len(drafts), BATCH):
            found += [one.record for one in append(self._ledger, drafts[start : start + BATCH])]
        self.written += len(found)
        return found

    def _under(self, lower: Sequence[str], upper: Sequence[str]) -> None:
        """Each under one until somewhere in 2030, and under another since."""
        many, links = [], []
        for one in lower:
            turn = date(2030, 1, 1) + timedelta(days=self._dice.randrange(360))
            spans: tuple[dict[str, Any], ...] = (
                {"start": "2026-01-01", "end": (turn - timedelta(days=1)).isoformat(), "precise": True},
                {"start": turn.isoformat(), "ongoing": True, "precise": True},
            )
            for span in spans:
                many.append({"type": "command", "valid": span})
                links.append([LinkTo("lower", one), LinkTo("upper", self._dice.choice(upper))])
        self._save(RELATION, many, links)

    def does(self, incidents: int) -> None:
        """Incidents and visits of the years before the day, each linked to a unit."""
        many, links = [], []
        for _ in range(incidents):
            many.append(
                {
                    "what": self._dice.choice(_ACTS), "where": {"area": f"VM{self._dice.randrange(100, 990)}"},
                    "when": {"start": self._before()},
                    "counts": [{"unit": "victim", "best": self._dice.randrange(1, 9)}],
                    "verification": self._dice.choice(("allegation", "partly_corroborated", "verified", "refuted")),
                    "narrative": "Fees were asked at the ford, and two traders were held until evening.",
                }
            )  # fmt: skip
            links.append([LinkTo("suspected", self._dice.choice(self.units))])
        self._save(INCIDENT, many, links)
        visits = [
            {"purpose": "patrol", "where": {"area": "VM101"}, "when": {"start": self._before()}} for _ in self.units
        ]
        self._save(VISIT, visits, [[LinkTo("about", one)] for one in self.units])
        good = [{"what": "order_issued", "when": {"start": self._before()}} for _ in self.units]
        self._save(GOOD_CONDUCT, good, [[LinkTo("by", one)] for one in self.units])

    def asks(self, requests: int) -> None:
        """Requests that went the whole way to delivery, each with its steps."""
        self._save(FRAMEWORK, [{"country": "Velmara", "adopted": "2026-01-01", "sent": "2026-02-01"}])
        bodies = ["human_rights", "joint_analysis"]
        asked = [
            {
                "title": f"Fuel {n}", "when": {"start": "2031-01-10"}, "support": "fuel_rations", "country": "Velmara",
                "requested_by": "mission_support", "bodies": bodies, "items": [{"item": "fuel", "quantity": 4000}],
            }
            for n in range(requests)
        ]  # fmt: skip
        to = [[LinkTo("recipient", self._dice.choice(self.battalions))] for _ in asked]
        self.requests = made = self._save(SUPPORT_REQUEST, asked, to)
        self._moves(
            made, (("scope_in", "due_diligence"), ("submit", "supporting_entity"), ("begin_screening", "due_diligence"))
        )
        for body in bodies:
            answer = {"body": body, "on": "2031-01-11", "answer": "concern", "reasons": "Fees."}
            self._save(SCREENING, [answer] * requests, [[LinkTo("screens", one)] for one in made])
        self._moves(made, (("consolidate", "due_diligence"),))
        risk = {"on": "2031-01-11", "inherent": "medium", "residual": "medium", "confidence": "b", "reasons": "Fees.",
                "withholding": "The road closes."}  # fmt: skip
        self._save(RISK_ASSESSMENT, [risk] * requests, [[LinkTo("request", one)] for one in made])
        put = {"condition": "Fees end", "test": "Two visits.", "evidence_needed": "Reports", "host_owner": "Brigade",
               "due": "2031-03-01", "consequence": "hold_next"}  # fmt: skip
        conditions = self._save(CONDITION, [put] * requests, [[LinkTo("request", one)] for one in made])
        self._moves(made, (("send_to_review", "due_diligence"),))
        decided = {
            "decided": "approve_conditions", "on": "2031-01-11", "by_role": "decision_maker", "decided_by": "Deputy",
            "reasons": "On balance.", "expires": "2031-04-11",
        }  # fmt: skip
        under = [
            [LinkTo("request", one), LinkTo("under_condition", two)] for one, two in zip(made, conditions, strict=True)
        ]
        self._save(SUPPORT_DECISION, [decided] * requests, under)
        self._moves(made, (("countersign", "countersigner"), ("begin_delivery", "supporting_entity")))
        given = {"what": "Fuel", "when": {"start": "2031-02-01"}, "items": [{"item": "fuel", "quantity": 1000}]}
        self._save(DELIVERY, [given] * requests, [[LinkTo("request", one)] for one in made])

    def _moves(self, requests: Sequence[str], steps: Sequence[tuple[str, str]]) -> None:
        for action, role in steps:
            step = {"action": action, "on": "2031-01-11", "by_role": role}
            self._save(MOVE, [step] * len(requests), [[LinkTo("request", one)] for one in requests])

    def _before(self) -> str:
        return (DAY - timedelta(days=self._dice.randrange(1, 1500))).isoformat()


def main(*, quick: bool) -> None:
    """Fill a ledger, vet units of every size, print the table."""
    records = QUICK_RECORDS if quick else RECORDS
    with tempfile.TemporaryDirectory() as name:
        ledger = offices(Path(name), "HQ")["HQ"].ledger
        force = Force(ledger, records // 200)
        force.does(records // 25)
        force.asks(records // 500)
        print(f"  writing {records} records", file=sys.stderr, flush=True)
        Pen(ledger).fill(ledger, records - force.written)
        rows, slowest, slowest_then = _measured(ledger, force, 5 if quick else 21)
        held = ledger.database.one("SELECT count(*) FROM record WHERE kind NOT LIKE 'ledger.%'")
        ledger.close()
    rows.append(("records in the ledger", int(held[0]) if held else 0, "", ""))
    report(
        "vetting", ("what", "ours, ms", "bodies of the line's incidents by hand, ms", "records read"), rows,
        (target("the slowest vetting as of now, in seconds", slowest, 1.0, at_least=False),
         target("the slowest as known at an earlier moment, in seconds", slowest_then, 3.0, at_least=False)),
        quick=quick,
    )  # fmt: skip


def _measured(ledger: Ledger, force: Force, repeats: int) -> tuple[list[tuple[object, ...]], float, float]:
    """The table; the slowest vetting as of now, and the slowest as known at a moment nobody has asked for, in s."""
    rows: list[tuple[object, ...]] = []
    slowest, slowest_then = 0.0, 0.0
    whole = ledger.log.last_instant() - START
    for what, unit, share in (
        ("a brigade, now", force.units[0], None),
        ("a battalion, now", force.battalions[0], None),
        ("a company, now", force.units[-1], None),
        ("a battalion, --known-at when nine tenths were entered", force.battalions[0], 0.9),
        ("a battalion, --known-at when half was entered", force.battalions[0], 0.5),
        ("a brigade, --known-at when half was entered", force.units[0], 0.5),
        ("a battalion, --known-at when a tenth was entered", force.battalions[0], 0.1),
    ):
        moments = itertools.count(START + int(whole * (share or 0)), 60_000_000)

        def ours(unit: str = unit, share: float | None = share, moments: Iterator[int] = moments) -> None:
            picture = Picture(ledger, HOLDER, DAY, None if share is None else next(moments))
            paper_page(vetting_paper(vet(picture, unit, DAY), picture))

        times = [seconds(ours) for _ in range(repeats if share is None else max(3, repeats // 3))]
        found = vet(Picture(ledger, HOLDER, DAY, None if share is None else next(moments)), unit, DAY)
        read, line = len(found.seen), json.dumps(list(found.names))

        def by_hand(line: str = line) -> None:
            for row in ledger.database.rows(_LINKED, (line,)):
                json.loads(row[0])

        bare = [seconds(by_hand) for _ in range(repeats)]
        rows.append((what, median(times) * 1e3, median(bare) * 1e3, read))
        if share is None:
            slowest = max(slowest, median(times))
        else:
            slowest_then = max(slowest_then, median(times))
    papers = [seconds(lambda one=one: _dossier(ledger, one)) for one in force.requests[: max(3, repeats // 3)]]  # type: ignore[misc]
    rows.append(("the dossier of a decision, as known when it was entered", median(papers) * 1e3, "", ""))
    return rows, slowest, max(slowest_then, median(papers))


def _dossier(ledger: Ledger, request: str) -> None:
    picture = Picture(ledger, HOLDER, DAY)
    paper_page(dossier_paper(dossier(picture, request, "", DAY), picture))


if __name__ == "__main__":
    main(quick="--quick" in sys.argv)
