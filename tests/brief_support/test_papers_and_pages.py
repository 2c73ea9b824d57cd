"""What a paper and the page of the same say alike in English, they say alike in every language."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import withstand.web.support
from withstand.brief.papers.tongue import LANGUAGES
from withstand.vocabulary.sentences import sentences

CATALOGUES = Path(withstand.web.support.__file__).parent / "locale"
BY_CONTEXT = {"None.", "Stands"}
"""Words that stand for another thing on the paper."""


def bare(text: str) -> str:
    """A sentence without the names of its places and the colon at its end."""
    return re.sub(r"%\(\w+\)s|\{\w+\}", "_", text).strip().rstrip(":").strip()


def of_pages(language: str) -> dict[str, str]:
    """The sentences of the pages in a language, by their English."""
    with (CATALOGUES / language / "LC_MESSAGES" / "django.mo").open("rb") as file:
        known = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    return {bare(key[0] if isinstance(key, tuple) else key): "" for key in known} | {
        bare(key): bare(told) for key, told in known.items() if isinstance(key, str)
    }


def alike(language: str) -> Iterator[tuple[str, str, str]]:
    """English, the page's words, the paper's."""
    pages = of_pages(language)
    for book in ("case_papers", "vetting_papers", "support_statistics"):
        for spoken in sentences(book).values():
            english = bare(spoken["en"])
            if pages.get(english) and english not in BY_CONTEXT:
                yield english, pages[english], bare(spoken[language])


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_pages_and_papers_say_the_same(language: str) -> None:
    found = list(alike(language))
    assert len(found) > 100
    assert [one for one in found if one[1] != one[2]] == []
