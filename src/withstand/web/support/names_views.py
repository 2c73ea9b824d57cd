"""Names that arrived with a request: taken in by one body, looked for on lists, judged, and gone with its answer."""

from __future__ import annotations

import hashlib
import threading
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from withstand.actors.names.form import NameKind
from withstand.brief.actors.names_in import names_in_content
from withstand.errors import WithstandError
from withstand.installation.lists_on_file import lists_on_file, names_on_file
from withstand.installation.names_with_requests import (
    VERDICTS,
    case_of,
    list_words,
    outcome_of,
    take_names,
    waiting,
)
from withstand.installation.screening import (
    KEPT_DAYS,
    LONGEST_DAYS,
    OPEN,
    Judged,
    ListUsed,
    OpenCase,
    Screened,
    ScreeningStore,
)
from withstand.ledger.errors import Locked
from withstand.web.access import needs
from withstand.web.accounts.audit import note
from withstand.web.accounts.roles import WRITE
from withstand.web.days import today
from withstand.web.entering.told import told_problem
from withstand.web.records import saying
from withstand.web.signed_in import Request
from withstand.web.support.acting import BODY, bodies_of
from withstand.web.support.request_page import RequestPage
from withstand.web.support.step_views import page_of, refused
from withstand.web.writing import author_of

MOST_HERE = 2_000
"""Names that are looked for while the page waits."""

_ONE_AT_A_TIME = threading.Lock()
"""A case is a file that is read, changed and written anew."""


@contextmanager
def screening(request: Request) -> Iterator[ScreeningStore]:
    """The cases of this workspace, for one thread."""
    opened = request.lent.opened
    with _ONE_AT_A_TIME:
        yield ScreeningStore(opened.workspace, opened.keyring, today())


