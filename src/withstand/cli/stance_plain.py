"""Stance as plain values, for programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from withstand.mission.stance.assessment import Assessment, Deeper, StancePicture
from withstand.mission.stance.choices import Apart, Chosen
from withstand.mission.stance.consent import Consent, Element
from withstand.mission.stance.fitted import Change
from withstand.mission.stance.observed import Conduct
from withstand.mission.stance.pointing import Pointing, Shares
from withstand.mission.stance.recorded import HARM, OBSTRUCTED, Act, Recorded
from withstand.mission.stance.saying import deeper_said, reason_said
from withstand.mission.stance.thresholds import Thresholds

Plain = dict[str, Any]
_DIGITS = 4


def thresholds_plain(held: Thresholds) -> Plain:
    """The thresholds in force."""
    return {**vars(held), "said": dict(held.said), "record": held.record or None, "since": held.since or None}


def assessment_plain(one: Assessment, names: Mapping[str, str], language: str = "en") -> Plain:
    """One row of the table."""
    return {
        "area": one.area,
        "area_name": names.get(one.area, one.area),
        "authority": one.authority.key,
        "authority_name": one.authority.label(language),
        "points_to": one.pointing.points_to,
        "taken_as": one.pointing.stance,
        "points_to_with_partners": one.pointing_with_partners.points_to,
        "why": _reasons(one.pointing, language),
        "with_lacks": [_reason(each, language) for each in one.pointing.lacking],
        "conduct": one.conduct.word,
        "components_differ": one.conduct.disagree,
        "shares": None if one.shares is None else shares_plain(one.shares),
        "no_shares_because": one.why_no_shares or None,
        "mostly_prior": one.mostly_prior,
        "records": _counts(one.recorded),
        "choices": [chosen_plain(each) for each in one.standing],
        "apart": [apart_plain(each) for each in one.apart],
        "overdue": [each.record for each in one.overdue],
    }


def shares_plain(shares: Shares) -> Plain:
    """The four shares and on how many observations they rest."""
    return {name: round(share, _DIGITS) for name, share in shares.by_region.items()} | {
        "observations": shares.observations
    }


def _counts(found: Recorded) -> Plain:
    return {
        "harm": len(found.of(HARM)),
        "harm_graded": len(found.of(HARM, graded=True)),
        "obstruction": len(found.of(OBSTRUCTED)),
        "may_be": len(found.possible),
        "partners": len(found.partners),
        "unattributed": found.unattributed,
    }


def _reasons(found: Pointing, language: str) -> list[Plain]:
    return [_reason(each, language) for each in found.why]


def _reason(each: Any, language: str) -> Plain:
    return {"key": each.key, **each.about, "said": reason_said(each, language), "records": list(each.records)}


def chosen_plain(one: Chosen) -> Plain:
    """A choice and where it stands."""
    fields = one.fields
    return {
        "record": one.record, "choice": fields.choice, "matter": fields.matter, "issue": fields.issue,
        "authorities": list(one.authorities), "area": one.area, "state": one.state, "since": fields.when.start,
        "decided_by": fields.decided_by, "reasons": fields.reasons, "review_by": fields.review_by,
        "overdue": one.overdue, "dissent": [{"by": each.by, "opinion": each.opinion} for each in fields.dissent],
        "rests_on": list(one.rests_on), "replaces": list(one.replaces), "taken_back": fields.taken_back,
        "as_known": [
            {name: getattr(each, name) for name in each.__struct_fields__} for each in fields.as_known
        ],
    }  # fmt: skip


def apart_plain(one: Apart) -> Plain:
    """A choice and evidence that points elsewhere."""
    return {
        "record": one.chosen.record, "choice": one.chosen.fields.choice, "points_to": one.points_to,
        "since": one.since.isoformat(), "weeks": one.weeks,
    }  # fmt: skip


def act_plain(one: Act) -> Plain:
    """One act as it is recorded."""
    return {
        "record": one.record, "kind": one.kind, "what": one.what, "grade": one.grade or None, "grave": one.grave,
        "start": one.when.start if one.when else None, "actors": list(one.actors), "ordered_by": list(one.ordered),
        "classes": sorted(one.classes), "copies": list(one.copies),
    }  # fmt: skip


def conduct_plain(found: Conduct) -> list[Plain]:
    """What is observed, for each source of threat."""
    return [
        {
            "threat_source": one.threat_source, "conduct": one.conduct, "age_days": one.age,
            "still_worth": round(one.weight, _DIGITS), "within_half_life": one.fresh, "components_differ": one.disagree,
            "words": [{"component": who, "conduct": said, "age_days": age} for who, said, age in one.words],
            "records": list(one.records),
        }
        for one in found.observed
    ]  # fmt: skip


def whole_plain(
    read: StancePicture, one: Assessment, deeper: Deeper, names: Mapping[str, str], language: str = "en"
) -> Plain:
    """Everything about an authority in an area."""
    found = assessment_plain(one, names, language)
    return found | {
        "acts": {
            "own": [act_plain(each) for each in one.recorded.own],
            "may_be": [act_plain(each) for each in one.recorded.possible],
            "partners": [act_plain(each) for each in one.recorded.partners],
        },
        "with_partners_why": _reasons(one.pointing_with_partners, language),
        "observed": conduct_plain(one.conduct),
        "drivers": [{**vars(each)} for each in deeper.drivers],
        "months_without_visits": deeper.unexposed,
        "score": None
        if deeper.score is None
        else {axis: vars(each) for axis, each in zip(("willingness", "ability"), deeper.score, strict=True)},
        "what_would_change": None if deeper.change is None else _change(deeper.change),
        "other_thresholds": [vars(each) for each in deeper.sensitivity],
        "flags": [{"what": each.what, "actor": each.actor, "records": list(each.records)} for each in deeper.flags],
        "consent": [element_plain(each) for each in deeper.consent.at(one.area)],
        "timeline": timeline_plain(one),
        "past_choices": [chosen_plain(each) for each in one.past],
        "said": list(deeper_said(read, one, deeper, language)),
    }


def _change(found: Change) -> Plain:
    return {
        "supposed": [{"indicator": name, "number": number, "of": of} for name, number, of in found.supposed],
        "now": shares_plain(found.now), "unseen": shares_plain(found.unseen), "seen": shares_plain(found.seen),
    }  # fmt: skip


def timeline_plain(one: Assessment) -> list[Plain]:
    """What the evidence of each month pointed to."""
    return [{"month": month, "points_to": stance} for month, stance in one.timeline]


def element_plain(one: Element) -> Plain:
    """One element of the vector of consent."""
    return {
        "level": one.level, "activity": one.activity, "area": one.area or None,
        "words": [vars(each) for each in one.words],
        "components_differ": one.disagree, "trends": list(one.trends), "triggers": list(one.triggers),
        "earlier": [{"day": day.isoformat(), "component": who, "quality": said} for day, who, said in one.earlier],
    }  # fmt: skip


def consent_plain(found: Consent) -> Plain:
    """The vector, and the mission's picture that is derived from it."""
    return {
        "elements": [element_plain(each) for each in found.elements],
        "mission": [
            {
                "level": each.level, "activity": each.activity, "words": list(each.words), "weakest": each.weakest,
                "areas": {word: list(areas) for word, areas in each.areas}, "trends": list(each.trends),
                "components_differ": each.disagree,
            }
            for each in found.derived
        ],
    }  # fmt: skip
