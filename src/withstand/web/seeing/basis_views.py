"""What a sentence of the review rests on: its events, its records, the gate's reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from withstand.analysis.obstruction.blind import denied_into
from withstand.evidence.records import INCIDENT, OBSTRUCTION
from withstand.mission import opening, own_words, sightings
from withstand.mission.obstructed import access
from withstand.mission.period import add_months
from withstand.mission.review_values import Review
from withstand.mission.tallies import RECENT_MONTHS
from withstand.picture.picture import Picture
from withstand.web.access import needs
from withstand.web.accounts.roles import READ
from withstand.web.pictures import picture_for
from withstand.web.seeing.asking import KINDS, class_label
from withstand.web.seeing.listing import listed
from withstand.web.seeing.review_views import Desk, known_of
from withstand.web.signed_in import Request

_OF_EVENTS = {opening.RECORDED, opening.BY_CLASS, opening.SHARE, opening.OUTLOOK, opening.AGE}


@needs(READ)
@require_GET
def basis(request: Request, about: str) -> HttpResponse:
    """The events or records behind a sentence."""
    desk = Desk.of(picture_for(request, known_of(request.GET)), request.GET)
    made = desk.drawn.findings.review if desk.drawn else None
    perpetrator = request.GET.get("class", "")
    found = behind(desk, about, perpetrator)
    if made is None or found is None:
        raise Http404
    gates = [one for one in made.outlooks if about == opening.OUTLOOK and one.perpetrator == perpetrator]
    words = {
        **listed(found, desk.bench.evidence.names(get_language() or "en")),
        "number": found.height,
        "gates": gates,
        "perpetrator": class_label(perpetrator) if perpetrator else "",
        "query": request.GET.urlencode(),
    }
    return render(request, "seeing/basis.html", words)


def behind(desk: Desk, about: str, perpetrator: str = "") -> pl.DataFrame | None:
    """What the sentences about something rest on; None where there is no review, or no such sentence."""
    made = desk.drawn.findings.review if desk.drawn else None
    if made is None or about not in TOPICS:
        return None
    if about in _OF_EVENTS:
        return _events(desk, made, about, perpetrator)
    records = sightings.of_records(desk.picture, KINDS, desk.bench.evidence.places)
    return _RECORDS[about](Behind(desk.picture, records, date.fromisoformat(made.as_of)))


def _events(desk: Desk, made: Review, about: str, perpetrator: str) -> pl.DataFrame:
    """Events against civilians of the last 12 months; for an outlook all of its class, on which it rests."""
    events = sightings.of_events(desk.bench.placed(made))
    if about == opening.OUTLOOK:
        return events.filter(pl.col("perpetrator") == perpetrator)
    since = add_months(date.fromisoformat(made.as_of), 1 - RECENT_MONTHS)
    recent = events.filter(pl.col("last") >= since)
    return recent.filter(pl.col("perpetrator") == perpetrator) if perpetrator else recent


@dataclass(frozen=True)
class Behind:
    """The records of a picture, and the day at which a review stands."""

    picture: Picture
    records: pl.DataFrame
    as_of: date

    @property
    def start(self) -> date:
        """The first day of the last 12 months."""
        return add_months(self.as_of, 1 - RECENT_MONTHS)

    @property
    def standing(self) -> pl.DataFrame:
        """Incidents that are not refuted."""
        return self.incidents.filter(~pl.col("refuted"))

    @property
    def incidents(self) -> pl.DataFrame:
        """All incidents."""
        return self.records.filter(pl.col("kind") == sightings.kind_key(INCIDENT))

    @property
    def recent(self) -> pl.DataFrame:
        """Incidents of the data's last 12 months."""
        return self.standing.filter(pl.col("last") >= self.start, pl.col("first") <= self.as_of)

    def linked(self) -> pl.DataFrame:
        """Those of them that are linked to events of a data set."""
        named = self.picture.frame(INCIDENT, "listed_as")["record"].unique()
        return self.recent.filter(pl.col("id").is_in(named.implode()))

    def denied(self) -> pl.DataFrame:
        """Denials of the last 12 months, and those before after which nobody has been there since."""
        tried = access(self.picture).frame
        last = tried["first"].max()
        denied = denied_into(tried, self.start, last if isinstance(last, date) else self.start)
        return self.records.filter(pl.col("id").is_in(list(denied)))

    def conflicts(self) -> pl.DataFrame:
        """Records with two versions side by side, of the kinds that have a place."""
        return self.records.filter(pl.col("id").is_in([seen.record for seen in self.picture.conflicts()]))


_RECORDS: Mapping[str, Callable[[Behind], pl.DataFrame]] = {
    own_words.NONE: lambda of: of.recent,
    opening.OWN: lambda of: of.standing.filter(pl.col("last") >= of.start),
    own_words.SAME_PERIOD: lambda of: of.recent,
    own_words.LINKED: Behind.linked,
    own_words.SINCE: lambda of: of.standing.filter(pl.col("first") > of.as_of),
    own_words.REFUTED: lambda of: of.incidents.filter("refuted"),
    own_words.UNDATED: lambda of: of.standing.filter(pl.col("first").is_null()),
    own_words.OBSTRUCTED: lambda of: of.records.filter(
        pl.col("kind") == sightings.kind_key(OBSTRUCTION), pl.col("last") >= of.start
    ),
    own_words.NO_ACCESS: Behind.denied,
    own_words.CONFLICTS: Behind.conflicts,
}

TOPICS = (*sorted(_OF_EVENTS), *_RECORDS)
"""What sentences of a review are about."""
