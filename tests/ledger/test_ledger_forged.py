"""Forged, cut, foreign, forked, rewritten: refused with one sentence, and nothing of it is taken."""

from __future__ import annotations

import os
import random

import msgspec
import pyrage
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from forging import SALT, bundle, chain_of, forged_entry, next_after, with_header
from histories import state
from offices import Office, Operation, incident, operation, save, write_statement

from withstand.errors import WithstandError
from withstand.ledger.entries import Entry, header_hash
from withstand.ledger.errors import Forged, NotOurs
from withstand.ledger.folding import projections_hold
from withstand.ledger.verifying import verify

TRIES = 2_000 if os.environ.get("WITHSTAND_PROOFS") else 60


@pytest.fixture
def made() -> Operation:
    """HQ and North have exchanged; South holds what both wrote then; HQ has written since."""
    offices = operation("HQ", "North", "South")
    for name in ("HQ", "North"):
        for _ in range(3):
            save(offices[name].ledger)
    offices["North"].take(offices["HQ"].send(offices["North"]))
    offices["HQ"].take(offices["North"].send(offices["HQ"]))
    offices["South"].take(offices["HQ"].send(offices["South"]))
    save(offices["HQ"].ledger)
    return offices


def refused(receiver: Office, sent: bytes, error: type[Exception], says: str) -> None:
    """One sentence, and the receiver is as it was, statements and waiting entries included."""
    entries = receiver.ledger.database.rows("SELECT id FROM entry ORDER BY id")
    before, statements = state(receiver.ledger), receiver.ledger.trust.statements
    with pytest.raises(error, match=says) as found:
        receiver.take(sent)
    assert isinstance(found.value, WithstandError)
    sentence = str(found.value)
    assert sentence.isprintable()
    assert len(sentence) < 300
    assert receiver.ledger.database.rows("SELECT id FROM entry ORDER BY id") == entries
    assert state(receiver.ledger) == before
    assert receiver.ledger.trust.statements == statements


def test_a_bundle_with_a_changed_byte_is_refused(made: Operation) -> None:
    sent = made["HQ"].send(made["North"])
    for seed in range(TRIES):
        dice, changed = random.Random(seed), bytearray(sent)
        place = seed * 4 if seed < 40 else dice.randrange(len(sent))
        changed[place] ^= 1 << dice.randrange(8)
        refused(made["North"], bytes(changed), WithstandError, "changed or cut|another installation")


def test_a_bundle_that_was_cut_is_refused(made: Operation) -> None:
    sent = made["HQ"].send(made["North"])
    for seed in range(TRIES):
        length = seed if seed < 20 else len(sent) - seed + 19 if seed < 40 else random.Random(seed).randrange(len(sent))
        refused(made["North"], sent[:length], WithstandError, "changed or cut|another installation")


def test_a_bundle_changed_or_cut_before_it_was_encrypted_is_refused(made: Operation) -> None:
    """Whoever knows the receiver's public key can encrypt to it; only an office can sign."""
    north = made["North"]
    whole: bytes = pyrage.decrypt(made["HQ"].send(north), [pyrage.x25519.Identity.from_str(north.identity)])
    for seed in range(2 * TRIES):
        dice, plain = random.Random(seed), bytearray(whole)
        place = dice.randrange(len(plain))
        if seed % 3 == 0:
            del plain[place:]
        elif seed % 3 == 1:
            plain[place] ^= 1 << dice.randrange(8)
        else:
            plain[place:place] = dice.randbytes(dice.randint(1, 9))
        sent = pyrage.encrypt(bytes(plain), [pyrage.x25519.Recipient.from_str(north.recipient)])
        refused(north, sent, WithstandError, "changed or cut|not signed by|no bundle|another")


@pytest.mark.parametrize("content", [b"", b"a letter", b"age-encryption.org/v1\n", bytes(1_000)])
def test_what_is_no_bundle_is_refused(content: bytes, made: Operation) -> None:
    refused(made["North"], content, WithstandError, "changed or cut|another installation")
    sealed = pyrage.encrypt(content, [pyrage.x25519.Recipient.from_str(made["North"].recipient)])
    refused(made["North"], sealed, NotOurs, "no bundle")


