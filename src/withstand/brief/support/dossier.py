"""The dossier of a decision: all evidence as it was known when it was decided, and, apart from it, what is known since.

Rights are those of today: what may no longer be seen is not in it, and what was sealed then and is open now, is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from withstand import __version__
from withstand.brief.papers.paper import Block, Facts, Grid, Heading, Items, Paper, Para
from withstand.brief.papers.plain import plain
from withstand.brief.support.case_blocks import (
    condition_blocks,
    decision_blocks,
    framework_blocks,
    request_blocks,
    risk_blocks,
    screening_blocks,
)
from withstand.brief.support.case_paper import actors_of, decision_names, names_in, standing_words
from withstand.brief.support.following_blocks import account_blocks, history_blocks, monitoring_blocks
from withstand.brief.support.tongue import VETTING, Tongue
from withstand.brief.support.vetting_record import record_blocks
from withstand.evidence.records import Incident
from withstand.inducement.answering import Answering, answering
from withstand.inducement.case import Held, SupportCase
from withstand.inducement.decisions import SupportDecision
from withstand.inducement.deliveries import accounts
from withstand.inducement.requests import Condition
from withstand.inducement.vetting import Vetting, vet
from withstand.inducement.workflow import Standing, standing
from withstand.ledger import rights
from withstand.ledger.errors import NotFound
from withstand.ledger.ids import instant_text, made_at
from withstand.picture.guard import Guard
from withstand.picture.picture import Picture
from withstand.picture.seen import Seen

_AT_ONCE = 1_000_000
"""Microseconds: the links of a record are entered with it."""

_A_MILLISECOND = 999
"""Microseconds that the id of an entry does not tell."""


@dataclass(frozen=True)
class Dossier:
    """A decision with two cases: as known at its moment (`then`), and as known now. `vetted` are its recipients then.

    `evidence` are the records on which decision, answers and assessment rest, as known then; `seen` is all that was
    read.
    """

    decision: Held[SupportDecision]
    picture: Picture
    then: Answering
    now: Answering
    stood: Standing
    stands: Standing
    vetted: tuple[Vetting, ...]
    evidence: tuple[Seen, ...]
    seen: tuple[Seen, ...]

    @property
    def changed(self) -> tuple[Held[Condition], ...]:
        """Conditions of the case that stand otherwise now, and those that are new."""
        before = {one.record: one.fields for one in self.then.case.conditions}
        return tuple(one for one in self.now.case.conditions if before.get(one.record) != one.fields)


def dossier(picture: Picture, request: str, decision: str, today: date) -> Dossier:
    """The dossier of a decision, the last one where none is named.

    Raises:
        NotFound: there is no such request or decision, as far as the audience may know.
    """
    guard = Guard(picture.ledger)
    now = answering(guard, picture, request, today)
    held = _decision(now.case, decision)
    day = date.fromisoformat(held.fields.on)
    then_picture = _as_decided(picture, held)
    then = answering(guard, then_picture, request, day)
    dated = replace(then_picture, as_of=day)
    vetted = tuple(vet(dated, one, day) for one in now.case.recipients if dated.holds(one))
    evidence = tuple(then_picture.several(_rests_on(then.case)).values())
    read: dict[str, Seen] = then_picture.several(then.case.records)
    read |= {one.record: one for one in evidence}
    read |= {one.record: one for found in vetted for one in found.seen}
    read |= picture.several(now.case.records)
    return Dossier(
        held, then_picture, then, now, standing(then.workflow, day), standing(now.workflow, today), vetted, evidence,
        tuple(read.values()),
    )  # fmt: skip


def _as_decided(picture: Picture, held: Held[SupportDecision]) -> Picture:
    """The same view as the office that entered the decision had it when it did, with the decision and its links."""
    office = picture.get(held.record).header.installation
    moments = [made_at(tie.link) + _A_MILLISECOND for tie in picture.ties([held.record])]
    with_it = max((one for one in moments if held.entered <= one <= held.entered + _AT_ONCE), default=held.entered)
    return Picture(picture.ledger, picture.audience, None, with_it, office)


def _decision(case: SupportCase, named: str) -> Held[SupportDecision]:
    found = [one for one in case.decisions if not named or one.record == named]
    if not found:
        what = f"no decision {named}" if named else "no decision yet"
        raise NotFound(f"There is {what} of this request, as far as it may be seen.")
    return max(found, key=lambda one: (one.fields.on, one.entered, one.record))


def _rests_on(case: SupportCase) -> set[str]:
    return (
        {target for one in case.screenings for target in one.linked("rests_on")}
        | {target for one in case.assessments for target in one.linked("rests_on")}
        | {target for one in case.decisions for target in one.linked("rests_on")}
    )


def dossier_paper(found: Dossier, picture: Picture, language: str = "en") -> Paper:
    """The dossier as a paper."""
    tongue, fields = Tongue(language), found.decision.fields
    marking = max((one.classification for one in found.seen), key=rights.level)
    return Paper(
        title=tongue.said(
            "dossier_title", title=tongue.text(found.now.case.request.fields.title),
            action=tongue.label("support_actions", fields.decided), day=tongue.on(fields.on),
        ),
        subtitle=tongue.said(
            "dossier_subtitle", audience=tongue.text(picture.audience.name),
            known=tongue.text(instant_text(found.decision.entered)),
        ),
        marking=tongue.label("classifications", marking),
        blocks=tuple(_blocks(found, picture, tongue)),
        footer=tongue.said("dossier_footer", version=__version__),
        language=language,
    )  # fmt: skip


def _blocks(found: Dossier, picture: Picture, tongue: Tongue) -> Iterator[Block]:
    case, then, say = found.then.case, found.then, tongue.said
    names = names_in(picture, (*actors_of(found.now.case), *actors_of(case)))
    yield Heading(say("part_1"))
    yield from decision_blocks(found.decision, names, tongue)
    yield Heading(say("part_2"))
    yield from request_blocks(case, names, tongue)
    yield Heading(say("part_3"))
    yield from framework_blocks(case, tongue)
    yield Heading(say("part_4"))
    yield from screening_blocks(case, then.answered, then.own, tongue, opened=then.opened)
    yield Heading(say("part_5"))
    for one in found.vetted:
        yield from record_blocks(one, tongue.of(VETTING))
    yield from _evidence(found.evidence, tongue)
    yield Heading(say("part_6"))
    yield from risk_blocks(case, tongue)
    yield Heading(say("part_7"))
    under = set(found.decision.linked("under_condition"))
    yield Para(say("put", conditions=tongue.listed(map(tongue.short, sorted(under))) or say("none_since")))
    yield from condition_blocks(case.conditions, tongue)
    yield Heading(say("part_8"))
    yield from history_blocks(then, found.stood, tongue)
    yield from _later(found, tongue)


def _evidence(evidence: Sequence[Seen], tongue: Tongue) -> Iterator[Block]:
    say = tongue.said
    yield Heading(say("evidence"), 3)
    if not evidence:
        yield Para(say("no_evidence"))
        return
    rows = []
    for one in sorted(evidence, key=lambda seen: (seen.first or "", seen.record)):
        kind, record = tongue.kind(one), tongue.short(one.record)
        if isinstance(one.fields, Incident):
            what = tongue.label("violations", one.fields.what)
            checked = tongue.label("verification", one.fields.verification)
            rows.append((kind, tongue.span(one.fields.when), what, tongue.place(one.fields.where), checked, record))
        else:
            first = one.first or "–"
            rows.append(
                (kind, first if tongue.language == "en" else tongue.day(first), tongue.title(one), "", "", record)
            )
    header = tuple(say(key) for key in ("kind", "when", "what", "where", "checked", "record"))
    yield Grid.of(header, rows, (12, 18, 26, 16, 14, 14))


def _later(found: Dossier, tongue: Tongue) -> Iterator[Block]:
    case, stands, say = found.now.case, found.stands, tongue.said
    yield Heading(say("part_9"))
    yield Para(say("later_note"), note=True)
    yield Para(standing_words(stands, tongue))
    yield Heading(say("deliveries"), 3)
    of = tuple(one for one in accounts(case, stands) if one.decision in (found.decision.record, ""))
    yield from account_blocks(of, decision_names(case, tongue), tongue)
    yield Heading(say("monitoring"), 3)
    yield from monitoring_blocks(case.monitoring, tongue)
    yield Heading(say("changed"), 3)
    if not found.changed:
        yield Para(say("none_of_them"))
    yield from condition_blocks(found.changed, tongue)
    yield Heading(say("after"), 3)
    places = [place for place, step in enumerate(stands.counted) if step.record == found.decision.record]
    steps = tuple(
        say(
            "stepped", day=tongue.on(step.on), action=tongue.within("support_actions", step.action),
            state=tongue.within("support_states", step.after),
        )
        for step in (stands.counted[places[0] + 1 :] if places else ())
    )  # fmt: skip
    yield Items(steps) if steps else Para(say("no_step_after"))
    yield Facts(tuple(_since(found, tongue)))


def _since(found: Dossier, tongue: Tongue) -> Iterator[tuple[str, str]]:
    case, say = found.now.case, tongue.said
    known = {held.record for held in found.then.case.assessments}
    assessed = tongue.listed(tongue.on(one.fields.on) for one in case.assessments if one.record not in known)
    decided = tongue.listed(
        tongue.listed((tongue.label("support_actions", one.fields.decided), tongue.on(one.fields.on)))
        for one in case.decisions
        if one.entered > found.decision.entered
    )
    yield say("assessments_since"), assessed or say("none_since")
    yield say("decisions_since"), decided or say("none_since")


def dossier_plain(found: Dossier) -> dict[str, Any]:
    """The dossier as JSON."""
    case, now = found.then.case, found.now.case
    return {
        "decision": plain(found.decision),
        "known_at": instant_text(found.decision.entered),
        "then": {
            "request": plain(case.request),
            "frameworks": plain(case.frameworks),
            "bodies_that_answered": list(found.then.answered),
            "screenings": plain(case.screenings),
            "assessments": plain(case.assessments),
            "conditions": plain(case.conditions),
            "recipients": [
                {"unit": plain(one.unit), "own": plain(one.own), "above": plain(one.above), "below": plain(one.below),
                 "gaps": plain(one.gaps)}
                for one in found.vetted
            ],
            "evidence": plain(found.evidence),
            "steps": plain(found.stood.counted),
        },
        "known_later": {
            "state": found.stands.state,
            "deliveries": plain(now.deliveries),
            "accounts": plain(accounts(now, found.stands)),
            "monitoring": plain(now.monitoring),
            "conditions": plain(found.changed),
            "steps": plain(found.stands.counted[len(found.stood.counted):]),
        },
    }  # fmt: skip
