"""The audit as two tables: what we responded to, and apart from it what the state acted on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from withstand.analysis.response.audit import Audit, Compared
from withstand.brief.obstruction.sheet import Sheet, Value
from withstand.vocabulary.sentences import said

BOOK = "response_words"
GROUPS = ("version", "perpetrator")
COUNTS = ("cases", "not_due", "responded", "turned_back", "none", "not_known", "share", "least", "most")
COMPARED = (
    "gap", "gap_low", "gap_high", "gap_least", "gap_most", "ratio", "ratio_low", "ratio_high", "p", "beyond",
    "smallest", "why",
)  # fmt: skip
STATE = ("cases", "acted", "none", "not_known", "least", "most")
IN_PARTS = ("share", "least", "most", "gap", "gap_low", "gap_high", "gap_least", "gap_most", "smallest")


@dataclass(frozen=True)
class Asked:
    """What the audit is of: who looks, cases of which days, up to which day, at which level of areas."""

    audience: str
    since: str
    until: str
    on: str
    level: str
    visits_only: bool = False

    @property
    def about(self) -> dict[str, object]:
        """For programs."""
        return dict(vars(self))


def response_sheet(audit: Audit, asked: Asked, language: str = "en") -> Sheet:
    """A row for each class in each version, the reference first."""
    rows = tuple(row for name, one in audit.versions.items() for row in _rows(name, one))
    by_area = next(iter(audit.versions.values())).by_area
    clusters = said(BOOK, "clusters_area" if by_area else "clusters_area_month", language)
    notes: tuple[tuple[str, Mapping[str, object]], ...] = (
        ("response_visits" if asked.visits_only else "response_how", {}),
        ("response_unknown", {}),
        ("response_compared", {"clusters": clusters}),
        ("response_reference", {}),
        ("seen_by", {"audience": asked.audience}),
    )
    about = asked.about | {"within_days": audit.within, "cases": audit.cases}
    return Sheet(
        "title_response", GROUPS, (*GROUPS, *COUNTS, *COMPARED), rows, notes, about, shares=IN_PARTS, book=BOOK
    )


def state_sheet(audit: Audit, asked: Asked) -> Sheet:
    """What the state acted on, by class."""
    rows = tuple(
        {"version": _VERSIONS[name], **{column: getattr(one, column) for column in ("perpetrator", *STATE)}}
        for name, found in audit.state.items()
        for one in found
    )
    notes: tuple[tuple[str, Mapping[str, object]], ...] = (("state_how", {}), ("seen_by", {"audience": asked.audience}))
    return Sheet("title_state", GROUPS, (*GROUPS, *STATE), rows, notes, asked.about, shares=IN_PARTS, book=BOOK)


_VERSIONS = {"perpetrator": "own", "with_partners": "with_partners"}


def _rows(name: str, of: Compared) -> Iterator[dict[str, Value]]:
    gaps = {one.perpetrator: one for one in of.gaps}
    paces = {one.perpetrator: one for one in of.paces}
    for share in of.shares:
        row: dict[str, Value] = {"version": _VERSIONS[name], "perpetrator": share.perpetrator}
        row |= {column: getattr(share, column) for column in COUNTS} | dict.fromkeys(COMPARED)
        gap, pace = gaps.get(share.perpetrator), paces.get(share.perpetrator)
        if gap is not None:
            row |= {"smallest": gap.smallest, "why": gap.why or None}
            row |= {"gap_least": gap.adjusted_least, "gap_most": gap.adjusted_most}
            if gap.adjusted is not None:
                row |= {"gap": gap.adjusted.estimate, "gap_low": gap.adjusted.low, "gap_high": gap.adjusted.high}
                row |= {"p": gap.holm, "beyond": "yes" if gap.beyond else "no"}
        if pace is not None and pace.ratio is not None:
            row |= {"ratio": pace.ratio.estimate, "ratio_low": pace.ratio.low, "ratio_high": pace.ratio.high}
        yield row
