"""Who may deliver an ask about what an actor does, and the routes to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from withstand.actors.records import GROUP, OFFICE, UNIT, Group, Office, Unit
from withstand.dialogue.delivered import Counts
from withstand.dialogue.influence import Deliverer, Route
from withstand.dialogue.reading import network
from withstand.ledger import rights
from withstand.ledger.errors import NotFound
from withstand.picture.picture import Picture
from withstand.picture.seen import Seen
from withstand.vocabulary.terms import vocabulary
from withstand.web.access import needs
from withstand.web.accounts.roles import READ
from withstand.web.days import day_of
from withstand.web.pictures import picture_for
from withstand.web.records import saying, titles
from withstand.web.signed_in import Request

MOST_NAMED = 12


class InfluenceForm(forms.Form):
    """Whose conduct is asked for, and about what."""

    unit = forms.CharField(label=gettext_lazy("Whose conduct: a unit, office or group"), required=False, max_length=200)
    issue = forms.ChoiceField(label=gettext_lazy("What is asked about"), required=False)
    on = forms.DateField(
        label=gettext_lazy("As of"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, given: QueryDict) -> None:
        super().__init__(given, label_suffix="")
        terms = vocabulary("dialogue_issues").terms.values()
        words = [("", "–"), *((one.key, one.label(saying.language())) for one in terms)]
        self.fields["issue"].choices = words  # type: ignore[attr-defined]
        self.is_valid()

    def asked(self, name: str) -> str:
        """What was asked; what cannot be read counts as not asked."""
        return str(self.cleaned_data.get(name) or "").strip()


@dataclass(frozen=True)
class Line:
    """An office that may deliver, in words."""

    one: Deliverer
    name: str
    address: str
    authority: str
    routes: tuple[str, ...]

    @property
    def counts(self) -> Counts:
        """What is recorded of it on the issue."""
        return self.one.delivered.counts


@needs(READ)
@require_GET
def influence(request: Request) -> HttpResponse:
    """The question, and where it is answered the offices, the nearest first."""
    picture, form, day = picture_for(request), InfluenceForm(request.GET), day_of(request)
    named = _named(picture, form.asked("unit"))
    words: dict[str, object] = {"form": form, "day": day, "asked": form.asked("unit"), "named": None}
    if len(named) == 1 and form.asked("issue"):
        target = named[0]
        found = network(replace(picture, as_of=None), day).deliverers(target.record, form.asked("issue"))
        read = picture.several(_mentioned(found))
        words |= {
            "target": saying.isolated(titles.title(target)),
            "address": titles.address(target),
            "lines": [_line(one, read) for one in found],
            "classification": _highest((target, *read.values()), picture, found),
        }
    elif form.asked("unit"):
        words["named"] = [(one.record, saying.isolated(titles.title(one))) for one in named[:MOST_NAMED]]
        words["many"] = len(named)
    return render(request, "reaching/influence.html", words)


def _named(picture: Picture, text: str) -> list[Seen]:
    """The actors that a text names: by id, by exact name, else by words of the name."""
    if not text:
        return []
    try:
        seen = picture.get(picture.named(text))
    except NotFound:
        pass
    else:
        return [seen] if isinstance(seen.fields, Unit | Office | Group) else []
    wanted = text.casefold()
    all_ = [one for kind in (UNIT, OFFICE, GROUP) for one in picture.each(kind)]
    exact = [one for one in all_ if titles.title(one).casefold() == wanted]
    return exact or [one for one in all_ if wanted in titles.title(one).casefold()]


def _mentioned(found: Iterable[Deliverer]) -> set[str]:
    offices = {one.office for one in found}
    for one in found:
        for route in one.routes:
            offices |= {route.channel.office, *(step.office for step in route.steps)}
    return offices


def _highest(read: Iterable[Seen], picture: Picture, found: Iterable[Deliverer]) -> str:
    """The highest classification of what the page rests on: the offices, and the records counted."""
    counted = picture.several({record for one in found for record in one.delivered.records})
    return max((one.classification for one in (*read, *counted.values())), key=rights.level, default="")


def _line(one: Deliverer, read: Mapping[str, Seen]) -> Line:
    name, address = _called(one.office, read)
    said = {
        "own": _("its own conduct"),
        "orders": _("stands above") if one.holds else _("may stand above"),
        "none": _("kept promises on this, no authority recorded"),
    }
    return Line(one, name, address, said[one.authority], tuple(_route(route, read) for route in one.routes))


def _called(office: str, read: Mapping[str, Seen]) -> tuple[str, str]:
    seen = read.get(office)
    return (saying.isolated(titles.title(seen)), titles.address(seen)) if seen else (office, "")


def _route(route: Route, read: Mapping[str, Seen]) -> str:
    """A way in words: who of ours speaks with whom since when, then step by step."""
    channel = route.channel
    who = saying.label("components", channel.component()) if channel.component() else _("the operation")
    parts = [
        (
            _("%(who)s with %(office)s, silent since %(day)s")
            if route.silent
            else _("%(who)s with %(office)s, last %(day)s")
        )
        % {
            "who": who,
            "office": _called(channel.office, read)[0],
            "day": saying.day(channel.last.isoformat()) if channel.last else "–",
        }
    ]
    ways = {
        ("orders", True): _("which may order %(office)s"),
        ("orders", False): _("which perhaps may order %(office)s"),
        ("reports", True): _("which reports to %(office)s"),
        ("reports", False): _("which perhaps reports to %(office)s"),
    }
    parts += [ways[step.way, step.holds] % {"office": _called(step.office, read)[0]} for step in route.steps]
    return " → ".join(parts)
