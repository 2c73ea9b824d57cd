"""Where words that were looked for stand in a record's texts, marked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from withstand.ledger.contents import folded
from withstand.ledger.forms import texts_of
from withstand.picture.seen import Seen

_WORD = re.compile(r"[\w\u0300-\u036f\u064b-\u065f\u0670]+")
"""A word with its accents and vowel signs."""

_AROUND = 70
_LONGEST = 220


def excerpt(seen: Seen, words: Sequence[str]) -> str:
    """The stretch of a record's texts around the first of the words, with every one of them marked."""
    if not words or seen.fields is None or seen.kind is None:
        return ""
    texts = [text for _, text, _ in texts_of(seen.fields, seen.kind.forms)]
    text = max(texts, key=lambda one: len({word for _, word in _hits(one, words)}), default="")
    hits = [place for place, _ in _hits(text, words)]
    if not hits:
        return ""
    start = max(0, hits[0].start() - _AROUND)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = start + _LONGEST
    end = len(text) if end >= len(text) else max(text.rfind(" ", start, end), hits[0].end())
    return _marked(text, start, end, hits)


def _hits(text: str, words: Sequence[str]) -> list[tuple[re.Match[str], str]]:
    """Words of a text that begin as one that was looked for does."""
    return [
        (found, word)
        for found in _WORD.finditer(text)
        for word in words
        if folded(found[0]).startswith(word)
    ]  # fmt: skip


def _marked(text: str, start: int, end: int, hits: Sequence[re.Match[str]]) -> SafeString:
    parts: list[tuple[str]] = []
    at = start
    for hit in hits:
        if at <= hit.start() and hit.end() <= end:
            parts += [(text[at : hit.start()],), (format_html("<mark>{}</mark>", hit[0]),)]
            at = hit.end()
    parts.append((text[at:end],))
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return format_html_join("", "{}", [(before,), *parts, (after,)])
