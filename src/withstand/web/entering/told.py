"""What the ledger says of a record that does not fit, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from withstand.errors import WithstandError
from withstand.ledger.errors import InvalidRecord, TwoPeople
from withstand.web.telling import in_words, sentence_of

KNOWN = (
    gettext_noop("is needed"),
    gettext_noop("write a day as 2032-05-20, or a month or a year: 2032-05, 2032"),
    gettext_noop("write a grade of A to F and 1 to 6, as B2"),
    gettext_noop("is not written as this field needs it"),
    gettext_noop("give latitude and longitude, or neither"),
    gettext_noop("name an area, a place, or a point"),
    gettext_noop("there is an end, so it is not ongoing; leave one of the two out"),
    gettext_noop("give at least one number, or leave the count out: unknown is not zero"),
    gettext_noop("say who answered, or leave the day out"),
    gettext_noop("say that it is done or partly done, or leave the day out"),
    gettext_noop("say why contact is safe again, or leave it paused"),
    gettext_noop("nobody answered, so there is neither a day nor an answerer: leave those out"),
    gettext_noop("say on which day people were told what came of it, and by which component"),
    gettext_noop("write what the principal says"),
    gettext_noop("say why somebody speaks with a superior"),
    gettext_noop("name an area only, without a site or a point"),
    gettext_noop("name a month or a year, not a day"),
    gettext_noop("say by what link it is a proxy, unknown if need be"),
    gettext_noop("say what this answer rests on, and what could not be checked"),
    gettext_noop("a criterion is rated twice: keep one of them"),
    gettext_noop("say what follows if the support is not given, for people there and for us"),
    gettext_noop("the level changed: name the verified mitigation that changes it"),
    gettext_noop("say which component verified it and when; the host’s report alone does not"),
    gettext_noop("an approval expires: say on which day"),
    gettext_noop("say why"),
    gettext_noop("a waiver has reasons, and the opinion against it"),
    gettext_noop("say what was delivered: item, quantity, unit"),
    gettext_noop("say what was seen; what could not be seen is not verified"),
    gettext_noop("say what is given at each step and what it takes"),
    gettext_noop("say how sure the rating is, or leave the rating out: unknown is not zero"),
    gettext_noop("this kind of case begins with a referral to care: say offered, made, declined or pending"),
    gettext_noop("this kind of case is kept without anything told of it: clear this text"),
    gettext_noop("this kind of case names no place below the second administrative level: keep the area only"),
)
_FITTING = (
    ("is not a day: write it as", gettext_noop("Write a whole day: 2032-05-20.")),
    ("is not a day of the calendar", gettext_noop("This day is not in the calendar.")),
    ("is before the start", gettext_noop("The end is before the start.")),
    ("they must not fall", gettext_noop("Least, best and most must not fall from one to the next.")),
    ("is not a term of", gettext_noop("Choose from the list.")),
    ("is before the decision", gettext_noop("This day is before the decision.")),
    ("a record holds at most", gettext_noop("This is too long. Shorten it.")),
    ("length <=", gettext_noop("This is too long. Shorten it.")),
    ("int` <=", gettext_noop("This number is too large.")),
    ("int <=", gettext_noop("This number is too large.")),
)


def told(sentence: str) -> str:
    """The sentence, translated; what is only known in English stays as it is."""
    if sentence in KNOWN:
        said = str(_(sentence))
        return said[:1].upper() + said[1:] + ("" if said.endswith(".") else ".")
    for part, words in _FITTING:
        if part in sentence:
            return str(_(words))
    said = in_words(sentence)
    return said[:1].upper() + said[1:] + ("" if said.endswith(".") else ".") if said != sentence else sentence


def told_problem(problem: WithstandError) -> str:
    """Why something was not saved, in one sentence."""
    if isinstance(problem, InvalidRecord):
        return " ".join(told(sentence) for _field, sentence in problem.problems)
    if isinstance(problem, TwoPeople):
        return str(_("This takes two people: see Acts of two."))
    return sentence_of(problem)
