"""Lists of a picture: filters hold what they say within the audience's rights, at every moment, page after page."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from offices import incident, save
from worlds import LEVELS, World, audiences, world

from withstand.brief.records.release import BY_DISTRICT
from withstand.brief.records.rows import table
from withstand.evidence.records import INCIDENT, REPRISAL, SOURCE, Incident, Reprisal, Source
from withstand.ledger.errors import InvalidRecord, NotFound
from withstand.ledger.fields import Assertion, Place, Span
from withstand.ledger.journal import Draft, append
from withstand.mission.records import ACTION, Action
from withstand.picture.audience import HOLDER, Audience
from withstand.picture.filters import Coded, Filter, Pending
from withstand.picture.picture import FIRST, Picture

SEEDS = range(6)


def pictures(here: World, dice: random.Random) -> Iterator[tuple[Audience, int | None, Picture]]:
    for audience in dice.sample(audiences(), 6):
        for instant in (None, *dice.sample(here.instants, 2)):
            yield audience, instant, Picture(here.ledger, audience, known_at=instant)


def wanted(here: World, audience: Audience, instant: int | None, word: str = "") -> set[str]:
    return {
        record
        for record, one in here.told.items()
        if here.visible(record, audience) and here.words(record, instant) and word in ("", one.kind)
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_a_filter_by_words_finds_the_version_of_the_moment_and_no_other(seed: int) -> None:
    here = world(seed)
    for audience, instant, picture in pictures(here, random.Random(seed)):
        mine = wanted(here, audience, instant, "incident")
        for record, one in here.told.items():
            for _, words, _ in one.versions:
                where = Filter(text=words)
                hits = {seen.record for seen in picture.page(INCIDENT, where)}
                assert hits == ({record} & mine if here.words(record, instant) == words else set())
                assert picture.count(INCIDENT, where) == len(hits)


@pytest.mark.parametrize("seed", SEEDS)
def test_counts_by_kind_and_several_at_once_hold_only_what_may_be_seen(seed: int) -> None:
    here = world(seed)
    for audience, instant, picture in pictures(here, random.Random(seed)):
        mine = wanted(here, audience, instant)
        kinds = Counter(f"evidence.{here.told[record].kind.title()}" for record in mine)
        assert picture.counts() == dict(kinds)
        assert set(picture.several([*here.told, "nobody"])) == mine
        for level in LEVELS:
            held = {seen.record for seen in picture.page(INCIDENT, Filter(classification=level), limit=1_000)}
            assert held == {
                r for r in mine if here.told[r].kind == "incident" and LEVELS[here.told[r].level] == level
            }  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
def test_ties_say_what_links_say(seed: int) -> None:
    here = world(seed)
    for _, _, picture in pictures(here, random.Random(seed)):
        seen = [record for record in here.told if picture.holds(record)]
        out = {(tie.source, tie.role, tie.target) for tie in picture.ties(seen)}
        back = {(tie.source, tie.role, tie.target) for tie in picture.ties(seen, outward=False)}
        one_by_one = {(record, link.role, link.other) for record in seen for link in picture.links(record)}
        assert out == back == one_by_one


@pytest.mark.parametrize("seed", SEEDS)
def test_what_came_since_is_what_stands_in_another_version(seed: int) -> None:
    here = world(seed)
    dice = random.Random(seed)
    for audience in dice.sample(audiences(), 6):
        before = Picture(here.ledger, audience, known_at=dice.choice(here.instants))
        after = Picture(here.ledger, audience)
        new = {
            one.record for one in after.stretch(None, Filter(new_since=tuple(before.reach.items())), limit=999).records
        }
        held = after.several(here.told)
        assert new == {
            record
            for record, one in held.items()
            if not before.holds(record) or before.get(record).version != one.version
        }  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_left_of_a_redacted_record_is_open_to_whom_its_header_is(seed: int) -> None:
    here = world(seed)
    for audience in audiences():
        picture = Picture(here.ledger, audience)
        for record, one in here.told.items():
            cleared = (
                not one.compartments or audience.components == ("*",) or set(audience.components) & one.compartments
            )
            if one.redacted and not audience.outside and one.level <= LEVELS.index(audience.clearance) and cleared:
                left = picture.remains(record)
                assert (left.state, left.kind) == ("redacted", INCIDENT)
                assert {version.seen for version in left.versions} == {None}
            else:
                with pytest.raises(NotFound):
                    picture.remains(record)


@pytest.mark.parametrize("earliest_first", [False, True])
@pytest.mark.parametrize("limit", [1, 3, 7])
def test_pages_by_place_read_the_whole_list_once_in_both_directions(limit: int, earliest_first: bool) -> None:
    here = world(3, steps=0)
    days = [f"2032-{month:02d}" for month in (1, 2, 2, 2, 5, 7, 9, 9, 11)]
    for day in days:
        save(here.ledger, incident(day=day), INCIDENT, "unclassified")
    for _ in range(4):
        _source(here)
    picture = Picture(here.ledger, HOLDER)
    for kind, number in ((INCIDENT, 9), (SOURCE, 4), (None, 13)):
        pages, step = [], FIRST
        while step is not None:
            found = picture.stretch(kind, start=step, limit=limit, earliest_first=earliest_first)
            pages.append([one.record for one in found.records])
            step = found.after
        whole = [one.record for one in picture.stretch(kind, limit=99, earliest_first=earliest_first).records]
        assert [record for page in pages for record in page] == whole
        assert len(whole) == len(set(whole)) == number
        back, step = [], found.before
        while step is not None:
            found = picture.stretch(kind, start=step, limit=limit, backward=True, earliest_first=earliest_first)
            back.append([one.record for one in found.records])
            step = found.before
        assert [record for page in reversed(back) for record in page] == whole[: len(whole) - len(pages[-1])]
    firsts = [one.first for one in picture.stretch(INCIDENT, earliest_first=earliest_first).records]
    assert firsts == sorted(firsts, reverse=not earliest_first)


def _source(here: World) -> None:
    save(here.ledger, Source(token="t", type="ngo"), SOURCE, "unclassified")


def looting(*perpetrators: Assertion, **more: Any) -> Incident:
    place, day = Place(area="VM0101", precision="admin2"), Span(start="2032-05-20")
    return Incident(what="looting", where=place, when=day, perpetrators=perpetrators, **more)


def test_codes_and_parts_of_fields_and_yes_or_no_are_filtered() -> None:
    here = world(3, steps=0)
    host = Assertion(perpetrator="host_state", grade="B2", confidence="high")
    group = Assertion(key="a2", perpetrator="non_state", grade="C3", confidence="low")
    place = Place(area="VM0101")
    first = save(here.ledger, looting(host, group), INCIDENT, "unclassified")
    other = save(here.ledger, looting(group, also=("unlawful_killing",)), INCIDENT, "unclassified")
    paused = save(here.ledger, Reprisal(what="threat", where=place, when=Span(start="2032")), REPRISAL, "unclassified")
    picture = Picture(here.ledger, HOLDER)

    def found(kind: object, *coded: Coded) -> set[str]:
        where = Filter(coded=coded)
        assert picture.count(kind, where) == len(picture.page(kind, where))
        return {one.record for one in picture.page(kind, where)}

    assert found(INCIDENT, Coded("what", "looting")) == {first.record, other.record}
    assert found(INCIDENT, Coded("perpetrators", "host_state", "perpetrator")) == {first.record}
    assert found(INCIDENT, Coded("also", "unlawful_killing", "also")) == {other.record}
    assert found(INCIDENT, Coded("what", "looting"), Coded("perpetrators", "non_state", "perpetrator")) == {
        first.record,
        other.record,
    }
    assert found(INCIDENT, Coded("what", "x' OR '1'='1")) == set()
    assert found(REPRISAL, Coded("contact_paused", True)) == {paused.record}
    assert found(REPRISAL, Coded("contact_paused", False)) == set()


def test_a_text_without_a_letter_finds_nothing_and_a_conflict_is_found() -> None:
    here = world(3, steps=0)
    ledger = here.ledger
    saved = save(ledger, incident(narrative="Said: once"), INCIDENT, "unclassified")
    for words in ("twice", "thrice"):
        draft = Draft(
            INCIDENT, incident(narrative=words), "unclassified", record=saved.record, supersedes=(saved.entry,)
        )
        append(ledger, [draft], beside=True)
    picture = Picture(ledger, HOLDER)
    assert picture.page(INCIDENT, Filter(text="!!")) == []
    assert [one.record for one in picture.page(INCIDENT, Filter(conflict=True))] == [saved.record]
    assert str(Filter(text="a", coded=(Coded("what", "looting"),), conflict=True)) == (
        "words 'a', what looting, in conflict"
    )


def test_nobody_outside_filters_by_what_is_not_given_out() -> None:
    here = world(3, steps=0)
    outside = Picture(here.ledger, Audience("partner", recipient="humanitarian"))
    for where in (Filter(text="a"), Filter(coded=(Coded("what", "looting"),)), Filter(classification="unclassified")):
        with pytest.raises(InvalidRecord, match="by area and days only"):
            table(outside, INCIDENT, where, BY_DISTRICT)
    assert table(outside, INCIDENT, Filter(area="VM0101", since="2032"), BY_DISTRICT).rows == ()


def test_what_is_to_be_done_by_a_day_is_found_by_its_last_day_its_state_and_whose_it_is() -> None:
    here = world(3, steps=0)
    day = Span(start="2032-01-01")

    def action(due: str | None, **more: Any) -> str:
        return save(here.ledger, Action(task="Ask", when=day, due=due, **more), ACTION, "unclassified").record

    ours = action("2032-05-20", owner="force")
    month = action("2032-05", components=("force", "police"))
    year = action("2032")
    done, nobodys, undated = action("2032-05-01", status="done"), action("2032-04-30"), action(None, owner="force")
    picture = Picture(here.ledger, HOLDER)

    def found(by: str, *whose: str) -> set[str]:
        where = Filter(pending=Pending(by, "due", "status", ("done",), ("owner", "components"), whose))
        assert picture.count(ACTION, where) == len(picture.page(ACTION, where))
        return {one.record for one in picture.page(ACTION, where)}

    assert found("2032-05-30") == {ours, nobodys}
    assert found("2032-05-31") == {ours, month, nobodys}
    assert found("2032-12-31") == {ours, month, year, nobodys}
    assert found("2032-12-31", "police") == {month}
    assert found("2032-12-31", "force", "police") == {ours, month}
    assert not found("2040-01-01") & {done, undated}
    assert found("2032-05-01", "x' OR '1'='1") == set()
