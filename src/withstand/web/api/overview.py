"""What pages show across kinds: what needs the account, search, what stands in conflict, saved views."""

from __future__ import annotations

from typing import Annotated

import msgspec
from django.utils import timezone
from msgspec import Meta

from withstand.kinds import REGISTRY
from withstand.picture.filters import Filter
from withstand.picture.picture import PAGE, Picture
from withstand.web.api import answers
from withstand.web.api.asking import AsKnown, Cursor, Limit, Paged, Query, word_of, words_of
from withstand.web.api.filters import visit_before
from withstand.web.api.paging import Paging
from withstand.web.holding import held
from withstand.web.records import titles
from withstand.web.records.asking import LONGEST_TEXT
from withstand.web.records.models import SavedView
from withstand.web.records.searching import terms_with
from withstand.web.records.waiting import MOST, Came, awaited, came_since
from withstand.web.signed_in import Request

KINDS = tuple(titles.word_of(kind) for kind in REGISTRY)


class Searching(AsKnown, frozen=True, kw_only=True):
    """A search in texts."""

    q: Annotated[str, Meta(max_length=LONGEST_TEXT, description="Words that all stand in the text.")]
    kind: Annotated[str, words_of("Only records of this kind.", KINDS)] = ""
    limit: Limit = PAGE
    cursor: Cursor = ""


class SuggestedFilter(msgspec.Struct, frozen=True, kw_only=True):
    """A list that holds what a term of a vocabulary says, where no text may say the word."""

    kind: str
    filter: str
    key: str
    label: str


class Results(msgspec.Struct, frozen=True, kw_only=True):
    """Records with the words; `counts` by kind, of all kinds."""

    records: tuple[answers.RecordAnswer, ...]
    next: str | None
    count: int
    counts: tuple[answers.Count, ...]
    terms: tuple[SuggestedFilter, ...]


class DueAction(msgspec.Struct, frozen=True, kw_only=True):
    """An open action of the account's components, due within seven days or overdue."""

    record: answers.RecordAnswer
    due: str
    overdue: bool


class SinceVisit(msgspec.Struct, frozen=True, kw_only=True):
    """What came since the account's last visit of the pages, and the first few of it."""

    since: str
    counts: tuple[answers.Count, ...]
    records: tuple[answers.RecordAnswer, ...]


class Home(msgspec.Struct, frozen=True, kw_only=True):
    """What needs the account. `new` is null before its first visit; `conflicts` are the first few."""

    counts: tuple[answers.Count, ...]
    in_conflict: int
    conflicts: tuple[answers.RecordAnswer, ...]
    due: tuple[DueAction, ...]
    new: SinceVisit | None
    due_more: int = 0


class View(msgspec.Struct, frozen=True, kw_only=True):
    """A filter that the account keeps under a name: the query of a list of a kind."""

    view: str
    name: str
    kind: str
    filter: str


class Views(msgspec.Struct, frozen=True, kw_only=True):
    """The account's own saved views."""

    views: tuple[View, ...]


def search(paging: Paging, query: Searching) -> Results:
    """Records in whose texts all the words stand, accents and Arabic variants aside; none without a word."""
    where, kind = Filter(text=query.q.strip()), titles.kind_at(query.kind) if word_of(query, "kind", KINDS) else None
    if not where.words:
        return Results(records=(), next=None, count=0, counts=(), terms=())
    found, counts = paging.picture.stretch(kind, where, paging.step, paging.limit), paging.picture.counts(where)
    terms = tuple(
        SuggestedFilter(kind=one.word, filter=one.filter, key=one.key, label=one.label)
        for one in terms_with(query.q.strip())
    )
    return Results(
        records=tuple(map(answers.record_answer, found.records)), next=paging.after(found), terms=terms,
        count=counts.get(kind.name, 0) if kind else sum(counts.values()), counts=answers.counted(counts),
    )  # fmt: skip


def home(request: Request, picture: Picture, query: Query) -> Home:  # noqa: ARG001 (it is always of now)
    """What needs the account: actions that are due, conflicts, what is new since its last visit of the pages."""
    came, conflicts = came_since(picture, visit_before(request)), picture.conflicts()
    due, more = awaited(picture, request.user.components, held().settings.present_day(timezone.now()))
    return Home(
        counts=answers.counted(picture.counts()), in_conflict=len(conflicts),
        conflicts=tuple(map(answers.record_answer, conflicts[:MOST])), new=_since(came) if came else None,
        due=tuple(
            DueAction(record=answers.record_answer(one.seen), due=one.due, overdue=one.overdue) for one in due
        ),
        due_more=more,
    )  # fmt: skip


def _since(came: Came) -> SinceVisit:
    return SinceVisit(
        since=came.since.isoformat(), counts=answers.counted(came.counts),
        records=tuple(map(answers.record_answer, came.records)),
    )  # fmt: skip


def conflicts(paging: Paging, query: Paged) -> answers.Records:  # noqa: ARG001 (the parameters)
    """Records of which two versions stand beside each other."""
    rows = paging.picture.conflicts()
    found, after = paging.cut(rows, lambda one: one.record)
    return answers.Records(records=tuple(map(answers.record_answer, found)), next=after, count=len(rows))


def views(request: Request) -> Views:
    """The account's own saved views."""
    found = SavedView.objects.filter(by=request.user)
    return Views(views=tuple(View(view=str(one.pk), name=one.name, kind=one.kind, filter=one.filter) for one in found))
