"""Demarches and protests: where each stands, and which could be made as one."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from withstand.dialogue.demarches import STATES, Demarche, demarches_among, is_demarche
from withstand.dialogue.joint import joint_among
from withstand.dialogue.lines import Lines
from withstand.dialogue.records import ENGAGEMENT
from withstand.dialogue.talks import Talk, talks
from withstand.errors import WithstandError
from withstand.ledger.errors import Locked, NotFound
from withstand.picture.actors import chains
from withstand.picture.picture import Picture
from withstand.vocabulary.terms import vocabulary
from withstand.web.access import needs
from withstand.web.accounts.roles import READ, WRITE
from withstand.web.days import day_of
from withstand.web.dialogue.joining import DECISIONS, joining, proposed
from withstand.web.dialogue.naming import Office, Offices, marking
from withstand.web.dialogue.promise_views import page_asked
from withstand.web.entering.told import told_problem
from withstand.web.pictures import picture_for
from withstand.web.records import saying
from withstand.web.signed_in import Request
from withstand.web.writing import link

SHOWN, MOST_PAIRS = 25, 10


class DemarcheForm(forms.Form):
    """Which demarches. What cannot be read counts as not asked."""

    state = forms.ChoiceField(label=gettext_lazy("Stands"), required=False)
    office = forms.CharField(label=gettext_lazy("Office (words in its name)"), required=False, max_length=100)
    component = forms.ChoiceField(label=gettext_lazy("Component"), required=False)
    on = forms.DateField(
        label=gettext_lazy("As of"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, given: QueryDict) -> None:
        super().__init__(given, label_suffix="")
        states = [(one, saying.label("demarche_states", one)) for one in STATES]
        components = [(one.key, one.label(saying.language())) for one in vocabulary("components").terms.values()]
        self.fields["state"].choices = [("", "–"), *states]  # type: ignore[attr-defined]
        self.fields["component"].choices = [("", "–"), *components]  # type: ignore[attr-defined]
        self.is_valid()

    def asked(self, name: str) -> str:
        """What was chosen."""
        return str(self.cleaned_data.get(name) or "")


@dataclass(frozen=True)
class Row:
    """A demarche with those it went to, those it repeats or is repeated by, those that ask the opposite."""

    one: Demarche
    offices: tuple[Office, ...]
    repeats: tuple[Talk, ...]
    repeated_by: tuple[Talk, ...]
    against: tuple[Talk, ...]


@dataclass(frozen=True)
class Pair:
    """Two demarches that could be made as one, and what speaks for it."""

    first: Talk
    second: Talk
    why: tuple[str, ...]


@needs(READ)
@require_GET
def demarche_list(request: Request) -> HttpResponse:
    """The demarches that are asked for, those without reply first, and the proposals for a joint one."""
    picture, day, form = picture_for(request), day_of(request), DemarcheForm(request.GET)
    engagements = talks(picture)
    known = {one.record: one for one in engagements}
    all_ = demarches_among(picture, engagements, day)
    pairs = pairs_of(picture, engagements)
    offices = Offices(picture, (one.talk for one in all_), day)
    rows = [_row(one, offices, known) for one in all_ if _asked(one, form)]
    words = form.asked("office").casefold()
    rows = [one for one in rows if any(words in office.name.casefold() for office in one.offices)] if words else rows
    page = page_asked(request.GET.get("page", ""), len(rows), SHOWN)
    given = {name: value for name in ("state", "office", "component") if (value := form.asked(name))}
    context = {
        "form": form,
        "day": day,
        "number": len(rows),
        "rows": rows[(page - 1) * SHOWN : page * SHOWN],
        "before": page - 1,
        "after": page + 1 if page * SHOWN < len(rows) else 0,
        "query": urlencode(given),
        "on": f"on={day.isoformat()}" if form.asked("on") else "",
        "pairs": pairs[:MOST_PAIRS],
        "more_pairs": max(0, len(pairs) - MOST_PAIRS),
        "decisions": DECISIONS.items(),
        "classification": marking((one.talk.seen for one in all_), offices.seen.values()),
        "may_write": request.user.may(WRITE),
    }
    return render(request, "dialogue/demarches.html", context)


def pairs_of(picture: Picture, engagements: tuple[Talk, ...]) -> list[Pair]:
    """The proposals among engagements, the most alike first."""
    known = {one.record: one for one in engagements}
    found = joint_among((one for one in engagements if is_demarche(one)), Lines(chains(picture)))
    return [Pair(known[one.first], known[one.second], one.why) for one in found]


def _asked(one: Demarche, form: DemarcheForm) -> bool:
    state, component = form.asked("state"), form.asked("component")
    return (not state or one.state == state) and (not component or component in one.talk.components)


def _row(one: Demarche, offices: Offices, known: dict[str, Talk]) -> Row:
    def those(records: tuple[str, ...]) -> tuple[Talk, ...]:
        return tuple(known[record] for record in records if record in known)

    return Row(one, offices.of(one.talk), those(one.repeats), those(one.repeated_by), those(one.against))


@needs(WRITE)
@require_POST
def together(request: Request) -> HttpResponse:
    """Write what a person decided about a proposal; whoever comes second is told that it was decided."""
    first, second, decision = (request.POST.get(name, "") for name in ("first", "second", "decision"))
    if decision not in DECISIONS:
        messages.error(request, _("Choose what you decide."))
        return redirect("demarches")
    try:
        with transaction.atomic():
            wanted = joining(proposed(picture_for(request), first, second), decision)
            link(request, ENGAGEMENT, wanted.record, [wanted.link])
    except NotFound:
        messages.error(request, _("There is no such proposal: somebody may have decided already. Nothing was saved."))
    except Locked:
        raise
    except WithstandError as problem:
        messages.error(request, told_problem(problem))
    else:
        messages.success(request, _("Saved: %(what)s.") % {"what": DECISIONS[decision]})
    return redirect(f"{reverse('demarches')}#together")
