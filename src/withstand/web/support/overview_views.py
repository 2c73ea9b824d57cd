"""All requests that an account may see: what is due, then the requests by where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from withstand.inducement.answering import Answering, answerings
from withstand.inducement.cases import support_cases
from withstand.inducement.due import ANSWER, CONDITION, Due, due_on
from withstand.inducement.outcomes import Outcome, outcome
from withstand.ledger import rights
from withstand.picture.guard import Guard
from withstand.picture.picture import Picture
from withstand.picture.seen import Seen
from withstand.vocabulary.terms import vocabulary
from withstand.web.access import needs
from withstand.web.accounts.roles import READ, WRITE
from withstand.web.days import day_of
from withstand.web.pictures import picture_for
from withstand.web.records import saying, titles
from withstand.web.signed_in import Request
from withstand.web.support.acting import roles_of

SHOWN, MOST_DUE = 40, 12


class OverviewForm(forms.Form):
    """Which requests. What cannot be read counts as not asked."""

    state = forms.ChoiceField(label=_("Stands"), required=False)
    recipient = forms.CharField(label=_("Recipient (words in its name)"), required=False, max_length=100)
    support = forms.ChoiceField(label=_("Kind of support"), required=False)
    on = forms.DateField(
        label=_("As of"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, given: QueryDict) -> None:
        super().__init__(given, label_suffix="")
        for name, book in (("state", "support_states"), ("support", "support_types")):
            terms = vocabulary(book).terms.values()
            words = [(one.key, one.label(saying.language())) for one in terms]
            self.fields[name].choices = [("", "–"), *words]  # type: ignore[attr-defined]

    def asked(self, name: str) -> str:
        """What was chosen."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or "")


@dataclass(frozen=True)
class DueLine:
    """Something due in words. `about` is whom or what it is about."""

    due: Due
    title: str
    address: str
    about: str

    @property
    def order(self) -> tuple[bool, date, str]:
        """What is late first, then by day."""
        return not self.due.late, self.due.by or date.max, self.title


@dataclass(frozen=True)
class Row:
    """A request as the overview has it."""

    held: Answering
    outcome: Outcome
    address: str
    recipients: str
    due: tuple[DueLine, ...]

    @property
    def state(self) -> str:
        """Where it stands."""
        return self.outcome.standing.state


@needs(READ)
@require_GET
def overview(request: Request) -> HttpResponse:
    """What is due, and every request by where it stands."""
    picture = picture_for(request)
    day = day_of(request)
    form = OverviewForm(request.GET)
    rows, names = rows_of(picture, day)
    chosen = [one for one in rows if _fits(one, form)]
    page = _page(request.GET.get("page", ""), len(chosen))
    shown = chosen[(page - 1) * SHOWN : page * SHOWN]
    order = _order()
    due = sorted((line for row in chosen for line in row.due), key=lambda one: one.order)
    words = {
        "form": form,
        "day": day,
        "rows": chosen,
        "states": [(state, several) for state in order if (several := _in(shown, state))],
        "counts": [(state, len(several)) for state in order if (several := _in(rows, state))],
        "due": due[:MOST_DUE],
        "more_due": max(0, len(due) - MOST_DUE),
        "before": page - 1,
        "after": page + 1 if page * SHOWN < len(chosen) else 0,
        "query": urlencode({name: value for name in form.fields if (value := form.asked(name))}),
        "on": urlencode({"on": form.asked("on")}) if form.asked("on") else "",
        "acting": roles_of(request.user),
        "classification": max((one.classification for one in names.values()), key=rights.level, default=""),
        "may_write": request.user.may(WRITE),
    }
    return render(request, "support/overview.html", words)


def rows_of(picture: Picture, day: date) -> tuple[list[Row], dict[str, Seen]]:
    """Every request that may be seen, in the order of the way and the latest first; and the records behind them."""
    found = tuple(answerings(Guard(picture.ledger), picture, support_cases(picture), day))
    read = picture.several({actor for one in found for actor in one.case.recipients})
    read |= picture.several({record for one in found for record in one.case.records})
    order = _order()
    rows = [_row(one, read, day) for one in found]
    return sorted(rows, key=lambda one: order.index(one.state)), read


def _row(held: Answering, read: dict[str, Seen], day: date) -> Row:
    case = held.case
    seen = outcome(case, day, held.workflow)
    address = reverse("support-request", args=[case.request.record])
    names = ", ".join(saying.isolated(titles.title(read[one])) for one in case.recipients if one in read)
    due = due_on(seen, held.workflow.unanswered(day), day)
    lines = (DueLine(one, case.request.fields.title, address, _about(one, held)) for one in due)
    return Row(held, seen, address, names, tuple(lines))


def _about(due: Due, held: Answering) -> str:
    if due.what == ANSWER:
        return saying.label("components", due.about)
    found = held.case.condition(due.about) if due.what == CONDITION else None
    return saying.isolated(found.fields.condition) if found is not None else ""


def _fits(row: Row, form: OverviewForm) -> bool:
    fields = row.held.case.request.fields
    state, support, recipient = form.asked("state"), form.asked("support"), form.asked("recipient").casefold()
    return (
        (not state or row.state == state)
        and (not support or support in (fields.support, *fields.also))
        and (not recipient or recipient in row.recipients.casefold())
    )


def _order() -> list[str]:
    """States in the order of the way, those at its end last."""
    states = vocabulary("support_states")
    return [*states.keys_where("closed", False), *states.keys_where("closed")]


def _in(rows: list[Row], state: str) -> list[Row]:
    return [one for one in rows if one.state == state]


def _page(text: str, number: int) -> int:
    most = max(1, -(-number // SHOWN))
    return min(most, max(1, int(text))) if text.isdecimal() and len(text) < 5 else 1
