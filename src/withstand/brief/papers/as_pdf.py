"""A paper as PDF, by Typst: set on A4, marked on every page, with the same bytes for the same paper."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from withstand.brief.papers.paper import Block, Facts, Grid, Heading, Items, Paper, Para
from withstand.errors import InputError
from withstand.mission.wording import visible

_HEAD = """#set page(paper: "a4", margin: (x: 18mm, top: 20mm, bottom: 18mm),
  header: align(right, text(8pt, weight: "bold", upper({marking}))),
  footer: context [#text(8pt, weight: "bold", upper({marking})) #h(1fr)
    #text(8pt)[#counter(page).display("1 / 1", both: true)]])
#set document(title: {title})
#set text(font: ("Noto Sans", "Liberation Sans", "DejaVu Sans", "Libertinus Serif"), size: 9.5pt,
  lang: "en", fallback: true)
#set par(leading: 0.55em, spacing: 0.7em)
#set table(stroke: (x, y) => (bottom: 0.5pt + rgb("#d5dae0")), inset: (x: 3pt, y: 3.5pt))
#show table: set text(size: 8.5pt)
#show table: set block(spacing: 0.8em)
#show heading: set block(above: 1.3em, below: 0.6em, sticky: true)
#show heading.where(level: 1): set text(size: 16pt)
#show heading.where(level: 2): set text(size: 12pt)
#show heading.where(level: 3): set text(size: 10pt)
#let soft(said) = text(size: 8pt, fill: rgb("#55616e"), said)
#let note(said) = block(fill: rgb("#f5f6f8"), stroke: (left: 2.5pt + rgb("#55616e")), inset: 6pt, width: 100%, said)
"""


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
    head = _HEAD.replace("{marking}", _text(paper.marking)).replace("{title}", _text(paper.title))
    parts = [f"#heading(level: 1, {_text(paper.title)})", f"#soft({_text(paper.subtitle)})"]
    for block in paper.blocks:
        parts.extend(_block(block))
    parts.append(f"#v(1em)\n#soft({_text(paper.footer)})")
    return head + "\n\n".join(parts) + "\n"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"#heading(level: {block.level}, {_text(block.text)})"
        case Para():
            yield f"#note({_text(block.text)})" if block.note else f"#text({_text(block.text)})"
        case Items():
            yield f"#list({', '.join(f'text({_text(one)})' for one in block.texts)})"
        case Facts():
            cells = [cell for name, value in block.rows for cell in (f"soft({_text(name)})", f"text({_text(value)})")]
            yield f"#table(columns: (28fr, 72fr), {', '.join(cells)})"
        case Grid():
            yield _table(block)


def _table(grid: Grid) -> str:
    columns = ", ".join(f"{width}fr" for width in grid.widths)
    sides = ", ".join(
        "right" if grid.numbers and place >= grid.numbers else "start" for place in range(len(grid.widths))
    )
    head = ", ".join(f"strong({_text(name)})" for name in grid.header)
    cells = "".join(f", text({_text(cell)})" for row in grid.rows for cell in row)
    return f"#table(columns: ({columns},), align: ({sides},), table.header({head}){cells})"


def _text(words: str) -> str:
    """A string of Typst."""
    said = visible(words).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", " ")
    return f'"{said}"'
