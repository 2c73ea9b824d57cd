"""Redaction takes two people, and then the text is nowhere: not in the file, not in its log, not in the search."""

from __future__ import annotations

from pathlib import Path

import pytest
from forging import chain_of
from offices import Office, Operation, Time, incident, operation, save, write_statement

from withstand.evidence.records import INCIDENT, SOURCE, Source
from withstand.kinds import REGISTRY
from withstand.ledger import rights
from withstand.ledger.acts import disclosures, erase_due, redact
from withstand.ledger.entries import public_text
from withstand.ledger.errors import NotFound
from withstand.ledger.fields import Consent
from withstand.ledger.folding import projections_hold, rebuild
from withstand.ledger.journal import LinkTo
from withstand.ledger.ledger import Ledger
from withstand.ledger.merging import Merged, merge
from withstand.ledger.store.database import Database
from withstand.ledger.verifying import verify

TEXT = "Zqvarnak the teacher Zqbelomi spoke, ZQODUVAR heard it"
WORDS = ("zqvarnak", "zqbelomi", "zqoduvar")
WHY, DAY = "a life is at risk", "2032-06-01"


def left_in(folder: Path, name: str) -> list[str]:
    """Which of the words the bytes of the files still hold, in any case of letters, as text or as UTF-16."""
    content = b"".join(file.read_bytes() for file in sorted(folder.glob(f"{name}.sqlite*"))).lower()
    return [word for word in WORDS if word.encode() in content or word.encode("utf-16-le") in content]


def filled(folder: Path, *names: str) -> Operation:
    """Offices with other records around the one that is to go, some before it and some after."""
    made = operation(*names, folder=folder)
    for number in range(40):
        save(made["HQ"].ledger, incident(narrative=f"other text number {number} " * 20))
    return made


def surround(office: Office) -> None:
    for number in range(40):
        save(office.ledger, incident(narrative=f"later text number {number} " * 20))


def test_a_redacted_text_is_not_in_the_file_nor_its_log_nor_the_search(tmp_path: Path) -> None:
    made = filled(tmp_path, "HQ")
    ledger = made["HQ"].ledger
    saved = save(ledger, incident(narrative=TEXT, property_lost="two zqoduvar goats"))
    surround(made["HQ"])
    save(ledger, incident(narrative=TEXT + " again"), record=saved.record, supersedes=(saved.entry,))
    assert left_in(tmp_path, "HQ") == list(WORDS), "it was there"
    redact(ledger, saved.record, WHY, DAY, made.people)
    assert left_in(tmp_path, "HQ") == []
    assert ledger.database.rows("SELECT 1 FROM words WHERE words MATCH 'zqvarnak'") == []
    assert ledger.database.rows("SELECT cells FROM record WHERE record = ?", (saved.record,)) == [(None,)]
    assert verify(ledger).holds
    with ledger.database.writing():
        rebuild(ledger)
    ledger.close()
    assert left_in(tmp_path, "HQ") == []


def test_an_erased_text_is_not_in_the_file_either(tmp_path: Path) -> None:
    made = filled(tmp_path, "HQ")
    ledger = made["HQ"].ledger
    saved = save(ledger, incident(narrative=TEXT, retain_until="2032-05"))
    kept = save(ledger, incident(narrative="kept", retain_until="2032-06"))
    surround(made["HQ"])
    assert erase_due(ledger, "2032-05-31") == []
    assert erase_due(ledger, "2032-06-01") == [saved.record]
    assert erase_due(ledger, "2032-06-30") == []
    assert left_in(tmp_path, "HQ") == []
    assert ledger.database.one("SELECT present FROM record WHERE record = ?", (kept.record,)) == (1,)
    assert verify(ledger).holds


def test_a_redaction_that_arrives_is_carried_out_to_the_last_byte(tmp_path: Path) -> None:
    made = filled(tmp_path, "HQ", "North")
    hq, north = made["HQ"], made["North"]
    saved = save(hq.ledger, incident(narrative=TEXT))
    surround(hq)
    north.take(hq.send(north))
    assert left_in(tmp_path, "North") == list(WORDS)
    redact(hq.ledger, saved.record, WHY, DAY, made.people)
    north.take(hq.send(north))
    assert left_in(tmp_path, "North") == []
    assert verify(north.ledger).holds


