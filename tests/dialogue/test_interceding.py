"""Interceding over records: two people, a superior, the whole alert in all its versions, and nothing of it spoken."""

from __future__ import annotations

from dataclasses import dataclass, replace

import msgspec
import pytest
from alert_world import AGREED, DAY, HOLDER, SINCE_2031, Velmara, changed

from withstand.dialogue.exposure_material import material_of
from withstand.dialogue.gazetteer import Gazetteer
from withstand.dialogue.interceding import NotInterceded, confirmation, followed, proposal, to_be_spoken
from withstand.dialogue.intercession import INTERCESSION, Intercession, KeptWords
from withstand.evidence.area_set import Area
from withstand.evidence.records import ALERT, REPRISAL, Reprisal
from withstand.ledger.errors import ByWorkflow
from withstand.ledger.fields import Assertion, Place, Span
from withstand.ledger.journal import Draft, LinkTo, append, withdraw_link
from withstand.picture.picture import Picture

AREAS = Gazetteer.of(
    {
        "admin0": [Area("VM", {"en": "Velmara"})],
        "admin1": [Area("VM01", {"en": "Dorre", "fr": "Le Dorre"}, "VM"), Area("VM02", {"en": "Kess"}, "VM")],
        "admin2": [
            Area("VM0101", {"en": "Amber Ford", "fr": "Gué-d’Ambre", "ar": "مخاضة العنبر"}, "VM01"),
            Area("VM0102", {"en": "Long Meadow"}, "VM01"),
            Area("VM0201", {"en": "Kess"}, "VM02"),
        ],
    }
)
WRITER, REVIEWER = "aa" * 12, "bb" * 12
WORDS = "We are concerned about the conduct of the 14th Battalion in Dorre. Please see that nobody is harmed."
FEW = KeptWords(gives_away="few", words="VM01", reason="Calls come from every village there.")


@dataclass
class Scene:
    """A battalion, its ministry, an alert from a source about the first."""

    world: Velmara
    battalion: str
    ministry: str
    source: str
    alert: str

    def propose(self, words: str = WORDS, superior: str = "", author: str = WRITER, **more: object) -> Draft:
        """The draft of a proposal."""
        fields = Intercession(
            when=Span(start="2032-01-18"), by_role="head_of_mission", lead="leadership", spoken_words=words,
            where=Place(area="VM01", level="admin1", precision="admin1"), reasons="No other way is safe.",
            kept_words=(FEW,),
        )  # fmt: skip
        fields = msgspec.structs.replace(fields, **more)
        sight = Picture(self.world.ledger, HOLDER)
        return proposal(self.world.guard, sight, self.alert, superior or self.ministry, fields, DAY, author, AREAS)

    def saved(self) -> str:
        """A proposal on the disk."""
        return append(self.world.ledger, [self.propose()])[0].record

    def confirm(self, record: str, reviewer: str = REVIEWER, also: tuple[str, ...] = ()) -> Draft:
        """The draft of a confirmation."""
        return confirmation(self.world.guard, Picture(self.world.ledger, HOLDER), record, reviewer, also, AREAS)


@pytest.fixture
def scene() -> Scene:
    world = Velmara()
    battalion, ministry = world.unit("14th Battalion"), world.office("Ministry of Defence")
    world.relate(battalion, "command", ministry, SINCE_2031)
    source = world.source(*AGREED)
    claim = Assertion(perpetrator="host_state", described="men with red scarves")
    alert = world.alert(claim, suspected=((battalion, "a1"),), links=(LinkTo("source", source),))
    return Scene(world, battalion, ministry, source, alert)


def left(refused: pytest.ExceptionInfo[NotInterceded]) -> set[tuple[str, str]]:
    return {(one.found, one.words) for one in refused.value.left}


def test_an_author_proposes_another_confirms_and_the_words_alone_are_taken_along(scene: Scene) -> None:
    record = scene.saved()
    sight = Picture(scene.world.ledger, HOLDER)
    with pytest.raises(NotInterceded, match="Proposed"):
        to_be_spoken(sight, record)
    for reviewer, also in ((WRITER, ()), ("cc" * 12, (WRITER,)), ("office", ())):
        with pytest.raises(NotInterceded, match="another person"):
            scene.confirm(record, reviewer, also)
    append(scene.world.ledger, [scene.confirm(record)])
    taken = to_be_spoken(Picture(scene.world.ledger, HOLDER), record)
    assert (taken.with_whom, taken.words, taken.area, taken.month) == (scene.ministry, WORDS, "VM01", "")
    append(scene.world.ledger, [followed(Picture(scene.world.ledger, HOLDER), record, "spoken", WRITER)])
    ended = followed(
        Picture(scene.world.ledger, HOLDER), record, "ended", WRITER, did="acted", told="Orders were given."
    )
    append(scene.world.ledger, [ended])
    with pytest.raises(NotInterceded):
        followed(Picture(scene.world.ledger, HOLDER), record, "dropped", WRITER)


def test_it_enters_by_its_workflow_only_in_a_persons_own_name(scene: Scene) -> None:
    with pytest.raises(ByWorkflow):
        append(scene.world.ledger, [replace(scene.propose(), checked=False)])
    with pytest.raises(NotInterceded, match="own name"):
        scene.propose(author="office")


