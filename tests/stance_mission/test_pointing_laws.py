"""What each word needs, whatever the evidence: with is established, against shown by records, all else is despite."""

from __future__ import annotations

import itertools
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from withstand.mission.stance.observed import Conduct, Observed
from withstand.mission.stance.pointing import Shares, pointing
from withstand.mission.stance.recorded import Act, Recorded
from withstand.mission.stance.thresholds import Thresholds
from withstand.vocabulary.sentences import sentences
from withstand.vocabulary.terms import vocabulary

WORDS = tuple(vocabulary("conduct").terms)
COMPONENTS = ("civil_affairs", "human_rights", "force")
HELD = Thresholds()
HARM = Act("h", "evidence.Incident", "harm", "looting", "A", None)
GRADED = replace(HARM, grade="B2")
GRAVE = replace(GRADED, grave=True)
DENIAL = Act("o", "evidence.Obstruction", "obstruction", "movement_denial", "A", None)
SURE = Shares(0.9, 0.04, 0.03, 0.03, 20)
PRIOR = Shares(0.4, 0.3, 0.2, 0.1, 1)
UNWILLING = Shares(0.05, 0.05, 0.5, 0.4, 20)


def seen(*words: str, fresh: bool = True, source: str = "armed_group") -> Observed:
    """What components say of one source of threat, the first one's word the newest."""
    told = tuple((who, word, 10) for who, word in zip(COMPONENTS, words, strict=False)) if fresh else ()
    return Observed(source, words[0], 10 if fresh else 900, 0.9, fresh, told, ("c1",))


def of(*observed: Observed) -> Conduct:
    return Conduct(observed)


acts = st.builds(
    Act,
    record=st.sampled_from(["r1", "r2", "r3", "r4", "r5"]),
    about=st.just("evidence.Incident"),
    kind=st.sampled_from(["harm", "obstruction"]),
    what=st.just("looting"),
    area=st.just("A"),
    when=st.none(),
    grade=st.sampled_from(["", "A1", "B2", "F6"]),
    grave=st.booleans(),
    repeated=st.booleans(),
)
several = st.lists(acts, max_size=4).map(tuple)
records = st.builds(Recorded, own=several, possible=several, partners=several, unattributed=st.integers(0, 3))
observed = st.builds(
    lambda words, fresh, source: seen(*words, fresh=fresh, source=source),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3),
    st.booleans(),
    st.sampled_from(["armed_group", "host_state", "unknown"]),
)
conducts = st.lists(observed, max_size=3).map(lambda found: Conduct(tuple(found)))


@st.composite
def _shares(draw: st.DrawFn) -> Shares:
    weights = [draw(st.integers(0, 100)) for _ in range(4)]
    whole = sum(weights) or 1
    parts = [one / whole for one in weights] if sum(weights) else [0.25] * 4
    return Shares(*parts, observations=draw(st.integers(0, 30)))


shares = st.one_of(st.none(), _shares())
limits = st.builds(
    Thresholds,
    sure_percent=st.integers(50, 99),
    fewest_observations=st.integers(0, 10),
    systematic_from=st.integers(2, 5),
)


@given(records, conducts, shares, limits)
def test_with_never_stands_beside_a_graded_record_of_harm_or_a_pattern_of_obstruction(
    recorded: Recorded, conduct: Conduct, share: Shares | None, held: Thresholds
) -> None:
    found = pointing(recorded, conduct, share, held)
    graded = any(one.kind == "harm" and one.graded for one in recorded.own)
    denied = [one for one in recorded.own if one.kind == "obstruction"]
    pattern = len(denied) >= held.systematic_from or any(one.repeated for one in denied)
    may = any(one.kind == "harm" and one.graded for one in recorded.possible)
    if graded or pattern or may:
        assert found.points_to != "with"


@given(records, conducts, shares, limits)
def test_against_never_stands_without_a_record_and_names_those_that_it_rests_on(
    recorded: Recorded, conduct: Conduct, share: Shares | None, held: Thresholds
) -> None:
    found = pointing(recorded, conduct, share, held)
    if found.points_to == "against":
        own = {one.record for one in recorded.own}
        assert own
        assert all(own & set(reason.records) for reason in found.why)
    nobody = pointing(replace(recorded, own=()), conduct, share, held)
    assert nobody.points_to != "against"


