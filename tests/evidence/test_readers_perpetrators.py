"""Who is recorded as the perpetrator, and of which class: the built-in rule, the registry, and rules of one's own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_whole import read_whole
from samples import FOREIGN_ARMY, GED, HOST_ARMY, HOST_POLICE, OCCURRENCES, acled

from withstand.errors import TableError, WithstandError
from withstand.evidence.acled import decide
from withstand.evidence.actor_table import ActorTable, NamedActor, actor_table, state_partners
from withstand.evidence.perpetrators import Case, built_in_rule, rule_from
from withstand.vocabulary.terms import vocabulary

NOBODY = ActorTable()
Saved = Callable[..., Path]


def _class(source: str, perpetrator: str | None, code: str | None = None, *, country: str = "Velmara") -> str:
    country_code = 990 if source.startswith("ucdp") else None
    return built_in_rule().decide(Case(source, perpetrator, code, country, country_code, True), NOBODY)[0]


@pytest.mark.parametrize(
    ("actor", "gwno", "country", "gives"),
    [
        ("Government of Velmara", "990", "Velmara", "host_state"),
        ("Government of Velmara", None, "Velmara", "host_state"),
        ("government of the Velmara", None, "Velmara", "host_state"),
        ("Government of Velmara (Zest)", "990", "Velmara", "host_state"),
        ("Government of Velmara (Zest)", None, "Velmara (Zest)", "host_state"),
        ("Government of Ostrel", "991", "Velmara", "foreign_state"),
        ("Government of Ostrel", None, "Velmara", "foreign_state"),
        ("Ash River Front", None, "Velmara", "armed_group"),
        ("Front of the government of tomorrow", None, "Velmara", "armed_group"),
        ("Kessin Cartel", None, "Velmara", "criminal"),
        ("Dorre Self-Defence", None, "Velmara", "militia"),
        ("Supporters of the coalition", None, "Velmara", "militia"),
        ("Reed clan", None, "Velmara", "militia"),
        ("Unidentified gunmen", None, "Velmara", "unknown"),
        ("United Nations Mission in Velmara", None, "Velmara", "own_side"),
        (None, None, "Velmara", "unknown"),
    ],
)
@pytest.mark.parametrize("source", ["ucdp_ged", "ucdp_ged_candidate"])
def test_classes_of_ucdp(source: str, actor: str | None, gwno: str | None, country: str, gives: str) -> None:
    assert _class(source, actor, gwno, country=country) == gives


@pytest.mark.parametrize(
    ("actor", "code", "gives"),
    [
        (HOST_ARMY, "1", "host_state"),
        (HOST_POLICE, "1", "host_state"),
        ("Military Forces of the Velmara (2031-)", "1", "host_state"),
        ("Police Forces of Velmara (2019-2031)", "1", "host_state"),
        ("Presidential Guard", "1", "host_state"),
        (HOST_ARMY, "8", "host_state"),
        (FOREIGN_ARMY, "8", "foreign_state"),
        ("Police Forces of Ostrel (2020-)", "8", "foreign_state"),
        ("Unidentified Military Forces", "8", "unknown"),
        ("Lamp Guard", "8", "unknown"),
        ("UNMISS: United Nations Mission (2011-)", "8", "own_side"),
        ("ATMIS: African Union Transition Mission (2022-)", "8", "own_side"),
        ("Ash River Front", "2", "armed_group"),
        ("Dorre Militia", "3", "militia"),
        ("Unidentified Armed Group (Velmara)", "3", "unknown"),
        ("Dorre Communal Militia (Velmara)", "4", "militia"),
        ("Unidentified Communal Militia (Velmara)", "4", "unknown"),
        ("Rioters (Velmara)", "5", "criminal"),
        ("Protesters (Velmara)", "6", "unknown"),
        ("Civilians (Velmara)", "7", "unknown"),
        ("Ash River Front", None, "unknown"),
        (None, "1", "unknown"),
    ],
)
def test_classes_of_acled(actor: str | None, code: str | None, gives: str) -> None:
    assert _class("acled", actor, code) == gives


def test_fights_have_no_perpetrator_of_civilian_deaths() -> None:
    case = Case("acled", HOST_ARMY, "1", "Velmara", None, against_civilians=False)
    assert built_in_rule().decide(case, NOBODY) == ("unknown", "two_sided")


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("State forces", "1"), ("State Forces", "1"), ("Rebel group", "2"), ("Rebel Groups", "2"),
        ("Political militia", "3"), ("Political Militias", "3"), ("Identity militia", "4"), ("Rioters", "5"),
        ("Protesters", "6"), ("Civilians", "7"), ("External/Other forces", "8"), ("External/Other Forces", "8"),
        ("1.0", "1"), (" 8 ", "8"), ("0", None), ("", None), (None, None), ("Sole military action", None),
    ],
)  # fmt: skip
def test_sides_in_words_and_numbers(word: str | None, number: str | None) -> None:
    assert decide("Violence against civilians", "Attack", word, "7", None)[3] == number


@pytest.mark.parametrize(
    ("event_type", "sub_type", "inter1", "inter2", "targeting", "violence", "side"),
    [
        ("Violence against civilians", "Attack", "1", "7", "", "vac", 1),
        ("Violence against civilians", "Attack", "7", "1", "", "vac", 2),
        ("Violence against civilians", "Attack", "7", None, "", "vac", 1),
        ("VIOLENCE AGAINST CIVILIANS", None, "2", "7", None, "vac", 1),
        ("Battles", "Armed clash", "1", "2", "", "sb", None),
        ("Battle-Government regains territory", None, "2", "8", None, "sb", None),
        ("Battle-No change of territory", None, "2", "3", None, "ns", None),
        ("Remote violence", None, "8", "7", None, "vac", 1),
        ("Remote violence", None, "8", "2", None, "sb", None),
        ("Explosions/Remote violence", "Shelling", "2", "3", "Civilian targeting", "vac", 1),
        ("Riots/Protests", None, "5", "7", None, "vac", 1),
        ("Riots/Protests", None, "5", "1", None, "riot", None),
        ("Riots/Protests", None, "6", "1", None, "protest", None),
        ("Protests", "Excessive force against protesters", "6", "1", "", "vac", 2),
        ("Protests", "Peaceful protest", "6", None, "", "protest", None),
        ("Strategic developments", "Arrests", "1", "7", "", "strategic", None),
        ("Headquarters or base established", None, "2", None, None, "strategic", None),
        ("Non-violent transfer of territory", None, "2", None, None, "strategic", None),
        ("Weather", "", "1", "7", "Civilian targeting", None, None),
    ],
)  # fmt: skip
def test_what_acled_codes_mean(
    event_type: str, sub_type: str, inter1: str, inter2: str, targeting: str, violence: str | None, side: int | None
) -> None:
    outcome = decide(event_type, sub_type, inter1, inter2, targeting)
    if violence is None:
        assert outcome[:3] == (None, False, None)
        return
    assert (outcome[0], outcome[2]) == (violence, side)
    assert outcome[1] is (side is not None)


@given(st.lists(st.one_of(st.none(), st.text(max_size=30)), min_size=5, max_size=5))
def test_any_codes_mean_something_or_nothing(codes: list[str | None]) -> None:
    violence, against, side, *_ = decide(*codes)
    assert violence is None or violence in vocabulary("violence").terms
    assert (side is not None) == against


def test_classes_of_a_whole_file(saved: Saved) -> None:
    whole = read_whole(saved(acled("d")))
    classes = dict(
        whole.events.filter(whole.events["against_civilians"]).select("event_id", "perpetrator_class").iter_rows()
    )
    assert classes == {
        "VEL1": "host_state",
        "VEL3": "unknown",
        "VEL4": "foreign_state",
        "VEL5": "criminal",
        "VEL6": "host_state",
        "VEL9": "unknown",
        "VEL10": "own_side",
        "VEL11": "militia",
        "VEL12": "armed_group",
    }
    assert whole.event("VEL6")["perpetrator"] == HOST_POLICE
    assert set(classes.values()) <= set(vocabulary("perpetrators").terms)


def test_nobody_is_a_state_partner_unless_the_user_says_so(saved: Saved) -> None:
    path = saved(acled("d"))
    assert "state_partner" not in set(read_whole(path).events["perpetrator_class"])
    named = read_whole(path, actors=state_partners(["lamp  GUARD"]))
    assert (named.event("VEL9")["perpetrator_class"], named.event("VEL9")["perpetrator_step"]) == (
        "state_partner",
        "registry",
    )


def _table(saved: Saved, *rows: str) -> Path:
    header = "actor,class,country,from,to,basis"
    return saved("\n".join([header, *rows]).encode(), "actors.csv")


def test_registry_holds_in_its_country_and_between_its_dates(saved: Saved) -> None:
    actors = actor_table(
        _table(
            saved,
            "Ash River Front,de_facto_authority,Velmara,,2031-12-31,held the valley",
            "Ash River Front,state_partner,Velmara,2032-01-01,,signed the accord",
            "Dorre Communal Militia (Velmara),own_side,Ostrel,,,",
        )
    )
    held = [(date(2031, 12, 31), "de_facto_authority"), (date(2032, 1, 1), "state_partner")]
    for day, gives in held:
        assert actors.on(day).class_of("ASH RIVER FRONT", "velmara") == gives
    assert actors.on(date(2032, 1, 1)).class_of("Ash River Front", "Ostrel") is None
    whole = read_whole(saved(acled("d")), actors=actors)
    assert whole.event("VEL12")["perpetrator_class"] == "state_partner"
    assert whole.event("VEL11")["perpetrator_class"] == "militia", "the entry is for another country"
    ged = read_whole(saved(GED), actors=actors)
    assert ged.event("880005")["perpetrator_class"] == "state_partner", "by the last day"


@pytest.mark.parametrize("to", ["2032-02-28", "2032-02-29", "9999-12-31"])
def test_registry_ends_with_its_last_day(to: str, saved: Saved) -> None:
    actors = actor_table(_table(saved, f"Ash River Front,state_partner,,2000-01-01,{to},"))
    given = read_whole(saved(acled("d")), actors=actors).event("VEL12")["perpetrator_class"]
    assert given == ("armed_group" if to == "2032-02-28" else "state_partner")


def test_registry_names_are_compared_without_case_accents_form_and_article(saved: Saved) -> None:
    actors = ActorTable((NamedActor("The STRASSE-Gruppe E\u0301lan", "state_partner", start=date(2032, 6, 1)),))
    event = acled("c", OCCURRENCES[:1]).with_cell(0, "actor1", "Straße-Gruppe  Élan").with_cell(0, "inter1", "3")
    inside = read_whole(saved(event), actors=actors)
    before = read_whole(saved(event.with_cell(0, "event_date", "2032-05-31")), actors=actors)
    assert inside.event("VEL1")["perpetrator_step"] == "registry"
    assert before.event("VEL1")["perpetrator_step"] == "acled_militia"


def test_registry_may_name_nobody_yet(saved: Saved) -> None:
    assert actor_table(_table(saved)) == ActorTable()


def test_registry_may_come_from_a_french_spreadsheet(saved: Saved) -> None:
    path = saved(
        "\ufeffactor;class;country;from;to;basis\r\nLamp Guard;state_partner;;01/06/2032;;\r\n;;;;;\r\n".encode()
    )
    assert actor_table(path).on(date(2032, 6, 1)).class_of("Lamp Guard", "Velmara") == "state_partner"
    assert actor_table(path).on(date(2032, 5, 31)).class_of("Lamp Guard", "Velmara") is None


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"actor,class\nLamp Guard,partner\n", "row 2, column class"),
        (b"actor,class\n,militia\n", "row 2, column actor"),
        (b"actor,class\nLamp Guard,non_state\n", "row 2, column class"),
        (b"actor,class,from\nLamp Guard,militia,31/02/2030\n", "row 2, column from"),
        (b"actor,class,from,to\nLamp Guard,militia,2032-01-02,2032-01-01\n", "row 2, column to"),
        (b"name,kind\nLamp Guard,militia\n", "no columns actor and class"),
        (b"", "no columns actor and class"),
        (b"\xff\xfe\0a", "not a CSV table in UTF-8"),
        (b'actor,class\n"' + b"x" * 200_000, "not a CSV table"),
    ],
)
def test_bad_registry_is_answered_in_a_sentence(content: bytes, says: str, saved: Saved) -> None:
    with pytest.raises(WithstandError) as caught:
        actor_table(saved(content, "actors.csv"))
    assert says in str(caught.value)
    assert "actors.csv" in str(caught.value)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 600
    assert isinstance(caught.value, TableError) == says.startswith("row")


RULE = """
version = "mission-1"
label = "Who wears the lamp is a partner"