class TakeIn(forms.Form):
    """A file of names, whose they are, and for how long they may be kept."""

    file = forms.FileField(
        label=gettext_lazy("File of names (XLSX or CSV)"),
        help_text=gettext_lazy("A column “name”, or one column and nothing else. Nothing else of the file is read."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("They are names of"),
        choices=[("person", gettext_lazy("persons")), ("actor", gettext_lazy("units, offices or groups"))],
    )
    days = forms.IntegerField(
        label=gettext_lazy("Days until they are destroyed, judged or not"),
        min_value=1, max_value=LONGEST_DAYS, initial=KEPT_DAYS,
    )  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A body's case about a request: names that wait, or what survives of them."""

    body: str
    key: str
    held: OpenCase | None
    names: tuple[Judged, ...]
    outcome: Screened | None

    @property
    def basis(self) -> tuple[ListUsed, ...]:
        """The lists that the names were compared with."""
        held = self.held or self.outcome
        return held.basis if held is not None else ()

    @property
    def code(self) -> str:
        """A mark of exactly these names, so that a judgement meets the name that was looked at."""
        return hashlib.sha256("\0".join(one.name for one in self.names).encode()).hexdigest()[:16]

    @property
    def hit(self) -> list[tuple[int, Judged]]:
        """The names with a like name on a list, by their place."""
        return [(place, one) for place, one in enumerate(self.names) if one.hits]

    @property
    def open(self) -> int:
        """How many wait for a judgement."""
        return sum(one.result == OPEN for one in self.names)


@needs(WRITE)
@require_http_methods(["GET", "POST"])
def names(request: Request, record: uuid.UUID) -> HttpResponse:
    """The names of a body of the account's own; nobody else learns that there are any."""
    page = page_of(request, record)
    own = [one for one in page.held.case.request.fields.bodies if one in bodies_of(request.user)]
    if not own:
        return refused(request, page, (BODY,))
    body = request.POST.get("body") or request.GET.get("body", "")
    body = body if body in own else own[0]
    key, answered = case_of(str(record), body), body in page.held.answered
    if request.POST.get("act") == "take":
        names_on_file(request.lent.opened.workspace, _kind(request.POST.get("kind", "")))
    with screening(request) as store:
        case = _case(store, body, key)
        if request.method == "POST":
            return _posted(request, page, store, case, own)
    return _draw(request, page, case, own, answered=answered)


def _case(store: ScreeningStore, body: str, key: str) -> Case:
    held = next((one for one in store.cases() if one.case == key), None)
    return Case(body, key, held, waiting(store, key), outcome_of(store, key))


def _posted(
    request: Request, page: RequestPage, store: ScreeningStore, case: Case, own: Sequence[str]
) -> HttpResponse:  # fmt: skip
    act, answered = request.POST.get("act", ""), case.body in page.held.answered
    request.lent.opened.must_write()
    form = TakeIn(request.POST, request.FILES) if act == "take" else TakeIn()
    said = ""
    try:
        if act == "take" and not answered:
            said = _take(request, store, case, form)
        elif request.POST.get("names", "") != case.code or case.held is None:
            said = _("These names were judged or destroyed meanwhile: look again.")
        elif act == "judge":
            said = _judge(request, store, case)
        elif act == "conclude":
            store.conclude(case.key, _reviewer(request))
            note("names_destroyed", request.user, record=page.held.case.request.record)
            messages.success(request, _("The names are destroyed. What was found goes into your answer."))
            return redirect(f"{reverse('support-answer', args=[page.held.case.request.record])}?body={case.body}")
    except Locked:
        raise
    except WithstandError as problem:
        said = told_problem(problem)
    if said or form.errors:
        return _draw(request, page, case, own, form=form, said=said, answered=answered)
    return redirect(f"{reverse('support-names', args=[page.held.case.request.record])}?body={case.body}")


def _take(request: Request, store: ScreeningStore, case: Case, form: TakeIn) -> str:
    if not form.is_valid():
        return ""
    given = form.cleaned_data
    read = names_in_content(Path("names"), given["file"].read())
    if len(read) > MOST_HERE:
        return _("More than %(most)s names take longer than a page may wait: withstand support names take.") % {
            "most": number_format(MOST_HERE, use_l10n=True, force_grouping=True)
        }
    workspace = request.lent.opened.workspace
    take_names(store, workspace, case.key, read, _kind(given["kind"]), _reviewer(request), given["days"])
    note("names_taken_in", request.user, record=case.key.partition(":")[0])
    return ""


def _kind(word: str) -> NameKind:
    return "actor" if word == "actor" else "person"


def _judge(request: Request, store: ScreeningStore, case: Case) -> str:
    results = {verdict: result for result, verdict in VERDICTS.items()}
    for place, one in case.hit:
        result = results.get(request.POST.get(f"name-{place}", ""))
        if result is not None and result != one.result:
            store.judge(case.key, one.name, result, _reviewer(request))
    return ""


def _reviewer(request: Request) -> str:
    return author_of(request.lent.opened, request.user)


def _draw(
    request: Request, page: RequestPage, case: Case, own: Sequence[str], *, answered: bool, form: TakeIn | None = None,
    said: str = "",
) -> HttpResponse:  # fmt: skip
    lists = lists_on_file(request.lent.opened.workspace)
    words: dict[str, Any] = {
        "page": page,
        "record": page.held.case.request.record,
        "title": page.held.case.request.fields.title,
        "case": case,
        "bodies": [(one, saying.label("components", one), one == case.body) for one in own],
        "answered": answered,
        "form": form or TakeIn(),
        "said": said,
        "command": "withstand actors lists FILE --workspace …",
        "lists": [str(one.version) for one in lists],
        "basis": [list_words(one) for one in case.basis],
        "expires": date.fromisoformat(case.held.expires_on) if case.held else None,
        "verdicts": [
            ("same", _("the same")), ("not_same", _("not the same")), ("cannot_tell", _("cannot tell")),
        ],
        "rows": [(place, one, VERDICTS.get(one.result, "")) for place, one in case.hit],
        "unlike": len(case.names) - len(case.hit),
    }  # fmt: skip
    wrong = bool(said or (form and form.errors))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, "support/names.html", words, status=status)