def test_what_an_alert_once_held_protects_as_what_it_holds(scene: Scene) -> None:
    world = scene.world
    seen = world.guard.picture.get(scene.alert)
    world.save(ALERT, changed(seen.fields, narrative="At Reedhollow they saw a yellow pump."), record=scene.alert,
               supersedes=(seen.version,))  # fmt: skip
    seen = world.guard.picture.get(scene.alert)
    world.save(ALERT, changed(seen.fields, narrative=""), record=scene.alert, supersedes=(seen.version,))
    (link,) = world.guard.picture.links(scene.alert, "source")
    withdraw_link(world.ledger, link.link)
    with pytest.raises(NotInterceded) as refused:
        scene.propose(f"{WORDS} S 17 saw the yellow pump, and men with red scarves.")
    assert {("source", "S-17"), ("rare_word", "yellow"), ("described", "men with red scarves")} <= left(refused)
    with pytest.raises(NotInterceded) as refused:
        scene.propose(f"{WORDS} Reedhollow.")
    assert ("name", "reedhollow") in left(refused)


@pytest.mark.parametrize("said", ["Amber Ford", "Gué d'Ambre", "بمخاضة العنبر", "VM0101"])
def test_below_the_chosen_area_no_name_of_the_place_is_said_in_any_language(scene: Scene, said: str) -> None:
    with pytest.raises(NotInterceded) as refused:
        scene.propose(f"{WORDS} {said}.")
    assert any(one.found == "place" and one.never for one in refused.value.left)


def test_another_area_of_the_same_level_opens_nothing(scene: Scene) -> None:
    where = Place(area="VM0102", precision="admin2")
    with pytest.raises(NotInterceded) as refused:
        scene.propose("Near Amber Ford.", where=where)
    assert ("place", "Amber Ford") in left(refused)
    kept = (KeptWords(gives_away="few", words="VM0102", reason="."),)
    assert scene.propose("Near Long Meadow.", where=where, kept_words=kept)


def test_no_reason_keeps_what_is_never_said(scene: Scene) -> None:
    kept = (FEW, KeptWords(gives_away="time", words="thursday", reason="All know it."))
    with pytest.raises(NotInterceded, match="take it out"):
        scene.propose(f"{WORDS} Thursday.", kept_words=kept)


def test_it_is_made_with_a_superior_and_nobody_else(scene: Scene) -> None:
    world = scene.world
    company, police = world.unit("3rd Company"), world.unit("Police")
    world.relate(company, "command", scene.battalion, SINCE_2031)
    patron = world.office("Ministry of a neighbour", "foreign_state")
    world.relate(scene.battalion, "proxy", patron, SINCE_2031)
    later = world.office("Joint Staff")
    world.relate(scene.battalion, "command", later, Span(start="2032-06", ongoing=True, precise=True))
    for nobody in (scene.battalion, company, police, later):
        with pytest.raises(NotInterceded, match="above or behind"):
            scene.propose(superior=nobody)
    assert scene.propose(superior=patron)


def test_a_reprisal_against_the_source_pauses_it(scene: Scene) -> None:
    harm = Reprisal(what="arrest_detention", where=Place(area="VM0101"), when=Span(start="2032-01-17"))
    scene.world.save(REPRISAL, harm, LinkTo("hit", scene.source))
    with pytest.raises(NotInterceded, match="reprisal"):
        scene.propose()


def test_it_is_as_restricted_as_all_that_it_rests_on(scene: Scene) -> None:
    world = scene.world
    staff = world.office("General Staff")
    world.relate(
        scene.battalion, "command", staff, SINCE_2031, classification="strictly_confidential",
        compartments=("human_rights",),
    )  # fmt: skip
    draft = scene.propose(superior=staff)
    assert (draft.kind, draft.classification, draft.compartments) == (
        INTERCESSION, "strictly_confidential", ("human_rights",)
    )  # fmt: skip


def test_an_alert_that_holds_more_by_the_time_it_is_confirmed_is_looked_at_again(scene: Scene) -> None:
    record = scene.saved()
    seen = scene.world.guard.picture.get(scene.alert)
    told = changed(seen.fields, narrative="It is said that nobody is harmed while the pump works.")
    scene.world.save(ALERT, told, record=scene.alert, supersedes=(seen.version,))
    with pytest.raises(NotInterceded) as refused:
        scene.confirm(record)
    assert any(found in ("wording", "rare_word") for found, _ in left(refused))


def test_how_many_alerts_and_sources_there_are_is_counted_where_and_when_it_was_chosen(scene: Scene) -> None:
    where = Place(area="VM01", level="admin1", precision="admin1")
    for _ in range(3):
        scene.world.alert(links=(LinkTo("source", scene.world.source(*AGREED)),))
    held = material_of(scene.world.guard, scene.alert, where, "2032-01", AREAS)
    assert (held.alerts, held.from_sources) == (4, 4)
    held = material_of(scene.world.guard, scene.alert, where, "2032-02", AREAS)
    assert (held.alerts, held.from_sources) == (0, 0)
    held = material_of(scene.world.guard, scene.alert, Place(area="VM02", level="admin1"), "", AREAS)
    assert held.alerts == 0


def test_an_area_is_found_at_its_own_level_in_any_of_its_names() -> None:
    assert (AREAS.code("Kess", "admin1"), AREAS.code("kess", "admin2")) == ("VM02", "VM0201")
    assert AREAS.code("gue-d’ambre", "admin2") == AREAS.code("VM0101", "admin2") == "VM0101"
    assert AREAS.code("Amber Ford", "admin1") == ""
    country = AREAS.place("Velmara", "admin0")
    assert country is not None
    assert (country.area, country.precision) == ("VM", "country")
    unknown = AREAS.place("Elsewhere", "admin1")
    assert unknown is not None
    assert unknown.area == "Elsewhere"
    assert AREAS.place(" ", "admin1") is None
