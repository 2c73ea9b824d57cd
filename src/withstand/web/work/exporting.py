"""Records out as a file: a job with the rights of whoever asks."""

from __future__ import annotations

import json
from dataclasses import replace

from django.utils.translation import gettext_noop

from withstand.brief.records.exporting import DEFAULT, ENDINGS, export_bytes
from withstand.brief.records.scanning import TextNotCleared
from withstand.installation.opening import Opened
from withstand.ledger.ids import instant_of
from withstand.ledger.kinds import Kind
from withstand.picture.audience import Audience
from withstand.picture.filters import Filter
from withstand.picture.picture import Picture
from withstand.web.accounts.roles import EXPORT
from withstand.web.pictures import end_of_day
from withstand.web.records.asking import Moment, list_form
from withstand.web.work.clearing import clearance_of, question_about
from withstand.web.work.kinds import JobKind, Made, Parameters, Question, Steps

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "hxl": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
}


def export_records(steps: Steps, opened: Opened, audience: Audience, asked: Parameters) -> Made | Question:
    """Export the records of a kind as the audience sees them."""
    steps.at(5, gettext_noop("Looking through the records."))
    opened.must_write()
    kind = opened.ledger.registry.by_word(asked["kind"])
    where, moment = _asked_for(kind, asked)
    known_at = instant_of(moment.known_at) if moment.known_at else None
    picture = Picture(opened.ledger, audience, moment.as_of, known_at)
    name = f"{kind.word.lower()}{ENDINGS[asked['form']]}"
    steps.at(20, gettext_noop("Writing the file."))
    options = replace(DEFAULT, language=asked.get("language", "en"), clearance=clearance_of(asked))
    try:
        exported, content = export_bytes(picture, kind, where, asked["form"], name=name, options=options)
    except TextNotCleared as found:
        return question_about(found)
    said = "" if exported.rows else gettext_noop("No record of this kind matches, as far as you may see.")
    return Made(name, TYPES[asked["form"]], content, said)


def _asked_for(kind: Kind, asked: Parameters) -> tuple[Filter, Moment]:
    """The filter and the moment: of a list, as it was when somebody asked for its export, or of the form."""
    if asked.get("filter"):
        form = list_form(kind, asked["filter"])
        reach = tuple(sorted(json.loads(asked.get("last_visit", "{}")).items()))
        return form.filter(reach), Moment.of(form.cleaned_data)
    known_at = asked.get("known_at", "")
    where = Filter(asked.get("area", ""), asked.get("since", ""), asked.get("until", ""))
    return where, Moment(end_of_day(known_at) if known_at else None)


EXPORT_JOB = JobKind(gettext_noop("Export"), export_records, EXPORT)
