"""Bundles carry every header, and bodies only to whom they may go; later cleared, the bodies come along."""

from __future__ import annotations

import pytest
from histories import COMPONENTS, history, state
from hypothesis import given, settings
from hypothesis import strategies as st
from offices import Office, Operation, incident, operation, save, write_statement

from withstand.evidence.records import INCIDENT, SOURCE, Source
from withstand.ledger.acts import redact
from withstand.ledger.bundles import export, known_frontier
from withstand.ledger.entries import public_text
from withstand.ledger.errors import LedgerError
from withstand.ledger.fields import Consent
from withstand.ledger.folding import projections_hold
from withstand.ledger.journal import LinkTo
from withstand.ledger.merging import Merged, merge
from withstand.ledger.receipts import Stretches
from withstand.ledger.verifying import verify

FORBIDDEN = (Consent(recipient="un", given=False, on="2032-05-20"),)
AGAIN = Consent(recipient="un", purposes=("protection", "reporting", "advocacy", "accountability"), on="2032-05-21")


def has_body(office: Office, entry: str) -> bool:
    found = office.ledger.log.entry(entry)
    assert found is not None, "the header always travels"
    return found.entry.body is not None


def clear(made: Operation, at: Office, whom: Office, clearance: str, components: tuple[str, ...] = ()) -> None:
    """The root clears an office for more, or for less."""
    signed = made.say(
        "enrol", whom.ledger.signer.installation, public_text(whom.key), office=whom.name, recipient=whom.recipient,
        clearance=clearance, components=components, on="2032-06-01",
    )  # fmt: skip
    write_statement(at.ledger, signed)


def test_a_bundle_taken_twice_or_out_of_order_changes_nothing_more() -> None:
    made = operation("HQ", "North")
    sent = []
    for _ in range(3):
        save(made["HQ"].ledger)
        sent.append(made["HQ"].send(made["North"]))
    for bundle in (sent[2], sent[0], sent[1]):
        made["North"].take(bundle)
    before, frontier = state(made["North"].ledger), made["North"].ledger.frontier()
    for bundle in sent:
        merged = made["North"].take(bundle).merged
        assert (merged.new, merged.bodies, merged.waiting) == (0, 0, 0)
    assert state(made["North"].ledger) == before
    assert made["North"].ledger.frontier() == frontier


def test_after_an_exchange_both_have_the_same_heads() -> None:
    for seed in range(3):
        run = history(seed, steps=15)
        first, *others = (run.made[name] for name in run.names if name not in run.revoked)
        for office in (*others, *reversed(others)):
            first.take(office.send(first, whole=True))
        for office in others:
            office.take(first.send(office, whole=True))
            ours = {
                name: point
                for name, point in office.ledger.frontier().items()
                if name != office.ledger.signer.installation
            }
            theirs = first.ledger.frontier()
            later = theirs[first.ledger.signer.installation][0] - ours[first.ledger.signer.installation][0]
            assert later >= 1, "the receipt of the bundle itself, and what came after"
            assert all(theirs[name] == ours[name] for name in ours if name != first.ledger.signer.installation)


def test_a_lost_bundle_is_made_again_until_a_receipt_comes_back() -> None:
    made = operation("HQ", "North")
    hq, north = made["HQ"], made["North"]
    saved = save(hq.ledger)
    hq.send(north)
    north.take(hq.send(north))
    assert has_body(north, saved.entry)
    assert known_frontier(hq.ledger, north.ledger.signer.installation) == {}
    hq.take(north.send(hq))
    known = known_frontier(hq.ledger, north.ledger.signer.installation)
    assert known[hq.ledger.signer.installation] == saved_number(hq, saved.entry) + 1
    save(hq.ledger)
    sent = export(hq.ledger, "North")
    assert sent.manifest.entries == 3, "the receipts of the second bundle and of the import, and the new record"


def saved_number(office: Office, entry: str) -> int:
    found = office.ledger.log.entry(entry)
    assert found is not None
    return found.entry.meta.sequence