@given(records, conducts, shares, limits)
def test_what_is_unknown_or_differs_is_never_an_established_partner(
    recorded: Recorded, conduct: Conduct, share: Shares | None, held: Thresholds
) -> None:
    found = pointing(recorded, conduct, share, held)
    if found.points_to == "with":
        assert conduct.word == "protecting"
        assert not conduct.disagree
        assert share is None or not share.speaks(held) or share.willing_able >= held.sure
    assert pointing(recorded, Conduct(), share, held).points_to != "with"
    assert pointing(recorded, of(seen("unknown")), share, held).points_to != "with"
    assert pointing(recorded, of(seen("protecting", "protecting", fresh=False)), share, held).points_to != "with"


@given(records, conducts, shares, limits)
def test_every_answer_is_one_of_the_three_has_reasons_and_every_reason_can_be_said(
    recorded: Recorded, conduct: Conduct, share: Shares | None, held: Thresholds
) -> None:
    found = pointing(recorded, conduct, share, held)
    assert found.stance in vocabulary("stances").terms
    assert found.undetermined is (found.points_to is None)
    assert found.why
    assert bool(found.lacking) is (found.points_to != "with")
    for reason in (*found.why, *found.lacking):
        for text in sentences("stance_words")[reason.key].values():
            assert text.format(**reason.about)


@given(records, conducts, shares, limits, acts)
def test_one_more_record_never_turns_an_answer_kinder(
    recorded: Recorded, conduct: Conduct, share: Shares | None, held: Thresholds, more: Act
) -> None:
    order = {"with": 0, None: 1, "despite": 1, "against": 2}
    before = pointing(recorded, conduct, share, held)
    after = pointing(replace(recorded, own=(*recorded.own, more)), conduct, share, held)
    assert order[after.points_to] >= order[before.points_to]


@given(records, conducts, shares, limits)
def test_partners_only_ever_add_to_what_stands_against(
    recorded: Recorded, conduct: Conduct, share: Shares | None, held: Thresholds
) -> None:
    own = pointing(recorded, conduct, share, held)
    both = pointing(recorded.with_partners, conduct, share, held)
    assert both.points_to != "with" or own.points_to == "with"
    assert own.points_to != "against" or both.points_to == "against"


def test_each_word_in_turn() -> None:
    protecting = of(seen("protecting"))
    cases = {
        "one component and a sure posterior": (Recorded(), protecting, SURE, "with"),
        "two components, too little counted": (Recorded(), of(seen("protecting", "protecting")), PRIOR, "with"),
        "two components, nothing fitted": (Recorded(), of(seen("protecting", "protecting")), None, "with"),
        "one component alone": (Recorded(), protecting, PRIOR, None),
        "a sure posterior alone": (Recorded(), of(), SURE, None),
        "components differ": (Recorded(), of(seen("protecting", "willing_unable")), SURE, None),
        "lacks means": (Recorded(), of(seen("willing_unable")), None, "despite"),
        "seen harming without a record": (Recorded(), of(seen("harming")), None, "despite"),
        "an allegation": (Recorded((HARM,)), protecting, SURE, "with"),
        "an allegation and seen harming": (Recorded((HARM,)), of(seen("harming")), None, "against"),
        "a graded record of predation": (Recorded((GRADED,)), protecting, SURE, "despite"),
        "three of them": (Recorded((GRADED,) * 3), protecting, SURE, "against"),
        "a graded record of grave harm": (Recorded((GRAVE,)), protecting, SURE, "against"),
        "it may be theirs": (Recorded(possible=(GRAVE,)), protecting, SURE, "despite"),
        "a partner's": (Recorded(partners=(GRAVE,)), protecting, SURE, "with"),
        "one denial": (Recorded((DENIAL,)), protecting, SURE, "with"),
        "a pattern of denials": (Recorded((DENIAL,) * 3), protecting, SURE, "against"),
        "unwilling by the model alone": (Recorded(), of(), UNWILLING, "despite"),
        "unwilling, with an allegation": (Recorded((HARM,)), of(), UNWILLING, "against"),
    }  # fmt: skip
    found = {name: pointing(*case[:3], HELD).points_to for name, case in cases.items()}
    assert found == {name: case[3] for name, case in cases.items()}


def test_all_combinations_of_two_words_of_two_components() -> None:
    for first, second in itertools.product(WORDS, WORDS):
        found = pointing(Recorded(), of(seen(first, second)), SURE, HELD)
        known = {first, second} - {"unknown"}
        assert (found.points_to == "with") is (known == {"protecting"} and first != "unknown")
        assert found.points_to != "against"
