"""The fictional mission's records: made by the command, valid, holding what the story promises, naming nobody."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import polars as pl
import pytest
from mission_offices import Built, built, people, stations

from withstand.brief.matrix.proposal import propose_records
from withstand.brief.matrix.rows import read_rows
from withstand.brief.matrix.table import find_matrix
from withstand.brief.matrix.writing import Writing, write_matrix
from withstand.demo.build import load_mission
from withstand.demo.events import SEED as EVENT_SEED
from withstand.demo.events import generate
from withstand.demo.files import MATRIX
from withstand.demo.matrix_sample import sample_matrix
from withstand.demo.mission_data import (
    AMBER_FORD,
    FILE,
    HEADQUARTERS,
    KESSIN_TOWN,
    OFFICES,
    Mission,
    Told,
    mission_json,
    shipped_mission,
)
from withstand.demo.mission_story import mission
from withstand.demo.velmara import COUNTRY, DISTRICTS, PROVINCES
from withstand.evidence.records import INCIDENT
from withstand.kinds import REGISTRY
from withstand.ledger.errors import NotFound
from withstand.ledger.ids import instant_of
from withstand.ledger.scan import scan_record
from withstand.ledger.verifying import verify
from withstand.mission.week.from_picture import known
from withstand.mission.week.week import week
from withstand.mission.week.words import rating_words
from withstand.picture.audience import HOLDER, Audience
from withstand.picture.picture import Picture
from withstand.vocabulary.terms import vocabulary

SHIPPED = Path(__file__).parents[2] / "src/withstand/demo" / FILE
REAL_NAMES = (
    "central african|congo|mali\\b|sudan|wagner|africa|chad|uganda|rwanda|niger|burkina|somali|haiti|ukraine|"
    "libya|syria|russia|france\\b|mozambique|cameroon|bangui|kinshasa|bamako|seleka|balaka|minusca|monusco|minusma|unmiss|"
    "reuters|afp|bbc|united nations"
)
REDACTED_WORD = "schoolroof"
LEADERSHIP_ONLY = ("head-of-state-2031", "region-july", "partner-asked", "ostrel-november")


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built(tmp_path_factory.mktemp("mission"))


def told(key: str) -> Told:
    return shipped_mission()[key]


def last(key: str) -> dict[str, object]:
    return told(key).version(len(told(key).edits))


def versions() -> Iterator[tuple[Told, int]]:
    for one in shipped_mission().records:
        for number in range(len(one.edits) + 1):
            yield one, number


def moments(one: Told) -> list[datetime]:
    return [one.entered_on, *(edit.entered_on for edit in one.edits)]


def leads_to(key: str, role: str, number: int = 0) -> set[str]:
    source = told(key) if number == 0 else told(key).edits[number - 1]
    return {link.to for link in source.links if link.role == role}


@cache
def known_names() -> frozenset[str]:
    """Names of places and actors, in every spelling."""
    names = {COUNTRY, "Ostrel", *(own.name for own in PROVINCES), *(own.name_fr for own in PROVINCES)}
    for own in DISTRICTS:
        names.update((own.name, own.name_fr, *own.villages))
    for one in shipped_mission().records:
        if one.kind.startswith("actors.") and "name" in one.fields:
            names.update((one.fields["name"], *one.fields.get("aliases", ())))
    return frozenset(names)


def test_shipped_mission_is_what_the_command_writes() -> None:
    assert SHIPPED.read_bytes() == mission_json(mission()).encode()
    assert mission_json(shipped_mission()) == mission_json(mission())


def test_another_seed_gives_other_hours_and_the_same_story() -> None:
    other = mission(7)
    assert other.records != mission().records
    keys = {one.key for one in other.records if one.office == HEADQUARTERS}
    assert keys == {one.key for one in mission().records if one.office == HEADQUARTERS}


def test_a_hundred_records_of_every_kind_in_three_offices() -> None:
    records = shipped_mission().records
    assert len(records) == 1301
    assert len({one.key for one in records}) == len(records)
    declared = {kind.name for kind in REGISTRY if not kind.switch and kind.name != "mission.Acceptance"}
    mission_kinds = {"evidence", "actors", "leadership", "inducement", "mission", "dialogue"}
    assert {one.kind for one in records} >= {name for name in declared if name.split(".")[0] in mission_kinds}
    assert all(count >= 30 for count in Counter(one.office for one in records).values())
    assert {one.office for one in records} == set(OFFICES)


@pytest.mark.parametrize(("one", "number"), tuple(versions()), ids=lambda part: getattr(part, "key", part))
def test_every_version_is_valid_and_gives_nobody_away(one: Told, number: int) -> None:
    kind = REGISTRY.by_word(one.kind)
    record = kind.read(one.version(number))
    kind.check(record)
    classification, compartments = one.rights(number)
    assert classification in vocabulary("classifications").terms
    assert set(compartments) <= set(vocabulary("components").terms)
    assert scan_record(kind, record, known_names()) == ()


def test_links_fit_their_roles_and_lead_to_what_was_entered_before() -> None:
    for one in shipped_mission().records:
        kind = REGISTRY.by_word(one.kind)
        for entered, links in ((one.entered_on, one.links), *((edit.entered_on, edit.links) for edit in one.edits)):
            for link in links:
                role, target = kind.role(link.role), told(link.to)
                assert target.kind in role.targets, one.key
                assert target.entered_on < entered, one.key
                if link.about:
                    assert link.about in [part["key"] for part in _assertions(one)], one.key
        for role in kind.roles:
            linked = [link for link in one.links if link.role == role.name]
            assert linked or not role.required, one.key
            assert role.many or len(linked) <= 1, one.key


def _assertions(one: Told) -> list[dict[str, str]]:
    found = one.fields["perpetrators"]
    return [{"key": "a1", **part} for part in found]


def test_entries_are_in_order_and_within_the_mission() -> None:
    for one in shipped_mission().records:
        assert moments(one) == sorted(moments(one)) or one.key == "displaced-tarrowick"
        assert date(2031, 1, 1) <= one.entered_on.date() <= max(moments(one)).date() <= date(2032, 12, 31)


def test_no_record_was_entered_before_the_day_it_tells_of() -> None:
    for one in shipped_mission().records:
        when = one.fields.get("when")
        if when is not None and one.kind != "evidence.Alert" and one.fields.get("held") != "planned":
            assert when["start"] <= one.entered_on.date().isoformat(), one.key


def test_nothing_names_a_real_place_or_a_person() -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert re.findall(REAL_NAMES, text, re.IGNORECASE) == []
    areas = {own.pcode for own in DISTRICTS} | {own.pcode for own in PROVINCES} | {"VM"}
    assert set(re.findall(r'"area":"([^"]+)"', text)) <= areas
    assert not [kind for kind in Counter(one.kind for one in shipped_mission().records) if kind.endswith("Person")]


def test_texts_in_four_languages_and_none_long() -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    for sample in ("La police nationale", "Se dijo en la radio", "البعثة تحمي", "Shots before dawn"):
        assert sample in text
    written = [value for one, number in versions() for value in one.version(number).values() if isinstance(value, str)]
    assert max(map(len, written)) <= 300


def test_judgements_vary_as_they_do_in_the_field() -> None:
    incidents = [last(one.key) for one in shipped_mission().records if one.kind == "evidence.Incident"]
    assert {one.get("verification", "allegation") for one in incidents} == set(vocabulary("verification").terms)
    assert len({one["grade"] for one in incidents}) >= 6
    sure = [part.get("confidence", "unknown") for one in incidents for part in one["perpetrators"]]  # type: ignore[attr-defined]
    assert {"high", "moderate", "low"} <= set(sure)
    units = [part["unit"] for one in incidents for part in one["counts"]]  # type: ignore[attr-defined]
    assert set(units) == {"incident", "violation", "victim"}
    spans = [one.fields["when"] for one in shipped_mission().records if "when" in one.fields]
    spans += [one.fields["valid"] for one in shipped_mission().records if "valid" in one.fields]
    assert any(span.get("precise") for span in spans)
    assert any(span.get("ongoing") for span in spans)
    assert any("end" in span and not span.get("precise") for span in spans)


def _events_on(first: str, last_day: str, district: str, side: str) -> pl.DataFrame:
    return generate(EVENT_SEED).filter(
        (pl.col("type_of_violence") == 3)
        & (pl.col("date_start").str.head(10) >= first)
        & (pl.col("date_end").str.head(10) <= last_day)
        & (pl.col("adm_2") == district)
        & (pl.col("side_a") == side)
    )


@pytest.mark.parametrize(
    ("key", "district", "side"),
    [
        ("eleven-dead", "Amber Ford", "Government of Velmara"),
        ("stadium", "Lonnhaven", "Government of Velmara"),
        ("voice-from-mossgrane", "Amber Ford", "Government of Velmara"),
        ("lamp-guard-vaskerry", "Vaskerry", "Lamp Guard"),
        ("lamp-guard-merrane", "Vaskerry", "Lamp Guard"),
        ("pell-crossing", "Pellisar", "River Front"),
    ],
)
def test_incidents_that_repeat_an_event_of_the_data_set(key: str, district: str, side: str) -> None:
    fields = told(key).fields
    start = fields["when"]["start"]
    events = _events_on(start, fields["when"].get("end", start), district, side)
    assert events.height == 1
    victims = next(part for part in fields["counts"] if part["unit"] == "victim")
    assert events["best"].item() == victims["best"]
    assert fields["where"]["area"] == next(own.pcode for own in DISTRICTS if own.name == district)


def test_incidents_that_no_event_repeats() -> None:
    for key in ("beating-at-tarrowick", "army-at-halvrane", "looting-at-hollowbank", "taken-at-cattlebar"):
        fields = told(key).fields
        day = date.fromisoformat(fields["when"]["start"])
        district = next(own.name for own in DISTRICTS if own.pcode == fields["where"]["area"])
        near = (day - timedelta(days=3)).isoformat(), (day + timedelta(days=3)).isoformat()
        assert _events_on(*near, district, "Government of Velmara").height == 0


def test_the_fuel_ran_on_after_its_decision_had_expired() -> None:
    decision, delivery = told("fuel-approved"), told("fuel-goes-on")
    assert decision.fields["on"] == "2032-02-12"
    assert decision.fields["review_by"] == "2032-05-12" < delivery.fields["when"]["start"] == "2032-05-16"
    assert leads_to("fuel-approved", "rests_on") == leads_to("fuel-goes-on", "about") == {"army-4"}


def test_the_command_of_the_4th_brigade_changes_without_a_name() -> None:
    before, after = (
        told("army-4-under-command-4").fields["valid"],
        told("army-4-under-command-4-since-april").fields["valid"],
    )
    assert before["end"] == "2032-04-02"
    assert after == {"start": "2032-04-03", "precise": True, "ongoing": True}


def test_the_bridge_on_18_may_kept_us_from_those_who_were_warned() -> None:
    bridge = told("stopped-at-the-bridge")
    assert bridge.fields["when"] == {"start": "2032-05-18"}
    assert leads_to(bridge.key, "kept_from") == {"men-in-uniform", "patrol-turned-back"}
    assert leads_to(bridge.key, "executed_by") == {"army-41"}
    assert told("patrol-turned-back").fields["access"] == "denied"


def test_alerts_about_men_in_uniform_are_held_for_a_person() -> None:
    alert = told("men-in-uniform")
    (assertion,) = alert.fields["perpetrators"]
    assert assertion["described"] == "men in uniform"
    assert assertion["uniformed"]
    assert assertion.get("perpetrator", "unknown") == "unknown"
    assert alert.fields["status"] == "held"
    assert leads_to(alert.key, "came_true_as", 1) == {"eleven-dead"}


def test_praise_while_a_private_report_runs() -> None:
    praise, report = told("spokesperson-praise").fields, told("private-report").fields
    assert report["on"] < praise["on"] == "2032-05-22" < report["review_by"] == "2032-05-30"


def test_the_lamp_guard_has_a_foreign_patron_that_gets_no_alert() -> None:
    patron = told("embassy-ostrel").fields
    assert patron["side"] == "foreign_state"
    proxy = told("lamp-guard-under-embassy-ostrel")
    assert (proxy.fields["type"], proxy.fields["proxy_link"]) == ("proxy", "supply")
    assert leads_to(proxy.key, "lower") == {"lamp-guard"}
    assert leads_to(proxy.key, "upper") == {"embassy-ostrel"}
    assert leads_to("lamp-guard-alert", "suspected") == {"lamp-guard"}
    assert told("lamp-guard-alert").fields["status"] == "held"
    assert leads_to("not-to-the-patron", "rests_on") == {"lamp-guard", "embassy-ostrel"}


def test_a_reprisal_follows_a_visit_and_pauses_contact() -> None:
    visit, reprisal = told("inquiry-east-bank").fields, told("reprisal-east-bank").fields
    assert reprisal["when"]["start"] == "2032-05-27" > visit["when"]["start"]
    assert reprisal.get("contact_paused", True)
    assert leads_to("reprisal-east-bank", "hit") == {"source-af-02"}
    assert not told("warned-at-reedhollow").fields.get("contact_paused", True)


def test_promises_of_the_stadium_fall_due_unkept() -> None:
    assert told("court-roof").fields["review_by"] == "2032-09-01"
    assert told("prison-closed").fields["access"] == "denied"
    assert last("prison-refusal")["protest"] == "repeated"
    assert "reply" not in last("prison-refusal")
    assert "no roof" in told("court-without-roof").fields["seen"]


def test_donors_suspend_as_the_mission_announces_more() -> None:
    assert told("donors-suspend").fields["on"] == told("more-support-announced").fields["on"] == "2032-09-15"


def test_civil_affairs_wants_the_checkpoint_that_police_do_not() -> None:
    wanted, unwanted = told("checkpoint-wanted").fields, told("checkpoint-unwanted").fields
    assert wanted["question"] == unwanted["question"]
    assert wanted["decided"] != unwanted["decided"]
    assert unwanted["on"] < wanted["review_by"]


def test_quiet_in_pellisar_comes_from_denied_access() -> None:
    visits = [one.fields for one in shipped_mission().records if re.fullmatch(r"pellisar-\d", one.key)]
    assert [one["access"] for one in visits if one["when"]["start"] >= "2032-09-01"] == ["denied"] * 3 + [
        "not_attempted"
    ]
    incidents = [one.fields for one in shipped_mission().records if one.kind == "evidence.Incident"]
    assert not [one for one in incidents if one["where"]["area"] == "VM0204" and one["when"]["start"] >= "2032-09-01"]
    assert told("pellisar-rated-low").fields["decided"] == "Low."


def test_a_threat_is_rated_low_because_nobody_could_get_there(done: Built) -> None:
    threat = told("threat-pellisar").fields
    assert (threat["rating"], threat["access"], threat["state_posture"]) == ("low", "denied", "obstructing")
    assert leads_to("threat-pellisar", "rests_on") == {"pellisar-clearance", "pellisar-3", "pell-crossing"}
    seen = week(known(Picture(done.ledgers[KESSIN_TOWN], HOLDER)), date(2032, 12, 27))
    line = next(one for one in seen.threats if one.record == done.records["threat-pellisar"])
    assert rating_words(line) == "Low, not seen"
    assert line.never_reassessed
    assert line.blind is not None
    assert line.blind.last_there == date(2032, 8, 23)


def test_the_groups_carry_threats_and_actions_past_their_day(done: Built) -> None:
    seen = week(known(Picture(done.ledgers[HEADQUARTERS], HOLDER)), date(2032, 12, 27))
    records = {record: key for key, record in done.records.items()}
    assert [records[one.record] for one in seen.overdue] == [
        "act-bridge-order",
        "act-agreed-position",
        "act-pellisar-clearance",
        "act-east-bank-patrol",
        "act-prison-visits",
    ]
    changes = {records[one.record]: one.change for one in seen.threats}
    assert changes["threat-returns"] == "new"
    assert changes["threat-east-bank"] == changes["threat-crowds"] == "raised"
    assert changes["threat-nine-poplars"] == "lowered"
    assert changes["threat-old-sluice"] == "closed"
    assert changes["threat-handover"] == "unchanged"


def test_the_sample_matrix_is_what_the_command_writes_and_meets_the_mission(done: Built) -> None:
    assert MATRIX.read_bytes() == sample_matrix()
    found = known(Picture(done.ledgers[KESSIN_TOWN], HOLDER))
    proposal = propose_records(read_rows(find_matrix(MATRIX)), found, date(2032, 12, 27))
    states = {row.threat.fields.reference: row.threat.state for row in proposal.threats}
    assert states["KT-4"] == "new"
    assert {states[name] for name in ("KT-1", "KT-2", "KT-3")} <= {"changed", "unchanged"}


def test_what_was_closed_is_written_only_where_a_column_says_so(done: Built, tmp_path: Path) -> None:
    picture = Picture(done.ledgers[AMBER_FORD], HOLDER, known_at=_evening(2032, 12, 27))
    seen = week(known(picture), date(2032, 12, 27))
    assert done.records["threat-old-sluice"] in {one.record for one in seen.of("closed")}
    theirs = Writing(layout=find_matrix(MATRIX).layout)
    assert write_matrix(picture, seen, tmp_path / "a.xlsx", Writing()).threats == len(seen.threats)
    assert write_matrix(picture, seen, tmp_path / "b.xlsx", theirs).threats == len(seen.threats) - 1


def test_our_own_driver_is_in_an_alert_and_in_no_incident() -> None:
    assert told("our-driver").fields["perpetrators"][0]["perpetrator"] == "own_side"
    assert "own_side" not in str([one.fields for one in shipped_mission().records if one.kind == "evidence.Incident"])


def test_care_comes_first_where_it_must() -> None:
    codes = {key for key, term in vocabulary("violations").terms.items() if term.facts.get("referral_first")}
    cases = [one for one in shipped_mission().records if one.fields.get("what") in codes]
    assert {one.fields["referral"] for one in cases} == {"made", "pending", "offered"}
    assert all(one.classification == "strictly_confidential" and one.compartments for one in cases)
    assert all("narrative" not in one.fields and "name" not in one.fields["where"] for one in cases)


def test_look_alike_refuted_after_the_state_replied() -> None:
    states = [told("army-at-halvrane").version(number) for number in range(3)]
    assert [one.get("verification", "allegation") for one in states] == ["allegation", "allegation", "refuted"]
    assert "reply" not in states[0]
    assert states[1]["reply_on"] == "2032-07-24"
    assert states[2]["correction"]


def test_look_alike_reinstated_after_a_verified_correction() -> None:
    corrected = told("beatings-at-ferrisand")
    assert corrected.version(1)["correction"]
    assert leads_to("reinstate-22nd", "replaces") == {"exclude-22nd"}
    assert corrected.edits[0].entered_on < told("reinstate-22nd").entered_on


def test_look_alike_late_entry_of_a_timely_delivery() -> None:
    late = told("fuel-seen-in-march")
    assert (late.fields["when"]["start"], late.entered_on.date()) == ("2032-03-10", date(2032, 4, 14))
    assert late.fields["access"] == "full"


def test_look_alike_joint_demarche_agreed_beforehand() -> None:
    assert told("joint-demarche").fields["on"] < told("joint-demarche-made").fields["when"]["start"]


def test_look_alike_two_components_tell_one_office_the_same() -> None:
    rights, politics = told("inquiry-asked-by-rights"), told("inquiry-asked-by-politics")
    assert rights.fields["seen"] == politics.fields["seen"]
    assert rights.fields["components"] != politics.fields["components"]
    assert leads_to(rights.key, "about") == leads_to(politics.key, "about")


def test_every_ledger_verifies(done: Built) -> None:
    for office, ledger in done.ledgers.items():
        verification = verify(ledger)
        assert verification.holds, (office, verification.faults)
        assert len(verification.chains) == 3


def test_every_office_ends_with_the_same_heads(done: Built) -> None:
    heads = [
        {key: Picture(ledger, HOLDER).heads(record) for key, record in done.records.items() if _open(key)}
        for ledger in done.ledgers.values()
    ]
    assert heads[0] == heads[1] == heads[2]


def _open(key: str) -> bool:
    """Whether all offices may hold it: not what leadership alone sees, nor answers that wait sealed for the last."""
    closed = ("voice-from-mossgrane", "source-af-04", "taken-at-cattlebar", *LEADERSHIP_ONLY)
    return key not in closed and not key.startswith("support-rations-gendarmerie-")


def test_headquarters_lacks_on_the_10th_what_the_field_recorded_on_the_3rd(done: Built) -> None:
    warning = told("pellisar-warning")
    assert (warning.office, warning.entered_on.date()) == (KESSIN_TOWN, date(2032, 7, 3))
    record, ledger = done.records[warning.key], done.ledgers[HEADQUARTERS]
    with pytest.raises(NotFound):
        Picture(ledger, HOLDER, known_at=_evening(2032, 7, 10)).get(record)
    with pytest.raises(NotFound):
        Picture(ledger, HOLDER, known_at=_evening(2032, 7, 19)).get(record)
    assert Picture(ledger, HOLDER, known_at=_evening(2032, 7, 20)).get(record)
    kessin = done.ledgers[KESSIN_TOWN]
    assert Picture(kessin, HOLDER, known_at=_evening(2032, 7, 3)).get(record)


def _evening(year: int, month: int, day: int) -> int:
    return instant_of(datetime.fromisoformat(f"{year}-{month:02}-{day:02}T23:00:00+00:00"))


def test_entries_carry_the_instants_of_the_story(done: Built) -> None:
    picture = Picture(done.ledgers[HEADQUARTERS], HOLDER)
    for key in ("fuel-approved", "stopped-at-the-bridge", "barriers-gone"):
        seen = picture.history(done.records[key])[0]
        assert seen.recorded_at == instant_of(told(key).entered_on)


def test_the_conflict_between_two_offices_is_listed(done: Built) -> None:
    for ledger in done.ledgers.values():
        (conflict,) = Picture(ledger, HOLDER).conflicts()
        assert conflict.record == done.records["displaced-tarrowick"]
        assert conflict.heads == 2
    first, second = told("displaced-tarrowick").edits
    assert first.replaces == second.replaces == (0,)
    assert {first.office, second.office} == {AMBER_FORD, HEADQUARTERS}


def test_the_redacted_text_is_in_no_ledger(done: Built) -> None:
    assert REDACTED_WORD in told("voice-from-mossgrane").fields["narrative"]
    for office, ledger in done.ledgers.items():
        assert Picture(ledger, HOLDER).search(REDACTED_WORD) == []
        with pytest.raises(NotFound):
            Picture(ledger, HOLDER).get(done.records["voice-from-mossgrane"])
        ledger.database.run("PRAGMA wal_checkpoint(TRUNCATE)")
        for file in done.folder.glob(f"{office}.sqlite*"):
            assert REDACTED_WORD.encode() not in file.read_bytes(), file.name


def test_a_record_restricted_later_is_restricted_in_every_earlier_view(done: Built) -> None:
    record, ledger = done.records["old-sluice-burning"], done.ledgers[AMBER_FORD]
    cleared = Audience("cleared", "confidential", ("human_rights",))
    assert Picture(ledger, HOLDER, known_at=_evening(2032, 7, 17)).get(record)
    for known_at in (_evening(2032, 7, 17), None):
        with pytest.raises(NotFound):
            Picture(ledger, cleared, known_at=known_at).get(record)


def test_a_withdrawn_consent_takes_what_rests_on_it(done: Built) -> None:
    for ledger in done.ledgers.values():
        with pytest.raises(NotFound):
            Picture(ledger, HOLDER).get(done.records["taken-at-cattlebar"])
    authorities = Audience("authorities", "strictly_confidential", ("*",), "authorities", "accountability")
    judges = Audience("judges", "strictly_confidential", ("*",), "judicial", "accountability")
    looting, ledger = done.records["looting-at-hollowbank"], done.ledgers[KESSIN_TOWN]
    with pytest.raises(NotFound):
        Picture(ledger, authorities).get(looting)
    with pytest.raises(NotFound):
        Picture(ledger, judges).get(looting)
    assert Picture(ledger, judges).get(done.records["source-kt-02"])
    with pytest.raises(NotFound):
        Picture(ledger, authorities).get(done.records["source-kt-02"])
    assert Picture(ledger, HOLDER).get(looting)


def test_field_offices_cleared_for_less_still_take_everything_in_and_verify(tmp_path: Path) -> None:
    less = built(tmp_path, clearance="confidential")
    for office, ledger in less.ledgers.items():
        assert verify(ledger).holds, office
    case = less.records["eleven-dead-rights"]
    assert Picture(less.ledgers[HEADQUARTERS], HOLDER).get(case)
    with pytest.raises(NotFound):
        Picture(less.ledgers[AMBER_FORD], HOLDER).get(case)


def test_the_same_keys_give_the_same_records_and_the_clocks_come_back(tmp_path: Path) -> None:
    builds: list[list[tuple[str, str]]] = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        offices = stations(tmp_path / name)
        clocks = {office: station.ledger.clock for office, station in offices.items()}
        records = load_mission(offices, people(), _first_months(shipped_mission()))
        assert {office: station.ledger.clock for office, station in offices.items()} == clocks
        picture = Picture(offices[HEADQUARTERS].ledger, HOLDER)
        builds.append(sorted((seen.record, seen.version) for seen in picture.each(INCIDENT)))
        assert len(records) >= 60
    assert builds[0] == builds[1]
    assert builds[0]


def _first_months(whole: Mission) -> Mission:
    until = datetime.fromisoformat("2032-03-01T00:00:00+00:00")
    early = tuple(one for one in whole.records if max(moments(one)) < until)
    kept: tuple[Told, ...] = ()
    while kept != early:
        kept, keys = early, {one.key for one in early}
        early = tuple(one for one in kept if {link.to for link in one.links} <= keys)
    return Mission(
        records=kept,
        redactions=(),
        bundles=tuple(one for one in whole.bundles if one.entered_on < until),
    )
