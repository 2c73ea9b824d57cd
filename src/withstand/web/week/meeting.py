"""The meeting that an address names: its day, what was known then, and the week that led to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from withstand.brief.matrix.area_names import AreaNames
from withstand.mission.week.from_picture import known
from withstand.mission.week.known import Known
from withstand.mission.week.week import Week, week
from withstand.picture.picture import Picture
from withstand.web.holding import held
from withstand.web.pictures import picture_for
from withstand.web.records.saying import language
from withstand.web.signed_in import Request
from withstand.web.week.places import names_in

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
MOST_DAYS = 8


class MeetingForm(forms.Form):
    """Which meeting. What cannot be read counts as not asked."""

    on = forms.DateField(label=_("Day of the meeting"), required=False, widget=DAY)
    since = forms.DateField(label=_("Last meeting"), required=False, widget=DAY)

    def clean(self) -> dict[str, Any]:
        """The last meeting was before this one."""
        given = super().clean() or {}
        on, since = given.get("on"), given.get("since")
        if on and since and since >= on:
            self.add_error("since", _now("The last meeting is before this one."))
        return given


@dataclass(frozen=True)
class Meeting:
    """A meeting of the group, as whoever asks may know of it. `live`: with all that is known now."""

    on: date
    since: date | None
    picture: Picture
    known: Known
    live: bool
    form: MeetingForm

    @cached_property
    def week(self) -> Week:
        """Everything open on that day, and what changed since the last meeting."""
        return week(self.known, self.on, self.since)

    @cached_property
    def areas(self) -> AreaNames:
        """Names of areas in the reader's language."""
        return names_in(held().workspace, language())

    @property
    def shown(self) -> MeetingForm:
        """The form with the day that is shown, where nothing in it was wrong."""
        return self.form if self.form.errors else MeetingForm({"on": self.on, "since": self.since}, label_suffix="")

    @property
    def query(self) -> str:
        """The meeting as it stands in addresses; nothing where nobody chose one."""
        chosen = {name: self.form.cleaned_data.get(name) for name in ("on", "since")}
        return urlencode({name: day.isoformat() for name, day in chosen.items() if day})

    @property
    def earlier(self) -> tuple[date, ...]:
        """The last meetings that the records name, the latest first."""
        return tuple(reversed([day for day in self.known.meetings() if day != self.on][-MOST_DAYS:]))


def meeting_of(request: Request, *, now: bool = False) -> Meeting:
    """The meeting that an address names: today, or the last day that the records know where that is later.

    `now`: with what is known now, also for an earlier day.

    Raises:
        PermissionDenied: the account reads no records.
    """
    form = MeetingForm(request.GET, label_suffix="")
    form.is_valid()
    asked: date | None = form.cleaned_data.get("on")
    settings = held().settings
    today = settings.present_day(timezone.now())
    live = now or asked is None or asked == today
    picture = picture_for(request, None if live or asked is None else end_of(asked))
    found = known(picture, settings.today)
    on = asked or max(today, found.latest() or today)
    since = form.cleaned_data.get("since")
    return Meeting(on, since if since is None or since < on else None, picture, found, live, form)


def end_of(day: date) -> datetime:
    """The last moment of a day of the mission."""
    return datetime.combine(day, time.max, ZoneInfo(held().settings.office.time_zone))
