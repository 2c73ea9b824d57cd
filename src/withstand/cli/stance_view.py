"""`withstand stance`: what it shows, for people and, piped, for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from withstand.brief.stance.sheets import RESTS_ON, StanceSheet, table_sheet
from withstand.brief.support.words import label, short
from withstand.cli.levels import finer_of, level_of
from withstand.cli.looking import actor, looking
from withstand.cli.opening import warn
from withstand.cli.request import LEVELS
from withstand.cli.stance_plain import (
    assessment_plain,
    consent_plain,
    thresholds_plain,
    whole_plain,
)
from withstand.cli.support_view import day_of
from withstand.cli.terminal import piped, print_json, print_table, say
from withstand.errors import InputError
from withstand.ledger.errors import NotFound
from withstand.mission.from_workspace import areas_of
from withstand.mission.stance.assessment import Assessment, StancePicture
from withstand.mission.stance.authorities import CLASS_PREFIX, OWN, Authority
from withstand.mission.stance.choices import Chosen
from withstand.mission.stance.recorded import HARM, OBSTRUCTED, Act
from withstand.mission.stance.saying import (
    apart_said,
    deeper_said,
    notes,
    reason_said,
    shares_said,
    stance_word,
    word,
)
from withstand.picture.picture import Picture
from withstand.vocabulary.terms import vocabulary
from withstand.workspace import Workspace

LANGUAGES = ("en", "fr", "es", "ar")


@dataclass(frozen=True)
class Asking:
    """The options that every question has."""

    folder: Path
    on: date | None
    level: str
    profile: str
    language: str
    out: Path | None
    known_at: datetime | None
    passphrase_file: Path | None

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            raise InputError(f"--language is {self.language!r}; it must be one of {', '.join(LANGUAGES)}.")
        if self.level and self.level not in LEVELS:
            raise InputError(f"--level is {self.level!r}; it must be {' or '.join(LEVELS)}.")

    @property
    def day(self) -> date:
        """The day asked about, else today in the mission's civil time."""
        return day_of(self.folder, datetime.combine(self.on, time()) if self.on else None)


@dataclass(frozen=True)
class Looking:
    """A picture, all that bears on stance in it, and the names of areas."""

    picture: Picture
    read: StancePicture
    names: Mapping[str, str]

    def authority(self, words: str) -> Authority:
        """An actor by its name or id, or a class by its key.

        Raises:
            NotFound: there is none, or there are several.
        """
        side = words.strip().removeprefix(CLASS_PREFIX)
        if side in vocabulary("perpetrators").terms:
            return self.read.registry.authority(f"{CLASS_PREFIX}{side}")
        return self.read.registry.authority(actor(self.picture, words))


def area_named(read: StancePicture, words: str) -> str:
    """The area that a code or a name stands for.

    Raises:
        InputError: there is none.
    """
    found = read.places.named(words)
    if not found:
        raise InputError(f"There is no area {words!r} at level {read.places.areas.level}: give its code or its name.")
    return found


@contextmanager
def looking_at(asking: Asking) -> Iterator[Looking]:
    with looking(asking.folder, asking.passphrase_file, asking.profile, asking.known_at) as picture:
        level = level_of(asking.folder, asking.level)
        areas = areas_of(Workspace(asking.folder), level)
        read = StancePicture.read(picture, areas, asking.day, finer_of(asking.folder, level))
        yield Looking(picture, read, areas.names(read.areas, asking.language))


def run_table(asking: Asking) -> None:
    """All areas and authorities."""
    with looking_at(asking) as found:
        rows = found.read.table()
        audience = found.picture.audience.name
        if asking.out is not None:
            write_file(found.picture, table_sheet(found.read, rows, found.names, audience, (asking.language,)), asking)
            return
        if piped():
            print_json(
                {
                    "as_of": found.read.day.isoformat(), "audience": audience,
                    "thresholds": thresholds_plain(found.read.thresholds),
                    "rows": [assessment_plain(one, found.names, asking.language) for one in rows],
                    "notes": list(notes(found.read, audience, asking.language)),
                }
            )  # fmt: skip
            return
        header = [
            word(key, asking.language) for key in ("area", "points_to", "chosen", "conduct", "observations", "why")
        ]
        lines = [_line(found, one, asking.language) for one in rows]
        print_table(word("title_table", asking.language), header, lines, left=len(header))
        say(*notes(found.read, audience, asking.language))


def _line(found: Looking, one: Assessment, language: str) -> list[str]:
    held = one.thresholds
    partners = ""
    if one.partners_matter:
        other = stance_word(one.pointing_with_partners.points_to, held, language)
        partners = f"\n{word('points_to_with_partners', language)}: {other}"
    chosen = "\n".join(dict.fromkeys(held.word(each.fields.choice, language) for each in one.standing))
    chosen += "".join(f"\n{word('apart_weeks', language)}: {each.weeks}" for each in one.apart[:1])
    chosen += f"\n{word('overdue', language)}" if one.overdue else ""
    return [
        f"{found.names.get(one.area, one.area)}\n{one.authority.label(language)}",
        stance_word(one.pointing.points_to, held, language) + partners,
        chosen or "–",
        vocabulary("conduct").label(one.conduct.word, language),
        "–" if one.shares is None else str(one.shares.observations),
        "\n".join(reason_said(each, language) for each in one.pointing.why[:2]),
    ]


