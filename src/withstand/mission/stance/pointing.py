"""What the evidence points to, with, despite or against, and why: pure, from records, observed conduct and a posterior.

*With* must be established: willing and able are seen and no graded record of harm, nor a pattern of obstruction, stands
against it. *Against* is shown by records, never by a probability alone. All else is *despite*; where nothing is
established either way it is undetermined, which is taken as *despite* and never as an established partner.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from withstand.analysis.stance.regions import ABLE_UNWILLING, NEITHER, WILLING_ABLE, WILLING_UNABLE
from withstand.mission.stance.observed import PROTECTING, UNKNOWN, Conduct
from withstand.mission.stance.recorded import HARM, OBSTRUCTED, Act, Recorded
from withstand.mission.stance.thresholds import AGAINST, DESPITE, WITH, Thresholds

TWO = 2
"""Components that must have seen protection where no posterior says anything."""


@dataclass(frozen=True)
class Shares:
    """A posterior's shares of the four regions (0 to 1), and on how many observations of the window it rests."""

    willing_able: float
    willing_unable: float
    able_unwilling: float
    neither: float
    observations: int

    @property
    def by_region(self) -> dict[str, float]:
        """The shares by region."""
        return {
            WILLING_ABLE: self.willing_able, WILLING_UNABLE: self.willing_unable,
            ABLE_UNWILLING: self.able_unwilling, NEITHER: self.neither,
        }  # fmt: skip

    @property
    def unwilling(self) -> float:
        """The share in which willingness is absent."""
        return self.able_unwilling + self.neither

    @property
    def unable(self) -> float:
        """The share in which ability is absent."""
        return self.willing_unable + self.neither

    def speaks(self, held: Thresholds) -> bool:
        """Whether it rests on enough observations; else it is mostly prior and says nothing."""
        return self.observations >= held.fewest_observations

    def region(self, held: Thresholds) -> str:
        """The region that is sure; empty where none is, or where it is mostly prior."""
        name, share = max(self.by_region.items(), key=lambda one: one[1])
        return name if self.speaks(held) and share >= held.sure else ""


@dataclass(frozen=True)
class Reason:
    """Why: the key of a sentence (`stance_words`), what fills its places, and the records that it rests on."""

    key: str
    about: Mapping[str, object] = field(default_factory=dict)
    records: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pointing:
    """Where the evidence points. `points_to` is None where nothing is established: `stance` is then despite.

    `why` says what it rests on; `lacking` what *with* would still need.
    """

    points_to: str | None
    why: tuple[Reason, ...]
    lacking: tuple[Reason, ...]

    @property
    def stance(self) -> str:
        """The stance that it points to; undetermined is despite."""
        return self.points_to or DESPITE

    @property
    def undetermined(self) -> bool:
        """Whether nothing is established."""
        return self.points_to is None


def pointing(recorded: Recorded, conduct: Conduct, shares: Shares | None, held: Thresholds) -> Pointing:
    """What records of the window, observed conduct and, where there is one, a posterior point to."""
    lacking = tuple(_lacking(recorded, conduct, shares, held))
    against = tuple(_against(recorded, conduct, shares, held))
    if against:
        return Pointing(AGAINST, against, lacking)
    if not lacking:
        return Pointing(WITH, tuple(_established(conduct, shares, held)), ())
    shown = tuple(one for one in lacking if one.key in _SHOWN)
    return Pointing(DESPITE, shown, lacking) if shown else Pointing(None, lacking, lacking)


_SHOWN = frozenset(
    {"harm_graded", "obstruction_systematic", "may_be_harm", "conduct_other", "posterior_unwilling", "posterior_unable"}
)  # fmt: skip
"""What shows that *with* is not established, beside what is only not known."""


def systematic(acts: tuple[Act, ...], held: Thresholds) -> bool:
    """Whether acts of the window are a pattern: as many as the threshold, or one that is recorded as repeated."""
    return len(acts) >= held.systematic_from or any(one.repeated for one in acts)


