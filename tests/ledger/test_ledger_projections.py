"""Projections are a fold of the entries: what somebody wrote into them by hand is found, and goes with a rebuild."""

from __future__ import annotations

from pathlib import Path

import pytest
from histories import history, state
from offices import Office, incident, operation, save

from withstand.evidence.records import INCIDENT, SOURCE, Source
from withstand.ledger.acts import lower, redact
from withstand.ledger.fields import Consent
from withstand.ledger.folding import projections_hold, rebuild, words_of
from withstand.ledger.journal import Draft, LinkTo, append

ONLY_MARKED = "WHERE record = (SELECT record FROM version WHERE kind LIKE 'evidence.Incident%' LIMIT 1)"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = operation("HQ", folder=tmp_path)
    ledger = made["HQ"].ledger
    source = save(ledger, Source(token="zqtoken", type="ngo"), SOURCE).record
    kept, gone = (
        save(ledger, incident(narrative=f"zqword {word}"), INCIDENT, "confidential", LinkTo("source", source))
        for word in ("zqkept", "zqgone")
    )
    save(ledger, incident(narrative="zqlater"), record=kept.record, supersedes=(kept.entry,))
    public = (Consent(recipient="public", purposes=("reporting",)),)
    limited = save(ledger, incident(narrative="zqlimited", consent=public), INCIDENT, "confidential",
                   LinkTo("source", source))  # fmt: skip
    taken = (Consent(recipient="un", purposes=("advocacy",), given=False),)
    save(ledger, Source(token="zqtaken", type="ngo", consent=taken), SOURCE, "confidential")
    assert ledger.database.one("SELECT record FROM told") == (limited.record,)
    lower(ledger, kept.record, "unclassified", "reviewed", "2032-02-01", made.people)
    redact(ledger, gone.record, "a life is at risk", "2032-02-01", made.people)
    return made["HQ"]


TAMPERED = {
    "a level lowered in the record": ("record", "UPDATE record SET level = 0 WHERE level > 0"),
    "a use that nobody agreed to": ("record", f"UPDATE record SET use = use | 1048576 {ONLY_MARKED}"),
    "another version shown": ("record", f"UPDATE record SET shown = 1 {ONLY_MARKED}"),
    "other text in lists": ("record", f"UPDATE record SET cells = replace(cells, 'looting', 'killing') {ONLY_MARKED}"),
    "another area": ("record", f"UPDATE record SET area = 'VM0909' {ONLY_MARKED}"),
    "a conflict hidden": ("record", f"UPDATE record SET heads = 2 {ONLY_MARKED}"),
    "a record removed": ("record", f"DELETE FROM record {ONLY_MARKED}"),
    "a level lowered in a version": ("version", f"UPDATE version SET level = 0 {ONLY_MARKED}"),
    "other cells in a version": ("version", "UPDATE version SET line = replace(line, 'looting', 'killing')"),
    "another number in a version": ("version", f"UPDATE version SET sequence = sequence + 50 {ONLY_MARKED}"),
    "another time": ("version", f"UPDATE version SET recorded_at = recorded_at - 1 {ONLY_MARKED}"),
    "a version removed": ("version", f"DELETE FROM version {ONLY_MARKED}"),
    "an older version made the last": ("supersedes", "DELETE FROM supersedes"),
    "a link removed": ("link", "DELETE FROM link"),
    "a link bent to another record": ("link", "UPDATE link SET target = source"),
    "a link that no longer binds": ("binding", "UPDATE binding SET now = 0"),
    "a redaction undone": ("gone", "DELETE FROM gone"),
    "a redaction invented": ("gone", f"INSERT INTO gone SELECT id, 'redact', id FROM version {ONLY_MARKED}"),
    "a lowering undone": ("eased", "DELETE FROM eased"),
    "a lowering invented": ("eased", f"INSERT INTO eased SELECT id, 'lower', 0, record FROM version {ONLY_MARKED}"),
    "a withdrawal taken out of the record": ("record", "UPDATE record SET taken = 0 WHERE taken"),
    "a withdrawal taken out of a version": ("version", "UPDATE version SET consents = NULL WHERE consents IS NOT NULL"),
    "a version set aside": ("version", f"UPDATE version SET stands = 0 {ONLY_MARKED}"),
    "a limit taken out": ("told", "DELETE FROM told"),
    "words taken out of the search": ("words", "DELETE FROM words WHERE rowid IN (SELECT r FROM record LIMIT 99)"),
    "words put into the search": ("words", "INSERT INTO words (rowid, text) VALUES (987654, 'zqplanted')"),
    "a trigger dropped": ("trigger", "DROP TRIGGER entry_stays"),
    "a trigger put in": ("trigger", "CREATE TRIGGER t AFTER INSERT ON record BEGIN DELETE FROM gone; END"),
    "a table put in": ("table", "CREATE TABLE copies (body BLOB)"),
}  # fmt: skip


