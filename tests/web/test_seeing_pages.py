"""The map, the timeline, the actors and the review as pages: their numbers are those of the command line's review."""

from __future__ import annotations

import gzip
import html
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from seeing_site import FULL, laid_out, make_review
from web_site import Site, words

from withstand.evidence.vintages import VintageStore
from withstand.ledger.fields import Place, Span

LIGHT = 15_000


@pytest.fixture
def seeing(site: Site) -> Iterator[Site]:
    """A site with a data set and areas."""
    with laid_out(site.holding.workspace):
        yield site


@pytest.fixture
def ana(seeing: Site) -> Any:
    """Somebody who sees all and may export."""
    return seeing.signed_in("ana", "analyst", **FULL)


def totals(page: str) -> list[str]:
    """The cells of the last line of the map's table."""
    foot = re.search(r"<tfoot>(.*?)</tfoot>", page, re.DOTALL)
    assert foot is not None
    return [html.unescape(re.sub(r"<[^>]*>|[\u2066\u2069]", "", one)) for one in re.findall(r"<td>(.*?)</td>", foot[1])]


def test_the_map_counts_what_the_review_counts(ana: Any) -> None:
    page = ana.get("/map/?since=2032-01-01&until=2032-12-31&kind=event").content.decode()
    assert totals(page)[:2] == ["70", "330 (322–375)"]
    state = ana.get("/map/?since=2032-01-01&until=2032-12-31&kind=event&perpetrator=host_state").content.decode()
    assert totals(state)[:2] == ["12", "38 (34–48)"]


def test_tooltips_table_and_chosen_area_say_the_same(seeing: Site, ana: Any) -> None:
    page = ana.get("/map/?since=2032-01-01&until=2032-12-31&area=VM0101").content.decode()
    tips = dict(re.findall(r'data-area="(VM\d+)".*?<title>(.*?)</title>', page))
    assert len(tips) == 14
    rows = re.findall(r'area=(VM\d+)"><bdi>.*?</a></th><td>(\d+)', page)
    assert len(rows) == 14
    for area, events in rows:
        assert f"events {events};" in tips[area], area
    chosen = page.partition('id="chosen"')[2].partition("</section>")[0]
    assert f"<dd>{dict(rows)['VM0101']}" in chosen
    part = ana.get("/map/?since=2032-01-01&until=2032-12-31&area=VM0101", headers={"HX-Request": "true"})
    assert part.content.decode().lstrip().startswith("<h2>")


def test_what_is_less_precise_than_an_area_is_in_the_table(seeing: Site, ana: Any) -> None:
    address = "/map/?since=2030-02-01&until=2030-02-28&kind=incident"
    seeing.record("confidential", where=Place(area="VM02", level="admin1"), when=Span(start="2030-02-03"))
    seeing.record("confidential", where=Place(name="a ford"), when=Span(start="2030-02-04"))
    page = words(ana.get(address))
    assert "In no area of the map: Kessin" in page
    assert "In no area of the map: a ford" in page
    assert totals(ana.get(address).content.decode())[2].startswith("2")


def test_a_record_that_names_a_point_alone_lies_in_its_area(seeing: Site, ana: Any) -> None:
    place = Place(name="a well", latitude=-23_700_000, longitude=-17_200_000, precision="exact")
    made = seeing.record("confidential", where=place, when=Span(start="2029-03-03"))
    page = ana.get("/map/?since=2029-03-01&until=2029-03-31&area=VM0101").content.decode()
    assert (made in page) == ("In no area of the map: <bdi>a well" not in page)


def test_denied_access_is_darker_than_anything_recorded(ana: Any) -> None:
    from withstand.mission.seeing_where import STATES

    page = ana.get("/map/?since=2032-01-01&until=2032-12-31").content.decode()
    assert page.index("Access denied or obstructed") < page.index("Nothing recorded: quiet, or not seen")
    assert STATES[0] == "denied"
    for pattern in ("md", "mn", "mp"):
        assert f'<pattern id="{pattern}"' in page


def test_the_timeline_adds_up_to_the_same(ana: Any) -> None:
    page = words(ana.get("/timeline/?since=2032-01-01&until=2032-12-31"))
    numbers = page.partition("The same numbers")[2]
    months = re.findall(r"(2032-\d\d) (\d+) ", numbers)
    assert [month for month, _ in months] == [f"2032-{n:02d}" for n in range(1, 13)]
    assert sum(int(events) for _, events in months) == 70


