"""A paper as PDF, by Typst: set on A4, marked on every page, with the same bytes for the same paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module

from withstand.brief.papers.paper import (
    Block,
    CitedGrid,
    Columns,
    Facts,
    Grid,
    Heading,
    Items,
    Lines,
    Paper,
    Para,
    Sources,
    record_mark,
)
from withstand.errors import InputError
from withstand.mission.wording import visible

_HEAD = """#set page(paper: "a4", margin: {margin},
  header: align(end, text(8pt, weight: "bold", upper({marking}))),
  footer: context [#text(8pt, weight: "bold", upper({marking})) #h(1fr)
    #text(8pt)[#counter(page).display("1 / 1", both: true)]])
#set document(title: {title})
#set text(font: ("Noto Sans", "Liberation Sans", "Noto Sans Arabic", "DejaVu Sans", "Libertinus Serif"), size: 9.5pt,
  lang: {language}, fallback: true)
#set par(leading: 0.55em, spacing: 0.7em)
#set table(stroke: (x, y) => (bottom: 0.5pt + rgb("#d5dae0")), inset: (x: 3pt, y: 3.5pt))
#show table: set text(size: 8.5pt)
#show table: set block(spacing: 0.8em)
#show heading: set block(above: 1.3em, below: 0.6em, sticky: true)
#show heading.where(level: 1): set text(size: 16pt)
#show heading.where(level: 2): set text(size: 12pt)
#show heading.where(level: 3): set text(size: 10pt)
#let soft(said) = text(size: 8pt, fill: rgb("#55616e"), said)
#let note(said) = block(fill: rgb("#f5f6f8"), stroke: ({start}: 2.5pt + rgb("#55616e")), inset: 6pt, width: 100%, said)
"""

_SHEET = """#set text(size: 8.4pt)
#set par(leading: 0.42em, spacing: 0.5em)
#set list(spacing: 0.42em, indent: 0pt, body-indent: 0.4em)
#set table(inset: (x: 2.5pt, y: 1.7pt))
#show table: set text(size: 8pt)
#show table: set block(spacing: 0.4em)
#show heading: set block(above: 0.8em, below: 0.4em, sticky: true)
#show heading.where(level: 1): set text(size: 14pt)
#show heading.where(level: 2): set text(size: 9.4pt)
#let soft(said) = text(size: 7pt, fill: rgb("#55616e"), said)
"""
_MARGIN = "(x: 18mm, top: 20mm, bottom: 18mm)"
_SHEET_MARGIN = "(x: 12mm, top: 13mm, bottom: 12mm)"


def paper_pdf(paper: Paper) -> bytes:
    """The paper as the bytes of a PDF.

    Raises:
        InputError: the library that sets it is not installed.
    """
    try:
        typst = import_module("typst")
    except ImportError:
        raise InputError(
            "PDF needs the library typst, which is not installed here: write .docx or .html, which print as well, or "
            "install typst beside Withstand."
        ) from None
    return bytes(typst.compile(typst_source(paper).encode(), timestamp=0))


def typst_source(paper: Paper) -> str:
    """The paper in Typst's language; every text stands in it as a string, so none of it can be read as a command."""
    head = _HEAD
    for place, words in (
        ("{marking}", _text(paper.marking)), ("{title}", _text(paper.title)), ("{language}", _text(paper.language)),
        ("{start}", "right" if paper.direction == "rtl" else "left"),
        ("{margin}", _SHEET_MARGIN if paper.sheet else _MARGIN),
    ):  # fmt: skip
        head = head.replace(place, words)
    parts = [_SHEET] if paper.sheet else []
    parts += [f"#heading(level: 1, {_text(paper.title)})", f"#soft({_text(paper.subtitle)})"]
    columns = next((place for place, one in enumerate(paper.blocks) if isinstance(one, Columns)), len(paper.blocks))
    end = next((place for place, one in enumerate(paper.blocks) if isinstance(one, Sources)), len(paper.blocks))
    for block in paper.blocks[:columns]:
        parts.extend(_block(block, paper))
    if columns < end:
        within = "\n\n".join(part for block in paper.blocks[columns + 1 : end] for part in _block(block, paper))
        parts.append(_two_columns(within) if paper.sheet else within)
    for block in paper.blocks[max(columns, end) :]:
        parts.extend(_block(block, paper))
    parts.append(f"{'' if paper.sheet else '#v(1em)'}\n#soft({_text(paper.footer)})")
    return head + "\n\n".join(parts) + "\n"