@pytest.mark.parametrize("what", TAMPERED)
def test_what_was_written_into_the_projections_by_hand_is_found_and_goes_with_a_rebuild(
    what: str, office: Office
) -> None:
    ledger, (table, statement) = office.ledger, TAMPERED[what]
    assert projections_hold(ledger) == ()
    before = state(ledger)
    assert ledger.database.run(statement), "something was changed"
    found = projections_hold(ledger)
    assert table in {one.table for one in found}, found
    assert all("rebuild" in sentence for sentence in words_of(found))
    assert projections_hold(ledger) == found, "looking changes nothing"
    if table not in ("trigger", "table"):
        with ledger.database.writing():
            rebuild(ledger)
        assert projections_hold(ledger) == ()
        assert state(ledger) == before


def test_a_difference_names_the_record(office: Office) -> None:
    (record,) = office.ledger.database.rows(f"SELECT record FROM record {ONLY_MARKED}")[0]
    office.ledger.database.run("UPDATE record SET level = 0, heads = 7 WHERE record = ?", (record,))
    (found,) = projections_hold(office.ledger)
    assert (found.table, found.about, found.what) == ("record", record, "was changed")


def test_a_statement_cut_out_of_the_table_of_trust_comes_back_from_the_entries(office: Office) -> None:
    ledger = office.ledger
    statements = ledger.trust.statements
    with ledger.database.writing():
        ledger.database.set("statements", "[]")
        ledger.database.set("trusted", "")
        assert ledger.trust.statements == ()
    assert {one.table for one in projections_hold(ledger)} >= {"statement"}
    with ledger.database.writing():
        rebuild(ledger)
    assert ledger.trust.statements == statements


def test_what_is_saved_at_once_and_what_is_folded_later_are_the_same() -> None:
    """The short way for records with one version, and the fold, agree."""
    for seed in (1, 2, 3):
        ledger = history(seed, steps=40).made["HQ"].ledger
        before = state(ledger)
        with ledger.database.writing():
            rebuild(ledger)
        assert state(ledger) == before


def test_a_withdrawn_link_no_longer_binds(office: Office) -> None:
    """Also where it was the only one in the ledger."""
    from withstand.ledger import rights
    from withstand.ledger.journal import withdraw_link

    ledger = operation("HQ")["HQ"].ledger
    public = (Consent(recipient="public", purposes=("reporting",)),)
    source = save(ledger, Source(token="zqt", type="ngo"), SOURCE)
    saved = save(ledger, incident(consent=public), INCIDENT, "confidential", LinkTo("source", source.record))
    question = "SELECT use FROM record WHERE record = ?"
    assert ledger.database.one(question, (saved.record,)) == (rights.own_use(),)
    (link,) = ledger.database.rows("SELECT record FROM link")[0]
    withdraw_link(ledger, link)
    assert ledger.database.one(question, (saved.record,)) == (rights.agreed(public),)
    assert projections_hold(ledger) == ()


def test_two_changes_of_one_record_in_one_batch_are_a_lost_race() -> None:
    from withstand.ledger.errors import LostRace

    ledger = operation("HQ")["HQ"].ledger
    saved = save(ledger)
    drafts = [
        Draft(INCIDENT, incident(narrative=text), "confidential", record=saved.record, supersedes=(saved.entry,))
        for text in ("one", "other")
    ]
    with pytest.raises(LostRace):
        append(ledger, drafts)
    append(ledger, drafts, beside=True)
    assert ledger.database.one("SELECT heads FROM record WHERE record = ?", (saved.record,)) == (2,)
    assert projections_hold(ledger) == ()
