"""Requests for support on pages: overview, one request, what may be done next, refusals in words."""

from __future__ import annotations

import re
from datetime import date

import pytest
from support_site import ANALYST, FUEL, SECRETARIAT, Asked, days_from, enter, unmistakable
from test_languages import catalogue
from web_site import Site, words

from withstand.actors.records import UNIT, Unit
from withstand.errors import InputError
from withstand.evidence.records import INCIDENT, Incident
from withstand.inducement.case import Held
from withstand.inducement.decisions import Move
from withstand.inducement.following import Delivery, GoodConduct, Ladder
from withstand.inducement.gaps import Gap
from withstand.inducement.ladder import on_ladder
from withstand.inducement.parts import Item, Rung
from withstand.inducement.records import DELIVERY, GOOD_CONDUCT, MOVE, SUPPORT_REQUEST
from withstand.ledger.fields import Assertion, Place, Span
from withstand.ledger.journal import Draft, LinkTo, append, append_links
from withstand.vocabulary.terms import vocabulary

FULL = {"clearance": "strictly_confidential", "components": ["*"]}


def replace_quantity(quantity: int) -> Item:
    return Item(item=FUEL.item, quantity=quantity, unit=FUEL.unit)


def test_the_overview_shows_requests_by_state_with_what_is_due(site: Site) -> None:
    early, late = Asked.of(site).until_screening(), Asked.of(site).until_delivery()
    late.condition(condition=unmistakable("Log"), due=days_from(site, -3))
    ana = site.signed_in("ana", "reader", **SECRETARIAT)
    page = words(ana.get(f"/support/?recipient={early.name}"))
    assert early.title in page
    assert late.title not in page
    assert "Answer awaited · Human rights" in page
    page = words(ana.get(f"/support/?recipient={late.name}"))
    assert late.title in page
    assert "Condition overdue" in page


def test_the_overview_is_filtered_by_state_recipient_and_support(site: Site) -> None:
    one, other = Asked.of(site), Asked.of(site, support="operational_training").until_screening()
    ana = site.signed_in("ana", "reader", **SECRETARIAT)
    assert other.title not in words(ana.get("/support/?state=draft"))
    assert one.title not in words(ana.get("/support/?state=screening"))
    assert one.title not in words(ana.get("/support/?support=operational_training"))
    found = words(ana.get(f"/support/?recipient={one.name[:-2].lower()}"))
    assert one.title in found
    assert other.title not in found


def test_a_request_says_where_it_stands_how_it_came_there_and_what_it_is_about(site: Site) -> None:
    asked = Asked.of(site).until_approved(
        dissent=(), waiver="withholding_worse", waiver_reasons="The road is needed now", counter_opinion="It can wait"
    )
    asked.condition(host_report="The log is kept since Monday", host_report_on=days_from(site, -2))
    page = words(site.signed_in("ana", "reader", **SECRETARIAT).get(asked.page))
    for said in (
        "Approved, to be countersigned", "it was not countersigned", "fees, no deaths",
        "the road closes", "The log is kept since Monday", "not verified", "Waiver:", "It can wait", "4,000 litres",
        "criteria are unknown, which is not 0",
    ):  # fmt: skip
        assert said in page, said


def test_a_request_of_which_some_is_hidden_shows_the_rest(site: Site) -> None:
    asked = Asked.of(site).until_review()
    Asked(site, asked.title, asked.record, asked.unit, ("human_rights",)).condition(condition="Hidden condition")
    page = words(site.signed_in("ana", "analyst", **ANALYST).get(asked.page))
    assert asked.title in page
    assert "Hidden condition" not in page


def test_a_step_that_does_not_count_is_told_with_its_reasons(site: Site) -> None:
    asked = Asked.of(site)
    with site.holding.opened() as opened:
        late = Draft(
            MOVE, Move(action="countersign", on=asked.today, by_role="countersigner"), "confidential",
            links=(LinkTo("request", asked.record),), checked=True,
        )  # fmt: skip
        append(opened.ledger, [late])
    page = words(site.signed_in("ana", "reader", **SECRETARIAT).get(asked.page))
    assert "Steps that do not count" in page
    assert "Countersign" in page
    overview = site.signed_in("eva", "reader", **SECRETARIAT).get(f"/support/?recipient={asked.name}")
    assert "1 step does not count" in words(overview)


