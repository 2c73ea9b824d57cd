"""Everything relevant that is recorded of one unit, as of a day, on one page; it concludes nothing."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from withstand.inducement.outcomes import Outcome
from withstand.inducement.two_ledgers import Entry, LedgerSide, TwoLedgers
from withstand.inducement.vetting import Vetting, vet
from withstand.vocabulary.terms import vocabulary
from withstand.web.access import needs
from withstand.web.accounts.roles import EXPORT, READ
from withstand.web.coherence.lines import findings_about, marking
from withstand.web.days import day_of
from withstand.web.pictures import picture_for
from withstand.web.records import saying, titles
from withstand.web.signed_in import Request
from withstand.web.support.vet_words import gap_words, ladder_words, like_words, tie_words

MOST_LISTED = 12


@dataclass(frozen=True)
class LedgerOf:
    """One record in two ledgers: of the unit itself, of those below, of those above."""

    whose: str
    both: TwoLedgers

    @property
    def said(self) -> bool:
        """Whether anything is recorded."""
        return self.whose == "own" or any(side.incidents or side.refuted for side in self.both.sides)


@dataclass(frozen=True)
class EntryLine:
    """An incident of a record: in which ledger, which acts, by whom it is said to have been done."""

    entry: Entry
    ledger: str
    acts: tuple[str, ...]
    by: str
    address: str


@needs(READ)
@require_GET
def vet_page(request: Request, record: uuid.UUID) -> HttpResponse:
    """What is recorded of a unit, an office or a group."""
    picture = picture_for(request)
    day = day_of(request)
    support = request.GET.get("support", "")
    found = vet(
        replace(picture, as_of=day), str(record), day, support if support in vocabulary("support_types").terms else ""
    )
    records = [LedgerOf(name, getattr(found, name)) for name in ("own", "below", "above")]
    findings = findings_about(picture, request.user, [str(record)], day)
    book, _space, kind = found.type.partition(" ")
    words: dict[str, Any] = {
        "found": found,
        "classification": marking(found.classification, findings),
        "record": str(record),
        "day": day,
        "on": f"on={day.isoformat()}" if "on" in request.GET else "",
        "name": saying.isolated(titles.title(found.unit)),
        "address": titles.address(found.unit),
        "type": saying.label(book, kind) if kind else "",
        "gaps": [gap_words(one) for one in found.gaps],
        "records": records,
        "findings": findings,
        "trend": [
            (month, grave[1], other[1])
            for (month, grave), other in zip(
                ((one[0], one) for one in found.own.grave.trend), found.own.predation.trend, strict=True
            )
        ],
        "unplaced": sum(side.unplaced for side in found.own.sides),
        "latest": _latest(found, records),
        "entries": sum(side.incidents for one in records for side in one.both.sides),
        "line": [(found.names.get(one.actor, ""), one, tie_words(one), _vet_of(one.actor)) for one in found.line],
        "claims": [(titles.full_title(one), titles.address(one)) for one in (*found.listings, *found.postings)],
        "positions": [(titles.full_title(one), titles.address(one)) for one in found.positions],
        "requests": [(one, _request_of(one)) for one in found.requests],
        "conditions": [(one, reverse("support-request", args=[one.request])) for one in found.conditions],
        "conduct": found.conduct[:MOST_LISTED],
        "ladders": [(one.ladder.fields.title, ladder_words(one)) for one in found.ladders],
        "like": [like_words(one) for one in found.like],
        "may_export": request.user.may(EXPORT),
    }
    return render(request, "support/vet.html", words)


def _vet_of(actor: str) -> str:
    return reverse("support-vet", args=[actor])


def _request_of(one: Outcome) -> str:
    return reverse("support-request", args=[one.case.request.record])


def _latest(found: Vetting, records: Iterable[LedgerOf]) -> list[EntryLine]:
    held: list[tuple[Entry, LedgerSide]] = [
        (entry, side) for one in records for side in one.both.sides for entry in side.entries
    ]
    held.sort(key=lambda pair: (pair[0].when.earliest, pair[0].record), reverse=True)
    return [
        EntryLine(
            entry, side.ledger, entry.acts(side.ledger), found.names.get(entry.via, ""),
            reverse("record", args=["incident", entry.record]),
        )
        for entry, side in held[:MOST_LISTED]
    ]  # fmt: skip
