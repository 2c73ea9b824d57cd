"""The audit in plain words: a few sentences a class, of which none says more than the records bear."""

from __future__ import annotations

from collections.abc import Iterator

from withstand.analysis.response.audit import OWN, WITH_PARTNERS, Audit, Compared
from withstand.analysis.response.cases import REFERENCE
from withstand.analysis.response.gaps import Gap, Share
from withstand.analysis.response.pace import Pace
from withstand.brief.papers.tongue import Tongue
from withstand.brief.response.tables import BOOK
from withstand.vocabulary.sentences import said
from withstand.vocabulary.terms import vocabulary


def card(audit: Audit, language: str = "en") -> tuple[str, ...]:
    """The sentences; the second version of who counts as the state only where it differs from the first."""
    if not audit.cases:
        return (said(BOOK, "no_cases", language),)
    own, wide = audit.versions[OWN], audit.versions[WITH_PARTNERS]
    found = list(_of(own, audit.within, language))
    if own.shares != wide.shares:
        found.append(said(BOOK, "card_partners", language))
        changed = {one.perpetrator for one in wide.shares if one not in own.shares}
        found += _of(wide, audit.within, language, only=changed)
    return tuple(found)


def _of(of: Compared, within: int, language: str, only: set[str] | None = None) -> Iterator[str]:
    gaps = {one.perpetrator: one for one in of.gaps}
    paces = {one.perpetrator: one for one in of.paces}
    for share in of.shares:
        if only is None or share.perpetrator in only:
            parts = [_shared(share, within, language)]
            if share.perpetrator in gaps:
                parts += _compared(gaps[share.perpetrator], language)
                parts += _paced(paces.get(share.perpetrator), language)
            yield " ".join(parts)


def _shared(one: Share, within: int, language: str) -> str:
    name = _name(one.perpetrator, language)
    if one.share is None:
        return said(
            BOOK, "card_share_none", language, perpetrator=name, cases=one.cases, days=within, lost=one.not_known
        )  # fmt: skip
    return said(
        BOOK, "card_share" if one.not_known else "card_share_all", language, perpetrator=name, days=within,
        share=_percent(one.share), responded=one.responded, known=one.known, none=one.none, lost=one.not_known,
        due=one.known + one.not_known, least=_percent(one.least), most=_percent(one.most),
    )  # fmt: skip


def _compared(one: Gap, language: str) -> Iterator[str]:
    reference = _name(REFERENCE, language)
    if one.adjusted is None:
        why = said(BOOK, one.why, language)
        key = "card_few" if one.smallest is not None else "card_few_any"
        yield said(BOOK, key, language, why=why, smallest=_points(one.smallest))
        return
    low, high = one.adjusted.low, one.adjusted.high
    if low < 0 < high:
        yield said(
            BOOK, "card_either", language, low=_points(-low), high=_points(high), reference=reference,
            smallest=_points(one.smallest),
        )  # fmt: skip
    else:
        less = one.adjusted.estimate < 0
        near, far = sorted((abs(low), abs(high)))
        yield said(
            BOOK, "card_less" if less else "card_more", language, points=_points(abs(one.adjusted.estimate)),
            low=_points(near), high=_points(far), reference=reference,
        )  # fmt: skip
    if one.beyond or not low < 0 < high:
        yield said(BOOK, "card_beyond" if one.beyond else "card_chance", language)
    if one.adjusted_least is not None:
        yield said(
            BOOK, "card_unknown", language, least=_points(one.adjusted_least), most=_points(one.adjusted_most)
        )  # fmt: skip


def _paced(one: Pace | None, language: str) -> Iterator[str]:
    if one is not None and one.ratio is not None:
        values = (one.ratio.estimate, one.ratio.low, one.ratio.high)
        at, low, high = (Tongue(language).decimal(float(f"{value:.2g}")) for value in values)
        yield said(BOOK, "card_pace", language, ratio=at, low=low, high=high)


def _name(perpetrator: str, language: str) -> str:
    terms = vocabulary("perpetrators").terms
    return terms[perpetrator].label(language) if perpetrator in terms else said(BOOK, perpetrator, language)


def _percent(share: float | None) -> str:
    return f"{100 * (share or 0.0):.0f}\N{NO-BREAK SPACE}%"


def _points(share: float | None) -> str:
    return f"{100 * (share or 0.0):.0f}".replace("-0", "0").replace("-", "\N{MINUS SIGN}")