def run_show(asking: Asking, words: str, area: str) -> None:
    """One authority in one area, or in each of its own."""
    with looking_at(asking) as found:
        authority = found.authority(words)
        if not area:
            _show_areas(asking, found, authority)
            return
        one = found.read.assess(authority, area_named(found.read, area))
        deeper = found.read.deeper(one)
        if piped():
            plain = whole_plain(found.read, one, deeper, found.names, asking.language)
            audience = found.picture.audience.name
            print_json(
                {"as_of": found.read.day.isoformat(), "audience": audience, **plain,
                 "notes": [*notes(found.read, audience, asking.language), word("note_timeline", asking.language)]}
            )  # fmt: skip
            return
        language = asking.language
        where = found.names.get(one.area, one.area)
        say(word("title_show", language, authority=authority.label(language), area=where, day=found.read.day))
        say(f"{word('points_to', language)}: {stance_word(one.pointing.points_to, one.thresholds, language)}")
        say(*(f"  {reason_said(each, language)}" for each in one.pointing.why))
        other = stance_word(one.pointing_with_partners.points_to, one.thresholds, language)
        say(f"{word('points_to_with_partners', language)}: {other}")
        say(*(apart_said(each, one.thresholds, language) for each in one.apart))
        say_choices(one.standing, one, language)
        if one.shares is not None:
            say(shares_said(one.shares, language))
            if one.mostly_prior:
                say(word("mostly_prior", language, number=one.shares.observations,
                         fewest=one.thresholds.fewest_observations))  # fmt: skip
        say(*deeper_said(found.read, one, deeper, language))
        acts = (*one.recorded.of(HARM), *one.recorded.of(OBSTRUCTED))
        if acts:
            _print_acts(acts, language)
        say(*notes(found.read, found.picture.audience.name, language))


def _show_areas(asking: Asking, found: Looking, authority: Authority) -> None:
    """The areas in which anything is known of an authority."""
    read, family = found.read, found.read.registry.family(authority)
    areas = {row.area for row in read.rows if row.authority.key == authority.key}
    areas |= set(read.registry.areas_of(authority.key, read.day))
    areas |= {
        area for area in read.acts.by_area if any(way == OWN for _, way in read.acts.counted(family, area, read.day))
    }
    areas |= {one.area for one in read.readings if any(family.holds(each, one.day) for each in one.actors)}
    areas |= {one.area or "" for one in read.choices.chosen if authority.key in one.authorities}
    rows = [read.assess(authority, area) for area in sorted(areas - {""})]
    if piped():
        print_json(
            {
                "as_of": read.day.isoformat(), "audience": found.picture.audience.name, "authority": authority.key,
                "rows": [assessment_plain(one, found.names, asking.language) for one in rows],
                "consent": consent_plain(read.consent(authority)),
                "notes": list(notes(read, found.picture.audience.name, asking.language)),
            }
        )  # fmt: skip
        return
    if not rows:
        warn(
            f"Nothing is recorded of {authority.label()} in any area, as far as {found.picture.audience.name} may see."
        )
        return
    header = [word(key, asking.language) for key in ("area", "points_to", "chosen", "conduct", "observations", "why")]
    print_table("", header, [_line(found, one, asking.language) for one in rows], left=len(header))
    say(*notes(read, found.picture.audience.name, asking.language))


def _print_acts(acts: Sequence[Act], language: str) -> None:
    books = {HARM: "violations", OBSTRUCTED: "obstructions"}
    rows = [
        [
            word(one.kind, language), _act_word(books[one.kind], one.what, language),
            one.when.start if one.when else word("not_known", language), one.grade or "–", short(one.record),
        ]
        for one in acts
    ]  # fmt: skip
    print_table("", ["", "", "", "", word("record", language)], rows, left=5)


def _act_word(book: str, key: str, language: str) -> str:
    for name in (book, "reprisal_types"):
        if key in vocabulary(name).terms:
            return vocabulary(name).label(key, language)
    return key


def say_choices(chosen: Sequence[Chosen], one: Assessment, language: str) -> None:
    if not chosen:
        say(f"{word('chosen', language)}: {word('nothing_chosen', language)}")
    for each in chosen:
        fields = each.fields
        say(
            f"{word('chosen', language)}: {one.thresholds.word(fields.choice, language)}: {fields.matter} "
            f"({word(each.state, language)}, {fields.when.start}, {fields.decided_by}, {short(each.record)})"
        )
        if each.overdue:
            say(word("review_overdue", language, matter=fields.matter, day=fields.review_by))
        say(*(f"  {label('components', other.by)}: {other.opinion}" for other in fields.dissent))


def write_file(picture: Picture, sheet: StanceSheet, asking: Asking) -> None:
    from withstand.brief.obstruction.writing import write_sheet

    if asking.out is None:
        raise NotFound("No file was named.")
    about, receipt = write_sheet(picture, sheet, asking.out, asking.language, RESTS_ON, "stance")
    if not receipt:
        warn("the workspace is read-only: the ledger keeps no receipt of this file; note by hand who gets it")
    if piped():
        print_json({"file": str(asking.out), "receipt": receipt, "manifest": about.plain()})
    else:
        say(f"{asking.out}: {about.classification.replace('_', ' ')}, for {about.audience}; {len(sheet.rows)} rows.")
