"""The page before a meeting on 100,000 records: the whole page against the bodies that it rests on, read bare."""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.ledger_offices import BATCH, Pen, offices
from benchmarks.ledger_writing import seconds
from benchmarks.measure import report, target
from withstand.actors.records import OFFICE, POSTING, RELATION, UNIT
from withstand.brief.dialogue.meeting_paper import MeetingPage
from withstand.brief.papers.as_pdf import paper_pdf
from withstand.brief.papers.page import paper_page
from withstand.dialogue.meeting.meeting import prepare
from withstand.dialogue.records import COMMITMENT, ENGAGEMENT, SHARED_GOAL
from withstand.evidence.records import INCIDENT, OBSTRUCTION
from withstand.ledger.journal import Draft, LinkTo, append
from withstand.ledger.kinds import Kind
from withstand.ledger.ledger import Ledger
from withstand.picture.audience import HOLDER
from withstand.picture.picture import Picture

RECORDS, QUICK_RECORDS = 100_000, 4_000
DAY = date(2032, 2, 20)
_BARE = (
    "SELECT b.body FROM link l JOIN record r ON r.record = l.source JOIN body b ON b.n = r.shown WHERE l.role IN"
    " ('met', 'promised_by', 'promised_to', 'shared_with', 'suspected', 'executed_by', 'post_in')"
    " AND l.target IN (SELECT value FROM json_each(?))"
)
_ISSUES = ("checkpoints", "detention", "freedom_of_movement", "protection_of_place", "investigation", "children")
_TOPICS = ("fees at the bridge", "visits to the cells", "the closed road", "the market on Fridays", "the school")


