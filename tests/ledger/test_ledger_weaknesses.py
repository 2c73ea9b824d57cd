"""A test for each weakness that a hostile reading of the ledger found, named after what must hold now."""

from __future__ import annotations

import msgspec
import pytest
from forging import bundle, chain_of, forged_entry, next_after
from offices import Office, Operation, incident, operation, save

from withstand.evidence.records import INCIDENT, SOURCE, Source
from withstand.ledger import rights
from withstand.ledger.acts import erase_due, redact, regive, widen
from withstand.ledger.bundles import export, known_frontier
from withstand.ledger.entries import LARGEST_BODY
from withstand.ledger.errors import Forged, InvalidRecord, NotFound, TwoPeople
from withstand.ledger.fields import Consent
from withstand.ledger.folding import projections_hold
from withstand.ledger.journal import LinkTo, Saved, append_links, tell_limits, withdraw_link
from withstand.ledger.system import LINK, RECEIPT
from withstand.ledger.verifying import verify
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
    north.ledger.projection._db.run("UPDATE record SET compartments = 0, unsealed = 0")  # its own file is its to change
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


PUBLIC = (Consent(recipient="public", purposes=("reporting",), on="2032-05-01"),)
WITHDRAWN = (Consent(recipient="public", given=False, on="2032-05-20"),)
DAY, WHY = "2032-06-01", "entered by mistake"


def uses(office: Office, record: str) -> int:
    row = office.ledger.database.one("SELECT use FROM record WHERE record = ?", (record,))
    assert row is not None
    return int(row[0])


def restricted_source(made: Operation) -> tuple[Saved, Saved]:
    """HQ's incident, open to North, from a source that North may not see."""
    hq = made["HQ"].ledger
    source = save(hq, Source(token="zqs", type="ngo", consent=PUBLIC), SOURCE, "strictly_confidential")
    return source, save(hq, incident(consent=PUBLIC), INCIDENT, "confidential", LinkTo("source", source.record))


def test_a_withdrawal_reaches_an_office_that_holds_the_incident_and_not_its_source() -> None:
    made = operation("HQ", "North", clearance="confidential")
    hq, north = made["HQ"], made["North"]
    source, told = restricted_source(made)
    north.take(hq.send(north))
    assert uses(north, told.record) == uses(hq, told.record) == rights.agreed(PUBLIC)
    save(hq.ledger, Source(token="zqs", type="ngo", consent=(*PUBLIC, *WITHDRAWN)), SOURCE, "strictly_confidential",
         record=source.record, supersedes=(source.entry,))  # fmt: skip
    north.take(hq.send(north))
    assert uses(north, told.record) == uses(hq, told.record) == rights.own_use()
    for office in (hq, north):
        assert projections_hold(office.ledger) == ()
        assert tell_limits(office.ledger) == 0, "said once is enough"


def test_whoever_brings_a_withdrawal_and_an_incident_together_says_so() -> None:
    """East withdraws on its source, HQ alone holds the link, North holds the incident only."""
    made = operation("HQ", "East", "North")
    hq, east, north = made["HQ"], made["East"], made["North"]
    source = save(east.ledger, Source(token="zqs", type="ngo", consent=PUBLIC), SOURCE)
    hq.take(east.send(hq))
    told = save(hq.ledger, incident(consent=PUBLIC), INCIDENT, "confidential", LinkTo("source", source.record))
    save(east.ledger, Source(token="zqs", type="ngo", consent=WITHDRAWN), SOURCE, record=source.record,
         supersedes=(source.entry,))  # fmt: skip
    hq.take(east.send(hq))
    assert hq.ledger.database.rows("SELECT record FROM told") == [(told.record,)]
    north.take(hq.send(north))
    assert uses(north, told.record) == rights.own_use()
    again = Consent(recipient="public", purposes=("reporting",), on="2032-06")
    (head,) = east.ledger.database.rows("SELECT id FROM version v JOIN record r ON r.shown = v.n WHERE r.record = ?",
                                        (source.record,))[0]  # fmt: skip
    save(east.ledger, Source(token="zqs", type="ngo", consent=(again,)), SOURCE, record=source.record,
         supersedes=(head,))  # fmt: skip
    hq.take(east.send(hq))
    north.take(hq.send(north))
    assert uses(hq, told.record) == uses(north, told.record) == rights.agreed(PUBLIC)


