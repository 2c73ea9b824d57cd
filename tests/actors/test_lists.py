"""The readers of lists: the published formats read, the version told, hostile files named in a sentence."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

import name_lists
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from withstand.actors.lists.reading import read_list
from withstand.errors import InputError


def _file(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


@pytest.mark.parametrize("name", name_lists.ALL)
def test_every_format_gives_its_names_and_its_version(name: str, tmp_path: Path) -> None:
    path = _file(tmp_path, name, name_lists.ALL[name])
    held = read_list(path)
    assert held.version.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert "2031" in held.version.dated
    groups = [entry for entry in held.entries if entry.bearer == "actor"]
    persons = [entry for entry in held.entries if entry.bearer == "person"]
    assert groups[0].names[0].casefold() == "sarmeh liberation front"
    assert any("tolobi" in written.casefold() for entry in persons for written in entry.names)
    assert all("VEL" in programme for entry in groups for programme in entry.programmes[:1] if programme != "vm")
    assert not any("Ship" in entry.names for entry in held.entries)


def test_an_eu_file_tells_its_number_and_its_aliases(tmp_path: Path) -> None:
    held = read_list(_file(tmp_path, "eu.xml", name_lists.EU_XML))
    assert held.version.number == "900001"
    assert held.entries[0].names == ("Sarmeh Liberation Front", "Front de libération de Sarmeh")
    assert held.entries[1].names == ("Youssouf Tolobi & sons",)
    assert "900001" in str(held.version)


def test_names_with_the_delimiter_in_them_stay_whole(tmp_path: Path) -> None:
    assert (
        "Front de libération de Sarmeh; Nord" in read_list(_file(tmp_path, "a.csv", name_lists.EU_CSV)).entries[0].names
    )
    simple = read_list(_file(tmp_path, "b.csv", name_lists.SIMPLE_CSV)).entries[0].names
    assert simple == ("Sarmeh Liberation Front", "Front; libération de Sarmeh", "SLF")


def test_other_encodings_that_say_so_are_read(tmp_path: Path) -> None:
    utf16 = name_lists.UN_XML.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
    assert len(read_list(_file(tmp_path, "un.xml", utf16)).entries) == 2
    assert len(read_list(_file(tmp_path, "eu.csv", name_lists.EU_CSV.encode("utf-16"))).entries) == 2
    assert len(read_list(_file(tmp_path, "bom.csv", b"\xef\xbb\xbf" + name_lists.EU_CSV.encode())).entries) == 2


_BOMB = '<!DOCTYPE export [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
HOSTILE = {
    "entities that grow": name_lists.EU_XML.replace("<export", _BOMB + "<export").replace("invented", "&b;"),
    "an outer entity": name_lists.UN_XML.replace(
        "<CONSOLIDATED_LIST", '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><CONSOLIDATED_LIST'
    ).replace("YUSUF", "&f;"),
    "an unknown entity": name_lists.UN_XML.replace("YUSUF", "&unknown;"),
    "cut short": name_lists.EU_XML[:900],
    "too deep": name_lists.EU_XML.replace("<remark>invented</remark>", "<a>" * 500 + "</a>" * 500),
    "one huge element": name_lists.EU_XML.replace("invented", "x" * (5 << 20)),
    "no names": '<?xml version="1.0"?><CONSOLIDATED_LIST><INDIVIDUALS/></CONSOLIDATED_LIST>',
    "other xml": '<?xml version="1.0"?><list><name>A</name></list>',
    "a web page": "<!DOCTYPE html><html><body>log in</body></html>",
    "empty": "",
    "only spaces": "  \n ",
    "json of something else": '{"a": 1}\n{"b": 2}\n',
    "broken json": name_lists.FTM_JSON.replace('"id"', '"id'),
    "deep json": '{"properties": ' + "[" * 100_000 + "\n",
    "latin-1": name_lists.EU_CSV.encode("latin-1"),
    "zeros": b"\0" * 500,
    "an archive": b"PK\x03\x04" + b"x" * 100,
    "unknown csv": "a,b,c\n1,2,3\n",
    "unknown encoding": name_lists.EU_XML.replace("UTF-8", "X-NONE"),
}


@pytest.mark.parametrize("sort", HOSTILE)
def test_a_hostile_file_ends_in_one_sentence(sort: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as problem:
        read_list(_file(tmp_path, "list.xml", HOSTILE[sort]))
    said = str(problem.value)
    assert said.startswith("list.xml")
    assert "\n" not in said
    assert len(said) < 400


@pytest.mark.parametrize("path", ["nowhere.xml", ".", "a\0b"])
def test_a_path_that_is_no_file_is_named(path: str, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        read_list(tmp_path / path)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(name_lists.ALL)), seed=st.integers(0, 1 << 30), changes=st.integers(1, 12))
def test_damaged_files_are_read_or_refused_but_never_break(name: str, seed: int, changes: int, tmp_path: Path) -> None:
    dice = random.Random(seed)
    content = bytearray(name_lists.ALL[name].encode("utf-8"))
    for _ in range(changes):
        at = dice.randrange(len(content))
        match dice.randrange(4):
            case 0:
                content[at] = dice.randrange(256)
            case 1:
                del content[at : at + dice.randrange(1, 40)]
            case 2:
                content[at:at] = bytes(dice.randrange(256) for _ in range(dice.randrange(1, 9)))
            case _:
                content[at:at] = content[at : at + dice.randrange(1, 200)]
        if not content:
            break
    path = _file(tmp_path, name, bytes(content))
    refused = _refusal(path)
    if refused:
        assert "\n" not in refused
        return
    held = read_list(path)
    assert held.entries
    assert all(entry.names for entry in held.entries)


def _refusal(path: Path) -> str:
    try:
        read_list(path)
    except InputError as problem:
        return str(problem)
    return ""
