"""A choice as a draft: what it says, what the evidence said beside it, as restricted as what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from withstand.actors.records import Unit
from withstand.errors import InputError
from withstand.inducement.parts import Dissent
from withstand.ledger import rights
from withstand.ledger.fields import Place, Span
from withstand.ledger.journal import Draft, LinkTo
from withstand.mission.stance.authorities import Authority
from withstand.mission.stance.choosing import NotChosen, as_known, must_rest_on_records
from withstand.mission.stance.recorded import Act
from withstand.mission.stance_records import STANCE, Stance
from withstand.picture.guard import guarded
from withstand.web.accounts.models import Account
from withstand.web.records import saying, titles
from withstand.web.stance.forms import Offered
from withstand.web.stance.lines import told
from withstand.web.stance.one_views import Place as Assessed
from withstand.web.stance.roles import choosing_roles

MOST_RECORDS, MOST_READINGS, MOST_AUTHORITIES = 20, 5, 80


def offered(place: Assessed, account: Account) -> Offered:
    """What the form lets somebody choose from."""
    held, language = place.one.thresholds, saying.language()
    records = [*(one.record for one in _acts(place)[:MOST_RECORDS]),
               *(one.record for one in place.readings[:MOST_READINGS])]  # fmt: skip
    seen = place.desk.picture.several(records)
    standing = told(place.one.standing, (), held)
    return Offered(
        tuple((one.key, one.label(language)) for one in authorities(place)),
        tuple((key, held.word(key, language)) for key in ("with", "despite", "against")),
        tuple((role, saying.label("acceptance_roles", role)) for role in choosing_roles(account)),
        tuple((one, titles.full_title(seen[one])) for one in records if one in seen),
        tuple((one.chosen.record, f"{one.word}: {saying.isolated(one.chosen.fields.matter)}") for one in standing),
    )


def authorities(place: Assessed) -> tuple[Authority, ...]:
    """The authority; of a class as a whole those of it that are known, the ones positioned there first."""
    one, registry = place.one, place.desk.read.registry
    if not one.authority.is_class:
        return (one.authority,)
    there = {who for who, area, _valid, _record in registry.positions if area == one.area}
    own = sorted(
        registry.family(one.authority).own,
        key=lambda who: (who not in there, not isinstance(registry.actors[who], Unit), registry.actors[who].name, who),
    )
    return tuple(registry.authority(who) for who in own[:MOST_AUTHORITIES])


def _acts(place: Assessed) -> list[Act]:
    """Acts in the window: the authority's own, then what may be its own, the latest first."""
    recorded = place.one.recorded

    def latest(act: Act) -> int:
        return -(act.when.earliest.toordinal() if act.when else 0)

    return [*sorted(recorded.own, key=latest), *sorted(recorded.possible, key=latest)]


@dataclass(frozen=True)
class Chosen:
    """The draft's fields, its links, and how restricted it is."""

    fields: Stance
    links: tuple[LinkTo, ...]
    classification: str
    compartments: tuple[str, ...]

    def draft(self, fields: Stance) -> Draft:
        """The draft, with the fields as they are kept."""
        return Draft(STANCE, fields, self.classification, self.compartments, links=self.links, checked=True)


def chosen(place: Assessed, given: Mapping[str, Any], day: date, least: str) -> Chosen:
    """What a form says. `least`: the classification of the office.

    Raises:
        InputError: *against* rests on no record of harm or obstruction.
    """
    read, area = place.desk.read, "" if given["everywhere"] else place.one.area
    authority = read.registry.authority(given["who"])
    rests_on = tuple(given.get("rests_on", ()))
    try:
        must_rest_on_records(read, authority, given["choice"], rests_on)
    except NotChosen:
        raise InputError(
            _("This choice needs a record of harm or obstruction that it rests on, and a probability is none: "
              "tick one, or enter it first.")
        ) from None  # fmt: skip
    dissent = given.get("dissent", "").strip()
    fields = Stance(
        matter=given["matter"].strip(), issue=given["issue"], choice=given["choice"],
        when=Span(start=day.isoformat(), ongoing=True, precise=True), where=_where(place) if area else None,
        author=given["component"], by_role=given["role"], decided_by=given["decided_by"].strip(),
        reasons=given["reasons"].strip(), as_known=as_known(read, authority, area),
        dissent=(Dissent(by=given["dissent_by"], opinion=dissent),) if dissent else (),
        review_by=given["review_by"].isoformat(),
    )  # fmt: skip
    links = (
        LinkTo("authority", authority.key),
        *(LinkTo("rests_on", one) for one in rests_on),
        *(LinkTo("replaces", one) for one in given.get("replaces", ())),
    )
    classification, compartments = _restricted(place, authority, rests_on, least)
    return Chosen(fields, links, classification, compartments)


def _where(place: Assessed) -> Place:
    level = place.desk.evidence.areas.level
    return Place(area=place.one.area, level=level, precision=level)


def _restricted(
    place: Assessed, authority: Authority, rests_on: tuple[str, ...], least: str
) -> tuple[str, tuple[str, ...]]:
    """As what it rests on, and as the records that what was known then counts."""
    records = {authority.key, *rests_on, *place.one.recorded.records}
    held = guarded(place.desk.picture.ledger, "", place.desk.picture.several(records).values())
    return max(held.classification, least, key=rights.level), held.compartments
