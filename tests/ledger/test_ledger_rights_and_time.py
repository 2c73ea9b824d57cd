"""Knowledge is then's, rights are today's; programs of two versions, wrong clocks and withdrawn consent."""

from __future__ import annotations

import itertools

import pytest
from forging import bundle, chain_of, forged_entry, next_after
from offices import START, Office, Operation, Time, incident, operation, save

from withstand.evidence.records import INCIDENT, SOURCE, Source
from withstand.ledger import rights
from withstand.ledger.acts import erase_due, lower
from withstand.ledger.errors import TwoPeople
from withstand.ledger.fields import Consent
from withstand.ledger.folding import projections_hold
from withstand.ledger.ids import A_DAY
from withstand.ledger.journal import LinkTo
from withstand.ledger.merging import Merged, merge
from withstand.ledger.verifying import verify
from withstand.vocabulary.terms import vocabulary

HOUR = 3_600_000_000


def columns(office: Office, record: str, names: str) -> tuple[object, ...]:
    row = office.ledger.database.one(f"SELECT {names} FROM record WHERE record = ?", (record,))
    assert row is not None
    return tuple(row)


def exchange(made: Operation, *pairs: str) -> None:
    for sender, receiver in itertools.pairwise(pairs):
        made[receiver].take(made[sender].send(made[receiver]))


# Restricting and lowering


def test_a_record_restricted_today_is_restricted_in_every_earlier_version() -> None:
    made = operation("HQ", "North", clearance="confidential")
    hq, north = made["HQ"], made["North"]
    saved = save(hq.ledger, incident(narrative="zqearlier"), classification="unclassified")
    save(
        hq.ledger, incident(narrative="zqlater"), classification="strictly_confidential",
        compartments=("human_rights",), record=saved.record, supersedes=(saved.entry,),
    )  # fmt: skip
    assert columns(hq, saved.record, "level, compartments") == (2, rights.compartments(("human_rights",)))
    exchange(made, "HQ", "North")
    bodies = [row[0] for row in north.ledger.database.rows("SELECT body FROM body")]
    assert not any(b"zqearlier" in body or b"zqlater" in body for body in bodies), "the earlier one is closed as well"


def test_an_older_version_that_arrives_later_is_as_restricted_as_the_record() -> None:
    made = operation("HQ", "North")
    hq, north = made["HQ"], made["North"]
    saved = save(hq.ledger, classification="strictly_confidential")
    exchange(made, "HQ", "North")
    save(hq.ledger, classification="strictly_confidential", record=saved.record, supersedes=(saved.entry,))
    number, previous = next_after(chain_of(north))
    low = forged_entry(
        north, number, previous, record=saved.record, supersedes=(saved.entry,), classification="unclassified"
    )
    hq.take(bundle(made, north, hq, [*chain_of(north), low]))
    assert columns(hq, saved.record, "level, heads") == (2, 2)


def test_lowering_takes_two_people() -> None:
    made = operation("HQ", "North")
    hq, north = made["HQ"], made["North"]
    saved = save(hq.ledger, classification="strictly_confidential")
    with pytest.raises(TwoPeople, match="takes two people"):
        save(hq.ledger, classification="confidential", record=saved.record, supersedes=(saved.entry,))
    lower(hq.ledger, saved.record, "unclassified", "reviewed", "2032-06-01", made.people)
    exchange(made, "HQ", "North")
    for office in (hq, north):
        assert columns(office, saved.record, "level") == (0,)
    save(hq.ledger, classification="unclassified", record=saved.record, supersedes=(saved.entry,))
    assert columns(hq, saved.record, "level") == (0,)


def test_a_hostile_office_that_just_writes_a_lower_classification_lowers_nothing() -> None:
    made = operation("HQ", "North")
    hq, north = made["HQ"], made["North"]
    saved = save(hq.ledger, classification="strictly_confidential")
    exchange(made, "HQ", "North")
    number, previous = next_after(chain_of(north))
    low = forged_entry(
        north, number, previous, record=saved.record, supersedes=(saved.entry,), classification="unclassified"
    )
    hq.take(bundle(made, north, hq, [*chain_of(north), low]))
    assert columns(hq, saved.record, "level, heads") == (2, 1)
    assert hq.ledger.database.one("SELECT id FROM version v JOIN record r ON r.shown = v.n WHERE r.record = ?",
                                  (saved.record,)) == (low.meta.id,)  # fmt: skip


