"""What programs read is what the pages show: the same filters, counts, numbers and sentences."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from api_site import FULL, Program, looting, of, program
from seeing_site import laid_out, make_review
from web_site import Site, words

from withstand.brief.document import to_plain
from withstand.ledger.fields import Assertion, Place, Span, Tally
from withstand.ledger.journal import Draft, LinkTo, append
from withstand.mission.records import ACTION, THREAT, Action, Threat

YEAR = "since=2032-01-01&until=2032-12-31"


@pytest.fixture
def ana(site: Site) -> Program:
    """A program of an analyst who may see all."""
    return of(site, "ana", "analyst", **FULL)


@pytest.fixture
def seeing(site: Site) -> Iterator[Site]:
    """A site with a data set and areas."""
    with laid_out(site.holding.workspace):
        yield site


def ids(page: Any) -> list[str]:
    return [one["record"] for one in page["records"]]


def on_page(page: str) -> list[str]:
    """The records of a list's page, in their order."""
    return list(dict.fromkeys(re.findall(r'href="/records/incident/([0-9a-f-]{36})/', page)))


@pytest.mark.parametrize(
    "asked",
    [
        "q=zebra", "q=zebra+stripes", "area=LIKE", "since=2029-01-02", "until=2029-01-02", "is_what=looting",
        "is_what=abduction", "is_perpetrators=non_state", "classification=confidential", "order=earliest",
        "q=zebra&is_what=looting&classification=unclassified", "conflict=true", "new=true",
    ],
)  # fmt: skip
def test_a_list_has_the_filters_of_its_page(site: Site, asked: str) -> None:
    here = Place(area="LIKE", precision="admin2")
    other = (Assertion(perpetrator="non_state", grade="B2", confidence="moderate"),)
    for day, classification, more in (
        ("2029-01-01", "unclassified", {"text": "A zebra."}),
        ("2029-01-02", "confidential", {"text": "Zebra stripes.", "perpetrators": other}),
        ("2029-01-03", "unclassified", {"text": "A horse.", "what": "abduction"}),
    ):
        site.record(classification, where=here, when=Span(start=day), **more)
    browser = site.signed_in("ben", "analyst", **FULL)
    mine = program(site, type(of(site, "x", "reader").account).objects.get(name="ben"))
    page = browser.get(f"/records/incident/?{asked}").content.decode()
    found = mine.read(f"/kinds/incident/records/?{asked}&limit=50")
    assert ids(found) == on_page(page)
    assert found["count"] == mine.read(f"/kinds/incident/count/?{asked.replace('order=earliest', '')}")["count"]
    assert found["count"] >= len(ids(found))


@pytest.mark.parametrize(
    ("asked", "field"),
    [("is_status=open", "is_status"), ("is_what=flying", "is_what"), ("since=2032-02-01&until=2032-01-01", "__all__")],
)
def test_a_filter_that_a_list_has_not_is_no_filter(ana: Program, asked: str, field: str) -> None:
    answer = ana.get(f"/kinds/incident/records/?{asked}")
    assert answer.status_code == 400
    assert json.loads(answer.content)["field"] in (field, "")


def test_what_is_new_is_so_since_the_last_visit_of_the_pages(site: Site) -> None:
    ben = site.account("ben", "analyst", **FULL)
    mine = program(site, ben)
    assert mine.read("/overview/")["new"] is None
    browser = site.sign_in(ben)
    browser.get("/overview/")
    made = site.record("unclassified")
    assert ids(mine.read("/kinds/incident/records/?new=true")) == [made]
    new = mine.read("/overview/")["new"]
    assert (new["counts"], ids(new)) == ([{"kind": "evidence.Incident", "count": 1}], [made])
    assert not mine.get("/overview/").cookies


def test_home_names_what_is_due_and_in_conflict(site: Site, ana: Program) -> None:
    with site.holding.opened() as opened:
        due = Action(task="Ask again", when=Span(start="2026-01-01"), due="2026-02", owner="force")
        made = append(opened.ledger, [Draft(ACTION, due, "unclassified")])[0].record
    home = ana.read("/overview/")
    assert [(one["due"], one["overdue"]) for one in home["due"] if one["record"]["record"] == made] == [
        ("2026-02", True)
    ]
    assert home["counts"] == [one for one in ana.read("/counts/")["counts"] if one["count"]]
    assert home["in_conflict"] == ana.read("/conflicts/")["count"]