def test_a_receipt_of_something_else_does_not_hide_how_far_an_office_is() -> None:
    from withstand.ledger.journal import append
    from withstand.ledger.receipts import receipt

    made = operation("HQ", "North")
    hq, north = made["HQ"], made["North"]
    north.take(hq.send(north))
    append(north.ledger, [receipt("export", "", "list.csv", b"rows")])
    hq.take(north.send(hq))
    assert hq.ledger.signer.installation in known_frontier(hq.ledger, north.ledger.signer.installation)


@pytest.mark.parametrize(
    ("rights", "clearance", "components"),
    [
        ({"classification": "strictly_confidential"}, "strictly_confidential", ()),
        ({"classification": "confidential", "compartments": ("human_rights",)}, "confidential", ("human_rights",)),
    ],
    ids=["level", "component"],
)
def test_a_body_is_withheld_until_its_receiver_is_cleared_and_then_comes_along(
    rights: dict[str, object], clearance: str, components: tuple[str, ...]
) -> None:
    made = operation("HQ", "North", clearance="confidential")
    hq, north = made["HQ"], made["North"]
    saved = save(hq.ledger, incident(narrative="zqsecret"), **rights)  # type: ignore[arg-type]
    north.take(hq.send(north))
    assert not has_body(north, saved.entry)
    assert b"zqsecret" not in b"".join(row[0] for row in north.ledger.database.rows("SELECT body FROM body"))
    assert state_of(north, saved.record) == (0, None), "withheld: no body, and no act that removed it"
    hq.take(north.send(hq))
    clear(made, hq, north, clearance, components)
    received = north.take(hq.send(north))
    assert received.merged.bodies == 1
    assert has_body(north, saved.entry)
    assert state_of(north, saved.record) == (1, None)
    assert projections_hold(north.ledger) == ()
    hq.take(north.send(hq))
    before = export(hq.ledger, "North").manifest
    assert before.bodies == before.entries, "what is there is not sent again"


def state_of(office: Office, record: str) -> tuple[int, str | None]:
    row = office.ledger.database.one(
        "SELECT r.present, g.why FROM record r JOIN version v ON v.n = r.shown LEFT JOIN gone g ON g.entry = v.id"
        " WHERE r.record = ?", (record,),
    )  # fmt: skip
    assert row is not None
    return row[0], row[1]


def test_a_body_is_withheld_while_its_source_has_not_agreed_and_comes_when_it_has() -> None:
    made = operation("HQ", "North")
    hq, north = made["HQ"], made["North"]
    source = save(hq.ledger, Source(token="zqs", type="ngo", consent=FORBIDDEN), SOURCE)
    saved = save(hq.ledger, incident(), INCIDENT, "confidential", LinkTo("source", source.record))
    north.take(hq.send(north))
    assert not has_body(north, saved.entry)
    hq.take(north.send(hq))
    agreed = Source(token="zqs", type="ngo", consent=(AGAIN,))
    save(hq.ledger, agreed, SOURCE, record=source.record, supersedes=(source.entry,))
    north.take(hq.send(north))
    assert has_body(north, saved.entry)
    assert has_body(north, source.entry)
    assert projections_hold(north.ledger) == ()


def test_a_lower_clearance_withholds_what_comes_from_then_on() -> None:
    made = operation("HQ", "North")
    hq, north = made["HQ"], made["North"]
    earlier = save(hq.ledger)
    north.take(hq.send(north))
    clear(made, hq, north, "unclassified")
    later = save(hq.ledger)
    north.take(hq.send(north, whole=True))
    assert has_body(north, earlier.entry), "what somebody holds cannot be called back"
    assert not has_body(north, later.entry)


def test_words_of_a_newer_vocabulary_open_nothing() -> None:
    """An unknown clearance, an unknown component, a record with an unknown classification or component."""
    made = operation("HQ", "North", clearance="ultra", components={"North": ("astronauts",)})
    sealed = operation("HQ", "North", components={"North": COMPONENTS}, seed=2)
    saved = save(made["HQ"].ledger, classification="unclassified")
    made["North"].take(made["HQ"].send(made["North"]))
    assert not has_body(made["North"], saved.entry)
    hq = sealed["HQ"]
    link = save(hq.ledger, compartments=("sealed",))
    sealed["North"].take(hq.send(sealed["North"]))
    assert not has_body(sealed["North"], link.entry)