def test_compartments_are_never_widened_by_a_new_version_nor_by_a_hostile_office() -> None:
    made = operation("HQ", "North", components={"North": ("police",)})
    hq, north = made["HQ"], made["North"]
    saved = save(hq.ledger, incident(narrative="zqsecret"), compartments=("human_rights", "legal"))
    exchange(made, "HQ", "North")
    for wider in ((), ("human_rights", "police")):
        with pytest.raises(TwoPeople, match="not widened"):
            save(hq.ledger, compartments=wider, record=saved.record, supersedes=(saved.entry,))
    number, previous = next_after(chain_of(north))
    wide = forged_entry(north, number, previous, record=saved.record, supersedes=(saved.entry,), compartments=())
    hq.take(bundle(made, north, hq, [*chain_of(north), wide]))
    assert columns(hq, saved.record, "compartments") == (rights.compartments(("human_rights", "legal")),)
    north.take(hq.send(north, whole=True))
    assert not any(b"zqsecret" in row[0] for row in north.ledger.database.rows("SELECT body FROM body"))


@pytest.mark.parametrize("first", ["act", "record"])
def test_a_lowering_holds_whichever_comes_first_the_act_or_the_record(first: str) -> None:
    made = operation("HQ", "North", "South")
    hq, north, south = made["HQ"], made["North"], made["South"]
    saved = save(north.ledger, classification="strictly_confidential")
    exchange(made, "North", "HQ")
    lower(hq.ledger, saved.record, "confidential", "reviewed", "2032-06-01", made.people)
    parts = [chain_of(hq), chain_of(north)]
    for part in parts if first == "act" else reversed(parts):
        merge(south.ledger, part, (), Merged())
    assert columns(south, saved.record, "level") == (1,)
    assert projections_hold(south.ledger) == ()


def test_a_word_of_a_newer_vocabulary_closes_a_record() -> None:
    made = operation("HQ", "North")
    hq, north = made["HQ"], made["North"]
    entries = [forged_entry(north, 1, classification="cosmic")]
    number, previous = next_after(entries)
    entries.append(forged_entry(north, number, previous, classification="unclassified", compartments=("astronauts",)))
    hq.take(bundle(made, north, hq, entries))
    assert columns(hq, entries[0].meta.record, "level") == (rights.UNKNOWN_LEVEL,)
    (mask,) = columns(hq, entries[1].meta.record, "compartments")
    assert isinstance(mask, int)
    assert mask & rights.compartments(("human_rights", "leadership")) == 0
    assert mask != rights.EVERYBODY


# Links


def test_a_low_clearance_edit_never_drops_a_hidden_link() -> None:
    """North may not see the source, nor the link to it; what North changes keeps both."""
    made = operation("HQ", "North", clearance="confidential")
    hq, north = made["HQ"], made["North"]
    source = save(hq.ledger, Source(token="zqs", type="ngo"), SOURCE, "strictly_confidential")
    saved = save(hq.ledger, incident(), INCIDENT, "confidential", LinkTo("source", source.record))
    links = hq.ledger.database.rows("SELECT record, role, source, target FROM link")
    exchange(made, "HQ", "North")
    assert north.ledger.database.rows("SELECT * FROM link") == []
    save(north.ledger, incident(narrative="corrected"), record=saved.record, supersedes=(saved.entry,))
    exchange(made, "North", "HQ")
    assert columns(hq, saved.record, "heads") == (1,)
    assert hq.ledger.database.rows("SELECT record, role, source, target FROM link") == links
    assert len(links) == 1


# Consent