def test_search_counts_and_goes_on(site: Site, ana: Program) -> None:
    made = [site.record("unclassified", text="Ostrich feathers.") for _ in range(3)]
    first = ana.read("/search/?q=ostrich&limit=2")
    rest = ana.read(f"/search/?q=ostrich&limit=2&cursor={first['next']}")
    assert sorted(ids(first) + ids(rest)) == sorted(made)
    assert (first["count"], rest["next"]) == (3, None)
    assert first["counts"] == [{"kind": "evidence.Incident", "count": 3}]
    assert ana.read("/search/?q=ostrich&kind=source")["count"] == 0
    assert ana.read("/search/?q=looting")["terms"][0]["filter"] == "is_what"
    assert ana.get("/search/?q=ostrich&kind=bird").status_code == 400


def test_versions_beside_each_other_differ_in_named_fields(site: Site, ana: Program) -> None:
    record = site.record("unclassified", text="It rained.")
    first = ana.read(f"/records/{record}/")["version"]
    with site.holding.opened() as opened:
        from withstand.evidence.records import INCIDENT

        for text in ("It snowed.", "It hailed."):
            fields = INCIDENT.read(looting(narrative=text)["fields"])
            append(opened.ledger, [Draft(INCIDENT, fields, "unclassified", (), record, (first,))], beside=True)
    standing = ana.read(f"/records/{record}/standing/")
    assert len(standing["heads"]) == 2
    assert [one["field"] for one in standing["differing"]] == ["narrative"]
    assert set(standing["differing"][0]["values"]) == {"It snowed.", "It hailed."}
    sent = {"fields": looting(narrative="It hailed.")["fields"], "supersedes": standing["heads"]}
    refused = ana.post(f"/records/{record}/versions/", sent)
    assert (refused.status_code, refused.json()["type"].rpartition("#")[2]) == (409, "settled-by-two")
    assert ana.read(f"/records/{record}/standing/") == standing


def test_duplicates_are_those_of_the_page(site: Site) -> None:
    ben = site.account("ben", "analyst", **FULL)
    mine, browser = program(site, ben), site.sign_in(ben)
    here, when = Place(area="TWICE", precision="admin2"), Span(start="2027-06-01")
    made = [site.record("unclassified", where=here, when=when) for _ in range(2)]
    found = mine.read(f"/duplicates/?record={made[0]}")
    assert [{one["first"]["record"], one["second"]["record"]} for one in found["pairs"]] == [set(made)]
    assert {"same_area", "same_day"} <= set(found["pairs"][0]["why"])
    page = browser.get(f"/duplicates/?record={made[0]}").content.decode()
    assert all(one in page for one in made)


def test_the_map_has_the_numbers_and_the_darkness_of_its_page(seeing: Site, ana: Program) -> None:
    found = ana.read(f"/map/?{YEAR}&kind=event")
    assert sum(found["total"]["events"].values()) == 70
    assert [found["total"][name] for name in ("best", "low", "high")] == [330, 322, 375]
    assert sum(one["seen"] is not None for one in found["areas"]) == 14
    assert {one["seen"]["state"] for one in found["areas"] if one["seen"]} <= {"denied", "nothing", "poor", "seen"}
    behind = ana.read(f"/map/sightings/?{YEAR}&kind=event&area=VM0101&limit=1")
    area = next(one for one in found["areas"] if one["area"] == "VM0101")
    assert behind["count"] == sum(area["events"].values())
    seen = [behind["sightings"][0]["id"]]
    while behind["next"]:
        behind = ana.read(f"/map/sightings/?{YEAR}&kind=event&area=VM0101&limit=1&cursor={behind['next']}")
        seen.append(behind["sightings"][0]["id"])
    assert len(set(seen)) == behind["count"]
    assert ana.get("/map/sightings/?area=VM9999").status_code == 404


def test_points_are_as_coarse_as_on_the_page(seeing: Site, ana: Program) -> None:
    point = Place(area="VM0101", name="Ford", latitude=-23_712_345, longitude=-17_212_345, precision="exact")
    when, asked = Span(start="2031-02-02"), "since=2031-02-01&until=2031-02-28"
    seeing.record("confidential", where=point, when=when)
    seeing.record("strictly_confidential", where=point, when=when)
    answer = ana.get(f"/map/features/?{asked}&kind=incident")
    assert answer.headers["Content-Type"] == "application/geo+json"
    found = json.loads(answer.content)
    points = [one["geometry"]["coordinates"] for one in found["features"] if one["geometry"]["type"] == "Point"]
    assert points == [[-17.21, -23.71]]
    assert sum(one["geometry"]["type"] == "MultiPolygon" for one in found["features"]) == 14
    without = json.loads(ana.get(f"/map/features/?{asked}").content)
    assert not [one for one in without["features"] if one["geometry"]["type"] == "Point"]


