"""Cases in which care for the person comes before the record."""

from __future__ import annotations

from withstand.evidence.referral import CHILDREN, begins_with_referral, is_referral_case
from withstand.picture.picture import Picture
from withstand.picture.seen import Seen
from withstand.web.entering.answers import Answers


def care_first(answers: Answers) -> bool:
    """Whether what stands in a form asks for a referral first, and allows nothing told."""
    acts = [answers.one("what")]
    for name in ("also", "violations"):
        acts += [*answers.several(name), *(answers.one(f"{name}-{number}") for number in answers.rows(name))]
    return begins_with_referral(acts) or not CHILDREN.isdisjoint(answers.several("hit"))


def told_before(picture: Picture, seen: Seen) -> int:
    """How many earlier versions of what has become such a case still hold what was told of it."""
    if seen.fields is None or not is_referral_case(seen.fields):
        return 0
    versions = [version.seen for version in picture.history(seen.record) if version.seen is not None]
    return sum(1 for one in versions if one.fields is not None and not is_referral_case(one.fields))
