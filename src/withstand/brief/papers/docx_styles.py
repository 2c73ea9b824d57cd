"""The styles of a paper as a Word file, to be changed there by whoever edits it."""

from __future__ import annotations

import re

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_LANGUAGES = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES", "ar": "ar-SA"}
_CLOSER = re.compile(r'w:(before|after)="(\d+)"')


def _closer(found: re.Match[str]) -> str:
    return f'w:{found[1]}="{int(found[2]) // 4}"'


def styles(language: str, *, sheet: bool) -> str:
    """The styles part; a sheet is set smaller and closer."""
    part = 3 if sheet else 4

    def style(name: str, label: str, paragraph: str, run: str) -> str:
        based = "" if name == "Normal" else '<w:basedOn w:val="Normal"/>'
        default = ' w:default="1"' if name == "Normal" else ""
        return (
            f'<w:style w:type="paragraph"{default} w:styleId="{name}"><w:name w:val="{label}"/>{based}'
            f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        )

    def size(half_points: int, extra: str = "") -> str:
        return f'{extra}<w:sz w:val="{half_points * part // 4}"/><w:szCs w:val="{half_points * part // 4}"/>'

    bold, soft, keep = "<w:b/><w:bCs/>", '<w:color w:val="55616E"/>', "<w:keepNext/>"
    line = '<w:pBdr><w:left w:val="single" w:sz="24" w:space="6" w:color="55616E"/></w:pBdr>'
    rows = '<w:bottom w:val="single" w:sz="4" w:space="0" w:color="D5DAE0"/>'
    inside = '<w:insideH w:val="single" w:sz="4" w:space="0" w:color="D5DAE0"/>'
    whole = (
        f"{_HEAD}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Arial"/>{size(20)}'
        f'<w:lang w:val="{_LANGUAGES[language]}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault></w:docDefaults>'
        + style("Normal", "Normal", '<w:spacing w:after="80"/>', "")
        + style("Title", "Title", f'{keep}<w:spacing w:after="60"/>', size(34, bold))
        + style("Heading2", "heading 2", f'{keep}<w:spacing w:before="280" w:after="80"/><w:outlineLvl w:val="1"/>',
                size(25, bold))
        + style("Heading3", "heading 3", f'{keep}<w:spacing w:before="180" w:after="60"/><w:outlineLvl w:val="2"/>',
                size(21, bold))
        + style("Soft", "Small print", '<w:spacing w:after="80"/>', soft + size(17))
        + style("Note", "Note", f'{line}<w:spacing w:before="80" w:after="80"/><w:ind w:left="160"/>', "")
        + style("Item", "List line", '<w:spacing w:after="40"/><w:ind w:left="260" w:hanging="200"/>', "")
        + style("Fine", "Fine print", '<w:spacing w:after="0"/>', soft + size(14))
        + style("Cell", "Cell", '<w:spacing w:before="20" w:after="20"/>', size(18))
        + style("CellHead", "Cell heading", f'{keep}<w:spacing w:before="20" w:after="20"/>', size(18, bold))
        + style("Gap", "Gap", '<w:spacing w:after="0" w:line="120" w:lineRule="exact"/>', size(8))
        + style("Marking", "Marking", '<w:jc w:val="right"/>', bold + "<w:caps/>" + size(16))
        + '<w:style w:type="table" w:styleId="Lines"><w:name w:val="Lines"/><w:tblPr>'
        f"<w:tblBorders>{rows}{inside}</w:tblBorders>"
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="120" w:type="dxa"/></w:tblCellMar>'
        "</w:tblPr></w:style></w:styles>"
    )  # fmt: skip
    return _CLOSER.sub(_closer, whole) if sheet else whole
