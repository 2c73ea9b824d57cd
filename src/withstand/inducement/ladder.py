"""Where a recipient stands on its ladder: what it has shown, what it must still show, how closely it is monitored.

Only verified good conduct counts, from the ladder's day on and after the last grave case; and only months in which
somebody could look: a quiet month that nobody saw is not a good one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from withstand.inducement.case import Held
from withstand.inducement.following import GoodConduct, Ladder
from withstand.inducement.parts import Rung
from withstand.ledger.fields import Span, first_day
from withstand.vocabulary.terms import vocabulary

COUNTS = "verified"
_A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class LadderStanding:
    """How many rungs are reached; for the next one, what good conduct and how many months are lacking.

    `months` passed without a recorded grave case, in `seen` of them somebody could look. `monitoring` is the form now.
    """

    ladder: Held[Ladder]
    reached: int
    months: int
    seen: int
    monitoring: str
    must_show: tuple[str, ...] = ()
    months_lacking: int = 0
    since: date | None = None

    @property
    def next(self) -> Rung | None:
        """The next rung; None where all are reached."""
        rungs = self.ladder.fields.rungs
        return rungs[self.reached] if self.reached < len(rungs) else None


def on_ladder(
    ladder: Held[Ladder], conduct: Iterable[Held[GoodConduct]], grave: Iterable[Span], looked: Iterable[date], day: date
) -> LadderStanding:
    """Where a recipient stands on a day. `grave`: when grave cases of its record were; `looked`: when somebody saw."""
    begun = first_day(ladder.fields.on)
    cases = [min(one.latest, day) + _A_DAY for one in grave if one.earliest <= day]
    since = max([begun, *cases])
    shown = {
        one.fields.what
        for one in conduct
        if one.fields.verification == COUNTS and since <= one.fields.when.earliest and one.fields.when.earliest <= day
    }
    whole = range(_month(since - _A_DAY) + 1, _month(day))
    seen = len({_month(one) for one in looked if one <= day} & set(whole))
    reached = 0
    for rung in ladder.fields.rungs:
        if not set(rung.must_show) <= shown or seen < (rung.months_without_grave or 0):
            break
        reached += 1
    standing = LadderStanding(ladder, reached, len(whole), seen, _form(ladder.fields, reached), since=since)
    if standing.next is None:
        return standing
    return LadderStanding(
        ladder, reached, len(whole), seen, standing.monitoring,
        tuple(one for one in standing.next.must_show if one not in shown),
        max(0, (standing.next.months_without_grave or 0) - seen), since,
    )  # fmt: skip


def _form(ladder: Ladder, reached: int) -> str:
    """The form of the last rung that is reached, of the first one before that; never looser than the floor."""
    terms = vocabulary("monitoring_forms").terms
    rung = ladder.rungs[max(0, reached - 1)]
    return min((rung.monitoring, ladder.floor), key=lambda form: int(terms[form].facts["rank"]))


def _month(day: date) -> int:
    return 12 * day.year + day.month
