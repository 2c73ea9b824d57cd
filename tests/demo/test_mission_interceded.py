"""The mission's intercessions give no more away than the program lets pass; its sendings had leave."""

from __future__ import annotations

from datetime import date

import pytest
from mission_offices import Built, built

from withstand.demo.files import DISTRICTS_MAP
from withstand.demo.mission_data import AMBER_FORD, HEADQUARTERS
from withstand.dialogue.exposure_material import superiors_of
from withstand.dialogue.gazetteer import Gazetteer
from withstand.dialogue.interceding import check_words, to_be_spoken
from withstand.dialogue.intercession import INTERCESSION, Intercession
from withstand.evidence.dispatched import DISPATCHED, Dispatched
from withstand.picture.actors import everybody
from withstand.picture.audience import HOLDER
from withstand.picture.guard import Guard
from withstand.picture.picture import Picture
from withstand.picture.routing import route


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built(tmp_path_factory.mktemp("interceded"))


def test_their_words_pass_the_check_against_the_alert(done: Built) -> None:
    ledger = done.ledgers[HEADQUARTERS]
    areas = Gazetteer.at(DISTRICTS_MAP)
    chains = everybody(Guard(ledger)).chains
    spoken = [one for one in Picture(ledger, HOLDER).each(INTERCESSION) if isinstance(one.fields, Intercession)]
    assert len(spoken) == 2
    for seen in spoken:
        links = {one.role: one.other for one in Picture(ledger, HOLDER).links(seen.record)}
        assert isinstance(seen.fields, Intercession)
        left = check_words(Guard(ledger), links["rests_on"], seen.fields, areas, links["interceded_with"]).left
        assert left == ()
        day = seen.fields.when.earliest
        assert links["interceded_with"] in superiors_of(chains, [links["concerns"]], day)
        assert to_be_spoken(Picture(ledger, HOLDER), seen.record).words == seen.fields.spoken_words


def test_every_sending_had_leave(done: Built) -> None:
    """A person decided in the office, to which not all has come since; headquarters see that the other is free."""
    picture = Picture(done.ledgers[AMBER_FORD], HOLDER)
    sent = [one for one in picture.each(DISPATCHED) if isinstance(one.fields, Dispatched)]
    assert len(sent) == 2
    for one in sent:
        ends = {link.role: link.other for link in picture.links(one.record)}
        assert isinstance(one.fields, Dispatched)
        office = AMBER_FORD if "decision" in ends else HEADQUARTERS
        found = route(
            Guard(done.ledgers[office]), ends["sends"], ends["sent_to"], date.fromisoformat(one.fields.sent_on)
        ).finding
        assert found.verdict == one.fields.route_verdict
        assert ("decision" in ends) is (found.verdict == "held")
