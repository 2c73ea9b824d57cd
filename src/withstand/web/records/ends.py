"""What records that only stand between others are about: the names at the ends of their links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from withstand.picture.picture import Picture
from withstand.picture.seen import Seen
from withstand.web.records import saying, titles

Ends = Mapping[tuple[str, str], str]
"""Names of what a record leads to, by record and role."""


def names_at_ends(picture: Picture, records: Iterable[Seen]) -> Ends:
    """The names at the ends of links that records must have (who is under whom), in two questions for all of them."""
    needed = {one.record: {role.name for role in one.kind.roles if role.required} for one in records if one.kind}
    between = [record for record, roles in needed.items() if roles]
    if not between:
        return {}
    ties = [tie for tie in picture.ties(between) if tie.role in needed[tie.source]]
    others = picture.several(tie.target for tie in ties)
    found: dict[tuple[str, str], str] = {}
    for tie in ties:
        if tie.target in others:
            before, name = found.get((tie.source, tie.role)), saying.isolated(titles.title(others[tie.target]))
            found[tie.source, tie.role] = f"{before}; {name}" if before else name
    return found


def title_with_ends(seen: Seen, ends: Ends) -> str:
    """The full title of a record, with the names at its ends where it only stands between them."""
    roles = [role.name for role in seen.kind.roles if role.required] if seen.kind else []
    named = [(saying.label("roles", name), ends[seen.record, name]) for name in roles if (seen.record, name) in ends]
    said = "; ".join(f"{role}: {name}" for role, name in named)
    return f"{titles.full_title(seen)} ({said})" if said else titles.full_title(seen)
