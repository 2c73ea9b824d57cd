"""Who held which post, without a name; a name that changed; a group on a list."""

from __future__ import annotations

from withstand.actors.records import Listing, NameClaim, Posting
from withstand.demo.mission_data import AMBER_FORD, HEADQUARTERS
from withstand.demo.mission_words import CONFIDENTIAL, OPEN, every_day, since, to, told
from withstand.ledger.fields import Span

POSTS = (
    told(
        "post-21-commander",
        HEADQUARTERS,
        "2031-09-15",
        Posting(
            type="commander",
            title="Commander of the 21st Battalion",
            post_holder="first of 2031",
            valid=every_day("2031-05", "2032-03-31"),
            grade="B2",
        ),
        *to("post_in", "army-21"),
        level=CONFIDENTIAL,
    ),
    told(
        "post-4-commander-before",
        HEADQUARTERS,
        "2031-09-15",
        Posting(
            type="commander",
            title="Commander of the 4th Brigade",
            post_holder="first of 2030",
            valid=every_day("2030-06", "2032-04-03"),
            grade="B2",
        ),
        *to("post_in", "army-4"),
        level=CONFIDENTIAL,
    ),
    told(
        "post-4-commander",
        AMBER_FORD,
        "2032-04-07",
        Posting(
            type="commander",
            title="Commander of the 4th Brigade",
            post_holder="first of 2032",
            valid=since("2032-04-03", precise=True),
            grade="A2",
        ),
        *to("post_in", "army-4"),
        *to("same_holder", "post-21-commander"),
        level=CONFIDENTIAL,
    ),
    told(
        "post-42-commander",
        AMBER_FORD,
        "2032-05-10",
        Posting(
            type="commander",
            title="Commander of the 42nd Battalion",
            post_holder="first of 2032; bears the surname of the officer of Kessin and is another",
            valid=since("2032-04-20"),
            grade="B2",
        ),
        *to("post_in", "army-42"),
        level=CONFIDENTIAL,
    ),
    told(
        "name-lamp-guard-before",
        HEADQUARTERS,
        "2031-03-03",
        NameClaim(name="Light Watch", type="former_name", valid=Span(start="2029", end="2031-01"), grade="C3"),
        *to("actor", "lamp-guard"),
        level=OPEN,
    ),
    told(
        "listed-ash-column",
        HEADQUARTERS,
        "2031-06-02",
        Listing(
            list="Invented regional list of measures",
            release="2031-05",
            entry="VM-07",
            basis="Attacks on villages along the reed line.",
            valid=since("2031-05-12", precise=True),
            grade="A1",
        ),
        *to("listed", "ash-column"),
        level=OPEN,
    ),
)
"""A commander left out of one support takes over where another is given; the same surname elsewhere is another."""
