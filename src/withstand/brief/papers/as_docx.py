"""A paper as a Word file: plain WordprocessingML in a zip, with styles to change; the same bytes always."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape

from withstand.brief.papers.paper import Block, Facts, Grid, Heading, Items, Paper, Para
from withstand.mission.wording import visible

PAGE_WIDTH = 9_900
"""Twentieths of a point between the margins of an A4 page."""

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def paper_docx(paper: Paper) -> bytes:
    """The paper as the bytes of a .docx file."""
    body = "".join(_blocks(paper))
    page = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:footerReference w:type="default" r:id="rId3"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1200" w:right="1000" w:bottom="1100" w:left="1000"'
        ' w:header="500" w:footer="500" w:gutter="0"/></w:sectPr>'
    )
    number = '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    files = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations((("rId1", "officeDocument", "word/document.xml"),)),
        "word/_rels/document.xml.rels": _relations(
            (("rId1", "styles", "styles.xml"), ("rId2", "header", "header.xml"), ("rId3", "footer", "footer.xml"))
        ),
        "word/document.xml": f"{_HEAD}<w:document {_W} {_R}><w:body>{body}{page}</w:body></w:document>",
        "word/styles.xml": _styles(),
        "word/header.xml": f"{_HEAD}<w:hdr {_W}>{_p(paper.marking, 'Marking')}</w:hdr>",
        "word/footer.xml": f"{_HEAD}<w:ftr {_W}>{_p(f'{paper.marking}   ', 'Marking', number)}</w:ftr>",
    }
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, _LONG_AGO), text.encode(), zipfile.ZIP_DEFLATED)
    return sink.getvalue()


def _blocks(paper: Paper) -> Iterator[str]:
    yield _p(paper.title, "Title")
    yield _p(paper.subtitle, "Soft")
    for block in paper.blocks:
        yield from _block(block)
    yield _p(paper.footer, "Soft")


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield _p(block.text, f"Heading{block.level}")
        case Para():
            yield _p(block.text, "Note" if block.note else "Normal")
        case Items():
            yield from (_p(f"– {text}", "Item") for text in block.texts)
        case Facts():
            yield _table((28, 72), [(name, value) for name, value in block.rows], header=None, numbers=0)
            yield _p("", "Gap")
        case Grid():
            yield _table(block.widths, block.rows, header=block.header, numbers=block.numbers)
            yield _p("", "Gap")


def _table(
    widths: tuple[int, ...], rows: tuple[tuple[str, ...], ...] | list[tuple[str, ...]], *,
    header: tuple[str, ...] | None, numbers: int,
) -> str:  # fmt: skip
    total = sum(widths)
    columns = [PAGE_WIDTH * width // total for width in widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    head = "" if header is None else _row(header, columns, numbers, "CellHead", "<w:tblHeader/>")
    body = "".join(_row(row, columns, numbers, "Cell", "") for row in rows)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="Lines"/>'
        f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>"
    )


def _row(cells: tuple[str, ...], columns: list[int], numbers: int, style: str, marks: str) -> str:
    found = []
    for place, (cell, width) in enumerate(zip(cells, columns, strict=True)):
        right = bool(numbers) and place >= numbers
        found.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_p(cell, style, right=right)}</w:tc>'
        )  # fmt: skip
    return f"<w:tr><w:trPr><w:cantSplit/>{marks}</w:trPr>{''.join(found)}</w:tr>"


def _p(text: str, style: str, more: str = "", *, right: bool = False) -> str:
    aligned = '<w:jc w:val="right"/>' if right else ""
    lines = visible(text).split("\n")
    runs = "<w:r><w:br/></w:r>".join(f'<w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r>' for line in lines)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{aligned}</w:pPr>{runs if text else ""}{more}</w:p>'


def _content_types() -> str:
    parts = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
        for name, kind in (
            ("document", "document.main"), ("styles", "styles"), ("header", "header"), ("footer", "footer"),
        )
    )  # fmt: skip
    return (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>'
    )


def _relations(of: tuple[tuple[str, str, str], ...]) -> str:
    lines = "".join(f'<Relationship Id="{id_}" Type="{_REL}/{kind}" Target="{target}"/>' for id_, kind, target in of)
    return f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'


def _styles() -> str:
    def style(name: str, label: str, paragraph: str, run: str) -> str:
        based = "" if name == "Normal" else '<w:basedOn w:val="Normal"/>'
        default = ' w:default="1"' if name == "Normal" else ""
        return (
            f'<w:style w:type="paragraph"{default} w:styleId="{name}"><w:name w:val="{label}"/>{based}'
            f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        )

    def size(half_points: int, extra: str = "") -> str:
        return f'{extra}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'

    bold, soft, keep = "<w:b/><w:bCs/>", '<w:color w:val="55616E"/>', "<w:keepNext/>"
    line = '<w:pBdr><w:left w:val="single" w:sz="24" w:space="6" w:color="55616E"/></w:pBdr>'
    rows = '<w:bottom w:val="single" w:sz="4" w:space="0" w:color="D5DAE0"/>'
    inside = '<w:insideH w:val="single" w:sz="4" w:space="0" w:color="D5DAE0"/>'
    return (
        f"{_HEAD}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Arial"/><w:sz w:val="20"/><w:szCs w:val="20"/>'
        '<w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>'
        + style("Normal", "Normal", '<w:spacing w:after="80"/>', "")
        + style("Title", "Title", f'{keep}<w:spacing w:after="60"/>', size(34, bold))
        + style("Heading2", "heading 2", f'{keep}<w:spacing w:before="280" w:after="80"/><w:outlineLvl w:val="1"/>',
                size(25, bold))
        + style("Heading3", "heading 3", f'{keep}<w:spacing w:before="180" w:after="60"/><w:outlineLvl w:val="2"/>',
                size(21, bold))
        + style("Soft", "Small print", '<w:spacing w:after="80"/>', soft + size(17))
        + style("Note", "Note", f'{line}<w:spacing w:before="80" w:after="80"/><w:ind w:left="160"/>', "")
        + style("Item", "List line", '<w:spacing w:after="40"/><w:ind w:left="260" w:hanging="200"/>', "")
        + style("Cell", "Cell", '<w:spacing w:before="20" w:after="20"/>', size(18))
        + style("CellHead", "Cell heading", f'{keep}<w:spacing w:before="20" w:after="20"/>', size(18, bold))
        + style("Gap", "Gap", '<w:spacing w:after="0" w:line="120" w:lineRule="exact"/>', size(8))
        + style("Marking", "Marking", '<w:jc w:val="right"/>', bold + "<w:caps/>" + size(16))
        + '<w:style w:type="table" w:styleId="Lines"><w:name w:val="Lines"/><w:tblPr>'
        f"<w:tblBorders>{rows}{inside}</w:tblBorders>"
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="120" w:type="dxa"/></w:tblCellMar>'
        "</w:tblPr></w:style></w:styles>"
    )  # fmt: skip
