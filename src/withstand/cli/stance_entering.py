"""`withstand stance choose`, `take-back`, `conduct enter`, `thresholds set`: what is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import msgspec

from withstand.cli.clearing import cleared
from withstand.cli.fields_in import fields_from
from withstand.cli.levels import finer_of, level_of
from withstand.cli.looking import actor, named
from withstand.cli.opening import today
from withstand.cli.record_commands import author_of
from withstand.cli.stance_view import area_named
from withstand.cli.terminal import piped, print_json, say
from withstand.errors import InputError
from withstand.installation.opening import Opened
from withstand.installation.presets import with_retention
from withstand.ledger.fields import Fields
from withstand.ledger.journal import Draft, LinkTo, Saved, append
from withstand.ledger.kinds import Kind
from withstand.mission.from_workspace import areas_of
from withstand.mission.stance.assessment import StancePicture
from withstand.mission.stance.choosing import as_known, must_rest_on_records
from withstand.mission.stance.saying import stance_word
from withstand.mission.stance.taking_back import taking_back
from withstand.mission.stance.thresholds import NUMBERS, thresholds
from withstand.mission.stance_records import OBSERVED_CONDUCT, STANCE, STANCE_THRESHOLDS
from withstand.picture.audience import HOLDER
from withstand.picture.names import known_names
from withstand.picture.picture import Picture
from withstand.vocabulary.terms import vocabulary
from withstand.workspace import Workspace


@dataclass(frozen=True)
class Saving:
    """How restricted a record is, why findings of the scan are kept, who writes."""

    classification: str
    compartments: tuple[str, ...]
    keep_text: str
    author: str


@dataclass(frozen=True)
class Choosing:
    """What `choose` was asked."""

    authority: str
    choice: str
    matter: str
    issue: str
    area: str
    when: str
    component: str
    by_role: str
    decided_by: str
    reasons: str
    review_by: str
    dissent: tuple[str, ...]
    rests_on: tuple[str, ...]
    replaces: tuple[str, ...]
    level: str


def run_choose(opened: Opened, folder: Path, asked: Choosing, saving: Saving) -> None:
    """Record a choice.

    Raises:
        NotChosen, NotFound, InputError, InvalidRecord: nothing was saved.
    """
    if asked.choice not in vocabulary("stances").terms:
        raise InputError(f"The choice is {asked.choice!r}; it must be one of {', '.join(vocabulary('stances').terms)}.")
    picture, day = Picture(opened.ledger, HOLDER), date.fromisoformat(today(opened))
    who = actor(picture, asked.authority)
    level = level_of(folder, asked.level)
    read = StancePicture.read(picture, areas_of(Workspace(folder), level), day, finer_of(folder, level))
    authority = read.registry.authority(who)
    rests_on = [named(picture, one) for one in asked.rests_on]
    must_rest_on_records(read, authority, asked.choice, rests_on)
    area = area_named(read, asked.area) if asked.area else ""
    known = as_known(read, authority, area)
    words = [
        f"matter={asked.matter}", f"issue={asked.issue}", f"choice={asked.choice}",
        f"when={asked.when or f'{day}..'}", f"author={asked.component}", f"by_role={asked.by_role}",
        f"decided_by={asked.decided_by}", f"reasons={asked.reasons}", f"review_by={asked.review_by}",
        *(f"dissent={one}" for one in asked.dissent), *([f"where={area}"] if area else []),
    ]  # fmt: skip
    fields = fields_from(STANCE, words) | {"as_known": [msgspec.to_builtins(one) for one in known]}
    links = [LinkTo("authority", who), *(LinkTo("rests_on", one) for one in rests_on)]
    links += [LinkTo("replaces", named(picture, one)) for one in asked.replaces]
    saved = _save(opened, STANCE, fields, links, saving)
    points_to = known[0].points_to if known else None
    if piped():
        print_json(
            {
                "record": saved.record, "choice": asked.choice, "authority": who, "area": area or None,
                "as_known": [msgspec.to_builtins(one) for one in known],
                "differs": bool(known) and (points_to or "despite") != asked.choice,
            }
        )  # fmt: skip
        return
    say(f"Recorded: {stance_word(asked.choice, read.thresholds)} ({saved.record}).")
    if known:
        say(f"The evidence points to: {stance_word(points_to, read.thresholds)}. Both are kept.")
    else:
        say("It holds everywhere, so nothing is kept of what the evidence says in one area; --area AREA does.")


def run_take_back(opened: Opened, record: str, because: str, on: date | None, keep_text: str, author: str) -> None:
    """End a choice.

    Raises:
        NotChosen, NotFound, InvalidRecord: nothing was saved.
    """
    picture, day = Picture(opened.ledger, HOLDER), date.fromisoformat(today(opened))
    draft = taking_back(picture, named(picture, record), because, on or day, day)
    fields = cleared(draft.kind, draft.fields, keep_text, known_names(picture), draft.fields.text_kept)
    saved = append(opened.ledger, [replace(draft, fields=fields, author=author_of(opened, author))])[0]
    if piped():
        print_json({"record": saved.record, "version": saved.entry, "taken_back": str(on or day)})
    else:
        say(f"Taken back from {on or day}; that it stood until then is kept. Record {saved.record}.")


def run_conduct(
    opened: Opened, authority: str, words: Sequence[str], when: str, rests_on: Sequence[str], saving: Saving
) -> None:
    """Record what is seen.

    Raises:
        NotFound, InputError, InvalidRecord: nothing was saved.
    """
    picture = Picture(opened.ledger, HOLDER)
    fields = fields_from(OBSERVED_CONDUCT, [*words, f"when={when or today(opened)}"])
    links = [LinkTo("authority", actor(picture, authority))]
    links += [LinkTo("rests_on", named(picture, one)) for one in rests_on]
    _tell(OBSERVED_CONDUCT, _save(opened, OBSERVED_CONDUCT, fields, links, saving))


def run_set(opened: Opened, on: date | None, words: Sequence[str], saving: Saving) -> None:
    """Record thresholds, over those in force.

    Raises:
        InputError, InvalidRecord: nothing was saved.
    """
    day = on or date.fromisoformat(today(opened))
    held = thresholds(Picture(opened.ledger, HOLDER), day)
    base: Fields = {name: getattr(held, name) for name in NUMBERS} | {f"said_{key}": said for key, said in held.said}
    fields = fields_from(STANCE_THRESHOLDS, [f"on={day}", *words], base)
    _tell(STANCE_THRESHOLDS, _save(opened, STANCE_THRESHOLDS, fields, [], saving))


def _save(opened: Opened, kind: Kind, fields: Fields, links: Sequence[LinkTo], saving: Saving) -> Saved:
    known = known_names(Picture(opened.ledger, HOLDER))
    record = cleared(kind, kind.read(with_retention(opened, kind, fields)), saving.keep_text, known)
    office = opened.settings.office
    draft = Draft(
        kind, record, saving.classification or office.classification, saving.compartments or office.compartments,
        links=tuple(links), author=author_of(opened, saving.author), checked=bool(kind.by_workflow),
    )  # fmt: skip
    return append(opened.ledger, [draft])[0]


def _tell(kind: Kind, saved: Saved) -> None:
    if piped():
        print_json({"record": saved.record, "version": saved.entry})
    else:
        say(f"{kind.word} saved: {saved.record}")
