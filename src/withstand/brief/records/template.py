"""A workbook to fill in: one row a record, lists to choose from, dates as text, and help in the language."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from withstand.brief.records.release import LEVELS
from withstand.brief.records.template_columns import TemplateColumn, template_columns
from withstand.brief.records.words import LANGUAGES, kind_label
from withstand.errors import InputError
from withstand.ledger.kinds import Kind
from withstand.vocabulary.terms import vocabulary

if TYPE_CHECKING:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

MARKER = "withstand template"
LISTS, HELP = "Lists", "Help"
LAST_ROW = 1_048_575
YES_NO = "yes_no"
_LONGEST_MESSAGE = 250
_WIDE = frozenset({"text"})


def template(kind: Kind, language: str, path: FilePath) -> FilePath:
    """Write a template for records of a kind.

    Raises:
        InputError: the language is not one of ours, or the file exists or cannot be written.
    """
    if language not in LANGUAGES:
        raise InputError(f"Templates are made in {', '.join(LANGUAGES)}; not in {language!r}.")
    if path.exists():
        raise InputError(f"{path.name} exists already; give another name, or move it away first.")
    try:
        path.write_bytes(template_of(kind, language))
    except OSError as problem:
        raise InputError(f"{path} cannot be written ({problem.strerror}); choose another folder.") from None
    return path


def template_of(kind: Kind, language: str) -> bytes:
    """The bytes of a template."""
    import xlsxwriter

    sink = io.BytesIO()
    book = xlsxwriter.Workbook(sink, {"in_memory": True})
    columns = template_columns(kind)
    sheet, help_sheet, lists = (book.add_worksheet(name) for name in (kind.word, HELP, LISTS))
    ranges = _write_lists(lists, kind, columns, language)
    lists.hide()
    _write_help(book, help_sheet, kind, columns, language)
    if language == "ar":
        sheet.right_to_left()
        help_sheet.right_to_left()
    needed = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#FDE9C9", "border": 1})
    other = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#EEEEEE", "border": 1})
    soft, text = book.add_format({"font_color": "#777777"}), book.add_format({"num_format": "@"})
    for place, one in enumerate(columns):
        sheet.write_string(
            0, place, one.label(language) + (" *" if one.required else ""), needed if one.required else other
        )
        sheet.write_string(1, place, one.key, soft)
        plain = one.leaf.form in ("number", "degrees")
        sheet.set_column(place, place, 40 if one.leaf.form in _WIDE else 20, None if plain else text)
        sheet.data_validation(2, place, LAST_ROW, place, _validation(one, ranges, language))
    sheet.freeze_panes(2, 0)
    sheet.activate()
    book.close()
    return sink.getvalue()


def choices(name: str, language: str) -> tuple[str, ...]:
    """The terms of a vocabulary as a list shows them: label and key."""
    return tuple(f"{term.label(language)} [{key}]" for key, term in vocabulary(name).terms.items())


def _list_of(one: TemplateColumn) -> str:
    """The name of the list that a column chooses from, or nothing."""
    if one.leaf.form == "yes_no":
        return YES_NO
    return "level" if one.path[-1] == "level" and "place" in one.leaf.within else one.leaf.vocabulary


def _write_lists(
    sheet: Any, kind: Kind, columns: tuple[TemplateColumn, ...], language: str
) -> Mapping[str, str]:  # fmt: skip
    """The lists, one a column, below a line that says which template this is; the range of each by its name."""
    from xlsxwriter.utility import xl_range_abs  # type: ignore[import-untyped]

    sheet.write_row(0, 0, [MARKER, kind.tag, language])
    ranges = {}
    for place, name in enumerate(dict.fromkeys(filter(None, map(_list_of, columns)))):
        items = ("admin0", *LEVELS, "admin3") if name == "level" else choices(name, language)
        sheet.write_column(1, place, [name, *items])
        ranges[name] = f"={LISTS}!{xl_range_abs(2, place, len(items) + 1, place)}"
    return ranges


def _validation(one: TemplateColumn, ranges: Mapping[str, str], language: str) -> dict[str, Any]:
    """What a cell offers and hints; it warns of what is not in its list, and refuses nothing."""
    message = {"input_title": "", "input_message": _hint(one, language)[:_LONGEST_MESSAGE]}
    name = _list_of(one)
    if not name:
        return {"validate": "any", **message}
    return {"validate": "list", "source": ranges[name], "error_type": "warning", **message}


def _hint(one: TemplateColumn, language: str) -> str:
    hints = vocabulary("hints").terms
    key = str(one.path[0]) if one.own and str(one.path[0]) in hints else one.leaf.form
    return hints[key].label(language)


def _write_help(
    book: Workbook, sheet: Any, kind: Kind, columns: tuple[TemplateColumn, ...], language: str
) -> None:  # fmt: skip
    hints = vocabulary("hints")
    strong = book.add_format({"bold": True})
    sheet.set_column(0, 2, 50)
    sheet.write_string(0, 0, f"{kind_label(kind, language)}: {hints.label('title', language)}", strong)
    advice = ["one_row", "needed", "unknown_is_empty", "no_names", "more_columns"]
    if any("place" in one.leaf.within for one in columns):
        advice.insert(2, "place_needed")
    for line, key in enumerate(advice, start=1):
        sheet.write_string(line, 0, hints.label(key, language))
    start = len(advice) + 2
    sheet.write_row(start, 0, [hints.label(key, language) for key in ("column", "key", "write")], strong)
    for line, one in enumerate(columns, start=start + 1):
        marked = one.label(language) + (" *" if one.required else "")
        sheet.write_row(line, 0, [marked, one.key, _hint(one, language)])
