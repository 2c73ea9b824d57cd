"""Who may write follows from the set of the root's statements, in whatever order and however late they come."""

from __future__ import annotations

import itertools

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from forging import bundle, chain_of, forged_entry, next_after
from histories import state
from hypothesis import given, settings
from hypothesis import strategies as st
from offices import Office, Operation, incident, operation, save, write_statement

from withstand.ledger.entries import public_text
from withstand.ledger.errors import Forged, LedgerError, NotOurs
from withstand.ledger.folding import projections_hold
from withstand.ledger.ledger import Ledger, Signer
from withstand.ledger.merging import Merged, believe, merge
from withstand.ledger.statements import Act, Signed, Statement, Trust
from withstand.ledger.statements import state as stated
from withstand.ledger.verifying import verify

DAY = "2032-06-01"


def key(seed: int) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)


ROOT = key(1)
KEYS = [public_text(key(seed)) for seed in range(2, 6)]


def drawn(act: Act, subject: str, which: int, sequence: int, day: int, office: str) -> Signed:
    """A statement of the root."""
    statement = Statement(
        act=act, operation=public_text(ROOT), subject=subject, key=KEYS[which], sequence=sequence,
        on=f"2032-06-{day:02}", office=office, clearance="confidential",
    )  # fmt: skip
    return stated(statement, ROOT)


ACTS: tuple[Act, ...] = ("enrol", "enrol", "replace", "revoke", "person", "revoke_person")
STATEMENT = st.builds(
    drawn,
    st.sampled_from(ACTS),
    st.sampled_from(["one", "other"]),
    st.integers(0, 3),
    st.integers(0, 9),
    st.integers(1, 5),
    st.sampled_from(["HQ", "North"]),
)


def verdicts(trust: Trust) -> object:
    """All that follows from statements."""
    return (
        {name: (one.office, one.keys, dict(one.revoked), [(one.key_at(n), one.trusted(n)) for n in range(12)])
         for name, one in trust.installations.items()},
        [(text, day, trust.person(text, f"2032-06-{day:02}")) for text in KEYS for day in range(1, 7)],
    )  # fmt: skip


@given(st.lists(STATEMENT, max_size=7), st.randoms(use_true_random=False), st.integers(0, 7))
@settings(deadline=None)
def test_statements_fold_to_one_table_in_any_order_and_grouping(found: list[Signed], dice: object, at: int) -> None:
    operation_name = public_text(ROOT)
    expected = verdicts(Trust.of(operation_name, found))
    mixed = [*found, *found[:2]]
    dice.shuffle(mixed)  # type: ignore[attr-defined]
    assert verdicts(Trust.of(operation_name, mixed)) == expected
    assert verdicts(Trust(operation_name).adding(mixed[:at]).adding(mixed[at:])) == expected


def test_what_the_root_did_not_sign_is_left_out() -> None:
    made, other = operation("HQ"), operation("HQ", seed=2)
    good = made.say("person", "somebody", KEYS[0])
    for bad in (
        other.say("person", "somebody", KEYS[1]),
        Signed(statement=msgspec.structs.replace(good.statement, key=KEYS[1]), signature=good.signature),
        Signed(statement=good.statement, signature="zz"),
        Signed(statement=good.statement, signature=""),
    ):
        assert Trust.of(made.name, [bad]).statements == ()
    assert Trust.of(made.name, [good]).statements == (good,)
    with pytest.raises(Forged, match="not the root key"):
        stated(good.statement, key(9))


# Revocation


def revoked(made: Operation, name: str, after: int) -> Signed:
    office = made[name]
    return made.say("revoke", office.ledger.signer.installation, public_text(office.key), sequence=after, on=DAY)


def shown(office: Office, of: Office) -> list[int]:
    """Numbers of another office's entries that count here."""
    chain = office.ledger.log.chain(of.ledger.signer.installation)
    rows = office.ledger.database.rows("SELECT sequence FROM version WHERE chain = ? ORDER BY 1", (chain.k,))
    return [row[0] for row in rows]


@pytest.mark.parametrize("first", ["revocation", "entries"])
def test_entries_after_a_revocation_point_are_quarantined_also_when_it_comes_later(first: str) -> None:
    made = operation("HQ", "North", "South")
    north, south = made["North"], made["South"]
    for _ in range(5):
        save(north.ledger)
    write_statement(made["HQ"].ledger, revoked(made, "North", 3))
    entries, merged = chain_of(north), Merged()
    parts = [chain_of(made["HQ"]), entries]
    for part in parts if first == "revocation" else reversed(parts):
        merge(south.ledger, part, (), merged)
    assert shown(south, north) == [1, 2, 3], "what came before the point stays"
    assert south.ledger.log.chain(north.ledger.signer.installation).tail == 5, "what came after is kept, and counts not"
    assert south.ledger.database.rows("SELECT count(*) FROM record WHERE kind = 'evidence.Incident'") == [(3,)]
    assert projections_hold(south.ledger) == ()
    assert verify(south.ledger).holds
    if first == "revocation":
        assert merged.quarantined == 2


def test_an_edit_after_a_revocation_point_gives_way_to_what_was_there() -> None:
    made = operation("HQ", "North")
    hq, north = made["HQ"], made["North"]
    saved = save(hq.ledger, incident(narrative="zqhonest"))
    north.take(hq.send(north))
    at = north.ledger.log.chain(north.ledger.signer.installation).tail
    save(north.ledger, incident(narrative="zqthief"), record=saved.record, supersedes=(saved.entry,))
    hq.take(north.send(hq))
    question = "SELECT v.id FROM record r JOIN version v ON v.n = r.shown WHERE r.record = ?"
    assert hq.ledger.database.one(question, (saved.record,)) != (saved.entry,)
    write_statement(hq.ledger, revoked(made, "North", at))
    assert hq.ledger.database.one(question, (saved.record,)) == (saved.entry,)
    assert hq.ledger.database.rows("SELECT 1 FROM words WHERE words MATCH 'zqthief'") == []
    assert projections_hold(hq.ledger) == ()


