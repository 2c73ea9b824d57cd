"""`withstand rehearse`: rehearsals of ten minutes, their guide and cards."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from withstand.brief.dialogue.rehearsal import card, guide
from withstand.brief.papers.handing import drawn, known_form
from withstand.brief.papers.paper import Paper
from withstand.brief.records.handing_out import refuse_existing
from withstand.brief.records.words import LANGUAGES
from withstand.cli.opening import warn
from withstand.cli.paper_out import print_paper
from withstand.cli.terminal import piped, print_json, print_table, say
from withstand.dialogue.rehearsals.pack import Card, Pack
from withstand.dialogue.rehearsals.reading import in_language, rehearsals
from withstand.errors import InputError


def run_rehearse(key: str, role: str, language: str, folder: Path | None, out: Path | None) -> None:
    """List the rehearsals; show or write the guide of one, or the card of one role.

    Raises:
        InputError: no such rehearsal, role, language or form of file; the file is there already.
    """
    if language not in LANGUAGES:
        raise InputError(f"Rehearsals are in {', '.join(LANGUAGES)}; not in {language!r}.")
    packs = rehearsals(folder)
    if not key:
        if role or out:
            raise InputError("Name the rehearsal too: withstand rehearse lists them.")
        _list(tuple(in_language(packs[one], language) for one in packs))
        return
    if key not in packs:
        raise InputError(f"There is no rehearsal {key!r}; there are {', '.join(packs)}.")
    pack = in_language(packs[key], language)
    if pack.language != language:
        warn(f"{key} is not there in {language}: this is {pack.language}.")
    held = _role(pack, role) if role else None
    paper = card(pack, held) if held else guide(pack)
    if out is not None:
        _write(paper, pack, held, out)
    elif piped():
        print_json(_plain(pack, held))
    else:
        print_paper(paper)


def _list(packs: tuple[Pack, ...]) -> None:
    if piped():
        print_json(
            [{"rehearsal": one.key, "title": one.title, "roles": [role.key for role in one.roles]} for one in packs]
        )
        return
    rows = [[one.key, one.title, ", ".join(role.key for role in one.roles)] for one in packs]
    print_table("", ["rehearsal", "title", "roles"], rows, left=3)
    say("The guide of one: withstand rehearse checkpoint. A card: withstand rehearse checkpoint --role sergeant")


def _role(pack: Pack, role: str) -> Card:
    found = pack.card(role)
    if found is None:
        known = ", ".join(one.key for one in pack.roles)
        raise InputError(f"There is no role {role!r} in {pack.key}; there are {known}.")
    return found


def _plain(pack: Pack, role: Card | None) -> dict[str, Any]:
    """The pack, or of it only what the player of a role reads."""
    if role is None:
        return dict(msgspec.to_builtins(pack))
    return {"key": pack.key, "title": pack.title, "situation": pack.situation, "card": msgspec.to_builtins(role)}


def _write(paper: Paper, pack: Pack, role: Card | None, out: Path) -> None:
    form = known_form(out)
    refuse_existing(out)
    plain = json.dumps(_plain(pack, role), ensure_ascii=False, indent=1) + "\n"
    out.write_bytes(plain.encode() if form == ".json" else drawn(paper, form))
    if piped():
        print_json({"written": str(out)})
    else:
        say(f"Written to {out}.")
