"""Rules of coherence of dialogue: what is said to an authority that does not go with what else we say, know or owe."""

from __future__ import annotations

from withstand.analysis.coherence.finding import AUTHORITY, PROMISE, Rule
from withstand.dialogue.rules import asks, promises, protecting, tones

RULES = (
    Rule("contradictory_asks", asks.contradictory_asks, (AUTHORITY,)),
    Rule("unknown_to_each_other", asks.unknown_to_each_other, (AUTHORITY,)),
    Rule("public_before_deadline", asks.public_before_deadline, (AUTHORITY,)),
    Rule("promise_due_no_follow_up", promises.promise_due_no_follow_up, (PROMISE,)),
    Rule("our_promise_broken", promises.our_promise_broken, (PROMISE,)),
    Rule("protest_without_reply", tones.protest_without_reply, (AUTHORITY,)),
    Rule("dialogue_and_pressure_apart", tones.dialogue_and_pressure_apart, (AUTHORITY,)),
    Rule("alert_shared_with_line", protecting.alert_shared_with_line, (AUTHORITY,)),
    Rule("listed_person_without_advice", protecting.listed_person_without_advice, (AUTHORITY,)),
    Rule("pressure_without_goal", tones.pressure_without_goal, (AUTHORITY,)),
    Rule("contact_while_paused", protecting.contact_while_paused, (AUTHORITY,)),
)

__all__ = ["RULES"]