def test_a_revoked_installation_writes_no_more_and_is_sent_nothing() -> None:
    made = operation("HQ", "North")
    hq, north = made["HQ"], made["North"]
    save(north.ledger)
    write_statement(hq.ledger, revoked(made, "North", 1))
    sent = bundle(made, hq, north, chain_of(hq))
    north.take(sent)
    before = north.ledger.frontier()
    with pytest.raises(LedgerError, match="revoked"):
        save(north.ledger)
    assert north.ledger.frontier() == before
    with pytest.raises(LedgerError, match="No other installation"):
        hq.send(north)


# Replacement


def replaced(made: Operation, name: str, since: int, new: Ed25519PrivateKey) -> Signed:
    return made.say("replace", made[name].ledger.signer.installation, public_text(new), sequence=since, on=DAY)


def test_a_replaced_key_signs_on_and_both_keys_are_followed() -> None:
    made = operation("HQ", "North")
    hq, north = made["HQ"], made["North"]
    save(north.ledger)
    write_statement(north.ledger, replaced(made, "North", 3, key(7)))
    with pytest.raises(LedgerError, match="replaced"):
        save(north.ledger)
    north.ledger.signer = Signer(north.ledger.signer.installation, "North", key(7))
    save(north.ledger)
    hq.take(north.send(hq))
    assert shown(hq, north)[:3] == [1, 2, 3]
    assert verify(hq.ledger).holds
    number, previous = next_after(chain_of(hq, north))
    old = forged_entry(north, number, previous, key=north.key)
    merged = hq.take(bundle(made, north, hq, [old])).merged
    assert merged.quarantined == 1, "the old key is worth nothing any more"
    assert number not in shown(hq, north)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_what_the_old_key_signed_after_its_replacement_counts_nowhere_whatever_comes_first(
    order: tuple[int, ...],
) -> None:
    """North wrote two entries before it heard that its key had been replaced from the second on."""
    made = operation("HQ", "North", "South")
    hq, north, south = made["HQ"], made["North"], made["South"]
    save(north.ledger)
    save(north.ledger)
    early = chain_of(north)
    write_statement(hq.ledger, replaced(made, "North", 2, key(7)))
    with north.ledger.database.writing():
        believe(north.ledger, hq.ledger.trust.statements)
    north.ledger.signer = Signer(north.ledger.signer.installation, "North", key(7))
    save(north.ledger)
    late = chain_of(north)[len(early) :]
    parts = [chain_of(hq), early, late]
    for part in order:
        known = hq.ledger.trust.statements if part == 2 else ()
        merge(south.ledger, parts[part], known, Merged())
    assert shown(south, north) == [1, 3]
    assert projections_hold(south.ledger) == ()
    assert verify(south.ledger).holds


# Enrolment


def test_a_chain_is_taken_once_its_installation_is_enrolled() -> None:
    made, stranger = operation("HQ", "North"), operation("HQ", seed=5)["HQ"]
    entry = forged_entry(stranger, 1, operation=made.name)
    with pytest.raises(NotOurs, match="enrolled"):
        merge(made["HQ"].ledger, [entry], (), Merged())
    joined = made.say("enrol", stranger.ledger.signer.installation, public_text(stranger.key), office="HQ")
    merge(made["HQ"].ledger, [entry], [joined], Merged())
    assert shown(made["HQ"], stranger) == [1]


def test_a_later_enrolment_changes_the_office_and_not_the_key() -> None:
    made = operation("HQ", "North")
    hq, north = made["HQ"], made["North"]
    save(north.ledger)
    hq.take(north.send(hq))
    again = made.say("enrol", north.ledger.signer.installation, public_text(key(8)), office="New", on="2099-01-01")
    write_statement(hq.ledger, again)
    known = hq.ledger.trust.installations[north.ledger.signer.installation]
    assert (known.office, known.key_at(1)) == ("New", public_text(north.key))
    assert shown(hq, north)[:1] == [1]
    assert verify(hq.ledger).holds


# One file, several programs


def test_statements_that_another_program_wrote_are_known_at_once_and_never_overwritten(tmp_path: object) -> None:
    from pathlib import Path

    from withstand.kinds import REGISTRY
    from withstand.ledger.store.database import Database

    folder = Path(str(tmp_path))
    made = operation("HQ", folder=folder)
    first = made["HQ"].ledger
    second = Ledger(Database(folder / "HQ.sqlite"), REGISTRY, first.signer, made.time)
    before = len(first.trust.statements)
    with second.database.writing():
        second.believe([made.say("person", "third", KEYS[0])])
    assert len(first.trust.statements) == before + 1
    with first.database.writing():
        first.believe([made.say("person", "fourth", KEYS[1])])
    assert len(second.trust.statements) == before + 2


def test_statements_of_an_import_that_failed_are_not_believed() -> None:
    made = operation("HQ", "North")
    ledger = made["HQ"].ledger
    before, statements = state(ledger), ledger.trust.statements
    bad = forged_entry(made["North"], 1, key=key(9))
    with pytest.raises(Forged):
        merge(ledger, [bad], [made.say("person", "third", KEYS[0])], Merged())
    assert ledger.trust.statements == statements
    assert state(ledger) == before
    with ledger.database.writing():
        assert ledger.believe([made.say("person", "third", KEYS[0])]), "and can be believed later"