def _against(recorded: Recorded, conduct: Conduct, shares: Shares | None, held: Thresholds) -> Iterator[Reason]:
    """Each alone is enough, and each rests on records."""
    harm, graded, denied = recorded.of(HARM), recorded.of(HARM, graded=True), recorded.of(OBSTRUCTED)
    grave = tuple(one for one in graded if one.grave)
    if grave:
        yield Reason("against_grave", {"number": len(grave)}, _records(grave))
    if len(graded) >= held.systematic_from:
        yield Reason("against_harm_pattern", {"number": len(graded), "months": held.window_months}, _records(graded))
    if systematic(denied, held):
        yield Reason("against_obstruction", {"number": len(denied), "months": held.window_months}, _records(denied))
    for seen in conduct.fresh:
        shown = {word for _, word, _ in seen.words}
        if "harming" in shown and harm:
            yield Reason("against_seen_harming", {"number": len(harm)}, (*seen.records[:1], *_records(harm)))
        if "obstructing" in shown and denied:
            yield Reason("against_seen_obstructing", {"number": len(denied)}, (*seen.records[:1], *_records(denied)))
    acts = (*harm, *denied)
    if acts and shares is not None and shares.speaks(held) and shares.unwilling >= held.sure:
        yield Reason(
            "against_unwilling", {"percent": round(100 * shares.unwilling), "number": len(acts)}, _records(acts)
        )


def _lacking(recorded: Recorded, conduct: Conduct, shares: Shares | None, held: Thresholds) -> Iterator[Reason]:
    """What keeps *with* from being established; nothing where it is."""
    graded, denied = recorded.of(HARM, graded=True), recorded.of(OBSTRUCTED)
    if graded:
        yield Reason("harm_graded", {"number": len(graded), "months": held.window_months}, _records(graded))
    if systematic(denied, held):
        yield Reason("obstruction_systematic", {"number": len(denied), "months": held.window_months}, _records(denied))
    if may := recorded.may_be(HARM):
        yield Reason("may_be_harm", {"number": len(may), "months": held.window_months}, _records(may))
    yield from _unseen(conduct)
    yield from _unsure(conduct, shares, held)


def _unseen(conduct: Conduct) -> Iterator[Reason]:
    """What observed conduct lacks: a word that is known and fresh, that all are of protection, that nobody differs."""
    if not conduct.fresh:
        yield Reason("conduct_old" if _ever(conduct) else "conduct_unknown", records=conduct.records[:1])
    for seen in conduct.observed:
        words = {word for _, word, _ in seen.words if word != UNKNOWN}
        if seen.disagree:
            yield Reason("conduct_disagrees", {"threat_source": seen.threat_source}, seen.records)
        elif words - {PROTECTING}:
            (word,) = words
            yield Reason("conduct_other", {"conduct": word, "threat_source": seen.threat_source}, seen.records[:1])
        elif words and seen.conduct == UNKNOWN:
            yield Reason("conduct_now_unknown", {"threat_source": seen.threat_source}, seen.records[:1])


def _ever(conduct: Conduct) -> bool:
    return any(one.conduct != UNKNOWN for one in conduct.observed)


def _unsure(conduct: Conduct, shares: Shares | None, held: Thresholds) -> Iterator[Reason]:
    if shares is None or not shares.speaks(held):
        if len(conduct.components) < TWO:
            number = 0 if shares is None else shares.observations
            yield Reason("mostly_prior", {"number": number, "fewest": held.fewest_observations})
        return
    region = shares.region(held)
    if shares.unwilling >= held.sure:
        yield Reason("posterior_unwilling", {"percent": round(100 * shares.unwilling)})
    elif shares.unable >= held.sure:
        yield Reason("posterior_unable", {"percent": round(100 * shares.unable)})
    elif not region:
        most = round(100 * max(shares.by_region.values()))
        yield Reason("posterior_undetermined", {"percent": most, "sure": held.sure_percent})


def _established(conduct: Conduct, shares: Shares | None, held: Thresholds) -> Iterator[Reason]:
    records = tuple(record for one in conduct.fresh for record in one.records[:1])
    yield Reason("with_seen", {"number": len(conduct.components)}, records)
    if shares is not None and shares.speaks(held):
        yield Reason("with_posterior", {"percent": round(100 * shares.willing_able), "number": shares.observations})
    yield Reason("with_no_record", {})


def _records(acts: tuple[Act, ...]) -> tuple[str, ...]:
    return tuple(one.record for one in acts)
