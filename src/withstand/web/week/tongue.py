"""The week in the reader's language: its sentences, which the program says in English, and its counts."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext, gettext_noop, ngettext

from withstand.mission.week.tongue import Tongue
from withstand.web.records import saying

SENTENCES = (
    gettext_noop("a point on the map"),
    gettext_noop("%(rating)s, not seen"),
    gettext_noop("%(field)s: %(before)s → %(after)s"),
    gettext_noop("unchanged for %(weeks)s"),
    gettext_noop("never reassessed since %(day)s"),
    gettext_noop("last assessed %(weeks)s ago"),
    gettext_noop("was to be looked at again by %(day)s"),
    gettext_noop("access was denied or not attempted in %(kept_out)s of %(visits)s of the last 60 days"),
    gettext_noop("%(access)s when it was rated"),
    gettext_noop("no visit to the area is recorded for the last 60 days"),
    gettext_noop("; somebody of ours was last there on %(day)s"),
    gettext_noop("The rating is low as written; it rests on no access and is not to be read as low."),
    gettext_noop("nobody named"),
    gettext_noop("%(who)s with %(helpers)s"),
    gettext_noop("continuous"),
    gettext_noop("no day named"),
    gettext_noop("%(day)s, %(days)s ago"),
    gettext_noop("Nobody named"),
    gettext_noop("New threats"),
    gettext_noop("No new threat."),
    gettext_noop("Raised"),
    gettext_noop("None was raised."),
    gettext_noop("Lowered"),
    gettext_noop("None was lowered."),
    gettext_noop("Changed otherwise"),
    gettext_noop("Nothing else changed."),
    gettext_noop("Where nobody could see"),
    gettext_noop("No rating is known to rest on no access."),
    gettext_noop("Overdue actions"),
    gettext_noop("No action is overdue."),
    gettext_noop("Not reassessed"),
    gettext_noop("All were assessed within four weeks."),
    gettext_noop("Decisions needed"),
    gettext_noop("None that the records show."),
    gettext_noop("Closed since the last meeting"),
    gettext_noop("None was closed."),
    gettext_noop("Posture of the state: not known"),
    gettext_noop("State: %(posture)s"),
    gettext_noop("No open action"),
    gettext_noop("carried for %(weeks)s"),
    gettext_noop("answers: %(threats)s"),
    gettext_noop("%(heads)s versions stand side by side: which one holds?"),
    gettext_noop("No action answers it: who does what, by when?"),
    gettext_noop("The state was asked (%(answer)s): ask again, elsewhere, or act without?"),
    gettext_noop("It is done with forces of the state, of which the threat says: %(posture)s. Does it stay so?"),
    gettext_noop("Blocked: who can clear the way?"),
    gettext_noop("Overdue for four weeks or more: keep, change or drop?"),
    gettext_noop("Nobody is named: who does it?"),
)
"""What the week says, so that it is translated; `tests/web/test_week_on_pages.py` holds it complete."""


def counted(number: int, thing: str) -> str:
    """A number of days, weeks, visits, open actions, threats, actions."""
    words = {
        "day": ngettext("%(number)s day", "%(number)s days", number),
        "week": ngettext("%(number)s week", "%(number)s weeks", number),
        "visit": ngettext("%(number)s visit", "%(number)s visits", number),
        "open action": ngettext("%(number)s open action", "%(number)s open actions", number),
        "threat": ngettext("%(number)s threat", "%(number)s threats", number),
        "action": ngettext("%(number)s action", "%(number)s actions", number),
        "version": ngettext("%(number)s version", "%(number)s versions", number),
    }
    return words[thing] % {"number": number}


def _sentence(sentence: str) -> str:
    translate: Callable[[str], str] = gettext
    return translate(sentence)


READERS = Tongue(_sentence, counted, saying.label, saying.day)
"""The language of whoever reads the page."""