@pytest.mark.parametrize("step", ["week", "month", "year"])
def test_every_step_of_the_timeline_holds_every_record(seeing: Site, ana: Any, step: str) -> None:
    address = f"/timeline/?since=2028-01-01&until=2028-12-31&step={step}&kind=incident"

    def counted() -> int:
        chart = ana.get(address).content.decode().partition("chart-records")[2]
        return sum(int(number) for number in re.findall(r"<title>[\d-]+: (\d+)</title>", chart))

    before = counted()
    seeing.record("confidential", when=Span(start="2028-12-31"))
    seeing.record("confidential", when=Span(start="2028-02-29"))
    assert counted() == before + 2


def test_periods_that_the_data_do_not_reach_are_not_zero(ana: Any) -> None:
    numbers = words(ana.get("/timeline/?since=2033-01-01&until=2033-02-28&step=month")).partition("The same numbers")[2]
    assert "2033-02 –" in numbers


def test_the_review_says_what_the_command_line_says(seeing: Site, ana: Any, tmp_path: Path) -> None:
    make_review(ana)
    page = ana.get("/review/")
    folder = seeing.holding.workspace.folder
    out = tmp_path / "brief.html"
    from web_site import WORKSPACE_PASSPHRASE

    asked = ["review", "--workspace", str(folder), "--level", "admin2", "--out", str(out), "--json"]
    made = subprocess.run(
        [sys.executable, "-m", "withstand.cli.main", *asked], capture_output=True, text=True, check=True,
        env={"WITHSTAND_PASSPHRASE": WORKSPACE_PASSPHRASE, "PYTHONPATH": ":".join(sys.path)},
    )  # fmt: skip
    told = json.loads(made.stdout)
    for kept in seeing.holding.workspace.reviews.glob("*.json"):
        kept.unlink()
    text = words(page)
    for sentence in told["in_short"]:
        assert sentence in text, sentence
    for total in told["totals"]:
        recent = total["recent"]
        if recent["events"]:
            assert re.search(rf"\b{recent['events']} .?{recent['best']} \({recent['low']}–{recent['high']}\)", text)
    for same in told["own"]["same_events"]:
        assert same["event"] in text
    for name in ("incidents", "verified", "uncounted"):
        assert all(str(one[name]) in text for one in told["own"]["same_period"])
    file = ana.get("/review/file/").content.decode()
    for whose in ("for {}:", "Only what {} may see"):
        file = file.replace(whose.format("analyst"), whose.format("holder"))
    assert content(file) == content(out.read_text(encoding="utf-8"))


def content(brief: str) -> str:
    """What a brief says, without how it looks and when it was made."""
    return brief.partition("<header>")[2].partition('id="made"')[0]


def test_every_sentence_of_the_review_leads_to_what_it_rests_on(ana: Any) -> None:
    make_review(ana)
    page = ana.get("/review/").content.decode()
    leads = [html.unescape(one) for one in re.findall(r'href="(/review/basis/[^"]+)"', page)]
    assert len(leads) >= 6
    for lead in leads:
        assert ana.get(lead).status_code == 200, lead
    outlook = words(ana.get("/review/basis/outlook/?class=host_state"))
    assert "Brier score" in outlook
    assert "ucdp_ged:" in outlook


