"""The sentences of a vetting: gaps, the command line, what followed decisions."""

from __future__ import annotations

from withstand.actors.records import Listing, Posting
from withstand.brief.support.words import label, lower, on, short, span
from withstand.inducement.gaps import Gap
from withstand.inducement.line import Member
from withstand.inducement.outcomes import Outcome, ReferenceClass
from withstand.inducement.two_ledgers import LedgerSide
from withstand.mission.wording import count
from withstand.picture.seen import Seen

_GAPS = {
    "never_seen": "Nobody of ours is recorded to have seen this unit. What is not recorded says nothing of its acts.",
    "long_unseen": "It was last seen on {since}, {number} days ago.",
    "kept_out": "{times} our people were kept out or did not try; the last time on {since}.",
    "access_unknown": "What could be seen is not known of {visits}; the last was on {since}.",
    "no_position": "Nobody has recorded where it is based or operates.",
    "unattributed": "{incidents} recorded in {about} within a year {are} not linked to this unit: who did {them} may "
    "be unknown, or another.",
    "no_line": "Nobody has recorded who commands it, or whom it commands.",
    "line_uncertain": "{actors} may stand in its command line now: the claims have no end, or no exact days.",
    "line_cut": "{relations} cannot be read to both ends here: the command line may be longer.",
    "conflicts": "{records} have two versions that stand beside each other: a person must settle them.",
    "newer": "{records} were written by a newer program and are not counted: update first.",
}


def gap_words(gap: Gap) -> str:
    """A gap in a sentence."""
    number = gap.number
    return _GAPS[gap.gap].format(
        number=number, since=on(gap.since), about=gap.about,
        times=count(number, "time"), visits=count(number, "visit"), incidents=count(number, "incident"),
        actors=count(number, "actor"),
        relations=count(number, "relation"), records=count(number, "record"),
        are="is" if number == 1 else "are", them="it" if number == 1 else "them",
    )  # fmt: skip


def tie_words(member: Member) -> str:
    """By which claims an actor stands in the line."""
    way = "" if member.steps == 1 else f", {member.steps} steps away"
    return f"{lower(label('relation_types', member.tie.type))}, {span(member.tie.valid)}{way}"


def now_words(member: Member) -> str:
    """Whether an actor stands there on the day."""
    return {True: "now", None: "may be now", False: "then"}[member.now]


def decision_words(outcome: Outcome) -> str:
    """What was decided and until when."""
    if outcome.decision is None:
        return "not decided"
    fields = outcome.decision.fields
    until = f", until {on(fields.expires)}" if fields.expires else ""
    return f"{_PAST[fields.decided]}, {on(fields.on)}{until}"


def listing_words(seen: Seen) -> str:
    """A list on which the unit stands, in which release."""
    fields = seen.fields
    name = f"{fields.list}, {fields.release}" if isinstance(fields, Listing) else seen.title
    return f"{name} ({_claimed(seen)})"


def post_words(seen: Seen) -> str:
    """A post in the unit, never its holder's name."""
    fields = seen.fields
    name = fields.title or label("posting_types", fields.type) if isinstance(fields, Posting) else seen.title
    return f"{name} ({_claimed(seen)})"


def _claimed(seen: Seen) -> str:
    valid = seen.fields.valid if seen.fields is not None else None
    return f"{span(valid)}; {short(seen.record)}"


def followed_words(outcome: Outcome) -> str:
    """What followed a decision, and where the request stands."""
    state = lower(label("support_states", outcome.standing.state))
    steps = ", ".join(_PAST[one] for one in outcome.followed)
    return f"{steps}; now {state}" if steps else f"now {state}"


def reference_words(like: ReferenceClass) -> str:
    """The counts of like requests, with what like means."""
    book, _, kind = like.recipient_type.partition(" ")
    means = (
        f"Like means: the same type of support ({lower(label('support_types', like.support))}) to a recipient of the "
        f"same type ({lower(label(book, kind)) if kind else 'unknown'}); this unit’s own requests are not counted."
    )
    if not like.requests:
        return f"No other request like it is recorded here. {means}"
    decided = ", ".join(f"{number} {_PAST[word]}" for word, number in like.decided)
    parts = [part for part in (decided, f"{like.open} not decided" if like.open else "") if part]
    said = f"Of {count(like.requests, 'like request')}, {', '.join(parts)}."
    if like.approved:
        followed = ", ".join(f"{_PAST[word]} {number}" for word, number in like.followed)
        said += f" Of the {like.approved} approved, later: {followed or 'no further step recorded'}."
    return f"{said} {means} These are counts, not chances: nothing is seen of support that was refused."


_PAST = {
    "approve": "approved", "approve_conditions": "approved with conditions",
    "approve_provisionally": "approved provisionally", "defer": "deferred", "refuse": "refused",
    "trigger": "case opened", "suspend": "suspended", "withdraw": "withdrawn",
    "reinstate": "reinstated", "expire": "expired",
}  # fmt: skip


def counted_words(side: LedgerSide) -> str:
    """What the incidents count within, by unit; where nothing is counted, that."""
    said = [
        f"{one.least if one.least == one.most else f'{one.least}–{one.most}'} "
        f"{lower(label('counting_units', one.unit))}{'' if one.least == one.most == 1 else 's'} in {one.told}, "
        f"not said in {one.untold}"
        for one in side.counts
    ]
    return "; ".join(said) or ("nobody counted" if side.incidents else "–")
