"""Stance by area and authority, and consent, as sheets of a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from withstand.actors.records import KINDS as ACTOR_KINDS
from withstand.brief.obstruction.sheet import Sheet, Value
from withstand.dialogue.records import COMMITMENT
from withstand.evidence.presence import PRESENCE
from withstand.evidence.records import ALERT, INCIDENT, OBSTRUCTION, REPRISAL, VISIT
from withstand.mission.stance.assessment import Assessment, StancePicture
from withstand.mission.stance.consent import Consent
from withstand.mission.stance.recorded import HARM, OBSTRUCTED
from withstand.mission.stance.saying import WORDS, notes, reason_said, stance_word, word
from withstand.mission.stance.thresholds import Thresholds
from withstand.mission.stance_records import KINDS as STANCE_KINDS
from withstand.vocabulary.terms import vocabulary

RESTS_ON = (
    INCIDENT, OBSTRUCTION, REPRISAL, VISIT, ALERT, PRESENCE, COMMITMENT, *STANCE_KINDS,
    *(kind for kind in ACTOR_KINDS if kind.word in ("Unit", "Office", "Group", "Relation", "Positioning")),
)  # fmt: skip
SHARES = ("willing_able", "willing_unable", "able_unwilling", "neither")
TABLE = (
    "area", "authority", "points_to", "points_to_with_partners", "chosen", "apart_weeks", "review_by", "conduct",
    "disagree", *SHARES, "observations", "mostly_prior_column", "harm", "harm_graded_column", "obstruction", "may_be",
    "partners", "unattributed", "why",
)  # fmt: skip
CONSENT = ("level", "activity", "area", "quality", "disagree", "trend", "component", "age")
_BOOKS = {
    "conduct": "conduct", "level": "consent_levels", "activity": "consent_activities", "quality": "consent_quality",
    "trend": "trends", "component": "components", "disagree": "yes_no", "mostly_prior_column": "yes_no",
}  # fmt: skip


@dataclass(frozen=True)
class StanceSheet(Sheet):
    """A table in the words of stance, with the words that leadership chose; `said` are notes by language."""

    held: Thresholds = field(default_factory=Thresholds)
    said: Mapping[str, tuple[str, ...]] | None = None
    why: Mapping[str, Sequence[str]] | None = None

    def heading(self, column: str, language: str = "en") -> str:
        """A column's heading in words."""
        return word(column, language)

    def headline(self, language: str = "en") -> str:
        """The title in words."""
        return word(self.title, language)

    def sentences(self, language: str = "en") -> tuple[str, ...]:
        """What the figures are and are not."""
        return (self.said or {}).get(language, ())

    def cell(self, column: str, value: Value, language: str = "en") -> Value:
        """A value with codes in words."""
        if column in ("points_to", "points_to_with_partners"):
            return stance_word(str(value) if value else None, self.held, language)
        if value is None or value == "":
            return None
        if column == "chosen":
            return ", ".join(self.held.word(one, language) for one in str(value).split(" "))
        if column in _BOOKS:
            return ", ".join(vocabulary(_BOOKS[column]).label(one, language) for one in str(value).split(" "))
        if column == "area":
            return (self.areas or {}).get(str(value), str(value))
        if column == "why":
            return " ".join((self.why or {}).get(f"{value} {language}", ()))
        return value


def table_sheet(
    read: StancePicture, found: Sequence[Assessment], areas: Mapping[str, str], audience: str, languages: Iterable[str]
) -> StanceSheet:
    """All areas and authorities."""
    spoken = tuple(languages)
    rows = tuple(_row(one, number) for number, one in enumerate(found))
    why = {
        f"{number} {language}": tuple(reason_said(each, language) for each in one.pointing.why)
        for number, one in enumerate(found)
        for language in spoken
    }
    return StanceSheet(
        "title_table", ("area", "authority"), TABLE, rows, (), {"as_of": read.day.isoformat(), "audience": audience},
        None, areas, SHARES, WORDS, read.thresholds, {one: tuple(notes(read, audience, one)) for one in spoken}, why,
    )  # fmt: skip


def _row(one: Assessment, number: int) -> dict[str, Value]:
    shares = one.shares.by_region if one.shares else dict.fromkeys(SHARES)
    graded = one.recorded.of(HARM, graded=True)
    return {
        "area": one.area,
        "authority": one.authority.label(),
        "points_to": one.pointing.points_to,
        "points_to_with_partners": one.pointing_with_partners.points_to,
        "chosen": " ".join(dict.fromkeys(each.fields.choice for each in one.standing)) or None,
        "apart_weeks": max((each.weeks for each in one.apart), default=None),
        "review_by": min((each.fields.review_by for each in one.standing), default=None),
        "conduct": one.conduct.word,
        "disagree": "yes" if one.conduct.disagree else "no",
        **shares,
        "observations": one.shares.observations if one.shares else None,
        "mostly_prior_column": None if one.shares is None else "yes" if one.mostly_prior else "no",
        "harm": len(one.recorded.of(HARM)),
        "harm_graded_column": len(graded),
        "obstruction": len(one.recorded.of(OBSTRUCTED)),
        "may_be": len(one.recorded.possible),
        "partners": len(one.recorded.partners),
        "unattributed": one.recorded.unattributed,
        "why": str(number),
    }


def consent_sheet(
    read: StancePicture, found: Consent, areas: Mapping[str, str], audience: str, languages: Iterable[str]
) -> StanceSheet:
    """The vector: a row for each component's newest word."""
    said = {
        one: (word("note_consent", one), word("note_seen_by", one, audience=audience)) for one in languages
    }  # fmt: skip
    return StanceSheet(
        "title_consent", ("level", "activity", "area"), CONSENT, tuple(_elements(found)), (),
        {"as_of": read.day.isoformat(), "audience": audience}, None, areas, (), WORDS, read.thresholds, said,
    )  # fmt: skip


def _elements(found: Consent) -> Iterator[dict[str, Value]]:
    for element in found.elements:
        for each in element.words:
            yield {
                "level": element.level, "activity": element.activity, "area": element.area or None,
                "quality": each.quality, "disagree": "yes" if element.disagree else "no", "trend": each.trend,
                "component": each.component, "age": each.age,
            }  # fmt: skip
