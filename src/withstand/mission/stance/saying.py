"""What stance is in words, in four languages, from the vocabulary and leadership's own words for the three stances."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from withstand.analysis.stance.regions import REGIONS
from withstand.mission.stance.thresholds import DESPITE, Thresholds
from withstand.vocabulary.sentences import said
from withstand.vocabulary.terms import vocabulary

if TYPE_CHECKING:
    from withstand.analysis.stance.drivers import Driver
    from withstand.mission.stance.assessment import Assessment, Deeper, Sensitive, StancePicture
    from withstand.mission.stance.choices import Apart
    from withstand.mission.stance.fitted import Change, Score
    from withstand.mission.stance.flags import Flag
    from withstand.mission.stance.pointing import Reason, Shares

WORDS = "stance_words"
LITTLE = 0.1
"""Standard deviations by which an indicator moves an axis at the least to be said to speak for it or against it."""

_BOOKS = {"conduct": "conduct", "threat_source": "perpetrators"}


def word(key: str, language: str = "en", /, **about: object) -> str:
    """A sentence or a heading of stance."""
    return said(WORDS, key, language, **about)


def stance_word(stance: str | None, held: Thresholds, language: str = "en") -> str:
    """A stance in leadership's words; what is undetermined says what it is taken as."""
    if stance is None:
        return word("undetermined", language, stance=held.word(DESPITE, language))
    return held.word(stance, language)


def reason_said(reason: Reason, language: str = "en") -> str:
    """Why, in a sentence."""
    return word(reason.key, language, **_filled(reason.about, language))


def _filled(about: Mapping[str, object], language: str) -> dict[str, object]:
    filled = dict(about)
    for name, book in _BOOKS.items():
        if name in filled:
            filled[name] = _lower(vocabulary(book).label(str(filled[name]), language))
    return filled


def _lower(label: str) -> str:
    """A label inside a sentence; an abbreviation in capitals stays."""
    return (
        label
        if label[1:2].isupper() or label.startswith(("The UN", "L’ONU", "La ONU"))
        else label[:1].lower() + label[1:]
    )


def driver_said(driver: Driver, language: str = "en") -> str:
    """What an indicator does, in a sentence."""
    moves = [
        word(f"{axis}_{'up' if shift > 0 else 'down'}", language)
        for axis, shift in (("willingness", driver.willingness), ("ability", driver.ability))
        if abs(shift) >= LITTLE
    ]
    what = word(f"ind_{driver.indicator}", language)
    told = ", ".join(moves) or word("moves_little", language)
    return word("driver", language, what=what[:1].upper() + what[1:], number=driver.observed, moves=told)


def change_said(change: Change, language: str = "en") -> str:
    """What would change our mind."""
    comma = "، " if language == "ar" else ", "
    supposed = comma.join(
        word(f"supposed_{name}", language, number=number, of=of) for name, number, of in change.supposed
    )
    return word(
        "change", language, supposed=supposed, now=_percent(change.now.willing_able),
        unseen=_percent(change.unseen.willing_able), seen=_percent(change.seen.willing_able),
        now_unwilling=_percent(change.now.unwilling), seen_unwilling=_percent(change.seen.unwilling),
    )  # fmt: skip


def score_said(score: tuple[Score, Score], language: str = "en") -> str:
    """The transparent score."""
    willing, able = score
    return word(
        "score", language, willing=_signed(willing.value), willing_seen=willing.seen, able=_signed(able.value),
        able_seen=able.seen,
    )  # fmt: skip


def flag_said(flag: Flag, name: str, language: str = "en") -> str:
    """A flag, with whom it is about."""
    return f"{name}: {word(f'flag_{flag.what}', language, number=len(flag.records))}"


def sensitive_said(one: Assessment, others: Iterable[Sensitive], language: str = "en") -> str:
    """Where other thresholds would give another answer."""
    differ = [
        word(
            "sensitive_one", language, stance=stance_word(each.points_to, one.thresholds, language),
            kappa=f"{each.kappa:.2f}", sure=each.sure_percent,
        )
        for each in others
        if each.points_to != one.pointing.points_to
    ]  # fmt: skip
    return word("sensitive", language, others="; ".join(differ)) if differ else word("not_sensitive", language)


def apart_said(apart: Apart, held: Thresholds, language: str = "en") -> str:
    """A choice and evidence that points elsewhere."""
    return word(
        "apart", language, choice=held.word(apart.chosen.fields.choice, language),
        stance=held.word(apart.points_to, language), since=apart.since.isoformat(), weeks=apart.weeks,
    )  # fmt: skip


def shares_said(shares: Shares, language: str = "en") -> str:
    """The four shares in a row."""
    parts = shares.by_region
    return ", ".join(f"{_lower(word(name, language))} {_percent(parts[name])} %" for name in REGIONS)


def notes(read: StancePicture, audience: str, language: str = "en") -> Iterator[str]:
    """What the figures are and are not."""
    yield word("note_informs", language)
    yield word("note_versions", language)
    held = read.thresholds
    key, about = ("note_thresholds_set", {"day": held.since}) if held.record else ("note_thresholds_default", {})
    yield word(key, language, **about)
    if read.fitted.posterior is None:
        yield word(f"note_{read.fitted.why_not}", language)
    for key, number in (
        ("note_left_out", sum(read.sources.left_out.values())),
        ("note_unplaced", read.acts.unplaced),
        ("note_refuted", read.acts.refuted),
    ):
        if number:
            yield word(key, language, number=number)
    yield word("note_seen_by", language, audience=audience)


def deeper_said(read: StancePicture, one: Assessment, deeper: Deeper, language: str = "en") -> Iterator[str]:
    """Drivers, the score, what would change our mind, other thresholds, flags."""
    for driver in deeper.drivers:
        yield driver_said(driver, language)
    if deeper.unexposed:
        yield word("unexposed", language, number=deeper.unexposed)
    if deeper.score is not None:
        yield score_said(deeper.score, language)
    if deeper.change is not None:
        yield change_said(deeper.change, language)
    yield sensitive_said(one, deeper.sensitivity, language)
    for flag in deeper.flags:
        yield flag_said(flag, read.registry.actors[flag.actor].name, language)
    if deeper.flags:
        yield word("note_flags", language)


def _percent(share: float) -> int:
    return round(100 * share)


def _signed(value: float | None) -> str:
    return "–" if value is None else f"{value:+.1f}".replace("-", "−")
