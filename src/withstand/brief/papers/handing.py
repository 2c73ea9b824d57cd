"""A paper on its way out: scanned, with its manifest, written in the form that its name asks for, and receipted."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from withstand import __version__
from withstand.brief.papers.as_docx import paper_docx
from withstand.brief.papers.as_pdf import paper_pdf
from withstand.brief.papers.page import paper_page
from withstand.brief.papers.paper import Facts, Heading, Paper
from withstand.brief.papers.tongue import Tongue
from withstand.brief.records.handing_out import cleared, given_out, hand_out, refuse_existing
from withstand.brief.records.rows import Table, inside, instant
from withstand.brief.records.scanning import Clearance, Finding
from withstand.brief.records.words import kind_label
from withstand.errors import InputError
from withstand.kinds import REGISTRY
from withstand.ledger import rights
from withstand.ledger.journal import append
from withstand.ledger.kinds import Kind
from withstand.picture.picture import Picture
from withstand.picture.seen import Seen

FORMS = (".html", ".docx", ".pdf", ".json")
_SHOWN = 8
"""Of an installation, from its beginning."""


@dataclass(frozen=True)
class PaperManifest:
    """What a paper says of itself: of how many records of which kinds, for whom, from when, by which program.

    `frontier` is how far each installation's chain was known.
    """

    title: str
    records: Mapping[str, int]
    audience: str
    recipient: str
    purpose: str
    classification: str
    as_of: str
    known_at: str
    made_at: str
    frontier: Mapping[str, int]
    program: str = f"withstand {__version__}"

    def plain(self) -> dict[str, Any]:
        """As plain values."""
        return {name: dict(value) if isinstance(value, Mapping) else value for name, value in vars(self).items()}

    def facts(self, language: str = "en") -> Facts:
        """As a block; in English by the words that programs use too."""
        tongue = Tongue(language)
        say, text = tongue.common, tongue.text
        kinds = tongue.listed(
            say("of_kind", number=number, kind=_kind(kind, language)) for kind, number in self.records.items()
        )
        reach = say("between").join(
            say("reach_to", office=text(installation[:_SHOWN]), number=number)
            for installation, number in self.frontier.items()
        )
        who = {"recipient": self.recipient, "purpose": self.purpose}
        level = self.classification.replace("_", " ")
        if language != "en":
            who = {name: tongue.label(f"consent_{name}s", key) for name, key in who.items()}
            level = tongue.label("classifications", self.classification)
        return Facts(
            (
                (say("records_read"), kinds or say("no_records")),
                (say("audience"), say("for_audience", audience=text(self.audience), **who)),
                (say("highest"), level),
                (say("as_of"), (self.as_of if language == "en" else tongue.day(self.as_of)) or say("any_day")),
                (say("known_at"), text(self.known_at)),
                (say("made_at"), text(self.made_at)),
                (say("reach"), reach),
                (say("program"), text(self.program)),
            )
        )


def _kind(name: str, language: str) -> str:
    kind = REGISTRY.get(name)
    return name.rpartition(".")[2] if kind is None or language == "en" else kind_label(kind, language)


def highest(seen: Iterable[Seen]) -> str:
    """The highest classification among records."""
    return max((one.classification for one in seen), key=rights.level, default="unclassified")


def paper_manifest(picture: Picture, title: str, seen: Sequence[Seen], *, timeless: bool = False) -> PaperManifest:
    """The manifest of a paper that rests on these records. `timeless`: it names the moment of what was known and not
    that of its making, so that the same picture gives the same paper.
    """
    made = instant(picture.moment if timeless else picture.ledger.clock())
    kinds = Counter(one.tag.partition("@")[0] for one in seen)
    return PaperManifest(
        title=title,
        records=dict(sorted(kinds.items())),
        audience=picture.audience.name,
        recipient=picture.audience.recipient,
        purpose=picture.audience.purpose,
        classification=highest(seen),
        as_of=picture.as_of.isoformat() if picture.as_of else "",
        known_at=instant(picture.known_at) if picture.known_at is not None and not timeless else made,
        made_at="" if timeless else made,
        frontier=dict(sorted(picture.reach.items())),
    )


@dataclass(frozen=True)
class PaperOut:
    """A paper that was written. `receipt` is empty where the workspace is read-only."""

    path: Path
    manifest: PaperManifest
    findings: tuple[Finding, ...]
    receipt: str


def known_form(path: Path) -> str:
    """The form that a file's name asks for.

    Raises:
        InputError: there is no such form.
    """
    form = path.suffix.lower()
    if form not in FORMS:
        raise InputError(f"{path.name}: this is written as {', '.join(FORMS)}; give the file one of these endings.")
    return form


def hand_out_paper(
    picture: Picture, path: Path, word: str, paper: Paper, content: Any, seen: Sequence[Seen],
    clearance: Clearance | None = None,
) -> PaperOut:  # fmt: skip
    """Write a paper to a new file with its manifest, and a receipt to the ledger. `content` is the same for programs.

    Raises:
        TextNotCleared: texts may point to people, and nobody has decided about it.
        InputError: the file exists, or its form is not known.
    """
    form = known_form(path)
    refuse_existing(path)
    about = paper_manifest(picture, paper.title, seen, timeless=paper.tells_how_made)
    tables = tuple(_tables(picture, seen))
    findings, kept = cleared(picture, tables, (), clearance)
    receipt = hand_out(picture, path, word, written(paper, form, content, about), tables, kept)
    return PaperOut(path, about, findings, receipt)


def paper_bytes(
    picture: Picture, name: str, word: str, paper: Paper, content: Any, seen: Sequence[Seen],
    clearance: Clearance | None = None,
) -> bytes:  # fmt: skip
    """The same for a paper that lies on no disk: its receipt is written, then it may go out. `name` has its ending.

    Raises:
        TextNotCleared: texts may point to people, and nobody has decided about it.
        InputError: its form is not known.
    """
    form = known_form(Path(name))
    tables = tuple(_tables(picture, seen))
    _findings, kept = cleared(picture, tables, (), clearance)
    made = written(paper, form, content, paper_manifest(picture, paper.title, seen, timeless=paper.tells_how_made))
    append(picture.ledger, [given_out(picture, f"{word}{form}", made, tables, kept)])
    return made


def written(paper: Paper, form: str, content: Any, about: PaperManifest) -> bytes:
    """A paper in one form, with its manifest at its end."""
    if form == ".json":
        whole = {"manifest": about.plain(), "content": content}
        return (json.dumps(whole, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode()
    if not paper.tells_how_made:
        paper = replace(paper, blocks=(*paper.blocks, *_how_made(about, paper.language)))
    return drawn(paper, form)


def _how_made(about: PaperManifest, language: str) -> tuple[Heading, Facts]:
    return Heading(Tongue(language).common("how_made")), about.facts(language)


def drawn(paper: Paper, form: str) -> bytes:
    """A paper as it is, in a form that people read."""
    if form == ".html":
        return paper_page(paper).encode()
    return paper_docx(paper) if form == ".docx" else paper_pdf(paper)


def _tables(picture: Picture, seen: Iterable[Seen]) -> Iterable[Table]:
    of: dict[str, list[Seen]] = defaultdict(list)
    kinds: dict[str, Kind] = {}
    for one in seen:
        if one.kind is not None:
            of[one.kind.name].append(one)
            kinds[one.kind.name] = one.kind
    return (inside(picture, kinds[name], several) for name, several in sorted(of.items()))
