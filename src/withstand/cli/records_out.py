"""`withstand export` and `withstand template`: records out as files, and files to fill in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from withstand.brief.records.exporting import DEFAULT, ENDINGS, FORMS, Exported, Options, export
from withstand.brief.records.release import LEVELS, Coarseness
from withstand.brief.records.scanning import Clearance, Finding, TextNotCleared
from withstand.brief.records.template import template
from withstand.brief.records.words import LANGUAGES, kind_label
from withstand.cli.opening import warn
from withstand.cli.terminal import piped, print_json, print_table, say
from withstand.errors import InputError
from withstand.kinds import REGISTRY
from withstand.ledger.errors import ByWorkflow
from withstand.ledger.kinds import Registry
from withstand.picture.picture import ALL, Filter, Picture


def run_export(
    picture: Picture,
    word: str,
    where: Filter = ALL,
    form: str = "",
    out: Path | None = None,
    *,
    language: str = "en",
    level: str = "admin2",
    keep_code: str = "",
    keep_text: str = "",
) -> Exported:
    """Export records of a kind, and say what was written. Without `form`, the ending of `out` tells it; without `out`,
    the file is named after the kind, in this folder.

    `keep_code` and `keep_text` are the code that an earlier try printed, and the reason to let those findings out.

    Raises:
        TextNotCleared: after the findings were printed.
        InputError: an option cannot be.
    """
    kind = picture.ledger.registry.by_word(word)
    form = form or _form_of(out)
    path = out or Path(f"{kind.word.lower()}{ENDINGS.get(form, '')}")
    if level not in LEVELS:
        raise InputError(f"Areas go outside by {' or '.join(LEVELS)}; not by {level!r}.")
    options = replace(_options(language), coarse=Coarseness(level))
    if keep_code or keep_text:
        options = replace(options, clearance=Clearance(keep_code, keep_text))
    try:
        exported = export(picture, kind, where, form, path=path, options=options)
    except TextNotCleared as asked:
        print_findings(asked)
        raise
    if not exported.receipt:
        warn("the workspace is read-only: the ledger keeps no receipt of this file; note by hand who gets it")
    if not exported.rows:
        warn(f"No {kind.word} records match ({where}), as far as {picture.audience.name} may see: {path} holds none.")
    _print_export(exported)
    return exported


def run_template(word: str, language: str = "en", out: Path | None = None, registry: Registry = REGISTRY) -> Path:
    """Write a template for a kind, and say where it is."""
    kind = registry.by_word(word)
    if kind.by_workflow:
        raise ByWorkflow(kind.word, kind.by_workflow)
    if out is not None and out.suffix.lower() != ".xlsx":
        raise InputError(f"{out.name}: a template is a workbook; give the file the ending .xlsx.")
    path = template(kind, language, out or Path(f"{kind.word.lower()}-template.xlsx"))
    if piped():
        print_json({"file": str(path), "kind": kind.tag, "language": language})
    else:
        say(f"{path}: {kind_label(kind, language)}. One row is one record; the sheet Help says what to write.")
    return path


def _form_of(out: Path | None) -> str:
    """The form that a file's name asks for; CSV where it asks for none.

    Raises:
        InputError: an ending that no form has.
    """
    if out is None or not out.suffix:
        return "csv"
    for form in ("hxl", *FORMS):
        if out.name.lower().endswith(ENDINGS[form]):
            return form
    raise InputError(f"{out.name}: records are exported as {', '.join(ENDINGS.values())}; or name the form.")


def _options(language: str) -> Options:
    if language not in LANGUAGES:
        raise InputError(f"Labels are in {', '.join(LANGUAGES)}; not in {language!r}.")
    return replace(DEFAULT, language=language)


def _print_export(exported: Exported) -> None:
    about = exported.manifest
    if piped():
        told: dict[str, Any] = {"file": str(exported.path), "form": exported.form, "receipt": exported.receipt}
        print_json(told | {"newer": list(exported.newer), "kept": _plain(exported.findings), "manifest": about.plain()})
        return
    rows = [
        ("records", str(about.rows)),
        ("filter", about.filter),
        ("audience", f"{about.audience} ({about.recipient})"),
    ]
    rows += [("classification", about.classification.replace("_", " ")), ("known at", about.known_at)]
    rows += [("as of", about.as_of or "any day"), ("places", about.places), ("small numbers", about.small_numbers)]
    print_table(str(exported.path), ("", ""), rows, left=2)
    if exported.newer:
        say(f"{len(exported.newer)} records were written by a newer program and are not in the file: update first.")
    if exported.findings:
        say(f"{len(exported.findings)} findings of the scan went out as decided; the receipt says so.")


def print_findings(asked: TextNotCleared) -> None:
    """What the scan of texts found, before nothing was written."""
    if piped():
        print_json({"file": None, "code": asked.code, "findings": _plain(asked.findings)})
        return
    rows = [(one.record, one.found.field, one.found.found.replace("_", " "), one.found.words) for one in asked.findings]
    print_table("Texts that may point to people", ("record", "field", "what", "words"), rows, left=4)


def _plain(findings: tuple[Finding, ...]) -> list[dict[str, str]]:
    return [
        {"record": one.record, "field": one.found.field, "what": one.found.found, "words": one.found.words}
        for one in findings
    ]
