"""A paper as a Word file: plain WordprocessingML in a zip, with styles to change; the same bytes always."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from withstand.brief.papers.docx_styles import styles
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
from withstand.mission.wording import visible

PAGE_WIDTH = 9_900
"""Twentieths of a point between the margins of an A4 page."""

SHEET_WIDTH = 10_546
"""The same on a sheet."""

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def paper_docx(paper: Paper) -> bytes:
    """The paper as the bytes of a .docx file."""
    made = _Body(paper)
    number = '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    files = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations((("rId1", "officeDocument", "word/document.xml"),)),
        "word/_rels/document.xml.rels": _relations(
            (("rId1", "styles", "styles.xml"), ("rId2", "header", "header.xml"), ("rId3", "footer", "footer.xml"))
        ),
        "word/document.xml": f"{_HEAD}<w:document {_W} {_R}><w:body>{made.text}</w:body></w:document>",
        "word/styles.xml": styles(paper.language, sheet=paper.sheet),
        "word/header.xml": f"{_HEAD}<w:hdr {_W}>{made.p(paper.marking, 'Marking')}</w:hdr>",
        "word/footer.xml": f"{_HEAD}<w:ftr {_W}>{made.p(f'{paper.marking}   ', 'Marking', number)}</w:ftr>",
    }
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, _LONG_AGO), text.encode(), zipfile.ZIP_DEFLATED)
    return sink.getvalue()


class _Body:
    """The body of one paper, in the direction of its language."""

    def __init__(self, paper: Paper) -> None:
        self._paper, self._rtl = paper, paper.direction == "rtl"
        self.width = SHEET_WIDTH if paper.sheet else PAGE_WIDTH
        self.text = "".join(self._whole())

    def _whole(self) -> Iterator[str]:
        paper, within = self._paper, False
        yield self.p(paper.title, "Title")
        yield self.p(paper.subtitle, "Soft")
        for block in paper.blocks:
            if isinstance(block, Columns) and paper.sheet:
                within = True
                yield f"<w:p><w:pPr>{self._section(1)}</w:pPr></w:p>"
            elif isinstance(block, Sources) and within:
                within = False
                yield f"<w:p><w:pPr>{self._section(2)}</w:pPr></w:p>"
            yield from self._block(block)
        yield self.p(paper.footer, "Soft")
        yield self._section(2 if within else 1)

    def _section(self, columns: int) -> str:
        """What ends a stretch of the paper that is set in so many columns."""
        edge, sides = (680, 680) if self._paper.sheet else (1100, 1000)
        top = 740 if self._paper.sheet else 1200
        set_in = '<w:cols w:num="2" w:space="340"/>' if columns == 2 else ""
        kind = '<w:type w:val="continuous"/>' if self._paper.sheet else ""
        return (
            '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/>'
            f'<w:footerReference w:type="default" r:id="rId3"/>{kind}'
            f'<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="{top}" w:right="{sides}" w:bottom="{edge}"'
            f' w:left="{sides}" w:header="{edge // 2}" w:footer="{edge // 2}" w:gutter="0"/>{set_in}'
            f"{'<w:bidi/>' if self._rtl else ''}</w:sectPr>"
        )

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Heading():
                yield self.p(block.text, f"Heading{block.level}")
            case Para():
                yield self.p(block.text, "Note" if block.note else "Normal")
            case Items():
                yield from (self.p(f"– {text}", "Item") for text in block.texts)
            case Lines():
                yield from (self.p(f"– {one.text}", "Item", self._refs(one.records, block.most)) for one in block.lines)
            case Facts():
                rows = [(self.p(name, "Cell"), self.p(value, "Cell")) for name, value in block.rows]
                yield self._table((16, 84) if self._paper.sheet else (28, 72), rows, None)
                yield self.p("", "Gap")
            case Grid():
                yield self._grid(block, [""] * len(block.rows))
                yield self.p("", "Gap")
            case CitedGrid():
                yield self._grid(block.grid, [self._refs(one, block.most) for one in block.records])
                yield self.p("", "Gap")
            case Sources():
                yield self.p(block.title, "Heading2")
                yield self.p("", "Fine", "".join(self._source(*one) for one in self._paper.numbers.items()))

    def _source(self, record: str, number: int) -> str:
        said = record_mark(record) if self._paper.sheet else record
        return (
            f'<w:bookmarkStart w:id="{number}" w:name="r{number}"/>{self._run(f"{number} {said}   ")}'
            f'<w:bookmarkEnd w:id="{number}"/>'
        )

    def _refs(self, records: Sequence[str], most: int) -> str:
        """The numbers of a line, each a way to the list of records."""
        numbers, more = self._paper.marks(records, most)
        if not numbers:
            return ""
        ways = [f'<w:hyperlink w:anchor="r{one}" w:history="1">{self._run(str(one))}</w:hyperlink>' for one in numbers]
        return self._run(" [") + self._run(", ").join(ways) + self._run(f" +{more}]" if more else "]")

    def _grid(self, grid: Grid, last: Sequence[str]) -> str:
        def cells(row: Sequence[str], style: str, more: str = "") -> tuple[str, ...]:
            return tuple(
                self.p(
                    cell, style, more if place == len(row) - 1 else "",
                    end=bool(grid.numbers) and place >= grid.numbers,
                )
                for place, cell in enumerate(row)
            )  # fmt: skip

        rows = [cells(row, "Cell", more) for row, more in zip(grid.rows, last, strict=True)]
        return self._table(grid.widths, rows, cells(grid.header, "CellHead"))

    def _table(
        self, widths: Sequence[int], rows: Sequence[Sequence[str]], header: Sequence[str] | None
    ) -> str:  # fmt: skip
        total = sum(widths)
        columns = [self.width * width // total for width in widths]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
        head = "" if header is None else _row(header, columns, "<w:tblHeader/>")
        body = "".join(_row(row, columns, "") for row in rows)
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="Lines"/>{"<w:bidiVisual/>" if self._rtl else ""}'
            f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>"
        )

    def p(self, text: str, style: str, more: str = "", *, end: bool = False) -> str:
        """A paragraph; `more` are runs that follow the text."""
        lines = visible(text).split("\n")
        runs = "<w:r><w:br/></w:r>".join(self._run(line) for line in lines)
        bidi, aligned = "<w:bidi/>" if self._rtl else "", '<w:jc w:val="right"/>' if end else ""
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{bidi}{aligned}</w:pPr>{runs if text else ""}{more}</w:p>'

    def _run(self, text: str) -> str:
        said = f'<w:t xml:space="preserve">{escape(visible(text))}</w:t>'
        return f"<w:r>{'<w:rPr><w:rtl/></w:rPr>' if self._rtl else ''}{said}</w:r>"


def _row(cells: Sequence[str], columns: Sequence[int], marks: str) -> str:
    found = [
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for cell, width in zip(cells, columns, strict=True)
    ]
    return f"<w:tr><w:trPr><w:cantSplit/>{marks}</w:trPr>{''.join(found)}</w:tr>"


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