[[step]]
key = "lamps"
match = ['\\blamp\\b']
class = "state_partner"

[[step]]
key = "guns"
source = "acled"
code = ["2", "3"]
class = "armed_group"
"""


def test_a_rule_of_ones_own_replaces_the_built_in(saved: Saved) -> None:
    rule = rule_from(saved(RULE.encode(), "rule.toml"))
    assert (rule.version, len(rule.steps)) == ("mission-1", 2)
    whole = read_whole(saved(acled("d")), rule=rule)
    assert whole.event("VEL9")["perpetrator_step"] == "lamps"
    assert whole.event("VEL12")["perpetrator_class"] == "armed_group"
    assert whole.event("VEL1")["perpetrator_class"] == "unknown"
    assert whole.event("VEL1")["perpetrator_step"] == "nothing_fits"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "no [[step]]"),
        ("step = []", "no [[step]]"),
        ("step = [1]", "no [[step]]"),
        ("step = 'all'", "no [[step]]"),
        ("[[step]\n", "not a TOML file"),
        ("a = " + "[" * 9000, "not a TOML file"),
        ("[[step]]\nclass = 'militia'\nregex = 'x'", "step 1 has regex"),
        ("[[step]]\nclass = 'militia'\n[[step]]\nclass = 'friends'", "step 2 gives the class friends"),
        ("[[step]]\nclass = 'non_state'", "step 1 gives the class non_state"),
        ("[[step]]\ntest = 'two_sided'", "step 1 gives the class None"),
        ("[[step]]\ntest = 'guess'\nclass = 'militia'", "step 1 has the test guess"),
        ("[[step]]\ntest = ['registry']", "step 1 has a test that is not a text"),
        ("[[step]]\nclass = ['militia']", "step 1 has a class that is not a text"),
        ("[[step]]\nclass = 'militia'\nmatch = 'lamp'", "step 1 has a match that is not a list of texts"),
        ("[[step]]\nclass = 'militia'\nmatch = [7]", "step 1 has a match that is not a list of texts"),
        ("[[step]]\nclass = 'militia'\ncode = 7", "step 1 has a code that is not a list of texts"),
        ("[[step]]\nclass = 'militia'\nsource = 7", "step 1 has a source that is not a text"),
        ("[[step]]\nclass = 'militia'\nmatch = ['(']", "step 1 has a pattern"),
        ("[[step]]\nclass = 'militia'\nmatch = ['a{99999999999}']", "step 1 has a pattern"),
    ],
)
def test_bad_rule_is_answered_in_a_sentence(content: str, says: str, saved: Saved) -> None:
    with pytest.raises(WithstandError) as caught:
        rule_from(saved(content.encode(), "rule.toml"))
    assert says in str(caught.value)
    assert str(caught.value).startswith("rule.toml: ")
    assert str(caught.value).isprintable()


def test_missing_and_binary_rule_files(saved: Saved, tmp_path: Path) -> None:
    for path in (tmp_path / "none.toml", tmp_path, saved(b"\xff\xfe\0", "rule.toml")):
        with pytest.raises(WithstandError):
            rule_from(path)


def test_a_coalition_with_the_country_s_own_government_is_its_state() -> None:
    both = Case("ucdp_ged", "Government of Ostrel, Government of Velmara", "996, 995", "Velmara", 995, True)
    other = Case("ucdp_ged", "Government of Ostrel, Government of Tarn", "996, 997", "Velmara", 995, True)
    decide = built_in_rule().decide
    assert decide(both, ActorTable()) == ("host_state", "government_here")
    assert decide(other, ActorTable()) == ("foreign_state", "government_elsewhere")
