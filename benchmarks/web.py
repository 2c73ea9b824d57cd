"""(e) The server under load: people and programs reading and entering, on an encrypted workspace.

`python -m benchmarks.web --users 50,100,200,400` says how many; it stops where something breaks.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from benchmarks import web_users
from benchmarks.ledger_offices import Pen
from benchmarks.measure import report, target
from benchmarks.web_served import PASSPHRASE, serving
from withstand.evidence.actor_table import COLUMNS
from withstand.installation.founding import Plan, found
from withstand.installation.keyring import read_keyring
from withstand.installation.opening import open_with
from withstand.kinds import REGISTRY

RECORDS, QUICK_RECORDS = 100_000, 2_000
USERS, QUICK_USERS = (50, 100, 200, 400, 800), (10,)
REQUESTS, QUICK_REQUESTS = 40, 10
_LONGEST = 90.0
_TOO_LONG = 5.0


def main(*, quick: bool, users: tuple[int, ...] = (), records: int = 0) -> None:
    """Fill a workspace, serve it, and let more and more people in until something breaks."""
    numbers = users or (QUICK_USERS if quick else USERS)
    requests = QUICK_REQUESTS if quick else REQUESTS
    rows: list[tuple[object, ...]] = []
    verdicts: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder = _filled(Path(name), records or (QUICK_RECORDS if quick else RECORDS))
        let_in = _accounts(folder, max(numbers))
        with serving(folder) as served:
            port = served.port
            pages = _has_page(port, let_in[0])
            single = web_users.alone(port, let_in[0], 20 if quick else 100, pages=pages)
            rows += _rows("1, alone", single, 0.0)
            verdicts += _against_by_hand("alone", single)
            if single.wrong:
                verdicts.append(f"alone: {_broken(single)}")
            for number in numbers:
                print(f"  {number} users", file=sys.stderr, flush=True)
                before = served.worked
                answers, seconds = web_users.run(port, let_in[:number], requests, _LONGEST, pages=pages)
                rows += _rows(str(number), answers, seconds)
                broken = _broken(answers)
                if number == numbers[0]:
                    wrong = sum(answers.wrong.values())
                    verdicts += [target(f"answers that were errors, {number} users", wrong, 0, at_least=False)]
                    verdicts += _against_by_hand(f"{number} users", answers)
                each = (served.worked - before) / answers.number * 1e3
                rate = f"{answers.number / seconds:.0f} answers a second, {each:.1f} ms of processor time each"
                verdicts.append(f"{number} users, {rate}: {broken or 'holds'}")
                if broken:
                    break
    header = ("users", "what", "answers", "median, ms", "95th percentile, ms", "a second", "errors")
    report("web", header, rows, verdicts, quick=quick or bool(users or records))


def _filled(folder: Path, records: int) -> Path:
    print(f"  writing {records} records", file=sys.stderr, flush=True)
    plan = Plan(folder / "hq", "HQ", date(2026, 1, 1), False, COLUMNS, PASSPHRASE, "another four words")
    workspace = found(plan, REGISTRY).workspace
    opened = open_with(workspace, read_keyring(workspace, lambda: PASSPHRASE), REGISTRY)
    Pen(opened.ledger).fill(opened.ledger, records)
    opened.ledger.close()
    return workspace.folder


def _accounts(folder: Path, number: int) -> list[dict[str, str]]:

    command = [sys.executable, "-m", "benchmarks.web_accounts", str(folder), str(number)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr[-3000:])
    made: list[dict[str, str]] = json.loads(done.stdout.splitlines()[-1])
    return made


def _has_page(port: int, user: dict[str, str]) -> bool:
    """Whether this version has the list as a page; not every one does."""
    tried = web_users.Answers()
    web_users.User(port, user, 0, tried, pages=True).ask("page")
    return not tried.wrong


def _rows(who: str, answers: web_users.Answers, seconds: float) -> list[tuple[object, ...]]:
    return [
        (
            who, what, len(held), answers.percentile(what, 0.5) * 1e3, answers.percentile(what) * 1e3,
            len(held) / seconds if seconds else "",
            sum(times for which, times in answers.wrong.items() if which.startswith(f"{what}:")),
        )
        for what, held in sorted(answers.seconds.items())
    ]  # fmt: skip


def _against_by_hand(who: str, answers: web_users.Answers) -> list[str]:
    bare = answers.percentile("by hand")
    asked = [what for what in ("list", "page") if what in answers.seconds]
    return [
        target(
            f"95th percentile of the {what} against by hand, {who}", answers.percentile(what) / bare, 4, at_least=False
        )
        for what in asked
    ]


def _broken(answers: web_users.Answers) -> str:
    """What broke, if anything did."""
    said = [f"{times} × {which}" for which, times in answers.wrong.most_common(3)]
    slow = [what for what in answers.seconds if answers.percentile(what) > _TOO_LONG]
    said += [f"{what} takes longer than {_TOO_LONG:g} s" for what in slow]
    return "breaks: " + "; ".join(said) if said else ""


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", default="", help="How many, one after the other: 50,100,200")
    parser.add_argument("--records", type=int, default=0)
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    chosen = tuple(int(one) for one in given.users.split(",") if one)
    main(quick=given.quick, users=chosen, records=given.records)