def test_opening_the_review_again_makes_nothing(ana: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from withstand.web.seeing import reviewing

    make_review(ana)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("made again")

    monkeypatch.setattr(reviewing, "find", refuse)
    monkeypatch.setattr(reviewing.Bench, "own", refuse)
    assert "In short" in words(ana.get("/review/"))
    assert "In short" in words(ana.get("/review/"))


def test_a_new_record_is_in_the_review_at_once(seeing: Site, ana: Any) -> None:
    make_review(ana)
    before = words(ana.get("/review/"))
    made = seeing.record("confidential", when=Span(start="2032-11-11"))
    assert words(ana.get("/review/")) != before
    assert made in ana.get("/review/basis/same_period/").content.decode()


def test_the_review_of_an_earlier_day_knows_what_was_known_then(
    seeing: Site, ana: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeing.record("confidential", when=Span(start="2032-11-12"))
    yesterday = f"?known_at={seeing.clock.now.date() - timedelta(days=1)}"
    said = words(ana.get(f"/review/{yesterday}"))
    assert "On that day the workspace held no data set yet" in said
    assert "withstand data add" not in said
    monkeypatch.setattr(
        "withstand.web.seeing.held_evidence._vintage",
        lambda workspace, _picture: VintageStore(workspace.datasets).latest().vintage,
    )
    make_review(ana)
    then, now = words(ana.get(f"/review/{yesterday}")), words(ana.get("/review/"))
    assert "As known on" in then
    assert "Show it as it is now" in then
    assert "the operation recorded" in now
    assert "the operation recorded" not in then
    no_day = words(ana.get(f"/review/{yesterday.replace('-', '')}"))
    assert "the operation recorded" in no_day
    assert no_day.count("As known on") == now.count("As known on")
    assert "as_known_on" in ana.get(f"/review/file/{yesterday}").content.decode().replace(" ", "_")


def test_without_a_data_set_pages_say_what_to_do(site: Site) -> None:
    ana = site.signed_in("ana", "reader", **FULL)
    for address in ("/map/", "/timeline/", "/review/"):
        assert "withstand data add FILE" in words(ana.get(address)), address
    assert "withstand data areas FILE" in words(ana.get("/map/"))
    assert ana.post("/review/").status_code == 302
    assert ana.get("/review/class/host_state/").status_code == 302


def test_what_an_address_asks_wrongly_breaks_nothing(ana: Any) -> None:
    for query in ("since=no", "z=nan&x=inf", "z=1e9", "kind=dragon", "step=aeon", "as_of=0", "level=admin7", "at=x"):
        for page in ("/map/", "/timeline/", "/actors/", "/review/"):
            assert ana.get(f"{page}?{query}").status_code == 200, (page, query)
    assert ana.get("/timeline/?since=0001-01-01&until=9999-12-31").status_code == 200


def test_pages_are_light(ana: Any) -> None:
    make_review(ana)
    for address in ("/map/", "/map/?area=VM0101", "/timeline/", "/actors/?as_of=2032-05-20", "/review/"):
        assert len(gzip.compress(ana.get(address).content)) <= LIGHT, address


def test_charts_keep_their_direction_on_an_arabic_page(seeing: Site) -> None:
    ana = seeing.signed_in("ana", "reader", language="ar", **FULL)
    make_review(ana)
    for address in ("/map/", "/timeline/", "/review/", "/review/class/host_state/"):
        page = ana.get(address).content.decode()
        assert '<html lang="ar" dir="rtl">' in page
        charts = re.findall(r'<svg[^>]*class="(?:chart|cell)[^>]*>', page)
        assert charts, address
        assert all('direction="ltr"' in chart for chart in charts), address


def test_names_of_areas_are_escaped_everywhere(seeing: Site, ana: Any) -> None:
    areas = seeing.holding.workspace.folder / "areas.geojson"
    hostile = "<script>alert(1)</script>"
    areas.write_text(areas.read_text(encoding="utf-8").replace('"Amber Ford"', json.dumps(hostile)), encoding="utf-8")
    for address in ("/map/", "/map/?area=VM0101", "/timeline/"):
        page = ana.get(address).content.decode()
        assert hostile not in page
    assert html.escape(hostile) in ana.get("/map/").content.decode()


def test_a_map_of_a_real_place_lies_among_its_neighbours() -> None:
    from withstand.brief.maps import Outlines
    from withstand.web.seeing.ground import ground_of

    square = [[[(16.0, 4.0), (24.0, 4.0), (24.0, 10.0), (16.0, 10.0), (16.0, 4.0)]]]
    ground = ground_of(Outlines({"CF": square}, sketch=False))
    assert ground is not None
    assert ground.countries.count("M") >= 4
    alone = ground_of(Outlines({"sea": [[[(-17.0, -24.0), (-16.0, -24.0), (-16.0, -23.0)]]]}, sketch=False))
    assert alone is not None
    assert alone.countries == ""


def test_outlines_of_countries_are_small_and_say_where_they_are_from() -> None:
    import withstand.web.seeing

    file = Path(withstand.web.seeing.__file__).with_name("countries.json")
    assert file.stat().st_size <= 150_000
    assert "Natural Earth" in json.loads(file.read_text(encoding="utf-8"))["source"]
