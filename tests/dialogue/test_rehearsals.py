"""Rehearsals: whole in every language, the same in each, safe to read on a phone; a mission's own are checked."""

from __future__ import annotations

import json
import re
from pathlib import Path

import msgspec
import pytest

from withstand.brief.dialogue.rehearsal import card, guide
from withstand.brief.papers.paper import Block, Facts, Grid, Heading, Items, Paper, Para
from withstand.brief.records.words import LANGUAGES
from withstand.dialogue.rehearsals.pack import MINUTES, Pack
from withstand.dialogue.rehearsals.reading import in_language, read_pack, rehearsals
from withstand.errors import InputError

SHIPPED = rehearsals()
ALL = [pack for packs in SHIPPED.values() for pack in packs.values()]
PACK = SHIPPED["checkpoint"]["en"]
STAFF = {"soldier", "liaison", "police", "interpreter", "civilian", "leader"}


def texts(paper: Paper) -> str:
    def of(block: Block) -> str:
        match block:
            case Heading() | Para():
                return block.text
            case Items():
                return "\n".join(block.texts)
            case Facts() | Grid():
                return "\n".join(cell for row in block.rows for cell in row)

    return "\n".join((paper.title, paper.subtitle, *map(of, paper.blocks)))


def test_the_three_rehearsals_are_there_in_every_language_with_one_shape() -> None:
    assert set(SHIPPED) == {"checkpoint", "police_station", "governor_office"}
    for packs in SHIPPED.values():
        assert set(packs) == set(LANGUAGES)
        assert len({str(pack.shape()) for pack in packs.values()}) == 1


@pytest.mark.parametrize("pack", ALL, ids=lambda pack: f"{pack.key}.{pack.language}")
def test_no_text_is_left_in_english(pack: Pack) -> None:
    if pack.language != "en":
        english = set(_strings(SHIPPED[pack.key]["en"])) - {pack.key, pack.version}
        spoken = {text for text in _strings(pack) if " " in text}
        assert not spoken & english


@pytest.mark.parametrize("pack", ALL, ids=lambda pack: f"{pack.key}.{pack.language}")
def test_it_takes_ten_minutes_for_liaison_soldiers_and_an_interpreter(pack: Pack) -> None:
    assert pack.turns[-1].minute < MINUTES
    assert {"interpreter", "liaison", "soldier"} <= {staff for role in pack.roles for staff in role.staff} <= STAFF


@pytest.mark.parametrize("pack", ALL, ids=lambda pack: f"{pack.key}.{pack.language}")
def test_a_card_holds_nothing_of_another_and_fits_a_phone(pack: Pack) -> None:
    for role in pack.roles:
        shown = texts(card(pack, role))
        assert role.knows[0] in shown
        others = [other for other in pack.roles if other is not role]
        secrets = [text for other in others for text in (*other.knows, *other.wants, *other.never)]
        assert not [text for text in secrets if text in shown and text not in (*role.knows, *role.wants, *role.never)]
        assert not [turn.happens for turn in pack.turns if turn.to and turn.happens in shown]
        assert len(shown) < 4000


@pytest.mark.parametrize("pack", ALL, ids=lambda pack: f"{pack.key}.{pack.language}")
def test_the_guide_holds_everything(pack: Pack) -> None:
    shown = texts(guide(pack))
    keys = {pack.key, pack.version, pack.language, *(role.key for role in pack.roles), *STAFF}
    assert not [text for text in _strings(pack) if text not in shown and text not in keys]


def test_numbers_and_days_say_nothing_of_a_real_place() -> None:
    for pack in ALL:
        assert not re.search(r"\b(19|20)\d\d\b", guide(pack).blocks[1].text)  # type: ignore[union-attr]


def _strings(part: object) -> list[str]:
    plain = msgspec.to_builtins(part)
    if isinstance(plain, str):
        return [plain]
    if isinstance(plain, dict):
        plain = list(plain.values())
    return [text for one in plain for text in _strings(one)] if isinstance(plain, list | tuple) else []


def written(pack: Pack) -> bytes:
    def toml(value: object) -> str:
        if isinstance(value, dict):
            return f"{{{', '.join(f'{name} = {toml(one)}' for name, one in value.items() if one is not None)}}}"
        if isinstance(value, list | tuple):
            return f"[{', '.join(map(toml, value))}]"
        return json.dumps(value, ensure_ascii=False)

    lines = (f"{name} = {toml(value)}" for name, value in msgspec.to_builtins(pack).items())
    return "\n".join(lines).encode()


def test_a_missions_own_pack_stands_in_place_of_ours(tmp_path: Path) -> None:
    (tmp_path / "bridge.toml").write_bytes(changed(title="At our own bridge"))
    found = rehearsals(tmp_path)
    assert found["checkpoint"]["en"].title == "At our own bridge"
    assert found["checkpoint"]["fr"] == SHIPPED["checkpoint"]["fr"]


def test_a_language_that_is_missing_is_english_then_any() -> None:
    assert in_language({"en": PACK}, "fr") is PACK
    french = SHIPPED["checkpoint"]["fr"]
    assert in_language({"fr": french}, "ar") is french


def changed(**changes: object) -> bytes:
    return written(msgspec.structs.replace(PACK, **changes))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff", "is not TOML in UTF-8"),
        (b"key = ", "is not TOML in UTF-8"),
        (b"key = 'checkpoint'", "missing required field"),
        (changed(roles=()), "three roles"),
        (changed(roles=PACK.roles[:3]), "interpreter"),
        (changed(roles=(*PACK.roles, PACK.roles[0])), "one key"),
        (changed(turns=PACK.turns[1:]), "minute 0"),
        (changed(turns=PACK.turns[::-1]), "follow each other"),
        (changed(turns=(msgspec.structs.replace(PACK.turns[0], to="nobody"),)), "no such role"),
        (changed(aims=()), "aims is empty"),
        (changed(look_back=()), "look_back is empty"),
        (changed(title="x" * 161), "length <= 160"),
        (changed() + b"\nmore = 1\n", "more"),
    ],
)
def test_what_is_no_rehearsal_is_told_in_a_sentence(content: bytes, said: str) -> None:
    with pytest.raises(InputError, match=re.escape(said)):
        read_pack(content, "own.toml")


def test_a_folder_that_is_not_there_and_a_file_too_large_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no folder"):
        rehearsals(tmp_path / "none")
    (tmp_path / "large.toml").write_bytes(b"#" * 200_001)
    with pytest.raises(InputError, match="read on phones"):
        rehearsals(tmp_path)
