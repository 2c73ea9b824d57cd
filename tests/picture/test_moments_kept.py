"""What stood at an earlier moment is worked out once, and is never read on when something was written since."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from offices import Office, incident, operation, save
from worlds import World, audiences, growing, world

from withstand.evidence.records import INCIDENT, SOURCE, Source
from withstand.kinds import REGISTRY
from withstand.ledger.acts import redact
from withstand.ledger.fields import Consent
from withstand.ledger.journal import LinkTo, Saved, append_links, withdraw_link
from withstand.ledger.ledger import Ledger
from withstand.ledger.store.database import Database
from withstand.ledger.store.moments import Moments
from withstand.picture.audience import HOLDER, Audience
from withstand.picture.guard import Guard
from withstand.picture.picture import Picture

READER = Audience("reader", "confidential", ("human_rights",))
PARTNER = Audience("partner", "strictly_confidential", ("*",), recipient="humanitarian")
KINDS = (INCIDENT, SOURCE)


def told(here: World, audience: Audience, instant: int) -> dict[str, str]:
    """Record to words, from the plain account."""
    visible = {record: here.words(record, instant) for record in here.told if here.visible(record, audience)}
    return {record: words for record, words in visible.items() if words is not None}


def seen(picture: Picture) -> dict[str, str]:
    """Record to words, by lists."""
    found = {}
    for kind in KINDS:
        for one in picture.each(kind):
            found[one.record] = one.raw.get("narrative", "").removeprefix("Said: ") or one.raw["token"]
    return found


def answers(picture: Picture, records: list[str]) -> list[Any]:
    """What is answered to every kind of question."""
    return [
        seen(picture), picture.counts(), [picture.count(kind) for kind in KINDS],
        [picture.frame(kind).sort("record").to_dicts() for kind in KINDS],
        picture.link_frame(INCIDENT).to_dicts(), picture.ties(records), picture.ties(records, outward=False),
        [list(picture.whole(kind)) for kind in KINDS], sorted(picture.several(records)),
        sorted(picture.placed("VM0101", [INCIDENT.name])), [one.record for one in picture.conflicts()],
        [one.record for one in picture.search("marker")], [picture.holds(record) for record in records],
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_a_moment_is_as_the_account_has_it_whatever_is_written_between_two_questions(seed: int) -> None:
    dice = random.Random(seed)
    for here in growing(seed, steps=20):
        audience = dice.choice(audiences())
        for instant in dice.sample(here.instants, min(5, len(here.instants))):
            assert seen(Picture(here.ledger, audience, known_at=instant)) == told(here, audience, instant)


@pytest.mark.parametrize("seed", range(6))
def test_a_moment_that_is_kept_answers_as_one_worked_out_anew(seed: int) -> None:
    here = world(seed)
    dice, database = random.Random(seed), here.ledger.database
    for instant in here.instants[::4]:
        for audience in (HOLDER, dice.choice(audiences())):
            picture = Picture(here.ledger, audience, known_at=instant)
            kept = [answers(picture, list(here.told)) for _ in range(2)]
            database.moments = Moments(database)
            assert kept[0] == kept[1] == answers(picture, list(here.told))


def test_a_moment_is_worked_out_once_for_all_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    here = world(3)
    worked: list[str] = []
    fill = Moments._fill
    monkeypatch.setattr(
        Moments, "_fill", lambda self, name, frontier: (worked.append(frontier), fill(self, name, frontier))
    )
    for instant in here.instants[3:6] * 2:
        answers(Picture(here.ledger, HOLDER, known_at=instant), list(here.told))
        answers(Guard(here.ledger).known_at(instant), list(here.told))
    assert len(worked) == len(set(worked)) > 1


@pytest.fixture
def office() -> Office:
    return operation("HQ", components={"HQ": ("human_rights", "force")})["HQ"]


def restricted(office: Office, saved: Saved, _people: Any) -> None:
    fields = incident(narrative="Said: later")
    more = {"compartments": ("force",), "record": saved.record, "supersedes": (saved.entry,)}
    save(office.ledger, fields, INCIDENT, "confidential", **more)


def raised(office: Office, saved: Saved, _people: Any) -> None:
    more = {"record": saved.record, "supersedes": (saved.entry,)}
    save(office.ledger, incident(narrative="Said: later"), INCIDENT, "strictly_confidential", **more)


def taken_back(office: Office, saved: Saved, _people: Any) -> None:
    consent = (Consent(recipient="un", purposes=("protection",), given=False),)
    more = {"record": saved.record, "supersedes": (saved.entry,)}
    save(office.ledger, incident(consent=consent), INCIDENT, "confidential", **more)


def source_took_back(office: Office, saved: Saved, _people: Any) -> None:
    consent = (Consent(recipient="un", purposes=("protection",), given=False),)
    source = save(office.ledger, Source(token="S-1", type="witness", consent=consent), SOURCE, "confidential")
    append_links(office.ledger, INCIDENT, saved.record, [LinkTo("source", source.record)])


def redacted(office: Office, saved: Saved, people: Any) -> None:
    redact(office.ledger, saved.record, "a source is at risk", "2032-02-01", people)


@pytest.mark.parametrize("since", [restricted, raised, taken_back, source_took_back, redacted])
def test_what_was_closed_since_is_closed_in_a_moment_that_was_asked_before(
    since: Callable[[Office, Saved, Any], None],
) -> None:
    made = operation("HQ", components={"HQ": ("human_rights", "force")})
    office = made["HQ"]
    saved = save(office.ledger, incident(narrative="Said: before"), INCIDENT, "confidential")
    then = made.time.now
    made.time.now += 60_000_000
    save(office.ledger, incident(narrative="Said: after"), INCIDENT, "confidential")
    more = {"record": saved.record, "supersedes": (saved.entry,)}
    again = save(office.ledger, incident(narrative="Said: corrected"), INCIDENT, "confidential", **more)
    picture = Picture(office.ledger, READER, known_at=then)
    assert seen(picture) == {saved.record: "before"}
    since(office, again, made.people)
    for one in (picture, Picture(office.ledger, READER, known_at=then)):
        assert seen(one) == {}
        assert one.count(INCIDENT) == one.frame(INCIDENT).height == 0
        assert not one.holds(saved.record)
        assert not one.search("before")


def test_links_of_a_moment_stand_as_they_stood(office: Office) -> None:
    ledger = office.ledger
    source = save(ledger, Source(token="S-1", type="witness"), SOURCE)
    told_by = save(ledger, incident(), INCIDENT, "confidential", LinkTo("source", source.record))
    then = Picture(ledger, HOLDER).moment
    (link,) = Picture(ledger, HOLDER).links(told_by.record)
    withdraw_link(ledger, link.link)
    other = save(ledger, incident(), INCIDENT, "confidential", LinkTo("source", source.record))
    earlier, now = Picture(ledger, HOLDER, known_at=then), Picture(ledger, HOLDER)
    ends = [source.record, told_by.record, other.record]
    assert [(tie.source, tie.target) for tie in earlier.ties(ends)] == [(told_by.record, source.record)]
    assert [one.other for one in earlier.links(source.record, outward=False)] == [told_by.record]
    assert [one.other for one in now.links(source.record, outward=False)] == [other.record]


def test_what_another_program_writes_is_heeded(tmp_path: Path) -> None:
    made = operation("HQ", folder=tmp_path)
    ledger = made["HQ"].ledger
    saved = save(ledger, incident(narrative="Said: before"), INCIDENT, "confidential")
    then = made.time.now
    save(ledger, incident(narrative="Said: after"), INCIDENT, "confidential")
    for read_only in (False, True):
        database = Database(tmp_path / "HQ.sqlite", read_only=read_only)
        other = Ledger(database, REGISTRY, ledger.signer)
        picture = Picture(other, HOLDER, known_at=then)
        assert seen(picture)[saved.record] == "before"
        more = {"record": saved.record, "supersedes": Picture(ledger, HOLDER).heads(saved.record)}
        save(ledger, incident(narrative="Said: corrected"), INCIDENT, "confidential", **more)
        assert seen(picture)[saved.record] == "before"
        assert picture.search("before")
        assert not picture.search("corrected")
        other.close()


def test_what_was_taken_back_leaves_nothing(office: Office) -> None:
    ledger = office.ledger
    saved = save(ledger, incident(narrative="Said: before"), INCIDENT, "confidential")
    then = Picture(ledger, HOLDER).moment
    after = save(ledger, incident(narrative="Said: after"), INCIDENT, "confidential")
    later = Picture(ledger, HOLDER, known_at=Picture(ledger, HOLDER).moment)
    save(ledger, incident(narrative="Said: last"), INCIDENT, "confidential")
    picture = Picture(ledger, HOLDER, known_at=then)
    assert seen(picture) == {saved.record: "before"}
    with ledger.database.trying():
        ledger.database.set("note", "taken back")
        assert seen(later) == {saved.record: "before", after.record: "after"}
    assert seen(later) == {saved.record: "before", after.record: "after"}
    with ledger.database.trying():
        ledger.database.run("DELETE FROM version WHERE record = ?", (saved.record,))
        ledger.database.run("DELETE FROM record WHERE record = ?", (saved.record,))
        assert seen(picture) == {}
    assert seen(picture) == {saved.record: "before"}
    assert seen(later) == {saved.record: "before", after.record: "after"}
    with pytest.raises(ZeroDivisionError):
        stopped(ledger, saved.record, picture)
    assert seen(picture) == {saved.record: "before"}


def stopped(ledger: Ledger, record: str, picture: Picture) -> None:
    """A writing that fails once it has been read in."""
    with ledger.database.writing():
        ledger.database.run("DELETE FROM record WHERE record = ?", (record,))
        assert seen(picture) == {}
        raise ZeroDivisionError


def test_nothing_that_is_kept_is_in_the_file(office: Office) -> None:
    ledger = office.ledger
    save(ledger, incident(narrative="Said: so"), INCIDENT, "confidential")
    then = Picture(ledger, HOLDER).moment
    save(ledger, incident(narrative="Said: so"), INCIDENT, "confidential")
    assert seen(Picture(ledger, HOLDER, known_at=then))
    assert ledger.database.rows("SELECT 1 FROM temp.sqlite_master WHERE name LIKE 'moment%'")
    assert not ledger.database.rows("SELECT 1 FROM main.sqlite_master WHERE name LIKE 'moment%'")
    assert ledger.database.one("PRAGMA temp_store") == (2,)
