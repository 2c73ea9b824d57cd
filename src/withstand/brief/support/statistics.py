"""Statistics of due diligence on support as a paper: counts with how many there are; no share of fewer than ten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from withstand import __version__
from withstand.brief.papers.handing import highest
from withstand.brief.papers.paper import Block, Grid, Heading, Paper, Para
from withstand.brief.support.tongue import STATISTICS, Tongue
from withstand.inducement.outcomes import SMALLEST_SHARE
from withstand.inducement.statistics import FEWEST_FOR_QUARTILES, Statistics, TimeInState
from withstand.picture.picture import Picture
from withstand.picture.seen import Seen


def statistics_paper(found: Statistics, picture: Picture, seen: Iterable[Seen], language: str = "en") -> Paper:
    """The statistics. `seen` are the records that they rest on."""
    tongue = Tongue(language, STATISTICS)
    return Paper(
        title=tongue.said("title", day=tongue.on(found.day)),
        subtitle=tongue.counted(
            "subtitle", found.requests, audience=tongue.text(picture.audience.name),
            number=tongue.number(found.requests),
        ),
        marking=tongue.label("classifications", highest(seen)),
        blocks=tuple(_blocks(found, tongue)),
        footer=tongue.said("footer", version=__version__, smallest=SMALLEST_SHARE),
        language=language,
    )  # fmt: skip


def _blocks(found: Statistics, tongue: Tongue) -> Iterator[Block]:
    yield from _times(found, tongue)
    yield from _agreement(found, tongue)
    yield from _conditions(found, tongue)
    yield from _approvals(found, tongue)


def share(part: int, whole: int, tongue: Tongue) -> str:
    """So many of so many; a percentage only where there are enough."""
    if whole < SMALLEST_SHARE:
        return tongue.said("share", part=part, whole=whole)
    return tongue.said("share_percent", part=part, whole=whole, percent=f"{100 * part / whole:.0f}")


def _times(found: Statistics, tongue: Tongue) -> Iterator[Block]:
    say = tongue.said
    yield Heading(say("time"))
    if not found.times:
        yield Para(say("no_request"))
        return
    header = tuple(say(key) for key in ("state", "ended", "median", "middle", "now"))
    yield Grid.of(header, [_time(one, tongue) for one in found.times], (36, 16, 16, 18, 14), numbers=1)
    yield Para(say("middle_from", number=FEWEST_FOR_QUARTILES))


def _time(one: TimeInState, tongue: Tongue) -> tuple[str, ...]:
    middle = "–"
    if one.quartiles is not None:
        low, high = map(tongue.decimal, one.quartiles)
        middle = tongue.said("from_to", low=low, high=high)
    return (
        tongue.label("support_states", one.state), str(one.ended),
        "–" if one.median is None else tongue.decimal(one.median), middle, str(one.going_on),
    )  # fmt: skip


def _agreement(found: Statistics, tongue: Tongue) -> Iterator[Block]:
    say = tongue.said
    yield Heading(say("answers"))
    if not found.agreement:
        yield Para(say("no_decision"))
        return
    rows = [
        (
            tongue.label("components", one.body), share(one.agreed, one.compared, tongue),
            "\n".join(
                say(
                    "pair", answer=tongue.label("screening_answers", answer),
                    decided=tongue.within("support_actions", decided), number=number,
                )
                for answer, decided, number in one.pairs
            ),
        )
        for one in found.agreement
    ]  # fmt: skip
    yield Grid.of((say("body"), say("agreed"), say("pairs")), rows, (26, 18, 56))
    yield Para(say("agreeing"))


def _conditions(found: Statistics, tongue: Tongue) -> Iterator[Block]:
    say = tongue.said
    yield Heading(say("conditions"))
    if not found.conditions:
        yield Para(say("no_condition"))
        return
    rows = [
        (
            tongue.label("condition_types", one.type), share(one.met, one.conditions, tongue), str(one.overdue),
            tongue.listed(
                say("so_many", status=tongue.within("condition_status", key), number=number)
                for key, number in one.by_status
            ),
        )
        for one in found.conditions
    ]  # fmt: skip
    yield Grid.of((say("kind"), say("met"), say("overdue"), say("where")), rows, (36, 18, 12, 34))


def _approvals(found: Statistics, tongue: Tongue) -> Iterator[Block]:
    say = tongue.said
    yield Heading(say("residual"))
    if found.approvals:
        rows = [
            (tongue.label("risk_levels", key), share(number, found.approvals, tongue))
            for key, number in found.by_residual
        ]
        yield Grid.of((say("level"), say("approved")), rows, (50, 50))
    else:
        yield Para(say("no_approval"))
    yield Heading(say("overturned"))
    overturned = tongue.listed(
        say(
            "state_share", state=tongue.within("support_states", _STATES[word]),
            share=share(number, found.approvals, tongue),
        )
        for word, number in found.overturned
    )  # fmt: skip
    yield Para(say("of_approved", number=found.approvals, overturned=overturned, reinstated=found.reinstated))


_STATES = {"suspend": "suspended", "withdraw": "withdrawn"}
