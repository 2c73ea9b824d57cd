"""`withstand coherence list`, `accept`, `end`, and `withstand support watch`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from withstand.analysis.coherence.finding import RULE_WORDS, SEVERITIES, WAYS_OUT
from withstand.brief.papers.tongue import Tongue
from withstand.cli.clearing import cleared
from withstand.cli.looking import audience_of, named, stay_inside
from withstand.cli.record_commands import author_of
from withstand.cli.terminal import piped, print_json, say
from withstand.errors import InputError
from withstand.inducement.parts import Dissent
from withstand.inducement.triggers import Watched, watch
from withstand.installation.opening import Opened
from withstand.ledger.journal import append
from withstand.mission.accepting import (
    Accepting,
    NotAccepted,
    Told,
    acceptance_draft,
    acceptances,
    accepted,
    may_accept,
    taking_back,
    told,
)
from withstand.mission.coherence import Run, run, touching
from withstand.mission.wording import days_in
from withstand.picture.audience import HOLDER
from withstand.picture.guard import Guard
from withstand.picture.names import known_names
from withstand.picture.picture import Picture
from withstand.vocabulary.terms import vocabulary

LANGUAGES = ("en", "fr", "es", "ar")


def run_list(
    opened: Opened, profile: str, records: Sequence[str], rule: str, on: date | None, language: str
) -> None:  # fmt: skip
    """List findings as a profile may know them.

    Raises:
        InputError: an option cannot be, or the profile is outside the operation.
        NotFound: a record is not there, or may not be seen.
    """
    audience = audience_of(opened, profile)
    stay_inside(audience)
    _check(rule, language)
    guard, day = Guard(opened.ledger), on or _today(opened)
    sight = Picture(opened.ledger, audience)
    chosen = [named(sight, one) for one in records]
    found: Run = touching(guard, chosen, day) if chosen else run(guard, day)
    lines = [one for one in told(guard, found, audience, language) if not rule or _is(one, rule)]
    if piped():
        print_json([_plain(one) for one in lines])
        return
    for one in lines:
        say(*_lines(one, language), "")
    open_ = sum(one.accepted is None for one in lines)
    say(f"{open_} open, {len(lines) - open_} accepted for a time, on {day}. Not found is not the same as in order.")


def run_accept(
    opened: Opened, profile: str, finding: str, said: Accepting, dissent: Sequence[str], keep_text: str, author: str
) -> None:  # fmt: skip
    """Accept a finding for a time.

    Raises:
        NotAccepted, InvalidRecord, TextNotCleared: nothing was saved.
    """
    audience = audience_of(opened, profile)
    stay_inside(audience)
    guard, today = Guard(opened.ledger), _today(opened)
    said = replace(said, dissent=tuple(map(_dissent, dissent)))
    draft = acceptance_draft(guard, run(guard, today), audience, finding, said, today)
    known = known_names(Picture(opened.ledger, HOLDER))
    fields = cleared(draft.kind, draft.fields, keep_text, known)
    saved = append(opened.ledger, [replace(draft, fields=fields, author=author_of(opened, author))])[0]
    if piped():
        print_json({"record": saved.record, "version": saved.entry})
    else:
        say(f"Accepted until {said.expires}; after that day it stands again. Record {saved.record}.")


def run_end(opened: Opened, profile: str, finding: str, reason: str, keep_text: str, author: str) -> None:
    """End the acceptance of a finding: it stands again from today.

    Raises:
        NotAccepted, InvalidRecord, TextNotCleared: nothing was saved.
    """
    audience = audience_of(opened, profile)
    stay_inside(audience)
    guard, today = Guard(opened.ledger), _today(opened)
    lines = told(guard, run(guard, today), audience)
    found = [one.accepted for one in lines if one.accepted and one.finding and one.finding.id.startswith(finding)]
    if len(found) != 1:
        raise NotAccepted(
            f"There is no finding {finding} that is accepted, or several; withstand coherence lists them."
        )
    draft = taking_back(Picture(opened.ledger, audience), found[0].record, reason, today)
    fields = cleared(draft.kind, draft.fields, keep_text, known_names(Picture(opened.ledger, HOLDER)))
    saved = append(opened.ledger, [replace(draft, fields=fields, author=author_of(opened, author))])[0]
    if piped():
        print_json({"record": saved.record, "version": saved.entry})
    else:
        say(f"The finding stands again from today. Record {saved.record}.")


def run_watch(opened: Opened, language: str, *, enter: bool) -> None:
    """Show which reviews are opened, or open them."""
    _check("", language)
    guard, today = Guard(opened.ledger), _today(opened)
    held = acceptances(guard)
    findings = [one for one in run(guard, today).findings if accepted(one, held, today) is None]
    watched = watch(guard, findings, today, language)
    drafts = [one.draft for one in watched if one.draft is not None]
    saved = iter(append(opened.ledger, drafts) if enter and drafts else ())
    lines = [(one, next(saved, None) if one.draft else None) for one in watched]
    if piped():
        print_json([{**_watched(one, language), "record": made.record if made else None} for one, made in lines])
        return
    for one, _ in lines:
        sentence = days_in(one.finding.said(language), Tongue(language).day)
        say(sentence, f"  {one.why_none or ('opened' if enter else 'would open')}")
    did = "opened" if enter else "to be opened; --enter opens them"
    say(f"{len(drafts)} {'review' if len(drafts) == 1 else 'reviews'} {did}.")


def _watched(one: Watched, language: str) -> dict[str, Any]:
    finding = one.finding
    return {
        "finding": finding.id, "rule": finding.rule, "request": finding.subject, "sentence": finding.said(language),
        "opens": one.draft is not None, "why_not": one.why_none,
    }  # fmt: skip


def _check(rule: str, language: str) -> None:
    if rule and rule not in vocabulary(RULE_WORDS).terms:
        raise InputError(f"There is no rule {rule}; there are: {', '.join(vocabulary(RULE_WORDS).terms)}.")
    if language not in LANGUAGES:
        raise InputError(f"Sentences are in {', '.join(LANGUAGES)}; not in {language!r}.")


def _dissent(word: str) -> Dissent:
    component, colon, opinion = word.partition(":")
    if not colon or component not in vocabulary("components").terms or not opinion.strip():
        raise InputError(f"{word!r} is not of the form component:opinion, as human_rights:too early.")
    return Dissent(by=component, opinion=opinion.strip())


def _today(opened: Opened) -> date:
    return opened.settings.present_day(datetime.now(UTC))


def _is(one: Told, rule: str) -> bool:
    return one.finding is not None and one.finding.rule == rule


def _plain(one: Told) -> dict[str, Any]:
    if one.finding is None:
        return {"about": one.subject, "sentence": one.sentence}
    finding, held = one.finding, one.accepted
    return {
        "finding": finding.id, "rule": finding.rule, "severity": finding.severity, "about": finding.subject,
        "sentence": one.sentence, "acts": finding.acts, "ways_out": list(finding.ways_out),
        "rests_on": list(finding.records), "may_accept": list(may_accept(finding)),
        "accepted": None if held is None else {
            "record": held.record, "until": held.fields.expires, "by_role": held.fields.by_role,
            "by": held.fields.decided_by, "reasons": held.fields.reasons,
        },
    }  # fmt: skip


def _lines(one: Told, language: str) -> list[str]:
    if one.finding is None:
        return [f"– {one.sentence} ({one.subject})"]
    finding, held = one.finding, one.accepted
    severity = vocabulary(SEVERITIES).label(finding.severity, language)
    rule = vocabulary(RULE_WORDS).label(finding.rule, language)
    acts = vocabulary("components").label(finding.acts, language)
    ways = "; ".join(vocabulary(WAYS_OUT).label(way, language) for way in finding.ways_out)
    sentence = days_in(one.sentence, Tongue(language).day)
    lines = [f"{severity} · {rule} · {acts} · {finding.id}", sentence, f"  → {ways}"]
    if held is not None:
        role = vocabulary("acceptance_roles").label(held.fields.by_role, language)
        lines.append(
            f"  accepted until {held.fields.expires} by {role} ({held.fields.decided_by}): {held.fields.reasons}"
        )
    return lines
