"""`withstand support dossier`: a decision with everything that was known when it was taken."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from withstand.brief.papers.handing import known_form
from withstand.brief.papers.tongue import known_language
from withstand.brief.support.dossier import dossier, dossier_paper, dossier_plain
from withstand.cli.looking import named
from withstand.cli.paper_out import write_paper
from withstand.picture.picture import Picture


def run_dossier(
    picture: Picture, request: str, decision: str, today: date, language: str, out: Path, code: str, reason: str
) -> None:  # fmt: skip
    """Write the dossier; the ledger keeps a receipt.

    Raises:
        NotFound, InputError: there is no such request, decision or language, or the file cannot be written.
        TextNotCleared: after the findings were printed.
    """
    known_form(out)
    known_language(language)
    record = named(picture, request)
    found = dossier(picture, record, named(picture, decision) if decision else "", today)
    paper, content = dossier_paper(found, picture, language), dossier_plain(found)
    write_paper(picture, out, "dossier", paper, content, found.seen, code, reason)
