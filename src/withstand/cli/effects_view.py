"""A study of presence on a terminal: tables, then sentences."""

from __future__ import annotations

from math import isfinite

from withstand.analysis.effects.estimate import Estimate
from withstand.analysis.effects.presence_design import bin_label
from withstand.analysis.effects.randomisation import Chance
from withstand.analysis.effects.specification import DID, OLS, Specified
from withstand.analysis.effects.study_values import Effect, Study
from withstand.cli.terminal import print_table, say
from withstand.mission.effects_words import BOOK, account, bare_sentence, card, label, limits
from withstand.mission.presence_ground import PresenceGround
from withstand.vocabulary.sentences import said

_EFFECT = ("outcome", "where", "effect", "95 %", "p", "smallest seen", "expected")
_BINS = ("months", "areas", "area-months", "with event", "share", "events", "deaths")
_COUNT = ("perpetrator", "of", "estimate", "95 %", "p", "smallest seen")
_SPEC = ("", "estimate", "error", "95 %", "p", "smallest seen")
_LETTER = {"randomisation": "r", "standard_error": "e"}
_KEY = (
    "p and the smallest effect that could have been seen: r by reshuffling histories of presence, e by standard error."
)


def show_study(made: Study, placed: PresenceGround, language: str) -> None:
    """Everything a person needs: what went in, raw means, effects, what they say, limits."""
    say(*account(made, placed, language))
    for who in made.perpetrators:
        name = label(who, language)
        say("")
        print_table(f"{name}: recorded before and after entry, nothing adjusted", _BINS, [
            (
                bin_label(one.first), str(one.units), str(one.unit_months), str(one.with_event), _share(one.any),
                f"{one.events:.3f}", f"{one.deaths:.2f}",
            )
            for one in made.descriptive
            if one.perpetrator == who
        ])  # fmt: skip
        print_table(f"{name}: effects of presence by imputation, donut of {made.donut} months", _EFFECT, [
            _effect(one, language) for one in made.effects if one.perpetrator == who
        ], left=2)  # fmt: skip
    if made.counts:
        say("")
        print_table(f"Counts of events on the month before (PPML, log scale), donut of {made.donut} months", _COUNT, [
            (
                label(one.perpetrator, language), said(BOOK, f"dose_{one.dose}", language),
                f"{one.estimate.value:+.3f}", _interval(one.estimate),
                _p(one.chance, one.estimate),
                _mde(one.chance.mde, "randomisation") if one.chance else _mde(one.estimate.mde, "standard_error"),
            )
            for one in made.counts
        ], left=2)  # fmt: skip
    say(_KEY)
    for who in made.perpetrators:
        say("", label(who, language), *(f"  {line}" for line in card(made, who, language, placed.names)))
        if made.donut and (sentence := bare_sentence(made, who, language)):
            say(f"  {sentence}")
    say("", *limits(made, language))


def _effect(one: Effect, language: str) -> tuple[str, ...]:
    return (
        said(BOOK, one.outcome, language),
        said(BOOK, one.place, language),
        f"{one.estimate.value:+.3f}",
        _interval(one.estimate),
        _p(one.chance, one.estimate),
        _mde(one.mde, one.mde_from),
        f"{one.expected:.3f}",
    )


def _share(part: float) -> str:
    return f"{100 * part:.1f} %"


def _interval(one: Estimate) -> str:
    return f"{one.low:+.3f} to {one.high:+.3f}" if isfinite(one.reach) else "–"


def _p(chance: Chance | None, estimate: Estimate) -> str:
    if chance is not None:
        return f"{chance.p:.3f} r"
    return f"{estimate.p:.3f} e" if isfinite(estimate.p) else "–"


def _mde(value: float, source: str) -> str:
    return f"{value:.3f} {_LETTER[source]}" if isfinite(value) else "–"


def show_specified(found: Specified) -> None:
    """The table of a specification, and how far its treatment's estimate stands."""
    given = found.specification
    print_table(f"{given.model}: {given.outcome} on {given.treatment}", _SPEC, [
        (
            name, f"{one.value:+.4f}", f"{one.error:.4f}", f"{one.low:+.4f} to {one.high:+.4f}", f"{one.p:.3f}",
            f"{one.mde:.4f} e",
        )
        for name, one in found.estimates
    ])  # fmt: skip
    of = found.treatment
    say(
        f"{of.rows:,} of {found.rows_read:,} rows, {of.clusters} clusters; {found.rows_unasked:,} not asked for, "
        f"{found.rows_incomplete:,} with a gap in a column named."
    )
    if kept := [f"{name.replace('_', ' ')} {number:,}" for name, number in found.dropped.items() if number]:
        say(f"Left out: {'; '.join(kept)}.")
    if given.model not in (OLS, DID):
        say(f"Log likelihood {found.log_likelihood:.1f}. Coefficients are on the log scale.")
    for name, number in found.also.items():
        say(f"{name.replace('_', ' ')}: {number:.4f}")
    for one in found.left_out:
        if one.low_without == one.high_without:
            say(f"Without the worst episode ({one.low_without}): {one.low:+.4f}.")
        else:
            say(
                f"Without one {one.what}: {one.low:+.4f} (without {one.low_without}) to {one.high:+.4f} "
                f"(without {one.high_without})."
            )
        if one.turns:
            say(said(BOOK, f"turns_{one.what}", name=one.low_without if of.value > 0 else one.high_without))
    if given.model == DID and not given.donut:
        say(said(BOOK, "no_donut", who=given.outcome))
