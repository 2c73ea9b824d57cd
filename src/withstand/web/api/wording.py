"""What is wrong with what was sent, in the caller's language: from the sentences of those who read it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from withstand.errors import WithstandError
from withstand.ledger.errors import InvalidRecord, TwoPeople
from withstand.web.entering.told import told

_ENGLISH = "en"
_FORMS = (
    (
        r"Expected `?(?P<wanted>[^`,]+)`?, got `?(?P<given>[^`]+?)`?",
        gettext_noop("Give %(wanted)s here, not %(given)s."),
    ),
    (r"Expected `?\w+`? of (?:at least )?length >= (?P<least>\d+)", gettext_noop("Its length is %(least)s at least.")),
    (r"Expected `?\w+`? of length <= (?P<most>\d+)", gettext_noop("Its length is %(most)s at most.")),
    (r"Expected `?\w+`? >= (?P<least>-?\d+)", gettext_noop("Give %(least)s or more.")),
    (r"Expected `?\w+`? <= (?P<most>-?\d+)", gettext_noop("Give %(most)s or less.")),
    (r"(?:Integer value|Number|Timestamp is) out of range", gettext_noop("This number is out of range.")),
    (r"Invalid (?:enum )?value .*", gettext_noop("This word is none of those that can stand here.")),
    (r"Object missing required field `?(?P<name>[^`]+)`?", gettext_noop("%(name)s is needed.")),
    (r"Object contains unknown field `?(?P<name>[^`]+)`?", gettext_noop("There is no %(name)s here.")),
    (r"Invalid RFC3339 encoded .*", gettext_noop("Write a day as 2032-05-20.")),
    (r"Expected `?str`? matching regex .*", gettext_noop("It is not written as it must be.")),
    (r".* is not a term of the vocabulary (?P<name>\w+)", gettext_noop("It is no key of the vocabulary %(name)s.")),
    (r"is not a field of this kind", gettext_noop("This kind has no such field.")),
    (r"there is no such (?P<what>kind|link); there are: (?P<known>.*)", gettext_noop("There are: %(known)s.")),
    (r"it leads to a (?P<wanted>.*); .*", gettext_noop("This link leads to: %(wanted)s.")),
    (r".* is not a (?:classification|component|identifier)", gettext_noop("It is not a word or an id that is known.")),
    (r"record .* is a (?P<kind>\w+)", gettext_noop("This record is of the kind %(kind)s.")),
    (r"runs from -(?P<most>\d+) to .*", gettext_noop("It runs from -%(most)s to %(most)s degrees, in millionths.")),
)
_PATTERNS = tuple((re.compile(form, re.DOTALL), words) for form, words in _FORMS)
_SEVERAL = "; "


def plainly(sentence: str) -> str:
    """A sentence about something that was sent; in English where nobody translated it."""
    for form, words in _PATTERNS:
        if found := form.fullmatch(sentence):
            return str(_(words)) % found.groupdict()
    return told(sentence)


def named(sentence: str) -> str:
    """The field that a sentence is about beside where it stands; empty where it is that place itself."""
    found = re.fullmatch(r"Object (?:missing required|contains unknown) field `(.+)`", sentence)
    return found[1] if found else ""


def of_record(problem: InvalidRecord) -> tuple[str, list[Mapping[str, str]]]:
    """A record that does not fit, in one sentence, and field by field."""
    problems = [{"field": field, "problem": plainly(said)} for field, said in problem.problems]
    said = _SEVERAL.join(f"{one['field']}: {one['problem']}" if one["field"] else one["problem"] for one in problems)
    return f"{_('This cannot be saved')}: {said}", list(problems)


def in_language(problem: WithstandError, said: str) -> tuple[str, dict[str, str]]:
    """The sentence of a problem; where there is none in the caller's language, the English one as a member beside it.

    `said`: the sentence, in English or, where it was made for the caller, in the caller's language.
    """
    if isinstance(problem, TwoPeople):
        return str(_("This takes two people: see Acts of two.")), {}
    if not said or get_language() == _ENGLISH:
        return said, {}
    return "", {"in_english": said}
