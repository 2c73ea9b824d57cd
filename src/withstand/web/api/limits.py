"""How often a token may ask: so many at once, then so many a second. Counted in this process, which is the server."""

from __future__ import annotations

import math
import threading
from dataclasses import dataclass, field
from datetime import datetime

AT_ONCE, A_SECOND = 120, 10.0


@dataclass
class Bucket:
    """What is left of a token's requests, and since when it refills."""

    left: float
    since: float


@dataclass
class Limits:
    """Buckets by token."""

    at_once: int = AT_ONCE
    a_second: float = A_SECOND
    buckets: dict[int, Bucket] = field(default_factory=dict)
    guard: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, token: int, moment: float) -> int:
        """Take a request; 0, or the seconds until the next is looked at."""
        with self.guard:
            bucket = self.buckets.setdefault(token, Bucket(self.at_once, moment))
            gained = max(0.0, moment - bucket.since) * self.a_second
            bucket.left, bucket.since = min(self.at_once, bucket.left + gained), moment
            if bucket.left < 1:
                return math.ceil((1 - bucket.left) / self.a_second)
            bucket.left -= 1
            return 0


LIMITS = Limits()


def wait(token: int, now: datetime) -> int:
    """Take a request of a token; 0, or the seconds until the next is looked at."""
    return LIMITS.wait(token, now.timestamp())
