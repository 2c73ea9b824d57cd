"""What promises promise: a history that folds, days that are only as sure as they were named, counts that add up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from promise_world import NARROW, Desk, on

from withstand.dialogue.commitments import Wanted, counted_as, promises, tallies
from withstand.dialogue.due import LATER, MAY_BE, OVERDUE, SOON, TODAY, UNDATED, due_word, is_due_by
from withstand.dialogue.parts import Stood
from withstand.dialogue.standing import History, Step
from withstand.ledger.fields import first_day, last_day
from withstand.ledger.journal import Draft, append
from withstand.picture.audience import HOLDER
from withstand.picture.picture import Picture
from withstand.vocabulary.terms import vocabulary

DAYS = st.dates(date(2030, 1, 1), date(2033, 12, 31))
PARTIAL = st.one_of(DAYS.map(str), DAYS.map(lambda day: f"{day:%Y-%m}"), DAYS.map(lambda day: f"{day:%Y}"))
ORDER = {LATER: 0, SOON: 1, TODAY: 2, MAY_BE: 2, OVERDUE: 3}


@pytest.mark.parametrize(
    ("due", "day", "word"),
    [
        ("2032-05-20", "2032-05-21", OVERDUE),
        ("2032-05-20", "2032-05-20", TODAY),
        ("2032-05-20", "2032-05-06", SOON),
        ("2032-05-20", "2032-05-05", LATER),
        ("2032-05", "2032-05-01", MAY_BE),
        ("2032-05", "2032-05-31", MAY_BE),
        ("2032-05", "2032-06-01", OVERDUE),
        ("2032-05", "2032-04-30", SOON),
        ("2032", "2032-12-31", MAY_BE),
        (None, "2032-12-31", UNDATED),
    ],
)
def test_a_month_is_overdue_only_after_its_last_day(due: str | None, day: str, word: str) -> None:
    assert due_word(due, date.fromisoformat(day)) == word


@given(due=PARTIAL, day=DAYS, later=st.integers(0, 800))
def test_what_is_due_never_becomes_less_due(due: str, day: date, later: int) -> None:
    assert ORDER[due_word(due, day)] <= ORDER[due_word(due, day + timedelta(days=later))]


@given(due=PARTIAL, day=DAYS)
def test_overdue_means_that_every_day_it_can_mean_has_passed(due: str, day: date) -> None:
    word = due_word(due, day)
    assert (word == OVERDUE) is (last_day(due) < day)
    assert is_due_by(due, day) is (first_day(due) <= day)
    assert (word in (OVERDUE, TODAY, MAY_BE)) is is_due_by(due, day)
    assert word in vocabulary("due").terms


def test_each_version_is_a_step_and_the_day_asked_about_decides() -> None:
    desk = Desk().at("2032-03-01")
    one = desk.promise(due="2032-04", status_on="2032-03-01")
    desk.at("2032-03-20").change(one, commitment_status="on_track", status_on="2032-03-15")
    desk.at("2032-03-21").change(one, host_owner="The commander of the district, by post")
    desk.at("2032-05-10").change(one, commitment_status="broken", status_on="2032-05-02")
    found = promises(desk.picture(), date(2032, 6, 1))[0]
    assert [(step.status, step.since) for step in found.history.steps] == [
        ("open", "2032-03-01"), ("on_track", "2032-03-15"), ("broken", "2032-05-02"),
    ]  # fmt: skip
    assert (found.status, found.since, found.due, found.kept) == ("broken", "2032-05-02", "", False)
    asked = {
        day: promises(desk.picture(), date.fromisoformat(day))[0] for day in ("2032-03-14", "2032-04-30", "2032-05-01")
    }
    assert [(one.status, one.due) for one in asked.values()] == [
        ("open", LATER), ("on_track", MAY_BE), ("on_track", OVERDUE),
    ]  # fmt: skip
    assert promises(desk.picture(), date(2032, 2, 28)) == ()


def test_a_day_left_over_from_the_status_before_says_nothing_of_the_new_one() -> None:
    desk = Desk().at("2032-03-01")
    one = desk.promise(status_on="2032-03-01")
    desk.at("2032-04-10").change(one, commitment_status="late")
    steps = promises(desk.picture(), date(2032, 6, 1))[0].history.steps
    assert [(step.status, step.since, step.entered) for step in steps][1] == ("late", None, date(2032, 4, 10))


def test_another_day_for_the_same_status_corrects_it() -> None:
    desk = Desk().at("2032-03-01")
    one = desk.promise(status_on="2032-02-01")
    desk.at("2032-04-10").change(one, status_on="2032-02-20")
    steps = promises(desk.picture(), date(2032, 6, 1))[0].history.steps
    assert [(step.status, step.since) for step in steps] == [("open", "2032-02-20")]


def test_a_list_that_is_imported_brings_its_history_with_it() -> None:
    desk = Desk().at("2032-06-01")
    before = (
        Stood(commitment_status="late", status_on="2031-11"), Stood(commitment_status="open", status_on="2031-05-02"),
    )  # fmt: skip
    desk.promise(when=on("2031-05-02"), commitment_status="broken", status_on="2032-01-15", stood_before=before)
    found = promises(desk.picture(), date(2031, 12, 1))[0]
    assert [(step.status, step.since) for step in found.history.steps] == [
        ("open", "2031-05-02"), ("late", "2031-11"), ("broken", "2032-01-15"),
    ]  # fmt: skip
    assert found.status == "late"
    assert promises(desk.picture(), date(2031, 11, 15))[0].status == "open"
    assert promises(desk.picture(), date(2032, 1, 15))[0].status == "broken"


def test_what_was_entered_as_settled_without_a_day_is_unknown_before_it_was_entered() -> None:
    desk = Desk().at("2032-06-01")
    desk.promise(when=on("2031-05-02"), commitment_status="broken")
    found = promises(desk.picture(), date(2031, 12, 1))
    assert (found[0].status, found[0].kept) == ("unknown", None)
    assert tallies(found)[0].unknown == 1
    assert tallies(promises(desk.picture(), date(2032, 6, 1)))[0].broken == 1


def test_two_versions_side_by_side_count_for_neither_side() -> None:
    desk = Desk()
    one = desk.promise(due="2032-03-10")
    seen = desk.picture().get(one)
    assert seen.kind is not None
    assert seen.fields is not None
    for status in ("broken", "moot"):
        changed = replace(seen.fields, commitment_status=status)
        append(desk.ledger, [Draft(seen.kind, changed, seen.classification, (), one, (seen.version,))], beside=True)
    found = promises(desk.picture(), date(2032, 6, 1))
    assert found[0].disputed
    assert found[0].kept is None
    assert tallies(found)[0].disputed == 1


def test_who_promised_what_to_whom() -> None:
    desk = Desk()
    ministry, district = desk.office("Ministry"), desk.office("District office")
    theirs = desk.promise(links={"promised_by": ministry}, due="2032-04-01")
    ours = desk.promise("A patrol every week", promise_side="ours", owner="force", links={"promised_to": ministry})
    both = desk.promise("A joint committee", promise_side="both", links={"promised_by": ministry}, due="2032-03-02")
    desk.promise("Another", links={"promised_by": district})
    day = date(2032, 3, 20)

    def found(**wanted: object) -> list[str]:
        return [one.record for one in promises(desk.picture(), day, Wanted(**wanted))]  # type: ignore[arg-type]

    assert found(of=ministry) == [both, theirs, ours]
    assert found(of=ministry, side="ours") == [both, ours]
    assert found(of=ministry, side="theirs") == [both, theirs]
    assert found(due_by=date(2032, 3, 31)) == [both]
    assert found(owners=("force",)) == [ours]
    assert found(of="0192f3a4-0000-7000-8000-000000000001") == []


def test_nobody_is_told_of_what_they_may_not_see() -> None:
    desk = Desk()
    ministry = desk.office("Ministry")
    desk.promise(rights=("strictly_confidential", ("legal",)), links={"promised_by": ministry})
    open_ = desk.promise(rights=("unclassified", ()), links={"promised_by": ministry})
    found = promises(desk.picture(NARROW), date(2032, 6, 1))
    assert [(one.record, one.links) for one in found] == [(open_, ())]
    assert sum(row.made for row in tallies(found)) == 1
    assert promises(desk.picture(NARROW), date(2032, 6, 1), Wanted(of=ministry)) == ()


STEPS = st.lists(
    st.builds(
        Step,
        st.sampled_from(list(vocabulary("commitment_status").terms)),
        st.none() | PARTIAL,
        DAYS,
        st.just("v"),
    ),
    max_size=6,
)


@given(steps=STEPS, day=DAYS)
def test_a_history_answers_every_day_with_a_word_that_is_known(steps: list[Step], day: date) -> None:
    history = History(tuple(steps))
    assert history.status_on(day) in {*vocabulary("commitment_status").terms, "unknown"}
    step = history.on(day)
    if step is not None:
        assert step.counts_from is not None
        assert step.counts_from <= day
        after = steps[len(steps) - steps[::-1].index(step) :]
        assert all(one.counts_from is None or one.counts_from > day for one in after)


@given(
    made=st.lists(
        st.tuples(
            st.sampled_from(["theirs", "ours", "both"]),
            st.sampled_from(["checkpoints", "detention"]),
            st.sampled_from([key for key in vocabulary("commitment_status").terms if key not in ("met", "partly_met")]),
            st.sampled_from([None, "2032-02", "2032-03-10", "2033"]),
        ),
        max_size=5,
    )
)
def test_every_promise_is_counted_once(made: list[tuple[str, str, str, str | None]]) -> None:
    desk = Desk()
    for side, issue, status, due in made:
        desk.promise(promise_side=side, issue=issue, commitment_status=status, due=due)
    found = promises(desk.picture(), date(2032, 3, 20))
    rows = tallies(found)
    assert sum(row.made for row in rows) == len(made)
    assert [(row.side, row.issue) for row in rows] == sorted(
        {(row.side, row.issue) for row in rows}, key=lambda key: (["theirs", "ours", "both"].index(key[0]), key[1])
    )
    for row in rows:
        mine = [one for one in found if (one.fields.promise_side, one.fields.issue) == (row.side, row.issue)]
        assert row.broken == sum(one.status == "broken" for one in mine)
        assert row.made == len(mine)
        assert {counted_as(one) for one in mine} <= set(vars(row))


@settings(max_examples=30, deadline=None)
@given(
    made=st.lists(
        st.tuples(
            st.sampled_from(["theirs", "ours", "both"]), st.none() | PARTIAL, st.sampled_from(["force", "legal"]),
            st.sampled_from(["", "broken", "late"]), st.booleans(),
        ),
        max_size=5,
    ),
    side=st.sampled_from(["", "ours", "theirs"]),
    owners=st.sampled_from([(), ("force",), ("force", "legal")]),
    due_by=st.none() | DAYS,
    day=st.dates(date(2032, 2, 20), date(2032, 6, 1)),
    of=st.booleans(),
)  # fmt: skip
def test_what_is_asked_of_the_ledger_is_what_holds_of_all(
    made: list[tuple[str, str | None, str, str, bool]],
    side: str,
    owners: tuple[str, ...],
    due_by: date | None,
    day: date,
    of: bool,
) -> None:
    desk = Desk()
    ministry = desk.office("Ministry")
    for promise_side, due, owner, then, linked in made:
        links = {"promised_by": ministry} if linked else {}
        one = desk.at("2032-03-01").promise(promise_side=promise_side, due=due, owner=owner, links=links)
        if then:
            desk.at("2032-04-01").change(one, commitment_status=then, status_on="2032-03-20")
    wanted = Wanted(ministry if of else "", side, due_by, owners)
    found = promises(desk.picture(), day, wanted)
    assert found == tuple(one for one in promises(desk.picture(), day) if wanted.holds(one))
    assert all(len(one.history.steps) == (2 if then else 1) for one in found for then in [one.fields.status_on])


@settings(max_examples=30, deadline=None)
@given(
    edits=st.lists(
        st.tuples(
            st.integers(1, 40),
            st.sampled_from([key for key in vocabulary("commitment_status").terms if key not in ("met", "partly_met")]),
            st.integers(-60, 0) | st.none(),
        ),
        max_size=5,
    )
)  # fmt: skip
def test_later_entries_never_rewrite_what_was_known_before(edits: list[tuple[int, str, int | None]]) -> None:
    desk = Desk().at("2032-03-01")
    one = desk.promise()
    known = []
    for wait, status, named in (*edits, (1, "open", None)):
        [told] = promises(desk.picture(), desk.day)
        known.append((desk.picture().moment, desk.day, told))
        desk.at(str(desk.day + timedelta(days=wait)))
        since = str(desk.day + timedelta(days=named)) if named is not None else None
        desk.change(one, commitment_status=status, status_on=since)
    for moment, day, told in known:
        again = promises(Picture(desk.ledger, HOLDER, known_at=moment), day)
        assert again == (told,)
    final = promises(desk.picture(), desk.day)[0]
    assert final.status == "open"
    assert len(final.history.steps) <= len(edits) + 2
    assert final.history.status_on(date(2040, 1, 1)) == "open"
