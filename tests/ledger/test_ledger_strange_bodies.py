"""An office that is enrolled can sign anything: what does not fit its kind merges, verifies, and shows nowhere."""

from __future__ import annotations

import msgspec
import pytest
from forging import bundle, chain_of, forged_entry, next_after
from offices import Operation, operation, save

from withstand.evidence.records import INCIDENT
from withstand.ledger.entries import Entry
from withstand.ledger.folding import projections_hold
from withstand.ledger.system import ACT, LINK, RECEIPT, STATEMENT
from withstand.ledger.verifying import verify


def body(**fields: object) -> bytes:
    return msgspec.json.encode({"fields": fields, "vocabularies": {}}, order="sorted")


FINE = {"what": "looting", "when": {"start": "2032-05-20"}, "where": {"area": "VM0101"}}
STRANGE = {
    "no JSON": (INCIDENT.tag, b"\xff\xfe nothing"),
    "nothing": (INCIDENT.tag, b""),
    "no envelope": (INCIDENT.tag, b"[1,2]"),
    "no fields": (INCIDENT.tag, b"{}"),
    "fields that are a list": (INCIDENT.tag, b'{"fields":[1],"vocabularies":{}}'),
    "a field that is needed is missing": (INCIDENT.tag, body(what="looting")),
    "an unknown field": (INCIDENT.tag, body(**FINE, extra=1)),
    "a day that does not exist": (INCIDENT.tag, body(**FINE | {"when": {"start": "2032-13-45"}})),
    "a year zero": (INCIDENT.tag, body(**FINE | {"when": {"start": "0000"}})),
    "a fraction": (INCIDENT.tag, body(**FINE, displaced=1.5)),
    "a number without end": (INCIDENT.tag, b'{"fields":{"displaced":' + b"9" * 5_000 + b"}}"),
    "a very deep list": (INCIDENT.tag, b'{"fields":{"what":' + b"[" * 100_000 + b"]" * 100_000 + b"}}"),
    "a very deep list of an unknown kind": ("x.New@3", b'{"fields":{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}}"),
    "an unknown kind without fields": ("x.New@1", b"7"),
    "an unknown kind with a list": ("x.New@1", b'{"fields":[[1]]}'),
    "a newer version with a strange consent": ("evidence.Incident@9", body(consent="all")),
    "words of no vocabulary": (INCIDENT.tag, body(**FINE, consent=[{"recipient": "martians", "purposes": ["x"]}])),
    "an act with nothing in it": (ACT.tag, body()),
    "an act with signatures that are none": (
        ACT.tag,
        body(what="redact", record="0" * 8 + "-0000-0000-0000-" + "0" * 12, entries=[], on="2032-02-01", reason="x",
             signatures=[{"key": "zz", "signature": "é"}, {"key": "00", "signature": "0"}]),
    ),
    "a link to nowhere": (LINK.tag, body(role="source", source="x", target="y")),
    "a link from itself to itself": (LINK.tag, body(role="r", source="0" * 8 + "-0000-0000-0000-" + "0" * 12,
                                                    target="0" * 8 + "-0000-0000-0000-" + "0" * 12, binds=True)),
    "a receipt of nothing": (RECEIPT.tag, body(what="import")),
    "a receipt that is none": (RECEIPT.tag, body(frontier="all")),
    "a receipt with stretches without end": (
        RECEIPT.tag, body(what="import", bodies=[{"installation": "x", "first": 0, "last": 100_000_000}]),
    ),
    "a statement that is none": (STATEMENT.tag, body(signed="{}")),
    "a statement that is no text": (STATEMENT.tag, body(signed=7)),
    "a newer act": ("ledger.Act@2", body(what="resurrect")),
    "a newer receipt": ("ledger.Receipt@2", body(what={"import": 1})),
    "a newer link": ("ledger.Link@2", body(role=7)),
}  # fmt: skip


@pytest.fixture
def made() -> Operation:
    offices = operation("HQ", "North", "South")
    save(offices["North"].ledger)
    offices["North"].take(offices["HQ"].send(offices["North"]))
    return offices


def strange(made: Operation) -> list[Entry]:
    """North's chain, which goes on with one entry of each strange body."""
    entries = chain_of(made["North"])
    for tag, content in STRANGE.values():
        number, previous = next_after(entries)
        entries.append(forged_entry(made["North"], number, previous, content, kind=tag))
    return entries


def test_strange_bodies_are_taken_verified_passed_on_and_shown_nowhere(made: Operation) -> None:
    hq, south = made["HQ"], made["South"]
    entries = strange(made)
    received = hq.take(bundle(made, made["North"], hq, entries))
    assert received.merged.new == len(entries)
    for office in (hq, south):
        if office is south:
            south.take(hq.send(south))
        verdict = verify(office.ledger)
        assert verdict.holds, verdict.faults
        assert projections_hold(office.ledger) == ()
        shown = office.ledger.database.rows(
            "SELECT record FROM record WHERE kind = 'evidence.Incident' AND present AND use"
        )
        assert len(shown) == 1, "North's first one"


def test_strange_bodies_do_not_change_what_others_wrote(made: Operation) -> None:
    """A version of another kind, a version that supersedes a stranger's, an act in the name of people."""
    hq, north = made["HQ"], made["North"]
    saved = save(hq.ledger)
    north.take(hq.send(north))
    entries = chain_of(north)
    for tag, content, more in (
        (LINK.tag, body(role="r", source=saved.record, target=saved.record, binds=True), {"record": saved.record}),
        (RECEIPT.tag, body(what="import", frontier=[]), {"record": saved.record}),
        ("x.New@1", body(), {"supersedes": (saved.entry,)}),
        (ACT.tag, body(what="erase", record=saved.record, entries=[saved.entry], on="2032-06-01", reason="x"), {}),
        (INCIDENT.tag, INCIDENT.body(INCIDENT.read(FINE)), {"supersedes": (entries[-1].meta.id,)}),
    ):
        number, previous = next_after(entries)
        entries.append(forged_entry(north, number, previous, content, kind=tag, **more))
    hq.take(bundle(made, north, hq, entries))
    assert projections_hold(hq.ledger) == ()
    assert hq.ledger.database.one("SELECT 1 FROM gone") is None
    heads = hq.ledger.database.one("SELECT heads, level FROM record WHERE record = ?", (saved.record,))
    assert heads == (1, 1), "what is of another kind stands beside nothing; the record is as restricted as it was"