def _two_columns(within: str) -> str:
    """Two columns of the same height, as high as half of what stands in them, so that a list may follow beneath."""
    return (
        "#layout(size => {\n"
        f"  let within = [\n{within}\n]\n"
        "  let whole = measure(block(width: (size.width - 6mm) / 2, within)).height\n"
        "  block(height: whole / 2 + 22pt, columns(2, gutter: 6mm, within))\n"
        "})"
    )


def _block(block: Block, paper: Paper) -> Iterator[str]:
    match block:
        case Heading():
            yield f"#heading(level: {block.level}, {_text(block.text)})"
        case Para():
            yield f"#note({_text(block.text)})" if block.note else f"#text({_text(block.text)})"
        case Items():
            yield f"#list({', '.join(f'text({_text(one)})' for one in block.texts)})"
        case Facts():
            cells = [cell for name, value in block.rows for cell in (f"soft({_text(name)})", f"text({_text(value)})")]
            yield f"#table(columns: ({'16fr, 84fr' if paper.sheet else '28fr, 72fr'}), {', '.join(cells)})"
        case Grid():
            yield _table(block, [[f"text({_text(cell)})" for cell in row] for row in block.rows])
        case Lines():
            cells = [f"text({_text(one.text)}) + {_refs(paper, one.records, block.most)}" for one in block.lines]
            yield f"#list({', '.join(cells)})"
        case CitedGrid():
            rows = [
                [*(f"text({_text(cell)})" for cell in row[:-1]), _refs(paper, records, block.most)]
                for row, records in zip(block.grid.rows, block.records, strict=True)
            ]
            yield _table(block.grid, rows)
        case Sources():
            yield _sources(block, paper)


def _refs(paper: Paper, records: Sequence[str], most: int) -> str:
    """The numbers of a line, each a way to the list of records."""
    numbers, more = paper.marks(records, most)
    if not numbers:
        return "[]"
    ways = [f'link(label("r{one}"), text(size: 0.82em, fill: rgb("#55616e"), "{one}"))' for one in numbers]
    rest = f'" +{more}]"' if more else '"]"'
    return f'" [" + {" + text(0.82em)[, ] + ".join(ways)} + text({rest})'


def _sources(block: Sources, paper: Paper) -> str:
    shown = [
        f'[#box(text({_text(f"{number} {record_mark(record) if paper.sheet else record}")}))#label("r{number}")]'
        for record, number in paper.numbers.items()
    ]
    if not shown:
        return ""
    title = f"#soft(strong({_text(block.title)}))" if paper.sheet else f"#heading(level: 2, {_text(block.title)})"
    return f'{title}\n\n#text(size: 5.9pt, fill: rgb("#55616e"), {" + h(0.9em, weak: true) + ".join(shown)})'


def _table(grid: Grid, rows: Sequence[Sequence[str]]) -> str:
    columns = ", ".join(f"{width}fr" for width in grid.widths)
    sides = ", ".join("end" if grid.numbers and place >= grid.numbers else "start" for place in range(len(grid.widths)))
    head = ", ".join(f"strong({_text(name)})" for name in grid.header)
    cells = "".join(f", {cell}" for row in rows for cell in row)
    return f"#table(columns: ({columns},), align: ({sides},), table.header({head}){cells})"


def _text(words: str) -> str:
    """A string of Typst."""
    said = visible(words).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", " ")
    return f'"{said}"'
