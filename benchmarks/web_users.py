"""People and programs at a server: each opens lists and records, searches and enters, and thinks in between."""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.web_served import BY_HAND

LIST, PAGE = "/api/v1/kinds/incident/records/", "/records/incident/"
_THINKS = (0.4, 1.6)
_PATIENCE = 15.0
_MIX = (("list", 30), ("by hand", 30), ("page", 10), ("record", 10), ("search", 5), ("counts", 5), ("enter", 10))


@dataclass
class Answers:
    """What came: seconds by what was asked, and everything that was no good answer."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    wrong: Counter[str] = field(default_factory=Counter)
    guard: threading.Lock = field(default_factory=threading.Lock)

    def keep(self, what: str, seconds: float, status: int | str) -> None:
        """Keep one answer."""
        with self.guard:
            self.seconds.setdefault(what, []).append(seconds)
            if status not in (200, 201):
                self.wrong[f"{what}: {status}"] += 1

    def percentile(self, what: str, share: float = 0.95) -> float:
        """The seconds within which that share of the answers came."""
        held = sorted(self.seconds.get(what, []))
        return held[min(len(held) - 1, int(share * len(held)))] if held else float("nan")

    @property
    def number(self) -> int:
        """How many answers."""
        return sum(map(len, self.seconds.values()))


class User:
    """Somebody with a session in a browser and a token in a program, over one connection that stays."""

    def __init__(self, port: int, let_in: dict[str, str], seed: int, answers: Answers, pages: bool) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
        self._program = {"Authorization": f"Bearer {let_in['token']}"}
        self._person = {"Cookie": let_in["cookie"]}
        self._dice, self._answers, self._records = random.Random(seed), answers, [""]
        self._mix = [one for one in _MIX if pages or one[0] != "page"]

    def work(self, requests: int, ends: float) -> None:
        """So many requests, with thought in between, until a moment at the latest."""
        time.sleep(self._dice.uniform(0, 1))
        for _ in range(requests):
            if time.monotonic() > ends:
                return
            what = self._dice.choices([one for one, _ in self._mix], [share for _, share in self._mix])[0]
            self.ask(what)
            time.sleep(self._dice.uniform(*_THINKS))
        self._connection.close()

    def ask(self, what: str) -> None:
        """Ask once, and note what came."""
        begun = time.perf_counter()
        try:
            status, content = self._asked(what)
        except (OSError, http.client.HTTPException) as problem:
            self._connection.close()
            self._answers.keep(what, time.perf_counter() - begun, type(problem).__name__)
            return
        self._answers.keep(what, time.perf_counter() - begun, status)
        if what == "list" and status == 200:
            self._records = [one["record"] for one in json.loads(content)["records"]]

    def _asked(self, what: str) -> tuple[int, bytes]:
        pick, headers, method, body = self._dice.choice, dict(self._program), "GET", None
        addresses = {
            "list": LIST, "by hand": BY_HAND, "page": PAGE, "search": "/api/v1/search/?q=nurse+motorcycles",
            "counts": "/api/v1/counts/", "enter": "/api/v1/records/",
        }  # fmt: skip
        record = pick(self._records)
        address = addresses.get(what) or (f"/api/v1/records/{record}/" if record else LIST)
        if what == "page":
            headers = dict(self._person)
        if what == "enter":
            headers["Content-Type"], method, body = (
                "application/json",
                "POST",
                json.dumps({"records": [self._incident()]}),
            )
        self._connection.request(method, address, body, headers)
        answer = self._connection.getresponse()
        return answer.status, answer.read()

    def _incident(self) -> dict[str, Any]:
        fields = {
            "what": "looting",
            "where": {"area": f"VM{self._dice.randrange(1, 12):02d}01", "precision": "admin2"},
            "when": {"start": "2026-05-20"},
            "perpetrators": [{"perpetrator": "host_state", "grade": "B2", "confidence": "moderate"}],
            "narrative": "Goats were taken at the ford, and nobody has come back to the fields since.",
        }
        return {"kind": "incident", "fields": fields}


def run(
    port: int, users: Sequence[dict[str, str]], requests: int, longest: float, *, pages: bool
) -> tuple[Answers, float]:
    """All users at once; what came, and the seconds it took."""
    answers, begun = Answers(), time.monotonic()
    working = [User(port, one, seed, answers, pages) for seed, one in enumerate(users)]
    threads = [threading.Thread(target=one.work, args=(requests, begun + longest), daemon=True) for one in working]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(longest + 2 * _PATIENCE)
    return answers, time.monotonic() - begun


def alone(port: int, user: dict[str, str], repeats: int, *, pages: bool) -> Answers:
    """One user, the list, the page and the list by hand in turn, without thought."""
    answers = Answers()
    one = User(port, user, 0, answers, pages)
    for _ in range(repeats):
        for what in ("list", "by hand", *(("page",) if pages else ())):
            one.ask(what)
            time.sleep(0.11)
    return answers
