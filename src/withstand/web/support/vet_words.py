"""The sentences of a vetting in the reader's language: gaps, the command line, like requests, ladders."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from withstand.inducement.gaps import Gap
from withstand.inducement.ladder import LadderStanding
from withstand.inducement.line import Member
from withstand.inducement.outcomes import ReferenceClass
from withstand.web.records import saying


def _day(day: date | None) -> str:
    return saying.day(day.isoformat()) if day else "–"


def gap_words(gap: Gap) -> str:
    """What is not known, in a sentence."""
    about = {"number": gap.number, "since": _day(gap.since), "about": saying.isolated(gap.about)}
    return _GAPS[gap.gap](gap.number) % about


def _never_seen(_number: int) -> str:
    return _("Nobody of ours is recorded to have seen this unit. What is not recorded says nothing of its acts.")


def _long_unseen(_number: int) -> str:
    return _("It was last seen on %(since)s, %(number)s days ago.")


def _kept_out(number: int) -> str:
    return ngettext(
        "%(number)s time our people were kept out or did not try; on %(since)s.",
        "%(number)s times our people were kept out or did not try; the last time on %(since)s.",
        number,
    )


def _access_unknown(number: int) -> str:
    return ngettext(
        "Of %(number)s visit it is not known what could be seen; on %(since)s.",
        "Of %(number)s visits it is not known what could be seen; the last on %(since)s.",
        number,
    )


def _no_position(_number: int) -> str:
    return _("Nobody has recorded where it is based or operates.")


def _unattributed(number: int) -> str:
    return ngettext(
        "%(number)s incident recorded in %(about)s within a year is not linked to it; who did it may be unknown.",
        "%(number)s incidents recorded in %(about)s within a year are not linked to it; who did them may be unknown.",
        number,
    )


def _no_line(_number: int) -> str:
    return _("Nobody has recorded who commands it, or whom it commands.")


def _line_uncertain(number: int) -> str:
    return ngettext(
        "%(number)s actor may stand in its command line now: the claim has no end, or no exact days.",
        "%(number)s actors may stand in its command line now: the claims have no end, or no exact days.",
        number,
    )


def _line_cut(number: int) -> str:
    return ngettext(
        "%(number)s relation cannot be read to both ends here: the command line may be longer.",
        "%(number)s relations cannot be read to both ends here: the command line may be longer.",
        number,
    )


def _conflicts(number: int) -> str:
    return ngettext(
        "%(number)s record has versions that stand beside each other: a person must settle them.",
        "%(number)s records have versions that stand beside each other: a person must settle them.",
        number,
    )


def _newer(number: int) -> str:
    return ngettext(
        "%(number)s record was written by a newer program and is not counted.",
        "%(number)s records were written by a newer program and are not counted.",
        number,
    )


_GAPS: Mapping[str, Callable[[int], str]] = MappingProxyType(
    {
        "never_seen": _never_seen,
        "long_unseen": _long_unseen,
        "kept_out": _kept_out,
        "access_unknown": _access_unknown,
        "no_position": _no_position,
        "unattributed": _unattributed,
        "no_line": _no_line,
        "line_uncertain": _line_uncertain,
        "line_cut": _line_cut,
        "conflicts": _conflicts,
        "newer": _newer,
    }
)


def tie_words(member: Member) -> str:
    """By which claims an actor stands in the line."""
    valid = saying.span(member.tie.valid) if member.tie.valid else "–"
    said = f"{saying.label('relation_types', member.tie.type)}, {valid}"
    if member.steps == 1:
        return said
    away = ngettext("%(number)s step away", "%(number)s steps away", member.steps) % {"number": member.steps}
    return f"{said}, {away}"


def like_words(like: ReferenceClass) -> tuple[str, ...]:
    """The counts of like requests, with what like means."""
    book, _space, kind = like.recipient_type.partition(" ")
    about = {"support": saying.label("support_types", like.support), "type": saying.label(book, kind) if kind else "–"}
    means = _(
        "Like means: the same support (%(support)s) to a recipient of the same type (%(type)s), its own left out."
    )
    if not like.requests:
        return (_("No other request like it is recorded here, as far as you may see."), means % about)
    parts = [f"{saying.label('support_actions', key)} {number}" for key, number in like.decided]
    parts += [_("not decided %(number)s") % {"number": like.open}] if like.open else []
    counted = ngettext(
        "Of %(number)s like request: %(parts)s.", "Of %(number)s like requests: %(parts)s.", like.requests
    )
    said = [counted % {"number": like.requests, "parts": ", ".join(parts)}]
    if like.approved:
        later = ", ".join(f"{saying.label('support_actions', key)} {number}" for key, number in like.followed)
        words = {"number": like.approved, "later": later or _("no further step")}
        said.append(_("Of the %(number)s approved, later: %(later)s.") % words)
    chances = _("These are counts, not chances: nothing is seen of support that was refused.")
    return (*said, means % about, chances)


def ladder_words(one: LadderStanding) -> tuple[str, ...]:
    """Where a recipient stands, what it must still show, and how it is monitored."""
    fields = one.ladder.fields
    months = {"since": _day(one.since), "months": one.months, "seen": one.seen}
    said = [
        _("%(reached)s of %(rungs)s rungs reached.") % {"reached": one.reached, "rungs": len(fields.rungs)},
        _(
            "Whole months without a recorded grave case since %(since)s: %(months)s; in %(seen)s of them somebody "
            "could look, and only these count."
        )
        % months,
    ]
    if one.next is not None:
        lacks = [saying.label("good_conduct", key) for key in one.must_show]
        if one.months_lacking:
            words = ngettext(
                "%(number)s more month seen without a grave case",
                "%(number)s more months seen without a grave case",
                one.months_lacking,
            )
            lacks.append(words % {"number": one.months_lacking})
        gives = saying.label("support_types", one.next.gives)
        shown = ", ".join(lacks) or _("nothing more")
        said.append(_("Next: %(gives)s. Still to be shown: %(lacks)s.") % {"gives": gives, "lacks": shown})
    form, floor = (saying.label("monitoring_forms", key) for key in (one.monitoring, fields.floor))
    said.append(_("Form of monitoring: %(form)s; never looser than: %(floor)s.") % {"form": form, "floor": floor})
    return tuple(said)