def test_the_timeline_adds_up_to_the_same(seeing: Site, ana: Program) -> None:
    found = ana.read(f"/timeline/?{YEAR}&step=month")
    assert [one["label"] for one in found["periods"]] == [f"2032-{n:02d}" for n in range(1, 13)]
    assert sum(one["events"] for one in found["periods"]) == 70
    beyond = ana.read("/timeline/?since=2033-02-01&until=2033-02-28&step=month")["periods"]
    assert [one["events"] for one in beyond] == [None]
    behind = ana.read(f"/timeline/sightings/?{YEAR}&step=month&kind=event&at=2032-05&limit=500")
    assert behind["count"] == found["periods"][4]["events"] == len(behind["sightings"])
    assert ana.get(f"/timeline/sightings/?{YEAR}&at=1999").status_code == 404


@pytest.mark.parametrize("asked", ["since=0001-01-01", "until=9999-12-31", "since=2032-02-01&until=2032-01-01"])
def test_days_that_cannot_be_reckoned_with_are_refused(ana: Program, asked: str) -> None:
    for address in ("/map/", "/timeline/"):
        assert ana.get(f"{address}?{asked}").status_code == 400
    assert ana.get(f"/week/?{asked.replace('until', 'on')}").status_code == 400
    assert ana.get("/timeline/?since=2400-01-01").status_code == 200


def test_the_actors_stand_as_on_their_page(seeing: Site, ana: Program) -> None:
    from withstand.actors.records import RELATION, UNIT, Relation, Unit

    with seeing.holding.opened() as opened:
        lower, upper = (
            one.record
            for one in append(opened.ledger, [Draft(UNIT, Unit(name=f"Kite {n}"), "unclassified") for n in "12"])
        )
        valid = Span(start="2032-01-01", ongoing=True, precise=True)
        ends = (LinkTo("lower", lower), LinkTo("upper", upper))
        append(opened.ledger, [Draft(RELATION, Relation(type="command", valid=valid), "unclassified", links=ends)])
    found = ana.read("/actors/?as_of=2032-05-20")
    top = next(one for one in found["tops"] if one["actor"] == upper)
    assert [one["actor"] for one in top["branches"]] == [lower]
    assert next(one for one in found["actors"] if one["record"] == lower)["superiors"] == [upper]
    before = ana.read("/actors/?as_of=2031-05-20")
    assert lower in [one["actor"] for one in before["tops"]]


def test_the_week_says_what_changed_and_what_nobody_could_see(site: Site, ana: Program) -> None:
    with site.holding.opened() as opened:
        threat = Threat(
            threat="Fees at the bridge", where=Place(area="WEEKLY", precision="admin2"), when=Span(start="2026-01-04"),
            rating="low", access="denied",
        )  # fmt: skip
        made = append(opened.ledger, [Draft(THREAT, threat, "unclassified")])[0].record
        task = Action(task="Patrol", when=Span(start="2026-01-04"), due="2026-01-20", owner="force")
        action = Draft(ACTION, task, "unclassified", links=(LinkTo("answers", made),))
        done = append(opened.ledger, [action])[0].record
    week = ana.read("/week/?limit=500")
    line = next(one for one in week["threats"] if one["record"] == made)
    assert (line["change"], line["blind"]["said"], line["open_actions"]) == ("new", "denied", 1)
    assert next(one for one in week["actions"] if one["record"] == done)["answers"] == [made]
    assert made in next(one for one in week["agenda"] if one["section"] == "no_access")["records"]
    assert week["count"] == len(week["threats"]) + len(week["actions"])
    before = ana.read("/week/?on=2026-01-05&limit=500")
    assert (before["on"], before["count"]) == ("2026-01-05", 0)
    assert made in json.dumps(ana.read("/week/?on=2199-01-05&limit=500"))


def test_the_review_is_the_briefs_json_once_it_is_made(seeing: Site) -> None:
    ben = seeing.account("ben", "analyst", **FULL)
    mine, browser = program(seeing, ben), seeing.sign_in(ben)
    early = mine.get("/review/")
    assert (early.status_code, json.loads(early.content)["type"]) == (409, "/api/#not-made")
    assert mine.read("/review/job/")["state"] == "absent"
    started = json.loads(mine.post("/review/", {}).content)
    assert (started["state"], started["made"]) == ("waiting", False)
    make_review(browser)
    assert mine.read("/review/job/")["made"]
    from withstand.web.seeing.review_views import Desk

    found = mine.read("/review/")
    with seeing.holding.opened() as opened:
        from django.http import QueryDict

        from withstand.picture.picture import Picture

        whole = Desk.of(Picture(opened.ledger, ben.audience), QueryDict()).whole()
        assert whole is not None
        assert found["review"] == to_plain(whole)
    page = words(browser.get("/review/"))
    assert all(one["sentence"] in page for one in found["sentences"])
    section = mine.read("/review/classes/host_state/")
    assert section["outlooks"] == [one for one in found["review"]["outlooks"] if one["perpetrator"] == "host_state"]
    behind = mine.read("/review/basis/recorded/?perpetrator=host_state&limit=500")
    assert behind["count"] == section["total"]["recent"]["events"]
    assert mine.get("/review/classes/nobody/").status_code == mine.get("/review/basis/nothing/").status_code == 404
    assert mine.get("/review/?country=Nowhere").status_code == 400