def test_a_link_travels_only_with_both_its_ends() -> None:
    made = operation("HQ", "North", clearance="confidential")
    hq, north = made["HQ"], made["North"]
    source = save(hq.ledger, Source(token="zqs", type="ngo"), SOURCE, "strictly_confidential")
    seen = save(hq.ledger, incident(), INCIDENT, "confidential", LinkTo("source", source.record))
    north.take(hq.send(north))
    assert has_body(north, seen.entry)
    (link,) = hq.ledger.database.rows("SELECT v.id FROM link l JOIN version v ON v.n = l.n")[0]
    assert not has_body(north, link)
    assert north.ledger.database.one("SELECT 1 FROM link") is None
    headers = b"".join(row[0] for row in north.ledger.database.rows("SELECT header FROM entry"))
    assert link.encode() in headers


def test_a_withheld_body_and_a_redacted_one_are_two_things() -> None:
    made = operation("HQ", "North", clearance="confidential")
    hq, north = made["HQ"], made["North"]
    withheld = save(hq.ledger, classification="strictly_confidential")
    redacted = save(hq.ledger)
    redact(hq.ledger, redacted.record, "a life is at risk", "2032-02-01", made.people)
    north.take(hq.send(north))
    assert state_of(north, withheld.record) == (0, None)
    assert state_of(north, redacted.record) == (0, "redact")
    redact(hq.ledger, withheld.record, "a life is at risk", "2032-02-01", made.people)
    north.take(hq.send(north))
    assert state_of(north, withheld.record) == (0, "redact")
    assert verify(north.ledger).holds


def test_an_office_is_named_by_its_name_or_by_the_start_of_its_id() -> None:
    made = operation("HQ", "North", "north")
    with pytest.raises(LedgerError, match="several installations"):
        export(made["HQ"].ledger, "North")
    with pytest.raises(LedgerError, match="there are: HQ, North, north"):
        export(made["HQ"].ledger, "Elsewhere")
    with pytest.raises(LedgerError, match="No other installation"):
        export(made["HQ"].ledger, "HQ")
    installation = made["North"].ledger.signer.installation
    assert export(made["HQ"].ledger, installation).receiver.id == installation


@given(st.permutations(range(8)), st.lists(st.integers(0, 7), max_size=4), st.integers(1, 3))
@settings(max_examples=40, deadline=None)
def test_pieces_of_a_chain_come_in_any_order_and_any_number_of_times(
    order: list[int], again: list[int], size: int
) -> None:
    made = operation("HQ", "North")
    for _ in range(5):
        save(made["HQ"].ledger)
    chain = made["HQ"].ledger.log.chain(made["HQ"].ledger.signer.installation)
    entries = [one.entry for one in made["HQ"].ledger.log.after(chain.k, 0)][:8]
    numbers = [*order, *again]
    for at in range(0, len(numbers), size):
        merge(made["North"].ledger, [entries[number] for number in numbers[at : at + size]], (), Merged())
    assert made["North"].ledger.frontier()[chain.installation] == (8, entries[-1].hash)
    assert verify(made["North"].ledger).holds
    assert len(made["North"].ledger.database.rows("SELECT 1 FROM version")) == 8


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(1, 30), st.integers(0, 6)), max_size=8))
def test_stretches_hold_what_was_counted_in_and_nothing_else(parts: list[tuple[str, int, int]]) -> None:
    found, expected = Stretches(), set()
    for chain, first, more in parts:
        found.add_all(chain, first, first + more)
        expected |= {(chain, number) for number in range(first, first + more + 1)}
    joined = found.joined()
    assert {(c, n) for c in "abc" for n in range(40) if joined.holds(c, n)} == expected
    spelled = {(one.installation, n) for one in joined.parts() for n in range(one.first, one.last + 1)}
    assert spelled == expected
    assert sum(one.last - one.first + 1 for one in joined.parts()) == len(expected)
