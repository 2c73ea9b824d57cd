"""Cases of support from a picture: a request with everything that may be seen about it, in a few questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar, cast

from withstand.inducement import records
from withstand.inducement.case import Held, SupportCase
from withstand.inducement.decisions import Move, SupportDecision
from withstand.inducement.following import Delivery, Monitoring
from withstand.inducement.requests import Condition, Framework, RiskAssessment, Screening, SupportRequest
from withstand.ledger.contents import folded
from withstand.ledger.errors import NotFound
from withstand.ledger.fields import Record
from withstand.ledger.ids import made_at
from withstand.picture.picture import Picture
from withstand.picture.seen import Seen

Fields = TypeVar("Fields", bound=Record)

ABOUT = ("request", "screens")
"""Roles in which records lead to the request that they are about."""


@dataclass
class _Gathered:
    """Records about requests, by request and by the class of what they say."""

    held: dict[str, dict[type[Record], list[Held[Record]]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )

    def of(self, request: str, model: type[Fields]) -> tuple[Held[Fields], ...]:
        """Those of a class about a request, in the order in which they were entered."""
        found = sorted(self.held[request][model], key=lambda one: (one.entered, one.record))
        return cast(tuple[Held[Fields], ...], tuple(found))


def support_case(picture: Picture, request: str) -> SupportCase:
    """The case of one request.

    Raises:
        NotFound: there is no such request, as far as the audience may know.
    """
    seen = picture.get(request)
    if not isinstance(seen.fields, SupportRequest):
        raise NotFound(f"Record {request} is no request for support that this program can read.")
    return next(iter(_cases(picture, {request: seen})))


def support_cases(picture: Picture) -> Iterator[SupportCase]:
    """The cases of all requests, the latest first."""
    seen = {one.record: one for one in picture.each(records.SUPPORT_REQUEST) if isinstance(one.fields, SupportRequest)}
    return _cases(picture, seen)


def cases_of(picture: Picture, requests: Iterable[str]) -> Iterator[SupportCase]:
    """The cases of some requests, as far as they may be seen."""
    found = picture.several(requests)
    return _cases(picture, {one: seen for one, seen in found.items() if isinstance(seen.fields, SupportRequest)})


def _cases(picture: Picture, requests: Mapping[str, Seen]) -> Iterator[SupportCase]:
    about = [one for one in picture.ties(requests, outward=False) if one.role in ABOUT]
    subject = {one.source: one.target for one in about}
    seen = picture.several(subject)
    links: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for tie in picture.ties([*requests, *seen]):
        links[tie.source].append((tie.role, tie.target))
    gathered = _Gathered()
    for record, one in seen.items():
        if one.fields is not None:
            gathered.held[subject[record]][type(one.fields)].append(held_of(one, links[record]))
    frameworks = _frameworks(picture)
    for record, one in requests.items():
        request = cast(Held[SupportRequest], held_of(one, links[record]))
        named = request.linked("framework")
        country = folded(request.fields.country)
        yield SupportCase(
            request,
            gathered.of(record, Screening),
            gathered.of(record, RiskAssessment),
            gathered.of(record, Condition),
            gathered.of(record, SupportDecision),
            gathered.of(record, Move),
            gathered.of(record, Delivery),
            gathered.of(record, Monitoring),
            tuple(one for one in frameworks if one.record in named or folded(one.fields.country) == country),
        )


def _frameworks(picture: Picture) -> tuple[Held[Framework], ...]:
    held = (held_of(one, ()) for one in picture.each(records.FRAMEWORK) if isinstance(one.fields, Framework))
    return cast(tuple[Held[Framework], ...], tuple(held))


def held_of(seen: Seen, links: Iterable[tuple[str, str]]) -> Held[Record]:
    """A record as a case holds it. It was entered when its first version was, whose id is the record's."""
    if seen.fields is None:
        raise NotFound(f"Record {seen.record} is newer than this program.")
    entered = seen.header.recorded_at if seen.version == seen.record else made_at(seen.record)
    return Held(seen.record, seen.fields, entered, seen.header.author, tuple(links))
