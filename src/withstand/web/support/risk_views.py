"""The risk assessment of a request: every criterion by group, each with its confidence, none added to another."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from withstand.inducement.parts import Criterion
from withstand.inducement.records import RISK_ASSESSMENT
from withstand.ledger.fields import Record
from withstand.ledger.forms import forms_of
from withstand.ledger.journal import Draft, LinkTo
from withstand.vocabulary.terms import vocabulary
from withstand.web.access import needs
from withstand.web.accounts.roles import WRITE
from withstand.web.entering.answers import Answers, joined
from withstand.web.entering.controls import Choice, Shown
from withstand.web.entering.keeping import keeps_what_was_typed
from withstand.web.records import saying
from withstand.web.signed_in import Request
from withstand.web.support.forms import WHICH, Sheet, Ticks, blank_rows_dropped, form_view
from withstand.web.support.request_page import RequestPage
from withstand.web.support.step_views import page_of

RATINGS = ("0", "1", "2", "3", "4")
_FIELDS = ("on", "inherent", "residual", "confidence", "reasons", "giving", "withholding", "mitigation", "dissent")
_SAID = tuple(form.name for form in forms_of(Criterion))


@dataclass(frozen=True)
class CriterionRow:
    """One criterion in the form: the start of its inputs' names, its choices, its note, what is wrong."""

    name: str
    key: str
    label: str
    ratings: tuple[Choice, ...]
    confidences: tuple[Choice, ...]
    reliabilities: tuple[Choice, ...]
    credibilities: tuple[Choice, ...]
    note: str
    problem: str


@needs(WRITE)
@keeps_what_was_typed
@require_http_methods(["GET", "POST"])
def risk(request: Request, record: uuid.UUID) -> HttpResponse:
    """A new assessment of a request."""
    page = page_of(request, record)
    return form_view(request, page, _sheet(page))


def _sheet(page: RequestPage) -> Sheet:
    record = page.held.case.request.record

    def draft_of(read: Record, links: tuple[LinkTo, ...], classification: str, compartments: tuple[str, ...]) -> Draft:
        return Draft(RISK_ASSESSMENT, read, classification, compartments, links=(LinkTo("request", record), *links))

    return Sheet(
        which="risk",
        kind=RISK_ASSESSMENT,
        title=_("Risk assessment"),
        address=reverse("support-risk", args=[record]),
        fields=_FIELDS,
        fixed={WHICH: ("risk",)},
        first={"on": (page.day.isoformat(),)},
        ticks=(Ticks("counts_on", page.named(one.record for one in page.held.case.conditions)),),
        roles=("rests_on",),
        with_rights=True,
        labels={
            "reasons": _("Reasons"),
            "giving": _("What follows if it is given"),
            "withholding": _("What follows if it is withheld"),
        },
        tidy=lambda answers: blank_rows_dropped(answers, "criteria", "criterion"),
        parts=_parts,
        draft_of=draft_of,
        template="support/risk.html",
    )


def _parts(shown: Shown) -> Mapping[str, Any]:
    """The criteria by group, in the order of the vocabulary: each has its own row, rated or not."""
    rows = dict(_rows(shown))
    terms = vocabulary("risk_criteria").terms
    groups = [
        (group, [rows[key] for key, term in terms.items() if term.facts["group"] == group])
        for group in vocabulary("risk_groups").terms
    ]
    return {"groups": groups, "problem_criteria": shown.problems.get("criteria", "")}


def _rows(shown: Shown) -> Iterator[tuple[str, CriterionRow]]:
    for number, (key, term) in enumerate(vocabulary("risk_criteria").terms.items(), start=1):
        name = joined("criteria", number)
        answers, grade = shown.answers, "".join(shown.answers.values.get(joined(name, "source_grade"), ()))
        wrong = (shown.problems.get(joined(name, part), "") for part in ("", *_SAID))
        rating = answers.one(joined(name, "rating"))
        yield key, CriterionRow(
            name, key, term.label(saying.language()),
            tuple(Choice(one, one, one == rating) for one in RATINGS),
            _choices("criterion_confidence", answers, joined(name, "confidence")),
            tuple(_graded("source_reliability", grade[:1], 0)),
            tuple(_graded("source_credibility", grade[1:], 1)),
            answers.one(joined(name, "note")),
            " ".join(filter(None, wrong)),
        )  # fmt: skip


def _choices(book: str, answers: Answers, name: str) -> tuple[Choice, ...]:
    held = answers.one(name)
    return tuple(Choice(key, saying.label(book, key), key == held) for key in vocabulary(book).terms)


def _graded(book: str, held: str, start: int) -> Iterator[Choice]:
    for key in vocabulary(book).terms:
        mark = key[start:].upper()
        yield Choice(mark, f"{mark}: {saying.label(book, key)}", mark == held.upper())