def test_a_source_that_has_not_come_yet_limits_nobody_for_good() -> None:
    """Bundles arrive in any order: the incident first, then its source in another chain."""
    made = operation("HQ", "East", "North")
    hq, east, north = made["HQ"], made["East"], made["North"]
    source = save(east.ledger, Source(token="zqs", type="ngo", consent=PUBLIC), SOURCE)
    hq.take(east.send(hq))
    told = save(hq.ledger, incident(consent=PUBLIC), INCIDENT, "confidential", LinkTo("source", source.record))
    north.take(bundle(made, hq, north, chain_of(hq)))
    assert uses(north, told.record) == rights.own_use()
    assert north.ledger.database.rows("SELECT record FROM told") == []
    north.take(bundle(made, east, north, [one for one in chain_of(east) if one.meta.sequence]))
    assert uses(north, told.record) == rights.agreed(PUBLIC)


def test_no_one_person_drops_a_withdrawal() -> None:
    """By an edit that leaves it out, by settling a conflict without it, by taking the link back."""
    ledger = operation("HQ")["HQ"].ledger
    hq = Office("HQ", ledger, ledger.signer.key, "", "")
    source = save(ledger, Source(token="zqs", type="ngo", consent=(*PUBLIC, *WITHDRAWN)), SOURCE)
    told = save(ledger, incident(consent=PUBLIC), INCIDENT, "confidential", LinkTo("source", source.record))
    other = save(ledger, Source(token="zqs", type="ngo", consent=PUBLIC), SOURCE, record=source.record,
                 supersedes=(source.entry,))  # fmt: skip
    assert uses(hq, told.record) == rights.own_use()
    save(ledger, Source(token="zqs", type="media", consent=PUBLIC), SOURCE, record=source.record,
         supersedes=(other.entry,))  # fmt: skip
    ((link,),) = ledger.database.rows("SELECT record FROM link")
    withdraw_link(ledger, link)
    assert uses(hq, told.record) == uses(hq, source.record) == rights.own_use()
    assert projections_hold(ledger) == ()


def test_two_people_set_a_mistaken_withdrawal_aside() -> None:
    made = operation("HQ", "North")
    hq, north = made["HQ"], made["North"]
    source = save(hq.ledger, Source(token="zqs", type="ngo", consent=PUBLIC), SOURCE)
    told = save(hq.ledger, incident(consent=PUBLIC), INCIDENT, "confidential", LinkTo("source", source.record))
    save(hq.ledger, Source(token="zqs", type="ngo", consent=(*PUBLIC, *WITHDRAWN)), SOURCE, record=source.record,
         supersedes=(source.entry,))  # fmt: skip
    north.take(hq.send(north))
    with pytest.raises(TwoPeople):
        regive(hq.ledger, source.record, WHY, DAY, made.people[:1])
    regive(hq.ledger, source.record, WHY, DAY, made.people)
    north.take(hq.send(north))
    for office in (hq, north):
        assert uses(office, source.record) == rights.agreed(PUBLIC)
        assert uses(office, told.record) == rights.agreed(PUBLIC), "the limit went with its reason"
        assert projections_hold(office.ledger) == ()


def test_two_people_widen_compartments() -> None:
    made = operation("HQ", "North", components={"HQ": ("human_rights", "force"), "North": ("force",)})
    hq, north = made["HQ"], made["North"]
    saved = save(hq.ledger, compartments=("human_rights",))
    with pytest.raises(TwoPeople):
        widen(hq.ledger, saved.record, ("force",), WHY, DAY, made.people[:1])
    with pytest.raises(InvalidRecord, match="open to these already"):
        widen(hq.ledger, saved.record, ("human_rights",), WHY, DAY, made.people)
    with pytest.raises(InvalidRecord, match="not a component"):
        widen(hq.ledger, saved.record, ("astronauts",), WHY, DAY, made.people)
    widen(hq.ledger, saved.record, ("force",), WHY, DAY, made.people)
    north.take(hq.send(north))
    for office in (hq, north):
        force = Audience("force", "strictly_confidential", ("force",))
        assert Picture(office.ledger, force).holds(saved.record)
        assert projections_hold(office.ledger) == ()
        police = Audience("police", "strictly_confidential", ("police",))
        assert not Picture(office.ledger, police).holds(saved.record)
    save(hq.ledger, record=saved.record, supersedes=(saved.entry,), compartments=("force", "human_rights"))


