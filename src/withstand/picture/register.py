"""The register of actors that a picture holds, read at once whatever their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from withstand.actors.days import certain_days, possible_days
from withstand.actors.records import (
    GROUP,
    LISTING,
    NAME_CLAIM,
    OFFICE,
    POSITIONING,
    POSTING,
    UNIT,
    Group,
    Listing,
    NameClaim,
    Office,
    Positioning,
    Posting,
    Unit,
)
from withstand.actors.register import Name, OnList, Post, Register, Registered, Station, own_names
from withstand.ledger.fields import Record
from withstand.ledger.kinds import Kind
from withstand.picture.actors import chains, led_to
from withstand.picture.picture import Picture


def register(picture: Picture) -> Register:
    """All actors of a picture with their claims. A claim in conflict says no days: it may hold on any."""
    claims: dict[str, list[Name | Station | Post | OnList]] = defaultdict(list)
    for kind, role in ((NAME_CLAIM, "actor"), (POSITIONING, "actor"), (POSTING, "post_in"), (LISTING, "listed")):
        for actor, claim in _claims(picture, kind, role):
            claims[actor].append(claim)
    found = {}
    for kind in (UNIT, OFFICE, GROUP):
        for record, fields, heads in picture.whole(kind):
            if isinstance(fields, Unit | Office | Group):
                mine = claims[record]
                valid = fields.valid if heads == 1 else None
                found[record] = Registered(
                    record, kind.word.lower(), fields.name, fields.type, fields.side, fields.country,
                    (*own_names(fields.name, fields.aliases, valid), *(one for one in mine if isinstance(one, Name))),
                    tuple(one for one in mine if isinstance(one, Station)),
                    tuple(one for one in mine if isinstance(one, Post)),
                    tuple(one for one in mine if isinstance(one, OnList)),
                    valid,
                )  # fmt: skip
    return Register(found, chains(picture))


def _claims(picture: Picture, kind: Kind, role: str) -> Iterator[tuple[str, Name | Station | Post | OnList]]:
    (actors,) = led_to(picture, kind, role)
    for record, fields, heads in picture.whole(kind):
        claim = _claim(record, fields, heads)
        if claim is not None:
            yield from ((actor, claim) for actor in actors.get(record, ()))


def _claim(record: str, fields: Record | None, heads: int) -> Name | Station | Post | OnList | None:
    valid = fields.valid if fields is not None and heads == 1 else None
    match fields:
        case NameClaim():
            return Name(fields.name, fields.type, certain_days(valid), possible_days(valid), record)
        case Positioning():
            return Station(record, valid, fields.type, fields.where)
        case Posting():
            return Post(record, valid, fields.type, fields.title, fields.rank_held, fields.acting, fields.post_holder)
        case Listing():
            return OnList(record, valid, fields.list, fields.release, fields.entry)
    return None
