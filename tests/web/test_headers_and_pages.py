"""What browsers are told, how light pages are, and what no page, log or error gives away."""

from __future__ import annotations

import gzip
import logging
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from pages import LIGHT as PAGES
from web_site import PASSPHRASE, Site, words

FULL: dict[str, Any] = {"clearance": "strictly_confidential", "components": ["*"]}
EVERYTHING = ("administrator", "head_of_office")


def test_every_answer_carries_the_headers(site: Site) -> None:
    ana = site.signed_in("ana", *EVERYTHING, **FULL)
    for address in (*PAGES, "/", "/sign-in/", "/nowhere/", "/welcome/x/"):
        headers = ana.get(address).headers
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';"), address
        assert "unsafe" not in policy
        assert headers["Cache-Control"] == "no-store", address
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_what_lies_under_a_hashed_name_is_kept_for_long(site: Site) -> None:
    page = site.browser().get("/sign-in/").content.decode()
    addresses = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert len(addresses) == 4
    for address in addresses:
        answer = site.browser().get(address)
        close_file(answer)
        assert "immutable" in answer.headers["Cache-Control"], address
        assert "Content-Security-Policy" in answer.headers


class Inline(HTMLParser):
    """Collects what a strict policy would block, or what comes from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.wrong += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in given):
            self.wrong.append(tag)
        self.wrong += [str(given[name]) for name in ("src", "href", "action") if "//" in (given.get(name) or "")]


def test_no_page_has_inline_script_or_style_or_fetches_from_elsewhere(site: Site) -> None:
    ana = site.signed_in("ana", *EVERYTHING, **FULL)
    for address in (*PAGES, "/sign-in/", "/screen/", "/nowhere/"):
        found = Inline()
        found.feed(ana.get(address).content.decode())
        assert not found.wrong, (address, found.wrong)


def close_file(answer: Any) -> None:
    """Close the file that an answer reads, and not the database as the end of a request would."""
    for close in answer._resource_closers:
        close()


def sent(browser: Any, address: str) -> int:
    """Bytes of an answer as a browser gets them."""
    answer = browser.get(address, headers={"Accept-Encoding": "gzip"})
    if not answer.streaming:
        return len(answer.content)
    content = b"".join(answer.streaming_content)
    close_file(answer)
    return len(content)


def test_a_first_visit_is_light(site: Site) -> None:
    ana = site.signed_in("ana", *EVERYTHING, **FULL)
    for address in PAGES:
        page = ana.get(address).content.decode()
        parts = [sent(ana, one) for one in re.findall(r'(?:href|src)="(/static/[^"]+)"', page)]
        again = sent(ana, address)
        assert again + sum(parts) <= 60_000, address
        assert again <= 15_000, address


def test_compressed_answers_vary_in_length(site: Site) -> None:
    ana = site.signed_in("ana", *EVERYTHING, **FULL)
    answers = [ana.get("/overview/", headers={"Accept-Encoding": "gzip"}) for _ in range(12)]
    assert all(gzip.decompress(one.content) for one in answers)
    assert len({len(one.content) for one in answers}) > 1


def test_cookies_are_for_this_site_and_no_script(site: Site) -> None:
    from django.conf import settings

    account, browser = site.account("ana", "analyst"), site.browser()
    browser.post("/sign-in/", {"name": "ana", "passphrase": PASSPHRASE})
    browser.post("/sign-in/code/", {"code": site.code(account)})
    cookie = browser.cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_with_tls_cookies_travel_by_it_only(served: Any, tmp_path: Any) -> None:
    from withstand.web.project import settings_for
    from withstand.web.serving import Serving

    files = [tmp_path / name for name in ("cert.pem", "key.pem")]
    for file in files:
        file.write_text("")
    safe = settings_for(served, Serving("0.0.0.0", 8641, *files, ("withstand.example",)))
    assert safe["SESSION_COOKIE_SECURE"]
    assert safe["CSRF_COOKIE_SECURE"]
    assert safe["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert "0.0.0.0" not in safe["ALLOWED_HOSTS"]
    assert "withstand.example" in safe["ALLOWED_HOSTS"]


def test_another_host_name_is_refused(site: Site) -> None:
    answer = site.browser().get("/sign-in/", headers={"Host": "elsewhere.test"})
    assert answer.status_code == 400
    assert "elsewhere" not in words(answer)


def test_a_part_of_a_page_gets_its_problem_as_a_part(site: Site) -> None:
    ana = site.signed_in("ana", "reader")
    part = ana.get("/accounts/", headers={"HX-Request": "true"})
    assert (part.status_code, part.content.decode()[:20]) == (403, '<div class="problem"')


def test_models_have_their_migrations(site: Site) -> None:
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_an_error_page_tells_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("secret-of-the-failure")

    ana = site.signed_in("ana", *EVERYTHING, **FULL)
    monkeypatch.setattr("withstand.web.home.picture_for", fail)
    answer = ana.get("/overview/")
    assert answer.status_code == 500
    assert "secret-of-the-failure" not in answer.content.decode()
    assert "Traceback" not in answer.content.decode()
    assert "Something failed" in words(answer)


def test_the_log_names_a_failure_and_its_place_and_nothing_else() -> None:
    from withstand.web.logs import Bare

    with pytest.raises(ValueError, match="name of a source") as caught:
        int("name of a source")
    failure = (ValueError, caught.value, caught.tb)
    record = logging.LogRecord("django.request", 40, "/x/handler.py", 7, "Error: /welcome/%s/", ("token",), failure)
    line = Bare().format(record)
    assert "ValueError at test_headers_and_pages.py" in line
    assert not [word for word in ("token", "welcome", "source") if word in line]


def test_nothing_in_the_workspace_folder_names_an_account(site: Site, own_folder: Any) -> None:
    from django.db import connection

    site.account("xenophon-sign-in", "analyst")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_account WHERE name = 'xenophon-sign-in'")
        assert cursor.fetchone()[0] == 1
    for path in own_folder.rglob("*"):
        if path.is_file():
            assert b"xenophon-sign-in" not in path.read_bytes(), path
    assert not (own_folder / "accounts.sqlite").read_bytes().startswith(b"SQLite format")