def test_consent_withdrawn_on_a_source_cascades_to_what_rests_on_it_in_any_order() -> None:
    """Incident rests on an alert's incident, that on a source: four chains, in all twenty-four orders."""
    made = operation("HQ", "North", "South", "East")
    hq, north, south, east = (made[name] for name in ("HQ", "North", "South", "East"))
    public = (Consent(recipient="public", purposes=("protection", "reporting")),)
    source = save(north.ledger, Source(token="zqs", type="ngo", consent=public), SOURCE)
    exchange(made, "North", "South")
    first = save(south.ledger, incident(consent=public), INCIDENT, "confidential", LinkTo("source", source.record))
    exchange(made, "South", "East")
    last = save(east.ledger, incident(consent=public), INCIDENT, "confidential", LinkTo("rests_on", first.record))
    exchange(made, "North", "HQ")
    withdrawn = (*public, Consent(recipient="public", given=False))
    save(
        hq.ledger, Source(token="zqs", type="ngo", consent=withdrawn), SOURCE, record=source.record,
        supersedes=(source.entry,),
    )  # fmt: skip
    chains = [chain_of(office) for office in (hq, north, south, east)]
    for number, order in enumerate(itertools.permutations(chains)):
        reader = operation("Reader", seed=100 + number)["Reader"]
        reader.ledger.database.set("operation", made.name)
        reader.ledger.database.set("statements", "[]")
        for chain in order:
            merge(reader.ledger, chain, hq.ledger.trust.statements, Merged())
        for record in (source.record, first.record, last.record):
            (use,) = columns(reader, record, "use")
            assert isinstance(use, int)
            assert use & rights.uses("public") == 0, number
            assert use & rights.uses("un"), number


def test_consent_that_comes_back_on_a_later_day_opens_again() -> None:
    made = operation("HQ")
    ledger = made["HQ"].ledger
    closed = Consent(recipient="un", given=False, on="2032-05")
    again = Consent(recipient="un", purposes=tuple(vocabulary("consent_purposes").terms), on="2032-06-02")
    source = save(ledger, Source(token="zqs", type="ngo", consent=(closed,)), SOURCE)
    saved = save(ledger, incident(), INCIDENT, "confidential", LinkTo("source", source.record))
    assert columns(made["HQ"], saved.record, "use") == (0,)
    agreed = Source(token="zqs", type="ngo", consent=(again,))
    save(ledger, agreed, SOURCE, record=source.record, supersedes=(source.entry,))
    assert columns(made["HQ"], saved.record, "use") == (rights.own_use(),)
    assert projections_hold(ledger) == ()


# Erasure


def test_erasures_are_obeyed_only_at_home() -> None:
    made = operation("HQ", "North")
    hq, north = made["HQ"], made["North"]
    saved = save(hq.ledger, incident(retain_until="2032-05"))
    exchange(made, "HQ", "North")
    assert erase_due(hq.ledger, "2032-06-01") == [saved.record]
    exchange(made, "HQ", "North")
    assert columns(hq, saved.record, "present") == (0,)
    assert columns(north, saved.record, "present") == (1,)
    hq.take(north.send(hq, whole=True))
    assert columns(hq, saved.record, "present") == (0,), "what was erased here does not come back"
    for office in (hq, north):
        assert verify(office.ledger).holds
        assert projections_hold(office.ledger) == ()


# Clocks


@pytest.mark.parametrize(("ahead", "flagged"), [(23 * HOUR, False), (25 * HOUR, True), (400 * A_DAY, True)])
def test_a_clock_more_than_a_day_ahead_is_flagged_and_never_advances_ours(ahead: int, flagged: bool) -> None:
    made = operation("HQ", "North")
    hq, north = made["HQ"], made["North"]
    hq.ledger.clock = Time(START)
    north.ledger.clock = Time(START + ahead)
    save(north.ledger)
    sent = north.send(hq)
    now = hq.ledger.clock()
    merged = hq.take(sent).merged
    assert merged.clocks_ahead == ({"North"} if flagged else set())
    written = hq.ledger.log.entry(save(hq.ledger).entry)
    assert written is not None
    if flagged:
        assert written.entry.meta.recorded_at < now + HOUR
    else:
        assert written.entry.meta.recorded_at > START + ahead, "what follows what was seen is later than it"


def test_a_clock_that_goes_back_does_not_make_later_entries_earlier() -> None:
    ledger = operation("HQ")["HQ"].ledger
    instants = []
    for now in (START, START + HOUR, START - 900 * A_DAY, START + HOUR // 2, START + 2 * HOUR):
        ledger.clock = Time(now)
        written = ledger.log.entry(save(ledger).entry)
        assert written is not None
        instants.append(written.entry.meta.recorded_at)
    assert instants == sorted(set(instants))
