"""Redacting and lowering take two different people whom the root has enrolled; less is taken and not obeyed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from forging import bundle, chain_of, forged_entry, next_after
from histories import state
from offices import Office, Operation, incident, operation, save, write_statement

from withstand.ledger.acts import Person, lower, redact
from withstand.ledger.canonical import encode
from withstand.ledger.entries import Entry, personal_bytes, public_text
from withstand.ledger.errors import NotFound, TwoPeople
from withstand.ledger.folding import projections_hold
from withstand.ledger.system import ACT, Act, PersonalSignature

TEXT = "Zqvarnak the teacher Zqbelomi spoke, ZQODUVAR heard it"
WHY, DAY = "a life is at risk", "2032-06-01"


def key(seed: int) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)


@pytest.mark.parametrize("who", ["nobody", "one", "one twice", "one who is not enrolled", "one who has left"])
@pytest.mark.parametrize("act", ["redact", "lower"])
def test_an_act_takes_two_different_people_who_are_enrolled(who: str, act: str) -> None:
    made = operation("HQ")
    ledger, (first, second) = made["HQ"].ledger, made.people
    saved = save(ledger, incident(narrative=TEXT))
    stranger = Person("stranger", key(9))
    left = made.say("revoke_person", "person-second", public_text(second.key), on=DAY)
    if who == "one who has left":
        write_statement(ledger, left)
    people = {
        "nobody": (), "one": (first,), "one twice": (first, replace(first, name="again")),
        "one who is not enrolled": (first, stranger), "one who has left": (first, second),
    }[who]  # fmt: skip
    before = state(ledger)
    carry_out = redact if act == "redact" else partial(lower, classification="unclassified")
    with pytest.raises(TwoPeople):
        carry_out(ledger, saved.record, reason=WHY, on=DAY, people=people)
    assert state(ledger) == before


def test_one_person_with_two_keys_is_one_person() -> None:
    made = operation("HQ")
    ledger = made["HQ"].ledger
    saved = save(ledger)
    spare = Person("spare", key(8))
    write_statement(ledger, made.say("person", "person-first", public_text(spare.key)))
    with pytest.raises(TwoPeople):
        redact(ledger, saved.record, WHY, DAY, (made.people[0], spare))
    redact(ledger, saved.record, WHY, DAY, (made.people[1], spare))


def test_an_act_before_somebody_left_holds_and_after_it_does_not_whatever_comes_first() -> None:
    for day, holds in (("2032-05-31", True), ("2032-06-01", False), ("2032-06-02", False), ("2032", False)):
        made = operation("HQ", "North")
        hq, north = made["HQ"], made["North"]
        saved = save(hq.ledger)
        north.take(hq.send(north))
        redact(hq.ledger, saved.record, WHY, day, made.people) if len(day) == 10 else None
        left = made.say("revoke_person", "person-second", public_text(made.people[1].key), on=DAY)
        write_statement(north.ledger, left)
        north.take(hq.send(north))
        hq.take(north.send(hq))
        for office in (hq, north):
            assert (office.ledger.database.one("SELECT 1 FROM gone") is not None) == holds, (day, office.name)
            assert projections_hold(office.ledger) == ()


def act_entry(made: Operation, office: Office, act: Act, people: tuple[Person, ...]) -> Entry:
    """An act as somebody who writes his own entries would make it."""
    signed = personal_bytes(made.name, encode(replace_signatures(act, ())))
    signatures = tuple(
        PersonalSignature(key=public_text(one.key), signature=one.key.sign(signed).hex()) for one in people
    )
    number, previous = next_after(chain_of(office))
    return forged_entry(office, number, previous, ACT.body(replace_signatures(act, signatures)), kind=ACT.tag)


def replace_signatures(act: Act, signatures: tuple[PersonalSignature, ...]) -> Act:
    import msgspec

    return msgspec.structs.replace(act, signatures=signatures)


@pytest.mark.parametrize("what", ["redact", "lower", "erase"])
@pytest.mark.parametrize("who", ["nobody", "one", "one twice", "strangers"])
def test_an_act_that_lacks_somebody_is_taken_and_not_obeyed(what: str, who: str) -> None:
    made = operation("HQ", "North")
    hq, north = made["HQ"], made["North"]
    saved = save(hq.ledger, incident(narrative=TEXT), classification="strictly_confidential")
    north.take(hq.send(north))
    first, strangers = made.people[0], (Person("a", key(7)), Person("b", key(6)))
    people = {"nobody": (), "one": (first,), "one twice": (first, first), "strangers": strangers}[who]
    act = Act(what=what, record=saved.record, entries=(saved.entry,), on=DAY, reason=WHY, classification="unclassified")
    hq.take(bundle(made, north, hq, [*chain_of(north), act_entry(made, north, act, people)]))
    row = hq.ledger.database.one("SELECT present, level FROM record WHERE record = ?", (saved.record,))
    assert row == (1, 2)
    assert projections_hold(hq.ledger) == ()


def test_an_act_that_was_signed_for_another_record_or_operation_is_not_obeyed() -> None:
    made, other = operation("HQ", "North"), operation("HQ", seed=2)
    hq, north = made["HQ"], made["North"]
    saved, kept = save(hq.ledger), save(hq.ledger)
    north.take(hq.send(north))
    act = Act(what="redact", record=saved.record, entries=(saved.entry,), on=DAY, reason=WHY)
    entry = act_entry(other, north, act, made.people)
    hq.take(bundle(made, north, hq, [*chain_of(north), entry]))
    assert hq.ledger.database.rows("SELECT 1 FROM gone") == []
    import msgspec

    signed = msgspec.json.decode(entry.body or b"")["fields"]["signatures"]
    assert len(signed) == 2
    bent = msgspec.structs.replace(act, record=kept.record, entries=(kept.entry,))
    good = act_entry(made, north, act, made.people)
    signatures = msgspec.convert(
        msgspec.json.decode(good.body or b"")["fields"]["signatures"], tuple[PersonalSignature, ...]
    )
    number, previous = next_after([*chain_of(north), entry])
    replayed = forged_entry(north, number, previous, ACT.body(replace_signatures(bent, signatures)), kind=ACT.tag)
    hq.take(bundle(made, north, hq, [*chain_of(north), entry, replayed]))
    assert hq.ledger.database.rows("SELECT 1 FROM gone") == []


def test_there_must_be_something_to_redact() -> None:
    made = operation("HQ")
    for record in ("01c7e1e4-fc00-7129-903a-c1d45597fdf1", "nothing"):
        with pytest.raises(NotFound):
            redact(made["HQ"].ledger, record, WHY, DAY, made.people)
