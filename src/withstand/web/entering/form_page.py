"""The page of a form."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from withstand.brief.records.words import kind_label, word
from withstand.ledger import rights
from withstand.vocabulary.terms import vocabulary
from withstand.web.entering import drafts
from withstand.web.entering.answers import Answers
from withstand.web.entering.areas import Areas, areas_of
from withstand.web.entering.care import care_first
from withstand.web.entering.controls import Choice, Shown, sections
from withstand.web.entering.linking import LINKS, LinkRow, read_links, role_choices
from withstand.web.entering.models import KEPT, FormDraft
from withstand.web.entering.target import CLASSIFICATION, COMPARTMENTS, Target, language
from withstand.web.entering.texts import REASON, Scanned
from withstand.web.entering.wording import called
from withstand.web.signed_in import Request


@dataclass(frozen=True)
class Unfinished:
    """An unfinished form about the same thing, and where it goes on."""

    draft: FormDraft
    address: str


@dataclass(frozen=True)
class FormPage:
    """What the page shows beside its target: the token, the answers, what is wrong, what the scan found."""

    token: uuid.UUID
    answers: Answers
    problems: Mapping[str, str] = field(default_factory=dict)
    said: str = ""
    told: str = ""
    scanned: Scanned | None = None
    find: int = 0
    focus: str = ""
    status: int = 200
    waiting: tuple[Unfinished, ...] = ()


def areas_for(request: Request, target: Target) -> Areas:
    """The areas of the workspace."""
    return areas_of(request.lent.opened.workspace, target.picture, language())


def form_page(request: Request, target: Target, page: FormPage) -> HttpResponse:
    """Draw it."""
    areas = areas_for(request, target)
    names = {
        name: areas.name(several[-1])
        for name, several in page.answers.values.items()
        if several and (name == "area" or name.endswith("-area"))
    }
    shown = Shown(page.answers, language(), page.problems, names, page.focus)
    drawn = sections(target.kind, shown)
    links = read_links(target.picture, target.kind, page.answers, language(), find=page.find)
    rows = _rows_with_problems(links.rows, page)
    words = {
        "kind": target.kind,
        "label": kind_label(target.kind, language()),
        "called": called(target.seen, language()) if target.seen else "",
        "target": target,
        "token": page.token,
        "sections": drawn,
        "problems": _summary(page),
        "said": page.said,
        "told": page.told,
        "waiting": page.waiting,
        "careful": care_first(page.answers),
        "scanned": page.scanned,
        "keep_reason": page.answers.one(REASON),
        "rights": rights_control(target, page.answers),
        "problem_classification": page.problems.get(CLASSIFICATION, ""),
        "problem_compartments": page.problems.get(COMPARTMENTS, ""),
        "roles": role_choices(target.kind, language()),
        "rows": rows,
        "linked": linked(target),
        "keeps_until": KEPT.days,
        "action": action(target),
        "has_map": bool(areas.drawn),
    }
    return render(request, "entering/form.html", words, status=page.status)


def action(target: Target) -> str:
    """The address of a form."""
    word_ = target.kind.word.lower()
    return reverse("change", args=[word_, target.record]) if target.record else reverse("enter-kind", args=[word_])


def rights_control(target: Target, answers: Answers) -> dict[str, Any]:
    """Who may see the record: degrees no lower than it has, components no wider."""
    lowest = rights.level(target.seen.classification) if target.seen else 0
    chosen = answers.one(CLASSIFICATION)
    terms = vocabulary("classifications").terms
    held = target.seen.compartments if target.seen else ()
    ticked = answers.several(COMPARTMENTS)
    components = held or tuple(vocabulary("components").terms)
    return {
        "classifications": [
            Choice(key, term.label(language()), key == chosen)
            for key, term in terms.items()
            if rights.level(key) >= lowest
        ],
        "components": [Choice(key, word("components", key, language()), key in ticked) for key in components],
        "ticked": bool(ticked),
    }


def linked(target: Target) -> list[dict[str, str]]:
    """The links that a record has and that are visible."""
    if target.seen is None:
        return []
    return [
        {
            "link": one.link,
            "role": word("roles", one.role, language()),
            "called": called(target.picture.get(one.other), language()),
        }
        for one in target.picture.links(target.seen.record)
    ]


def _rows_with_problems(rows: tuple[LinkRow, ...], page: FormPage) -> list[LinkRow]:
    """Rows say what is wrong only once the form was sent."""
    sent = page.status != 200 or page.find
    return [row if sent else replace(row, problem="") for row in rows]


def _summary(page: FormPage) -> list[tuple[str, str, str]]:
    """Every problem with its input and the input's label, for the top of the page."""
    return [(name, label_of(name), sentence) for name, sentence in page.problems.items()]


def label_of(name: str) -> str:
    """What an input is called, its row with it."""
    if name.startswith(LINKS):
        return _("Links")
    if name == CLASSIFICATION:
        return _("Classification")
    if name == COMPARTMENTS:
        return _("Components that may see it")
    said: list[str] = []
    for step in name.split("-"):
        if step.isdigit() and said:
            said[-1] += f" {step}"
        elif step:
            said.append(word("fields", step, language()))
    return ": ".join(said)


def unfinished(request: Request, target: Target) -> list[FormDraft]:
    """Forms of the account's own about the same thing."""
    return [one for one in drafts.own(request.user) if (one.kind, one.record) == (target.kind.name, target.record)]