def test_deliveries_stand_item_by_item_against_the_approval(site: Site) -> None:
    asked = Asked.of(site).until_delivery()
    given = Delivery(what="Fuel at the depot", when=Span(start=asked.today), items=(replace_quantity(5000),))
    enter(site, Draft(DELIVERY, given, "confidential", links=(LinkTo("request", asked.record),)))
    page = words(site.signed_in("ana", "reader", **SECRETARIAT).get(asked.page))
    assert "4,000 litres 5,000 litres 1,000 litres" in page


def test_an_earlier_day_is_shown_as_it_stood_and_offers_no_step(site: Site) -> None:
    asked = Asked.of(site).until_screening()
    ana = site.signed_in("ana", "due_diligence", **SECRETARIAT)
    page = words(ana.get(f"{asked.page}?on={days_from(site, -30)}"))
    assert "This is how it stood on an earlier day." in page
    assert "Consolidate the answers" not in page
    assert "Consolidate the answers" in words(ana.get(asked.page))
    for odd in ("2032-13-45", "yesterday", "0001-01-01", "9999-12-31"):
        assert ana.get(f"{asked.page}?on={odd}").status_code == 200
        assert ana.get(f"/support/?on={odd}&page=999&state=x&support=y").status_code == 200
        assert ana.get(f"/support/vet/{asked.unit}/?on={odd}&support=zz").status_code == 200
        assert ana.get(f"/support/statistics/?on={odd}").status_code == 200


def test_what_does_not_go_together_stands_on_the_request_and_on_the_unit(site: Site) -> None:
    asked = Asked.of(site).until_delivery()
    ana = site.signed_in("ana", "reader", **SECRETARIAT)
    assert "killing" not in words(ana.get(asked.page))
    hidden = Incident(
        what="summary_execution", where=Place(area="VM0101", precision="admin2"), when=Span(start=asked.today),
        verification="verified",
        perpetrators=(Assertion(perpetrator="host_state", grade="B2", confidence="moderate"),),
    )  # fmt: skip
    links = (LinkTo("suspected", asked.unit),)
    enter(site, Draft(INCIDENT, hidden, "strictly_confidential", ("child_protection",), links=links))
    page = words(ana.get(asked.page))
    assert "There is something here that you may not see: ask Child protection." in page
    assert "killing" not in page
    other = Asked.of(site).until_delivery()
    enter(site, Draft(INCIDENT, hidden, "confidential", links=(LinkTo("suspected", other.unit),)))
    for address in (other.page, f"/support/vet/{other.unit}/"):
        page = words(ana.get(address))
        assert "Who should act:" in page, address
        assert "Ways out:" in page, address


def test_pages_and_papers_are_marked_by_the_highest_that_they_name(site: Site) -> None:
    from withstand.brief.support.case_paper import case_paper
    from withstand.inducement.answering import answering
    from withstand.picture.audience import HOLDER
    from withstand.picture.guard import Guard
    from withstand.picture.picture import Picture

    ana = site.signed_in("ana", "reader", **SECRETARIAT)
    marked = '<span class="level">Strictly confidential</span>'
    done, harmed, answers = Asked.of(site), Asked.of(site).until_delivery(), Asked.of(site)
    for asked in (done, harmed, answers):
        assert marked not in ana.get(asked.page).content.decode()
    conduct = GoodConduct(what=next(iter(vocabulary("good_conduct").terms)), when=Span(start=done.today))
    enter(site, Draft(GOOD_CONDUCT, conduct, "strictly_confidential", links=(LinkTo("by", done.unit),)))
    harm = Incident(
        what="summary_execution", where=Place(area="VM0101", precision="admin2"), when=Span(start=harmed.today),
        verification="verified",
        perpetrators=(Assertion(perpetrator="host_state", grade="B2", confidence="moderate"),),
    )  # fmt: skip
    enter(site, Draft(INCIDENT, harm, "strictly_confidential", links=(LinkTo("suspected", harmed.unit),)))
    unit = Unit(name=unmistakable("Battalion"), type="army_battalion", side="host_state")
    second = enter(site, Draft(UNIT, unit, "strictly_confidential"))
    with site.holding.opened() as opened:
        append_links(opened.ledger, SUPPORT_REQUEST, answers.record, (LinkTo("recipient", second),))
        sight, day = Picture(opened.ledger, HOLDER), date.fromisoformat(answers.today)
        paper = case_paper(sight, answering(Guard(opened.ledger), sight, answers.record, day), day)
    assert paper.marking == "Strictly confidential"
    for address in (done.page, harmed.page, f"/support/vet/{harmed.unit}/", answers.page):
        assert marked in ana.get(address).content.decode(), address