def test_a_bundle_for_another_installation_is_refused(made: Operation) -> None:
    sent = made["HQ"].send(made["South"])
    refused(made["North"], sent, NotOurs, "encrypted for another installation")
    plain = pyrage.decrypt(sent, [pyrage.x25519.Identity.from_str(made["South"].identity)])
    again = pyrage.encrypt(plain, [pyrage.x25519.Recipient.from_str(made["North"].recipient)])
    refused(made["North"], again, NotOurs, "made for another installation")


def test_a_bundle_of_another_operation_is_refused(made: Operation) -> None:
    other = operation("HQ", "North", seed=2)
    save(other["HQ"].ledger)
    sent = bundle(other, other["HQ"], made["North"], chain_of(other["HQ"]))
    refused(made["North"], sent, NotOurs, "another operation")
    sent = bundle(made, other["HQ"], made["North"], chain_of(other["HQ"]), operation=made.name)
    refused(made["North"], sent, Forged, "not signed by an office")


def test_a_bundle_signed_with_a_key_that_is_not_enrolled_is_refused(made: Operation) -> None:
    stranger = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    sent = bundle(made, made["HQ"], made["North"], chain_of(made["HQ"]), key=stranger)
    refused(made["North"], sent, Forged, "not signed by an office")
    sent = bundle(made, made["HQ"], made["North"], chain_of(made["HQ"]), sender="nobody")
    refused(made["North"], sent, Forged, "not signed by an office")


def good(made: Operation) -> list[Entry]:
    """Entries that North lacks and that hold: they come first, and must not be taken either."""
    return chain_of(made["HQ"])[-1:]


def bad_entries(made: Operation) -> dict[str, tuple[list[Entry], type[Exception], str]]:
    """What an office with a key of its own could put into a bundle that it signs."""
    hq, south = made["HQ"], made["South"]
    stranger = operation("HQ", seed=5)["HQ"]
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    own = chain_of(hq)
    number, previous = next_after(own)
    fine = forged_entry(hq, number, previous)
    header = bytearray(fine.header)
    header[header.index(b"confidential")] ^= 1
    plain = msgspec.json.decode(fine.header)

    def header_with(**more: object) -> Entry:
        return with_header(fine, made.name, hq.key, msgspec.json.encode(plain | more, order="sorted"))

    return {
        "signed with a key that is not enrolled": ([forged_entry(hq, number, previous, key=key)], Forged, "signature"),
        "signed for another operation": (
            [forged_entry(hq, number, previous, operation="another")], Forged, "signature",
        ),
        "in the name of another office": ([forged_entry(south, 1, key=hq.key)], Forged, "signature"),
        "in an office's name that it does not have": (
            [forged_entry(hq, number, previous, office="Ministry")], Forged, "claims to be of the office 'Ministry'",
        ),
        "of an installation that is not enrolled": ([forged_entry(stranger, 1)], NotOurs, "no key of it is enrolled"),
        "a header changed after it was signed": (
            [Entry(fine.meta, bytes(header), fine.signature, SALT, fine.body)], Forged, "signature",
        ),
        "another body": ([Entry(fine.meta, fine.header, fine.signature, SALT, b"{}")], Forged, "not the one that was"),
        "another salt": (
            [Entry(fine.meta, fine.header, fine.signature, bytes(15) + b"1", fine.body)], Forged, "not the one that",
        ),
        "a fork: two entries with one number": (
            [forged_entry(hq, own[4].meta.sequence, own[4].meta.previous)], Forged, "Two different entries claim",
        ),
        "two entries with one number in one bundle": (
            [fine, forged_entry(hq, number, previous)], Forged, "Two different entries claim",
        ),
        "a first entry that is not the first": ([forged_entry(south, 1, "1" * 64)], Forged, "chain was rewritten"),
        "a rewritten chain": ([forged_entry(hq, number, "1" * 64)], Forged, "chain was rewritten"),
        "a chain rewritten within the bundle": (
            [fine, forged_entry(hq, number + 1, "1" * 64)], Forged, "chain was rewritten",
        ),
        "an identifier of another installation's": (
            [forged_entry(hq, number, previous, id=own[2].meta.id[:-1] + "0")], Forged, "identifier",
        ),
        "a number below one": ([forged_entry(hq, 0, previous)], Forged, "canonical form"),
        "a huge number": ([header_with(sequence=2**63)], Forged, "cannot be read"),
        "a time before time": ([header_with(recorded_at=-5)], Forged, "cannot be read"),
        "a fraction": ([header_with(recorded_at=1.5)], Forged, "cannot be read"),
        "a field too many": ([header_with(extra=1)], Forged, "cannot be read"),
        "a kind without a version": ([header_with(kind="evidence.Incident")], Forged, "canonical form"),
        "a record that is no identifier": ([header_with(record="x' OR 1")], Forged, "canonical form"),
        "spaces in the header": (
            [with_header(fine, made.name, hq.key, fine.header.replace(b",", b", "))], Forged, "canonical form",
        ),
        "no header": ([with_header(fine, made.name, hq.key, b"\xff\x00")], Forged, "cannot be read"),
    }  # fmt: skip