def test_what_another_program_held_open_is_forgotten_by_the_next_that_opens_the_file(tmp_path: Path) -> None:
    made = filled(tmp_path, "HQ")
    ledger = made["HQ"].ledger
    saved = save(ledger, incident(narrative=TEXT))
    surround(made["HQ"])
    ledger.database.rows("PRAGMA busy_timeout = 50")
    reader = Database(tmp_path / "HQ.sqlite", read_only=True)
    with reader.reading():
        reader.rows("SELECT count(*) FROM entry")
        redact(ledger, saved.record, WHY, DAY, made.people)
        assert ledger.database.get("forgetting") == "1"
    reader.close()
    Ledger(Database(tmp_path / "HQ.sqlite"), REGISTRY, ledger.signer, Time()).close()
    assert left_in(tmp_path, "HQ") == []
    assert ledger.database.get("forgetting") == ""


# Obeyed everywhere, in any order


@pytest.mark.parametrize("first", ["act", "body"])
def test_a_redaction_holds_whichever_comes_first_the_act_or_the_body(first: str, tmp_path: Path) -> None:
    made = operation("HQ", "North", "South", folder=tmp_path)
    hq, north, south = made["HQ"], made["North"], made["South"]
    saved = save(north.ledger, incident(narrative=TEXT))
    hq.take(north.send(hq))
    with_body = [*chain_of(north)]
    redact(hq.ledger, saved.record, WHY, DAY, made.people)
    acts = chain_of(hq)
    parts = [acts, with_body] if first == "act" else [with_body, acts]
    for part in parts:
        merge(south.ledger, part, (), Merged())
    held = south.ledger.log.entry(saved.entry)
    assert held is not None
    assert held.entry.body is None
    assert left_in(tmp_path, "South") == []
    assert projections_hold(south.ledger) == ()
    assert verify(south.ledger).holds


def test_a_whole_bundle_made_before_or_after_never_brings_a_redacted_text_back(tmp_path: Path) -> None:
    made = operation("HQ", "North", "South", folder=tmp_path)
    hq, north, south = made["HQ"], made["North"], made["South"]
    saved = save(hq.ledger, incident(narrative=TEXT))
    north.take(hq.send(north))
    early = hq.send(south, whole=True)
    redact(hq.ledger, saved.record, WHY, DAY, made.people)
    south.take(hq.send(south))
    south.take(early)
    south.take(north.send(south, whole=True))
    hq.take(north.send(hq, whole=True))
    for office in (hq, south):
        held = office.ledger.log.entry(saved.entry)
        assert held is not None
        assert held.entry.body is None, office.name
        assert left_in(tmp_path, office.name) == []
        assert projections_hold(office.ledger) == ()
    assert left_in(tmp_path, "North") == list(WORDS), "the act has not reached North yet"


def test_revoking_the_installation_that_carried_a_redaction_does_not_bring_the_text_back(tmp_path: Path) -> None:
    made = operation("HQ", "North", folder=tmp_path)
    hq, north = made["HQ"], made["North"]
    saved = save(hq.ledger, incident(narrative=TEXT))
    north.take(hq.send(north))
    early = hq.send(north, whole=True)
    redact(north.ledger, saved.record, WHY, DAY, made.people)
    hq.take(north.send(hq))
    lost = made.say("revoke", north.ledger.signer.installation, public_text(north.key), sequence=1, on=DAY)
    write_statement(hq.ledger, lost)
    assert projections_hold(hq.ledger) == ()
    assert hq.ledger.database.one("SELECT why FROM gone") == ("redact",)
    assert early
    assert left_in(tmp_path, "HQ") == []


def test_every_bundle_and_export_that_held_a_text_is_listed() -> None:
    from withstand.ledger.journal import append
    from withstand.ledger.receipts import receipt
    from withstand.ledger.system import Stretch

    made = operation("HQ", "North", "South", clearance="confidential")
    hq, north, south = made["HQ"], made["North"], made["South"]
    saved = save(hq.ledger, incident(narrative=TEXT))
    secret = save(hq.ledger, classification="strictly_confidential")
    north.take(hq.send(north))
    south.take(north.send(south))
    hq.take(north.send(hq))
    number = hq.ledger.log.entry(saved.entry)
    assert number is not None
    own = hq.ledger.signer.installation
    held = (Stretch(installation=own, first=number.entry.meta.sequence, last=number.entry.meta.sequence),)
    append(hq.ledger, [receipt("export", "minister", "list.xlsx", b"rows", (), held)])
    append(hq.ledger, [receipt("export", "press", "other.xlsx", b"rows")])
    _, found = redact(hq.ledger, saved.record, WHY, DAY, made.people)
    parties = {north.ledger.signer.installation: "North", south.ledger.signer.installation: "South", own: "HQ"}
    told = [(one.what, parties.get(one.party, one.party), one.file) for one in found]
    assert told == [("bundle", "North", ""), ("bundle", "South", ""), ("export", "minister", "list.xlsx")]
    assert disclosures(hq.ledger, [secret.entry]) == []