def test_one_unit_on_one_page_concludes_nothing(site: Site) -> None:
    asked = Asked.of(site).until_delivery()
    asked.condition(condition=unmistakable("Log"), due=days_from(site, -1))
    for act in ("summary_execution", "extortion"):
        incident = Incident(
            what=act, where=Place(area="VM0101", precision="admin2"), when=Span(start=days_from(site, -40)),
            perpetrators=(Assertion(perpetrator="host_state", grade="B2", confidence="moderate"),),
        )  # fmt: skip
        enter(site, Draft(INCIDENT, incident, "confidential", links=(LinkTo("suspected", asked.unit),)))
    page = words(site.signed_in("ana", "reader", **SECRETARIAT).get(f"/support/vet/{asked.unit}/"))
    for said in (
        "Grave violations Incidents recorded 1", "Predation and abuse Incidents recorded 1", asked.title, "overdue",
        "Nobody of ours is recorded to have seen this unit", "nothing here is a probability",
    ):  # fmt: skip
        assert said in page, said


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_every_sentence_of_a_vetting_can_be_said(site: Site, language: str) -> None:
    from django.utils.translation import override

    from withstand.web.support.vet_words import _GAPS, gap_words, ladder_words

    form = "each_delivery"
    held = Ladder(
        title="Next", on="2032-01", floor="monthly_visits",
        rungs=(Rung(gives="fuel_rations", must_show=("access_given",), months_without_grave=3, monitoring=form),),
    )  # fmt: skip
    with override(language):
        for number in (0, 1, 2, 11):
            for key in _GAPS:
                assert "%(" not in gap_words(Gap(key, number, date(2032, 5, 20), "VM0101"))
            stands = on_ladder(Held("ladder", held), (), (), (), date(2032, 2 + number % 3, 20))
            assert all("%(" not in one for one in ladder_words(stands))


@pytest.mark.parametrize("form", ["docx", "pdf", "json"])
@pytest.mark.parametrize("what", ["request", "dossier", "vetting", "statistics"])
def test_papers_are_made_with_a_receipt(site: Site, what: str, form: str) -> None:
    from withstand.web.support.files_out import work

    asked = Asked.of(site).until_approved()
    account = site.account("ana", "due_diligence", **SECRETARIAT)
    about = asked.unit if what == "vetting" else asked.record
    parameters = {"what": what, "form": form, "on": asked.today, "record": about}

    class Steps:
        def at(self, percent: int, sentence: str) -> None:
            """Go on."""

    with site.holding.opened() as opened:
        before = opened.ledger.frontier()
        made = work(Steps(), opened, account.audience, parameters)
        if not hasattr(made, "content"):
            clear = {"keep_code": made.about["code"], "keep_text": "names of places"}
            made = work(Steps(), opened, account.audience, {**parameters, **clear})
        assert made.content.startswith({"docx": b"PK", "pdf": b"%PDF", "json": b"{"}[form])
        assert opened.ledger.frontier() != before


def test_no_paper_goes_outside(site: Site) -> None:
    from withstand.picture.audience import Audience
    from withstand.web.support.files_out import work

    class Steps:
        def at(self, percent: int, sentence: str) -> None:
            """Go on."""

    outside = Audience("partner", "strictly_confidential", ("*",), "humanitarian")
    with site.holding.opened() as opened, pytest.raises(InputError, match="outside the operation"):
        work(Steps(), opened, outside, {"what": "statistics", "form": "json", "on": "2032-05-20"})


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_no_english_is_left_on_the_pages_of_a_request(site: Site, language: str) -> None:
    asked = Asked.of(site).until_screening()
    other = Asked.of(site).until_delivery()
    ana = site.signed_in("ana", "due_diligence", "head_of_office", language=language, **FULL)
    english = {key for key, value in catalogue(language).items() if len(key) > 6 and value and key != value}
    for one in (asked, other):
        for part in ("", "risk/", "answer/", "step/approve/", "step/trigger/", "step/resubmit/", "step/close/"):
            text = words(ana.get(f"{one.page}{part}"), but_english=True)
            assert not [key for key in english if re.search(rf"\b{re.escape(key)}\b", text)], part
    text = words(ana.get(f"/support/vet/{asked.unit}/"), but_english=True)
    assert not [key for key in english if re.search(rf"\b{re.escape(key)}\b", text)]