def test_a_bundle_with_one_entry_that_does_not_hold_is_refused_whole(made: Operation) -> None:
    for entries, error, says in bad_entries(made).values():
        sent = bundle(made, made["HQ"], made["North"], [*good(made), *entries])
        refused(made["North"], sent, error, says)


def test_a_frame_that_is_none_is_refused(made: Operation) -> None:
    for spoil in (b"", b"\x00", b"\xc1" * 9, msgspec.msgpack.encode((1, 2, 3, 4)), msgspec.msgpack.encode([b"a"])):
        from withstand.ledger import packing

        packer = packing.Packer()
        packer._pieces.append(packer._packer.compress(len(spoil).to_bytes(4, "big") + spoil))
        manifest = packing.Manifest(
            operation=made.name, sender=made["HQ"].ledger.signer.installation,
            receiver=made["North"].ledger.signer.installation, base={}, upto={}, entries=1, bodies=0, statements=(),
        )  # fmt: skip
        refused(made["North"], packer.seal(manifest, made["HQ"].key, made["North"].recipient), Forged, "changed or cut")
    for count in (0, 2):
        sent = bundle(made, made["HQ"], made["North"], good(made), entries=count)
        refused(made["North"], sent, Forged, "changed or cut")


def test_a_statement_that_the_root_did_not_sign_is_not_believed(made: Operation) -> None:
    rogue = operation("HQ", seed=3)
    forged = rogue.say("enrol", "somebody", "0" * 64, office="HQ")
    sent = bundle(made, made["HQ"], made["North"], [], statements=(forged,))
    made["North"].take(sent)
    assert "somebody" not in made["North"].ledger.trust.installations


def fork(made: Operation) -> tuple[Entry, Entry]:
    """A workspace of North was copied: both copies wrote another fourth entry. HQ has one, South the other."""
    north = made["North"]
    own = chain_of(north)
    number, previous = next_after(own)
    one, other = (forged_entry(north, number, previous) for _ in range(2))
    made["HQ"].take(bundle(made, north, made["HQ"], [*own, one]))
    made["South"].take(bundle(made, north, made["South"], [*own, other]))
    return one, other


def test_after_a_fork_is_revoked_the_others_exchange_again_and_see_the_same(made: Operation) -> None:
    """The two copies block the exchange until the key is revoked; what both wrote counts nowhere then."""
    one, other = fork(made)
    hq, south = made["HQ"], made["South"]
    refused(south, hq.send(south), Forged, f"Two different entries claim number {one.meta.sequence}")
    installation = made["North"].ledger.signer.installation
    known = hq.ledger.trust.installations[installation].keys[0][1]
    write_statement(hq.ledger, made.say("revoke", installation, known, sequence=one.meta.sequence - 1, on="2032-06-01"))
    following = forged_entry(made["North"], one.meta.sequence + 1, header_hash(one.header, one.signature))
    hq.take(bundle(made, made["North"], hq, [following]))
    assert south.take(hq.send(south)).merged.quarantined >= 1
    save(south.ledger, incident(narrative="zqafter"))
    hq.take(south.send(hq))
    for office in (hq, south):
        assert verify(office.ledger).holds, verify(office.ledger).faults
        assert projections_hold(office.ledger) == ()
        shown = {row[0] for row in office.ledger.database.rows("SELECT id FROM version")}
        assert {one.meta.id, other.meta.id, following.meta.id}.isdisjoint(shown)
    seen = [
        {key: cells for key, cells in state(office.ledger).items() if key[0] == "record" and "evidence" in str(cells)}
        for office in (hq, south)
    ]
    assert seen[0] == seen[1]
    assert len(seen[0]) == 8
