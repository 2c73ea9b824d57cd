"""A test for each weakness that a hostile reading of the ledger found, named after what must hold now."""

from __future__ import annotations

import pytest
from offices import incident, operation, save

from withstand.evidence.records import INCIDENT
from withstand.ledger import rights
from withstand.ledger.acts import redact
from withstand.ledger.errors import NotFound, TwoPeople
from withstand.ledger.folding import projections_hold
from withstand.picture.audience import HOLDER, Audience
from withstand.picture.picture import Picture


def test_a_new_version_never_opens_a_record_to_more_components() -> None:
    made = operation("HQ")
    ledger = made["HQ"].ledger
    saved = save(ledger, compartments=("human_rights",))
    for wider in ((), ("force",), ("human_rights", "force")):
        with pytest.raises(TwoPeople):
            save(ledger, record=saved.record, supersedes=(saved.entry,), compartments=wider)


def test_a_header_written_over_by_an_office_that_is_not_cleared_opens_nothing() -> None:
    made = operation("HQ", "North", components={"HQ": ("human_rights", "force"), "North": ("force",)})
    hq, north = made["HQ"], made["North"]
    saved = save(hq.ledger, incident(narrative="in the red house"), compartments=("human_rights",))
    north.take(hq.send(north))
    north.ledger.projection._db.run("UPDATE record SET compartments = 0")  # its own file is its to change
    save(north.ledger, record=saved.record, supersedes=(saved.entry,))
    hq.take(north.send(hq))
    row = hq.ledger.database.one("SELECT compartments FROM record WHERE record = ?", (saved.record,))
    assert row == (rights.compartments(("human_rights",)),)
    force = Audience("force", "strictly_confidential", ("force",))
    with pytest.raises(NotFound):
        Picture(hq.ledger, force).history(saved.record)
    north.take(hq.send(north, whole=True))
    assert not north.ledger.database.rows("SELECT 1 FROM body WHERE CAST(body AS TEXT) LIKE '%red house%'")


@pytest.mark.parametrize("late", [False, True])
def test_an_edit_made_before_a_redaction_arrived_brings_no_text_back(*, late: bool) -> None:
    made = operation("HQ", "North")
    hq, north = made["HQ"], made["North"]
    saved = save(hq.ledger, incident(narrative="the witness of the mill"))
    north.take(hq.send(north))
    save(north.ledger, incident(narrative="the witness of the mill", displaced=3), record=saved.record,
         supersedes=(saved.entry,))  # fmt: skip
    if not late:
        hq.take(north.send(hq))
    redact(hq.ledger, saved.record, "a source is at risk", "2032-02-01", made.people)
    hq.take(north.send(hq, whole=True))
    north.take(hq.send(north, whole=True))
    for office in (hq, north):
        assert Picture(office.ledger, HOLDER).count(INCIDENT) == 0
        assert Picture(office.ledger, HOLDER).search("witness") == []
        assert not office.ledger.database.rows("SELECT 1 FROM body WHERE CAST(body AS TEXT) LIKE '%of the mill%'")
        assert projections_hold(office.ledger) == ()
        with pytest.raises(NotFound, match="redacted"):
            save(office.ledger, record=saved.record, supersedes=(saved.entry,))
