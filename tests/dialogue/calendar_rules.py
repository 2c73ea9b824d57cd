"""RFC 5545 as a strict reader: whatever the grammar of calendars, events and texts does not allow is refused."""

from __future__ import annotations

import re
from datetime import date, datetime

NAME = re.compile(r"[A-Za-z0-9-]+")
SAFE = re.compile(r'[^\x00-\x08\x0a-\x1f\x7f";:,]*')
TEXT = re.compile(r"(?:[^\x00-\x08\x0a-\x1f\x7f\\;,]|\\[\\;,nN])*")
ONCE = {
    "UID", "DTSTAMP", "DTSTART", "CREATED", "LAST-MODIFIED", "SEQUENCE", "SUMMARY", "DESCRIPTION", "CLASS", "TRANSP",
    "DTEND",
}  # fmt: skip
TEXTS = {"UID", "SUMMARY", "DESCRIPTION", "PRODID", "X-WR-CALNAME", "NAME"}
Line = tuple[str, dict[str, str], str]


def content_lines(raw: bytes) -> list[Line]:
    """The content lines: name, parameters, raw value."""
    assert raw.endswith(b"\r\n")
    lines = raw[:-2].split(b"\r\n")
    assert not any(b"\r" in line or b"\n" in line for line in lines)
    assert all(len(line) <= 75 for line in lines)
    for line in lines:
        line.decode()
    whole: list[str] = []
    for line in lines:
        text = line.decode()
        assert text
        if text[0] in " \t":
            whole[-1] += text[1:]
        else:
            whole.append(text)
    return [_parted(line) for line in whole]


def _parted(line: str) -> Line:
    head, colon, value = line.partition(":")
    assert colon
    name, *parameters = head.split(";")
    assert NAME.fullmatch(name)
    held = {}
    for one in parameters:
        key, equals, given = one.partition("=")
        assert NAME.fullmatch(key)
        assert equals
        assert SAFE.fullmatch(given)
        held[key] = given
    return name, held, value


def told(value: str) -> str:
    """The text that a value of the type TEXT stands for."""
    assert TEXT.fullmatch(value), value
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def listed(value: str) -> list[str]:
    """The texts of a list of them."""
    return [told(part) for part in re.findall(r"(?:[^\\,]|\\.)+", value)]


def events(raw: bytes) -> list[dict[str, str]]:
    """The events of a calendar, texts unescaped."""
    lines = content_lines(raw)
    assert lines[0] == ("BEGIN", {}, "VCALENDAR")
    assert lines[-1] == ("END", {}, "VCALENDAR")
    inside: dict[str, str] | None = None
    found, head = [], list[Line]()
    for name, parameters, value in lines[1:-1]:
        if name == "BEGIN":
            assert (value, inside) == ("VEVENT", None)
            inside = {}
        elif name == "END":
            assert value == "VEVENT"
            assert inside is not None
            found.append(_whole(inside))
            inside = None
        elif inside is None:
            assert not found
            head.append((name, parameters, value))
            if name in TEXTS:
                told(value)
        else:
            _take(inside, name, parameters, value)
    names = [name for name, _, _ in head]
    assert names.count("VERSION") == names.count("PRODID") == 1
    assert ("VERSION", {}, "2.0") in head
    assert found
    assert len({one["UID"] for one in found}) == len(found)
    return found


def _take(event: dict[str, str], name: str, parameters: dict[str, str], value: str) -> None:
    assert name not in event or name not in ONCE, name
    if name in ("DTSTAMP", "CREATED", "LAST-MODIFIED"):
        assert re.fullmatch(r"\d{8}T\d{6}Z", value)
        datetime.strptime(value, "%Y%m%dT%H%M%SZ")  # noqa: DTZ007 (the Z was matched)
    elif name == "DTSTART":
        assert parameters == {"VALUE": "DATE"}
        assert re.fullmatch(r"\d{8}", value)
        date(int(value[:4]), int(value[4:6]), int(value[6:]))
    elif name in TEXTS:
        value = told(value)
    elif name == "CATEGORIES":
        assert listed(value)
    elif name == "CLASS":
        assert value in ("PUBLIC", "PRIVATE", "CONFIDENTIAL")
    elif name == "SEQUENCE":
        assert int(value) >= 0
    event[name] = value


def _whole(event: dict[str, str]) -> dict[str, str]:
    assert {"UID", "DTSTAMP", "DTSTART"} <= event.keys()
    assert event["UID"]
    return event
