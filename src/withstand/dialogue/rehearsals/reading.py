"""Packs that ship with the program, and those that a mission puts into a folder of its own."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

import msgspec

from withstand.dialogue.rehearsals.pack import Pack
from withstand.errors import InputError

LARGEST = 200_000
"""Bytes of a pack at most: it is read on phones."""


def rehearsals(folder: Path | None = None) -> Mapping[str, Mapping[str, Pack]]:
    """Every pack by its key and language; a mission's own stands in place of a shipped one of both the same.

    Raises:
        InputError: a file of the folder is no pack; the sentence says which, where, and what to do.
    """
    found: dict[str, dict[str, Pack]] = {}
    for pack in (*_shipped(), *(_own(folder) if folder is not None else ())):
        found.setdefault(pack.key, {})[pack.language] = pack
    return MappingProxyType({key: MappingProxyType(found[key]) for key in sorted(found)})


def in_language(packs: Mapping[str, Pack], language: str) -> Pack:
    """The pack in a language, in English where there is none, else in the first that there is."""
    return packs.get(language) or packs.get("en") or packs[min(packs)]


@cache
def _shipped() -> tuple[Pack, ...]:
    folder = files(__package__).joinpath("packs")
    names = sorted(one.name for one in folder.iterdir() if one.name.endswith(".toml"))
    return tuple(read_pack(folder.joinpath(name).read_bytes(), name) for name in names)


def _own(folder: Path) -> Iterator[Pack]:
    if not folder.is_dir():
        raise InputError(f"There is no folder {folder}: name one that holds packs (.toml).")
    for path in sorted(folder.glob("*.toml")):
        try:
            if path.stat().st_size > LARGEST:
                raise InputError(f"{path.name} is larger than {LARGEST:,} bytes: a pack is read on phones; shorten it.")
            content = path.read_bytes()
        except OSError as problem:
            raise InputError(f"{path.name} cannot be read: {problem.strerror}.") from None
        yield read_pack(content, path.name)


def read_pack(content: bytes, name: str) -> Pack:
    """A pack from TOML; `name` is what errors call it.

    Raises:
        InputError: it is none.
    """
    try:
        plain = tomllib.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise InputError(f"{name} is not TOML in UTF-8: {problem}.") from None
    try:
        pack = msgspec.convert(plain, Pack, strict=True)
    except msgspec.ValidationError as problem:
        raise InputError(f"{name} is no rehearsal: {problem}.") from None
    if found := pack.problems():
        raise InputError(f"{name} is no rehearsal: {'; '.join(found)}.")
    return pack
