"""The rules as a document, written from the rules themselves: what each asks, how it is told, who acts, ways out."""

from __future__ import annotations

from collections.abc import Iterable

from withstand.analysis.coherence.finding import RULE_WORDS, SEVERITIES, WAYS_OUT, Rule
from withstand.mission.accepting import LONGEST
from withstand.mission.coherence import RULES
from withstand.vocabulary.terms import vocabulary

COMMAND = "withstand coherence rules > docs/rules.md"


_OPENING = """# Rules of coherence

Written by `{command}` from the rules themselves.

A rule looks at a case: all records about an actor or a place, its command line as it was, its area; or all that was
said with an authority and those above it; or one promise. What it finds has a severity, a sentence, the records it
rests on, who should act, and ways out. It looks at everything that is recorded;
whoever may not see all that a finding rests on is told whom to ask. Rules are precautionary: what is not known counts
as not established, one record of harm is enough to ask, and no probability is in any. None decides anything. A record
that was refuted, after a reply for example, counts for nothing.

A finding keeps its id as long as it is about the same and rests on the same. It can be accepted for a time, with
reasons, for {days} days at most; it is shown as accepted until then, and stands again after. More evidence makes
another finding, which that acceptance does not cover.

| severity | accepted by |
|---|---|
{accepted}

Those marked *opens a review* move a support that may be given into review (`withstand support watch`), once for each
finding. None closes one.
"""


def rule_book(rules: Iterable[Rule] = RULES) -> str:
    """All rules in Markdown."""
    roles = vocabulary("acceptance_roles")
    accepted = [
        f"| {term.label()} | {', '.join(roles.label(role) for role in term.facts['accepted_by'])} |"
        for term in reversed(list(vocabulary(SEVERITIES).terms.values()))
    ]
    opening = _OPENING.format(command=COMMAND, days=LONGEST.days, accepted="\n".join(accepted))
    return opening + "\n".join(line for rule in rules for line in _rule(rule)) + "\n"


def _rule(rule: Rule) -> list[str]:
    term = vocabulary(RULE_WORDS).terms[rule.name]
    ways = vocabulary(WAYS_OUT)
    severity = vocabulary(SEVERITIES).label(term.facts["severity"])
    acts = vocabulary("components").label(term.facts["component"])
    marked = ", *opens a review*" if term.facts["trigger"] else ""
    return [
        "",
        f"## {term.label()}",
        "",
        f"`{rule.name}` · {severity}{marked} · who acts, unless the records name somebody nearer: {acts}",
        "",
        rule.asks,
        "",
        *(f"- {ways.label(way)}" for way in term.facts["ways_out"]),
    ]
