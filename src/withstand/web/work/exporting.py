"""Records out as a file: a job with the rights of whoever asks."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_noop

from withstand.brief.records.exporting import DEFAULT, ENDINGS, export_bytes
from withstand.brief.records.scanning import Clearance, TextNotCleared
from withstand.installation.opening import Opened
from withstand.ledger.ids import instant_of
from withstand.picture.audience import Audience
from withstand.picture.picture import Filter, Picture
from withstand.web.accounts.roles import EXPORT
from withstand.web.pictures import end_of_day
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
    known_at = asked.get("known_at", "")
    picture = Picture(opened.ledger, audience, None, instant_of(end_of_day(known_at)) if known_at else None)
    kind = opened.ledger.registry.by_word(asked["kind"])
    where = Filter(asked.get("area", ""), asked.get("since", ""), asked.get("until", ""))
    name = f"{kind.word.lower()}{ENDINGS[asked['form']]}"
    steps.at(20, gettext_noop("Writing the file."))
    options = replace(DEFAULT, language=asked.get("language", "en"), clearance=_clearance(asked))
    try:
        exported, content = export_bytes(picture, kind, where, asked["form"], name=name, options=options)
    except TextNotCleared as found:
        return Question(
            gettext_noop("The texts hold what may point to people. Decide before they go out."), _about(found)
        )
    said = "" if exported.rows else gettext_noop("No record of this kind matches, as far as you may see.")
    return Made(name, TYPES[asked["form"]], content, said)


def _clearance(asked: Parameters) -> Clearance | None:
    return Clearance(asked["keep_code"], asked.get("keep_text", "")) if asked.get("keep_code") else None


def _about(found: TextNotCleared) -> dict[str, object]:
    rows = [[one.record, one.found.field, one.found.found.replace("_", " "), one.found.words] for one in found.findings]
    return {"code": found.code, "findings": rows}


EXPORT_JOB = JobKind(gettext_noop("Export"), export_records, EXPORT)
