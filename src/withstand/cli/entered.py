"""What a command was given to enter: words, and records as JSON, plain or as `list` and `show` print them."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from withstand.errors import InputError
from withstand.ledger.fields import Fields
from withstand.ledger.kinds import Kind, split_tag


@dataclass(frozen=True)
class Entered:
    """What a command was given to enter: words, a JSON file, how restricted, which links, what to do about findings."""

    words: tuple[str, ...] = ()
    json: Path | None = None
    classification: str = ""
    compartments: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    keep_text: str = ""
    author: str = ""


@dataclass(frozen=True)
class Given:
    """A record of a JSON file. Where the program printed it, its rights and links are known too."""

    fields: Fields
    classification: str = ""
    compartments: tuple[str, ...] = ()
    links: tuple[str, ...] = ()

    def completing(self, entered: Entered) -> Entered:
        """The command with what the file says where the command says nothing."""
        return replace(
            entered,
            classification=entered.classification or self.classification,
            compartments=entered.compartments or self.compartments,
            links=(*self.links, *entered.links),
        )


class _Link(msgspec.Struct, frozen=True):
    role: str
    to: str
    about: str = ""


class _Printed(msgspec.Struct, frozen=True):
    """A record as `withstand list` and `withstand record show` print it."""

    record: str
    kind: str
    fields: Fields
    classification: str = ""
    compartments: tuple[str, ...] = ()
    links: tuple[_Link, ...] = ()


def from_json(kind: Kind, path: Path) -> list[Given]:
    """One record or a list of them, from a file or, `-`, from standard input.

    Raises:
        InputError: it is no JSON, holds no record, or one of another kind.
    """
    name = "Standard input" if str(path) == "-" else path.name
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8-sig")
        content: Any = json.loads(text)
    except (OSError, ValueError) as problem:
        raise InputError(f"{name} cannot be read as JSON ({problem}).") from None
    records = content if isinstance(content, list) else [content]
    if not records or not all(isinstance(one, dict) for one in records):
        raise InputError(f"{name} holds no record: give an object, or a list of objects.")
    return [_given(kind, one, f"{name}, record {number}") for number, one in enumerate(records, start=1)]


def _given(kind: Kind, one: Fields, where: str) -> Given:
    if not {"record", "kind", "fields"} <= one.keys():
        return Given(one)
    try:
        printed = msgspec.convert(one, _Printed)
    except msgspec.ValidationError as problem:
        raise InputError(f"{where}: this is no record as the program prints it ({problem}).") from None
    name = split_tag(printed.kind)[0]
    if name != kind.name:
        raise InputError(f"{where}: this is {name.rpartition('.')[2]}, and {kind.word} was asked for.")
    links = tuple(f"{link.role}={link.to}#{link.about}" for link in printed.links)
    return Given(printed.fields, printed.classification, printed.compartments, links)
