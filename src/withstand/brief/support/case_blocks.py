"""A case of support in blocks: what was asked, who answered, risk, conditions, decisions, deliveries, what followed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from withstand.brief.papers.paper import Block, Facts, Grid, Heading, Items, Para
from withstand.brief.support.words import amount, items, label, labels, lower, on, place, short, span
from withstand.inducement.answering import Answering
from withstand.inducement.case import Held, SupportCase
from withstand.inducement.decisions import SupportDecision
from withstand.inducement.deliveries import Account, Given
from withstand.inducement.following import Monitoring
from withstand.inducement.parts import Dissent
from withstand.inducement.requests import Condition, RiskAssessment
from withstand.inducement.workflow import Standing
from withstand.vocabulary.sentences import said
from withstand.vocabulary.terms import vocabulary

SEALED = "answered; sealed until every body has answered"


def request_blocks(case: SupportCase, names: Mapping[str, str]) -> Iterator[Block]:
    """What was asked for, by whom, for whom."""
    fields = case.request.fields
    support = labels("support_types", (fields.support, *fields.also))
    rows = [
        ("Request", f"{fields.title} ({case.request.record})"),
        ("Day", span(fields.when)),
        ("Recipient", named(case.recipients, names)),
        (
            "Responsible on the host’s side",
            named(case.request.linked("responsible"), names) + _also(fields.responsible_officer),
        ),
        ("Asked by", label("components", fields.requested_by) + _also(fields.requested_by_office)),
        ("Support", support),
        ("Stage", label("request_stages", fields.stage)),
        ("Items", items(fields.items) or "none named"),
        ("Strength of the recipient", str(fields.strength) if fields.strength is not None else "not said"),
        ("Where", place(fields.where) or "not said"),
        ("Objective", fields.objective or "not said"),
        ("Mandate", fields.mandate_reference or "not said"),
        ("Expected benefit", fields.benefit or "not said"),
        ("Risks seen by who asks", fields.risks_seen or "not said"),
        ("Letter of the host", fields.host_letter or "not said"),
        ("Earlier assessments and decisions", fields.earlier or "not said"),
    ]
    yield Facts(tuple(rows))


def _also(text: str) -> str:
    return f" ({text})" if text else ""


def named(records: Iterable[str], names: Mapping[str, str]) -> str:
    """Actors by name, as far as they may be seen."""
    return ", ".join(names.get(one, short(one)) for one in records) or "not said"


def framework_blocks(case: SupportCase) -> Iterator[Block]:
    """The general risk framework of the country and how the policy was made known to its authority."""
    if not case.frameworks:
        yield Para("No framework of this country is recorded, as far as this reader may see.", note=True)
    for held in case.frameworks:
        one = held.fields
        answered = "day not said" if one.answered is None else on(one.answered)
        yield Facts(
            (
                ("Country", one.country),
                ("Adopted", on(one.adopted)),
                ("Policy communicated", f"{on(one.sent)}{_also(one.letter)}"),
                ("Answer of the authority", f"{label('host_answers', one.answer)}, {answered}"),
                ("Due for review", on(one.review_by)),
                ("Summary", one.summary or "none"),
            )
        )


def screening_blocks(
    case: SupportCase, answered: Iterable[str], own: frozenset[str], *, opened: bool
) -> Iterator[Block]:
    """Who was asked and who has answered; what, only once all have, or to the body whose answer it is."""
    given = set(answered)
    rows = []
    for body in dict.fromkeys((*case.request.fields.bodies, *sorted(given))):
        held = [one for one in case.screenings if one.fields.body == body]
        name = label("components", body)
        if body not in given:
            rows.append((name, "", "not answered", ""))
        elif not (opened or body in own) or not held:
            rows.append((name, "", SEALED if not opened else "may not be seen by this reader", ""))
        else:
            for one in held:
                gaps = f"\nCould not be checked: {one.fields.gaps}" if one.fields.gaps else ""
                names = f"\nNames checked: {one.fields.names_checked}, to judge {_told(one.fields.names_to_judge)}, "
                names += f"matched {_told(one.fields.names_matched)} "
                names += f"({', '.join(one.fields.lists) or 'lists not named'})"
                shown = names if one.fields.names_checked is not None else ""
                advised = labels("condition_types", one.fields.advised)
                told = f"\nAdvised: {advised}" if advised else ""
                answer = label("screening_answers", one.fields.answer)
                rows.append((name, on(one.fields.on), answer, f"{one.fields.reasons}{gaps}{shown}{told}"))
    if rows:
        yield Grid.of(("Body", "On", "Answer", "Reasons, and what could not be checked"), rows, (22, 16, 22, 40))
    else:
        yield Para("No body was asked.", note=True)


def _told(number: int | None) -> str:
    return "not said" if number is None else str(number)


def risk_blocks(case: SupportCase) -> Iterator[Block]:
    """Every assessment: levels by judgement, criteria by group with confidence, never summed."""
    if not case.assessments:
        yield Para("No risk assessment may be seen.", note=True)
    for number, held in enumerate(case.assessments, start=1):
        one = held.fields
        yield Heading(f"Assessment {number}, {on(one.on)}", 3)
        yield Facts(
            (
                ("Inherent level", label("risk_levels", one.inherent)),
                ("Residual level, after verified mitigation", label("risk_levels", one.residual)),
                ("Confidence", label("criterion_confidence", one.confidence)),
                ("Reasons", one.reasons),
                ("What follows if it is given", one.giving or "not said"),
                ("What follows if it is withheld", one.withholding or "not said"),
                ("Verified mitigation", one.mitigation or "none named"),
            )
        )
        yield from _criteria(one)
        yield from _dissent(one.dissent)


def _criteria(one: RiskAssessment) -> Iterator[Block]:
    terms = vocabulary("risk_criteria").terms
    given = {criterion.criterion: criterion for criterion in one.criteria}
    rows = []
    for group in vocabulary("risk_groups").terms.values():
        for key, term in terms.items():
            if term.facts["group"] == group.key and key in given:
                held = given[key]
                rating = "unknown" if held.rating is None else str(held.rating)
                sure = label("criterion_confidence", held.confidence) if held.confidence else "–"
                rows.append((group.label(), term.label(), rating, sure, held.source_grade or "–", held.note))
    if rows:
        yield Grid.of(
            ("Group", "Criterion", "0–4", "Confidence", "Source", "Note"), rows, (15, 24, 11, 15, 10, 25)
        )  # fmt: skip
    unrated = len(terms) - len(given)
    yield Para(
        f"4 is the greatest concern. Ratings stand beside each other and are not added up. {unrated} of {len(terms)} "
        "criteria were not rated: unknown is not 0."
    )


def _dissent(held: tuple[Dissent, ...]) -> Iterator[Block]:
    if held:
        yield Items(tuple(f"Dissent of {label('components', one.by)}: {one.opinion}" for one in held))


def condition_blocks(conditions: Iterable[Held[Condition]]) -> Iterator[Block]:
    """The conditions: test, owner, day, the host’s own report beside our verification."""
    for held in conditions:
        one = held.fields
        verified = "not verified"
        if one.verified_by is not None:
            verified = f"{label('components', one.verified_by)}, {on(one.verified_on)}. {one.verification_text}"
        reported = f"{on(one.host_report_on)}. {one.host_report}" if one.host_report else "none recorded"
        yield Heading(f"{one.condition} ({short(held.record)})", 3)
        yield Facts(
            (
                ("Kind", label("condition_types", one.type)),
                ("Test and evidence", f"{one.test}\nEvidence: {one.evidence_needed}"),
                ("Owner, by", f"{one.host_owner}, {on(one.due)}"),
                ("If it is not met", label("consequences", one.consequence)),
                ("Stands", label("condition_status", one.status)),
                ("The host’s own report", reported),
                ("Our verification", verified),
                (
                    "National ownership",
                    f"law: {one.national_law or 'not said'}; designed jointly: "
                    f"{lower(label('yes_no_unknown', one.jointly_designed))}; monitoring to pass to: "
                    f"{one.oversight_body or 'not said'}",
                ),
            )
        )


def decision_blocks(held: Held[SupportDecision], names: Mapping[str, str]) -> Iterator[Block]:
    """A decision with its reasons, dissent and waiver."""
    one = held.fields
    rows = [
        ("Decision", f"{label('support_actions', one.decided)}, {on(one.on)} ({short(held.record)})"),
        ("Decided by", f"{one.decided_by}, as {lower(label('support_roles', one.by_role))}"),
        ("Expires", on(one.expires) if one.expires else "–"),
        ("Items", items(one.items) or "none named"),
        ("Residual level accepted", label("risk_levels", one.residual_accepted)),
        ("Reasons", one.reasons),
        ("Excluded", named(held.linked("excludes"), names) if held.linked("excludes") else "nobody named"),
        ("Headquarters told", on(one.headquarters_told)),
    ]
    if one.waiver is not None:
        rows += [
            ("Waiver", label("decision_waivers", one.waiver)),
            ("Reasons of the waiver", one.waiver_reasons),
            ("Opinion against it", one.counter_opinion),
        ]
    yield Facts(tuple(rows))
    yield from _dissent(one.dissent)
    if not one.dissent:
        yield Para("No dissent is recorded.")


def account_blocks(accounts: Iterable[Account], decisions: Mapping[str, str]) -> Iterator[Block]:
    """Deliveries item by item against each decision. `decisions` are their names."""
    shown = [one for one in accounts if one.lines]
    if not shown:
        yield Para("No delivery is recorded.")
    for account in shown:
        name = decisions.get(account.decision, "a decision that may not be seen")
        yield Heading(f"Under {name}" if account.decision else "Under no decision", 3)
        rows = []
        for line in account.lines:
            approved = "no item is named" if not line.limited else "not approved"
            if line.approved is not None:
                approved = amount(line.approved, line.unit)
            rows.append(
                (
                    line.item, approved, amount(line.delivered, line.unit),
                    "–" if not line.beyond else amount(line.beyond, line.unit),
                    "\n".join(_given(one) for one in line.given),
                )
            )  # fmt: skip
        yield Grid.of(("Item", "Approved", "Delivered", "Beyond it", "By day"), rows, (18, 17, 17, 14, 34))


def _given(one: Given) -> str:
    text = f"{span(one.when)}: {one.quantity:,}"
    if one.within is True:
        return text
    why = said("approval_gaps", one.why, day=on(one.since)) if one.why else "no approval"
    return f"{text}; {'outside its time' if one.within is False else 'perhaps outside its time'}: {why}"


def monitoring_blocks(monitoring: Iterable[Held[Monitoring]]) -> Iterator[Block]:
    """Visits and checks: what was seen, and what could not be."""
    rows = [
        (
            span(one.fields.when), one.fields.what, labels("components", one.fields.by),
            label("access", one.fields.access), label("monitoring_verdicts", one.fields.verdict),
            f"{one.fields.seen or '–'}\nNot seen: {one.fields.not_seen or 'not said'}",
        )
        for one in monitoring
    ]  # fmt: skip
    if rows:
        yield Grid.of(("When", "What", "By", "Access", "Found", "Seen, and not seen"), rows, (15, 14, 15, 12, 14, 30))
    else:
        yield Para("No visit or check is recorded: nobody has looked, which is not the same as nothing found.")


def history_blocks(held: Answering, standing: Standing) -> Iterator[Block]:
    """The steps that count, and those that do not, with what they lacked."""
    case = held.case
    texts = {one.record: one.fields.reasons for one in case.moves}
    texts |= {one.record: one.fields.reasons for one in case.decisions}
    rows = [
        (
            on(step.on), label("support_actions", step.action), label("support_states", step.after),
            label("support_roles", step.role), texts.get(step.record, ""),
        )
        for step in standing.counted
    ]  # fmt: skip
    if rows:
        yield Grid.of(("On", "Step", "Then stood", "By", "Reasons"), rows, (16, 20, 17, 19, 28))
    else:
        yield Para("No step was taken yet.")
    if standing.void:
        yield Items(
            tuple(
                f"Does not count: {label('support_actions', one.action)}, {on(one.on)}: "
                + " ".join(held.said(missing) for missing in one.missing)
                for one in standing.void
            )
        )
