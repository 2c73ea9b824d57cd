"""Every word of the pages in four languages, and nothing left in English in the other three."""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pages import PAGES
from web_site import Site, words

import withstand.web

WEB = Path(withstand.web.__file__).parent
LANGUAGES = ("fr", "es", "ar")
CALLS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext"}
TAG = re.compile(r"{%\s*translate\s+(\"[^\"]+\"|'[^']+')")
BLOCK = re.compile(r"{%\s*blocktranslate[^%]*%}(.*?){%\s*endblocktranslate\s*%}", re.DOTALL)
PLURAL = re.compile(r"{%\s*plural\s*%}")
OURS = {"Withstand"}
EVERYTHING = ("administrator", "head_of_office")


def sentences() -> Iterator[str]:
    """Every sentence that code or a template marks as one."""
    for path in WEB.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield first.value
    for path in WEB.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        yield from (found[1:-1] for found in TAG.findall(text))
        for block in BLOCK.findall(text):
            yield re.sub(r"{{\s*(\w+)\s*}}", r"%(\1)s", PLURAL.split(block)[0])


def catalogue(language: str) -> dict[str, str]:
    """What a catalogue says, as it was compiled."""
    files = WEB.rglob(f"locale/{language}/LC_MESSAGES/*.mo")
    found: dict[str, str] = {}
    for path in files:
        with path.open("rb") as source:
            read: Any = gettext.GNUTranslations(source)
        for key, value in read._catalog.items():
            if not isinstance(key, tuple):
                found[key] = value
            elif key[1] == 0:
                found[key[0]] = value
    return found


def written(language: str) -> dict[str, str]:
    """What the text of a catalogue says."""
    found = {}
    for path in WEB.rglob(f"locale/{language}/LC_MESSAGES/*.po"):
        for entry in path.read_text(encoding="utf-8").split("\n\n"):
            key = re.search(r'^msgid ((?:".*"\n)+)', entry, re.MULTILINE)
            value = re.search(r'^msgstr(?:\[\d\])? ((?:".*"\n?)+)', entry, re.MULTILINE)
            assert "fuzzy" not in entry.partition("msgid")[0], entry
            if key and value:
                found[unquoted(key[1])] = unquoted(value[1])
    return found


def unquoted(lines: str) -> str:
    return "".join(str(ast.literal_eval(line)) for line in lines.strip().splitlines())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated(language: str) -> None:
    known = catalogue(language)
    assert not {one for one in sentences() if not known.get(one)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogues_are_compiled_from_their_texts(language: str) -> None:
    compiled = catalogue(language)
    for key, value in written(language).items():
        if key:
            assert value, key
            assert compiled[key] == value or compiled[key] in value or key.startswith("%("), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_their_placeholders(language: str) -> None:
    for key, value in written(language).items():
        assert set(re.findall(r"%\(\w+\)\w", key)) == set(re.findall(r"%\(\w+\)\w", value)), key


def test_no_template_says_a_word_that_is_not_marked() -> None:
    for path in WEB.rglob("*.html"):
        text = BLOCK.sub(" ", path.read_text(encoding="utf-8"))
        attributes = re.findall(r'(?:title|aria-label|placeholder|alt)="([^"]*)"', text)
        bare = re.sub(r"{%.*?%}|{{.*?}}", " ", text, flags=re.DOTALL)
        bare = re.sub(r"<[^>]*>", " ", bare)
        unmarked = re.sub(r"{%.*?%}|{{.*?}}", " ", " ".join(attributes))
        left = set(re.findall(r"[^\W\d_]{2,}", f"{bare} {unmarked}")) - OURS
        assert not left, (path.name, left)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_english_is_left_on_a_page(site: Site, language: str) -> None:
    browser = site.signed_in("zz", *EVERYTHING, language=language, clearance="strictly_confidential", components=["*"])
    english = {key for key, value in catalogue(language).items() if len(key) > 6 and value and key != value}
    for address in (*PAGES, "/nowhere/"):
        text = words(browser.get(address), but_english=True)
        assert not [one for one in english if re.search(rf"\b{re.escape(one)}\b", text)], address


def test_arabic_runs_from_right_to_left(site: Site) -> None:
    page = site.signed_in("ana", "reader", language="ar").get("/overview/").content.decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert "السجلات" in page


def test_the_language_is_chosen_before_and_after_signing_in(site: Site) -> None:
    browser = site.browser()
    assert '<html lang="es"' in browser.get("/sign-in/", headers={"Accept-Language": "es-CO,es;q=0.9"}).content.decode()
    assert browser.post("/language/", {"language": "fr", "next": "/sign-in/"}).headers["Location"] == "/sign-in/"
    assert '<html lang="fr"' in browser.get("/sign-in/").content.decode()
    ana = site.signed_in("ana", "reader")
    ana.post("/language/", {"language": "ar"})
    assert 'dir="rtl"' in ana.get("/overview/").content.decode()
    ana.post("/language/", {"language": "klingon"})
    assert 'dir="rtl"' in ana.get("/overview/").content.decode()


def test_dates_and_terms_follow_the_language(site: Site) -> None:
    ana = site.signed_in("ana", *EVERYTHING, language="fr", clearance="confidential")
    assert "Confidentiel" in words(ana.get("/account/"))
    assert re.search(r"\d\d/\d\d/\d{4} \d\d:\d\d", words(ana.get("/accounts/log/")))


def test_the_style_sheet_knows_no_left_and_right() -> None:
    style = (WEB / "static" / "web" / "style.css").read_text(encoding="utf-8")
    assert not re.search(r"\b(left|right)\b|margin-(top|bottom)|padding-(top|bottom)", style)
