"""From the answers of a form to a draft that can be saved, or to what stands in its way."""

from __future__ import annotations

from dataclasses import dataclass, field

from withstand.ledger.fields import Record, TextKept
from withstand.ledger.journal import Draft, LinkTo
from withstand.web.entering.answers import Answers
from withstand.web.entering.linking import LINKS, missing_roles, read_links
from withstand.web.entering.reading import FindArea, read_answers
from withstand.web.entering.target import Target, language, rights_read, with_presets
from withstand.web.entering.texts import Scanned, scanned
from withstand.web.signed_in import Request


@dataclass
class Attempt:
    """A draft, or problems by input, or findings of the scan that wait for a decision."""

    draft: Draft | None = None
    record: Record | None = None
    problems: dict[str, str] = field(default_factory=dict)
    scanned: Scanned | None = None
    said: str = ""
    classification: str = ""
    compartments: tuple[str, ...] = ()
    links: tuple[LinkTo, ...] = ()


def attempt(request: Request, target: Target, answers: Answers, area: FindArea) -> Attempt:
    """Read, check and scan a form."""
    read = read_answers(target.kind, answers, target.fields, area=area)
    classification, compartments, wrong = rights_read(target, answers)
    links = read_links(target.picture, target.kind, answers, language())
    tried = Attempt(problems={**read.problems, **wrong, **links.problems})
    if target.seen is None and (missing := missing_roles(target.kind, links.links, language())):
        tried.problems.setdefault(LINKS, missing)
    if tried.problems or read.record is None:
        return tried
    record = target.kind.read(with_presets(request, target, read.fields))
    looked = scanned(target.kind, record, target.picture, answers, language(), _decided(target))
    tried.record, tried.links = looked.record, links.links
    tried.classification, tried.compartments = classification, compartments
    if looked.open:
        tried.scanned = looked
        tried.said = looked.said
        return tried
    supersedes = (target.over,) if target.over else ()
    tried.draft = Draft(
        target.kind, looked.record, classification, compartments, target.record, supersedes, links.links
    )  # fmt: skip
    return tried


def _decided(target: Target) -> tuple[TextKept, ...]:
    """What was decided about the texts of the version that a form rests on."""
    return target.base.fields.text_kept if target.base is not None and target.base.fields is not None else ()
