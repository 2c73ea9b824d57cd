"""The filters of lists, as parameters: those of the pages, read by the pages' own form."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Annotated, Any, Literal, cast

import msgspec
from django.http import QueryDict
from msgspec import Meta

from withstand.kinds import REGISTRY
from withstand.ledger.kinds import Kind
from withstand.picture.filters import Filter
from withstand.picture.picture import PAGE
from withstand.vocabulary.terms import vocabulary
from withstand.web.api.admission import token_of
from withstand.web.api.asking import AsKnown, Cursor, Limit, UnreadableRequest
from withstand.web.records.asking import LONGEST_TEXT, ListForm, coded_forms, filter_name, vocabulary_of
from withstand.web.records.visits import Visit, kept_visit, last_visit
from withstand.web.signed_in import Request

_NOT_OF_THE_FORM = ("known_at", "as_of", "limit", "cursor")


class Chosen(AsKnown, frozen=True, kw_only=True):
    """Which records of a kind. `COUNTED` and `LISTED` add the filters by codes."""

    q: Annotated[str, Meta(max_length=LONGEST_TEXT, description="Words that all stand in their texts.")] = ""
    area: Annotated[str, Meta(max_length=300, description="P-code or name of their area.")] = ""
    since: Annotated[date | None, Meta(description="Their main date may touch this day or a later one.")] = None
    until: Annotated[date | None, Meta(description="Their main date may touch this day or an earlier one.")] = None
    conflict: Annotated[bool, Meta(description="Only those of which two versions stand beside each other.")] = False
    new: Annotated[bool, Meta(description="Only what came since the account's last visit of the pages.")] = False

    @property
    def steady(self) -> bool:
        """What is new depends on the last visit too."""
        return not self.new


class Listing(Chosen, frozen=True, kw_only=True):
    """A page of records of a kind."""

    order: Annotated[Literal["", "earliest"], Meta(description="The latest first, or the earliest.")] = ""
    limit: Limit = PAGE
    cursor: Cursor = ""


def _codes() -> list[tuple[str, Any, str]]:
    """The filters by codes that any kind has; a kind that lacks one says so."""
    codes: dict[str, dict[str, None]] = defaultdict(dict)
    kinds: dict[str, list[str]] = defaultdict(list)
    for kind in REGISTRY:
        for form in coded_forms(kind):
            codes[filter_name(form)] |= dict.fromkeys(vocabulary(vocabulary_of(form)).terms)
            kinds[filter_name(form)].append(kind.word.lower())
    classification = ("classification", dict.fromkeys(vocabulary("classifications").terms), "Theirs.")
    coded = [(name, found, f"A code. Of the kinds: {', '.join(kinds[name])}.") for name, found in codes.items()]
    return [
        (name, Annotated[Literal.__getitem__(("", *found)), Meta(description=said)], "")
        for name, found, said in (classification, *coded)
    ]


COUNTED = cast(type[Chosen], msgspec.defstruct("Counted", _codes(), bases=(Chosen,), frozen=True, kw_only=True))
LISTED = cast(type[Listing], msgspec.defstruct("Listed", _codes(), bases=(Listing,), frozen=True, kw_only=True))


def form_of(kind: Kind, query: Chosen) -> ListForm:
    """The form of the kind's list, filled in as the query says.

    Raises:
        UnreadableRequest: the kind's list has no such filter, or not this code.
    """
    given = msgspec.structs.asdict(query)
    filled = QueryDict(mutable=True)
    for name, value in given.items():
        if name not in _NOT_OF_THE_FORM and value not in ("", None, False):
            filled[name] = "1" if value is True else str(value)
    form = ListForm(kind, filled)
    if not form.is_valid():
        field, problems = next(iter(form.errors.items()))
        named = field if field in given else next((one for one in filled if one not in form.fields), "")
        raise UnreadableRequest(str(problems[0]), named)
    return form


def where_of(request: Request, form: ListForm) -> Filter:
    """The filter that a form makes."""
    visit = visit_before(request)
    return form.filter(visit.reach if visit else None)


def visit_before(request: Request) -> Visit | None:
    """The last visit of the pages: for a session that before it, for a program the latest."""
    return kept_visit(request.user) if token_of(request) else last_visit(request)
