"""Offices and levels with which nobody of ours has spoken for a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from withstand.actors.records import GROUP, OFFICE, UNIT, Group, Office, Unit
from withstand.dialogue.contacts import SILENT_AFTER, Channel, channels, contacts, levels
from withstand.ledger import rights
from withstand.picture.picture import Picture
from withstand.picture.seen import Seen
from withstand.web.access import needs
from withstand.web.accounts.roles import READ
from withstand.web.days import day_of
from withstand.web.pictures import picture_for
from withstand.web.records import saying, titles
from withstand.web.signed_in import Request

SHOWN = 60


class ChannelForm(forms.Form):
    """How long is silent, in whose name, and whether to show those spoken with lately too."""

    days = forms.IntegerField(label=_("Silent after (days)"), required=False, min_value=1, max_value=3660)
    words = forms.CharField(label=_("Words in its name"), required=False, max_length=100)
    every = forms.BooleanField(label=_("Those spoken with lately too"), required=False)
    on = forms.DateField(
        label=_("As of"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, given: QueryDict) -> None:
        super().__init__(given, label_suffix="")
        self.is_valid()

    @property
    def after(self) -> timedelta:
        """After how long a channel is silent."""
        days = self.cleaned_data.get("days")
        return timedelta(days=days) if days else SILENT_AFTER


@dataclass(frozen=True)
class Row:
    """An office or a unit, and what is recorded of speaking with it."""

    name: str
    address: str
    channel: Channel

    @property
    def by(self) -> str:
        """Who of ours, and when last."""
        parts = sorted(self.channel.components.items())
        return ", ".join(f"{saying.label('components', one)} ({saying.day(day.isoformat())})" for one, day in parts)


@needs(READ)
@require_GET
def channels_page(request: Request) -> HttpResponse:
    """Silent channels, and levels without contact."""
    picture, form, day = picture_for(request), ChannelForm(request.GET), day_of(request)
    wanted = str(form.cleaned_data.get("words") or "").casefold()
    known = {one.record: one for one in _actors(picture) if wanted in titles.title(one).casefold()}
    held = contacts(picture)
    found = [one for one in channels(held, known, day) if form.cleaned_data.get("every") or one.silent(day, form.after)]
    read = (*known.values(), *picture.several({one.engagement for one in held}).values())
    words = {
        "form": form,
        "day": day,
        "silent_after": form.after.days,
        "rows": [_row(one, known[one.office]) for one in found[:SHOWN]],
        "more": max(0, len(found) - SHOWN),
        "levels": levels(held, day, form.after),
        "classification": max((one.classification for one in read), key=rights.level, default=""),
    }
    return render(request, "reaching/channels.html", words)


def _actors(picture: Picture) -> Iterable[Seen]:
    for kind in (UNIT, OFFICE, GROUP):
        for one in picture.each(kind):
            if isinstance(one.fields, Unit | Office | Group) and one.fields.side != "own_side":
                yield one


def _row(channel: Channel, seen: Seen) -> Row:
    return Row(saying.isolated(titles.title(seen)), titles.address(seen), channel)
