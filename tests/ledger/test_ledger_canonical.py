"""One value has one sequence of bytes: the fast encoder and the RFC 8785 library agree on everything we admit."""

from __future__ import annotations

import unicodedata
from typing import Any

import msgspec
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st
from offices import incident

from withstand.evidence.records import INCIDENT
from withstand.ledger.canonical import LARGEST_INTEGER, encode
from withstand.ledger.errors import InvalidRecord, NotCanonical
from withstand.ledger.fields import Place, Span

MARKS = (
    '\n\t\b\f\r"\\/\x00\x1f\x7f\u0300\u0303\u0308\u0323\u0338\u0327éñḃ\u1e0bÅ\u212bﬁ\u0344\u2126한글\u1112\u1161\u11ab'
)
TEXT = st.one_of(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.sampled_from(MARKS + "nbtfru0")))
KEYS = st.text(st.characters(max_codepoint=127))
NUMBERS = st.integers(-LARGEST_INTEGER, LARGEST_INTEGER)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXT,
    lambda part: st.lists(part, max_size=4) | st.dictionaries(KEYS, part, max_size=4),
    max_leaves=12,
)


class Holder(msgspec.Struct, omit_defaults=True):
    """A typed body with texts at several depths."""

    text: str
    many: tuple[str, ...] = ()
    inside: Holder | None = None


HOLDERS = st.recursive(
    st.builds(Holder, TEXT, st.lists(TEXT, max_size=3).map(tuple)),
    lambda part: st.builds(Holder, TEXT, st.just(()), part),
    max_leaves=3,
)


def in_nfc(value: Any) -> Any:
    match value:
        case str():
            return unicodedata.normalize("NFC", value)
        case dict():
            return {key: in_nfc(part) for key, part in value.items()}
        case list() | tuple():
            return [in_nfc(part) for part in value]
    return value


@given(VALUES)
def test_plain_values_encode_as_rfc_8785_says_with_text_in_nfc(value: Any) -> None:
    assert encode(value) == rfc8785.dumps(in_nfc(value))


@given(HOLDERS)
def test_typed_bodies_encode_as_rfc_8785_says_with_text_in_nfc(body: Holder) -> None:
    assert encode(body) == rfc8785.dumps(in_nfc(msgspec.to_builtins(body)))


@given(VALUES)
def test_what_was_encoded_reads_back_and_encodes_to_the_same_bytes(value: Any) -> None:
    once = encode(value)
    assert encode(msgspec.json.decode(once)) == once


@pytest.mark.parametrize("mark", ["\u0303", "\u0307", "\u0327", "\u0303\u0323"])
@pytest.mark.parametrize("before", ["\n", "\t", "\b", "\f", "\r", '"', "\\", "\x0b", "\x1e"])
def test_a_combining_mark_after_an_escaped_character_stays_where_it_is(before: str, mark: str) -> None:
    text = f"a{before}{mark}"
    encoded = encode(Holder(text))
    assert encoded == encode({"text": text}) == rfc8785.dumps({"text": in_nfc(text)})
    assert msgspec.json.decode(encoded, type=Holder).text == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("value", [1.0, 0.5, float("nan"), float("inf"), [1, {"a": 2.5}]])
def test_a_fraction_is_refused(value: Any) -> None:
    with pytest.raises(NotCanonical, match="fraction"):
        encode(value)


@pytest.mark.parametrize("value", [2**53, -(2**53), 10**30, {"a": [2**64]}])
def test_an_integer_that_another_program_would_round_is_refused(value: Any) -> None:
    with pytest.raises(NotCanonical, match="too large"):
        encode(value)


@pytest.mark.parametrize("value", [{"é": 1}, {"a": {"\u0303": 1}}, {1: 2}, {None: 1}])
def test_a_key_outside_ascii_is_refused(value: Any) -> None:
    with pytest.raises(NotCanonical, match="key"):
        encode(value)


@pytest.mark.parametrize("value", [b"bytes", {1, 2}, object(), [object()]])
def test_what_has_no_form_in_json_is_refused(value: Any) -> None:
    with pytest.raises(NotCanonical):
        encode(value)


@pytest.mark.parametrize("text", ["\ud800", "a\udfffb", "é\ud800"])
def test_half_a_character_is_refused_in_a_sentence(text: str) -> None:
    for value in (text, {"a": [text]}, Holder(text)):
        with pytest.raises(NotCanonical, match="character"):
            encode(value)
    with pytest.raises((InvalidRecord, NotCanonical)):
        INCIDENT.body(incident(narrative=text))


def test_two_spellings_of_one_text_give_one_body() -> None:
    composed, apart = (unicodedata.normalize(form, "Ngaoundéré, mère à Bùr") for form in ("NFC", "NFD"))
    places = [Place(area="VM01", name=text) for text in (composed, apart)]
    one, other = (INCIDENT.body(incident(narrative=p.name, valid=Span(start="2032"))) for p in places)
    assert one == other
