"""Papers of due diligence in English say, word for word, what they said before they came in other languages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from meeting_worlds import Saved
from support_worlds import DAY, lines, support

from withstand.brief.papers.handing import paper_manifest
from withstand.brief.papers.paper import Paper
from withstand.brief.support.case_paper import case_paper
from withstand.brief.support.dossier import dossier, dossier_paper
from withstand.brief.support.statistics import statistics_paper
from withstand.brief.support.vetting import vetting_paper
from withstand.inducement.answering import answering, outcomes
from withstand.inducement.cases import support_cases
from withstand.inducement.statistics import statistics
from withstand.inducement.vetting import vet
from withstand.picture.guard import Guard
from withstand.picture.seen import Seen

KEPT = Path(__file__).parent / "english_papers.txt"


@pytest.fixture(scope="module")
def saved() -> Saved:
    return support().saved()


def papers(saved: Saved, **language: str) -> dict[str, Paper]:
    """Every paper that the world gives, by name."""
    picture = saved.picture()
    made: dict[str, Paper] = {}
    for key in ("request", "asked", "empty", "like"):
        held = answering(Guard(picture.ledger), picture, saved.ids[key], DAY)
        made[f"request {key}"] = case_paper(picture, held, DAY, **language)
    for key in ("request", "like"):
        made[f"dossier {key}"] = dossier_paper(dossier(picture, saved.ids[key], "", DAY), picture, **language)
    for key, kind in (("battalion", ""), ("company", "fuel_rations"), ("bare", "")):
        found = vet(replace(picture, as_of=DAY), saved.ids[key], DAY, kind)
        made[f"vetting {key}"] = vetting_paper(found, picture, **language)
    known = tuple(outcomes(Guard(picture.ledger), picture, support_cases(picture), DAY))
    made["statistics"] = statistics_paper(statistics(known, DAY), picture, _seen(saved), **language)
    made["statistics none"] = statistics_paper(statistics((), DAY), picture, (), **language)
    return made


def _seen(saved: Saved) -> tuple[Seen, ...]:
    return tuple(saved.picture().several([saved.ids["request"], saved.ids["i0"]]).values())


def whole(saved: Saved) -> str:
    """All papers as one text, with the manifest of one."""
    said = [f"=== {name}\n" + "\n".join(lines(paper, saved)) for name, paper in papers(saved).items()]
    about = paper_manifest(replace(saved.picture(), as_of=DAY), "Title", _seen(saved))
    rows = [f"{name} | {value}" for name, value in about.facts().rows if name != "Program"]
    return "\n\n".join([*said, "=== manifest\n" + "\n".join(rows)]) + "\n"


def test_every_english_paper_stays_word_for_word(saved: Saved) -> None:
    assert whole(saved) == KEPT.read_text(encoding="utf-8")
