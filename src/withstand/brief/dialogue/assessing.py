"""Assessments, for the desk only: how it went, what was seen after, what else may explain it, what they want."""

from __future__ import annotations

from collections.abc import Iterator

from withstand.brief.dialogue.sections import Section
from withstand.brief.dialogue.tongue import Tongue
from withstand.brief.papers.paper import Cited
from withstand.dialogue.meeting.meeting import Meeting

LATEST = 5


def assessing(found: Meeting, tongue: Tongue) -> Iterator[Section]:
    """One section, where anything is recorded."""
    lines = tuple(_lines(found, tongue))
    if lines:
        yield Section("assessments", tongue.said("h_assessments"), lines)


def _lines(found: Meeting, tongue: Tongue) -> Iterator[Cited]:
    held = (*((found.this,) if found.this else ()), *found.about.held[:LATEST])
    for one in held:
        fields, day = one.fields, tongue.day(one.fields.when.start)
        for key, text in (
            ("a_assessment", fields.assessment_of_it), ("a_their_red_lines", fields.their_red_lines),
            ("a_common_ground", fields.common_ground), ("a_scenarios", fields.scenarios),
        ):  # fmt: skip
            if text.strip():
                yield Cited(tongue.said(key, day=day, text=tongue.text(text)), (one.record,))
        if fields.leverage:
            named = ", ".join(tongue.label("instruments", key) for key in fields.leverage)
            yield Cited(tongue.said("a_leverage", day=day, text=named), (one.record,))
        for seen in fields.observed:
            main = tongue.said(
                "a_observed", after=tongue.label("observed_after", seen.after), day=day,
                change=tongue.label("observed_changes", seen.change), seen=tongue.text(seen.seen),
            )  # fmt: skip
            rival = tongue.said("a_rival", text=tongue.text(seen.rival)) if seen.rival else ""
            yield Cited(tongue.with_parts(main.strip(), rival), (one.record,))
    for goal in found.goals:
        text = tongue.text(goal.fields.their_interest)
        yield Cited(tongue.said("a_interest", goal=tongue.text(goal.fields.goal), text=text), (goal.record,))
