"""Statistics of due diligence on support as a paper: counts with how many there are; no share of fewer than ten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from withstand import __version__
from withstand.brief.papers.handing import highest
from withstand.brief.papers.paper import Block, Grid, Heading, Paper, Para
from withstand.brief.support.words import label, lower, on
from withstand.inducement.outcomes import SMALLEST_SHARE, share
from withstand.inducement.statistics import FEWEST_FOR_QUARTILES, Statistics
from withstand.mission.wording import count
from withstand.picture.picture import Picture
from withstand.picture.seen import Seen


def statistics_paper(found: Statistics, picture: Picture, seen: Iterable[Seen]) -> Paper:
    """The statistics. `seen` are the records that they rest on."""
    return Paper(
        title=f"Due diligence on support: statistics, {on(found.day)}",
        subtitle=f"Made for {picture.audience.name}, over {count(found.requests, 'request')} that this reader may see.",
        marking=label("classifications", highest(seen)),
        blocks=tuple(_blocks(found)),
        footer=f"Withstand {__version__}. Below {SMALLEST_SHARE} no percentage is given. What follows is seen only "
        "where support was given: nothing here says how likely anything is.",
    )


def _blocks(found: Statistics) -> Iterator[Block]:
    yield Heading("Time in each state")
    if found.times:
        yield Grid.of(
            ("State", "Ended stays", "Days, median", "Days, middle half", "Stand there now"),
            [
                (
                    label("support_states", one.state), str(one.ended),
                    "–" if one.median is None else f"{one.median:g}",
                    "–" if one.quartiles is None else f"{one.quartiles[0]:g} to {one.quartiles[1]:g}",
                    str(one.going_on),
                )
                for one in found.times
            ],
            (36, 16, 16, 18, 14), numbers=1,
        )  # fmt: skip
        yield Para(f"The middle half is told of {FEWEST_FOR_QUARTILES} stays or more.")
    else:
        yield Para("No request is recorded.")
    yield Heading("Answers of bodies and the decision")
    if found.agreement:
        yield Grid.of(
            ("Body", "Agreed", "Answer, decision and number"),
            [
                (
                    label("components", one.body), share(one.agreed, one.compared),
                    "\n".join(
                        f"{label('screening_answers', answer)} → {lower(label('support_actions', decided))}: {number}"
                        for answer, decided, number in one.pairs
                    ),
                )
                for one in found.agreement
            ],
            (26, 18, 56),
        )  # fmt: skip
        yield Para(
            "A concern agrees with refusal, deferral or conditions; no concern found agrees with approval without "
            "conditions. A non-answer is not compared. To agree is no merit: a body may be right against the decision."
        )
    else:
        yield Para("No decision followed an answer yet.")
    yield Heading("Conditions by kind")
    if found.conditions:
        yield Grid.of(
            ("Kind", "Met, as verified", "Overdue", "Where they stand"),
            [
                (
                    label("condition_types", one.type), share(one.met, one.conditions), str(one.overdue),
                    ", ".join(f"{lower(label('condition_status', key))} {number}" for key, number in one.by_status),
                )
                for one in found.conditions
            ],
            (36, 18, 12, 34),
        )  # fmt: skip
    else:
        yield Para("No condition is recorded.")
    yield Heading("Approved support by residual level of risk")
    if found.approvals:
        yield Grid.of(
            ("Residual level", "Approved requests"),
            [(label("risk_levels", key), share(number, found.approvals)) for key, number in found.by_residual],
            (50, 50),
        )
    else:
        yield Para("No support was approved yet.")
    yield Heading("Approvals that events overturned")
    overturned = ", ".join(
        f"{lower(label('support_states', _STATES[word]))} {share(number, found.approvals)}"
        for word, number in found.overturned
    )
    yield Para(f"Of {found.approvals} approved: {overturned}; reinstated {found.reinstated}.")


_STATES = {"suspend": "suspended", "withdraw": "withdrawn"}
