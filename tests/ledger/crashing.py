"""Kills writers and importers at random moments and looks at what is left. A program of its own: it forks.

python crashing.py writing|importing FOLDER KILLS SEED [encrypted]
"""

from __future__ import annotations

import itertools
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from offices import Office, Operation, Time, incident, operation, save

from withstand.evidence.records import INCIDENT
from withstand.kinds import REGISTRY
from withstand.ledger import bundles
from withstand.ledger.acts import redact
from withstand.ledger.folding import projections_hold
from withstand.ledger.heads import head_entries
from withstand.ledger.journal import Draft, append
from withstand.ledger.ledger import Ledger
from withstand.ledger.store.comparing import rows_of
from withstand.ledger.store.database import Database
from withstand.ledger.verifying import verify

A_WORKSPACE = 10
"""Kills before a new workspace is begun."""


def opened(office: Office, key: bytes | None) -> Ledger:
    """The ledger of an office as another program opens it."""
    path = office.ledger.database.path
    return Ledger(Database(path, key), REGISTRY, office.ledger.signer, Time(), random.Random(time.time_ns()).randbytes)


def killed(work: Callable[[int], None], after: float) -> tuple[list[str], bool]:
    """Run `work` in a process that is killed after a while: the lines it wrote, and whether it came to its end."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(reading)
            work(writing)
            status = 0
        except Exception:  # noqa: BLE001 (told, and the parent sees the status)
            traceback.print_exc()
        finally:
            os._exit(status)
    os.close(writing)
    time.sleep(after)
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        lines = pipe.read().decode().split("\n")[:-1]
    assert status in (0, signal.SIGKILL), f"the program ended with {status}"
    return lines, status == 0


def write_without_end(office: Office, made: Operation, key: bytes | None, seed: int, out: int) -> None:
    """Save, change and redact records, saying before each what is tried and after it what is on the disk."""
    dice, ledger = random.Random(seed), opened(office, key)
    rows = ledger.database.rows(
        "SELECT record FROM record WHERE kind = 'evidence.Incident' AND present ORDER BY record"
    )
    records: list[str] = [row[0] for row in rows]
    while True:
        what = dice.choice(("new", "new", "edit", "redact"))
        size = dice.randint(1, 6) if what == "new" else 1
        words = [f"zq{dice.randbytes(6).hex()}" for _ in range(size)]
        os.write(out, f"try {size} {' '.join(words)}\n".encode())
        if what == "new" or not records:
            saved = append(ledger, [Draft(INCIDENT, incident(narrative=word), "confidential") for word in words])
            records.extend(one.record for one in saved)
        elif what == "edit":
            record = dice.choice(records)
            heads = head_entries(ledger, record)
            saved = [save(ledger, incident(narrative=words[0]), record=record, supersedes=heads)]
        else:
            record = records.pop(dice.randrange(len(records)))
            saved = [redact(ledger, record, "a life is at risk", "2032-02-01", made.people)[0]]
        os.write(out, f"done {' '.join(one.entry for one in saved)}\n".encode())


def check_writing(folder: Path, kills: int, seed: int, key: bytes | None) -> None:
    """Nothing acknowledged is lost, nothing stands half, all verifies, what was redacted is nowhere."""
    dice = random.Random(seed)
    for number in range(kills):
        if number % A_WORKSPACE == 0:
            (folder / f"{number}").mkdir()
            made = operation("HQ", folder=folder / f"{number}", seed=seed + number, key=key)
            office = made["HQ"]
            office.ledger.close()
            held = opened(office, key)
            known = [row[0] for row in held.database.rows("SELECT id FROM entry ORDER BY sequence")]
            held.close()
        lines, _ = killed(partial(write_without_end, office, made, key, seed + number), dice.uniform(0.01, 0.15))
        done = [identifier for line in lines if line.startswith("done ") for identifier in line.split()[1:]]
        tried = int(lines[-1].split()[1]) if lines and lines[-1].startswith("try ") else 0
        ledger = opened(office, key)
        there = [row[0] for row in ledger.database.rows("SELECT id FROM entry ORDER BY sequence")]
        known += done
        assert there[: len(known)] == known, f"kill {number}: an acknowledged entry is lost"
        assert len(there) - len(known) in (0, tried), f"kill {number}: {len(there) - len(known)} of {tried} tried"
        known = there
        check_whole(ledger, number)
        words = [] if key else gone_words(ledger, office, lines)
        ledger.close()
        assert not words, f"kill {number}: redacted, and still in the file: {words}"


def check_whole(ledger: Ledger, number: int) -> None:
    """The chain verifies and the projections are what the entries say."""
    verdict = verify(ledger)
    assert verdict.holds, f"kill {number}: {verdict.faults}"
    assert projections_hold(ledger) == (), f"kill {number}"


_WORDS: dict[str, str] = {}


def gone_words(ledger: Ledger, office: Office, lines: list[str]) -> list[str]:
    """Words of redacted records that the file's bytes still hold."""
    for tried, done in itertools.pairwise(lines):
        if done.startswith("done "):
            _WORDS.update(zip(done.split()[1:], tried.split()[2:], strict=True))
    gone = [_WORDS[row[0]] for row in ledger.database.rows("SELECT entry FROM gone") if row[0] in _WORDS]
    path = office.ledger.database.path
    assert path is not None
    content = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    return [word for word in gone if word.encode() in content]


def check_importing(folder: Path, kills: int, seed: int, key: bytes | None) -> None:
    """An import that is killed again and again comes to the state of one that never was."""
    dice, done = random.Random(seed), 0
    bundles._BATCH = 10
    for number in itertools.count():
        if done >= kills:
            break
        place = folder / f"import{number}"
        place.mkdir()
        made = operation("HQ", "North", "South", folder=place, seed=seed + number, key=key)
        draft = Draft(INCIDENT, incident(narrative="zqtext"), "confidential")
        append(made["HQ"].ledger, [draft] * 120)
        south = made["HQ"].send(made["South"])
        made["South"].take(south)
        bundle = made["HQ"].send(made["North"], whole=True)
        office = made["North"]
        office.ledger.close()
        ended, longest = False, 0.04
        while not ended:
            _, ended = killed(partial(take, office, key, bundle), dice.uniform(0.002, longest))
            done, longest = done + (not ended), longest * 1.4
            ledger = opened(office, key)
            check_whole(ledger, done)
            ledger.close()
        ledger = opened(office, key)
        own = ledger.log.chains()[office.ledger.signer.installation]
        assert own.tail == 1, "one receipt for one bundle, however often it was begun"
        bundles.receive(ledger, bundle, office.identity, "again")
        assert ledger.log.chains()[office.ledger.signer.installation].tail == 1
        ours = {row for row in rows_of(ledger.database) if row[0][0] in ("record", "words", "link")}
        theirs = {row for row in rows_of(made["South"].ledger.database) if row[0][0] in ("record", "words", "link")}
        assert {row for row in ours if "Receipt" not in str(row)} == {
            row for row in theirs if "Receipt" not in str(row)
        }
        ledger.close()


def take(office: Office, key: bytes | None, bundle: bytes, _out: int) -> None:
    """Import, in a process of its own."""
    bundles.receive(opened(office, key), bundle, office.identity, "bundle")


if __name__ == "__main__":
    which, where, kills, seed, *rest = sys.argv[1:]
    check = check_writing if which == "writing" else check_importing
    check(Path(where), int(kills), int(seed), bytes(range(32)) if rest else None)
