"""Dossiers, requests, vettings and statistics as files: a job with the rights of whoever asks, with a receipt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from withstand.brief.papers.handing import paper_bytes
from withstand.brief.papers.paper import Paper
from withstand.brief.papers.plain import plain
from withstand.brief.records.scanning import TextNotCleared
from withstand.brief.support.case_paper import actors_of, case_paper, case_plain
from withstand.brief.support.dossier import dossier, dossier_paper, dossier_plain
from withstand.brief.support.statistics import statistics_paper
from withstand.brief.support.vetting import vetting_paper
from withstand.errors import InputError
from withstand.inducement.answering import answering, outcomes
from withstand.inducement.cases import support_cases
from withstand.inducement.statistics import statistics
from withstand.inducement.vetting import vet
from withstand.installation.opening import Opened
from withstand.picture.audience import Audience
from withstand.picture.guard import Guard
from withstand.picture.picture import Picture
from withstand.picture.seen import Seen
from withstand.web.accounts.roles import EXPORT
from withstand.web.work.clearing import clearance_of, question_about
from withstand.web.work.kinds import JobKind, Made, Parameters, Question, Steps

JOB = "support-file"
DOSSIER, CASE, VETTING, STATISTICS = "dossier", "request", "vetting", "statistics"
WHAT = (DOSSIER, CASE, VETTING, STATISTICS)
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "json": "application/json",
}
OUTSIDE = gettext_noop("Papers about support do not go outside the operation.")


def work(steps: Steps, opened: Opened, audience: Audience, asked: Parameters) -> Made | Question:
    """Make the file; where the scan finds what may point to people, ask first."""
    steps.at(10, gettext_noop("Looking through the records."))
    opened.must_write()
    if audience.outside:
        raise InputError(OUTSIDE)
    picture = Picture(opened.ledger, audience)
    paper, content, seen = _made(picture, asked)
    steps.at(50, gettext_noop("Writing the file."))
    name = f"{asked['what']}-{asked['on']}.{asked['form']}"
    try:
        made = paper_bytes(picture, name, f"support{asked['what']}", paper, content, seen, clearance_of(asked))
    except TextNotCleared as found:
        return question_about(found)
    return Made(name, TYPES[asked["form"]], made)


def _made(picture: Picture, asked: Parameters) -> tuple[Paper, Any, Sequence[Seen]]:
    day, record, language = date.fromisoformat(asked["on"]), asked.get("record", ""), asked.get("language", "en")
    match asked["what"]:
        case "dossier":
            found = dossier(picture, record, asked.get("decision", ""), day)
            return dossier_paper(found, picture, language), dossier_plain(found), found.seen
        case "request":
            held = answering(Guard(picture.ledger), picture, record, day)
            seen = tuple(picture.several({*held.case.records, *actors_of(held.case)}).values())
            return case_paper(picture, held, day, language), case_plain(held, day), seen
        case "vetting":
            vetted = vet(replace(picture, as_of=day), record, day)
            return vetting_paper(vetted, picture, language), plain(vetted), vetted.seen
    known = tuple(outcomes(Guard(picture.ledger), picture, support_cases(picture), day))
    read = tuple(picture.several({one for each in known for one in each.case.records}).values())
    counted = statistics(known, day)
    return statistics_paper(counted, picture, read, language), plain(counted), read


FILE_JOB = JobKind(gettext_noop("A paper about support"), work, EXPORT)