def test_versions_and_links_come_in_pages(site: Site, ana: Program) -> None:
    record = site.record("unclassified")
    sent = {"fields": looting()["fields"], "supersedes": [ana.read(f"/records/{record}/")["version"]]}
    ana.post(f"/records/{record}/versions/", sent)
    first = ana.read(f"/records/{record}/history/?limit=1")
    second = ana.read(f"/records/{record}/history/?limit=1&cursor={first['next']}")
    assert (first["count"], second["next"]) == (2, None)
    assert second["versions"][0]["version"] in second["heads"]
    changes = ana.read(f"/records/{record}/diff/")
    assert (changes["before"], changes["after"]) == (
        first["versions"][0]["version"], second["versions"][0]["version"]
    )  # fmt: skip


def test_files_and_the_document_are_not_sent_again(site: Site, ana: Program) -> None:
    site.record("unclassified")
    for address in ("/kinds/incident/frame/?form=csv", "/kinds/incident/frame/?form=arrow", "/openapi.json"):
        tag = ana.get(address).headers["ETag"]
        assert ana.get(address, **{"If-None-Match": tag}).status_code == 304, address
        assert ana.get(address, **{"If-None-Match": '"other"'}).status_code == 200, address


def test_a_tag_does_not_stand_for_another_day_or_visit(site: Site) -> None:
    ben = site.account("ben", "analyst", **FULL)
    mine = program(site, ben)
    tag = mine.get("/overview/").headers["ETag"]
    assert mine.get("/overview/", **{"If-None-Match": tag}).status_code == 304
    site.sign_in(ben).get("/overview/")
    assert mine.get("/overview/", **{"If-None-Match": tag}).status_code == 200


def test_counts_that_are_said_are_those_of_the_harmed(site: Site, ana: Program) -> None:
    made = site.record("unclassified", counts=(Tally(unit="victim", best=3),), when=Span(start="2027-03-03"))
    found = ana.read("/timeline/sightings/?since=2027-03-01&until=2027-03-31&step=month&at=2027-03")["sightings"]
    assert [(one["low"], one["best"], one["high"]) for one in found if one["id"] == made] == [(3, 3, 3)]


def test_every_example_of_the_document_can_be_asked(seeing: Site) -> None:
    from withstand.web.api.examples import EXAMPLES, RECORD, VERSION
    from withstand.web.api.urls import V1

    boss = of(seeing, "boss", "head_of_office", **FULL)
    patterns = {str(one.name): str(one.pattern) for one in V1}
    record, source = seeing.record("unclassified"), boss.post("/records/", {"records": [SOURCE_AS_SENT]})
    version = boss.read(f"/records/{record}/")["version"]
    ids_of = json.dumps([record, version, json.loads(source.content)["added"][0]["record"]])
    made, seen, other = json.loads(ids_of)
    for (name, method), example in EXAMPLES.items():
        address = "/" + re.sub(r"<(\w+):(\w+)>", lambda found: SAMPLE[found[2]], patterns[name]).replace("RECORD", made)
        if method == "GET":
            answer = boss.get(f"{address}?{urlencode(example.query)}")
            fine = {200} if not name.startswith("api-review") else {200, 409}
        else:
            body = json.loads(json.dumps(example.body).replace(VERSION, seen).replace(RECORD, other))
            answer, fine = boss.post(address, body), {201, 202, 404 if name == "api-export-decision" else 201}
        assert answer.status_code in fine, (name, answer.content)


SAMPLE = {
    "kind": "incident", "record": "RECORD", "perpetrator": "host_state", "about": "recorded",
    "vocabulary": "violations", "export": "00000000-0000-7000-8000-000000000007",
}  # fmt: skip
SOURCE_AS_SENT = {"kind": "source", "fields": {"token": "S-17", "type": "ngo"}}


def test_every_name_in_the_document_leads_somewhere(ana: Program) -> None:
    found = ana.read("/openapi.json")
    shapes = found["components"]["schemas"]
    for reference in re.findall(r'"\$ref": ?"#/components/schemas/([^"]+)"', json.dumps(found)):
        assert reference in shapes
    for operations in found["paths"].values():
        for method, one in operations.items():
            assert one["summary"].endswith((".", "?"))
            assert ("304" in one["responses"]) == (method == "get")
            for parameter in one["parameters"]:
                assert parameter["schema"].get("default") not in ("", None) or "default" not in parameter["schema"]
