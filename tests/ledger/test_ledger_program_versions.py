"""Programs of two versions in one operation: everything merges and verifies; nobody rewrites what was signed."""

from __future__ import annotations

import itertools
from typing import Annotated

import msgspec
from offices import Office, Operation, incident, operation, save

from withstand.evidence.records import INCIDENT, Incident
from withstand.kinds import REGISTRY
from withstand.ledger import rights
from withstand.ledger.fields import Consent, Fields, Number, coded
from withstand.ledger.folding import projections_hold, renew
from withstand.ledger.kinds import Kind, Registry
from withstand.ledger.ledger import Ledger
from withstand.ledger.verifying import verify


def columns(office: Office, record: str, names: str) -> tuple[object, ...]:
    row = office.ledger.database.one(f"SELECT {names} FROM record WHERE record = ?", (record,))
    assert row is not None
    return tuple(row)


def exchange(made: Operation, *pairs: str) -> None:
    for sender, receiver in itertools.pairwise(pairs):
        made[receiver].take(made[sender].send(made[receiver]))


class NewerIncident(Incident, frozen=True, kw_only=True):
    """An incident as a later program declares it."""

    vehicles: Number
    weapons: Annotated[str, coded("confidence")] = "unknown"


def with_vehicles(fields: Fields) -> Fields:
    return {"vehicles": 0} | fields


NEWER = Kind(
    "evidence.Incident", NewerIncident, version=2, roles=INCIDENT.roles, upcasters={1: with_vehicles}, when="when",
    where="where", title="what",
)  # fmt: skip
NEWER_PROGRAM = Registry([*(kind for kind in REGISTRY if kind.name != "evidence.Incident"), NEWER])


def newer(fields: Incident, vehicles: int) -> NewerIncident:
    return msgspec.convert(msgspec.to_builtins(fields) | {"vehicles": vehicles}, NewerIncident)


def test_mixed_program_versions_merge() -> None:
    """HQ's program knows incidents with vehicles, North's does not: both merge, verify and pass on everything."""
    made = operation("HQ", "North", "South")
    hq, north, south = made["HQ"], made["North"], made["South"]
    hq.ledger = Ledger(hq.ledger.database, NEWER_PROGRAM, hq.ledger.signer, made.time, hq.ledger.randomness)
    old = save(north.ledger, incident(narrative="zqold"))
    exchange(made, "North", "HQ")
    consent = (Consent(recipient="public", purposes=("protection",)),)
    new = save(hq.ledger, newer(incident(narrative="zqnew", consent=consent), 3), NEWER)
    save(hq.ledger, newer(incident(narrative="zqchanged"), 1), NEWER, record=old.record, supersedes=(old.entry,))
    exchange(made, "HQ", "North", "South", "HQ")
    for office in (hq, north, south):
        assert verify(office.ledger).holds
        assert projections_hold(office.ledger) == ()
    body = hq.ledger.log.entry(old.entry)
    assert body is not None
    assert body.entry.body is not None
    read = NEWER.decode(body.entry.body, 1)
    assert isinstance(read, NewerIncident)
    assert read.vehicles == 0, "what was written before is read as if it were of today"
    bodies = [office.ledger.log.entry(new.entry) for office in (hq, north, south)]
    assert len({one.entry.body for one in bodies if one is not None}) == 1, "no body is ever migrated"
    assert north.ledger.database.rows("SELECT kind, present FROM record WHERE record = ?", (new.record,)) == [
        ("evidence.Incident", 1)
    ]
    assert INCIDENT.decode(bodies[1].entry.body or b"", 2) is None if bodies[1] else False, "shown, and not edited"
    (use,) = columns(north, new.record, "use")
    assert use == rights.own_use(), "a version that is not known here serves the operation itself and nobody else"
    assert columns(hq, new.record, "use") != (rights.own_use(),)
    assert north.ledger.database.rows("SELECT 1 FROM words WHERE words MATCH 'zqchanged'"), "it is found by its words"


def test_a_newer_version_here_is_not_superseded_by_an_older_program_in_silence() -> None:
    """The older program's own version of a record it cannot read stands beside or after it; the kind stays."""
    made = operation("HQ", "North")
    hq, north = made["HQ"], made["North"]
    hq.ledger = Ledger(hq.ledger.database, NEWER_PROGRAM, hq.ledger.signer, made.time, hq.ledger.randomness)
    new = save(hq.ledger, newer(incident(), 3), NEWER)
    exchange(made, "HQ", "North")
    save(north.ledger, incident(), record=new.record, supersedes=(new.entry,))
    exchange(made, "North", "HQ")
    assert columns(hq, new.record, "kind, heads") == ("evidence.Incident", 1)
    assert projections_hold(hq.ledger) == ()


def test_a_program_that_is_renewed_folds_again_once_and_reads_what_it_could_not() -> None:
    made = operation("HQ", "North")
    hq, north = made["HQ"], made["North"]
    hq.ledger = Ledger(hq.ledger.database, NEWER_PROGRAM, hq.ledger.signer, made.time, hq.ledger.randomness)
    new = save(hq.ledger, newer(incident(), 3), NEWER)
    exchange(made, "HQ", "North")
    assert columns(north, new.record, "area") == (None,)
    north.ledger = Ledger(north.ledger.database, NEWER_PROGRAM, north.ledger.signer, made.time)
    assert projections_hold(north.ledger) != (), "a fold by a newer program gives more"
    assert renew(north.ledger)
    assert not renew(north.ledger)
    assert columns(north, new.record, "area") == ("VM0101",)
    assert projections_hold(north.ledger) == ()
