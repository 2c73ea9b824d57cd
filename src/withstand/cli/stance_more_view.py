"""`withstand stance history`, `consent`, `conduct show`, `thresholds show`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from withstand.brief.stance.sheets import consent_sheet
from withstand.cli.looking import looking
from withstand.cli.opening import warn
from withstand.cli.stance_plain import chosen_plain, conduct_plain, consent_plain, thresholds_plain, timeline_plain
from withstand.cli.stance_view import Asking, Looking, area_named, looking_at, say_choices, write_file
from withstand.cli.terminal import piped, print_json, print_table, say
from withstand.ledger.fields import last_day
from withstand.mission.stance.assessment import Assessment
from withstand.mission.stance.choices import stood
from withstand.mission.stance.saying import apart_said, stance_word, word
from withstand.mission.stance.thresholds import NUMBERS, thresholds
from withstand.vocabulary.terms import vocabulary


def run_history(asking: Asking, words: str, area: str) -> None:
    """Choices beside what the evidence pointed to."""
    with looking_at(asking) as found:
        authority = found.authority(words)
        one = found.read.assess(authority, area_named(found.read, area))
        language = asking.language
        if piped():
            print_json(
                {
                    "as_of": found.read.day.isoformat(), "authority": authority.key, "area": one.area,
                    "choices": [chosen_plain(each) for each in (*one.standing, *one.past)],
                    "timeline": timeline_plain(one), "notes": [word("note_timeline", language)],
                }
            )  # fmt: skip
            return
        held = one.thresholds
        rows = [
            [
                month,
                stance_word(points_to, held, language),
                _chosen_in(month, one, found.read.day, language),
            ]
            for month, points_to in one.timeline
        ]
        header = [word(key, language) for key in ("month", "points_to", "chosen")]
        print_table(word("title_history", language), header, rows, left=3)
        say_choices((*one.standing, *one.past), one, language)
        say(*(apart_said(each, held, language) for each in one.apart), word("note_timeline", language))


def _chosen_in(month: str, one: Assessment, day: date, language: str) -> str:
    """The choices that held at the end of a month, or on the day that is asked about."""
    held = stood((*one.standing, *one.past), min(last_day(month), day))
    return ", ".join(dict.fromkeys(one.thresholds.word(each.fields.choice, language) for each in held)) or "–"


def run_consent(asking: Asking, words: str, area: str) -> None:
    """The vector of consent."""
    with looking_at(asking) as found:
        authority, language = found.authority(words), asking.language
        whole = found.read.consent(authority)
        chosen = whole if not area else type(whole)(whole.at(area_named(found.read, area)))
        audience = found.picture.audience.name
        if asking.out is not None:
            write_file(found.picture, consent_sheet(found.read, chosen, found.names, audience, (language,)), asking)
            return
        if piped():
            print_json(
                {"as_of": found.read.day.isoformat(), "audience": audience, "authority": authority.key,
                 **consent_plain(chosen), "notes": [word("note_consent", language)]}
            )  # fmt: skip
            return
        if not chosen.elements:
            warn(f"Nobody has read the consent of {authority.label()}, as far as {audience} may see.")
            return
        sheet = consent_sheet(found.read, chosen, found.names, audience, (language,))
        lines = [["–" if cell is None else str(cell) for cell in line] for line in sheet.lines(language)]
        print_table(sheet.headline(language), [sheet.heading(key, language) for key in sheet.columns], lines, left=7)
        rows = [
            [
                vocabulary("consent_levels").label(each.level, language),
                vocabulary("consent_activities").label(each.activity, language),
                "\n".join(
                    f"{vocabulary('consent_quality').label(said, language)}: {_areas(found, areas, language)}"
                    for said, areas in each.areas
                )
                or vocabulary("consent_quality").label("unknown", language),
                ", ".join(vocabulary("trends").label(trend, language) for trend in each.trends) or "–",
            ]
            for each in chosen.derived
        ]
        header = [word(key, language) for key in ("level", "activity", "quality", "trend")]
        print_table(word("title_derived", language), header, rows, left=4)
        say(*sheet.sentences(language))


def _areas(found: Looking, areas: Sequence[str], language: str) -> str:
    return ", ".join(found.names.get(area, area) if area else word("everywhere", language) for area in areas)


def run_conduct(asking: Asking, words: str, area: str) -> None:
    """What is observed."""
    with looking_at(asking) as found:
        authority, language = found.authority(words), asking.language
        one = found.read.assess(authority, area_named(found.read, area))
        if piped():
            print_json(
                {"as_of": found.read.day.isoformat(), "authority": authority.key, "area": one.area,
                 "conduct": one.conduct.word, "observed": conduct_plain(one.conduct)}
            )  # fmt: skip
            return
        if not one.conduct.observed:
            warn(word("conduct_unknown"))
            return
        rows = [
            [
                vocabulary("perpetrators").label(each.threat_source, language),
                vocabulary("conduct").label(each.conduct, language),
                str(each.age),
                "\n".join(
                    f"{vocabulary('components').label(who, language)}: {vocabulary('conduct').label(said, language)}"
                    for who, said, _ in each.words
                )
                or "–",
            ]
            for each in one.conduct.observed
        ]
        header = [word(key, language) for key in ("threat_source", "conduct", "age", "component")]
        print_table(word("title_conduct", language), header, rows, left=4)


def run_thresholds(asking: Asking) -> None:
    """The thresholds in force."""
    with looking(asking.folder, asking.passphrase_file, asking.profile, asking.known_at) as picture:
        held = thresholds(picture, asking.day)
        if piped():
            print_json({"on": asking.day.isoformat(), **thresholds_plain(held)})
            return
        rows = [[vocabulary("fields").label(name, asking.language), str(getattr(held, name))] for name in NUMBERS]
        rows += [[vocabulary("stances").label(key, asking.language), held.word(key, asking.language)]
                 for key in vocabulary("stances").terms]  # fmt: skip
        print_table("", ["", ""], rows, left=1)
        set_on = word("note_thresholds_set", asking.language, day=held.since)
        say(set_on if held.record else word("note_thresholds_default", asking.language))