class Country:
    """Ministries, governors and their units in a ledger, and two years of dialogue with them."""

    def __init__(self, ledger: Ledger, governors: int, seed: int = 3) -> None:
        self._ledger, self._dice, self.written = ledger, random.Random(seed), 0
        self.ministries = self._save(OFFICE, [{"name": f"Ministry {n}", "type": "ministry"} for n in range(4)])
        self.governors = self._save(OFFICE, [{"name": f"Governor {n}", "type": "governor"} for n in range(governors)])
        self.units = self._save(
            UNIT, [{"name": f"Police {n}", "type": "national_police"} for n in range(4 * governors)]
        )
        self._under(self.governors, self.ministries)
        self._under(self.units, self.governors)
        posts = [{"type": "office_holder", "title": "Governor"} for _ in self.governors]
        self._save(POSTING, posts, [[LinkTo("post_in", one)] for one in self.governors])
        self.offices = (*self.ministries, *self.governors, *self.units)

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
        valid = {"start": "2026-01-01", "ongoing": True, "precise": True}
        links = [[LinkTo("lower", one), LinkTo("upper", self._dice.choice(upper))] for one in lower]
        self._save(RELATION, [{"type": "administrative", "valid": valid}] * len(lower), links)

    def speaks(self, engagements: int) -> None:
        """Engagements of two years, a promise to each, asks repeated; goals, incidents and obstructions beside."""
        met = [self._dice.choice(self.offices) for _ in range(engagements)]
        held = self._save(ENGAGEMENT, [self._engagement() for _ in met], [[LinkTo("met", one)] for one in met])
        promised = [
            [LinkTo(self._dice.choice(("promised_by", "promised_to")), office), LinkTo("made_at", one)]
            for office, one in zip(met, held, strict=True)
        ]
        self._save(COMMITMENT, [self._promise() for _ in met], promised)
        goals = [
            {"goal": "The market is open", "when": {"start": self._before()}, "issue": self._dice.choice(_ISSUES),
             "their_interest": "Taxes", "owner": "civil_affairs", "goal_status": "agreed", "review_by": "2032-03-01"}
            for _ in self.governors
        ]  # fmt: skip
        self._save(SHARED_GOAL, goals, [[LinkTo("shared_with", one)] for one in self.governors])

    def does(self, incidents: int) -> None:
        """What the units are said to have done, and to have closed."""
        many = [
            {"what": self._dice.choice(("extortion", "looting", "beating")), "when": {"start": self._before()},
             "where": {"area": f"VM{self._dice.randrange(100, 990)}"},
             "consent": [{"recipient": "authorities", "purposes": ["protection"]}],
             "narrative": "Fees were asked at the ford, and two traders were held until evening."}
            for _ in range(incidents)
        ]  # fmt: skip
        self._save(INCIDENT, many, [[LinkTo("suspected", self._dice.choice(self.units))] for _ in many])
        kept = [
            {"what": "movement_denial", "when": {"start": self._before()}, "where": {"area": "VM101"},
             "protest": "open"}
            for _ in range(incidents // 5)
        ]  # fmt: skip
        self._save(OBSTRUCTION, kept, [[LinkTo("executed_by", self._dice.choice(self.units))] for _ in kept])

    def _engagement(self) -> dict[str, Any]:
        asks = [
            {"issue": self._dice.choice(_ISSUES), "topic": self._dice.choice(_TOPICS), "ask": "End it by Friday",
             "wants": self._dice.choice(("stop", "begin", "allow")),
             "response": self._dice.choice(("agreed", "refused", "none", "unknown"))}
            for _ in range(2)
        ]  # fmt: skip
        return {
            "subject": "Fees and patrols", "when": {"start": self._before()}, "level": "province", "channel": "meeting",
            "lead": self._dice.choice(("civil_affairs", "force", "police")), "asks": asks, "tone": "request",
            "they_raised": "Patrols come without notice.", "our_red_lines": "We name nobody who spoke to us.",
        }  # fmt: skip

    def _promise(self) -> dict[str, Any]:
        status = self._dice.choice(("open", "late", "broken", "met"))
        verified = {"verified_by": "force", "verified_on": "2032-01-05"} if status == "met" else {}
        return {
            "promise": "An order against fees", "promise_side": self._dice.choice(("theirs", "ours")),
            "when": {"start": self._before()}, "made_in": "meeting", "issue": self._dice.choice(_ISSUES),
            "test": "Two visits.", "owner": "civil_affairs", "commitment_status": status, "due": "2032-01-31",
            **verified,
        }  # fmt: skip

    def _before(self) -> str:
        return (DAY - timedelta(days=self._dice.randrange(1, 730))).isoformat()


def main(*, quick: bool) -> None:
    """Fill a ledger, prepare meetings with offices of every size, print the table."""
    records = QUICK_RECORDS if quick else RECORDS
    with tempfile.TemporaryDirectory() as name:
        ledger = offices(Path(name), "HQ")["HQ"].ledger
        country = Country(ledger, records // 2_000)
        country.speaks(records // 25)
        country.does(records // 25)
        print(f"  writing {records} records", file=sys.stderr, flush=True)
        Pen(ledger).fill(ledger, records - country.written)
        rows, slowest = _measured(ledger, country, 5 if quick else 15)
        held = ledger.database.one("SELECT count(*) FROM record WHERE kind NOT LIKE 'ledger.%'")
        ledger.close()
    rows.append(("records in the ledger", int(held[0]) if held else 0, "", "", ""))
    report(
        "meeting",
        ("what", "ours, ms", "the bodies it rests on by hand, ms", "times as long", "records that lead there"),
        rows,
        (target("the slowest pocket page as HTML, in seconds", slowest, 1.0, at_least=False),),
        quick=quick,
    )


def _measured(ledger: Ledger, country: Country, repeats: int) -> tuple[list[tuple[object, ...]], float]:
    rows: list[tuple[object, ...]] = []
    slowest = 0.0
    offices_asked = (
        ("a ministry", country.ministries[0]), ("a governor", country.governors[0]), ("a unit", country.units[0]),
    )  # fmt: skip
    for what, office in offices_asked:
        for form in ("pocket", "full"):

            def ours(office: str = office, form: str = form) -> None:
                paper_page(_page(ledger, office, form).paper())

            times = median(seconds(ours) for _ in range(repeats))
            found = _page(ledger, office, form).found.about
            line = json.dumps(sorted(found.actors))

            def by_hand(line: str = line) -> None:
                for row in ledger.database.rows(_BARE, (line,)):
                    json.loads(row[0])

            bare = median(seconds(by_hand) for _ in range(repeats))
            rows.append((f"{what}, {form}", times * 1e3, bare * 1e3, times / bare, len(found.records)))
            slowest = max(slowest, times) if form == "pocket" else slowest
    paper = _page(ledger, country.governors[0], "pocket").paper()
    rows.append(("setting the PDF of a pocket page", seconds(lambda: paper_pdf(paper)) * 1e3, "", "", ""))
    return rows, slowest


def _page(ledger: Ledger, office: str, form: str) -> MeetingPage:
    picture = Picture(ledger, HOLDER)
    found = prepare(picture, office, DAY, alerts=form != "pocket")
    return MeetingPage(found, picture, "fr", "full" if form == "full" else "pocket")


if __name__ == "__main__":
    main(quick="--quick" in sys.argv)