def _body(**fields: object) -> bytes:
    return msgspec.json.encode({"fields": fields, "vocabularies": {}}, order="sorted")


HOSTILE = {
    "a body that does not fit": (INCIDENT.tag, _body(what="looting")),
    "another kind": ("evidence.Alert@1", _body(what="x")),
    "a kind that nobody knows": ("x.New@1", _body(anything="x")),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_nobody_hides_a_record_by_writing_over_it_what_nobody_can_read(what: str) -> None:
    made = operation("HQ", "North")
    hq, north = made["HQ"], made["North"]
    saved = save(hq.ledger)
    north.take(hq.send(north))
    known_at = hq.ledger.clock()
    entries = chain_of(north)
    number, previous = next_after(entries)
    tag, content = HOSTILE[what]
    entries.append(
        forged_entry(north, number, previous, content, kind=tag, record=saved.record, supersedes=(saved.entry,))
    )
    hq.take(bundle(made, north, hq, entries))
    save(hq.ledger)
    for picture in (Picture(hq.ledger, HOLDER), Picture(hq.ledger, HOLDER, known_at=known_at)):
        assert picture.get(saved.record).version == saved.entry
        assert picture.heads(saved.record) == (saved.entry,)
    assert verify(hq.ledger).holds
    assert projections_hold(hq.ledger) == ()
    save(hq.ledger, incident(displaced=3), record=saved.record, supersedes=(saved.entry,))


@pytest.mark.parametrize(
    "link",
    [
        {"role": "source", "target": "0" * 8 + "-0000-7000-8000-" + "0" * 12},
        {"role": "no_such_role", "target": "itself"},
        {"role": "source", "target": "itself"},
    ],
)
def test_nobody_hides_a_record_by_binding_it_to_nothing(link: dict[str, str]) -> None:
    made = operation("HQ", "North")
    hq, north = made["HQ"], made["North"]
    saved = save(hq.ledger)
    north.take(hq.send(north))
    entries = chain_of(north)
    number, previous = next_after(entries)
    target = saved.record if link["target"] == "itself" else link["target"]
    content = _body(role=link["role"], source=saved.record, target=target, binds=True)
    entries.append(forged_entry(north, number, previous, content, kind=LINK.tag))
    hq.take(bundle(made, north, hq, entries))
    assert Picture(hq.ledger, HOLDER).holds(saved.record)
    assert projections_hold(hq.ledger) == ()


def test_versions_that_supersede_each_other_leave_a_head() -> None:
    made = operation("HQ", "North")
    hq, north = made["HQ"], made["North"]
    saved = save(hq.ledger)
    north.take(hq.send(north))
    entries = chain_of(north)
    content = INCIDENT.body(incident())
    number, previous = next_after(entries)
    first = forged_entry(north, number, previous, content, kind=INCIDENT.tag, record=saved.record)
    second = forged_entry(north, number + 1, first.hash, content, kind=INCIDENT.tag, record=saved.record,
                          supersedes=(first.meta.id, saved.entry))  # fmt: skip
    first = forged_entry(north, number, previous, content, kind=INCIDENT.tag, record=saved.record,
                         supersedes=(second.meta.id, saved.entry), id=first.meta.id)  # fmt: skip
    second = forged_entry(north, number + 1, first.hash, content, kind=INCIDENT.tag, record=saved.record,
                          supersedes=(first.meta.id, saved.entry), id=second.meta.id)  # fmt: skip
    hq.take(bundle(made, north, hq, [*entries, first, second]))
    heads = Picture(hq.ledger, HOLDER).heads(saved.record)
    assert len(heads) == 3
    save(hq.ledger, record=saved.record, supersedes=heads)
    assert projections_hold(hq.ledger) == ()


def test_a_long_chain_of_records_that_rest_on_each_other_is_worked_out_at_once() -> None:
    ledger = operation("HQ")["HQ"].ledger
    source = save(ledger, Source(token="zqs", type="ngo", consent=PUBLIC), SOURCE)
    last = save(ledger, incident(consent=PUBLIC), INCIDENT, "confidential", LinkTo("source", source.record))
    for _ in range(60):
        last = save(ledger, incident(consent=PUBLIC), INCIDENT, "confidential", LinkTo("rests_on", last.record))
    save(ledger, Source(token="zqs", type="ngo", consent=WITHDRAWN), SOURCE, record=source.record,
         supersedes=(source.entry,))  # fmt: skip
    assert ledger.database.one("SELECT count(*) FROM record WHERE kind = 'evidence.Incident' AND use <> ?",
                               (rights.own_use(),)) == (0,)  # fmt: skip
    append_links(ledger, INCIDENT, last.record, [LinkTo("source", source.record)])
    assert projections_hold(ledger) == ()


def test_a_false_receipt_starves_nobody_and_says_whose_word_it_is() -> None:
    """North claims to hold headquarters' chain, with a head that is none; it gets the chain all the same."""
    made = operation("HQ", "North")
    hq, north = made["HQ"], made["North"]
    save(hq.ledger)
    point = {"installation": hq.ledger.signer.installation, "sequence": 4, "hash": "f" * 64}
    content = _body(what="import", frontier=[point])
    hq.take(bundle(made, north, hq, [forged_entry(north, 1, body=content, kind=RECEIPT.tag)]))
    (fault,) = verify(hq.ledger).faults
    assert "the office North says to have seen" in fault.what
    assert known_frontier(hq.ledger, north.ledger.signer.installation).keys() == {north.ledger.signer.installation}
    sent = export(hq.ledger, "North")
    assert sent.manifest.entries >= 4


def test_a_number_that_no_chain_reaches_is_refused_before_anything_is_taken() -> None:
    made = operation("HQ", "North")
    hq, north = made["HQ"], made["North"]
    before = hq.ledger.frontier()
    far = forged_entry(north, 2**40, "0" * 64)
    with pytest.raises(Forged):
        hq.take(bundle(made, north, hq, [forged_entry(north, 1), far]))
    assert hq.ledger.frontier() == before


def test_a_body_too_large_is_not_written_and_not_taken_in() -> None:
    made = operation("HQ", "North")
    hq, north = made["HQ"], made["North"]
    huge = Source(token="zqs", type="ngo", correction="x" * 20_000, grade="B2")
    save(hq.ledger, huge, SOURCE)
    content = _body(what="looting", narrative="x" * (LARGEST_BODY + 1))
    received = hq.take(bundle(made, north, hq, [forged_entry(north, 1, body=content)]))
    assert received.merged.new == 1
    assert hq.ledger.database.one("SELECT 1 FROM body WHERE length(body) > ?", (LARGEST_BODY,)) is None
    assert verify(hq.ledger).holds
    assert projections_hold(hq.ledger) == ()


def test_entries_that_go_back_in_time_are_told() -> None:
    made = operation("HQ", "North")
    hq, north = made["HQ"], made["North"]
    first = forged_entry(north, 1)
    second = forged_entry(north, 2, first.hash, recorded_at=first.meta.recorded_at - 5)
    assert hq.take(bundle(made, north, hq, [first, second])).merged.clocks_back == {"North"}
    assert hq.take(bundle(made, north, hq, [first])).merged.clocks_back == set()


def test_what_a_restored_installation_erased_before_stays_erased() -> None:
    """The old chain's erasures come in a later bundle to the installation that was restored from it."""
    made = operation("HQ", "North")
    hq, north = made["HQ"], made["North"]
    saved = save(hq.ledger, incident(narrative="the red house", retain_until="2032-05"))
    north.take(hq.send(north))
    erase_due(hq.ledger, "2032-06-01")
    north.ledger.database.set("formerly", hq.ledger.signer.installation)
    north.take(hq.send(north))
    assert north.ledger.database.one("SELECT present FROM record WHERE record = ?", (saved.record,)) == (0,)
    assert not north.ledger.database.rows("SELECT 1 FROM body WHERE CAST(body AS TEXT) LIKE '%red house%'")
    assert projections_hold(north.ledger) == ()
    assert verify(north.ledger).holds
