"""A case of support in blocks: what was asked, who answered, its risk, its conditions, its decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from withstand.brief.papers.paper import Block, Facts, Grid, Heading, Items, Para
from withstand.brief.support.tongue import Tongue
from withstand.inducement.case import Held, SupportCase
from withstand.inducement.decisions import SupportDecision
from withstand.inducement.parts import Dissent
from withstand.inducement.requests import Condition, RiskAssessment, Screening
from withstand.vocabulary.terms import vocabulary


def request_blocks(case: SupportCase, names: Mapping[str, str], tongue: Tongue) -> Iterator[Block]:
    """What was asked for, by whom, for whom."""
    say, fields = tongue.said, case.request.fields
    rows = [
        (say("request"), f"{tongue.text(fields.title)} ({tongue.text(case.request.record)})"),
        (say("day"), tongue.span(fields.when)),
        (say("recipient"), named(case.recipients, names, tongue)),
        (
            say("responsible"),
            named(case.request.linked("responsible"), names, tongue) + _also(fields.responsible_officer, tongue),
        ),
        (say("asked_by"), tongue.label("components", fields.requested_by) + _also(fields.requested_by_office, tongue)),
        (say("support"), tongue.labels("support_types", (fields.support, *fields.also))),
        (say("stage"), tongue.label("request_stages", fields.stage)),
        (say("items"), tongue.items(fields.items) or say("none_named")),
        (say("strength"), _number(fields.strength, tongue)),
        (say("where"), tongue.place(fields.where) or tongue.common("not_said")),
        (say("objective"), _text(fields.objective, tongue)),
        (say("mandate"), _text(fields.mandate_reference, tongue)),
        (say("benefit"), _text(fields.benefit, tongue)),
        (say("risks_seen"), _text(fields.risks_seen, tongue)),
        (say("host_letter"), _text(fields.host_letter, tongue)),
        (say("earlier"), _text(fields.earlier, tongue)),
    ]
    yield Facts(tuple(rows))


def _text(recorded: str, tongue: Tongue) -> str:
    return tongue.text(recorded) or tongue.common("not_said")


def _number(number: int | None, tongue: Tongue) -> str:
    return tongue.common("not_said") if number is None else str(number)


def _also(text: str, tongue: Tongue) -> str:
    return f" ({tongue.text(text)})" if text else ""


def named(records: Iterable[str], names: Mapping[str, str], tongue: Tongue) -> str:
    """Actors by name, as far as they may be seen."""
    several = tongue.listed(tongue.text(names[one]) if one in names else tongue.short(one) for one in records)
    return several or tongue.common("not_said")


def framework_blocks(case: SupportCase, tongue: Tongue) -> Iterator[Block]:
    """The general risk framework of the country and how the policy was made known to its authority."""
    say = tongue.said
    if not case.frameworks:
        yield Para(say("no_framework"), note=True)
    for held in case.frameworks:
        one = held.fields
        answered = say("day_not_said") if one.answered is None else tongue.on(one.answered)
        yield Facts(
            (
                (say("country"), tongue.text(one.country)),
                (say("adopted"), tongue.on(one.adopted)),
                (say("communicated"), f"{tongue.on(one.sent)}{_also(one.letter, tongue)}"),
                (say("authority_answer"), tongue.listed((tongue.label("host_answers", one.answer), answered))),
                (say("review_by"), tongue.on(one.review_by)),
                (say("summary"), tongue.text(one.summary) or say("none")),
            )
        )


def screening_blocks(
    case: SupportCase, answered: Iterable[str], own: frozenset[str], tongue: Tongue, *, opened: bool
) -> Iterator[Block]:
    """Who was asked and who has answered; what, only once all have, or to the body whose answer it is."""
    say, given = tongue.said, set(answered)
    rows: list[tuple[str, str, str, str]] = []
    for body in dict.fromkeys((*case.request.fields.bodies, *sorted(given))):
        held = [one for one in case.screenings if one.fields.body == body]
        name = tongue.label("components", body)
        if body not in given:
            rows.append((name, "", say("not_answered"), ""))
        elif not (opened or body in own) or not held:
            rows.append((name, "", say("hidden" if opened else "sealed"), ""))
        else:
            rows.extend((name, *_answer(one.fields, tongue)) for one in held)
    if rows:
        header = (say("body"), say("on"), say("answer"), say("reasons_gaps"))
        yield Grid.of(header, rows, (22, 16, 22, 40))
    else:
        yield Para(say("nobody_asked"), note=True)


def _answer(one: Screening, tongue: Tongue) -> tuple[str, str, str]:
    say = tongue.said
    told = [tongue.text(one.reasons)]
    if one.gaps:
        told.append(say("gaps", gaps=tongue.text(one.gaps)))
    if one.names_checked is not None:
        lists = tongue.listed(map(tongue.text, one.lists)) or say("no_lists")
        judge, matched = _number(one.names_to_judge, tongue), _number(one.names_matched, tongue)
        told.append(say("names", checked=one.names_checked, judge=judge, matched=matched, lists=lists))
    if one.advised:
        told.append(say("advised", conditions=tongue.labels("condition_types", one.advised)))
    return tongue.on(one.on), tongue.label("screening_answers", one.answer), "\n".join(told)


def risk_blocks(case: SupportCase, tongue: Tongue) -> Iterator[Block]:
    """Every assessment: levels by judgement, criteria by group with confidence, never summed."""
    say = tongue.said
    if not case.assessments:
        yield Para(say("no_assessment"), note=True)
    for number, held in enumerate(case.assessments, start=1):
        one = held.fields
        yield Heading(say("assessment", number=number, day=tongue.on(one.on)), 3)
        yield Facts(
            (
                (say("inherent"), tongue.label("risk_levels", one.inherent)),
                (say("residual"), tongue.label("risk_levels", one.residual)),
                (say("confidence"), tongue.label("criterion_confidence", one.confidence)),
                (say("reasons"), tongue.text(one.reasons)),
                (say("giving"), _text(one.giving, tongue)),
                (say("withholding"), _text(one.withholding, tongue)),
                (say("mitigation"), tongue.text(one.mitigation) or say("none_named")),
            )
        )
        yield from _criteria(one, tongue)
        yield from _dissent(one.dissent, tongue)


def _criteria(one: RiskAssessment, tongue: Tongue) -> Iterator[Block]:
    say, terms = tongue.said, vocabulary("risk_criteria").terms
    given = {criterion.criterion: criterion for criterion in one.criteria}
    rows = []
    for group in vocabulary("risk_groups").terms.values():
        for key, term in terms.items():
            if term.facts["group"] == group.key and key in given:
                held = given[key]
                rating = tongue.common("unknown") if held.rating is None else str(held.rating)
                sure = tongue.label("criterion_confidence", held.confidence) if held.confidence else "–"
                words = (group.label(tongue.language), term.label(tongue.language), rating, sure)
                rows.append((*words, tongue.text(held.source_grade or "–"), tongue.text(held.note)))
    if rows:
        header = (say("group"), say("criterion"), "0–4", say("confidence"), say("source"), say("note"))
        yield Grid.of(header, rows, (15, 24, 11, 15, 10, 25))
    yield Para(say("unrated", unrated=len(terms) - len(given), all=len(terms)))


def _dissent(held: tuple[Dissent, ...], tongue: Tongue) -> Iterator[Block]:
    if held:
        yield Items(
            tuple(
                tongue.said("dissent", body=tongue.label("components", one.by), opinion=tongue.text(one.opinion))
                for one in held
            )
        )


def condition_blocks(conditions: Iterable[Held[Condition]], tongue: Tongue) -> Iterator[Block]:
    """The conditions: test, owner, day, the host’s own report beside our verification."""
    say, text = tongue.said, tongue.text
    for held in conditions:
        one = held.fields
        verified, reported = say("not_verified"), say("no_report")
        if one.verified_by is not None:
            by = tongue.listed((tongue.label("components", one.verified_by), tongue.on(one.verified_on)))
            verified = f"{by}. {text(one.verification_text)}"
        if one.host_report:
            reported = f"{tongue.on(one.host_report_on)}. {text(one.host_report)}"
        ownership = say(
            "ownership_is", law=_text(one.national_law, tongue), oversight=_text(one.oversight_body, tongue),
            jointly=tongue.within("yes_no_unknown", one.jointly_designed),
        )  # fmt: skip
        yield Heading(f"{text(one.condition)} ({tongue.short(held.record)})", 3)
        yield Facts(
            (
                (say("kind"), tongue.label("condition_types", one.type)),
                (say("test"), say("test_evidence", test=text(one.test), evidence=text(one.evidence_needed))),
                (say("owner_by"), tongue.listed((text(one.host_owner), tongue.on(one.due)))),
                (say("not_met"), tongue.label("consequences", one.consequence)),
                (say("stands"), tongue.label("condition_status", one.status)),
                (say("host_report"), reported),
                (say("our_verification"), verified),
                (say("ownership"), ownership),
            )
        )


def decision_blocks(held: Held[SupportDecision], names: Mapping[str, str], tongue: Tongue) -> Iterator[Block]:
    """A decision with its reasons, dissent and waiver."""
    say, text, one = tongue.said, tongue.text, held.fields
    decided = tongue.listed((tongue.label("support_actions", one.decided), tongue.on(one.on)))
    role = tongue.within("support_roles", one.by_role)
    excluded = held.linked("excludes")
    rows = [
        (say("decision"), f"{decided} ({tongue.short(held.record)})"),
        (say("decided_by"), say("as_role", who=text(one.decided_by), role=role)),
        (say("expires"), tongue.on(one.expires) if one.expires else "–"),
        (say("items"), tongue.items(one.items) or say("none_named")),
        (say("residual_accepted"), tongue.label("risk_levels", one.residual_accepted)),
        (say("reasons"), text(one.reasons)),
        (say("excluded"), named(excluded, names, tongue) if excluded else say("nobody_named")),
        (say("headquarters"), tongue.on(one.headquarters_told)),
    ]
    if one.waiver is not None:
        rows += [
            (say("waiver"), tongue.label("decision_waivers", one.waiver)),
            (say("waiver_reasons"), text(one.waiver_reasons)),
            (say("against"), text(one.counter_opinion)),
        ]
    yield Facts(tuple(rows))
    yield from _dissent(one.dissent, tongue)
    if not one.dissent:
        yield Para(say("no_dissent"))
