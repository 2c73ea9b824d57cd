"""Rules on what a recipient and its command line are recorded to have done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from withstand.analysis.coherence.case import Case
from withstand.analysis.coherence.finding import Finding
from withstand.analysis.coherence.reading import main_area
from withstand.analysis.coherence.roles import CONDUCT, THREAT
from withstand.evidence.records import Incident, Obstruction, Reprisal
from withstand.inducement.approvals import Approval
from withstand.inducement.rules.support import Support, mine
from withstand.ledger.fields import Span, first_day
from withstand.picture.seen import Seen
from withstand.vocabulary.terms import vocabulary
from withstand.vocabulary.words import terms, text

COULD_SEE = ("full", "partial")


@dataclass(frozen=True)
class Posture:
    """What a threat says of the stance of the state's forces towards it, whether anybody could see, and since when it
    says so: the day of the last review or assessment, else the first day of the threat.
    """

    record: str
    posture: str
    seen: bool
    on: date


@dataclass(frozen=True)
class Harm:
    """A record of harm attributed to an actor or its command line at that time; `certain` where every claim is."""

    record: str
    when: Span
    actors: tuple[str, ...]
    grave: bool
    certain: bool


def harms(case: Case, actor: str) -> tuple[Harm, ...]:
    """Records of harm, and of obstruction, that are not refuted; how far they are verified makes no difference."""
    return case.kept(f"harms {actor}", lambda: tuple(_harms(case, actor)))


def _harms(case: Case, actor: str) -> Iterator[Harm]:
    recorded: list[tuple[str, Incident | Reprisal | Obstruction]] = [
        *case.each(Incident), *case.each(Reprisal), *case.each(Obstruction),
    ]  # fmt: skip
    for record, fields in recorded:
        if isinstance(fields, Incident):
            if fields.verification == "refuted":
                continue
            violations: tuple[str, ...] = (fields.what, *fields.also)
        else:
            violations = fields.violations
        named = {one for role in CONDUCT for one in case.to(record, role)}
        alone = named == {actor}
        line = {actor: True} if alone else case.line(actor, fields.when.earliest, fields.when.latest)
        actors = tuple(sorted({one for one in named if one in line}))
        if actors:
            grave = any(_grave(one) for one in violations)
            yield Harm(record, fields.when, actors, grave, all(line[one] for one in actors))


def _grave(violation: str) -> bool:
    term = vocabulary("violations").terms.get(violation)
    return term is None or term.facts["ledger"] == "grave"


def open_grave_case(case: Case) -> Iterator[Finding]:
    """Support may be given while a grave violation stands recorded against the unit, or against its command line as it
    was then; or what was given is still monitored, and one has been recorded of a day since the decision. An allegation
    suffices, and so does a command that is not certain. A refuted case does not count, nor one that the decision itself
    rests on under conditions or a waiver, nor one known when support was reinstated after a verified correction.
    """
    actor = case.subject.key
    for support in mine(case):
        monitored = support.now.state == "monitoring"
        approval = support.now.approvals[-1] if monitored and support.now.approvals else support.live
        if approval is None or actor == support.request:
            continue
        found = [one for one in harms(case, actor) if one.grave and not _settled(case, support, approval, one)]
        if monitored:
            found = [one for one in found if one.when.latest >= date.fromisoformat(approval.decision.fields.on)]
        if not found:
            continue
        latest = max(found, key=lambda one: (one.when.latest, one.record))
        others = {who for one in found for who in one.actors}
        yield support.finding(
            "open_grave_case", actor, approval.decision.record, *(one.record for one in found), *others,
            variant="monitored" if monitored else "" if all(one.certain for one in found) else "uncertain",
            who=actor, unit=text(case.title(actor)),
            support=terms("support_types", support.case.request.fields.support),
            number=text(len(found)), day=text(latest.when.end or latest.when.start), until=text(approval.last),
        )  # fmt: skip


def _settled(case: Case, support: Support, approval: Approval, harm: Harm) -> bool:
    decision = approval.decision
    answered = decision.fields.decided == "approve_conditions" or decision.fields.waiver is not None
    if answered and harm.record in decision.linked("rests_on"):
        return True
    entered = {one.record: one.entered for one in support.case.moves}
    reinstated = [entered[step.record] for step in support.now.counted if step.action == "reinstate"]
    return any(case.entered(harm.record) < moment for moment in reinstated)


def postures(case: Case, actor: str, support: Support) -> Iterator[Posture]:
    """What is recorded of the recipient's stance, or of the state's forces' where the support is used."""
    used = {main_area(case.seen[one]) for one in (support.request, *(each.record for each in support.case.deliveries))}
    for record, seen in case.seen.items():
        if case.kind(record) != THREAT or seen.fields is None:
            continue
        about = {*case.to(record, "suspected"), *case.to(record, "asked_of")}
        if actor in about or (not about and main_area(seen) in used - {""}):
            posture, access = (str(seen.raw.get(name, "unknown")) for name in ("state_posture", "access"))
            yield Posture(record, posture, access in COULD_SEE, _assessed(seen))


def _assessed(threat: Seen) -> date:
    made = [first_day(str(day)) for name in ("assessed_on", "reviewed_on") if (day := threat.raw.get(name))]
    return max(made, default=date.fromisoformat(threat.first) if threat.first else date.min)