def test_a_bundle_that_others_made_is_listed_as_soon_as_its_receiver_is_heard_of() -> None:
    made = operation("HQ", "North", "South")
    hq, north, south = made["HQ"], made["North"], made["South"]
    saved = save(hq.ledger, incident(narrative=TEXT))
    north.take(hq.send(north))
    south.take(north.send(south))
    hq.take(south.send(hq))
    told = [(one.what, one.party) for one in disclosures(hq.ledger, [saved.entry])]
    assert told == [("bundle", north.ledger.signer.installation), ("import", south.ledger.signer.installation)]
    hq.take(north.send(hq))
    told = [(one.what, one.party) for one in disclosures(hq.ledger, [saved.entry])]
    assert told == [("bundle", north.ledger.signer.installation), ("bundle", south.ledger.signer.installation)]


def test_what_rests_on_a_redacted_source_is_for_own_use_everywhere_alike() -> None:
    made = operation("HQ", "North")
    hq, north = made["HQ"], made["North"]
    public = (Consent(recipient="public", purposes=("reporting",)),)
    source = save(hq.ledger, Source(token="zqs", type="ngo", consent=public), SOURCE)
    saved = save(hq.ledger, incident(consent=public), INCIDENT, "confidential", LinkTo("source", source.record))
    north.take(hq.send(north))
    redact(hq.ledger, source.record, WHY, DAY, made.people)
    north.take(hq.send(north))
    for office in (hq, north):
        use = office.ledger.database.one("SELECT use FROM record WHERE record = ?", (saved.record,))
        assert use == (rights.own_use(),)
        assert projections_hold(office.ledger) == ()


@pytest.mark.parametrize("first", ["act", "version"])
def test_a_redaction_holds_for_versions_that_its_people_had_not_seen(first: str, tmp_path: Path) -> None:
    """North changes a record, text and all, while two people at HQ redact it."""
    made = operation("HQ", "North", "South", folder=tmp_path)
    hq, north, south = made["HQ"], made["North"], made["South"]
    saved = save(hq.ledger, incident(narrative=TEXT))
    north.take(hq.send(north))
    beside = save(north.ledger, incident(narrative=TEXT), record=saved.record, supersedes=(saved.entry,))
    redact(hq.ledger, saved.record, WHY, DAY, made.people)
    parts = [chain_of(hq), chain_of(north)]
    for part in parts if first == "act" else reversed(parts):
        merge(south.ledger, part, (), Merged())
    north.take(hq.send(north))
    hq.take(north.send(hq))
    hq.take(north.send(hq, whole=True))
    for office in (hq, north, south):
        held = office.ledger.log.entry(beside.entry)
        assert held is not None
        assert held.entry.body is None, office.name
        assert left_in(tmp_path, office.name) == []
        assert verify(office.ledger).holds, verify(office.ledger).faults
        assert projections_hold(office.ledger) == ()


def test_a_redaction_holds_where_the_versions_that_it_names_are_quarantined(tmp_path: Path) -> None:
    """What North wrote counts nowhere; what HQ made of it does, and goes with North's own redaction (seed 1354)."""
    made = operation("HQ", "North", folder=tmp_path)
    hq, north = made["HQ"], made["North"]
    saved = save(north.ledger, incident(narrative=TEXT))
    hq.take(north.send(hq))
    save(hq.ledger, incident(narrative=TEXT), record=saved.record, supersedes=(saved.entry,))
    write_statement(
        hq.ledger, made.say("revoke", north.ledger.signer.installation, public_text(north.key), sequence=0, on=DAY)
    )
    redact(north.ledger, saved.record, WHY, DAY, made.people)
    merge(hq.ledger, chain_of(north), (), Merged())
    assert left_in(tmp_path, "HQ") == []
    assert hq.ledger.database.rows("SELECT present, cells FROM record WHERE record = ?", (saved.record,)) == [(0, None)]
    assert projections_hold(hq.ledger) == ()
    assert verify(hq.ledger).holds


def test_nothing_is_added_to_a_redacted_record() -> None:
    made = operation("HQ")
    saved = save(made["HQ"].ledger)
    act, _ = redact(made["HQ"].ledger, saved.record, WHY, DAY, made.people)
    with pytest.raises(NotFound, match="was redacted"):
        save(made["HQ"].ledger, incident(), record=saved.record, supersedes=(saved.entry,))
    assert verify(made["HQ"].ledger).holds
    assert act.entry
